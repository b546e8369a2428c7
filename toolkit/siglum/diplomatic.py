"""The diplomatic text: the source's own characters, each with its place in the document.

What the source has, and what the editor adds, is decided in one place, ``xslt/text`` with the view
``diplomatic``. Here its layout becomes lines (see ``siglum.outputs.text`` for the layout's
elements): each block is one line, blocks are parted by a blank line, and the lines of a stanza,
a list, a speech, an address, an opener or a closer follow each other.

White space: a run of it that holds a line break is the layout of the file and counts as one space;
any other is the source's and stays (between two ideographs or kana,
a line break counts as nothing). It is trimmed at both ends of a block.

``siglum text --view diplomatic`` prints this text and ``siglum.fidelity`` compares it, so the two
cannot disagree.
"""

import re
import sys
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import east_asian_width

from siglum.document import MAX_DEPTH, Document
from siglum.findings import Finding, Location

if TYPE_CHECKING:
    from lxml import etree

_EDGES = re.compile(r"\A[ \t\r\n]+|[ \t]*[\r\n][ \t\r\n]*|[ \t\r\n]+\Z")
_WHITE = " \t\r\n"
_EDITORS = ("editorial", "gap")
_WHITE_ROLES = ("space", "joint", "nothing")


class _Piece(NamedTuple):
    """Characters that stand together: from the text node ``node`` at ``offset``, or from none.

    ``node`` counts text nodes from 1 in document order; 0 is what the rendering adds. ``role`` is
    ``text``, ``editorial`` (the editor's words), ``gap`` (the same, where the source's words
    are left out), ``space`` (a space unless there is one),
    ``joint`` (a break at which a word goes on), or ``nothing`` (something is not shown here).
    """

    text: str
    node: int = 0
    offset: int = 0
    role: str = "text"


_OPENING, _CLOSING = _Piece("[", role="editorial"), _Piece("]", role="editorial")


@dataclass(frozen=True, slots=True)
class Section:
    """The diplomatic text of one TEI text.

    ``text`` is what is printed, without a final line feed. Of each of its characters ``nodes``
    gives the number of the text node it comes from (0: from none) and ``offsets`` the index in it.
    ``editorial`` are the spans of the editor's own words (such as the brackets of a ``gap``), which
    no witness has; at the indexes in ``gaps`` words of the source are left out. ``joints`` are the
    indexes before which the source breaks a line within a word.
    """

    text: str
    nodes: "array[int]"
    offsets: "array[int]"
    editorial: tuple[tuple[int, int], ...]
    gaps: frozenset[int]
    joints: frozenset[int]


@dataclass(frozen=True, slots=True)
class Diplomatic:
    """The diplomatic text of a document, a section for each outermost TEI text."""

    sections: tuple[Section, ...]
    findings: tuple[Finding, ...]

    @property
    def text(self) -> str:
        """All sections, parted by a blank line, without a final line feed."""
        return "\n\n".join(section.text for section in self.sections if section.text)


def render(document: Document) -> Diplomatic:
    """Render a document's diplomatic text.

    Raises:
        FindingError: the stylesheet failed (``stylesheet-error``).
    """
    from lxml import etree

    from siglum.resources import resource
    from siglum.transform import load

    stylesheet = load(resource("xslt", "text", "text.xsl"), document)
    bundle = stylesheet.bundle(document, {"view": "diplomatic"}, output="text")
    parser = etree.XMLParser(huge_tree=True)
    layout = etree.fromstring(bundle.files["diplomatic"], parser)
    with deep():
        return Diplomatic(tuple(_section(section) for section in layout), bundle.findings)


@contextmanager
def deep() -> Iterator[None]:
    """Let functions recur as deep as a document of ``MAX_DEPTH`` elements may need."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, 20 * MAX_DEPTH))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


class Places:
    """Where the text nodes of a document stand, by number."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._nodes: list[tuple[etree._Element, bool, int]] = list(_text_nodes(document))

    def locate(self, node: int, offset: int) -> Location:
        """The place of a character of text node ``node`` (from 1)."""
        element, tail, before = self._nodes[node - 1]
        return self._document.locate_text(element, before + offset, tail=tail)


def _text_nodes(document: Document) -> "Iterator[tuple[etree._Element, bool, int]]":
    """Each text node as the element whose ``text`` or ``tail`` it is in, and its start in that.

    A comment or instruction parts text into nodes, but the run of text that ``locate_text``
    counts in goes on over it.
    """
    from lxml import etree

    anchor: etree._Element | None = None
    tail = False
    length = 0
    for event, node in etree.iterwalk(document.root, events=("start", "end", "comment", "pi")):
        if event == "start":
            anchor, tail, length, text = node, False, 0, node.text
        elif event == "end":
            if node is document.root:
                return
            anchor, tail, length, text = node, True, 0, node.tail
        else:
            text = node.tail
        if text and anchor is not None:
            yield anchor, tail, length
            length += len(text)


def is_joined(before: str, after: str) -> bool:
    """Whether the end of a line between these characters is no space: both are ideographs or kana.

    Scripts that write no spaces between words do so at the end of a line neither (CSS Text 4
    §4.1.3, segment breaks).
    """
    return _is_spaceless(before) and _is_spaceless(after)


