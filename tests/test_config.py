"""``siglum.toml``: every key documented once, every mistake found at its place."""

import re
from pathlib import Path

import pytest
from conftest import ROOT
from siglum import config
from siglum.config import KEYS, Config, expand, load, one_source
from siglum.findings import Finding, FindingError
from siglum.report.text import Style, render


def fault(path: Path, text: str | bytes) -> str:
    """The rendered finding that a siglum.toml with this text gives, its folder left out."""
    file = path / "siglum.toml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(FindingError) as caught:
        load(file)
    return render(caught.value.finding, Style()).replace(f"{path}/", "")


def test_no_file_gives_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load() == Config()


def test_defaults_of_the_class_are_those_of_the_keys() -> None:
    import tomllib

    for key, declared in KEYS.items():
        value = tomllib.loads(f"x = {declared.default}")["x"]
        default = getattr(Config(), key.replace("-", "_"))
        assert (list(default) if isinstance(default, tuple) else default) == (
            Path(value) if key == "out" else value
        )


def test_found_in_a_parent_and_paths_start_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "siglum.toml").write_text(
        'sources = "tei/*.xml"\nschema = ["a.rng"]\nwitness = "txt/{stem}.txt"\nwrap = 72\n'
    )
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    found = load()
    assert found.file == Path("../../siglum.toml")
    assert found.sources == ("../../tei/*.xml",)
    assert found.schema == (Path("../../a.rng"),)
    assert found.witness_of(Path("../../tei/x.xml")) == Path("../../txt/x.txt")
    assert found.out == Path("../../output")
    assert found.wrap == 72


def test_unknown_key(tmp_path: Path) -> None:
    assert fault(tmp_path, '# what\n\nsources = []\nbase_url = ""\n') == (
        "siglum.toml:4:1: error [config-key] siglum.toml has no key base_url\n"
        "  hint: did you mean base-url?\n"
    )


def test_unknown_table_is_found_at_its_header(tmp_path: Path) -> None:
    assert fault(tmp_path, 'title = "[site] = 1"\n  [ site ]\nx = 1\n') == (
        "siglum.toml:2:5: error [config-key] siglum.toml has no key site\n"
        "  hint: did you mean title?\n"
    )


def test_a_key_is_not_looked_for_within_a_string(tmp_path: Path) -> None:
    text = 'title = """\nschemas = 1\n"""\nsources = [\n  "x",\n]\n"schemas" = "a.rng"\n'
    assert fault(tmp_path, text) == (
        "siglum.toml:7:2: error [config-key] siglum.toml has no key schemas\n"
        "  hint: did you mean schema?\n"
    )


def test_redirects_may_be_written_bare_or_quoted(tmp_path: Path) -> None:
    file = tmp_path / "siglum.toml"
    file.write_text('[redirects]\niv.3 = "iv.4"\n"a#b" = "c"\nd = "e"\n')
    assert load(file).redirects == {"iv.3": "iv.4", "a#b": "c", "d": "e"}


def test_a_redirect_to_no_text(tmp_path: Path) -> None:
    assert fault(tmp_path, "[redirects]\na = 1") == (
        "siglum.toml:1:2: error [config-type] redirects must be a table of text, such as "
        '{ old = "new" }, and is a table with 1 in it\n'
    )


def test_unlike_any_key(tmp_path: Path) -> None:
    assert fault(tmp_path, "zzz = 1") == (
        "siglum.toml:1:1: error [config-key] siglum.toml has no key zzz\n"
        "  hint: known are sources, schema, rules, tei, catalogs, checks, witness, out, formats, "
        "title, base-url, style, theme, wrap, ids, redirects\n"
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("wrap = -1", "wrap must be a whole number, 0 or more, and is -1"),
        ("wrap = true", "wrap must be a whole number, 0 or more, and is true"),
        ('wrap = "72"', 'wrap must be a whole number, 0 or more, and is "72"'),
        ("title = 1", "title must be a string, and is 1"),
        ("out = []", "out must be a string, and is an empty list"),
        ("sources = 1", "sources must be a string or a list of strings, and is 1"),
        ("sources = [1]", "sources must be a string or a list of strings, and is a list of 1"),
        ('schema = ""', "schema must be a string or a list of strings, and is an empty string"),
        ("rules = {a = 1}", "rules must be a string or a list of strings, and is a table"),
    ],
)
def test_wrong_type(tmp_path: Path, line: str, message: str) -> None:
    assert fault(tmp_path, f"\n{line}\n") == f"siglum.toml:2:1: error [config-type] {message}\n"


def test_wrong_value(tmp_path: Path) -> None:
    assert fault(tmp_path, 'formats = ["html", "txt"]') == (
        "siglum.toml:1:1: error [config-value] formats cannot be 'txt'\n"
        "  hint: did you mean text?\n"
    )


def test_no_toml(tmp_path: Path) -> None:
    assert fault(tmp_path, 'title = "a"\nsources = tei/*.xml\n') == (
        "siglum.toml:2:11: error [config-syntax] siglum.toml is not TOML: invalid value\n"
        '  hint: a line is: key = "text", or key = ["text", "text"]\n'
    )


def test_cut_off_toml(tmp_path: Path) -> None:
    assert fault(tmp_path, 'title = "a"\nsources = [').startswith(
        "siglum.toml:2:12: error [config-syntax] siglum.toml is not TOML: "
    )


