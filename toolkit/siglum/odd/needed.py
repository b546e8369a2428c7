"""Leaving out classes, macros and datatypes of the sources that nothing uses.

A model class is used where a content model refers to it or a used class holds it, an attribute
class where an element is a member of it or refers to it, or a used class is. What the
customization itself defines stays.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from siglum.odd.leaves import leaves
from siglum.odd.model import (
    AttributeGroup,
    AttributeItem,
    AttributeRef,
    ClassRef,
    ClassSpec,
    Content,
    Customization,
    DataRef,
    MacroRef,
    MacroSpec,
    PatternRef,
    Spec,
)
from siglum.relaxng import syntax as rng


def needed(customization: Customization) -> Customization:
    """The customization without what nothing uses."""
    classes, macros = customization.classes, customization.macros
    waiting: list[str] = [spec.ident for spec in classes.values() if spec.own]
    waiting += [spec.ident for spec in macros.values() if spec.own]
    for element in customization.elements.values():
        waiting += _used(element, customization)
    waiting += [
        name.removeprefix(customization.prefix).partition(".attribute")[0]
        for name in _named(customization.components)
    ]
    seen: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key in seen:
            continue
        seen.add(key)
        spec: Spec | None = classes.get(key) or macros.get(key)
        if spec is not None:
            waiting += _used(spec, customization)
            if isinstance(spec, ClassSpec) and spec.type == "model":
                waiting += [k for k in customization.members(key) if k in classes]
    elements = {
        ident: replace(
            spec, members=tuple(m for m in spec.members or () if _stays(m.key, seen, classes))
        )
        if any(not _stays(m.key, seen, classes) for m in spec.members or ())
        else spec
        for ident, spec in customization.elements.items()
    }
    kept = {
        ident: replace(spec, members=tuple(m for m in spec.members or () if m.key in seen))
        for ident, spec in classes.items()
        if ident in seen
    }
    return replace(
        customization,
        elements=elements,
        classes=kept,
        macros={ident: spec for ident, spec in macros.items() if ident in seen},
    )


def _stays(key: str, seen: set[str], classes: Mapping[str, object]) -> bool:
    return key in seen or key not in classes


def _used(spec: Spec, customization: Customization) -> Iterator[str]:
    if isinstance(spec, MacroSpec):
        if spec.content is not None:
            yield from references(spec.content)
        return
    for key in spec.classes:
        class_ = customization.classes.get(key)
        if class_ is not None and class_.type == "atts":
            yield key
    content = getattr(spec, "content", None)
    if content is not None:
        yield from references(content)
    yield from _attributes(spec.attributes)


def _attributes(items: tuple[AttributeItem, ...]) -> Iterator[str]:
    for item in items:
        match item:
            case AttributeRef(class_):
                yield class_
            case AttributeGroup(inner):
                yield from _attributes(inner)
            case _:
                if item.datatype is not None:
                    yield from references(item.datatype)


def references(content: Content) -> Iterator[str]:
    """The classes, macros and datatypes that a content model names."""
    for leaf in leaves(content):
        match leaf:
            case ClassRef(key) | MacroRef(key):
                yield key
            case DataRef(key) if key:
                yield key
            case PatternRef(name):
                yield name.partition(".attribute")[0]
            case _:
                pass


def _named(node: object) -> Iterator[str]:
    """The names that RELAX NG refers to or defines."""
    match node:
        case tuple():
            for item in node:
                yield from _named(item)
        case rng.Define(name, items):
            yield name
            yield from _named(items)
        case rng.Div(components):
            yield from _named(components)
        case rng.Ref(name):
            yield name
        case rng.Attribute(item=item) if item is not None:
            yield from _named(item)
        case (
            rng.Element(items=items)
            | rng.Group(items)
            | rng.Interleave(items)
            | rng.Choice(items)
            | rng.Optional(items)
            | rng.ZeroOrMore(items)
            | rng.OneOrMore(items)
            | rng.List(items)
            | rng.Mixed(items)
        ):
            yield from _named(items)
        case _:
            return
