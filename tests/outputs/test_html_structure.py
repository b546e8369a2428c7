"""Every page is sound HTML: strict parsers read it, ids are unique, links lead somewhere."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from html_pages import built, documents, made, of, page, text
from lxml import etree
from siglum.document import TEI, parse

PAGES = ("index.html", "about.html")
pages = pytest.mark.parametrize("name", PAGES)


def elements(root: etree._Element) -> list[etree._Element]:
    return [e for e in root.iter() if isinstance(e.tag, str)]


@pages
@documents
def test_ids_are_unique_and_of_use(path: Path, name: str) -> None:
    ids = Counter(i for e in elements(page(path, name)) if (i := e.get("id")) is not None)
    assert [i for i, times in ids.items() if times > 1 or not i or re.search(r"\s", i)] == []


@pages
@documents
def test_every_link_leads_somewhere(path: Path, name: str) -> None:
    bundle = built(path)[1]
    files = {*bundle.files, *bundle.copies}
    lost = []
    for element in elements(page(path, name)):
        for attribute in ("href", "src", "cite", "popovertarget", "for", "aria-labelledby"):
            link = element.get(attribute)
            if link is None or link.startswith(("https://", "http://", "mailto:")):
                continue
            if attribute in ("popovertarget", "for", "aria-labelledby"):
                link = f"#{link}"
            file, _, fragment = link.partition("#")
            if unquote(file or name) not in files:
                lost.append(f"{element.tag!s} {attribute}={link}")
            elif fragment and (file or name).endswith(".html"):
                there = page(path, file or name)
                if not any(e.get("id") == unquote(fragment) for e in there.iter()):
                    lost.append(f"{element.tag!s} {attribute}={link}")
    assert lost == []


@pages
@documents
def test_landmarks(path: Path, name: str) -> None:
    root = page(path, name)
    body = root.find("body")
    assert body is not None
    tags = [e.tag for e in body]
    assert tags.count("main") == 1 and len(root.findall(".//main")) == 1
    assert tags.count("header") == 1 and tags.count("footer") == 1
    labels = Counter(
        nav.get("aria-label") or nav.get("aria-labelledby") for nav in root.findall(".//nav")
    )
    assert all(label and times == 1 for label, times in labels.items())
    first = body[0]
    assert (first.tag, first.get("class")) == ("a", "skip")
    assert root.get("lang") == "en"
    assert "".join(root.find("head/title").itertext()).strip()  # type: ignore[union-attr]  # a missing title fails


@pages
@documents
def test_headings_are_in_order(path: Path, name: str) -> None:
    levels = []
    for element in elements(page(path, name)):
        if re.fullmatch("h[1-6]", str(element.tag)):
            levels.append(int(str(element.tag)[1]))
            assert "".join(map(str, element.itertext())).strip(), "a heading is empty"
        elif element.get("role") == "heading":
            levels.append(int(element.get("aria-level") or 0))
    assert levels[0] == 1 and levels.count(1) == 1
    gaps = [(a, b) for a, b in pairwise(levels) if b > a + 1]
    assert gaps == []


@pages
@documents
def test_links_buttons_and_images_have_names(path: Path, name: str) -> None:
    nameless = []
    for element in elements(page(path, name)):
        if element.tag in ("a", "button", "summary"):
            images = "".join(i.get("alt") or "" for i in element.iter("img"))
            said = element.get("aria-label") or "".join(map(str, element.itertext())) or images
            if not said.strip() or (element.tag == "a" and not element.get("href")):
                nameless.append(etree.tostring(element, encoding="unicode"))
        elif element.tag == "img" and element.get("alt") is None:
            nameless.append(etree.tostring(element, encoding="unicode"))
    assert nameless == []


@pages
@documents
def test_nothing_that_can_be_pressed_stands_in_another(path: Path, name: str) -> None:
    pressed = ("a", "button", "summary", "label", "input")
    nested = [
        etree.tostring(e, encoding="unicode")
        for e in elements(page(path, name))
        if e.tag in ("a", "button")
        for above in e.iterancestors()
        if above.tag in pressed
    ]
    assert nested == []


@documents
def test_language_is_said_where_the_document_says_it(path: Path) -> None:
    for element in elements(page(path)):
        lang = element.get("lang")
        assert lang is None or re.fullmatch(r"([A-Za-z]{2,3}(-[A-Za-z0-9]+)*)?", lang), lang


@documents
def test_the_text_has_the_language_of_the_document(path: Path) -> None:
    said = built(path)[0].root.xpath(
        "(//t:text | //t:sourceDoc)[1]/ancestor-or-self::*[@xml:lang][1]/@xml:lang",
        namespaces={"t": TEI},
    )
    (article,) = page(path).findall(".//article")
    expected = str(said[0]).strip() if isinstance(said, list) and said else ""
    if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", expected):
        assert article.get("lang") == expected
    assert article.get("lang") is not None


@pages
@documents
def test_every_image_says_in_words_what_it_shows(path: Path, name: str) -> None:
    for image in page(path, name).iter("img"):
        assert (image.get("alt") or "").strip()


@pages
@documents
def test_nothing_is_fetched_and_nothing_can_run(path: Path, name: str) -> None:
    html = built(path)[1].files[name]
    root = page(path, name)
    for element in elements(root):
        assert not [a for a in element.attrib if str(a).lower().startswith("on")]
        if element.tag == "link":
            assert element.get("rel") in ("canonical", "license", "alternate", "schema.DC")
        if element.tag in ("img", "script", "iframe", "object", "embed", "video", "audio"):
            assert not re.match(r"(\w+:)?//", element.get("src") or ""), element.get("src")
    assert "@import" not in html and "url(" not in html


def test_the_title_of_the_page_keeps_its_italics_and_marks() -> None:
    title = "<title>Of the <hi rend='italic'>Rood</hi>: a <q>digital</q> book<note>n</note></title>"
    source = made("<p>Word.</p>").document.text.replace("<title>A title</title>", title)
    heading = of(parse(source.encode())).one("//h1")
    assert text(heading) == "Of the Rood: a “digital” book"
    assert [e.text for e in heading.iter("i")] == ["Rood"]


@pytest.mark.parametrize(
    "block",
    [
        "<p xml:id='t'>x</p>",
        "<p xml:id='t'>x<list><item>y</item></list>z</p>",
        "<ab xml:id='t'>x</ab>",
        "<l xml:id='t'>x</l>",
        "<lg xml:id='t'><l>x</l></lg>",
        "<sp xml:id='t'><speaker>A</speaker><p>x</p></sp>",
        "<sp xml:id='t' rend='bold'><speaker>A</speaker><l>x</l></sp>",
        "<u xml:id='t' who='#a'>x</u>",
        "<stage xml:id='t'>x</stage>",
        "<div xml:id='t'><p>x</p></div>",
        "<list xml:id='t'><item>x</item></list>",
    ],
)
def test_a_note_to_a_whole_block_has_a_mark_there(block: str) -> None:
    page = made(f"<div>{block}<note n='7' target='#t'><p>y</p></note></div>")
    mark = page.one("//a[@class='noteref']")
    note = page.one(f"//*[@id='{(mark.get('href') or '')[1:]}']")
    assert (text(mark), mark.get("aria-label")) == ("7", "Note 7")
    assert text(note) == "7 y ↩"
    assert page.one("//a[@class='back']").get("href") == "#t"


def test_what_has_a_heading_and_is_no_division_stands_in_the_contents() -> None:
    source = (
        f'<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>'
        "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
        "<text><front><castList><head>Roles</head><castItem>A</castItem></castList>"
        "<prologue><head>Prologue</head><l>x</l></prologue></front>"
        "<group><head>Plays</head><text><body><head>One</head><div><head>Act</head><p>x</p></div>"
        "</body></text></group><back><head>After</head><epilogue xml:id='e'><head>Epilogue</head>"
        "<p>x</p></epilogue><epilogue><p>No head.</p></epilogue></back></text></TEI>"
    )
    page = of(parse(source.encode()))
    links = page.select("//nav[@class='contents']//a[not(parent::li[@class='end'])]")
    assert [(text(link), link.get("href")) for link in links] == [
        ("Roles", "#part:1"),
        ("Prologue", "#part:2"),
        ("Plays", "#part:3"),
        ("One", "#part:4"),
        ("Act", "#section:1"),
        ("After", "#part:5"),
        ("Epilogue", "#e"),
    ]
    for link in links:
        assert text(page.one(f"//*[@id='{(link.get('href') or '')[1:]}']")).startswith(text(link))


def test_no_word_goes_on_from_one_field_of_a_record_to_the_next() -> None:
    page = made("<p><bibl><title>Some<lb break='no'/></title><author>A</author></bibl></p>")
    assert text(page.one("//span[@class='bibl']")) == "Some A"


def test_parts_of_an_inscription_are_named_where_they_have_no_headings() -> None:
    page = made(
        "<div type='edition'><div type='textpart' subtype='face' n='A'><ab>a</ab></div>"
        "<div type='textpart' n='2'><head>Two</head><ab>b</ab></div></div>"
        "<div type='translation'><p>c</p></div><div type='commentary'><head>Notes</head></div>"
        "<div type='apparatus'/>"
    )
    assert [(e.tag, text(e)) for e in page.article.iter("h2", "h3")] == [
        ("h2", "Two"),
        ("h2", "Translation"),
        ("h2", "Notes"),
    ]
    assert text(page.one("//p[@class='textpart-n']")) == "Face A"
    other = made("<div type='translation'><p>c</p></div>")
    assert not other.article.findall(".//h2")


def test_fields_of_what_has_no_rule_stay_apart() -> None:
    page = made("<elementSpec ident='x'><gloss>a</gloss><desc>b</desc></elementSpec>")
    assert text(page.one("//*[@data-element='elementSpec']")) == "a b"


@pytest.mark.parametrize("address", ["http://[", "https://%zz/", "http://a]b/"])
def test_an_address_that_no_machine_can_have_is_no_link(address: str) -> None:
    page_of = made(
        f"<p><ref target='{address}'>a</ref> <ref target='http://[::1]:80/'>b</ref></p><listBibl>"
        f"<biblStruct xml:id='w'><monogr><title>T</title><imprint><date/></imprint></monogr>"
        f"<ptr target='{address}'/></biblStruct></listBibl><p><ref target='#w'>c</ref></p>",
    )
    found = {e.get("href") for e in page_of.select("//article//a") if "#" not in e.get("href", "")}
    assert found == {"http://[::1]:80/"}
