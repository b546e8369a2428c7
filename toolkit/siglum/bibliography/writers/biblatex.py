"""BibLaTeX, whose data model and dates (EDTF) hold more than BibTeX's."""

from collections.abc import Sequence

from siglum.bibliography.dates import edtf
from siglum.bibliography.model import Work, Written
from siglum.bibliography.writers import fields, tex

#: CSL type → the type of the entry.
TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "dataset": "dataset",
    "entry-dictionary": "inreference",
    "entry-encyclopedia": "inreference",
    "graphic": "artwork",
    "legal_case": "jurisdiction",
    "legislation": "legislation",
    "manuscript": "unpublished",
    "motion_picture": "movie",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings",
    "patent": "patent",
    "personal_communication": "letter",
    "post": "online",
    "post-weblog": "online",
    "report": "report",
    "review": "review",
    "software": "software",
    "song": "audio",
    "thesis": "thesis",
    "webpage": "online",
}
#: Primary language subtag → babel's name, for tags that say nothing of a script of their own.
_BABEL = {
    "ar": "arabic",
    "cs": "czech",
    "da": "danish",
    "de": "ngerman",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "he": "hebrew",
    "hu": "hungarian",
    "it": "italian",
    "la": "latin",
    "nl": "dutch",
    "no": "norsk",
    "pl": "polish",
    "pt": "portuguese",
    "ru": "russian",
    "sv": "swedish",
    "uk": "ukrainian",
}


def write(works: Sequence[Work]) -> Written:
    """The works as BibLaTeX entries, in the order given."""
    keys = tex.keys(works)
    return Written("\n".join(_entry(work, keys[work.id]) for work in works))


def _entry(work: Work, key: str) -> str:
    held = fields.holding(work)
    kind = "misc" if work.type == "manuscript" and held else TYPES.get(work.type, "misc")
    variables = work.variables
    made = fields.names(work)
    made["title"] = tex.marked(work.title)
    container = "journaltitle" if kind in {"article", "review"} else "booktitle"
    made[container] = tex.marked(work.container)
    made["series"] = tex.marked(work.collection)
    date = work.dates.get("issued")
    if date:
        made["date"] = edtf(date)
        if not made["date"]:
            made["year"] = tex.escape(date.literal)
    made |= fields.texts(work)
    made |= fields.number(work, journal=kind == "article")
    made["institution" if kind in {"report", "thesis"} else "publisher"] = _list(
        variables.get("publisher", "")
    )
    made["location"] = _list(variables.get("publisher-place", ""))
    made["type"] = tex.escape(variables.get("genre", ""))
    made["howpublished"] = held
    language = variables.get("language", "")
    made["langid"] = tex.escape(
        _BABEL.get(language.split("-")[0], language) if "-L" not in language else language
    )
    made |= fields.further_dates(work)
    made["note"] = fields.note(work)
    made["annotation"] = fields.remarks(work)
    return tex.entry(kind, key, made)


def _list(text: str) -> str:
    """A list of publishers or places: joined by ``and``, each that holds the word in braces."""
    parts = []
    for part in text.split("; "):
        escaped = tex.escape(part)
        parts.append("{" + escaped + "}" if " and " in part.lower() else escaped)
    return " and ".join(parts)
