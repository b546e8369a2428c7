"""Permanent ids: every place of a page that was published once can be reached for ever.

Beside the pages stands their record, ``ids.txt``: each page, and each place of it that a link may
lead to, a line each, sorted. The next build is held to it. What is gone must have a *redirect*, a
place that took its place; the page then carries an anchor under the old id, so that it stands in
the new record too. So the record follows from the documents, the redirects and the last record, and
is the same however often one builds. A line of an id that is counted has a fingerprint of the
passage, by which it is seen when the id has come to be that of another one. Such a line keeps the
fingerprint of what was published, and ``moved``, so that each build tells of it until the editor
has done something about it.

An address is that of a page (``letters/index.html``) or of a place (``letters/index.html#p3``). In
a redirect a bare id (``p3``) means that place on each page that has had it, and a page means all
its places, too: they lead to those of the same ids on the page that took its place.
"""

import re
from collections.abc import Iterable, Mapping, Set
from html import escape
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import quote

from siglum.findings import Finding, Location, finding
from siglum.outputs.gone import gone
from siglum.outputs.places import is_counted, places

RECORD = "ids.txt"

_TAG = re.compile(r'<([A-Za-z][\w-]*)((?:\s+[^\s=<>"/]+(?:="[^"]*")?)*)\s*/?>')

#: Elements that cannot have an anchor as their first child, so that it stands before them.
_CLOSED = frozenset(
    "table ul ol dl img hr br input math svg details figure fieldset select col tbody".split()
)

#: An address: of a page, or of a place in one.
_ADDRESS = re.compile(r"[^#<>\"]+\.html(#\S+)?")

_MOVED_STYLE = "<style>.moved:not(:target){display:none}</style>"

_PAGE = """\
<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">{refresh}
    <link rel="canonical" href="{href}">
    <title>Moved</title>
  </head>
  <body>
    <p>This page has moved: <a href="{href}">{href}</a></p>
  </body>
</html>
"""

#: On a page that moved with its places, each place leads on by itself; without a script, by a link.
_LEAD_ON = """\
<script>
const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
location.replace((place ?? document).querySelector("a").href);
</script>
"""


class Kept(NamedTuple):
    """The files of the pages, anchors for old ids in them, the record, and what is wrong."""

    files: dict[str, str]
    findings: tuple[Finding, ...]


def keep(
    pages: Mapping[str, str],
    redirects: Mapping[str, str],
    published: str,
    *,
    record: Location,
    settings: Location,
    former: str = "",
) -> Kept:
    """Hold pages to the record of those published before.

    ``pages`` are all HTML files by path; ``published`` is the text of the last record, or empty;
    ``former`` names the documents of the last build where it had none in common with this one.
    Findings on what is gone stand at its line in ``record``, those on redirects at ``settings``.
    The files are the pages, with new pages for those that moved, and ``ids.txt``.
    """
    own = places(pages)
    recorded = [_parsed(line) for line in published.removeprefix("\ufeff").splitlines()]
    before = {address: fingerprint for address, fingerprint, _ in recorded}
    strayed = {address for address, _, is_moved in recorded if is_moved}
    lines = {address: number for number, (address, *_) in enumerate(recorded, 1)}
    for address, number in lines.items():
        if address and not _ADDRESS.fullmatch(address):
            where = record._replace(line=number)
            return Kept(dict(pages), (finding("record-line", where, line=address),))
    made, findings, led = _redirected(pages, own, redirects, before, settings)
    now = own if made == pages else places(made)
    # a place of a page that moved as a whole is that to which it leads
    now |= {address: now[new] for address, new in led.items() if address in now}
    moved = _moved(before, now, strayed, led)
    astray = {address: new for address, new in moved.items() if address in own or address in led}
    place = {address: record._replace(line=lines[address]) for address in before}
    findings.extend(gone(before, now, moved, place, former))
    findings.extend(_elsewhere(astray, place))
    made[RECORD] = "".join(
        f"{address}\t{before[address]}\tmoved\n"
        if address in astray
        else f"{address}\t{now[address]}\n"
        if is_counted(address) and now[address]
        else f"{address}\n"
        for address in sorted(now)
    )
    return Kept(made, tuple(findings))


def _parsed(line: str) -> tuple[str, str, bool]:
    """The address of a line, the fingerprint of its passage, and whether that had moved."""
    address, fingerprint, state = (*line.strip().split("\t"), "", "")[:3]
    return address, fingerprint, state == "moved"


def _moved(
    before: Mapping[str, str], now: Mapping[str, str], strayed: Set[str], led: Mapping[str, str]
) -> dict[str, str]:
    """Old addresses whose passage certainly stands at another address of the same page now.

    That of a page that moved as a whole is the page to which its address is ``led``. A passage that
    has its words in common with another one is not known again, except for those that had
    ``strayed`` by the last build: their words stand at the new address, too.
    """
    known = _known(now)
    here = _known({a: mark for a, mark in before.items() if a not in strayed}).values()
    found = {}
    for address in (*here, *strayed):
        target = led.get(address, address)
        new = known.get((target.partition("#")[0], before[address]), target)
        if now.get(address) != before[address] and new != target:
            found[address] = new
    return found


