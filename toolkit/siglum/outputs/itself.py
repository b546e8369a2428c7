"""The document as a work: what its pages tell readers and machines of it, as it is cited."""

import re
from collections.abc import Mapping
from dataclasses import replace

from siglum.bibliography import dates
from siglum.bibliography.header import title_of
from siglum.bibliography.model import Date, Rich, Run, Work
from siglum.document import Document

_KINDS = {"article-journal": "article", "thesis": "thesis"}


def cited(work: Work, document: Document, language: str) -> Work:
    """The work as readers cite it: with a title, and without numbers that mean nothing to them."""
    title = work.title
    if not title and (found := title_of(document)):
        title = Rich((Run(found),))
    spoken = {"language": language} if language else {}
    variables = spoken | dict(work.variables)
    if work.type != "report":
        variables.pop("number", None)
    return replace(work, title=title, variables=variables)


def told(work: Work) -> dict[str, str]:
    """What machines are told of it, by the names of the parameter ``itself`` of the pages."""
    kind = _KINDS.get(work.type, "book")
    date = work.dates.get("issued", Date())
    facts = {
        "kind": kind,
        "title": work.title.plain,
        "genre": work.variables.get("genre", ""),
        "issued": _issued(date),
        "date": date.literal or dates.words(date),
    }
    if kind == "article":
        facts |= _in_journal(work.container.plain, work.variables)
    return {name: value for name, value in facts.items() if value}


def _in_journal(title: str, variables: Mapping[str, str]) -> dict[str, str]:
    pages = re.split(r"\s*[-–—]+\s*", variables.get("page", ""), maxsplit=1)
    return {
        "journal": title,
        "issn": variables.get("ISSN", ""),
        "volume": variables.get("volume", ""),
        "issue": variables.get("issue", ""),
        "first-page": pages[0],
        "last-page": pages[-1],
    }


def _issued(date: Date) -> str:
    """The one year, month or day (ISO 8601) that a date names without doubt; else nothing."""
    if not date.sure or date.start is None or date.end is not None:
        return ""
    year, *rest = date.start
    parts = [f"{'-' if year < 0 else ''}{abs(year):04}", *(f"{part:02}" for part in rest if part)]
    return "-".join(parts)
