"""What the page does when one points, touches or uses the keyboard."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser.pages import address, opened
from siglum.document import parse
from siglum.outputs import Options
from siglum.outputs.html import render

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, ViewportSize

OPEN = ".card:popover-open"
PHONE = {"width": 380, "height": 760}


def tab_to(page: "Page", selector: str, limit: int = 200) -> "Locator":
    """Press Tab until the focus is on what the selector finds."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return page.locator(":focus")
    raise AssertionError(f"the keyboard never reaches {selector}")


def background(target: "Locator") -> str:
    return str(target.evaluate("(e) => getComputedStyle(e).backgroundColor"))


def sources(page: "Page") -> str:
    """The words of the one card that is open."""
    page.wait_for_selector(OPEN)
    assert page.locator(OPEN).count() == 1
    return page.locator(OPEN).inner_text()


def test_pointing_at_the_sign_of_a_quotation_opens_its_source(browser: "Browser") -> None:
    with opened(browser, address("apparatus")) as page:
        page.locator("#p2 .card-button").last.hover()
        assert "On Tides" in sources(page)
        page.locator("h1").hover()
        page.wait_for_selector(OPEN, state="detached")


def test_resting_on_a_quotation_opens_its_source(browser: "Browser") -> None:
    with opened(browser, address("apparatus")) as page:
        page.locator("#p3 q.quotation, #p3 .quotation").first.hover()
        assert "Of Lamps" in sources(page)


def test_the_keyboard_opens_and_closes_a_source_and_stays_in_its_place(browser: "Browser") -> None:
    with opened(browser, address("apparatus")) as page:
        button = tab_to(page, "#p2 .card-button")
        assert sources(page)
        page.keyboard.press("Escape")
        page.wait_for_selector(OPEN, state="detached")
        assert page.evaluate("document.activeElement.matches('#p2 .card-button')")
        button.press("Enter")
        assert sources(page)


def test_a_touch_opens_a_source(browser: "Browser") -> None:
    with opened(browser, address("apparatus"), viewport=PHONE, has_touch=True) as page:
        page.locator("#p3 .card-button").first.tap()
        assert "Of Lamps" in sources(page)


@pytest.mark.parametrize("how", ["pointer", "keyboard"])
def test_one_part_of_a_quotation_lights_all_its_parts(browser: "Browser", how: str) -> None:
    with opened(browser, address("apparatus")) as page:
        parts = [page.locator("#q1"), page.locator("#q2")]
        dark = [background(part) for part in parts]
        if how == "pointer":
            parts[0].hover()
        else:
            tab_to(page, "#p2 .card-button")
        page.wait_for_timeout(100)
        lit = [background(part) for part in parts]
        assert lit[0] == lit[1]
        assert all(one != other for one, other in zip(dark, lit, strict=True))
        assert background(page.locator("#p3 .quotation").first) in dark


def visible(page: "Page", words: str) -> bool:
    return words in page.locator("#p1").inner_text()


@pytest.mark.parametrize("how", ["pointer", "keyboard"])
def test_the_switch_of_readings(browser: "Browser", how: str) -> None:
    with opened(browser, address("apparatus")) as page:
        assert visible(page, "saw")
        assert not visible(page, "sawe")
        if how == "pointer":
            page.get_by_label("As in the source").check()
        else:
            tab_to(page, "[id='reading:final']")
            page.keyboard.press("ArrowRight")
        assert page.locator("[id='reading:source']").is_checked()
        assert visible(page, "sawe")
        page.get_by_label("Both").check()
        assert visible(page, "sawe")
        assert visible(page, "saw")
        page.reload()
        assert page.locator("[id='reading:both']").is_checked()


def test_an_intervention_says_who_and_why(browser: "Browser") -> None:
    with opened(browser, address("apparatus")) as page:
        page.locator("#p1 .card-button").first.click()
        said = sources(page)
        assert "The editor" in said
        assert "sawe" in said


@pytest.mark.parametrize("how", ["pointer", "keyboard"])
def test_the_switch_of_themes(browser: "Browser", how: str) -> None:
    with opened(browser, address("essay"), color_scheme="light") as page:
        body = page.locator("body")
        light = background(body)
        if how == "pointer":
            page.get_by_label("Dark", exact=True).check()
        else:
            tab_to(page, "[id='theme:auto']")
            page.keyboard.press("ArrowRight")
            page.keyboard.press("ArrowRight")
        assert page.locator("[id='theme:dark']").is_checked()
        dark = background(body)
        assert dark != light
        page.wait_for_timeout(300)  # the browser writes aside what a page keeps
        page.reload()
        assert background(body) == dark
        page.get_by_label("High contrast").check()
        assert background(body) == "rgb(255, 255, 255)"


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
    with opened(browser, f"{address('essay')}#:~:{directive}") as page:
        page.wait_for_function("scrollY > 0")
        top = page.evaluate(_SELECT, [start, n, end, m])
        at, height = page.evaluate("[scrollY, innerHeight]")
        assert at < top < at + height


@pytest.mark.parametrize("how", ["touch", "keyboard"])
def test_a_note_opens_in_its_place_on_a_small_screen(browser: "Browser", how: str) -> None:
    with opened(browser, address("drama"), viewport=PHONE, has_touch=True) as page:
        note = page.get_by_text("The earlier printing has")
        link = page.locator("a.noteref").first
        if how == "touch":
            link.tap()
        else:
            tab_to(page, "a.noteref").press("Enter")
        assert note.is_visible()
        assert link.get_attribute("aria-expanded") == "true"
        link.press("Enter")
        assert not note.is_visible()
        assert link.get_attribute("aria-expanded") == "false"


