"""Reading an XPath expression just far enough to know its prefixes and variables.

Nothing is evaluated and no grammar is checked: the XSLT processor does both. What stands inside
a string or a comment is never taken for a name.
"""

import re
from collections.abc import Callable, Iterator
from enum import Enum, auto
from typing import NamedTuple

#: A name without a prefix, as a regular expression (XML Namespaces §3, a little wider).
NAME = r"[^\W\d][\w.·-]*"
_TOKEN = re.compile(
    rf"""(?P<string>"[^"]*"|'[^']*')
    |(?P<comment>\(:)
    |(?P<braced>Q\{{[^}}]*\}})
    |(?P<variable>\$\s*(?:Q\{{[^}}]*\}})?(?:{NAME}:)?{NAME})
    |(?P<axis>{NAME}\s*::)
    |(?P<name>{NAME}:(?:{NAME}|\*)|\*:{NAME}|{NAME})
    |(?P<number>\.?\d[\w.]*)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)


class Kind(Enum):
    """What a token of an expression is, as far as this module tells them apart."""

    NAME = auto()
    VARIABLE = auto()
    OTHER = auto()


class Token(NamedTuple):
    """A piece of an expression; the pieces joined are the expression again."""

    kind: Kind
    text: str


def tokens(expression: str) -> Iterator[Token]:
    """The expression cut into names, variable references and the rest, in order."""
    at = 0
    while at < len(expression):
        match = _TOKEN.match(expression, at)
        if match is None:  # pragma: no cover - the last alternative takes any character
            return
        end = match.end()
        if match.lastgroup == "comment":
            end = _comment_end(expression, at)
        text = expression[at:end]
        match match.lastgroup:
            case "name":
                yield Token(Kind.NAME, text)
            case "variable":
                yield Token(Kind.VARIABLE, text)
            case _:
                yield Token(Kind.OTHER, text)
        at = end


def _comment_end(expression: str, start: int) -> int:
    """Where the comment that begins at ``start`` ends; comments nest (XPath 3.1 §A.2)."""
    depth = 0
    for mark in re.finditer(r"\(:|:\)", expression[start:]):
        depth += 1 if mark.group() == "(:" else -1
        if depth == 0:
            return start + mark.end()
    return len(expression)


def prefixes(expression: str) -> list[str]:
    """The namespace prefixes that the expression uses, each once, in order."""
    found: dict[str, None] = {}
    for kind, text in tokens(expression):
        if kind is Kind.OTHER:
            continue
        prefix, colon, _ = text.lstrip("$ \t\r\n").partition(":")
        if colon and prefix != "*" and not prefix.startswith("Q{"):
            found[prefix] = None
    return list(found)


def variables(expression: str) -> set[str]:
    """The names of the variables that the expression refers to, without the dollar sign."""
    return {text[1:].strip() for kind, text in tokens(expression) if kind is Kind.VARIABLE}


def rename(expression: str, names: dict[str, str]) -> str:
    """The expression with its variables renamed, where ``names`` has a new name for them."""
    return "".join(
        "$" + names.get(text[1:].strip(), text[1:].strip()) if kind is Kind.VARIABLE else text
        for kind, text in tokens(expression)
    )


def substitute(text: str, parameters: dict[str, str]) -> str:
    """The text with each ``$name`` of a parameter replaced by its value (ISO 19757-3 §5.4.10).

    This is a replacement of text, not of tokens: the value may be any piece of an expression.
    """
    if not parameters or "$" not in text:
        return text
    value: Callable[[re.Match[str]], str] = lambda found: parameters.get(  # noqa: E731 - typed here
        found.group(1), found.group()
    )
    return re.sub(rf"\$({NAME})", value, text)


def without_predicates(expression: str) -> str:
    """The expression without its strings, comments and everything in square brackets."""
    kept: list[str] = []
    depth = 0
    for kind, text in tokens(expression):
        if kind is Kind.OTHER and (text[0] in "\"'" or text.startswith("(:")):
            continue
        depth += text == "["
        if depth == 0:
            kept.append(text)
        depth -= text == "]"
    return "".join(kept)
