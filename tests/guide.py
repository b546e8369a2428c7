"""The console blocks of the README and the guide: found, run, and on request written anew.

``python tests/guide.py`` replaces what each ``$ command`` of a console block prints by what it
prints now; look at the difference before you commit it.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)


class Step(NamedTuple):
    """A command of a console block, and what the page says that it prints."""

    command: str
    printed: str


class Session(NamedTuple):
    """A console block: commands that are given one after the other in one folder."""

    page: str
    steps: tuple[Step, ...]


def session(block: str, page: str) -> Session:
    """The commands of one block, in order."""
    steps = []
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, printed = part.partition("\n")
        steps.append(Step(command, printed.rstrip("\n")))
    return Session(page, tuple(steps))


def sessions() -> list[Session]:
    """The console blocks of all pages."""
    return [
        session(block, page.name)
        for page in PAGES
        for block in BLOCK.findall(page.read_text(encoding="utf-8"))
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
    """A copy of the edition's folder, made below ``folder``; it has no outputs yet."""
    copy = folder / "siglum"
    copy.mkdir()
    for name in ("tei", "schemas", "siglum.toml", "docs"):
        (copy / name).symlink_to(ROOT / name)
    return copy


def run(steps: Iterable[Step], folder: Path) -> Iterator[str]:
    """What each command prints, given one after the other in a copy of the edition's folder."""
    copy = edition(folder)
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
        "PYTHONIOENCODING": "utf-8",
        "PYTHONUNBUFFERED": "1",
        "XDG_DATA_HOME": str(folder / "data"),
    }
    for step in steps:
        ran = subprocess.run(
            ["bash", "-c", step.command],
            cwd=copy,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            timeout=300,
        )
        yield ran.stdout.rstrip("\n")


def refresh() -> None:
    """Write anew what the commands of all pages print."""

    def renew(match: re.Match[str]) -> str:
        steps = session(match.group(), "").steps
        with tempfile.TemporaryDirectory() as folder:
            printed = list(run(steps, Path(folder)))
        return "".join(
            f"$ {step.command}\n" + (f"{text}\n" if text else "")
            for step, text in zip(steps, printed, strict=True)
        )

    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        page.write_text(BLOCK.sub(renew, text), encoding="utf-8")


if __name__ == "__main__":
    refresh()