def _known(marks: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """Page and fingerprint → the one address of it."""
    found: dict[tuple[str, str], list[str]] = {}
    for address, fingerprint in marks.items():
        if fingerprint:
            found.setdefault((address.partition("#")[0], fingerprint), []).append(address)
    return {mark: names[0] for mark, names in found.items() if len(names) == 1}


def _elsewhere(moved: Mapping[str, str], place: Mapping[str, Location]) -> Iterable[Finding]:
    """For each page, that its counted ids are those of other passages than before."""
    by_page: dict[str, list[str]] = {}
    for address in moved:
        by_page.setdefault(address.partition("#")[0], []).append(address)
    for names in by_page.values():
        first = min(names, key=lambda name: place[name].line)
        page, _, name = moved[first].partition("#")
        new = name if first.startswith(f"{page}#") else moved[first]
        rest = f" (and {len(names) - 1} more)" if len(names) > 1 else ""
        yield finding("id-moved", place[first], address=first, new=new, rest=rest)


def _redirected(
    pages: Mapping[str, str],
    own: Mapping[str, str],
    redirects: Mapping[str, str],
    published: Iterable[str],
    settings: Location,
) -> tuple[dict[str, str], list[Finding], dict[str, str]]:
    made, findings = dict(pages), []
    whole: dict[str, str] = {}  # places of pages that moved as a whole → the addresses they lead to
    links: dict[str, dict[str, str]] = {}  # page → old id, or nothing → the address it leads to
    for old, new in redirects.items():
        if _is_page(old) and new in pages:
            continue
        done = False
        for source in _meant(old, pages, published):
            page, _, name = source.partition("#")
            target = new if _is_page(new) or "#" in new else f"{page}#{new}"
            if source in own:
                done = True
                findings.append(finding("redirect-needless", settings, old=old))
            elif target in own:
                done = True
                if name and page in made and target.startswith(f"{page}#"):
                    anchor = f'<span id="{escape(name)}"></span>'
                    made[page] = _anchored(made[page], target[len(page) + 1 :], anchor)
                else:
                    links.setdefault(page, {})[name] = target
        if not done:
            wrong = any(_reached(new, page) in own for page in pages)
            code = "redirect-unused" if wrong else "redirect-nowhere"
            findings.append(finding(code, settings, old=old, new=new))
    now = own if made == pages else places(made)
    for old, new in redirects.items():
        if _is_page(old) and new in pages:
            led = _led(old, new, now)
            if old in own and not led:
                findings.append(finding("redirect-needless", settings, old=old))
            else:
                known = links.get(old, {})
                whole |= {f"{old}#{name}": to for name, to in led.items() if name not in known}
                links[old] = {"": new} | led | known
    for page, targets in links.items():
        made[page] = _linked(made.get(page, ""), page, targets)
    return made, findings, whole


def _led(old: str, new: str, now: Iterable[str]) -> dict[str, str]:
    """The places of a page that the old page does not have: id → the address on the new page."""
    return {
        address.partition("#")[2]: address
        for address in now
        if address.startswith(f"{new}#") and f"{old}#{address.partition('#')[2]}" not in now
    }


def _meant(old: str, pages: Mapping[str, str], published: Iterable[str]) -> list[str]:
    """The addresses that the old name of a redirect stands for."""
    if _is_page(old) or "#" in old:
        return [old]
    known = {line for line in published if line.endswith(f"#{old}")}
    main = [f"{path}#{old}" for path in pages if PurePosixPath(path).name == "index.html"]
    return sorted(known | set(main)) if len(main) == 1 else sorted(known)


def _reached(new: str, page: str) -> str:
    return new if _is_page(new) or "#" in new else f"{page}#{new}"


def _is_page(name: str) -> bool:
    return name.endswith(".html")


def _linked(text: str, page: str, targets: Mapping[str, str]) -> str:
    """The page, or where it has no text a new one, with links to where its old places lead."""
    links = "".join(
        f'<p class="moved" id="{escape(name)}">This has moved: <a href="{href}">{href}</a></p>'
        for name, href in ((n, escape(_relative(t, page))) for n, t in targets.items())
        if name
    )
    if not text:
        whole = targets.get("") or next(iter(targets.values())).partition("#")[0]
        href = escape(_relative(whole, page))
        refresh = f'\n    <meta http-equiv="refresh" content="0; url={href}">'
        text = _PAGE.format(href=href, refresh="" if links else refresh)
        links += _LEAD_ON if links else ""
    if not links:
        return text
    if _MOVED_STYLE not in text:
        text = text.replace("</head>", f"{_MOVED_STYLE}</head>", 1)
    end = "</main>" if "</main>" in text else "</body>"
    return text.replace(end, links + end, 1)


def _anchored(page: str, name: str, anchor: str) -> str:
    """The page with an anchor at the element of that id; within it, where that may be."""
    wanted = f' id="{escape(name)}"'
    for match in _TAG.finditer(page):
        if wanted in match[2]:
            tag = match[1].lower()
            at = match.start() if tag in _CLOSED else match.end()
            if tag == "tr":
                cell = re.compile(r"<t[dh]\b[^>]*>").search(page, match.end())
                at = cell.end() if cell else at
            return page[:at] + anchor + page[at:]
    raise AssertionError(name)  # the caller has found it on the page


def _relative(target: str, page: str) -> str:
    path, hash_, name = target.partition("#")
    up = "../" * page.count("/")
    return quote(f"{up}{path}") + (hash_ + quote(name, safe=":") if name else "")
