"""Findings: what a checker, a reader or an output has to say about a document.

A finding is data: a stable code, a severity, a place, a message, and where it can, a hint that
says how to mend it. Messages are made from the one catalogue in ``siglum.findings.catalogue``;
a Schematron finding brings its own message from the schema.

A checker is any callable that takes a document and yields findings. Nobody but ``siglum.cli``
prints them, and ``siglum.report`` alone knows the formats.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from siglum.findings.catalogue import CATALOGUE, Entry

__all__ = [
    "CATALOGUE",
    "Entry",
    "Finding",
    "FindingError",
    "Location",
    "Related",
    "Severity",
    "exit_code",
    "finding",
]


def __getattr__(name: str) -> object:
    """``CATALOGUE`` and ``Entry``, read when asked for: a clean document needs no messages."""
    if name in ("CATALOGUE", "Entry"):
        from siglum.findings import catalogue

        return getattr(catalogue, name)
    raise AttributeError(name)


class Severity(StrEnum):
    """How much a finding matters: only an error makes a document invalid."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Location(NamedTuple):
    """A place in a file.

    ``line`` and ``column`` count from 1, columns in Unicode characters; a finding about a whole
    file stands at 1:1. ``xpath`` is an XPath 1.0 expression that selects the node, with the
    prefix ``tei`` bound to the TEI namespace (see ``siglum.document.Document.xpath``), or empty.
    """

    file: str
    line: int = 1
    column: int = 1
    xpath: str = ""


class Related(NamedTuple):
    """A second place that a finding speaks of, such as the first of two equal ids."""

    location: Location
    message: str


class Finding(NamedTuple):
    """One thing found, at one place.

    ``code`` is stable across releases: a key of the catalogue, or the id of a Schematron rule.
    ``environment`` says that not the document but the call or the machine is at fault.
    """

    code: str
    severity: Severity
    location: Location
    message: str
    hint: str = ""
    related: tuple[Related, ...] = ()
    environment: bool = False


class FindingError(Exception):
    """An operation could not go on; ``finding`` says why, where, and what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def finding(
    code: str,
    location: Location,
    /,
    *,
    hint: str | None = None,
    related: Iterable[Related] = (),
    **values: object,
) -> Finding:
    """Make a finding from the catalogue's entry ``code``, its message filled in with ``values``.

    ``hint`` replaces the catalogue's own hint, which is filled in with the same values.

    Raises:
        KeyError: the catalogue has no such code, or a value of its message is missing.
    """
    from siglum.findings.catalogue import CATALOGUE

    entry = CATALOGUE[code]
    return Finding(
        code,
        Severity(entry.severity),
        location,
        entry.message.format_map(values),
        entry.hint.format_map(values) if hint is None else hint,
        tuple(related),
        entry.environment,
    )


def exit_code(findings: Iterable[Finding]) -> int:
    """0 where nothing is wrong, 1 where a document is at fault, 2 where the call or machine is."""
    code = 0
    for found in findings:
        if found.severity is Severity.ERROR:
            if found.environment:
                return 2
            code = 1
    return code
