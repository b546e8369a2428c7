"""Citing a passage: from its number, and from words that are selected."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser.pages import address, opened, tab_to
from siglum.document import parse
from siglum.outputs import Options
from siglum.outputs.html import render

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def copied(page: "Page") -> str:
    """What was last written to the clipboard."""
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.mark.parametrize("how", ["pointer", "keyboard"])
def test_the_number_of_a_paragraph_cites_it(browser: "Browser", how: str) -> None:
    leave = ["clipboard-read", "clipboard-write"]
    with opened(browser, address("essay"), permissions=leave) as page:
        if how == "pointer":
            page.locator("a.n[href='#iv.2']").click()
        else:
            tab_to(page, "a.n[href='#iv.2']")
            page.keyboard.press("Enter")
        card = page.get_by_role("dialog", name="Cite this passage")
        said = card.inner_text()
        place = page.locator("a.n[href='#iv.2']").inner_text()
        assert f"¶{place}" in said
        assert page.url.endswith("#iv.2")
        copy = card.get_by_role("button", name="Copy citation")
        if how == "pointer":
            copy.click()
        else:
            tab_to(page, "[id='cite:passage'] button", limit=3).press("Enter")
        card.get_by_role("button", name="Copied").wait_for()
        text = copied(page)
        assert text.endswith(f"¶{place}. {page.url}")
        title = page.locator("h1").inner_text()
        assert re.sub(r"\W", "", title)[:12] in re.sub(r"\W", "", text)
        page.keyboard.press("Escape")
        assert not card.is_visible()


#: What a word processor is given when it pastes.
_RICH = """async () => { for (const item of await navigator.clipboard.read())
  if (item.types.includes("text/html")) return (await item.getType("text/html")).text(); }"""


def test_a_citation_is_copied_with_its_italics_and_links(browser: "Browser") -> None:
    leave = ["clipboard-read", "clipboard-write"]
    with opened(browser, address("essay"), permissions=leave) as page:
        page.locator("a.n[href='#iv.2']").click()
        page.get_by_role("button", name="Copy citation").click()
        page.get_by_role("button", name="Copied").wait_for()
        rich = str(page.evaluate(_RICH))
        assert "<em>The October Revolution" in rich
        assert f'<a href="{page.url}">{page.url}</a>' in rich


def test_a_citation_is_copied_where_the_browser_keeps_its_clipboard_to_itself(
    browser: "Browser",
) -> None:
    with opened(browser, address("essay"), permissions=["clipboard-read"]) as page:
        page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        page.locator("a.n[href='#iv.2']").click()
        page.get_by_role("button", name="Copy citation").click()
        page.get_by_role("button", name="Copied").wait_for()
        assert page.evaluate("document.activeElement.textContent") == "Copied"
        assert not page.locator("textarea").count()


_LAMPS = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="de"><teiHeader><fileDesc><titleStmt>
<title>Lampen</title><author>Eva Weiß</author></titleStmt><publicationStmt><publisher>Verlag
</publisher><date>2001</date>IDNO</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>
</teiHeader><text><body><p>Das „Licht“ – es fällt, sagt man.</p></body></text></TEI>"""


@pytest.mark.parametrize(
    ("style", "idno", "said"),
    [
        (
            "din-1505-2",
            "",
            "„Das ‚Licht‘ – es fällt“ Eva Weiß: Lampen : Verlag, 2001, ¶1. "
            "https://example.org/l/#p:1:~:text=Das%20%E2%80%9ELicht%E2%80%9C%20%E2%80%93%20es"
            "%20f%C3%A4llt",
        ),
        (  # the address of the edition, which the style gives, becomes that of the words
            "vancouver",
            '<idno type="URL">https://example.org/l/</idno>',
            "“Das „Licht“ – es fällt” Eva Weiß. Lampen [Internet]. Verlag; 2001. Available from: "
            "https://example.org/l/#p:1:~:text=Das%20%E2%80%9ELicht%E2%80%9C%20%E2%80%93%20es"
            "%20f%C3%A4llt, ¶1.",
        ),
    ],
)
def test_words_are_cited_as_the_style_has_them(
    browser: "Browser", tmp_path: Path, style: str, idno: str, said: str
) -> None:
    options = Options("lamps", style=style, base_url="https://example.org/l")
    made = render(parse(_LAMPS.replace("IDNO", idno).encode()), options)
    (tmp_path / "index.html").write_text(made.files["index.html"], "utf-8")
    with opened(browser, (tmp_path / "index.html").as_uri()) as page:
        page.evaluate(_SELECT, ["Das", 0, "fällt", 0])
        page.get_by_role("button", name="Cite these words").click()
        card = page.get_by_role("dialog", name="Cite this passage")
        assert card.locator("p").first.inner_text() == said
        assert page.locator("section.cite p").first.inner_text().count("https://") == 1