def test_no_utf8(tmp_path: Path) -> None:
    assert fault(tmp_path, b'title = "a"\nstyle = "\xe9"\n') == (
        "siglum.toml:2:10: error [config-encoding] siglum.toml is not UTF-8: byte 0xE9\n"
        "  hint: save the file as UTF-8\n"
    )


def test_expand_is_stable_and_each_file_once(tmp_path: Path) -> None:
    for name in ("b.xml", "a.xml", "c.tei", "d.txt", ".hidden/e.xml", "sub/f.xml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<a/>")
    given = [f"{tmp_path}/a.xml", str(tmp_path), f"{tmp_path}/*.xml", "missing.xml", "-"]
    found = [str(n).replace(f"{tmp_path}/", "") for n in expand(given)]
    assert found == ["a.xml", "b.xml", "c.tei", "sub/f.xml", "missing.xml", "-"]


def test_expand_says_what_yields_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    found = list(expand([f"{tmp_path}/empty", f"{tmp_path}/*.tei"]))
    messages = [f.message.replace(f"{tmp_path}/", "") for f in found if isinstance(f, Finding)]
    assert messages == [
        "there is no .xml or .tei file in the folder empty",
        "no file matches *.tei",
    ]


def test_a_file_whose_name_looks_like_a_pattern(tmp_path: Path) -> None:
    file = tmp_path / "a[1].xml"
    file.write_text("<a/>")
    assert list(expand([str(file)])) == [str(file)]


def test_the_guide_has_every_key_as_it_is_declared() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (.*?) \| `(.*?)` \| (.*) \|$", page, re.MULTILINE)
    assert rows == [
        (key, config.WORDS[declared.kind], declared.default, declared.description)
        for key, declared in KEYS.items()
    ]


def test_the_edition_s_own_file_is_good() -> None:
    found = load(ROOT / "siglum.toml")
    assert found.sources == (str(ROOT / "tei" / "october-revolution-iv.xml"),)
    assert all(path.exists() for path in (*found.schema, *found.rules))


def test_an_empty_list_of_names(tmp_path: Path) -> None:
    assert fault(tmp_path, "checks = []\n") == (
        "siglum.toml:1:1: error [config-type] checks must be one or more of structure, rules, "
        "links, text, and is an empty list\n"
    )


def test_a_key_that_is_given_twice(tmp_path: Path) -> None:
    assert fault(tmp_path, 'title = "a"\ntitle = "b"\n').startswith(
        "siglum.toml:2:1: error [config-syntax] siglum.toml is not TOML: this key has a value "
        "already\n"
    )


def test_control_characters(tmp_path: Path) -> None:
    for text in (
        'sources = "a\\u0000"',
        'sources = ["b", "a\\u0000"]',
        '[sources]\n"\\u0000" = "b"',
    ):
        assert "sources" in fault(tmp_path, text)
    assert fault(tmp_path, 'title = "a\\u0007b"') == (
        "siglum.toml:1:1: error [config-value] title cannot be 'U+0007'\n"
        "  hint: take the control character U+0007 out of it\n"
    )


@pytest.mark.parametrize("address", ["x.org", "ftp://x.org/", "https://", "https://x.org/?a", "/x"])
def test_an_address_that_is_none(tmp_path: Path, address: str) -> None:
    assert fault(tmp_path, f'base-url = "{address}"') == (
        f"siglum.toml:1:1: error [config-value] base-url cannot be '{address}'\n"
        "  hint: the address of a site begins with https:// or http:// and has no ?, # or space in "
        "it\n"
    )


def test_the_copies_of_a_build_are_no_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.xml", "html/a/a.xml", "other/b.XML"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("<a/>")
    Path("html/SHA256SUMS").write_text(f"{'0' * 64}  ids.txt\n")
    Path("other/SHA256SUMS").write_text(f"{'0' * 64}  b.XML\n")
    assert list(expand(["."])) == ["a.xml", "other/b.XML"]
    assert list(expand(["**/*.[xX]*"])) == ["a.xml", "other/b.XML"]
    assert list(expand(["html/a/*.xml"])) == ["html/a/a.xml"]


def test_a_link_in_a_folder_that_leads_nowhere_is_passed_on(tmp_path: Path) -> None:
    (tmp_path / "a.xml").symlink_to("gone.xml")
    assert list(expand([str(tmp_path)])) == [str(tmp_path / "a.xml")]


def test_a_command_for_one_document_takes_the_only_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    def refused() -> str:
        with pytest.raises(FindingError) as caught:
            one_source(None)
        return render(caught.value.finding, Style())

    assert one_source("-") == "-"
    assert refused().startswith("-:1:1: error [sources-none] no document is named\n")
    Path("siglum.toml").write_text('sources = "tei"')
    Path("tei").mkdir()
    assert refused().startswith("tei:1:1: error [folder-empty]")
    Path("tei/a.xml").write_text("<a/>")
    assert one_source(None) == "tei/a.xml"
    assert one_source("b.xml") == "b.xml"
    Path("tei/b.xml").write_text("<a/>")
    assert refused() == (
        "siglum.toml:1:1: error [sources-several] siglum.toml names 2 documents, and this command "
        "is for one\n  hint: name one of them in the call, such as tei/a.xml\n"
    )
