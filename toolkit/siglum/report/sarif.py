"""Findings as SARIF 2.1.0, which code hosts and editors read (OASIS Standard, 27 March 2020)."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from siglum import __version__
from siglum.findings import CATALOGUE, Finding, Location, Severity
from siglum.report.jsons import dumps

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(findings: Iterable[Finding]) -> str:
    """A log of one run; each code found is a rule with what the catalogue says of it.

    A finding about the call or the machine is no result but a notification of the invocation
    (§3.20.21), which then was not successful.
    """
    every = list(findings)
    results = [found for found in every if not found.environment]
    troubles = [found for found in every if found.environment]
    codes = sorted({found.code for found in results})
    index = {code: n for n, code in enumerate(codes)}
    invocation: dict[str, Any] = {
        "executionSuccessful": not any(f.severity is Severity.ERROR for f in troubles)
    }
    if troubles:
        invocation["toolExecutionNotifications"] = [
            {
                "descriptor": {"id": found.code},
                "level": _LEVELS[found.severity],
                "message": {"text": _message(found)},
                "locations": [_location(found.location)],
            }
            for found in troubles
        ]
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "siglum",
                        "version": __version__,
                        "rules": [_rule(code, results) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "invocations": [invocation],
                "results": [_result(found, index) for found in results],
            }
        ],
    }
    return dumps(log, indent=2) + "\n"


def _rule(code: str, results: list[Finding]) -> dict[str, Any]:
    entry = CATALOGUE.get(code)
    first = next(found for found in results if found.code == code)
    rule: dict[str, Any] = {
        "id": code,
        "shortDescription": {"text": code.replace("-", " ") if entry else first.message},
        "defaultConfiguration": {"level": _LEVELS[first.severity]},
    }
    if entry is not None and entry.explanation:
        rule["fullDescription"] = {"text": entry.explanation}
        rule["help"] = {"text": entry.explanation}
    return rule


def _result(found: Finding, index: dict[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": index[found.code],
        "level": _LEVELS[found.severity],
        "message": {"text": _message(found)},
        "locations": [_location(found.location)],
    }
    if found.related:
        result["relatedLocations"] = [
            {"id": n, **_location(related.location), "message": {"text": related.message}}
            for n, related in enumerate(found.related, 1)
        ]
    return result


def _message(found: Finding) -> str:
    return f"{found.message}\n{found.hint}" if found.hint else found.message


def _location(place: Location) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(place.file)},
            "region": {"startLine": place.line, "startColumn": place.column},
        }
    }
    if place.xpath:
        location["logicalLocations"] = [{"fullyQualifiedName": place.xpath, "kind": "element"}]
    return location


def _uri(name: str) -> str:
    path = Path(name)
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))
