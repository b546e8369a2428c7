"""Running a case of the Schematron conformance suite's form: schemas, documents, a verdict.

A case is a ``testcase``: each of its schemas, applied to the first of its documents, gives the
verdict that ``expect`` states (``valid``, ``invalid``: an assertion has something to say, or
``error``: the schema is at fault), and each XPath of ``assertions`` holds of the report.

Our own cases may also state what the findings are: ``finding`` has the code, the severity, the
line and column (and the file, if it is not the first document), the message, and the hint.
"""

from pathlib import Path

from lxml import etree

from siglum.document import read
from siglum.findings import Finding, Severity
from siglum.schematron import Rules, load

CASE = "{https://doi.org/10.5281/zenodo.5679629#}"
SVRL = {"svrl": "http://purl.oclc.org/dsdl/svrl", "svrl-": "urn:none"}


def write_parts(case: etree._Element, folder: Path) -> tuple[list[Path], Path]:
    """Put the schemas and documents of a case into a folder; the paths of them, document first."""
    schemas = []
    for number, element in enumerate(case.iterfind(f"{CASE}schemas/*")):
        path = folder / (element.get("file") or f"schema-{number}.sch")
        path.write_bytes(etree.tostring(element, with_tail=False, encoding="UTF-8"))
        schemas.append(path)
    documents = []
    for element in case.iterfind(f"{CASE}documents/{CASE}document"):
        path = folder / element.get("filename", "")
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
    wrong = []
    for schema in schemas:
        rules = load(schema, phase=case.get("phase"))
        source = read(document)
        said = list(rules.check(source, named=[folder]))
        answer = verdict(rules, said)
        if answer != case.get("expect"):
            told = [f.message for f in (*rules.findings, *said)]
            wrong.append(f"{schema.name}: expected {case.get('expect')}, got {answer}: {told}")
        report = etree.fromstring(rules.svrl(source, named=[folder]))
        for assertion in case.iterfind(f"{CASE}assertions/{CASE}assertion"):
            if report.xpath(f"boolean({assertion.get('assert')})", namespaces=SVRL) is not True:
                shown = etree.tostring(report, encoding="unicode")
                wrong.append(f"{schema.name}: {assertion.get('assert')} does not hold of {shown}")
        expected = [tuple(element.attrib.items()) for element in case.iter(f"{CASE}finding")]
        if expected or case.find(f"{CASE}findings") is not None:
            given = [
                as_attributes(found, document, dict(wanted).keys())
                for found, wanted in zip(
                    [*rules.findings, *said], expected + [()] * len(said), strict=False
                )
            ]
            if given != [dict(wanted) for wanted in expected] or len(expected) != len(
                [*rules.findings, *said]
            ):
                shown = "\n".join(
                    str(as_attributes(f, document, None)) for f in (*rules.findings, *said)
                )
                wrong.append(f"{schema.name}: the findings are\n{shown}")
    return wrong


def as_attributes(found: Finding, document: Path, wanted: object) -> dict[str, str]:
    """A finding as the attributes that a case states of it (all of them for ``None``)."""
    place = found.location
    file = "" if place.file == str(document) else Path(place.file).name
    every = {
        "code": found.code,
        "severity": str(found.severity),
        "file": file,
        "line": str(place.line),
        "column": str(place.column),
        "xpath": place.xpath,
        "message": found.message,
        "hint": found.hint,
    }
    return every if wanted is None else {k: every[k] for k in wanted}  # type: ignore[attr-defined]
