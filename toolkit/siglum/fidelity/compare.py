"""The diplomatic text against the witness: tokens, the shortest list of differences, findings."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple
from unicodedata import name as name_of
from unicodedata import normalize

from siglum.diplomatic import Diplomatic, Places, Section, is_joined
from siglum.document import Document
from siglum.fidelity.diff import MAX_EDITS, Hunk, TooFarError, shortest
from siglum.findings import Finding, Location, Related, finding

#: What a difference shows of the words around it, on each side.
CONTEXT = 32
#: A longer reading is shown by its beginning and end.
LONGEST = 120

_IDEOGRAPHS = "\u2e80-\u2fff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[ \t\n]+|[^\W{_IDEOGRAPHS}]+|.", re.DOTALL)
_PARAGRAPH, _SPACE = "¶", " "


class _Token(NamedTuple):
    """A word, a sign, or white space: what it is compared by, and its span in its text."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two texts, as tokens."""

    text: str
    tokens: list[_Token]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The characters from token ``first`` up to token ``last``."""
        if first == last:
            at = self.tokens[first].start if first < len(self.tokens) else len(self.text)
            return at, at
        return self.tokens[first].start, self.tokens[last - 1].end


@dataclass(frozen=True, slots=True)
class _Edition:
    """The diplomatic text without the editor's words, and where each character comes from."""

    text: str
    nodes: list[int]
    offsets: list[int]
    gaps: frozenset[int]
    joints: frozenset[int]


def differences(
    document: Document, rendered: Diplomatic, witness: str, name: str
) -> Iterator[Finding]:
    """A finding for each difference between a document's diplomatic text and its witness.

    ``name`` is the witness's file as findings show it.
    """
    edition = _edition(rendered.sections)
    start = len(witness) - len(witness.lstrip(" \t\n"))
    stripped = witness.strip(" \t\n")
    paragraphs = _has_blank_lines(stripped)
    lines = not paragraphs and _is_line_by_line(edition.text, stripped)
    left = _Side(edition.text, _tokens(edition.text, "edition", paragraphs, lines))
    right = _Side(stripped, _tokens(stripped, "witness", paragraphs, lines))
    report = _Report(document, Places(document), edition, left, right, witness, start, name)
    try:
        hunks = shortest([t.key for t in left.tokens], [t.key for t in right.tokens], _PARAGRAPH)
    except TooFarError as far:
        yield report.unlike(far.hunk)
        return
    for hunk in _joined(hunks, left):
        yield from report.findings(hunk)


def _edition(sections: Sequence[Section]) -> _Edition:
    """The sections in one, the editor's words taken out with one of the spaces around them."""
    text: list[str] = []
    nodes: list[int] = []
    offsets: list[int] = []
    gaps: set[int] = set()
    joints: set[int] = set()
    for section in sections:
        if not section.text:
            continue
        if text:
            text += "\n\n"
            nodes += [0, 0]
            offsets += [0, 0]
        at = 0
        for begin, end in (*section.editorial, (len(section.text), len(section.text))):
            base = len(text) - at
            text += section.text[at:begin]
            nodes += section.nodes[at:begin]
            offsets += section.offsets[at:begin]
            joints |= {joint + base for joint in section.joints if at <= joint <= begin}
            if begin in section.gaps:
                gaps.add(len(text))
            at = end
            white = section.text[at : at + 1].isspace() or at == len(section.text)
            if begin != end and text and text[-1] == " " and white:
                text.pop(), nodes.pop(), offsets.pop()
            elif begin != end and not text:
                at += len(section.text[at:]) - len(section.text[at:].lstrip())
    return _Edition("".join(text), nodes, offsets, frozenset(gaps), frozenset(joints))


def _has_blank_lines(text: str) -> bool:
    return re.search(r"\n[ \t]*\n", text) is not None


def _is_line_by_line(edition: str, witness: str) -> bool:
    """Is each line of a witness without blank lines a block, and not just a line of one?"""
    blocks = len(re.findall(r"\n+", edition)) + 1
    lines = witness.count("\n") + 1
    return lines > 1 and blocks * 0.8 <= lines <= blocks * 1.25


