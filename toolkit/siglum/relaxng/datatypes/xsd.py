"""The datatypes of W3C XML Schema part 2 (second edition, §3) and their facets (§4.3).

A type is a function from a text to its meaning in the value space, None where the text is wrong.
"""

import re
from collections.abc import Callable, Sequence
from xml.parsers import expat

from siglum.relaxng.datatypes import Context, DatatypeError, collapse, qname, tokens
from siglum.relaxng.datatypes.facets import BOUNDS, CALENDAR, Space, Test, check_bounds, facet_test

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal


_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
NAME_START = _START + ":"
NAME_CHARACTER = NAME_START + "\\-.0-9\u00b7\u0300-\u036f\u203f\u2040"


def _expression(source: str) -> Callable[[str], "re.Match[str] | None"]:
    """A matcher of whole texts, compiled when it is first used: few types are in a schema."""
    compiled: list[Callable[[str], re.Match[str] | None]] = []

    def match(text: str) -> "re.Match[str] | None":
        if not compiled:
            compiled.append(re.compile(source).fullmatch)
        return compiled[0](text)

    return match


_NAME = _expression("[A-Za-z_:][A-Za-z0-9_:.-]*")
_NMTOKEN = _expression("[A-Za-z0-9_:.-]+")
_WIDE_NMTOKEN = _expression(f"[{NAME_CHARACTER}]+")
_LANGUAGE = _expression("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_DECIMAL = _expression(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_INTEGER = _expression("[-+]?[0-9]+")
_FLOAT = _expression(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([Ee][-+]?[0-9]+)?|-?INF|NaN")
_HEX = _expression("([0-9A-Fa-f]{2})*")
_BASE64 = _expression(
    "([A-Za-z0-9+/]{4})*([A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?"
)


def is_ncname(text: str) -> bool:
    """Whether the text is a name without a colon."""
    if text.isascii():
        return text.replace("-", "_").replace(".", "_").isidentifier() and text[0] not in "-."
    return ":" not in text and _is_name(text)


def _is_name(text: str) -> bool:
    if text.isascii():
        return _NAME(text) is not None
    return _WIDE_NMTOKEN(text) is not None and _parses_as_name(text)


def _is_nmtoken(text: str) -> bool:
    if text.isascii():
        return _NMTOKEN(text) is not None
    return _WIDE_NMTOKEN(text) is not None and _parses_as_name("_" + text)


def _parses_as_name(text: str) -> bool:
    """Whether expat, which read the schema and reads the documents, takes the text for a name.

    It follows the fourth edition of XML 1.0, whose list of name characters is long.
    """
    try:
        expat.ParserCreate("utf-8").Parse(f"<{text}/>", True)
    except expat.ExpatError:
        return False
    return True


def _matching(match: Callable[[str], object]) -> Space:
    def space(text: str, _context: Context) -> object:
        value = collapse(text)
        return value if match(value) else None

    return space


def _ncname(text: str, _context: Context) -> object:
    value = collapse(text)
    return value if is_ncname(value) else None


def _all(match: Callable[[str], object]) -> Space:
    def space(text: str, _context: Context) -> object:
        parts = tuple(tokens(text))
        return parts if parts and all(map(match, parts)) else None

    return space


def _entity(text: str, context: Context) -> object:
    value = collapse(text)
    return value if is_ncname(value) and f"&{value}" in context else None


def _entities(text: str, context: Context) -> object:
    parts = tuple(tokens(text))
    known = all(is_ncname(part) and f"&{part}" in context for part in parts)
    return parts if parts and known else None


def _string(text: str, _context: Context) -> object:
    return text


def _normalized(text: str, _context: Context) -> object:
    return text.replace("\t", " ").replace("\n", " ").replace("\r", " ")


def _token(text: str, _context: Context) -> object:
    return collapse(text)


def _boolean(text: str, _context: Context) -> object:
    return {"true": "true", "1": "true", "false": "false", "0": "false"}.get(collapse(text))


def _decimal(text: str, _context: Context) -> object:
    from decimal import Decimal

    value = collapse(text)
    return Decimal(value) if _DECIMAL(value) else None


def _integer(least: int | None = None, most: int | None = None) -> Space:
    def space(text: str, _context: Context) -> object:
        value = collapse(text)
        if not _INTEGER(value):
            return None
        number = _whole(value)
        if (least is not None and number < least) or (most is not None and number > most):
            return None
        return number

    return space


def _whole(value: str) -> "int | Decimal":
    if len(value) < 1000:
        return int(value)
    from decimal import Decimal  # Python refuses to make so long a text an int

    return Decimal(value)


def _float(single: bool) -> Space:
    def space(text: str, _context: Context) -> object:
        value = collapse(text)
        if not _FLOAT(value):
            return None
        if value == "NaN":
            return value  # equal to itself, and in no order
        number = float(value.replace("INF", "inf"))
        return _single(number) if single else number

    return space


def _single(number: float) -> float:
    from struct import pack, unpack

    try:
        return float(unpack("<f", pack("<f", number))[0])
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")


def _hex(text: str, _context: Context) -> object:
    value = collapse(text)
    return bytes.fromhex(value) if _HEX(value) else None


def _base64(text: str, _context: Context) -> object:
    value = collapse(text).replace(" ", "")
    if not _BASE64(value):
        return None
    from base64 import b64decode

    return b64decode(value)


def _any_uri(text: str, _context: Context) -> object:
    value = collapse(text)
    return value if is_uri(value) else None


def is_uri(value: str) -> bool:
    """Whether the text can be a URI reference, once it is escaped (XLink §5.4).

    See ``siglum.relaxng.datatypes.uris``.
    """
    if value.isalnum():
        return True
    from siglum.relaxng.datatypes import uris

    return uris.is_reference(value)


def _qname(text: str, context: Context) -> object:
    value = collapse(text)
    prefix, colon, local = value.rpartition(":")
    if not is_ncname(local) or (colon and not is_ncname(prefix)):
        return None
    return qname(value, context)


def _calendar(name: str) -> Space:
    """A type of ``siglum.relaxng.datatypes.calendar``, which is imported when it is used."""
    spaces: list[Space] = []

    def space(text: str, context: Context) -> object:
        if not spaces:
            from siglum.relaxng.datatypes import calendar

            spaces.append(calendar.space(name))
        return spaces[0](text, context)

    return space


_SPACES: dict[str, Space] = {
    "string": _string,
    "normalizedString": _normalized,
    "token": _token,
    "language": _matching(_LANGUAGE),
    "NMTOKEN": _matching(_is_nmtoken),
    "NMTOKENS": _all(_is_nmtoken),
    "Name": _matching(_is_name),
    "NCName": _ncname,
    "ID": _ncname,
    "IDREF": _ncname,
    "IDREFS": _all(is_ncname),
    "ENTITY": _entity,
    "ENTITIES": _entities,
    "boolean": _boolean,
    "base64Binary": _base64,
    "hexBinary": _hex,
    "anyURI": _any_uri,
    "QName": _qname,
    "NOTATION": _qname,
    "float": _float(True),
    "double": _float(False),
    "decimal": _decimal,
    "integer": _integer(),
    "nonPositiveInteger": _integer(None, 0),
    "negativeInteger": _integer(None, -1),
    "long": _integer(-(2**63), 2**63 - 1),
    "int": _integer(-(2**31), 2**31 - 1),
    "short": _integer(-(2**15), 2**15 - 1),
    "byte": _integer(-(2**7), 2**7 - 1),
    "nonNegativeInteger": _integer(0),
    "positiveInteger": _integer(1),
    "unsignedLong": _integer(0, 2**64 - 1),
    "unsignedInt": _integer(0, 2**32 - 1),
    "unsignedShort": _integer(0, 2**16 - 1),
    "unsignedByte": _integer(0, 2**8 - 1),
    **{name: _calendar(name) for name in (*CALENDAR, "duration")},
}

NAMES = frozenset(_SPACES)


def datatype(name: str, params: tuple[tuple[str, str], ...]) -> tuple[Space, Sequence[Test]]:
    """The type of that name, and a test for each of its facets.

    Raises:
        DatatypeError: there is no such type, or a facet is wrong.
    """
    space = _SPACES.get(name)
    if space is None:
        raise DatatypeError(f"W3C XML Schema has no datatype {name}")
    tests = [facet_test(name, space, facet, value) for facet, value in params]
    seen = {facet for facet, _ in params if facet != "pattern"}
    if len(seen) != sum(1 for facet, _ in params if facet != "pattern"):
        raise DatatypeError("a facet other than pattern is given twice")
    check_bounds({facet: space(value, {}) for facet, value in params if facet in BOUNDS})
    return space, tests
