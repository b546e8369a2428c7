"""The page that leads to the documents, where several are built together."""

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from siglum import __version__
from siglum.bibliography.header import authors_of, title_of
from siglum.document import TEI, Document, parse
from siglum.outputs import Options
from siglum.outputs.assets import assets
from siglum.outputs.markup import as_html, legal, pages
from siglum.outputs.theme import theme_of
from siglum.resources import resource
from siglum.transform import Parameter, load

_STYLE = """
.documents { list-style: none; padding: 0; }
.documents li { margin: 0 0 1rem; }
.documents span { display: block; color: var(--soft); font-size: .9rem; }
"""

#: What themes may ask of the document that a page is made of: here, its title.
_SOURCE = f"""\
<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt><title>{{title}}</title></titleStmt></fileDesc>\
</teiHeader></TEI>"""


class Entry(NamedTuple):
    """A document on the page: where its own page is, its title, and who wrote it, or nothing."""

    href: str
    title: str
    author: str


def entry(document: Document, stem: str) -> Entry:
    """The entry of a document whose pages stand in the folder ``stem``."""
    authors = "; ".join(authors_of(document))
    return Entry(f"{quote(stem)}/index.html", title_of(document) or stem, authors)


def contents(entries: Iterable[Entry], options: Options) -> dict[str, str | Path]:
    """``index.html``, which leads to the documents, and the files of the theme that it refers to.

    Raises:
        FindingError: the theme cannot be used (``stylesheet-error`` and others).
    """
    theme = theme_of(options)
    css, js, policy = assets(theme)
    title = escape(options.title or "Contents")
    source = parse(_SOURCE.format(title=title).encode(), name="index.html")
    stylesheet = theme.stylesheet or load(resource("xslt", "html", "html.xsl"), source)
    parameters: dict[str, Parameter] = {
        "documents": [each._asdict() for each in entries],
        "css": css + _STYLE,
        "js": js,
        "policy": policy,
        "version": __version__,
    }
    (page,) = pages(stylesheet.markup(source, parameters))
    return {"index.html": as_html(legal(page)), **theme.files}
