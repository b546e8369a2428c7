"""The witness: where a document says that its transcription is, and reading it.

A document names its transcription in ``sourceDesc``, by a ``ptr`` or ``ref`` whose ``@target`` is a
plain-text file in the document's own folder, or by an ``idno`` of the type ``filename``; beside it,
in the same ``witness`` or ``bibl``, an ``idno`` of the type ``SHA-256`` may record its checksum
(TEI P5 HD §2.2.7, TC §13.1.4.3).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import name as name_of

from siglum.document import TEI, Document, decode, read_bytes
from siglum.findings import Finding, FindingError, Location, Related, finding

if TYPE_CHECKING:
    from lxml import etree

SUFFIXES = (".txt", ".text")

_FILE_TYPES = ("file", "filename", "file-name", "path")
_SHA256 = re.compile(r"sha-?256", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//|#")
_DAMAGED = re.compile("[\ufffd\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")


@dataclass(frozen=True, slots=True)
class Declared:
    """A transcription as the document declares it; either part may be missing."""

    path: Path | None
    pointer: Location | None
    checksum: str
    checksum_place: Location | None


def witness_of(document: Document) -> Path | None:
    """The transcription that the document's ``sourceDesc`` names, or None; it may not exist.

    Raises:
        FindingError: it is not in the document's folder or below it (``witness-outside``).
    """
    return next((d.path for d in declared(document) if d.path is not None), None)


def declared(document: Document) -> Iterator[Declared]:
    """The transcriptions that the header of the document names, in its order.

    Raises:
        FindingError: one is not in the document's folder or below it (``witness-outside``).
    """
    for source in _source_descriptions(document):
        seen: set[etree._Element] = set()
        for pointer, attribute, target in _pointers(source):
            around = _entry(pointer)
            seen.add(around)
            place = document.locate(pointer, attribute)
            checksum = _checksum(around)
            yield Declared(
                _resolve(document, target, place),
                place,
                "".join(checksum.itertext()).strip() if checksum is not None else "",
                document.locate(checksum) if checksum is not None else None,
            )
        for checksum in source.iter(f"{{{TEI}}}idno"):
            if _SHA256.fullmatch(checksum.get("type", "")) and _entry(checksum) not in seen:
                text = "".join(checksum.itertext()).strip()
                yield Declared(None, None, text, document.locate(checksum))


def read_witness(document: Document, path: Path) -> tuple[str, list[Finding]]:
    """The transcription's text, line ends made line feeds, and what is wrong with the file.

    Raises:
        FindingError: there is no such file, it cannot be read, or it is not text.
    """
    name = str(path)
    entry = _declaration(document, path)
    try:
        data = read_bytes(path, name=name)
    except FindingError as error:
        if error.finding.code == "file-missing" and entry is not None and entry.pointer:
            raise FindingError(finding("witness-missing", entry.pointer, name=name)) from None
        raise
    found: list[Finding] = []
    if entry is not None and entry.checksum and entry.checksum_place is not None:
        found += _compare_checksum(entry.checksum, entry.checksum_place, data, name)
    try:
        utf8, _ = decode(data, name=name)
    except FindingError as error:
        place = error.finding.location
        reason = error.finding.message.partition(": ")[2] or error.finding.message
        raise FindingError(
            finding("witness-encoding", place, encoding="UTF-8", reason=reason)
        ) from None
    text = utf8.decode().replace("\r\n", "\n").replace("\r", "\n")
    found += _damage(text, name)
    return text, found


def _declaration(document: Document, path: Path) -> Declared | None:
    """What the document declares of this file: by its path, or a checksum that has none."""
    try:
        entries = list(declared(document))
    except FindingError:
        return None
    wanted = path.resolve()
    for entry in entries:
        if entry.path is not None and entry.path.resolve() == wanted:
            return entry
    if any(entry.path is not None for entry in entries):
        return None
    return next(iter(entries), None)


def _compare_checksum(recorded: str, place: Location, data: bytes, name: str) -> Iterator[Finding]:
    digits = re.sub(r"\s", "", recorded).lower()
    if not re.fullmatch(r"[0-9a-f]{64}", digits):
        yield finding("witness-checksum-form", place, recorded=recorded)
        return
    found = sha256(data).hexdigest()
    if found != digits:
        related = [Related(Location(name), "the transcription")]
        yield finding(
            "witness-checksum", place, related=related, name=name, found=found, recorded=digits
        )


def _damage(text: str, name: str) -> Iterator[Finding]:
    """The first character of each kind that is left of a wrong conversion."""
    seen: set[str] = set()
    for match in _DAMAGED.finditer(text):
        character = match.group()
        if character not in seen:
            seen.add(character)
            line = text.count("\n", 0, match.start()) + 1
            column = match.start() - text.rfind("\n", 0, match.start())
            words = f"U+{ord(character):04X} {name_of(character, 'a control character')}"
            yield finding("witness-damaged", Location(name, line, column), character=words)


def _source_descriptions(document: Document) -> "Iterator[etree._Element]":
    """The sourceDesc of the one TEI document, or of a corpus as a whole."""
    headers = list(document.root.iter(f"{{{TEI}}}teiHeader"))
    if len(headers) > 1:
        headers = [h for h in headers if h.getparent() is document.root]
    for header in headers:
        yield from header.iterfind(f"{{{TEI}}}fileDesc/{{{TEI}}}sourceDesc")


def _pointers(source: "etree._Element") -> "Iterator[tuple[etree._Element, str | None, str]]":
    for element in source.iter(f"{{{TEI}}}ptr", f"{{{TEI}}}ref", f"{{{TEI}}}idno"):
        if str(element.tag).endswith("}idno"):
            is_file = element.get("type", "").lower() in _FILE_TYPES
            target = "".join(element.itertext()).strip() if is_file else ""
            attribute = None
        else:
            target, attribute = element.get("target", "").strip(), "target"
        if (
            target
            and " " not in target
            and (target.startswith("file:") or not _SCHEME.match(target))
            and target.partition("#")[0].lower().endswith(SUFFIXES)
        ):
            yield element, attribute, target.partition("#")[0]


def _entry(element: "etree._Element") -> "etree._Element":
    """The witness or bibliographic entry around an element, or the sourceDesc."""
    wanted = ("witness", "bibl", "biblStruct", "biblFull", "msDesc", "sourceDesc")
    found = element
    for ancestor in element.iterancestors():
        found = ancestor
        if str(ancestor.tag).rpartition("}")[2] in wanted:
            break
    outer = next((a for a in found.iterancestors(f"{{{TEI}}}witness")), None)
    return outer if outer is not None else found


def _checksum(entry: "etree._Element") -> "etree._Element | None":
    for idno in entry.iter(f"{{{TEI}}}idno"):
        if _SHA256.fullmatch(idno.get("type", "")):
            return idno
    return None


def _resolve(document: Document, target: str, place: Location) -> Path:
    from urllib.parse import unquote

    folder = Path() if document.name == "-" else Path(document.name).parent
    path = folder / unquote(target)
    outside = target.startswith("file:") or Path(unquote(target)).is_absolute()
    try:
        outside = outside or not path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        outside = True
    if outside:
        raise FindingError(finding("witness-outside", place, name=unquote(target)))
    return path
