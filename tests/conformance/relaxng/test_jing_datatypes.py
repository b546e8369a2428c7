"""W3C's datatypes as Jing has them, but for what is argued in ``datatype_values.OTHERWISE``.

Jing is asked twice: for the schemas, each facet and expression on a line of its own, and for the
values, each on a line of a document.
"""

import re
import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from datatype_values import (
    EXPRESSIONS,
    FACETS,
    NO_EXPRESSIONS,
    OTHERWISE,
    TYPES,
    WRONG,
    XSD,
    Case,
)

_LINE = re.compile(r"(.*\.(?:xml|rng)):(\d+):(\d+): (?:error|fatal): (.*)")
_DOCTYPE = '<!DOCTYPE r [<!NOTATION n SYSTEM "n"><!ENTITY known SYSTEM "known" NDATA n>]>'

#: Expressions and facets of which Jing says otherwise, and why siglum does not follow it.
#: - Appendix F lets a hyphen be first or last in a class; Jing wants it escaped everywhere.
#: - Blocks of later versions of Unicode have names, too.
ONLY_OURS = frozenset(
    r"[-a] [a-] [a-c-] [^-a] [\d-] [--] [a--[b]] \p{IsTagalog} \p{IsGreekandCoptic}".split()
)
#: - Length is a facet of neither dates nor durations (§4.3.1.1).
#: - A facet is given once (Guidelines for using W3C XML Schema Datatypes with RELAX NG §2), and
#:   not both of an inclusive and an exclusive bound (§4.3.8.4); their order does not matter.
ONLY_JINGS = frozenset(
    {
        ("date", (("length", "10"),)),
        ("duration", (("minLength", "1"),)),
        (
            "string",
            (
                ("length", "1"),
                ("length", "1"),
            ),
        ),
        (
            "integer",
            (
                ("minInclusive", "1"),
                ("minInclusive", "2"),
            ),
        ),
        (
            "integer",
            (
                ("minInclusive", "1"),
                ("minExclusive", "2"),
            ),
        ),
    }
)


def lines_with_errors(schema: Path, document: Path) -> set[int]:
    """The lines of the schema, or where it is right of the document, that Jing has errors in."""
    command = shutil.which("jing")
    if command is None:
        pytest.skip("jing is not installed")
    done = subprocess.run(
        [command, "-i", str(schema), str(document)], capture_output=True, text=True, check=False
    )
    found = [_LINE.match(line) for line in done.stdout.splitlines() if ">>>>" not in line]
    assert all(found), done.stdout
    return {int(match[2]) for match in found if match}


def in_xml(text: str) -> str:
    return "".join(f"&#{ord(c)};" if c in "\t\n\r" else c for c in escape(text))


def written(cases: list[Case]) -> str:
    """A schema with an element for each case, on a line for each: ``c0`` is in the second line."""
    rows = [
        f'<element name="c{number}"><data type="{case.name}">'
        + "".join(f'<param name="{k}">{in_xml(v)}</param>' for k, v in case.params)
        + "</data></element>"
        for number, case in enumerate(cases)
    ]
    return (
        f'<element name="r" xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="{XSD}">'
        "<zeroOrMore><choice>\n" + "\n".join(rows) + "</choice></zeroOrMore></element>"
    )


def test_values(tmp_path: Path) -> None:
    cases = [*TYPES, *FACETS]
    cases += [
        Case("string", (("pattern", e.source),), e.matches, e.others)
        for e in EXPRESSIONS
        if e.source not in ONLY_OURS
    ]
    rows = [
        (number, case, value, value in case.valid)
        for number, case in enumerate(cases)
        for value in (*case.valid, *case.invalid)
    ]
    schema, document = tmp_path / "a.rng", tmp_path / "a.xml"
    schema.write_text(written(cases), encoding="utf-8")
    body = "\n".join(f"<c{number}>{in_xml(value)}</c{number}>" for number, _, value, _ in rows)
    document.write_text(f'{_DOCTYPE}<r xmlns:p="urn:p">\n{body}</r>', encoding="utf-8")
    refused = lines_with_errors(schema, document)
    other = [
        (case.name, case.params, value)
        for line, (_, case, value, valid) in enumerate(rows, 2)
        if valid is (line in refused)
    ]
    argued = {(name, (), value) for name, (_, values) in OTHERWISE.items() for value in values}
    assert set(other) == argued


def test_schemas(tmp_path: Path) -> None:
    wrong = [Case(name, params, (), ()) for name, params in WRONG]
    wrong += [Case("string", (("pattern", e),), (), ()) for e in NO_EXPRESSIONS]
    right = [Case("string", (("pattern", e.source),), (), ()) for e in EXPRESSIONS]
    schema, document = tmp_path / "a.rng", tmp_path / "a.xml"
    document.write_text("<r/>", encoding="utf-8")
    schema.write_text(written([*wrong, *right]), encoding="utf-8")
    refused = lines_with_errors(schema, document)
    passed = {(c.name, c.params) for line, c in enumerate(wrong, 2) if line not in refused}
    assert passed == ONLY_JINGS
    failed = {c.params[0][1] for n, c in enumerate(right, 2 + len(wrong)) if n in refused}
    assert failed == ONLY_OURS
