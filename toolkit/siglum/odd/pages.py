"""The reference of a large customization as many HTML pages, which need no server and no network.

A first page has the guide, the lists of all that there is, and the rules of the schema as a whole;
in a folder beside it, each element, class, macro and datatype has a page of its own. What each is
about stands in a script that pages load when they are searched, since a page that is opened from
a disk can read nothing else.

Everything is first written as if it stood on one page (``siglum.odd.reference``): links lead to
identifiers. Then, as it is known which page each identifier is on, they get their addresses.
"""

import json
import re
from collections.abc import Iterator
from functools import cached_property
from html import escape, unescape
from urllib.parse import quote

from siglum.odd.documentation import description, gloss
from siglum.odd.inheritance import Inheritance
from siglum.odd.model import Customization, ElementSpec, Spec
from siglum.odd.prose import place
from siglum.odd.reference import HEAD, RULES, SEARCH, SKIP, Reference, by_module, script, style

#: From how many characters on a reference is better read as pages.
LARGE = 3_000_000

_ID = re.compile(r'<[a-z][^<>]*\sid="([^"]*)"')
_LINK = re.compile(r'(<a\s[^<>]*?\bhref=")#([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
#: What would find everything: examples, and the names of all that may stand beside each other.
_COMMON = re.compile(r'<pre>.*?</pre>|<(span|dd) class="links">.*?</\1>', re.DOTALL)


def pages(customization: Customization, inheritance: Inheritance, name: str) -> dict[str, str]:
    """The files of the reference by their paths: ``name.html``, and those of its folder."""
    return _Pages(customization, inheritance, name).files()


def folder(name: str) -> str:
    """The folder of the pages beside the first one."""
    return f"{name}.reference"


class _Pages:
    def __init__(self, customization: Customization, inheritance: Inheritance, name: str) -> None:
        self.customization = made = customization
        self.name = name
        self.reference = Reference(customization, inheritance, level=1)
        self.guide = self.reference.prose.guide(made.guide)
        self.specs = [spec for _, specs in self.reference.parts.values() for spec in specs]
        self.paths = self._paths()
        self.articles = {
            spec.ident: "".join(self.reference.entries.entry(spec)) for spec in self.specs
        }
        #: Identifier of a part of a page → the file of the page.
        self.where = {
            ident: self.paths[spec.ident]
            for spec in self.specs
            for ident in _ID.findall(self.articles[spec.ident])
        }

    def files(self) -> dict[str, str]:
        inside = folder(self.name)
        found = {f"{self.name}.html": self.index()}
        for spec in self.specs:
            found[f"{inside}/{self.paths[spec.ident]}"] = self.page(spec)
        found[f"{inside}/reference.css"] = style()
        found[f"{inside}/reference.js"] = script()
        found[f"{inside}/search.js"] = self.search()
        return found

    def _paths(self) -> dict[str, str]:
        """The file of each specification; no two differ only in upper and lower case."""
        found: dict[str, str] = {}
        taken: set[str] = set()
        for spec in self.specs:
            stem = re.sub(r"[^\w.-]", "-", place(spec.ident, self.customization.elements))
            made, number = stem, 1
            while made.lower() in taken:
                number += 1
                made = f"{stem}-{number}"
            taken.add(made.lower())
            found[spec.ident] = f"{made}.html"
        return found

    # -- pages ----------------------------------------------------------------------------------

    def index(self) -> str:
        """The first page."""
        made = self.customization
        inside = quote(folder(self.name))
        lists = "".join(part for ident in self.reference.parts for part in self.listing(ident))
        text = "\n".join(
            (
                *self.opening(made.title, f"{inside}/"),
                f"<header><h1>{escape(made.title)}</h1>{self.reference.lead()}</header>",
                self.contents(),
                '<main id="main">',
                f'<section id="guide">{self.guide}</section>' if self.guide else "",
                lists,
                self.reference.rules(),
                "</main></body></html>",
                "",
            )
        )
        return self.settled(text, "", f"{inside}/")

    def page(self, spec: Spec) -> str:
        """The page of one specification."""
        title = f"<{spec.name}>" if isinstance(spec, ElementSpec) else spec.ident
        home = f'<p class="home"><a href="#top">{escape(self.customization.title)}</a></p>'
        text = "\n".join(
            (
                *self.opening(f"{title} — {self.customization.title}", ""),
                f"<header>{home}</header>",
                self.beside(spec),
                f'<main id="main">{self.articles[spec.ident]}</main></body></html>',
                "",
            )
        )
        return self.settled(text, self.paths[spec.ident], "")

    def opening(self, title: str, path: str) -> Iterator[str]:
        """All before the header of a page; ``path`` leads to the folder of the pages."""
        made = self.customization
        yield HEAD.format(language=escape(made.language), title=escape(title))
        yield f'<link rel="stylesheet" href="{path}reference.css">'
        yield f'<script src="{path}reference.js" defer></script></head>'
        yield f'<body data-pages="{path}">'
        yield SKIP

    def contents(self) -> str:
        """The search, and links to the parts of the first page."""
        parts = [SEARCH]
        if self.guide:
            parts.append(self.reference.headings())
        for ident, (title, specs) in self.reference.parts.items():
            parts.append(f'<p><a href="#{ident}">{title}</a></p>')
            if ident == "elements":
                items = "".join(
                    f'<li><a href="#{_module(module)}">{escape(module)}</a></li>'
                    for module, _ in by_module(specs)
                )
                parts.append(f'<ul class="names">{items}</ul>')
        if self.customization.constraints:
            parts.append(RULES)
        return "".join((*parts, "</nav>"))

    def listing(self, ident: str) -> Iterator[str]:
        """What there is of one kind, each with what it is for."""
        title, specs = self.reference.parts[ident]
        yield f'<section id="{ident}"><h2>{title}</h2>\n'
        if ident == "elements":
            for module, found in by_module(specs):
                yield f'<h3 id="{_module(module)}">{escape(module)}</h3>\n'
                yield from self.entries(found)
        else:
            yield from self.entries(specs)
        yield "</section>\n"

    def entries(self, specs: list[Spec]) -> Iterator[str]:
        yield '<dl class="list">'
        for spec in specs:
            said = self.said(spec)
            yield f"<dt>{self.reference.prose.link(spec.ident)}</dt><dd>{escape(said)}</dd>\n"
        yield "</dl>\n"

    def said(self, spec: Spec) -> str:
        """What a specification is for, in a line."""
        short = gloss(spec.docs, self.customization.language)
        return " — ".join(
            filter(None, (short, description(spec.docs, self.customization.language)))
        )

    def beside(self, spec: Spec) -> str:
        """The search, and links to what is of the same kind."""
        parts = [SEARCH]
        for ident, (title, specs) in self.reference.parts.items():
            parts.append(f'<p><a href="#{ident}">{title}</a></p>')
            if spec in specs:
                module = spec.module or "no module"
                links = self.reference.links(dict(by_module(specs))[module])
                shown = f"{title} of {escape(module)}"
                parts.append(f"<details><summary>{shown}</summary>{links}</details>")
        return "".join((*parts, "</nav>"))

    # -- links ----------------------------------------------------------------------------------

    def settled(self, text: str, here: str, path: str) -> str:
        """A page with the addresses of what it links to; ``here`` is its own file.

        ``path`` leads to the folder of the pages.
        """

        def address(match: re.Match[str]) -> str:
            opening, ident = match.groups()
            file = self.where.get(ident)
            if ident == "main" or file == here or (file is None and not here):
                return match[0]
            if file is None:
                up = f"../{quote(self.name)}.html"
                return f'{opening}{up}{"" if ident == "top" else f"#{ident}"}"'
            is_top = ident == self.tops[file]
            return f'{opening}{path}{quote(file)}{"" if is_top else f"#{ident}"}"'

        return _LINK.sub(address, text)

    @cached_property
    def tops(self) -> dict[str, str]:
        """For each file of a page, the identifier of its entry."""
        elements = self.customization.elements
        return {file: escape(place(ident, elements)) for ident, file in self.paths.items()}

    # -- search ---------------------------------------------------------------------------------

    def search(self) -> str:
        """What is searched: for each page its file, name, other names, purpose, and words."""
        found = []
        for spec in self.specs:
            article = self.articles[spec.ident]
            text = unescape(_TAG.sub(" ", _COMMON.sub(" ", article))).lower()
            shown = f"<{spec.name}>" if isinstance(spec, ElementSpec) else spec.ident
            name = f"{shown} {spec.ident}" if spec.ident != shown.strip("<>") else shown
            words = " ".join(dict.fromkeys(text.split()))
            found.append([quote(self.paths[spec.ident]), name, self.said(spec), words])
        lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in found)
        return f"window.siglumEntries = [\n{lines}\n];\n"


def _module(name: str) -> str:
    return "module-" + re.sub(r"[^\w.-]", "-", name)
