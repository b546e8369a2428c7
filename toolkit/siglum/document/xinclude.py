"""XInclude 1.0: a document with what it includes put in its place.

The parts are joined as text, and each stretch of the whole knows the file that it is from, so that
findings speak of the file that the editor works on. Files are included, as XML or as text; nothing
is fetched. Entities of a part are put in as they are copied; attributes that its DTD would supply
are not. ``xml:base`` is added where a part is from another folder (XInclude 1.0 §4.5.5).
"""

import os
import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from siglum.document import MAX_BYTES, Document, parse, read_bytes
from siglum.document.parser import new_parser
from siglum.document.uris import urljoin, urlsplit
from siglum.document.xpointer import pointed
from siglum.findings import Finding, FindingError, Location, finding

if TYPE_CHECKING:
    from lxml import etree

XINCLUDE = "http://www.w3.org/2001/XInclude"

#: A web address → the file that stands for it here, or None.
Resolver = Callable[[str], Path | None]

_XI = f"{{{XINCLUDE}}}"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_ENTITY = rb"(?s)<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|&([^#;&\s][^;&\s]*);"


class _Piece(NamedTuple):
    """A stretch of the whole: where it begins, in which document and where it stood there.

    What was not copied, but put in, stands at one spot.
    """

    start: int
    source: Document
    at: int
    is_copy: bool


