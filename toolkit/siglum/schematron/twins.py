"""Where a rule stands in the customization that it was compiled from.

What is compiled is a schema that nobody wrote. Its parts are looked for, by what they say, in the
files that they are from, once there is something to be said of one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from siglum.document import PREFIXES, Document, read
from siglum.findings import Finding, FindingError, Location
from siglum.schematron.embedded import described
from siglum.schematron.model import SCH, SCH_1_5, XSL
from siglum.schematron.pinpoint import value_places

if TYPE_CHECKING:
    from lxml import etree

_NAMESPACES = {prefix: uri for uri, prefix in PREFIXES.items()}
_Signature = tuple[object, ...]
_Found = tuple[Document, "etree._Element"]


@dataclass(slots=True)
class Twins:
    """The parts of a compiled schema, and the same parts in the files ``sources``.

    The first of the files is where a part is said to be that is found in none of them.
    """

    compiled: Document
    sources: tuple[Path, ...]
    _index: dict[_Signature, _Found] = field(default_factory=dict)

    def finding(self, found: Finding) -> Finding:
        """A finding about the schema, at its place in the sources."""
        return found._replace(
            location=self.place(found.location),
            related=tuple(r._replace(location=self.place(r.location)) for r in found.related),
        )

    def place(self, place: Location) -> Location:
        """The same place in the sources; one in another file is left alone."""
        if place.file != self.compiled.name or not place.xpath:
            return place
        attribute = place.xpath.partition("/@")[2]
        element = self._element(place)
        twin = None if element is None else self._twin(element)
        if element is None or twin is None:
            return Location(str(self.sources[0]))
        document, same = twin
        if not attribute or same.get(attribute) is None:
            return document.locate(same)
        found = document.locate(same, attribute)
        start = self.compiled.locate(element, attribute)
        if start[:3] == place[:3]:
            return found
        before, here = value_places(self.compiled, start), value_places(document, found)
        at = before[1].index(place[1:3]) if place[1:3] in before[1] else 0
        if before[0] != here[0] or at >= len(here[1]):
            return found
        line, column = here[1][at]
        return found._replace(line=line, column=column)

    def described(self, place: Location) -> tuple[str, ...]:
        """What the customization says of the part that stands there."""
        element = self._element(place)
        twin = None if element is None else self._twin(element)
        return () if twin is None else described(twin[1])

    def _element(self, place: Location) -> "etree._Element | None":
        path = place.xpath.partition("/@")[0]
        return next(iter(self.compiled.root.xpath(path, namespaces=_NAMESPACES)), None)

    def _twin(self, element: "etree._Element") -> _Found | None:
        """The same element in a source, or else what stands for it: something in it, or around."""
        if not self._index:
            for path in self.sources:
                for signature, found in _signatures(path):
                    self._index.setdefault(signature, found)
        near = (element, *element.iterdescendants("*"), *element.iterancestors())
        return next((self._index[s] for e in near if (s := _signature(e)) in self._index), None)


def _signatures(path: Path) -> Iterator[tuple[_Signature, _Found]]:
    try:
        document = read(path)
    except FindingError:
        return
    for element in document.root.iter(f"{{{SCH}}}*", f"{{{SCH_1_5}}}*", f"{{{XSL}}}*"):
        yield _signature(element), (document, element)


def _signature(element: "etree._Element") -> _Signature:
    """What an element says; it may have been given another id."""
    attributes = sorted((str(k), str(v)) for k, v in element.attrib.items() if k != "id")
    return element.tag, tuple(attributes), " ".join(str(element.xpath("string()")).split())
