"""Every rule of siglum.odd finds what it is for, says so in these words, and nothing else."""

from itertools import islice

import pytest
from conftest import ROOT, SHARED, shared
from lxml import etree
from schemas.random_documents import documents
from schemas.relaxng_patterns import Grammar
from schemas.rule_examples import Example, examples
from schemas.siglum_odd import RNG, SCH, rules
from siglum import schematron
from siglum.document import parse, read
from siglum.findings import Finding

EXAMPLES = examples()


@pytest.fixture(scope="module")
def checker() -> schematron.Rules:
    return schematron.load(SCH)


@pytest.fixture(scope="module")
def structure() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(RNG))


def findings(checker: schematron.Rules, root: etree._Element) -> list[Finding]:
    return list(checker.check(parse(etree.tostring(root), name="example.xml")))


def test_the_rules_compile(checker: schematron.Rules) -> None:
    assert checker.findings == ()


def test_there_are_rules_enough() -> None:
    assert len(rules()) >= 25


def test_each_rule_has_an_example_that_fails_and_one_that_passes() -> None:
    expected = {(rule.name, passes) for rule in rules() for passes in (True, False)}
    assert {(example.rule, example.passes) for example in EXAMPLES} == expected


@pytest.mark.parametrize("example", [e for e in EXAMPLES if not e.passes], ids=str)
def test_a_failing_example_is_found(example: Example, checker: schematron.Rules) -> None:
    found = findings(checker, example.document())
    assert example.messages
    assert tuple(f.message for f in found if f.code == example.rule) == example.messages
    assert {f.code for f in found} == {example.rule, *example.also}
    role = next(rule.role for rule in rules() if rule.name == example.rule)
    assert {f.severity.value for f in found if f.code == example.rule} == {role}


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.passes], ids=str)
def test_a_passing_example_is_clean(
    example: Example, checker: schematron.Rules, structure: etree.RelaxNG
) -> None:
    root = example.document()
    assert findings(checker, root) == []
    structure.assertValid(etree.fromstring(etree.tostring(root)))


def test_the_edition_follows_every_rule(checker: schematron.Rules) -> None:
    edition = ROOT / "tei" / "october-revolution-iv.xml"
    assert list(checker.check(read(edition))) == []


def test_a_document_that_is_not_tei_breaks_no_rule(checker: schematron.Rules) -> None:
    document = parse(b"<a><b c='#d'/>text \"with\" marks</a>", name="a.xml")
    assert list(checker.check(document)) == []


def test_a_bare_text_breaks_no_rule_about_the_header(checker: schematron.Rules) -> None:
    text = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>A.</p></body></text></TEI>'
    assert list(checker.check(parse(text, name="a.xml"))) == []


#: Words that rules look for, so that no rule is left without something to think about.
WORDS = ("“a", "b”", '"c"', "'d'", "’e", ". . .", "…", "(See", "x)", "f o r", "1924", "[", "»", "")


def test_the_rules_run_on_whatever_the_schema_allows(checker: schematron.Rules) -> None:
    codes = {rule.name for rule in rules()}
    for root in islice(documents(Grammar(RNG), 7, WORDS), 100):
        assert {found.code for found in findings(checker, root)} <= codes


SAMPLES = sorted(path.name for path in (SHARED / "samples").glob("*.xml"))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_rules_run_on_any_tei(name: str, checker: schematron.Rules) -> None:
    codes = {rule.name for rule in rules()}
    for found in checker.check(read(shared("samples", name))):
        assert found.code in codes, found
