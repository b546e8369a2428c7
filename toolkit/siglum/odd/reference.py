"""The reference of a customization: one HTML page that needs no server and no network.

The ODD's guide prose comes first, then every element with its description, attributes (its own and
the inherited), content, neighbours, rules and examples, then classes, macros and datatypes.
"""

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

from siglum.odd.content import Neighbours, model_html, neighbours
from siglum.odd.examples import code, prose
from siglum.odd.model import (
    Attribute,
    ClassSpec,
    Constraint,
    Customization,
    DataRef,
    ElementSpec,
    MacroSpec,
    attributes_of,
)
from siglum.resources import resource

if TYPE_CHECKING:
    from lxml import etree


def reference(customization: Customization) -> str:
    """The page, a complete HTML document."""
    near = neighbours(customization)
    style = resource("xslt", "odd", "reference.css").read_text(encoding="utf-8")
    script = resource("xslt", "odd", "reference.js").read_text(encoding="utf-8")
    elements = list(customization.elements.values())
    rules = [c for spec in elements for c in spec.constraints]
    body = [
        f"<header><h1>{escape(customization.title)}</h1>",
        _paragraph(customization.description),
        f"<p>{len(elements)} elements, {len(customization.classes)} classes, "
        f"{len(customization.macros)} macros and datatypes, {len(rules)} rules. ",
        "Start: " + ", ".join(_element_link(ident) for ident in customization.start) + ".</p>",
        "</header>",
        _navigation(customization),
        "<main>",
        *_guide(customization.guide),
        '<section id="elements"><h2>Elements</h2>',
        *(part for spec in elements for part in _element(customization, spec, near)),
        "</section>",
        '<section id="classes"><h2>Classes</h2>',
        *(part for spec in customization.classes.values() for part in _class(customization, spec)),
        "</section>",
        '<section id="macros"><h2>Macros and datatypes</h2>',
        *(part for macro in customization.macros.values() for part in _macro(macro)),
        "</section></main>",
    ]
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{escape(customization.language)}"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{escape(customization.title)}</title>",
            f"<style>\n{style}</style></head><body>",
            *filter(None, body),
            f"<script>\n{script}</script></body></html>",
            "",
        ]
    )


def _navigation(customization: Customization) -> str:
    by_module: dict[str, list[str]] = {}
    for spec in customization.elements.values():
        by_module.setdefault(spec.module or "no module", []).append(spec.ident)
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
        f'<a href="#macros">Macros and datatypes</a></p><details open><summary>By module</summary>'
        f"{lists}</details></nav>"
    )


def _guide(parts: "Iterable[etree._Element]") -> Iterator[str]:
    written = [prose(part) for part in parts]
    if any(written):
        yield '<section id="guide">'
        yield from filter(None, written)
        yield "</section>"


def _element(
    customization: Customization, spec: ElementSpec, near: dict[str, Neighbours]
) -> Iterator[str]:
    around = near[spec.ident]
    yield f'<article id="element-{escape(spec.ident)}" data-find="{escape(spec.ident.lower())}">'
    yield f"<h3><code>&lt;{escape(spec.name)}&gt;</code></h3>"
    yield _paragraph(spec.description)
    for remark in spec.prose.remarks:
        yield prose(remark)
    yield "<dl>"
    if spec.module:
        yield f"<dt>Module</dt><dd>{escape(spec.module)}</dd>"
    if spec.classes:
        links = ", ".join(_class_link(customization, key) for key in spec.classes)
        yield f"<dt>Member of</dt><dd>{links}</dd>"
    yield f"<dt>May contain</dt><dd>{_names(around.contains, around.text)}</dd>"
    yield f"<dt>Contained by</dt><dd>{_names(around.within, False)}</dd>"
    yield f'<dt>Content</dt><dd class="model">{model_html(spec.content)}</dd>'
    yield "</dl>"
    yield from _attribute_table(customization, spec)
    yield from _rules(spec.constraints)
    for example in spec.prose.examples:
        yield code(example)
    yield "</article>"


def _names(idents: tuple[str, ...], text: bool) -> str:
    links = ", ".join(f'<a href="#element-{escape(ident)}">{escape(ident)}</a>' for ident in idents)
    words = ["text"] if text else []
    return ", ".join([*words, *([links] if links else [])]) or "nothing"


