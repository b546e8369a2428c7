"""What reference managers read out of a page, read as Zotero's translators do.

*Embedded Metadata* takes Highwire's tags first and Dublin Core where they say nothing; *COinS*
takes the OpenURL in the title of a span of class Z3988; search engines take the JSON-LD. All must
tell of the same item, and of nothing that the header does not say.
"""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from html_pages import DOCUMENTS, EDITION, built, documents, made, of, page
from lxml import etree
from siglum.document import TEI, Document, parse
from siglum.outputs import Options

T = {"t": TEI}


@dataclass
class Item:
    """What is put into a library: creators as (last, first) with their role."""

    title: str = ""
    creators: list[tuple[str, str, str]] = field(default_factory=list)
    date: str = ""
    publisher: str = ""
    language: str = ""
    url: str = ""
    edition: str = ""
    kind: str = ""


def person(name: str, role: str = "author") -> tuple[str, str, str]:
    """A name parted as Zotero does: at its comma, or before its last word."""
    name = " ".join(name.split())
    if "," in name:
        last, first = (part.strip() for part in name.split(",", 1))
        return last, first, role
    first, _, last = name.rpartition(" ")
    return last, first, role


def embedded(root: etree._Element) -> Item:
    """The item that the tags of the head tell of."""
    tags: dict[str, list[str]] = {}
    for meta in root.iterfind("./head/meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        value = " ".join((meta.get("content") or "").split())
        if name and value:
            tags.setdefault(name, []).append(value)

    def first(*names: str) -> str:
        return next((tags[name][0] for name in names if name in tags), "")

    creators = tags.get("citation_author") or tags.get("dc.creator") or []
    return Item(
        title=first("citation_title", "dc.title"),
        creators=[person(name) for name in creators],
        date=first("citation_publication_date", "citation_date", "dc.date").replace("/", "-"),
        publisher=first("citation_publisher", "dc.publisher"),
        language=first("citation_language", "dc.language"),
        url=first("citation_public_url", "dc.identifier"),
    )


def coins(root: etree._Element) -> Item:
    """The item that the one span of class Z3988 tells of (NISO Z39.88-2004)."""
    (span,) = (e for e in root.iter("span") if "Z3988" in (e.get("class") or "").split())
    values = parse_qs(span.get("title", ""), strict_parsing=True)
    assert values["ctx_ver"] == ["Z39.88-2004"]
    kinds = {"info:ofi/fmt:kev:mtx:book": "book", "info:ofi/fmt:kev:mtx:dc": "document"}

    def first(*names: str) -> str:
        return next((values[name][0] for name in names if name in values), "")

    return Item(
        title=first("rft.btitle", "rft.title"),
        creators=[person(name) for name in values.get("rft.au", [])],
        date=first("rft.date"),
        publisher=first("rft.pub"),
        url=next((v for v in values.get("rft_id", []) if v.startswith("http")), ""),
        edition=first("rft.edition"),
        kind=kinds[first("rft_val_fmt")],
    )


def linked(root: etree._Element) -> tuple[Item, dict[str, Any]]:
    """The item that the JSON-LD tells of, and the whole of it."""
    (script,) = (e for e in root.iter("script") if e.get("type") == "application/ld+json")
    data: dict[str, Any] = json.loads(script.text or "")
    assert data["@context"] == "https://schema.org"
    return Item(
        title=data["name"],
        creators=[person(author["name"]) for author in data.get("author", [])],
        date=data.get("datePublished", ""),
        publisher=data.get("publisher", {}).get("name", ""),
        language=data.get("inLanguage", ""),
        url=data.get("url", ""),
        kind=data["@type"],
    ), data


def texts(document: Document, path: str) -> list[str]:
    """The words of what the outermost header has under a path."""
    headers = document.root.xpath("//t:teiHeader", namespaces=T)
    assert isinstance(headers, list)
    if not headers:
        return []
    found = headers[0].xpath(path, namespaces=T)
    assert isinstance(found, list)
    words = (
        " ".join((str(e) if isinstance(e, str) else "".join(map(str, e.itertext()))).split())
        for e in found
        if isinstance(e, (str, etree._Element))
    )
    return [w for w in words if w]


def test_the_essay_is_recognised() -> None:
    document, _ = built(EDITION)
    root = page(EDITION)
    expected = Item(
        title="The October Revolution and the Tactics of the Russian Communists, section IV",
        creators=[("Stalin", "J. V.", "author")],
        date="2026",
        publisher="The siglum developers",
        language="en",
    )
    assert embedded(root) == expected
    item, data = linked(root)
    expected.kind = "CreativeWork"
    assert item == expected
    (version,) = texts(document, "t:fileDesc/t:editionStmt/t:edition/@n")
    assert data["version"] == version
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    expected.kind, expected.language = "book", ""
    (expected.edition,) = texts(document, "t:fileDesc/t:editionStmt/t:edition")
    assert coins(root) == expected


@documents
def test_no_author_and_no_date_is_invented(path: Path) -> None:
    document, _ = built(path)
    root = page(path)
    item = embedded(root)
    assert item.title
    authors = texts(document, "t:fileDesc/t:titleStmt/t:author[normalize-space()]")
    for found in (item, coins(root), linked(root)[0]):
        assert found.title == item.title
        assert [name for *name, _ in found.creators] == [list(person(a)[:2]) for a in authors]
        assert found.publisher == item.publisher
    stated = texts(document, "t:fileDesc/t:publicationStmt//t:date/@*")
    stated += texts(document, "t:fileDesc/t:publicationStmt//t:date")
    for date in (item.date, linked(root)[0].date):
        assert date == "" or date in stated
        assert date == "" or re.fullmatch(r"-?\d{4}(-\d\d(-\d\d)?)?.*", date)
    assert coins(root).date in ("", *stated)


@documents
def test_a_publisher_is_one_of_the_header(path: Path) -> None:
    document, _ = built(path)
    kinds = "self::t:publisher or self::t:authority or self::t:distributor"
    stated = texts(document, f"t:fileDesc/t:publicationStmt//*[{kinds}]")
    assert embedded(page(path)).publisher in ("", *stated)


HEADER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="de"><teiHeader><fileDesc><titleStmt>
<title>Über &lt;Lampen&gt; &amp; "Öl"</title><author>Grey, Eliza</author><author>Ben Black</author>
<editor>Ada White</editor></titleStmt><publicationStmt><publisher>Kai &amp; Söhne</publisher>
<date when="1871-05-01">Mai 1871</date></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>
</teiHeader><text><body><p>Wort.</p></body></text></TEI>"""


def test_special_characters_several_authors_and_the_address_arrive() -> None:
    site = Options("essay", base_url="https://example.org/lamps/")
    root = of(parse(HEADER.encode()), site).page
    expected = Item(
        title='Über <Lampen> & "Öl"',
        creators=[("Grey", "Eliza", "author"), ("Black", "Ben", "author")],
        date="1871-05-01",
        publisher="Kai & Söhne",
        language="de",
        url="https://example.org/lamps/",
    )
    assert embedded(root) == expected
    item, data = linked(root)
    assert data["editor"] == [{"@type": "Person", "name": "Ada White"}]
    item.kind = ""
    assert item == expected
    found = coins(root)
    found.kind = ""
    expected.language = ""
    assert found == expected


def test_a_header_that_says_little_gives_little() -> None:
    root = made("<p>Words.</p>").page
    assert embedded(root) == Item(title="A title", language="en")
    assert coins(root) == Item(title="A title", kind="book")


@pytest.mark.parametrize("path", DOCUMENTS[:3], ids=lambda path: path.name)
def test_the_page_leads_to_its_tei_and_to_other_formats(path: Path) -> None:
    document, _ = built(path)
    options = Options("essay", formats=("html", "text", "citations"))
    links = of(document, options).select("/html/head/link[@rel='alternate']")
    assert [(e.get("type"), e.get("href")) for e in links] == [
        ("application/tei+xml", "essay.xml"),
        ("text/plain", "../text/essay.reading.txt"),
        ("text/markdown", "../text/essay.md"),
        ("application/vnd.citationstyles.csl+json", "../citations/essay.works.json"),
    ]
