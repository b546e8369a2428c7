"""The words of a block: its inline elements made one string, its white space settled.

While the string is made, control characters, which no XML document can hold, stand for what is
settled at the end: where words are joined, where a line must end, and on which side of white space
a mark belongs.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from siglum.diplomatic import is_joined

if TYPE_CHECKING:
    from lxml import etree

JOINT, BREAK, SPACE, PARTED = "\x01", "\x02", "\x07", "\x08"
OPEN, OPENED, CLOSE, CLOSED = "\x03", "\x04", "\x05", "\x06"

#: Marks of emphasis, which are no part of the text.
EM, EM_END, STRONG, STRONG_END = "\x0e", "\x0f", "\x10", "\x11"

#: Writes an element that has no meaning here; gets the element and its words.
Writer = Callable[["etree._Element", str], str]

_WHITE = rf"[ \t\r\n{SPACE}{PARTED}]"
#: A word that goes on; it does so through the signs of emphasis, and no other mark.
_AROUND = rf"(?:{_WHITE}|{OPEN}[{EM}{STRONG}]{OPENED}|{CLOSE}[{EM_END}{STRONG_END}]{CLOSED})*"
_JOINT = re.compile(rf"(?:{_AROUND}{JOINT})+{_AROUND}")
_EMPHASIS = re.compile(f"[{OPEN}{CLOSE}][{EM}-{STRONG_END}][{OPENED}{CLOSED}]")
_OPENING = re.compile(rf"((?:{OPEN}[^{OPENED}]*{OPENED}{_WHITE}*)+)")
_CLOSING = re.compile(rf"((?:{_WHITE}*{CLOSE}[^{CLOSED}]*{CLOSED})+)")
_BREAK = re.compile(rf"{_WHITE}*{BREAK}{_WHITE}*")
_SPACES = re.compile(rf"{_WHITE}+")
_MARKERS = re.compile(f"[{OPEN}{OPENED}{CLOSE}{CLOSED}]")


def words(block: "etree._Element", write: Writer, escape: Callable[[str], str] = str) -> str:
    """The words of a block as one line, or several where it has breaks.

    ``write`` gives what an inline element becomes; ``escape`` is applied to the text itself.
    """
    text = _gather(block, write, escape)
    if JOINT in text:
        text = _JOINT.sub(_joined, text)
    text = _OPENING.sub(_move_before, text)
    text = _CLOSING.sub(_move_after, text)
    text = _SPACES.sub(_space, _BREAK.sub(BREAK, text)).strip(f" {BREAK}")
    return text.replace(BREAK, "\n")


def _joined(match: re.Match[str]) -> str:
    marks = "".join(_EMPHASIS.findall(match[0]))
    return SPACE + marks if PARTED in match[0] else marks


def _space(match: re.Match[str]) -> str:
    run, text = match.group(), match.string
    if (
        ("\n" in run or "\r" in run or SPACE in run or PARTED in run)
        and match.start() > 0
        and match.end() < len(text)
        and is_joined(text[match.start() - 1], text[match.end()])
    ):
        return ""
    return " "


def trimmed(text: str) -> str:
    """A text on its way, without white space at its ends."""
    return text.strip(f" \t\r\n{SPACE}{PARTED}")


def opening(mark: str) -> str:
    """A mark that stands after white space, not before."""
    return f"{OPEN}{mark}{OPENED}" if mark else ""


def closing(mark: str) -> str:
    """A mark that stands before white space, not after."""
    return f"{CLOSE}{mark}{CLOSED}" if mark else ""


def _gather(element: "etree._Element", write: Writer, escape: Callable[[str], str]) -> str:
    parts = [escape(element.text)] if element.text else []
    for child in element:
        match child.tag:
            case "space":
                parts.append(PARTED if child.get("parts") else SPACE)
            case "joint":
                parts.append(JOINT)
            case "br":
                parts.append(BREAK)
            case "mark":
                mark = _gather(child, write, escape)
                parts.append(opening(mark) if child.get("side") == "before" else closing(mark))
            case _:
                parts.append(write(child, _gather(child, write, escape)))
        if child.tail:
            parts.append(escape(child.tail))
    return "".join(parts)


def _move_before(match: re.Match[str]) -> str:
    return _moved(match, before=True)


def _move_after(match: re.Match[str]) -> str:
    return _moved(match, before=False)


def _moved(match: re.Match[str], *, before: bool) -> str:
    run = match.group()
    white = " " if re.search(_WHITE, run.replace("\u202f", "")) else ""
    marks = _MARKERS.sub("", _SPACES.sub("", run))
    return white + marks if before else marks + white
