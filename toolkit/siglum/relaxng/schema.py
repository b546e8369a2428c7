"""A schema, ready to validate documents."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final
from xml.parsers import expat

from siglum.document import Document, read_bytes
from siglum.findings import Finding, FindingError, Location, finding
from siglum.relaxng.cache.reader import DAMAGE
from siglum.relaxng.compiled import Compiled, Origin
from siglum.relaxng.names import split
from siglum.relaxng.remember import damaged, remember, remembered
from siglum.relaxng.sources import Source, open_source
from siglum.relaxng.verdict import is_valid

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siglum.relaxng.describe import ElementFacts
    from siglum.relaxng.resources import Resolver
    from siglum.relaxng.vocabulary import Vocabulary

_GROWTH: Final = 1.05  # tables that have grown by this much are written to the cache again


class Schema:
    """A RELAX NG schema. One schema validates any number of documents, from several threads.

    What was computed for one document is kept for the next, and in a cache for the next process
    (``siglum.relaxng.cache``). ``findings`` are warnings on the schema itself.

    The calls and what may follow them: ``load`` or ``from_bytes`` first; then ``validate`` any
    number of times, also while an earlier one is not yet exhausted; then, if wanted, ``remember``.
    """

    def __init__(self, origin: Origin, compiled: Compiled, findings: tuple[Finding, ...]) -> None:
        self.name = origin.name
        self.findings = findings
        self._origin = origin
        self._compiled = compiled
        self._vocabulary: Vocabulary | None = None
        self._written = compiled.states

    @classmethod
    def load(cls, path: str | Path, *, catalog: "Resolver | None" = None) -> "Schema":
        """The schema in a file: ``.rnc`` is the compact syntax, anything else XML.

        ``catalog`` answers for a web address with the file that stands for it here, or None.

        Raises:
            FindingError: the schema, or a part of it, cannot be read, or is no RELAX NG.
        """
        return cls.from_bytes(read_bytes(path), str(path), catalog=catalog)

    @classmethod
    def from_bytes(cls, data: bytes, name: str, *, catalog: "Resolver | None" = None) -> "Schema":
        """The schema with these bytes; ``name`` is its path, from which references start.

        Raises:
            FindingError: as ``load``.
        """
        origin = Origin(data, name, catalog)
        compiled, trouble = remembered(origin)
        if compiled is None:
            compiled = _compiled(origin)
        findings = [] if trouble is None else [trouble]
        for attribute, element in compiled.tables.unidentified.items():
            names = split(attribute)[1], f"<{split(element)[1]}>"
            place = Location(name)
            findings.append(
                finding("schema-id-conflict", place, attribute=names[0], element=names[1])
            )
        return cls(origin, compiled, tuple(findings))

    def validate(
        self,
        source: str | Path | bytes | BinaryIO | Document,
        *,
        name: str | None = None,
        max_errors: int | None = None,
    ) -> Iterator[Finding]:
        """Yield what is wrong with a document, in the order of its places.

        ``source`` is a path ("-" is standard input), the document's bytes, an open binary file,
        or a document that has been read. ``name`` is the file that the findings show.

        A document that is not well formed yields one finding, the one that
        ``siglum.document.parse`` has for it.
        """
        try:
            opened = open_source(source, name)
        except FindingError as error:
            yield error.finding
            return
        with opened:
            found = self._findings(opened, max_errors)
        yield from found

    @property
    def vocabulary(self) -> "Vocabulary":
        """What the schema knows, by name."""
        from siglum.relaxng.vocabulary import Vocabulary

        if self._vocabulary is None:
            tables = self._compiled.tables
            self._vocabulary = Vocabulary(tables.pool, tables.start, self._compiled.classes)
        return self._vocabulary

    def describe(self, name: str) -> "list[ElementFacts]":
        """What the schema says of the elements of this local name, one for each namespace."""
        from siglum.relaxng.compile import read
        from siglum.relaxng.describe import describe, documentation
        from siglum.relaxng.node import NOWHERE
        from siglum.relaxng.resources import load

        origin = self._origin
        parts = [(origin.data, origin.name)]
        for part in self._compiled.parts:
            resource = load(part.target, origin.name, NOWHERE, origin.catalog)
            parts.append((resource.data, resource.name))
        trees = (read(data, name) for data, name in parts)
        said = documentation(trees)
        try:
            return describe(self.vocabulary, name, said)
        except DAMAGE:
            if self._compiled.tables.memory is None:
                raise
            self._compile_again()
            return describe(self.vocabulary, name, said)

    def remember(self) -> None:
        """Write what was computed to the cache, if there is anything new; never fails."""
        compiled = self._compiled
        tables = compiled.tables
        if compiled.contextual or not tables.made:
            return
        tables.made = 0
        self._written = compiled.states + len(tables)
        remember(self._origin, compiled)

    def _findings(self, source: Source, max_errors: int | None) -> list[Finding]:
        try:
            found = self._checked(source, max_errors)
        except FindingError as error:
            return [error.finding]
        except expat.ExpatError:
            return [source.trouble()]
        except DAMAGE:
            if self._compiled.tables.memory is None:
                raise
            self._compile_again()
            return [damaged(self._origin), *self._findings(source, max_errors)]
        if self._compiled.tables.made > self._written * (_GROWTH - 1):
            self.remember()
        return found

    def _compile_again(self) -> None:
        """Do without the cache, which is no good in some number."""
        self._compiled = _compiled(self._origin)
        self._vocabulary = None

    def _checked(self, source: Source, max_errors: int | None) -> list[Finding]:
        compiled = self._compiled
        if not compiled.contextual and is_valid(compiled.tables, source.chunks()):
            return []
        from siglum.relaxng.diagnose import diagnose

        return diagnose(compiled.tables, self.vocabulary, source.chunks(), source.name, max_errors)


def _compiled(origin: Origin) -> Compiled:
    from siglum.relaxng.compile import compile_schema

    return compile_schema(origin)
