"""The attributes that elements have: their own, and what their classes give them.

A class gives its attributes and those of the classes that it is a member of. An element, or a
class on the way, may change or delete one that it is given, or have its own in its place
(TEI P5 TD, "Attribute List Specification"; USE, "Deletion of Attributes").
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from siglum.odd.changes import changed_attribute
from siglum.odd.model import (
    Attribute,
    AttributeGroup,
    AttributeItem,
    AttributeRef,
    ClassSpec,
    Customization,
    ElementSpec,
    Mode,
)
from siglum.odd.reading import Reading


@dataclass(frozen=True, slots=True)
class Given:
    """An attribute, the class that gives it ("" for one's own), and whether it was changed."""

    origin: str
    attribute: Attribute
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Together:
    """Attributes kept together, such as a choice."""

    items: tuple["GivenItem", ...]
    choice: bool


GivenItem = Given | Together


def flat(items: Iterable[GivenItem]) -> Iterator[Given]:
    """The attributes themselves, out of their groups."""
    for item in items:
        match item:
            case Given():
                yield item
            case Together(inner):
                yield from flat(inner)


class Inheritance:
    """Works out the attributes of each class and element of a customization, once."""

    def __init__(self, customization: Customization, reading: Reading) -> None:
        self.customization = customization
        self.reading = reading
        self._classes: dict[str, tuple[GivenItem, ...]] = {}
        self._elements: dict[str, tuple[GivenItem, ...]] = {}

    def of_class(self, key: str) -> tuple[GivenItem, ...]:
        """What a class gives; nothing where it is none of attributes, or a cycle."""
        if key not in self._classes:
            self._classes[key] = ()  # what a cycle of memberships finds
            spec = self.customization.classes.get(key)
            if spec is not None and spec.type == "atts":
                self._classes[key] = self._resolved(spec)
        return self._classes[key]

    def of_element(self, spec: ElementSpec) -> tuple[GivenItem, ...]:
        """What an element has, its own attributes last."""
        if spec.ident not in self._elements:
            self._elements[spec.ident] = self._resolved(spec)
        return self._elements[spec.ident]

    def attribute_classes(self, spec: ElementSpec | ClassSpec) -> list[str]:
        """The attribute classes among those that it is a member of, each once."""
        known = self.customization.classes
        keys = dict.fromkeys(spec.classes)
        return [key for key in keys if key in known and known[key].type == "atts"]

    def _resolved(self, spec: ElementSpec | ClassSpec) -> tuple[GivenItem, ...]:
        origin = spec.ident if isinstance(spec, ClassSpec) else ""
        changes: dict[str, Attribute] = {}
        own = self._own(spec.attributes, origin, changes)
        names = {_name(given.attribute) for given in flat(own)}
        idents = {given.attribute.ident for given in flat(own)}
        inherited: list[GivenItem] = []
        seen: dict[tuple[str, str], str] = {}
        for key in self.attribute_classes(spec):
            for item in self.of_class(key):
                inherited += self._passed_on(item, spec, changes, names, idents, seen)
        return (*inherited, *own)

    def _own(
        self, items: tuple[AttributeItem, ...], origin: str, changes: dict[str, Attribute]
    ) -> tuple[GivenItem, ...]:
        """One's own attributes; changes of inherited ones are put into ``changes``."""
        found: list[GivenItem] = []
        for item in items:
            match item:
                case Attribute(mode=Mode.CHANGE | Mode.DELETE):
                    changes[item.ident] = item
                case Attribute():
                    found.append(Given(origin, item))
                case AttributeGroup(inner, choice):
                    held = self._own(inner, origin, changes)
                    if held:
                        found.append(Together(held, choice))
                case AttributeRef(class_, name):
                    found += [
                        given
                        for given in flat(self.of_class(class_))
                        if not name or given.attribute.ident == name
                    ]
        return tuple(found)

    def _passed_on(
        self,
        item: GivenItem,
        spec: ElementSpec | ClassSpec,
        changes: dict[str, Attribute],
        names: set[tuple[str, str]],
        idents: set[str],
        seen: dict[tuple[str, str], str],
    ) -> Iterator[GivenItem]:
        """What is left of an inherited attribute or group; nothing, where it comes again."""
        match item:
            case Together(inner, choice):
                held = tuple(
                    given
                    for part in inner
                    for given in self._passed_on(part, spec, changes, names, idents, seen)
                )
                if held:
                    yield Together(held, choice)
            case Given(origin, attribute):
                name = _name(attribute)
                if name in names or attribute.ident in idents:
                    return
                if name in seen:
                    if seen[name] != origin:
                        self._twice(spec, attribute, seen[name], origin)
                    return
                change = changes.get(attribute.ident)
                if change is None:
                    seen[name] = origin
                    yield item
                elif change.mode is Mode.CHANGE:
                    made = changed_attribute(self.reading, attribute, change)
                    seen[name] = origin
                    yield replace(item, attribute=made, changed=True)
                else:
                    seen[name] = origin

    def _twice(
        self, spec: ElementSpec | ClassSpec, attribute: Attribute, first: str, second: str
    ) -> None:
        self.reading.report(
            "odd-attribute-twice",
            spec.at,
            ident=spec.ident,
            name=attribute.ident,
            first=first,
            second=second,
        )


def _name(attribute: Attribute) -> tuple[str, str]:
    return attribute.namespace, attribute.name
