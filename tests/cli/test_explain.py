"""``siglum explain``: an element by a schema, or a code."""

from pathlib import Path

import pytest
from siglum.cli import main

GRAMMAR = (
    '<grammar ns="http://www.tei-c.org/ns/1.0" xmlns="http://relaxng.org/ns/structure/1.0" '
    'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes" '
    'xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0">'
)
SCHEMA = f"""{GRAMMAR}
<include href="names.rng"/>
<start><ref name="letter"/></start>
<define name="letter"><element name="letter"><ref name="date"/>
  <oneOrMore><ref name="p"/></oneOrMore>
  <optional><attribute name="n"/></optional></element></define>
<define name="date"><element name="date">
  <a:documentation>when it was written</a:documentation>
  <attribute name="when"><a:documentation>in the form of ISO 8601</a:documentation>
    <data type="date"/></attribute>
  <optional><attribute name="cert"><choice><value>high</value><value>low</value></choice>
  </attribute></optional><empty/></element></define>
<define name="model.pLike"><choice><ref name="p"/><ref name="ab"/></choice></define>
<define name="p"><element name="p"><zeroOrMore><choice><text/><ref name="name"/>
  <ref name="model.pLike"/></choice></zeroOrMore></element></define>
<define name="ab"><element name="ab"><text/></element></define>
</grammar>"""
NAMES = f"""{GRAMMAR}<define name="name"><element name="name">
<a:documentation>the name of a person</a:documentation><text/></element></define></grammar>"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    Path("s.rng").write_text(SCHEMA)
    Path("names.rng").write_text(NAMES)


def explained(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["explain", *arguments]) == 0
    return capsys.readouterr().out


def test_what_an_element_may_contain_and_where_it_may_stand(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert explained(capsys, "p", "--schema", "s.rng") == (
        "<p>\nmay contain text and\n  model.pLike: ab, p\n  name\nmay stand in\n  letter, p\n"
        "has no attributes\n"
    )


def test_attributes_and_what_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    printed = explained(capsys, "<date>", "--schema", "s.rng")
    assert printed.startswith(
        "<date>\n  when it was written\nmay contain nothing\nmay stand in\n  letter\nattributes\n"
        "  @when (required): a date"
    )
    assert printed.endswith("\n    in the form of ISO 8601\n  @cert: high, low\n")
    assert "\nneeds <date> and <p>\nstands in nothing: it is a root\n" in explained(
        capsys, "letter", "--schema", "s.rng"
    )


def test_documentation_is_found_in_included_files(capsys: pytest.CaptureFixture[str]) -> None:
    assert explained(capsys, "name", "--schema", "s.rng") == (
        "<name>\n  the name of a person\nmay contain text\nmay stand in\n  p\nhas no attributes\n"
    )


def test_the_schema_of_the_project_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    Path("siglum.toml").write_text('schema = ["x.sch", "s.rng"]\n')
    assert explained(capsys, "ab").startswith("<ab>\nmay contain text\n")


def test_a_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert explained(capsys, "id-duplicate").startswith("id-duplicate (error)\n")


def test_what_is_neither(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "lettre", "--schema", "s.rng"]) == 2
    assert capsys.readouterr().err == (
        "s.rng:1:1: error [name-unknown] s.rng knows no element or rule lettre, and no finding has "
        "this code\n  hint: did you mean letter?\n"
    )
    assert main(["explain", "id-duplicat"]) == 2
    assert "did you mean id-duplicate" in capsys.readouterr().err


RULES = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
<pattern id="dates"><title>Dates of letters</title><p>A date must be <emph>one</emph> day.</p>
<rule context="date" id="date-rule"><p>See the guide, chapter 2.</p>
<assert test="@when castable as xs:date" id="day" role="warn" see="https://example.org/dates"
  diagnostics="how">The date <value-of select="@when"/> in <name/> is no day.</assert>
<report test="@cert" id="unsure">Is it?</report></rule></pattern>
<diagnostics><diagnostic id="how">write 1858-03-02, not {<value-of select="@when"/>}</diagnostic>
</diagnostics></schema>"""
DAY = (
    "day (warning)\n  Dates of letters\n  A date must be one day.\n  See the guide, chapter 2.\n"
    "for each date\nmust hold: @when castable as xs:date\n"
    "message: The date {@when} in {name(.)} is no day.\n"
    "hint: write 1858-03-02, not {{@when}}\nsee https://example.org/dates\n"
    "stands at r.sch:4:1\n"
)


def test_a_rule(capsys: pytest.CaptureFixture[str]) -> None:
    Path("r.sch").write_text(RULES)
    assert explained(capsys, "day", "--rules", "r.sch") == DAY
    assert explained(capsys, "day", "--schema", "r.sch") == DAY
    for around in ("dates", "date-rule"):
        assert explained(capsys, around, "--rules", "r.sch") == (
            f"{DAY}\nunsure (error)\n  Dates of letters\n  A date must be one day.\n"
            "  See the guide, chapter 2.\nfor each date\nis said if: @cert\nmessage: Is it?\n"
            "stands at r.sch:6:1\n"
        )


def test_a_rule_of_the_project_or_of_the_call_of_validate(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("r.sch").write_text(RULES)
    assert main(["validate", "--rules", "r.sch", "--explain", "day"]) == 0
    assert capsys.readouterr().out == DAY
    Path("siglum.toml").write_text('schema = ["s.rng"]\nrules = ["r.sch"]\n')
    assert explained(capsys, "day") == DAY
    printed = explained(capsys, "date")
    assert printed.startswith("<date>\n  when it was written\n")
    assert main(["explain", "dayy"]) == 2
    assert "hint: did you mean day?" in capsys.readouterr().err


def test_rules_embedded_in_a_grammar(capsys: pytest.CaptureFixture[str]) -> None:
    pattern = RULES.partition(">\n")[2].removesuffix("</schema>")
    pattern = pattern.replace("<pattern ", '<pattern xmlns="http://purl.oclc.org/dsdl/schematron" ')
    Path("e.rng").write_text(SCHEMA.replace("<start>", f"{pattern.partition('<diag')[0]}<start>"))
    assert explained(capsys, "unsure", "--schema", "e.rng").startswith("unsure (error)\n")


def test_the_description_of_a_constraint(capsys: pytest.CaptureFixture[str]) -> None:
    Path("o.xml").write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><elementSpec ident="p"><constraintSpec '
        'ident="no-n" scheme="schematron"><desc xml:lang="de">Absatz</desc><desc>No <gi>p</gi> '
        'is numbered.</desc><constraint xmlns:s="http://purl.oclc.org/dsdl/schematron">'
        '<s:report test="@n">!</s:report></constraint></constraintSpec></elementSpec></TEI>'
    )
    from siglum.schematron import outline

    [found] = outline("o.xml").about("no-n")
    assert found.texts == ("No p is numbered.",)
