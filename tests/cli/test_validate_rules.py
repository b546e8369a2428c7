"""What a call of ``siglum validate`` says about rules: their phase, and what they may reach."""

from pathlib import Path

import pytest
from siglum.cli import main

SCHEMA = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" defaultPhase="draft">
<phase id="draft"><active pattern="d"/></phase>
<phase id="final"><active pattern="f"/></phase>
<pattern id="d"><rule context="/a"><report test="true()">a draft</report></rule></pattern>
<pattern id="f"><rule context="/a"><report test="true()">final</report></rule></pattern>
</schema>"""
OTHERS = """<schema xmlns="http://purl.oclc.org/dsdl/schematron">
<pattern documents="/a/@href" id="o"><rule context="/*">
<report test="true()">I am <name/></report></rule></pattern></schema>"""
READS = """<schema xmlns="http://purl.oclc.org/dsdl/schematron">
<let name="names" value="doc('b.xml')//@n"/>
<pattern id="n"><rule context="a"><assert test="@n = $names">who?</assert></rule></pattern>
</schema>"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.xml").write_text('<a href="below/b.xml" n="x"/>')
    Path("b.xml").write_text('<b n="y"/>')
    Path("below").mkdir()
    Path("below/b.xml").write_text("<below/>")
    for name, text in (("phases", SCHEMA), ("others", OTHERS), ("reads", READS)):
        Path(f"{name}.sch").write_text(text)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """The findings and nothing else of what is printed."""
    main(["validate", "-q", "--only", "rules", *arguments])
    lines = capsys.readouterr().out.splitlines()
    return [line for line in lines if not line.startswith(" ")]


@pytest.mark.parametrize(
    ("phase", "said"),
    [
        ([], ["[d] a draft"]),
        (["--phase", "final"], ["[f] final"]),
        (["--phase", "#DEFAULT"], ["[d] a draft"]),
        (["--phase", "#ALL"], ["[d] a draft", "[f] final"]),
    ],
)
def test_the_phase(capsys: pytest.CaptureFixture[str], phase: list[str], said: list[str]) -> None:
    found = printed(capsys, "--rules", "phases.sch", *phase, "a.xml")
    assert found == [f"a.xml:1:1: error {words}" for words in said]


def test_the_phase_of_the_call_comes_before_that_of_the_document(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("m.xml").write_text('<?xml-model href="phases.sch" phase="final"?>\n<a/>')
    assert printed(capsys, "m.xml") == ["m.xml:2:1: error [f] final"]
    assert printed(capsys, "--phase", "draft", "m.xml") == ["m.xml:2:1: error [d] a draft"]


def test_a_phase_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "-q", "--rules", "phases.sch", "--phase", "finale", "a.xml"]) == 2
    assert capsys.readouterr().out.startswith(
        "phases.sch:1:1: error [schematron-phase-unknown] the schema has no phase 'finale'; every "
        "pattern is used (its phases: 'draft', 'final')\n"
    )


def test_rules_reach_the_files_that_the_call_names(capsys: pytest.CaptureFixture[str]) -> None:
    closed = (
        "a.xml:1:1: error [schematron-document-closed] the rules want to read 'below/b.xml', which "
        "the call does not name"
    )
    assert printed(capsys, "--rules", "others.sch", "a.xml") == [closed]
    for named in ("below/b.xml", "below", "below/*.xml"):
        found = printed(capsys, "--rules", "others.sch", "a.xml", named)
        assert found == ["below/b.xml:1:1: error [o] I am below"]
    assert printed(capsys, "--rules", "others.sch", "--rules-read-files", "a.xml") == [
        "below/b.xml:1:1: error [o] I am below"
    ]


def test_rules_read_files_if_the_call_lets_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "--rules", "reads.sch", "a.xml") == [
        "reads.sch:2:26: error [schematron-files-closed] the variable $names: \"doc('b.xml')//@n\" "
        "is left out: it reads a file by doc(), and rules may read none"
    ]
    assert printed(capsys, "--rules", "reads.sch", "--rules-read-files", "a.xml") == [
        "a.xml:1:1: error [n] who?"
    ]


def test_a_grammar_without_rules_starts_no_processor(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from siglum.transform.untrusted import Untrusted

    def started(*_: object, **__: object) -> None:
        raise AssertionError("the processor is started")

    monkeypatch.setattr(Untrusted, "compile", started)
    grammar = '<element name="a" xmlns="http://relaxng.org/ns/structure/1.0"><empty/></element>'
    Path("s.rng").write_text(grammar)
    assert main(["validate", "--only", "rules", "--rules", "s.rng", "a.xml"]) == 0
    assert capsys.readouterr().out.startswith(
        "s.rng:1:1: warning [schematron-no-rules] there are no rules in s.rng\n"
    )
