"""The pages of an edition while it is edited: those of each document as they last could be made."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from siglum.document import Document
from siglum.findings import Finding, FindingError, Severity
from siglum.outputs import Options
from siglum.outputs.contents import Entry, contents, entry
from siglum.outputs.html import render
from siglum.outputs.images import wanted
from siglum.outputs.site import options_of, read_all

#: Texts, or files to read, by their paths among the pages.
Files = Mapping[str, str | Path]


@dataclass(frozen=True, slots=True)
class Made:
    """What is shown: files by their paths, as text or as files to read, and what was found.

    ``build`` is another number whenever the files are others.
    """

    build: int
    files: Mapping[str, str | Path]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A document's last good pages, what its last build found, and the files that it drew on."""

    files: dict[str, str | Path]
    entry: Entry | None
    findings: tuple[Finding, ...]
    parts: frozenset[Path] = frozenset()


@dataclass(slots=True)
class Edition:
    """Makes pages, and remembers each document's last good ones by the name of its file.

    With ``xinclude`` documents hold what they include.
    """

    xinclude: bool = False
    _kept: dict[str, _Kept] = field(default_factory=dict)
    _options: dict[str, Options] = field(default_factory=dict)
    _last: Made | None = None

    def make(
        self,
        names: Iterable[str | Finding],
        options: Options,
        *,
        again: Callable[[str], bool] = lambda name: True,
        finish: Callable[[Files], tuple[Files, Iterable[Finding]]] = lambda files: (files, ()),
        anew: bool = False,
    ) -> Made:
        """The pages of these documents; ``again`` says which must be made anew.

        ``finish`` is given all files, and returns those that are shown, and what it found.
        ``anew`` says that files which are sent as they are have changed.

        A document with a mistake keeps the pages that it had, and its findings say what is wrong.
        """
        items = list(names)
        found = [item for item in items if isinstance(item, Finding)]
        files = [item for item in items if isinstance(item, str)]
        entries: list[Entry] = []
        pages: dict[str, str | Path] = {}
        for name, own in zip(files, options_of(files, options), strict=True):
            if again(name) or self._options.get(name) != own:
                self._kept[name] = self._one(name, own)
                self._options[name] = own
            kept = self._kept[name]
            pages |= kept.files
            found.extend(kept.findings)
            if kept.entry is not None:
                entries.append(kept.entry)
        if len(files) > 1 and entries:
            pages = {**contents(entries, options), **pages}
        if not pages and self._last is not None:  # nothing is named, or all of it is away
            return self._made(self._last.files, tuple(found))
        shown, more = finish(pages)
        return self._made(shown, tuple(dict.fromkeys((*found, *more))), anew)

    def parts(self, name: str) -> frozenset[Path]:
        """The files that a document's page drew on or looked for: included ones, and images."""
        return self._kept[name].parts if name in self._kept else frozenset()

    def failed(self, found: Finding) -> Made:
        """The last good pages, with what keeps others from being made."""
        return self._made(self._last.files if self._last is not None else {}, (found,))

    def _one(self, name: str, options: Options) -> _Kept:
        before = self._kept.get(name)
        parts = self.parts(name)
        if before is not None and self._options[name].prefix != options.prefix:
            before = None  # its pages stand elsewhere now
        sources, found = read_all([name], xinclude=self.xinclude)
        for source in sources:
            parts = wanted(source.document) | _included(source.document)
            try:
                bundle = render(source.document, options)
            except FindingError as error:
                found.append(error.finding)
                continue
            own = entry(source.document, options.stem)
            shown = (*found, *(f for f in bundle.findings if f.severity is not Severity.INFO))
            return _Kept({**bundle.files, **bundle.copies}, own, shown, parts)
        if before is None:
            return _Kept({}, None, tuple(found), parts)
        return _Kept(before.files, before.entry, tuple(found), parts)

    def _made(
        self, pages: Mapping[str, str | Path], found: tuple[Finding, ...], anew: bool = False
    ) -> Made:
        last = self._last
        number = 1 if last is None else last.build + (anew or last.files != pages)
        self._last = Made(number, pages, found)
        return self._last


def _included(document: Document) -> frozenset[Path]:
    """The files that a document includes, or looked for in vain."""
    return frozenset(map(Path, getattr(document, "files", ())))
