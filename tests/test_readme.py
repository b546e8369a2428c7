"""The README and the guide show real output, and their links lead somewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from guide import PAGES, ROOT, Session, edition, programs, run, sessions


@pytest.mark.parametrize("block", sessions(), ids=lambda b: f"{b.page}: {b.steps[0].command}")
def test_console_block(block: Session, tmp_path: Path) -> None:
    """The commands of a block print what the guide says."""
    assert list(run(block.steps, tmp_path)) == [step.printed for step in block.steps]


@pytest.mark.parametrize(("page", "program"), programs(), ids=lambda text: text[:20])
def test_python_program(page: str, program: str, tmp_path: Path) -> None:
    """A Python program of the guide runs."""
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=edition(tmp_path),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    assert ran.returncode == 0, f"{page}: {ran.stderr}"


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CONTRIBUTING.md"], ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Each relative link of a page names a file of the project, and a heading that is in it."""
    missing = []
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        if "://" not in target and not (
            file.exists() and (not anchor or anchor in anchors(file)) and file.is_relative_to(ROOT)
        ):
            missing.append(target)
    assert missing == []


def prose(page: Path) -> str:
    """A page without its examples."""
    text = page.read_text(encoding="utf-8")
    return re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """The names that code hosts give to the headings of a page."""
    headings = re.findall(r"^#+ (.*)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
