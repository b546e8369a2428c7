"""The compact syntax: what it means in the XML syntax, and how mistakes are told."""

from pathlib import Path

import pytest
from siglum.findings import FindingError
from siglum.relaxng import Schema
from siglum.relaxng.compile import read

XML = (
    'xmlns="http://relaxng.org/ns/structure/1.0" '
    'xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0" xmlns:t="urn:t" '
    'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'
)

#: Compact → XML, the attributes of whose root are added.
SAME = {
    "start = element a { text }": (
        '<grammar><start><element name="a"><text/></element></start></grammar>'
    ),
    # keywords are names of elements, attributes and definitions
    "element element { attribute text { text } }": (
        '<element name="element"><attribute name="text"><text/></attribute></element>'
    ),
    r"start = \start \start = element \list { text }": (
        '<grammar><start><ref name="start"/></start>'
        '<define name="start"><element name="list"><text/></element></define></grammar>'
    ),
    # escapes, anywhere, and the ends of lines that they make
    r"element \x{61}\xx{000062} { text }": '<element name="ab"><text/></element>',
    r'element a { "x\x{A}y" }': '<element name="a"><value>x\ny</value></element>',
    # texts: joined, with three quotation marks, over several lines
    """element a { "it" ~ 'em' ~ '''"s"''' }""": (
        '<element name="a"><value>item"s"</value></element>'
    ),
    'element a { string """1\n"2" ""3""" }': (
        '<element name="a"><value type="string" datatypeLibrary="">1\n"2" ""3</value></element>'
    ),
    # connectives and repetition
    "element a { (element b { text } | element c { text })+, element d { text }?, text* }": (
        '<element name="a"><group><oneOrMore><choice><element name="b"><text/></element>'
        '<element name="c"><text/></element></choice></oneOrMore><optional><element name="d">'
        "<text/></element></optional><zeroOrMore><text/></zeroOrMore></group></element>"
    ),
    "element a { mixed { element b { notAllowed } & empty } }": (
        '<element name="a"><mixed><interleave><element name="b"><notAllowed/></element><empty/>'
        "</interleave></mixed></element>"
    ),
    # datatypes, parameters, exceptions
    'datatypes d = "http://www.w3.org/2001/XMLSchema-datatypes"\n'
    'element a { list { d:integer { minInclusive = "1" maxInclusive = "9" } '
    '- ("3" | xsd:byte "4") } }': (
        '<element name="a"><list><data type="integer"><param name="minInclusive">1</param>'
        '<param name="maxInclusive">9</param><except><choice><value>3</value>'
        '<value type="byte">4</value></choice></except></data></list></element>'
    ),
    # names
    'namespace t = "urn:t"\nelement * - (t:* - t:b | c) { attribute t:d { text } }': (
        '<element><anyName><except><choice><nsName ns="urn:t"><except><name ns="urn:t">b</name>'
        '</except></nsName><name>c</name></choice></except></anyName><attribute name="t:d">'
        "<text/></attribute></element>"
    ),
    'default namespace t = "urn:t"\nelement a | t:b { attribute c { text } }': (
        '<element ns="urn:t"><choice><name>a</name><name>b</name></choice>'
        '<attribute><name ns="">c</name><text/></attribute></element>'
    ),
    # grammars
    "div { start |= b } b &= element b { parent c } div { b &= grammar { start = parent b } }": (
        '<grammar><div><start combine="choice"><ref name="b"/></start></div>'
        '<define name="b" combine="interleave"><element name="b"><parentRef name="c"/></element>'
        '</define><div><define name="b" combine="interleave"><grammar><start>'
        '<parentRef name="b"/></start></grammar></define></div></grammar>'
    ),
    'namespace t = "urn:t"\ninclude "x.rng" inherit = t { start = external "y.rng" }': (
        '<grammar><include ns="urn:t" href="x.rng"><start><externalRef ns="" href="y.rng"/></start>'
        "</include></grammar>"
    ),
    # annotations are passed over
    'namespace t = "urn:t"\nt:top [ "x" t:in [ t:a = "b" ~ "c" plain [] "y" ] ]\n'
    '[ t:a = "b" t:c [ ] ] start = [ t:d = "" ] element ([ t:e = "" ] a >> t:f []) '
    '{ text >> t:g [ "h" ], xsd:string { [ t:i = "" ] length = "1" } >> t:j [] }': (
        '<grammar><start><element name="a"><group><text/><data type="string">'
        '<param name="length">1</param></data></group></element></start></grammar>'
    ),
}


@pytest.mark.parametrize("compact", SAME)
def test_same_as_xml(compact: str) -> None:
    name = SAME[compact].split(">")[0].split(" ")[0]
    xml = SAME[compact].replace(name, f"{name} {XML}", 1)
    assert read(compact.encode(), "x") == read(xml.encode(), "x")


DOCUMENTED = """\
namespace a = "http://relaxng.org/ns/compatibility/annotations/1.0"
## A letter,
### with a date.
[ a:documentation [ "And " ~ "more." ] ]
element letter {
  ## Whether it was sent.
  [ a:defaultValue = "no" ] attribute sent { text }
}"""


