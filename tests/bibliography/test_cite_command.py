"""``siglum cite`` as a process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, shared

ESSAY = ROOT / "tei" / "october-revolution-iv.xml"
FORMATS = ("csl-json", "bibtex", "biblatex", "ris", "csv", "text", "html")


def cite(
    *arguments: str, cwd: Path, data: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "siglum", "cite", *arguments],
        cwd=cwd,
        input=data,
        capture_output=True,
        timeout=120,
        check=False,
        env=os.environ
        | {"PYTHONIOENCODING": "ascii", "no_proxy": "", "http_proxy": "http://[::1]:9/"},
    )


@pytest.mark.parametrize("to", FORMATS)
def test_every_format_of_the_essay_without_a_siglum_toml(to: str, tmp_path: Path) -> None:
    first = cite(str(ESSAY), "--to", to, cwd=tmp_path)
    assert first.returncode == 0
    text = first.stdout.decode()
    assert "Better Fewer, But Better" in text
    assert b"info [citation-fact-unmapped] reprint of 'work.kautsky'" in first.stderr
    out = tmp_path / "out file"
    assert cite(str(ESSAY), "--to", to, "-q", "--out", str(out), cwd=tmp_path).stderr == b""
    assert out.read_bytes() == first.stdout


def test_both_lists_as_text(tmp_path: Path) -> None:
    text = cite(str(ESSAY), cwd=tmp_path).stdout.decode()
    assert text.startswith("Works cited\n\n")
    assert "1924. The Foundations of Leninism.\n    Cited in IV.2\n" in text
    assert (
        "IV.18\n    “the free union of nations in socialism is impossible without a more or less "
        "prolonged and stubborn struggle of the socialist republics against the backward states.”\n"
        "    Lenin, On the Slogan for a United States of Europe (1915)\n"
        "    As the text has it: (See On the Slogan for a United States of Europe.)\n"
    ) in text


def test_citations_as_json(tmp_path: Path) -> None:
    answer = cite(str(ESSAY), "--to", "csl-json", "--list", "citations", "-q", cwd=tmp_path)
    first = json.loads(answer.stdout)[0]
    assert first == {
        "id": "citation-1",
        "kind": "quotation",
        "citationItems": [{"id": "work.kautsky"}],
        "label": "IV.1",
        "passages": [{"id": "iv.1", "label": "IV.1"}],
        "elements": ["iv.1.q3"],
        "quoted": "typical case,",
        "lang": "en",
        "reference": "",
        "certainty": "",
        "line": first["line"],
    }


def test_the_document_itself(tmp_path: Path) -> None:
    answer = cite(str(ESSAY), "--self", "--to", "ris", "-q", cwd=tmp_path)
    assert answer.stdout.decode().startswith("TY  - BOOK\nID  - october-revolution-iv\n")


def test_standard_input(tmp_path: Path) -> None:
    answer = cite("-", "--to", "bibtex", "-q", cwd=tmp_path, data=ESSAY.read_bytes())
    assert answer.stdout.count(b"@") == 4


def test_the_style_of_siglum_toml(tmp_path: Path) -> None:
    (tmp_path / "siglum.toml").write_text('style = "ieee"\n', "utf-8")
    text = cite(str(ESSAY), "-q", "--list", "works", cwd=tmp_path).stdout.decode()
    assert text.startswith("Works cited\n\n[1] J. V. Stalin, The Foundations of Leninism. 1924.")


def test_list_of_styles(tmp_path: Path) -> None:
    assert b"\nchicago-author-date\n" in cite("--style", "list", cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ((), 2, "-:1:1: error [sources-none] no document is named\n"),
        (
            (str(ESSAY), "--to", "ris", "--list", "citations"),
            2,
            "siglum cite: ris holds works, not citations; use csv, csl-json, text or html\n",
        ),
        (
            ("missing.xml",),
            2,
            "missing.xml:1:1: error [file-missing] there is no file missing.xml\n",
        ),
        ((str(ESSAY), "--out", "no/such/folder"), 2, "error [file-unwritable] no/such/folder"),
        ((str(ESSAY), "--style", "no-such-style-at-all"), 2, "error [style-unknown]"),
        ((".",), 2, "error [file-is-folder] . is a folder, not a document"),
    ],
)
def test_calls_that_cannot_be_done(
    arguments: tuple[str, ...], code: int, message: str, tmp_path: Path
) -> None:
    answer = cite(*arguments, cwd=tmp_path)
    assert (answer.returncode, answer.stdout) == (code, b"")
    assert message in answer.stderr.decode()
    assert "Traceback" not in answer.stderr.decode()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "error [document-empty]"),
        (b"<html/>", "error [not-tei] the root element is <html>"),
        (b"<TEI", "error [xml-not-well-formed]"),
    ],
)
def test_documents_that_are_none(data: bytes, message: str, tmp_path: Path) -> None:
    answer = cite("-", cwd=tmp_path, data=data)
    assert (answer.returncode, answer.stdout) == (1, b"")
    assert message in answer.stderr.decode()


def test_a_failed_call_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "list.txt"
    out.write_text("before", "utf-8")
    assert cite("-", "--out", str(out), cwd=tmp_path, data=b"<html/>").returncode == 1
    assert out.read_text("utf-8") == "before"


def test_real_documents(tmp_path: Path) -> None:
    from siglum.bibliography import extract, formatted
    from siglum.bibliography.writers import FORMATS as WRITERS
    from siglum.bibliography.writers import write_works
    from siglum.document import read
    from siglum.findings import FindingError

    for path in sorted(shared("samples").glob("*.xml")):
        document = read(path)
        try:
            document.require_tei()
        except FindingError:
            continue
        found = extract(document)
        ids = [work.id for work in found.works]
        assert len(ids) == len(set(ids))
        assert {i for c in found.citations for i in c.works} <= set(ids)
        assert set(formatted(found.works)) == set(ids)
        for to in WRITERS:
            assert write_works(found.works, to).text.count("\n") >= len(ids)
