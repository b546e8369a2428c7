"""The page that leads to the documents, where several are built together."""

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from siglum import __version__
from siglum.bibliography.header import authors_of, title_of
from siglum.document import Document
from siglum.outputs import Options
from siglum.outputs.assets import assets
from siglum.outputs.theme import theme_of

_STYLE = """
.documents { list-style: none; padding: 0; }
.documents li { margin: 0 0 1rem; }
.documents span { display: block; color: var(--soft); font-size: .9rem; }
"""

_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>{css}</style>
</head>
<body class="site">
<header class="masthead">
<h1>{title}</h1>
<div class="tools">
<fieldset class="switch theme">
<legend>Page</legend>
<label><input type="radio" name="theme" id="theme:auto" value="auto" checked=""> As set</label>
<label><input type="radio" name="theme" id="theme:light" value="light"> Light</label>
<label><input type="radio" name="theme" id="theme:dark" value="dark"> Dark</label>
<label><input type="radio" name="theme" id="theme:contrast" value="contrast"> High contrast</label>
</fieldset>
</div>
</header>
<main>
<ol class="documents">
{items}
</ol>
</main>
<footer class="colophon"><p>Made with siglum {version}</p></footer>
<script>{js}</script>
</body>
</html>
"""


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
        FindingError: the theme cannot be used.
    """
    theme = theme_of(options)
    css, js, policy = assets(theme)
    items = "\n".join(
        f'<li><a href="{escape(e.href)}">{escape(e.title)}</a>'
        + (f"<span>{escape(e.author)}</span>" if e.author else "")
        + "</li>"
        for e in entries
    )
    page = _PAGE.format(
        title=escape(options.title or "Contents"),
        css=(css + _STYLE).replace("</", ""),
        js=js,
        policy=policy,
        items=items,
        version=__version__,
    )
    return {"index.html": page, **theme.files}
