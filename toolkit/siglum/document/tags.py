"""Where the tags of a text stand: one scan with expat, which also proves the text well formed."""

import re
from array import array
from collections.abc import Mapping
from typing import NamedTuple, NoReturn
from xml.parsers import expat

from siglum.document.names import XML
from siglum.document.parser import new_parser
from siglum.findings import FindingError, Location, finding

MAX_DEPTH = 1000

_SEPARATOR = "\x01"  # can stand in no namespace name, since XML 1.0 forbids the character
# Patterns are compiled where they are first used, since a clean document needs none of them.
_TAG_END = rb"""[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>"""
_SKIPPED = rb"(?s)<!--.*?-->|<\?.*?\?>|<!\[CDATA\[|\]\]>"


class Tags(NamedTuple):
    """Byte offsets, in the text as UTF-8, of the tags of each element in document order."""

    starts: "array[int]"
    ends: "array[int]"


def scan(utf8: bytes, name: str) -> Tags:
    """Prove the text well formed, its entities harmless, and index its tags.

    Raises:
        FindingError: it is not, or they are not.
    """
    starts, ends = array("Q"), array("Q")
    open_elements: list[int] = []

    def place() -> Location:
        return Location(name, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def start(_name: str, _attributes: list[str]) -> None:
        open_elements.append(len(starts))
        if len(open_elements) > MAX_DEPTH:
            raise FindingError(finding("document-too-deep", place(), limit=MAX_DEPTH))
        starts.append(parser.CurrentByteIndex)
        ends.append(0)

    def end(_name: str) -> None:
        ends[open_elements.pop()] = parser.CurrentByteIndex

    def skipped(entity: str, is_parameter: bool) -> None:
        if not is_parameter:
            raise FindingError(finding("xml-entity-undefined", place(), entity=entity))

    def external(entity: str, system: str) -> NoReturn:
        raise FindingError(finding("xml-entity-external", place(), entity=entity, system=system))

    parser = new_parser(_SEPARATOR, external)
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.SkippedEntityHandler = skipped
    parser.ordered_attributes = True
    try:
        parser.Parse(utf8, True)
    except expat.ExpatError as error:
        from siglum.document.wellformed import explain

        raise FindingError(explain(error, utf8, name)) from None
    return Tags(starts, ends)


def after(utf8: bytes, tags: Tags, ordinal: int) -> int:
    """The offset after an element; an empty one has no end tag to look for."""
    start_end = tag_end(utf8, tags.starts[ordinal])
    if utf8[start_end - 2 : start_end] == b"/>":
        return start_end
    return tag_end(utf8, tags.ends[ordinal])


def tag_end(utf8: bytes, offset: int) -> int:
    """The offset after the tag that begins at an offset."""
    if utf8[offset : offset + 1] != b"<":  # an element out of an expanded entity
        return offset
    match = re.compile(_TAG_END).match(utf8, offset)
    return match.end() if match else offset


def attribute_offset(
    utf8: bytes, start: int, name: str, namespaces: Mapping[str | None, str]
) -> int:
    """Where an attribute, by its Clark name, stands in the tag that begins at an offset."""
    tag = utf8[start : tag_end(utf8, start)]
    namespace, _, local = name.rpartition("}")
    for match in re.finditer(rb"""\s([^\s=/>"']+)\s*=\s*("[^"]*"|'[^']*')""", tag):
        written = match.group(1).decode()
        prefix, _, tail = written.rpartition(":")
        if tail == local and (
            not prefix
            if not namespace
            else prefix == "xml"
            if namespace[1:] == XML
            else namespaces.get(prefix) == namespace[1:]
        ):
            return start + match.start(1)
    return start


def skip_characters(utf8: bytes, offset: int, count: int) -> int:
    """The offset ``count`` parsed characters after ``offset``, within one run of text."""
    in_cdata = False
    while offset < len(utf8):
        byte = utf8[offset]
        if byte == 0x3C or (in_cdata and byte == 0x5D):
            skipped = re.compile(_SKIPPED).match(utf8, offset)
            if skipped:
                if skipped.group() == b"<![CDATA[":
                    in_cdata = True
                elif skipped.group() == b"]]>":
                    in_cdata = False
                offset = skipped.end()
                continue
            if not in_cdata:
                return offset
        if count == 0:
            return offset
        count -= 1
        if byte == 0x26 and not in_cdata:
            offset = utf8.index(b";", offset) + 1
        elif byte == 0x0D and utf8[offset + 1 : offset + 2] == b"\n":
            offset += 2
        else:
            offset += 1
            while offset < len(utf8) and utf8[offset] & 0xC0 == 0x80:
                offset += 1
    return offset
