"""The prose and the examples of an ODD as HTML.

Prose is the small part of TEI that ODDs are written in; an element beyond it keeps its text.
"""

from html import escape
from typing import TYPE_CHECKING

from siglum.document import TEI

if TYPE_CHECKING:
    from lxml import etree

_EXAMPLES = "http://www.tei-c.org/ns/Examples"

#: TEI element → (what comes before, what comes after) its content.
_PHRASES = {
    "gi": ('<a class="gi" href="#element-{0}"><code>', "</code></a>"),
    "att": ("<code>@", "</code>"),
    "val": ("<code>", "</code>"),
    "tag": ("<code>&lt;", "&gt;</code>"),
    "code": ("<code>", "</code>"),
    "ident": ("<code>", "</code>"),
    "emph": ("<em>", "</em>"),
    "hi": ("<em>", "</em>"),
    "term": ("<dfn>", "</dfn>"),
    "mentioned": ("<i>", "</i>"),
    "foreign": ("<i>", "</i>"),
    "q": ("“", "”"),
    "soCalled": ("“", "”"),
    "quote": ("“", "”"),
    "title": ("<cite>", "</cite>"),
    "p": ("<p>", "</p>"),
    "ab": ("<p>", "</p>"),
    "list": ("<ul>", "</ul>"),
    "item": ("<li>", "</li>"),
    "div": ("<section>", "</section>"),
    "note": ("<small>", "</small>"),
}
_DROPPED = frozenset(
    """schemaSpec specGrp specGrpRef constraintSpec elementSpec classSpec macroSpec dataSpec
    moduleRef moduleSpec model modelGrp modelSequence""".split()
)


def prose(element: "etree._Element", level: int = 2) -> str:
    """A piece of the guide as HTML; empty where nothing is left to show."""
    name = str(element.tag).removeprefix(f"{{{TEI}}}")
    if name in _DROPPED:
        return ""
    if name in ("specList", "listRef", "specDesc"):
        return _specifications(element)
    if element.tag == f"{{{_EXAMPLES}}}egXML":
        return code(element)
    inner = level + 1 if name == "div" else level
    pieces = [escape(element.text or "")]
    for child in element:
        if isinstance(child.tag, str):
            pieces.append(prose(child, inner))
        pieces.append(escape(child.tail or ""))
    content = "".join(pieces).strip() if name in ("p", "div", "head") else "".join(pieces)
    if name == "div" and not any(
        child.tag != f"{{{TEI}}}head" and not str(child.tag).endswith(tuple(_DROPPED))
        for child in element
        if isinstance(child.tag, str)
    ):
        return ""
    match name:
        case "head":
            return f"<h{min(level - 1, 6)}>{content}</h{min(level - 1, 6)}>"
        case "ref" | "ptr":
            target = element.get("target", "")
            if not target.startswith(("#", "http://", "https://")):
                return content
            return f'<a href="{escape(target)}">{content or escape(target)}</a>'
        case _ if name in _PHRASES:
            before, after = _PHRASES[name]
            return (
                before.format(escape("".join(str(t) for t in element.itertext()))) + content + after
            )
        case _:
            return content


def _specifications(element: "etree._Element") -> str:
    """A list of specifications (``specList``) or pointers as links."""
    if element.tag == f"{{{TEI}}}specDesc":
        key = escape(element.get("key", ""))
        place = f"element-{key}" if "." not in key else key
        return f'<li><a href="#{place}"><code>{key}</code></a></li>'
    items = "".join(prose(child) for child in element if isinstance(child.tag, str))
    return f"<ul>{items}</ul>" if items else ""


def code(example: "etree._Element") -> str:
    """An example (``exemplum`` or ``egXML``) as code, its namespaces left out."""
    blocks = []
    for part in example.iter(f"{{{_EXAMPLES}}}egXML"):
        text = escape(part.text or "") if (part.text or "").strip() else ""
        text += "".join(_source(child) for child in part)
        blocks.append(f"<pre><code>{_dedent(text)}</code></pre>")
    return "".join(blocks)


def _source(node: "etree._Element") -> str:
    """A node of an example as markup, escaped for HTML."""
    tail = escape(node.tail or "", quote=False)
    if not isinstance(node.tag, str):
        return tail
    name = node.tag.rpartition("}")[2]
    attributes = "".join(
        f' {_attribute_name(str(key))}="{escape(escape(str(value)), quote=False)}"'
        for key, value in node.attrib.items()
    )
    children = "".join(_source(child) for child in node)
    text = escape(escape(node.text or "", quote=False), quote=False)
    if not children and not text:
        return f"&lt;{name}{attributes}/&gt;{tail}"
    return f"&lt;{name}{attributes}&gt;{text}{children}&lt;/{name}&gt;{tail}"


def _attribute_name(key: str) -> str:
    if key.startswith("{http://www.w3.org/XML/1998/namespace}"):
        return "xml:" + key.rpartition("}")[2]
    return key.rpartition("}")[2]


def _dedent(text: str) -> str:
    from textwrap import dedent

    return dedent(text.strip("\n")).rstrip()
