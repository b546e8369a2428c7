"""Bad input of every kind: a finding or one line that says where and what to do, never a traceback.

Each case is run as a user runs it, in a process of its own.
"""

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from conftest import ROOT

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0">'
GOOD = (
    f"{TEI}<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p/>"
    "</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
    "<text><body><p>word</p></body></text></TEI>"
)
#: Every command that reads a document, with what else its call needs.
COMMANDS = {
    "validate": ["validate", "--only", "links"],
    "check-text": ["check-text", "--witness", str(ROOT / "tei" / "october-revolution-iv.txt")],
    "build": ["build", "--format", "text", "--out", "out"],
    "text": ["text"],
    "cite": ["cite"],
    "odd": ["odd", "compile"],
}


def siglum(
    *arguments: str | Path,
    cwd: Path,
    data: bytes | None = None,
    prefix: Sequence[str] = (),
    **environment: str,
) -> "subprocess.CompletedProcess[str]":
    """Run a command; whatever happens, no traceback and nothing of the machinery shows."""
    ran = subprocess.run(
        [*prefix, sys.executable, "-m", "siglum", *map(str, arguments)],
        cwd=cwd,
        input=data or b"",
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        timeout=300,
    )
    shown = subprocess.CompletedProcess(
        ran.args, ran.returncode, ran.stdout.decode(), ran.stderr.decode()
    )
    for stream in (shown.stdout, shown.stderr):
        assert "Traceback" not in stream, stream
        assert "internal-error" not in stream, stream
    return shown


def said(ran: "subprocess.CompletedProcess[str]") -> str:
    return ran.stdout + ran.stderr


@pytest.fixture
def document(tmp_path: Path) -> Path:
    (tmp_path / "good.xml").write_text(GOOD)
    return tmp_path / "good.xml"


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))

#: Name → (bytes of the file, exit code, what is said of it).
FILES: dict[str, tuple[bytes, int, str]] = {
    "not-xml": (b"Dear Ada,", 1, "f.xml:1:1: error [xml-not-well-formed]"),
    "a-word-processor-s": (
        b"PK\x03\x04\x14\x00\xf6",
        1,
        "f.xml:1:1: error [xml-not-well-formed] not well-formed XML: the file is a ZIP archive, as "
        ".docx, .odt and .epub files are\n",
    ),
    "html": (
        b"<!DOCTYPE html><html><meta charset=utf-8><p>x</html>",
        1,
        ": error [xml-not-well-formed] not well-formed XML: what stands here is neither markup nor "
        "text\n",
    ),
    "tei-p4": (
        b"<TEI.2><text><body><p>x</p></body></text></TEI.2>",
        1,
        "f.xml:1:1: error [not-tei] the root element is <TEI.2>, and nothing in the document is "
        "TEI\n",
    ),
    "tei-of-no-namespace": (
        GOOD.replace(' xmlns="http://www.tei-c.org/ns/1.0"', "").encode(),
        1,
        "f.xml:1:1: error [not-tei] the root element is <TEI> of no namespace, and nothing in the "
        "document is TEI\n",
    ),
    "not-tei": (b"<html><p>x</p></html>", 1, "f.xml:1:1: error [not-tei]"),
    "not-tei-but-in-name": (
        b'<a xmlns:t="http://www.tei-c.org/ns/1.0"><p>x</p></a>',
        1,
        "f.xml:1:1: error [not-tei] the root element is <a>",
    ),
    "wrong-encoding": (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{GOOD}'.replace("word", "wörd").encode("latin-1"),
        1,
        ": error [encoding-wrong] the bytes here are not UTF-8: byte 0xF6",
    ),
    "utf-16-without-a-mark": (
        GOOD.encode("utf-16-le"),
        1,
        "f.xml:1:1: error [encoding-wrong] the bytes here are not UTF-8: they look like UTF-16",
    ),
    "utf-16-in-name-only": (
        f'<?xml version="1.0" encoding="UTF-16"?>{GOOD}'.encode(),
        1,
        "f.xml:1:1: error [encoding-wrong] the bytes here are not UTF-16: each character is one",
    ),
    "unknown-encoding": (
        b'<?xml version="1.0" encoding="EBCDIC-X"?><TEI/>',
        1,
        "f.xml:1:1: error [encoding-unknown]",
    ),
    "truncated": (GOOD[:-30].encode(), 1, ": error [xml-not-well-formed]"),
    "truncated-in-a-tag": (GOOD[:60].encode(), 1, ": error [xml-not-well-formed]"),
    "truncated-utf-16": (GOOD.encode("utf-16")[:-3], 1, "f.xml:1:"),
    "empty": (b"", 1, "f.xml:1:1: error [document-empty] the document is empty"),
    "blank": (b" \n\t\n", 1, "f.xml:1:1: error [document-empty] the document is empty"),
    "nul-bytes": (GOOD.replace("word", "wo\0rd").encode(), 1, ": error [xml-not-well-formed]"),
    "all-nul": (b"\0" * 4096, 1, "f.xml:1:1: error ["),
    "control-character": (GOOD.replace("word", "\x1b[31m").encode(), 1, "[xml-not-well-formed]"),
    "billion-laughs": (
        f'<!DOCTYPE TEI [<!ENTITY a0 "ha">{LAUGHS}]>{GOOD.replace("word", "&a11;")}'.encode(),
        1,
        ": error [xml-entity-expansion]",
    ),
    "quadratic-blowup": (
        f'<!DOCTYPE TEI [<!ENTITY a "{"ha" * 100000}">]>'.encode()
        + GOOD.replace("word", "&a;" * 5000).encode(),
        1,
        ": error [xml-entity-expansion]",
    ),
    "external-entity": (
        b'<!DOCTYPE TEI [<!ENTITY a SYSTEM "/etc/hostname">]>'
        + GOOD.replace("word", "&a;").encode(),
        1,
        ": error [xml-entity-external]",
    ),
    "external-entity-on-the-web": (
        b'<!DOCTYPE TEI [<!ENTITY a SYSTEM "http://127.0.0.1:9/a">]>'
        + GOOD.replace("word", "&a;").encode(),
        1,
        ": error [xml-entity-external]",
    ),
}  # fmt: skip


