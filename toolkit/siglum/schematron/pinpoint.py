"""Which character of an expression the processor complains of, as a place in the schema's file.

The processor has read on when it complains, so its own count of characters is too high. What it
says names the word that it stumbled over, and that is looked for in the expression.
"""

import re
from collections.abc import Mapping

from siglum.document import Document
from siglum.findings import Location
from siglum.schematron.xpath import tokens

_WORD = re.compile(
    r"(?:[Uu]nexpected token|found) (?P<mark>[`'\"]?)(?P<word>.+?)(?P=mark)"
    r"(?: before\b.*|: no further.*|)$"
)
_PREFIX = re.compile(r"prefix '(?P<word>[^']+)' has not been declared")
_FUNCTION = re.compile(r"function named (?:Q\{[^}]*\})?(?P<word>[^\s(]+)\(\)")
_VARIABLE = re.compile(r"[Vv]ariable \$(?:Q\{[^}]*\}|__sg:p\d+-)?(?P<word>[^\s]+) has not been")
_REFERENCE = re.compile(r"&[^;]*;")


def pinpoint(
    documents: Mapping[str, Document],
    expression: str,
    place: Location,
    reason: str,
    character: int = 0,
) -> Location:
    """Where the complaint ``reason`` points; ``place`` is where the expression's attribute stands.

    ``character`` is how far the processor had read, from 1, or 0 if it does not say. An expression
    that parameters were put into is not as the file has it: there, the attribute is all there is.
    """
    index = _index(expression, reason, character)
    document = documents.get(place.file)
    if index is None or document is None:
        return place
    decoded, places = value_places(document, place)
    if decoded.strip() != expression:
        return place
    start = len(decoded) - len(decoded.lstrip())
    line, column = places[start + index]
    return place._replace(line=line, column=column)


def _index(expression: str, reason: str, character: int) -> int | None:
    """The offset of what the complaint speaks of; nothing, if it names nothing in particular."""
    told = reason.removesuffix("...").rstrip()
    if "Unmatched quote" in told:
        loose = [at for at, text in _placed(expression) if text in ("'", '"')]
        return loose[0] if loose else None
    if found := _PREFIX.search(told):
        prefix = found["word"] + ":"
        used = (at for at, text in _placed(expression) if text.lstrip("$").startswith(prefix))
        return next(used, None)
    for pattern, mark in ((_FUNCTION, ""), (_VARIABLE, "$")):
        if found := pattern.search(told):
            name = mark + found["word"]
            return next((at for at, text in _placed(expression) if text == name), None)
    if found := _WORD.search(told):
        word, limit = found["word"], character or len(expression) + 1
        if word == "<eof>":
            return len(expression)
        same = [at for at, text in _placed(expression) if text == word and at < limit]
        return same[-1] if same else None
    return None


def _placed(expression: str) -> list[tuple[int, str]]:
    """The tokens of the expression, each with its offset."""
    made, at = [], 0
    for _, text in tokens(expression):
        made.append((at, text))
        at += len(text)
    return made


def value_places(document: Document, place: Location) -> tuple[str, list[tuple[int, int]]]:
    """An attribute's value, with line and column of each character and of the closing quote."""
    decoded: list[str] = []
    places: list[tuple[int, int]] = []
    line, column, quote = place.line, place.column, ""
    while line <= len(document.lines):
        text = document.lines[line - 1]
        while column <= len(text):
            character, width = text[column - 1], 1
            if quote:
                places.append((line, column))
                if character == quote:
                    return "".join(decoded), places
                if reference := _REFERENCE.match(text, column - 1):
                    character, width = _character(reference.group()), len(reference.group())
                decoded.append(" " if character == "\t" and width == 1 else character)
            elif character in "'\"":
                quote = character
            column += width
        if quote:
            places.append((line, column))
            decoded.append(" ")
        line, column = line + 1, 1
    return "", [(place.line, place.column)]


def _character(reference: str) -> str:
    named = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"', "&apos;": "'"}
    if reference in named:
        return named[reference]
    number = re.fullmatch(r"&#(?:x([0-9A-Fa-f]+)|(\d+));", reference)
    return chr(int(number[1], 16) if number[1] else int(number[2])) if number else "\0"
