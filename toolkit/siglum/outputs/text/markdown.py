"""The reading view as CommonMark, with footnotes and tables as GitHub and Pandoc write them."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from unicodedata import category

from siglum.outputs.text.inline import (
    EM,
    EM_END,
    STRONG,
    STRONG_END,
    closing,
    opening,
    trimmed,
    words,
)
from siglum.outputs.text.plain import wrapped

if TYPE_CHECKING:
    from lxml import etree

_SPECIAL = re.compile(r"[\\`*\[\]<|~$]|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])")
_LINE_START = re.compile(r"(#{1,6})(?=\s|$)|([-+])(?=\s|$)|(>)|(\d{1,9})([.)])(?=\s|$)")
_RULE = re.compile(r"(?:=+|-+|(?:- ?){3,})\s*")

#: Emphasis while a block is made.
_DELIMITERS = {
    EM: ("*", "<em>"),
    EM_END: ("*", "</em>"),
    STRONG: ("**", "<strong>"),
    STRONG_END: ("**", "</strong>"),
}
_PAIR = re.compile(f"[{EM}{EM_END}{STRONG}{STRONG_END}]")


def render(layout: "etree._Element", wrap: int) -> str:
    """The Markdown of a layout, without a final line feed; ``wrap`` is a width, or 0."""
    return "\n\n".join(text for section in layout if (text := _join(section, wrap)))


def escape(text: str) -> str:
    """Text as CommonMark that shows just this text, within a line."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def _join(parent: "etree._Element", wrap: int) -> str:
    found = [_block(child, wrap) for child in parent]
    return "\n\n".join(filter(None, found))


def _block(element: "etree._Element", wrap: int) -> str:
    match element.tag:
        case "block":
            return _paragraph(element, wrap)
        case "group":
            return _group(element, wrap)
        case "quotation":
            return _prefixed(_join(element, max(wrap - 2, 0)), "> ", "> ")
        case "list":
            return _list(element, wrap)
        case "table":
            return "\n".join(_rows(element))
        case "kept":
            text = _join(element, wrap)
            return f"⟪\n\n{text}\n\n⟫" if text else ""
        case "end-note":
            head = f"[^{element.get('n')}]: "
            return _prefixed(_join(element, max(wrap - 4, 0)) or r"\[…\]", head, "    ")
        case _:
            return _join(element, wrap)


def _paragraph(element: "etree._Element", wrap: int) -> str:
    kind = element.get("kind")
    if kind == "verbatim":
        return _fenced("".join(map(str, element.itertext())))
    text = _emphasize(words(element, _write, escape))
    if not text:
        return ""
    if kind == "heading":
        one_line = text.replace("\n", " ")
        level = "#" * int(element.get("level", "1"))
        return f"{level} " + re.sub(r"(#+)$", r"\\\1", one_line)
    if kind in ("caption", "speaker"):
        return f"**{_without_strong(text)}**"
    return _lines(text, wrap)


def _lines(text: str, wrap: int) -> str:
    """A paragraph's lines: breaks made hard, and no beginning of a line taken for a block."""
    paragraphs = [_guard(wrapped(line, wrap)) for line in text.split("\n")]
    return "\\\n".join(paragraphs)


def _guard(text: str) -> str:
    return "\n".join(map(_guard_line, text.split("\n")))


def _guard_line(line: str) -> str:
    if _RULE.fullmatch(line):
        return "\\" + line
    return _LINE_START.sub(_escape_start, line, count=1) if _LINE_START.match(line) else line


def _escape_start(match: re.Match[str]) -> str:
    if match.group(4):
        return f"{match.group(4)}\\{match.group(5)}"
    return "\\" + match.group()


def _group(element: "etree._Element", wrap: int) -> str:
    """Blocks on successive lines: one paragraph with hard breaks, while they are lines."""
    made: list[str] = []
    open_line = False
    for child in element:
        text = _block(child, wrap)
        if not text:
            continue
        is_line = "\n\n" not in text and (
            child.tag == "group"
            or (child.tag == "block" and child.get("kind") not in ("heading", "verbatim"))
        )
        if made and open_line and is_line:
            made[-1] += "\\\n" + text
        else:
            made.append(text)
        open_line = is_line
    return "\n\n".join(made)


