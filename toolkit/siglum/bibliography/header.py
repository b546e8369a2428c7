"""What lists need to know of the document: its title and its authors."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from siglum.document import TEI, XML_LANG, Document

if TYPE_CHECKING:
    from lxml import etree

_T = f"{{{TEI}}}"


def title_of(document: Document) -> str:
    """The main title of the teiHeader's titleStmt, else another that has words.

    Of several, the first in the language of the text, if one says that it is. Where the header has
    none, that of the title page, or the first heading; else nothing.
    """
    text = document.root.find(f"{_T}text")
    said = (e.get(XML_LANG) for e in (text, document.root) if e is not None)
    own = _language(next(filter(None, said), ""))
    titles = [
        (
            title.get("type") in (None, "main"),
            own and _language(title.get(XML_LANG, "")) == own,
            words,
        )
        for title in document.root.iterfind(f".//{_T}titleStmt/{_T}title")
        if (words := _words(title))
    ]
    if not titles:
        return _heading(document)
    return max(titles, key=lambda title: title[:2])[2]


def _language(tag: str) -> str:
    return tag.strip().partition("-")[0].lower()


def _heading(document: Document) -> str:
    for path in (f".//{_T}titlePage//{_T}titlePart", f".//{_T}head"):
        for element in document.root.iterfind(path):
            if words := _words(element):
                return words
    return ""


def authors_of(document: Document) -> list[str]:
    """The authors of the teiHeader's first titleStmt, as they are worded there."""
    statement = document.root.find(f".//{_T}titleStmt")
    found = statement.iter(f"{_T}author") if statement is not None else ()
    return [words for words in map(_words, found) if words]


def _words(element: "etree._Element") -> str:
    """The text of an element, without notes, in one line."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: "etree._Element") -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag != f"{_T}note":
            yield from _pieces(child)
        yield child.tail or ""
