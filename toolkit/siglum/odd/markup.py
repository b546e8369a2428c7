"""Examples and rules as markup to be read: XML shown in HTML."""

from html import escape
from textwrap import dedent
from typing import TYPE_CHECKING

from siglum.document import XML
from siglum.odd.reading import EXAMPLES

if TYPE_CHECKING:
    from lxml import etree

_PREFIXES = {
    XML: "xml:",
    "http://purl.oclc.org/dsdl/schematron": "sch:",
    "http://www.w3.org/1999/XSL/Transform": "xsl:",
    "http://relaxng.org/ns/structure/1.0": "rng:",
    "http://www.w3.org/2001/XInclude": "xi:",
}


def code(example: "etree._Element") -> str:
    """The ``egXML`` in an element, or that it is, as code, its namespace left out."""
    blocks = []
    for part in example.iter(f"{{{EXAMPLES}}}egXML"):
        text = escape(escape(part.text or "", quote=False), quote=False)
        text += "".join(source(child) for child in part)
        blocks.append(block(text))
    return "".join(blocks)


def block(text: str) -> str:
    """Lines of escaped markup as a block of code, without the indentation that they share."""
    first, newline, rest = text.strip("\n").rstrip().partition("\n")
    lines = (
        dedent(f"{first}\n{rest}") if first[:1].isspace() or not newline else text_of(first, rest)
    )
    return f"<pre><code>{lines.rstrip()}</code></pre>"


def text_of(first: str, rest: str) -> str:
    """A first line that begins in mid-line, and the others with their own indentation shared."""
    last = rest.rstrip().rpartition("\n")[2]
    indent = last[: len(last) - len(last.lstrip())]
    lines = [line.removeprefix(indent) for line in rest.split("\n")]
    return "\n".join((first, *lines))


def source(node: "etree._Element") -> str:
    """A node as markup, escaped for HTML, with what follows it."""
    tail = escape(escape(node.tail or "", quote=False), quote=False)
    if not isinstance(node.tag, str):
        return _other(node) + tail
    name = _name(node.tag)
    attributes = "".join(
        f' {_name(str(key))}="{escape(escape(str(value)), quote=False)}"'
        for key, value in node.attrib.items()
    )
    text = escape(escape(node.text or "", quote=False), quote=False)
    inner = text + "".join(source(child) for child in node)
    if not inner:
        return f"&lt;{name}{attributes}/&gt;{tail}"
    return f"&lt;{name}{attributes}&gt;{inner}&lt;/{name}&gt;{tail}"


def _other(node: "etree._Element") -> str:
    """A comment or an instruction."""
    from lxml import etree

    match node:
        case etree._Comment():
            return escape(f"<!--{node.text}-->", quote=False)
        case etree._ProcessingInstruction():
            return escape(f"<?{node.target} {node.text or ''}?>", quote=False)
        case _:
            return ""


def _name(clark: str) -> str:
    namespace, _, local = clark.rpartition("}")
    return _PREFIXES.get(namespace[1:], "") + local
