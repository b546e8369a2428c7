"""The README and the guide show real output, and their links lead somewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from guide import PAGES, ROOT, Example, all_examples, edition, programs, run


@pytest.mark.parametrize("example", all_examples(), ids=lambda e: f"{e.page}: {e.command}")
def test_console_block(example: Example, tmp_path: Path) -> None:
    """A command of the guide prints what the guide says."""
    assert run(example.command, tmp_path) == example.printed


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


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Each relative link of a page names a file of the project."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    missing = [
        target
        for target in targets
        if "://" not in target and not (page.parent / target).resolve().exists()
    ]
    assert missing == []
    assert page.is_relative_to(ROOT)
