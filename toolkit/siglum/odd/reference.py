"""The reference of a customization: one HTML page that needs no server and no network.

The ODD's guide prose comes first, then every element with its description, attributes (its own and
the inherited), content, neighbours, rules and examples, then classes, macros and datatypes.
"""

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

from siglum.odd.content import Neighbours, model_html, neighbours
from siglum.odd.documentation import choose, description, gloss
from siglum.odd.examples import code, prose
from siglum.odd.inheritance import Inheritance, flat
from siglum.odd.model import (
    Attribute,
    ClassSpec,
    Constraint,
    Customization,
    DataRef,
    Documentation,
    ElementSpec,
    Empty,
    MacroSpec,
)
from siglum.odd.reading import text_of
from siglum.resources import resource

if TYPE_CHECKING:
    from lxml import etree


def reference(customization: Customization, inheritance: Inheritance) -> str:
    """The page, a complete HTML document."""
    return _Page(customization, inheritance).text()


class _Page:
    def __init__(self, customization: Customization, inheritance: Inheritance) -> None:
        self.customization = customization
        self.inheritance = inheritance
        self.language = customization.language
        self.modules = {i: spec.module for i, spec in customization.elements.items()}

    def text(self) -> str:
        made = self.customization
        near = neighbours(made)
        style = resource("xslt", "odd", "reference.css").read_text(encoding="utf-8")
        script = resource("xslt", "odd", "reference.js").read_text(encoding="utf-8")
        elements = [made.elements[ident] for ident in sorted(made.elements)]
        classes = [made.classes[ident] for ident in sorted(made.classes)]
        macros = [made.macros[ident] for ident in sorted(made.macros)]
        ruled: list[ElementSpec | ClassSpec] = [*elements, *classes]
        rules = [c for spec in ruled for c in spec.constraints]
        body = [
            f"<header><h1>{escape(made.title)}</h1>",
            _paragraph(description(made.docs, self.language)),
            f"<p>{len(elements)} elements, {len(classes)} classes, "
            f"{len(macros)} macros and datatypes, {len(rules) + len(made.constraints)} rules. ",
            "Start: " + ", ".join(_element_link(ident) for ident in made.start) + ".</p>",
            "</header>",
            self.navigation(),
            "<main>",
            *_guide(made.guide),
            '<section id="elements"><h2>Elements</h2>',
            *(part for spec in elements for part in self.element(spec, near)),
            "</section>",
            '<section id="classes"><h2>Classes</h2>',
            *(part for spec in classes for part in self.class_(spec)),
            "</section>",
            '<section id="macros"><h2>Macros and datatypes</h2>',
            *(part for macro in macros for part in self.macro(macro)),
            "</section>",
            *self.schema_rules(),
            "</main>",
        ]
        return "\n".join(
            [
                "<!DOCTYPE html>",
                f'<html lang="{escape(made.language)}"><head><meta charset="utf-8">',
                '<meta name="viewport" content="width=device-width, initial-scale=1">',
                '<meta name="color-scheme" content="light dark">',
                f"<title>{escape(made.title)}</title>",
                f"<style>\n{style}</style></head><body>",
                *filter(None, body),
                f"<script>\n{script}</script></body></html>",
                "",
            ]
        )

    def navigation(self) -> str:
        by_module: dict[str, list[str]] = {}
        for ident in sorted(self.modules):
            by_module.setdefault(self.modules[ident] or "no module", []).append(ident)
        lists = "".join(
            f"<h3>{escape(module)}</h3><ul>"
            + "".join(f"<li>{_element_link(ident)}</li>" for ident in idents)
            + "</ul>"
            for module, idents in sorted(by_module.items())
        )
        return (
            '<nav aria-label="Elements"><p class="search" hidden><label for="search">Find</label> '
            '<input id="search" type="search" autocomplete="off" '
            'aria-describedby="found"><span id="found" role="status"></span></p>'
            '<p><a href="#elements">Elements</a> · <a href="#classes">Classes</a> · '
            '<a href="#macros">Macros and datatypes</a></p>'
            f"<details open><summary>By module</summary>{lists}</details></nav>"
        )

    def element(self, spec: ElementSpec, near: dict[str, Neighbours]) -> Iterator[str]:
        around = near[spec.ident]
        yield f'<article id="element-{escape(spec.ident)}" data-find="{self.find(spec)}">'
        yield f"<h3><code>&lt;{escape(spec.name)}&gt;</code></h3>"
        yield from self.described(spec.docs)
        yield "<dl>"
        if spec.module:
            yield f"<dt>Module</dt><dd>{escape(spec.module)}</dd>"
        namespace = self.customization.namespace_of(spec)
        if namespace != self.customization.namespace:
            yield f"<dt>Namespace</dt><dd><code>{escape(namespace)}</code></dd>"
        if spec.classes:
            links = ", ".join(self.class_link(key) for key in spec.classes)
            yield f"<dt>Member of</dt><dd>{links}</dd>"
        yield f"<dt>May contain</dt><dd>{self.names(around.contains, around.text)}</dd>"
        yield f"<dt>Contained by</dt><dd>{self.names(around.within, False)}</dd>"
        yield f'<dt>Content</dt><dd class="model">{model_html(spec.content or Empty())}</dd>'
        yield "</dl>"
        rows = [
            self.attribute(given.attribute, self.class_link(given.origin) if given.origin else "")
            for given in sorted(
                flat(self.inheritance.of_element(spec)), key=lambda given: bool(given.origin)
            )
        ]
        yield from _table(rows)
        constraints = [
            *spec.constraints,
            *(
                constraint
                for given in flat(self.inheritance.of_element(spec))
                if not given.origin or given.changed
                for constraint in given.attribute.constraints
            ),
        ]
        yield from self.rules(tuple(constraints), f"{spec.ident}-")
        yield from self.examples(spec.docs)
        yield "</article>"

    def find(self, spec: ElementSpec | ClassSpec | MacroSpec) -> str:
        words = [spec.ident, gloss(spec.docs, self.language)]
        if isinstance(spec, ElementSpec) and spec.name != spec.ident:
            words.append(spec.name)
        return escape(" ".join(filter(None, words)).lower())

    def described(self, docs: Documentation) -> Iterator[str]:
        short, long = gloss(docs, self.language), description(docs, self.language)
        yield _paragraph(" ".join(filter(None, (f"({short})" if short else "", long))))
        for remark in choose(docs.remarks, self.language):
            yield prose(remark)

    def examples(self, docs: Documentation) -> Iterator[str]:
        for example in choose(docs.examples, self.language):
            yield code(example)

    def names(self, idents: tuple[str, ...], text: bool) -> str:
        """Elements by module, where there are several modules."""
        by_module: dict[str, list[str]] = {}
        for ident in idents:
            link = f'<a href="#element-{escape(ident)}">{escape(ident)}</a>'
            by_module.setdefault(self.modules.get(ident, ""), []).append(link)
        if len(by_module) < 2:
            links = ", ".join(link for found in by_module.values() for link in found)
            words = ["text"] if text else []
            return ", ".join([*words, *([links] if links else [])]) or "nothing"
        lines = [
            f'<span class="module">{escape(module or "no module")}:</span> {", ".join(links)}'
            for module, links in sorted(by_module.items())
        ]
        return "<br>".join([*(["text"] if text else []), *lines])

    def attribute(self, attribute: Attribute, origin: str) -> str:
        strong = ' <strong class="required">required</strong>'
        required = strong if attribute.usage == "req" else ""
        short = gloss(attribute.docs, self.language)
        long = description(attribute.docs, self.language)
        text = " ".join(filter(None, (f"({short})" if short else "", long)))
        default = (
            f" Default: <code>{escape(attribute.default)}</code>." if attribute.default else ""
        )
        prefix = "xml:" if attribute.namespace.endswith("/XML/1998/namespace") else ""
        return (
            f'<tr><th scope="row"><code>{prefix}{escape(attribute.name)}</code>{required}</th>'
            f"<td>{escape(text)}{default}</td><td>{self.value(attribute)}</td>"
            f"<td>{origin}</td></tr>"
        )

    def value(self, attribute: Attribute) -> str:
        match attribute.datatype:
            case None:
                kind = "text"
            case DataRef(key=key, name=name, facets=()):
                known = key in self.customization.macros
                link = f'<a href="#{escape(key)}">{escape(key)}</a>' if known else escape(key)
                kind = link if key else escape(name)
            case datatype:
                kind = model_html(datatype)
        many = "" if attribute.most == 1 else ", one or more" if attribute.least else ", any number"
        if attribute.values is None or not attribute.values.items:
            return kind + many
        items = "".join(
            f"<dt><code>{escape(item.name)}</code></dt><dd>{escape(self.meaning(item.docs))}</dd>"
            for item in attribute.values.items
        )
        lead = "one of" if attribute.values.type == "closed" else f"{kind}{many}, such as"
        return f'{lead}<dl class="values">{items}</dl>'

    def meaning(self, docs: Documentation) -> str:
        short, long = gloss(docs, self.language), description(docs, self.language)
        return " ".join(filter(None, (f"({short})" if short and long else short, long)))

    def rules(self, constraints: tuple[Constraint, ...], owner: str) -> Iterator[str]:
        if constraints:
            yield "<h4>Rules</h4><ul>"
            for constraint in constraints:
                text = description(constraint.docs, self.language) or _messages(constraint)
                ident = escape(constraint.ident)
                place = f"rule-{escape(owner)}{ident}"
                yield f'<li id="{place}"><code>{ident}</code> {escape(text)}</li>'
            yield "</ul>"

    def schema_rules(self) -> Iterator[str]:
        if self.customization.constraints:
            yield '<section id="rules"><h2>Rules of the schema</h2>'
            yield from self.rules(self.customization.constraints, "schema-")
            yield "</section>"

    def class_(self, spec: ClassSpec) -> Iterator[str]:
        yield f'<article id="{escape(spec.ident)}" data-find="{self.find(spec)}">'
        yield f"<h3><code>{escape(spec.ident)}</code></h3>"
        yield from self.described(spec.docs)
        yield "<dl>"
        if spec.classes:
            links = ", ".join(self.class_link(key) for key in spec.classes)
            yield f"<dt>Member of</dt><dd>{links}</dd>"
        members = ", ".join(
            _element_link(ident) if ident in self.modules else self.class_link(ident)
            for ident in sorted(self.customization.members(spec.ident))
        )
        yield f"<dt>Members</dt><dd>{members or 'none'}</dd></dl>"
        rows = [
            self.attribute(given.attribute, "")
            for given in flat(self.inheritance.of_class(spec.ident))
            if given.origin == spec.ident
        ]
        yield from _table(rows)
        constraints = [
            *spec.constraints,
            *(
                constraint
                for given in flat(self.inheritance.of_class(spec.ident))
                if given.origin == spec.ident
                for constraint in given.attribute.constraints
            ),
        ]
        yield from self.rules(tuple(constraints), f"{spec.ident}-")
        yield from self.examples(spec.docs)
        yield "</article>"

    def macro(self, macro: MacroSpec) -> Iterator[str]:
        yield f'<article id="{escape(macro.ident)}" data-find="{self.find(macro)}">'
        yield f"<h3><code>{escape(macro.ident)}</code></h3>"
        yield from self.described(macro.docs)
        yield f'<p class="model">{model_html(macro.content or Empty())}</p></article>'

    def class_link(self, ident: str) -> str:
        if ident not in self.customization.classes:
            return f"<code>{escape(ident)}</code>"
        return f'<a href="#{escape(ident)}"><code>{escape(ident)}</code></a>'


def _guide(parts: "Iterable[etree._Element]") -> Iterator[str]:
    written = [prose(part) for part in parts]
    if any(written):
        yield '<section id="guide">'
        yield from filter(None, written)
        yield "</section>"


def _table(rows: list[str]) -> Iterator[str]:
    if rows:
        yield (
            '<div class="table"><table><caption>Attributes</caption><thead><tr>'
            '<th scope="col">Name</th><th scope="col">What it says</th>'
            '<th scope="col">Value</th><th scope="col">From</th></tr></thead><tbody>'
        )
        yield from rows
        yield "</tbody></table></div>"


def _messages(constraint: Constraint) -> str:
    """The messages of a constraint that has no description of its own."""
    schematron = "{http://purl.oclc.org/dsdl/schematron}"
    return " ".join(
        text_of(part)
        for node in constraint.nodes
        for part in node.iter(f"{schematron}assert", f"{schematron}report")
    )


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>" if text else ""


def _element_link(ident: str) -> str:
    return f'<a href="#element-{escape(ident)}"><code>{escape(ident)}</code></a>'
