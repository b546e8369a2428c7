"""RIS, as reference managers exchange it: a tag, two spaces, a hyphen, a value, a line."""

import re
from collections.abc import Iterator, Sequence

from siglum.bibliography.dates import words
from siglum.bibliography.model import Date, Name, Work, Written
from siglum.findings import Finding, finding

#: CSL type → the type of the reference.
TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "graphic": "ART",
    "hearing": "HEAR",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "MANSCPT",
    "map": "MAP",
    "motion_picture": "VIDEO",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "patent": "PAT",
    "personal_communication": "PCOMM",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "software": "COMP",
    "song": "SOUND",
    "thesis": "THES",
    "webpage": "ELEC",
}
_NAMES = (
    ("author", "AU"),
    ("container-author", "A2"),
    ("editor", "ED"),
    ("collection-editor", "A3"),
    ("translator", "A4"),
)
_TEXTS = (
    ("title-short", "ST"),
    ("container-title-short", "J2"),
    ("issue", "IS"),
    ("number", "M1"),
    ("edition", "ET"),
    ("number-of-volumes", "NV"),
    ("publisher", "PB"),
    ("genre", "M3"),
    ("DOI", "DO"),
    ("URL", "UR"),
    ("PMID", "AN"),
    ("PMCID", "C2"),
    ("archive_location", "CN"),
    ("language", "LA"),
    ("abstract", "AB"),
    ("keyword", "KW"),
)
#: What has no tag and becomes a note with its name.
_NOTED = {
    "part-number": "Part",
    "supplement-number": "Supplement",
    "number-of-pages": "Number of pages",
    "call-number": "Call number",
    "archive_collection": "Collection",
    "reviewed-title": "Review of",
}


def write(works: Sequence[Work]) -> Written:
    """The works as RIS records, in the order given; markup within titles is lost, and said so."""
    lost: list[Finding] = []
    records = []
    for work in works:
        lines = [
            f"{tag}  - {_line(value)}".rstrip() for tag, value in _fields(work) if _line(value)
        ]
        records.append("\n".join([f"TY  - {TYPES.get(work.type, 'GEN')}", *lines, "ER  - "]) + "\n")
        for text in (work.title, work.container, work.collection):
            if any(run.styles for run in text.runs):
                what = f"the markup within {text.plain!r}"
                lost.append(
                    finding(
                        "citation-format-loss", work.location, format="RIS", what=what, work=work.id
                    )
                )
    return Written("\n".join(records), tuple(lost))


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    variables = dict(work.variables)
    yield "ID", work.id
    for role, tag in _NAMES:
        for name in work.names.get(role, ()):
            yield tag, person(name)
    yield "TI", work.title.plain
    event = variables.pop("event-title", "")
    yield "T2", work.container.plain or event
    yield "T3", work.collection.plain
    yield from _issued(work.dates.get("issued"))
    volume, series = variables.get("volume", ""), variables.get("collection-number", "")
    yield "VL", volume or series
    for variable, tag in _TEXTS:
        yield tag, variables.get(variable, "")
    start, end = _pages(variables.get("page", ""))
    yield "SP", start
    yield "EP", end
    yield "SE", variables.get("chapter-number") or variables.get("section", "")
    place, held = variables.get("publisher-place", ""), variables.get("event-place", "")
    yield "CY", place or held
    numbers = [n for n in (variables.get("ISBN", ""), variables.get("ISSN", "")) if n]
    yield "SN", "".join(numbers[:1])
    yield "AD", ", ".join(filter(None, (variables.get("archive-place"), variables.get("archive"))))
    accessed = work.dates.get("accessed")
    yield "Y2", _slashed(accessed) if accessed else ""
    yield "OP", _original(work)
    for note in work.notes:
        yield "N1", note
    yield "N1", f"Event: {event}" if work.container and event else ""
    yield "N1", f"Event place: {held}" if place and held else ""
    yield "N1", f"Series number: {series}" if volume and series else ""
    yield "N1", f"ISSN: {numbers[1]}" if len(numbers) > 1 else ""
    if variables.get("chapter-number") and variables.get("section"):
        yield "N1", f"Section: {variables['section']}"
    for variable, label in _NOTED.items():
        yield "N1", f"{label}: {variables[variable]}" if variables.get(variable) else ""
    known = {role for role, _ in _NAMES}
    for role, names in work.names.items():
        if role not in known:
            yield "N1", f"{role.replace('-', ' ').capitalize()}: " + "; ".join(map(person, names))
    if "event-date" in work.dates:
        yield "N1", f"Event date: {_slashed(work.dates['event-date'])}"
    for remark in work.remarks:
        yield "N1", remark


def person(name: Name) -> str:
    """``particle Family, Given, Suffix``."""
    if name.literal:
        return name.literal
    family = f"{name.particle} {name.family}".strip()
    return ", ".join(
        [family, name.given, name.suffix] if name.suffix else filter(None, (family, name.given))
    )


def _issued(date: Date | None) -> Iterator[tuple[str, str]]:
    """The year alone, and the date with what else is known of it in its fourth part."""
    if date is None:
        return
    first = date.start or date.end
    if first and first.year > 0:
        yield "PY", f"{first.year:04}"
    if first is None or first.year <= 0 or first.month or date.end or not date.sure:
        yield "DA", _slashed(date)


def _slashed(date: Date) -> str:
    """``YYYY/MM/DD/other``, parts that are not known empty."""
    first = date.start or date.end
    if first is None or first.year <= 0:
        return f"///{words(date).replace('/', '-')}"
    month = f"{first.month:02}" if first.month else ""
    day = f"{first.day:02}" if first.day else ""
    plain = date.sure and not date.end
    return f"{first.year:04}/{month}/{day}/{'' if plain else _other(date)}"


def _other(date: Date) -> str:
    exact = [at for at in (date.start, date.end) if at and at.month]
    shown = words(date)
    if exact and date.end:
        shown += (
            " ("
            + " to ".join(
                "-".join(f"{part:02}" for part in at if part) for at in (date.start, date.end) if at
            )
            + ")"
        )
    return shown.replace("/", "-")


def _pages(text: str) -> tuple[str, str]:
    match = re.fullmatch(r"([^\s–—,;-]+)\s*[-–—]+\s*([^\s–—,;-]+)", text)
    return (match.group(1), match.group(2)) if match else (text, "")


def _original(work: Work) -> str:
    variables = work.variables
    where = ": ".join(
        filter(
            None, (variables.get("original-publisher-place"), variables.get("original-publisher"))
        )
    )
    date = words(work.dates["original-date"]) if "original-date" in work.dates else ""
    return ", ".join(filter(None, (variables.get("original-title", ""), where, date)))


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
