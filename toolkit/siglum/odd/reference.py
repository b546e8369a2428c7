"""The reference of a customization: one HTML page that needs no server and no network.

The ODD's own prose comes first, then every element, class, macro and datatype
(``siglum.odd.entries``), and the rules that belong to none of them. Beside it stands what is on the
page, and a field to search it.
"""

from collections.abc import Iterable, Iterator
from html import escape
from typing import TypeVar

from siglum.odd.documentation import description
from siglum.odd.entries import Entries
from siglum.odd.inheritance import Inheritance
from siglum.odd.model import ClassSpec, Customization, ElementSpec, MacroSpec, Spec
from siglum.odd.prose import Prose
from siglum.resources import resource

_Kind = TypeVar("_Kind", ElementSpec, ClassSpec, MacroSpec)


def reference(customization: Customization, inheritance: Inheritance) -> str:
    """The page, a complete HTML document."""
    return _Page(customization, inheritance).text()


class _Page:
    def __init__(self, customization: Customization, inheritance: Inheritance) -> None:
        self.customization = made = customization
        self.language = made.language
        idents = {*made.elements, *made.classes, *made.macros}
        self.prose = Prose(idents, made.elements)
        self.entries = Entries(customization, inheritance, self.prose)
        classes, macros = _sorted(made.classes.values()), _sorted(made.macros.values())
        #: What is on the page: identifier of a section → its title, and its specifications.
        self.parts: dict[str, tuple[str, list[Spec]]] = {
            "elements": ("Elements", [*_sorted(made.elements.values())]),
            "model-classes": ("Model classes", [c for c in classes if c.type == "model"]),
            "attribute-classes": ("Attribute classes", [c for c in classes if c.type == "atts"]),
            "macros": ("Macros", [macro for macro in macros if not macro.datatype]),
            "datatypes": ("Datatypes", [macro for macro in macros if macro.datatype]),
        }

    def text(self) -> str:
        made = self.customization
        style = resource("xslt", "odd", "reference.css").read_text(encoding="utf-8")
        script = resource("xslt", "odd", "reference.js").read_text(encoding="utf-8")
        guide = self.prose.guide(made.guide)
        sections = "".join(
            part
            for ident, (title, specs) in self.parts.items()
            if specs
            for part in self.section(ident, title, specs)
        )
        rules = "".join(self.rules())
        return "\n".join(
            (
                "<!DOCTYPE html>",
                f'<html lang="{escape(made.language)}"><head><meta charset="utf-8">',
                '<meta name="viewport" content="width=device-width, initial-scale=1">',
                '<meta name="color-scheme" content="light dark">',
                f"<title>{escape(made.title)}</title>",
                f"<style>\n{style}</style></head><body>",
                '<a class="skip" href="#main">To the text</a>',
                f"<header><h1>{escape(made.title)}</h1>{self.lead()}</header>",
                self.navigation(bool(guide)),
                '<main id="main">',
                f'<section id="guide">{guide}</section>' if guide else "",
                sections,
                rules,
                "</main>",
                f"<script>\n{script}</script></body></html>",
                "",
            )
        )

    def lead(self) -> str:
        made = self.customization
        said = description(made.docs, self.language)
        counted = ", ".join(
            f"{len(specs)} {_many(title, len(specs))}"
            for title, specs in self.parts.values()
            if specs
        )
        start = " or ".join(self.prose.link(ident) for ident in made.start)
        return (f"<p>{escape(said)}</p>" if said else "") + (
            f"<p>{counted}. A document begins with {start}.</p>"
        )

    def navigation(self, guide: bool) -> str:
        parts = [
            '<nav aria-label="Contents"><div class="search" hidden>'
            '<label for="search">Find</label> <input id="search" type="search" '
            'autocomplete="off" spellcheck="false" aria-describedby="found">'
            '<p id="found" role="status"></p><ol id="results"></ol></div>'
        ]
        if guide:
            items = "".join(
                f'<li class="depth-{min(depth, 3)}"><a href="#{escape(ident)}">'
                f"{escape(title)}</a></li>"
                for ident, title, depth in self.prose.headings
                if depth < 3
            )
            parts.append(_list("guide", "Guide", f"<ul>{items}</ul>" if items else ""))
        for ident, (title, specs) in self.parts.items():
            if not specs:
                continue
            if ident == "elements":
                by_module: dict[str, list[Spec]] = {}
                for spec in specs:
                    by_module.setdefault(spec.module or "no module", []).append(spec)
                inner = "".join(
                    f"<h3>{escape(module)}</h3>{self.links(found)}"
                    for module, found in sorted(by_module.items())
                )
            else:
                inner = self.links(specs)
            parts.append(_list(ident, title, inner, opened=ident == "elements"))
        if self.customization.constraints:
            parts.append('<p><a href="#rules">Rules of the schema</a></p>')
        return "".join((*parts, "</nav>"))

    def links(self, specs: Iterable[Spec]) -> str:
        items = "".join(f"<li>{self.prose.link(spec.ident)}</li>" for spec in specs)
        return f'<ul class="names">{items}</ul>'

    def section(self, ident: str, title: str, specs: Iterable[Spec]) -> Iterator[str]:
        yield f'<section id="{ident}"><h2>{title}</h2>\n'
        for spec in specs:
            yield from self.entries.entry(spec)
        yield "</section>\n"

    def rules(self) -> Iterator[str]:
        made = self.customization
        if made.constraints:
            yield '<section id="rules"><h2>Rules of the schema</h2>'
            yield from self.entries.rules(made.constraints, "schema-")
            yield "</section>\n"


def _sorted(specs: Iterable[_Kind]) -> list[_Kind]:
    return sorted(specs, key=lambda spec: (spec.ident.lower(), spec.ident))


def _many(title: str, count: int) -> str:
    word = title.lower()
    return word if count != 1 else word.removesuffix("es") if "class" in word else word[:-1]


def _list(ident: str, title: str, inner: str, *, opened: bool = False) -> str:
    if not inner:
        return f'<p><a href="#{ident}">{title}</a></p>'
    state = " open" if opened else ""
    whole = "The whole guide" if ident == "guide" else f"All {title.lower()}"
    link = f'<p><a href="#{ident}">{whole}</a></p>'  # no link stands in what folds
    return f"<details{state}><summary>{title}</summary>{link}{inner}</details>"
