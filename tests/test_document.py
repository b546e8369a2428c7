"""Reading a document: safely, with exact places, whatever its encoding."""

from pathlib import Path

import pytest
from conftest import ROOT, shared
from lxml import etree
from siglum.document import TEI, Document, parse, read
from siglum.document.doctype import build
from siglum.findings import FindingError
from siglum.report.text import Style, render

EDITION = ROOT / "tei" / "october-revolution-iv.xml"


def fault(data: bytes) -> str:
    with pytest.raises(FindingError) as caught:
        parse(data, name="t.xml")
    return render(caught.value.finding, Style())


def test_every_element_and_attribute_stands_where_it_is_said_to() -> None:
    document = read(EDITION)
    for element in document.root.iter(etree.Element):
        place = document.locate(element)
        name = etree.QName(element).localname
        assert document.lines[place.line - 1][place.column - 1 :].startswith(f"<{name}")
        hits = document.tree.xpath(
            place.xpath, namespaces={"tei": TEI, "xml": "http://www.w3.org/XML/1998/namespace"}
        )
        assert hits == [element]
        for attribute in element.attrib:
            place = document.locate(element, str(attribute))
            local = etree.QName(attribute).localname
            rest = document.lines[place.line - 1][place.column - 1 :]
            assert rest.startswith((f"{local}=", f"xml:{local}="))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "iso-8859-1"]
)
def test_encodings(encoding: str) -> None:
    declared = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}
    name = declared.get(encoding, encoding)
    text = f'<?xml version="1.0" encoding="{name}"?>\n<a>é<b c="1"/></a>'
    document = parse(text.encode(encoding), name="t.xml")
    assert document.root.text == "é"
    assert document.locate(document.root[0], "c")[:3] == ("t.xml", 2, 8)


def test_a_doctype_is_never_followed(tmp_path: Path) -> None:
    dtd = tmp_path / "x.dtd"
    dtd.write_text('<!ENTITY a "from the disk"><!ATTLIST TEI n CDATA "from the disk">')
    for external in (f'SYSTEM "{dtd}"', f'SYSTEM "{dtd.as_uri()}"', 'SYSTEM "http://x.org/x.dtd"'):
        document = parse(f'<!DOCTYPE TEI {external} [<!ENTITY b "c">]><TEI>&b;</TEI>'.encode())
        assert etree.tostring(document.tree) == b"<TEI>c</TEI>"
    with pytest.raises(FindingError, match="the entity &a; is not declared"):
        _ = parse(f'<!DOCTYPE TEI SYSTEM "{dtd}"><TEI>&a;</TEI>'.encode()).root


def test_an_external_parameter_entity_is_never_followed(tmp_path: Path) -> None:
    dtd = tmp_path / "x.dtd"
    dtd.write_text('<!ENTITY a "from the disk">')
    text = f'<!DOCTYPE TEI [<!ENTITY % p SYSTEM "{dtd}">%p;]><TEI/>'
    assert etree.tostring(parse(text.encode()).tree) == b"<TEI/>"


def _events(tree: "etree._ElementTree[etree._Element]") -> list[tuple[object, ...]]:
    """The nodes of a tree in order; which of two prefixes of a namespace is used is left out."""
    return [
        (node.tag, sorted(node.attrib.items()) if isinstance(node.tag, str) else (), node.text)
        + ((node.tail,) if node.getparent() is not None else ())
        for node in tree.getroot().iter()
    ]


def test_the_tree_with_a_doctype_is_the_tree_without() -> None:
    """expat's events make the tree that libxml2 makes."""
    for path in sorted(shared("samples").glob("*.xml")):
        document = read(path)
        parser = etree.XMLParser(resolve_entities=False, collect_ids=False, huge_tree=True)
        if b"<!DOCTYPE" in document.utf8:
            continue
        expected = etree.fromstring(document.utf8, parser).getroottree()
        assert _events(build(document.utf8)) == _events(expected), path.name


def test_entities_and_defaults_of_the_internal_subset() -> None:
    document = parse(
        b'<!DOCTYPE t [<!ENTITY x "<i>y</i> z"><!ATTLIST t k CDATA "d"><!-- c --><?p q?>]>'
        b"<?before a?><!-- b --><t xmlns:n='urn:n' n:m='1'>&x;<!-- c --><?d e?></t><!-- e -->"
    )
    assert etree.tostring(document.tree) == (
        b'<?before a?><!-- b --><t xmlns:n="urn:n" n:m="1" k="d"><i>y</i> z<!-- c --><?d e?></t>'
        b"<!-- e -->"
    )


