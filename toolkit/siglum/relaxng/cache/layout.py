"""What a cache of tables holds: strings, and an array of integers that refer to each other.

Reading it runs no code of its own; numbers are looked up in lists, which know their bounds.

    magic      the version, so that another one's is not read
    checksum   of all that follows: CRC-32
    sizes      of the strings in bytes, and of the integers
    strings    as UTF-8, with U+0000 between them
    integers   signed, four bytes, little-endian:
        directory   for each section: its first record, then the number of records
        index       for each record, where it begins; and where the last one ends
        records     of each section, in order

What the records of each section hold, where n× is a count, and then as many:

    HEADER      number of the pattern of the schema, of the content state before its root; its
                digest, its path; n× attributes without ids and their elements; n× files and their
                digests
    DATATYPES   library, name, then name and value of each parameter
    PATTERNS    kind, then what the kind has
    CONTENTS    bit 0: text is data, bit 1: text changes nothing; mask or -1; the content after a
                text or -1; n× patterns; then names of children, their attributes, their afters
    ATTRIBUTES  the content after the start tag or -1; n× ids and their types; n× patterns; then
                names, and the values of each
    VALUES      kind of id; n× patterns; n× candidates that matched, a bit each, and attributes;
                then texts, and the attributes after each
    AFTERS      n× masks and contents; n× (n× slots and patterns)
    CLASSES     name, then the names of its members
"""

import sys
from array import array
from typing import Final, NamedTuple
from zlib import crc32

#: Changed with every change of the layout or of what patterns mean.
VERSION: Final = 3

MAGIC: Final = b"siglum tables %d\n" % VERSION


class Damaged(Exception):  # noqa: N818 # it is caught, and never shown as an error
    """The file is no cache of this version, or not a whole one."""


class Part(NamedTuple):
    """A further file that a schema is made of: where it was found, and its digest."""

    target: str
    digest: str


SECTIONS: Final = 8
DIRECTORY: Final = 2 * SECTIONS
(HEADER, DATATYPES, PATTERNS, CONTENTS, ATTRIBUTES, VALUES, AFTERS, CLASSES) = range(SECTIONS)

#: Kinds of patterns.
(EMPTY, NOT_ALLOWED, TEXT, CHOICE, GROUP, INTERLEAVE, REPEAT, LIST, DATA, VALUE) = range(10)
ATTRIBUTE, ELEMENT = 10, 11


def pack(strings: str, numbers: list[int]) -> bytes:
    """The file with these strings and integers."""
    text = strings.encode("utf-8", "surrogatepass")
    sizes = _bytes("I", [len(text), len(numbers)])
    body = sizes + text + _bytes("i", numbers)
    return MAGIC + crc32(body).to_bytes(4, "little") + body


def unpack(data: bytes) -> "tuple[list[str], array[int]]":
    """The strings and the integers of a file.

    Raises:
        Damaged: it is no cache, or not a whole one.
    """
    at = len(MAGIC) + 4
    if not data.startswith(MAGIC) or len(data) < at + 8:
        raise Damaged
    body = memoryview(data)[at:]
    if crc32(body).to_bytes(4, "little") != data[len(MAGIC) : at]:
        raise Damaged
    length, count = _array("I", body[:8])
    if len(body) != 8 + length + 4 * count or count < DIRECTORY:
        raise Damaged
    try:
        strings = str(body[8 : 8 + length], "utf-8", "surrogatepass").split("\0")
    except UnicodeDecodeError:
        raise Damaged from None
    return strings, _array("i", body[8 + length :])


def _bytes(kind: str, numbers: list[int]) -> bytes:
    made = array(kind, numbers)
    if sys.byteorder == "big":
        made.byteswap()
    return made.tobytes()


def _array(kind: str, data: memoryview) -> "array[int]":
    made = array(kind)
    made.frombytes(data)
    if sys.byteorder == "big":
        made.byteswap()
    return made
