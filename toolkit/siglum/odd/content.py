"""What an element may contain and where it may stand, and a content model in a short notation.

The notation is that of the RELAX NG compact syntax: ``,`` in order, ``&`` in any order, ``|`` one
of, ``?`` ``*`` ``+`` how often.
"""

from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from siglum.odd.model import (
    UNBOUNDED,
    Alternate,
    AnyElement,
    ClassRef,
    Content,
    Customization,
    DataRef,
    ElementRef,
    Empty,
    Expand,
    InlineAttribute,
    InlineElement,
    MacroRef,
    Native,
    PatternRef,
    Repeated,
    Sequence,
    TextNode,
    Tokens,
    ValList,
)
from siglum.odd.reach import elements_of
from siglum.relaxng import syntax as rng


class Neighbours(NamedTuple):
    """What an element may contain and be contained by, by identifier; ``text``: text, too."""

    contains: tuple[str, ...]
    within: tuple[str, ...]
    text: bool


def neighbours(customization: Customization) -> dict[str, Neighbours]:
    """The neighbours of each element."""
    contains: dict[str, set[str]] = {}
    text: dict[str, bool] = {}
    for spec in customization.elements.values():
        found = set(_reached(customization, spec.content or Empty(), frozenset()))
        text[spec.ident] = "" in found
        contains[spec.ident] = found - {""}
    within: dict[str, list[str]] = {ident: [] for ident in contains}
    for outer in sorted(contains):
        for held in contains[outer]:
            if held in within:
                within[held].append(outer)
    return {
        ident: Neighbours(tuple(sorted(inner)), tuple(within[ident]), text[ident])
        for ident, inner in contains.items()
    }


def _reached(customization: Customization, content: Content, seen: frozenset[str]) -> Iterator[str]:
    """The elements that a content model leads to; the empty string stands for text."""
    match content:
        case Sequence(items) | Alternate(items):
            for item in items:
                yield from _reached(customization, item, seen)
        case Repeated(item):
            yield from _reached(customization, item, seen)
        case InlineElement(content=inner):
            yield from _reached(customization, inner, seen)
        case ElementRef(key):
            yield key
        case ClassRef(key, _, include, except_):
            yield from elements_of(customization, key, include, except_, seen)
        case MacroRef(key) if key in customization.macros and key not in seen:
            macro = customization.macros[key].content or Empty()
            yield from _reached(customization, macro, seen | {key})
        case TextNode() | DataRef() | ValList() | Tokens() | Native(rng.Value() | rng.Data()):
            yield ""
        case AnyElement():
            yield from customization.elements
        case _:
            return


def model_html(content: Content) -> str:
    """A content model in the compact notation, its names linked."""
    return _model(content, outer=True)


def _model(content: Content, *, outer: bool = False) -> str:
    match content:
        case Sequence(items, preserve_order):
            return _joined(items, ", " if preserve_order else " &amp; ", outer=outer)
        case Alternate(items):
            return _joined(items, " | ", outer=outer)
        case Repeated(item, least, most):
            return _model(item) + _times(least, most)
        case ElementRef(key):
            return f'<a href="#element-{escape(key)}">{escape(key)}</a>'
        case ClassRef(key, expand, include, except_):
            shown = f'<a href="#{escape(key)}">{escape(key)}</a>'
            notes = [] if expand is Expand.ALTERNATION else [f"as {expand}"]
            notes += [f"only {escape(' '.join(include))}"] if include else []
            notes += [f"but {escape(' '.join(except_))}"] if except_ else []
            return f"{shown} [{'; '.join(notes)}]" if notes else shown
        case MacroRef(key):
            return f'<a href="#{escape(key)}">{escape(key)}</a>'
        case Tokens(item):
            return f"list {{ {_model(item, outer=True)} }}"
        case InlineElement(name, inner):
            return f"element {_name(name)} {{ {_model(inner, outer=True)} }}"
        case InlineAttribute(name, inner):
            return f"attribute {_name(name)} {{ {_model(inner, outer=True)} }}"
        case PatternRef(name):
            return escape(name)
        case Native(rng.Value(value)):
            return f"“{escape(value)}”"
        case Native(rng.Data(type_)):
            return f"xsd:{escape(type_)}"
        case Native():
            return "notAllowed"
        case DataRef(key, name, facets):
            shown = f'<a href="#{escape(key)}">{escape(key)}</a>' if key else f"xsd:{escape(name)}"
            narrowed = " ".join(f"{escape(facet)} “{escape(value)}”" for facet, value in facets)
            return f"{shown} {{{narrowed}}}" if narrowed else shown
        case TextNode():
            return "text"
        case Empty():
            return "empty"
        case AnyElement(require, except_):
            where = f" of {escape(' '.join(require))}" if require else ""
            names = " ".join(f"{ns} {name}".strip() for ns, name in except_ or ())
            return f"any element{where}" + (f" but {escape(names)}" if names else "")
        case ValList(_, items):
            return "(" + " | ".join(f"“{escape(item.name)}”" for item in items) + ")"


def _joined(items: tuple[Content, ...], separator: str, *, outer: bool) -> str:
    if not items:
        return "empty"
    inner = separator.join(_model(item, outer=len(items) == 1 and outer) for item in items)
    return inner if outer or len(items) == 1 else f"({inner})"


def _times(least: int, most: int) -> str:
    match least, most:
        case 0, 1:
            return "?"
        case 0, -1:
            return "*"
        case 1, -1:
            return "+"
        case _:
            return f"{{{least},{'' if most == UNBOUNDED else most}}}"


def _name(name: rng.NameClass) -> str:
    match name:
        case rng.Name(_, local):
            return escape(local)
        case rng.NsName(ns):
            return f"any of {escape(ns)}"
        case _:
            return "any"
