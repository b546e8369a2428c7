"""What the tests read off ``schemas/siglum.odd`` itself."""

from copy import deepcopy
from dataclasses import dataclass

from conftest import ROOT
from lxml import etree

ODD = ROOT / "schemas" / "siglum.odd"
RNG = ROOT / "schemas" / "siglum.rng"
SCH = ROOT / "schemas" / "siglum.sch"
HTML = ROOT / "schemas" / "siglum.html"

NAMESPACES = {
    "tei": "http://www.tei-c.org/ns/1.0",
    "eg": "http://www.tei-c.org/ns/Examples",
    "sch": "http://purl.oclc.org/dsdl/schematron",
    "rng": "http://relaxng.org/ns/structure/1.0",
}


@dataclass(frozen=True)
class Rule:
    """``element`` is the element that the rule is told with."""

    name: str
    element: str
    role: str
    description: str


def specification() -> etree._Element:
    found = etree.parse(ODD).getroot().find(".//tei:schemaSpec", NAMESPACES)
    assert found is not None
    return found


def rules() -> list[Rule]:
    """The rules, in the order of the ODD."""
    found = []
    for spec in specification().iterfind(".//tei:elementSpec/tei:constraintSpec", NAMESPACES):
        (check,) = spec.xpath(".//sch:assert | .//sch:report", namespaces=NAMESPACES)
        parent = spec.getparent()
        description = spec.find("tei:desc", NAMESPACES)
        assert parent is not None and description is not None
        assert spec.get("ident") == check.get("id")
        found.append(
            Rule(
                spec.get("ident", ""),
                parent.get("ident", ""),
                check.get("role"),
                " ".join("".join(description.itertext()).split()),
            )
        )
    return found


def any_element(schema: etree._Element) -> etree.RelaxNG:
    """The compiled grammar, changed so that each of its elements may be the root."""
    grammar = deepcopy(schema)
    start = grammar.find("rng:start", NAMESPACES)
    assert start is not None
    for child in list(start):
        start.remove(child)
    choice = etree.SubElement(start, f"{{{NAMESPACES['rng']}}}choice")
    for define in grammar.iterfind("rng:define", NAMESPACES):
        if define.find("rng:element", NAMESPACES) is not None:
            etree.SubElement(choice, f"{{{NAMESPACES['rng']}}}ref", name=define.get("name", ""))
    return etree.RelaxNG(etree.fromstring(etree.tostring(grammar)))
