"""From the facts of an entry to a ``Work``."""

import hashlib
import json
import re
from collections.abc import Callable
from functools import partial

from siglum.bibliography import dates, scopes
from siglum.bibliography.facts import DateFacts, EntryFacts, Typed
from siglum.bibliography.model import Date, Name, Rich, Run, Work
from siglum.bibliography.places import Places
from siglum.bibliography.summary import summary
from siglum.bibliography.types import GENRE_NOTES, genre_of, type_of
from siglum.bibliography.wording import joined, name, names, rich
from siglum.findings import Finding, finding

#: Words in the role of an editor or a respStmt → the CSL name variable.
ROLES = (
    (r"transcri", ""),
    (r"transl|trl|übers|uebers|trad\b|traduc|перев", "translator"),
    (r"illust|^ill$", "illustrator"),
    (r"compil|^com$", "compiler"),
    (r"series", "collection-editor"),
    (r"direct|regie", "director"),
    (r"interviewer|^ivr$", "interviewer"),
    (r"compos|^cmp$", "composer"),
    (r"narrat|^nrt$", "narrator"),
    (r"curat", "curator"),
    (r"edit|édit|^ed$|^edt$|hrsg|herausg|^hg$|redak|redig", "editor"),
    (r"^aut(hor)?$|verfasser", "author"),
    (r"intro|prefac|foreword|vorwort|contrib", "contributor"),
)

_PUBLISHED = ("published", "publication", "issued", "print", "")
_ACCESSED = {"access", "accessed", "download", "downloaded", "retrieved", "urldate"}
_ORIGINAL = {"original", "origdate", "firstpublished"}
_KNOWN_NOTES = GENRE_NOTES | {
    "raw_reference",
    "url",
    "accessed",
    "abstract",
    "tags",
    "tag",
    "keywords",
}
_NUMBERS = {"pii", "halid", "ark", "report", "reportnumber", "number", "urn", ""}
#: The full stop of a sentence, and not that of an abbreviation such as *2nd ed.*
_FULL_STOP = re.compile(r"(?<=\w{5})\.$")
_CONNECTIVES = re.compile(
    r"\b(?:in|and|und|et|ed|eds|edited|by|trans|translated|pp?|vols?|nos?|see|cf|the|of|al|from|to|s|on|at|"
    r"hrsg|von|bd|nr|siehe|vgl|also|de|ca|chap|note|n)\b\.?",
    re.IGNORECASE,
)


def work(facts: EntryFacts, places: Places, *, uri: str = "", canonical: str = "") -> Work:
    """The work that an entry describes.

    ``uri`` is the address of the entry's own description elsewhere, ``canonical`` a canonical
    reference without its locator; either gives the identity where the entry has no ``xml:id``.
    The id may not yet be unique: see ``siglum.bibliography.extract``.
    """
    return _Builder(facts, places, uri, canonical).work()


