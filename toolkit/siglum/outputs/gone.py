"""What is said of addresses that were published and are gone.

One mistake is one finding: a page whose places are all on another page now has moved as a whole,
and a build that has next to nothing in common with the last one is a build of something else.
"""

from collections.abc import Iterator, Mapping, Sequence

from siglum.findings import Finding, Location, finding


def gone(
    before: Mapping[str, str],
    now: Mapping[str, str],
    moved: Mapping[str, str],
    place: Mapping[str, Location],
    former: str,
) -> Iterator[Finding]:
    """Yield a finding for each address of ``before`` that is not in ``now``, or for all of them.

    ``before`` and ``now`` are addresses with the fingerprints of counted passages; ``moved`` is
    where passages are known to stand now, ``place`` the line of an address in the record, and
    ``former`` the names of the last build's documents, where this build has none of them.
    """
    lost = [address for address in before if address and address not in now]
    if not lost:
        return
    places = [address for address in before if "#" in address]
    if former and 2 * sum(_is_same(before[a], now.get(a)) for a in places) < len(places):
        first = lost[0]
        yield finding("output-other", place[first], former=former, number=len(lost), first=first)
        return
    pages: dict[str, list[str]] = {}
    for address in lost:
        pages.setdefault(address.partition("#")[0], []).append(address)
    for page, addresses in pages.items():
        new = _page_with(addresses, before, now)
        if new:
            number = len(addresses)
            yield finding("page-moved", place[addresses[0]], address=page, new=new, number=number)
            addresses = [a for a in addresses if "#" in a and _on(new, a) not in now]
        for address in addresses:
            yield _gone(address, moved.get(address, ""), place[address])


def _page_with(lost: Sequence[str], before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """The one page that has most of these places of another page, or nothing."""
    places = [address for address in lost if "#" in address]
    new = [
        page
        for page in now
        if "#" not in page
        and 2 * sum(_is_same(before[a], now.get(_on(page, a))) for a in places) > len(places)
    ]
    return new[0] if len(new) == 1 else ""


def _is_same(mark: str, new: str | None) -> bool:
    """Whether a place that there is now is that of the old one; only counted ones have a mark."""
    return new is not None and mark in ("", new)


def _on(page: str, address: str) -> str:
    """The address of the same id on another page."""
    return f"{page}#{address.partition('#')[2]}"


def _gone(address: str, new: str, place: Location) -> Finding:
    """``new`` is where its passage stands now, or empty where that is not known."""
    name = address.partition("#")[2]
    if not name:
        return finding("page-gone", place, address=address)
    return finding("id-gone", place, address=address, name=name, new=new.partition("#")[2] or "…")
