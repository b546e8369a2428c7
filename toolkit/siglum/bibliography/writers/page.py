"""The two lists as a page of HTML: each work says where it is cited, each citation leads to it."""

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import quote

from siglum.bibliography.model import Citation, Work, Written
from siglum.bibliography.writers.lists import short

_STYLE = """\
:root { color-scheme: light dark; --ink: #1d1d1b; --paper: #fdfcf9; --soft: #5c5a55;
  --link: #1a4f8b; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e6e1; --paper: #191a1c; --soft: #aaa79f; --link: #8fbcf0; }
}
body { max-width: 40em; margin: 0 auto; padding: 2rem 1.25rem 4rem; color: var(--ink);
  background: var(--paper); font: 1.0625rem/1.55 Georgia, "Noto Serif", serif;
  overflow-wrap: break-word; }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { font-size: 1.25rem; margin-top: 2.5rem; }
a { color: var(--link); }
a:focus-visible { outline: 2px solid; outline-offset: 2px; }
ul, ol { list-style: none; padding: 0; }
li { margin: 0 0 1.1rem; }
.works > li { padding-left: 1.75rem; text-indent: -1.75rem; }
.works > li > * { text-indent: 0; }
blockquote { margin: 0.2rem 0; padding-left: 1rem; border-left: 3px solid var(--soft); }
li p { margin: 0.15rem 0; }
.label { font-weight: bold; }
.cited, .reference { color: var(--soft); font-size: 0.93em; }
.smallcaps { font-variant: small-caps; }
:target { outline: 2px solid var(--link); outline-offset: 4px; }
@media print {
  body { max-width: none; padding: 0; }
  a { color: inherit; }
  li { break-inside: avoid; }
}
"""


def works_section(
    entries: Mapping[str, str], citations: Sequence[Citation], href: str, style_lang: str
) -> str:
    """The works; with ``href`` ("#" or a page), the passages lead to the citations there."""
    attribute = f' lang="{escape(style_lang)}"' if style_lang else ""
    items = []
    for identity, entry in entries.items():
        links: dict[str, str] = {}
        for number, citation in enumerate(citations, 1):
            if identity in citation.works:
                label = escape(citation.label or str(number))
                target = f"{href.rstrip('#')}#citation-{number}"
                links.setdefault(label, f'<a href="{target}">{label}</a>' if href else label)
        cited = f'\n<p class="cited">Cited in {", ".join(links.values())}</p>' if links else ""
        items.append(f'<li id="{anchor(identity)}"><span{attribute}>{entry}</span>{cited}</li>')
    listed = '<ul class="works">\n' + "\n".join(items) + "\n</ul>" if items else "<p>None.</p>"
    return _section("works-cited", "Works cited", listed)


def citations_section(citations: Sequence[Citation], works: Sequence[Work], href: str) -> str:
    """The citations; with ``href`` ("#" or a page), each leads to its work there."""
    known = {work.id: work for work in works}
    items = []
    for number, citation in enumerate(citations, 1):
        lines = [f'<p class="label">{escape(citation.label)}</p>'] if citation.label else []
        if citation.quoted:
            lang = f' lang="{escape(citation.lang)}"' if citation.lang else ""
            lines.append(
                f"<blockquote{lang}><p>“{escape(citation.quoted, quote=False)}”</p></blockquote>"
            )
        sources = []
        for identity in citation.works:
            if identity in known:
                name = escape(short(known[identity]), quote=False)
                target = f"{href.rstrip('#')}#{quote(anchor(identity, markup=False))}"
                sources.append(f'<a href="{target}">{name}</a>' if href else name)
        locator = escape(citation.locator, quote=False)
        named = ", ".join(filter(None, ("; ".join(sources) or "work not identified", locator)))
        lines.append(f"<p>{named}</p>")
        if citation.reference:
            words = escape(citation.reference, quote=False)
            lines.append(f'<p class="reference">As the text has it: {words}</p>')
        items.append(f'<li id="citation-{number}">' + "\n".join(lines) + "</li>")
    listed = "<ol>\n" + "\n".join(items) + "\n</ol>" if items else "<p>None.</p>"
    return _section("citations", "Citations", listed)


def _section(identity: str, heading: str, content: str) -> str:
    return (
        f'<section aria-labelledby="{identity}">\n<h2 id="{identity}">{heading}</h2>\n'
        f"{content}\n</section>"
    )


def anchor(identity: str, *, markup: bool = True) -> str:
    """The id of a work's entry on the page."""
    name = f"work-{identity}"
    return escape(name) if markup else name


def page(title: str, sections: Sequence[str]) -> Written:
    """A whole page, its words in English, whatever the document is in."""
    body = "\n".join(sections)
    return Written(
        f"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title, quote=False)}</title>
<style>
{_STYLE}</style>
</head>
<body>
<header>
<h1>{escape(title, quote=False)}</h1>
</header>
<main>
{body}
</main>
</body>
</html>
"""
    )
