"""The XPointers of inclusions: ``id``, ``element()``, ``xpointer()`` and ``xmlns()``."""

import re
from typing import TYPE_CHECKING

from siglum.document import Document

if TYPE_CHECKING:
    from lxml import etree

_PART = r"\s*(?P<scheme>[\w.:-]+)\((?P<data>(?:\^.|[^()^]|\((?:[^()]|\([^()]*\))*\))*)\)"


def pointed(part: Document, pointer: str) -> "list[etree._Element]":
    """The elements that an XPointer names: an xml:id, ``element(…)`` or ``xpointer(…)``.

    Of several pointer parts the first that names anything counts (XPointer Framework §3.3).
    """
    if re.fullmatch(r"[\w.-]+", pointer):
        return part.ids.get(pointer, [])[:1]
    namespaces: dict[str, str] = {}
    for match in re.finditer(_PART, pointer):
        data = re.sub(r"\^(.)", r"\1", match["data"])
        match match["scheme"]:
            case "xmlns":
                prefix, _, uri = data.partition("=")
                namespaces[prefix.strip()] = uri.strip()
            case "element":
                found = _stepped(part, data)
                if found is not None:
                    return [found]
            case "xpointer" | "xpath1" | "xpath":
                chosen = _selected(part, data, namespaces)
                if chosen:
                    return chosen
            case _:
                pass
    return []


def _stepped(part: Document, path: str) -> "etree._Element | None":
    """The element of an ``element()`` scheme: ``id``, ``id/1/2`` or ``/1/2``."""
    name, *steps = path.strip().split("/")
    node: etree._Element | None = None
    if name:
        node = next(iter(part.ids.get(name, [])), None)
    elif steps and steps.pop(0) == "1":
        node = part.root
    for step in steps:
        children = [] if node is None else list(node.iterchildren("*"))
        at = int(step) - 1 if step.isdigit() else -1
        node = children[at] if 0 <= at < len(children) else None
    return node


def _selected(part: Document, path: str, namespaces: dict[str, str]) -> "list[etree._Element]":
    """The elements that an XPath 1.0 selects, outermost first; ``id()`` knows ``xml:id``."""
    from lxml import etree

    path = re.sub(r"""\bid\(\s*(["'])([^"']*)\1\s*\)""", r"//*[@xml:id='\2']", path)
    try:
        found = part.tree.xpath(path, namespaces=namespaces)
    except etree.XPathError:
        return []
    if not isinstance(found, list):
        return []
    return [node for node in found if isinstance(node, etree._Element) and node.tag is not None]
