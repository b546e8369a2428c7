"""The Schematron of a customization: where rules apply, and what they rely on."""

from pathlib import Path

import pytest
from lxml import etree
from siglum import odd, schematron
from siglum.document import parse

SOURCE = Path(__file__).with_name("source.xml")
SCH = "{http://purl.oclc.org/dsdl/schematron}"


def compiled(folder: Path, specs: str, header: str = "", root: str = "") -> odd.Compiled:
    path = folder / "test.odd"
    modules = "".join(
        f'<moduleRef key="{key}"/>' for key in ("tei", "core", "header", "textstructure")
    )
    path.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:sch="http://purl.oclc.org/dsdl/schematron" '
        f'xmlns:xsl="http://www.w3.org/1999/XSL/Transform" {root}><teiHeader><fileDesc/>{header}'
        f'</teiHeader><text><body><schemaSpec ident="test" start="TEI">{modules}{specs}'
        "</schemaSpec></body></text></TEI>",
        encoding="utf-8",
    )
    return odd.compile(path, tei=SOURCE)


def found(schema: odd.Compiled, body: str) -> list[tuple[str, str]]:
    """The rules' identifiers and messages on a document with this body."""
    rules = schematron.compile(schema.sch(), name="test.sch", base=None)
    assert list(rules.findings) == []
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{body}</body></text></TEI>'
    return [(f.code, f.message) for f in rules.check(parse(text.encode()))]


def rule(inner: str, ident: str = "r", more: str = "") -> str:
    return (
        f'<constraintSpec ident="{ident}" scheme="schematron" {more}>'
        f"<constraint>{inner}</constraint></constraintSpec>"
    )


def change(ident: str, inner: str, kind: str = "elementSpec") -> str:
    return f'<{kind} ident="{ident}" mode="change">{inner}</{kind}>'


BARE = '<sch:report test="true()">here</sch:report>'


@pytest.mark.parametrize(
    ("specs", "body", "contexts"),
    [
        (change("hi", rule(BARE)), "<p><hi/><emph/></p>", ["hi"]),
        (change("model.hiLike", rule(BARE), "classSpec"), "<p><hi/><emph/></p>", ["hi", "emph"]),
        (change("model.phrase", rule(BARE), "classSpec"), "<p><hi/><date/></p>", ["hi", "date"]),
        (
            change(
                "p", f'<attList><attDef ident="n" mode="change">{rule(BARE)}</attDef></attList>'
            ),
            "<p n='1'><hi n='2'/></p><p/>",
            ["p"],
        ),
        (
            change(
                "att.typed",
                f'<attList><attDef ident="type" mode="change">{rule(BARE)}</attDef></attList>',
                "classSpec",
            ),
            "<div type='a'><head type='b'/></div><div/>",
            ["div", "head"],
        ),
        (
            change("p", f"<altIdent>para</altIdent>{rule(BARE)}"),
            "<para/><p/>",
            ["para"],
        ),
    ],
)
def test_a_bare_assertion_applies_where_it_stands(
    tmp_path: Path, specs: str, body: str, contexts: list[str]
) -> None:
    schema = schematron.compile(compiled(tmp_path, specs).sch(), name="test.sch", base=None)
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{body}</body></text></TEI>'
    places = [
        f.location.xpath.split("tei:")[-1].split("/")[0].split("[")[0]
        for f in schema.check(parse(text.encode()))
        if f.message == "here"
    ]
    assert places == contexts


def test_rules_of_the_source_come_along(tmp_path: Path) -> None:
    schema = compiled(tmp_path, "")
    assert [m for _, m in found(schema, "<p><hi><p/></hi></p><div subtype='a'/>")] == [
        "a paragraph stands in a paragraph",
        "a subtype needs a type",
    ]


def test_rules_are_deleted_and_replaced(tmp_path: Path) -> None:
    deleted = compiled(
        tmp_path, change("p", '<constraintSpec ident="nested" scheme="schematron" mode="delete"/>')
    )
    assert found(deleted, "<p><hi><p/></hi></p>") == []
    replaced = compiled(tmp_path, change("p", rule(BARE, "nested", 'mode="replace"')))
    assert [m for _, m in found(replaced, "<p/>")] == ["here"]


def test_declarations_serve_all_rules(tmp_path: Path) -> None:
    """constraintDecl, in the schema or the header; downstream of it, each rule can use it."""
    declared = """<constraintDecl scheme="schematron" queryBinding="xslt2">
      <sch:ns prefix="my" uri="http://www.tei-c.org/ns/1.0"/><sch:let name="limit" value="1"/>
      <xsl:function name="my:many"><xsl:param name="found"/>
      <xsl:sequence select="count($found) gt $limit"/></xsl:function></constraintDecl>"""
    use = change("p", rule('<sch:report test="my:many(my:hi)">many</sch:report>'))
    for specs, header in ((declared + use, ""), (use, f"<encodingDesc>{declared}</encodingDesc>")):
        schema = compiled(tmp_path, specs, header)
        assert etree.fromstring(schema.sch().encode()).get("queryBinding") == "xslt2"
        assert [m for _, m in found(schema, "<p><hi/><hi/></p><p><hi/></p>")] == ["many"]


