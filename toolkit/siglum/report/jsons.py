"""Findings as a JSON array; ``schemas/findings.schema.json`` describes it."""

import json
from collections.abc import Iterable

from siglum.findings import Finding


def render(findings: Iterable[Finding]) -> str:
    """An array of objects, one a line, with the keys of ``record`` in that order."""
    rows = [json.dumps(record(found), ensure_ascii=False) for found in findings]
    return "[" + ",".join("\n  " + row for row in rows) + ("\n]\n" if rows else "]\n")


def record(found: Finding) -> dict[str, str | int]:
    """One finding as JSON has it; what a finding has not is an empty string."""
    place = found.location
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "xpath": place.xpath,
        "code": found.code,
        "severity": str(found.severity),
        "message": found.message,
        "hint": found.hint,
    }
