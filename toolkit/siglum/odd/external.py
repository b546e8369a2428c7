"""RELAX NG that a customization brings along: other schemas, and definitions of its own.

A schema from a file (``moduleRef/@url``, TEI P5 TD) gives its definitions, each name prefixed, but
not its start; definitions in the reference stand in for those of the same name, or are combined
with them where they say so.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from siglum.findings import FindingError, finding
from siglum.odd.declarations import Grammar, GrammarRef
from siglum.odd.loading import Loader
from siglum.odd.places import Place
from siglum.odd.reading import Reading
from siglum.relaxng import syntax as rng

if TYPE_CHECKING:
    from lxml import etree


def components(
    reading: Reading, parts: "Iterable[GrammarRef | Grammar]", loader: Loader
) -> tuple[rng.Component, ...]:
    """The definitions that the parts bring, and where they start."""
    found: list[rng.Component] = []
    for part in parts:
        try:
            match part:
                case Grammar(elements, at):
                    found += _own(reading, elements, at)
                case GrammarRef():
                    found += _imported(reading, part, loader)
        except FindingError as error:
            reading.findings.append(error.finding)
    return tuple(found)


def names(found: Iterable[rng.Component]) -> frozenset[str]:
    """The names that are defined."""
    return frozenset(part.name for part in flattened(found) if isinstance(part, rng.Define))


def _own(
    reading: Reading, elements: "tuple[etree._Element, ...]", at: Place
) -> list[rng.Component]:
    """Definitions that stand in the ODD, read in the namespace of the schema."""
    from lxml import etree

    from siglum.relaxng.xml_syntax import reader

    if not elements:
        return []
    inner = "".join(etree.tostring(e, encoding="unicode", with_tail=False) for e in elements)
    if all(str(e.tag).endswith("}grammar") for e in elements):
        wrapped = inner
    else:
        wrapped = f"<grammar xmlns='http://relaxng.org/ns/structure/1.0'>{inner}</grammar>"
    space = reading.namespace
    try:
        pattern = reader.read(_with_defaults(wrapped), "", ns=space)
    except FindingError as error:
        raise FindingError(
            finding("odd-grammar", at.location, reason=error.finding.message)
        ) from None
    return list(_components(pattern))


def _with_defaults(text: str) -> bytes:
    """A grammar with the datatype library of XSD, where it names none."""
    from lxml import etree

    root = etree.fromstring(text)
    if root.get("datatypeLibrary") is None:
        root.set("datatypeLibrary", rng.XSD)
    return etree.tostring(root)


def _imported(reading: Reading, ref: GrammarRef, loader: Loader) -> list[rng.Component]:
    path = loader.path(ref.url, ref.at)
    if not path.is_file():
        raise FindingError(finding("odd-module-file", ref.at.attribute("url"), url=ref.url))
    given = [_renamed(part, ref.prefix) for part in _load(str(path), (), loader, ref.at)]
    overrides = _own(reading, ref.overrides, ref.at)
    replaced = {
        part.name
        for part in flattened(overrides)
        if isinstance(part, rng.Define) and part.combine is None
    }
    starts = any(isinstance(part, rng.Start) and not part.combine for part in flattened(overrides))
    kept = [
        part
        for part in flattened(given)
        if not (isinstance(part, rng.Define) and part.name in replaced)
        and not (isinstance(part, rng.Start) and starts)
    ]
    return [*kept, *overrides]


def _load(
    name: str, inside: tuple[str, ...], loader: Loader, at: Place, ns: str | None = None
) -> list[rng.Component]:
    """The components of a schema in a file, with those of the files that it includes."""
    return list(_components(_pattern(name, inside, loader, at, ns)))


def _pattern(
    name: str, inside: tuple[str, ...], loader: Loader, at: Place, ns: str | None
) -> rng.Pattern:
    """The schema in a file, with all that it takes from other files in it."""
    from pathlib import Path

    from siglum.document import read_bytes
    from siglum.relaxng.compile import read

    if name in inside:
        raise FindingError(finding("odd-include-cycle", at.attribute("url"), href=name))
    loader.others.add(Path(name))
    pattern = read(read_bytes(name), name, ns or "")
    within = (*inside, name)
    match pattern:
        case rng.Grammar(components):
            whole = tuple(_expanded(components, name, within, loader, at))
            return pattern.replace(components=whole)
        case _:
            return mapped(pattern, _inliner(name, within, loader, at))


def _expanded(
    parts: Iterable[rng.Component], name: str, inside: tuple[str, ...], loader: Loader, at: Place
) -> Iterator[rng.Component]:
    from siglum.relaxng.resources import is_web, resolve

    for part in parts:
        match part:
            case rng.Div(inner):
                yield from _expanded(inner, name, inside, loader, at)
            case rng.Include(href, overrides, base, ns):
                target = resolve(base or name, href)
                if is_web(target):
                    target = str(loader.path(target, at))
                own = list(_expanded(overrides, name, inside, loader, at))
                replaced = {p.name for p in own if isinstance(p, rng.Define)}
                for given in _load(target, inside, loader, at, ns):
                    if not (isinstance(given, rng.Define) and given.name in replaced):
                        yield given
                yield from own
            case rng.Define(items=items):
                inlined = _inliner(name, inside, loader, at)
                yield part.replace(items=tuple(mapped(item, inlined) for item in items))
            case rng.Start():
                yield part


def _inliner(
    name: str, inside: tuple[str, ...], loader: Loader, at: Place
) -> Callable[[rng.Pattern], rng.Pattern]:
    """Puts the schema of another file (``externalRef``) where it is referred to."""
    from siglum.relaxng.resources import is_web, resolve

    def inlined(pattern: rng.Pattern) -> rng.Pattern:
        match pattern:
            case rng.ExternalRef(href, base, ns):
                target = resolve(base or name, href)
                if is_web(target):
                    target = str(loader.path(target, at))
                return _pattern(target, inside, loader, at, ns)
            case _:
                return pattern

    return inlined


def _components(pattern: rng.Pattern) -> tuple[rng.Component, ...]:
    """What a grammar holds; another pattern is the start of one, and defines nothing."""
    match pattern:
        case rng.Grammar(found):
            return found
        case _:
            return ()


def flattened(parts: Iterable[rng.Component]) -> Iterator[rng.Component]:
    """The components themselves, out of their ``div``."""
    for part in parts:
        match part:
            case rng.Div(inner):
                yield from flattened(inner)
            case _:
                yield part


def _renamed(part: rng.Component, prefix: str) -> rng.Component:
    """A component with a prefix before each name that it defines or refers to."""
    if not prefix:
        return part

    def rename(pattern: rng.Pattern) -> rng.Pattern:
        match pattern:
            case rng.Ref(name):
                return pattern.replace(name=prefix + name)
            case _:
                return pattern

    match part:
        case rng.Define(name, items):
            made = tuple(mapped(item, rename) for item in items)
            return part.replace(name=prefix + name, items=made)
        case rng.Start(item):
            return part.replace(item=mapped(item, rename))
        case rng.Div(inner):
            return part.replace(components=tuple(_renamed(p, prefix) for p in inner))
        case rng.Include():
            return part


def mapped(pattern: rng.Pattern, change: Callable[[rng.Pattern], rng.Pattern]) -> rng.Pattern:
    """A pattern with ``change`` made to all that is in it of this grammar; the leaves first."""
    match pattern:
        case rng.Attribute(item=item) if item is not None:
            return change(pattern.replace(item=mapped(item, change)))
        case (
            rng.Element(items=items)
            | rng.Group(items)
            | rng.Interleave(items)
            | rng.Choice(items)
            | rng.Optional(items)
            | rng.ZeroOrMore(items)
            | rng.OneOrMore(items)
            | rng.List(items)
            | rng.Mixed(items)
        ):
            return change(pattern.replace(items=tuple(mapped(item, change) for item in items)))
        case _:
            return change(pattern)
