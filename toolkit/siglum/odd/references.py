"""Checking that a customization is whole: whatever it refers to is in it."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from siglum.findings import Finding, Location, finding
from siglum.odd.model import (
    Alternate,
    ClassRef,
    ClassSpec,
    Content,
    Customization,
    DataRef,
    ElementRef,
    ElementSpec,
    MacroRef,
    Repeated,
    Sequence,
    attributes_of,
)


def check(customization: Customization) -> Iterator[Finding]:
    """A finding for each reference to an element, class or macro that is not there."""
    for ident in customization.start:
        if ident not in customization.elements:
            yield _unknown(customization, "element", ident, customization.elements, None)
    specs: list[ElementSpec | ClassSpec] = [
        *customization.elements.values(),
        *customization.classes.values(),
    ]
    for spec in specs:
        for key in spec.classes:
            if key not in customization.classes:
                yield _unknown(customization, "class", key, customization.classes, spec.at)
        for attribute in attributes_of(spec.attributes):
            yield from _content(customization, attribute.datatype)
    for element in customization.elements.values():
        yield from _content(customization, element.content)
    for macro in customization.macros.values():
        yield from _content(customization, macro.content)


def _content(customization: Customization, content: Content) -> Iterator[Finding]:
    match content:
        case Sequence(items) | Alternate(items):
            for item in items:
                yield from _content(customization, item)
        case Repeated(item):
            yield from _content(customization, item)
        case ElementRef(key, at) if key not in customization.elements:
            yield _unknown(customization, "element", key, customization.elements, at)
        case ClassRef(key, at=at) if key not in customization.classes:
            yield _unknown(customization, "class", key, customization.classes, at)
        case MacroRef(key, at) if key not in customization.macros:
            yield _unknown(customization, "macro", key, customization.macros, at)
        case DataRef(key, at=at) if key and key not in customization.macros:
            yield _unknown(customization, "datatype", key, customization.macros, at)
        case _:
            return


def _unknown(
    customization: Customization,
    kind: str,
    ident: str,
    known: Iterable[str],
    at: Location | None,
) -> Finding:
    near = get_close_matches(ident, list(known), 1)
    return finding(
        "odd-unknown-reference",
        at or customization.at,
        kind=kind,
        ident=ident,
        hint=f"did you mean {near[0]}?" if near else None,
    )
