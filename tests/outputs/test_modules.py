"""Elements of every module of TEI, with nothing between them: no word is lost, doubled or joined.

``modules.txt`` holds a text for each module; a tilde stands for a word that stands nowhere else.
"""

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from html_pages import of
from lxml import etree
from siglum.document import Document, parse
from siglum.outputs import text as text_output

TEXTS = dict(
    re.findall(
        r"^=== (.*)\n((?:(?!===).*\n)+)",
        (Path(__file__).with_name("modules.txt")).read_text(encoding="utf-8"),
        re.MULTILINE,
    )
)


def document(name: str) -> tuple[Document, list[str]]:
    numbers = count(1)
    body = re.sub("~", lambda _: f"w{next(numbers)}q", TEXTS[name])
    header = "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt></fileDesc></teiHeader>"
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">{header}{body}</TEI>'
    return parse(tei.encode(), name=f"{name}.xml"), [f"w{n}q" for n in range(1, next(numbers))]


INLINE = set(
    "a abbr b bdi button cite code em i q rb rt ruby s small span strong sub sup u".split()
)


def seen(element: etree._Element) -> Iterator[str]:
    """What a reader sees of an element of the page; of what the page adds, only that it parts."""
    if not isinstance(element.tag, str) or "data-added" in element.attrib or element.tag == "rp":
        yield " " if re.search(r"[\s,.;:]", "".join(map(str, element.itertext()))) else ""
        return
    edge = "" if element.tag in INLINE else " "
    yield edge + (element.text or "")
    for child in element:
        yield from seen(child)
        yield child.tail or ""
    yield edge


def test_there_are_texts() -> None:
    assert len(TEXTS) > 20
    assert all("~" in text for text in TEXTS.values())


@pytest.mark.parametrize("view", text_output.VIEWS)
@pytest.mark.parametrize("name", TEXTS)
def test_each_word_once_and_apart(name: str, view: str) -> None:
    made, words = document(name)
    shown = text_output.view_of(made, view).files[view]
    found = re.findall(r"w\d+q", shown)
    assert sorted(found) == sorted(words)
    assert re.findall(r"(?:w\d+q){2,}", shown) == []


@pytest.mark.parametrize("name", TEXTS)
def test_each_word_on_the_page_and_apart(name: str) -> None:
    made, words = document(name)
    shown = "".join(seen(of(made).article))
    found = re.findall(r"w\d+q", shown)
    assert sorted(found) == sorted(words)
    assert re.findall(r"(?:w\d+q){2,}", shown) == []
