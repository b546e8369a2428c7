"""Where other processors of ODDs fail without a word, or make a schema that cannot be used."""

import subprocess
from pathlib import Path

import pytest
from siglum import odd, schematron
from siglum.cli import main
from siglum.document import parse
from siglum.relaxng import Schema

SOURCE = Path(__file__).with_name("source.xml")
TEI = "http://www.tei-c.org/ns/1.0"
MODULES = "".join(f'<moduleRef key="{k}"/>' for k in ("tei", "core", "header", "textstructure"))
SCH = 'xmlns:sch="http://purl.oclc.org/dsdl/schematron"'


def write(folder: Path, specs: str) -> Path:
    path = folder / "test.odd"
    path.write_text(
        f'<TEI xmlns="{TEI}" {SCH} xmlns:r="http://relaxng.org/ns/structure/1.0"><text><body>'
        f'<schemaSpec ident="test" start="TEI">{MODULES}{specs}</schemaSpec></body></text></TEI>',
        encoding="utf-8",
    )
    return path


def codes(compiled: odd.Compiled) -> list[str]:
    return [found.code for found in compiled.findings]


def is_valid(compiled: odd.Compiled, body: str) -> bool:
    schema = Schema.from_bytes(compiled.rng().encode(), "test.rng")
    document = f'<TEI xmlns="{TEI}"><text><body>{body}</body></text></TEI>'
    return not list(schema.validate(document.encode()))


def test_an_error_is_an_exit_code_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, '<moduleRef key="nonsense"/>')
    assert main(["odd", "compile", str(path), "--tei", str(SOURCE)]) == 1
    assert "[odd-module-unknown] there is no module nonsense" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["test.odd"]


def test_a_warning_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, '<elementSpec ident="nonsense" mode="delete"/>')
    assert main(["odd", "compile", str(path), "--tei", str(SOURCE), "--to", "rng"]) == 0
    assert "[odd-delete-unknown] there is no nonsense to delete" in capsys.readouterr().err
    assert (tmp_path / "test.rng").is_file()


def test_adding_what_exists_keeps_the_addition(tmp_path: Path) -> None:
    """Elsewhere both definitions are dropped, and the schema does not load."""
    specs = """<elementSpec ident="hi" mode="add"><classes><memberOf key="model.phrase"/></classes>
      <content><empty/></content></elementSpec>"""
    compiled = odd.compile(write(tmp_path, specs), tei=SOURCE)
    assert codes(compiled) == ["odd-redefined"]
    assert is_valid(compiled, "<p><hi/></p>")
    assert not is_valid(compiled, "<p><hi>x</hi></p>")


@pytest.mark.parametrize(
    ("mode", "code"),
    [
        ("change", "odd-spec-unknown"),
        ("replace", "odd-spec-unknown"),
        ("delete", "odd-delete-unknown"),
    ],
)
@pytest.mark.parametrize("kind", ["elementSpec", "classSpec", "macroSpec", "dataSpec"])
def test_nothing_to_change_is_not_silent(tmp_path: Path, kind: str, mode: str, code: str) -> None:
    content = "" if kind == "classSpec" or mode == "delete" else "<content><empty/></content>"
    specs = f'<{kind} ident="nonsense" mode="{mode}">{content}</{kind}>'
    assert codes(odd.compile(write(tmp_path, specs), tei=SOURCE)) == [code]


def test_a_changed_attribute_keeps_its_namespace(tmp_path: Path) -> None:
    specs = """<classSpec ident="att.typed" type="atts" mode="change"><attList>
      <attDef ident="role" ns="urn:a" mode="add"/></attList></classSpec>
      <elementSpec ident="div" mode="change"><attList>
      <attDef ident="role" mode="change"><desc>what for</desc></attDef></attList></elementSpec>"""
    compiled = odd.compile(write(tmp_path, specs), tei=SOURCE)
    assert is_valid(compiled, "<div xmlns:a='urn:a' a:role='x'/>")
    assert not is_valid(compiled, "<div role='x'/>")