def test_documentation_and_defaults() -> None:
    letter = read(DOCUMENTED.encode(), "x.rnc")
    assert letter.documentation == ("A letter, with a date.", "And more.")
    (sent,) = letter.items  # type: ignore[union-attr] # an element
    assert (sent.documentation, sent.default) == (("Whether it was sent.",), "no")  # type: ignore[union-attr] # an attribute


RULE = "the schema breaks a rule of RELAX NG"
MEND = "mend the schema, or the customization that it was compiled from"
KEYWORD = "a keyword is a name with a backslash before it: \\"

#: Compact → line, column, message after the section, hint.
WRONG = {
    "": (1, 1, "(§4.18): the grammar has no start", MEND),
    "element a { b, c | d }": (
        *(1, 18, "(§3): , and | are mixed"),
        "put parentheses around what belongs together",
    ),
    "start = list\nlist = text": (2, 1, "(§3): { is expected, and not list", MEND),
    "start = inherit": (
        *(1, 9, "(§3): a pattern is expected, and not the keyword inherit"),
        KEYWORD + "inherit",
    ),
    "start = a\ntext = a": (
        *(2, 1, "(§3): a name is expected, and not the keyword text"),
        KEYWORD + "text",
    ),
    "element t:a { text }": (
        *(1, 9, "(§4.10): the prefix t is not declared"),
        'declare it at the top of the schema: namespace t = "…"',
    ),
    "element a { d:b }": (
        *(1, 13, "(§4.10): the datatypes prefix d is not declared"),
        'declare it at the top of the schema: datatypes d = "…"',
    ),
    'element a { "b }': (
        *(1, 13, '(§3): the text that begins with "b } does not end'),
        "close the quotation mark; a text of several lines has three at each end",
    ),
    "element a { text": (1, 17, "(§3): } is expected, and not the end", MEND),
    "element ²a { text }": (1, 9, "(§3): '²a' is no name", MEND),
    "element a { \x01 }": (1, 13, "(§3): U+0001 is no character of XML", MEND),
    'element a { "\\x{D800}" }': (
        *(1, 14, "(§3): \\x{D800} stands for no character"),
        "between the braces stands the number of a character of XML, in hexadecimal",
    ),
    # columns are those of the file, whatever escapes stand before
    '# \nelement \\x{61} { "\\x{62}", ; }': (2, 28, "(§3): ';' is no name", MEND),
    'namespace a = "u"\nnamespace a = "v"\nelement a { text }': (
        *(2, 11, "(§3): the prefix a is declared a second time"),
        "leave one of the two out",
    ),
    'namespace xmlns = "u"\nelement a { text }': (
        *(1, 11, "(§3): the prefix xmlns cannot stand for 'u'"),
        MEND,
    ),
    '[ a = "b" ] element a { text }': (
        *(1, 3, "(§3): the annotation a has no prefix"),
        "give it a prefix: the annotations of RELAX NG's own are a:… "
        "(http://relaxng.org/ns/compatibility/annotations/1.0)",
    ),
    'namespace t = "u"\nelement a { text } >> t:b []': (
        *(2, 29, "(§3): nothing can annotate from behind a pattern that is the whole schema"),
        MEND,
    ),
    'include "x.rnc#y"': (
        *(1, 9, "(§4.5): href is 'x.rnc#y', which names no file as a whole"),
        MEND,
    ),
    'include "x.rnc" { include "y.rnc" }': (1, 19, "(§3): an include stands in another", MEND),
    "element * - * { text }": (
        *(1, 9, "(§4.16): an anyName stands in the except of an anyName"),
        MEND,
    ),
    "element a { attribute xmlns { text } }": (
        *(1, 23, "(§4.16): xmlns is no attribute, but declares a namespace"),
        MEND,
    ),
}


@pytest.mark.parametrize("compact", WRONG)
def test_mistakes(compact: str) -> None:
    with pytest.raises(FindingError) as caught:
        Schema.from_bytes(compact.encode(), "x.rnc")
    found = caught.value.finding
    line, column, message, hint = WRONG[compact]
    assert (found.location[:3], found.message) == (("x.rnc", line, column), f"{RULE} {message}")
    assert found.hint == hint


@pytest.mark.parametrize(
    "deep",
    [
        "start = element a { " + "(" * 5000 + "text" + ")" * 5000 + " }",
        "div { " * 5000 + "start = text" + "}" * 5000,
        "element a { xsd:string" + " - xsd:string" * 5000 + " }",
        "element " + "(" * 5000 + "a" + ")" * 5000 + " { text }",
        "start = " + "grammar { start = " * 5000 + "text" + "}" * 5000,
    ],
    ids=["patterns", "divs", "exceptions", "names", "grammars"],
)
def test_too_deep(deep: str) -> None:
    with pytest.raises(FindingError):
        Schema.from_bytes(deep.encode(), "x.rnc")


def test_a_file_without_a_telling_name(tmp_path: Path) -> None:
    path = tmp_path / "schema"
    path.write_text("element a { empty }", encoding="utf-8")
    assert list(Schema.load(path).validate(b"<a/>")) == []
