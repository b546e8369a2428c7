"""What a content model leads to: the elements that may stand in it, and whether text may."""

from collections.abc import Iterator

from siglum.odd.model import (
    Alternate,
    AnyElement,
    ClassRef,
    Content,
    Customization,
    ElementRef,
    InlineElement,
    MacroRef,
    PatternRef,
    Repeated,
    Sequence,
    TextNode,
    Tokens,
)

#: What stands for any element, and for text, among elements.
ANY, TEXT = "*", ""


def reachable(
    customization: Customization, content: Content, seen: frozenset[str]
) -> Iterator[str]:
    """The elements that a content model leads to; ``ANY`` and ``TEXT`` may be among them."""
    match content:
        case Sequence(items) | Alternate(items):
            for item in items:
                yield from reachable(customization, item, seen)
        case Repeated(item) | Tokens(item):
            yield from reachable(customization, item, seen)
        case TextNode():
            yield TEXT
        case ElementRef(key):
            yield key
        case ClassRef(key, _, include, except_):
            yield from elements_of(customization, key, include, except_, frozenset())
        case MacroRef(key) if key in customization.macros and key not in seen:
            macro = customization.macros[key].content
            if macro is not None:
                yield from reachable(customization, macro, seen | {key})
        case AnyElement():
            yield from _any(customization, content)
        case PatternRef():
            yield ANY
        case InlineElement(content=inner):
            yield from reachable(customization, inner, seen)
        case _:
            return


def _any(customization: Customization, content: AnyElement) -> Iterator[str]:
    """The elements of the schema that an ``anyElement`` takes in."""
    listed = customization.exceptions if content.except_ is None else content.except_
    for spec in customization.elements.values():
        namespace = customization.namespace_of(spec)
        if content.require and namespace not in content.require:
            continue
        if (namespace, "") not in listed and (namespace, spec.name) not in listed:
            yield spec.ident


def elements_of(
    customization: Customization,
    key: str,
    include: tuple[str, ...],
    except_: tuple[str, ...],
    seen: frozenset[str],
) -> Iterator[str]:
    """The elements of a class, those of its member classes too."""
    if key in seen:
        return
    for member in customization.members(key):
        if member in except_:
            continue
        if member in customization.elements:
            if not include or member in include:
                yield member
        else:
            rest = () if member in include else include
            yield from elements_of(customization, member, rest, except_, seen | {key})
