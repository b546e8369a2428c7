"""The Schematron conformance suite, every case, and our own cases in the same form.

A case is a ``testcase``: each of its schemas, applied to the first of its documents, gives the
verdict that ``expect`` states (``valid``, ``invalid``: an assertion has something to say, or
``error``: the schema is at fault), and each XPath of ``assertions`` holds of the report.

Our own cases may also have a ``phase``, say ``named="no"`` if the call names the first document
only, give a schema's file name in a processing instruction ``file`` inside ``schemas``, and state
in ``findings`` what is found, about the schema first: each ``finding`` has the attributes that it
cares for, of those that ``as_attributes`` makes.
"""

from pathlib import Path

import pytest
from conftest import SHARED, shared
from lxml import etree
from siglum.document import read
from siglum.findings import Finding, Severity
from siglum.schematron import Rules, load

CASE = "{https://doi.org/10.5281/zenodo.5679629#}"
SVRL = {"svrl": "http://purl.oclc.org/dsdl/svrl"}
SUITE = SHARED / "schematron" / "conformance"
OWN = Path(__file__).parent / "cases"

#: Cases that are not run, each with the reason.
EXCLUDED: dict[str, str] = {}

CASES = sorted(str(path.relative_to(SUITE)) for path in SUITE.rglob("*.xml"))
OWN_CASES = sorted(path.name for path in OWN.glob("*.xml"))


def write_parts(case: etree._Element, folder: Path) -> tuple[list[Path], Path]:
    """Put a case's schemas and documents into a folder: the schemas, and the first document."""
    schemas = []
    for number, element in enumerate(case.iterfind(f"{CASE}schemas/*")):
        named = element.getprevious()
        is_named = isinstance(named, etree._ProcessingInstruction) and named.target == "file"
        path = folder / (
            named.text or "" if named is not None and is_named else f"schema-{number}.sch"
        )
        path.write_bytes(etree.tostring(element, with_tail=False, encoding="UTF-8"))
        schemas.append(path)
    documents = []
    for element in case.iterfind(f"{CASE}documents/{CASE}document"):
        path = folder / element.get("filename", "")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(etree.tostring(element[0], with_tail=False, encoding="UTF-8"))
        documents.append(path)
    return schemas, documents[0]


def verdict(rules: Rules, said: list[Finding]) -> str:
    """The verdict in the words of the suite."""
    if any(found.severity is Severity.ERROR for found in rules.findings):
        return "error"
    return "invalid" if said else "valid"


def run_case(path: Path, folder: Path) -> list[str]:
    """What is wrong with our answers to a case; an empty list if nothing is."""
    case = etree.parse(path).getroot()
    schemas, document = write_parts(case, folder)
    named = [] if case.get("named") == "no" else [folder]
    wrong = []
    for schema in schemas:
        rules = load(schema, phase=case.get("phase"))
        source = read(document)
        said = list(rules.check(source, named=named))
        answer = verdict(rules, said)
        if answer != case.get("expect"):
            told = [found.message for found in (*rules.findings, *said)]
            wrong.append(f"{schema.name}: expected {case.get('expect')}, got {answer}: {told}")
        report = etree.fromstring(rules.svrl(source, named=named))
        for assertion in case.iterfind(f"{CASE}assertions/{CASE}assertion"):
            if report.xpath(f"boolean({assertion.get('assert')})", namespaces=SVRL) is not True:
                shown = etree.tostring(report, encoding="unicode")
                wrong.append(f"{schema.name}: {assertion.get('assert')} does not hold of {shown}")
        expected = case.find(f"{CASE}findings")
        if expected is not None:
            wrong.extend(differences(expected, [*rules.findings, *said], folder))
    return wrong


def differences(expected: etree._Element, found: list[Finding], folder: Path) -> list[str]:
    """The findings that were stated and not made, or made and not stated."""
    given = [as_attributes(item, folder) for item in found]
    stated = [dict(element.attrib.items()) for element in expected]
    if len(given) == len(stated) and all(
        wanted.items() <= made.items() for wanted, made in zip(stated, given, strict=True)
    ):
        return []
    return ["the findings are:", *map(str, given)]


def as_attributes(found: Finding, folder: Path) -> dict[str, str]:
    """A finding as the attributes that a case can state of it."""
    place = found.location
    return {
        "code": found.code,
        "severity": str(found.severity),
        "file": Path(place.file).name,
        "at": f"{place.line}:{place.column}",
        "xpath": place.xpath,
        "message": found.message.replace(f"{folder}/", ""),
        "hint": found.hint.replace(f"{folder}/", ""),
    }


@pytest.mark.parametrize("name", CASES or ["(none)"])
def test_suite(name: str, tmp_path: Path) -> None:
    if name in EXCLUDED:
        pytest.skip(EXCLUDED[name])
    assert run_case(shared("schematron", "conformance", *Path(name).parts), tmp_path) == []


def test_suite_is_whole() -> None:
    shared("schematron", "conformance")
    assert len(CASES) == 87
    assert set(CASES) >= set(EXCLUDED)


@pytest.mark.parametrize("name", OWN_CASES)
def test_own_case(name: str, tmp_path: Path) -> None:
    assert run_case(OWN / name, tmp_path) == []