def _is_spaceless(character: str) -> bool:
    return (
        not character.isascii()
        and east_asian_width(character) in "WF"
        and not "\u1100" <= character <= "\u11ff"
        and not "\uac00" <= character <= "\ud7af"
    )


def _section(element: "etree._Element") -> Section:
    pieces = [piece for piece in _blocks(element, "\n\n") if piece.text or piece.role == "joint"]
    nodes, offsets = array("l"), array("l")
    editorial: list[tuple[int, int]] = []
    gaps: list[int] = []
    joints: list[int] = []
    at = 0
    for piece in pieces:
        size = len(piece.text)
        if piece.node:
            nodes.extend([piece.node] * size)
            offsets.extend(range(piece.offset, piece.offset + size))
        else:
            nodes.extend([0] * size)
            offsets.extend([0] * size)
        if piece.role in _EDITORS:
            if piece.role == "gap":
                gaps.append(at)
            if editorial and editorial[-1][1] == at:
                editorial[-1] = (editorial[-1][0], at + size)
            else:
                editorial.append((at, at + size))
        elif piece.role == "joint":
            joints.append(at)
        at += size
    text = "".join(piece.text for piece in pieces)
    return Section(text, nodes, offsets, tuple(editorial), frozenset(gaps), frozenset(joints))


def _blocks(parent: "etree._Element", separator: str) -> list[_Piece]:
    """The lines of the blocks in ``parent``, parted by ``separator``; an empty one is none."""
    found: list[_Piece] = []
    for child in parent:
        match child.tag:
            case "block":
                pieces = _line(_inline(child), verbatim=child.get("kind") == "verbatim")
            case "group" | "list":
                pieces = _blocks(child, "\n")
            case "item":
                pieces = _blocks(child, "\n")
            case "label":
                pieces = _line(_inline(child))
            case "table":
                pieces = _blocks(child, "\n")
            case "row":
                pieces = _blocks(child, "\t")
            case "cell":
                pieces = _line(_inline(child))
            case "note" if child.get("editorial"):
                pieces = [p._replace(role="editorial") for p in _blocks(child, separator)]
                if pieces:
                    pieces = [_OPENING, *pieces, _CLOSING]
            case _:
                pieces = _blocks(child, separator)
        if not pieces:
            continue
        if found:
            of_editor = all(piece.role in _EDITORS for piece in pieces)
            between = " " if _is_label(child) else separator
            found.append(_Piece(between, role="editorial" if of_editor else "text"))
        found += pieces
    return found


def _is_label(child: "etree._Element") -> bool:
    before = child.getprevious()
    return before is not None and before.tag == "label"


def _inline(parent: "etree._Element", role: str = "text") -> Iterator[_Piece]:
    if parent.text and parent.tag != "run":
        yield _Piece(parent.text, role=role)
    for child in parent:
        match child.tag:
            case "run":
                yield _Piece(child.text or "", int(child.get("n", "0")), 0, role)
            case "space":
                yield _Piece(" ", role="space")
            case "joint":
                yield _Piece("", role="joint")
            case "nothing" | "image":
                yield _Piece("", role="nothing")
            case "editorial":
                yield from _inline(child, child.get("kind", "editorial"))
            case _:
                yield from _inline(child, role)
        if child.tail:
            yield _Piece(child.tail, role=role)


def _line(pieces: Iterator[_Piece], *, verbatim: bool = False) -> list[_Piece]:
    """The pieces of one block with their white space settled."""
    line: list[_Piece] = []
    white: list[_Piece] = []
    for piece in pieces:
        for part in _parts(piece):
            if part.role in _WHITE_ROLES or part.text[0] in _WHITE:
                white.append(part)
            else:
                line += _white(white, line, part.text, verbatim=verbatim)
                white = []
                line.append(part)
    return line


def _parts(piece: _Piece) -> Iterator[_Piece]:
    """The piece cut at the white space that is to be settled: at its ends, and at line breaks."""
    if piece.role in _WHITE_ROLES:
        yield piece
        return
    at = 0
    for match in _EDGES.finditer(piece.text):
        if match.start() > at:
            yield piece._replace(text=piece.text[at : match.start()], offset=piece.offset + at)
        yield piece._replace(text=match.group(), offset=piece.offset + match.start())
        at = match.end()
    if at < len(piece.text):
        yield piece._replace(text=piece.text[at:], offset=piece.offset + at)


def _white(pieces: list[_Piece], line: list[_Piece], after: str, *, verbatim: bool) -> list[_Piece]:
    """What a run of white space between ``line`` and ``after`` amounts to."""
    if not line or not pieces:
        return []
    if any(piece.role == "joint" for piece in pieces):
        return [_Piece("", role="joint")]
    real = [piece for piece in pieces if piece.role not in _WHITE_ROLES]
    if not real and all(piece.role == "nothing" for piece in pieces):
        return []
    if verbatim and real:
        return real
    ends = any("\n" in piece.text or "\r" in piece.text for piece in real)
    if (ends or not real) and is_joined(line[-1].text[-1:] or " ", after[0]):
        return []
    if not real:
        return [_Piece(" ")]
    if ends or (len(real) > 1 and len(pieces) > len(real)):
        return [real[0]._replace(text=" ")]
    return real