def _tokens(text: str, side: str, paragraphs: bool, lines: bool) -> list[_Token]:
    """Words, signs and white space.

    ``paragraphs`` says that the witness parts its paragraphs by blank lines, ``lines`` that it has
    none and each line is a block; with neither, a line break is a space.
    """
    found: list[_Token] = []
    for match in _TOKEN.finditer(text):
        run = match.group()
        if run[0] in " \t\n":
            breaks = run.count("\n")
            if (breaks > 1 and paragraphs) or (breaks and lines):
                key = _PARAGRAPH
            elif breaks:
                key = _SPACE
            else:
                key = run
        else:
            key = run
        found.append(_Token(key, *match.span()))
    return found


def _joined(hunks: list[Hunk], left: _Side) -> Iterator[Hunk]:
    """Differences with only a space between them are one."""
    held: Hunk | None = None
    for hunk in hunks:
        if (
            held is not None
            and hunk.a1 - held.a2 == 1
            and left.tokens[held.a2].key == _SPACE
            and held.a2 > held.a1
            and hunk.a2 > hunk.a1
            and held.b2 > held.b1
            and hunk.b2 > hunk.b1
        ):
            held = Hunk(held.a1, hunk.a2, held.b1, hunk.b2)
            continue
        if held is not None:
            yield held
        held = hunk
    if held is not None:
        yield held


