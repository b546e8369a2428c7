"""Names, titles and other rich text, made from the facts that were read of them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from siglum.bibliography.facts import NameFacts, RunFacts
from siglum.bibliography.model import Name, Rich, Run


def name(facts: NameFacts) -> Name:
    """A name from its facts, one that is not divided without the years of a life behind it."""
    return undated(
        Name(
            facts["family"],
            facts["given"],
            facts["particle"],
            facts["suffix"],
            facts["literal"].strip(" ,;:"),
            bool(facts.get("corporate")),
        )
    )


def names(agents: Iterable[NameFacts]) -> list[Name]:
    """The names of agents; an undivided one that is those of several persons becomes several.

    That it is must be beyond doubt, since many a body has a comma or an "and" in its name: all are
    inverted (Smith, A.; Jones, B.), or all begin with initials (A. Smith and B. Jones).
    """
    return [one for agent in agents for one in _divided(name(agent))]


_INVERTED = re.compile(r"[^\W\d][^,;/\d]*, [^\W\d][^,;/\d]*")
_INITIALS = re.compile(r"(?:[^\W\d_]\.[ -]?)+(?:[^\W\d_]+ ){0,2}[^\W\d_][\w’'-]+")


def _divided(name: Name) -> list[Name]:
    if not name.corporate:
        for mark, whole in ((r";| / ", _INVERTED), (r",? (?:and|und|et|y|e|&) |, ", _INITIALS)):
            literals = [part.strip() for part in re.split(mark, name.literal)]
            parts = [undated(replace(name, literal=literal)) for literal in literals]
            if len(parts) > 1 and all(whole.fullmatch(part.literal) for part in parts):
                return parts
    return [name]


_FROM = r"(?:b\.|d\.|fl\.|ca?\.|approximately|active|born|died)"
_YEAR = rf"{_FROM}?\s*\d{{3,4}}\??"
_LIFE = re.compile(
    rf"[\s,]*[(\[]?\s*(?:{_YEAR}\s*[-–—]\s*(?:{_YEAR})?|{_FROM}\s*\d{{3,4}}\??)\s*[)\]]?[\s.,]*$",
    re.IGNORECASE,
)


def undated(name: Name) -> Name:
    """An undivided name without the years of a life, which catalogues put behind it."""
    words = "" if name.corporate else _LIFE.sub("", name.literal)
    return replace(name, literal=words) if re.search(r"[^\W\d_]", words) else name


def rich(runs: Iterable[RunFacts]) -> Rich:
    """A rich text with white space normalized over its runs, and marks around all of it dropped."""
    made: list[Run] = []
    after_space = True
    for run in runs:
        text = re.sub(r"[ \t\r\n]+", " ", run["t"])
        if after_space:
            text = text.lstrip(" ")
        if not text:
            continue
        after_space = text.endswith(" ")
        styles = frozenset(run["s"])
        if made and made[-1].styles == styles:
            made[-1] = Run(made[-1].text + text, styles)
        else:
            made.append(Run(text, styles))
    if made:
        made[-1] = Run(made[-1].text.rstrip(" "), made[-1].styles)
    return _unquoted(Rich(tuple(run for run in made if run.text)))


_PAIRS = {"“": "”", '"': '"', "«": "»", "„": "“", "‘": "’", "‹": "›"}


def _unquoted(text: Rich) -> Rich:
    """Without the quotation marks around the whole, which a style puts there itself."""
    plain = text.plain
    if len(plain) < 3 or _PAIRS.get(plain[0]) != plain[-1]:
        return text
    inner = plain[1:-1]
    if plain[0] in inner or plain[-1] in inner:
        return text
    first, *rest = text.runs
    runs = [Run(first.text[1:], first.styles), *rest]
    runs[-1] = Run(runs[-1].text[:-1], runs[-1].styles)
    return Rich(tuple(run for run in runs if run.text))


def joined(main: list[RunFacts], subtitles: list[list[RunFacts]]) -> Rich:
    """A title with its subtitles after a colon, or after the mark that it ends with."""
    return Rich(tuple(_joined(rich(main), [rich(sub) for sub in subtitles])))


def _joined(main: Rich, subtitles: list[Rich]) -> Iterator[Run]:
    yield from main.runs
    before = main.plain
    for sub in filter(None, subtitles):
        if before:
            yield Run(" " if before[-1] in ":?!—" else ": ")
        yield from sub.runs
        before = sub.plain
