"""The documents that are validated: read in pieces, twice where need be, never held whole."""

import codecs
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from siglum.document import Document, decode, parse, read_bytes
from siglum.findings import Finding, FindingError, Location, finding

_PIECE = 1 << 16
_HEAD = 1024
_DECLARED = re.compile(
    rb"""<\?xml\s+version\s*=\s*["'][^"']*["']\s+encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']"""
)


class Source:
    """A document: its name as findings show it, and its text as UTF-8, in pieces.

    Used as a context manager, it closes the file that it opened. ``decoded`` says that the file
    holds UTF-8, whatever its declaration says.
    """

    def __init__(self, name: str, file: BinaryIO, *, owned: bool, decoded: bool = False) -> None:
        self.name = name
        self._file = file
        self._owned = owned
        self._decoded = decoded
        self._start = file.tell()

    def __enter__(self) -> "Source":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._owned:
            self._file.close()

    def chunks(self) -> Iterator[bytes]:
        """The text from its beginning.

        Raises:
            FindingError: it is empty, or in a wrong or unknown encoding.
        """
        file = self._file
        file.seek(self._start)
        first = file.read(_PIECE)
        encoding = "utf-8" if self._decoded else _encoding(first)
        if encoding != "utf-8":
            # rare enough to be read whole: all that XML allows, by the one who knows it
            yield decode(first + file.read(), name=self.name)[0]
            return
        if first.startswith(codecs.BOM_UTF8):
            first = first[3:]
        if not first.strip() and len(first) < _PIECE:
            raise FindingError(finding("document-empty", Location(self.name)))
        while first:
            yield first
            first = file.read(_PIECE)

    def trouble(self) -> Finding:
        """Why the document is not well formed."""
        self._file.seek(self._start)
        data = self._file.read()
        try:
            if self._decoded:
                Document(self.name, data, "UTF-8").prove()
            else:
                parse(data, name=self.name)
        except FindingError as error:
            return error.finding
        reason = "the parser stopped"
        return finding("xml-not-well-formed", Location(self.name), reason=reason)


def _encoding(head: bytes) -> str:
    """The encoding as far as it matters here: ``utf-8``, or any other."""
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8"
    if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) or b"\0" in head[:4]:
        return "other"
    declared = _DECLARED.match(head[:_HEAD])
    if not declared or declared.group(1).lower() in (b"utf-8", b"utf8", b"us-ascii"):
        return "utf-8"
    return "other"


def open_source(source: str | Path | bytes | BinaryIO | Document, name: str | None) -> Source:
    """Make ready to read a document.

    Raises:
        FindingError: there is no such file, or it cannot be read.
    """
    if isinstance(source, Document):
        return Source(name or source.name, BytesIO(source.utf8), owned=True, decoded=True)
    if isinstance(source, bytes):
        return Source(name or "<bytes>", BytesIO(source), owned=True)
    if isinstance(source, str | Path):
        shown = name or str(source)
        if str(source) == "-":
            return Source(shown, BytesIO(read_bytes(source)), owned=True)
        try:
            file: BinaryIO = Path(source).open("rb")  # noqa: SIM115 # Source closes it
        except (OSError, ValueError):
            read_bytes(source, name=shown)  # which knows how to say why
            raise
        return Source(shown, file, owned=True)
    shown = name or str(getattr(source, "name", "<file>"))
    if not source.seekable():
        return Source(shown, BytesIO(source.read()), owned=True)
    return Source(shown, source, owned=False)
