"""Findings stand where the document's own index has the node, and their XPath selects it."""

import pytest
from conftest import ROOT, shared
from relaxng_mutants import mutants
from siglum.document import PREFIXES, parse
from siglum.relaxng import Schema

PREFIX = {prefix: uri for uri, prefix in PREFIXES.items()}
AT_THE_END_TAG = {"element-missing"}
WITHIN = {"text-not-allowed", "element-value"}


@pytest.fixture(scope="module")
def schema() -> Schema:
    return Schema.load(shared("tei", "tei_all.rng"))


def check(schema: Schema, data: bytes) -> int:
    document = parse(data, name="x.xml")
    findings = list(schema.validate(document))
    for found in findings:
        path, _, attribute = found.location.xpath.partition("/@")
        [node] = document.root.xpath(path, namespaces=PREFIX)
        name = None
        if attribute:
            [value] = document.root.xpath(found.location.xpath, namespaces=PREFIX)
            name = value.attrname
        if found.code in AT_THE_END_TAG | WITHIN:
            assert found.location.line >= document.locate(node).line, found
            assert found.location.xpath == document.locate(node).xpath
        else:
            assert found.location == document.locate(node, name), found
    return len(findings)


def test_samples(schema: Schema) -> None:
    names = ["p5-relateditem", "p5-testbibl", "tei_CASE80043", "tei_gsa_390707", "p5-testms"]
    for name in names:
        assert check(schema, shared("samples", f"{name}.xml").read_bytes())


def test_mutants_of_the_essay(schema: Schema) -> None:
    essay = (ROOT / "tei" / "october-revolution-iv.xml").read_bytes()
    assert sum(check(schema, mutant) for _, mutant in mutants(essay, 60, "places")) > 40


def test_attributes_beyond_counting_stand_where_their_tag_begins() -> None:
    grammar = b'<element name="a" xmlns="http://relaxng.org/ns/structure/1.0"><empty/></element>'
    crowd = " ".join(f'b{n}=""' for n in range(300))
    small = Schema.from_bytes(grammar, "a.rng")
    found = list(small.validate(parse(f"<a {crowd}/>".encode(), name="x.xml")))
    places = [(f.location.line, f.location.column) for f in found]
    assert len(found) == 300
    assert places[:2] == [(1, 4), (1, 10)]
    assert set(places[200:]) == {(1, 1)}
