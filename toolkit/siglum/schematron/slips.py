"""What the author of a schema probably did not mean: ids given twice, attributes misspelt."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from siglum.document import XML_ID, Document
from siglum.findings import Finding, Related, finding
from siglum.schematron.model import SCH, SCH_1_5

if TYPE_CHECKING:
    from lxml import etree

#: The attributes of all of Schematron's elements, in each of its editions.
_ATTRIBUTES = frozenset(
    """id schemaVersion schematronEdition defaultPhase queryBinding xpath-default-namespace
    xpathDefaultNamespace see icon fpi role flag severity scheme name value as prefix uri context
    abstract is-a subject visit-each test diagnostics properties documents rule href pattern path
    select from when class match use lang""".split()
)
_EXAMPLES = "{http://www.tei-c.org/ns/Examples}"


def slips(document: Document) -> Iterator[Finding]:
    """Findings on the Schematron elements of one file, in document order.

    A pattern may share its id with its only assertion, as in what customizations are compiled to.
    """
    ids: dict[tuple[str, str], etree._Element] = {}
    for element in document.root.iter(f"{{{SCH}}}*", f"{{{SCH_1_5}}}*"):
        if any(str(above.tag).startswith(_EXAMPLES) for above in element.iterancestors()):
            continue
        yield from _misspelt(document, element)
        written = "id" if element.get("id") else XML_ID
        name = (element.get(written) or "").strip()
        if not name:
            continue
        kind = str(element.tag).rpartition("}")[2].replace("report", "assert")
        first = ids.setdefault((kind, name), element)
        if first is not element:
            earlier = Related(document.locate(first, written), "the first one stands here")
            place = document.locate(element, written)
            yield finding("schematron-id-twice", place, id=name, related=[earlier])


def _misspelt(document: Document, element: "etree._Element") -> Iterator[Finding]:
    for written in map(str, element.attrib):
        if written.startswith("{") or written in _ATTRIBUTES:
            continue
        from difflib import get_close_matches

        near = get_close_matches(written, _ATTRIBUTES, 1, 0.75)
        if near:
            tag = str(element.tag).rpartition("}")[2]
            yield finding(
                "schematron-attribute-unknown",
                document.locate(element, written),
                attribute=f"@{written}",
                element=f"<{tag}>",
                known=f"@{near[0]}",
            )
