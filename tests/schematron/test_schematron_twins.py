"""Rules that were compiled from a customization are spoken of where they stand in it."""

from pathlib import Path

import pytest
from siglum.cli import main

ODD = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:sch="http://purl.oclc.org/dsdl/schematron">
<text><body><schemaSpec ident="m" start="p" ns="">
  <elementSpec ident="p" module="m"><classes/><content><textNode/></content>
    <constraintSpec ident="first" scheme="schematron"><desc>How many there are.</desc>
      <constraint>
        <sch:assert test="count(b) = = 1">One.</sch:assert>
        <sch:report test="xs:integer(.) &gt; 1"
          >Two <sch:value-of select="1 +"/>.</sch:report>
      </constraint>
    </constraintSpec>
    <constraintSpec ident="second" scheme="schematron"><constraint>
      <sch:rule context="p[@"><sch:assert test="b">One.</sch:assert></sch:rule>
    </constraint></constraintSpec>
  </elementSpec>
</schemaSpec></body></text></TEI>
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("m.odd").write_text(ODD)
    Path("p.xml").write_text("<p>x</p>")


def test_findings_on_the_rules_of_a_customization(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "--only", "rules", "--schema", "m.odd", "p.xml"]) == 2
    printed = capsys.readouterr().out.splitlines()
    assert [line for line in printed if not line.startswith(" ")] == [
        "m.odd:6:38: error [schematron-expression] the assertion 'count(b) = = 1' does not "
        "compile: unexpected token =",
        "m.odd:8:41: error [schematron-expression] the value '1 +' does not compile: it ends too "
        "soon",
        "m.odd:12:17: error [schematron-expression] the context 'p[@' does not compile: "
        "unrecognized node test",
        "p.xml:1:1: error [schematron-failed] the report 'xs:integer(.) > 1' cannot be evaluated "
        'here: cannot convert string "x" to an integer',
        "1 document checked (rules): 4 errors, no warnings",
    ]
    assert "  hint: the rule stands at m.odd:7:21; mend it there, or what it meets here" in printed


def test_a_rule_of_a_customization_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "p-first", "--schema", "m.odd"]) == 0
    assert capsys.readouterr().out == (
        "p-first (error)\n  How many there are.\nfor each p\nmust hold: count(b) = = 1\n"
        "message: One.\nstands at m.odd:6:9\n"
        "\np-first (error)\n  How many there are.\nfor each p\nis said if: xs:integer(.) > 1\n"
        "message: Two {1 +}.\nstands at m.odd:7:9\n"
    )
