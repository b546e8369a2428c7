"""Compiling a customization that defines all it uses."""

import subprocess
from pathlib import Path

import pytest
from lxml import etree
from siglum import odd
from siglum.cli import main
from siglum.document import parse
from siglum.findings import FindingError
from siglum.relaxng import Schema

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:sch="http://purl.oclc.org/dsdl/schematron">
<teiHeader><fileDesc><titleStmt><title>A test</title></titleStmt></fileDesc></teiHeader>
<text><body><p>Prose with <gi>a</gi>.</p>
"""
FOOT = "</body></text></TEI>"


def customization(*specs: str, start: str = "a") -> str:
    return (
        f'{HEAD}<schemaSpec ident="test" start="{start}">\n'
        + "\n".join(specs)
        + f"\n</schemaSpec>{FOOT}"
    )


def element(
    ident: str, content: str, *, classes: str = "", attributes: str = "", rest: str = ""
) -> str:
    member_of = "".join(f'<memberOf key="{key}"/>' for key in classes.split())
    return (
        f'<elementSpec ident="{ident}" mode="add" module="test"><desc>the {ident}</desc>'
        f"<classes>{member_of}</classes><content>{content}</content>{rest}"
        f"<attList>{attributes}</attList></elementSpec>"
    )


def attribute(
    ident: str,
    datatype: str = '<dataRef name="token"/>',
    *,
    usage: str = "opt",
    rest: str = "",
    occurs: str = "",
) -> str:
    return (
        f'<attDef ident="{ident}" usage="{usage}"><datatype {occurs}>{datatype}</datatype>'
        f"{rest}</attDef>"
    )


def compiled(*specs: str, start: str = "a") -> odd.Compiled:
    return odd.compile(parse(customization(*specs, start=start).encode(), name="test.odd"))


def verdict(schema: odd.Compiled, content: str) -> bool:
    document = f'<a xmlns="http://www.tei-c.org/ns/1.0" {content}'.encode()
    ours = not list(Schema.from_bytes(schema.rng().encode(), "test.rng").validate(document))
    tree = etree.RelaxNG(etree.fromstring(schema.rng().encode()))
    assert ours == tree.validate(etree.fromstring(document)), content
    return ours


B, C = element("b", "<textNode/>"), element("c", "<empty/>")

MODELS = [
    ('<elementRef key="b"/>', ["><b/></a>"], ["/>", "><b/><b/></a>", "><c/></a>"]),
    ('<elementRef key="b" minOccurs="0"/>', ["/>", "><b/></a>"], ["><b/><b/></a>"]),
    (
        '<elementRef key="b" minOccurs="2" maxOccurs="3"/>',
        ["><b/><b/></a>", "><b/><b/><b/></a>"],
        ["><b/></a>", "><b/><b/><b/><b/></a>"],
    ),
    (
        '<elementRef key="b" minOccurs="2" maxOccurs="unbounded"/>',
        ["><b/><b/></a>", "><b/><b/><b/><b/></a>"],
        ["><b/></a>"],
    ),
    (
        '<sequence><elementRef key="b"/><elementRef key="c"/></sequence>',
        ["><b/><c/></a>"],
        ["><c/><b/></a>", "><b/></a>"],
    ),
    (
        '<sequence preserveOrder="false"><elementRef key="b"/><elementRef key="c"/></sequence>',
        ["><b/><c/></a>", "><c/><b/></a>"],
        ["><b/></a>"],
    ),
    (
        '<alternate><elementRef key="b"/><elementRef key="c"/></alternate>',
        ["><b/></a>", "><c/></a>"],
        ["><b/><c/></a>", "/>"],
    ),
    (
        '<alternate minOccurs="0" maxOccurs="unbounded"><textNode/><elementRef'
        ' key="b"/></alternate>',
        [">x<b/>y</a>", "/>"],
        ["><c/></a>"],
    ),
    ("<empty/>", ["/>"], [">x</a>", "><b/></a>"]),
    ("<textNode/>", [">x</a>", "/>"], ["><b/></a>"]),
    ('<dataRef name="integer"/>', [">12</a>"], [">x</a>", "/>"]),
    ('<dataRef name="string" restriction="[ab]+"/>', [">ab</a>"], [">c</a>"]),
    (
        '<dataRef name="integer"><dataFacet name="minInclusive" value="5"/></dataRef>',
        [">5</a>"],
        [">4</a>"],
    ),
    (
        '<valList type="closed"><valItem ident="x"/><valItem ident="y"/></valList>',
        [">x</a>"],
        [">z</a>"],
    ),
    ("<anyElement/>", ["><z xmlns='urn:z' q='1'>t<y/></z></a>"], ["/>", ">t</a>", "><b/></a>"]),
    ('<anyElement require="urn:z"/>', ["><z xmlns='urn:z'/></a>"], ["><b/></a>"]),
    ('<anyElement except="urn:z"/>', ["><b/></a>"], ["><z xmlns='urn:z'/></a>"]),
]


@pytest.mark.parametrize(("model", "valid", "invalid"), MODELS)
def test_content_model(model: str, valid: list[str], invalid: list[str]) -> None:
    schema = compiled(element("a", model), B, C)
    assert [content for content in valid if not verdict(schema, content)] == []
    assert [content for content in invalid if verdict(schema, content)] == []


CLASSES = (
    '<classSpec ident="model.x" type="model" mode="add"><desc>x</desc></classSpec>',
    element("b", "<empty/>", classes="model.x"),
    element("c", "<empty/>", classes="model.x"),
)


@pytest.mark.parametrize(
    ("reference", "valid", "invalid"),
    [
        ('expand="alternate"', ["><c/></a>"], ["><b/><c/></a>"]),
        ('expand="sequence"', ["><b/><c/></a>"], ["><c/></a>", "><c/><b/></a>"]),
        ('expand="sequenceOptional"', ["/>", "><c/></a>", "><b/><c/></a>"], ["><b/><b/></a>"]),
        ('expand="sequenceRepeatable"', ["><b/><b/><c/></a>"], ["><b/></a>"]),
        ('expand="sequenceOptionalRepeatable"', ["/>", "><b/><b/><c/></a>"], ["><c/><b/></a>"]),
        ('include="b"', ["><b/></a>"], ["><c/></a>"]),
        ('except="b"', ["><c/></a>"], ["><b/></a>"]),
    ],
)
def test_class_reference(reference: str, valid: list[str], invalid: list[str]) -> None:
    schema = compiled(element("a", f'<classRef key="model.x" {reference}/>'), *CLASSES)
    assert [content for content in valid if not verdict(schema, content)] == []
    assert [content for content in invalid if verdict(schema, content)] == []


VALUES = (
    '<valList type="{}"><valItem ident="x"><desc>an x</desc></valItem>'
    '<valItem ident="y"/></valList>'
)


@pytest.mark.parametrize(
    ("definition", "valid", "invalid"),
    [
        (attribute("n"), ["n='1'/>", "/>"], ["m='1'/>"]),
        (attribute("n", usage="req"), ["n='1'/>"], ["/>"]),
        (
            attribute(
                "n", '<dataRef name="integer"/>', occurs='minOccurs="1" maxOccurs="unbounded"'
            ),
            ["n='1 2'/>"],
            ["n=''/>", "n='x'/>"],
        ),
        (attribute("n", rest=VALUES.format("closed")), ["n='x'/>"], ["n='z'/>"]),
        (attribute("n", rest=VALUES.format("semi")), ["n='x'/>", "n='z'/>"], []),
        (attribute("n", rest=VALUES.format("open")), ["n='x'/>", "n='z'/>"], []),
        (attribute("xml:id", '<dataRef name="ID"/>'), ["xml:id='x'/>"], ["xml:id='x' n='1'/>"]),
        (
            f'<attList org="choice">{attribute("n")}{attribute("m")}</attList>',
            ["n='1'/>", "m='1'/>", "/>"],
            ["n='1' m='1'/>"],
        ),
        (
            f'<attList org="choice">{attribute("n", usage="req")}'
            f"{attribute('m', usage='req')}</attList>",
            ["n='1'/>"],
            ["/>", "n='1' m='1'/>"],
        ),
    ],
)
def test_attribute(definition: str, valid: list[str], invalid: list[str]) -> None:
    schema = compiled(element("a", "<empty/>", attributes=definition))
    assert [content for content in valid if not verdict(schema, content)] == []
    assert [content for content in invalid if verdict(schema, content)] == []


ATTS = (
    f'<classSpec ident="att.up" type="atts"'
    f' mode="add"><attList>{attribute("u")}</attList></classSpec>',
    '<classSpec ident="att.x" type="atts" mode="add"><classes><memberOf key="att.up"/></classes>'
    f"<attList>{attribute('n')}{attribute('m')}</attList></classSpec>",
)


def test_an_element_inherits_attributes_through_classes() -> None:
    schema = compiled(element("a", "<empty/>", classes="att.x"), *ATTS)
    assert verdict(schema, "n='1' m='1' u='1'/>")
    assert not verdict(schema, "o='1'/>")


def test_an_element_overrides_an_inherited_attribute() -> None:
    own = attribute("n", rest=VALUES.format("closed"))
    schema = compiled(element("a", "<empty/>", classes="att.x", attributes=own), *ATTS)
    assert verdict(schema, "n='x' m='1' u='1'/>")
    assert not verdict(schema, "n='1'/>")


def test_an_element_deletes_an_inherited_attribute() -> None:
    own = '<attDef ident="u" mode="delete"/>'
    schema = compiled(element("a", "<empty/>", classes="att.x", attributes=own), *ATTS)
    assert verdict(schema, "n='x' m='1'/>")
    assert not verdict(schema, "u='1'/>")


def test_a_class_reached_twice_gives_its_attributes_once() -> None:
    schema = compiled(element("a", "<empty/>", classes="att.up att.x"), *ATTS)
    assert verdict(schema, "n='x' u='1'/>")


def test_descriptions_become_documentation() -> None:
    written = compiled(
        element("a", "<empty/>", attributes=attribute("n", rest=VALUES.format("closed")))
    ).rng()
    assert "<a:documentation>the a</a:documentation>" in written
    assert "<value>x</value>\n" in written
    assert "<a:documentation>an x</a:documentation>" in written


RULE = (
    '<constraintSpec ident="r" scheme="schematron"><desc>a rule</desc><constraint>'
    '<sch:assert test="true()">no <sch:value-of select="1"/><sch:value-of select="2"/></sch:assert>'
    "</constraint></constraintSpec>"
)


def test_a_bare_assertion_gets_the_context_of_its_element() -> None:
    tree = etree.fromstring(compiled(element("a", "<empty/>", rest=RULE)).sch().encode())
    names = {"sch": "http://purl.oclc.org/dsdl/schematron"}
    assert tree.xpath("string(//sch:rule/@context)", namespaces=names) == "tei:a"
    assert (
        tree.xpath("string(//sch:ns[@prefix='tei']/@uri)", namespaces=names)
        == "http://www.tei-c.org/ns/1.0"
    )
    [assertion] = tree.xpath("//sch:assert", namespaces=names)
    assert assertion.text == "no " and assertion[0].tail is None


def test_a_bare_assertion_gets_the_context_of_its_attribute() -> None:
    own = attribute("n", rest=RULE)
    tree = etree.fromstring(compiled(element("a", "<empty/>", attributes=own)).sch().encode())
    names = {"sch": "http://purl.oclc.org/dsdl/schematron"}
    assert tree.xpath("string(//sch:rule/@context)", namespaces=names) == "tei:a/@n"


def test_the_reference_shows_what_the_customization_says() -> None:
    page = compiled(element("a", '<elementRef key="b" minOccurs="0"/>', rest=RULE), B).html()
    assert page.startswith("<!DOCTYPE html>")
    assert '<article id="element-a"' in page
    assert '<a href="#element-b">b</a>?' in page
    assert "a rule" in page
    assert '<p>Prose with <a href="#element-a"><code>a</code></a>.</p>' in page


def test_writing_is_reproducible() -> None:
    specs = (element("a", '<classRef key="model.x"/>', classes="att.x"), *CLASSES, *ATTS)
    once, again = compiled(*specs), compiled(*specs)
    assert [once.write(f) for f in odd.FORMATS] == [again.write(f) for f in odd.FORMATS]


@pytest.mark.parametrize(
    ("specs", "start", "expected"),
    [
        (
            (element("a", '<elementRef key="bb"/>'), B),
            "a",
            (
                "odd-unknown-reference",
                6,
                "there is no element bb in this customization",
                "did you mean b?",
            ),
        ),
        (
            (element("a", '<classRef key="model.y"/>'),),
            "a",
            (
                "odd-unknown-reference",
                6,
                "there is no model class model.y in this customization",
                "define it, or take the reference out",
            ),
        ),
        (
            (element("a", '<macroRef key="m"/>'),),
            "a",
            (
                "odd-unknown-reference",
                6,
                "there is no macro m in this customization",
                "define it, or take the reference out",
            ),
        ),
        (
            (element("a", '<dataRef key="data.x"/>'),),
            "a",
            (
                "odd-unknown-reference",
                6,
                "there is no datatype data.x in this customization",
                "define it, or take the reference out",
            ),
        ),
        (
            (element("a", "<empty/>", classes="att.z"),),
            "a",
            (
                "odd-unknown-reference",
                6,
                "there is no class att.z in this customization",
                "define it, or take the reference out",
            ),
        ),
        (
            (element("a", "<empty/>"),),
            "zz",
            (
                "odd-unknown-reference",
                5,
                "there is no element zz in this customization",
                "define it, or take the reference out",
            ),
        ),
        (
            (element("a", "<empty/>"), element("a", "<empty/>")),
            "a",
            (
                "odd-duplicate",
                7,
                "a is defined twice",
                "keep one of the definitions, or give one another identifier",
            ),
        ),
        (
            (element("a", "<p>x</p>"),),
            "a",
            (
                "odd-content-unknown",
                6,
                "<p> is no part of a content model",
                "content models are made of sequence, alternate, elementRef, classRef,"
                " macroRef, dataRef, textNode, anyElement, valList and empty",
            ),
        ),
        (
            ('<moduleRef key="core"/>',),
            "a",
            (
                "odd-needs-tei",
                6,
                '<moduleRef key="core"> takes definitions from TEI, and TEI\'s own definitions are'
                " not at hand",
                "run siglum schema add tei, or name a p5subset.xml with --tei",
            ),
        ),
    ],
)
def test_an_odd_that_is_not_whole(
    specs: tuple[str, ...], start: str, expected: tuple[str, int, str, str]
) -> None:
    with pytest.raises(FindingError) as raised:
        compiled(*specs, start=start)
    found = raised.value.finding
    assert (found.code, found.location.line, found.message, found.hint) == expected


def test_the_command_writes_beside_the_odd(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "x.odd"
    source.write_text(customization(element("a", "<empty/>")), encoding="utf-8")
    assert main(["odd", "compile", str(source)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        str(tmp_path / f"x{s}") for s in (".rng", ".sch", ".html")
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.html", "x.odd", "x.rng", "x.sch"]


def test_a_faulty_odd_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "x.odd"
    source.write_text(customization(element("a", '<elementRef key="b"/>')), encoding="utf-8")
    assert main(["odd", "compile", str(source), "--out", str(tmp_path / "out")]) == 1
    assert "there is no element b in this customization" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_document_without_a_schema_is_no_odd(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "x.odd"
    source.write_text("<TEI/>", encoding="utf-8")
    assert main(["odd", "compile", str(source)]) == 1
    assert "there is no <schemaSpec> in this document" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/usr/bin/jing").exists(), reason="Jing is not installed")
def test_jing_accepts_what_is_written(tmp_path: Path) -> None:
    specs = (
        element(
            "a",
            '<sequence><classRef key="model.x" expand="sequenceOptional"/><anyElement'
            ' except="urn:z"/></sequence>',
            classes="att.x",
        ),
        *CLASSES,
        *ATTS,
    )
    (tmp_path / "x.rng").write_text(compiled(*specs).rng(), encoding="utf-8")
    (tmp_path / "x.xml").write_text(
        '<a xmlns="http://www.tei-c.org/ns/1.0" n="1"><b/><c/><z/></a>', encoding="utf-8"
    )
    ran = subprocess.run(
        ["/usr/bin/jing", "x.rng", "x.xml"], cwd=tmp_path, capture_output=True, text=True
    )
    assert (ran.returncode, ran.stdout) == (0, "")


def several() -> str:
    """An ODD with two schemas, the second of which differs in what it holds."""
    spec = '<elementSpec ident="{0}" mode="add"><content><empty/></content></elementSpec>'
    schemas = "".join(
        f'<schemaSpec ident="{name}" xml:id="s-{name}" start="{name}">{spec.format(name)}'
        "</schemaSpec>"
        for name in ("one", "two")
    )
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{schemas}</body></text></TEI>'


@pytest.mark.parametrize(
    ("schema", "start", "codes"),
    [("", "one", ["odd-several-schemas"]), ("one", "one", []), ("s-two", "two", [])],
)
def test_one_of_several_schemas(schema: str, start: str, codes: list[str]) -> None:
    compiled = odd.compile(parse(several().encode(), name="several.odd"), schema=schema)
    assert compiled.customization.start == (start,)
    assert [found.code for found in compiled.findings] == codes


def test_a_source_with_several_schemas(tmp_path: Path) -> None:
    (tmp_path / "several.odd").write_text(several(), encoding="utf-8")
    (tmp_path / "chained.odd").write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><schemaSpec ident="c" start="two" '
        'source="several.odd#two"><elementRef key="two"/></schemaSpec></TEI>',
        encoding="utf-8",
    )
    compiled = odd.compile(tmp_path / "chained.odd", schema="c")
    assert list(compiled.customization.elements) == ["two"]
    with pytest.raises(FindingError, match="the source has no one"):
        text = (tmp_path / "chained.odd").read_text(encoding="utf-8").replace('"two"', '"one"')
        (tmp_path / "chained.odd").write_text(text, encoding="utf-8")
        odd.compile(tmp_path / "chained.odd")
