"""All outputs of several documents: which files they make, before any of them is written."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from siglum.document import Document, read
from siglum.findings import Finding, FindingError
from siglum.outputs import FORMATS, Options
from siglum.outputs.stems import stems
from siglum.transform import node


class Source(NamedTuple):
    """A document, and its file as the user named it."""

    name: str
    document: Document


class Site(NamedTuple):
    """The files of each format by relative path, as texts or as files to copy, and findings."""

    outputs: dict[str, dict[str, str | Path]]
    findings: tuple[Finding, ...]


def read_all(
    names: Iterable[str | Finding], *, xinclude: bool = False
) -> tuple[list[Source], list[Finding]]:
    """The TEI documents of these files, and what keeps the others from being read.

    A finding among the names (see ``siglum.config.expand``) is passed on.
    """
    sources, found = [], []
    for item in names:
        if isinstance(item, Finding):
            found.append(item)
            continue
        try:
            document = read(item, xinclude=xinclude, prove=False)
            node(document)  # all outputs are made of this tree, and to make it is a proof
            document.require_tei()
        except FindingError as error:
            found.append(error.finding)
        else:
            sources.append(Source(item, document))
    return sources, found


def site(sources: Sequence[Source], options: Options) -> Site:
    """Make the formats that ``options`` name of the documents; nothing is written.

    ``options`` hold for all documents; their ``stem`` and ``prefix`` are made here. A document
    that an output fails on is left out of it, and a finding says so.
    """
    found: dict[Finding, None] = {}  # each format may say the same
    outputs: dict[str, dict[str, str | Path]] = {}
    each = _options(sources, options)
    for format_name in options.formats:
        module = import_module(FORMATS[format_name])
        files = outputs.setdefault(format_name, {})
        for (_, document), own in zip(sources, each, strict=True):
            try:
                bundle = module.render(document, own)
            except FindingError as error:
                found[error.finding] = None
                continue
            found.update(dict.fromkeys(bundle.findings))
            files.update(bundle.files)
            files.update(bundle.copies)
        if format_name == "html" and len(sources) > 1:
            from siglum.outputs.contents import contents, entry

            entries = [entry(s.document, own.stem) for s, own in zip(sources, each, strict=True)]
            try:
                files.update(contents(entries, options))
            except FindingError as error:
                found[error.finding] = None
    return Site(outputs, tuple(found))


def _options(sources: Sequence[Source], options: Options) -> list[Options]:
    names = stems([source.name for source in sources])
    several = len(names) > 1
    return [replace(options, stem=stem, prefix=f"{stem}/" if several else "") for stem in names]
