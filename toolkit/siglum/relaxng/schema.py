"""A schema, ready to validate documents."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from siglum.document import Document, read_bytes
from siglum.findings import Finding, FindingError
from siglum.relaxng.resources import Resolver
from siglum.relaxng.sources import Source, open_source
from siglum.relaxng.tables import Tables
from siglum.relaxng.verdict import is_valid
from siglum.relaxng.vocabulary import Vocabulary


class Schema:
    """A RELAX NG schema. One schema validates any number of documents, from several threads."""

    def __init__(
        self,
        name: str,
        tables: Tables,
        vocabulary: Callable[[], Vocabulary],
        *,
        contextual: bool,
    ) -> None:
        self.name = name
        self._tables = tables
        self._vocabulary = vocabulary
        self._contextual = contextual

    @classmethod
    def load(cls, path: str | Path, *, catalog: Resolver | None = None) -> "Schema":
        """The schema in a file: ``.rnc`` is the compact syntax, anything else XML.

        Raises:
            FindingError: the schema, or a part of it, cannot be read, or is no RELAX NG.
        """
        return cls.from_bytes(read_bytes(path), str(path), catalog=catalog)

    @classmethod
    def from_bytes(cls, data: bytes, name: str, *, catalog: Resolver | None = None) -> "Schema":
        """The schema with these bytes; ``name`` is its path, from which references start.

        Raises:
            FindingError: as ``load``.
        """
        from siglum.relaxng.compile import compile_schema

        return compile_schema(data, name, catalog)

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
            yield from self._findings(opened, max_errors)

    def _findings(self, source: Source, max_errors: int | None) -> Iterator[Finding]:
        try:
            if not self._contextual and is_valid(self._tables, source.chunks()):
                return
            from siglum.relaxng.diagnose import diagnose

            found = diagnose(
                self._tables, self._vocabulary(), source.chunks(), source.name, max_errors
            )
        except FindingError as error:
            yield error.finding
            return
        except expat.ExpatError:
            yield source.trouble()
            return
        yield from found
