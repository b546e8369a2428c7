"""Reading the ``schemaSpec``: what a customization takes from elsewhere, and what it says itself.

Its parts come out in the order of the ODD, with the groups that it refers to put in place
(TEI P5 TD, "Specification Groups"), wherever their files are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from siglum.document.xinclude import XINCLUDE
from siglum.findings import FindingError
from siglum.odd.model import Constraint, Module, Spec
from siglum.odd.places import Place
from siglum.odd.reading import EXAMPLES, RNG, Reading, T, children, local, reference
from siglum.odd.specifications import SPECS, constraints, documentation, prefix_of, specification

if TYPE_CHECKING:
    from lxml import etree

    from siglum.odd.loading import Loader


@dataclass(frozen=True, slots=True)
class ModuleRef:
    """The specifications of a module, elements all or some (``moduleRef/@key``).

    ``source`` names another source than the schema's, here and below.
    """

    key: str
    include: tuple[str, ...] | None
    except_: tuple[str, ...]
    source: str
    at: Place


@dataclass(frozen=True, slots=True)
class GrammarRef:
    """A RELAX NG schema from a file (``moduleRef/@url``), its names prefixed, some replaced."""

    url: str
    prefix: str
    overrides: "tuple[etree._Element, ...]"
    at: Place


@dataclass(frozen=True, slots=True)
class SpecRef:
    """One specification from the source (``elementRef``, ``classRef`` … in a ``schemaSpec``).

    Of a class, ``include`` and ``except_`` say which of its attributes.
    """

    key: str
    kind: str
    include: tuple[str, ...]
    except_: tuple[str, ...]
    source: str
    at: Place


@dataclass(frozen=True, slots=True)
class Grammar:
    """RELAX NG definitions that stand in the ``schemaSpec`` as they are."""

    elements: "tuple[etree._Element, ...]"
    at: Place


Declaration = ModuleRef | GrammarRef | SpecRef | Grammar | Module | Spec | Constraint

_REFS = ("elementRef", "classRef", "macroRef", "dataRef")


def declarations(
    reading: Reading, schema: "etree._Element", loader: "Loader"
) -> Iterator[Declaration]:
    """What stands in a ``schemaSpec``, in order."""
    yield from _declarations(reading, schema, loader, ())


def prove_no_inclusions(reading: Reading, part: "etree._Element") -> None:
    """A finding for each XInclude that the call did not ask for, but in examples."""
    for include in part.iter(f"{{{XINCLUDE}}}include"):
        if next(include.iterancestors(f"{{{EXAMPLES}}}egXML"), None) is None:
            reading.report("odd-xinclude", include, "href", href=include.get("href", ""))


def _declarations(
    reading: Reading,
    container: "etree._Element",
    loader: "Loader",
    inside: "tuple[etree._Element, ...]",
) -> Iterator[Declaration]:
    for node in container:
        if not isinstance(node.tag, str):
            continue
        name = local(node)
        if node.tag.startswith(RNG):
            yield Grammar((node,), reading.place(node))
        elif not node.tag.startswith(T):
            continue
        elif name in SPECS:
            yield specification(reading, node)
        elif name in ("constraintSpec", "constraintDecl"):
            continue
        elif name == "moduleRef":
            yield from _module_ref(reading, node)
        elif name in _REFS:
            if reference(reading, node):
                yield _spec_ref(node, name, reading)
        elif name == "moduleSpec":
            yield Module(node.get("ident", ""), documentation(node), at=reading.place(node))
        elif name == "content":
            yield Grammar(tuple(node.iterchildren(f"{RNG}*")), reading.place(node))
        elif name == "specGrpRef":
            yield from _group(reading, node, loader, inside)
        elif name not in _PROSE:
            yield from _declarations(reading, node, loader, inside)
    yield from constraints(reading, container)


#: Where no specification stands that is meant, but perhaps one that is shown.
_PROSE = frozenset("altIdent equiv gloss desc remarks exemplum listRef p head model".split())


def _module_ref(reading: Reading, node: "etree._Element") -> Iterator[Declaration]:
    at = reading.place(node)
    url = node.get("url")
    if url is not None:
        overrides = tuple(
            part for content in children(node, "content") for part in content.iterchildren("*")
        )
        yield GrammarRef(url.strip(), prefix_of(reading, node) or "", overrides, at)
        return
    include = node.get("include")
    names = tuple((include or "").split())
    but = tuple(node.get("except", "").split())
    if names and but:
        reading.report("odd-include-and-except", node, "except", key=node.get("key", ""))
    key = reference(reading, node)
    source = node.get("source", "")
    if not key:
        return
    yield ModuleRef(key, names if include is not None else None, but, source, at)


def _spec_ref(node: "etree._Element", kind: str, reading: Reading) -> SpecRef:
    return SpecRef(
        node.get("key", "").strip(),
        kind,
        tuple(node.get("include", "").split()),
        tuple(node.get("except", "").split()),
        node.get("source", ""),
        reading.place(node),
    )


def _group(
    reading: Reading,
    node: "etree._Element",
    loader: "Loader",
    inside: "tuple[etree._Element, ...]",
) -> Iterator[Declaration]:
    target = reference(reading, node, "target")
    if not target:
        return
    try:
        group = loader.target(target, reading.place(node), reading.files)
    except FindingError as error:
        reading.findings.append(error.finding)
        return
    if group.getroottree() is not node.getroottree():
        prove_no_inclusions(reading, group)
    if group in inside:
        reading.report("odd-group-cycle", node, "target", target=target)
    else:
        yield from _declarations(reading, group, loader, (*inside, group))
