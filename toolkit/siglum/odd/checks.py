"""Checking a customization that has been merged: where it starts, and what can never be used."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from siglum.odd.external import flattened
from siglum.odd.facets import settled
from siglum.odd.leaves import leaves
from siglum.odd.model import (
    Alternate,
    ClassRef,
    ClassSpec,
    Content,
    Customization,
    DataRef,
    ElementRef,
    ElementSpec,
    Empty,
    Expand,
    InlineElement,
    MacroRef,
    MacroSpec,
    Native,
    Repeated,
    Sequence,
    Spec,
    Tokens,
    ValList,
    attributes_of,
)
from siglum.odd.patterns import narrowed
from siglum.odd.reach import ANY, elements_of, reachable
from siglum.odd.reading import Reading, did_you_mean
from siglum.relaxng import syntax as rng

if TYPE_CHECKING:
    from lxml import etree


def started(
    customization: Customization,
    schema: "etree._Element",
    patterns: frozenset[str],
    reading: Reading,
) -> Customization:
    """The customization with its start: ``schemaSpec/@start``, else TEI's own.

    A start that does not exist is an error where it leaves none, else a warning.
    """
    elements = customization.elements
    wanted = schema.get("start")
    names = ["TEI", *(["teiCorpus"] if "teiCorpus" in elements else [])]
    if wanted is not None:
        names = wanted.split()
    starts = (isinstance(part, rng.Start) for part in flattened(customization.components))
    if (not names or (wanted is None and "TEI" not in elements)) and any(starts):
        return customization  # it begins where the schemas that it brings along do
    found, missing = [], []
    for name in names:
        bare = name if name in elements else name.removeprefix(customization.prefix)
        if bare in elements or name in patterns:
            found.append(bare if bare in elements else name)
        else:
            missing.append(name)
    for name in missing:
        hint = did_you_mean(name, list(elements))
        if wanted is None:
            hint = "say with start= which elements a document may begin with"
        code = "odd-start-absent" if found else "odd-unknown-reference"
        reading.report(code, schema, "start", hint=hint, kind="element", ident=name)
    if not names:
        hint = "say with start= which elements a document may begin with"
        reading.report("odd-start-none", schema, "start", hint=hint)
    return replace(customization, start=tuple(dict.fromkeys(found)))


def check(customization: Customization, reading: Reading) -> None:
    """Report cycles, elements that can never be valid or never occur, and twofold alternatives."""
    _cycles(customization, reading)
    _impossible(customization, reading)
    _unreachable(customization, reading)
    specs: tuple[Spec, ...] = (
        *customization.elements.values(),
        *customization.classes.values(),
        *customization.macros.values(),
    )
    for spec in specs:
        if spec.own:
            for content in _contents(spec):
                _void(customization, content, reading)
            if isinstance(spec, ElementSpec) and spec.content is not None:
                _twofold(customization, spec.content, spec.ident, reading)


def _contents(spec: Spec) -> Iterator[Content]:
    """The content models and datatypes of a specification."""
    if not isinstance(spec, ClassSpec) and spec.content is not None:
        yield spec.content
    if not isinstance(spec, MacroSpec):
        for attribute in attributes_of(spec.attributes):
            if attribute.datatype is not None:
                yield attribute.datatype


def _void(customization: Customization, content: Content, reading: Reading) -> None:
    """Datatypes whose facets leave no value."""
    for ref in data_refs(content):
        if ref.facets and ref.at is not None and ref.at.files is reading.files:
            for leaf in data_refs(narrowed(customization, replace(ref, facets=()), ref.facets)):
                if leaf.name and settled(leaf.name, leaf.facets) is None:
                    said = ", ".join(f"{facet} {value}" for facet, value in leaf.facets)
                    reading.report("odd-facets", ref.at, facets=said)


def data_refs(content: Content) -> Iterator[DataRef]:
    """The datatypes in a content model."""
    return (leaf for leaf in leaves(content) if isinstance(leaf, DataRef))


# -- cycles --------------------------------------------------------------------------------------


def _cycles(customization: Customization, reading: Reading) -> None:
    """Classes that are members of themselves, and macros that hold themselves."""
    edges: dict[str, list[str]] = {}
    for class_ in customization.classes.values():
        edges[class_.ident] = [key for key in class_.classes if key in customization.classes]
    _report_cycles(edges, customization, reading)
    edges = {}
    for macro in customization.macros.values():
        if macro.content is not None:
            held = _macros(macro.content)
            edges[macro.ident] = [key for key in held if key in customization.macros]
    _report_cycles(edges, customization, reading)


def _macros(content: Content) -> Iterator[str]:
    for leaf in leaves(content, inline=False):
        if isinstance(leaf, MacroRef | DataRef) and leaf.key:
            yield leaf.key


def _report_cycles(
    edges: dict[str, list[str]], customization: Customization, reading: Reading
) -> None:
    done: set[str] = set()
    for first in edges:
        path: list[str] = []
        stack: list[tuple[str, Iterator[str]]] = []
        if first not in done:
            path.append(first)
            stack.append((first, iter(edges[first])))
        while stack:
            key, following = stack[-1]
            step = next(following, None)
            if step is None:
                stack.pop()
                path.pop()
                done.add(key)
            elif step in path:
                cycle = [*path[path.index(step) :], step]
                spec = customization.classes.get(step) or customization.macros[step]
                reading.report("odd-cycle", spec.at, ident=step, cycle=" → ".join(cycle))
            elif step not in done:
                path.append(step)
                stack.append((step, iter(edges.get(step, ()))))


# -- what can never be valid ---------------------------------------------------------------------


def _impossible(customization: Customization, reading: Reading) -> None:
    """Elements whose content can never be complete: least fixed point of what can."""
    possible: set[str] = set()
    macros: set[str] = set()
    grown = True
    while grown:
        before = len(possible) + len(macros)
        for macro in customization.macros.values():
            if macro.ident not in macros and _can(
                customization, macro.content or Empty(), possible, macros
            ):
                macros.add(macro.ident)
        for spec in customization.elements.values():
            if spec.ident not in possible and _can(
                customization, spec.content or Empty(), possible, macros
            ):
                possible.add(spec.ident)
        grown = len(possible) + len(macros) > before
    for spec in customization.elements.values():
        if spec.ident not in possible:
            lacking = next(
                iter(_lacking(customization, spec.content or Empty(), possible, macros)), "itself"
            )
            place = spec.at if spec.own else customization.at  # and not in TEI's own file
            reading.report("odd-impossible", place, ident=spec.ident, lacking=lacking)


def _can(
    customization: Customization, content: Content, possible: set[str], macros: set[str]
) -> bool:
    def can(item: Content) -> bool:
        return _can(customization, item, possible, macros)

    match content:
        case Sequence(items):
            return all(can(item) for item in items)
        case Alternate(items):
            return any(can(item) for item in items)
        case Repeated(item, least):
            return least == 0 or can(item)
        case Tokens(item):
            return can(item)
        case ElementRef(key):
            return key in possible
        case MacroRef(key):
            return key in macros
        case ClassRef(key, expand, include, except_):
            if expand in (Expand.SEQUENCE_OPTIONAL, Expand.SEQUENCE_OPTIONAL_REPEATABLE):
                return True
            members = list(elements_of(customization, key, include, except_, frozenset()))
            if expand is Expand.SEQUENCE:
                return all(member in possible for member in members)
            if expand is Expand.SEQUENCE_REPEATABLE:
                return bool(members) and all(member in possible for member in members)
            return any(member in possible for member in members)
        case Native(rng.NotAllowed()):
            return False
        case ValList(kind, items):
            return bool(items) or kind in ("semi", "open")
        case InlineElement(content=inner):
            return can(inner)
        case _:
            return True


def _lacking(
    customization: Customization, content: Content, possible: set[str], macros: set[str]
) -> Iterator[str]:
    """What a content model requires in vain, in words."""
    match content:
        case Sequence(items) | Alternate(items):
            for item in items:
                if not _can(customization, item, possible, macros):
                    yield from _lacking(customization, item, possible, macros)
        case Repeated(item) | Tokens(item):
            yield from _lacking(customization, item, possible, macros)
        case ElementRef(key):
            yield f"<{key}>"
        case ClassRef(key):
            yield f"a member of {key}"
        case MacroRef(key):
            yield f"the content of {key}"
        case _:
            return


# -- what can never occur ------------------------------------------------------------------------


def _unreachable(customization: Customization, reading: Reading) -> None:
    """Elements of the customization's own that stand in nothing that a document may begin with."""
    if any(name not in customization.elements for name in customization.start):
        return
    if customization.components:
        return
    waiting = list(customization.start)
    reached: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key in reached or key not in customization.elements:
            continue
        reached.add(key)
        content = customization.elements[key].content
        if content is not None:
            found = set(reachable(customization, content, frozenset()))
            if ANY in found:
                return
            waiting += found - reached
    if not reached:
        return
    for spec in customization.elements.values():
        if spec.own and spec.ident not in reached:
            start = " or ".join(f"<{name}>" for name in customization.start)
            reading.report("odd-unreachable", spec.at, ident=spec.ident, start=start)


# -- the same twice ------------------------------------------------------------------------------


def _twofold(customization: Customization, content: Content, owner: str, reading: Reading) -> None:
    """Alternatives of which two are the same element."""
    match content:
        case Alternate(items):
            seen: dict[str, str] = {}
            for item in items:
                _twofold(customization, item, owner, reading)
                inner = item.item if isinstance(item, Repeated) else item
                if not isinstance(inner, ElementRef | ClassRef):
                    continue
                if inner.at is None or inner.at.files is not reading.files:
                    continue
                for ident in set(reachable(customization, inner, frozenset())):
                    if ident in seen:
                        reading.report(
                            "odd-ambiguous", inner.at, ident=owner, key=ident, first=seen[ident]
                        )
                        break
                    seen[ident] = inner.key
        case Sequence(items):
            for item in items:
                _twofold(customization, item, owner, reading)
        case Repeated(item):
            _twofold(customization, item, owner, reading)
        case _:
            return
