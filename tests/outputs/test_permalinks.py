"""What was published stays: a build fails over a lost id, and redirects let old links arrive."""

from pathlib import Path

import pytest
from html_pages import tree
from siglum.cli import main
from siglum.findings import Location
from siglum.outputs.permalinks import RECORD, keep
from siglum.outputs.places import places
from siglum.report.text import Style, render

IDS, TOML = Location("ids.txt"), Location("siglum.toml")


def page(*ids: str, tag: str = "p") -> str:
    inner = "".join(f'<{tag} class="x" id="{i}">Words.</{tag}>' for i in ids)
    return f"<!DOCTYPE html><html><head></head><body><main>{inner}</main></body></html>"


def kept(
    pages: dict[str, str], published: str = "", **redirects: str
) -> tuple[dict[str, str], list[str]]:
    made = keep(pages, redirects, published, record=IDS, settings=TOML)
    return made.files, [render(f, Style()) for f in made.findings]


def test_the_record_has_pages_and_the_places_that_last() -> None:
    files, found = kept(
        {"b.html": page("p:2", "x", "cite:h", "card:x", "section:1", "part:1"), "a.html": ""}
    )
    assert found == []
    assert files[RECORD] == (
        "a.html\nb.html\nb.html#p:2\t44dcebcdcc56\nb.html#part:1\t44dcebcdcc56\n"
        "b.html#section:1\t44dcebcdcc56\nb.html#x\n"
    )


def test_what_looks_like_an_id_but_is_text_is_none() -> None:
    shown = '<p title="a > b" id="real">id="not" &lt;p id="either"&gt;</p><!-- <p id="nor"> -->'
    script = '<script>x = "<p id=\\"this\\">"</script>'
    found = places({"a.html": f"<html><body>{shown}{script}</body></html>"})
    assert set(found) == {"a.html", "a.html#real"}


def test_what_the_page_adds_is_known_by_its_own_words_alone() -> None:
    words = '<p id="p:1">Words <span id="page:{}" data-added="">{}</span>go on.</p>'
    one, two = (places({"a": f"<html><body>{words.format(n, n)}</body></html>"}) for n in "12")
    assert one["a#p:1"] == two["a#p:1"] != ""
    assert "" != one["a#page:1"] != two["a#page:2"] != ""


def record_of(pages: dict[str, str]) -> str:
    return keep(pages, {}, "", record=IDS, settings=TOML).files[RECORD]


def paragraphs(*words: str) -> dict[str, str]:
    made = "".join(
        f'<p id="p:{n}"><a class="n" data-added="">{n}</a> {text}</p>'
        for n, text in enumerate(words, 1)
    )
    return {"index.html": f"<html><head></head><body><main>{made}</main></body></html>"}


def test_passages_that_are_counted_and_have_moved_are_told_of() -> None:
    before = record_of(paragraphs("One.", "Two.", "Three."))
    _, found = kept(paragraphs("One.", "New.", "Two.", "Three."), before)
    assert found == [
        "ids.txt:3:1: warning [id-moved] index.html#p:2 is not the address of the same passage as "
        "before, which is now at p:3 (and 1 more)\n  hint: give passages an xml:id before they "
        "are cited; it stays with them, whatever is put in before. To keep the new addresses as "
        "they are, build once with --forget\n"
    ]


def test_that_a_passage_has_moved_is_told_until_something_is_done_about_it() -> None:
    before = record_of(paragraphs("One.", "Two.", "Three."))
    after = paragraphs("One.", "New.", "Two.", "Three.")
    files, found = kept(after, before)
    assert "which is now at p:3 (and 1 more)" in found[0]
    again, told = kept(after, files[RECORD])
    assert (told, again[RECORD]) == (found, files[RECORD])  # to build twice changes nothing
    # what moves once more is told with its new place, and so is what was published in between
    _, told = kept(paragraphs("Newer.", "One.", "New.", "Two.", "Three."), files[RECORD])
    assert "index.html#p:1 is" in told[0] and "which is now at p:2 (and 3 more)" in told[0]
    # what is back at its address is told of no more; what was published in between is
    back, told = kept(paragraphs("One.", "Two.", "Three.", "New."), files[RECORD])
    assert ["index.html#p:4 is" in line for line in told] == [True]
    assert set(before.splitlines()) < set(back[RECORD].splitlines())
    # an id that has a redirect leads where its passage is
    plain = after["index.html"].replace('id="p:2"', 'id="new"').replace('id="p:3"', 'id="two"')
    plain = plain.replace('id="p:4"', 'id="p:3"')
    _, told = kept({"index.html": plain}, before, **{"p:2": "two"})
    assert told == []


