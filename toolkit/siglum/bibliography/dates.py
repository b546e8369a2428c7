"""Dates: from the attributes and words of TEI to ``Date``, and from it to EDTF, CSL and words.

TEI P5 ND, "Dates and Times"; EDTF is ISO 8601-2:2019, level 1.
"""

import re
from typing import Any

from siglum.bibliography.facts import DateFacts
from siglum.bibliography.model import Date, Point

_ISO = re.compile(r"(-?\d{4,9})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*|Z|[+-]\d\d:\d\d)?$")
_CIRCA = re.compile(
    r"(?:^|[\s(\[])(?:circa|ca?\.?|um|vers|env\.?|approx\.?|about|около|ок\.)\s*(?=\d)",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"\d\s*\]?\s*\(?\?|probably|perhaps|possibly|vielleicht|peut-être", re.IGNORECASE
)
_YEARS = re.compile(
    r"(?<!\d)(\d{3,4})(?!\d)(?:\s*(?:[-–—/]|or|oder|ou|bis|to|and)\s*(\d{4}|\d{2})(?!\d))?"
)
#: Digits that a cataloguer supplies: ``193[5]``, ``[19]35``.
_SUPPLIED = re.compile(r"(?<=\d)\[(\d+)\]|\[(\d+)\](?=\d)")
_DECADE = re.compile(r"(?<!\d)(\d{3})(?:0['’]?s\b|[-–—_?](?![\s\d]*\d))")
_EITHER = re.compile(r"\d\s*(?:or|oder|ou)\s*\d", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:before|vor|avant|ante|not after)\b", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:after|nach|après|post|not before)\b", re.IGNORECASE)
MONTHS = (
    "January February March April May June July August September October November December"
).split()
_MONTH = "(" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + r"|Sept)\.?"
_DAY_MONTH = re.compile(rf"(?<!\d)(?:(\d{{1,2}})\s+)?{_MONTH},?\s+(\d{{4}})(?!\d)", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"{_MONTH}\s+(\d{{1,2}}),?\s+(\d{{4}})(?!\d)", re.IGNORECASE)


def read_date(facts: DateFacts) -> Date | None:
    """The date that the facts give, by attribute before text; nothing where they say nothing."""
    text = facts["text"]
    doubted = facts["cert"] in {"medium", "low", "unknown", "conjecture"} or _low(facts["cert"])
    approximate = facts["precision"] in {"low", "medium"} or bool(_CIRCA.search(text))
    doubted = doubted or bool(_DOUBT.search(text))
    starts, ends = point(facts["from"]), point(facts["to"])
    earliest, latest = point(facts["not_before"]), point(facts["not_after"])
    when = point(facts["when"])
    if when:
        return Date(when, None, False, approximate, doubted, text)
    if starts or ends:
        return Date(starts, ends, not (starts and ends), approximate, doubted, text)
    if earliest and earliest == latest:
        return Date(earliest, None, False, approximate, doubted, text)
    if earliest or latest:
        return Date(earliest, latest, True, approximate, doubted, text)
    return _from_text(text, approximate, doubted) if text else None


def _low(cert: str) -> bool:
    """Is a certainty given as a probability below nine tenths?"""
    try:
        return float(cert) < 0.9
    except ValueError:
        return False


def point(value: str) -> Point | None:
    """The point that an ISO 8601 date names (``1924-12-17``); nothing where it names no year."""
    match = _ISO.match(value.strip())
    if not match:
        return None
    year, month, day = (int(group) if group else None for group in match.groups())
    if year is None or year == 0 or (month is not None and not 1 <= month <= 12):
        return None
    if day is not None and not 1 <= day <= 31:
        return Point(year, month)
    return Point(year, month, day)


def _from_text(text: str, approximate: bool, doubted: bool) -> Date:
    given = _SUPPLIED.sub(r"\1\2", text)
    whole = _words(given)
    if whole:
        return Date(whole, None, False, approximate, doubted, text)
    decades = _DECADE.findall(given)
    if len(decades) == 1:
        first = Point(int(decades[0] + "0"))
        return Date(first, Point(first.year + 9), True, approximate, doubted, text)
    match = _YEARS.search(given)
    if not match or decades:
        return Date(literal=text)
    first = Point(int(match.group(1)))
    second = match.group(2)
    last = None
    if second:
        year = int(second if len(second) == 4 else match.group(1)[: -len(second)] + second)
        last = Point(year) if year > first.year else None
    if last is None and _BEFORE.search(text):
        return Date(None, first, True, approximate, doubted, text)
    if last is None and _AFTER.search(text):
        return Date(first, None, True, approximate, doubted, text)
    return Date(first, last, bool(last and _EITHER.search(text)), approximate, doubted, text)


def _words(text: str) -> Point | None:
    """A date that is written out, such as ``4 March 1923``, or in ISO 8601, alone."""
    exact = point(text)
    if exact:
        return exact
    found = _DAY_MONTH.search(text)
    if found and not _DAY_MONTH.search(text, found.end()):
        return point(_iso(found.group(3), found.group(2), found.group(1)))
    found = _MONTH_DAY.search(text)
    return point(_iso(found.group(3), found.group(1), found.group(2))) if found else None


def _iso(year: str, month: str, day: str | None) -> str:
    number = next(n for n, name in enumerate(MONTHS, 1) if name[:3].lower() == month[:3].lower())
    return f"{year}-{number:02}" + (f"-{int(day):02}" if day else "")


def edtf(date: Date, *, astronomical: bool = True) -> str:
    """The date in EDTF level 1, empty where only words are known.

    ISO 8601 counts a year 0, TEI and CSL do not; ``astronomical`` converts years BC.
    """
    mark = "%" if date.approximate and (date.uncertain or date.between) else ""
    mark = mark or ("~" if date.approximate else "?" if date.uncertain or date.between else "")

    def one(at: Point) -> str:
        year = at.year + 1 if astronomical and at.year < 0 else at.year
        text = f"{'-' if year < 0 else ''}{abs(year):04}"
        if at.month:
            text += f"-{at.month:02}"
            if at.day:
                text += f"-{at.day:02}"
        return text + mark

    if date.start and date.end:
        return f"{one(date.start)}/{one(date.end)}"
    if date.between:
        if date.start:
            return f"{one(date.start)}/.."
        return f"../{one(date.end)}" if date.end else ""
    only = date.start or date.end
    return one(only) if only else ""


def csl(date: Date) -> dict[str, Any]:
    """The date as CSL-JSON has it (``date-parts``, ``circa``, ``literal``)."""
    points = [at for at in (date.start, date.end) if at]
    if not points or (date.between and len(points) == 1):
        return {"literal": words(date)}
    made: dict[str, Any] = {"date-parts": [[part for part in at if part] for at in points]}
    if not date.sure:
        made["circa"] = True
    return made


def words(date: Date, dash: str = "–") -> str:
    """The years for a reader: ``1953``, ``1953–1954?``, ``ca. 1600``, ``after 1600``."""
    points = [at for at in (date.start, date.end) if at]
    if not points:
        return date.literal
    years = dash.join(_year(at) for at in points)
    if date.between and len(points) == 1:
        years = ("after " if date.start else "before ") + years
        return years + ("?" if date.uncertain else "")
    if date.approximate:
        years = "ca. " + years
    return years + ("?" if date.uncertain or date.between else "")


def _year(at: Point) -> str:
    return str(at.year) if at.year > 0 else f"{-at.year} BC"
