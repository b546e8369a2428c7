"""Names, titles and other rich text, made from the facts that were read of them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from siglum.bibliography.facts import NameFacts, RunFacts
from siglum.bibliography.model import Name, Rich, Run


def name(facts: NameFacts) -> Name:
    """A name from its facts."""
    return Name(
        facts["family"],
        facts["given"],
        facts["particle"],
        facts["suffix"],
        facts["literal"].strip(" ,;:"),
        bool(facts.get("corporate")),
    )


_YEAR = r"(?:b\.|d\.|fl\.|ca?\.|approximately|active|born|died)?\s*\d{3,4}\??"
_LIFE = re.compile(
    rf"[\s,]*[(\[]?\s*{_YEAR}\s*(?:[-–—]\s*(?:{_YEAR})?)?\s*[)\]]?[\s.,]*$", re.IGNORECASE
)


def undated(name: Name) -> Name:
    """An undivided name without the years of a life, which headers of catalogues put behind it."""
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