def test_words_that_are_corrected_and_words_said_twice_have_not_moved() -> None:
    before = record_of(paragraphs("One.", "Yes.", "Yes.", "Tow."))
    assert kept(paragraphs("One.", "No.", "Yes.", "Two."), before)[1] == []
    assert kept(paragraphs("One.", "Yes.", "Yes.", "Yes.", "Tow."), before)[1][0].startswith(
        "ids.txt:5:1: warning [id-moved] index.html#p:4 is not the address of the same passage as "
        "before, which is now at p:5\n"
    )


def test_the_new_id_of_a_passage_that_lost_its_counted_one_is_said() -> None:
    before = record_of(paragraphs("One.", "Two."))
    now = paragraphs("One.")["index.html"].replace("</main>", '<p id="lamp">Two.</p></main>')
    _, found = kept({"index.html": now}, before)
    assert [line for line in found if '"p:2" = "lamp"' in line] == found != []


def test_a_division_is_known_by_its_heading() -> None:
    division = '<section id="section:{}"><h2>{}</h2><p>{}</p></section>'
    before = record_of({"a.html": f"<body>{division.format(1, 'Lamps', 'Old.')}</body>"})
    now = division.format(1, "Oil", "x") + division.format(2, "Lamps", "Newer.")
    (found,) = kept({"a.html": f"<body>{now}</body>"}, before)[1]
    assert "a.html#section:1 is not the address of the same passage as before, which" in found
    assert "is now at section:2\n" in found


def test_a_lost_id_is_an_error_at_its_line_of_the_record() -> None:
    _, found = kept({"index.html": page("a")}, "index.html\nindex.html#a\nindex.html#b\n")
    assert found == [
        "ids.txt:3:1: error [id-gone] index.html#b was published before, and nothing on the page "
        "has this id now\n  hint: give the passage this xml:id again, or say under [redirects] in "
        'siglum.toml what took its place: "b" = "…"; if it was never public, build once with '
        "--forget\n"
    ]


def test_a_lost_page_is_an_error() -> None:
    _, found = kept({"index.html": page("a")}, "old/index.html\n")
    assert found == [
        "ids.txt:1:1: error [page-gone] the page old/index.html was published before, and no page "
        "has this name now\n  hint: give the document its file name again, or say under "
        '[redirects] in siglum.toml which page took its place: "old/index.html" = "…"; if it was '
        "never public, build once with --forget\n"
    ]


def test_a_redirect_puts_an_anchor_into_the_page_and_the_id_stays_in_the_record() -> None:
    published = "index.html\nindex.html#a\nindex.html#b\n"
    files, found = kept({"index.html": page("a")}, published, b="a")
    assert found == []
    assert '<p class="x" id="a"><span id="b"></span>Words.' in files["index.html"]
    assert files[RECORD] == published
    again, _ = kept({"index.html": page("a")}, b="a")  # with no record, the same bytes
    assert again == files


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<ul id="a"><li>1</li></ul>', '<span id="b"></span><ul id="a">'),
        ('<hr id="a">', '<span id="b"></span><hr id="a">'),
        (
            '<table><tbody><tr id="a"><td class="x">1</td></tr></tbody></table>',
            '<tr id="a"><td class="x"><span id="b"></span>1',
        ),
        (
            '<p title="<p id=\'a\'>">0</p><p\n data-a="1" id="a">1</p>',
            'id="a"><span id="b"></span>1',
        ),
    ],
)
def test_an_anchor_stands_where_one_may(html: str, expected: str) -> None:
    whole = f"<!DOCTYPE html><html><head><title>T</title></head><body>{html}</body></html>"
    files, _ = kept({"index.html": whole}, b="a")
    assert expected in files["index.html"]
    tree(files["index.html"])


def test_a_place_that_moved_to_another_page_has_a_link_on_its_old_page() -> None:
    pages = {"a/index.html": page("x"), "b/index.html": page("y")}
    files, found = kept(pages, "a/index.html#y\n", **{"a/index.html#y": "b/index.html#y"})
    assert found == []
    link = '<p class="moved" id="y">This has moved: <a href="../b/index.html#y">'
    assert link in files["a/index.html"]
    assert "a/index.html#y\n" in files[RECORD]


def test_a_page_that_moved_leads_to_the_new_one() -> None:
    files, found = kept(
        {"b/index.html": page()}, "a/index.html\n", **{"a/index.html": "b/index.html"}
    )
    assert found == []
    assert 'content="0; url=../b/index.html"' in files["a/index.html"]
    assert "<script>" not in files["a/index.html"]
    tree(files["a/index.html"])


