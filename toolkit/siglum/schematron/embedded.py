"""Schematron that stands in a grammar, an ODD or any other document.

There, what a rule is about can be implied by the declaration that it stands in.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from siglum.document import TEI, XML_LANG, Document
from siglum.schematron.model import XSL
from siglum.schematron.sources import Node, Origin, Reader, local

if TYPE_CHECKING:
    from lxml import etree

RNG = "http://relaxng.org/ns/structure/1.0"

_EXAMPLES = "http://www.tei-c.org/ns/Examples"
_LOOSE = ("rule", "assert", "report")
_WHOLE = (
    "ns", "let", "key", "phase", "diagnostics", "properties", "title", "rules", "schema",
    "pattern", "group",
)  # fmt: skip
_XSL = (f"{{{XSL}}}function", f"{{{XSL}}}key")


def embedded(document: Document) -> "list[etree._Element]":
    """The Schematron in a grammar, an ODD or any other document, in order.

    There the namespaces, variables, phases and patterns stand wherever the author wanted them,
    and so do functions and keys of XSLT. A rule or an assertion without a pattern is given as
    the element around it, once. Examples in documentation are passed over.
    """
    found: dict[etree._Element, None] = {}
    walk = iter(document.root.iter("*"))
    inside: etree._Element | None = None
    for element in walk:
        if inside is not None and inside in element.iterancestors():
            continue
        inside = None
        kind, parent = local(element), element.getparent()
        if kind in _LOOSE or (kind == "let" and parent is not None and is_loose(parent)):
            inside = element
            found[element if parent is None else parent] = None
        elif kind in _WHOLE or element.tag in _XSL:
            inside = element
            found[element] = None
        elif str(element.tag).startswith(f"{{{_EXAMPLES}}}"):
            inside = element
    return list(found)


def is_loose(parent: "etree._Element") -> bool:
    """Whether an element that is no Schematron itself holds rules or assertions."""
    return not local(parent) and any(local(child) in _LOOSE for child in parent)


def grammars(reader: Reader, origin: Origin) -> Iterator[Origin]:
    """The document, and the local RELAX NG grammars that it includes, each once."""
    seen: set[str] = set()
    waiting = [origin]
    while waiting:
        at = waiting.pop(0)
        if at.document.name in seen:
            continue
        seen.add(at.document.name)
        yield at
        for element in at.document.root.iter(f"{{{RNG}}}include", f"{{{RNG}}}externalRef"):
            target = reader.target(Node(element, at), element.get("href", ""))
            if target is not None:
                waiting.append(target.origin)


def implied_context(element: "etree._Element") -> str:
    """The context of assertions that stand in an element of a grammar, and not in a rule.

    That is the RELAX NG ``element`` or the ODD ``elementSpec`` around them, or the attribute in it
    that is being declared. Nothing, where the place names no element.
    """
    attribute = ""
    for ancestor in (element, *element.iterancestors()):
        tag, name = str(ancestor.tag), (ancestor.get("name") or "").strip()
        if tag == f"{{{RNG}}}attribute" and name and not attribute:
            attribute = "/@" + name
        elif tag == f"{{{TEI}}}attDef" and not attribute:
            attribute = "/@" + (ancestor.get("ident") or "*")
        elif tag == f"{{{RNG}}}element":
            named = ancestor.find(f"{{{RNG}}}name")
            if not name and named is None:
                return ""  # any of several
            name = name or str(named.text if named is not None else "").strip()
            namespace = _nearest(ancestor if named is None else named, "ns")
            prefix, colon, tail = name.rpartition(":")
            if colon:
                namespace, name = ancestor.nsmap.get(prefix) or "", tail
            return f"Q{{{namespace}}}{name}{attribute}"
        elif tag == f"{{{TEI}}}elementSpec":
            namespace = _nearest(ancestor, "ns") or TEI
            return f"Q{{{namespace}}}{ancestor.get('ident', '*')}{attribute}"
    return ""


def implied_id(element: "etree._Element") -> str:
    """The name that an ODD gives to the constraint which the element is in."""
    for ancestor in (element, *element.iterancestors()):
        if ancestor.tag == f"{{{TEI}}}constraintSpec":
            return ancestor.get("ident", "")
    return ""


def described(element: "etree._Element") -> tuple[str, ...]:
    """What an ODD says of the constraint that the element is in, in English if it does."""
    for ancestor in (element, *element.iterancestors()):
        if ancestor.tag == f"{{{TEI}}}constraintSpec":
            described = list(ancestor.iterchildren(f"{{{TEI}}}desc"))
            english = [desc for desc in described if desc.get(XML_LANG, "en")[:2] == "en"]
            texts = (" ".join(str(desc.xpath("string()")).split()) for desc in english or described)
            return tuple(filter(None, texts))
    return ()


def _nearest(element: "etree._Element", attribute: str) -> str:
    at: etree._Element | None = element
    while at is not None:
        if at.get(attribute) is not None:
            return at.get(attribute, "")
        at = at.getparent()
    return ""
