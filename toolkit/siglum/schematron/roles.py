"""From a rule's ``role`` (or ``severity``, or ``flag``) to the severity of its findings."""

from collections.abc import Iterable

from siglum.findings import Severity

#: What the field writes. TEI's ``nonfatal`` marks usage that is discouraged, not forbidden.
SEVERITIES: dict[str, Severity] = {
    "fatal": Severity.ERROR,
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "warn": Severity.WARNING,
    "caution": Severity.WARNING,
    "nonfatal": Severity.WARNING,
    "non-fatal": Severity.WARNING,
    "info": Severity.INFO,
    "information": Severity.INFO,
    "informational": Severity.INFO,
    "hint": Severity.INFO,
    "note": Severity.INFO,
    "notice": Severity.INFO,
    "tip": Severity.INFO,
    "debug": Severity.INFO,
    "trace": Severity.INFO,
}


def severity(words: Iterable[str]) -> Severity:
    """The severity that the first telling word names, whatever its case; an error by default.

    The caller puts the assertion's own words before those of its rule and its pattern.
    """
    for word in words:
        for part in word.lower().split():
            if part in SEVERITIES:
                return SEVERITIES[part]
    return Severity.ERROR
