"""Pages hold in every way of opening them: without a script, from a folder, printed, at any width.

That a page writes nothing to the console and asks nothing of any machine is watched in all tests.
"""

import re
import shutil
import unicodedata
from html import escape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
from browser.pages import DOCUMENTS, address, built, kinds, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WIDTHS = (320, 360, 414, 560, 740, 900, 1024, 1280, 1400)

documents = pytest.mark.parametrize("kind", DOCUMENTS)

#: The words of the text that no reader could see, hidden readings aside.
_HIDDEN = """(aside) => {
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.data.trim() || parent.closest("[data-added], .away, .view-source, .view-other, rp, "
      + ".view-final, math, svg, details:not([open])" + aside)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    if (range.getClientRects().length === 0) found.push(node.data.trim().slice(0, 60));
  }
  return found;
}"""

#: Links within the page that lead nowhere, or to what cannot be seen when one has followed them.
_LOST = """() => {
  const names = new Set([...document.querySelectorAll("a[href^='#']")]
    .map((a) => decodeURIComponent(a.getAttribute("href").slice(1))));
  const lost = [];
  for (const name of names) {
    const target = document.getElementById(name);
    if (!target) { lost.push(name + " is nowhere"); continue; }
    location.hash = "#" + encodeURIComponent(name);
    const box = target.getBoundingClientRect();
    if (target.getClientRects().length === 0 || box.bottom < 0 || box.top > innerHeight + 1)
      lost.push(name + " is not seen");
  }
  return lost;
}"""

#: Numbers of paragraphs, speeches, lines and pages that lie upon each other, or upon words.
_UPON_EACH_OTHER = """() => {
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
    && a.top < b.bottom - 4 && b.top < a.bottom - 4;
  const shown = "a.n, .line-n, .break-n";
  const numbers = [...document.querySelectorAll("article :is(" + shown + ")")].flatMap((e) =>
    [...e.getClientRects()].filter((box) => box.width).map((box) => [e.textContent.trim(), box]));
  const found = [];
  numbers.forEach(([name, box], i) => numbers.slice(i + 1).forEach(([other, its]) => {
    if (meet(box, its)) found.push(name + " and " + other);
  }));
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.data.trim() || node.parentElement.closest(shown + ", .away")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const its of range.getClientRects()) for (const [name, box] of numbers)
      if (meet(box, its)) found.push(name + " and the words " + node.data.trim().slice(0, 40));
  }
  return found;
}"""


@documents
@pytest.mark.parametrize("width", [320, 800, 1400])
def test_numbers_never_lie_upon_each_other(browser: "Browser", kind: str, width: int) -> None:
    size = {"width": width, "height": 800}
    with opened(browser, address(kind), viewport=size) as page:
        assert page.evaluate(_UPON_EACH_OTHER) == []


@documents
@pytest.mark.parametrize(("width", "aside"), [(1400, ""), (740, ", .notes")])
def test_without_a_script_the_whole_text_can_be_read(
    browser: "Browser", kind: str, width: int, aside: str
) -> None:
    size = {"width": width, "height": 800}
    with opened(browser, address(kind), java_script_enabled=False, viewport=size) as page:
        assert page.evaluate(_HIDDEN, aside) == []  # on a small screen, notes open by their links


@documents
@pytest.mark.parametrize("width", [380, 1100])
def test_without_a_script_every_link_leads_to_what_can_be_seen(
    browser: "Browser", kind: str, width: int
) -> None:
    size = {"width": width, "height": 800}
    with opened(browser, address(kind), java_script_enabled=False, viewport=size) as page:
        assert page.evaluate(_LOST) == []


@kinds
def test_links_to_other_files_lead_to_files_and_to_places_in_them(
    browser: "Browser", kind: str
) -> None:
    with opened(browser, address(kind)) as page:
        links = page.evaluate(
            "[...document.querySelectorAll('a[href], link[href]')]"
            ".map((a) => new URL(a.getAttribute('href'), document.baseURI).href)"
        )
    lost = []
    for link in sorted({link for link in links if link.startswith("file:")}):
        file, place = path_of(link), unquote(urlsplit(link).fragment)
        if not file.is_file():
            lost.append(f"{link}: no file")
        elif place and f'id="{escape(place)}"' not in file.read_text("utf-8"):
            lost.append(f"{link}: no such place")
    assert lost == []


