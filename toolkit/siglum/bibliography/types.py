"""Which of CSL's types an entry is of (CSL 1.0.2, appendix III)."""

import re

from siglum.bibliography.facts import EntryFacts

#: What editors and reference managers write into ``@type``, in lower case, letters only.
NAMED = {
    "article": "article-journal",
    "artwork": "graphic",
    "audiorecording": "song",
    "bill": "bill",
    "blogpost": "post-weblog",
    "book": "book",
    "bookpart": "chapter",
    "booksection": "chapter",
    "case": "legal_case",
    "chapter": "chapter",
    "computerprogram": "software",
    "conferencepaper": "paper-conference",
    "dataset": "dataset",
    "dictionaryentry": "entry-dictionary",
    "dissertation": "thesis",
    "document": "document",
    "email": "personal_communication",
    "encyclopediaarticle": "entry-encyclopedia",
    "film": "motion_picture",
    "forumpost": "post",
    "hearing": "hearing",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "interview": "interview",
    "journal": "article-journal",
    "journalarticle": "article-journal",
    "legalcase": "legal_case",
    "letter": "personal_communication",
    "magazine": "article-magazine",
    "magazinearticle": "article-magazine",
    "manuscript": "manuscript",
    "map": "map",
    "mastersthesis": "thesis",
    "monograph": "book",
    "newspaper": "article-newspaper",
    "newspaperarticle": "article-newspaper",
    "online": "webpage",
    "pamphlet": "pamphlet",
    "patent": "patent",
    "phdthesis": "thesis",
    "preprint": "article",
    "presentation": "speech",
    "proceedings": "book",
    "report": "report",
    "review": "review",
    "software": "software",
    "speech": "speech",
    "statute": "legislation",
    "techreport": "report",
    "thesis": "thesis",
    "treaty": "treaty",
    "unpublished": "manuscript",
    "web": "webpage",
    "webpage": "webpage",
    "website": "webpage",
}

GENRE_NOTES = {"report", "report_type", "reporttype", "thesistype", "thesis", "thesis_type"}
_THESIS = re.compile(r"thes|dissert|habilitation|diss\b|doctora|ph\.? ?d|master|bachelor", re.I)


def type_of(facts: EntryFacts) -> str:
    """The type that the entry names, else the one that its parts show."""
    for name in facts["types"]:
        named = NAMED.get(re.sub(r"[^a-z]", "", name.lower()))
        if named:
            return named
    if facts["element"] == "msDesc":
        return "manuscript"
    genre = genre_of(facts)
    if genre:
        return "thesis" if _THESIS.search(genre) else "report"
    units = {scope["unit"] for scope in facts["scopes"]}
    if facts["analytic"]:
        return _part(facts, units)
    if facts["level"] == "u" or (facts["shelfmark"] and not facts["title"]):
        return "manuscript"
    tagged = facts["title"] or facts["publishers"] or facts["element"] != "bibl"
    return "book" if tagged else "document"


def _part(facts: EntryFacts, units: set[str]) -> str:
    """A text in something larger: what it stands in decides."""
    level = facts["container_level"]
    if not facts["container"]:
        if units & {"issue", "number"}:
            return "article-journal"
        return "chapter" if facts["publishers"] or facts["places"] else "article"
    if level == "j" or (not level and units & {"issue", "number", "nr"}):
        return "article-journal"
    return "paper-conference" if facts["meeting"] else "chapter"


def genre_of(facts: EntryFacts) -> str:
    """What a note says the kind of report or thesis is; the type of the note if it says nothing."""
    for note in facts["notes"]:
        if note["type"].lower() in GENRE_NOTES:
            return note["text"] or note["type"]
    return ""