def _list(element: "etree._Element", wrap: int) -> str:
    numbered = element.get("kind") == "numbered"
    items: list[str] = []
    loose = False
    for item in element:
        label = item.find("label")
        head = f"{len(items) + 1}. " if numbered else "- "
        indent = " " * len(head)
        body = _join(item_without(item, label), max(wrap - len(indent), 0))
        if label is not None:
            term = _emphasize(words(label, _write, escape)).replace("\n", " ")
            if term:
                strong = f"**{_without_strong(term)}**"
                body = f"{strong}\\\n{body}" if body else strong
        if body:
            loose = loose or "\n\n" in body
            items.append(_prefixed(body, head, indent))
    # two lists on end are parted by a comment, else they would be one
    before = element.getprevious()
    parted = "<!-- -->\n\n" if before is not None and before.tag == "list" else ""
    return parted + ("\n\n" if loose else "\n").join(items) if items else ""


def item_without(item: "etree._Element", label: "etree._Element | None") -> "etree._Element":
    """The item itself, its label taken out."""
    if label is not None:
        item.remove(label)
    return item


def _rows(table: "etree._Element") -> Iterator[str]:
    rows = [
        [_emphasize(words(cell, _write, escape)).replace("\n", " ") for cell in row]
        for row in table
    ]
    rows = [row for row in rows if any(row)]
    count = max((len(row) for row in rows), default=0)
    if not count:
        return
    if table[0].get("label") != "true":
        rows.insert(0, [])
    for n, row in enumerate(rows):
        yield "| " + " | ".join(row + [""] * (count - len(row))) + " |"
        if n == 0:
            yield "|" + " --- |" * count


def _write(element: "etree._Element", text: str) -> str:
    match element.tag:
        case "em":
            return opening(EM) + text + closing(EM_END) if trimmed(text) else text
        case "strong":
            return opening(STRONG) + text + closing(STRONG_END) if trimmed(text) else text
        case "code":
            return _code("".join(map(str, element.itertext()))) or text
        case "reference":
            return f"[^{element.get('n')}]"
        case "link":
            return _link(element.get("href", ""), text)
        case "image" if element.get("href"):
            return f"![](<{_url(element.get('href', ''))}>)"
        case "kept":
            nested = next(element.iterancestors("kept"), None) is not None
            return text if nested or not trimmed(text) else f"⟪{trimmed(text)}⟫"
        case _:
            return text


def _link(href: str, text: str) -> str:
    if said := trimmed(text):
        before, _, after = text.partition(said)
        return f"{before}[{said}](<{_url(href)}>){after}"
    return f"<{href}>" if re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]+:[^\s<>]*", href) else escape(href)


def _url(href: str) -> str:
    return re.sub(r"[<>\\\s]", lambda m: f"%{ord(m.group()):02X}", href)


def _code(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        return ""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _fenced(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip()
    if not text:
        return ""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def _without_strong(text: str) -> str:
    return text.replace("**", "").replace("\n", " ")


def _prefixed(text: str, first: str, rest: str) -> str:
    if not text:
        return ""
    return "\n".join(
        ((rest if n else first) + line).rstrip(" ") for n, line in enumerate(text.split("\n"))
    )


def _emphasize(text: str) -> str:
    """Emphasis written with asterisks where CommonMark reads them so (§6.2), else with tags."""
    stack: list[tuple[int, str]] = []
    plain: dict[int, bool] = {}
    for match in _PAIR.finditer(text):
        at, mark = match.start(), match.group()
        if mark in (EM, STRONG):
            stack.append((at, mark))
        elif stack:
            start, _ = stack.pop()
            works = _flanks(text, start, opens=True) and _flanks(text, at, opens=False)
            plain[start] = plain[at] = works and not any(m in (EM, STRONG) for _, m in stack)
    return _PAIR.sub(lambda m: _DELIMITERS[m.group()][0 if plain.get(m.start()) else 1], text)


def _flanks(text: str, at: int, *, opens: bool) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if not opens:
        before, after = after, before
    if _PAIR.match(after) or _PAIR.match(before) or after.isspace() or after == "*":
        return False
    punctuation = category(after)[0] in "PS"
    return before != "*" and (not punctuation or before.isspace() or category(before)[0] in "PS")