def test_a_thousand_declarations_of_a_prefix(tmp_path: Path) -> None:
    """Elsewhere each becomes a namespace of the stylesheet, which overflows."""
    rule = """<elementSpec ident="e{0}" mode="add"><classes><memberOf key="model.phrase"/></classes>
      <content><textNode/></content><constraintSpec ident="r{0}" scheme="schematron"><constraint>
      <sch:ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/><sch:rule context="t:e{0}">
      <sch:report test="true()">e{0}</sch:report></sch:rule></constraint></constraintSpec>
      </elementSpec>"""
    specs = "".join(rule.format(number) for number in range(1000))
    compiled = odd.compile(write(tmp_path, specs), tei=SOURCE)
    rules = schematron.compile(compiled.sch(), name="test.sch", base=None)
    assert rules.findings == ()
    document = f'<TEI xmlns="{TEI}"><text><body><p><e7/><e999/></p></body></text></TEI>'
    assert [found.message for found in rules.check(parse(document.encode()))] == ["e7", "e999"]


def test_undeclared_prefixes_do_not_stop_the_rules(tmp_path: Path) -> None:
    specs = """<constraintSpec ident="r" scheme="schematron"><constraint>
      <sch:rule context="tei:p"><sch:report test="xs:integer(@n) gt 1">many</sch:report></sch:rule>
      </constraint></constraintSpec>"""
    compiled = odd.compile(write(tmp_path, specs), tei=SOURCE)
    rules = schematron.compile(compiled.sch(), name="test.sch", base=None)
    document = f'<TEI xmlns="{TEI}"><text><body><p n="2"/></body></text></TEI>'
    assert [found.message for found in rules.check(parse(document.encode()))] == ["many"]


def test_a_wildcard_over_identified_elements_does_not_stop_a_validator(tmp_path: Path) -> None:
    """Elsewhere the schema loads only where nobody checks ids."""
    specs = '<elementSpec ident="p" mode="change"><content><anyElement except="urn:x"/></content>'
    compiled = odd.compile(write(tmp_path, specs + "</elementSpec>"), tei=SOURCE)
    schema = Schema.from_bytes(compiled.rng().encode(), "test.rng")
    assert codes(compiled) == []
    assert schema.findings == ()
    twice = f'<TEI xmlns="{TEI}"><text><body><p><hi xml:id="a"/></p><p xml:id="a"><z/></p></body>'
    found = schema.validate(f"{twice}</text></TEI>".encode())
    assert [f.code for f in found] == ["id-duplicate"]


def test_types_that_conflict_are_told_and_given_up(tmp_path: Path) -> None:
    (tmp_path / "x.rng").write_text(
        '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><define name="x"><element><anyName/>'
        "<zeroOrMore><attribute><anyName/></attribute></zeroOrMore><text/></element></define>"
        "<start><ref name='x'/></start></grammar>",
        encoding="utf-8",
    )
    specs = """<moduleRef url="x.rng"/><elementSpec ident="hi" mode="change"><content>
      <r:ref name="x"/></content></elementSpec>"""
    compiled = odd.compile(write(tmp_path, specs), tei=SOURCE)
    assert codes(compiled) == ["odd-id-conflict"]
    assert Schema.from_bytes(compiled.rng().encode(), "test.rng").findings == ()
    (tmp_path / "test.rng").write_text(compiled.rng(), encoding="utf-8")
    (tmp_path / "test.xml").write_text(
        f'<TEI xmlns="{TEI}"><text><body><p xml:id="a"><hi><p xml:id="a">x</p></hi></p></body>'
        "</text></TEI>",
        encoding="utf-8",
    )
    try:
        done = subprocess.run(
            ["jing", "test.rng", "test.xml"],  # wherever it is installed
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        pytest.skip("jing is not installed")
    assert done.stdout == ""


def test_what_is_deleted_and_then_added_is_replaced_without_a_word(tmp_path: Path) -> None:
    specs = (
        '<elementSpec ident="hi" mode="delete"/><elementSpec ident="hi" mode="add">'
        '<classes><memberOf key="model.phrase"/></classes><content><empty/></content></elementSpec>'
    )
    compiled = odd.compile(write(tmp_path, specs), tei=SOURCE)
    assert codes(compiled) == []
    assert "hi" in compiled.customization.elements
