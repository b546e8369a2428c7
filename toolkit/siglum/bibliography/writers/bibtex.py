"""BibTeX, for the classic styles; fields that they do not know keep the rest of the facts."""

from collections.abc import Sequence

from siglum.bibliography.dates import edtf, words
from siglum.bibliography.model import Work, Written
from siglum.bibliography.writers import fields, tex

#: CSL type → the type of the entry.
TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "review": "article",
    "book": "book",
    "chapter": "incollection",
    "entry-dictionary": "incollection",
    "entry-encyclopedia": "incollection",
    "manuscript": "unpublished",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_CONTAINERS = {"article": "journal"}
_PUBLISHERS = {"techreport": "institution", "phdthesis": "school", "mastersthesis": "school"}


def write(works: Sequence[Work]) -> Written:
    """The works as BibTeX entries, in the order given."""
    keys = tex.keys(works)
    return Written("\n".join(_entry(work, keys[work.id]) for work in works))


def _entry(work: Work, key: str) -> str:
    kind = _kind(work)
    variables = work.variables
    made = fields.names(work)
    made["title"] = tex.marked(work.title)
    made[_CONTAINERS.get(kind, "booktitle")] = tex.marked(work.container)
    made["series"] = tex.marked(work.collection)
    made |= _date(work)
    made |= fields.texts(work)
    made |= fields.number(work, journal=kind == "article")
    made[_PUBLISHERS.get(kind, "publisher")] = tex.escape(variables.get("publisher", ""))
    made["address"] = tex.escape(variables.get("publisher-place", ""))
    made["type"] = tex.escape(variables.get("genre", ""))
    made["howpublished"] = fields.holding(work)
    made["language"] = tex.escape(variables.get("language", ""))
    made |= fields.further_dates(work)
    made["note"] = fields.note(work)
    made["annote"] = fields.remarks(work)
    return tex.entry(kind, key, made)


def _kind(work: Work) -> str:
    if work.type == "manuscript" and fields.holding(work):
        return "misc"
    if work.type == "thesis" and "master" in work.variables.get("genre", "").lower():
        return "mastersthesis"
    return TYPES.get(work.type, "misc")


def _date(work: Work) -> dict[str, str]:
    """Year and month; and the whole date in EDTF, where they do not say all of it."""
    date = work.dates.get("issued")
    if date is None:
        return {}
    made = {"year": tex.escape(words(date, dash="--"))}
    exact = date.start if date.sure and not date.end else None
    if exact and exact.month:
        made["month"] = tex.Macro(_MONTHS[exact.month - 1])
        made["day"] = str(exact.day) if exact.day else ""
    if (not exact or exact.month) and edtf(date):
        made["date"] = edtf(date)
    return made
