"""Where in its files a part of an ODD stands: worked out only where a finding asks for it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from siglum.findings import Location

if TYPE_CHECKING:
    from lxml import etree

    from siglum.document import Document


@dataclass(slots=True, eq=False)
class Files:
    """The files that an ODD is read from, by the root of what was read of each.

    XInclude puts one file's root into another file's tree, so an element belongs to the file of
    its nearest ancestor that is such a root.
    """

    documents: "dict[etree._Element, Document]" = field(default_factory=dict)

    def add(self, document: "Document") -> None:
        """Know a file."""
        self.documents.setdefault(document.root, document)

    def document(self, element: "etree._Element") -> "Document":
        """The file that an element was read from.

        Raises:
            KeyError: it was read from none of them.
        """
        node: etree._Element | None = element
        while node is not None:
            if node in self.documents:
                return self.documents[node]
            node = node.getparent()
        raise KeyError(element.tag)

    def locate(self, element: "etree._Element", attribute: str | None = None) -> Location:
        """Where an element stands, or its attribute."""
        document = self.document(element)
        found = document.locate(element, attribute)
        if document.root.getparent() is not None:
            return found._replace(xpath="")  # it would be a path through another file
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """An element of an ODD, and how to find out where it stands."""

    files: Files
    element: "etree._Element"

    @property
    def location(self) -> Location:
        """File, line, column and XPath."""
        return self.files.locate(self.element)

    def attribute(self, name: str) -> Location:
        """The place of an attribute of it, or where it has none, its own."""
        has = self.element.get(name) is not None
        return self.files.locate(self.element, name if has else None)
