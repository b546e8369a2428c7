"""``siglum explain``: an element by a schema, or a code."""

from pathlib import Path

import pytest
from siglum.cli import main

RNC = """\
namespace a = "http://relaxng.org/ns/compatibility/annotations/1.0"
default namespace = "http://www.tei-c.org/ns/1.0"
include "names.rnc"
start = letter
letter = element letter { date, p+, attribute n { text }? }
date = element date {
  attribute when { xsd:date },
  attribute cert { "high" | "low" }?,
  empty
}
model.pLike = p | ab
p = element p { (text | name | model.pLike)* }
ab = element ab { text }
"""
NAMES = "name = element name { text }\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    Path("s.rnc").write_text(RNC)
    Path("names.rnc").write_text(NAMES)


def explained(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["explain", *arguments]) == 0
    return capsys.readouterr().out


def test_what_an_element_may_contain_and_where_it_may_stand(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert explained(capsys, "p", "--schema", "s.rnc") == (
        "<p>\nmay contain text and\n  model.pLike: ab, p\n  name\nmay stand in\n  letter, p\n"
        "has no attributes\n"
    )


def test_attributes_and_what_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    printed = explained(capsys, "<date>", "--schema", "s.rnc")
    assert printed.startswith("<date>\nmay contain nothing\nmay stand in\n  letter\nattributes\n")
    assert "  @when (required): a date, such as" in printed
    assert printed.endswith("  @cert: high, low\n")
    assert "\nneeds <date> and <p>\nstands in nothing: it is a root\n" in explained(
        capsys, "letter", "--schema", "s.rnc"
    )


def test_documentation_is_found_in_included_files(capsys: pytest.CaptureFixture[str]) -> None:
    Path("m.rng").write_text(
        '<grammar xmlns="http://relaxng.org/ns/structure/1.0" '
        'xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0">'
        '<include href="n.rng"/><start><ref name="x"/></start></grammar>'
    )
    Path("n.rng").write_text(
        '<grammar xmlns="http://relaxng.org/ns/structure/1.0" '
        'xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0"><define name="x">'
        '<element name="x"><a:documentation>an x</a:documentation><attribute name="k">'
        "<a:documentation>a k</a:documentation></attribute><text/></element></define></grammar>"
    )
    assert explained(capsys, "x", "--schema", "m.rng") == (
        "<x>\n  an x\nmay contain text\nstands in nothing: it is a root\nattributes\n"
        "  @k (required): text\n    a k\n"
    )


def test_the_schema_of_the_project_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    Path("siglum.toml").write_text('schema = ["x.sch", "s.rnc"]\n')
    assert explained(capsys, "ab").startswith("<ab>\nmay contain text\n")


def test_a_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert explained(capsys, "id-duplicate").startswith("id-duplicate (error)\n")


def test_what_is_neither(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "lettre", "--schema", "s.rnc"]) == 2
    assert capsys.readouterr().err == (
        "s.rnc:1:1: error [name-unknown] s.rnc knows no element lettre, and no finding has this "
        "code\n  hint: did you mean letter?\n"
    )
    assert main(["explain", "id-duplicat"]) == 2
    assert "did you mean id-duplicate?" in capsys.readouterr().err