def test_what_a_constraint_holds_beside_rules(tmp_path: Path) -> None:
    specs = rule(
        """<sch:let name="all" value="//tei:p"/><sch:rule context="tei:body">
        <sch:let name="n" value="count($all)"/><sch:assert test="$n lt 2" diagnostics="d"
        role="warning"><sch:value-of select="$n"/> paragraphs</sch:assert></sch:rule>"""
    ) + rule('<sch:diagnostics><sch:diagnostic id="d">too many</sch:diagnostic></sch:diagnostics>')
    schema = compiled(tmp_path, specs)
    rules = schematron.compile(schema.sch(), name="test.sch", base=None)
    text = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p/><p/></body></text></TEI>'
    (one,) = rules.check(parse(text))
    assert (one.severity, one.message, one.hint) == ("warning", "2 paragraphs", "too many")


def test_one_prefix_is_declared_once(tmp_path: Path) -> None:
    """A sch:ns in every element's rule is one sch:ns in the schema."""
    ns = '<sch:ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/>'
    use = "<sch:rule context='t:{0}'><sch:assert test='t:x'>{0} lacks x</sch:assert></sch:rule>"
    specs = "".join(change(i, rule(ns + use.format(i), i)) for i in ("p", "hi", "emph", "date"))
    schema = compiled(tmp_path, specs)
    assert schema.sch().count('prefix="t"') == 1
    assert [m for _, m in found(schema, "<p><hi/></p>")] == ["p lacks x", "hi lacks x"]


def test_usual_prefixes_are_bound(tmp_path: Path) -> None:
    """A prefix that nothing declares does not break the rules; one that is not TEI's is told."""
    specs = change(
        "p",
        rule(
            '<sch:report test="tei:hi and xs:integer(@n) gt 1">tei and xs</sch:report>'
            '<sch:report test="rng:x">never</sch:report>'
        ),
    )
    schema = compiled(tmp_path, specs)
    assert [(f.code, f.message, f.hint) for f in schema.findings] == [
        (
            "odd-rule-prefix",
            "the rule uses the prefix rng, which nothing binds; it is taken for "
            "http://relaxng.org/ns/structure/1.0",
            'declare it: <sch:ns prefix="rng" uri="http://relaxng.org/ns/structure/1.0"/>',
        )
    ]
    assert [m for _, m in found(schema, "<p n='2'><hi/></p>")] == ["tei and xs"]


@pytest.mark.parametrize("is_compiled", [False, True])
def test_a_chained_customization_has_what_the_rules_of_its_source_rely_on(
    tmp_path: Path, is_compiled: bool
) -> None:
    """Prefixes, variables and functions of the source's schema come along; its own rules do not."""
    declared = """<constraintSpec ident="ns" scheme="schematron"><constraint>
      <sch:ns prefix="my" uri="urn:my"/><sch:let name="limit" value="1"/>
      <sch:let name="word" value="'upstream'"/>
      <xsl:function name="my:many"><xsl:param name="found"/>
      <xsl:sequence select="count($found) gt $limit"/></xsl:function>
      </constraint></constraintSpec>"""
    use = change(
        "p", rule('<sch:report test="my:many(tei:hi)"><sch:value-of select="$word"/></sch:report>')
    )
    whole = rule('<sch:rule context="tei:p"><sch:report test="true()">x</sch:report></sch:rule>')
    upstream = compiled(tmp_path, declared + use + whole)
    name = "base.odd"
    if is_compiled:
        (tmp_path / name).write_text(upstream.odd(), encoding="utf-8")
    else:
        (tmp_path / "test.odd").rename(tmp_path / name)
    modules = "".join(f'<moduleRef key="{k}"/>' for k in ("tei", "core", "textstructure"))
    (tmp_path / "chained.odd").write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:sch="http://purl.oclc.org/dsdl/schematron">'
        f'<schemaSpec ident="c" start="TEI" source="{name}">{modules}'
        + rule('<sch:let name="word" value="\'downstream\'"/>')
        + "</schemaSpec></TEI>",
        encoding="utf-8",
    )
    schema = odd.compile(tmp_path / "chained.odd", tei=SOURCE)
    assert [m for _, m in found(schema, "<p><hi/><hi/></p><p><hi/></p>")] == ["downstream"]


def test_a_bare_assertion_applies_where_a_rule_beside_it_does(tmp_path: Path) -> None:
    both = rule(
        f'<sch:rule context="tei:hi"><sch:report test="true()">rule</sch:report></sch:rule>{BARE}'
    )
    assert found(compiled(tmp_path, change("hi", both)), "<p><hi/></p>") == [
        ("hi-r", "rule"),
        ("hi-r-2", "here"),
    ]
