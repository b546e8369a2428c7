"""axe-core has nothing against any kind of page at WCAG 2.2 AA, however the reader has set it."""

from typing import TYPE_CHECKING

import pytest
from browser.pages import DOCUMENTS, SETTINGS, address, kinds, opened, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings = pytest.mark.parametrize("setting", SETTINGS)


@settings
@kinds
def test_a_page_as_it_opens(browser: "Browser", kind: str, setting: str) -> None:
    with opened(browser, address(kind), **SETTINGS[setting]) as page:
        assert violations(page) == []


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("kind", ["essay", "apparatus"])
def test_a_page_whose_switches_are_set(browser: "Browser", kind: str, theme: str) -> None:
    other = "light" if theme == "dark" else "dark"
    with opened(browser, address(kind), color_scheme=other) as page:
        page.locator(f"[id='theme:{theme}']").check()
        page.locator("[id='reading:both']").check()
        assert violations(page) == []


@pytest.mark.parametrize("setting", ["light", "dark"])
def test_a_page_with_a_source_opened(browser: "Browser", setting: str) -> None:
    with opened(browser, address("essay"), **SETTINGS[setting]) as page:
        page.locator(".card-button").first.click()
        assert page.locator(".card:popover-open").count() == 1
        assert violations(page) == []


@pytest.mark.parametrize("setting", ["light", "dark"])
def test_a_page_with_a_citation_and_a_note_opened_on_a_telephone(
    browser: "Browser", setting: str
) -> None:
    size = {"width": 380, "height": 700}
    with opened(browser, address("apparatus"), viewport=size, **SETTINGS[setting]) as page:
        page.locator("a.noteref").first.click()
        page.locator("a.n").first.click()
        assert page.locator(".card:popover-open").count() == 1
        assert violations(page) == []


@settings
def test_a_page_with_an_image_an_entry_and_selected_words_opened(
    browser: "Browser", setting: str
) -> None:
    with opened(browser, address("apparatus"), **SETTINGS[setting]) as page:
        page.locator(".tei .break a[href^='#']").first.click()
        page.get_by_role("complementary", name="Image of the source").wait_for()
        assert violations(page) == []
        page.locator("#p2 .bibl a").first.click()
        page.get_by_role("dialog", name="Entry").wait_for()
        assert violations(page) == []
        page.keyboard.press("Escape")
        page.evaluate("getSelection().selectAllChildren(document.getElementById('p3'))")
        page.get_by_role("button", name="Cite these words").wait_for()
        assert violations(page) == []
        page.get_by_role("button", name="Cite these words").click()
        page.get_by_role("dialog", name="Cite this passage").wait_for()
        assert violations(page) == []


#: Numbers and signs that are nearer to each other than a finger can tell apart.
_NEAR = """() => {
  const spots = [...document.querySelectorAll("a.n, .card-button, a.noteref")]
    .filter((e) => e.checkVisibility()).map((e) => [e, e.getBoundingClientRect()])
    .map(([e, b]) => [e.outerHTML.slice(0, 90), b.x + b.width / 2, b.y + b.height / 2]);
  return spots.flatMap(([one, x, y], n) => spots.slice(n + 1)
    .filter(([, u, v]) => Math.hypot(x - u, y - v) < 18).map(([other]) => [one, other]));
}"""


@pytest.mark.parametrize("width", [380, 1100])
@pytest.mark.parametrize("kind", DOCUMENTS)
def test_numbers_and_signs_can_be_pressed_one_by_one(
    browser: "Browser", kind: str, width: int
) -> None:
    with opened(browser, address(kind), viewport={"width": width, "height": 800}) as page:
        assert page.evaluate(_NEAR) == []


def test_a_fault_would_be_found(browser: "Browser") -> None:
    with opened(browser, address("letter")) as page:
        page.evaluate(
            "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"data:,\">"
            '<p style="color:#ccc;background:#fff">pale</p>\')'
        )
        found = violations(page)
        assert [line.partition(":")[0] for line in found] == ["color-contrast", "image-alt"]
