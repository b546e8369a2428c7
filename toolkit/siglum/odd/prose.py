"""The prose of an ODD as HTML: the guide around the specifications, descriptions and remarks.

Prose is the part of TEI that ODDs are written in; an element beyond it keeps its text.
"""

from collections.abc import Collection, Iterator
from html import escape
from typing import TYPE_CHECKING

from siglum.document import TEI, XML_ID
from siglum.odd.markup import code
from siglum.odd.reading import EXAMPLES, T, text_of

if TYPE_CHECKING:
    from lxml import etree

#: TEI element → (what comes before, what comes after) its content.
_PHRASES = {
    "att": ("<code>@", "</code>"),
    "val": ("<code>", "</code>"),
    "tag": ("<code>&lt;", "&gt;</code>"),
    "code": ("<code>", "</code>"),
    "emph": ("<em>", "</em>"),
    "hi": ("<em>", "</em>"),
    "term": ("<dfn>", "</dfn>"),
    "mentioned": ("<i>", "</i>"),
    "foreign": ("<i>", "</i>"),
    "q": ("“", "”"),
    "soCalled": ("‘", "’"),
    "title": ("<cite>", "</cite>"),
    "lb": ("<br>", ""),
    "cell": ("<td>", "</td>"),
    "row": ("<tr>", "</tr>"),
    "item": ("<li>", "</li>"),
    "figDesc": ("<p>", "</p>"),
}
_BLOCKS = {
    "p": "p",
    "ab": "p",
    "bibl": "p",
    "lg": "p",
    "quote": "blockquote",
    "argument": "div",
    "note": "aside",
    "figure": "figure",
    "sp": "div",
}
#: What is specified, and not said: it stands elsewhere on the page.
_SPECIFIED = frozenset(
    """schemaSpec specGrp specGrpRef constraintSpec elementSpec classSpec macroSpec dataSpec
    moduleRef moduleSpec model modelGrp modelSequence titlePage divGen graphic""".split()
)


#: The identifiers of the parts of a page.
_TAKEN = frozenset(
    """top main search found results guide elements model-classes attribute-classes macros
    datatypes rules""".split()
)


