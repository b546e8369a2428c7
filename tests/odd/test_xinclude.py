"""ODDs that are put together by XInclude."""

from pathlib import Path

import pytest
from siglum import odd
from siglum.cli import main
from siglum.findings import FindingError

SOURCE = Path(__file__).with_name("source.xml")
TEI = "http://www.tei-c.org/ns/1.0"
XI = "http://www.w3.org/2001/XInclude"
SPEC = (
    '<elementSpec ident="{0}" mode="add"><classes><memberOf key="model.phrase"/></classes>'
    "<content><empty/></content></elementSpec>"
)
PARTS = (
    f'<TEI xmlns="{TEI}"><specGrp xml:id="g">{SPEC.format("x")}</specGrp>{SPEC.format("y")}</TEI>'
)


def elements(folder: Path, include: str) -> set[str]:
    """The elements that an ODD with an inclusion has beyond its modules."""
    (folder / "deep").mkdir(exist_ok=True)
    (folder / "deep" / "parts.xml").write_text(PARTS, encoding="utf-8")
    (folder / "deep" / "chain.xml").write_text(
        f'<specGrp xmlns="{TEI}" xmlns:xi="{XI}"><xi:include href="parts.xml" xpointer="g"/>'
        "</specGrp>",
        encoding="utf-8",
    )
    modules = "".join(f'<moduleRef key="{k}"/>' for k in ("tei", "core", "textstructure"))
    (folder / "test.odd").write_text(
        f'<TEI xmlns="{TEI}" xmlns:xi="{XI}"><schemaSpec ident="t" start="TEI">{modules}{include}'
        "</schemaSpec></TEI>",
        encoding="utf-8",
    )
    compiled = odd.compile(folder / "test.odd", tei=SOURCE, xinclude=True)
    return {"x", "y", "z"} & set(compiled.customization.elements)


@pytest.mark.parametrize(
    ("include", "expected"),
    [
        ('<xi:include href="deep/parts.xml" xpointer="g"/>', {"x"}),
        ('<xi:include href="deep/parts.xml" xpointer="element(g)"/>', {"x"}),
        (
            f'<xi:include href="deep/parts.xml" xpointer="xmlns(t={TEI})'
            "xpointer(//t:elementSpec[@ident='y'])\"/>",
            {"y"},
        ),
        (
            f'<xi:include href="deep/parts.xml" xpointer="xmlns(t={TEI})'
            'xpointer(//t:elementSpec)"/>',
            {"x", "y"},
        ),
        ('<xi:include href="deep/chain.xml"/>', {"x"}),
        (
            '<xi:include href="none.xml"><xi:fallback>' + SPEC.format("z") + "</xi:fallback>"
            "</xi:include>",
            {"z"},
        ),
    ],
)
def test_what_is_included(tmp_path: Path, include: str, expected: set[str]) -> None:
    assert elements(tmp_path, include) == expected


def test_findings_stand_in_the_file_that_was_included(tmp_path: Path) -> None:
    elements(tmp_path, "")
    (tmp_path / "deep" / "parts.xml").write_text(
        f'<specGrp xmlns="{TEI}">\n  <elementSpec ident="nonsense" mode="delete"/>\n</specGrp>',
        encoding="utf-8",
    )
    text = (tmp_path / "test.odd").read_text(encoding="utf-8")
    include = '<xi:include href="deep/parts.xml"/></schemaSpec>'
    (tmp_path / "test.odd").write_text(text.replace("</schemaSpec>", include), encoding="utf-8")
    (found,) = odd.survey(tmp_path / "test.odd", tei=SOURCE, xinclude=True).findings
    assert (found.code, found.location[1:3]) == ("odd-delete-unknown", (2, 16))
    assert found.location.file == str(tmp_path / "deep" / "parts.xml")


def test_what_is_not_there_is_a_finding(tmp_path: Path) -> None:
    with pytest.raises(FindingError) as raised:
        elements(tmp_path, '<xi:include href="none.xml"/>')
    assert raised.value.finding.code == "include-missing"
    assert raised.value.finding.location[:3] == (str(tmp_path / "test.odd"), 1, 208)


def test_a_part_points_at_what_is_beside_it(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "group.xml").write_text(
        f'<specGrp xmlns="{TEI}"><specGrpRef target="parts.xml#g"/></specGrp>', encoding="utf-8"
    )
    assert elements(tmp_path, '<xi:include href="deep/group.xml"/>') == {"x"}


def test_the_source_of_an_odd_may_include(tmp_path: Path) -> None:
    elements(tmp_path, '<xi:include href="deep/parts.xml"/>')
    (tmp_path / "chained.odd").write_text(
        f'<TEI xmlns="{TEI}"><schemaSpec ident="c" start="TEI" source="test.odd">'
        '<moduleRef key="core" include="p"/><elementRef key="x"/></schemaSpec></TEI>',
        encoding="utf-8",
    )
    compiled = odd.survey(tmp_path / "chained.odd", tei=SOURCE, xinclude=True)
    assert "x" in compiled.customization.elements
    assert tmp_path / "deep" / "parts.xml" in compiled.files


def test_documents_and_customizations_are_expanded_by_one_call(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGLUM_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    elements(tmp_path, '<xi:include href="deep/parts.xml" xpointer="g"/>')
    (tmp_path / "doc.xml").write_text(
        f'<TEI xmlns="{TEI}" xmlns:xi="{XI}"><text><body><xi:include href="part.xml"/>'
        "</body></text></TEI>",
        encoding="utf-8",
    )
    (tmp_path / "part.xml").write_text(f'<p xmlns="{TEI}"><x/></p>', encoding="utf-8")
    call = ["validate", "--tei", str(SOURCE), "--schema", "test.odd", "-q", "doc.xml"]
    assert main([*call, "--xinclude"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["validate", "--tei", str(SOURCE), "--schema", "test.odd", "part.xml"]) == 1
    assert (
        "test.odd:1:208: warning [odd-xinclude] deep/parts.xml is to be included here, and is "
        "passed over" in capsys.readouterr().out
    )
