"""Every kind of node is found at its line and column, whatever the encoding and line ends."""

import codecs
from pathlib import Path

import pytest
from siglum.document import parse, read
from siglum.schematron import compile

_ALL = "/ | * | @n | text()[normalize-space()] | comment() | processing-instruction()"
RULES = compile(
    '<schema xmlns="http://purl.oclc.org/dsdl/schematron"><pattern>'
    f'<rule context="{_ALL}"><report test="true()"/></rule></pattern></schema>',
    name="r.sch",
    base=None,
)


def shown(source: bytes) -> list[tuple[int, int, str]]:
    """Line, column and what stands there in the file, for each node but the document itself."""
    document = parse(source, name="a.xml")
    places = [found.location for found in RULES.check(document)][1:]
    return [(at.line, at.column, document.lines[at.line - 1][at.column - 1 :][:8]) for at in places]


def test_line_ends_of_each_kind() -> None:
    text = '<a n="1">\n  <b\n\tn="2">x</b><!--c\n-->tail\n\t<?pi x?><b/></a>'
    expected = [
        (1, 1, '<a n="1"'),
        (1, 4, 'n="1">'),
        (2, 3, "<b"),
        (3, 2, 'n="2">x<'),
        (3, 8, "x</b><!-"),
        (3, 13, "<!--c"),
        (4, 4, "tail"),
        (5, 2, "<?pi x?>"),
        (5, 10, "<b/></a>"),
    ]
    for end in ("\n", "\r\n", "\r"):
        assert shown(text.replace("\n", end).encode()) == expected


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16", b""),
        ("utf-16-be", codecs.BOM_UTF16_BE),
    ],
)
def test_characters_of_each_width_are_one_column(encoding: str, mark: bytes) -> None:
    text = '<a x="😀" n="1">😀<b m="𝔸" n="é">ö</b>tail<!--😀--><b n="q"/></a>'
    assert shown(mark + text.encode(encoding)) == [
        (1, 1, '<a x="😀"'),
        (1, 10, 'n="1">😀<'),
        (1, 16, '😀<b m="𝔸'),
        (1, 17, '<b m="𝔸"'),
        (1, 26, 'n="é">ö<'),
        (1, 32, "ö</b>tai"),
        (1, 37, "tail<!--"),
        (1, 41, "<!--😀-->"),
        (1, 49, '<b n="q"'),
        (1, 52, 'n="q"/><'),
    ]


def test_what_an_entity_brings_stands_where_it_is_used() -> None:
    source = (
        b"<!DOCTYPE a [<!ENTITY e \"E<b n='in'>inner</b>F\"><!ENTITY s 'text'>"
        b'<!ATTLIST c n CDATA "default">]>\n'
        b'<a n="&s;">&s;<b n="1">&e;</b>x&s;y<c/><![CDATA[cd]]>z</a>'
    )
    assert shown(source) == [
        (2, 1, '<a n="&s'),
        (2, 4, 'n="&s;">'),
        (2, 12, "&s;<b n="),
        (2, 15, '<b n="1"'),
        (2, 18, 'n="1">&e'),
        *[(2, 24, "&e;</b>x")] * 5,
        (2, 31, "x&s;y<c/"),
        (2, 36, "<c/><![C"),
        (2, 36, "<c/><![C"),
        (2, 40, "<![CDATA"),
    ]


@pytest.mark.parametrize("doctype", ["", "<!DOCTYPE a [<!-- in --><?in?><!ENTITY e '<!--q-->'>]>"])
def test_what_stands_outside_the_root_is_checked_too(doctype: str) -> None:
    source = (
        "<?xml\tversion='1.0'?>\n<!-- pre -->\n<?pre 1?>\n"
        f"{doctype}\n<?pre 2?>\n<a/>\n<!-- post --><?post?>"
    )
    assert shown(source.encode()) == [
        (2, 1, "<!-- pre"),
        (3, 1, "<?pre 1?"),
        (5, 1, "<?pre 2?"),
        (6, 1, "<a/>"),
        (7, 1, "<!-- pos"),
        (7, 14, "<?post?>"),
    ]


def test_what_is_included_stands_in_its_own_file(tmp_path: Path) -> None:
    (tmp_path / "part.xml").write_text("<!-- c -->\n<p>\n  <b n='3'/>text</p>\n")
    (tmp_path / "whole.xml").write_text(
        '<a xmlns:xi="http://www.w3.org/2001/XInclude">\n <xi:include href="part.xml"/><b/>\n</a>\n'
    )
    document = read(tmp_path / "whole.xml", xinclude=True)
    places = [found.location for found in RULES.check(document)][2:]
    assert [(Path(at.file).name, at.line, at.column) for at in places] == [
        ("part.xml", 2, 1),
        ("part.xml", 3, 3),
        ("part.xml", 3, 6),
        ("part.xml", 3, 13),
        ("whole.xml", 2, 31),
    ]
