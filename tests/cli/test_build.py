"""``siglum build``: what is made, where, and that a failed build changes nothing."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from siglum.cli import main

EDITION = ROOT / "tei" / "october-revolution-iv.xml"


def tei(title: str, words: str = "word") -> str:
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>'
        f"<title>{title}</title><author>A. &amp; B.</author></titleStmt><publicationStmt><p/>"
        "</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
        f"<text><body><p>{words}</p></body></text></TEI>"
    )


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True)
def _termination() -> Iterator[None]:
    """The command sets a handler for the whole process; the tests take it away again."""
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_formats_are_repeatable_and_the_rest_is_not_made(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("a.xml").write_text(tei("T"))
    arguments = ["build", "--format", "text", "--format", "html", "--format", "text", "a.xml"]
    assert main(arguments) == 0
    assert sorted(p.name for p in Path("output").iterdir()) == ["html", "text"]
    printed = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in printed] == ["output/text", "output/html"]


def test_the_same_input_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = ["build", "--out", "one", str(EDITION)]
    for seed, out in (("1", "one"), ("2", "two")):
        subprocess.run(
            [sys.executable, "-m", "siglum", *first[:2], out, str(EDITION)],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC+{seed}"},
            check=True,
            capture_output=True,
            timeout=300,
        )
    assert contents(Path("one")) == contents(Path("two")) != {}


def test_siglum_toml_says_what_to_build(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.xml").write_text(tei("T", "a long line of many words " * 8))
    Path("siglum.toml").write_text('sources = "a.xml"\nformats = "text"\nout = "site"\nwrap = 30\n')
    Path("deep").mkdir()
    os.chdir("deep")
    assert main(["build"]) == 0
    assert capsys.readouterr().out.startswith("../site/text: ")
    text = Path("../site/text/a.reading.txt").read_text("utf-8")
    assert max(map(len, text.splitlines())) <= 30


def test_several_documents_and_a_page_that_leads_to_them() -> None:
    for name in ("x/1.xml", "y/1.xml", "z é.xml"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(tei(f"Title of <hi>{name}</hi>"), "utf-8")
    assert main(["build", "--format", "html", "--format", "text", "--title", "A & B", "."]) == 0
    assert {p.name for p in Path("output/text").iterdir()} == {
        *(
            f"{stem}{end}"
            for stem in ("x-1", "y-1", "z-é")
            for end in (".md", ".reading.txt", ".diplomatic.txt")
        ),
        "SHA256SUMS",
    }
    page = Path("output/html/index.html").read_text("utf-8")
    assert "<title>A &amp; B</title>" in page
    assert (
        '<li><a href="z-%C3%A9/index.html">Title of z é.xml</a><span>A. &amp; B.</span></li>'
        in page
    )
    for stem in ("x-1", "y-1", "z-é"):
        for name in ("index.html", "about.html"):
            page = Path("output/html", stem, name).read_text("utf-8")
            assert '<a href="../index.html">All documents</a>' in page


def test_the_page_that_leads_to_documents_has_the_theme_of_the_others() -> None:
    Path("theme").mkdir()
    Path("theme/theme.css").write_text(":root { --link: #060; }")
    Path("theme/a.woff2").write_bytes(b"wOF2")
    for name in ("1.xml", "2.xml"):
        Path(name).write_text(tei("T"), "utf-8")
    assert main(["build", "-q", "--format", "html", "--theme", "theme", "1.xml", "2.xml"]) == 0
    pages = [Path("output/html", name, "index.html").read_text("utf-8") for name in (".", "1")]
    style = pages[1].partition("<style>")[2].partition("</style>")[0]
    assert style.endswith(":root { --link: #060; }")
    assert f"<style>{style}" in pages[0]
    switches = [re.findall(r'<input type="radio" name="theme"[^>]*>', page) for page in pages]
    assert switches[0] == switches[1] != []  # a choice on one page is kept on the other
    assert Path("output/html/theme/a.woff2").read_bytes() == b"wOF2"


def test_a_document_is_listed_by_its_main_title_and_authors() -> None:
    titles = (
        '<title type="short">S</title><title> </title><title>The <!-- as on\nthe cover -->'
        "<hi>whole\n title</hi><note>Not ours.</note></title>"
    )
    Path("1.xml").write_text(tei("T").replace("<title>T</title>", titles), "utf-8")
    Path("2.xml").write_text(tei("T").replace("<title>T</title>", "<title/>"), "utf-8")
    short = '<title type="short">Short</title>'
    Path("3.xml").write_text(tei("T").replace("<title>T</title>", short), "utf-8")
    assert main(["build", "-q", "--format", "html", "1.xml", "2.xml", "3.xml"]) == 0
    page = Path("output/html/index.html").read_text("utf-8")
    assert "<h1>Contents</h1>" in page
    assert re.findall(r'<li><a href="(\d)/index.html">(.*?)</a><span>(.*?)</span></li>', page) == [
        ("1", "The whole title", "A. &amp; B."),
        ("2", "2", "A. &amp; B."),
        ("3", "Short", "A. &amp; B."),
    ]


def test_one_document_has_no_list_of_documents_to_go_to() -> None:
    Path("a.xml").write_text(tei("T"), "utf-8")
    assert main(["build", "-q", "--format", "html", "a.xml"]) == 0
    assert "All documents" not in Path("output/html/index.html").read_text("utf-8")


def test_one_bad_document_among_good_ones_stops_all(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.xml").write_text(tei("T"))
    assert main(["build", "--format", "text", "a.xml"]) == 0
    before = contents(Path("output"))
    Path("a.xml").write_text(tei("changed"))
    Path("b.xml").write_text("<TEI>")
    Path("c.xml").write_text("<html/>")
    capsys.readouterr()
    assert main(["build", "--format", "text", "a.xml", "b.xml", "c.xml", "d.xml"]) == 2
    printed = capsys.readouterr().err
    for code in ("b.xml:1:6: error [xml-not", "c.xml:1:1: error [not-tei]", "[file-missing]"):
        assert code in printed
    assert printed.endswith("nothing was written\n")
    assert contents(Path("output")) == before


def test_what_no_rule_is_for_is_said_and_built(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.xml").write_text(tei("T", "<nonesuch>kept</nonesuch>"))
    assert main(["build", "--format", "text", "a.xml"]) == 0
    assert "warning [element-unhandled] 1 × <nonesuch>" in capsys.readouterr().err
    assert "kept" in Path("output/text/a.reading.txt").read_text("utf-8")


def test_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.xml").write_text(tei("T", "<nonesuch>kept</nonesuch>"))
    assert main(["build", "--quiet", "--format", "text", "a.xml"]) == 0
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_a_wrong_date(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.xml").write_text(tei("T"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert main(["build", "--format", "text", "a.xml"]) == 2
    assert capsys.readouterr().err.startswith(
        "SOURCE_DATE_EPOCH:1:1: error [epoch-invalid] SOURCE_DATE_EPOCH is 'yesterday', which is "
        "no number of seconds\n"
    )
    assert not Path("output").exists()


def test_a_folder_of_someone_else(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.xml").write_text(tei("T"))
    Path("text").mkdir()
    Path("text/letter.txt").write_text("mine")
    assert main(["build", "--format", "text", "--out", ".", "a.xml"]) == 2
    assert capsys.readouterr().err == (
        "text/letter.txt:1:1: error [output-foreign] text holds letter.txt, which no build made, "
        "so the folder is not replaced\n"
        "  hint: move it away, or build into another folder with --out; nothing was written\n"
    )
    assert contents(Path("text")) == {"letter.txt": b"mine"}


def test_a_build_that_is_ended_from_outside_leaves_nothing_behind(tmp_path: Path) -> None:
    Path("a.xml").write_text(tei("T"))
    assert main(["build", "--format", "text", "a.xml"]) == 0
    before = contents(tmp_path)
    code = (
        "import sys, time, siglum.outputs.write as w\n"
        "def wait(*a):\n"
        "    print('writing', flush=True)\n"
        "    time.sleep(60)\n"
        "w._exchange = wait\n"
        "from siglum.cli import main\n"
        "sys.exit(main(['build', '--quiet', '--format', 'text', 'a.xml']))"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"writing\n"
        assert any(p.name.startswith(".siglum-") for p in Path("output").iterdir())
        process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + 30
        while process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
    assert process.returncode == 143
    assert contents(tmp_path) == before
    assert [p.name for p in Path("output").iterdir()] == ["text"]


@pytest.mark.parametrize("address", ["example.org", "https://example.org/?a", "ftp://example.org/"])
def test_the_address_of_a_site_is_one_of_the_web(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["build", "--base-url", address, "a.xml"])
    assert ended.value.code == 2
    assert capsys.readouterr().err.endswith(
        f"siglum build: error: argument --base-url: '{address}' cannot be used: the address of a "
        "site begins with https:// or http:// and has no ?, # or space in it\n"
    )


def test_the_address_of_a_site_stands_in_its_pages() -> None:
    Path("a.xml").write_text(tei("T"), "utf-8")
    assert (
        main(["build", "-q", "--format", "html", "--base-url", "https://example.org/e", "a.xml"])
        == 0
    )
    page = Path("output/html/index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://example.org/e/">' in page


def test_what_is_not_there_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "nothing/", "a*.tei"]) == 2
    assert capsys.readouterr().err == (
        "nothing/:1:1: error [file-missing] there is no file nothing/\n"
        "  hint: check the spelling, and the folder that you are in\n"
        "a*.tei:1:1: error [pattern-empty] no file matches a*.tei\n"
        "  hint: check the pattern; ** stands for any number of folders\n"
        "nothing was written\n"
    )


def test_notes_are_counted_and_shown_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    call = ["build", "--format", "citations", str(EDITION)]
    assert main(call) == 0
    assert capsys.readouterr().err == "4 notes on what a format cannot say; -v shows them\n"
    assert main([*call, "-v"]) == 0
    said = capsys.readouterr().err
    assert said.count(": info [citation-fact-unmapped] ") == 4
    assert "-v shows them" not in said
    assert main([*call, "-q"]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_text_that_is_not_well_formed_is_said_once(capfd: pytest.CaptureFixture[str]) -> None:
    Path("a.xml").write_text(tei("A") + "<TEI/>", encoding="utf-8")
    assert main(["build", "a.xml", "--format", "html", "--out", "out"]) == 1
    assert [line.partition(":")[0] for line in capfd.readouterr().err.splitlines()] == [
        "a.xml",
        "  hint",
        "nothing was written",
    ]
