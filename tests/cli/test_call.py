"""What the command line says of a call that it does not understand, and how it prints."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from siglum.cli import COMMANDS, main

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0">'
GOOD = f"{TEI}<teiHeader/><text><body><p>“é”</p></body></text></TEI>"


def refused(call: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The last line that a call with a mistake prints."""
    with pytest.raises(SystemExit) as left:
        main(call.split())
    assert left.value.code == 2
    return capsys.readouterr().err.splitlines()[-1]


@pytest.mark.parametrize(
    ("call", "meant"),
    [
        ("validat", "validate"),
        ("chek", "check-text"),
        ("bild", "build"),
        ("help explan", "explain"),
        ("odd compil x.odd", "compile"),
        ("validate --formt json", "--format"),
        ("validate --schma x.rng", "--schema"),
        ("build --titel x", "--title"),
        ("cite --to bibtx x.xml", "bibtex"),
        ("text --view dipl x.xml", "diplomatic"),
        ("build --format htm", "html"),
        ("--versoin", "--version"),
    ],
)
def test_the_nearest_is_named(call: str, meant: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(call, capsys).endswith(f"; did you mean {meant}?")


@pytest.mark.parametrize("call", ["xyz", "validate --xyz", "cite --to ods x.xml"])
def test_what_is_near_to_nothing(call: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "did you mean" not in refused(call, capsys)


@pytest.mark.parametrize("command", [*COMMANDS, "odd compile", "schema add", "schema list"])
def test_every_help_shows_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    helps = []
    for call in ([*command.split(), "--help"], ["help", *command.split()]):
        with pytest.raises(SystemExit) as left:
            main(call)
        assert left.value.code == 0
        helps.append(capsys.readouterr().out)
    assert helps[0] == helps[1]
    assert f"examples:\n  siglum {command}" in helps[0]


def test_without_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    out = capsys.readouterr().out
    assert all(f"  {command} " in out for command in COMMANDS)


# -- what is at fault ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("validate --schema broken.rng good.xml", "broken.rng:1:1: error [schema-not-relaxng]"),
        ("validate --schema broken.sch good.xml", "broken.sch:1:17: error [xml-not-well-formed]"),
        ("validate --schema broken.odd good.xml", "broken.odd:1:17: error [xml-not-well-formed]"),
        ("validate --catalog broken.xml good.xml", "broken.xml:1:17: error [xml-not-well-formed]"),
        ("validate --catalog none.xml good.xml", "none.xml:1:1: error [file-missing]"),
        ("validate --catalog good.xml good.xml", "good.xml:1:1: error [catalog-invalid]"),
        ("explain p --schema broken.rng", "broken.rng:1:1: error [schema-not-relaxng]"),
        ("explain p --schema good.txt", "good.txt:1:1: error [schema-kind]"),
    ],
)  # fmt: skip
def test_a_broken_schema_is_no_fault_of_the_document(
    call: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("good.xml").write_text(GOOD)
    Path("good.txt").write_text(GOOD)
    for suffix in ("rng", "sch", "odd", "xml"):
        Path(f"broken.{suffix}").write_text("<grammar><start>")
    assert main(call.split()) == 2
    assert said in "".join(capsys.readouterr())


# -- encodings -------------------------------------------------------------------------------------


def printed(*arguments: str, cwd: Path) -> bytes:
    return subprocess.run(
        [sys.executable, "-m", "siglum", *arguments],
        cwd=cwd,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        timeout=120,
    ).stdout


@pytest.mark.parametrize("name", ["é.xml", os.fsdecode(b"\xff.xml")])
def test_what_machines_read_is_utf_8_whatever_the_terminal_speaks(
    name: str, tmp_path: Path
) -> None:
    try:
        (tmp_path / name).write_text(GOOD.replace("<p>", '<p corresp="#é">'), "utf-8")
    except OSError:
        pytest.skip("this file system has only names in Unicode")
    (found,) = [
        f
        for f in json.loads(printed("validate", "--format", "json", name, cwd=tmp_path))
        if f["severity"] == "error"
    ]
    assert (found["file"], found["code"]) == (name, "pointer-dangling")
    assert "points at #é" in found["message"]
    log = json.loads(printed("validate", "--format", "sarif", name, cwd=tmp_path))
    place = log["runs"][0]["results"][-1]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == {"é.xml": "%C3%A9.xml"}.get(name, "%FF.xml")
    (row,) = json.loads(printed("check-text", "--format", "json", name, cwd=tmp_path))
    assert row["file"] == name


def test_text_is_utf_8_whatever_the_terminal_speaks(tmp_path: Path) -> None:
    (tmp_path / "good.xml").write_text(GOOD, "utf-8")
    assert printed("text", "good.xml", cwd=tmp_path) == "“é”\n".encode()
    edition = ROOT / "tei" / "october-revolution-iv.xml"
    cited = printed("cite", str(edition), "--list", "works", cwd=tmp_path)
    assert "“On the Slogan" in cited.decode("utf-8")


def test_an_interrupt_before_anything_has_begun() -> None:
    code = (
        "import builtins, siglum.__main__ as door\n"
        "def interrupted(*_, **__): raise KeyboardInterrupt\n"
        "builtins.__import__ = interrupted\n"
        "door.run()\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, "", "")
