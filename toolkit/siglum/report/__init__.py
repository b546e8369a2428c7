"""Findings to text, JSON, SARIF and GitHub annotations: one module a format.

Every format has the same shape: a function from findings to the text that is printed. Only
``siglum.cli`` prints it. Findings carry words out of documents, so what a terminal or a reader of
one line at a time would take for a command is made visible before it is shown (``visible``).
"""

from collections.abc import Iterable
from typing import TextIO

from siglum.findings import Finding

FORMATS = ("text", "json", "sarif", "github")


def print_findings(findings: Iterable[Finding], *, stream: TextIO) -> None:
    """Print findings as plain text without code frames, a line or more each."""
    from siglum.report.text import Style, render

    for found in findings:
        stream.write(render(found, Style()))


def visible(text: str, *, lines: bool = False) -> str:
    """The text with control characters made visible, such as ``␛`` for an escape.

    ``lines`` keeps line feeds. Characters that reorder a line (U+202A to U+202E, U+2066 to
    U+2069) are spelt out, since a message could be made to say another thing with them, and those
    that nobody sees (U+200B and the like), since an id may differ from another in them alone.
    """
    if text.isprintable():
        return text
    return "".join(c if c == "\n" and lines else _VISIBLE.get(c, c) for c in text)


_VISIBLE = (
    {chr(n): chr(0x2400 + n) for n in range(0x20)}
    | {"\x7f": "␡"}
    | {chr(n): f"<U+{n:04X}>" for n in (*range(0x80, 0xA0), 0x2028, 0x2029)}
    | {chr(n): f"<U+{n:04X}>" for n in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
    | {chr(n): f"<U+{n:04X}>" for n in (0x61C, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF)}
)
