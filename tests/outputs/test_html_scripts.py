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


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("margin-left: 2em; text-indent: -2em", "margin-left:2em;text-indent:-2em"),
        ("margin: 0 300px", "margin:0 min(300px,30%)"),
        ("text-indent:-90px", "text-indent:max(-90px,-1em)"),
        ("padding-left:1in;text-indent:-90px", "padding-left:1in;text-indent:max(-90px,-4em)"),
        (
            "letter-spacing: 3em; font-size: 200px",
            "letter-spacing:min(3em,2em);font-size:min(200px,4em)",
        ),
        ("white-space: nowrap; white-space: pre", "white-space:normal;white-space:pre-wrap"),
        ("border-left: solid 40px", "border-left:solid min(40px,1em)"),
        ("border-width: 40px; line-height: 1.5", "border-width:min(40px,1em);line-height:1.5"),
    ],
)
def test_what_the_source_sets_wider_than_a_small_screen_is_made_to_fit(
    style: str, shown: str
) -> None:
    paragraph = made(f"<p style='{style}'>a</p>").one("//p[@class='p']")
    assert paragraph.get("style") == shown


def test_a_long_formula_and_a_long_gloss_have_room_on_a_small_screen() -> None:
    sum_of = "<mi>x</mi><mo>+</mo>" * 12 + "<mi>x</mi>"
    math = "<math xmlns='http://www.w3.org/1998/Math/MathML'><mrow>{}</mrow></math>"
    page = made(
        f"<p>a <formula>{math.format(sum_of)}</formula> <formula>{math.format('<mi>x</mi>')}"
        "</formula> <ruby><rb>b</rb><rt>a gloss that is longer than its word is</rt></ruby> "
        "<ruby><rb>b</rb><rt>c</rt></ruby></p>"
    )
    wide, short = page.select("//*[contains(@class, 'formula')]")
    assert (wide.get("class"), wide.get("tabindex")) == ("formula wide", "0")
    assert (short.get("class"), short.get("tabindex")) == ("formula", None)
    assert [e.get("class") for e in page.select("//ruby")] == ["ruby long", "ruby"]
