"""What reference managers read out of a page, read as Zotero's translators do.

Of the translators that take any page, Zotero asks *COinS* first, which takes the OpenURL in the
title of a span of class Z3988; then *Embedded Metadata*, which takes Dublin Core, Open Graph, and
Highwire's tags over them. Search engines take the JSON-LD. All must tell of the same item, of the
same kind, and of nothing that the header does not say.
"""

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from lxml import etree


@dataclass
class Item:
    """What is put into a library: creators as (last, first, role); a body has no first name."""

    title: str = ""
    creators: list[tuple[str, str, str]] = field(default_factory=list)
    date: str = ""
    publisher: str = ""
    language: str = ""
    url: str = ""
    edition: str = ""
    kind: str = ""
    journal: str = ""
    issue: str = ""
    pages: str = ""
    degree: str = ""
    isbn: str = ""
    doi: str = ""

    @property
    def authors(self) -> list[tuple[str, str]]:
        return [(last, first) for last, first, role in self.creators if role == "author"]


def person(name: str, role: str = "author") -> tuple[str, str, str]:
    """A name parted as Zotero does: at its comma, or before its last word."""
    name = " ".join(name.split())
    if "," in name:
        last, first = (part.strip() for part in name.split(",")[:2])
        return last, first, role
    first, _, last = name.rpartition(" ")
    return last, first, role


def embedded(root: etree._Element) -> Item:
    """The item that the tags of the head tell of, as *Embedded Metadata* reads them."""
    tags: dict[str, list[str]] = {}
    for meta in root.iterfind("./head/meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        value = " ".join((meta.get("content") or "").split())
        if name and value:
            tags.setdefault(name, []).append(value)

    def first(*names: str) -> str:
        return next((tags[name][0] for name in names if name in tags), "")

    # the kinds that Highwire's tags and Open Graph name; without them it guesses an article
    kinds = {
        "citation_journal_title": "journalArticle",
        "citation_dissertation_institution": "thesis",
        "og:type": {"book": "book", "website": "webpage"}.get(first("og:type"), "journalArticle"),
    }
    kind = next((kinds[tag] for tag in kinds if tag in tags), "journalArticle")
    highwire = _highwire(tags.get("citation_author", []), "author")
    highwire += _highwire(tags.get("citation_editor", []), "editor")
    dublin = tags.get("dc.creator") or tags.get("dc.contributor") or []
    pages = [tags[name][0] for name in ("citation_firstpage", "citation_lastpage") if name in tags]
    return Item(
        title=first("citation_title", "dc.title", "og:title"),
        creators=highwire or [person(name) for name in dublin],
        date=first("citation_publication_date", "citation_date", "dc.date").replace("/", "-"),
        publisher=first("citation_publisher", "dc.publisher"),
        language=first("citation_language", "dc.language"),
        url=first("citation_public_url", "og:url"),
        kind=kind,
        journal=first("citation_journal_title"),
        issue=first("citation_issue"),
        pages="-".join(pages),
        degree=first("dc.type") if kind == "thesis" else "",
        isbn=", ".join(tags.get("citation_isbn", [])),
        doi=first("citation_doi"),
    )


def _highwire(names: list[str], role: str) -> list[tuple[str, str, str]]:
    """The creators of Highwire's tags: parted at semicolons, repeated ones once.

    A single one with a comma between several words each is taken for several names.
    """
    parted = [part for name in names for part in re.split(r"\s*;\s*", name)]
    commas = re.split(r"\s*,\s*", parted[0]) if len(names) == len(parted) == 1 else []
    if len(commas) > 1 and " " in commas[0] and " " in commas[1]:
        parted = commas
    kept = [part for n, part in enumerate(parted) if part and parted[max(0, n - 1) : n] != [part]]
    return [person(part, role) for part in kept]


def coins(root: etree._Element) -> Item:
    """The item that the one span of class Z3988 tells of (NISO Z39.88-2004)."""
    (span,) = (e for e in root.iter("span") if "Z3988" in (e.get("class") or "").split())
    values = parse_qs(span.get("title", ""), strict_parsing=True)
    assert values["ctx_ver"] == ["Z39.88-2004"]

    def first(*names: str) -> str:
        return next((values[name][0] for name in names if name in values), "")

    (form,) = values["rft_val_fmt"]
    kind, title = {
        "info:ofi/fmt:kev:mtx:book": ("book", "rft.btitle"),
        "info:ofi/fmt:kev:mtx:journal": ("journalArticle", "rft.atitle"),
        "info:ofi/fmt:kev:mtx:dissertation": ("thesis", "rft.title"),
    }[form]
    pages = [values[name][0] for name in ("rft.spage", "rft.epage") if name in values]
    addresses = values.get("rft_id", [])
    return Item(
        title=first(title),
        creators=[person(name) for name in values.get("rft.au", [])]
        + [(name, "", "author") for name in values.get("rft.aucorp", [])],
        date=first("rft.date"),
        publisher=first("rft.inst" if kind == "thesis" else "rft.pub"),
        url=next((v for v in addresses if v.startswith("http")), ""),
        edition=first("rft.edition"),
        kind=kind,
        journal=first("rft.jtitle"),
        issue=first("rft.issue"),
        pages="-".join(pages),
        degree=first("rft.degree"),
        isbn=first("rft.isbn"),
        doi=next((v[9:] for v in addresses if v.startswith("info:doi/")), ""),
    )


def linked(root: etree._Element) -> tuple[Item, dict[str, Any]]:
    """The item that the JSON-LD tells of, and the whole of it."""
    (script,) = (e for e in root.iter("script") if e.get("type") == "application/ld+json")
    data: dict[str, Any] = json.loads(script.text or "")
    assert data["@context"] == "https://schema.org"
    return Item(
        title=data["name"],
        creators=[person(author["name"]) for author in data.get("author", [])],
        date=data.get("datePublished", ""),
        publisher=data.get("publisher", {}).get("name", ""),
        language=data.get("inLanguage", ""),
        url=data.get("url", ""),
        kind=data["@type"],
    ), data
