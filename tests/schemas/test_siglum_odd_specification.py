"""siglum.odd is whole: self-contained, described, and its examples are valid by its own schema."""

from collections.abc import Iterator

import pytest
from conftest import shared
from lxml import etree
from schemas.siglum_odd import NAMESPACES, ODD, RNG, any_element, specification

TEI = f"{{{NAMESPACES['tei']}}}"
SPEC = specification()
ELEMENTS = list(SPEC.iterfind(".//tei:elementSpec", NAMESPACES))


def test_nothing_comes_from_elsewhere() -> None:
    assert SPEC.get("source") is None
    assert SPEC.find(".//tei:moduleRef", NAMESPACES) is None
    for kind in ("elementSpec", "classSpec", "macroSpec", "dataSpec"):
        for spec in SPEC.iterfind(f".//tei:{kind}", NAMESPACES):
            assert spec.get("mode") == "add", spec.get("ident")
            assert spec.get("source") is None


def test_what_is_referred_to_is_there() -> None:
    defined = {
        kind: {s.get("ident") for s in SPEC.iterfind(f".//tei:{kind}Spec", NAMESPACES)}
        for kind in ("element", "class", "macro", "data")
    }
    for kind, names in defined.items():
        used = {r.get("key") for r in SPEC.iterfind(f".//tei:{kind}Ref", NAMESPACES)} - {None}
        if kind == "class":
            used |= {m.get("key") for m in SPEC.iterfind(".//tei:memberOf", NAMESPACES)}
        assert used <= names, kind
        if kind != "element":
            assert names <= used, f"{kind} specifications that nothing uses"


def test_each_name_is_specified_once() -> None:
    names = [s.get("ident") for s in SPEC if s.get("ident")]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("spec", ELEMENTS, ids=lambda spec: str(spec.get("ident")))
def test_an_element_is_described_and_exemplified(spec: etree._Element) -> None:
    assert spec.findtext("tei:desc", namespaces=NAMESPACES)
    assert spec.find("tei:content", NAMESPACES) is not None
    assert spec.find("tei:exemplum/eg:egXML/*", NAMESPACES) is not None
    assert spec.find(f".//eg:{spec.get('ident')}", NAMESPACES) is not None


def test_every_attribute_value_and_class_is_described() -> None:
    for kind in ("attDef", "valItem", "classSpec", "macroSpec", "dataSpec", "constraintSpec"):
        for spec in SPEC.iterfind(f".//tei:{kind}", NAMESPACES):
            description = spec.find("tei:desc", NAMESPACES)
            assert description is not None, spec.get("ident")
            assert "".join(description.itertext()).strip()


def exempla() -> Iterator[etree._Element]:
    for example in SPEC.iterfind(".//eg:egXML", NAMESPACES):
        assert len(example) == 1
        text = etree.tostring(example[0], encoding="unicode", with_tail=False)
        yield etree.fromstring(text.replace(NAMESPACES["eg"], NAMESPACES["tei"]))


def test_every_exemplum_is_valid() -> None:
    schema = any_element(etree.parse(RNG).getroot())
    for example in exempla():
        schema.assertValid(example)


def test_the_customization_is_tei_itself() -> None:
    schema = etree.RelaxNG(etree.parse(shared("tei", "tei_all.rng")))
    schema.assertValid(etree.parse(ODD))
