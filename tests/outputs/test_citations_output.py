"""The files that a build makes of works and citations."""

import json
import re
from html.parser import HTMLParser

from conftest import ROOT
from siglum.document import Document, parse, read
from siglum.outputs import Options
from siglum.outputs.citations import render

ESSAY = ROOT / "tei" / "october-revolution-iv.xml"
VOID = {"meta", "link", "br", "hr", "img"}


def essay() -> Document:
    return read(ESSAY, name="essay.xml")


class Page(HTMLParser):
    """What a page has: its ids, links and headings; tags that are not closed in order fail."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [str(given["id"])] if "id" in given else []
        self.links += [str(given["href"])] if tag == "a" else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_files() -> None:
    assert list(render(essay(), Options(stem="essay")).files) == [
        "essay.works.json",
        "essay.works.bib",
        "essay.works.biblatex.bib",
        "essay.works.ris",
        "essay.works.csv",
        "essay.works.txt",
        "essay.works.html",
        "essay.citations.json",
        "essay.citations.csv",
        "essay.citations.txt",
        "essay.citations.html",
    ]


def test_the_same_document_gives_the_same_bytes() -> None:
    options = Options(stem="essay")
    assert render(essay(), options).files == render(essay(), options).files


def test_the_pages_lead_to_each_other() -> None:
    files = render(essay(), Options(stem="essay")).files
    pages = {name: Page(text) for name, text in files.items() if name.endswith(".html")}
    assert len(pages) == 2
    for page in pages.values():
        assert len(page.ids) == len(set(page.ids))
        assert page.links
        for link in page.links:
            name, _, target = link.partition("#")
            assert target in pages[name].ids


def test_the_words_quoted_are_on_the_page() -> None:
    files = render(essay(), Options(stem="essay")).files
    text = Page(files["essay.citations.html"]).text
    for citation in json.loads(files["essay.citations.json"]):
        assert citation["quoted"] in text


def test_the_width_of_the_text() -> None:
    text = render(essay(), Options(stem="essay", wrap=60)).files["essay.citations.txt"]
    assert max(len(line) for line in text.splitlines()) <= 60


def test_the_style() -> None:
    text = render(essay(), Options(stem="essay", style="ieee")).files["essay.works.txt"]
    assert "[1] J. V. Stalin" in text


def test_a_document_that_cites_nothing() -> None:
    empty = parse(b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p/></body></text></TEI>')
    files = render(empty, Options(stem="x")).files
    assert json.loads(files["x.works.json"]) == []
    assert files["x.works.bib"] == ""
    assert files["x.works.txt"] == "Works cited\n\nNone.\n"
    assert Page(files["x.citations.html"]).links == []


def test_markup_characters_in_the_text_stay_text() -> None:
    hostile = parse(
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p n="&lt;b>"><cit>'
        b"<quote>&lt;script>alert(1)&lt;/script> &amp;amp;</quote><bibl>&lt;i>x&lt;/i> "
        b'<title>&lt;img src="x">'
        b'</title> <ref target="javascript:alert(1)">y</ref></bibl></cit></p>'
        b"</body></text></TEI>"
    )
    for name, text in render(hostile, Options(stem="x")).files.items():
        if name.endswith(".html"):
            assert not re.search(r"<script|<img|javascript:", text)


def test_what_no_page_can_show_is_seen_to_be_missing() -> None:
    document = parse(
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p><cit><quote>a&#x8d;b</quote>'
        b'<bibl xml:id="w"><title>C&#xFDD0;D</title> <ref target="http://[">e</ref></bibl></cit></p>'
        b"</body></text></TEI>"
    )
    files = render(document, Options(stem="x")).files
    assert "a\ufffdb" in files["x.citations.html"] and "C\ufffdD" in files["x.works.html"]
    assert 'href="http' not in files["x.works.html"] + files["x.citations.html"]
    assert "a\x8db" in files["x.citations.json"]
