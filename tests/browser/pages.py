"""What the tests in a browser share: the pages, built once a process, and the browser itself.

A page that is opened here is watched: what it writes to the console, and what it asks of any
machine or of any file that is not beside it, fails the test.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import pytest
from conftest import ROOT
from siglum.cli import main
from siglum.document import read
from siglum.outputs import FORMATS, Options
from siglum.outputs.site import Source, site
from siglum.outputs.write import write

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

DOCUMENTS = {
    "essay": ROOT / "tei" / "october-revolution-iv.xml",
    "letter": ROOT / "docs" / "examples" / "letter.xml",
    **{path.stem: path for path in sorted(Path(__file__).parent.glob("documents/*.xml"))},
}

#: Every kind of page that siglum makes: its name here → its path among the pages.
KINDS = {
    **{name: f"{name}/html/index.html" for name in DOCUMENTS},
    "about": "essay/html/about.html",
    "about a manuscript": "apparatus/html/about.html",
    "contents": "several/html/index.html",
    "one of several": "several/html/letter/index.html",
    "works": "essay/citations/essay.works.html",
    "citations": "essay/citations/essay.citations.html",
    "schema reference": "small.html",
}

kinds = pytest.mark.parametrize("kind", KINDS)

#: How a reader may have set the machine: the options of a browser's context.
SETTINGS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "more contrast": {"color_scheme": "light", "contrast": "more"},
    "more contrast, dark": {"color_scheme": "dark", "contrast": "more"},
}


def missing() -> str:
    """Why no test can run in a browser here, or nothing."""
    if find_spec("playwright") is None:
        return "playwright is not installed; it comes with the extra 'test'"
    if shutil.which("chromium") is None:
        return "chromium is not installed; .ci/run installs it on Debian"
    return ""


@contextmanager
def launched() -> "Iterator[Browser]":
    """Debian's Chromium; the test skips, saying why, where it is not at hand."""
    reason = missing()
    if reason:
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--font-render-hinting=none", "--disable-lcd-text"],
        )
        yield browser
        browser.close()
    if built.cache_info().currsize:
        shutil.rmtree(built())


@cache
def built() -> Path:
    """The folder of all pages."""
    folder = Path(mkdtemp(prefix="siglum-pages-"))
    sources = {name: Source(f"{name}.xml", read(str(path))) for name, path in DOCUMENTS.items()}
    options = Options(stem="", formats=tuple(FORMATS))
    for name, source in sources.items():
        write(site([source], options).outputs, folder / name)
    html = Options(stem="", formats=("html",), title="The lamp, and other pages")
    several = site([sources["drama"], sources["letter"]], html)
    write(several.outputs, folder / "several")
    small = ROOT / "tests" / "browser" / "documents" / "small.odd"
    assert main(["odd", "compile", str(small), "--to", "html", "--out", str(folder)]) == 0
    return folder


def address(kind: str) -> str:
    """Where the browser finds a kind of page: in the file system."""
    return (built() / KINDS[kind]).as_uri()


@contextmanager
def opened(browser: "Browser", url: str, **context: Any) -> "Iterator[Page]":
    """The page at that address, watched until it is closed."""
    context.setdefault("viewport", {"width": 1100, "height": 800})
    context.setdefault("reduced_motion", "reduce")
    made = browser.new_context(**context)
    page = made.new_page()
    noise: list[str] = []
    page.on("console", lambda message: noise.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: noise.append(f"error: {error}"))
    own = url.rpartition("/")[0] + "/"
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((own, "data:"))
            else noise.append(f"request: {request.url}")
        ),
    )
    try:
        page.goto(url)
        yield page
        assert noise == [], noise
    finally:
        made.close()


def tab_to(page: "Page", selector: str, limit: int = 200) -> "Locator":
    """Press Tab until the focus is on what the selector finds."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return page.locator(":focus")
    raise AssertionError(f"the keyboard never reaches {selector}")


#: What axe-core is asked for: WCAG 2.2 AA.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@cache
def axe() -> str:
    pytest.importorskip("axe_playwright_python", reason="it brings axe-core; in the extra 'test'")
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


def violations(page: "Page") -> list[str]:
    """What axe-core has against the page as it is now, a line for each element."""
    page.evaluate(axe())
    options = {
        "runOnly": {"type": "tag", "values": TAGS},
        "rules": {"target-size": {"enabled": True}},
        "resultTypes": ["violations"],
    }
    found: dict[str, Any] = page.evaluate("(options) => axe.run(document, options)", options)
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
