"""CSV (RFC 4180, UTF-8, lines ended by a line feed): works, citations, or both in one table.

A cell that a spreadsheet would take for a formula is preceded by an apostrophe.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from siglum.bibliography.csl import sentences
from siglum.bibliography.dates import edtf, words
from siglum.bibliography.model import Citation, Work, Written

#: Column → CSL variable, for the columns that take a text over.
_TEXTS = {
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "edition": "edition",
    "publisher": "publisher",
    "place": "publisher-place",
    "series_number": "collection-number",
    "doi": "DOI",
    "url": "URL",
    "isbn": "ISBN",
    "issn": "ISSN",
    "number": "number",
    "language": "language",
    "archive_place": "archive-place",
    "archive": "archive",
    "shelfmark": "archive_location",
    "original_title": "original-title",
}
_NAMES = {"author": "author", "editor": "editor", "translator": "translator"}
WORK_COLUMNS = (
    "work", "type", *_NAMES, "title", "container", "series", "date", "date_edtf", *_TEXTS,
    "original_date", "notes", "remarks",
)  # fmt: skip
CITATION_COLUMNS = (
    "citation", "kind", "passage", "label", "elements", "quoted", "reference", "locator_label",
    "locator", "certainty", "line",
)  # fmt: skip


def write_works(works: Sequence[Work], citations: Sequence[Citation]) -> Written:
    """A row a work, with the labels of the passages that cite it."""
    rows = [
        {
            **_work(work),
            "cited_in": "; ".join(dict.fromkeys(c.label for c in citations if work.id in c.works)),
        }
        for work in works
    ]
    return _table((*WORK_COLUMNS, "cited_in"), rows)


def write_citations(citations: Sequence[Citation], works: Sequence[Work]) -> Written:
    """A row a citation and work, in the order of the text."""
    titles = {work.id: work for work in works}
    rows = []
    for number, citation in enumerate(citations, 1):
        for identity in citation.works or ("",):
            work = titles.get(identity)
            row = _citation(number, citation) | {"work": identity}
            rows.append(row | (_short(work) if work else {}))
    return _table((*CITATION_COLUMNS, "work", *_NAMES, "title", "date"), rows)


def write_both(works: Sequence[Work], citations: Sequence[Citation]) -> Written:
    """A row a citation and work with all that is known of both; then the works that none cites."""
    known = {work.id: work for work in works}
    rows: list[dict[str, str]] = []
    cited: set[str] = set()
    for number, citation in enumerate(citations, 1):
        cited.update(citation.works)
        for identity in citation.works or ("",):
            work = known.get(identity)
            rows.append(_citation(number, citation) | (_work(work) if work else {"work": identity}))
    rows.extend(_work(work) for work in works if work.id not in cited)
    return _table((*CITATION_COLUMNS, *WORK_COLUMNS), rows)


def _work(work: Work) -> dict[str, str]:
    row = _short(work) | {
        "work": work.id,
        "type": work.type,
        "container": work.container.plain,
        "series": work.collection.plain,
        "notes": sentences(work.notes),
        "remarks": sentences(work.remarks),
    }
    issued = work.dates.get("issued")
    row["date_edtf"] = edtf(issued) if issued else ""
    original = work.dates.get("original-date")
    row["original_date"] = words(original) if original else ""
    return row | {column: work.variables.get(name, "") for column, name in _TEXTS.items()}


def _short(work: Work) -> dict[str, str]:
    issued = work.dates.get("issued")
    row = {"title": work.title.plain or work.raw, "date": words(issued) if issued else ""}
    for column, role in _NAMES.items():
        row[column] = "; ".join(_inverted(work, role))
    return row


def _inverted(work: Work, role: str) -> Iterable[str]:
    from siglum.bibliography.writers.ris import person

    return [person(name) for name in work.names.get(role, ())]


def _citation(number: int, citation: Citation) -> dict[str, str]:
    return {
        "citation": str(number),
        "kind": citation.kind,
        "passage": " ".join(dict.fromkeys(p.id for p in citation.passages if p.id)),
        "label": citation.label,
        "elements": " ".join(citation.elements),
        "quoted": citation.quoted,
        "reference": citation.reference,
        "locator_label": citation.locators[0].label if citation.locators else "",
        "locator": ", ".join(locator.value for locator in citation.locators),
        "certainty": citation.cert,
        "line": str(citation.location.line),
    }


def _table(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> Written:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return Written(stream.getvalue())


def _cell(value: str) -> str:
    is_number = re.fullmatch(r"[-+]?\d[\d.,/-]*", value)
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t") and not is_number else value
