"""The words of the compact syntax: line ends, escapes and tokens, and a way through them."""

import re
from typing import NamedTuple, NoReturn

from siglum.relaxng.datatypes.xsd import is_ncname
from siglum.relaxng.node import Position
from siglum.relaxng.refusal import refuse

#: Words that are identifiers only with a backslash before them.
KEYWORDS = frozenset(
    """attribute default datatypes div element empty external grammar include inherit list mixed
    namespace notAllowed parent start string text token""".split()
)

#: Stands for the end of a line, since one that is escaped, ``\x{A}``, ends none.
_NEWLINE = "\0"
_DELIMITERS = r"""\s\0"'#=,|&?*+~{}()\[\]<>:\\"""
_NAME = rf"[^{_DELIMITERS}.-][^{_DELIMITERS}]*"
_TOKEN = re.compile(
    rf"""(?P<space>[ \t\0]+)
    |(?P<doc>\#\#[^\0]*)
    |(?P<comment>\#[^\0]*)
    |(?P<literal>\"\"\"(?:\"?\"?[^\"])*\"\"\"|'''(?:'?'?[^'])*'''|"[^"\0]*"|'[^'\0]*')
    |(?P<name>{_NAME}:(?:\*|{_NAME})|\\?{_NAME})
    |(?P<sign>\|=|&=|>>|[=,|&?*+~{{}}()\[\]-])""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\x+\{(?:([0-9A-Fa-f]+)\})?")
_NO_CHARACTER = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_QUOTES = ('"', "'")


class Token(NamedTuple):
    """A token: its kind is name, literal, sign, doc, or "" for the end."""

    kind: str
    text: str
    at: Position


def fail(at: Position, reason: str, hint: str = "", *, section: str = "3") -> NoReturn:
    """Refuse the schema.

    Raises:
        FindingError: always.
    """
    refuse(at, section, reason, hint)


def tokens(text: str, name: str) -> list[Token]:
    """The tokens of a schema, and the end.

    Raises:
        FindingError: something is none.
    """
    text = re.sub("\r\n?|\n", _NEWLINE, text.replace(_NEWLINE, "\x01"))  # U+0001 is refused below
    text, shifts = _unescaped(text, name)
    wrong = _NO_CHARACTER.search(text.replace(_NEWLINE, "\n"))
    places = _Places(text, name, shifts)
    if wrong:
        fail(places.at(wrong.start()), f"U+{ord(wrong.group()):04X} is no character of XML")
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            _fail_at(text, at, places.at(at))
        kind = match.lastgroup or ""
        if kind not in ("space", "comment"):
            found.append(Token(kind, match.group(), places.at(at)))
        at = match.end()
    found.append(Token("", "the end", places.at(at)))
    return found


def _fail_at(text: str, at: int, place: Position) -> NoReturn:
    shown = text[at : at + 10].split(_NEWLINE)[0]
    if text[at] in _QUOTES:
        hint = "close the quotation mark; a text of several lines has three at each end"
        fail(place, f"the text that begins with {shown} does not end", hint)
    fail(place, f"{shown!r} is no compact syntax")


def _unescaped(text: str, name: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without escapes, and by how much what follows each of them has moved."""
    if "\\x" not in text:
        return text, []
    parts: list[str] = []
    shifts: list[tuple[int, int]] = []
    at = shift = 0
    for match in _ESCAPE.finditer(text):
        digits = (match.group(1) or "-").lstrip("0") or "0"
        number = int(digits, 16) if digits != "-" and len(digits) < 7 else -1
        if not 0 < number <= 0x10FFFF or _NO_CHARACTER.match(chr(number)):
            place = _Places(text, name, []).at(match.start())
            hint = "between the braces stands the number of a character of XML, in hexadecimal"
            fail(place, f"{match.group()} stands for no character", hint)
        parts += [text[at : match.start()], chr(number)]
        at = match.end()
        shift += len(match.group()) - 1
        shifts.append((at - shift, shift))
    return "".join([*parts, text[at:]]), shifts


class _Places:
    """Line and column of each character, as they were before escapes were replaced."""

    def __init__(self, text: str, name: str, shifts: list[tuple[int, int]]) -> None:
        self._text = text
        self._name = name
        self._shifts = shifts
        self._line, self._start, self._next = 1, 0, 0

    def at(self, offset: int) -> Position:
        """The place of the character with this number; numbers only grow from call to call."""
        newlines = self._text.count(_NEWLINE, self._next, offset)
        if newlines:
            self._line += newlines
            self._start = self._text.rindex(_NEWLINE, self._next, offset) + 1
        self._next = offset
        column = offset - self._start + 1
        if self._shifts:
            column += self._moved(offset) - self._moved(self._start)
        return Position(self._name, self._line, column)

    def _moved(self, offset: int) -> int:
        return next((moved for at, moved in reversed(self._shifts) if at <= offset), 0)


class Cursor:
    """The way through the tokens of a schema."""

    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self.number = 0

    @property
    def next(self) -> Token:
        """The token that comes next."""
        return self._tokens[self.number]

    @property
    def after(self) -> Token:
        """The token after that."""
        return self._tokens[min(self.number + 1, len(self._tokens) - 1)]

    def take(self) -> Token:
        """The next token, and go on behind it."""
        token = self._tokens[self.number]
        if token.kind:
            self.number += 1
        return token

    def at_sign(self, *signs: str) -> bool:
        """Whether one of the signs comes next."""
        return self.next.kind == "sign" and self.next.text in signs

    def take_sign(self, *signs: str) -> bool:
        """Whether one of the signs comes next, which is then taken."""
        found = self.at_sign(*signs)
        if found:
            self.number += 1
        return found

    def at_word(self, *words: str) -> bool:
        """Whether one of the words comes next, without a backslash."""
        return self.next.kind == "name" and self.next.text in words

    def take_word(self, *words: str) -> bool:
        """Whether one of the words comes next, which is then taken."""
        found = self.at_word(*words)
        if found:
            self.number += 1
        return found

    def expect(self, sign: str) -> None:
        """Take the sign."""
        token = self.take()
        if token.kind != "sign" or token.text != sign:
            fail(token.at, f"{sign} is expected, and not {shown(token)}")

    def identifier(self, *, keyword: bool = False) -> Token:
        """A name without prefix; without ``keyword``, a keyword only after a backslash."""
        token = self.take()
        if token.text in KEYWORDS and not keyword:
            hint = f"a keyword is a name with a backslash before it: \\{token.text}"
            fail(token.at, f"a name is expected, and not the keyword {token.text}", hint)
        if token.kind != "name" or ":" in token.text:
            fail(token.at, f"a name is expected, and not {shown(token)}")
        return token._replace(text=checked(token.text.removeprefix("\\"), token.at))

    def literal(self) -> str:
        """A text in quotation marks, or several joined by ``~``."""
        parts = []
        while True:
            token = self.take()
            if token.kind != "literal":
                hint = "put the text into quotation marks" if token.kind == "name" else ""
                fail(token.at, f"a text in quotes is expected, and not {shown(token)}", hint)
            quotes = 3 if token.text[:3] in ('"""', "'''") and len(token.text) >= 6 else 1
            parts.append(token.text[quotes:-quotes].replace(_NEWLINE, "\n"))
            if not self.take_sign("~"):
                return "".join(parts)


def shown(token: Token) -> str:
    """A token as a message shows it."""
    return token.text.replace(_NEWLINE, " ")[:60]


def checked(name: str, at: Position) -> str:
    """A name without colon; anything else is refused."""
    if not is_ncname(name):
        fail(at, f"{name!r} is no name")
    return name
