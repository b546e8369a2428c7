"""What specifications say for readers, in one language, as plain text.

The languages of TEI's own definitions are marked by ``xml:lang`` on each ``gloss``, ``desc``,
``remarks`` and ``exemplum``; what is not marked is in the language of the elements around it.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from siglum.document import TEI, XML_LANG
from siglum.odd.model import Documentation

if TYPE_CHECKING:
    from lxml import etree

#: How elements that name things show in plain text: what comes before and after.
_MARKS = {
    "gi": ("<", ">"),
    "tag": ("<", ">"),
    "att": ("@", ""),
    "val": ("“", "”"),
    "mentioned": ("“", "”"),
    "q": ("“", "”"),
    "soCalled": ("‘", "’"),
}


def language_of(element: "etree._Element") -> str:
    """The language of an element, by its own or an ancestor's ``xml:lang``; "" where none says."""
    node: etree._Element | None = element
    while node is not None:
        marked = node.get(XML_LANG)
        if marked is not None:
            return str(marked)
        node = node.getparent()
    return ""


def choose(elements: "Sequence[etree._Element]", language: str) -> "list[etree._Element]":
    """Those in a language; failing that, those in none, in English, or in the first's.

    What is in no language (``und``), such as an example that is all markup, or in several (``mul``)
    is for all of them.
    """
    if len(elements) < 2:
        return list(elements)
    tongues = [element.get(XML_LANG) for element in elements]
    for wanted in (language, None, "en"):
        if wanted in tongues:
            return [
                e
                for e, tongue in zip(elements, tongues, strict=True)
                if tongue in (wanted, "und", "mul")
            ]
    base = language.partition("-")[0]
    near = [
        e
        for e, tongue in zip(elements, tongues, strict=True)
        if (tongue or "").partition("-")[0] == base
    ]
    return near or [e for e, t in zip(elements, tongues, strict=True) if t == tongues[0]]


def plain(element: "etree._Element") -> str:
    """The text of an element, its white space normalized, names of things marked as such."""
    pieces: list[str] = []
    _plain(element, pieces)
    return " ".join("".join(pieces).split())


def _plain(element: "etree._Element", pieces: list[str]) -> None:
    pieces.append(element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            before, after = _MARKS.get(child.tag.removeprefix(f"{{{TEI}}}"), ("", ""))
            pieces.append(before)
            _plain(child, pieces)
            pieces.append(after)
        pieces.append(child.tail or "")


def gloss(docs: Documentation, language: str) -> str:
    """What the name stands for, such as "paragraph" for ``p``."""
    return next((plain(element) for element in choose(docs.glosses, language)), "")


def description(docs: Documentation, language: str) -> str:
    """What the thing is for."""
    return " ".join(plain(element) for element in choose(docs.descriptions, language))


def summary(docs: Documentation, language: str) -> str:
    """The gloss, in parentheses, and the description."""
    short, long = gloss(docs, language), description(docs, language)
    return " ".join(filter(None, (f"({short})" if short else "", long)))
