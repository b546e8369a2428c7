"""Elements by the numbers that the stylesheet gives them."""

from functools import cached_property

from lxml import etree

from siglum.document import Document
from siglum.findings import Location


class Places:
    """The elements of a document in document order, and where each stands."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def _elements(self) -> "list[etree._Element]":
        return list(self.document.root.iter(etree.Element))

    def element(self, number: int) -> "etree._Element":
        """The element with this number, from 0."""
        return self._elements[number]

    def location(self, number: int) -> Location:
        """Where the element with this number stands."""
        return self.document.locate(self._elements[number])
