"""A register of quotations as CSV and JSON.

The columns of the one are the keys of the other, in the same order. In CSV, what is several is
parted by ``; ``, and a cell that a spreadsheet would take for a formula is preceded by an
apostrophe.
"""

import csv
import io
import json
from collections.abc import Iterable

from siglum.quotations.model import Quotation

COLUMNS = (
    "file",
    "line",
    "id",
    "ids",
    "parts",
    "kind",
    "text",
    "speaker",
    "speaker_id",
    "source",
    "reference",
    "locator",
    "category",
    "language",
    "paragraph",
    "paragraph_id",
    "depth",
    "cert",
    "source_cert",
)


def to_csv(quotations: Iterable[Quotation]) -> str:
    """RFC 4180, with a header; lines end with CR LF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for quotation in quotations:
        writer.writerow([_cell(value) for value in record(quotation).values()])
    return out.getvalue()


def to_json(quotations: Iterable[Quotation]) -> str:
    """An array of objects, one a quotation, with the keys of ``COLUMNS``."""
    rows = [record(quotation) for quotation in quotations]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def record(quotation: Quotation) -> dict[str, str | int | list[str]]:
    """One quotation as JSON has it."""
    return {
        "file": quotation.location.file,
        "line": quotation.location.line,
        "id": quotation.ids[0] if quotation.ids else "",
        "ids": list(quotation.ids),
        "parts": quotation.parts,
        "kind": quotation.kind,
        "text": quotation.text,
        "speaker": [speaker.name or speaker.id for speaker in quotation.speakers],
        "speaker_id": [speaker.id for speaker in quotation.speakers],
        "source": list(quotation.sources),
        "reference": quotation.reference,
        "locator": list(quotation.locators),
        "category": list(quotation.categories),
        "language": quotation.language,
        "paragraph": quotation.paragraph,
        "paragraph_id": quotation.paragraph_id,
        "depth": quotation.depth,
        "cert": quotation.cert,
        "source_cert": quotation.source_cert,
    }


def _cell(value: str | int | list[str]) -> str | int:
    if isinstance(value, int):
        return value
    text = "; ".join(value) if isinstance(value, list) else value
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
