"""Works and citations: drawn from a TEI document, and written in the formats of the field.

    >>> from siglum.document import read
    >>> from siglum.bibliography import works, citations, formatted
    >>> document = read("tei/edition.xml")
    >>> [work.id for work in works(document)]
    >>> formatted(works(document), style="apa", lang="en-GB")

A document is read by one XSLT 3.0 stylesheet (``xslt/citations/``) that answers with facts; from
them come ``Work`` and ``Citation``, frozen and keyed by CSL's variable names; the writers in
``siglum.bibliography.writers`` know the formats, and nothing of TEI.
"""

from collections.abc import Sequence
from typing import Literal

from siglum.bibliography.extract import extract
from siglum.bibliography.model import (
    Bibliography,
    Citation,
    Date,
    Locator,
    Name,
    Passage,
    Point,
    Rich,
    Run,
    Work,
    Written,
)
from siglum.document import Document

__all__ = [
    "Bibliography",
    "Citation",
    "Date",
    "Locator",
    "Name",
    "Passage",
    "Point",
    "Rich",
    "Run",
    "Work",
    "Written",
    "citations",
    "extract",
    "formatted",
    "works",
]


def works(document: Document) -> tuple[Work, ...]:
    """The works that a document cites or lists, in document order.

    The sources that the header describes as the document's own are not among them.

    Raises:
        FindingError: nothing in the document is TEI, or the stylesheet failed.
    """
    return extract(document).works


def citations(document: Document) -> tuple[Citation, ...]:
    """The citations of a document, in document order: a quotation in parts is one.

    Raises:
        FindingError: nothing in the document is TEI, or the stylesheet failed.
    """
    return extract(document).citations


def formatted(
    works: Sequence[Work],
    *,
    style: str = "chicago-author-date",
    lang: str = "",
    to: Literal["html", "text"] = "html",
) -> dict[str, str]:
    """The entries of a bibliography by work id, in the order in which the style puts them.

    ``style`` is a name of the CSL collection or the path of a .csl file, ``lang`` a BCP 47 tag
    that replaces the style's own locale. Each entry is a fragment of HTML, or a line of text.

    Raises:
        FindingError: the style is unknown or unusable, or pandoc cannot be run.
    """
    from siglum.bibliography.format import format_entries

    return format_entries(works, style=style, lang=lang, to=to)
