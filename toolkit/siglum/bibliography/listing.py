"""One entrance to all formats: which lists, in which format, as one text."""

from dataclasses import dataclass
from typing import Literal

from siglum.bibliography import formatted
from siglum.bibliography.model import Citation, Work, Written

#: What ``siglum cite --to`` takes, in the order in which it is explained.
FORMATS = ("csl-json", "bibtex", "biblatex", "ris", "csv", "text", "html")

#: Formats that hold works and nothing else.
WORKS_ONLY = ("bibtex", "biblatex", "ris")


@dataclass(frozen=True, slots=True)
class Listing:
    """What is listed, and how it is shown where a format leaves a choice.

    ``kind`` is the list, or both. ``lang`` is the locale of the style, ``wrap`` the width of
    plain text, or 0. The two ``href`` say where the other list is, if it has a page of its own.
    """

    works: tuple[Work, ...]
    citations: tuple[Citation, ...]
    kind: Literal["works", "citations", "both"] = "both"
    title: str = ""
    style: str = "chicago-author-date"
    lang: str = ""
    wrap: int = 0
    works_href: str = ""
    citations_href: str = ""


def write(listing: Listing, to: str) -> Written:
    """The list or lists in the format ``to``, one of ``FORMATS``.

    CSL-JSON, BibTeX, BibLaTeX and RIS hold works; for both, they hold the works.

    Raises:
        FindingError: the style is unknown or unusable, or pandoc cannot be run.
        ValueError: the format cannot hold citations, and they alone are asked for.
    """
    if to in WORKS_ONLY and listing.kind == "citations":
        raise ValueError(f"{to} holds works, not citations")
    match to:
        case "csv":
            return _table(listing)
        case "text":
            return _text(listing)
        case "html":
            return _page(listing)
        case "csl-json" if listing.kind == "citations":
            from siglum.bibliography.writers.csl_json import write_citations

            return write_citations(listing.citations)
        case _:
            from siglum.bibliography.writers import write_works

            return write_works(listing.works, to)


def _table(listing: Listing) -> Written:
    from siglum.bibliography.writers import table

    match listing.kind:
        case "works":
            return table.write_works(listing.works, listing.citations)
        case "citations":
            return table.write_citations(listing.citations, listing.works)
        case _:
            return table.write_both(listing.works, listing.citations)


def _entries(listing: Listing, to: Literal["html", "text"]) -> dict[str, str]:
    return formatted(listing.works, style=listing.style, lang=listing.lang, to=to)


def _text(listing: Listing) -> Written:
    from siglum.bibliography.writers import lists

    made = []
    if listing.kind != "citations":
        entries = _entries(listing, "text")
        made.append(lists.write_works(entries, listing.citations, wrap=listing.wrap).text)
    if listing.kind != "works":
        citations, works = listing.citations, listing.works
        made.append(lists.write_citations(citations, works, wrap=listing.wrap).text)
    return Written("\n\n".join(made))


def _page(listing: Listing) -> Written:
    from siglum.bibliography.writers import page

    sections = []
    both = listing.kind == "both"
    if listing.kind != "citations":
        href = "#" if both else listing.citations_href
        entries = _entries(listing, "html")
        sections.append(page.works_section(entries, listing.citations, href, listing.lang))
    if listing.kind != "works":
        href = "#" if both else listing.works_href
        sections.append(page.citations_section(listing.citations, listing.works, href))
    heading = {
        "works": "Works cited",
        "citations": "Citations",
        "both": "Works cited and citations",
    }
    return page.page(": ".join(filter(None, (heading[listing.kind], listing.title))), sections)
