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


def test_a_rule_from_another_file_of_the_customization(
    capsys: pytest.CaptureFixture[str],
) -> None:
    specifications = ODD[ODD.index("  <elementSpec") : ODD.index("</schemaSpec>")]
    head = ODD[: ODD.index("  <elementSpec")]
    group = f'<specGrp xmlns="http://www.tei-c.org/ns/1.0" xml:id="g">\n{specifications}</specGrp>'
    group = group.replace("xml:id", 'xmlns:sch="http://purl.oclc.org/dsdl/schematron" xml:id')
    Path("g.xml").write_text(group)
    Path("n.odd").write_text(
        f'{head}<specGrpRef target="g.xml#g"/></schemaSpec></body></text></TEI>'
    )
    for _ in range(2):  # compiled, and out of the cache
        assert main(["validate", "-q", "--only", "rules", "--schema", "n.odd", "p.xml"]) == 2
        printed = capsys.readouterr().out.splitlines()
        assert [line.partition(" error ")[0] for line in printed if not line.startswith(" ")] == [
            f"{Path('g.xml').absolute()}:{place}" for place in ("5:38:", "7:41:", "11:17:")
        ] + ["p.xml:1:1:"]


def test_a_place_that_the_schema_includes_by_its_address(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("below").mkdir()
    Path("below/part.sch").write_text(
        '<pattern xmlns="http://purl.oclc.org/dsdl/schematron"><rule context="p">'
        '<report test="true()" id="r">found</report></rule></pattern>'
    )
    Path("r.sch").write_text(
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron">'
        '<include href="https://example.org/part.sch"/></schema>'
    )
    Path("catalog.xml").write_text(
        '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">'
        '<uri name="https://example.org/part.sch" uri="below/part.sch"/></catalog>'
    )
    call = ["validate", "-q", "--only", "rules", "--rules", "r.sch", "p.xml"]
    assert main([*call, "--catalog", "catalog.xml"]) == 1
    assert capsys.readouterr().out.startswith("p.xml:1:1: error [r] found\n")
    assert main(call) == 2
    assert "'https://example.org/part.sch' is not a local file" in capsys.readouterr().out
