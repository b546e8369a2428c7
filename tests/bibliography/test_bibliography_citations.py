"""From TEI to citations: what is quoted, where, and from which work."""

import pytest
from bibliography_documents import book, drawn
from conftest import ROOT
from siglum.bibliography import Citation, Locator, extract
from siglum.document import read


def cited(body: str, entries: str = "", header: str = "") -> tuple[Citation, ...]:
    return drawn(body, entries or book() + book("c"), header).citations


def test_a_quotation_joined_with_its_reference_is_one_citation() -> None:
    (one,) = cited(
        '<p xml:id="p1" n="7"><cit><quote xml:id="q">“It <choice><sic>wos</sic><corr>was</corr>'
        "</choice> <choice><orig>s o</orig><reg>so</reg></choice>, <choice><abbr>Mr</abbr>"
        "<expan>Mister</expan>"
        '</choice> <supplied>X</supplied>.”</quote> <bibl>(See <title ref="#b">A Book</title>, '
        '<citedRange unit="page" from="12" to="14">12–14</citedRange>.)</bibl></cit></p>'
    )
    assert one.kind == "quotation"
    assert one.works == ("b",)
    assert (one.passage, one.label) == ("p1", "7")
    assert one.elements == ("q",)
    assert one.quoted == "It was so, Mister X."
    assert one.reference == "(See A Book, 12–14.)"
    assert one.locator == "pp. 12–14"


def test_a_quotation_in_parts_is_one_citation() -> None:
    (one,) = cited(
        '<p xml:id="p1" n="1"><quote xml:id="q1" source="#b" next="#q2">“One,”</quote> he says, '
        '<quote xml:id="q2" source="#b" prev="#q1" next="#q3">“two</quote></p>'
        '<p xml:id="p2" n="2"><quote xml:id="q3" source="#b" prev="#q2">“three.”</quote></p>'
    )
    assert one.quoted == "One, two three."
    assert one.label == "1–2"
    assert [p.id for p in one.passages] == ["p1", "p2"]
    assert one.elements == ("q1", "q2", "q3")


def test_parts_that_go_in_a_circle_end() -> None:
    (one,) = cited(
        '<p><quote xml:id="q1" source="#b" next="#q2" prev="#q2">a</quote>'
        '<quote xml:id="q2" source="#b" prev="#q1" next="#q1">b</quote></p>'
    )
    assert one.quoted == "a b"


def test_a_reference_to_another_work_stands_for_itself() -> None:
    quotation, reference = cited(
        '<p><cit><quote source="#b">x</quote><bibl corresp="#c">C</bibl></cit></p>'
    )
    assert (quotation.works, quotation.reference) == (("b",), "")
    assert (reference.works, reference.reference) == (("c",), "C")


@pytest.mark.parametrize(
    "body",
    [
        '<p><ref type="bibr" target="#b">[1]</ref></p>',
        '<p>see <ref target="#b">that</ref></p>',
        '<p><bibl corresp="#b">B</bibl></p>',
        '<p><bibl><ptr target="#b"/></bibl></p>',
        '<p><bibl><ref target="#b">B</ref></bibl></p>',
        '<p><title ref="#b">A Book</title></p>',
        '<p><quote source="#b">x</quote></p>',
        '<p><q source="#b">x</q></p>',
        '<p><quote corresp="#b">x</quote></p>',
        '<p>x<note><bibl><title ref="#b">B</title></bibl></note></p>',
        '<epigraph><q>x</q><bibl corresp="#b">B</bibl></epigraph>',
        '<p><quote>x <bibl corresp="#b">B</bibl></quote></p>',
        '<p><bibl corresp="bib:b">B</bibl></p>',
    ],
)
def test_every_way_of_pointing_at_a_work(body: str) -> None:
    prefix = (
        '<encodingDesc><listPrefixDef><prefixDef ident="bib" matchPattern="(.+)" '
        'replacementPattern="#$1"/></listPrefixDef></encodingDesc>'
    )
    (one,) = cited(body, header=prefix)
    assert one.works == ("b",)


def test_an_entry_in_the_text_is_a_work_and_a_citation_of_it() -> None:
    found = drawn("<p>As <bibl><author>Smith</author>, <title>T</title></bibl> says.</p>")
    (made,) = found.works
    assert [c.works for c in found.citations] == [(made.id,)]


def test_references_to_descriptions_elsewhere() -> None:
    prefix = (
        '<encodingDesc><listPrefixDef><prefixDef ident="pap" matchPattern="(\\d+)" '
        'replacementPattern="https://papyri.example/$1"/></listPrefixDef></encodingDesc>'
    )
    found = drawn(
        '<p><bibl><ptr target="pap:12"/><citedRange unit="line">7</citedRange></bibl> and '
        '<bibl><ptr target="pap:12"/><citedRange>9</citedRange></bibl></p>',
        header=prefix,
    )
    (made,) = found.works
    assert made.variables["URL"] == "https://papyri.example/12"
    assert [c.locators for c in found.citations] == [
        (Locator("line", "7"),),
        (Locator("page", "9"),),
    ]


