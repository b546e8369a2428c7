"""TEI's own rules: all compile, all run on real documents, and they find what is wrong."""

import pytest
from conftest import shared
from lxml import etree
from siglum.document import parse, read
from siglum.findings import Severity
from siglum.schematron import Rules, compile
from siglum.schematron.model import SCH

SOURCES = ["p5subset.xml", "tei_all.rng"]


def load(name: str) -> Rules:
    path = shared("tei", name)
    return compile(path.read_text(encoding="utf-8"), name=name, base=path.parent)


@pytest.mark.parametrize("name", SOURCES)
def test_every_rule_compiles(name: str) -> None:
    rules = load(name)
    assert [found for found in rules.findings if found.severity is Severity.ERROR] == []
    tree = etree.parse(shared("tei", name))
    written = [
        element
        for element in tree.iter(f"{{{SCH}}}assert", f"{{{SCH}}}report")
        if not any("Examples" in str(above.tag) for above in element.iterancestors())
    ]
    checks = [c for p in rules.schema.patterns for rule in p.rules for c in rule.checks]
    assert len(checks) == len(written) >= 90
    assert rules.compiled.broken == frozenset()


@pytest.mark.parametrize("name", SOURCES)
def test_every_rule_runs_on_every_sample(name: str) -> None:
    rules = load(name)
    found = {}
    for path in sorted(shared("samples").glob("*.xml")):
        found[path.name] = [item.message for item in rules.check(read(path))]
    assert {file: said for file, said in found.items() if said} == {
        "p5-testms.xml": ["The element dimensions may appear once only"]
    }


MISTAKES = {
    '<p><ref target="#a" cRef="b"/></p>': (
        "Only one of the attributes @target' and @cRef' may be supplied on ref"
    ),
    '<p><date when="1900" from="1901"/></p>': (
        "The @when attribute cannot be used with any other att.datable.w3c attributes."
    ),
    "<l><l/></l>": "Abstract model violation: Lines may not contain lines or lg elements.",
}


@pytest.mark.parametrize("name", SOURCES)
def test_mistakes_are_found(name: str) -> None:
    rules = load(name)
    said = {}
    for mistake in MISTAKES:
        source = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text>{mistake}</text></TEI>'
        [found] = rules.check(parse(source.encode(), name="m.xml"))
        said[mistake] = found.message
    assert said == MISTAKES
