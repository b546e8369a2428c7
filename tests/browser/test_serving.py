"""What an editor sees while a document is edited: ``siglum serve`` in a browser."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser.pages import SETTINGS, opened, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt>
<title>T</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc>
</fileDesc></teiHeader><text><body>{}</body></text></TEI>"""

_PARAGRAPHS = "".join(f"<p>Paragraph {n} of many.</p>" for n in range(1, 80))


def save(words: str) -> None:
    Path("a.xml").write_text(_TEI.format(words + _PARAGRAPHS), "utf-8")


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address at which a document is served, which is being edited in this folder."""
    monkeypatch.chdir(tmp_path)
    save("<p>First words.</p>")
    process = subprocess.Popen(
        [sys.executable, "-m", "siglum", "serve", "--port", "0", "a.xml"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    found = re.match(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
    assert found
    yield found[0]
    process.kill()
    process.communicate()


def test_the_page_follows_each_save_where_one_reads_and_a_mistake_leaves_it(
    browser: "Browser", served: str
) -> None:
    with opened(browser, served) as page:
        findings = page.locator("[id='siglum:serve']")
        assert "no schema is named" in findings.inner_text()
        page.evaluate("scrollTo(0, 900)")
        save("<p>Second words.</p>")
        page.get_by_text("Second words.").wait_for(state="attached")
        page.wait_for_function("scrollY === 900")
        save("<p>Third words.<p>")
        findings.get_by_text("not well-formed XML").wait_for(state="attached")
        assert page.get_by_text("Second words.").count() == 1
        Path("a.xml").unlink()
        findings.get_by_text("there is no file a.xml").wait_for(state="attached")
        assert page.get_by_text("Second words.").count() == 1
        save("<p>Fourth words.</p>")
        page.get_by_text("Fourth words.").wait_for(state="attached")
        assert "not well-formed" not in findings.inner_text()


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_findings_on_the_page_can_be_read_by_all(
    browser: "Browser", served: str, setting: str
) -> None:
    with opened(
        browser, served, viewport={"width": 320, "height": 600}, **SETTINGS[setting]
    ) as page:
        page.locator("[id='siglum:serve'] summary").focus()
        assert violations(page) == []
        assert page.evaluate("document.scrollingElement.scrollWidth") == 320
