"""``siglum serve`` as a process: what it prints, what it shows after a save, how it ends."""

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from siglum.cli import main

HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p/>"
    "</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
)


def tei(words: str) -> str:
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}<text><body><p>{words}</p></body></text>'
        "</TEI>"
    )


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@contextmanager
def serving(*arguments: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "siglum", "serve", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        assert process.stdout is not None
        first = process.stdout.readline()
        found = re.fullmatch(r"(http://127\.0\.0\.1:\d+/)  Ctrl-C ends\n", first)
        assert found, (first, process.stderr.read() if process.stderr else "")
        yield found[1], process
    finally:
        process.kill()
        process.communicate()


def shown(address: str, wanted: str) -> str:
    """The page, once it has what is wanted."""
    page = ""
    for _ in range(300):
        with urlopen(address, timeout=10) as answer:
            page = str(answer.read(), "utf-8")
        if wanted in page:
            return page
        time.sleep(0.1)
    raise AssertionError(f"{wanted!r} never came: {page}")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_it_follows_what_is_saved_and_ends_cleanly() -> None:
    Path("a.xml").write_text(tei("first words"))
    with serving("a.xml") as (address, process):
        assert "first words" in shown(address, "first words")
        Path("a.xml").write_text(tei("second words") + "</p>")
        page = shown(address, "not well-formed XML")
        assert "first words" in page
        Path("a.xml").write_text(tei("third <ref target='#nowhere'>words</ref>"))
        page = shown(address, "points at #nowhere")
        assert "third" in page
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
        assert process.returncode == 0
        assert out == "saved: a.xml\nsaved: a.xml\n"
        assert "Traceback" not in err
        assert "a.xml:1:" in err
        assert not Path("output").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_the_findings_of_documents_that_were_not_saved_are_not_printed_again() -> None:
    for name in ("a", "b"):
        Path(f"{name}.xml").write_text(tei(f"<ref target='#{name}1'>words</ref>"))
    with serving("a.xml", "b.xml") as (address, process):
        shown(f"{address}a/", "points at #b1")
        Path("a.xml").write_text(
            tei("<ref target='#a1'>words</ref> and <ref target='#a2'>more</ref>")
        )
        shown(f"{address}a/", "points at #a2")
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    last = err[err.index("#a2") :]
    assert last.count("points at #b1") == 0
    assert last.endswith(
        "2 findings elsewhere, as before\n"
    )  # of b.xml: no schema, and the pointer
    assert [err.count(f"points at #{name}") for name in ("a1", "a2", "b1")] == [2, 1, 1]


def test_a_port_that_is_taken_ends_it_with_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.xml").write_text(tei("words"))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["serve", "a.xml", "--port", str(port)]) == 2
    assert capsys.readouterr().err == (
        f"127.0.0.1:{port}:1:1: error [port-unusable] port {port} of this machine cannot be used: "
        "address already in use\n  hint: name another with --port; --port 0 takes any that is "
        "free\n"
    )


def test_a_file_that_is_not_there_ends_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "none.xml", "--port", "0"]) == 2
    assert capsys.readouterr().err == (
        "none.xml:1:1: error [file-missing] there is no file none.xml\n"
        "  hint: check the spelling, and the folder that you are in\n"
    )


def test_nothing_to_serve_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve"]) == 2
    assert "[sources-none]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--port", "x"], "argument --port: 'x' is not a number from 0 to 65535"),
        (["--port", "65536"], "argument --port: '65536' is not a number from 0 to 65535"),
        (["-"], "argument FILE: standard input cannot be watched; name a file"),
    ],
)
def test_wrong_calls_are_refused(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["serve", *arguments])
    assert end.value.code == 2
    assert capsys.readouterr().err.endswith(f"siglum serve: error: {message}\n")


def test_redirects_lead_on_and_lost_ids_are_told_of() -> None:
    Path("a.xml").write_text(tei('kept</p><p xml:id="new">words'), "utf-8")
    settings = 'sources = "a.xml"\nids = "ids.txt"\n[redirects]\nold = "new"\n'
    Path("siglum.toml").write_text(settings)
    Path("ids.txt").write_text("index.html\nindex.html#gone\nindex.html#old\n")
    with serving("--no-check") as (address, _):
        page = shown(address, "index.html#gone was published before")
        assert '<span id="old"></span>' in page
        Path("siglum.toml").write_text(settings + 'gone = "new"\n')
        page = shown(address, '<span id="gone"></span>')
        assert "was published before" not in page
        Path("siglum.toml").unlink()
        page = shown(address, "no document is named")
        assert "words" in page


def test_images_and_included_files_that_come_or_change_are_followed() -> None:
    include = "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='b.xml'/>"
    image = "<figure><graphic url='p.svg'/></figure>"
    Path("a.xml").write_text(tei(f"first</p>{image}<p>{include}"))
    Path("b.xml").write_text('<hi xmlns="http://www.tei-c.org/ns/1.0">one part</hi>')
    with serving("a.xml", "--xinclude") as (address, _):
        assert "p.svg, and no such file stands beside it" in shown(address, "one part")
        Path("p.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
        shown(address, '<img src="p.svg"')
        Path("b.xml").write_text('<hi xmlns="http://www.tei-c.org/ns/1.0">another part</hi>')
        shown(address, "another part")
