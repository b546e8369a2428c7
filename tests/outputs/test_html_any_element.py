"""Every element of TEI, in every kind of place, and nested as no schema allows.

No page fails, loses words, is misread by a parser, or has a link that leads nowhere.
"""

import random
from collections import Counter
from functools import cache

import pytest
from conftest import shared
from html_pages import Made, characters, difference, made, of, texts, words
from lxml import etree
from siglum.document import TEI, parse

PLACES = {
    "in a sentence": '<p>a <X xml:id="X" ref="#k" target="#k" who="#k">b <hi>c</hi></X> d</p>',
    "among blocks": '<div><X n="1">b</X><p>c</p></div>',
    "around a block": "<p>a <X><p>b</p></X> c</p>",
    "in a list": "<list><item><X/></item><X>b</X></list>",
    "empty": '<p>a<X n="2" target="#k" value="1" name="n" when="1900" active="#k"/>b</p>',
}
STAND_OFF = (
    "<standOff><listPerson><person xml:id='k'><persName>P</persName></person></listPerson>"
    "<listBibl><biblStruct xml:id='w'><monogr><title>W</title></monogr></biblStruct></listBibl>"
    "</standOff>"
)
VALUES = ("#k", "#w", "x y", "https://example.org/", "1900", "ar", "italic", "inline", "block")
ATTRIBUTES = tuple(
    "source ref target corresp who resp n rend next prev facs cert when xml:lang style".split()
)


@cache
def names() -> tuple[str, ...]:
    """The elements of TEI, but those whose content is no part of the running text anywhere."""
    specifications = etree.parse(shared("tei", "p5subset.xml")).iter(f"{{{TEI}}}elementSpec")
    apart = {"encodingDesc", "fsDecl", "teiHeader", "standOff", "facsimile", "TEI", "teiCorpus"}
    return tuple(sorted({str(e.get("ident")) for e in specifications} - apart))


def sound(page: Made) -> None:
    """The page keeps the words, in order, and each link leads to something; ids are unique."""
    expected = "".join(characters(text) for text in texts(page.document))
    found = "".join(words(page.article, notes=True).split())
    assert difference(expected, found) is None
    ids = Counter(e.get("id") for e in page.page.iter() if isinstance(e.tag, str) and e.get("id"))
    assert [i for i, times in ids.items() if times > 1] == []
    for link in page.select("//*[local-name() = 'a']"):
        address = link.get("href") or ""
        assert not address.startswith("#") or address[1:] in ids, address
        assert not [a for a in link.iterancestors() if a.tag in ("a", "button")], address
        said = link.get("aria-label") or "".join(map(str, link.itertext()))
        assert said.strip(), address


@pytest.mark.parametrize("place", PLACES)
def test_every_element(place: str) -> None:
    body = "".join(PLACES[place].replace("X", name) for name in names())
    sound(made(body, stand_off=STAND_OFF))


def nested(chance: random.Random, depth: int) -> str:
    name = chance.choice(names())
    given = f' xml:id="i{chance.randrange(10**9)}"' if chance.random() < 0.3 else ""
    for attribute in ATTRIBUTES:
        if chance.random() < 0.06:
            given += f' {attribute}="{chance.choice(VALUES)}"'
    content = "".join(
        chance.choice(["alpha ", "beta ", nested(chance, depth - 1) if depth else ""])
        for _ in range(chance.randrange(5))
    )
    return f"<{name}{given}>{content}</{name}>"


@pytest.mark.parametrize("seed", range(12))
def test_elements_nested_as_no_schema_allows(seed: int) -> None:
    chance = random.Random(seed)
    body = "".join(f"<div>{nested(chance, 5)}{nested(chance, 4)}</div>" for _ in range(40))
    sound(made(body, stand_off=STAND_OFF))


@pytest.mark.parametrize("name", ["p", "note", "q", "list", "person", "lg", "biblStruct", "hi"])
def test_a_document_may_be_any_element(name: str) -> None:
    sound(of(parse(f'<{name} xmlns="{TEI}">a <hi>b</hi> c</{name}>'.encode())))


def test_no_root_makes_a_page_fail() -> None:
    for name in names()[::25]:
        of(parse(f'<{name} xmlns="{TEI}">a <hi>b</hi></{name}>'.encode()))
