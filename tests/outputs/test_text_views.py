"""What each view prints, by small pairs of input and output."""

import pytest
from siglum.document import Document, parse
from siglum.findings import FindingError
from siglum.outputs import Options
from siglum.outputs.text import render, view_of

HEADER = """<teiHeader><fileDesc><titleStmt><title>T</title>
  <respStmt xml:id="ed"><resp>editor</resp><name>Ada</name></respStmt></titleStmt></fileDesc>
  <encodingDesc><charDecl><glyph xml:id="pp"><mapping type="standard">p</mapping>
    <mapping type="PUA">U+E670</mapping></glyph></charDecl></encodingDesc></teiHeader>"""


def document(body: str) -> Document:
    return parse(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">{HEADER}'
        f"<text><body>{body}</body></text></TEI>".encode()
    )


def view(body: str, name: str, wrap: int = 0) -> str:
    (text,) = view_of(document(body), name, wrap=wrap).files.values()
    return text.removesuffix("\n")


def three(body: str) -> tuple[str, str, str]:
    return view(body, "reading"), view(body, "diplomatic"), view(body, "markdown")


@pytest.mark.parametrize(
    ("body", "reading", "diplomatic"),
    [
        ("<choice><sic>teh</sic><corr>the</corr></choice> cat", "the cat", "teh cat"),
        ("<choice><corr>the</corr><sic>teh</sic></choice> cat", "the cat", "teh cat"),
        ("<figure><graphic url='a.png'><p>A hill</p></graphic></figure>", "A hill", "A hill"),
        ("<ruby><rb>漢</rb><rt>かん</rt></ruby>字", "漢(かん)字", "漢かん字"),
        (
            "<bibl><author>A</author><title level='m'>B</title><title level='a'>C</title></bibl>",
            "A B “C”",
            "A B C",
        ),
        (
            "<bibl><title>A<hi>b</hi><hi>c</hi></title><date><hi>1</hi><hi>9</hi></date></bibl>",
            "Abc 19",
            "Abc 19",
        ),
        ("<choice><orig>vp</orig><reg>up</reg></choice>", "up", "vp"),
        ("<choice><abbr>Dr</abbr><expan>Doctor</expan></choice>", "Doctor", "Dr"),
        ("<expan>M<ex>iste</ex>r</expan> X", "Mister X", "Mr X"),
        ("Pred<expan>icatorum</expan>", "Predicatorum", "Pred"),
        ("D<am>~</am><ex>omi</ex>ne", "Domine", "D~ne"),
        ("a <supplied>lost</supplied> b", "a lost b", "a b"),
        ("a <surplus>a</surplus> b", "a b", "a a b"),
        ("<subst><del>old</del><add>new</add></subst>", "new", "oldnew"),
        ("<restore><del>stet</del></restore>", "stet", "stet"),
        ("<del xml:id='d'>stet</del><undo target='#d'/>", "stet", "stet"),
        ("<del xml:id='d'>x</del><undo target='#d'/><redo target='#d'/>y", "y", "xy"),
        ("<restore xml:id='r'><del>x</del></restore><redo target='#r'/>y", "y", "xy"),
        ("<add xml:id='a'>x</add>y<undo target='#a'/>", "y", "xy"),
        ("<subst xml:id='s'><del>x</del><add>y</add></subst><undo target='#s'/>", "x", "xy"),
        ("<app><lem>L</lem><rdg>R</rdg></app>", "L", "L"),
        ("<app><rdg>R</rdg><rdg>S</rdg></app>", "R", "R"),
        ("<choice><unclear cert='low'>x</unclear><unclear>y</unclear></choice>", "y", "y"),
        ("a <gap reason='hole'/> b", "a […] b", "a […] b"),
        ("a <gap><desc>two words</desc></gap> b", "a [two words] b", "a [two words] b"),
        ("<sic>alone</sic>", "alone", "alone"),
        ("<g ref='#pp'/>er", "per", "\ue670er"),
        ("exam-<lb break='no'/>ple", "exam-ple", "exam-ple"),
        ("exam<pc force='weak'>-</pc>\n <lb break='no'/>ple", "example", "exam-ple"),
        ("one<lb/>two <pb n='3'/> three", "one two three", "one two three"),
        ("two  spaces\n   and a line", "two spaces and a line", "two  spaces and a line"),
        ("山<lb/>川\n  草 木", "山川草 木", "山川草 木"),
        ("<!-- c -->a<?pi x?>b", "ab", "ab"),
        ("see [<note place='inline'>so</note>]", "see [so]", "see [so]"),
        ("x <note place='inline' resp='#ed'>sic!</note>", "x [sic!]", "x [sic!]"),
    ],
)
def test_a_line(body: str, reading: str, diplomatic: str) -> None:
    assert three(f"<p>{body}</p>")[:2] == (reading, diplomatic)


def test_a_note_is_numbered_and_put_at_the_end_of_a_reading_text() -> None:
    body = "<p>One.<note>First.</note> Two<note><p>A</p><p>B</p></note></p><p>Three</p>"
    assert three(body) == (
        "One.[1] Two[2]\n\nThree\n\n[1] First.\n\n[2] A\n\n    B",
        "One. Two\n\nFirst.\n\nA\n\nB\n\nThree",
        "One.[^1] Two[^2]\n\nThree\n\n[^1]: First.\n\n[^2]: A\n\n    B",
    )


def test_what_pages_repeat_and_notes_on_variants_are_of_the_diplomatic_text_alone() -> None:
    reading, diplomatic, markdown = three(
        "<fw>HEAD</fw><p>one <fw>two</fw><pb/>two"
        " <app><lem>a</lem><rdg>b</rdg><note>c</note></app></p>"
    )
    assert reading == markdown == "one two a"
    assert diplomatic.split() == ["HEAD", "one", "two", "a", "two", "c"]


