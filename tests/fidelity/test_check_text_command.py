"""``siglum check-text`` and ``siglum text`` as they are called."""

import json
from pathlib import Path

import pytest
from conftest import ROOT
from siglum.cli import main

EDITION = "tei/october-revolution-iv.xml"
WITNESS = "tei/october-revolution-iv.txt"


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, body: str, source: str = "") -> None:
    path.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><sourceDesc>'
        f"{source}</sourceDesc></fileDesc></teiHeader>\n<text><body>{body}</body></text></TEI>",
        "utf-8",
    )


def test_the_edition_agrees(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["check-text"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(
        f"{EDITION}: agrees with {WITNESS}, character for character\n"
        "2 interventions declared in the markup:\n"
    )


def test_a_difference_is_shown_in_both_files(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(here / "t.xml", "<p>one tow</p>", "<bibl><ptr target='w.txt'/></bibl>")
    (here / "w.txt").write_text("one two")
    assert main(["check-text", "t.xml"]) == 1
    assert capsys.readouterr().out == (
        "t.xml:2:21: error [text-differs] the text reads “tow”, the witness “two”\n"
        "    2 │ <text><body><p>one tow</p></body></text></TEI>\n"
        "      │                     ^\n"
        "  t.xml:2:21: the text: one ⟨tow⟩\n"
        "  w.txt:1:6: the witness: one ⟨two⟩\n"
        "  hint: correct whichever was mistyped; if the editor departs from the witness on "
        "purpose, say so with <choice>\n"
        "t.xml: differs from w.txt: 1 error\n"
    )


def test_json(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here / "t.xml", "<p>one <supplied resp='#x' reason='lost'>two</supplied></p>")
    (here / "w.txt").write_text("one")
    assert main(["check-text", "t.xml", "--witness", "w.txt", "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["file"], row["witness"], row["agrees"], row["findings"]) == (
        "t.xml",
        "w.txt",
        True,
        [],
    )
    assert row["interventions"] == [
        {
            "kind": "supplied",
            "line": 2,
            "column": 20,
            "xpath": "/tei:TEI/tei:text/tei:body/tei:p/tei:supplied",
            "id": "",
            "source": "",
            "edition": "two",
            "who": ["#x"],
            "why": ["lost"],
            "cert": "",
        }
    ]


def test_without_a_witness_the_call_is_at_fault(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(here / "t.xml", "<p>x</p>")
    assert main(["check-text", "t.xml"]) == 2
    assert capsys.readouterr().out == (
        "t.xml:1:1: error [witness-unnamed] nothing names the transcription to compare t.xml with\n"
        "  hint: name it with --witness FILE, as witness in siglum.toml, or with a ptr in "
        "sourceDesc\n"
    )


@pytest.mark.parametrize("command", ["text", "check-text"])
@pytest.mark.parametrize("content", ["", "<TEI", "<a/>", "\xff"])
def test_bad_input_is_a_finding(
    here: Path, command: str, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "t.xml").write_bytes(content.encode("latin-1"))
    (here / "w.txt").write_text("x")
    extra = ["--witness", "w.txt"] if command == "check-text" else []
    assert main([command, "t.xml", *extra]) == 1
    shown = capsys.readouterr()
    assert "error [" in shown.out + shown.err
    assert main([command, "nowhere.xml", *extra]) == 2


def test_text_is_printed_or_written_whole(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here / "t.xml", "<p>one <choice><sic>tow</sic><corr>two</corr></choice></p>")
    assert main(["text", "t.xml"]) == 0
    assert capsys.readouterr().out == "one two\n"
    assert main(["text", "t.xml", "--view", "diplomatic", "--out", "o.txt"]) == 0
    assert (here / "o.txt").read_text() == "one tow\n"
    assert main(["text", "t.xml", "--out", "no/o.txt"]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert sorted(p.name for p in here.iterdir()) == ["o.txt", "t.xml"]


def test_diplomatic_text_of_the_edition_is_its_transcription(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["text", EDITION, "--view", "diplomatic"]) == 0
    assert capsys.readouterr().out == Path(WITNESS).read_text("utf-8") + "\n"
