"""Each console block of the README and the guide is run, and must print what it shows."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _cases() -> list[tuple[str, str, str]]:
    """(page, command, what it prints) for each ``$ command`` of each console block."""
    cases = []
    for page in PAGES:
        for block in BLOCK.findall(page.read_text(encoding="utf-8")):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, printed = part.partition("\n")
                cases.append((page.name, command, printed))
    return cases


@pytest.mark.parametrize(("page", "command", "printed"), _cases())
def test_console_block(page: str, command: str, printed: str, tmp_path: Path) -> None:
    """A command of the guide prints what the guide says, in a copy of the edition's folder."""
    folder = tmp_path / "siglum"
    folder.mkdir()
    for name in ("tei", "schemas", "siglum.toml", "docs", "output"):
        (folder / name).symlink_to(ROOT / name)
    if "build" in command:
        (folder / "output").unlink()
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
        "PYTHONIOENCODING": "utf-8",
    }
    ran = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    assert ran.stdout.rstrip("\n") == printed.rstrip("\n"), f"{page}: $ {command}"
