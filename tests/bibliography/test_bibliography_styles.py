"""CSL styles: by name, by former name, by path; and what cannot be used."""

import re
from pathlib import Path
from typing import NoReturn

import pytest
from bibliography_documents import book, drawn
from siglum.bibliography import Work, formatted
from siglum.bibliography.lean import lean
from siglum.bibliography.styles import locale, names, style_path
from siglum.findings import FindingError

WORKS = drawn(
    entries=book("b", "Beta &amp; <hi rend='italic'>Gamma</hi>")
    + book("a", "Alpha", "<author><surname>Zeno</surname><forename>A.</forename></author>")
    + "<bibl xml:id='raw'>Smith 1999, the BOOK</bibl>"
).works


def plain(works: tuple[Work, ...], style: str, lang: str = "") -> dict[str, str]:
    return formatted(works, style=style, lang=lang, to="text")


def test_chicago_in_its_order() -> None:
    assert formatted(WORKS, style="chicago-author-date") == {
        "b": "<em>Beta &amp; <em>Gamma</em></em>. 1900.",
        "raw": "“Smith 1999, the BOOK.” n.d.",
        "a": "Zeno, A. 1900. <em>Alpha</em>.",
    }


def test_a_numeric_style_keeps_the_order_of_the_document() -> None:
    entries = formatted(WORKS, style="ieee")
    assert list(entries) == ["b", "a", "raw"]
    assert entries["a"] == (
        '<span class="csl-left-margin">[2]</span> '
        '<span class="csl-right-inline">A. Zeno, <em>Alpha</em>. 1900.</span>'
    )
    assert plain(WORKS, "ieee")["a"] == "[2] A. Zeno, Alpha. 1900."


def test_a_dependent_style_is_that_which_it_depends_on() -> None:
    assert style_path("nature-digest").stem == "nature"
    assert plain(WORKS, "nature-digest") == plain(WORKS, "nature")


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("chicago", "chicago-author-date"),
        ("mla", "modern-language-association"),
        ("APA", "apa"),
        ("modern language association", "modern-language-association"),
        ("apa.csl", "apa"),
        ("http://www.zotero.org/styles/apa", "apa"),
    ],
)
def test_other_names_of_a_style(name: str, stem: str) -> None:
    assert style_path(name).stem == stem


def test_the_language_of_the_style() -> None:
    editors = "<editor>A. One</editor><editor>B. Two</editor>"
    works = drawn(entries=book(more=editors)).works
    assert plain(works, "chicago-author-date") == {"b": "A. One, and B. Two, eds. 1900. A Book."}
    assert plain(works, "chicago-author-date", "fr") == {
        "b": "A. One, et B. Two, éd. 1900. A Book."
    }


def test_no_works() -> None:
    assert formatted((), style="apa") == {}


def test_an_unknown_style_with_a_name_near_it() -> None:
    with pytest.raises(FindingError) as error:
        formatted(WORKS, style="chigaco")
    found = error.value.finding
    assert found.message == "there is no citation style 'chigaco'"
    assert found.hint.startswith("did you mean chicago-author-date or ")
    assert found.hint.endswith("? siglum cite --style list prints all names")
    assert found.environment


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            "nothing",
            "not well-formed XML: the file does not begin with a tag",
        ),
        ("<x/>", "its root element is <x>, not CSL's <style>"),
        (
            '<style xmlns="http://purl.org/net/xbiblio/csl"><info/></style>',
            "it has no <citation> element",
        ),
        (
            '<style xmlns="http://purl.org/net/xbiblio/csl"><info><link rel="independent-parent" '
            'href="http://www.zotero.org/styles/no-such"/></info></style>',
            "it depends on the style no-such, which is not there",
        ),
    ],
)
def test_a_file_that_is_no_style(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "own.csl"
    path.write_text(content, "utf-8")
    with pytest.raises(FindingError) as error:
        formatted(WORKS, style=str(path))
    message = error.value.finding.message
    assert message.startswith(f"the citation style {path} cannot be used: ")
    assert reason in message


def test_a_style_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "own.csl"
    path.write_text("<style/>", "utf-8")

    def refuse(*_: object) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FindingError) as error:
        formatted(WORKS, style=str(path))
    assert error.value.finding.message == f"{path} cannot be read: permission denied"


