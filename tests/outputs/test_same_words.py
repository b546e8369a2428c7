"""The words and the quotation marks are the same, in the same order, in HTML, text and Markdown.

Each output is read as its reader sees it: the page in its corrected view, without what the page
adds and cannot be copied; Markdown by a reader of CommonMark. Notes stand in other places in each
output, so they are compared one by one, and the running text without them. The words of a formula
in TeX are its TeX, which a page has as the annotation of the MathML.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from html_pages import built, documents, made, of, page, tex
from lxml import etree
from markdown_it import MarkdownIt
from siglum.document import Document, parse
from siglum.outputs.text import view_of

MARKS = "“”‘’„‚«»‹›「」『』\"'"

SPACELESS = r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]"

BLOCKS = set(
    "article aside blockquote br dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 header li ol p "
    "section table td th tr ul".split()
)

#: Addresses that Markdown and text write out and a page leads to.
_ADDRESS = re.compile(r"\(?<?(?:https?|ftp|mailto|doi|urn):[^>\s)“”‘’„‚«»‹›「」『』\"']*[>)]*")


def tokens(text: str) -> list[str]:
    """Words and quotation marks in order; an apostrophe is one of the marks."""
    return re.findall(rf"\w+|[{MARKS}]", _ADDRESS.sub(" ", re.sub(r"\[\d+\]", "", text)))


def seen(element: etree._Element, *, notes: bool) -> str:
    """What a reader sees of an element of a page, without notes, or of a note."""
    text = "".join(_seen(element, notes))
    return re.sub(rf"(?<={SPACELESS})\s*\0\s*(?={SPACELESS})", "", text).translate(
        {0: " ", 1: "\n"}
    )


def _seen(element: etree._Element, notes: bool) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in ("rp", "script", "style"):
        yield " " if element.tag == "rp" else ""
        return
    kinds = set((element.get("class") or "").split())
    if "break" in kinds:  # a page's number, or the space that stands for its end
        yield "\0" if element.text else ""
        return
    if kinds & {"away", "view-source", "view-other"} or ("notes" in kinds and not notes):
        return
    if "data-added" in element.attrib:
        if re.search(r"[\s,.;:]", "".join(map(str, element.itertext()))):
            yield " "
        return
    if (written := tex(element)) is not None:
        yield written
        return
    edge = "\1" if element.tag in BLOCKS and not kinds & {"flowing", "within-word"} else ""
    yield edge + (element.text or "")
    for child in element:
        yield from _seen(child, notes)
        yield child.tail or ""
    yield edge


def of_html(article: etree._Element) -> tuple[list[str], Counter[tuple[str, ...]]]:
    """The running text of a page, and its notes."""
    notes: Counter[tuple[str, ...]] = Counter()
    for element in article.iter("*"):
        parent = element.getparent()
        if parent is not None and "notes" in (parent.get("class") or "").split():
            notes[tuple(tokens(seen(element, notes=True)))] += 1
    del notes[()]
    return tokens(seen(article, notes=False)), notes


def of_markdown(text: str) -> tuple[list[str], Counter[tuple[str, ...]]]:
    """The running text of a Markdown document, and its notes."""
    body, notes = _parted(text, r"^\[\^\d+\]: ", r"(?: {4}.*|)")
    return tokens(_plain(body)), Counter(tuple(tokens(_plain(note))) for note in notes)


def _parted(text: str, start: str, more: str) -> tuple[str, list[str]]:
    body: list[str] = []
    notes: list[str] = []
    within = False
    for line in text.split("\n"):
        if re.match(start, line):
            within = True
            notes.append(re.sub(start, "", line))
        elif within and re.fullmatch(more, line):
            notes[-1] += "\n" + line[4:]
        else:
            within = False
            body.append(line)
    return "\n".join(body), notes


def _plain(markdown: str) -> str:
    markdown = re.sub(r"(?<!\\)\[\^\d+\]", "", markdown)
    parts: list[str] = []
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        addressed = False
        for child in token.children or [token]:
            if child.type in ("link_open", "link_close"):  # an address that is written out
                addressed = child.type == "link_open" and child.markup == "autolink"
            elif addressed:
                parts.append(" ")
            elif child.type in ("text", "code_inline", "fence"):
                parts.append(child.content)
            elif child.type in ("softbreak", "hardbreak"):
                parts.append("\n")
        parts.append("\n")
    return "".join(parts)


def of_text(text: str, numbers: list[str]) -> tuple[list[str], Counter[tuple[str, ...]]]:
    """The running text of plain text, and the notes of these numbers, which follow each text."""
    blocks = re.split(r"\n\n+", text)
    found: list[str] = []
    for number in numbers:
        at = max(n for n, block in enumerate(blocks) if block.startswith(f"[{number}] "))
        note = [blocks.pop(at).removeprefix(f"[{number}] ")]
        while at < len(blocks) and blocks[at].startswith("    "):
            note.append(blocks.pop(at))
        # where a note has no words, its images are named
        found.append(re.sub(r"\A(?:<[^<>]+> ?)+\Z", "", "\n".join(note).rstrip()))
    return tokens("\n\n".join(blocks)), Counter(tuple(tokens(note)) for note in found)


def compare(document: Document, article: etree._Element) -> None:
    html, html_notes = of_html(article)
    markdown = view_of(document, "markdown").files["markdown"]
    text = view_of(document, "reading").files["reading"]
    apart = [tokens(kept) for kept in re.findall("⟪([^⟪⟫]*)⟫", text)]
    markdown, text = (re.sub("⟪[^⟪⟫]*⟫", "", t) for t in (markdown, text))
    md, md_notes = of_markdown(markdown)
    if re.search(r"=.[^<>]*\b(?:ordered|numbered|decimal|arabic)\b", document.text):
        # the numbers of items are for the reader of a text alone
        numbered = re.compile(r"^((?:\[\d+\] )?)((?: *\d+\. )+)", re.MULTILINE)
        text = numbered.sub(lambda match: match[1] + " " * len(match[2]), text)
    numbers = re.findall(r"^\[\^(\d+)\]: ", markdown, re.MULTILINE)
    plain, plain_notes = of_text(text, numbers)
    for words in apart:  # what text has no rule for stands apart there, and in its place on a page
        take(words, html)
    # a note among records is shown in its place on a page, and at the end of a text
    for note in (plain_notes - html_notes).elements():
        take(note, html)
    assert first_difference(md, plain) is None
    assert first_difference(html, plain) is None
    assert md_notes == plain_notes
    assert html_notes <= plain_notes


def take(words: Sequence[str], text: list[str]) -> None:
    """Take the words out of the text, which has them in this order, side by side."""
    for n in range(len(text) + 1):
        if text[n : n + len(words)] == list(words):
            del text[n : n + len(words)]
            return
    raise AssertionError(f"nowhere in the text: {words}")


def first_difference(one: list[str], other: list[str]) -> str | None:
    """Where two texts part, with a few words before."""
    for n, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return f"{one[max(0, n - 5) : n + 8]} is not {other[max(0, n - 5) : n + 8]}"
    if len(one) != len(other):
        longer = max(one, other, key=len)
        return f"one ends before {longer[min(len(one), len(other)) :][:12]}"
    return None


@documents
def test_the_outputs_have_the_same_words_and_marks(path: Path) -> None:
    document, _ = built(path)
    (article,) = page(path).findall(".//article")
    compare(document, article)


HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p/>"
    "</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>{}</teiHeader>"
)


@pytest.mark.parametrize("marks", ["all", "none", "some", ""])
@pytest.mark.parametrize("lang", ["en", "fr", "de", "ja", "sv"])
@pytest.mark.parametrize(
    "body",
    [
        "<p>He said <q>yes, <q>and no</q></q>.</p>",
        '<p><q xml:id="a" next="#b">One</q>, she said, <q xml:id="b" prev="#a">two</q>.</p>',
        "<p>A <soCalled>friend</soCalled> and a <mentioned>word</mentioned>.</p>",
        "<p><cit><quote>Words</quote> <bibl>(Book, 3)</bibl></cit></p>",
        "<quote><p>First.</p><p>Second <q>inner</q>.</p></quote>",
        "<p><said>Reported</said> <q>“marked”</q> <title level='a'>Essay</title></p>",
        "<p>Text<note>A <q>note</q>.</note> on<note>Two</note>.</p>",
        "<lg><l><q>One</q></l><l>two</l></lg>",
        "<sp><speaker>A</speaker><p>Says <q>this</q>.</p></sp>",
        "<p>漢字\n漢字<lb/>\n漢字 a\nb</p>",
        "<p><choice><sic>teh</sic><corr>the</corr></choice> <choice><abbr>Mr</abbr>"
        "<expan>Mister</expan></choice> <app><lem>one</lem><rdg>two</rdg></app> <subst><del>x"
        "</del><add>y</add></subst></p>",
        "<list><item>one <q>two</q></item><item>three</item></list>",
        "<p><choice><am>&amp;</am><ex>et</ex></choice> <choice><sic>b<note>x</note></sic>"
        "<corr>c<note>y</note></corr></choice> <choice><orig>d</orig><unclear>e</unclear></choice>"
        " <choice><sic>f</sic><seg>g</seg></choice> "
        "<choice><supplied>h</supplied><supplied>i</supplied></choice></p>",
        "<p>a<note place='interlinear'>b</note> <note place='inline'>c</note><note/> d<note>"
        "<graphic url='e.png'/></note><note><graphic url='f.png'/><g/></note><note><g/></note></p>",
        "<list type='ordered'><item>one <list rend='numbered'><item n='7'>two</item></list></item>"
        "</list><p>a <list rend='run-in'><item>b</item><note>c</note><item>d</item></list></p>",
        "<listApp><app><lem wit='#A'>a</lem><rdg wit='#B'>b</rdg></app><app from='#x'><lem>c</lem>"
        "<rdg>d</rdg><rdg/><note>e</note></app></listApp>",
        "<p>a <soCalled>b <list><item>c</item><item>d</item></list></soCalled> e</p><p><quote rend="
        "'quotes'>f <q>g</q><p>h</p></quote></p>",
        "<p><bibl><title><hi>Un</hi><foreign>known</foreign></title><date>1900</date></bibl></p>",
        "<p>a <app><lem wit='#A'>b<wit>A</wit></lem><rdg>c</rdg><witDetail wit='#A'>d</witDetail>"
        "</app> e</p><listApp><app><lem>f</lem><witDetail wit='#A'>g</witDetail></app></listApp>",
        "<head>a<lb break='no'/>b<lb/>c</head><ab>d<lb break='no'/>e<lb/>f</ab><p>g <ref target="
        "'https://example.org/'>h </ref>i w<pb n='2'/><lb break='no'/>x</p>",
        "<p><hi><floatingText><body><p>a<pb break='no'/></p><p>b</p></body></floatingText></hi>"
        "</p>",
        "<table><row><cell>a</cell></row><app><lem>b</lem></app><row><cell>c</cell></row></table>",
        "<p>a <formula notation='TeX'>f'(x) = \\frac{1}{2}</formula> <formula notation='TeX'>$$b$$"
        "</formula> <formula notation='tex'>\\no{c}</formula></p><formula notation='TeX'>d"
        "</formula>",
        "<p>foo\n<lb break='no'/>bar foo<lb break='no'/>\n  bar foo\n<pb n='3' break='no'/>\nbar"
        " <hi>foo\n</hi><pb n='4'/><lb break='no'/>bar foo<lb break='no'/><pb n='5'/>bar a "
        "<pb n='6'/>b</p>",
        "<p><w>foo<pc force='weak'>-</pc><lb break='no'/>bar</w> <pc force='strong'>“</pc></p>",
        "<p>a <ruby><rb>b</rb><rt>c</rt></ruby></p>",
        "<p>foo <title><lb break='no'/>bar</title> <emph>foo <pb n='3' break='no'/> </emph> bar a "
        "<q>foo <hi><lb break='no'/>bar</hi></q> <lb break='no'/>“a”</p>",
        "<msDesc><msIdentifier><collection><said><u>a</u></said></collection><idno>b</idno><msName>"
        "c</msName></msIdentifier></msDesc>",
        "<figure><anchor/><head>a</head><desc>b</desc></figure>",
        "<figure><binaryObject mimeType='image/png'>AAAA</binaryObject><head>a</head></figure>",
        "<p>a <space/> b <space><desc>blank</desc></space> c <gap><desc>lost</desc></gap></p>",
        "<table><row><cell>a</cell><cell><q>b</q></cell></row></table>",
        "<fw>Head</fw><p>one <fw>two</fw><pb n='2'/><fw>2</fw>two <app><lem>a</lem><rdg>b</rdg>"
        "<note>on b</note></app></p>",
    ],
)
def test_small_texts_have_the_same_words_and_marks(body: str, lang: str, marks: str) -> None:
    declared = (
        f'<encodingDesc><editorialDecl><quotation marks="{marks}"/></editorialDecl></encodingDesc>'
        if marks
        else ""
    )
    source = (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="{lang}">{HEADER.format(declared)}'
        f"<text><body>{body}</body></text></TEI>"
    )
    document = parse(source.encode())
    compare(document, of(document).article)


def test_a_difference_would_be_found() -> None:
    page_of = made("<p>He said <q>yes</q>.</p>")
    other = parse(page_of.document.utf8.replace(b"<q>yes</q>", b"yes"))
    with pytest.raises(AssertionError, match="is not"):
        compare(other, page_of.article)
