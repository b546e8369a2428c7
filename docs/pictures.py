"""Make the pictures of the guide: ``python docs/pictures.py`` writes ``docs/images/*.png``.

It builds documents aside and photographs their pages with Chromium, by way of Playwright. Look at
the pictures before you commit them.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from siglum.document import read
from siglum.outputs import Options
from siglum.outputs.html import render
from siglum.outputs.write import write

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"


def text_with_a_source(page: Page) -> None:
    """The beginning of the text, with the source of a quotation opened."""
    page.evaluate("scrollTo(0, document.getElementById('iv').getBoundingClientRect().top - 40)")
    page.locator('[popovertarget="card:iv.1.q4"]').hover()
    page.wait_for_selector("[id='card:iv.1.q4']", state="visible")


def both_readings(page: Page) -> None:
    """A paragraph with an emendation, both readings shown."""
    page.locator("[id='reading:both']").check()
    page.locator("[id='iv.14']").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('iv.14').scrollIntoView({block: 'start'})")


def bibliography(page: Page) -> None:
    """The bibliography, each work with the passages that cite it."""
    page.evaluate("document.getElementById('bibliography:').scrollIntoView({block: 'start'})")


def facsimile(page: Page) -> None:
    """The image of a page beside the text, and the place of a line in it."""
    page.locator(".tei a[href*='line-2']").click()
    page.locator("aside.viewer .zone.lit").wait_for()
    page.mouse.move(0, 0)


_ESSAY = ROOT / "tei" / "october-revolution-iv.xml"

#: Name → document, how to bring its page there, colour scheme, width and height in CSS pixels.
PICTURES: dict[str, tuple[Path, Callable[[Page], None], str, int, int]] = {
    "page": (_ESSAY, text_with_a_source, "light", 900, 920),
    "readings": (_ESSAY, both_readings, "light", 900, 480),
    "bibliography": (_ESSAY, bibliography, "dark", 900, 620),
    "facsimile": (ROOT / "docs" / "examples" / "pages.xml", facsimile, "light", 1000, 440),
}


def main() -> int:
    """Make all pictures, or those that are named in the call."""
    names = sys.argv[1:] or list(PICTURES)
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        for name in names:
            document, arrange, scheme, width, height = PICTURES[name]
            made = render(read(str(document)), Options(document.stem))
            write({name: {**made.files, **made.copies}}, Path(folder))
            page = browser.new_page(
                viewport={"width": width, "height": height + 400},
                color_scheme="dark" if scheme == "dark" else "light",
                device_scale_factor=2,
                reduced_motion="reduce",
            )
            page.goto((Path(folder) / name / "index.html").as_uri())
            arrange(page)
            page.screenshot(
                path=IMAGES / f"{name}.png",
                clip={"x": 0, "y": 0, "width": width, "height": height},
            )
            page.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
