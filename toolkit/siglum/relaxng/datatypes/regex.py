"""The regular expressions of W3C XML Schema (part 2, appendix F), on Python's ``re``.

A class such as ``\\p{L}`` holds over a hundred thousand characters, and Python's expressions know
no Unicode properties. So an expression is translated twice, each time when it is first needed:
for ASCII text, where a class has at most 128 members, and for any text.
"""

import re
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import NamedTuple

Ranges = tuple[tuple[int, int], ...]

_LAST = 0x10FFFF
_MANY = 2**31  # more than any text has characters
_ASCII_LAST = 0x7F
_CATEGORIES = frozenset(
    "L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po Z Zs Zl Zp S Sm Sc Sk So "
    "C Cc Cf Co Cn".split()
)
_SINGLE = {"n": "\n", "r": "\r", "t": "\t", **{c: c for c in "\\|.?*+(){}-[]^"}}


class RegexError(ValueError):
    """The expression is not one of XML Schema's; the message says where and why."""


class _Set(NamedTuple):
    """A class of characters: the union of its parts, perhaps negated, less another class."""

    parts: "tuple[tuple[int, int] | str | _Set, ...]"  # a range, a category, a nested class
    negated: bool = False
    less: "_Set | None" = None


_SPACE = _Set(((9, 10), (13, 13), (32, 32)))
_DIGIT = _Set(("Nd",))
_WORD = _Set(("P", "Z", "C"), negated=True)
_DOT = _Set(((10, 10), (13, 13)), negated=True)