def test_the_places_of_a_page_that_moved_lead_on_each_by_itself() -> None:
    redirects = {"a/index.html": "b/index.html", "a/index.html#v": "b/index.html#x"}
    files, found = kept({"b/index.html": page("x", "y")}, "a/index.html#y\n", **redirects)
    assert found == []
    moved = files["a/index.html"]
    assert '<p class="moved" id="y">This has moved: <a href="../b/index.html#y">' in moved
    assert '<p class="moved" id="v">This has moved: <a href="../b/index.html#x">' in moved
    assert "This page has moved: " in moved
    assert "location.replace(" in moved
    assert "refresh" not in moved  # which would lead every place to one
    assert files[RECORD] == "".join(
        f"{path}{name}\n"
        for path, names in (("a/index.html", "vxy"), ("b/index.html", "xy"))
        for name in ("", *(f"#{letter}" for letter in names))
    )
    tree(moved)


def test_old_places_of_a_page_are_places_that_another_one_leads_to() -> None:
    redirects = {"old": "x", "a/index.html": "b/index.html"}
    files, found = kept(
        {"b/index.html": page("x")}, "a/index.html#old\nb/index.html#old\n", **redirects
    )
    assert found == []
    assert 'id="old">This has moved: <a href="../b/index.html#old">' in files["a/index.html"]


def test_a_page_that_moved_and_changed_tells_of_passages_that_are_elsewhere() -> None:
    old, new = "old/index.html", "new/index.html"

    def at(path: str, *words: str) -> dict[str, str]:
        return {path: paragraphs(*words)["index.html"]}

    def built(pages: dict[str, str], record: str, **more: str) -> tuple[str, list[str]]:
        made = keep(pages, {old: new, **more}, record, record=IDS, settings=TOML)
        return made.files[RECORD], [render(f, Style()) for f in made.findings]

    before = record_of(at(old, "One.", "Two.", "Three."))
    record, found = built(at(new, "One.", "Two.", "Three."), before)
    assert found == []
    changed = at(new, "One.", "New.", "Two.", "Three.")
    said = (
        f"warning [id-moved] {old}#p:2 is not the address of the same passage as before, which is "
        f"now at {new}#p:3 (and 1 more)\n"
    )
    after, (only, *_) = built(changed, before)  # it changes with the move
    assert only.startswith(f"ids.txt:3:1: {said}")
    again, (only, *_) = built(changed, after)
    assert only.startswith(f"ids.txt:8:1: {said}")
    assert again == after
    _, (first, second) = built(changed, record)  # it changes after the move
    assert first.startswith(f"ids.txt:3:1: warning [id-moved] {new}#p:2 is not the address of the")
    assert second.startswith(f"ids.txt:7:1: {said}")
    # a redirect of its own settles each
    redirects = {f"{old}#p:2": f"{new}#p:3", f"{old}#p:3": f"{new}#p:4"}
    assert built(at(new, "One.", "New.", "Two.", "Three."), before, **redirects)[1] == []


def test_the_places_of_a_page_that_is_another_one_now_lead_on() -> None:
    pages = {"index.html": page("list"), "a/index.html": page("list", "x")}
    redirects = {"index.html": "a/index.html"}
    files, found = kept(pages, "index.html\nindex.html#x\n", **redirects)
    assert found == []
    assert files["index.html"].count('class="moved"') == 1
    assert 'id="x">This has moved: <a href="a/index.html#x">' in files["index.html"]
    _, (said,) = kept({"index.html": page("x"), "a/index.html": page("x")}, **redirects)
    assert said.startswith(
        'siglum.toml:1:1: warning [redirect-needless] the redirect from "index.html" is not'
    )


def test_a_page_whose_places_are_on_another_one_is_one_finding() -> None:
    before = "index.html\nindex.html#a\nindex.html#b\nindex.html#c\n"
    now = {"index.html": page("list"), "x/index.html": page("a", "b"), "y/index.html": page()}
    assert kept(now, before)[1] == [
        "ids.txt:2:1: error [page-moved] index.html was published before, and its places are on "
        "x/index.html now (3 addresses would be gone)\n  hint: say so under [redirects] in "
        'siglum.toml: "index.html" = "x/index.html"; if it was never public, build once with '
        "--forget\n",
        "ids.txt:4:1: error [id-gone] index.html#c was published before, and nothing on the page "
        "has this id now\n  hint: give the passage this xml:id again, or say under [redirects] in "
        'siglum.toml what took its place: "c" = "…"; if it was never public, build once with '
        "--forget\n",
    ]
    half = {"index.html": page("b"), "x/index.html": page("a")}
    assert ["[id-gone]" in said for said in kept(half, before)[1]] == [True, True]
    twice = {**now, "y/index.html": page("a", "b", "c")}
    assert ["[id-gone]" in said for said in kept(twice, before)[1]] == [True, True, True]


