"""What a document calls its passages: canonical references by ``citeStructure``.

TEI P5 SA, "Canonical References" and its declarations in the header (``refsDecl``).
"""

import re
from collections.abc import Iterator

from lxml import etree

from siglum.document import TEI, XML, Document

_T = f"{{{TEI}}}"
MAX_UNITS = 20_000


def labels(document: Document) -> "dict[etree._Element, str]":
    """Element → its canonical reference (``IV.1``), by the document's default ``refsDecl``.

    A declaration that is no XPath, or that selects nothing, labels nothing.
    """
    if not document.may_have(rb"citeStructure"):
        return {}
    declarations = [
        d for d in document.root.iter(f"{_T}refsDecl") if d.find(f"{_T}citeStructure") is not None
    ]
    if not declarations:
        return {}
    declaration = next((d for d in declarations if d.get("default") == "true"), declarations[0])
    found: dict[etree._Element, str] = {}
    for structure in declaration.iterchildren(f"{_T}citeStructure"):
        for element, label in _units(document, structure, document.root, ""):
            found.setdefault(element, label)
            if len(found) > MAX_UNITS:
                return found
    return found


def _units(
    document: Document, structure: "etree._Element", context: "etree._Element", before: str
) -> "Iterator[tuple[etree._Element, str]]":
    delim = structure.get("delim", "")
    use = structure.get("use", "").strip()
    for number, element in enumerate(_select(structure.get("match", ""), context), 1):
        own = str(number) if use == "position()" else _value(use, element)
        if not own:
            continue
        label = f"{before}{delim}{own}" if before else f"{delim}{own}"
        yield element, label
        for inner in structure.iterchildren(f"{_T}citeStructure"):
            yield from _units(document, inner, element, label)


def _select(path: str, context: "etree._Element") -> "list[etree._Element]":
    selected = _xpath(path, context)
    return [node for node in selected if isinstance(node, etree._Element)]


def _value(path: str, element: "etree._Element") -> str:
    for node in _xpath(path, element):
        text = (
            "".join(str(t) for t in node.itertext())
            if isinstance(node, etree._Element)
            else str(node)
        )
        return " ".join(text.split())
    return ""


def _xpath(path: str, context: "etree._Element") -> list[object]:
    """What an XPath in TEI's own convention selects: names without a prefix are TEI's."""
    if not path.strip():
        return []
    try:
        result = context.xpath(_with_prefixes(path), namespaces={"tei": TEI, "xml": XML})
    except (etree.XPathError, ValueError):
        return []
    if isinstance(result, float):  # XPath 1.0 has no integers
        return [f"{result:g}"]
    return result if isinstance(result, list) else [result]


_TOKEN = re.compile(
    r"""(?P<literal>"[^"]*"|'[^']*')
      | (?P<name>(?<![\w.@$:-])[A-Za-z_][\w.-]*(?![\w.-]|\s*\(|:))
      | (?P<other>@[\w.:-]+|\$?[\w.-]+::?|[\w.-]+\s*\(|[\w.:-]+|.)""",
    re.VERBOSE | re.DOTALL,
)
_OPERATORS = {"and", "or", "div", "mod"}


def _with_prefixes(path: str) -> str:
    """The path with ``tei:`` before each element name that has no prefix."""
    made: list[str] = []
    for match in _TOKEN.finditer(path):
        name = match.group("name")
        before = "".join(made).rstrip()
        operator = name in _OPERATORS and bool(before) and before[-1] not in "/[(,=<>+|@"
        made.append(f"tei:{name}" if name and not operator else match.group())
    return "".join(made)
