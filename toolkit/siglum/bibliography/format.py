"""Formatting by a CSL style: one run of pandoc's citeproc for a whole list.

pandoc is given CSL-JSON and a style as files, in its sandbox, so that it reads nothing else and
fetches nothing. What it answers is its own document tree, of which the entries are turned into
HTML or text here: so the bytes do not hang on how pandoc breaks lines.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from siglum.bibliography import inlines, styles
from siglum.bibliography.csl import item
from siglum.bibliography.lean import lean
from siglum.bibliography.model import Work
from siglum.document import read_bytes
from siglum.findings import FindingError, Location, finding

TIMEOUT = 1800

#: From so many works on, given names are no longer compared to tell in-text references apart,
#: which no list shows, and for which pandoc takes a time that grows with the square of the number.
LARGE = 400


def format_entries(
    works: Sequence[Work], *, style: str, lang: str, to: Literal["html", "text"]
) -> dict[str, str]:
    """The entries by work id, in the style's order; see ``siglum.bibliography.formatted``."""
    with Formatting(works, style=style, lang=lang, to=to) as formatting:
        return formatting.result()


class Formatting:
    """Works that pandoc formats while its caller does something else.

    ``with Formatting(works, …) as formatting: …; entries = formatting.result()``; leaving the
    block ends pandoc, whether or not it was waited for.

    Raises:
        FindingError: the style is unknown, or pandoc cannot be run.
    """

    def __init__(
        self,
        works: Sequence[Work],
        *,
        style: str,
        lang: str = "",
        to: Literal["html", "text"] = "html",
    ) -> None:
        self._works, self._style = works, style
        self._write = inlines.html if to == "html" else inlines.text
        self._lang = lang
        self._path = styles.style_path(style)
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._running: subprocess.Popen[bytes] | None = None
        self._made: dict[str, str] | None = None

    def __enter__(self) -> "Formatting":
        if self._works:
            try:
                self._folder = tempfile.TemporaryDirectory(prefix="siglum-")
                command = _command(self._works, self._path, self._lang, Path(self._folder.name))
                self._running = subprocess.Popen(  # noqa: S603 -- the command is ours
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    cwd=self._folder.name,
                )
            except OSError as error:
                self.__exit__()
                raise _failed(str(error)) from None
        return self

    def __exit__(self, *_: object) -> None:
        if self._running is not None:
            if self._running.poll() is None:
                self._running.kill()
            self._running.communicate()
        if self._folder is not None:
            self._folder.cleanup()

    @property
    def works(self) -> tuple[str, ...]:
        """The ids of the works."""
        return tuple(work.id for work in self._works)

    def result(self) -> dict[str, str]:
        """The entries by work id, in the style's order.

        Raises:
            FindingError: pandoc failed, or cannot use the style.
        """
        if self._made is not None:
            return dict(self._made)
        made: dict[str, str] = {}
        for block in self._blocks():
            number = block["c"][0][0].removeprefix("ref-w")
            work = self._works[int(number)]
            made[work.id] = self._write(block["c"][1]).strip()
        for work in self._works:  # a style without a bibliography lists nothing
            made.setdefault(work.id, _fallback(work, self._write is inlines.html))
        self._made = made
        return dict(made)

    def _blocks(self) -> list[Any]:
        """The blocks of the bibliography, one a work, as pandoc's tree has them."""
        if self._running is None:
            return []
        try:
            answer, errors = self._running.communicate(timeout=TIMEOUT)
        except (OSError, subprocess.SubprocessError) as error:
            raise _failed(str(error)) from None
        if self._running.returncode != 0:
            reason = errors.decode(errors="replace").strip().splitlines() or ["no message"]
            if "csl" in reason[0].lower() or "style" in reason[0].lower():
                place = Location(self._style)
                raise FindingError(
                    finding("style-unusable", place, name=self._style, reason=reason[0])
                )
            raise _failed(reason[0])
        tree = json.loads(answer)
        found = [b for b in tree["blocks"] if b["t"] == "Div" and b["c"][0][0] == "refs"]
        return [b for b in found[0]["c"][1] if b["t"] == "Div"] if found else []


def _command(works: Sequence[Work], style: Path, lang: str, folder: Path) -> list[str]:
    """How pandoc is called; ``folder`` gets the files that it reads."""
    references = folder / "references.json"
    items = [_item(work, number) for number, work in enumerate(works)]
    references.write_text(json.dumps(items, ensure_ascii=False), encoding="utf-8")
    request = folder / "request.md"
    metadata = {"nocite": "@*"} | ({"lang": lang} if lang else {})
    request.write_text(f"---\n{json.dumps(metadata)}\n---\n", encoding="utf-8")
    chosen = folder / "style.csl"
    chosen.write_bytes(lean(read_bytes(style), alone=len(works) == 1, together=len(works) > LARGE))
    return [
        pandoc(), "--citeproc", "--sandbox", "--from=markdown", "--to=json",
        f"--bibliography={references}", f"--csl={chosen}", str(request),
    ]  # fmt: skip


def _item(work: Work, number: int) -> dict[str, Any]:
    """The item that is formatted: without remarks, and with the whole text where it is untagged."""
    made = item(work) | {"id": f"w{number}"}
    made.pop("annote", None)
    if work.raw:
        made |= {"title": f'<span class="nocase">{work.raw}</span>'}
        made.pop("note", None)
    return made


@cache
def pandoc() -> str:
    """The path of the pandoc that came with pypandoc, or else of what pypandoc finds.

    Its own search asks each pandoc of the machine for its version, and imports half of the net.

    Raises:
        FindingError: there is none.
    """
    package = find_spec("pypandoc")
    if package is not None and package.origin is not None:
        name = "pandoc.exe" if sys.platform == "win32" else "pandoc"
        ours = Path(package.origin).with_name("files") / name
        if ours.is_file():
            return str(ours)
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except OSError as error:
        raise _failed(str(error).splitlines()[0]) from None


def _failed(reason: str) -> FindingError:
    return FindingError(finding("citations-unformatted", Location(""), reason=reason))


def _fallback(work: Work, html: bool) -> str:
    plain = work.title.plain or work.raw or work.id
    return inlines.escape(plain) if html else plain