class Prose:
    """Writes prose of one ODD; ``idents`` are those that the page has an entry for.

    ``headings`` collects, of the sections of the guide, the identifier, the text and the depth.
    """

    def __init__(self, idents: Collection[str], elements: Collection[str]) -> None:
        self._idents = idents
        self._elements = elements
        self._targets: set[str] = set()
        self._sections = 0
        self.headings: list[tuple[str, str, int]] = []

    def guide(self, parts: "Collection[etree._Element]") -> str:
        """The guide, a section for each division; "" where there is no prose."""
        for part in parts:
            self._targets.update(
                str(found.get(XML_ID)) for found in part.iter(f"{T}*") if found.get(XML_ID)
            )
        return "".join(self._node(part, 2) for part in parts)

    def inline(self, element: "etree._Element") -> str:
        """The content of a description, without an element of its own."""
        return " ".join(self._content(element, 6).split())

    def remark(self, element: "etree._Element") -> str:
        """The content of a ``remarks``, as paragraphs."""
        made = self._content(element, 5).strip()
        return made if made.startswith("<") else f"<p>{made}</p>"

    def link(self, ident: str) -> str:
        """The name of a specification, linked where the page has an entry for it."""
        shown = f"<code>{escape(ident)}</code>"
        if ident not in self._idents:
            return shown
        return f'<a href="#{escape(place(ident, self._elements))}">{shown}</a>'

    # -- nodes ----------------------------------------------------------------------------------

    def _content(self, element: "etree._Element", level: int) -> str:
        return "".join(self._pieces(element, level))

    def _pieces(self, element: "etree._Element", level: int) -> Iterator[str]:
        yield escape(element.text or "", quote=False)
        for child in element:
            if isinstance(child.tag, str):
                yield self._node(child, level)
            yield escape(child.tail or "", quote=False)

    def _node(self, element: "etree._Element", level: int) -> str:
        if element.tag == f"{{{EXAMPLES}}}egXML":
            return code(element)
        name = str(element.tag).removeprefix(f"{{{TEI}}}")
        if name in _SPECIFIED:
            return ""
        identifier = element.get(XML_ID)
        marked = f' id="{self._anchor(identifier)}"' if identifier in self._targets else ""
        match name:
            case "div" | "div1" | "div2" | "div3" | "front" | "back" | "body":
                return self._division(element, level)
            case "head":
                return f"<h6>{self._content(element, level)}</h6>"
            case "gi":
                return self.link(text_of(element))
            case "ident":
                return self.link(text_of(element))
            case "ref" | "ptr":
                return self._pointer(element, level)
            case "list":
                return self._list(element, level, marked)
            case "table":
                rows = "".join(
                    self._node(row, level) for row in element if isinstance(row.tag, str)
                )
                return f'<div class="table"{marked}><table>{rows}</table></div>'
            case "eg":
                return f"<pre{marked}><code>{escape(text_of_lines(element))}</code></pre>"
            case "specList" | "listRef":
                items = "".join(self._content(element, level).split("\n"))
                return f"<ul>{items}</ul>" if items.strip() else ""
            case "specDesc":
                return f"<li>{self.link(element.get('key', ''))}</li>"
            case _ if name in _BLOCKS:
                content = self._content(element, level).strip()
                if not content:
                    return ""
                tag = _BLOCKS[name]
                if any(f"<{block}" in content for block in ("pre", "ul", "ol", "dl", "div", "p")):
                    tag = "div" if tag == "p" else tag
                return f"<{tag}{marked}>{content}</{tag}>"
            case _:
                before, after = _PHRASES.get(name, ("", ""))
                return before + self._content(element, level) + after

    def _division(self, element: "etree._Element", level: int) -> str:
        """A section, its heading numbered for the table of contents; "" if nothing is said."""
        head = next(iter(element.iterchildren(f"{T}head")), None)
        opening = ""
        number = len(self.headings)
        identifier = self._anchor(element.get(XML_ID) or f"section-{self._sections + 1}")
        if head is not None:
            self._sections += 1
            title = text_of(head)
            self.headings.append((identifier, title, level - 2))
            depth = min(level, 6)
            opening = f"<h{depth}>{self._content(head, level)}</h{depth}>"
        inner = "".join(
            self._node(child, level + 1) + escape((child.tail or "").strip(), quote=False)
            for child in element
            if isinstance(child.tag, str) and child is not head
        )
        if not inner.strip():
            del self.headings[number:]
            return ""
        return f'<section id="{identifier}">{opening}{inner}</section>\n'

    def _pointer(self, element: "etree._Element", level: int) -> str:
        target = element.get("target", "").strip()
        content = self._content(element, level).strip()
        if target.startswith("#"):
            if target[1:] in self._targets:
                place = self._anchor(target[1:])
                return f'<a href="#{place}">{content or escape(target[1:])}</a>'
            return content
        if target.startswith(("http://", "https://")):
            return f'<a href="{escape(target)}">{content or escape(target)}</a>'
        return content

    def _anchor(self, identifier: str | None) -> str:
        """Where a part of the guide stands: its own identifier, unless the page has it already."""
        name = identifier or ""
        taken = name in _TAKEN or name.removeprefix("element-") in self._idents
        return escape(f"guide-{name}" if taken else name)

    def _list(self, element: "etree._Element", level: int, marked: str) -> str:
        labels = list(element.iterchildren(f"{T}label"))
        kind = element.get("rend", "") + element.get("type", "")
        tag = "dl" if labels else "ol" if "ordered" in kind or "number" in kind else "ul"
        parts: list[str] = []
        for child in element:
            match str(child.tag).removeprefix(T) if isinstance(child.tag, str) else "":
                case "head":
                    parts.insert(0, f"<p>{self._content(child, level)}</p>")
                case "label":
                    parts.append(f"<dt>{self._content(child, level)}</dt>")
                case "item" if labels:
                    parts.append(f"<dd>{self._content(child, level)}</dd>")
                case "item":
                    parts.append(f"<li>{self._content(child, level)}</li>")
                case _:
                    pass
        lead = parts.pop(0) if parts and parts[0].startswith("<p>") else ""
        return f"{lead}<{tag}{marked}>{''.join(parts)}</{tag}>" if parts else lead


def place(ident: str, elements: Collection[str]) -> str:
    """The identifier of an entry of the page."""
    return f"element-{ident}" if ident in elements else ident


def text_of_lines(element: "etree._Element") -> str:
    """The text of an element, its lines kept."""
    return "".join(str(piece) for piece in element.itertext()).strip("\n")