class Regex:
    """A compiled expression.

    Raises:
        RegexError: the expression is wrong.
    """

    __slots__ = ("_any", "_ascii", "_tokens", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self._tokens = _parse(source)
        self._ascii: Callable[[str], object] | None = None
        self._any: Callable[[str], object] | None = None

    def matches(self, text: str) -> bool:
        """Whether the expression matches all of the text."""
        if text.isascii():
            if self._ascii is None:
                self._ascii = _compile(self._tokens, _ASCII_LAST)
            return self._ascii(text) is not None
        if self._any is None:
            self._any = _compile_any(self._tokens)
        return self._any(text) is not None


def _compile(tokens: "list[str | _Set]", last: int) -> Callable[[str], object]:
    pieces = (t if isinstance(t, str) else _written(_ranges(t, last)) for t in tokens)
    try:
        return re.compile("".join(pieces)).fullmatch
    except (re.error, OverflowError, RecursionError) as error:
        raise RegexError(str(error)) from None


def _compile_any(tokens: "list[str | _Set]") -> Callable[[str], object]:
    if len(tokens) == 2 and isinstance(tokens[0], _Set) and tokens[1] in ("+", "*"):
        return _repeated(tokens[0], tokens[1] == "*")
    return _compile(tokens, _LAST)


def _repeated(characters: _Set, empty: bool) -> Callable[[str], object]:
    """A matcher of ``[class]+`` that asks for each character, so that no class is spelt out."""
    known: dict[str, bool] = {}

    def match(text: str) -> object:
        for character in text:
            member = known.get(character)
            if member is None:
                if len(known) > 4096:
                    known.clear()
                member = known[character] = _has(characters, character)
            if not member:
                return None
        return text if text or empty else None

    return match


def _has(characters: _Set, character: str) -> bool:
    from unicodedata import category

    point = ord(character)
    kind = category(character)
    inside = False
    for part in characters.parts:
        if isinstance(part, str):
            inside = kind.startswith(part)
        elif isinstance(part, _Set):
            inside = _has(part, character)
        else:
            inside = part[0] <= point <= part[1]
        if inside:
            break
    inside ^= characters.negated
    return inside and not (characters.less and _has(characters.less, character))


# -- reading (appendix F, productions 1 to 37) ---------------------------------------------------


def _parse(source: str) -> "list[str | _Set]":
    """The expression as pieces of a Python expression, its classes not yet spelt out."""
    reader = _Reader(source)
    tokens = list(reader.expression())
    if reader.at < len(source):
        raise RegexError(f"a closing parenthesis too many at character {reader.at + 1}")
    _compile([t if isinstance(t, str) else "." for t in tokens], _ASCII_LAST)
    return tokens


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0

    def peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def take(self) -> str:
        if self.at >= len(self.source):
            raise RegexError("it ends too early")
        self.at += 1
        return self.source[self.at - 1]

    def expression(self) -> "Iterable[str | _Set]":
        depth = 0
        while self.at < len(self.source):
            character = self.take()
            if character == "(":
                depth += 1
                yield "(?:"
                continue
            if character == "|":
                yield "|"
                continue
            if character == ")":
                if depth == 0:
                    self.at -= 1
                    return
                depth -= 1
                yield ")"
            elif character in "?*+{}":
                raise RegexError(f"nothing to repeat before {character} at {self.at}")
            elif character == "]":
                raise RegexError(f"a ] without [ at character {self.at}")
            elif character == ".":
                yield _DOT
            elif character == "[":
                yield self.character_class()
            elif character == "\\":
                escaped = self.escape()
                yield re.escape(escaped) if isinstance(escaped, str) else escaped
            else:
                yield re.escape(character)
            yield from self.quantifier()
        if depth:
            raise RegexError("a parenthesis is not closed")

    def quantifier(self) -> Iterable[str]:
        character = self.peek()
        if character and character in "?*+":
            yield self.take()
        elif character == "{":
            found = re.compile(r"\{([0-9]+)(,([0-9]*))?\}").match(self.source, self.at)
            if not found:
                raise RegexError(f"a wrong quantifier at character {self.at + 1}")
            if found[3] and _less(found[3], found[1]):
                raise RegexError(f"the quantifier {found[0]} ends before it begins")
            self.at = found.end()
            yield _counted(found)

    def escape(self) -> "str | _Set":
        letter = self.take()
        if letter in _SINGLE:
            return _SINGLE[letter]
        negated = letter.isupper()
        match letter.lower():
            case "s":
                found = _SPACE
            case "d":
                found = _DIGIT
            case "w":
                found = _WORD
            case "i":
                found = _named(True)
            case "c":
                found = _named(False)
            case "p":
                found = self.property()
            case _:
                raise RegexError(f"the escape \\{letter} at character {self.at} is unknown")
        return _Set((found,), negated=True) if negated else found

    def property(self) -> _Set:
        if self.take() != "{":
            raise RegexError(f"a {{ must follow \\p at character {self.at}")
        end = self.source.find("}", self.at)
        if end < 0:
            raise RegexError("a } is missing")
        name = self.source[self.at : end]
        self.at = end + 1
        if name in _CATEGORIES:
            return _Set((name,))
        if name.startswith("Is"):
            return _Set(_block(name[2:]))
        raise RegexError(f"there is no category {name} of characters")

    def character_class(self) -> _Set:
        negated = self.peek() == "^"
        if negated:
            self.at += 1
        parts: list[tuple[int, int] | str | _Set] = []
        while True:
            character = self.take()
            if character == "]":
                if not parts:
                    raise RegexError(f"an empty class at character {self.at}")
                return _Set(tuple(parts), negated)
            if character == "-" and self.peek() == "[" and parts:
                self.at += 1
                less = self.character_class()
                if self.take() != "]":
                    raise RegexError(f"a ] must follow the class taken away, at {self.at}")
                return _Set(tuple(parts), negated, less)
            if character == "[":
                raise RegexError(f"a [ within a class at character {self.at}")
            if character == "-" and parts and not self.at_class_end(self.at):
                raise RegexError(
                    f"a - that is neither first nor last in its class, at character {self.at}; "
                    "write \\-"
                )
            first = self.escape() if character == "\\" else character
            if isinstance(first, _Set):
                parts.append(first)
            elif self.at_range():
                parts.append(self.range_from(character, first))
            else:
                parts.append((ord(first), ord(first)))

    def at_class_end(self, at: int) -> bool:
        """Whether the characters of a class end there: what follows is its end, or taken away."""
        return self.source[at : at + 1] in ("]", "") or self.source[at : at + 2] == "-["

    def at_range(self) -> bool:
        """Whether the character just read begins a range."""
        at = self.at
        return self.peek() == "-" and not (self.at_class_end(at) or self.at_class_end(at + 1))

    def range_from(self, written: str, first: str) -> tuple[int, int]:
        """A range, read from its hyphen on; neither end can be a bare hyphen (production 18)."""
        self.at += 1
        character = self.take()
        end = self.escape() if character == "\\" else character
        if written == "-" or character == "-":
            raise RegexError(f"a - as an end of a range, at character {self.at}; write \\-")
        if character == "[":
            raise RegexError(f"a [ within a class at character {self.at}")
        if isinstance(end, _Set) or ord(end) < ord(first):
            raise RegexError(f"a range that ends before it begins, at {self.at}")
        return ord(first), ord(end)


def _counted(found: "re.Match[str]") -> str:
    """A quantifier with numbers that Python takes; no text is longer than they are."""
    least = _count(found[1])
    if not found[2]:
        return f"{{{least}}}"
    if not found[3]:
        return f"{{{least},}}"
    return f"{{{least},{_count(found[3])}}}"


def _less(one: str, other: str) -> bool:
    """Whether a number is less than another, both as digits, of which there may be thousands."""
    a, b = one.lstrip("0"), other.lstrip("0")
    return (len(a), a) < (len(b), b)


def _count(digits: str) -> int:
    bare = digits.lstrip("0") or "0"
    return min(int(bare), _MANY) if len(bare) < 12 else _MANY


# -- classes spelt out ---------------------------------------------------------------------------


def _ranges(characters: _Set, last: int) -> Ranges:
    found: list[tuple[int, int]] = []
    for part in characters.parts:
        if isinstance(part, str):
            found.extend(_category(part, last))
        elif isinstance(part, _Set):
            found.extend(_ranges(part, last))
        elif part[0] <= last:
            found.append((part[0], min(part[1], last)))
    ranges = _merged(found)
    if characters.negated:
        ranges = _complement(ranges, last)
    if characters.less:
        outside = _complement(_ranges(characters.less, last), last)
        ranges = _merged(
            (max(a, c), min(b, d)) for a, b in ranges for c, d in outside if a <= d and c <= b
        )
    return ranges


def _merged(ranges: Iterable[tuple[int, int]]) -> Ranges:
    merged: list[tuple[int, int]] = []
    for first, end in sorted(ranges):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((first, end))
    return tuple(merged)


def _complement(ranges: Ranges, last: int) -> Ranges:
    found, start = [], 0
    for first, end in ranges:
        if first > start:
            found.append((start, first - 1))
        start = end + 1
    if start <= last:
        found.append((start, last))
    return tuple(found)


def _written(ranges: Ranges) -> str:
    if not ranges:
        return "(?!)"
    return "[" + "".join(f"\\U{a:08x}-\\U{b:08x}" for a, b in ranges) + "]"


_categories: dict[int, dict[str, Ranges]] = {}


def _category(name: str, last: int) -> Ranges:
    table = _categories.get(last)
    if table is None:
        from unicodedata import category

        lists: dict[str, list[tuple[int, int]]] = {}
        start = 0
        for kind, run in groupby(map(category, map(chr, range(last + 1)))):
            end = start + sum(1 for _ in run)
            lists.setdefault(kind, []).append((start, end - 1))
            start = end
        table = _categories[last] = {kind: tuple(ranges) for kind, ranges in lists.items()}
    if len(name) == 2:
        return table.get(name, ())
    return _merged(r for kind, ranges in table.items() if kind[0] == name for r in ranges)


def _named(start: bool) -> _Set:
    from siglum.relaxng.datatypes.name_characters import FURTHER, START

    return _Set(START if start else (*START, *FURTHER))


def _block(name: str) -> Ranges:
    """The characters of a block of Unicode, by its name without spaces."""
    from elementpath.regex import RegexError as Unknown
    from elementpath.regex.unicode_subsets import unicode_block

    try:
        found = unicode_block(name).codepoints
    except (Unknown, KeyError, ValueError):
        raise RegexError(f"there is no block Is{name} of characters") from None
    return _merged((c, c) if isinstance(c, int) else (c[0], c[1] - 1) for c in found)