def test_words_that_are_selected_are_cited_with_a_link_to_them(browser: "Browser") -> None:
    leave = ["clipboard-read", "clipboard-write"]
    with opened(browser, address("apparatus"), permissions=leave) as page:
        page.evaluate(
            "() => { const text = [...document.getElementById('p3').childNodes]"
            ".find((n) => n.nodeType === 3 && n.data.includes('Another'));"
            "getSelection().setBaseAndExtent(text, text.data.indexOf('Another'),"
            " text, text.data.indexOf('holds') + 5); }"
        )
        page.get_by_role("button", name="Cite these words").click()
        card = page.get_by_role("dialog", name="Cite this passage")
        assert "“Another book holds” " in card.inner_text()
        card.get_by_role("button", name="Copy link").click()
        card.get_by_role("button", name="Copied").wait_for()
        assert copied(page).endswith("#p3:~:text=Another%20book%20holds")


#: Select from the n-th occurrence of some words to the m-th of others; where that is on the page.
_SELECT = """([from, n, to, m]) => {
  const walk = document.createTreeWalker(document.querySelector(".tei"), NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walk.nextNode()) texts.push(walk.currentNode);
  const find = (words, count) => {
    for (const text of texts)
      for (let at = text.data.indexOf(words); at >= 0; at = text.data.indexOf(words, at + 1))
        if (count-- === 0) return [text, at];
  };
  const range = document.createRange(), [end, at] = find(to, m);
  range.setStart(...find(from, n));
  range.setEnd(end, at + to.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  const box = range.getClientRects()[0];
  return box.top + scrollY;
}"""


def leads(browser: "Browser", url: str, directive: str, selection: list[object]) -> bool:
    """Does the browser bring those words to the middle of the screen, as it does what it finds?"""
    with opened(browser, f"{url}#:~:{directive}") as page:
        page.wait_for_function("scrollY > 0")
        top = page.evaluate(_SELECT, selection)
        at, height = page.evaluate("[scrollY, innerHeight]")
        return bool(at < top < at + height and abs(at + height / 2 - top) < 40)


@pytest.mark.parametrize(
    ("start", "n", "end", "m", "place"),
    [
        ("revolution", 20, "revolution", 20, r"¶\d+"),  # one of many
        ("evolutio", 15, "evolutio", 15, r"¶\d+"),  # not whole words
        (" — the law", 0, "operates", 0, r"¶3"),  # a dash, a comma
        ("Undoubtedly", 0, "revolution", 25, r"¶3–\d+"),  # of several paragraphs
    ],
)
def test_the_link_to_selected_words_leads_to_them(
    browser: "Browser", start: str, n: int, end: str, m: int, place: str
) -> None:
    with opened(browser, address("essay")) as page:
        page.evaluate(_SELECT, [start, n, end, m])
        page.get_by_role("button", name="Cite these words").click()
        said = page.get_by_role("dialog", name="Cite this passage").locator("p").first.inner_text()
        found = re.search(rf", {place}\. (\S+)$", said)
        assert found, said
        directive = found[1].partition(":~:")[2]
        assert directive.startswith("text=")
    assert leads(browser, address("essay"), directive, [start, n, end, m])