@pytest.mark.parametrize("command", [c for c in COMMANDS if c != "odd"])
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_document(name: str, command: str, tmp_path: Path) -> None:
    data, code, expected = FILES[name]
    (tmp_path / "f.xml").write_bytes(data)
    ran = siglum(*COMMANDS[command], "f.xml", cwd=tmp_path)
    assert expected in said(ran)
    assert ran.returncode == code
    assert sorted(p.name for p in tmp_path.iterdir()) == ["f.xml"]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_is_not_there(command: str, tmp_path: Path) -> None:
    ran = siglum(*COMMANDS[command], "gone.xml", cwd=tmp_path)
    assert "gone.xml:1:1: error [file-missing] there is no file gone.xml" in said(ran)
    assert ran.returncode == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder(command: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    ran = siglum(*COMMANDS[command], "folder", cwd=tmp_path)
    assert "[folder-empty]" in said(ran) or "[file-is-folder]" in said(ran)
    assert ran.returncode == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_may_not_be_read(command: str, tmp_path: Path, document: Path) -> None:
    document.chmod(0)
    prefix: list[str] = []
    if os.name == "nt" or (os.geteuid() == 0 and shutil.which("setpriv") is None):
        pytest.skip("the superuser may read everything, and setpriv is not here")
    if os.geteuid() == 0:
        # without this capability the superuser is bound by permissions as others are
        prefix = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
    ran = siglum(*COMMANDS[command], "good.xml", cwd=tmp_path, prefix=prefix)
    assert (
        "good.xml:1:1: error [file-unreadable] good.xml cannot be read: permission denied"
        in said(ran)
    )
    assert ran.returncode == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_a_deep_document(command: str, tmp_path: Path) -> None:
    deep = "<seg>" * 20000 + "</seg>" * 20000
    (tmp_path / "deep.xml").write_text(GOOD.replace("word", deep))
    ran = siglum(*COMMANDS[command], "deep.xml", cwd=tmp_path)
    if command != "validate":  # links are checked without a tree, to any depth
        assert "[document-too-deep] elements are nested more than 1000 deep" in said(ran)
        assert ran.returncode == 1
    else:
        assert ran.returncode == 0


def test_a_deep_document_is_reported_where_a_tree_is_needed(tmp_path: Path) -> None:
    deep = "<seg>" * 20000 + "</seg>" * 20000
    (tmp_path / "deep.xml").write_text(GOOD.replace("word", deep))
    schema = ROOT / "schemas" / "siglum.sch"
    ran = siglum("validate", "--rules", schema, "--only", "rules", "deep.xml", cwd=tmp_path)
    assert "[document-too-deep]" in ran.stdout
    assert ran.returncode == 1


def test_an_external_dtd_is_neither_fetched_nor_missed(tmp_path: Path) -> None:
    (tmp_path / "f.xml").write_text(f'<!DOCTYPE TEI SYSTEM "http://127.0.0.1:9/tei.dtd">{GOOD}')
    assert siglum("validate", "--only", "links", "f.xml", cwd=tmp_path).returncode == 0


# -- schemas ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "name", "text"),
    [
        ("--schema", "s.rng", "not xml"),
        ("--schema", "s.rng", "<html/>"),
        ("--schema", "s.rng", GOOD),
        ("--schema", "s.rng", '<grammar xmlns="http://relaxng.org/ns/structure/1.0"/>'),
        ("--schema", "s.rng", ""),
        ("--schema", "s.rnc", "start = element {"),
        ("--schema", "s.rnc", "<grammar/>"),
        ("--schema", "s.odd", "<html/>"),
        ("--schema", "s.odd", GOOD),
        ("--rules", "s.sch", "<html/>"),
        ("--rules", "s.sch", "not xml"),
        ("--rules", "s.rng", '<grammar xmlns="http://relaxng.org/ns/structure/1.0"/>'),
    ],
)
def test_a_schema_that_is_none(
    option: str, name: str, text: str, tmp_path: Path, document: Path
) -> None:
    (tmp_path / name).write_text(text)
    ran = siglum("validate", option, name, document.name, cwd=tmp_path)
    assert f"{name}:" in said(ran)
    assert ran.returncode != 0 or "warning" in said(ran)


