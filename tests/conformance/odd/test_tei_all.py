"""tei_all compiled here, and compiled by TEI: the same structure, and the same rules.

What differs is listed in ``DIFFERENCES`` and ``RULES_BY_STRUCTURE``, with the reason.
"""

import pytest
from conftest import ROOT, shared
from lxml import etree
from relaxng_equivalence import Difference, differences
from relaxng_mutants import mutants
from siglum import odd, schematron
from siglum.document import parse
from siglum.findings import Severity
from siglum.relaxng import Schema

ANNOTATIONS = "http://relaxng.org/ns/compatibility/annotations/1.0"
RELAXNG = "http://relaxng.org/ns/structure/1.0"
#: Any element but TEI's own and an example, as TEI's schema has it for every anyElement.
ANY = "(2, (3, (1, 'http://www.tei-c.org/ns/1.0', None), (0, 'http://www.tei-c.org/ns/Examples\\x01egXML')))"

#: All that the two structures do not have in common:
#: - anyElement/@require and @except stand in an attList with org="choice", so one of them at most
#:   may be given. TEI's stylesheets pass over the choice where it is the outermost attList.
#: - The anyElement in content and datatype has a @require: elements of RELAX NG only (and, in
#:   content, of its annotations). TEI's stylesheets pass over it in the structure, and add a rule
#:   in Schematron that says so.
DIFFERENCES = [
    Difference(
        "anyElement",
        "attributes",
        (
            "(@except {list {(<Datatype Name pattern='.+:.+'> | "
            "<Datatype anyURI pattern='[^/\\\\s]+:\\\\S*'>)+}} | "
            "@require {list {<Datatype anyURI pattern='\\\\S+'>+}} | empty)",
        ),
        ("@except?", "@require?"),
    ),
    Difference(
        "content", "content", (f"(3, (1, '{ANNOTATIONS}', None), (1, '{RELAXNG}', None))",), (ANY,)
    ),
    Difference("datatype", "content", (f"(1, '{RELAXNG}', None)",), (ANY,)),
]
#: Rules that TEI's schema has for what the structure says here (see above).
RULES_BY_STRUCTURE = {
    ("tei:content", "report"),
    ("tei:datatype", "report"),
}

MUTANTS = 2400


@pytest.fixture(scope="module")
def compiled() -> odd.Compiled:
    return odd.compile(shared("odd", "tei_all.odd"), tei=shared("tei", "p5subset.xml"))


def test_the_structures_are_the_same(compiled: odd.Compiled) -> None:
    """Element by element: attributes, their values, and what may follow what."""
    assert differences(compiled.rng().encode(), shared("tei", "tei_all.rng")) == DIFFERENCES


def test_a_difference_is_seen() -> None:
    theirs = shared("tei", "tei_all.rng")
    schema = theirs.read_text(encoding="utf-8")
    start = schema.index('<define name="att.pointing.attribute.targetLang">')
    changed = schema[:start] + schema[start:].replace("<optional>", "<group>", 1).replace(
        "</optional>", "</group>", 1
    )
    found = differences(changed.encode(), theirs)
    assert ("gloss", "attributes", ("@targetLang",), ("@targetLang?",)) in found


def test_the_rules_are_the_same(compiled: odd.Compiled) -> None:
    ours = assertions(etree.fromstring(compiled.sch().encode()))
    theirs = assertions(etree.parse(shared("tei", "tei_all.rng")).getroot())
    assert ours - theirs == set()
    assert {assertion[:2] for assertion in theirs - ours} == RULES_BY_STRUCTURE


def assertions(schema: etree._Element) -> set[tuple[str, str, str, str]]:
    sch = "{http://purl.oclc.org/dsdl/schematron}"
    return {
        (
            " ".join(rule.get("context", "").split()),
            str(found.tag).removeprefix(sch),
            " ".join(found.get("test", "").split()),
            " ".join("".join(map(str, found.itertext())).split()),
        )
        for rule in schema.iter(f"{sch}rule")
        for found in rule.iter(f"{sch}assert", f"{sch}report")
    }


def test_samples_and_mutants(compiled: odd.Compiled) -> None:
    """The same errors, in words and in places, in real documents and in damaged ones."""
    ours = Schema.from_bytes(compiled.rng().encode(), "tei_all.rng")
    theirs = Schema.load(shared("tei", "tei_all.rng"))
    paths = [*sorted(shared("samples").glob("*.xml")), ROOT / "tei" / "october-revolution-iv.xml"]
    small = [path for path in paths if path.stat().st_size < 60_000]
    count, unlike = 0, []
    for path in paths:
        data = path.read_bytes()
        each = MUTANTS // len(small) + 1 if path in small else 4
        for kind, document in [("original", data), *mutants(data, each, path.stem)]:
            count += 1
            found = [
                [(f.location, f.code, f.message) for f in schema.validate(document, name=path.name)]
                for schema in (ours, theirs)
            ]
            if found[0] != found[1]:
                unlike.append((path.name, kind, found))
    assert unlike == []
    assert count > MUTANTS


def test_rules_on_samples(compiled: odd.Compiled) -> None:
    ours = schematron.compile(compiled.sch(), name="tei_all.sch", base=None)
    theirs = schematron.load(shared("tei", "tei_all.rng"))
    assert [*ours.findings, *theirs.findings] == []
    broken = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><p><ptr target="#a" '
        'cRef="b"/><quote source="x"><said xml:id="a"/></quote><list type="gloss"><item/></list>'
        '<date calendar="#a"/><l><l><p/></l></l><relatedItem/></p></body></text></TEI>'
    )
    paths = sorted(shared("samples").glob("p5-*.xml"))
    documents = [parse(broken.encode()), *(parse(path.read_bytes()) for path in paths)]
    total = 0
    for document in documents:
        found = [
            sorted((f.location, f.message, f.severity) for f in rules.check(document))
            for rules in (ours, theirs)
        ]
        assert found[0] == found[1]
        total += sum(severity is Severity.ERROR for _, _, severity in found[0])
    assert total >= 4
