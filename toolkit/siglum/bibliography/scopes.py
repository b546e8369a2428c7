"""Parts of a work: volume, issue, pages and the like, from ``biblScope`` and ``citedRange``."""

import re

from siglum.bibliography.facts import ScopeFacts

#: What the unit of a scope may be called → the CSL variable.
VARIABLES = {
    name: variable
    for variable, names in {
        "volume": "volume volumes vol vols v band bd tome tom tomus t",
        "issue": "issue issues number numbers nr no num numéro heft nummer fascicle fasc",
        "page": "page pages pp p pg seite seiten folio fol fols f ff leaf leaves",
        "chapter-number": "chapter chapters chap ch kapitel",
        "part-number": "part parts pt teil",
        "section": "section sections sect sec",
        "number": "entry article art reportnumber",
        "supplement-number": "supplement suppl",
    }.items()
    for name in names.split()
}

#: The unit of a locator → CSL's label for it (CSL 1.0.2, "Locators").
LABELS = {
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "chapter-number": "chapter",
    "part-number": "part",
    "section": "section",
}
_LABELS = {
    "line": "line",
    "lines": "line",
    "l": "line",
    "ll": "line",
    "verse": "verse",
    "verses": "verse",
    "column": "column",
    "col": "column",
    "book": "book",
    "paragraph": "paragraph",
    "para": "paragraph",
    "figure": "figure",
    "fig": "figure",
    "note": "note",
    "footnote": "note",
    "folio": "folio",
    "fol": "folio",
    "act": "act",
    "scene": "scene",
    "canon": "canon",
    "table": "table",
    "equation": "equation",
    "timestamp": "timestamp",
    "time": "timestamp",
    "opus": "opus",
}

_PREFIX = re.compile(
    r"""^(?:
      (?P<volume>vols?|volumes?|bde?|band|tome|t)
    | (?P<issue>nos?|nrs?|n[°º]|№|issues?|iss|heft|h|fasc)
    | (?P<page>pp?|pages?|pgs?|s|seiten?)
    | (?P<folio>fols?|ff?|folios?)
    | (?P<chapter>chap(?:ter)?s?|ch|kap(?:itel)?|cap)
    | (?P<part>parts?|pt|teil)
    | (?P<section>sections?|sect?)
    )\b\.?\s*(?=[\d\[(]|[IVXLCDMivxlcdm]+\b)""",
    re.VERBOSE | re.IGNORECASE,
)


def value(scope: ScopeFacts) -> str:
    """The value of a scope: the range of ``@from`` and ``@to``, else its text without a label."""
    start, end = scope["from"].strip(), scope["to"].strip()
    if start and end:
        return start if start == end else f"{start}–{end}"
    if start:
        return f"{start}+" if re.search(r"from|ff|sqq|–\s*$|-\s*$", scope["text"]) else start
    bare = _PREFIX.sub("", scope["text"]).strip(" .,;:")
    return bare or scope["n"].strip() or end


def variable(scope: ScopeFacts) -> str:
    """The CSL variable that a scope fills; empty where CSL has none."""
    unit = re.sub(r"[\s.]", "", scope["unit"])
    if scope["series"]:
        return "collection-number" if not unit or VARIABLES.get(unit) in _SERIAL else ""
    if unit:
        return VARIABLES.get(unit, "")
    prefix = _PREFIX.match(scope["text"])
    if prefix and prefix.lastgroup:
        return VARIABLES[prefix.lastgroup]
    return "page" if re.fullmatch(r"[\dxvilc]+\s*[-–]\s*[\dxvilc]+", scope["text"]) else ""


_SERIAL = {"volume", "issue", "number", "part-number"}


def label(scope: ScopeFacts) -> str:
    """CSL's label for a locator, or the unit itself; ``page`` for a bare number without a unit."""
    unit = re.sub(r"[\s.]", "", scope["unit"])
    if unit in _LABELS:
        return _LABELS[unit]
    if unit:
        return LABELS.get(VARIABLES.get(unit, ""), unit)
    prefix = _PREFIX.match(scope["text"])
    if prefix and prefix.lastgroup:
        return prefix.lastgroup
    return (
        "page"
        if re.fullmatch(r"[\dxvilcr]+[rv]?(?:\s*[-–]\s*[\dxvilc]+[rv]?)?", value(scope))
        else ""
    )