@pytest.mark.parametrize("name", ["gone.rng", "gone.rnc", "gone.odd", "gone.sch"])
def test_a_schema_that_is_not_there(name: str, tmp_path: Path, document: Path) -> None:
    ran = siglum("validate", "--schema", name, document.name, cwd=tmp_path)
    assert f"[file-missing] there is no file {name}" in said(ran)
    assert ran.returncode == 2


def test_a_schema_of_an_unknown_kind(tmp_path: Path, document: Path) -> None:
    (tmp_path / "s.xsd").write_text("<x/>")
    ran = siglum("validate", "--schema", "s.xsd", document.name, cwd=tmp_path)
    assert ran.stderr == (
        "s.xsd:1:1: error [schema-kind] s.xsd cannot be used as a schema\n"
        "  hint: structure is checked with .rng, .rnc and .odd files, rules with .sch, .rng and "
        ".odd files\n"
    )
    assert ran.returncode == 2


def test_a_schema_on_the_web_is_not_fetched(tmp_path: Path) -> None:
    url = "http://127.0.0.1:9/letters.rng"
    (tmp_path / "f.xml").write_text(f'<?xml-model href="{url}"?>\n{GOOD}')
    ran = siglum("validate", "f.xml", cwd=tmp_path, SIGLUM_STORE=str(tmp_path / "store"))
    assert ran.stdout.split("\n")[0] == (
        f"f.xml:1:1: error [schema-elsewhere] the schema {url} is on the web and not on this "
        "machine, so it is not checked"
    )
    assert f"  hint: store a copy once: siglum schema add {url}\n" in ran.stdout
    assert ran.returncode == 2


def test_no_schema_at_all_is_said(tmp_path: Path, document: Path) -> None:
    ran = siglum("validate", document.name, cwd=tmp_path)
    assert ran.stdout == (
        "good.xml:1:1: warning [schema-none] no schema is named, so neither structure nor rules "
        "are checked\n"
        f"    1 │ {GOOD[:89]}…\n"
        "      │ ^\n"
        "  hint: name one in an xml-model instruction, in siglum.toml, or with --schema FILE\n"
        "1 document checked (links): no errors, 1 warning\n"
    )
    assert ran.returncode == 0


@pytest.mark.parametrize("data", [b"Dear Ada,", b'<TEI n="1" n="2"/>'])
def test_rules_are_not_to_blame_for_a_document_that_is_not_well_formed(
    data: bytes, tmp_path: Path
) -> None:
    (tmp_path / "f.xml").write_bytes(data)
    ran = siglum("validate", "--rules", ROOT / "schemas" / "siglum.sch", "f.xml", cwd=tmp_path)
    assert "f.xml:1:" in ran.stdout.split("\n")[0]
    assert ran.stdout.endswith("1 document checked: 1 error, no warnings\n")
    assert ran.returncode == 1


# -- outputs ---------------------------------------------------------------------------------------