def test_verse_drama_and_letters_are_set_in_lines() -> None:
    body = (
        "<lg><l>one</l><l>two</l></lg>"
        "<sp><speaker>HAM.</speaker><p>To be</p><stage>Exit</stage></sp>"
        "<closer>Yours,<signed>Ann</signed><dateline>Rome</dateline></closer>"
    )
    plain = "one\ntwo\n\nHAM.\nTo be\nExit\n\nYours,\nAnn\nRome"
    markdown = "one\\\ntwo\n\n**HAM.**\\\nTo be\\\n*Exit*\n\nYours,\\\nAnn\\\nRome"
    assert three(body) == (plain, plain, markdown)


def test_parts_stay_apart_where_nothing_stands_between_them() -> None:
    assert three(
        "<castList><castItem><role>Lear</role><roleDesc>a king</roleDesc></castItem></castList>"
        "<msDesc><msIdentifier><idno>Ms 1</idno></msIdentifier><msContents><msItem>"
        "<author>Bede</author><title>On Time</title></msItem></msContents></msDesc>"
    ) == (
        "Lear a king\n\nMs 1\n\nBede On Time",
        "Lear a king\n\nMs 1\n\nBede On Time",
        "Lear a king\n\nMs 1\n\nBede *On Time*",
    )


def test_lists_tables_and_block_quotations() -> None:
    body = (
        "<p>See <list rend='numbered'><item>a</item><item>b <list><item>c</item></list></item>"
        "</list> end</p><list><label>L</label><item>i</item></list>"
        "<table><row role='label'><cell>x</cell><cell>yy</cell></row>"
        "<row><cell>1|2</cell><cell/></row></table><quote>q</quote>"
    )
    assert three(body) == (
        "See\n\n1. a\n2. b\n   - c\n\nend\n\nL\n    i\n\nx   | yy\n1|2 |\n\n    q",
        "See\n\na\nb\nc\n\nend\n\nL i\n\nx\tyy\n1|2\n\nq",
        "See\n\n1. a\n\n2. b\n\n   - c\n\nend\n\n- **L**\\\n  i\n\n"
        "| x | yy |\n| --- | --- |\n| 1\\|2 |  |\n\n> q",
    )


def test_markdown_shows_the_characters_of_the_text() -> None:
    body = (
        "<head># A*b [c] #</head><p>- no list</p><p>1. none</p><p>===</p>"
        "<p>&lt;b&gt; &amp;amp; `</p><p>a_b _c_</p><p>$5 or 6$</p>"
    )
    assert view(body, "markdown") == (
        "# # A\\*b \\[c\\] \\#\n\n\\- no list\n\n1\\. none\n\n\\===\n\n\\<b> \\&amp; \\`\n\n"
        "a_b \\_c\\_\n\n\\$5 or 6\\$"
    )


def test_markdown_emphasis_is_read_as_such_or_is_a_tag() -> None:
    body = (
        "<p><emph>x </emph>y <hi rend='italic'>“z”</hi>w <hi rend='bold'>b</hi>. <emph> </emph></p>"
    )
    assert view(body, "markdown") == "*x* y <em>“z”</em>w **b**."


def test_lines_are_wrapped_at_the_width_asked_for() -> None:
    body = "<p>" + "word " * 12 + "</p><quote>" + "word " * 6 + "</quote>"
    text = view(body, "reading", wrap=20)
    assert text == "word word word word\nword word word word\nword word word word\n\n" + (
        "    word word word\n    word word word"
    )
    assert view(body, "diplomatic", wrap=20).count("\n") == 5


def test_a_wide_script_without_spaces_is_wrapped_between_characters() -> None:
    assert view("<p>山川草木、山川草木</p>", "reading", wrap=10) == "山川草木、\n山川草木"


def test_what_there_is_no_rule_for_is_kept_marked_and_reported() -> None:
    made = view_of(document("<p>a <x:y xmlns:x='urn:x'>b</x:y></p>"), "reading")
    assert made.files["reading"] == "a ⟪b⟫\n"
    assert [(f.code, f.message) for f in made.findings] == [
        (
            "element-unhandled",
            "1 × <x:y>: the text output has no rule for this element; its text is kept",
        )
    ]


def test_a_document_without_text_gives_an_empty_file_and_a_warning() -> None:
    made = view_of(document("<p/>"), "reading")
    assert (made.files, [f.message for f in made.findings]) == (
        {"reading": ""},
        ["the document has no text to print"],
    )


def test_a_document_that_is_not_tei_is_refused() -> None:
    with pytest.raises(FindingError) as caught:
        view_of(parse(b"<TEI><text><p>x</p></text></TEI>"), "reading")
    assert caught.value.finding.message == (
        "the root element is <TEI> of no namespace, and nothing in the document is TEI"
    )


def test_tei_is_found_within_another_root_and_in_a_corpus() -> None:
    tei = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>{}</p></body></text></TEI>'
    inside = parse(f"<records>{tei.format('a')}<r/>{tei.format('b')}</records>".encode())
    assert view_of(inside, "reading").files["reading"] == "a\n\nb\n"


def test_pages_are_printed_where_there_is_no_text() -> None:
    source = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><sourceDoc><surface><zone>
      <line>one</line><line>two</line></zone></surface></sourceDoc></TEI>"""
    assert view_of(parse(source), "diplomatic").files["diplomatic"] == "one\ntwo\n"


def test_a_build_has_three_files() -> None:
    bundle = render(document("<p>x</p>"), Options(stem="letter"))
    assert bundle.files == {
        "letter.reading.txt": "x\n",
        "letter.diplomatic.txt": "x\n",
        "letter.md": "x\n",
    }
