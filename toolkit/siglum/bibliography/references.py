"""From the facts of citations to ``Citation``."""

import re
from collections.abc import Callable, Mapping

from lxml import etree

from siglum.bibliography import scopes
from siglum.bibliography.facts import CitationFacts, PartFacts, PassageFacts, TargetFacts
from siglum.bibliography.model import Citation, Locator, Passage
from siglum.bibliography.places import Places
from siglum.bibliography.wording import rich
from siglum.findings import Finding, finding

_OPENING = {
    "“": "”",
    '"': '"',
    "«": "»",
    "„": "“”",
    "‘": "’",
    "‚": "‘’",
    "‹": "›",
    "»": "«",
    "'": "'",
}


#: What a block without a number is called.
_NAMES = {
    "cit": "quotation",
    "quote": "quotation",
    "q": "quotation",
    "head": "heading",
    "l": "line",
}


def citation(
    facts: CitationFacts,
    places: Places,
    labels: "Mapping[etree._Element, str]",
    known: Callable[[TargetFacts], tuple[str, tuple[Locator, ...]] | None],
) -> tuple[Citation | None, list[Finding]]:
    """The citation that the facts describe, with findings about pointers that lead nowhere.

    ``known`` answers with the id of the work a pointer leads to, and the locator that the pointer
    itself holds. A citation of nothing but the document's own source is none.
    """
    found: list[Finding] = []
    works: list[str] = []
    locators = [Locator(scopes.label(s), scopes.value(s)) for s in facts["locators"]]
    place = places.location(facts["node"])
    for target in facts["works"]:
        if target["status"] == "none":
            found.append(finding("citation-pointer-dangling", place, pointer=target["token"]))
        work = known(target)
        if work:
            works.append(work[0])
            locators.extend(work[1])
    statuses = {target["status"] for target in facts["works"]}
    if not works and statuses and statuses <= {"other", "own"}:
        return None, found
    passages = [_passage(part["passage"], places, labels) for part in facts["parts"]]
    made = Citation(
        kind=facts["kind"],
        location=place,
        works=tuple(dict.fromkeys(works)),
        passages=tuple(dict.fromkeys(passages)),
        elements=tuple(part["id"] for part in facts["parts"] if part["id"]),
        quoted=quoted(facts["parts"]),
        lang=facts["lang"],
        reference=facts["reference"],
        locators=tuple(dict.fromkeys(locator for locator in locators if locator.value)),
        cert=facts["cert"],
    )
    return made, found


def quoted(parts: list[PartFacts]) -> str:
    """The words of a quotation's parts, joined, without the marks that open and close them."""
    several = len(parts) > 1
    return " ".join(filter(None, (_bare(rich(part["runs"]).plain, several) for part in parts)))


def _bare(text: str, several: bool) -> str:
    """The text without marks around it; in a quotation in parts, a mark may open and not close."""
    closing = _OPENING.get(text[:1], "")
    if not closing:
        return text
    inner = text[1:]
    closed = inner[-1:] in closing and inner != ""
    if closed:
        inner = inner[:-1]
    elif text[0] in "'’" or not (several or inner.count(closing[0]) == 0):
        return text
    # a mark that closes inside, as in “one” and “two”, shows that the outer marks are no pair
    if (
        re.search(rf"\w[.,;:!?]?[{re.escape(closing)}](?!\w)", inner)
        and text[0] not in "‘'"
        and (re.search(rf"[{re.escape(text[0])}]", inner))
    ):
        return text
    return inner.strip()


def _passage(
    facts: PassageFacts, places: Places, labels: "Mapping[etree._Element, str]"
) -> Passage:
    element = places.element(facts["node"])
    node: etree._Element | None = element
    while node is not None:
        if node in labels and (node is element or facts["name"] in {"l", "lg", "item", "head"}):
            return Passage(facts["id"], labels[node])
        node = node.getparent()
    if facts["numbered"]:
        return Passage(facts["id"], ".".join(facts["numbers"]))
    if facts["ordinal"]:
        return Passage(facts["id"], f"¶{facts['ordinal']}")
    return Passage(facts["id"], facts["own_id"] or _NAMES.get(facts["name"], facts["name"]))