def test_a_stylesheet_that_fails_leaves_the_last_build(tmp_path: Path, document: Path) -> None:
    build = ["build", "--format", "text", "--out", "out", document.name]
    assert siglum(*build, cwd=tmp_path).returncode == 0
    before = {p: p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file()}
    code = (
        "import sys, siglum.transform as t\n"
        "from siglum.findings import FindingError, Location, finding\n"
        "def run(*a, **k):\n"
        "    place = Location('text.xsl', 3, 1)\n"
        "    raise FindingError(finding('stylesheet-error', place, reason='XTDE0540: two rules'))\n"
        "t.Stylesheet.run = run\n"
        "from siglum.cli import main\n"
        f"sys.exit(main({build!r}))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=120
    )
    assert ran.stderr == (
        "text.xsl:3:1: error [stylesheet-error] the stylesheet fails: XTDE0540: two rules\n"
        "  hint: if it is a theme's, mend it there; one of siglum's own should never fail, and its "
        "developers would like to hear of it, with the document\n"
        "nothing was written\n"
    )
    assert ran.returncode == 2
    assert {p: p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file()} == before


def test_an_output_folder_that_cannot_be_made(tmp_path: Path, document: Path) -> None:
    (tmp_path / "out").write_text("a file")
    ran = siglum("build", "--format", "text", "--out", "out/x", document.name, cwd=tmp_path)
    assert "[file-unwritable] out/x" in ran.stderr
    assert "cannot be written: not a directory" in ran.stderr
    assert ran.returncode == 2
    ran = siglum("build", "--format", "text", "--out", "out", document.name, cwd=tmp_path)
    assert ran.stderr.startswith(
        "out:1:1: error [file-unwritable] out cannot be written: it is a file, not a folder\n"
    )
    assert ran.returncode == 2


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 KiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip("a small file system cannot be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk(small_disk: Path, tmp_path: Path, document: Path) -> None:
    build = ["build", "--format", "text", "--out", str(small_disk / "out")]
    assert siglum(*build, document.name, cwd=tmp_path).returncode == 0
    before = sorted(small_disk.rglob("*"))
    (tmp_path / "good.xml").write_text(GOOD.replace("word", "word " * 50000))
    ran = siglum(*build, document.name, cwd=tmp_path)
    assert "cannot be written: no space left on device" in ran.stderr
    assert ran.returncode == 2
    assert sorted(small_disk.rglob("*")) == before


def test_a_full_disk_for_a_single_output(small_disk: Path, tmp_path: Path) -> None:
    (tmp_path / "good.xml").write_text(GOOD.replace("word", "word " * 50000))
    ran = siglum("text", "good.xml", "--out", small_disk / "t.txt", cwd=tmp_path)
    assert "no space left on device" in ran.stderr
    assert ran.returncode == 2
    assert list(small_disk.iterdir()) == []


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_behind_standard_output(
    small_disk: Path, tmp_path: Path, unbuffered: str
) -> None:
    (tmp_path / "good.xml").write_text(GOOD.replace("word", "word " * 50000))
    ran = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m siglum text good.xml > {small_disk}/t.txt"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        stderr=subprocess.PIPE,
        text=True,
        timeout=120,
    )
    assert ran.stderr.startswith("-:1:1: error [output-closed]")
    assert "no space left on device" in ran.stderr
    assert ran.returncode == 2


def test_a_folder_within_that_cannot_be_looked_into_is_not_passed_over(
    tmp_path: Path, document: Path
) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed" / "x.xml").write_text(GOOD)
    (tmp_path / "closed").chmod(0)
    prefix: list[str] = []
    if os.access(tmp_path / "closed", os.R_OK):  # root may read everything, unless it gives it up
        prefix = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
        if not shutil.which("setpriv"):
            pytest.skip("there is no setpriv here")
    try:
        for name in (".", "closed"):
            ran = siglum("validate", "--only", "links", name, cwd=tmp_path, prefix=prefix)
            assert "closed:1:1: error [file-unreadable] closed cannot be read: permission" in said(
                ran
            )
            assert ran.returncode == 2
    finally:
        (tmp_path / "closed").chmod(0o700)


@pytest.mark.parametrize("command", ["text", "cite"])
def test_an_output_over_the_document_itself(command: str, tmp_path: Path, document: Path) -> None:
    (tmp_path / "link.xml").symlink_to("good.xml")
    for out in ("good.xml", "../" + tmp_path.name + "/good.xml", "link.xml"):
        ran = siglum(command, "good.xml", "--out", out, cwd=tmp_path)
        assert (
            f"{out} cannot be written: it is the document itself, and would be lost" in ran.stderr
        )
        assert ran.returncode == 2
        assert document.read_text() == GOOD


# -- the call and the streams ----------------------------------------------------------------------


def test_a_broken_siglum_toml(tmp_path: Path) -> None:
    (tmp_path / "siglum.toml").write_text("sources = [\n")
    for command in ("validate", "build"):
        ran = siglum(command, cwd=tmp_path)
        assert ran.stderr.startswith(
            "siglum.toml:2:1: error [config-syntax] siglum.toml is not TOML"
        )
        assert ran.returncode == 2


