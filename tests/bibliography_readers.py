"""What the writers wrote, read back by parsers that are not ours."""

import re
from typing import Any

import bibtexparser
import rispy
from bibtexparser.customization import splitname
from siglum.bibliography import Name, Work
from siglum.bibliography.writers import write_works

_COMMANDS = {
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
}


def bibtex(*works: Work, to: str = "bibtex") -> list[dict[str, str]]:
    """The entries as bibtexparser reads them, their TeX still TeX."""
    parser = bibtexparser.bparser.BibTexParser(ignore_nonstandard_types=False)
    entries: list[dict[str, str]] = parser.parse(write_works(works, to).text).entries
    return entries


def ris(*works: Work) -> list[dict[str, Any]]:
    """The records as rispy reads them."""
    records: list[dict[str, Any]] = rispy.loads(write_works(works, "ris").text)
    return records


def from_tex(text: str) -> str:
    """What TeX would print: commands of characters resolved, braces for grouping gone."""
    made, rest = "", text
    while rest:
        named = re.match(r"\\([A-Za-z]+)(\{\})?", rest)
        if named:
            made += _COMMANDS.get(named.group(1), "")
            rest = rest[named.end() :]
        elif rest.startswith("\\"):
            made, rest = made + rest[1], rest[2:]
        else:
            assert rest[0] not in "&%$#_~^", f"a bare {rest[0]} in {text}"
            made, rest = made + ("" if rest[0] in "{}" else rest[0]), rest[1:]
    return made


def names_from_tex(field: str) -> list[Name]:
    """Names as BibTeX divides them: undivided where the whole stands in braces."""
    return [_name(part) for part in split_names(field)]


def split_names(field: str) -> list[str]:
    """The field divided at each ``and`` outside braces."""
    parts, depth, start, at = [], 0, 0, 0
    while at < len(field):
        if field[at] == "\\":
            at += 2
            continue
        depth += (field[at] == "{") - (field[at] == "}")
        if depth == 0 and field[at : at + 5].lower() == " and ":
            parts.append(field[start:at])
            start = at = at + 5
            continue
        at += 1
    return [*parts, field[start:]]


def _name(part: str) -> Name:
    if part.startswith("{") and part.endswith("}") and _one_group(part):
        return Name(literal=from_tex(part))
    found = splitname(part, strict_mode=False)
    texts = {key: from_tex(" ".join(value)) for key, value in found.items()}
    return Name(texts["last"], texts["first"], texts["von"], texts["jr"])


def _one_group(part: str) -> bool:
    depth = 0
    for at, character in enumerate(re.sub(r"\\.", "..", part)):
        depth += (character == "{") - (character == "}")
        if depth == 0 and at < len(part) - 1:
            return False
    return True