@dataclass(frozen=True, slots=True)
class _Report:
    """What makes findings of differences."""

    document: Document
    places: Places
    edition: _Edition
    left: _Side
    right: _Side
    witness: str
    shift: int
    name: str

    def findings(self, hunk: Hunk) -> Iterator[Finding]:
        """The finding for a difference, unless the markup declares it."""
        a, b = self.left.span(hunk.a1, hunk.a2), self.right.span(hunk.b1, hunk.b2)
        ours, theirs = self.left.text[slice(*a)], self.right.text[slice(*b)]
        borders = [
            any(token.key == _PARAGRAPH for token in tokens)
            for tokens in (
                self.left.tokens[hunk.a1 : hunk.a2],
                self.right.tokens[hunk.b1 : hunk.b2],
            )
        ]
        if not any(borders) and self._is_line_end(ours, theirs, a[0], b):
            return
        if theirs and self._is_gap(a, ours, theirs):
            return
        code, values = self._described(ours, theirs, a, b)
        if not ours.strip() and not theirs.strip() and any(borders):
            code, values = "paragraph-differs", {"detail": self._border(borders[0], a, b)}
        at, there = a[0], b[0]
        if ours and theirs:
            same = _common(ours, theirs)
            at, there = at + same, there + same
        related = (
            Related(self._place(at), f"the text: {self._around(self.left.text, *a)}"),
            Related(self._there(there), f"the witness: {self._around(self.right.text, *b)}"),
        )
        yield finding(code, self._place(at), related=related, **values)

    def unlike(self, hunk: Hunk) -> Finding:
        """The finding for texts that have too little in common."""
        a, b = self.left.span(hunk.a1, hunk.a1), self.right.span(hunk.b1, hunk.b1)
        related = [Related(self._there(b[0]), "the witness from here on")]
        return finding(
            "text-unlike", self._place(a[0]), related=related, limit=MAX_EDITS, name=self.name
        )

    def _described(
        self, ours: str, theirs: str, a: tuple[int, int], b: tuple[int, int]
    ) -> tuple[str, dict[str, str]]:
        """The code of a difference, and what its message is filled with."""
        left, right = _shown(ours, theirs), _shown(theirs, ours)
        if not ours:
            around = self._around(self.left.text, *a)
            return "text-missing", {"witness": right, "edition": around}
        if not theirs:
            around = self._around(self.right.text, *b)
            return "text-added", {"edition": left, "witness": around}
        return "text-differs", {"edition": left, "witness": right}

    def _border(self, ours: bool, a: tuple[int, int], b: tuple[int, int]) -> str:
        """What is to be said of a paragraph that begins in one of the two only."""
        side, text, at = (
            ("text", self.left.text, a[1]) if ours else ("witness", self.right.text, b[1])
        )
        other = "witness" if ours else "text"
        word = re.match(r"\S+(?: \S+){0,2}", text[at:])
        before = f" before “{word.group()}”" if word else ""
        return f"the {side} begins a new paragraph{before}, the {other} does not"

    def _is_line_end(self, ours: str, theirs: str, at: int, b: tuple[int, int]) -> bool:
        """Is this no more than the end of a line in the witness, within a paragraph?"""
        if ours.strip() or theirs.strip() or "\n" not in ours + theirs:
            return False
        if ours and theirs:
            return True
        around = self.right.text[max(b[0] - 1, 0) : b[0]], self.right.text[b[1] : b[1] + 1]
        return at in self.edition.joints or (all(around) and is_joined(*around))

    def _is_gap(self, a: tuple[int, int], ours: str, theirs: str) -> bool:
        """Does the markup say that what is missing here is left out?"""
        inner = sorted(gap for gap in self.edition.gaps if a[0] <= gap <= a[1])
        if inner:
            cuts = [a[0], *inner, a[1]]
            parts = [self.left.text[m:n] for m, n in pairwise(cuts)]
            pattern = ".*".join(map(re.escape, parts))
            if re.fullmatch(pattern, theirs, re.DOTALL):
                return True
        if ours.strip():
            return False
        near = (gap for gap in self.edition.gaps if a[0] - 1 <= gap <= a[1] + 1)
        return any(not self.left.text[min(g, a[0]) : max(g, a[1])].strip() for g in near)

    def _around(self, text: str, start: int, end: int) -> str:
        """A reading in its context, in angle brackets."""
        before = text[max(start - CONTEXT, 0) : start]
        after = text[end : end + CONTEXT]
        if start > CONTEXT:
            before = "…" + before.partition(" ")[2] if " " in before else "…" + before
        if end + CONTEXT < len(text):
            after = after.rpartition(" ")[0] + "…" if " " in after else after + "…"
        return _one_line(f"{before}⟨{_shortened(text[start:end])}⟩{after}")

    def _place(self, at: int) -> Location:
        """The place in the document of a character of the diplomatic text."""
        edition = self.edition
        for index in range(at, min(at + 2, len(edition.nodes))):
            if edition.nodes[index]:
                return self.places.locate(edition.nodes[index], edition.offsets[index])
        for index in range(min(at, len(edition.nodes)) - 1, -1, -1):
            if edition.nodes[index]:
                return self.places.locate(edition.nodes[index], edition.offsets[index] + 1)
        for index in range(at, len(edition.nodes)):
            if edition.nodes[index]:
                return self.places.locate(edition.nodes[index], edition.offsets[index])
        return self.document.locate(self.document.root)

    def _there(self, at: int) -> Location:
        """The place in the witness of a character of its text."""
        index = at + self.shift
        line = self.witness.count("\n", 0, index) + 1
        return Location(self.name, line, index - self.witness.rfind("\n", 0, index))


def _common(one: str, other: str) -> int:
    """How many characters two readings begin with alike, within their first word."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count if count < min(len(one), len(other)) else 0


def _shown(reading: str, other: str) -> str:
    """A reading in quotation marks; its characters by name where the eye would not tell."""
    shown = f"“{_shortened(reading)}”"
    if reading and other and normalize("NFC", reading) == normalize("NFC", other):
        return f"{shown} (" + " ".join(f"U+{ord(c):04X}" for c in reading) + ")"
    if len(reading) == 1 and not reading.isalnum():
        return f"{_named(reading)} {reading}".rstrip()
    if reading.isspace():
        counts = Counter(map(_named, reading))
        return ", ".join(f"{n} × {name}" if n > 1 else name for name, n in counts.items())
    return shown


def _named(character: str) -> str:
    return f"U+{ord(character):04X} {name_of(character, 'control character')}"


def _shortened(text: str) -> str:
    text = _one_line(text).removeprefix(" ¶ ")
    if len(text) <= LONGEST:
        return text
    half = LONGEST // 2
    return f"{text[:half].rpartition(' ')[0] or text[:half]} … {text[-half:].partition(' ')[2]}"


def _one_line(text: str) -> str:
    return text.replace("\n\n", " ¶ ").replace("\n", " ")
