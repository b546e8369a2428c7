"""The same verdict as Jing's, and the first error in the same line, on thousands of mutants.

The mutants are made of the shared samples and of the essay, with a fixed seed: most of those that
are valid, so that the one mistake decides, and some of the others. Jing reads no DTD here, since it
would give up a whole batch when one is missing.
"""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, shared
from relaxng_mutants import mutants
from siglum.findings import Finding
from siglum.relaxng import Schema

#: Why the first error may stand in another line than Jing has it:
#: - Jing names the line where a start tag ends. This engine names the line where the tag begins,
#:   or where the attribute stands that is wrong.
#: - Jing names, for text that may not stand somewhere, the end of the next tag. This engine names
#:   the first character of the text.
LINES_THAT_AGREE = 0.98
MUTANTS = 2200  # of documents that are valid
FURTHER = 20  # of each other one
SMALL = 60_000
SEED = "siglum"

_DTD = re.compile(rb"""(<!DOCTYPE\s+\S+\s+)(?:SYSTEM|PUBLIC)(?:\s*(?:"[^"]*"|'[^']*'))+""")
_LINE = re.compile(r"(.*\.xml):(\d+):(\d+): (?:error|fatal): (.*)")


def sources() -> list[tuple[str, bytes]]:
    paths = [*sorted(shared("samples").glob("*.xml")), ROOT / "tei" / "october-revolution-iv.xml"]
    return [(path.stem, _DTD.sub(rb"\1", path.read_bytes())) for path in paths]


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("mutants")
    schema = Schema.load(shared("tei", "tei_all.rng"))
    made = []
    all_ = sources()
    valid = [name for name, data in all_ if not any(schema.validate(data))]
    small = sum(1 for name, data in all_ if name in valid and len(data) < SMALL)
    each = MUTANTS * 3 // (3 * small + (len(valid) - small)) + 1
    for number, (name, data) in enumerate(all_):
        path = folder / f"{number}.original.xml"
        path.write_bytes(data)
        made.append(path)
        count = FURTHER if name not in valid else each if len(data) < SMALL else each // 3
        for n, (kind, mutant) in enumerate(mutants(data, count, SEED + name)):
            path = folder / f"{number}.{n}.{kind}.xml"
            path.write_bytes(mutant)
            made.append(path)
    return made


def jing(schema: Path, documents: list[Path]) -> dict[str, tuple[int, str]]:
    """The line and the message of the first error of each document that has one."""
    command = shutil.which("jing")
    if command is None:
        pytest.skip("jing is not installed")
    done = subprocess.run(
        [command, str(schema), *map(str, documents)], capture_output=True, text=True, check=False
    )
    found: dict[str, tuple[int, str]] = {}
    for line in done.stdout.splitlines():
        match = _LINE.match(line)
        assert match, line
        found.setdefault(match[1], (int(match[2]), match[4]))
    return found


def start_tag_lines(document: Path, found: Finding) -> range:
    """The lines from a finding in a start tag to the tag's end."""
    lines = document.read_text(encoding="utf-8").split("\n")
    last = found.location.line
    while last < len(lines) and ">" not in lines[last - 1]:
        last += 1
    return range(found.location.line, last + 1)


def test_mutants(documents: list[Path]) -> None:
    schema_path = shared("tei", "tei_all.rng")
    theirs = jing(schema_path, documents)
    schema = Schema.load(schema_path)
    assert len(documents) >= 2000
    verdicts, lines, invalid = [], [], 0
    for path in documents:
        ours = list(schema.validate(path))
        if bool(ours) != (str(path) in theirs):
            verdicts.append((path.name, theirs.get(str(path)), ours[:1]))
        elif ours:
            invalid += 1
            if ours[0].location.line != theirs[str(path)][0]:
                lines.append((path, theirs[str(path)], ours[0]))
    assert verdicts == []
    assert len(lines) <= (1 - LINES_THAT_AGREE) * invalid
    unexplained = [
        (path.name, line, message, found)
        for path, (line, message), found in lines
        if line not in start_tag_lines(path, found) and found.code != "text-not-allowed"
    ]
    assert unexplained == []
