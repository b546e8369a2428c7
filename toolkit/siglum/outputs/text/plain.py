"""The reading view: plain text, with quotations indented and notes at the end."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from unicodedata import combining, east_asian_width

from siglum.outputs.text.inline import trimmed, words

if TYPE_CHECKING:
    from lxml import etree

#: What must not begin a line, and what must not end one, in texts without spaces.
_NOT_FIRST = "、。，．・：；？！ー」』）］｝〉》】〕’”…‥"
_NOT_LAST = "「『（［｛〈《【〔‘“"


def render(layout: "etree._Element", wrap: int) -> str:
    """The text of a layout, without a final line feed; ``wrap`` is a width, or 0."""
    return "\n\n".join(text for section in layout if (text := _join(section, "\n\n", wrap)))


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> str:
    """Lines of at most ``width`` columns, where words allow it; 0 leaves lines as they are.

    ``first`` begins the first line and ``rest`` each further line that is not empty.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        room = max(width - columns(rest), 10) if width else 0
        lines += _fold(line, room) if room else [line]
    return _indented("\n".join(lines), first, rest)


def columns(text: str) -> int:
    """How many columns of a terminal or a monospaced page a text takes."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def write(element: "etree._Element", text: str) -> str:
    """An inline element in plain text: mostly its words."""
    match element.tag:
        case "reference":
            return f"[{element.get('n')}]"
        case "kept":
            return text if _is_kept(element) or not trimmed(text) else f"⟪{trimmed(text)}⟫"
        case "link" if not trimmed(text):
            return f"<{element.get('href')}>"
        case _:
            return text


def _is_kept(element: "etree._Element") -> bool:
    return next(element.iterancestors("kept"), None) is not None


def _join(parent: "etree._Element", separator: str, wrap: int) -> str:
    found = [_block(child, separator, wrap) for child in parent]
    return separator.join(filter(None, found))


def _block(element: "etree._Element", separator: str, wrap: int) -> str:
    match element.tag:
        case "block" if element.get("kind") == "verbatim":
            return "".join(map(str, element.itertext())).strip("\r\n").rstrip()
        case "block":
            return wrapped(words(element, write), wrap)
        case "group":
            return _join(element, "\n", wrap)
        case "quotation":
            return _indented(_join(element, separator, max(wrap - 4, 0)), "    ", "    ")
        case "list":
            return "\n".join(list(_items(element, wrap)))
        case "table":
            return "\n".join(_rows(element))
        case "kept":
            text = _join(element, "\n\n", wrap)
            return f"⟪\n\n{text}\n\n⟫" if text else ""
        case "end-note":
            head = f"[{element.get('n')}] "
            text = _join(element, "\n\n", max(wrap - 4, 0)) or _wordless(element)
            return _indented(text, head, "    ")
        case _:
            return _join(element, separator, wrap)


def _wordless(note: "etree._Element") -> str:
    """What stands for a note that has no words: the addresses of its images."""
    return " ".join(f"<{i.get('href')}>" for i in note.iter("image") if i.get("href")) or "[…]"


def _items(element: "etree._Element", wrap: int) -> Iterator[str]:
    kind = element.get("kind")
    number = 0
    for item in element:
        label = item.find("label")
        number += 1
        if label is not None:
            first = words(label, write)
            item.remove(label)
            body = _join(item, "\n", max(wrap - 4, 0))
            yield _indented(f"{first}\n{body}" if body else first, "", "    ")
            continue
        head = {"numbered": f"{item.get('n') or number}. ", "bulleted": "- "}.get(kind or "", "")
        if head and re.fullmatch(r"\S*[.):\]] ", head[:-2] + " "):
            head = head[:-2] + " "
        body = _join(item, "\n", max(wrap - len(head), 0))
        if body:
            yield _indented(body, head, " " * len(head))


def _rows(table: "etree._Element") -> Iterator[str]:
    rows = [[words(cell, write).replace("\n", " ") for cell in row] for row in table]
    count = max((len(row) for row in rows), default=0)
    widths = [
        max((columns(row[n]) for row in rows if n < len(row)), default=0) for n in range(count)
    ]
    narrow = sum(widths) + 3 * count <= 100
    for row in rows:
        cells = [c + " " * (widths[n] - columns(c)) if narrow else c for n, c in enumerate(row)]
        if any(cell.strip() for cell in cells):
            yield " | ".join(cells).rstrip(" ")


def _indented(text: str, first: str, rest: str) -> str:
    if not text:
        return ""
    lines = text.split("\n")
    return "\n".join(((rest if n else first) + line).rstrip(" ") for n, line in enumerate(lines))


def _fold(line: str, width: int) -> list[str]:
    if columns(line) <= width:
        return [line]
    lines: list[str] = []
    current = ""
    for token in _tokens(line):
        if current and columns(current + token.rstrip(" ")) > width:
            lines.append(current.rstrip(" "))
            current = ""
        current += token
    return [*lines, current.rstrip(" ")] if current.strip(" ") else lines


def _tokens(line: str) -> Iterator[str]:
    """Pieces that stay on one line, each with the spaces after it."""
    for word in re.findall(r"[^ ]+ *| +", line):
        if word.isascii():
            yield word
            continue
        start = 0
        for n in range(1, len(word)):
            if (
                (_width(word[n]) == 2 or _width(word[n - 1]) == 2)
                and word[n] != " "
                and not combining(word[n])
                and word[n] not in _NOT_FIRST
                and word[n - 1] not in _NOT_LAST
            ):
                yield word[start:n]
                start = n
        yield word[start:]


def _width(character: str) -> int:
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