def test_entities_that_an_internal_parameter_entity_declares() -> None:
    document = parse(
        b"<!DOCTYPE t [<!ENTITY % more \"<!ENTITY x 'y'><!ATTLIST t k CDATA 'd'>\"> %more;]>"
        b"<t>&x;</t>"
    )
    assert etree.tostring(document.tree) == b'<t k="d">y</t>'


def test_an_unproved_document_is_proved_before_a_tree_is_built() -> None:
    document = parse(b"<a><b></a>", name="t.xml", prove=False)
    assert isinstance(document, Document)
    with pytest.raises(FindingError, match="does not match"):
        _ = document.root


def test_instructions() -> None:
    document = parse(
        b"<?xml version='1.0'?><!-- <?xml-model href='no'?> --><?xml-model href='a&amp;b.rng'\n"
        b' type="x"?>\n<TEI><?xml-model href="no"?></TEI>',
        name="t.xml",
    )
    [only] = document.instructions("xml-model")
    assert only.attributes == {"href": "a&b.rng", "type": "x"}
    assert only.location[:3] == ("t.xml", 1, 54)


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", "t.xml:1:1: error [document-empty] the document is empty"),
        (b" \n ", "t.xml:1:1: error [document-empty] the document is empty"),
        (
            b"hello",
            "t.xml:1:1: error [xml-not-well-formed] not well-formed XML: the file does not begin "
            "with a tag, so it is no XML",
        ),
        (
            b"<a>\n<b>",
            "t.xml:2:4: error [xml-not-well-formed] not well-formed XML: the document ends, and "
            "<b> of line 2 is still open",
        ),
        (
            b"<a>\n <b></a>",
            "t.xml:2:7: error [xml-not-well-formed] not well-formed XML: the end tag </a> does "
            "not match <b>, opened in line 2",
        ),
        (
            b"<a>\x00</a>",
            "t.xml:1:4: error [xml-not-well-formed] not well-formed XML: what stands here "
            "is neither markup nor text",
        ),
        (
            b"<a>\n\xe9</a>",
            "t.xml:2:1: error [encoding-wrong] the bytes here are not UTF-8: byte "
            "0xE9 (invalid continuation byte)",
        ),
        (
            b'<?xml version="1.0" encoding="klingon"?><a/>',
            "t.xml:1:1: error [encoding-unknown] the encoding 'klingon' is not known",
        ),
        (
            b"<a>&nbsp;</a>",
            "t.xml:1:4: error [xml-entity-undefined] the entity &nbsp; is not declared in the "
            "document",
        ),
        (
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "/etc/passwd">]><a>&x;</a>',
            "t.xml:1:51: error [xml-entity-external] the entity &x; stands for another file "
            "(/etc/passwd), which is not read",
        ),
    ],
)
def test_what_is_no_document(data: bytes, line: str) -> None:
    assert fault(data).split("\n")[0] == line


def test_billion_laughs() -> None:
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
    )
    assert (
        fault(f"<!DOCTYPE a [{entities}]><a>&a11;</a>".encode())
        .split("\n")[0]
        .endswith(
            "[xml-entity-expansion] the document's entities expand to far more text than it has"
        )
    )


def test_billion_laughs_of_parameter_entities() -> None:
    laughs = "".join(f'<!ENTITY % a{n} "{f"&#37;a{n - 1};" * 10}">' for n in range(1, 12))
    with pytest.raises(FindingError) as error:
        parse(f'<!DOCTYPE t [<!ENTITY % a0 "<!--ha-->">{laughs}%a11;]><t/>'.encode())
    assert error.value.finding.code == "xml-entity-expansion"


def test_too_deep_for_a_tree() -> None:
    deep = b"<a>" * 1200 + b"</a>" * 1200
    assert fault(deep).split("\n")[0] == (
        "t.xml:1:3001: error [document-too-deep] elements are nested more than 1000 deep"
    )
    assert parse(deep, name="t.xml", prove=False).instructions("x") == []


def test_a_namespace_need_be_no_uri() -> None:
    document = parse(b'<a xmlns="not a URI"><b xmlns:c="http://[x" c:n="1"/></a>', name="a.xml")
    assert [element.tag for element in document.root.iter()] == ["{not a URI}a", "{not a URI}b"]
    assert document.locate(document.root[0], "{http://[x}n").column == 45