def test_a_style_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "own.csl"
    path.write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info>'
        "<title>Own</title><id>own</id><updated>2020-01-01T00:00:00+00:00</updated></info>"
        '<citation><layout><text variable="title"/></layout></citation><bibliography>'
        '<layout suffix="!"><text variable="title"/></layout></bibliography></style>',
        "utf-8",
    )
    assert plain(WORKS, str(path))["a"] == "Alpha!"


def test_the_list_of_styles_is_sorted_and_long() -> None:
    found = names()
    assert list(found) == sorted(found)
    assert {"apa", "chicago-author-date", "nature-digest"} <= set(found)


@pytest.mark.parametrize(
    ("style", "language", "expected"),
    [
        ("chicago-author-date", "de", "de"),
        ("chicago-author-date", "", ""),
        ("chicago-author-date-fr", "de", "fr-FR"),
    ],
)
def test_the_words_of_a_style_are_in_the_language_of_the_document(
    style: str, language: str, expected: str
) -> None:
    assert locale(style, language) == expected


@pytest.mark.parametrize("tag", ["grc", "ru-Latn", "x-klingon", "en_US", "a b", '{"'])
def test_a_language_without_a_locale_does_no_harm(tag: str) -> None:
    assert plain(WORKS, "chicago-author-date", tag)["a"] == "Zeno, A. 1900. Alpha."


def test_a_style_by_relative_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own.csl").write_bytes(style_path("apa").read_bytes())
    monkeypatch.chdir(tmp_path)
    assert plain(WORKS, "own.csl") == plain(WORKS, "apa")


def test_a_long_list_is_formatted_as_a_short_one_is() -> None:
    entries = "".join(
        book(f"w{n}", f"Title {n}", f"<author><surname>Name{n:04}</surname></author>")
        for n in range(450)
    )
    listed = plain(drawn(entries=entries).works, "chicago-author-date")
    assert len(listed) == 450
    assert listed["w7"] == "Name0007. 1900. Title 7."


STYLE = b"""<?xml version="1.0" encoding="utf-8"?>
<!-- whose it is -->
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="de-DE">
  <info><title>A style</title><rights>long</rights></info>
  <locale xml:lang="de"><terms><term name="and">und <!-- or -->dann</term></terms></locale>
  <macro name="cited"><text macro="deep"/></macro>
  <macro name="deep"><text variable="title"/></macro>
  <macro name="sorted"><text variable="title"/></macro>
  <macro name="never"><text macro="sorted"/></macro>
  <citation disambiguate-add-givenname="true" et-al-min="3"><layout><text macro="cited"/></layout></citation>
  <bibliography><sort><key macro="sorted"/></sort><layout><text value=" a "/></layout></bibliography>
</style>"""  # noqa: E501 -- as styles are written


def macros(style: bytes) -> list[str]:
    return re.findall(r'<macro name="(\w+)"', style.decode())


def test_a_style_is_read_without_what_a_list_does_not_need() -> None:
    made = lean(STYLE, alone=False, together=False)
    assert macros(made) == ["cited", "deep", "sorted"]
    assert b"whose it is" not in made and b"long" not in made and b">\n" not in made
    assert b"und dann</term>" in made and b'value=" a "' in made
    assert b'default-locale="de-DE"' in made and b'disambiguate-add-givenname="true"' in made


def test_what_tells_works_apart_is_left_out_where_there_is_nothing_to_tell_apart() -> None:
    assert macros(lean(STYLE, alone=True, together=False)) == ["sorted"]
    assert b"givenname" not in lean(STYLE, alone=False, together=True)
    without = re.sub(rb"<bibliography>.*</bibliography>", b"", STYLE)
    assert macros(lean(without, alone=True, together=False)) == ["cited", "deep"]


def test_a_label_that_a_style_names_alone_follows_the_names() -> None:
    editor = "<editor><persName><surname>Grey</surname></persName></editor>"
    (entry,) = formatted(
        drawn(entries=book(more=editor)).works, style="vancouver", to="text"
    ).values()
    assert entry == "1. Grey, editor. A Book. 1900."
