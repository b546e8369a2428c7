"""Findings as GitHub Actions annotations: ``::error file=…,line=…,col=…::message``."""

from collections.abc import Iterable

from siglum.findings import Finding, Severity
from siglum.report import visible

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(findings: Iterable[Finding]) -> str:
    """One workflow command a finding, a line each; the hint follows the message."""
    return "".join(_command(found) for found in findings)


def _command(found: Finding) -> str:
    place = found.location
    message = f"{found.message}\n{found.hint}" if found.hint else found.message
    return (
        f"::{_COMMANDS[found.severity]} file={_property(place.file)},line={place.line},"
        f"col={place.column},title={_property(found.code)}::{_data(visible(message, lines=True))}\n"
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