def test_a_redirect_that_says_too_little_is_told_from_a_wrong_one() -> None:
    pages = {"a/index.html": page("x"), "b/index.html": page("y")}
    for new, code in (
        ("y", "redirect-unused"),
        ("b/index.html#y", "redirect-unused"),
        ("b/index.html", "redirect-unused"),
        ("z", "redirect-nowhere"),
        ("b/index.html#x", "redirect-nowhere"),
        ("c/index.html", "redirect-nowhere"),
    ):
        (said,) = kept(pages, old=new)[1]
        assert f"[{code}]" in said, new


def test_a_place_can_lead_to_a_page() -> None:
    pages = {"index.html": page("a"), "b.html": page("c")}
    files, found = kept(pages, "index.html#x\n", x="b.html")
    assert found == []
    assert '<p class="moved" id="x">This has moved: <a href="b.html">' in files["index.html"]


def test_redirects_that_lead_nowhere_or_are_not_needed_are_said() -> None:
    _, found = kept({"index.html": page("a", "c")}, b="z", c="a")
    assert found == [
        'siglum.toml:1:1: error [redirect-nowhere] the redirect from "b" leads to "z", which is '
        "not on the page\n  hint: name an id that a page has, a page, or both (page.html#id)\n",
        'siglum.toml:1:1: warning [redirect-needless] the redirect from "c" is not followed: the '
        "page still has this id\n  hint: remove it from siglum.toml\n",
    ]


def tei(*ids: str) -> str:
    body = "".join(f'<p xml:id="{i}">Words of {i}.</p>' for i in ids)
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title>'
        "</titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc>"
        f"</fileDesc></teiHeader><text><body>{body}</body></text></TEI>"
    )


@pytest.fixture
def _edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("siglum.toml").write_text('sources = "a.xml"\nformats = "html"\n')
    Path("a.xml").write_text(tei("one", "two"))
    assert main(["build", "-q"]) == 0


def contents() -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in Path("output").rglob("*") if p.is_file()}


@pytest.mark.usefixtures("_edition")
def test_a_build_that_would_lose_an_id_fails_and_leaves_the_last_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = contents()
    Path("a.xml").write_text(tei("one"))
    for _ in range(2):  # and fails again
        assert main(["build", "-q"]) == 1
        printed = capsys.readouterr().err
        assert printed.startswith("output/html/ids.txt:4:1: error [id-gone] index.html#two was")
        assert printed.endswith("nothing was written\n")
        assert contents() == before


@pytest.mark.usefixtures("_edition")
def test_a_redirect_mends_the_build() -> None:
    Path("a.xml").write_text(tei("one"))
    with Path("siglum.toml").open("a") as stream:
        stream.write('[redirects]\ntwo = "one"\n')
    assert main(["build", "-q"]) == 0
    assert '<span id="two"></span>' in Path("output/html/index.html").read_text("utf-8")
    after = contents()
    assert main(["build", "-q"]) == 0
    assert contents() == after


@pytest.mark.usefixtures("_edition")
def test_what_was_never_public_can_be_forgotten() -> None:
    Path("a.xml").write_text(tei("one"))
    assert main(["build", "-q", "--forget"]) == 0
    assert "index.html#two" not in Path("output/html/ids.txt").read_text("utf-8")
    assert main(["build", "-q"]) == 0


@pytest.mark.usefixtures("_edition")
def test_the_record_can_stand_beside_the_sources(capsys: pytest.CaptureFixture[str]) -> None:
    text = Path("siglum.toml").read_text() + 'ids = "published.txt"\n'
    Path("siglum.toml").write_text(text)
    assert main(["build", "-q"]) == 0
    record = Path("published.txt").read_text("utf-8")
    assert record == Path("output/html/ids.txt").read_text("utf-8")
    assert record == "about.html\nindex.html\nindex.html#one\nindex.html#two\n"
    Path("a.xml").write_text(tei("one"))
    Path("output").rename("old")
    assert main(["build", "-q"]) == 1
    assert "published.txt:4:1: error [id-gone]" in capsys.readouterr().err
    assert Path("published.txt").read_text("utf-8") == record
    assert not Path("output").exists()


