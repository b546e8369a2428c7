"""Findings to text, JSON, SARIF and GitHub annotations."""

from collections.abc import Iterable
from typing import TextIO

from siglum.findings import Finding


def print_findings(findings: Iterable[Finding], *, stream: TextIO) -> None:
    """Print findings as plain text, a line or more each."""
    for found in findings:
        place = found.location
        stream.write(
            f"{place.file}:{place.line}:{place.column}: "
            f"{found.severity} [{found.code}] {found.message}\n"
        )
        if found.hint:
            stream.write(f"  hint: {found.hint}\n")
