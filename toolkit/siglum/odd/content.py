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
    MacroRef,
    Repeated,
    Sequence,
    TextNode,
    ValList,
)


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
        found = set(_reached(customization, spec.content, frozenset()))
        text[spec.ident] = "" in found
        contains[spec.ident] = found - {""}
    return {
        ident: Neighbours(
            tuple(sorted(inner)),
            tuple(sorted(outer for outer, held in contains.items() if ident in held)),
            text[ident],
        )
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
        case ElementRef(key):
            yield key
        case ClassRef(key, _, include, except_):
            for ident in _members(customization, key, seen):
                if (not include or ident in include) and ident not in except_:
                    yield ident
        case MacroRef(key) if key in customization.macros and key not in seen:
            yield from _reached(customization, customization.macros[key].content, seen | {key})
        case TextNode() | DataRef() | ValList():
            yield ""
        case AnyElement():
            yield from customization.elements
        case _:
            return


def _members(customization: Customization, key: str, seen: frozenset[str]) -> Iterator[str]:
    if key in seen:
        return
    for member in customization.members(key):
        if member in customization.elements:
            yield member
        else:
            yield from _members(customization, member, seen | {key})


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
        case ClassRef(key) | MacroRef(key):
            return f'<a href="#{escape(key)}">{escape(key)}</a>'
        case DataRef(key, name, facets):
            shown = f'<a href="#{escape(key)}">{escape(key)}</a>' if key else f"xsd:{escape(name)}"
            narrowed = " ".join(f"{escape(facet)} “{escape(value)}”" for facet, value in facets)
            return f"{shown} {{{narrowed}}}" if narrowed else shown
        case TextNode():
            return "text"
        case Empty():
            return "empty"
        case AnyElement():
            return "any element"
        case ValList(_, items):
            return "(" + " | ".join(f"“{escape(item.ident)}”" for item in items) + ")"


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
