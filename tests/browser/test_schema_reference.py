"""The reference of a schema in a browser, from a disk: searched, on one page and on many."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser.pages import opened
from reference_pages import SOURCE, customization
from siglum.cli import main

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.parametrize("kind", ["one", "many"])
def test_a_search_leads_to_an_entry(browser: "Browser", tmp_path: Path, kind: str) -> None:
    path = str(customization(tmp_path, ""))
    call = ["odd", "compile", path, "--tei", str(SOURCE), "--to", "html", "--pages", kind]
    assert main(call) == 0
    with opened(browser, (tmp_path / "test.html").as_uri()) as page:
        page.fill("#search", "paragr")
        page.wait_for_selector("#results a")
        assert page.locator("#results a").first.inner_text() == "<p> paragraph" + (
            " — marks paragraphs" if kind == "many" else ""
        )
        page.press("#search", "Enter")
        page.wait_for_selector("#element-p")
        assert page.locator("#element-p").is_visible()
        end = "test.html#element-p" if kind == "one" else "test.reference/element-p.html"
        page.wait_for_url(f"**/{end}")
        page.fill("#search", "@rend")  # from a page of the folder, too
        page.wait_for_selector("#results a")
        assert "att.global.rendition" in page.locator("#results").inner_text()
