"""The page that leads to the documents, where several are built together."""

from collections.abc import Iterable
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from siglum.document import TEI, Document

_T = f"{{{TEI}}}"

_STYLE = """\
:root { color-scheme: light dark; background: Canvas; color: CanvasText; }
body { max-width: 38em; margin: 3em auto; padding: 0 1.25em; font: 1.1em/1.5 Georgia, serif; }
ol { list-style: none; padding: 0; }
li { margin: 0 0 1em; }
li span { display: block; opacity: 0.75; }
"""


class Entry(NamedTuple):
    """A document on the page: where its own page is, its title, and who wrote it."""

    href: str
    title: str
    author: str


def entry(document: Document, stem: str) -> Entry:
    """The entry of a document whose pages stand in the folder ``stem``."""
    statement = document.root.find(f".//{_T}titleStmt")
    title = author = ""
    if statement is not None:
        titles = statement.findall(f"{_T}title")
        main = [t for t in titles if t.get("type") in (None, "main")] or titles
        title = _words("".join(map(str, main[0].itertext()))) if main else ""
        names = (_words("".join(map(str, a.itertext()))) for a in statement.iter(f"{_T}author"))
        author = "; ".join(name for name in names if name)
    return Entry(f"{quote(stem)}/index.html", title or stem, author)


def page(entries: Iterable[Entry], title: str) -> str:
    """The page as HTML."""
    heading = escape(title or "Contents")
    items = "\n".join(
        f'      <li><a href="{escape(e.href)}">{escape(e.title)}</a>'
        + (f"<span>{escape(e.author)}</span>" if e.author else "")
        + "</li>"
        for e in entries
    )
    return f"""\
<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>{heading}</title>
    <style>
{_STYLE}    </style>
  </head>
  <body>
    <main>
      <h1>{heading}</h1>
      <ol>
{items}
      </ol>
    </main>
  </body>
</html>
"""


def _words(text: str) -> str:
    return " ".join(text.split())
