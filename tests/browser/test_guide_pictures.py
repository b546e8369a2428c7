"""The pictures of the README and the guide are those that ``docs/pictures.py`` takes."""

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import ROOT

pytest.importorskip("PIL", reason="pillow is not installed; it comes with the extra 'test'")

from browser import pictures
from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IMAGES = ROOT / "docs" / "images"


def test_each_picture_is_shown_and_is_there() -> None:
    shown = set()
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for name in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page.read_text("utf-8")):
            assert (page.parent / name).is_file(), f"{page.name}: {name}"
            shown.add(Path(name).name)
    assert shown == {path.name for path in IMAGES.iterdir()}


#: The script, which writes into another folder than that of the guide.
_ASIDE = """import runpy, sys; from pathlib import Path
main = runpy.run_path(sys.argv[1])["main"]
main.__globals__["IMAGES"] = Path(sys.argv[2])
sys.argv[1:] = []
sys.exit(main())"""


def test_the_script_takes_them_as_they_are(browser: "Browser", tmp_path: Path) -> None:
    if pictures.fonts(browser) != pictures.FONTS.read_text("utf-8"):
        pytest.skip("the fonts of this machine are not those of the pictures")
    script = str(ROOT / "docs" / "pictures.py")
    ran = subprocess.run(
        [sys.executable, "-c", _ASIDE, script, str(tmp_path)], capture_output=True, timeout=300
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert {p.name for p in tmp_path.iterdir()} == {p.name for p in IMAGES.iterdir()}
    for path in sorted(IMAGES.iterdir()):
        with Image.open(path) as kept, Image.open(tmp_path / path.name) as taken:
            share = pictures.distance(taken, kept)
        assert share < 0.01, f"{share:.1%} of {path.name} differs: look, and run docs/pictures.py"
