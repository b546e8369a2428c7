"""The encoding of a document: from its bytes to UTF-8 (XML 1.0 §4.3.3 and appendix F)."""

import codecs
import re

from siglum.document.kinds import kind_of, other_kind
from siglum.findings import FindingError, Location, finding

_NOT_CHARACTER_SETS = {
    "utf-7",
    "punycode",
    "idna",
    "unicode_escape",
    "raw_unicode_escape",
    "undefined",
}


def decode(data: bytes, *, name: str = "<bytes>") -> tuple[bytes, str]:
    """The document's text as UTF-8 without byte order mark, and the encoding it was in.

    The encoding is that of the byte order mark, else of the XML declaration, else UTF-8
    (XML 1.0 §4.3.3 and appendix F).

    Raises:
        FindingError: the encoding is unknown, or the bytes are not in it.
    """
    encoding = "UTF-8"
    for mark, marked in (
        (codecs.BOM_UTF8, "UTF-8"),
        (codecs.BOM_UTF32_LE, "UTF-32-LE"),
        (codecs.BOM_UTF32_BE, "UTF-32-BE"),
        (codecs.BOM_UTF16_LE, "UTF-16-LE"),
        (codecs.BOM_UTF16_BE, "UTF-16-BE"),
        (b"<\0?\0", "UTF-16-LE"),
        (b"\0<\0?", "UTF-16-BE"),
    ):
        if data.startswith(mark):
            encoding = marked
            if not mark.startswith((b"<", b"\0<")):
                data = data[len(mark) :]
            break
    else:
        encoding = _declared(data[:200]) or encoding
        wide = _wide(data, encoding)
        if wide:
            raise FindingError(
                finding("encoding-wrong", Location(name), encoding=encoding, reason=wide)
            )
    try:
        codec = codecs.lookup(encoding)
        if not codec._is_text_encoding or codec.name in _NOT_CHARACTER_SETS:
            raise LookupError(encoding)
    except (LookupError, ValueError):
        raise FindingError(finding("encoding-unknown", Location(name), encoding=encoding)) from None
    try:
        text = data.decode(codec.name)
        return (data if codec.name == "utf-8" else text.encode()), encoding
    except UnicodeError as error:
        kind = kind_of(data)
        if kind:
            raise FindingError(other_kind(kind, name)) from None
        start = getattr(error, "start", 0)
        before = data[:start].decode(codec.name, errors="replace")
        newline = before.rfind("\n")
        place = Location(name, before.count("\n") + 1, len(before) - newline)
        reason = f"byte 0x{data[start]:02X} ({getattr(error, 'reason', '')})"
        raise FindingError(
            finding("encoding-wrong", place, encoding=encoding, reason=reason)
        ) from None


def _wide(data: bytes, encoding: str) -> str:
    """What is wrong where a file without a mark has characters of another width, or nothing."""
    if re.match(r"(?i)(utf|iso-10646-ucs|ucs)-?_?(16|32|2|4)", encoding):
        return "each character is one byte, as the declaration itself shows"
    zeros = data[:2].count(0), data[:4].count(0)
    if b"<" in data[:4] and zeros in ((1, 2), (1, 3), (2, 3)):
        bits = 16 if zeros == (1, 2) else 32
        return f"they look like UTF-{bits} without the byte order mark that it must begin with"
    return ""


def _declared(start: bytes) -> str:
    """The encoding that an XML declaration at the start of a file names, or an empty string."""
    if not start.startswith(b"<?xml") or not start[5:6].isspace():
        return ""
    value = start.partition(b"?>")[0].partition(b"encoding")[2].lstrip()[1:].lstrip()
    quote = value[:1]
    return value[1:].partition(quote)[0].decode("latin-1") if quote in (b'"', b"'") else ""