class Included(Document):
    """A document that includes others, put together; places are those of the files it is from."""

    def __init__(
        self, main: Document, utf8: bytes, pieces: list[_Piece], files: Collection[str]
    ) -> None:
        super().__init__(main.name, utf8, main.encoding)
        self.main = main
        #: What it was put together from, and what was looked for in vain, but for itself.
        self.files = files
        self._pieces = pieces
        self._begins = [piece.start for piece in pieces]

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file that includes the others."""
        return self.main.lines

    def place(self, offset: int, xpath: str = "") -> Location:
        """Where the byte at an offset stands, in the file that it is from."""
        piece = self._pieces[max(bisect_right(self._begins, offset) - 1, 0)]
        at = piece.at + (offset - piece.start if piece.is_copy else 0)
        return piece.source.place(at, xpath)

    def relocated(self, found: Finding) -> Finding:
        """A finding on the whole, with the places that it has in the files of the parts."""
        place = self._origin(found.location)
        if place == found.location:
            return found
        related = tuple(
            item._replace(location=self._origin(item.location)) for item in found.related
        )
        message = found.message
        for before, now in zip(found.related, related, strict=True):
            where = f"line {now.location.line}"
            if now.location.file != place.file:
                where += f" of {now.location.file}"
            message = re.sub(rf"\bline {before.location.line}\b", where, message)
        return found._replace(location=place, related=related, message=message)

    def _origin(self, location: Location) -> Location:
        """Where a line and column of the whole stand, in the file that they are from."""
        if location.file != self.name:
            return location
        begin = self._line_starts[location.line - 1]
        before = self.utf8[begin : begin + 4 * location.column].decode(errors="replace")
        offset = begin + len(before[: location.column - 1].encode())
        return self.place(offset, location.xpath)


def expand(document: Document, resolver: Resolver | None = None) -> Document:
    """The document with all that it includes; the same one where it includes nothing.

    Relative references start at the folder of ``document.name``. ``resolver`` answers for a web
    address with the file that stands for it here, or None.

    Raises:
        FindingError: what is to be included cannot be, and there is no ``xi:fallback``.
    """
    if XINCLUDE.encode() not in document.utf8:
        return document
    whole = _Whole(document, resolver)
    whole.copy(document, 0, len(document.utf8), (_key(document.name, ""),))
    included = Included(document, b"".join(whole.parts), whole.pieces, whole.files)
    try:
        included.prove()
    except FindingError as error:
        raise FindingError(included.relocated(error.finding)) from None
    return included


def _key(name: str, pointer: str) -> tuple[str, str]:
    return os.path.realpath(name), pointer


class _Whole:
    """The text that is put together, and where its pieces are from."""

    def __init__(self, main: Document, resolver: Resolver | None) -> None:
        self.resolver = resolver
        self.files: set[str] = set()
        self.parts: list[bytes] = []
        self.pieces: list[_Piece] = []
        self._size = 0
        self._read: dict[str, Document] = {}
        self._entities: dict[str, Mapping[bytes, bytes]] = {main.name: {}}  # its own stay declared

    def add(self, text: bytes, source: Document, at: int, *, is_copy: bool) -> None:
        if not text:
            return
        self.pieces.append(_Piece(self._size, source, at, is_copy))
        self.parts.append(text)
        self._size += len(text)
        if self._size > MAX_BYTES:
            raise FindingError(
                finding(
                    "file-too-large",
                    source.place(at),
                    name=source.name,
                    size=self._size,
                    limit=MAX_BYTES,
                )
            )

    def copy(
        self,
        document: Document,
        begin: int,
        end: int,
        inside: tuple[tuple[str, str], ...],
    ) -> None:
        """Add a stretch of a document, with its inclusions carried out."""
        for include, start, stop in _includes(document, begin, end):
            self._plain(document, begin, start)
            self._include(document, include, start, inside)
            begin = stop
        self._plain(document, begin, end)

    def _plain(self, document: Document, begin: int, end: int) -> None:
        utf8 = document.utf8
        if document.name not in self._entities:
            self._entities[document.name] = _entities(document)
        entities = self._entities[document.name]
        if entities:
            for match in re.compile(_ENTITY).finditer(utf8, begin, end):
                value = entities.get(match[1]) if match[1] else None
                if value is not None:
                    self.add(utf8[begin : match.start()], document, begin, is_copy=True)
                    value = _settled(value, entities)
                    self.add(value, document, match.start(), is_copy=False)
                    begin = match.end()
        self.add(utf8[begin:end], document, begin, is_copy=True)

    def _include(
        self,
        document: Document,
        include: "etree._Element",
        start: int,
        inside: tuple[tuple[str, str], ...],
    ) -> None:
        try:
            part = self._part(document, include)
        except FindingError:
            fallback = include.find(f"{_XI}fallback")
            if fallback is None:
                raise
            self.copy(document, *document.content_span(fallback), inside)
            return
        if isinstance(part, bytes):
            self.add(part, document, start, is_copy=False)
            return
        href, pointer = include.get("href", ""), include.get("xpointer", "")
        chosen = self._chosen(document, include, part)
        here = _key(part.name, pointer)
        if here in inside:
            place = document.locate(include, "href" if href else "xpointer")
            raise FindingError(finding("include-cycle", place, href=href or pointer))
        for element in chosen:
            begin, end = part.span(element)
            if part.utf8[begin : begin + 1] != b"<":  # it stands in an entity
                self.add(_serialized(element), part, begin, is_copy=False)
                continue
            content, _ = part.content_span(element)
            tag = part.utf8[begin:content]
            name_end = begin + len(re.split(rb"[\s/>]", tag, maxsplit=1)[0])
            self._plain(part, begin, name_end)
            added = _declarations(element, include, tag)
            if _is_elsewhere(href) and element.get(_BASE) is None:
                added += f" xml:base={_quoted(href)}"
            self.add(added.encode(), part, begin, is_copy=False)
            self.copy(part, name_end, end, (*inside, here))

    def _part(self, document: Document, include: "etree._Element") -> Document | bytes:
        """What an inclusion names: a document, or text as it stands in XML."""
        href = include.get("href", "")
        if not href:
            return document
        place = document.locate(include, "href")
        complete = urljoin(_base(include), href)
        if urlsplit(complete).scheme:
            stored = self.resolver(complete) if self.resolver else None
            if stored is None:
                raise FindingError(finding("include-elsewhere", place, href=href))
            name = str(stored)
        else:
            folder = Path() if document.name == "-" else Path(document.name).parent
            name = os.path.normpath(folder / unquote(urlsplit(complete).path))
        self.files.add(name)
        if not Path(name).is_file():
            raise FindingError(finding("include-missing", place, href=href))
        if include.get("parse", "xml") == "text":
            return _text(name, include.get("encoding") or "utf-8", place)
        if name not in self._read:
            self._read[name] = parse(read_bytes(name), name=name)
        return self._read[name]

    def _chosen(
        self, document: Document, include: "etree._Element", part: Document
    ) -> "list[etree._Element]":
        pointer = include.get("xpointer", "")
        if not pointer and include.get("href"):
            return [part.root]
        found = pointed(part, pointer)
        if not found:
            missing = finding(
                "include-pointer",
                document.locate(include, "xpointer" if pointer else None),
                pointer=f"xpointer={_quoted(pointer)}",
                href=include.get("href") or "this document",
            )
            raise FindingError(missing)
        return found


def _includes(
    document: Document, begin: int, end: int
) -> "Iterator[tuple[etree._Element, int, int]]":
    """The outermost inclusions in a stretch of a document, and where each begins and ends."""
    if XINCLUDE.encode() not in document.utf8:
        return
    reached = begin
    for include in document.root.iter(f"{_XI}include"):
        start, stop = document.span(include)
        is_written = document.utf8[start : start + 1] == b"<"  # and not out of an entity
        if is_written and reached <= start and stop <= end:
            yield include, start, stop
            reached = stop


def _base(include: "etree._Element") -> str:
    """What ``xml:base`` adds to the folder of the document, for references in an inclusion."""
    base = ""
    for element in [*reversed([*include.iterancestors()]), include]:
        base = urljoin(base, element.get(_BASE, ""))
    return base


def _is_elsewhere(href: str) -> bool:
    return "/" in urlsplit(href).path


def _text(name: str, encoding: str, place: Location) -> bytes:
    try:
        text = read_bytes(name).decode(encoding)
    except (LookupError, UnicodeError) as error:
        reason = getattr(error, "reason", "") or "unknown"
        wrong = finding("encoding-wrong", place, encoding=encoding, reason=reason)
        raise FindingError(wrong) from None
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode()


def _serialized(element: "etree._Element") -> bytes:
    from lxml import etree

    return etree.tostring(element, encoding="utf-8", with_tail=False)


def _entities(document: Document) -> Mapping[bytes, bytes]:
    """The internal general entities that a document declares, with their replacement text."""
    found: dict[bytes, bytes] = {}
    if b"<!ENTITY" not in document.utf8:
        return found
    parser = new_parser()

    def declare(name: str, is_parameter: bool, value: str | None, *_: object) -> None:
        if not is_parameter and value is not None:
            found.setdefault(name.encode(), value.encode())

    parser.EntityDeclHandler = declare
    parser.Parse(document.utf8, True)
    return found


def _settled(value: bytes, entities: Mapping[bytes, bytes]) -> bytes:
    """A replacement text with the entities that it names replaced in turn."""

    def replace(match: re.Match[bytes]) -> bytes:
        inner = entities.get(match[1]) if match[1] else None
        return match[0] if inner is None else _settled(inner, entities)

    return re.sub(_ENTITY, replace, value)


def _declarations(element: "etree._Element", include: "etree._Element", tag: bytes) -> str:
    """The namespaces that an element has from above, and loses where it is put."""
    above = element.getparent()
    inherited = {} if above is None else above.nsmap
    own = element.nsmap
    written = {name.decode() for name in re.findall(rb"\s(xmlns[^\s=]*)\s*=", tag)}
    declared = [
        f" xmlns{':' + prefix if prefix else ''}={_quoted(uri)}"
        for prefix, uri in sorted(own.items(), key=lambda item: item[0] or "")
        if inherited.get(prefix) == uri != include.nsmap.get(prefix)
        and f"xmlns{':' + prefix if prefix else ''}" not in written
    ]
    if None not in own and None in include.nsmap:
        declared.append(' xmlns=""')
    return "".join(declared)


def _quoted(value: str) -> str:
    value = value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return f'"{value}"'
