"""``@next`` and ``@prev``: do the parts of one thing form a chain (TEI P5 SA §17.7)?

Each link is answered by its opposite, leads on in document order, and joins like with like.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from siglum.findings import Finding, Location, Related, finding

#: Gives the place of an element by its ordinal, or of one of its attributes.
Place = Callable[[int, str | None], Location]

_OPPOSITE = {"next": "prev", "prev": "next"}


class Part(NamedTuple):
    """A part of a chain: the element's ordinal, name, id if any, and the two links resolved."""

    ordinal: int
    element: str
    id: str
    next: int | None
    prev: int | None


def check(parts: dict[int, Part], place: Place) -> Iterator[Finding]:
    """Yield what is wrong with the links of ``parts``, which maps ordinals to parts."""
    for part in parts.values():
        for attribute, target in (("next", part.next), ("prev", part.prev)):
            if target is not None:
                yield from _link(parts, part, attribute, parts[target], place)


def _link(
    parts: dict[int, Part], part: Part, attribute: str, other: Part, place: Place
) -> Iterator[Finding]:
    opposite = _OPPOSITE[attribute]
    values: dict[str, Any] = {
        "attribute": attribute,
        "opposite": opposite,
        "target": f"#{other.id}",
    }

    def say(code: str, *, related: bool = True, **more: str) -> Finding:
        there = Related(place(other.ordinal, None), f"<{other.element}> is here")
        where = place(part.ordinal, attribute)
        return finding(code, where, related=[there] if related else [], **values, **more)

    if part.ordinal == other.ordinal:
        yield say("chain-cycle", related=False)
        return
    if (part.ordinal < other.ordinal) != (attribute == "next"):
        cyclic = attribute == "next" and _returns(parts, part)
        side = "before" if attribute == "next" else "after"
        yield say("chain-cycle" if cyclic else "chain-order", side=side)
    if part.element != other.element:
        yield say("chain-kind", element=f"<{part.element}>", found=f"<{other.element}>")
    back = other.prev if attribute == "next" else other.next
    if back != part.ordinal:
        own = f"#{part.id}" if part.id else "this element, which needs an xml:id"
        answered = f"points at #{parts[back].id}" if back is not None else "is missing"
        yield say("chain-unanswered", own=own, answered=answered)


def _returns(parts: dict[int, Part], part: Part) -> bool:
    """Whether following ``@next`` from the part leads back to it."""
    seen: set[int] = set()
    at = part.next
    while at is not None and at not in seen:
        if at == part.ordinal:
            return True
        seen.add(at)
        at = parts[at].next
    return False
