"""The citations of a document: works cited and citations, in every format (``siglum build``)."""

from typing import Literal

from siglum.bibliography import extract
from siglum.bibliography.header import title_of
from siglum.bibliography.listing import Listing, write
from siglum.bibliography.styles import locale
from siglum.document import Document
from siglum.outputs import Options
from siglum.outputs.markup import UNSHOWABLE
from siglum.transform import Bundle

#: The files of a document: the list, its format, and what the name ends with.
FILES: tuple[tuple[Literal["works", "citations"], str, str], ...] = (
    ("works", "csl-json", ".json"),
    ("works", "bibtex", ".bib"),
    ("works", "biblatex", ".biblatex.bib"),
    ("works", "ris", ".ris"),
    ("works", "csv", ".csv"),
    ("works", "text", ".txt"),
    ("works", "html", ".html"),
    ("citations", "csl-json", ".json"),
    ("citations", "csv", ".csv"),
    ("citations", "text", ".txt"),
    ("citations", "html", ".html"),
)


def render(document: Document, options: Options) -> Bundle:
    """The files ``<stem>.works.*`` and ``<stem>.citations.*``.

    Raises:
        FindingError: the style is unknown or unusable, or a transformation failed.
    """
    drawn = extract(document)
    found = list(drawn.findings)
    files = {}
    for kind, to, suffix in FILES:
        listing = Listing(
            drawn.works,
            drawn.citations,
            kind=kind,
            title=title_of(document),
            style=options.style,
            lang=locale(options.style, drawn.language),
            wrap=options.wrap,
            works_href=f"{options.stem}.works.html",
            citations_href=f"{options.stem}.citations.html",
        )
        written = write(listing, to)
        text = UNSHOWABLE.sub("\ufffd", written.text) if to == "html" else written.text
        files[f"{options.stem}.{kind}{suffix}"] = text
        found.extend(written.findings)
    return Bundle(files, tuple(found))