def test_a_note_stands_beside_the_text_on_a_wide_screen(browser: "Browser") -> None:
    size = {"width": 1400, "height": 900}
    with opened(browser, address("apparatus"), viewport=size) as page:
        note = page.get_by_text("The day is not given.").bounding_box()
        text = page.locator("#p1").bounding_box()
        assert note is not None
        assert text is not None
        assert note["x"] >= text["x"] + text["width"]
        assert abs(note["y"] - text["y"]) < 200


def test_a_reference_opens_the_entry_without_leaving_the_place(browser: "Browser") -> None:
    with opened(browser, address("apparatus")) as page:
        page.locator("#p2 .bibl a").first.click()
        entry = page.get_by_role("dialog", name="Entry")
        assert "Quay Press" in entry.inner_text()
        assert not page.url.endswith("#tides")
        entry.get_by_role("link", name="In the bibliography").click()
        assert page.url.endswith("#tides")
        assert not entry.is_visible()


@pytest.mark.parametrize("size", [{"width": 1100, "height": 800}, {"width": 320, "height": 600}])
@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("#p2 a[href='#book']", ("The River Book", "Words quoted", "In the bibliography")),
        ("#p1 a[href='#n1']", ("The first note at the end.", "In its place")),
        ("#p1 a[href='#n2']", ("The second.", "In its place")),
        ("#p1 a[href='#bert']", ("Bert Weir", "In the index")),
        ("#p2 a[aria-label='Variant readings']", ("old words A] words B", "In its place")),
    ],
)
def test_what_a_link_leads_to_opens_beside_it_and_gives_the_focus_back(
    browser: "Browser", link: str, said: tuple[str, ...], size: "ViewportSize"
) -> None:
    with opened(browser, address("notes"), viewport=size) as page:
        place = page.locator(link).first
        place.focus()
        top = page.evaluate("scrollY")
        page.keyboard.press("Enter")
        text = sources(page)
        assert [part for part in said if part not in text] == []
        assert page.evaluate("document.activeElement.matches('[role=dialog]')")
        assert page.evaluate("scrollY") == top
        card, own = page.locator(OPEN).bounding_box(), place.bounding_box()
        assert card
        assert own
        assert card["x"] >= 0
        assert card["x"] + card["width"] <= size["width"]
        assert own["y"] + own["height"] <= card["y"] or card["y"] + card["height"] <= own["y"]
        page.keyboard.press("Escape")
        page.wait_for_selector(OPEN, state="detached")
        assert place.evaluate("(e) => document.activeElement === e")


def test_a_card_never_covers_what_has_the_focus(browser: "Browser") -> None:
    with opened(browser, address("notes")) as page:
        tab_to(page, "#p1 .card-button").press("Enter")
        assert sources(page)
        for _ in range(60):
            page.keyboard.press("Tab")
            assert page.evaluate(
                "() => { const card = document.querySelector('.card:popover-open');"
                "const e = document.activeElement; return !card || card.contains(e)"
                " || e.getAttribute('popovertarget') === card.id; }"
            )


def test_parts_that_a_join_names_are_lit_together_and_open_their_source(
    browser: "Browser",
) -> None:
    with opened(browser, address("notes")) as page:
        dark = background(page.locator("#j1"))
        page.locator("#j2").hover()
        assert "The River Book" in sources(page)
        assert background(page.locator("#j1")) == background(page.locator("#j2")) != dark


def test_parts_are_lit_where_the_reader_forces_the_colours(browser: "Browser") -> None:
    with opened(browser, address("notes"), forced_colors="active") as page:
        page.locator("#j2").hover()
        assert sources(page)
        style = "(e) => getComputedStyle(e).outlineStyle"
        assert page.locator("#j1").evaluate(style) == "solid"


def test_an_image_can_be_pressed_beside_its_zones(browser: "Browser") -> None:
    with opened(browser, address("apparatus")) as page:
        image = page.locator("figure.facsimile img").first
        image.scroll_into_view_if_needed()
        box = image.bounding_box()
        assert box
        under = "([x, y]) => document.elementFromPoint(x, y).closest('a').className"
        assert page.evaluate(under, [box["x"] + 3, box["y"] + 3]) == ""
        middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.25]
        assert "zone" in str(page.evaluate(under + ".baseVal", middle))


def test_the_skip_link_leads_to_the_text(browser: "Browser") -> None:
    with opened(browser, address("essay")) as page:
        page.keyboard.press("Tab")
        assert page.locator(":focus").inner_text() == "Skip to the text"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_focus_is_always_seen(browser: "Browser") -> None:
    with opened(browser, address("apparatus")) as page:
        hidden = []
        for _ in range(60):
            page.keyboard.press("Tab")
            state = page.evaluate(
                "() => { const e = document.activeElement, s = getComputedStyle(e);"
                "const b = e.getBoundingClientRect();"
                "const shape = e instanceof SVGElement && s.fillOpacity !== '1';"
                "return [e === document.body || s.outlineStyle !== 'none' || shape, b.width > 0,"
                " e.outerHTML.slice(0, 80)]; }"
            )
            if not (state[0] and state[1]):
                hidden.append(state[2])
        assert hidden == []
