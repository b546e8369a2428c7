"""W3C's datatypes, their facets and regular expressions, value by value."""

import pytest
from datatype_values import (
    CONTEXT,
    EXPRESSIONS,
    FACETS,
    NO_EXPRESSIONS,
    TYPES,
    WRONG,
    XSD,
    Case,
    Expression,
)
from siglum.relaxng import Schema
from siglum.relaxng.datatypes import DatatypeError, datatype
from siglum.relaxng.datatypes.regex import Regex, RegexError
from siglum.relaxng.datatypes.xsd import NAMES


def test_all_types_are_in_the_table() -> None:
    assert {case.name for case in TYPES} == NAMES


@pytest.mark.parametrize("case", [*TYPES, *FACETS], ids=lambda case: case.name)
def test_values(case: Case) -> None:
    kind = datatype(XSD, case.name, case.params)
    assert [value for value in case.valid if not kind.allows(value, CONTEXT)] == []
    assert [value for value in case.invalid if kind.allows(value, CONTEXT)] == []


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_wrong_facets(wrong: tuple[str, tuple[tuple[str, str], ...]]) -> None:
    with pytest.raises(DatatypeError):
        datatype(XSD, *wrong)


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=lambda e: e.source)
def test_expressions(expression: Expression) -> None:
    regex = Regex(expression.source)
    assert [text for text in expression.matches if not regex.matches(text)] == []
    assert [text for text in expression.others if regex.matches(text)] == []


@pytest.mark.parametrize("source", NO_EXPRESSIONS)
def test_no_expressions(source: str) -> None:
    with pytest.raises(RegexError):
        Regex(source)


@pytest.mark.parametrize(
    ("name", "one", "other", "same"),
    [
        ("decimal", "1.50", "01.5", True),
        ("float", "-0", "0", True),
        ("float", "NaN", "NaN", True),
        ("float", "0.1", "0.10000000149", True),
        ("double", "0.1", "0.10000000149", False),
        ("boolean", "1", "true", True),
        ("hexBinary", "0a", "0A", True),
        ("base64Binary", "Y Q = =", "YQ==", True),
        ("anyURI", "http://A/", "http://a/", False),
        ("language", "EN", "en", False),
        ("string", " a", "a", False),
        ("token", " a", "a", True),
        ("QName", "p:b", "b", False),
        ("date", "1924-12-17Z", "1924-12-17+00:00", True),
        ("date", "1924-12-17Z", "1924-12-17", False),
        ("time", "10:00:00Z", "12:00:00+02:00", True),
        ("time", f"10:00:00.{'0' * 60}1", "10:00:00", False),
        ("dateTime", "1924-12-17T24:00:00", "1924-12-18T00:00:00", True),
        ("duration", "P1Y", "P12M", True),
        ("duration", "P1M", "P30D", False),
        ("duration", f"PT0.{'0' * 60}1S", "PT0S", False),
    ],
)
def test_meanings(name: str, one: str, other: str, same: bool) -> None:
    kind = datatype(XSD, name)
    assert (kind.meaning(one, CONTEXT) == kind.meaning(other, CONTEXT)) is same


def test_long_values_take_no_time_of_their_own() -> None:
    digits = "9" * 1_000_000
    for name in ("decimal", "integer", "float", "gYear", "duration", "token", "anyURI"):
        datatype(XSD, name).allows(digits, CONTEXT)
    assert datatype(XSD, "decimal", (("fractionDigits", "1"),)).allows(
        "1." + "0" * 1_000_000, CONTEXT
    )


def test_entities_are_those_of_the_document() -> None:
    grammar = b"""<element name="a" xmlns="http://relaxng.org/ns/structure/1.0"
        datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
        <attribute name="picture"><data type="ENTITY"/></attribute></element>"""
    schema = Schema.from_bytes(grammar, "a.rng")
    doctype = (
        '<!DOCTYPE a [<!NOTATION png SYSTEM "image/png"><!ENTITY plan SYSTEM "plan.png" NDATA png>'
        '<!ENTITY word "word">]>'
    )
    assert not list(schema.validate(f'{doctype}<a picture="plan"/>'.encode()))
    [found] = schema.validate(f'{doctype}\n<a picture="word"/>'.encode(), name="a.xml")
    assert found.location.line == 2
    assert found.message == (
        "@picture on <a> cannot be 'word'; it must be: an unparsed entity that the document's DTD "
        "declares"
    )
