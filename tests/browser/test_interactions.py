"""What the page does when one points, touches or uses the keyboard."""

from typing import TYPE_CHECKING

import pytest
from browser.pages import address, opened, tab_to

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, ViewportSize

OPEN = ".card:popover-open"
PHONE = {"width": 380, "height": 760}


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
        page.wait_for_timeout(300)  # the browser writes aside what a page keeps
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


@pytest.mark.parametrize("how", ["pointer", "keyboard"])
def test_the_image_of_a_page_opens_beside_the_text_and_closes(browser: "Browser", how: str) -> None:
    with opened(browser, address("apparatus")) as page:
        viewer = page.get_by_role("complementary", name="Image of the source")
        assert not viewer.is_visible()
        place = ".tei .break a[href^='#']"
        if how == "pointer":
            page.locator(place).first.click()
        else:
            tab_to(page, place).press("Enter")
        assert viewer.locator("img").evaluate("(i) => i.decode().then(() => i.naturalWidth)") > 0
        text, image = page.locator("#p1").bounding_box(), viewer.bounding_box()
        assert text
        assert image
        assert text["x"] + text["width"] <= image["x"]  # beside the text, and over none of it
        if how == "pointer":
            viewer.get_by_role("button", name="Close").click()
        else:
            page.keyboard.press("Escape")
        assert not viewer.is_visible()


@pytest.mark.parametrize("how", ["pointer", "keyboard"])
def test_a_line_and_its_place_in_the_image_lead_to_each_other(browser: "Browser", how: str) -> None:
    with opened(browser, address("apparatus")) as page:
        link = ".tei a.to-zone"
        if how == "pointer":
            page.locator(link).first.click()
        else:
            tab_to(page, link).press("Enter")
        lit = page.locator("aside.viewer .zone.lit")
        assert lit.count() == 1
        back = lit.evaluate("(z) => (z.closest('a') || z.querySelector('a')).getAttribute('href')")
        line = page.locator(f"[id='{back[1:]}']")
        assert line.evaluate("(e) => !!e.closest('.tei')")


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
