"""The elements of a document by their numbers, in document order."""

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree


class Elements:
    """The elements of a tree, numbered from 0, counted as far as they are asked for.

    Most questions are about the header, and a long document has a hundred thousand elements.
    """

    def __init__(self, root: "etree._Element") -> None:
        from lxml import etree

        self._rest = root.iter(etree.Element)
        self._known: list[etree._Element] = []
        self._numbers: dict[etree._Element, int] = {}

    def __getitem__(self, number: int) -> "etree._Element":
        """The element with a number.

        Raises:
            IndexError: there is none.
        """
        for element in islice(self._rest, max(0, number + 1 - len(self._known))):
            self._add(element)
        return self._known[number]

    def number(self, element: "etree._Element") -> int:
        """The number of an element.

        Raises:
            KeyError: it is not of this tree.
        """
        if element not in self._numbers:
            for found in self._rest:
                self._add(found)
                if found is element:
                    break
        return self._numbers[element]

    def _add(self, element: "etree._Element") -> None:
        self._numbers[element] = len(self._known)
        self._known.append(element)
