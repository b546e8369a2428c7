"""Six views look as they did when someone last looked at them (``pictures.py`` takes them)."""

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PIL", reason="pillow is not installed; it comes with the extra 'test'")

from browser import pictures
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: What anti-aliased edges may differ by between two releases of a browser: on the whole, and where
#: they differ most. A number in the margin that is not there is 6 % of its tile.
TOLERANCE, TILE = 0.004, 0.05


@pytest.mark.parametrize("name", pictures.VIEWS)
def test_a_page_looks_as_it_did(browser: "Browser", name: str) -> None:
    if pictures.fonts(browser) != pictures.FONTS.read_text("utf-8"):
        pytest.skip(
            "the fonts of this machine are not those of the pictures; .ci/run installs them"
        )
    with Image.open(pictures.FOLDER / f"{name}.png") as expected:
        found = pictures.taken(browser, name)
        share, worst = pictures.distance(found, expected), pictures.worst(found, expected)
    assert share <= TOLERANCE, f"{share:.2%} of the pixels differ: look, and run pictures.py"
    assert worst <= TILE, f"{worst:.0%} of a place differ: look, and run pictures.py"


@pytest.mark.parametrize("sign", ["a.n", ".card-button"])
def test_a_sign_that_is_not_there_would_be_seen(
    browser: "Browser", monkeypatch: pytest.MonkeyPatch, sign: str
) -> None:
    whole = pictures.taken(browser, "essay")
    monkeypatch.setattr(pictures, "STYLE", f"{pictures.STYLE} {sign} {{ visibility: hidden }}")
    assert pictures.worst(whole, pictures.taken(browser, "essay")) > TILE


def test_a_line_that_moved_would_be_seen() -> None:
    one = Image.new("L", (800, 600), 255)
    other = one.copy()
    ImageDraw.Draw(other).rectangle((100, 100, 600, 105), fill=0)
    assert pictures.distance(one, other) > TOLERANCE
    assert pictures.distance(one, one) == 0
    assert pictures.distance(one, one.resize((800, 601))) == 1
