"""Writing from right to left and from top to bottom, glosses beside the line, lines of verse."""

import pytest
from html_pages import made, text

RENDITIONS = (
    "<encodingDesc><tagsDecl><rendition xml:id='v' scheme='css'>{}</rendition></tagsDecl>"
    "</encodingDesc>"
)


@pytest.mark.parametrize(
    ("css", "classes"),
    [
        ("writing-mode: vertical-rl", "p r-v rend-vertical brief"),
        ("font-style:italic; writing-mode:vertical-lr", "p r-v rend-vertical brief"),
        ("font-style: italic", "p r-v"),
    ],
)
def test_a_rendition_from_top_to_bottom_is_set_as_such(css: str, classes: str) -> None:
    page = made("<p rendition='#v'>x</p>", RENDITIONS.format(css))
    assert page.one("//article//p").get("class") == classes


def test_lines_are_indented_as_far_as_they_say() -> None:
    page = made("".join(f"<l rend='{n}'>x</l>" for n in ("indent(2)", "indent3", "indent(1)")))
    assert [line.get("class") for line in page.select("//article//div[@data-n or @class]/div")][
        -3:
    ] == ["l rend-indent-2", "l rend-indent-3", "l rend-indent"]


def test_each_of_two_glosses_is_beside_its_word() -> None:
    page = made(
        "<p><ruby><rb>旧</rb><rt>kyu</rt><rt place='below' xml:lang='en'>old</rt><rb>漢</rb>"
        "<rt>kan</rt></ruby></p>"
    )
    outer, inner = page.select("//ruby")
    assert outer.get("class") == "ruby"
    assert [child.tag for child in outer] == ["ruby", "rp", "rt", "rp", "span", "rp", "rt", "rp"]
    assert text(inner) == "旧(kyu)"
    below = page.one("//rt[@class='below']")
    assert (text(below), below.get("lang")) == ("old", "en")


def test_notes_to_a_gloss_have_their_marks_after_it() -> None:
    page = made("<p><ruby><rb>東<note>a</note></rb><rt>とう<note>b</note></rt></ruby>。</p>")
    assert text(page.one("//ruby")) == "東(とう)"
    assert [text(mark) for mark in page.select("//ruby/following-sibling::a")] == ["[1]", "[2]"]


@pytest.mark.parametrize(
    ("body", "brief"),
    [
        ("<p rend='vertical'>春</p>", True),
        (f"<p rend='vertical'>{'春' * 600}</p>", False),
        (f"<div rend='vertical'>{'<p>春</p>' * 9}</div>", False),
        ("<div rend='vertical'><figure><head>図</head></figure></div>", False),
    ],
)
def test_what_is_long_is_not_printed_from_top_to_bottom(body: str, brief: bool) -> None:
    kinds = (made(body).one("//*[contains(@class, 'rend-vertical')]").get("class") or "").split()
    assert ("brief" in kinds) is brief


def test_a_note_has_the_language_of_what_it_stands_in() -> None:
    page = made(
        "<div xml:lang='ar'><p xml:lang='en'>a<note>b</note></p><p>c<foreign xml:lang='fr'>d"
        "<note>e</note></foreign><note>f</note><note xml:lang='ar'>g</note></p></div>"
    )
    notes = page.select("//aside")
    assert [(text(e)[2:], e.get("lang"), e.get("dir")) for e in notes] == [
        ("b", "en", "ltr"),
        ("e", "fr", "ltr"),
        ("f", None, None),
        ("g", "ar", None),
    ]


HEBREW = (
    "<div xml:lang='he'><head>פרק</head><p>Mill אמר <persName ref='#a'>אנה</persName> "
    "<choice><sic>שגיעה</sic><corr resp='#e'>שגיאה</corr></choice> "
    "<quote source='#b'>מים</quote></p><quote source='#b'>ים</quote>"
    "<listBibl><bibl xml:id='b'>ספר</bibl></listBibl></div>"
)
PERSON = (
    "<standOff><listPerson><person xml:id='a'><persName xml:lang='he'>אנה</persName></person>"
    "</listPerson></standOff>"
)


def test_a_paragraph_runs_as_the_language_around_it_whatever_word_it_begins_with() -> None:
    page = made(HEBREW + "<p>שלום world</p>")
    assert page.one("//p[@id='p:1']").get("dir") is None
    assert page.one("//p[@id='p:2']").get("dir") == "auto"


def test_words_of_the_text_run_in_the_frame_as_their_own_language_does() -> None:
    page = made(HEBREW, stand_off=PERSON)
    context = page.one("//li[@id='a']//span[@class='context']")
    assert (context.get("lang"), context.get("dir")) == ("he", "rtl")
    assert page.one("//li[@id='a']/span[@class='entity-name']").get("dir") is not None
    for reading in page.select("//dd/span[@class='card-reading']"):
        assert (reading.get("lang"), reading.get("dir")) == ("he", "rtl")


def test_words_of_the_frame_that_stand_in_the_text_say_their_language() -> None:
    page = made(HEBREW)
    assert page.one("//p[@class='cited-in']").get("lang") == "en"
    quoted = page.one("//details[@class='quoted']")
    assert quoted.get("lang") == "en"
    assert [s.get("lang") for s in page.select("//details[@class='quoted']//li/span")] == [
        "he",
        "he",
    ]
    links = page.select("//p[@class='cited-in']/a")
    assert [(text(link), link.get("dir")) for link in links] == [("¶1", None), ("“פרק”", "rtl")]


def test_headings_in_the_contents_run_as_their_language_does() -> None:
    page = made(HEBREW + "<div><head>One</head><p>x</p></div>")
    links = page.select("//nav[contains(@class, 'contents')]//a")
    assert [(text(link), link.get("lang"), link.get("dir")) for link in links][:2] == [
        ("פרק", "he", "rtl"),
        ("One", None, "auto"),
    ]
