"""TEI's own customizations: which documents are valid by each, and which elements it has.

The verdicts are in ``verdicts.txt``; siglum's engine and, where it is installed, Jing are asked.
"""

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from conftest import shared
from siglum import odd, schematron
from siglum.document import TEI, Document, read
from siglum.findings import Severity
from siglum.odd.inheritance import flat
from siglum.relaxng import Schema

NAMES = {
    "B": "tei_bare",
    "M": "tei_minimal",
    "J": "tei_jtei",
    "L": "tei_lite",
    "S": "tei_simplePrint",
}
ALL = ["tei_all", *NAMES.values()]
T = f"{{{TEI}}}"

FILE = "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>"
HEADER = f"<fileDesc><titleStmt><title/></titleStmt>{FILE}"
JTEI = (
    '<fileDesc><titleStmt><title type="main"/><author><name><forename/><surname/></name>'
    "<affiliation/><email/></author></titleStmt><publicationStmt><publisher/><date/><availability>"
    '<licence target="a"><p/></licence></availability></publicationStmt><sourceDesc><p/>'
    "</sourceDesc></fileDesc><encodingDesc><projectDesc><p/></projectDesc></encodingDesc>"
    '<profileDesc><langUsage><language ident="en"/></langUsage><textClass><keywords><term/>'
    "</keywords></textClass></profileDesc><revisionDesc><change/></revisionDesc>"
)
BODIES = {
    "M": "<body>{}</body>",
    "J": '<front><div type="abstract" xml:id="abstract"><p/></div></front><body><div><head/>{}'
    '</div></body><back><div type="bibliography"><listBibl><bibl/></listBibl></div></back>',
}


def verdicts() -> list[tuple[str, str]]:
    text = Path(__file__).with_name("verdicts.txt").read_text(encoding="utf-8")
    found = [line.split(" ", 1) for line in text.splitlines() if line and not line.startswith("#")]
    return [(valid, fragment) for valid, fragment in found]


def document(letter: str, fragment: str) -> bytes:
    header = JTEI if letter == "J" else HEADER
    body = BODIES.get(letter, "<body><div>{}</div></body>").format(fragment)
    return (f'<TEI xmlns="{TEI}"><teiHeader>{header}</teiHeader><text>{body}</text></TEI>').encode()


@cache
def compiled(name: str) -> odd.Compiled:
    return odd.compile(shared("odd", f"{name}.odd"), tei=shared("tei", "p5subset.xml"))


@pytest.mark.parametrize("letter", NAMES)
def test_verdicts(letter: str, tmp_path: Path) -> None:
    text = compiled(NAMES[letter]).rng()
    schema = Schema.from_bytes(text.encode(), "test.rng")
    rows = verdicts()
    assert len(rows) >= 40
    wrong = [
        (fragment, letter in valid)
        for valid, fragment in rows
        if (letter in valid) is bool(list(schema.validate(document(letter, fragment))))
    ]
    assert wrong == []
    assert {letter in valid for valid, _ in rows} == {True, False}


@pytest.mark.parametrize("letter", NAMES)
def test_verdicts_of_jing(letter: str, tmp_path: Path) -> None:
    jing = shutil.which("jing")
    if jing is None:
        pytest.skip("jing is not installed")
    (tmp_path / "test.rng").write_text(compiled(NAMES[letter]).rng(), encoding="utf-8")
    rows = verdicts()
    for number, (_, fragment) in enumerate(rows):
        (tmp_path / f"{number}.xml").write_bytes(document(letter, fragment))
    files = [f"{number}.xml" for number in range(len(rows))]
    command = [jing, "test.rng", *files]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    found = {int(number) for number in re.findall(r"(?m)^(?:.*?/)?(\d+)\.xml:\d", done.stdout)}
    assert found == {number for number, (valid, _) in enumerate(rows) if letter not in valid}


@pytest.mark.parametrize("name", ALL)
def test_elements(name: str) -> None:
    """The elements are those that the ODD's references name, counted without the compiler."""
    source, tei = (read(shared(*parts)) for parts in (("odd", f"{name}.odd"), TEI_SOURCE))
    assert set(compiled(name).customization.elements) == named(source, tei)


TEI_SOURCE = ("tei", "p5subset.xml")


def named(source: Document, tei: Document) -> set[str]:
    """The elements of an ODD that only includes, excludes, adds and deletes."""
    modules: dict[str, set[str]] = {}
    for spec in tei.root.iter(f"{T}elementSpec"):
        modules.setdefault(spec.get("module", ""), set()).add(spec.get("ident", ""))
    found: set[str] = set()
    for ref in source.root.iter(f"{T}moduleRef"):
        every = modules.get(ref.get("key", ""), set())
        include = ref.get("include")
        found |= every if include is None else every & set(include.split())
        found -= set(ref.get("except", "").split())
    for ref in source.root.iterfind(f".//{T}specGrp/{T}elementRef"):
        found.add(ref.get("key", ""))
    for spec in source.root.iter(f"{T}elementSpec"):
        match spec.get("mode", "add"):
            case "add":
                found.add(spec.get("ident", ""))
            case "delete":
                found.discard(spec.get("ident", ""))
            case _:
                pass
    return found


@pytest.mark.parametrize("name", ALL)
def test_deleted_attributes_are_gone(name: str) -> None:
    """What an ODD deletes, no document can have: every deletion, of elements and of classes."""
    made = compiled(name)
    given = {
        spec.ident: {item.attribute.ident for item in flat(made.inheritance.of_element(spec))}
        for spec in made.customization.elements.values()
    }
    count = 0
    for spec in read(shared("odd", f"{name}.odd")).root.iter(f"{T}elementSpec"):
        for attribute in spec.iter(f"{T}attDef"):
            if attribute.get("mode") == "delete" and spec.get("ident", "") in given:
                count += 1
                assert attribute.get("ident", "") not in given[spec.get("ident", "")]
    assert count > 0 or name in ("tei_all", "tei_minimal")


@pytest.mark.parametrize("name", ALL)
def test_every_format_is_sound(name: str) -> None:
    """The rules compile, the compact schema is the same one, and so is the compiled ODD's."""
    made = compiled(name)
    rules = schematron.compile(made.sch(), name="test.sch", base=None)
    known = {"schematron-files-unseen"} if name == "tei_jtei" else set()  # its rules read files
    assert {f.code for f in rules.findings if f.severity is not Severity.INFO} == known
    assert [f for f in made.findings if f.severity is Severity.ERROR] == []
    compact = Schema.from_bytes(made.rnc().encode(), "test.rnc")
    plain = Schema.from_bytes(made.rng().encode(), "test.rng")
    assert set(compact.vocabulary.by_local) == set(plain.vocabulary.by_local)


@pytest.mark.parametrize("name", ALL)
def test_the_compiled_odd_has_the_same_schema(name: str, tmp_path: Path) -> None:
    made = compiled(name)
    path = tmp_path / "compiled.odd"
    path.write_text(made.odd(), encoding="utf-8")
    again = odd.compile(path)
    assert again.rng() == made.rng()
    assert again.sch().count("<assert") == made.sch().count("<assert")
