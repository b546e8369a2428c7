"""All outputs of several documents: which files they make, before any of them is written."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from importlib import import_module
from itertools import islice, starmap
from pathlib import Path
from types import ModuleType
from typing import NamedTuple, NoReturn

from siglum.document import Document, read
from siglum.findings import Finding, FindingError
from siglum.outputs import FORMATS, Bundle, Options
from siglum.outputs.stems import stems
from siglum.transform import node

#: How many documents an output is busy with at once, where it can be.
_AHEAD = 4


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
    each = options_of([source.name for source in sources], options)
    for format_name in options.formats:
        module = import_module(FORMATS[format_name])
        files = outputs.setdefault(format_name, {})
        documents = [source.document for source in sources]
        for bundle in _rendered(module, zip(documents, each, strict=True)):
            if isinstance(bundle, Finding):
                found[bundle] = None
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


def _rendered(
    module: ModuleType, tasks: Iterable[tuple[Document, Options]]
) -> Generator[Bundle | Finding, None, None]:
    """What an output makes of each document, or what keeps it from that.

    Where an output can begin with a document before it is done with another, so that a program
    beside this one works meanwhile, it begins with the next ones.
    """
    begin = getattr(module, "begin", None)
    waiting: deque[tuple[ExitStack, Callable[[], Bundle]]] = deque()

    def begun(document: Document, options: Options) -> tuple[ExitStack, Callable[[], Bundle]]:
        stack = ExitStack()
        if begin is None:
            return stack, partial(module.render, document, options)
        try:
            return stack, stack.enter_context(begin(document, options))
        except FindingError as error:
            return stack, partial(_raise, error)

    rest = iter(tasks)
    try:
        while True:
            waiting.extend(starmap(begun, islice(rest, _AHEAD - len(waiting))))
            if not waiting:
                return
            stack, finish = waiting.popleft()
            with stack:
                try:
                    yield finish()
                except FindingError as error:
                    yield error.finding
    finally:
        for stack, _ in waiting:
            stack.close()


def _raise(error: FindingError) -> NoReturn:
    raise error


def options_of(names: Sequence[str], options: Options) -> list[Options]:
    """The options for each of these files: a stem of its own, and a folder if there are several."""
    several = len(names) > 1
    return [
        replace(options, stem=stem, prefix=f"{stem}/" if several else "") for stem in stems(names)
    ]
