"""XInclude: what is put where, and where findings on it stand."""

from pathlib import Path

import pytest
from lxml import etree
from siglum.check import Checker, Options
from siglum.document import read
from siglum.document.xinclude import Included
from siglum.findings import FindingError, Location

XI = 'xmlns:xi="http://www.w3.org/2001/XInclude"'
TEI = 'xmlns="http://www.tei-c.org/ns/1.0"'


def files(folder: Path, **texts: str) -> Path:
    """Write the files, ``a_b`` as ``a/b.xml``; the path of the first."""
    paths = []
    for name, text in texts.items():
        path = folder / (name.replace("_", "/") + ".xml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths[0]


def shown(path: Path) -> str:
    return etree.tostring(read(path, xinclude=True).root, encoding="unicode")


@pytest.mark.parametrize(
    ("include", "whole"),
    [
        ('<xi:include href="part.xml"/>', "<p><a>1</a><b xml:id='b'>2<c>3</c></b></p>"),
        ('<xi:include href="part.xml" xpointer="b"/>', "<b xml:id='b'>2<c>3</c></b>"),
        ('<xi:include href="part.xml" xpointer="element(b/1)"/>', "<c>3</c>"),
        ('<xi:include href="part.xml" xpointer="element(/1/1)"/>', "<a>1</a>"),
        (
            '<xi:include href="part.xml" xpointer="xpointer(//b/c | //a)"/>',
            "<a>1</a><c>3</c>",
        ),
        ('<xi:include href="part.xml" xpointer="xpointer(id(\'b\')/c)"/>', "<c>3</c>"),
        ('<xi:include href="part.xml" xpointer="none element(b/1)"/>', "<c>3</c>"),
        ('<xi:include href="text.txt" parse="text"/>', "a &lt; b &amp; c\nd"),
        ('<xi:include href="none.xml"><xi:fallback>x<y/></xi:fallback></xi:include>', "x<y/>"),
        (
            '<xi:include href="https://example.org/"><xi:fallback><xi:include href="part.xml"'
            ' xpointer="element(b/1)"/></xi:fallback></xi:include>',
            "<c>3</c>",
        ),
        ('<n xml:id="n">4</n><xi:include xpointer="n"/>', "<n xml:id='n'>4</n>" * 2),
        ("<xi:include href='part.xml' xpointer='b'></xi:include>!", "<b xml:id='b'>2<c>3</c></b>!"),
    ],
)
def test_what_is_put_in(include: str, whole: str, tmp_path: Path) -> None:
    path = files(
        tmp_path,
        main=f"<r {XI}>{include}</r>",
        part="<!DOCTYPE p [<!ENTITY three '<c>&three-;</c>'><!ENTITY three- '3'>]>\n"
        "<!-- - --><p><a>1</a><b xml:id='b'>2&three;</b></p>",
    )
    (tmp_path / "text.txt").write_text("a < b & c\nd", encoding="utf-8")
    parser = etree.XMLParser(collect_ids=False)
    root = etree.fromstring(f"<r {XI}>{whole}</r>", parser)
    expected = etree.tostring(root, encoding="unicode")
    assert shown(path) == expected


def test_a_document_that_includes_nothing_is_itself(tmp_path: Path) -> None:
    document = read(files(tmp_path, main="<r>x</r>"), xinclude=True)
    assert not isinstance(document, Included)


def test_namespaces_come_with_a_part(tmp_path: Path) -> None:
    path = files(
        tmp_path,
        main=f'<r xmlns="u" {XI}><xi:include href="part.xml" xpointer="element(/1/1)"/></r>',
        part='<q:p xmlns:q="v"><plain q:n="1"/></q:p>',
    )
    child = read(path, xinclude=True).root[0]
    assert (child.tag, dict(child.attrib)) == ("plain", {"{v}n": "1"})


def test_parts_of_parts_from_other_folders(tmp_path: Path) -> None:
    path = files(
        tmp_path,
        main=f'<r {XI}><xi:include href="one/part.xml"/></r>',
        one_part=f'<p {XI}><xi:include href="two.xml"/><xi:include href="../three.xml"/></p>',
        one_two="<q/>",
        three="<t/>",
    )
    root = read(path, xinclude=True).root
    base = "{http://www.w3.org/XML/1998/namespace}base"
    assert [(e.tag, e.get(base)) for e in root.iter()] == [
        ("r", None),
        ("p", "one/part.xml"),
        ("q", None),
        ("t", "../three.xml"),
    ]


def test_places_are_those_of_the_files(tmp_path: Path) -> None:
    path = files(
        tmp_path,
        main=f'<r {XI}>\n <xi:include href="part.xml"/> <end/>\n</r>',
        part="<?xml version='1.0'?>\n<p>\n  <a b='é' c='1'/>text</p>",
    )
    document = read(path, xinclude=True)
    _, part, a, end = document.root.iter("*")
    assert document.locate(part) == Location(str(tmp_path / "part.xml"), 2, 1, "/r/p")
    assert document.locate(a, "c") == Location(str(tmp_path / "part.xml"), 3, 12, "/r/p/a/@c")
    assert document.locate_text(a, 1, tail=True)[:3] == (str(tmp_path / "part.xml"), 3, 20)
    assert document.locate(end) == Location(str(path), 2, 32, "/r/end")


@pytest.mark.parametrize(
    ("include", "said"),
    [
        ('<xi:include href="none.xml"/>', "what is to be included is not there: none.xml"),
        (
            '<xi:include href="http://example.org/x"/>',
            "http://example.org/x is on the web, and is not included",
        ),
        ('<xi:include href="main.xml"/>', "main.xml includes itself"),
        ('<xi:include href="loop.xml"/>', "main.xml includes itself"),
        (
            '<xi:include href="part.xml" xpointer="zz"/>',
            'xpointer="zz" names no element of part.xml',
        ),
        (
            '<xi:include href="part.xml" xpointer="xpointer(((" />',
            'xpointer="xpointer(((" names no element of part.xml',
        ),
        ("<xi:include/>", 'xpointer="" names no element of this document'),
        ('<xi:include href="wrong.xml"/>', "not well-formed XML"),
    ],
)
def test_what_cannot_be_included(include: str, said: str, tmp_path: Path) -> None:
    path = files(
        tmp_path,
        main=f"<r {XI}>{include}</r>",
        part="<p/>",
        loop=f'<r {XI}><xi:include href="main.xml"/></r>',
        wrong="<p>",
    )
    with pytest.raises(FindingError) as raised:
        read(path, xinclude=True)
    assert raised.value.finding.message.startswith(said)


def test_structure_and_links_speak_of_the_part(tmp_path: Path) -> None:
    path = files(
        tmp_path,
        main=f'<r {XI}><p xml:id="x"/>\n<xi:include href="part.xml"/></r>',
        part='<r>\n <p xml:id="x"/><zz/><p corresp="#y"/></r>',
    )
    schema = tmp_path / "r.rnc"
    schema.write_text(
        "start = r\nr = element r { (p | r)* }\n"
        "p = element p { attribute xml:id { xsd:ID }?, attribute corresp { xsd:anyURI }? }\n",
        encoding="utf-8",
    )
    options = Options(("structure",), schemas=(schema,), xinclude=True)
    found = list(Checker().check(path.read_bytes(), str(path), options))
    part = str(tmp_path / "part.xml")
    assert [(f.code, f.location[:3]) for f in found] == [
        ("id-duplicate", (part, 2, 5)),
        ("element-unknown", (part, 2, 17)),
    ]
    assert found[0].related[0].location[:3] == (str(path), 1, 47)
    assert f"the first is in line 1 of {path}" in found[0].message


def test_pointers_see_the_whole(tmp_path: Path) -> None:
    path = files(
        tmp_path,
        main=f'<TEI {TEI} {XI}><ref target="#a #b"/><xi:include href="p/part.xml"/></TEI>',
        p_part=f'<p {TEI} xml:id="a"><ref target="#zz other.xml none.xml"/></p>',
        p_other="<x/>",
    )
    options = Options(("links",), xinclude=True)
    found = list(Checker().check(path.read_bytes(), str(path), options))
    part = str(tmp_path / "p/part.xml")
    assert [(f.code, f.location[:2], f.message) for f in found] == [
        (
            "pointer-dangling",
            (str(path), 1),
            "@target points at #b, and no element of the document has this xml:id",
        ),
        (
            "pointer-dangling",
            (part, 1),
            "@target points at #zz, and no element of the document has this xml:id",
        ),
        (
            "pointer-file-missing",
            (part, 1),
            "@target points at the file p/none.xml, which is not there",
        ),
    ]
