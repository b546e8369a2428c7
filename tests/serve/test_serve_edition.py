"""The last good pages stay, a document's mistake is told, and a saved file is seen."""

import os
from pathlib import Path

import pytest
from siglum.findings import Location, finding
from siglum.outputs import Options
from siglum.serve import Edition, changed, signature

OPTIONS = Options(stem="", formats=("html",))


def tei(words: str) -> str:
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title>'
        "</titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc>"
        f"</fileDesc></teiHeader><text><body><p>{words}</p></body></text></TEI>"
    )


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.xml").write_text(tei("first words"))


def test_a_mistake_leaves_the_last_good_page_and_is_told() -> None:
    edition = Edition()
    good = edition.make(["a.xml"], OPTIONS)
    assert good.findings == ()
    Path("a.xml").write_text(tei("second words") + "<")
    bad = edition.make(["a.xml"], OPTIONS)
    assert bad.files == good.files
    assert bad.build == good.build
    assert [f.code for f in bad.findings] == ["xml-not-well-formed"]
    Path("a.xml").write_text(tei("third words"))
    mended = edition.make(["a.xml"], OPTIONS)
    assert mended.build == good.build + 1
    assert mended.findings == ()
    assert "third words" in str(mended.files["index.html"])


def test_a_mistake_at_the_beginning_gives_no_page_but_a_finding() -> None:
    Path("a.xml").write_text("<TEI>")
    made = Edition().make(["a.xml"], OPTIONS)
    assert made.files == {}
    assert [f.code for f in made.findings] == ["xml-not-well-formed"]


def test_settings_that_cannot_be_read_leave_the_last_good_pages() -> None:
    edition = Edition()
    good = edition.make(["a.xml"], OPTIONS)
    trouble = finding("file-missing", Location("x"), name="x")
    assert edition.failed(trouble).files == good.files
    assert edition.failed(trouble).findings == (trouble,)


def test_only_what_was_saved_is_made_again() -> None:
    Path("b.xml").write_text(tei("b"))
    edition = Edition()
    edition.make(["a.xml", "b.xml"], OPTIONS)
    for name in ("a.xml", "b.xml"):
        Path(name).write_text(tei("changed"))
    made = edition.make(["a.xml", "b.xml"], OPTIONS, again=lambda name: name == "b.xml")
    assert "first words" in str(made.files["a/index.html"])
    assert "changed" in str(made.files["b/index.html"])
    assert 'href="a/index.html"' in str(made.files["index.html"])


def test_a_document_that_comes_is_made_and_one_that_goes_is_left_out() -> None:
    edition = Edition()
    edition.make(["a.xml"], OPTIONS)
    Path("b.xml").write_text(tei("b"))
    both = edition.make(["a.xml", "b.xml"], OPTIONS, again=lambda name: False)
    assert {"a/index.html", "b/index.html", "index.html"} <= set(both.files)
    assert "b/index.html" not in edition.make(["a.xml"], OPTIONS, again=lambda name: False).files


def test_a_change_is_told_when_the_file_rests() -> None:
    path, steps = Path("a.xml"), iter(range(10))

    def edit(_seconds: float) -> None:
        match next(steps):
            case 1:
                path.unlink()
            case 2:
                path.write_text("one")
            case 3:
                path.write_text("longer")
            case _:
                pass

    before = signature([path])
    assert changed(lambda: [path], before, sleep=edit) == signature([path]) != before
    assert next(steps) == 5


def test_a_file_saved_in_the_same_size_is_another() -> None:
    path = Path("a.xml")
    before = signature([path, Path("gone")])
    os.utime(path, ns=(1, 1))
    assert signature([path, Path("gone")]) != before
    assert before[Path("gone")] == (0, 0, 0)


def test_what_a_page_looks_for_is_known_though_it_is_not_there_yet() -> None:
    edition = Edition(xinclude=True)
    Path("a.xml").write_text(
        tei(
            "x</p><figure><graphic url='i/p.png'/></figure><p xmlns:xi='http://www.w3.org/2001/"
            "XInclude'><xi:include href='b.txt' parse='text'/><xi:include href='no.xml'>"
            "<xi:fallback>y</xi:fallback></xi:include>"
        )
    )
    Path("b.txt").write_text("included words")
    made = edition.make(["a.xml"], OPTIONS)
    assert "included words" in str(made.files["index.html"])
    assert edition.parts("a.xml") == {Path("i/p.png"), Path("b.txt"), Path("no.xml")}
    Path("a.xml").write_text("<TEI>")
    edition.make(["a.xml"], OPTIONS)
    assert Path("b.txt") in edition.parts("a.xml")  # which may be what is to be mended


def test_an_image_that_has_changed_is_another_build() -> None:
    edition = Edition()
    first = edition.make(["a.xml"], OPTIONS)
    assert edition.make(["a.xml"], OPTIONS).build == first.build
    assert edition.make(["a.xml"], OPTIONS, anew=True).build == first.build + 1


def test_the_last_page_stays_when_all_is_away() -> None:
    edition = Edition()
    good = edition.make(["a.xml"], OPTIONS)
    trouble = finding("file-missing", Location("tei"), name="tei")
    made = edition.make([trouble], OPTIONS)
    assert (made.files, made.findings) == (good.files, (trouble,))
    assert edition.make(["tei"], OPTIONS).files == good.files
