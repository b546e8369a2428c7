"""pandoc's tree of a formatted entry to HTML or to plain text."""

import re
from html import escape
from typing import Any

__all__ = ["HOST", "escape", "html", "text"]

#: How the name begins that a machine of the web can have, as a regular expression.
HOST = r"(?:\[[0-9a-f:.]+\]|[^\s/?#\[\]%]|%[0-9a-f]{2})"
#: Where a link may lead: to a machine that can have such a name, a mailbox, or within the page.
_ADDRESS = re.compile(rf"(?:https?|ftp)://{HOST}|mailto:|#", re.IGNORECASE)

_ELEMENTS = {
    "Emph": "em",
    "Strong": "strong",
    "Superscript": "sup",
    "Subscript": "sub",
    "Underline": "u",
    "Strikeout": "s",
}
_CLASSES = {"csl-left-margin", "csl-right-inline", "csl-indent", "csl-block", "smallcaps"}


def html(nodes: list[Any]) -> str:
    """The nodes as a fragment of HTML."""
    return "".join(_html(node) for node in nodes)


def _html(node: Any) -> str:
    kind, content = node["t"], node.get("c")
    match kind:
        case "Str":
            return escape(content, quote=False)
        case "Space" | "SoftBreak":
            return " "
        case "LineBreak":
            return "<br>"
        case "Emph" | "Strong" | "Superscript" | "Subscript" | "Underline" | "Strikeout":
            element = _ELEMENTS[kind]
            return f"<{element}>{html(content)}</{element}>"
        case "SmallCaps":
            return f'<span class="smallcaps">{html(content)}</span>'
        case "Quoted":
            opening, closing = _marks(content[0])
            return opening + html(content[1]) + closing
        case "Link":
            target = content[2][0]
            if _ADDRESS.match(target):
                return f'<a href="{escape(target)}">{html(content[1])}</a>'
            return html(content[1])
        case "Span" | "Div":
            return _wrapped(kind, content)
        case "Para" | "Plain":
            return html(content)
        case "Code" | "Math":
            return escape(content[1], quote=False)
        case "RawInline" | "RawBlock":
            return escape(content[1], quote=False)
        case _:
            return html(content) if isinstance(content, list) else ""


def _wrapped(kind: str, content: Any) -> str:
    """A span, or a block within an entry, which becomes a span of the same class."""
    classes = [name for name in content[0][1] if name in _CLASSES]
    inner = html(content[1])
    styles = dict(content[0][2]).get("style", "")
    if kind == "Span" and re.fullmatch(r"font-(?:style|variant|weight):\s*[\w-]+;?", styles):
        return f'<span style="{escape(styles)}">{inner}</span>'
    if not classes:
        return inner
    margin = "csl-left-margin" in classes
    return f'<span class="{" ".join(classes)}">{inner.rstrip()}</span>{" " if margin else ""}'


def text(nodes: list[Any]) -> str:
    """The nodes as plain text, in one line."""
    return re.sub(r" {2,}", " ", "".join(_text(node) for node in nodes))


def _text(node: Any) -> str:
    kind, content = node["t"], node.get("c")
    match kind:
        case "Str":
            return str(content)
        case "Space" | "SoftBreak" | "LineBreak":
            return " "
        case "Quoted":
            opening, closing = _marks(content[0])
            return opening + text(content[1]) + closing
        case "Link" | "Span" | "Div":
            after = " " if kind != "Link" and "csl-left-margin" in content[0][1] else ""
            return text(content[1]) + after
        case "Code" | "Math" | "RawInline" | "RawBlock":
            return str(content[1])
        case _:
            return text(content) if isinstance(content, list) else ""


def _marks(kind: Any) -> tuple[str, str]:
    return ("‘", "’") if kind["t"] == "SingleQuote" else ("“", "”")
