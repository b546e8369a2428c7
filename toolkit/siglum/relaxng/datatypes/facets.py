"""The facets of the datatypes of W3C XML Schema part 2 (second edition, §4.3)."""

import re
import sys
from collections.abc import Callable

from siglum.relaxng.datatypes import Context, DatatypeError, collapse

#: From a text to its meaning, None where it is wrong; and a test of a text and its meaning.
Space = Callable[[str, Context], object]
Test = Callable[[str, object], bool]

_COUNT = re.compile(r"\+?[0-9]+|-0+").fullmatch
CALENDAR = "dateTime time date gYearMonth gYear gMonthDay gDay gMonth".split()
_INTEGERS = frozenset(
    """integer nonPositiveInteger negativeInteger long int short byte nonNegativeInteger
    positiveInteger unsignedLong unsignedInt unsignedShort unsignedByte""".split()
)
_ORDERED = frozenset(["float", "double", "decimal", "duration", *_INTEGERS, *CALENDAR])
_WITHOUT_LENGTH = frozenset(["boolean", "QName", "NOTATION"])  # names have no unit of length
BOUNDS = ("minInclusive", "maxInclusive", "minExclusive", "maxExclusive")
_LENGTHS = ("length", "minLength", "maxLength")
_DIGITS = ("totalDigits", "fractionDigits")


def check_bounds(bounds: "dict[str, object]") -> None:
    """Refuse bounds that leave no value (§4.3.7.4 to §4.3.10.4)."""
    for facet, other in (("minInclusive", "minExclusive"), ("maxInclusive", "maxExclusive")):
        if facet in bounds and other in bounds:
            raise DatatypeError(f"the facets {facet} and {other} exclude each other")
    for lower in (f for f in BOUNDS if f.startswith("min") and f in bounds):
        for upper in (f for f in BOUNDS if f.startswith("max") and f in bounds):
            both = (-1, 0) if lower == "minInclusive" and upper == "maxInclusive" else (-1,)
            if _compare(bounds[lower], bounds[upper]) not in both:
                raise DatatypeError(f"no value is between its {lower} and its {upper}")


def facet_test(name: str, space: Space, facet: str, value: str) -> Test:
    """A test of a text, and its meaning, for a facet of a type.

    Raises:
        DatatypeError: the facet is wrong.
    """
    if facet == "pattern":
        return _pattern(name, value)
    if facet in BOUNDS and name in _ORDERED:
        bound = space(value, {})
        if bound is None:
            raise DatatypeError(f"{facet} is {value!r}, which is no {name}")
        return _bound(facet, bound)
    if facet in _LENGTHS and name not in _ORDERED and name not in _WITHOUT_LENGTH:
        wanted = _count(facet, value)
        if facet == "length":
            return lambda _text, meaning: len(meaning) == wanted  # type: ignore[arg-type] # a sized one
        if facet == "minLength":
            return lambda _text, meaning: len(meaning) >= wanted  # type: ignore[arg-type] # as above
        return lambda _text, meaning: len(meaning) <= wanted  # type: ignore[arg-type] # as above
    if facet in _DIGITS and (name == "decimal" or name in _INTEGERS):
        most = _count(facet, value)
        if facet == "totalDigits":
            return lambda _text, meaning: _digits(meaning)[0] <= most
        return lambda _text, meaning: _digits(meaning)[1] <= most
    if facet in ("enumeration", "whiteSpace"):
        raise DatatypeError(
            f"the facet {facet} is not used in RELAX NG"
            + ("; write a choice of values" if facet == "enumeration" else "")
        )
    if facet in (*BOUNDS, *_LENGTHS, *_DIGITS):
        raise DatatypeError(f"the facet {facet} does not apply to {name}")
    raise DatatypeError(f"there is no facet {facet}")


def _count(facet: str, value: str) -> int:
    text = collapse(value)
    if not _COUNT(text):
        raise DatatypeError(f"{facet} is {value!r}, which is no number of characters or digits")
    number = int(text) if len(text) < 19 else sys.maxsize
    if facet == "totalDigits" and number == 0:
        raise DatatypeError("totalDigits must be at least 1")
    return number


def _digits(meaning: object) -> tuple[int, int]:
    """The digits that a number has at least, and those behind its point."""
    from decimal import Decimal

    if isinstance(meaning, int):
        return len(str(abs(meaning))), 0
    if not isinstance(meaning, Decimal):
        raise TypeError(meaning)
    _sign, digits, exponent = meaning.as_tuple()
    behind = max(0, -int(exponent))
    text = "".join(map(str, digits))
    bare = text.rstrip("0")
    removed = min(behind, len(text) - len(bare))
    behind -= removed
    text = text[: len(text) - removed].lstrip("0")
    return max(len(text), behind, 1), behind


def _bound(facet: str, bound: object) -> Test:
    wanted = {"minInclusive": (0, 1), "maxInclusive": (-1, 0), "minExclusive": (1,)}.get(
        facet, (-1,)
    )

    def test(_text: str, meaning: object) -> bool:
        return _compare(meaning, bound) in wanted

    return test


def _compare(one: object, other: object) -> int | None:
    """-1, 0 or 1; None where the two are in no order."""
    from decimal import Decimal

    if isinstance(one, tuple):
        from siglum.relaxng.datatypes.calendar import compare

        return compare(one, other)
    if isinstance(one, str) or isinstance(other, str):  # NaN
        return 0 if one == other else None
    if isinstance(one, Decimal | float | int) and isinstance(other, Decimal | float | int):
        return (one > other) - (one < other)
    raise TypeError(one)


def _pattern(name: str, expression: str) -> Test:
    from siglum.relaxng.datatypes.regex import Regex, RegexError

    try:
        regex = Regex(expression)
    except RegexError as error:
        raise DatatypeError(f"the pattern {expression!r} is wrong: {error}") from None
    if name == "string":
        return lambda text, _meaning: regex.matches(text)
    if name == "normalizedString":
        return lambda _text, meaning: regex.matches(str(meaning))
    return lambda text, _meaning: regex.matches(collapse(text))
