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
from html_pages import built, characters, difference, documents, page, texts, words
from lxml import etree


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
