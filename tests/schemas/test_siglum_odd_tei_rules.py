"""What TEI's own Schematron rules forbid, siglum.odd forbids too.

RELAX NG cannot say these; ``tei_all`` says them in Schematron, in the specifications of its
elements and classes. Documents made from our schema break each of them sooner or later, and
where one does, a rule of ours must speak.
"""

from itertools import count, islice

import pytest
from conftest import shared
from lxml import etree
from schemas.random_documents import documents
from schemas.relaxng_patterns import Grammar
from schemas.siglum_odd import NAMESPACES, RNG, SCH, specification
from siglum import schematron
from siglum.document import parse

#: TEI's rules that our schema can break, each with the rules of ours that answer.
ANSWERS = {
    "att-datable-w3c-when": {"date-attributes"},
    "att-datable-w3c-from": {"date-attributes"},
    "att-datable-w3c-to": {"date-attributes"},
    "subtypeTyped": {"subtype-typed"},
    "quotationContents": {"quotation-policy-said"},
    "citestructure-outer-match": {"citation-path"},
    "citestructure-inner-match": {"citation-path"},
    "abstractModel-structure-p-in-l-or-lg": {"prose-within-verse"},
    "abstractModel-structure-ab-in-l-or-lg": {"prose-within-verse"},
    "abstractModel-structure-l-in-l": {"line-within-line"},
    "abstractModel-structure-lg-in-l": {"line-within-line"},
    "gloss-list-must-have-labels": {"glosses-labelled"},
    "targetorcontent1": {"related-item-given"},
    "substContents1": {"substitution-complete"},
    "variantEncodingLocation": {"apparatus-place"},
    "calendar_attr_on_empty_element": {"calendar-of-text"},
}


@pytest.fixture(scope="module")
def tei_rules(tmp_path_factory: pytest.TempPathFactory) -> schematron.Rules:
    """TEI's rules for the elements that our schema has, as one Schematron schema."""
    subset = etree.parse(shared("tei", "p5subset.xml"))
    ours = {
        spec.get("ident") for spec in specification().iterfind(".//tei:elementSpec", NAMESPACES)
    }
    sch = NAMESPACES["sch"]
    number = count(1)
    schema = etree.Element(f"{{{sch}}}schema", queryBinding="xslt3", nsmap={None: sch})
    for prefix, uri in (("tei", NAMESPACES["tei"]), ("xs", "http://www.w3.org/2001/XMLSchema")):
        etree.SubElement(schema, f"{{{sch}}}ns", prefix=prefix, uri=uri)
    for spec in subset.iterfind(".//tei:constraintSpec[@scheme='schematron']", NAMESPACES):
        owner = spec.getparent()
        while owner is not None and not owner.get("ident"):
            owner = owner.getparent()
        assert owner is not None
        if spec.get("ident") not in ANSWERS or (
            str(owner.tag).endswith("elementSpec") and owner.get("ident") not in ours
        ):
            continue
        for rule in spec.iterfind(".//sch:rule", NAMESPACES):
            pattern = etree.SubElement(schema, f"{{{sch}}}pattern")
            for check in rule.iterfind("*", NAMESPACES):
                if check.tag in (f"{{{sch}}}assert", f"{{{sch}}}report"):
                    check.set("id", f"{spec.get('ident')}.{next(number)}")
                    check.attrib.pop("role", None)
            pattern.append(rule)
    path = tmp_path_factory.mktemp("tei") / "tei.sch"
    path.write_bytes(etree.tostring(schema))
    return schematron.load(path)


def test_what_tei_forbids_by_rule_is_forbidden(tei_rules: schematron.Rules) -> None:
    assert tei_rules.findings == ()
    ours = schematron.load(SCH)
    broken = set()
    for root in islice(documents(Grammar(RNG), 1924), 400):
        document = parse(etree.tostring(root), name="made.xml")
        theirs = [(f.location.line, f.location.column, f.code) for f in tei_rules.check(document)]
        found = {(f.location.line, f.location.column, f.code) for f in ours.check(document)}
        for line, column, report in theirs:
            code = report.partition(".")[0]
            broken.add(code)
            assert any((line, column, answer) in found for answer in ANSWERS[code]), (code, line)
    # the walk must reach enough of them for the comparison to say something
    assert len(broken) >= 8, sorted(ANSWERS.keys() - broken)
