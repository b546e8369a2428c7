"""The fields that BibTeX and BibLaTeX have in common, and what they are made from."""

from siglum.bibliography.csl import sentences
from siglum.bibliography.dates import edtf
from siglum.bibliography.model import Work
from siglum.bibliography.writers import tex

#: CSL name variable → field. Styles ignore those that they do not know.
_NAMES = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "container-author": "bookauthor",
    "collection-editor": "serieseditor",
    "original-author": "origauthor",
    "illustrator": "illustrator",
    "compiler": "compiler",
    "director": "director",
    "interviewer": "interviewer",
    "composer": "composer",
    "narrator": "narrator",
    "curator": "curator",
    "contributor": "contributor",
    "reviewed-author": "reviewedauthor",
}

#: CSL variable → field, where the text is taken over.
_TEXTS = {
    "volume": "volume",
    "edition": "edition",
    "chapter-number": "chapter",
    "part-number": "part",
    "section": "section",
    "number-of-volumes": "volumes",
    "number-of-pages": "pagetotal",
    "event-title": "eventtitle",
    "event-place": "venue",
    "title-short": "shorttitle",
    "container-title-short": "shortjournal",
    "original-title": "origtitle",
    "original-publisher": "origpublisher",
    "original-publisher-place": "origlocation",
    "reviewed-title": "reviewedtitle",
    "supplement-number": "supplement",
    "call-number": "library",
    "keyword": "keywords",
    "abstract": "abstract",
}


def names(work: Work) -> dict[str, str]:
    """The fields of names."""
    return {
        field: tex.people(work.names[role]) for role, field in _NAMES.items() if role in work.names
    }


def texts(work: Work) -> dict[str, str]:
    """The fields that take over a text, and identifiers, which TeX reads as they are."""
    made = {
        field: (tex.pages if field == "volume" else tex.escape)(work.variables[variable])
        for variable, field in _TEXTS.items()
        if variable in work.variables
    }
    if "page" in work.variables:
        made["pages"] = tex.pages(work.variables["page"])
    for variable, field in (("DOI", "doi"), ("URL", "url"), ("ISBN", "isbn"), ("ISSN", "issn")):
        if variable in work.variables:
            made[field] = verbatim(work.variables[variable])
    if "PMID" in work.variables:
        made |= {"eprint": work.variables["PMID"], "eprinttype": "pubmed"}
    elif work.variables.get("number", "").startswith("arXiv:"):
        made |= {"eprint": work.variables["number"][6:], "eprinttype": "arxiv"}
    if "PMCID" in work.variables:
        made["pmcid"] = tex.escape(work.variables["PMCID"])
    return made


def number(work: Work, *, journal: bool) -> dict[str, str]:
    """The number: of the issue, of the volume in its series, or of the report."""
    chosen = work.variables.get("issue") or work.variables.get("collection-number") or ""
    own = work.variables.get("number", "")
    if own and not own.startswith("arXiv:"):
        if not chosen:
            chosen = own
        else:
            return {"number": tex.escape(chosen), "eid": tex.escape(own)}
    series = work.variables.get("collection-number", "")
    if journal and series and series != chosen:
        return {"number": tex.escape(chosen), "seriesnumber": tex.escape(series)}
    return {"number": tex.pages(chosen)}


def holding(work: Work) -> str:
    """Where a manuscript is kept, and its shelfmark."""
    parts = ("archive-place", "archive", "archive_collection", "archive_location")
    return tex.escape(", ".join(filter(None, (work.variables.get(p, "") for p in parts))))


def further_dates(work: Work) -> dict[str, str]:
    """Dates other than that of publication, in EDTF, or in words where there are only words."""
    fields = {"accessed": "urldate", "original-date": "origdate", "event-date": "eventdate"}
    return {
        field: edtf(work.dates[variable]) or tex.escape(work.dates[variable].literal)
        for variable, field in fields.items()
        if variable in work.dates
    }


def note(work: Work) -> str:
    """The notes of the entry, one after the other."""
    return tex.escape(sentences(work.notes))


def remarks(work: Work) -> str:
    """What has no field of its own."""
    return tex.escape(sentences(work.remarks))


def verbatim(text: str) -> str:
    """An identifier or address: not escaped, but without what would end the field."""
    return text.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C").strip()
