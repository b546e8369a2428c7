"""No page loses, adds or moves words: those of the article are those of the TEI, in order.

The page holds every reading that the markup records, so nothing is left out on either side. A note
stands below its block on the page, and is put back where its mark is. What the page adds to the
text (numbers, labels, buttons) is marked as added; only generated quotation marks are not, since
they belong to what a reader copies.
"""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from html_pages import built, characters, difference, documents, made, of, page, texts, words
from lxml import etree
from siglum.document import parse


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


def test_what_no_page_can_show_is_seen_to_be_missing() -> None:
    page_of = made("<p>don&#x92;t &#xFDD0;&#x1FFFE;, one&#x85;two&#13;three</p>")
    (paragraph,) = page_of.select("//p[@class='p']")
    assert words(paragraph).split() == ["don\ufffdt", "\ufffd\ufffd,", "one", "two", "three"]


def test_a_backslash_is_one_wherever_the_title_is_told() -> None:
    source = made("<p>a</p>").document.utf8.replace(b"A title", b"A \\alpha title")
    page_of = of(parse(source))
    (script,) = page_of.select("//script[@type='application/ld+json']")
    assert json.loads(script.text or "")["name"] == "A \\alpha title"
    assert page_of.html.count(r"\\alpha") == 1  # as JSON escapes it
