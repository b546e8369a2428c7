"""Attributes of the types ID, IDREF and IDREFS (RELAX NG DTD Compatibility §3).

An attribute that identifies is of the same type wherever an element of that name is declared. A
wildcard that takes in such an element, with any attribute, breaks that rule, and then other
validators refuse the whole schema. So wildcards leave those elements out and declare them beside
(``Identities.split``). What still conflicts, in RELAX NG that a customization brings along, is
reported, and its attributes are made ordinary names (``settled``).
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from siglum.findings import Finding, Location, finding
from siglum.odd.inheritance import Inheritance, flat
from siglum.odd.model import Attribute, Content, Customization, DataRef, Repeated, Tokens
from siglum.relaxng import syntax as rng

if TYPE_CHECKING:
    from siglum.relaxng.patterns import Element

_TYPES = frozenset(("ID", "IDREF", "IDREFS"))

#: The attributes of an element that identify: namespace and local name → their type.
Identifying = tuple[tuple[tuple[str, str], str], ...]


def of_elements(
    customization: Customization, inheritance: Inheritance
) -> Mapping[tuple[str, str], Identifying]:
    """The identifying attributes of each element that has any, by namespace and local name."""
    found: dict[tuple[str, str], Identifying] = {}
    for spec in customization.elements.values():
        known: dict[tuple[str, str], str] = {}
        for given in flat(inheritance.of_element(spec)):
            kind = _kind(customization, given.attribute)
            if kind:
                known[given.attribute.namespace, given.attribute.name] = kind
        if known:
            found[customization.namespace_of(spec), spec.name] = tuple(sorted(known.items()))
    return found


def _kind(customization: Customization, attribute: Attribute) -> str:
    if attribute.values is not None and attribute.values.type == "closed":
        return ""
    kind = _identity(customization, attribute.datatype, frozenset())
    return "IDREFS" if kind and (attribute.least, attribute.most) != (1, 1) else kind


def _identity(customization: Customization, content: Content | None, seen: frozenset[str]) -> str:
    match content:
        case DataRef(key="", name=name):
            return name if name in _TYPES else ""
        case DataRef(key=key) if key in customization.macros and key not in seen:
            return _identity(customization, customization.macros[key].content, seen | {key})
        case Repeated(item) | Tokens(item):
            return "IDREFS" if _identity(customization, item, seen) else ""
        case _:
            return ""


def split(
    names: rng.NameClass, known: Mapping[tuple[str, str], Identifying]
) -> tuple[rng.NameClass, dict[Identifying, list[rng.Name]]]:
    """A wildcard without the elements whose attributes identify, and those, by their attributes."""
    inside: dict[Identifying, list[rng.Name]] = {}
    for (ns, local), attributes in known.items():
        if _contains(names, ns, local):
            inside.setdefault(attributes, []).append(rng.Name(ns, local))
    return _without(names, [name for found in inside.values() for name in found]), inside


def _contains(names: rng.NameClass | None, ns: str, local: str) -> bool:
    match names:
        case None:
            return False
        case rng.Name():
            return (names.ns, names.local) == (ns, local)
        case rng.NsName(own, except_):
            return own == ns and not _contains(except_, ns, local)
        case rng.AnyName(except_):
            return not _contains(except_, ns, local)
        case rng.NameChoice(items):
            return any(_contains(item, ns, local) for item in items)


def _without(names: rng.NameClass, left_out: list[rng.Name]) -> rng.NameClass:
    if not left_out:
        return names
    match names:
        case rng.AnyName(except_):
            return rng.AnyName(_joined(except_, left_out))
        case rng.NsName(ns, except_):
            own = [name for name in left_out if name.ns == ns]
            return rng.NsName(ns, _joined(except_, own)) if own else names
        case rng.NameChoice(items):
            return rng.NameChoice(tuple(_without(item, left_out) for item in items))
        case rng.Name():
            return names


def _joined(except_: rng.NameClass | None, names: list[rng.Name]) -> rng.NameClass:
    match except_:
        case None:
            items: tuple[rng.NameClass, ...] = tuple(names)
        case rng.NameChoice(known):
            items = (*known, *names)
        case _:
            items = (except_, *names)
    return items[0] if len(items) == 1 else rng.NameChoice(items)


# -- what still conflicts ------------------------------------------------------------------------


def settled(grammar: rng.Grammar, place: Location) -> tuple[rng.Grammar, tuple[Finding, ...]]:
    """A grammar in which no types conflict, with a finding for each attribute given up for it.

    One that breaks a rule of RELAX NG has a finding that says so.
    """
    from siglum.findings import FindingError
    from siglum.relaxng.compile import read
    from siglum.relaxng.grammar import Assembler
    from siglum.relaxng.ids import conflicts
    from siglum.relaxng.names import split as parted
    from siglum.relaxng.patterns import Pool
    from siglum.relaxng.simplify import Simplifier

    simplifier = Simplifier(Pool(), Assembler(read, None))
    try:
        simplifier.schema(grammar, place.file)
    except FindingError as error:
        found_at, reason = error.finding.location, error.finding.message
        where = place if found_at.line < 1 or not found_at.file else found_at
        return grammar, (finding("odd-grammar-broken", where, reason=reason),)
    reached: Iterable[Element] = simplifier.reached
    found = conflicts(reached)
    if not found:
        return grammar, ()
    findings = tuple(
        finding(
            "odd-id-conflict",
            place,
            attribute=parted(attribute)[1],
            element=parted(element)[1] or "any",
        )
        for attribute, element in sorted(found.items())
    )
    return _released(grammar, {parted(attribute) for attribute in found}), findings


def _released(grammar: rng.Grammar, names: set[tuple[str, str]]) -> rng.Grammar:
    """The grammar with the values of these attributes as names that identify nothing."""

    def attribute(pattern: rng.Pattern) -> rng.Pattern:
        match pattern:
            case rng.Attribute(name=rng.Name(ns, local), item=item) if item is not None:
                if (ns, local) in names:
                    return pattern.replace(item=mapped(item, value))
                return pattern
            case _:
                return pattern

    def value(pattern: rng.Pattern) -> rng.Pattern:
        match pattern:
            case rng.Data(type="IDREFS"):
                return rng.List((rng.OneOrMore((rng.Data("NCName"),)),))
            case rng.Data(type=kind) if kind in _TYPES:
                return pattern.replace(type="NCName")
            case _:
                return pattern

    from siglum.odd.external import mapped

    def component(part: rng.Component) -> rng.Component:
        match part:
            case rng.Define(items=items):
                return part.replace(items=tuple(mapped(item, attribute) for item in items))
            case rng.Start(item):
                return part.replace(item=mapped(item, attribute))
            case rng.Div(components):
                return part.replace(components=tuple(map(component, components)))
            case rng.Include():
                return part

    return grammar.replace(components=tuple(map(component, grammar.components)))
