"""ID, IDREF and IDREFS (RELAX NG DTD Compatibility §3).

An attribute of one of these types must be of that type wherever an element of that name is
declared, also where ``anyName`` or ``nsName`` declares it. Where a schema breaks that rule it is
used all the same, and ids of that attribute are not checked.
"""

from collections.abc import Iterable

from siglum.relaxng.names import NameClass, contains, is_finite, listed
from siglum.relaxng.patterns import (
    IDENTITY,
    Attribute,
    Choice,
    Data,
    Element,
    Group,
    Interleave,
    List,
    OneOrMore,
    Pattern,
)


def identity(pattern: Pattern) -> str:
    """ID, IDREF, IDREFS or "", for the pattern of a value."""
    match pattern:
        case Data():
            return pattern.datatype.identity
        case Choice():
            return next((kind for kind in map(identity, pattern.items) if kind), "")
        case List() | OneOrMore():
            return "IDREFS" if identity(pattern.item) else ""
        case _:
            return ""


def conflicts(elements: Iterable[Element]) -> dict[str, str]:
    """The attributes whose ids cannot be checked, each with an element that shows why."""
    from siglum.relaxng.vocabulary import attributes_in

    declared: dict[tuple[str, str], str] = {}  # element, attribute → ID, IDREF or IDREFS
    found: dict[str, str] = {}
    several: list[Element] = []  # those whose names others may have, too
    seen: dict[str, Element] = {}
    for element in elements:
        if not is_finite(element.names):
            several.append(element)
        for name in listed(element.names):
            if name in seen:
                several += [seen[name], element]
            seen[name] = element
        if not element.content.flags & IDENTITY:
            continue
        for attribute in _identities(element.content):
            if is_finite(element.names) and is_finite(attribute.names):
                for name in listed(element.names):
                    for own in listed(attribute.names):
                        declared[name, own] = identity(attribute.value)
            else:
                for own in listed(attribute.names):
                    found[own] = "*"
    if not declared:
        return found
    known: dict[str, dict[str, str]] = {}  # attribute → element → its type
    for (name, own), kind in declared.items():
        known.setdefault(own, {})[name] = kind
    overlapping: dict[tuple[NameClass, str], list[str]] = {}
    for element in dict.fromkeys(several):
        for attribute in attributes_in(element.content):
            kind = identity(attribute.value)
            for own, by_element in known.items():
                if not contains(attribute.names, own):
                    continue
                key = (element.names, own)
                if key not in overlapping:
                    overlapping[key] = [n for n in by_element if contains(element.names, n)]
                for name in overlapping[key]:
                    if by_element[name] != kind:
                        found.setdefault(own, name)
    return found


def _identities(pattern: Pattern) -> list[Attribute]:
    """The attributes of these types in a pattern."""
    if not pattern.flags & IDENTITY:
        return []
    match pattern:
        case Attribute():
            return [pattern]
        case Choice() | Group() | Interleave():
            return [found for item in pattern.items for found in _identities(item)]
        case OneOrMore():
            return _identities(pattern.item)
        case _:
            return []