def _attribute_table(customization: Customization, spec: ElementSpec) -> Iterator[str]:
    rows = [_attribute_row(attribute, "") for attribute in attributes_of(spec.attributes)]
    changed = {a.ident for a in attributes_of(spec.attributes)} | spec.deleted
    for key, attribute in inherited(customization, spec.classes):
        if attribute.ident not in changed:
            changed.add(attribute.ident)
            rows.append(_attribute_row(attribute, _class_link(customization, key)))
    if rows:
        yield (
            '<div class="table"><table><caption>Attributes</caption><thead><tr>'
            '<th scope="col">Name</th><th scope="col">What it says</th>'
            '<th scope="col">Value</th><th scope="col">From</th></tr></thead><tbody>'
        )
        yield from rows
        yield "</tbody></table></div>"


def inherited(
    customization: Customization, keys: tuple[str, ...], seen: frozenset[str] = frozenset()
) -> Iterator[tuple[str, Attribute]]:
    """The attributes that classes give, nearest class first, each with its class."""
    for key in keys:
        spec = customization.classes.get(key)
        if spec is None or spec.type != "atts" or key in seen:
            continue
        for attribute in attributes_of(spec.attributes):
            yield key, attribute
        yield from inherited(customization, spec.classes, seen | {key})


def _attribute_row(attribute: Attribute, origin: str) -> str:
    required = ' <strong class="required">required</strong>' if attribute.usage == "req" else ""
    return (
        f'<tr><th scope="row"><code>{escape(attribute.name)}</code>{required}</th>'
        f"<td>{escape(attribute.description)}</td><td>{_value(attribute)}</td>"
        f"<td>{origin}</td></tr>"
    )


def _value(attribute: Attribute) -> str:
    match attribute.datatype:
        case DataRef(key=key, name=name):
            kind = f'<a href="#{escape(key)}">{escape(key)}</a>' if key else escape(name)
        case _:
            kind = model_html(attribute.datatype)
    many = "" if attribute.most == 1 else ", one or more" if attribute.least else ", any number"
    if attribute.values is None or not attribute.values.items:
        return kind + many
    items = "".join(
        f"<dt><code>{escape(item.ident)}</code></dt><dd>{escape(item.description)}</dd>"
        for item in attribute.values.items
    )
    lead = "one of" if attribute.values.type == "closed" else f"{kind}{many}, such as"
    return f'{lead}<dl class="values">{items}</dl>'


def _rules(constraints: tuple[Constraint, ...]) -> Iterator[str]:
    if constraints:
        yield "<h4>Rules</h4><ul>"
        for constraint in constraints:
            yield (
                f'<li id="rule-{escape(constraint.ident)}"><code>{escape(constraint.ident)}</code> '
                f"{escape(constraint.description)}</li>"
            )
        yield "</ul>"


def _class(customization: Customization, spec: ClassSpec) -> Iterator[str]:
    yield f'<article id="{escape(spec.ident)}" data-find="{escape(spec.ident.lower())}">'
    yield f"<h3><code>{escape(spec.ident)}</code></h3>"
    yield _paragraph(spec.description)
    yield "<dl>"
    if spec.classes:
        links = ", ".join(_class_link(customization, key) for key in spec.classes)
        yield f"<dt>Member of</dt><dd>{links}</dd>"
    members = ", ".join(
        _element_link(ident)
        if ident in customization.elements
        else _class_link(customization, ident)
        for ident in customization.members(spec.ident)
    )
    yield f"<dt>Members</dt><dd>{members or 'none'}</dd></dl>"
    rows = [_attribute_row(attribute, "") for attribute in attributes_of(spec.attributes)]
    if rows:
        yield (
            '<div class="table"><table><caption>Attributes</caption><thead><tr>'
            '<th scope="col">Name</th><th scope="col">What it says</th>'
            '<th scope="col">Value</th><th scope="col"><span class="quiet">From</span></th>'
            "</tr></thead><tbody>"
        )
        yield from rows
        yield "</tbody></table></div>"
    yield from _rules(spec.constraints)
    yield "</article>"


def _macro(macro: MacroSpec) -> Iterator[str]:
    yield f'<article id="{escape(macro.ident)}" data-find="{escape(macro.ident.lower())}">'
    yield f"<h3><code>{escape(macro.ident)}</code></h3>"
    yield _paragraph(macro.description)
    yield f'<p class="model">{model_html(macro.content)}</p></article>'


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>" if text else ""


def _element_link(ident: str) -> str:
    return f'<a href="#element-{escape(ident)}"><code>{escape(ident)}</code></a>'


def _class_link(customization: Customization, ident: str) -> str:
    if ident not in customization.classes:
        return f"<code>{escape(ident)}</code>"
    return f'<a href="#{escape(ident)}"><code>{escape(ident)}</code></a>'
