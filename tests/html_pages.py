"""What the tests of pages share: documents to build, their pages, read by an independent parser."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import html5lib
import pytest
from conftest import ROOT, SHARED
from lxml import etree
from siglum.document import TEI, Document, parse, read
from siglum.outputs import Bundle, Options
from siglum.outputs.html import render

EDITION = ROOT / "tei" / "october-revolution-iv.xml"
EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.xml"))
SAMPLES = sorted((SHARED / "samples").glob("*.xml"))

#: Samples that are no TEI, so that no page is made of them.
NOT_TEI = {"tei_gsa_390707.xml", "tei_macrogenesis ▸ empty.xml"}

DOCUMENTS = [EDITION, *EXAMPLES, *(path for path in SAMPLES if path.name not in NOT_TEI)]

MATHML = "http://www.w3.org/1998/Math/MathML"

documents = pytest.mark.parametrize("path", DOCUMENTS, ids=[path.name for path in DOCUMENTS])


@cache
def built(path: Path) -> tuple[Document, Bundle]:
    """A document and the pages made from it, once a process."""
    document = read(path)
    return document, render(document, Options(re.sub(r"[^\w.-]+", "-", path.stem)))


@cache
def page(path: Path, name: str = "index.html") -> etree._Element:
    """A page as an independent parser reads it, in the tree of lxml."""
    return tree(built(path)[1].files[name])


def tree(html: str) -> etree._Element:
    """HTML as html5lib reads it when it forgives nothing."""
    parser = html5lib.HTMLParser(
        tree=html5lib.getTreeBuilder("lxml"), strict=True, namespaceHTMLElements=False
    )
    found: etree._ElementTree = parser.parse(html)
    root: etree._Element = found.getroot()
    return root


@dataclass(frozen=True, slots=True)
class Made:
    """A small document, and its page."""

    document: Document
    bundle: Bundle
    html: str
    page: etree._Element

    @property
    def article(self) -> etree._Element:
        """The text of the edition on the page."""
        (found,) = self.page.findall(".//article")
        return found

    def select(self, xpath: str) -> list[etree._Element]:
        """Elements of the page by XPath."""
        found = self.page.xpath(xpath)
        assert isinstance(found, list)
        return [e for e in found if isinstance(e, etree._Element)]

    def one(self, xpath: str) -> etree._Element:
        """The one element of the page that the XPath finds."""
        (found,) = self.select(xpath)
        return found


def made(
    body: str,
    header: str = "",
    *,
    attributes: str = "",
    stand_off: str = "",
    options: Options | None = None,
) -> Made:
    """The page of a document whose ``body`` and ``encodingDesc`` and such are given."""
    source = (
        f'<TEI xmlns="{TEI}" xml:lang="en" {attributes}><teiHeader><fileDesc>'
        "<titleStmt><title>A title</title></titleStmt>"
        "<publicationStmt><p>Unpublished.</p></publicationStmt>"
        f"<sourceDesc><p>Born digital.</p></sourceDesc></fileDesc>{header}</teiHeader>"
        f"{stand_off}<text><body>{body}</body></text></TEI>"
    )
    return of(parse(source.encode()), options)


def of(document: Document, options: Options | None = None) -> Made:
    """The page of a document."""
    bundle = render(document, options or Options("essay"))
    html = next(text for name, text in bundle.files.items() if name.endswith("index.html"))
    return Made(document, bundle, html, tree(html))


def words(element: etree._Element, *, notes: bool = False) -> str:
    """The words of an element as they stand in the page, without what the page adds to the text.

    Added is what has the attribute ``data-added``, the brackets around readings that are hidden,
    and the texts for screen readers alone (``away``). With ``notes``, a note stands where its mark
    is, as in the TEI.
    """
    by_id = {e.get("id"): e for e in element.getroottree().getroot().iter() if e.get("id")}
    return "".join(_pieces(element, by_id if notes else {}))


def _pieces(element: etree._Element, notes: dict[str | None, etree._Element]) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag == "rp":
        return
    kinds = (element.get("class") or "").split()
    if notes and "noteref" in kinds and element.tag == "a" and "data-added" in element.attrib:
        yield from _pieces(notes[(element.get("href") or "")[1:]], notes)
        return
    if "data-added" in element.attrib or "away" in kinds:
        return
    if (written := tex(element)) is not None:
        yield written
        return
    yield element.text or ""
    for child in element:
        if not (notes and child.get("class") == "notes"):
            yield from _pieces(child, notes)
        yield child.tail or ""


def tex(element: etree._Element) -> str | None:
    """The words of a formula that was written in TeX: those are in its annotation."""
    if element.tag != f"{{{MATHML}}}math":
        return None
    found = element.find(f".//{{{MATHML}}}annotation[@encoding='application/x-tex']")
    return None if found is None else found.text or ""


BLOCKS = {"details", "p", "div", "dt", "dd", "li", "summary", "figcaption", "h1", "h2", "h3"}


def text(element: etree._Element) -> str:
    """All that an element says on the page, on one line, its blocks parted by spaces."""
    return " ".join("".join(_said(element)).split())


def _said(element: etree._Element) -> Iterator[str]:
    if isinstance(element.tag, str):
        yield element.text or ""
        for child in element:
            yield " " if child.tag in BLOCKS else ""
            yield from _said(child)
            yield " " if child.tag in BLOCKS else ""
            yield child.tail or ""


#: Quotation marks, which a page may generate.
MARKS = set("“”‘’„‚«»‹›「」『』\"'–—")


def texts(document: Document) -> list[etree._Element]:
    """The texts of a document, or the transcriptions of its pages, or what else it is."""
    root = document.root
    pages = "self::t:text or self::t:sourceDoc"
    for path in (
        f"//*[{pages}][not(ancestor::t:text or ancestor::t:sourceDoc)]",
        "/*[not(self::t:TEI)]",
    ):
        found = root.xpath(path, namespaces={"t": "http://www.tei-c.org/ns/1.0"})
        assert isinstance(found, list)
        if found:
            return [e for e in found if isinstance(e, etree._Element)]
    return []


def characters(element: etree._Element) -> str:
    """All characters of an element that are not white space or of a header, in order."""
    nodes = element.xpath(
        ".//text()[not(ancestor::t:teiHeader or ancestor::t:standOff or ancestor::t:facsimile"
        " or ancestor::t:binaryObject)]",
        namespaces={"t": "http://www.tei-c.org/ns/1.0"},
    )
    assert isinstance(nodes, list)
    return "".join("".join(map(str, nodes)).split())


def difference(expected: str, found: str) -> str | None:
    """Where two texts part, generated quotation marks in the second aside."""
    at = 0
    for n, character in enumerate(found):
        if expected[at : at + 1] == character:
            at += 1
        elif character not in MARKS:
            before = expected[max(0, at - 40) : at]
            return f"after …{before}: {expected[at : at + 40]}… became {found[n : n + 40]}…"
    return None if at == len(expected) else f"lost: {expected[at : at + 100]}"
