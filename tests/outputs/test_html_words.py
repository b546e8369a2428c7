"""No page loses, adds or moves words: those of the article are those of the TEI, in order.

The page holds every reading that the markup records, so nothing is left out on either side. A note
stands below its block on the page, and is put back where its mark is. What the page adds to the
text (numbers, labels, buttons) is marked as added; only generated quotation marks are not, since
they belong to what a reader copies.
"""

import re
from collections import Counter
from pathlib import Path

import pytest
from html_pages import built, documents, page, words
from lxml import etree
from siglum.document import Document

MARKS = set("“”‘’„‚«»‹›「」『』\"'–—")


def texts(document: Document) -> list[etree._Element]:
    """The texts of a document, or the transcriptions of its pages, or what else it is."""
    root = document.root
    for path in ("//t:text[not(ancestor::t:text)]", "//t:sourceDoc", "/*[not(self::t:TEI)]"):
        found = root.xpath(path, namespaces={"t": "http://www.tei-c.org/ns/1.0"})
        assert isinstance(found, list)
        if found:
            return [e for e in found if isinstance(e, etree._Element)]
    return []


def characters(element: etree._Element) -> str:
    """All characters of an element that are not white space or of a header, in order."""
    nodes = element.xpath(
        ".//text()[not(ancestor::t:teiHeader or ancestor::t:standOff or ancestor::t:facsimile)]",
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


@documents
def test_the_words_of_the_page_are_those_of_the_text_in_order(path: Path) -> None:
    document, _ = built(path)
    (article,) = page(path).findall(".//article")
    expected = "".join(characters(text) for text in texts(document))
    found = "".join(words(article, notes=True).split())
    assert difference(expected, found) is None


@documents
def test_words_stay_apart(path: Path) -> None:
    document, _ = built(path)
    (article,) = page(path).findall(".//article")
    found = Counter(re.findall(r"\w+", words(article, notes=True)))
    whole: Counter[str] = Counter()
    for text in texts(document):
        for node in text.itertext(etree.Element):
            whole.update(re.findall(r"(?<=\s)\w+(?=\s)", str(node)))
    assert whole - found == Counter()


@pytest.mark.parametrize(
    ("expected", "found", "parted"),
    [("ab", "“ab”", False), ("ab", "axb", True), ("ab", "a", True), ("a”b", "ab", True)],
)
def test_the_comparison_sees_what_it_should(expected: str, found: str, parted: bool) -> None:
    assert (difference(expected, found) is not None) == parted
