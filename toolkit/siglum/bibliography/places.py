"""Elements by the numbers that the stylesheet gives them."""

from typing import TYPE_CHECKING

from siglum.document import Document
from siglum.findings import Location

if TYPE_CHECKING:
    from lxml import etree


class Places:
    """The elements of a document in document order, and where each stands."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def element(self, number: int) -> "etree._Element":
        """The element with this number, from 0."""
        return self.document.elements[number]

    def location(self, number: int) -> Location:
        """Where the element with this number stands."""
        return self.document.locate(self.element(number))
