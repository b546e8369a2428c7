"""From an ODD to a customization that is whole: read, take in its sources, merge, prune, check."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from siglum.document import TEI, XML_ID, Document
from siglum.findings import Finding, FindingError, Severity, finding
from siglum.odd import Options, checks, external
from siglum.odd.contents import exceptions
from siglum.odd.declarations import declarations, prove_no_inclusions
from siglum.odd.documentation import language_of
from siglum.odd.grammar import grammar
from siglum.odd.inheritance import Inheritance
from siglum.odd.loading import Loader
from siglum.odd.merge import Merge, Sources
from siglum.odd.model import ClassSpec, Constraint, Customization, ElementSpec, MacroSpec
from siglum.odd.needed import needed
from siglum.odd.places import Files, Place
from siglum.odd.pruning import Pruner
from siglum.odd.reading import Reading, T, children, text_of
from siglum.odd.schematron import declarations as declarations_in
from siglum.odd.schematron import schematron
from siglum.odd.sources import (
    DEFAULT_EXCEPTIONS,
    Source,
    is_compiled,
    of_customization,
    of_document,
    resolve,
)
from siglum.odd.specifications import constraints, documentation, prefix_of
from siglum.relaxng import syntax as rng

if TYPE_CHECKING:
    from lxml import etree


@dataclass(frozen=True, slots=True)
class Whole:
    """A customization, its attributes worked out, findings, and its files.

    ``structure`` is its grammar, ``rules`` its Schematron schema; both are empty for one that has
    errors, or is the source of another.
    """

    customization: Customization
    inheritance: Inheritance
    structure: rng.Grammar
    rules: str
    findings: tuple[Finding, ...]
    files: tuple[Path, ...]


def build(document: Document, options: Options, inside: tuple[Path, ...] = ()) -> Whole:
    """The customization that a ``schemaSpec`` of the document describes.

    ``inside`` are the ODDs that this one is a source of, so that none is its own source.

    Raises:
        FindingError: the document holds no such ``schemaSpec``, or an inclusion fails.
    """
    files = Files()
    loader = Loader(xinclude=options.xinclude)
    document = loader.adopt(document, files)
    root = document.root
    schema = _schema(document, options.schema)
    target = schema.get("targetLang", "")
    reading = Reading(files, namespace=schema.get("ns", TEI), target=target)
    others = [other for other in root.iter(f"{T}schemaSpec") if other is not schema]
    if others and not options.schema:
        idents = ", ".join(other.get("ident", "") for other in others)
        ident = schema.get("ident", "")
        reading.report("odd-several-schemas", others[0], ident=ident, others=idents)
    prove_no_inclusions(reading, root)
    extra: set[Path] = set()
    sources = Sources(
        reading,
        lambda name, at, what: _source(name, at, what, options, loader, reading, inside, extra),
        default=schema.get("source", "").strip(),
    )
    merge = Merge(reading, sources)
    merge.run(declarations(reading, schema, loader))
    for header in root.iter(f"{T}encodingDesc"):
        merge.constraints[:0] = constraints(reading, header)
    components = external.components(reading, merge.grammars, loader)
    patterns = external.names(components)
    prefix = prefix_of(reading, schema) or ""
    complete = not any(source is None for source in sources.found.values())
    if complete:
        Pruner(merge, patterns, prefix).run()
        complete = not any(source is None for source in sources.found.values())
    customization = Customization(
        ident=schema.get("ident", "schema"),
        title=_title(root, schema),
        start=(),
        namespace=reading.namespace,
        prefix=prefix,
        language=options.lang or schema.get("docLang") or language_of(schema) or "en",
        exceptions=_exceptions(schema, sources),
        elements=merge.of_kind(ElementSpec),
        classes=merge.of_kind(ClassSpec),
        macros=merge.of_kind(MacroSpec),
        constraints=(*merge.constraints, *_relied_on(merge.constraints, sources)),
        components=components,
        modules=merge.modules,
        docs=documentation(schema),
        guide=_guide(root),
        at=reading.place(schema),
    )
    inheritance = Inheritance(customization, reading)
    structure, rules = rng.Grammar(()), ""
    if complete:
        customization = checks.started(customization, schema, patterns, reading)
        for spec in customization.elements.values():
            inheritance.of_element(spec)
        checks.check(customization, reading)
        customization = needed(customization)
        inheritance = Inheritance(customization, Reading(files))
        if not inside and not any(f.severity is Severity.ERROR for f in reading.findings):
            rules, found = schematron(customization, inheritance)
            structure, more = grammar(customization, inheritance, reading.place(schema).location)
            reading.findings += (*found, *more)
    paths = tuple(sorted({*loader.read, *loader.others, *extra}))
    findings = tuple(dict.fromkeys(reading.findings))
    return Whole(customization, inheritance, structure, rules, findings, paths)


def _schema(document: Document, ident: str) -> "etree._Element":
    """The ``schemaSpec`` with that ``ident`` or ``xml:id``; the first, for "".

    Raises:
        FindingError: there is none.
    """
    root = document.root
    schemas = list(root.iter(f"{T}schemaSpec"))
    for schema in schemas:
        if not ident or ident in (schema.get("ident"), schema.get(XML_ID)):
            return schema
    if not schemas:
        raise FindingError(finding("odd-no-schema", document.locate(root)))
    known = ", ".join(schema.get("ident", "") for schema in schemas)
    place = document.locate(schemas[0])
    raise FindingError(finding("odd-schema-unknown", place, ident=ident, known=known))


def _source(
    name: str,
    at: Place,
    what: str,
    options: Options,
    loader: Loader,
    reading: Reading,
    inside: tuple[Path, ...],
    extra: set[Path],
) -> Source:
    """The source of that name: TEI's own, or another ODD, compiled first where it has to be.

    Raises:
        FindingError: it cannot be had, is no ODD, or is not whole.
    """
    from siglum.document import parse, read_bytes

    path = resolve(name, options.tei, loader, at, what)
    version = re.search(r"^tei:([\w.]+)|/Vault/P5/([\w.]+)/", name)
    if version is not None and options.tei is None:
        _prove_version(version[1] or version[2], at, reading)
    here = (*inside, Path(at.files.document(at.element).name))
    if path.resolve() in {p.resolve() for p in here}:
        raise FindingError(finding("odd-source-cycle", at.location, source=name or str(path)))
    extra.add(path)
    document = parse(read_bytes(path), name=str(path), prove=False).trust()
    chosen = options._replace(schema=name.partition("#")[2])
    if options.xinclude:
        document = loader.adopt(document, Files())
    schemas = list(document.root.iter(f"{T}schemaSpec"))
    if schemas and not is_compiled(_schema(document, chosen.schema)):
        whole = build(document, chosen, here)
        extra.update(whole.files)
        reading.findings += whole.findings
        for found in whole.findings:
            if found.severity is Severity.ERROR:
                raise FindingError(found)
        return of_customization(whole.customization, document.name, reading)
    several = _schema(document, chosen.schema) if len(schemas) > 1 else None
    source = of_document(document, reading.target, several)
    if not list(source):
        raise FindingError(finding("odd-source-empty", at.location, source=name or str(path)))
    return source


def _relied_on(own: list[Constraint], sources: Sources) -> list[Constraint]:
    """What the rules of sources rely on: their prefixes, variables and functions.

    The rules of a source's schema as a whole are its own; those of its specifications come with
    them, and need this. What the customization declares itself goes before.
    """
    theirs = [c for source in sources.found.values() if source for c in source.constraints]
    return declarations_in(theirs, own)


def _prove_version(version: str, at: Place, reading: Reading) -> None:
    """A finding where the store has another version of TEI than the ODD starts from."""
    from siglum import store

    if version != "current" and store.resolve(store.tei_version(version)) is None:
        reading.report("odd-other-version", at, version=version)


def _exceptions(schema: "etree._Element", sources: Sources) -> tuple[tuple[str, str], ...]:
    if schema.get("defaultExceptions") is not None:
        return exceptions(schema, "defaultExceptions")
    for source in sources.found.values():
        if source is not None:
            return source.exceptions
    return DEFAULT_EXCEPTIONS


def _title(root: "etree._Element", schema: "etree._Element") -> str:
    """The title of the ODD; failing that, the schema's name."""
    statement = next(root.iter(f"{T}titleStmt"), None)
    titles = [] if statement is None else children(statement, "title")
    return next((text_of(title) for title in titles if text_of(title)), schema.get("ident", ""))


def _guide(root: "etree._Element") -> "tuple[etree._Element, ...]":
    """The prose around the specification: the text's children, for the reference to show."""
    body = next(root.iter(f"{T}body"), None)
    return () if body is None else tuple(body.iterchildren(f"{T}*"))
