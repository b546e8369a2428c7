"""Every finding about a customization, as the user sees it (``findings.txt``).

After a change of the messages, ``python tests/odd/test_findings.py`` writes them anew; look at what
it has changed.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from siglum import odd
from siglum.findings import CATALOGUE, FindingError
from siglum.report.text import Style, render

HERE = Path(__file__).parent
TABLE = HERE / "findings.txt"
MODULES = ("tei", "core", "header", "textstructure")
#: What the store has to say, and is tested with it.
ELSEWHERE = {"odd-other-version"}


class Case(NamedTuple):
    """An ODD with a mistake, and what is printed of it."""

    name: str
    lines: tuple[str, ...]
    printed: str


def cases() -> Iterator[Case]:
    for part in TABLE.read_text(encoding="utf-8").split("\n== ")[1:]:
        name, *lines = part.rstrip("\n").split("\n")
        printed = [line.removeprefix("|").removeprefix(" ") for line in lines if line[:1] == "|"]
        yield Case(
            name, tuple(line for line in lines if line[:1] not in ("|", "")), "\n".join(printed)
        )


CASES = list(cases())


def printed(case: Case, folder: Path) -> str:
    """What the command line prints of the ODD."""
    every = "".join(f'<moduleRef key="{key}"/>' for key in MODULES)
    schema, specs, whole = 'start="TEI"', [], ""
    for line in case.lines:
        word, _, rest = line.partition(" ")
        match word:
            case "schema":
                schema = rest
            case "file":
                name, text = rest.split(" ", 1)
                (folder / name).write_text(text, encoding="utf-8")
            case "doc":
                whole = rest
            case "no" | "spec":
                pass
            case _:
                line = line.replace("{all}", every)
                without = every.replace('<moduleRef key="core"/>', "")
                specs.append(line.replace("{all but core}", without))
    text = whole or (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:r="http://relaxng.org/ns/structure/1.0">\n'
        f'<schemaSpec ident="test" {schema}>\n' + "\n".join(specs) + "\n</schemaSpec></TEI>"
    )
    path = folder / "test.odd"
    path.write_text(text, encoding="utf-8")
    tei = None if "no tei" in case.lines else HERE / "source.xml"
    try:
        chosen = next((line[5:] for line in case.lines if line.startswith("spec ")), "")
        found = odd.survey(path, tei=tei, schema=chosen).findings
    except FindingError as error:
        found = (error.finding,)
    style = Style(False, 100, False)
    text = "".join(render(f, style, lambda _name: None) for f in found)
    return text.replace(f"{folder}/", "").rstrip("\n")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_finding(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGLUM_STORE", str(tmp_path / "store"))
    assert printed(case, tmp_path) == case.printed
    assert f"[{case.name.partition(':')[0]}]" in case.printed


def test_every_finding_is_shown() -> None:
    shown = {case.name.partition(":")[0] for case in CASES}
    assert {code for code in CATALOGUE if code.startswith("odd-")} - ELSEWHERE == shown


def write() -> None:
    """Write what is printed now into the table."""
    import os
    import tempfile

    head = TABLE.read_text(encoding="utf-8").split("\n== ")[0]
    parts = [head]
    for case in CASES:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["SIGLUM_STORE"] = f"{folder}/store"
            text = re.sub(r"(?m)^", "| ", printed(case, Path(folder)))
            parts.append("\n".join((case.name, *case.lines, text, "")))
    TABLE.write_text("\n== ".join(parts), encoding="utf-8")


if __name__ == "__main__":
    write()
