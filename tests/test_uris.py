"""References that only look like URIs lead nowhere, and stop nothing."""

from pathlib import Path

import pytest
from siglum.cli import main
from siglum.document.uris import urljoin, urlsplit

TEI = 'xmlns="http://www.tei-c.org/ns/1.0"'
GOOD = f"<TEI {TEI}><teiHeader/><text><body><p>x</p></body></text></TEI>"
RNG = 'xmlns="http://relaxng.org/ns/structure/1.0"'
SCH = 'xmlns="http://purl.oclc.org/dsdl/schematron"'
XML_CATALOG = 'xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog"'

FILES = {
    "good.xml": GOOD,
    "base.xml": GOOD.replace(
        "<p>", '<p xml:base="http://[a"><ptr target="http://[b"/><ptr target="//[c"/>'
    ),
    "model.xml": f'<?xml-model href="http://[a.rng"?>{GOOD}',
    "far.xml": f'<?xml-model href="http://example.org/a.rng"?>{GOOD}',
    "include.rng": f'<grammar {RNG}><include href="http://[a"/></grammar>',
    "include.rnc": 'include "http://[a"',
    "include.sch": f'<schema {SCH}><include href="http://[a"/></schema>',
    "catalog.xml": f'<catalog {XML_CATALOG} xml:base="http://[a">'
    '<uri name="http://example.org/a.rng" uri="http://[b"/></catalog>',
    "source.odd": f'<TEI {TEI}><text><body><schemaSpec ident="s"><elementRef key="p" source="http://[a"/></schemaSpec></body></text></TEI>',
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SIGLUM_STORE", str(tmp_path / "store"))
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("call", "code", "expected"),
    [
        ("validate --only links base.xml", 0, "1 document checked (links): no errors"),
        ("validate model.xml", 2, "model.xml:1:1: error [schema-elsewhere] the schema http://[a.rng"),
        ("validate --catalog catalog.xml far.xml", 2, "[schema-elsewhere]"),
        ("validate --schema include.rng good.xml", 2, "[schema-syntax]"),
        ("validate --schema include.rnc good.xml", 2, "[schema-syntax]"),
        ("validate --schema include.sch good.xml", 2, "[schematron-include-remote]"),
        ("odd compile source.odd", 2, "[odd-web] http://[a is on the web"),
        ("schema add http://[a", 2, "[schema-fetch] http://[a cannot be fetched"),
        ("text base.xml", 0, "x\n"),
        ("cite base.xml", 0, ""),
    ],
)  # fmt: skip
def test_every_command(
    call: str, code: int, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(call.split()) == code
    said = "".join(capsys.readouterr())
    assert expected in said
    assert "internal-error" not in said


def test_what_is_a_uri_is_joined_and_split_as_ever() -> None:
    assert urljoin("http://example.org/a/b", "../c#d") == "http://example.org/c#d"
    assert urljoin("http://example.org/a/b", "http://[c") == "http://[c"
    assert urljoin("http://[a", "c.xml") == "c.xml"
    assert urlsplit("http://example.org/a?b#c")[:3] == ("http", "example.org", "/a")
    assert urlsplit("http://[a")[:3] == ("http", "", "//[a")
    assert urlsplit("//[a")[:3] == ("", "", "//[a")