class _Builder:
    """Gathers the variables of one work, and what finds no place among them."""

    def __init__(self, facts: EntryFacts, places: Places, uri: str, canonical: str) -> None:
        self.facts = facts
        self.places = places
        self.uri = uri
        self.canonical = canonical
        self.variables: dict[str, str] = {}
        self.names: dict[str, tuple[Name, ...]] = {}
        self.dates: dict[str, Date] = {}
        self.remarks: list[str] = []
        self.problems: list[Callable[[], Finding]] = []
        self.key = (
            uri_key(uri or canonical) if uri or canonical else facts["xml_id"] or _hash(facts)
        )

    def work(self) -> Work:
        facts = self.facts
        title, container = self._title(), joined(facts["container"], facts["container_subtitles"])
        self._names()
        self._dates()
        self._scopes()
        self._identifiers()
        self._publication()
        self._related()
        notes = self._notes()
        self._certainties()
        raw = ""
        if not title and not container and not self.names and not self.variables.get("archive"):
            raw = facts["text"] or self.uri
            notes = tuple(dict.fromkeys((*filter(None, [raw]), *notes)))
        elif not self.canonical and _CONNECTIVES.sub("", facts["loose"]).strip(
            " .,;:()[]-–—&/\"'“”‘’«»„"
        ):
            self.remarks.append(f"As given: {facts['text']}")
            title = title or Rich((Run(facts["text"]),))
        kind = type_of(facts)
        if raw and kind == "book":
            kind = "document"
        return Work(
            id=self.key,
            where=partial(self.places.location, facts["node"]),
            type=kind,
            title=title,
            container=container,
            collection=rich(facts["collection"]),
            names=self.names,
            dates=self.dates,
            variables=self.variables,
            notes=notes,
            remarks=tuple(dict.fromkeys(self.remarks)),
            xml_id=facts["xml_id"],
            raw=raw,
            problems=tuple(self.problems),
        )

    def put(self, variable: str, value: str, what: str) -> None:
        """Fill a variable; a second, different value becomes a remark."""
        if value and self.variables.setdefault(variable, value) != value:
            self.keep(what, value)

    def keep(self, what: str, text: str, node: int = -1) -> None:
        """Keep as a remark what has no variable, and say so."""
        self.remarks.append(f"{what[:1].upper()}{what[1:]}: {text}")
        at = node if node >= 0 else self.facts["node"]
        self.lose("citation-fact-unmapped", at, what=what, work=self.key, text=text)

    def lose(self, code: str, node: int, **values: str) -> None:
        """Say that something was lost, to whom will hear it: places take long to find."""
        self.problems.append(
            lambda: finding(code, self.places.location(node), related=(), **values)
        )

    def _title(self) -> Rich:
        facts = self.facts
        self.put("title-short", facts["short_title"], "short title")
        self.put("container-title-short", facts["container_short"], "short title")
        for other in (*facts["other_titles"], *facts["container_others"]):
            self.keep(f"{_title_kind(other)} title".strip(), other["text"])
        title = joined(facts["title"], facts["subtitles"])
        if not title and self.canonical:
            return Rich((Run(self.canonical),))
        return title

    def _names(self) -> None:
        facts = self.facts
        groups: dict[str, list[Name]] = {
            "author": names(facts["author"]),
            "container-author": names(facts["container_author"]),
            "collection-editor": names(facts["series_editors"]),
        }
        for agent in facts["agents"]:
            role = agent["role"]
            variable = next((v for pattern, v in ROLES if re.search(pattern, role)), "")
            if not role:
                variable = "editor"
            if variable:
                groups.setdefault(variable, []).extend(names([agent]))
            else:
                self.keep(role, name(agent).shown)
        if groups["container-author"] == groups["author"]:
            groups["container-author"] = []
        self.names = {key: tuple(dict.fromkeys(value)) for key, value in groups.items() if value}
        for agent in (*facts["author"], *facts["agents"], *facts["container_author"]):
            if agent["cert"] not in {"", "high"}:
                self.remarks.append(f"Certainty of {name(agent).shown}: {agent['cert']}")

    def _dates(self) -> None:
        given = [d for d in self.facts["dates"] if dates.read_date(d)]
        ranked = sorted(given, key=lambda d: (_rank(d), _timeless(d), _doubt(d)))
        issued = ranked[0] if ranked and _rank(ranked[0]) < len(_PUBLISHED) else None
        for facts in given:
            date = dates.read_date(facts)
            if date is None:
                continue
            if facts is issued:
                self._date("issued", date)
            elif facts["type"] in _ACCESSED:
                self._date("accessed", date)
            elif facts["type"] in _ORIGINAL:
                self._date("original-date", date)
            elif issued and facts["type"] == issued["type"]:
                if dates.edtf(date) != dates.edtf(self.dates.get("issued") or _issued(issued)):
                    shown = facts["text"] or dates.words(date)
                    cert = f" (certainty: {facts['cert']})" if facts["cert"] else ""
                    self.remarks.append(f"Also dated: {shown}{cert}")
                    self.lose(
                        "citation-date-conflict",
                        facts["node"],
                        work=self.key,
                        kept=_issued(issued).literal or dates.words(_issued(issued)),
                        other=shown,
                    )
            else:
                self.keep(
                    facts["type"] or "date", facts["text"] or dates.words(date), facts["node"]
                )
        for facts in self.facts["event_dates"][:1]:
            event = dates.read_date(facts)
            if event:
                self._date("event-date", event)

    def _date(self, variable: str, date: Date) -> None:
        if variable in self.dates:
            return
        self.dates[variable] = date
        known = dates.words(date)
        given = re.sub(r"^(?:circa|ca?\.?)\s*(?=\d)", "ca. ", date.literal)
        if given and not date.sure and given not in {known, known.strip("?")}:
            self.remarks.append(f"Date as given: {date.literal}")

    def _scopes(self) -> None:
        journal = self.facts["container_level"] == "j"
        for scope in self.facts["scopes"]:
            value, variable = scopes.value(scope), scopes.variable(scope)
            if not value:
                continue
            if not variable and not scope["unit"] and journal:
                variable = "volume"
            if variable:
                self.put(variable, value, scope["unit"] or "part")
            else:
                self.keep(scope["unit"] or "part", scope["text"] or value)

    def _identifiers(self) -> None:
        for given in self.facts["idnos"]:
            self._identifier(given["type"], given["text"])
        for url in self.facts["urls"]:
            doi = _doi(url)
            if doi:
                self.put("DOI", doi, "DOI")
            else:
                self.put("URL", url, "URL")
        if self.uri.startswith(("http://", "https://")):
            self.put("URL", self.uri, "URL")
        elif self.uri and not self.facts["urls"]:
            self.remarks.append(f"Described at: {self.uri}")

    def _identifier(self, kind: str, text: str) -> None:
        match re.sub(r"[^a-z]", "", kind.lower()):
            case "doi":
                self.put("DOI", _doi(text) or text, "DOI")
            case "isbn" | "isbnprint" | "isbne" | "eisbn":
                self.put("ISBN", re.sub(r"^ISBN:?\s*", "", text, flags=re.I), "ISBN")
            case "issn" | "issne" | "eissn" | "issnl":
                self.put("ISSN", re.sub(r"^e?ISSN:?\s*", "", text, flags=re.I), "ISSN")
            case "handle" | "hdl":
                path = re.sub(r"^(hdl:|https?://hdl\.handle\.net/)", "", text, flags=re.I)
                self.put("URL", f"https://hdl.handle.net/{path}", "handle")
            case "pmid":
                self.put("PMID", text, "PMID")
            case "pmc" | "pmcid":
                self.put("PMCID", text, "PMCID")
            case "uri" | "url":
                self.put("URL", text, "URL")
            case "callnumber":
                self.put("call-number", text, "call number")
            case "arxiv":
                self.put(
                    "number", text if text.lower().startswith("arxiv") else f"arXiv:{text}", "arXiv"
                )
            case address if address.startswith(("url", "uri")) and re.match(r"https?://", text):
                self.put("URL", text, "URL")
            case other if other in _NUMBERS:
                if re.match(r"https?://", text):
                    self.put("URL", text, "URL")
                elif _doi(text):
                    self.put("DOI", _doi(text), "DOI")
                else:
                    self.put("number", text, kind or "number")
            case _:
                self.keep(kind, text)

    def _publication(self) -> None:
        facts = self.facts
        for variable, value in (
            ("edition", _FULL_STOP.sub("", facts["edition"])),
            ("publisher", "; ".join(facts["publishers"])),
            ("publisher-place", "; ".join(facts["places"])),
            ("event-title", facts["meeting"]),
            ("event-place", facts["event_place"]),
            ("archive", facts["archive"]),
            ("archive-place", facts["archive_place"]),
            ("archive_collection", facts["collection_name"]),
            ("archive_location", facts["shelfmark"]),
            ("language", facts["lang"]),
            ("genre", genre_of(facts)),
        ):
            self.put(variable, value, variable)
        extent = facts["extent"]
        pages = re.search(r"(\d+)\s*(?:p|pp|pages|seiten|s)\b\.?", extent, re.IGNORECASE)
        volumes = re.search(r"(\d+)\s*(?:vols?|volumes|bde|bände)\b\.?", extent, re.IGNORECASE)
        if volumes:
            self.put("number-of-volumes", volumes.group(1), "extent")
        elif pages:
            self.put("number-of-pages", pages.group(1), "extent")
        elif extent:
            self.keep("extent", extent)
        for other in facts["imprints"]:
            self.keep("further imprint", other)
        for other in facts["monographs"]:
            self.keep("also in", other)
        for unmapped in facts["unmapped"]:
            self.keep(unmapped["name"], unmapped["text"], unmapped["node"])

    def _related(self) -> None:
        for related in self.facts["related"]:
            facts = related["facts"]
            kind = re.sub(r"[^a-z]", "", related["type"])
            if kind in {"original", "translatedfrom", "translationof", "originaledition"}:
                self._original(facts)
            elif kind in {"reviewed", "reviewof", "revieweditem", "reviewedwork"}:
                self.put("reviewed-title", joined(facts["title"], facts["subtitles"]).plain, kind)
                self.names.setdefault("reviewed-author", tuple(names(facts["author"])))
            elif kind in {"host", "hostitem", "in", "ispartof"} and not self.facts["container"]:
                self.keep("in", summary(facts))
            else:
                self.keep(related["type"] or "related", summary(facts))

    def _original(self, facts: EntryFacts) -> None:
        title = joined(facts["title"], facts["subtitles"]).plain
        self.put("original-title", title, "original title")
        self.put("original-publisher", "; ".join(facts["publishers"]), "original publisher")
        self.put("original-publisher-place", "; ".join(facts["places"]), "original place")
        for given in facts["dates"]:
            date = dates.read_date(given)
            if date:
                self._date("original-date", date)
        authors = tuple(names(facts["author"]))
        if authors and authors != self.names.get("author"):
            self.names["original-author"] = authors
        covered = {"title", "publishers", "places", "dates", "author"}
        rest = {
            k: v for k, v in facts.items() if k in {"scopes", "container", "idnos"} - covered and v
        }
        if rest:
            self.keep("original", summary(facts))

    def _notes(self) -> tuple[str, ...]:
        notes = []
        for note in self.facts["notes"]:
            kind, text = note["type"].lower(), note["text"]
            if kind in {"tag", "tags", "keywords"}:
                self.put("keyword", text, "keywords")
            elif kind == "abstract":
                self.put("abstract", text, "abstract")
            elif kind == "accessed":
                date = dates.point(text)
                if date:
                    self._date("accessed", Date(date, literal=text))
                else:
                    self.keep("accessed", text)
            elif kind not in _KNOWN_NOTES:
                cert = f" (certainty: {note['cert']})" if note["cert"] not in {"", "high"} else ""
                notes.append(text.removesuffix(".") + cert + "." if cert else text)
        return tuple(notes)

    def _certainties(self) -> None:
        for given in self.facts["certainties"]:
            if given["cert"] == "high" or given["name"] in {
                "author",
                "editor",
                "persName",
                "orgName",
            }:
                continue
            what = f"{given['unit']} " if given["name"] == "biblScope" else f"{given['name']} "
            self.remarks.append(f"Certainty of {what}{given['text']}: {given['cert']}")