def test_canonical_references() -> None:
    found = drawn(
        '<p><quote corresp="urn:cts:greekLit:tlg0012.tlg001:1.1-1.10">μῆνιν</quote> '
        '<bibl n="Hom. Il. 1.1">Il. 1.1</bibl> <bibl n="Hom. Il. 2.5">Il. 2.5</bibl> '
        '<cit><quote>light</quote><ref cRef="Gen 1:3">Gen</ref></cit></p>'
    )
    assert [w.title.plain or w.raw for w in found.works] == [
        "Hom. Il.",
        "urn:cts:greekLit:tlg0012.tlg001",
        "Gen",
    ]
    assert [c.locator for c in found.citations] == ["1.1-1.10", "1.1", "2.5", "1:3"]


def test_pointers_to_nothing() -> None:
    found = drawn('<p><quote source="#gone">x</quote> <ref type="bibr">[3]</ref></p>')
    assert [(c.works, c.quoted) for c in found.citations] == [((), "x"), ((), "")]
    assert [(f.severity.value, f.message) for f in found.findings] == [
        ("warning", "the reference points at #gone, and nothing in the document has that xml:id")
    ]


def test_what_is_no_citation() -> None:
    body = (
        '<p xml:id="p">“x” <quote>unsourced</quote> <ref target="#p">cross</ref> '
        '<ref target="https://x.example/">web</ref> <title>A Book</title> <bibl/> '
        '<quote source="#p">own</quote> <q corresp="fr.xml#p1">aligned</q> '
        '<q corresp="#gone">x</q></p>'
    )
    assert cited(body) == ()


@pytest.mark.parametrize(
    ("written", "quoted"),
    [
        ("“both”", "both"),
        ('"straight"', "straight"),
        ("«»", ""),
        ("„unten“", "unten"),
        ("“one” and “two”", "“one” and “two”"),
        ("'Tis true", "'Tis true"),
        ("“runs on", "runs on"),
        ("none", "none"),
        ("“she said ‘no’”", "she said ‘no’"),
    ],
)
def test_the_marks_around_a_quotation_are_not_its_words(written: str, quoted: str) -> None:
    (one,) = cited(f'<p><quote source="#b">{written}</quote></p>')
    assert one.quoted == quoted


@pytest.mark.parametrize(
    ("match", "use", "label"),
    [
        ("p", "@n", "IV.3"),
        ("p", "position()", "IV.2"),
        ("p[not(@rend = 'x' and @n)]", "@n", "IV.3"),
        ("tei:p", "count(preceding-sibling::*) + 1", "IV.3"),
        ("p[", "@n", "3"),
        ("document('/etc/hostname')", "@n", "3"),
    ],
)
def test_passages_are_named_by_cite_structure(match: str, use: str, label: str) -> None:
    header = f"""<encodingDesc><refsDecl>
      <citeStructure unit="section" match="//body/div" use="head">
      <citeStructure unit="paragraph" match="{match}" use="{use}" delim="."/>
      </citeStructure></refsDecl></encodingDesc>"""
    body = '<div><head>IV</head><p>a</p><p n="3"><quote source="#b">x</quote></p></div>'
    (one,) = cited(body, header=header)
    assert one.label == label


@pytest.mark.parametrize(
    ("body", "label"),
    [
        ('<p>a</p><p><quote source="#b">x</quote></p>', "¶2"),
        ('<div n="2"><p n="5"><quote source="#b">x</quote></p></div>', "2.5"),
        ('<head xml:id="h"><quote source="#b">x</quote></head>', "h"),
        ('<head><quote source="#b">x</quote></head>', "heading"),
        ('<p>a</p><p>b<note><p><quote source="#b">x</quote></p></note></p>', "¶2"),
    ],
)
def test_passages_without_a_declaration(body: str, label: str) -> None:
    (one,) = cited(body)
    assert one.label == label


def test_the_essay() -> None:
    citations = extract(read(ROOT / "tei" / "october-revolution-iv.xml")).citations
    assert [(c.label, c.works, c.kind) for c in citations] == [
        ("IV.1", ("work.kautsky",), "quotation"),
        ("IV.1", ("work.kautsky",), "quotation"),
        ("IV.1", ("work.kautsky",), "quotation"),
        ("IV.2", ("work.foundations",), "reference"),
        ("IV.6–IV.7", ("work.better-fewer",), "quotation"),
        ("IV.8", ("work.better-fewer",), "quotation"),
        ("IV.14", ("work.kautsky",), "quotation"),
        ("IV.15", ("work.slogan",), "quotation"),
        ("IV.15", ("work.slogan",), "quotation"),
        ("IV.18", ("work.slogan",), "quotation"),
    ]
    assert citations[6].quoted == (
        "the utmost possible in one country for the development, support and awakening of the "
        "revolution in all countries."
    )