@pytest.mark.parametrize("command", ["validate", "build"])
def test_nothing_to_work_on(command: str, tmp_path: Path) -> None:
    ran = siglum(command, cwd=tmp_path)
    assert ran.stderr == (
        "-:1:1: error [sources-none] no document is named\n"
        "  hint: name files or folders, or list them under sources in siglum.toml\n"
    )
    assert ran.returncode == 2


def test_an_unknown_command_or_option(tmp_path: Path) -> None:
    for arguments in (["validat"], ["validate", "--formt", "json"], ["validate", "--only", "x"]):
        ran = siglum(*arguments, cwd=tmp_path)
        assert ran.stderr.startswith("usage: siglum")
        assert ran.returncode == 2


def test_standard_output_closed_early(tmp_path: Path, document: Path) -> None:
    body = "".join(f'<p corresp="#x{n}"/>' for n in range(5000))
    document.write_text(GOOD.replace("<p>word</p>", body))
    command = f"{sys.executable} -m siglum validate --only links good.xml | head -n 1"
    ran = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, timeout=120
    )
    assert ran.stdout.count("\n") == 1
    assert ran.stderr == ""


def test_standard_output_full(tmp_path: Path, document: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    calls = (
        "validate --only links good.xml",
        "text good.xml",
        "cite good.xml",
        "build --help",
        "-V",
    )
    for arguments in calls:
        command = f"{sys.executable} -m siglum {arguments} >/dev/full"
        ran = subprocess.run(
            ["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, timeout=120
        )
        assert ran.stderr.startswith("-:1:1: error [output-closed] ")
        assert os.strerror(errno.ENOSPC).lower() in ran.stderr
        assert ran.returncode == 2


def test_streams_that_are_not_there(tmp_path: Path, document: Path) -> None:
    for redirection, code in (("<&-", 2), (">&-", 0), ("2>&-", 0)):
        name = "-" if redirection == "<&-" else "good.xml"
        command = f"{sys.executable} -m siglum validate --only links {name} {redirection}"
        ran = subprocess.run(
            ["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, timeout=120
        )
        assert (ran.returncode, "Traceback" in ran.stderr) == (code, False), redirection


def test_standard_input(tmp_path: Path) -> None:
    broken = GOOD.replace("<p>word", '<p corresp="#x">word').encode()
    ran = siglum("validate", "--only", "links", "-", cwd=tmp_path, data=broken)
    assert ran.stdout.startswith("-:1:")
    assert "[pointer-dangling]" in ran.stdout
    assert "│" in ran.stdout
    assert ran.returncode == 1


def test_names_beyond_the_terminal_s_encoding(tmp_path: Path) -> None:
    (tmp_path / "tei ▸ é.xml").write_text(GOOD.replace("<p>word", '<p corresp="#é">'))
    ran = siglum(
        "validate", "--only", "links", "tei ▸ é.xml", cwd=tmp_path, PYTHONIOENCODING="ascii"
    )
    assert ran.stdout.startswith("tei \\u25b8 \\xe9.xml:1:")
    assert ran.returncode == 1


def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("there are no pipes with names here")
    os.mkfifo(tmp_path / "pipe.xml")
    (tmp_path / "any.rnc").write_text("start = element * { (text | attribute * { text })* }")
    call = ["validate", "--only", "structure", "--schema", "any.rnc", "pipe.xml"]
    with subprocess.Popen(
        [sys.executable, "-m", "siglum", *call], cwd=tmp_path, stdout=subprocess.PIPE, text=True
    ) as ran:
        (tmp_path / "pipe.xml").write_text("<a/>")
        assert ran.communicate(timeout=60)[0] == (
            "1 document checked (structure): no errors, no warnings\n"
        )
    assert ran.returncode == 0


def test_an_end_from_outside_ends_the_workers_too(tmp_path: Path, document: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("there are no pipes with names here")
    os.mkfifo(tmp_path / "pipe.xml")
    call = [sys.executable, "-m", "siglum", "validate", "--only", "links", "--jobs", "2"]
    ran = subprocess.Popen(
        [*call, "pipe.xml", document.name],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    with (tmp_path / "pipe.xml").open("wb"):  # a worker has opened it, and waits for its content
        ran.terminate()
        assert ran.wait(timeout=60) == 128 + signal.SIGTERM
        for _ in range(600):
            try:
                os.killpg(ran.pid, 0)
            except ProcessLookupError:
                break
            time.sleep(0.1)
        else:
            os.killpg(ran.pid, signal.SIGKILL)
            pytest.fail("a worker lives on")
