"""The reference of a customization as one HTML page that needs no server and no network.

The ODD's own prose comes first, then every element, class, macro and datatype
(``siglum.odd.entries``), and the rules that belong to none of them. Beside it stands what is on the
page, and a field to search it. ``siglum.odd.pages`` writes the same as a page for each of them.
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

#: What comes before the content of a page.
HEAD = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>"""
SKIP = '<a class="skip" href="#main">To the text</a>'


def reference(customization: Customization, inheritance: Inheritance) -> str:
    """The page, a complete HTML document."""
    return Reference(customization, inheritance).page()


class Reference:
    """The parts of a reference, from which its page is made, or its pages.

    ``level`` is that of the headings of entries.
    """

    def __init__(
        self, customization: Customization, inheritance: Inheritance, level: int = 3
    ) -> None:
        self.customization = made = customization
        self.language = made.language
        idents = {*made.elements, *made.classes, *made.macros}
        self.prose = Prose(idents, made.elements)
        self.entries = Entries(customization, inheritance, self.prose, level)
        classes, macros = _sorted(made.classes.values()), _sorted(made.macros.values())
        #: What there is: identifier of a section → its title, and its specifications.
        self.parts: dict[str, tuple[str, list[Spec]]] = {
            ident: (title, [*specs])
            for ident, title, specs in (
                ("elements", "Elements", _sorted(made.elements.values())),
                ("model-classes", "Model classes", [c for c in classes if c.type == "model"]),
                (
                    "attribute-classes",
                    "Attribute classes",
                    [c for c in classes if c.type == "atts"],
                ),
                ("macros", "Macros", [macro for macro in macros if not macro.datatype]),
                ("datatypes", "Datatypes", [macro for macro in macros if macro.datatype]),
            )
            if specs
        }

    def page(self) -> str:
        """All on one page."""
        made = self.customization
        guide = self.prose.guide(made.guide)
        sections = "".join(
            part
            for ident, (title, specs) in self.parts.items()
            for part in self.section(ident, title, specs)
        )
        return "\n".join(
            (
                HEAD.format(language=escape(made.language), title=escape(made.title)),
                f"<style>\n{style()}</style></head><body>",
                SKIP,
                f"<header><h1>{escape(made.title)}</h1>{self.lead()}</header>",
                self.navigation(bool(guide)),
                '<main id="main">',
                f'<section id="guide">{guide}</section>' if guide else "",
                sections,
                self.rules(),
                "</main>",
                f"<script>\n{script()}</script></body></html>",
                "",
            )
        )

    def lead(self) -> str:
        """What the schema is for, what is in it, and how a document begins."""
        made = self.customization
        said = description(made.docs, self.language)
        counted = ", ".join(
            f"{len(specs)} {_many(title, len(specs))}" for title, specs in self.parts.values()
        )
        start = " or ".join(self.prose.link(ident) for ident in made.start)
        return (f"<p>{escape(said)}</p>" if said else "") + (
            f"<p>{counted}. A document begins with {start}.</p>"
        )

    def navigation(self, guide: bool) -> str:
        """The search, and links to all that is on the page."""
        parts = [SEARCH]
        if guide:
            parts.append(self.headings())
        for ident, (title, specs) in self.parts.items():
            if ident == "elements":
                inner = "".join(
                    f"<h3>{escape(module)}</h3>{self.links(found)}"
                    for module, found in by_module(specs)
                )
            else:
                inner = self.links(specs)
            parts.append(_list(ident, title, inner, opened=ident == "elements"))
        if self.customization.constraints:
            parts.append(RULES)
        return "".join((*parts, "</nav>"))

    def headings(self) -> str:
        """Links to the sections of the guide."""
        items = "".join(
            f'<li class="depth-{min(depth, 3)}"><a href="#{ident}">{escape(title)}</a></li>'
            for ident, title, depth in self.prose.headings
            if depth < 3
        )
        return _list("guide", "Guide", f"<ul>{items}</ul>" if items else "")

    def links(self, specs: Iterable[Spec]) -> str:
        """Links to specifications."""
        items = "".join(f"<li>{self.prose.link(spec.ident)}</li>" for spec in specs)
        return f'<ul class="names">{items}</ul>'

    def section(self, ident: str, title: str, specs: Iterable[Spec]) -> Iterator[str]:
        """The entries of one kind."""
        yield f'<section id="{ident}"><h2>{title}</h2>\n'
        for spec in specs:
            yield from self.entries.entry(spec)
        yield "</section>\n"

    def rules(self) -> str:
        """The rules of the schema as a whole; "" where there are none."""
        made = self.customization
        if not made.constraints:
            return ""
        inner = "".join(self.entries.rules(made.constraints, "schema-"))
        return f'<section id="rules"><h2>Rules of the schema</h2>{inner}</section>\n'


SEARCH = (
    '<nav aria-label="Contents"><div class="search" hidden>'
    '<label for="search">Find</label> <input id="search" type="search" '
    'autocomplete="off" spellcheck="false" aria-describedby="found">'
    '<p id="found" role="status"></p><ol id="results"></ol></div>'
)
RULES = '<p><a href="#rules">Rules of the schema</a></p>'


def style() -> str:
    """How pages look."""
    return resource("xslt", "odd", "reference.css").read_text(encoding="utf-8")


def script() -> str:
    """What makes pages searchable."""
    return resource("xslt", "odd", "reference.js").read_text(encoding="utf-8")


def by_module(specs: Iterable[Spec]) -> list[tuple[str, list[Spec]]]:
    """Specifications by the module that they belong to, modules in order of their names."""
    found: dict[str, list[Spec]] = {}
    for spec in specs:
        found.setdefault(spec.module or "no module", []).append(spec)
    return sorted(found.items())


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
