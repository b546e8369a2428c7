"""What stands before the root element: instructions, comments, a DOCTYPE."""

import re
from collections.abc import Iterator

#: A document type declaration, as a regular expression.
DOCTYPE = rb"""(?xs)<!DOCTYPE(?:"[^"]*"|'[^']*'|[^"'\[>])*+
        (?:\[(?>"[^"]*"|'[^']*'|<!--.*?-->|<\?.*?\?>|[^"'\]])*+\]\s*)?>"""


def prolog_end(utf8: bytes) -> int:
    """Where the root element begins: what stands before it are instructions and a DOCTYPE."""
    at = 0
    while True:
        while utf8[at : at + 1].isspace():
            at += 1
        if utf8.startswith(b"<?", at):
            end = utf8.find(b"?>", at) + 2
        elif utf8.startswith(b"<!--", at):
            end = utf8.find(b"-->", at) + 3
        elif utf8.startswith(b"<!DOCTYPE", at):
            doctype = re.compile(DOCTYPE).match(utf8, at)
            end = doctype.end() if doctype else 0
        else:
            return at
        if end <= at:
            return at
        at = end


def without_declaration(utf8: bytes) -> bytes:
    """The text without its XML declaration, whose encoding no longer holds."""
    if utf8.startswith(b"<?xml") and utf8[5:6].isspace():
        end = utf8.index(b"?>") + 2
        return utf8[end:].lstrip()
    return utf8


def instructions(utf8: bytes) -> Iterator[tuple[int, str, dict[str, str]]]:
    """The processing instructions before the root: offset, target and pseudo-attributes."""
    prolog = utf8[: prolog_end(utf8)]
    for match in re.finditer(rb"<!--.*?-->|<\?(.*?)\?>", prolog, re.DOTALL):
        if match.group(1) is None:
            continue
        target, rest = re.match(r"(\S*)(.*)", match.group(1).decode(), re.DOTALL).groups()  # type: ignore[union-attr] # any text matches
        pairs = re.findall(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""", rest)
        attributes = {key: _unescape(double or single) for key, double, single in pairs}
        yield match.start(), target, attributes


_REFERENCE = re.compile("&(?:#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6})|(lt|gt|quot|apos|amp));")
_ENTITIES = {"lt": "<", "gt": ">", "quot": '"', "apos": "'", "amp": "&"}


def _unescape(value: str) -> str:
    """A pseudo-attribute's value; references that stand for no character are left as they are."""

    def character(found: "re.Match[str]") -> str:
        decimal, hexadecimal, entity = found.groups()
        if entity:
            return _ENTITIES[entity]
        number = int(decimal) if decimal else int(hexadecimal, 16)
        is_character = 0x20 <= number < 0xD800 or 0xE000 <= number <= 0x10FFFF
        return chr(number) if is_character or number in (9, 10, 13) else found.group()

    return _REFERENCE.sub(character, value) if "&" in value else value
