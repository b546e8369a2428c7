"""What BibTeX and BibLaTeX share: escaping, names, keys, and the shape of an entry."""

import re
from collections.abc import Iterable, Mapping, Sequence

from siglum.bibliography.model import Name, Rich, Work

_SPECIAL = {
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
}
_COMMANDS = {
    "i": "emph",
    "b": "textbf",
    "sup": "textsuperscript",
    "sub": "textsubscript",
    "sc": "textsc",
}
_OTHERS = re.compile(r"(?:et al\.?|and others|u\. ?a\.|и др\.)$", re.IGNORECASE)
#: A word of a name that BibTeX would take for a particle: it begins in lower case.
_LOWER = re.compile(r"(?:^|\s)[^\W\d_A-Z]*[a-zà-ÿ]")


def escape(text: str) -> str:
    """The text with TeX's special characters escaped; the result has balanced braces."""
    made = []
    braces = (r"\{", r"\}") if _balanced(text) else (r"\textbraceleft{}", r"\textbraceright{}")
    for character in re.sub(r"\s+", " ", text):
        if character in "{}":
            made.append(braces["{}".index(character)])
        else:
            made.append(_SPECIAL.get(character, character))
    return "".join(made)


def _balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0


def marked(text: Rich) -> str:
    """A rich text with TeX commands for its styles."""
    made = ""
    for run in text.runs:
        styles = [style for style in _COMMANDS if style in run.styles]
        opening = "".join(f"\\{_COMMANDS[style]}{{" for style in styles)
        made += opening + escape(run.text) + "}" * len(styles)
    return made


def people(names: Iterable[Name]) -> str:
    """Names joined by ``and``, each such that BibTeX divides it as it is divided here."""
    return " and ".join(person(name) for name in names)


def person(name: Name) -> str:
    """``particle Family, Suffix, Given``; in braces where it is one undivided name."""
    if name.literal:
        return "others" if _OTHERS.match(name.literal) else "{" + escape(name.literal) + "}"
    family = _part(name.family)
    if name.particle:
        # BibTeX takes words in lower case for the particle; any other would join the family name
        family = f"{_part(name.particle)} {_one(family)}"
    elif _LOWER.search(name.family) or (" " in name.family and not name.given):
        family = _one(family)
    given = _part(name.given)
    if name.suffix:
        return f"{family}, {_part(name.suffix)}, {given or '{}'}"
    return f"{family}, {given}" if given else family


def _part(text: str) -> str:
    """A part of a name, in braces where it holds what would divide names."""
    escaped = escape(text)
    return _one(escaped) if "," in text or re.search(r"\band\b", text, re.IGNORECASE) else escaped


def _one(text: str) -> str:
    return text if text.startswith("{") and text.endswith("}") else "{" + text + "}"


def pages(text: str) -> str:
    """Pages with the double hyphen of TeX in ranges."""
    return re.sub(r"(?<=[\w\]])\s*[-–—]+\s*(?=[\w\[])", "--", escape(text))


def keys(works: Sequence[Work]) -> dict[str, str]:
    """Work id → key of the entry: unique to BibTeX too, for which capitals are small letters."""
    made: dict[str, str] = {}
    taken: set[str] = set()
    for work in works:
        stem = re.sub(r"[\s\"#%'(),={}~\\\\]+", "-", work.id) or "work"
        key, number = stem, 2
        while key.casefold() in taken:
            key, number = f"{stem}-{number}", number + 1
        taken.add(key.casefold())
        made[work.id] = key
    return made


class Macro(str):
    """A value that BibTeX itself knows, such as the name of a month, and that stands bare."""

    __slots__ = ()


def entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """One entry, its fields in the order given, empty ones left out."""
    lines = [f"@{kind}{{{key},"]
    for name, value in fields.items():
        if value:
            lines.append(f"  {name} = {value if isinstance(value, Macro) else '{' + value + '}'},")
    return "\n".join([*lines, "}"]) + "\n"
