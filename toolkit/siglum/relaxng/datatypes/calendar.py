"""Dates, times and durations of W3C XML Schema part 2 (§3.2.6 to §3.2.14).

A point in time is ``(kind, seconds, zoned)``: seconds since the year 0 in UTC or, without a time
zone, in a zone not known. A duration is ``("duration", months, seconds)``. Both are ordered in
part only: ``compare`` answers None where there is no order. Seconds are exact. A year, or a number
in a duration, has at most a thousand digits (§5.4 lets a processor say so).
"""

import re
from collections.abc import Callable, Mapping
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal

_YEAR = r"(?P<year>-?(?:[1-9][0-9]{4,999}|[0-9]{4}))"
_MONTH = "(?P<month>0[1-9]|1[0-2])"
_DAY = "(?P<day>0[1-9]|[12][0-9]|3[01])"
_TIME = r"(?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9](?:\.[0-9]+)?)"
_MIDNIGHT = r"24:00:00(?:\.0+)?"
_ZONE = r"(?P<zone>Z|[-+](?:0[0-9]|1[0-3]):[0-5][0-9]|[-+]14:00)?"

_FORMS = {
    "dateTime": f"{_YEAR}-{_MONTH}-{_DAY}T(?:{_TIME}|(?P<midnight>{_MIDNIGHT}))",
    "time": f"(?:{_TIME}|(?P<midnight>{_MIDNIGHT}))",
    "date": f"{_YEAR}-{_MONTH}-{_DAY}",
    "gYearMonth": f"{_YEAR}-{_MONTH}",
    "gYear": _YEAR,
    "gMonthDay": f"--{_MONTH}-{_DAY}",
    "gDay": f"---{_DAY}",
    "gMonth": f"--{_MONTH}",
}
_DURATION = re.compile(
    r"(-)?P(?=[0-9T])(?:([0-9]{1,1000})Y)?(?:([0-9]{1,1000})M)?(?:([0-9]{1,1000})D)?"
    r"(?:T(?=[0-9])(?:([0-9]{1,1000})H)?(?:([0-9]{1,1000})M)?"
    r"(?:([0-9]{1,1000}(?:\.[0-9]+)?)S)?)?"
)
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)  # sums are never rounded
_HALF_ROUND = 14 * 3600  # no zone is farther from UTC


def space(kind: str) -> Callable[[str, Mapping[str, str]], object]:
    """The function from a text to its meaning, for one of the kinds or ``duration``."""
    if kind == "duration":
        return duration
    match = re.compile(_FORMS[kind] + _ZONE).fullmatch

    def meaning(text: str, _context: Mapping[str, str]) -> object:
        found = match(text.strip(" \t\n\r"))
        if not found:
            return None
        parts = found.groupdict()
        year = int(parts.get("year") or 2000)
        if year == 0:
            return None  # XSD 1.0 has no year 0
        if year < 0:
            year += 1
        month, day = int(parts.get("month") or 1), int(parts.get("day") or 1)
        if day > _days_of(year, month):
            return None
        whole = _day_number(year, month, day) * 86400
        if parts.get("midnight"):
            whole += 86400 if kind == "dateTime" else 0
        elif parts.get("hour"):
            whole += int(parts["hour"]) * 3600 + int(parts["minute"]) * 60
        zone = parts["zone"]
        if zone and zone != "Z":
            offset = int(zone[1:3]) * 3600 + int(zone[4:6]) * 60
            whole += offset if zone[0] == "-" else -offset
        return kind, _EXACT.add(whole, Decimal(parts.get("second") or 0)), bool(zone)

    return meaning


def duration(text: str, _context: Mapping[str, str]) -> object:
    """The meaning of a duration."""
    found = _DURATION.fullmatch(text.strip(" \t\n\r"))
    if not found:
        return None
    sign, years, months, days, hours, minutes, seconds = found.groups(default="0")
    factor = -1 if sign == "-" else 1
    whole = int(days) * 86400 + int(hours) * 3600 + int(minutes) * 60
    total = _EXACT.multiply(factor, _EXACT.add(whole, Decimal(seconds)))
    return "duration", factor * (int(years) * 12 + int(months)), total


def compare(one: object, other: object) -> int | None:
    """-1, 0 or 1; None where the two are in no order."""
    if not (isinstance(one, tuple) and isinstance(other, tuple)):
        raise TypeError(one)
    if one[0] == "duration":
        return _compare_durations(one[1:], other[1:])
    difference = _EXACT.subtract(one[1], other[1])
    if one[2] != other[2] and abs(difference) <= _HALF_ROUND:
        return None
    return (difference > 0) - (difference < 0)


def _compare_durations(one: tuple[int, Decimal], other: tuple[int, Decimal]) -> int | None:
    """By adding both to four dates that tell all durations apart (§3.2.6.2)."""
    answers = set()
    for year, month in ((1696, 9), (1697, 2), (1903, 3), (1903, 7)):
        ends = []
        for months, seconds in (one, other):
            over = year * 12 + month - 1 + months
            day = _day_number(over // 12, over % 12 + 1, 1)
            ends.append(_EXACT.add(day * 86400, seconds))
        answers.add((ends[0] > ends[1]) - (ends[0] < ends[1]))
    return answers.pop() if len(answers) == 1 else None


def _days_of(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _day_number(year: int, month: int, day: int) -> int:
    """The days since 1 March of the year 0 in the Gregorian calendar, extended backwards."""
    if month < 3:
        year, month = year - 1, month + 12
    return year * 365 + year // 4 - year // 100 + year // 400 + (153 * (month - 3) + 2) // 5 + day
