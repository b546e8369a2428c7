"""Findings as text for people: a line, a code frame with a caret, related places, and a hint.

::

    tei/letter.xml:12:8: error [element-unknown] there is no element persname
       12 │     <p><persname>Ada</persname></p>
          │        ^
      hint: did you mean persName?
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple
from unicodedata import combining, east_asian_width

from siglum.findings import Finding, Location, Severity
from siglum.report import visible

#: Gives the lines of the file of that name, or None where they are not at hand.
Lines = Callable[[str], Sequence[str] | None]

TAB = 4

_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.INFO: "36;1"}


class Style(NamedTuple):
    """How findings look: with colours or without, in how many columns, with explanations or not.

    ``encoding`` is what the terminal speaks; what it cannot say is escaped in code frames.
    """

    colour: bool = False
    width: int = 100
    explain: bool = False
    encoding: str = "utf-8"


def render(found: Finding, style: Style, lines: Lines | None = None) -> str:
    """One finding, ending in a line feed; with a code frame where ``lines`` has its file."""
    place = found.location
    parts = [
        f"{_paint(_at(place) + ':', '1', style)} "
        f"{_paint(found.severity, _COLOURS[found.severity], style)} "
        f"[{visible(found.code)}] {visible(found.message)}"
    ]
    is_note = found.severity is Severity.INFO
    source = lines(place.file) if lines is not None and not is_note else None
    if source is not None and 1 <= place.line <= len(source):
        parts += _frame(source[place.line - 1], place, found.severity, style)
    for related in found.related:
        parts.append(f"  {_at(related.location)}: {visible(related.message)}")
    if found.hint:
        head = _paint("hint:", "36", style)
        parts.append(f"  {head} {visible(found.hint, lines=True)}".replace("\n", "\n    "))
    if style.explain and not is_note:
        explanation = _explanation(found.code)
        if explanation:
            parts.append(f"  why: {explanation}")
    return "\n".join(parts) + "\n"


def _at(place: Location) -> str:
    return f"{visible(place.file)}:{place.line}:{place.column}"


def _explanation(code: str) -> str:
    from siglum.findings import CATALOGUE

    entry = CATALOGUE.get(code)
    return entry.explanation if entry is not None else ""


def _paint(text: str, codes: str, style: Style) -> str:
    return f"\x1b[{codes}m{text}\x1b[0m" if style.colour else text


def _frame(line: str, place: Location, severity: Severity, style: Style) -> list[str]:
    """The line of the file and a caret below it, cut around the caret where the line is long."""
    number = str(place.line)
    margin = max(5, len(number) + 2)
    bar, dots = ("│", "…") if _said("│…", style.encoding) == "│…" else ("|", "...")
    room = max(20, style.width - margin - 2 - 2 * len(dots))
    at = min(place.column - 1, len(line))
    # a document may be one line of megabytes, with a finding at each of its ends
    first, last = max(0, at - 4 * room), at + 4 * room
    cut = line[first:last]
    is_plain = cut.isascii() and cut.isprintable()
    cells = [(c, 1) for c in cut] if is_plain else [_cell(c, style.encoding) for c in cut]
    at -= first
    start, end = _window([width for _, width in cells], at, room)
    shown = "".join(text for text, _ in cells[start:end])
    before = sum(width for _, width in cells[start:at])
    if first or start:
        shown = dots + shown
        before += len(dots)
    if end < len(cells) or last < len(line):
        shown += dots
    caret = _paint("^", _COLOURS[severity], style)
    bar = _paint(bar, "2", style)
    return [
        f"{number:>{margin}} {bar} {shown}".rstrip(),
        f"{'':>{margin}} {bar} {'':{before}}{caret}",
    ]


def _said(text: str, encoding: str) -> str:
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _cell(character: str, encoding: str) -> tuple[str, int]:
    """A character as it is shown, and how many columns of a terminal that takes."""
    if character == "\t":
        return " " * TAB, TAB
    if character.isascii():
        shown = visible(character)
        return shown, len(shown)
    shown = visible(character)
    said = _said(shown, encoding)
    if said != shown:
        return said, len(said)
    if combining(character):
        return character, 0
    wide = east_asian_width(character) in "WF"
    return shown, len(shown) * (2 if wide else 1)


def _window(widths: list[int], at: int, room: int) -> tuple[int, int]:
    """The slice of a line that fits into ``room`` columns, with ``at`` in its first two thirds."""
    if sum(widths) <= room:
        return 0, len(widths)
    start = end = at
    left = right = 0
    while start > 0 and left + widths[start - 1] <= room * 2 // 3:
        start -= 1
        left += widths[start]
    while end < len(widths) and left + right + widths[end] <= room - 2:
        right += widths[end]
        end += 1
    while start > 0 and left + right + widths[start - 1] <= room - 2:
        start -= 1
        left += widths[start]
    return start, end
