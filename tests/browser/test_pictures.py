"""Six views look as they did when someone last looked at them (``pictures.py`` takes them)."""

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PIL", reason="pillow is not installed; it comes with the extra 'test'")

from browser import pictures
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: What an anti-aliased edge may differ by between two releases of a browser.
TOLERANCE = 0.004


@pytest.mark.parametrize("name", pictures.VIEWS)
def test_a_page_looks_as_it_did(browser: "Browser", name: str) -> None:
    if pictures.fonts(browser) != pictures.FONTS.read_text("utf-8"):
        pytest.skip(
            "the fonts of this machine are not those of the pictures; .ci/run installs them"
        )
    with Image.open(pictures.FOLDER / f"{name}.png") as expected:
        found = pictures.taken(browser, name)
        share = pictures.distance(found, expected)
    assert share <= TOLERANCE, f"{share:.2%} of the pixels differ: look, and run pictures.py"


def test_a_line_that_moved_would_be_seen() -> None:
    one = Image.new("L", (800, 600), 255)
    other = one.copy()
    ImageDraw.Draw(other).rectangle((100, 100, 600, 105), fill=0)
    assert pictures.distance(one, other) > TOLERANCE
    assert pictures.distance(one, one) == 0
    assert pictures.distance(one, one.resize((800, 601))) == 1