def path_of(url: str) -> Path:
    return Path(unquote(urlsplit(url).path))


def test_without_a_script_a_source_still_opens_and_the_readings_switch(browser: "Browser") -> None:
    with opened(browser, address("apparatus"), java_script_enabled=False) as page:
        page.locator("#p3 .card-button").first.click()
        assert "Of Lamps" in page.locator(".card:popover-open").inner_text()
        page.keyboard.press("Escape")
        page.get_by_label("As in the source").check()
        assert "sawe" in page.locator("#p1").inner_text()


def test_a_page_alone_in_a_folder_is_complete(browser: "Browser", tmp_path: Path) -> None:
    folder = tmp_path / "a folder, with ünusual name #1"
    folder.mkdir()
    shutil.copy(built() / "essay" / "html" / "index.html", folder)
    with opened(browser, (folder / "index.html").as_uri()) as page:
        page.locator(".card-button").first.click()
        assert page.locator(".card:popover-open").inner_text()
        assert (
            page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgba(0, 0, 0, 0)"
        )


#: Words that are beyond the right or left edge of the screen, though nothing scrolls them there.
_CUT = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.data.trim() || !parent.checkVisibility({visibilityProperty: true})
      || parent.closest(".away, .skip, rp, math, svg")) continue;
    let scrolled = false;
    for (let e = parent; e && e !== document.body; e = e.parentElement)
      scrolled ||= /auto|scroll/.test(getComputedStyle(e).overflowX);
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (!scrolled && box.width && (box.right > document.documentElement.clientWidth + 1
      || box.left < -1)) found.push(node.data.trim().slice(0, 40));
  }
  return found;
}"""


@kinds
def test_nothing_is_wider_than_the_screen(browser: "Browser", kind: str) -> None:
    wide: list[Any] = []
    with opened(browser, address(kind)) as page:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            over = page.evaluate(
                "() => { const r = document.scrollingElement;"
                "return r.scrollWidth - document.documentElement.clientWidth; }"
            )
            cut = page.evaluate(_CUT)
            if over > 0 or cut:
                wide.append((width, over, cut))
    assert wide == []


@pytest.mark.parametrize("kind", ["essay", "drama", "apparatus"])
def test_nothing_moves_while_the_page_is_loaded(browser: "Browser", kind: str) -> None:
    with opened(browser, address(kind)) as page:
        page.wait_for_timeout(100)
        shift = page.evaluate(
            "() => new Promise((done) => { let sum = 0;"
            "new PerformanceObserver((list) => { for (const e of list.getEntries())"
            " sum += e.value; }).observe({type: 'layout-shift', buffered: true});"
            "setTimeout(() => done(sum), 50); })"
        )
        assert shift == 0


#: What a printed page must have of its text: its words, the hidden readings aside.
_PRINTED = """() => [...document.querySelectorAll("main :is(h1, h2, p, dt, dd, li, td, .l)")]
  .filter((e) => e.checkVisibility() && !e.querySelector("p, li, dl, ul, details, button"))
  .map((e) => e.innerText)"""


@kinds
def test_a_page_is_printed(browser: "Browser", kind: str) -> None:
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed; it is in the extra 'test'")
    with opened(browser, address(kind)) as page:
        pdf = page.pdf(prefer_css_page_size=True)
        page.emulate_media(media="print")
        wanted = page.evaluate(_PRINTED)
    book = pypdf.PdfReader(BytesIO(pdf))
    lists = ("works", "citations", "schema reference")  # on the paper that the machine has
    wide = 612 if kind in lists else 420
    assert {round(page.mediabox.width) for page in book.pages} == {wide}
    text = unicodedata.normalize("NFKC", "".join(page.extract_text() for page in book.pages))
    printed = re.sub(r"[\W\d_]+", "", text)  # a word that is parted at the end of a line is whole
    words = {word for text in wanted for word in re.findall(r"(?a:\b[A-Za-z]{4,}\b)", text)}
    assert words
    assert sorted(word for word in words if word not in printed) == []


@documents
def test_nothing_is_cut_off_on_paper(browser: "Browser", kind: str) -> None:
    size = {"width": round((148 - 15 - 13) / 25.4 * 96), "height": 700}  # A5 within its margins
    with opened(browser, address(kind), viewport=size) as page:
        page.emulate_media(media="print")
        assert page.evaluate(_CUT.replace("!scrolled && ", "")) == []


@pytest.mark.parametrize("kind", ["essay", "apparatus"])
def test_print_has_the_text_the_notes_and_the_bibliography_and_no_controls(
    browser: "Browser", kind: str
) -> None:
    with opened(browser, address(kind)) as page:
        page.locator(".card-button").first.click()
        page.emulate_media(media="print")
        assert page.locator(".tools").is_hidden()
        assert page.locator("button").locator("visible=true").count() == 0
        assert page.locator(".card:popover-open").locator("visible=true").count() == 0
        assert page.evaluate(_HIDDEN, "") == []
        bibliography = page.locator("[id='bibliography:']")
        assert bibliography.is_visible()
        assert page.evaluate(
            "() => document.querySelector('article').getBoundingClientRect().bottom <="
            " document.getElementById('bibliography:').getBoundingClientRect().top + 1"
        )


def test_print_has_what_stands_after_the_body(browser: "Browser") -> None:
    with opened(browser, address("notes")) as page:
        page.emulate_media(media="print")
        text = page.locator(".tei").inner_text()
        assert "The first note at the end." in text
        assert "The River Book" in text
        assert "↩" not in text


@documents
def test_no_words_are_lost_where_a_reader_sets_the_spacing(browser: "Browser", kind: str) -> None:
    spacing = (
        "* { line-height: 1.5 !important; letter-spacing: .12em !important;"
        "word-spacing: .16em !important } p { margin-bottom: 2em !important }"
    )
    with opened(browser, address(kind), viewport={"width": 320, "height": 700}) as page:
        page.add_style_tag(content=spacing)
        assert page.evaluate(
            "document.scrollingElement.scrollWidth <= document.documentElement.clientWidth"
        )


def test_print_is_ink_on_paper_in_the_dark_too(browser: "Browser") -> None:
    with opened(browser, address("essay"), color_scheme="dark") as page:
        page.emulate_media(media="print", color_scheme="dark")
        colours = page.evaluate(
            "() => { const s = getComputedStyle(document.getElementById('iv.2'));"
            "return [s.color, getComputedStyle(document.body).backgroundColor]; }"
        )
        assert colours[0] == "rgb(0, 0, 0)"
        assert colours[1] in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")


#: Declarations that mean nothing to the browser, of the style sheet of the page.
_UNKNOWN = """() => [...document.querySelector("style").textContent.replace(/\\/\\*.*?\\*\\//gs, "")
  .matchAll(/\\{([^{}]*)\\}/g)].flatMap(([, body]) => body.split(";")).map((d) => d.trim())
  .filter((d) => d && !d.startsWith("--") && !CSS.supports(d.slice(0, d.indexOf(":")).trim(),
    d.slice(d.indexOf(":") + 1).replace("!important", "").trim()))"""

#: For Safari alone, and of the page on paper: its size, and footnotes, which no browser has yet.
_ELSEWHERE = ("hanging-punctuation:", "text-size-adjust:", "size: A5", "float: footnote")


def test_the_browser_knows_every_declaration_of_the_style_sheet(browser: "Browser") -> None:
    with opened(browser, address("essay")) as page:
        found = page.evaluate(_UNKNOWN)
        assert [d for d in found if not d.startswith(_ELSEWHERE)] == []
        assert len(found) > 0  # what only Safari knows is seen to be unknown
