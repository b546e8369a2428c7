"""Six views of pages as pictures: ``python tests/browser/pictures.py`` takes them anew.

Look at the pictures before you commit them. They are taken with the DejaVu fonts, which ``.ci/run``
installs, in grey, and kept small; ``fonts.txt`` holds how wide a line is in these fonts, so that
the comparison is left out where another machine draws them otherwise.
"""

import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from browser.pages import address, launched, opened
from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOLDER = Path(__file__).parent / "pictures"
FONTS = FOLDER / "fonts.txt"
GREYS = 16

#: The side of a tile in pixels, and what differs by more than a fifth of the way to white.
TILE = 16
_FAR = [0] * 51 + [255] * 205

STYLE = (
    ':root{--serif:"DejaVu Serif","DejaVu Sans";--sans:"DejaVu Sans"}'
    "*{caret-color:transparent!important;animation:none!important}"
)


class View(NamedTuple):
    """A page at a place of it: how to come there, the setting, and the size in pixels."""

    kind: str
    arrange: "Callable[[Page], None]"
    context: dict[str, Any]
    width: int
    height: int


def _to(name: str) -> "Callable[[Page], None]":
    def arrange(page: "Page") -> None:
        page.evaluate("(id) => document.getElementById(id).scrollIntoView({block: 'start'})", name)

    return arrange


def _top(_page: "Page") -> None:
    pass


def _both(page: "Page") -> None:
    page.locator("[id='reading:both']").check()
    _to("d1")(page)


VIEWS = {
    "essay": View("essay", _to("iv.3"), {}, 800, 600),
    "essay-dark-telephone": View("essay", _to("iv.3"), {"color_scheme": "dark"}, 380, 600),
    "apparatus": View("apparatus", _both, {}, 1400, 500),
    "drama": View("drama", _to("section:1"), {}, 800, 700),
    "scripts": View("scripts", _top, {}, 800, 700),
    "bibliography": View("essay", _to("bibliography:"), {}, 800, 500),
}


def fonts(browser: "Browser") -> str:
    """How wide lines are in the fonts of the pictures, in hundredths of a pixel."""
    with opened(browser, "about:blank") as page:
        widths = page.evaluate(
            """() => ["DejaVu Serif", "italic DejaVu Serif", "DejaVu Sans"].map((name) => {
              const pen = document.createElement("canvas").getContext("2d");
              const [, style, family] = /^(italic )?(.*)$/.exec(name);
              pen.font = `${style || ""}20px "${family}", monospace`;
              const { width } = pen.measureText("Hamburgefonts 0123, “é”");
              return name + " " + Math.round(width * 100);
            })"""
        )
    return "\n".join(widths) + "\n"


def taken(browser: "Browser", name: str) -> Image.Image:
    """The picture of a view, in a few greys."""
    view = VIEWS[name]
    size = {"width": view.width, "height": view.height}
    with opened(browser, address(view.kind), viewport=size, **view.context) as page:
        page.add_style_tag(content=STYLE)
        page.evaluate("document.fonts.ready")
        view.arrange(page)
        page.wait_for_timeout(50)
        data = page.screenshot(animations="disabled")
    return Image.open(BytesIO(data)).convert("L").quantize(GREYS)


def distance(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that differ by more than a fifth of the way from black to white."""
    if one.size != other.size:
        return 1.0
    from PIL import ImageChops

    histogram = ImageChops.difference(one.convert("L"), other.convert("L")).histogram()
    return sum(histogram[51:]) / (one.width * one.height)


def worst(one: Image.Image, other: Image.Image) -> float:
    """The same in that tile of the pictures in which most pixels differ."""
    if one.size != other.size:
        return 1.0
    from PIL import ImageChops

    far = ImageChops.difference(one.convert("L"), other.convert("L")).point(_FAR)
    tiles = [
        far.crop((x, y, x + TILE, y + TILE)).histogram()[255]
        for x in range(0, far.width, TILE)
        for y in range(0, far.height, TILE)
    ]
    return max(tiles) / TILE**2


def main() -> int:
    """Take all pictures, or those that are named in the call."""
    FOLDER.mkdir(exist_ok=True)
    with launched() as browser:
        for name in sys.argv[1:] or VIEWS:
            taken(browser, name).save(FOLDER / f"{name}.png", optimize=True)
        FONTS.write_text(fonts(browser), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
