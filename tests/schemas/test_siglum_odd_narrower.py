"""Whatever siglum.odd accepts, TEI accepts: proved element by element, and tried on documents.

The proof compares, for each element of ours, the language of its content with the language that
``tei_all`` gives to the element of the same name, and the values of its attributes likewise.
"""

import pytest
from conftest import shared
from lxml import etree
from schemas.random_documents import documents, features
from schemas.relaxng_patterns import Grammar, choice, counterexample, group, interleave, star
from schemas.siglum_odd import RNG

SEED = 1924


@pytest.fixture(scope="module")
def ours() -> Grammar:
    return Grammar(RNG)


@pytest.fixture(scope="module")
def tei() -> Grammar:
    return Grammar(shared("tei", "tei_all.rng"))


def test_every_element_is_in_tei(ours: Grammar, tei: Grammar) -> None:
    assert ours.elements.keys() <= tei.elements.keys()
    assert ours.start <= tei.start


def test_every_content_model_is_narrower_or_equal(ours: Grammar, tei: Grammar) -> None:
    wider = {
        name: found
        for name in ours.elements
        if (found := counterexample(ours.type(name).content, tei.type(name).content)) is not None
    }
    assert wider == {}


def test_every_attribute_is_narrower_or_equal(ours: Grammar, tei: Grammar) -> None:
    wider = []
    for name in ours.elements:
        theirs = tei.type(name).attributes
        for attribute in ours.type(name).attributes.values():
            if attribute.name not in theirs:
                wider.append((name, attribute.name, "TEI has no such attribute"))
                continue
            found = counterexample(attribute.value, theirs[attribute.name].value)
            if found is not None:
                wider.append((name, attribute.name, str(found)))
    assert wider == []


def test_what_tei_requires_is_required(ours: Grammar, tei: Grammar) -> None:
    optional = [
        (name, attribute.name)
        for name in ours.elements
        for attribute in tei.type(name).attributes.values()
        if attribute.required
        and not (
            attribute.name in ours.type(name).attributes
            and ours.type(name).attributes[attribute.name].required
        )
    ]
    assert optional == []


def test_documents_made_from_the_schema_are_valid_tei(ours: Grammar) -> None:
    """Every element, attribute, listed value, and child of every element, at least once."""
    own = etree.RelaxNG(etree.parse(RNG))
    tei = etree.RelaxNG(etree.parse(shared("tei", "tei_all.rng")))
    made = 0
    for root in documents(ours, SEED):
        text = etree.tostring(root, encoding="unicode")
        document = etree.fromstring(text)
        assert own.validate(document), f"{own.error_log.last_error}\n{text}"
        assert tei.validate(document), f"{tei.error_log.last_error}\n{text}"
        made += 1
    assert made >= 100
    assert len(features(ours)) > 1000


def test_the_comparison_finds_what_is_wider() -> None:
    a, b, text = ("element", "a"), ("element", "b"), ("text",)
    assert counterexample(group(a, star(b)), group(a, star(choice(a, b)))) is None
    assert counterexample(group(a, star(b)), group(a, b)) == [a]
    assert counterexample(star(choice(a, text)), star(choice(a, b, text))) is None
    assert counterexample(star(choice(a, text)), star(a)) == [text]
    assert counterexample(group(b, a), interleave(a, b)) is None
    word = ("data", "token", (("pattern", r"[^\p{C}\p{Z}]+"),))
    assert counterexample(("value", "one"), word) is None
    assert counterexample(("value", "two words"), word) == [("value", "two words")]
    assert counterexample(word, choice(("value", "a"), ("value", "b"))) == [word]