@pytest.mark.usefixtures("_edition")
def test_a_record_that_was_deleted_is_made_of_that_of_the_last_build(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("siglum.toml").write_text(Path("siglum.toml").read_text() + 'ids = "published.txt"\n')
    assert main(["build", "-q"]) == 0
    Path("published.txt").unlink()
    Path("a.xml").write_text(tei("one"))
    assert main(["build", "-q"]) == 1
    assert capsys.readouterr().err.startswith("output/html/ids.txt:4:1: error [id-gone] ")
    assert not Path("published.txt").exists()


@pytest.mark.usefixtures("_edition")
def test_another_document_in_the_folder_of_a_build_is_one_finding(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = contents()
    Path("b.xml").write_text(tei("three", "four"))
    assert main(["build", "-q", "--format", "html", "b.xml"]) == 2
    assert capsys.readouterr().err == (
        "output/html/ids.txt:3:1: error [output-other] the last build here was of a.xml, and 2 of "
        "its addresses would be gone, index.html#one the first of them\n"
        "  hint: build another document into another folder with --out; if these pages were never "
        "public, let them go with --forget; if this is the same document under another name, give "
        "it its old name, to see what it has lost\n"
        "nothing was written\n"
    )
    assert contents() == before
    assert main(["build", "-q", "--forget", "--format", "html", "b.xml"]) == 0


@pytest.mark.usefixtures("_edition")
def test_a_document_with_another_name_is_held_to_its_ids(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("b.xml").write_text(tei("one", "three"))
    assert main(["build", "-q", "--format", "html", "b.xml"]) == 1
    assert "[id-gone] index.html#two was published" in capsys.readouterr().err


@pytest.mark.usefixtures("_edition")
def test_an_edition_grows_from_one_document_to_two(capsys: pytest.CaptureFixture[str]) -> None:
    Path("b.xml").write_text(tei("three"))
    settings = 'sources = ["a.xml", "b.xml"]\nformats = "html"\n'
    Path("siglum.toml").write_text(settings)
    assert main(["build", "-q"]) == 1
    said = capsys.readouterr().err
    assert '"index.html" = "a/index.html"' in said
    assert said.count("error [") == 2  # and about.html
    redirects = '[redirects]\n"index.html" = "a/index.html"\n"about.html" = "a/about.html"\n'
    Path("siglum.toml").write_text(settings + redirects)
    assert main(["build"]) == 0
    assert "warning" not in capsys.readouterr().err
    after = contents()
    assert main(["build", "-q"]) == 0
    assert contents() == after


@pytest.mark.usefixtures("_edition")
def test_a_build_into_another_folder_leaves_the_record_alone() -> None:
    settings = Path("siglum.toml").read_text() + 'ids = "published.txt"\n'
    Path("siglum.toml").write_text(settings)
    assert main(["build", "-q"]) == 0
    record = Path("published.txt").read_text("utf-8")
    Path("a.xml").write_text(tei("one", "three"))
    assert main(["build", "-q", "--out", "draft"]) == 0
    assert Path("published.txt").read_text("utf-8") == record
    assert "index.html#three" in Path("draft/html/ids.txt").read_text("utf-8")


@pytest.mark.usefixtures("_edition")
def test_other_documents_in_the_folder_of_a_build_are_one_finding(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("b", "c", "d"):
        Path(f"{name}.xml").write_text(tei(name, f"{name}2"))
    assert main(["build", "-q", "--format", "html", "--out", "x", "b.xml", "c.xml"]) == 0
    assert main(["build", "-q", "--format", "html", "--out", "x", "d.xml"]) == 2
    said = capsys.readouterr().err
    assert "[output-other] the last build here was of b.xml and 1 more, and 8 of its" in said


@pytest.mark.parametrize("line", ["<<<<<<< HEAD", "=======", "index", "\ufffd\ufffd", "x.html#"])
def test_a_record_that_is_damaged_is_said_to_be(line: str) -> None:
    _, found = kept({"index.html": page("x")}, f"\ufeffindex.html\r\n{line}\r\nindex.html#x\r\n")
    assert found == [
        "ids.txt:2:1: error [record-line] the list of published addresses holds a line that is "
        f"none: {line}\n  hint: siglum build writes this file; take it whole from version control, "
        "where a merge has left marks in it keep the lines of both sides\n"
    ]


def test_a_record_may_have_a_mark_at_its_beginning_and_any_ends_of_lines() -> None:
    _, found = kept({"index.html": page("x")}, "\ufeffindex.html\r\n\r\nindex.html#x\r\n")
    assert found == []
