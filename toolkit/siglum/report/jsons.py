"""Findings as a JSON array; ``schemas/findings.schema.json`` describes it."""

import json
import re
from collections.abc import Iterable

from siglum.findings import Finding


def render(findings: Iterable[Finding]) -> str:
    """An array of objects, one a line, with the keys of ``record`` in that order."""
    rows = [dumps(record(found)) for found in findings]
    return "[" + ",".join("\n  " + row for row in rows) + ("\n]\n" if rows else "]\n")


def dumps(value: object, *, indent: int | None = None) -> str:
    """JSON that is safe on a terminal: no character in it is a command to one, or reorders it."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _COMMANDS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


_COMMANDS = re.compile("[\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069]")


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
