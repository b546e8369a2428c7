"""Compiling, and validating by an ODD, with TEI's definitions named, stored, or not at hand."""

from pathlib import Path

import pytest
from siglum import store
from siglum.cli import main

SOURCE = Path(__file__).with_name("source.xml")
TEI = "http://www.tei-c.org/ns/1.0"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SIGLUM_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("SIGLUM_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    modules = "".join(f'<moduleRef key="{k}"/>' for k in ("tei", "core", "textstructure"))
    (tmp_path / "project.odd").write_text(
        f'<TEI xmlns="{TEI}"><schemaSpec ident="t" start="TEI">{modules}'
        '<elementSpec ident="hi" mode="delete"/></schemaSpec></TEI>',
        encoding="utf-8",
    )
    (tmp_path / "letter.xml").write_text(
        f'<TEI xmlns="{TEI}"><text><body><p><hi/></p></body></text></TEI>', encoding="utf-8"
    )
    return tmp_path


NEEDED = (
    'project.odd:1:76: error [odd-needs-tei] <moduleRef key="tei"> takes definitions from TEI, '
    "and TEI's own definitions are not at hand"
)
HINT = "  hint: run siglum schema add tei, or name a p5subset.xml with --tei"


@pytest.mark.usefixtures("project")
def test_without_a_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["odd", "compile", "project.odd"]) == 2
    assert capsys.readouterr().err == f"{NEEDED}\n{HINT}\n"
    assert main(["validate", "--schema", "project.odd", "letter.xml"]) == 2
    printed = capsys.readouterr().out
    assert printed.startswith(f"{NEEDED}\n")
    assert HINT in printed
    assert printed.endswith("1 document checked (links): 1 error, no warnings\n")


def test_a_source_that_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["validate", "--schema", "project.odd", "--tei", str(SOURCE), "letter.xml"]
    for _ in range(2):  # compiled, and out of the cache
        assert main(command) == 1
        assert "error [element-unknown] the schema has no element <hi>" in capsys.readouterr().out
    (project / "siglum.toml").write_text(f'tei = "{SOURCE.as_posix()}"\n', encoding="utf-8")
    assert main([*command[:3], "letter.xml"]) == 1
    assert "[element-unknown]" in capsys.readouterr().out


def test_a_source_that_is_stored(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[str] = []

    def fetch(url: str) -> bytes:
        asked.append(url)
        return SOURCE.read_bytes()

    (stored,) = store.add("tei", fetch=fetch)
    assert asked == ["https://www.tei-c.org/release/xml/tei/odd/p5subset.xml"]
    assert stored.path.read_bytes() == SOURCE.read_bytes()
    assert main(["odd", "compile", "project.odd", "--to", "rng"]) == 0
    assert capsys.readouterr() == ("project.rng\n", "")
    odd = (project / "project.odd").read_text(encoding="utf-8")
    (project / "project.odd").write_text(
        odd.replace('start="TEI"', 'start="TEI" source="tei:4.7.0"'), encoding="utf-8"
    )
    assert main(["odd", "compile", "project.odd", "--to", "rng"]) == 0
    assert capsys.readouterr().err.splitlines() == [
        "project.odd:1:95: warning [odd-other-version] the ODD starts from version 4.7.0 of TEI, "
        "and another one is used",
        "  hint: run siglum schema add tei:4.7.0",
    ]
    store.add("tei:4.7.0", fetch=fetch)
    assert asked[1:] == ["https://www.tei-c.org/Vault/P5/4.7.0/xml/tei/odd/p5subset.xml"]
    assert main(["odd", "compile", "project.odd", "--to", "rng"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("project")
def test_a_release_is_what_it_was() -> None:
    """A checksum is checked, and a version that is stored cannot become another."""
    from siglum.findings import FindingError

    data = SOURCE.read_bytes()
    with pytest.raises(FindingError) as wrong:
        store.add("tei", sha256="0" * 64, fetch=lambda _url: data)
    assert wrong.value.finding.code == "schema-checksum"
    assert store.tei_source() is None
    store.add("tei:4.7.0", fetch=lambda _url: data)
    with pytest.raises(FindingError) as other:
        store.add("tei:4.7.0", fetch=lambda _url: data + b"<!-- more -->")
    assert other.value.finding.code == "schema-checksum"
    store.add("tei:4.7.0", fetch=lambda _url: data)


def test_a_rule_that_does_not_compile_is_found_and_the_rest_is_written(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (project / "project.odd").read_text(encoding="utf-8")
    rules = "".join(
        f'<constraintSpec ident="{ident}" scheme="schematron"><constraint><s:rule '
        'xmlns:s="http://purl.oclc.org/dsdl/schematron" context="tei:p"><s:assert '
        f'test="{test}">{ident}</s:assert></s:rule></constraint></constraintSpec>'
        for ident, test in (("broken", "count(("), ("whole", "tei:date"))
    )
    text = text.replace("</schemaSpec>", f"{rules}</schemaSpec>")
    (project / "project.odd").write_text(text, encoding="utf-8")
    assert main(["odd", "compile", "project.odd", "--tei", str(SOURCE), "--to", "sch"]) == 1
    printed = capsys.readouterr()
    assert printed.out == "project.sch\n"
    assert printed.err == (
        "project.odd:1:349: error [schematron-expression] the assertion 'count((' does not "
        "compile: it ends too soon\n  hint: mend the expression; the rest of the schema is used\n"
    )
    assert "whole" in (project / "project.sch").read_text(encoding="utf-8")
    assert main(["odd", "compile", "project.odd", "--tei", str(SOURCE), "--to", "rng"]) == 0
