"""Formatting by a CSL style: one run of pandoc's citeproc for a whole list.

pandoc is given CSL-JSON and a style as files, in its sandbox, so that it reads nothing else and
fetches nothing. What it answers is its own document tree, of which the entries are turned into
HTML or text here: so the bytes do not hang on how pandoc breaks lines.
"""

import json
import re
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

from siglum.bibliography import inlines, styles
from siglum.bibliography.csl import item
from siglum.bibliography.model import Work
from siglum.findings import FindingError, Location, finding

TIMEOUT = 1800

#: From so many works on, given names are no longer compared to tell in-text references apart,
#: which no list shows, and for which pandoc takes a time that grows with the square of the number.
LARGE = 400


def format_entries(
    works: Sequence[Work], *, style: str, lang: str, to: Literal["html", "text"]
) -> dict[str, str]:
    """The entries by work id, in the style's order; see ``siglum.bibliography.formatted``."""
    path = styles.style_path(style)
    if not works:
        return {}
    write = inlines.html if to == "html" else inlines.text
    blocks = _references(works, path, lang, style)
    made: dict[str, str] = {}
    for block in blocks:
        number = block["c"][0][0].removeprefix("ref-w")
        work = works[int(number)]
        made[work.id] = write(block["c"][1]).strip()
    for work in works:  # a style without a bibliography lists nothing
        made.setdefault(work.id, _fallback(work, to))
    return made


def _references(works: Sequence[Work], style: Path, lang: str, name: str) -> list[Any]:
    """The blocks of the bibliography, one a work, as pandoc's tree has them."""
    try:
        with tempfile.TemporaryDirectory(prefix="siglum-") as folder:
            answer = _processed(works, style, lang, Path(folder))
    except (OSError, subprocess.SubprocessError) as error:
        raise _failed(str(error)) from None
    if answer.returncode != 0:
        reason = answer.stderr.decode(errors="replace").strip().splitlines() or ["no message"]
        if "csl" in reason[0].lower() or "style" in reason[0].lower():
            place = Location(name)
            raise FindingError(finding("style-unusable", place, name=name, reason=reason[0]))
        raise _failed(reason[0])
    tree = json.loads(answer.stdout)
    found = [b for b in tree["blocks"] if b["t"] == "Div" and b["c"][0][0] == "refs"]
    return [b for b in found[0]["c"][1] if b["t"] == "Div"] if found else []


def _processed(
    works: Sequence[Work], style: Path, lang: str, folder: Path
) -> "subprocess.CompletedProcess[bytes]":
    """What pandoc answers; ``folder`` gets the files that it reads."""
    references = folder / "references.json"
    items = [_item(work, number) for number, work in enumerate(works)]
    references.write_text(json.dumps(items, ensure_ascii=False), encoding="utf-8")
    request = folder / "request.md"
    metadata = {"nocite": "@*"} | ({"lang": lang} if lang else {})
    request.write_text(f"---\n{json.dumps(metadata)}\n---\n", encoding="utf-8")
    chosen = style.resolve()
    if len(works) > LARGE:
        chosen = folder / "style.csl"
        compared = rb' disambiguate-add-givenname="true"'
        chosen.write_bytes(re.sub(compared, b"", style.read_bytes()))
    command = [
        pandoc(), "--citeproc", "--sandbox", "--from=markdown", "--to=json",
        f"--bibliography={references}", f"--csl={chosen}", str(request),
    ]  # fmt: skip
    return subprocess.run(  # noqa: S603 -- the command is ours, and no shell reads it
        command, capture_output=True, timeout=TIMEOUT, cwd=folder, check=False
    )


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
    """The path of the pandoc that came with pypandoc, or of one on the PATH.

    Raises:
        FindingError: there is none.
    """
    import pypandoc

    try:
        return str(pypandoc.get_pandoc_path())
    except OSError as error:
        raise _failed(str(error).splitlines()[0]) from None


def _failed(reason: str) -> FindingError:
    return FindingError(finding("citations-unformatted", Location(""), reason=reason))


def _fallback(work: Work, to: str) -> str:
    plain = work.title.plain or work.raw or work.id
    return inlines.escape(plain) if to == "html" else plain
