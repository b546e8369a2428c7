"""Each feature of TEI's tag-set documentation, by documents that must pass and must fail.

The features are in ``features.txt``. Three engines are asked: siglum's own, by either syntax,
libxml2's, and where it is installed, Jing.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree
from siglum import odd
from siglum.relaxng import Schema

HERE = Path(__file__).parent
SOURCE = HERE / "source.xml"
TEI = "http://www.tei-c.org/ns/1.0"
RELAXNG = "http://relaxng.org/ns/structure/1.0"
MODULES = ("tei", "core", "header", "textstructure")


class Feature(NamedTuple):
    """A customization: its specifications, and documents that pass and fail."""

    name: str
    schema: str
    specs: str
    files: tuple[tuple[str, str], ...]
    valid: tuple[str, ...]
    invalid: tuple[str, ...]


def features() -> Iterator[Feature]:
    every = "".join(f'<moduleRef key="{key}"/>' for key in MODULES)
    text = (HERE / "features.txt").read_text(encoding="utf-8")
    text = text.replace("{all}", every)
    text = text.replace("{all but core}", every.replace('<moduleRef key="core"/>', ""))
    for part in text.split("\n== ")[1:]:
        name, *lines = part.rstrip("\n").split("\n")
        said: dict[str, list[str]] = {}
        for line in lines:
            mark = re.match(r"schema |file |[+-] ?", line)
            kind = mark[0].strip() if mark else "specs"
            said.setdefault(kind, []).append(line[mark.end() :] if mark else line)
        files = [tuple(file.split(" ", 1)) for file in said.get("file", ())]
        yield Feature(
            name,
            said.get("schema", ['start="TEI"'])[0],
            "\n".join(said["specs"]),
            tuple((path, text) for path, text in files),
            tuple(said["+"]),
            tuple(said["-"]),
        )


FEATURES = list(features())
PARTS = 8  # so that several processes share what Jing takes a second each for


def customization(feature: Feature, folder: Path) -> Path:
    """The ODD of a feature, written with the files beside it."""
    for name, text in feature.files:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(bound(text), encoding="utf-8")
    path = folder / "test.odd"
    path.write_text(
        bound(
            f'<TEI xmlns="{TEI}">'
            "<teiHeader><fileDesc><titleStmt><title>A test</title></titleStmt></fileDesc>"
            f'</teiHeader><text><body>\n<schemaSpec ident="test" {feature.schema}>\n'
            f"{feature.specs}\n</schemaSpec></body></text></TEI>"
        ),
        encoding="utf-8",
    )
    return path


def bound(text: str) -> str:
    """A file with the prefix of RELAX NG bound at its root."""
    return re.sub(r"^<(\w+)", rf'<\1 xmlns:r="{RELAXNG}"', text)


def document(text: str) -> bytes:
    """A document of the table, whole."""
    if not text.startswith(("<TEI", "<?")):
        text = f"<TEI><text><body>{text}</body></text></TEI>"
    text = text.removeprefix("<?x?>").replace("xmlns=@", f"xmlns='{TEI}'")
    if "xmlns=" not in text.partition(">")[0]:
        text = re.sub(r"^<(\w+)", rf'<\1 xmlns="{TEI}"', text)
    return text.encode()


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_feature(feature: Feature, tmp_path: Path) -> None:
    compiled = odd.compile(customization(feature, tmp_path), tei=SOURCE)
    text = compiled.rng()
    schema = Schema.from_bytes(text.encode(), "test.rng")
    compact = Schema.from_bytes(compiled.rnc().encode(), "test.rnc")
    theirs = etree.RelaxNG(etree.fromstring(text.encode()))
    wrong = []
    for expected, documents in ((True, feature.valid), (False, feature.invalid)):
        for shown in documents:
            data = document(shown)
            verdicts = (
                not list(schema.validate(data)),
                not list(compact.validate(data)),
                theirs.validate(etree.fromstring(data)),
            )
            if verdicts != (expected,) * 3:
                wrong.append((shown, expected, verdicts))
    assert wrong == []


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_feature_in_the_compiled_odd(feature: Feature, tmp_path: Path) -> None:
    """What the ODD compiled to is a customization of its own, with the same schema."""
    first = odd.compile(customization(feature, tmp_path), tei=SOURCE)
    path = tmp_path / "compiled.odd"
    path.write_text(first.odd(), encoding="utf-8")
    again = odd.compile(path)
    assert (again.rng(), again.sch()) == (first.rng(), first.sch())


@pytest.mark.parametrize("part", range(PARTS))
def test_jing_agrees(part: int, tmp_path: Path) -> None:
    """Jing accepts every schema that is written, in both syntaxes, and gives the same verdicts."""
    jing = shutil.which("jing")
    if jing is None:
        pytest.skip("jing is not installed")
    wrong = []
    for number, feature in enumerate(FEATURES[part::PARTS]):
        folder = tmp_path / str(number)
        folder.mkdir()
        compiled = odd.compile(customization(feature, folder), tei=SOURCE)
        schema = folder / ("test.rnc" if number % 2 else "test.rng")
        schema.write_text(compiled.write(schema.suffix[1:]), encoding="utf-8")
        documents = []
        for n, shown in enumerate((*feature.valid, *feature.invalid)):
            documents.append(f"{n}.xml")
            (folder / documents[-1]).write_bytes(document(shown))
        command = [jing, *(["-c"] if number % 2 else []), schema.name, *documents]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        said = set(re.findall(r"(?m)^(?:.*?/)?(\d+\.xml):\d", done.stdout))
        wanted = {f"{n + len(feature.valid)}.xml" for n in range(len(feature.invalid))}
        if said != wanted:
            wrong.append((feature.name, wanted, done.stdout))
    assert wrong == []
