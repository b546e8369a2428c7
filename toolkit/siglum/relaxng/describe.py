"""What a schema says of an element: what it may contain, where it may stand, its attributes.

``siglum explain`` prints it. The words of ``a:documentation`` are read out of the schema's files,
since a compiled schema has no use for them.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from siglum.relaxng import syntax as s
from siglum.relaxng.names import listed, split
from siglum.relaxng.patterns import Attribute, Element, Pattern, Text
from siglum.relaxng.vocabulary import Vocabulary, attributes_in, needed, needed_attributes
from siglum.relaxng.words import classes_within, in_order, missing, shown, values_of, wanted

_ALL_VALUES = 40  # a list of values up to this long is given in full


class AttributeFacts(NamedTuple):
    """An attribute of an element: its name, whether it must be there, and what its value is."""

    name: str
    required: bool
    value: str
    documentation: str


#: Names by the class of the schema that holds them; those of no class stand under "".
Names = tuple[tuple[str, tuple[str, ...]], ...]


class ElementFacts(NamedTuple):
    """What a schema says of an element: what may be in it, what must, and where it may stand."""

    name: str
    documentation: str
    has_text: bool
    content: Names
    needs: str
    parents: Names
    attributes: tuple[AttributeFacts, ...]


class Documentation(NamedTuple):
    """The documentation of a schema, by name: elements, attributes of elements, attributes."""

    elements: dict[str, str]
    attributes_of: dict[tuple[str, str], str]
    attributes: dict[str, str]


def describe(vocabulary: Vocabulary, name: str, documentation: Documentation) -> list[ElementFacts]:
    """What the schema says of the elements of this local name, one for each namespace."""
    return [
        _facts(vocabulary, full, vocabulary.elements[full], documentation)
        for full in vocabulary.by_local.get(name, ())
    ]


def documentation(parts: Iterable[s.Pattern]) -> Documentation:
    """The documentation in the syntax trees of a schema's files."""
    found = Documentation({}, {}, {})
    for part in parts:
        _gather(part, "", found)
    return found


def _facts(
    vocabulary: Vocabulary, name: str, elements: list[Element], documented: Documentation
) -> ElementFacts:
    home, classes = vocabulary.home, vocabulary.classes
    contents = [element.content for element in elements]
    children = dict.fromkeys(c for content in contents for c in vocabulary.children(content))
    has_text = any(_has_text(content) for content in contents)
    local = split(name)[1]
    groups = needed(contents[0]) if len(contents) == 1 else []
    return ElementFacts(
        shown(name, home),
        documented.elements.get(local, ""),
        has_text,
        _by_class(children, home, classes),
        missing((g for g in groups if g.keys() != children.keys()), home, classes),
        _by_class(vocabulary.parents.get(name, ()), home, classes),
        tuple(_attributes(contents, home, local, documented)),
    )


def _by_class(names: Iterable[str], home: str, classes: Mapping[str, frozenset[str]]) -> Names:
    left = dict.fromkeys(names)
    made = []
    for label, members in classes_within(set(left), classes):
        made.append((label, tuple(sorted(shown(m, home) for m in members))))
        for member in members:
            left.pop(member, None)
    if left:
        made.append(("", tuple(sorted(shown(name, home) for name in left))))
    return tuple(made)


def _attributes(
    contents: list[Pattern], home: str, element: str, documented: Documentation
) -> Iterator[AttributeFacts]:
    required = {name for content in contents for group in needed_attributes(content)
                if len(group) == 1 for name in group}  # fmt: skip
    values: dict[str, list[Pattern]] = {}
    for content in contents:
        for attribute in attributes_in(content):
            for name in listed(attribute.names):
                values.setdefault(name, []).append(attribute.value)
    for name in sorted(values, key=lambda n: (n not in required, split(n))):
        local = split(name)[1]
        words = documented.attributes_of.get((element, local), documented.attributes.get(local, ""))
        yield AttributeFacts(shown(name, home), name in required, _value(values[name]), words)


def _value(patterns: list[Pattern]) -> str:
    listing = values_of(patterns[0]) if len(patterns) == 1 else None
    if listing is not None and len(listing) <= _ALL_VALUES:
        return ", ".join(in_order(listing))
    return wanted(patterns)


def _has_text(pattern: Pattern) -> bool:
    match pattern:
        case Text():
            return True
        case Element() | Attribute():
            return False
        case _:
            inner = getattr(pattern, "items", None) or (getattr(pattern, "item", None),)
            return any(part is not None and _has_text(part) for part in inner)


def _gather(node: object, element: str, found: Documentation) -> None:
    match node:
        case s.Element():
            for name in _names(node.name):
                if node.documentation:
                    found.elements.setdefault(name, _words(node.documentation))
                _gather(node.items, name, found)
            return
        case s.Attribute():
            if node.documentation:
                for name in _names(node.name):
                    words = _words(node.documentation)
                    if element:
                        found.attributes_of.setdefault((element, name), words)
                    found.attributes.setdefault(name, words)
            return
        case tuple():
            for item in node:
                _gather(item, element, found)
        case _:
            for field in getattr(node, "__match_args__", ()):
                _gather(getattr(node, field), element, found)


def _names(names: s.NameClass) -> Iterator[str]:
    match names:
        case s.Name():
            yield names.local
        case s.NameChoice():
            for item in names.items:
                yield from _names(item)
        case _:
            pass


def _words(parts: tuple[str, ...]) -> str:
    return " ".join(" ".join(parts).split())
