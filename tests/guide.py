"""The console blocks of the README and the guide: found, run, and on request written anew.

``python tests/guide.py`` replaces what each ``$ command`` of a console block prints by what it
prints now; look at the difference before you commit it.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)


class Example(NamedTuple):
    """A command of a console block, and what the page says that it prints."""

    page: str
    command: str
    printed: str


def examples(block: str, page: str) -> Iterator[Example]:
    """The commands of one block, in order."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, printed = part.partition("\n")
        yield Example(page, command, printed.rstrip("\n"))


def all_examples() -> list[Example]:
    """The commands of all pages."""
    return [
        example
        for page in PAGES
        for block in BLOCK.findall(page.read_text(encoding="utf-8"))
        for example in examples(block, page.name)
    ]


def programs() -> list[tuple[str, str]]:
    """The Python programs of all pages: (page, program)."""
    fence = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    return [
        (page.name, program)
        for page in PAGES
        for program in fence.findall(page.read_text(encoding="utf-8"))
    ]


def edition(folder: Path) -> Path:
    """A copy of the edition's folder, made below ``folder``."""
    copy = folder / "siglum"
    copy.mkdir()
    for name in ("tei", "schemas", "siglum.toml", "docs", "output"):
        (copy / name).symlink_to(ROOT / name)
    return copy


def run(command: str, folder: Path) -> str:
    """What a command prints in a copy of the edition's folder made below ``folder``."""
    copy = edition(folder)
    if "build" in command:
        (copy / "output").unlink()
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
        "PYTHONIOENCODING": "utf-8",
        "PYTHONUNBUFFERED": "1",
        "XDG_DATA_HOME": str(folder / "data"),
    }
    ran = subprocess.run(
        ["bash", "-c", command],
        cwd=copy,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    return ran.stdout.rstrip("\n")


def refresh() -> None:
    """Write anew what the commands of all pages print."""

    def renew(match: re.Match[str]) -> str:
        pieces = []
        for example in examples(match.group(), ""):
            with tempfile.TemporaryDirectory() as folder:
                printed = run(example.command, Path(folder))
            pieces.append(f"$ {example.command}\n" + (f"{printed}\n" if printed else ""))
        return "".join(pieces)

    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        page.write_text(BLOCK.sub(renew, text), encoding="utf-8")


if __name__ == "__main__":
    refresh()
