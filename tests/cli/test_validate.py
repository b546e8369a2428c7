"""``siglum validate``: which documents, which schemas, which format, and when it stops."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from conftest import ROOT
from siglum.cli import main

HEAD = '<TEI xmlns="http://www.tei-c.org/ns/1.0">'
DANGLING = f'{HEAD}\n<p corresp="#x"/>\n<p corresp="#y"/>\n</TEI>'
CLEAN = f"{HEAD}<p/></TEI>"
SCH = (
    '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">'
    '<ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/><pattern><rule context="tei:p">'
    '<assert id="p-n" test="@n" role="warning">number the paragraph</assert></rule></pattern>'
    "</schema>"
)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SIGLUM_STORE", str(tmp_path / "store"))


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["validate", *arguments])
    captured = capsys.readouterr()
    return code, captured.out + captured.err


def test_text(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.xml").write_text(DANGLING)
    assert run(capsys, "--only", "links", "a.xml") == (
        1,
        "a.xml:2:4: error [pointer-dangling] @corresp points at #x, and no element of the document "
        "has this xml:id\n"
        '    2 │ <p corresp="#x"/>\n'
        "      │    ^\n"
        "  hint: give the element that is meant this xml:id, or mend the pointer\n"
        "a.xml:3:4: error [pointer-dangling] @corresp points at #y, and no element of the document "
        "has this xml:id\n"
        '    3 │ <p corresp="#y"/>\n'
        "      │    ^\n"
        "  hint: give the element that is meant this xml:id, or mend the pointer\n"
        "1 document checked (links): 2 errors, no warnings\n",
    )


def test_clean(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.xml").write_text(CLEAN)
    assert run(capsys, "--only", "links", "a.xml") == (
        0,
        "1 document checked (links): no errors, no warnings\n",
    )
    assert run(capsys, "--only", "links", "--quiet", "a.xml") == (0, "")


def test_quiet_leaves_out_warnings(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.xml").write_text(f'{HEAD}<p ref="viaf:1" corresp="#x"/></TEI>')
    code, printed = run(capsys, "--only", "links", "-q", "a.xml")
    assert (code, printed.count("\n"), "warning" in printed) == (1, 4, False)


def test_max_errors(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.xml").write_text(DANGLING)
    code, printed = run(capsys, "--only", "links", "--max-errors", "1", "a.xml")
    assert code == 1
    assert printed.endswith(
        "1 document checked (links): 1 error, no warnings\n"
        "stopped after 1 error, as --max-errors says\n"
    )
    assert "#y" not in printed


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.xml").write_text(DANGLING)
    code, printed = run(capsys, "--only", "links", "--format", "json", "a.xml")
    rows = json.loads(printed)
    schema = json.loads((ROOT / "schemas" / "findings.schema.json").read_text("utf-8"))
    jsonschema.validate(rows, schema)
    assert code == 1
    assert rows[0] == {
        "file": "a.xml",
        "line": 2,
        "column": 4,
        "xpath": "/tei:TEI/tei:p[1]/@corresp",
        "code": "pointer-dangling",
        "severity": "error",
        "message": "@corresp points at #x, and no element of the document has this xml:id",
        "hint": "give the element that is meant this xml:id, or mend the pointer",
    }


def test_json_of_bad_input_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.xml").write_text("<a>")
    code, printed = run(capsys, "--format", "json", "a.xml", "gone.xml")
    assert (code, [row["code"] for row in json.loads(printed)]) == (
        2,
        ["xml-not-well-formed", "file-missing"],
    )


def test_github_and_sarif(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.xml").write_text(DANGLING)
    code, printed = run(capsys, "--only", "links", "--format", "github", "a.xml")
    assert code == 1
    assert printed.startswith("::error file=a.xml,line=2,col=4,title=pointer-dangling::@corresp ")
    assert printed.count("\n") == 2
    code, printed = run(capsys, "--only", "links", "--format", "sarif", "a.xml")
    assert (code, len(json.loads(printed)["runs"][0]["results"])) == (1, 2)


def test_files_folders_and_patterns(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.xml", "sub/b.xml", "sub/deep/c.tei"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(CLEAN)
    for arguments, number in ((["a.xml", "sub"], 3), (["**/*.xml"], 2), (["."], 3)):
        code, printed = run(capsys, "--only", "links", *arguments)
        assert (code, printed.split()[0]) == (0, str(number))


def test_a_bad_one_among_good_ones(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.xml").write_text(CLEAN)
    Path("b.xml").write_text(DANGLING)
    code, printed = run(capsys, "--only", "links", "a.xml", "gone.xml", "b.xml", "none/*.xml")
    assert code == 2
    assert [line.split(" ")[2] for line in printed.split("\n") if "error [" in line] == [
        "[pattern-empty]",
        "[file-missing]",
        "[pointer-dangling]",
        "[pointer-dangling]",
    ]
    assert printed.endswith("3 documents checked (links): 4 errors, no warnings\n")


def test_many_processes_say_what_one_says(capsys: pytest.CaptureFixture[str]) -> None:
    for n in range(40):
        Path(f"{n:02}.xml").write_text(DANGLING if n % 3 else CLEAN)
    one = run(capsys, "--only", "links", "--jobs", "1", ".")
    assert run(capsys, "--only", "links", "--jobs", "3", ".") == one
    assert one[0] == 1


def test_rules_named_in_the_call(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.xml").write_text(CLEAN)
    Path("s.sch").write_text(SCH)
    for option in ("--rules", "--schema"):
        assert run(capsys, "--only", "rules", option, "s.sch", "a.xml") == (
            0,
            "a.xml:1:42: warning [p-n] number the paragraph\n"
            f"    1 │ {CLEAN}\n"
            f"      │ {'^':>42}\n"
            "1 document checked (rules): no errors, 1 warning\n",
        )


def test_rules_named_in_the_document_and_which_are_used(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("a.xml").write_text(f'<?xml-model href="s.sch"?>\n{CLEAN}')
    Path("s.sch").write_text(SCH)
    code, printed = run(capsys, "--only", "rules", "-v", "a.xml")
    assert code == 0
    assert printed.startswith(
        "a.xml:1:1: info [schema-used] rules checked with s.sch\n"
        "a.xml:2:42: warning [p-n] number the paragraph\n"
    )


def test_siglum_toml_holds_for_its_own_sources(capsys: pytest.CaptureFixture[str]) -> None:
    Path("tei").mkdir()
    Path("tei/a.xml").write_text(CLEAN)
    Path("b.xml").write_text(CLEAN)
    Path("s.sch").write_text(SCH)
    Path("siglum.toml").write_text(
        'sources = "tei"\nrules = "s.sch"\nchecks = ["rules", "links"]\n'
    )
    assert "[p-n]" in run(capsys)[1]
    assert "[p-n]" in run(capsys, "tei/a.xml")[1]
    assert run(capsys, "--only", "rules", "b.xml")[1].startswith(
        "b.xml:1:1: warning [schema-none] "
    )


def test_a_schema_from_a_catalog(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.xml").write_text(f'<?xml-model href="https://example.org/s.sch"?>\n{CLEAN}')
    Path("s.sch").write_text(SCH)
    Path("catalog.xml").write_text(
        '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">'
        '<uri name="https://example.org/s.sch" uri="s.sch"/></catalog>'
    )
    code, printed = run(capsys, "--only", "rules", "a.xml")
    assert (code, "[schema-elsewhere]" in printed) == (2, True)
    code, printed = run(capsys, "--only", "rules", "--catalog", "catalog.xml", "a.xml")
    assert (code, "[p-n]" in printed) == (0, True)


def test_a_schema_from_the_store(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.xml").write_text(f'<?xml-model href="https://example.org/s.sch"?>\n{CLEAN}')
    Path("s.sch").write_text(SCH)
    assert main(["schema", "add", "s.sch", "--as", "https://example.org/s.sch"]) == 0
    assert main(["schema", "list"]) == 0
    listed = capsys.readouterr().out
    assert listed.count("https://example.org/s.sch\n") == 2
    assert re.search(r"^  \d+ bytes, SHA-256 [0-9a-f]{64}$", listed, re.MULTILINE)
    code, printed = run(capsys, "--only", "rules", "a.xml")
    assert (code, "[p-n]" in printed) == (0, True)


def test_a_broken_schema_is_reported_once(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.xml", "b.xml"):
        Path(name).write_text(CLEAN)
    Path("s.sch").write_text("<schema>")
    code, printed = run(capsys, "--only", "rules", "--rules", "s.sch", "a.xml", "b.xml")
    assert code == 2
    assert printed.count("s.sch:1:9: error [xml-not-well-formed]") == 1
    assert printed.endswith("2 documents checked: 1 error, no warnings\n")


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--explain", "pointer-empty") == (
        0,
        "pointer-empty (error)\n\nA pointer attribute has no token in it, or only a #.\n\n"
        "message: @{attribute} points at nothing\n"
        "hint: name the element as # and its xml:id, or remove the attribute\n",
    )
    assert run(capsys, "--explain", "pointer-emty") == (
        2,
        "-:1:1: error [code-unknown] no finding has the code pointer-emty\n"
        "  hint: did you mean pointer-empty?\n",
    )


def in_a_terminal(command: str, columns: int = 80, **environment: str) -> str:
    """What a command prints on a terminal of its own."""
    pty = pytest.importorskip("pty")
    master, slave = pty.openpty()
    import fcntl
    import struct
    import termios

    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environ = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS")}
    with subprocess.Popen(
        [sys.executable, "-m", "siglum", *command.split()],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**environ, "TERM": "xterm", "PYTHONIOENCODING": "utf-8", **environment},
    ) as process:
        os.close(slave)
        printed = b""
        while True:
            try:
                chunk = os.read(master, 65536)
            except OSError:
                break
            if not chunk:
                break
            printed += chunk
        process.wait(timeout=60)
    os.close(master)
    return printed.decode()


def test_colours_on_a_terminal_only() -> None:
    Path("a.xml").write_text(DANGLING)
    assert "\x1b[31;1m" in in_a_terminal("validate --only links a.xml")
    assert "\x1b" not in in_a_terminal("validate --only links --no-color a.xml")
    assert "\x1b" not in in_a_terminal("validate --only links a.xml", NO_COLOR="1")
    assert "\x1b" not in in_a_terminal("validate --only links a.xml", TERM="dumb")


def test_a_frame_is_as_wide_as_the_terminal() -> None:
    Path("a.xml").write_text(f'{HEAD}<p n="{"x" * 300}" corresp="#x"/></TEI>')
    printed = in_a_terminal("validate --only links --no-color a.xml", columns=60)
    [frame] = [line for line in printed.split("\r\n") if "│ …" in line]
    assert len(frame) <= 60


def test_a_progress_bar_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    from io import StringIO

    from siglum.cli import progress

    screen = StringIO()
    screen.isatty = lambda: True  # type: ignore[method-assign] # a stand-in for a terminal
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "DELAY", 0)
    monkeypatch.setenv("TERM", "xterm")
    bar = progress.Bar(3, shown=progress.is_terminal(), colour=False)
    bar.advance("a.xml")
    with bar.paused():
        pass
    bar.advance("b.xml")
    bar.close()
    assert "1/3 a.xml" in screen.getvalue()
    assert "2/3 b.xml" in screen.getvalue()


@pytest.mark.parametrize(
    "arguments", [["validate", "--only", "links", "a.xml"], ["validate", "--help"], ["--help"]]
)
def test_a_run_imports_nothing_that_it_does_not_use(arguments: list[str]) -> None:
    Path("a.xml").write_text(CLEAN)
    code = (
        "import sys; from siglum.cli import main\n"
        f"try: main({arguments!r})\n"
        "except SystemExit: pass\n"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    loaded = set(ran.stderr.split())
    heavy = {"saxonche", "lxml.etree", "rich", "pypandoc", "elementpath", "rnc2rng", "tomllib",
             "json", "difflib", "multiprocessing", "concurrent.futures", "hashlib",
             "urllib.request", "siglum.transform", "siglum.schematron", "siglum.odd"}  # fmt: skip
    assert loaded & heavy == set()


RNG = (
    '<element name="TEI" ns="http://www.tei-c.org/ns/1.0" '
    'xmlns="http://relaxng.org/ns/structure/1.0"><zeroOrMore><element name="p"><text/></element>'
    "</zeroOrMore></element>"
)
BROKEN = f"{HEAD}\n<p>é</p>\n<pp/></TEI>"


@pytest.mark.parametrize(
    "data",
    [
        BROKEN.encode(),
        CLEAN.encode(),
        BROKEN.encode("utf-8-sig"),
        BROKEN.encode("utf-16"),
        f'<?xml version="1.0" encoding="iso-8859-1"?>{BROKEN}'.encode("latin-1"),
        f"<!DOCTYPE TEI [<!ENTITY x 'y'>]>{BROKEN}".encode(),
        BROKEN[:-5].encode(),
        b"",
        BROKEN.encode("latin-1"),
        f'<?xml-model href="s.rng"?>{BROKEN}'.encode(),
    ],
)
def test_a_file_that_is_not_held_says_what_one_that_is_says(
    data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.xml").write_bytes(data)
    Path("s.rng").write_text(RNG)
    arguments = ["--schema", "s.rng", "--only"]
    streamed = run(capsys, *arguments, "structure", "a.xml")
    held = run(capsys, *arguments, "structure,links", "a.xml")
    # links are not checked where structure shows that there is no document
    assert streamed[0] == held[0]
    assert streamed[1].rpartition(" checked")[0] == held[1].rpartition(" checked")[0]


def test_structure_rules_and_links_of_an_odd(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.xml").write_text(f'<?xml-model href="{ROOT}/schemas/siglum.odd"?>\n{CLEAN}')
    code, printed = run(capsys, "a.xml")
    assert code == 1
    assert "[element-too-early]" in printed or "[element-misplaced]" in printed
    assert printed.endswith("1 document checked (structure, rules, links): 2 errors, no warnings\n")


def test_what_structure_and_links_both_see_is_said_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("a.xml").write_text(
        (ROOT / "tei" / "october-revolution-iv.xml")
        .read_text("utf-8")
        .replace('xml:id="iv.4"', 'xml:id="iv.3"')
    )
    code, printed = run(capsys, "--schema", f"{ROOT}/schemas/siglum.rng",
                        "--only", "structure,links", "a.xml")  # fmt: skip
    assert (code, printed.count("[id-duplicate]")) == (1, 1)


@pytest.mark.parametrize("key", ["schema", "rules", "catalogs", "tei"])
def test_a_file_that_siglum_toml_names_and_that_is_not_there(
    key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.xml").write_text(CLEAN)
    Path("b.xml").write_text(CLEAN)
    Path("siglum.toml").write_text(f'sources = "a.xml"\n{key} = "gone.odd"\n')
    assert run(capsys) == (
        2,
        f"siglum.toml:2:1: error [config-path] {key} names gone.odd, and there is no such file\n"
        "  hint: correct the path; it starts at the folder of siglum.toml\n",
    )
    assert run(capsys, "--only", "links", "b.xml")[0] == 0  # which it is not for
