"""The facets of a datatype put together (XML Schema 1.0 Part 2 §4.3): of two bounds the tighter.

RELAX NG takes each facet but ``pattern`` once, and validators refuse a bound that another one
makes void. A datatype that is narrowed twice, or by bounds that leave nothing, needs this.
"""

from siglum.relaxng.datatypes import XSD, DatatypeError, datatype

Facet = tuple[str, str]

_LOWER = frozenset(["minInclusive", "minExclusive"])
_UPPER = frozenset(["maxInclusive", "maxExclusive"])
#: Facets that count, and which of two counts is tighter.
_COUNTS = {"minLength": max, "maxLength": min, "totalDigits": min, "fractionDigits": min}


def settled(name: str, facets: tuple[Facet, ...]) -> tuple[Facet, ...] | None:
    """The facets of the datatype ``name``, none void and none twice; None where no value is left.

    Facets that are wrong in themselves stay as they are.
    """
    if sum(1 for facet, _ in facets if facet != "pattern") < 2:
        return facets
    try:
        for facet in facets:
            datatype(XSD, name, (facet,))
        return _settled(name, facets)
    except DatatypeError:
        return facets


def _settled(name: str, facets: tuple[Facet, ...]) -> tuple[Facet, ...] | None:
    kept: list[Facet] = []
    for facet in facets:
        at = next((n for n, other in enumerate(kept) if _same(other[0], facet[0])), None)
        if at is None or facet[0] == "pattern":
            if facet not in kept:
                kept.append(facet)
        elif facet[0] == "length":
            if int(facet[1]) != int(kept[at][1]):
                return None
        elif facet[0] in _COUNTS:
            tighter = _COUNTS[facet[0]](int(kept[at][1]), int(facet[1]))
            kept[at] = (facet[0], str(tighter))
        elif _allows(name, kept[at], facet[1]):
            kept[at] = facet
    return None if _is_void(name, dict(kept)) else tuple(kept)


def _same(one: str, other: str) -> bool:
    """Whether two facets bound the same side."""
    return one == other or {one, other} == _LOWER or {one, other} == _UPPER


def _allows(name: str, facet: Facet, value: str) -> bool:
    """Whether a value keeps to a facet."""
    return datatype(XSD, name, (facet,)).allows(value, {})


def _is_void(name: str, facets: dict[str, str]) -> bool:
    """Whether no value keeps to all of these, so far as one bound tells of another."""
    lower = next(((f, v) for f, v in facets.items() if f in _LOWER), None)
    upper = next(((f, v) for f, v in facets.items() if f in _UPPER), None)
    if lower and upper:
        return not (_allows(name, lower, upper[1]) and _allows(name, upper, lower[1]))
    least = int(facets.get("minLength", 0))
    exact = int(facets["length"]) if "length" in facets else None
    most = int(facets["maxLength"]) if "maxLength" in facets else None
    if exact is not None:
        return exact < least or (most is not None and exact > most)
    return most is not None and least > most
