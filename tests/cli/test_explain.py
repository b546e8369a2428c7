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
        "s.rng:1:1: error [name-unknown] s.rng knows no element lettre, and no finding has this "
        "code\n  hint: did you mean letter?\n"
    )
    assert main(["explain", "id-duplicat"]) == 2
    assert "did you mean id-duplicate" in capsys.readouterr().err