#: Text in which little is said once, for links that lead to the right place.
_TWICE = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt>
<title>Lamps</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc>
</fileDesc></teiHeader><text><body><div><head>Of Lamps</head><p>The lamp is lit. Their house.</p>
<p>The lamp is lit. their house<note>The lamp is lit, too.</note>, and <choice><sic>tehm</sic>
<corr>them</corr></choice> there, 50% of A&amp;B, in co-operation, <q>yes</q>.</p></div>
<div><head>Of Oil</head><p>Łódź; l’été; straße.</p>
<p>Lodz; l’ete; strasse.</p>
<lg><l n="1">The lamp is lit</l><l n="2">the lamp is out</l><l n="3">The lamp is lit</l></lg>
<table><row><cell>one</cell><cell>two</cell></row>
<row><cell>three</cell><cell>two</cell></row></table>
<p xml:lang="he">המנורה דולקת, אמר.</p><p xml:lang="he">המנורה דולקת, ענה.</p>
<p xml:lang="zh">燈在屋裏亮著，他說：是的。燈在屋裏亮著，她說：不是。</p>
</div></body></text></TEI>"""


@pytest.mark.parametrize(
    ("start", "n", "end", "m"),
    [
        ("their", 0, "house", 1),  # the same but for a capital, which browsers do not tell apart
        ("Lodz", 0, "Lodz", 0),  # … nor accents
        ("ete", 0, "ete", 0),
        ("strasse", 0, "strasse", 0),
        ("The lamp is lit", 1, "The lamp is lit", 1),  # a whole sentence, known by what is near it
        ("The lamp is lit", 4, "The lamp is lit", 4),  # the second of two equal lines
        ("the lamp is out", 0, "The lamp is lit", 4),  # across lines
        ("and", 0, "there", 0),  # around an intervention
        ("50%", 0, "yes", 0),
        ("50%", 0, "Łódź", 0),  # across a heading
        ("two", 1, "two", 1),  # a cell
        ("three", 0, "three", 0),
        ("המנורה דולקת", 1, "המנורה דולקת", 1),
        ("דולקת", 0, "המנורה", 1),
        ("燈在屋裏亮著", 1, "燈在屋裏亮著", 1),
        ("Of Oil", 0, "Of Oil", 0),  # as in the table of contents
    ],
)
def test_the_link_leads_to_these_words_and_to_none_that_are_like_them(
    browser: "Browser", tmp_path: Path, start: str, n: int, end: str, m: int
) -> None:
    page_file = tmp_path / "index.html"
    page_file.write_text(
        render(parse(_TWICE.encode()), Options("lamps")).files["index.html"], "utf-8"
    )
    tall = "body { line-height: 20rem !important }"  # far apart, so that near is not the same
    page_file.write_text(page_file.read_text("utf-8").replace("</style>", tall + "</style>"))
    with opened(browser, page_file.as_uri()) as page:
        page.evaluate(_SELECT, [start, n, end, m])
        page.get_by_role("button", name="Cite these words").click()
        said = page.get_by_role("dialog", name="Cite this passage").locator("p").first.inner_text()
    directive = said.partition(":~:")[2]
    assert directive.startswith("text="), said
    assert leads(browser, page_file.as_uri(), directive, [start, n, end, m]), directive


_PLAY = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt>
<title>Play</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc>
</fileDesc></teiHeader><text><body><div><head>Act 1</head><div><head>Scene 2</head>
<sp><speaker>Ann</speaker><l n="1">First words</l><l n="2">second words</l><l n="3">third</l></sp>
<sp><speaker>Bo</speaker><p>Words in prose.</p></sp></div></div><div><head>Poem</head>
<lg><l n="2.1.7">seventh words</l></lg><ab><lb n="8"/>of the stone
<lb n="9"/>and end.</ab></div></body></text></TEI>"""


@pytest.mark.parametrize(
    ("start", "end", "place"),
    [
        ("second", "second", "Act 1, Scene 2, line 2"),
        ("First", "third", "Act 1, Scene 2, lines 1–3"),
        ("Words in", "prose", "speech 2"),
        ("seventh", "seventh", "line 2.1.7"),  # a number that has the division
        ("of the", "stone", "¶1, line 8"),  # lines of the source
        ("stone", "end", "¶1, lines 8–9"),
    ],
)
def test_verse_and_lines_of_the_source_are_cited_by_their_numbers(
    browser: "Browser", tmp_path: Path, start: str, end: str, place: str
) -> None:
    made = render(parse(_PLAY.encode()), Options("play"))
    (tmp_path / "index.html").write_text(made.files["index.html"], "utf-8")
    with opened(browser, (tmp_path / "index.html").as_uri()) as page:
        page.evaluate(_SELECT, [start, 0, end, 0])
        page.get_by_role("button", name="Cite these words").click()
        said = page.get_by_role("dialog", name="Cite this passage").locator("p").first.inner_text()
        assert re.search(r"” (Play\. n\.d\., .*)\. file:", said), said
        assert f"” Play. n.d., {place}. file:" in said
