"""Outputs appear whole or not at all, and nobody else's files are touched."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from siglum.findings import FindingError
from siglum.outputs.stems import stems
from siglum.outputs.write import write, write_file, write_files


def tree(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): p.read_text("utf-8")
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != "SHA256SUMS"
    }


def test_files_and_their_checksums(tmp_path: Path) -> None:
    write({"html": {"index.html": "é", "css/a.css": "x"}, "text": {"a.txt": "y"}}, tmp_path / "out")
    assert tree(tmp_path) == {
        "out/html/css/a.css": "x",
        "out/html/index.html": "é",
        "out/text/a.txt": "y",
    }
    ran = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],
        cwd=tmp_path / "out" / "html",
        capture_output=True,
    )
    assert ran.returncode == 0, ran.stderr


def test_a_build_replaces_the_last_one_and_other_formats_stay(tmp_path: Path) -> None:
    write({"html": {"old.html": "1"}, "text": {"a.txt": "1"}}, tmp_path)
    write({"html": {"new.html": "2"}}, tmp_path)
    assert tree(tmp_path) == {"html/new.html": "2", "text/a.txt": "1"}
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_someone_else_s_file_is_not_touched(tmp_path: Path) -> None:
    write({"html": {"index.html": "1"}, "text": {"a.txt": "1"}}, tmp_path)
    (tmp_path / "html" / "thesis.docx").write_text("years of work")
    with pytest.raises(FindingError) as caught:
        write({"text": {"a.txt": "2"}, "html": {"index.html": "2"}}, tmp_path)
    folder = tmp_path / "html"
    assert caught.value.finding.message == (
        f"{folder} holds thesis.docx, which no build made, so the folder is not replaced"
    )
    assert tree(tmp_path) == {
        "html/index.html": "1",
        "html/thesis.docx": "years of work",
        "text/a.txt": "1",
    }


def test_what_a_file_manager_leaves_is_no_one_s(tmp_path: Path) -> None:
    write({"html": {"index.html": "1"}}, tmp_path)
    (tmp_path / "html" / ".DS_Store").write_text("x")
    write({"html": {"index.html": "2"}}, tmp_path)
    assert tree(tmp_path) == {"html/index.html": "2"}


def test_a_link_or_file_in_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "html").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "text").write_text("x")
    for name in ("html", "text"):
        with pytest.raises(FindingError, match="which no build made"):
            write({name: {"a": "1"}}, tmp_path)


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", ""])
def test_no_output_leaves_its_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(FindingError, match="an output may not be called"):
        write({"html": {"a.html": "1", name: "2"}}, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_failure_between_the_folders_is_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write({"html": {"a": "1"}, "text": {"a": "1"}}, tmp_path)
    real = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if target == tmp_path / "text" and "new" in self.parts:
            raise OSError(5, "Input/output error", str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(FindingError) as caught:
        write({"html": {"a": "2"}, "text": {"a": "2"}}, tmp_path)
    assert caught.value.finding.message == (
        f"{tmp_path / 'text'} cannot be written: input/output error"
    )
    assert tree(tmp_path) == {"html/a": "1", "text/a": "1"}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["html", "text"]


def test_stems_are_distinct_and_fit_for_addresses() -> None:
    assert stems(["a/x.xml", "b/y.xml"]) == ["x", "y"]
    assert stems(["/q/a/x.xml", "/q/b/X.xml", "/q/y.xml"]) == ["a-x", "b-X", "y"]
    assert stems(["/q/a/x.xml", "/q/a/x.tei"]) == ["a-x", "a-x-2"]
    assert stems(["tei ▸ empty.xml", "...xml", "Ä_1.2.xml"]) == ["tei-empty", "document", "Ä_1.2"]
    assert stems(["हिन्दी.xml", "e\u0301.xml"]) == ["हिन्दी", "é"]


def test_stems_are_not_the_names_of_a_build_s_own_files() -> None:
    assert stems(["index.html.xml", "ids.txt.xml", "SHA256SUMS.xml"]) == [
        "index.html-2",
        "ids.txt-2",
        "SHA256SUMS-2",
    ]


def test_stems_are_short_enough_for_file_systems() -> None:
    made = stems([f"/q/a/{'ü' * 120}{n}.xml" for n in (1, 2)])
    assert made == [f"a-{'ü' * 99}", f"a-{'ü' * 99}-2"]


# -- single files ----------------------------------------------------------------------------------


def test_several_files_are_written_or_none(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "x").write_text("in the way")
    blocked = tmp_path / "c" / "x" / "y"
    with pytest.raises(FindingError) as caught:
        write_files({tmp_path / "a": "new", tmp_path / "b": "new", blocked: "new"})
    assert caught.value.finding.message == f"{blocked} cannot be written: not a directory"
    assert tree(tmp_path) == {"a": "old", "c/x": "in the way"}


def test_folders_made_for_nothing_are_taken_away(tmp_path: Path) -> None:
    with pytest.raises(FindingError):
        write_files({tmp_path / "no" / "a": "1"}, folder=tmp_path / "x" / "y")
    assert list(tmp_path.iterdir()) == []


def test_a_file_keeps_its_permissions_and_its_links(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    (tmp_path / "a").chmod(0o600)
    (tmp_path / "link").symlink_to("a")
    write_file(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "a").read_text() == "new"
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600
    mask = os.umask(0o027)
    try:
        write_file(tmp_path / "b", "new")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "b").stat().st_mode) == 0o640


def test_a_name_as_long_as_names_may_be(tmp_path: Path) -> None:
    write_file(tmp_path / ("a" * 250), "x")
    assert [p.name for p in tmp_path.iterdir()] == ["a" * 250]


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_an_end_from_outside_leaves_nothing_behind(name: str, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    code = f"""
import os, pathlib, signal, sys
from siglum.outputs import write as module
out = pathlib.Path(sys.argv[1])
replace = pathlib.Path.replace
def end(*_):
    os.kill(os.getpid(), signal.{name})
pathlib.Path.replace = pathlib.Path.rename = end
if sys.argv[2] == "file":
    module.write_file(out / "a", "new")
else:
    module.write({{"text": {{"a": "new"}}}}, out)
"""
    for what in ("file", "folder"):
        ran = subprocess.run(
            [sys.executable, "-c", code, tmp_path, what], capture_output=True, timeout=60
        )
        assert ran.returncode in (128 + signal.Signals[name], -signal.Signals[name])
        assert [p.name for p in tmp_path.iterdir()] == ["a"], what
        assert (tmp_path / "a").read_text() == "old"


def test_a_file_in_a_folder_that_is_not_there_is_not_written(tmp_path: Path) -> None:
    folder = tmp_path / "x"
    with pytest.raises(FindingError) as caught:
        write_file(folder / "a.txt", "new")
    assert caught.value.finding.message == (
        f"{folder / 'a.txt'} cannot be written: there is no folder {folder}"
    )
    assert caught.value.finding.hint == "make the folder first, or name another"
    assert not folder.exists()
