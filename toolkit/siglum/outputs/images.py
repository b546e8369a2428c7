"""The images that a document names: which of them stand beside it, and how large they are."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from siglum.document import TEI, Document
from siglum.findings import Finding, finding

if TYPE_CHECKING:
    from lxml import etree

#: What browsers show, by the ends of names.
SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"})


class Image(NamedTuple):
    """An image beside a document: its address in the page, its file, its size in pixels or 0."""

    href: str
    file: Path
    width: int
    height: int


def images(document: Document) -> tuple[dict[str, Image], list[Finding]]:
    """The images in or below the document's folder, by the addresses that name them.

    An address is that of ``graphic/@url``, ``media/@url`` or of any ``@facs``. What is on another
    machine, or outside the folder, is none of the edition's files. Images that should be in the
    folder and are not are told of once.
    """
    if not (document.may_have(rb"url\s*=") or document.may_have(rb"facs\s*=")):
        return {}, []
    folder = Path(document.name).parent
    found: dict[str, Image] = {}
    missing: dict[str, etree._Element] = {}
    for element, address in _addresses(document):
        _look(element, address, folder, found, missing)
    if not missing:
        return found, []
    (name, element), *_ = missing.items()
    return found, [
        finding("image-missing", document.locate(element), name=name, count=len(missing))
    ]


def wanted(document: Document) -> frozenset[Path]:
    """The files that ``images`` looks for, those that are not there included."""
    folder = Path(document.name).parent
    paths = (_inside(address.strip()) for _, address in _addresses(document))
    return frozenset(folder.joinpath(*path.parts) for path in paths if path is not None)


def _addresses(document: Document) -> "Iterator[tuple[etree._Element, str]]":
    for element in document.root.iterfind(f".//{{{TEI}}}*[@url]"):
        yield element, str(element.get("url"))
    for element in document.root.iterfind(f".//{{{TEI}}}*[@facs]"):
        for address in str(element.get("facs")).split():
            yield element, address


def _look(
    element: "etree._Element",
    address: str,
    folder: Path,
    found: dict[str, Image],
    missing: dict[str, "etree._Element"],
) -> None:
    path = _inside(address.strip())
    if path is None or address in found or address in missing:
        return
    file = folder.joinpath(*path.parts)
    if file.is_file() and file.resolve().is_relative_to(folder.resolve()):
        found[address.strip()] = Image(quote(path.as_posix()), file, *size(file))
    else:
        missing[address] = element


def _inside(address: str) -> PurePosixPath | None:
    """The path that an address names below the document's folder, if it names an image there."""
    if re.search(r"[\\?#<>\"\s]|^[\w.+-]+:|^/", address):
        return None
    path = PurePosixPath(unquote(address))
    if ".." in path.parts or path.is_absolute() or path.suffix.lower() not in SUFFIXES:
        return None
    return path


def size(file: Path) -> tuple[int, int]:
    """Width and height in pixels of an image (PNG, GIF, JPEG, WebP, SVG), or 0 and 0."""
    if file.suffix.lower() == ".svg":
        return _drawn(file)
    with file.open("rb") as stream:
        head = stream.read(32)
        match head[:4]:
            case b"\x89PNG":
                return _numbers(head[16:24], 4, "big")
            case b"GIF8":
                return _numbers(head[6:10], 2, "little")
            case b"RIFF" if head[12:16] == b"VP8X":
                width, height = _numbers(head[24:30], 3, "little")
                return width + 1, height + 1
            case b"RIFF" if head[12:16] == b"VP8 ":
                width, height = _numbers(head[26:30], 2, "little")
                return width & 0x3FFF, height & 0x3FFF
            case b"RIFF" if head[12:16] == b"VP8L":
                bits = int.from_bytes(head[21:25], "little")
                return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        if head[:2] != b"\xff\xd8":
            return 0, 0
        stream.seek(2)
        while True:  # a JPEG is a row of segments, of which one begins the frame
            marker = stream.read(4)
            if len(marker) < 4 or marker[0] != 0xFF:
                return 0, 0
            if marker[1] in range(0xC0, 0xD0) and marker[1] not in (0xC4, 0xC8, 0xCC):
                height, width = _numbers(stream.read(5)[1:], 2, "big")
                return width, height
            stream.seek(int.from_bytes(marker[2:4], "big") - 2, 1)


def _drawn(file: Path) -> tuple[int, int]:
    with file.open("rb") as stream:
        root = re.search(rb"<(?:\w+:)?svg\b[^>]*>", stream.read(65536))
    sides = root and [
        re.search(rb"\s" + side + rb"\s*=\s*[\"'](\d{1,5})(?:\.\d+)?(?:px)?[\"']", root[0])
        for side in (b"width", b"height")
    ]
    if not sides or not all(sides):
        return 0, 0
    width, height = (int(side[1]) for side in sides if side)
    return width, height


def _numbers(data: bytes, length: int, order: str) -> tuple[int, int]:
    big = order == "big"
    first, second = data[:length], data[length : 2 * length]
    return (
        int.from_bytes(first, "big" if big else "little"),
        int.from_bytes(second, "big" if big else "little"),
    )
