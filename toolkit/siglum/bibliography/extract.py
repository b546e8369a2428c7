"""A document's whole bibliography: works with unique ids, citations that point at them."""

import hashlib
import re
from dataclasses import replace
from functools import lru_cache, partial

from siglum.bibliography.facts import EntryFacts, TargetFacts, records
from siglum.bibliography.labels import labels
from siglum.bibliography.model import Bibliography, Citation, Locator, Rich, Run, Work
from siglum.bibliography.places import Places
from siglum.bibliography.references import citation
from siglum.bibliography.works import uri_key, work
from siglum.document import Document
from siglum.findings import Finding, Location

_LOCATOR = re.compile(
    r"^(?P<work>.*?\D)[\s:,]\s*(?P<place>(?:\d+[a-z]?|[IVXLCDM]+|[ivxlcdm]+)(?:[.,:;\-–—\s]+\w+)*)$"
)
_URN = re.compile(r"^(urn:cts:[^:]+:[^:]+):([^:]+)$")


@lru_cache(maxsize=4)
def extract(document: Document) -> Bibliography:
    """Draw works and citations from a document.

    Raises:
        FindingError: nothing in the document is TEI (``not-tei``), or the stylesheet failed.
    """
    document.require_tei()
    return _Extraction(document).bibliography()


class _Extraction:
    """The works met so far, by the node that describes them and by their address."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.places = Places(document)
        self.works: dict[str, Work] = {}
        self.by_node: dict[int, str] = {}
        self.by_address: dict[str, str] = {}
        self.described: dict[int, EntryFacts] = {}
        self.locators: dict[int, tuple[Locator, ...]] = {}
        self.findings: list[Finding] = []

    def bibliography(self) -> Bibliography:
        found = records(self.document)
        self.described = {facts["node"]: facts for facts in found["described"]}
        for facts in found["works"]:
            self.entry(facts)
        known_labels = labels(self.document)
        citations: list[Citation] = []
        for given in found["citations"]:
            made, problems = citation(given, self.places, known_labels, self.known)
            self.findings.extend(problems)
            if made:
                citations.append(made)
        itself = tuple(self._itself(facts) for facts in found["self"])
        works = tuple(self.works.values())
        lost = [problem for one in works for problem in one.lost]
        return Bibliography(
            works,
            tuple(citations),
            itself,
            (*lost, *self.findings),
            found["language"].strip(),
            found["edition"].strip(),
        )

    def entry(self, facts: EntryFacts) -> str:
        """Add the work of an entry, once; entries without an id that say the same are one work."""
        canonical, self.locators[facts["node"]] = canonical_parts(facts)
        made = work(facts, self.places, canonical=canonical)
        return self.add(made, facts["node"])

    def add(self, made: Work, node: int) -> str:
        identity = made.id
        if made.xml_id and identity in self.works:
            number = 2
            while f"{identity}-{number}" in self.works:
                number += 1
            identity = f"{identity}-{number}"
            made = replace(made, id=identity)
        self.works.setdefault(identity, made)
        if node >= 0:
            self.by_node[node] = identity
        return identity

    def known(self, target: TargetFacts) -> tuple[str, tuple[Locator, ...]] | None:
        match target["status"]:
            case "work":
                node = target["node"]
                if node not in self.by_node:
                    self.entry(self.described[node])
                return self.by_node[node], self.locators.get(node, ())
            case "uri":
                urn = _URN.match(target["uri"])
                address = urn.group(1) if urn else target["uri"]
                places = (Locator("", urn.group(2)),) if urn else ()
                return self.address(address, target, "uri"), places
            case "canonical":
                found = _LOCATOR.match(target["text"])
                text = found.group("work").strip(" ,:") if found else target["text"]
                places = (Locator("", found.group("place")),) if found else ()
                return self.address(text, target, "canonical"), places
            case _:
                return None

    def address(self, address: str, target: TargetFacts, kind: str) -> str:
        """The work at an address, described by the first reference to it that says anything."""
        if address not in self.by_address:
            facts = self.described.get(target.get("by", -1))
            if facts:
                made = work(
                    facts,
                    self.places,
                    uri=address if kind == "uri" else "",
                    canonical=address if kind == "canonical" else "",
                )
            else:
                made = Work(
                    uri_key(address),
                    partial(Location, self.document.name),
                    "document",
                    Rich((Run(address),)) if kind == "canonical" else Rich(),
                    variables={"URL": address} if re.match(r"https?://", address) else {},
                    notes=(address,) if kind == "uri" else (),
                    raw=address if kind == "uri" else "",
                )
            self.by_address[address] = self.add(replace(made, xml_id=""), -1)
        return self.by_address[address]

    def _itself(self, facts: EntryFacts) -> Work:
        made = work(facts, self.places)
        xml_id = self.document.root_id
        identity = xml_id or hashlib.sha256(self.document.utf8).hexdigest()[:10]
        return replace(made, id=identity, xml_id=xml_id)


def canonical_parts(facts: EntryFacts) -> tuple[str, tuple[Locator, ...]]:
    """The work and the place that the ``@n`` of an untagged ``bibl`` names (``Hom. Il. 1.1``)."""
    if (
        facts["element"] != "bibl"
        or not facts["n"]
        or facts["title"]
        or facts["author"]
        or facts["xml_id"]
    ):
        return "", ()
    found = _LOCATOR.match(facts["n"])
    if not found:
        return "", ()
    return found.group("work").strip(" ,:"), (Locator("", found.group("place")),)
