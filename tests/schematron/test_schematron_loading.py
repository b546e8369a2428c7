"""From a file or a text to rules."""

from pathlib import Path

import pytest
from conftest import ROOT
from siglum.document import parse, read
from siglum.findings import FindingError
from siglum.schematron import compile, load

SCH = 'xmlns="http://purl.oclc.org/dsdl/schematron"'
RULE = '<pattern><rule context="a"><report test="true()">Naïve.</report></rule></pattern>'


def test_text_that_declares_another_encoding_is_still_text() -> None:
    text = f'<?xml version="1.0" encoding="ISO-8859-1"?><schema {SCH}>{RULE}<zz/></schema>'
    rules = compile(text, name="rules.sch", base=None)
    said = [found.message for found in rules.check(parse(b"<a/>", name="a.xml"))]
    assert said == ["Naïve."]
    [found] = rules.findings
    assert (found.message, found.location.column) == (
        "<zz> has no meaning here, and is ignored",
        text.index("<zz/>") + 1,
    )


def test_text_without_a_folder_includes_nothing() -> None:
    rules = compile(f'<schema {SCH}><include href="x.sch"/></schema>', name="r.sch", base=None)
    assert [found.message for found in rules.findings] == [
        "'x.sch' cannot be included: no such file"
    ]


def test_a_schema_that_is_not_xml(tmp_path: Path) -> None:
    path = tmp_path / "rules.sch"
    path.write_text("pattern { }")
    with pytest.raises(FindingError) as raised:
        load(path)
    assert raised.value.finding.code == "xml-not-well-formed"


def test_a_schema_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FindingError) as raised:
        load(tmp_path / "rules.sch")
    assert raised.value.finding.code == "file-missing"


def test_a_customization_gives_the_rules_that_its_compiled_file_has() -> None:
    from_odd = load(ROOT / "schemas" / "siglum.odd")
    from_sch = load(ROOT / "schemas" / "siglum.sch")
    document = read(ROOT / "docs" / "examples" / "mistakes.xml")
    assert list(from_odd.check(document)) == list(from_sch.check(document)) != []


def test_one_text_is_compiled_once() -> None:
    text = f"<schema {SCH}>{RULE}</schema>"
    first, second = (compile(text, name="rules.sch", base=None) for _ in range(2))
    assert first.compiled.program is second.compiled.program


def test_an_odd_by_itself_gives_rules_with_implied_contexts() -> None:
    text = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><schemaSpec ident="s">
      <elementSpec ident="p"><constraintSpec ident="no-n" scheme="schematron"><constraint>
        <report {SCH} test="@n">A numbered <name/>.</report>
      </constraint></constraintSpec></elementSpec>
      <classSpec ident="c"><constraintSpec ident="lost" scheme="schematron"><constraint>
        <assert {SCH} test="@n">Where?</assert>
      </constraint></constraintSpec></classSpec>
      <exemplum><egXML xmlns="http://www.tei-c.org/ns/Examples">
        <assert {SCH} test="an example">No rule.</assert>
      </egXML></exemplum>
    </schemaSpec></TEI>"""
    rules = compile(text, name="some.odd", base=None)
    assert [(found.code, found.location.line) for found in rules.findings] == [
        ("schematron-context-missing", 6)
    ]
    source = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><p n="1"/><ab n="1"/></TEI>'
    said = list(rules.check(parse(source, name="t.xml")))
    assert [(found.code, found.message) for found in said] == [("no-n", "A numbered p.")]


def test_the_element_that_an_assertion_of_a_grammar_is_about() -> None:
    text = f"""<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="urn:n">
      <element name="a"><report {SCH} test="true()" id="by-name">!</report>
      <element><name ns="urn:m">b</name><report {SCH} test="true()" id="named">!</report></element>
      <element><anyName/><report {SCH} test="true()" id="any">!</report></element>
      <attribute name="n"><report {SCH} test="true()" id="attribute">!</report></attribute>
      </element></grammar>"""
    rules = compile(text, name="s.rng", base=None)
    assert [(found.code, found.location.line) for found in rules.findings] == [
        ("schematron-context-missing", 4)
    ]
    source = b'<a xmlns="urn:n" n=""><b xmlns="urn:m"/><c/></a>'
    assert [found.code for found in rules.check(parse(source, name="a.xml"))] == [
        "by-name",
        "attribute",
        "named",
    ]


def test_a_namespace_need_be_no_uri() -> None:
    text = f"""<schema {SCH} xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
      <xsl:function xmlns:f="urn:f" xmlns:odd="not a URI" odd:n="1" name="f:one">
        <xsl:sequence select="1"/></xsl:function>
      <pattern><rule context="*:b"><report xmlns:f="urn:f" test="f:one() = 1">
        <value-of select="namespace-uri()"/><odd:x xmlns:odd="http://[x"/></report></rule></pattern>
    </schema>"""
    rules = compile(text, name="r.sch", base=None)
    assert [found.code for found in rules.findings] == ["schematron-prefix-bound"]
    document = parse(b'<a><b xmlns="not a URI" xmlns:c="http://[x" c:n="1"/></a>', name="a.xml")
    assert [found.message for found in rules.check(document)] == ["not a URI"]
    assert "not a URI" in rules.svrl(document)
