"""ISO Schematron (19757-3): from a schema to an XSLT 3.0 stylesheet to findings.

``load`` reads the rules of a schema file: Schematron of its own, embedded in a RELAX NG grammar,
or in a TEI customization. ``compile`` takes a text. What is wrong with the schema is in
``Rules.findings``; the rules that are right can be used all the same::

    rules = load(Path("schemas/siglum.sch"))
    findings = [*rules.findings, *rules.check(document)]

The order of work is sources → builder → model → writer → compiler → rules, a module each.
"""

import re
from dataclasses import replace
from pathlib import Path

from siglum.document import Document, parse, read
from siglum.findings import Location, finding
from siglum.schematron.about import About, Outline
from siglum.schematron.builder import Builder
from siglum.schematron.compiler import compile_schema
from siglum.schematron.rules import Rules
from siglum.schematron.sources import Catalog
from siglum.schematron.twins import Twins

__all__ = ["About", "Outline", "Rules", "compile", "load", "outline"]


def load(
    path: str | Path,
    *,
    phase: str | None = None,
    files: bool = False,
    catalog: Catalog | None = None,
) -> Rules:
    """The rules of a schema file: ``.sch``, an ``.rng`` with rules in it, or an ``.odd``.

    ``phase`` is a phase's id, ``#ALL``, or by default what the schema says. Expressions can read
    no file, unless ``files`` lets them read local ones; nothing ever reaches the network.
    ``catalog`` gives the file that stands for a web address which the schema includes.

    Raises:
        FindingError: the file cannot be read, or is not well-formed XML, or the customization
            does not compile.
    """
    path = Path(path)
    if path.suffix.lower() == ".odd":
        from siglum import odd

        text = odd.compile(path).sch()
        return compile(
            text,
            name=str(path),
            base=path.parent,
            phase=phase,
            files=files,
            catalog=catalog,
            sources=(path,),
        )
    rules = _rules(read(path), path.parent, phase, files=files, catalog=catalog)
    if rules.findings or any(pattern.rules for pattern in rules.schema.patterns):
        return rules
    chosen = rules.schema.phase
    where = f"phase {chosen.id!r} of {path}" if chosen else str(path)
    return replace(
        rules, findings=(finding("schematron-no-rules", Location(str(path)), name=where),)
    )


def compile(
    text: str,
    *,
    name: str,
    base: Path | None,
    phase: str | None = None,
    files: bool = False,
    catalog: Catalog | None = None,
    sources: tuple[Path, ...] = (),
) -> Rules:
    """The rules of a schema given as text; ``name`` stands for it in findings.

    ``base`` is the folder from which the schema's own references count; without one, it can
    include nothing. ``sources`` are the files that the text was compiled from: findings about the
    schema point there. The other arguments are those of ``load``.

    Raises:
        FindingError: the text is not well-formed XML.
    """
    declared = re.match(r"<\?xml\s[^>]*?(\sencoding\s*=\s*(?:'[^']*'|\"[^\"]*\"))", text)
    if declared:  # the text is decoded already; blanks keep the columns as they are
        start, end = declared.span(1)
        text = text[:start] + " " * (end - start) + text[end:]
    document = parse(text.encode(), name=name)
    rules = _rules(document, base, phase, files=files, catalog=catalog)
    if not sources:
        return rules
    twins = Twins(document, sources)
    return replace(rules, findings=tuple(map(twins.finding, rules.findings)), twins=twins)


def outline(path: str | Path, text: str | None = None, sources: tuple[Path, ...] = ()) -> Outline:
    """The rules of a schema file with nothing compiled; ``text`` stands for the file.

    ``sources`` are the files that the text was compiled from, as for ``compile``.

    Raises:
        FindingError: as ``load``.
    """
    path = Path(path)
    document = read(path) if text is None else parse(text.encode(), name=str(path))
    schema = Builder(document, path.parent, "#ALL").build()
    return Outline(schema, Twins(document, sources) if sources else None)


def _rules(
    document: Document,
    folder: Path | None,
    phase: str | None,
    *,
    files: bool,
    catalog: Catalog | None,
) -> Rules:
    builder = Builder(document, folder, phase, catalog)
    schema = builder.build()
    base = folder.resolve().joinpath(Path(document.name).name).as_uri() if folder else ""
    documents = {**builder.shop.reader.documents(), document.name: document}
    compiled = compile_schema(schema, base_uri=base, files=files, documents=documents)
    found = tuple(dict.fromkeys((*builder.shop.all_findings(), *compiled.findings)))
    return Rules(document.name, found, schema, compiled)
