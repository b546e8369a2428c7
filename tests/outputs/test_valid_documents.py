"""Documents that the schema allows, made by a random walk: each word is shown once in each output.

The walk is led to what it has not visited, so the first documents show most of the schema. Every
word stands in it once.
"""

import re
from itertools import count, islice

import pytest
from html_pages import made, of, texts, tree
from lxml import etree
from outputs.test_html_any_element import sound
from outputs.test_same_words import compare
from schemas.random_documents import documents
from schemas.relaxng_patterns import Grammar
from schemas.siglum_odd import RNG
from siglum.document import TEI, Document, parse


def numbered(root: etree._Element) -> Document:
    """The document with each word in it only once, and no notes to readings.

    Those open beside the reading on a page, and stand among the notes of a text.
    """
    for note in root.findall(f".//{{{TEI}}}app/{{{TEI}}}note"):
        note.getparent().remove(note)  # type: ignore[union-attr]  # it was found below its parent
    number = count(1)
    for element in root.iter("*"):
        for place in ("text", "tail"):
            words = getattr(element, place) or ""
            setattr(element, place, re.sub(r"\w+", lambda _: f"w{next(number)}q", words))
    return parse(etree.tostring(root))


def test_each_word_once_in_each_output() -> None:
    for root in islice(documents(Grammar(RNG), 5, ("word",)), 16):
        document = numbered(root)
        page = of(document)
        sound(page)
        compare(document, page.article)


CASES = {
    "notes of a cast": "<castList><castItem>a<note>b</note></castItem><castGroup><head>c</head>"
    "<castItem>d</castItem><note>e</note></castGroup></castList>",
    "between items": "<list><head>a</head><note>b</note><item>c</item><note>d</note><item>e</item>"
    "<figure><head>f</head></figure><item>g</item><trailer>h</trailer></list>",
    "labels": '<list><label>a</label><item/><label>b</label><label>c</label><pb n="2"/>'
    '<item>d</item><milestone unit="x" xml:id="m"/><label>e</label></list>',
    "after rows": "<table><head>a</head><row><cell>b</cell></row><closer>c</closer></table>",
    "notes among lines": "<lg><l>a</l><note>b</note><l>c</l></lg><opener><salute>d</salute>"
    "<note>e</note></opener><figure><head>f</head><note>g</note></figure>",
    "a heading of nothing": '<divGen type="index"><head>a</head></divGen><p>b</p>',
    "a heading that is deleted": "<div><head><del>a</del></head><p>b</p></div><div><head><app>"
    "<rdg>c</rdg><lem>d</lem></app></head><p>e</p></div>",
    "witnesses under a heading": "<listWit><head>a</head><witness>b</witness></listWit>",
    "blocks where nothing is": "<p>a <gap><desc><list><item>b</item></list></desc></gap> c</p>",
    "blocks in a gloss": "<p>a <ruby><rb>b</rb><rt><list><item>c</item></list></rt></ruby></p>",
    "entries under a heading": "<listApp><head>a</head><app><lem>b</lem></app></listApp>",
    "a field in a line": "<p><bibl>a <decoNote/></bibl></p><bibl><decoNote/></bibl>",
    "a boundary among words": '<div><p>a</p><app><lem>b</lem></app><milestone unit="x"/></div>',
    "a name for nothing": '<div xml:id="d"><head/><p>a <ptr target="#d"/></p></div>',
}


@pytest.mark.parametrize("case", CASES)
def test_what_stands_between(case: str) -> None:
    page = made(CASES[case])
    sound(page)
    compare(page.document, page.article)


PAGES = "<surface><line>b</line></surface>"


@pytest.mark.parametrize(
    "more",
    [
        f"<sourceDoc>{PAGES}</sourceDoc>",
        "<TEI><teiHeader/><text><body><p>c</p></body></text></TEI>",
        f"<TEI><teiHeader/><sourceDoc>{PAGES}</sourceDoc></TEI>",
    ],
)
def test_what_stands_beside_the_text(more: str) -> None:
    page = made("<p>a</p>")
    source = page.document.text.replace("</TEI>", f"{more}</TEI>")
    document = parse(source.encode())
    assert len(texts(document)) == 2
    page = of(document)
    sound(page)
    compare(document, page.article)


def test_a_profile_in_two_parts() -> None:
    subject = (
        "<profileDesc><textClass><keywords><term>{}</term></keywords></textClass></profileDesc>"
    )
    page = made("<p>a</p>", subject.format("One") + subject.format("Two"))
    assert [e.get("content") for e in page.select("//meta[@name='DC.subject']")] == ["One", "Two"]


@pytest.mark.parametrize("address", ["#g", "#s", "#f"])
def test_an_image_at_the_address_of_itself(address: str) -> None:
    facsimile = (
        f'<facsimile xml:id="f"><surface xml:id="s"><graphic xml:id="g" url="{address}"/></surface>'
        f'<graphic url="{address}"/></facsimile>'
    )
    page = made('<p facs="#g">a</p>', stand_off=facsimile)
    assert page.select("//img") == []


def test_a_text_within_what_stands_off_has_no_cards() -> None:
    text = '<text><body><q xml:id="q" source="#q">b</q></body></text>'
    date = f"<origDate><reg><floatingText><group>{text}</group></floatingText></reg></origDate>"
    change = f"<listChange><desc>{date}</desc></listChange>"
    page = made("<p>a</p>", stand_off=f"<standOff>{change}</standOff>")
    assert tree(page.bundle.files["about.html"]).findall(".//button[@popovertarget]") == []