def _issued(facts: DateFacts) -> Date:
    return dates.read_date(facts) or Date()


def _rank(facts: DateFacts) -> int:
    """The place of a date's type among those that mean publication; beyond them, if it is none."""
    try:
        return _PUBLISHED.index(facts["type"])
    except ValueError:
        return len(_PUBLISHED)


def _timeless(facts: DateFacts) -> bool:
    """Does the date name no time, as *n. d.* does?"""
    date = dates.read_date(facts)
    return date is None or not (date.start or date.end)


def _doubt(facts: DateFacts) -> int:
    order = ("high", "", "medium", "low", "unknown")
    return order.index(facts["cert"]) if facts["cert"] in order else 2


def _title_kind(title: Typed) -> str:
    return "" if title["type"] in {"a", "m", "j", "s", "u", "main"} else title["type"]


def _doi(text: str) -> str:
    """The DOI in a text that is one, or the address of one."""
    found = re.match(
        r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)$", text, re.IGNORECASE
    )
    return found.group(1) if found else ""


def _hash(facts: EntryFacts) -> str:
    """An id made from what an entry says, so that equal entries have equal ids."""
    said = {k: v for k, v in facts.items() if k not in {"node", "dates", "unmapped", "related"}}
    said["dates"] = [{k: v for k, v in d.items() if k != "node"} for d in facts["dates"]]
    text = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return "bib-" + hashlib.sha256(text.encode()).hexdigest()[:10]


def uri_key(uri: str) -> str:
    """An id for a work that is known by an address or a canonical reference."""
    words = re.sub(r"[^A-Za-z0-9]+", "-", re.sub(r"^[a-z]+://", "", uri)).strip("-")
    return f"{words[-40:].strip('-') or 'uri'}-{hashlib.sha256(uri.encode()).hexdigest()[:6]}"
