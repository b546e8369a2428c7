"""CSL-JSON, the data of citation processors (CSL 1.0.2), for works and for citations."""

import json
from collections.abc import Sequence
from typing import Any

from siglum.bibliography.csl import item
from siglum.bibliography.model import Citation, Work, Written

#: The labels of locators that CSL knows (CSL 1.0.2, "Locators").
LABELS = frozenset(
    "act appendix article-locator book canon chapter column elocation equation figure folio issue "
    "line note opus page paragraph part rule scene section sub-verbo supplement table timestamp "
    "title-locator verse version volume".split()
)


def write(works: Sequence[Work]) -> Written:
    """The works as an array of items."""
    return Written(_dump([item(work) for work in works]))


def write_citations(citations: Sequence[Citation]) -> Written:
    """The citations as an array; ``citationItems`` are as a citation processor takes them."""
    return Written(_dump([_citation(number, c) for number, c in enumerate(citations, 1)]))


def _citation(number: int, citation: Citation) -> dict[str, Any]:
    items = []
    for work in citation.works:
        one: dict[str, str] = {"id": work}
        if citation.locators:
            first = citation.locators[0]
            one["locator"] = ", ".join(locator.value for locator in citation.locators)
            one |= {"label": first.label} if first.label in LABELS else {}
        items.append(one)
    return {
        "id": f"citation-{number}",
        "kind": citation.kind,
        "citationItems": items,
        "label": citation.label,
        "passages": [{"id": p.id, "label": p.label} for p in citation.passages],
        "elements": list(citation.elements),
        "quoted": citation.quoted,
        "lang": citation.lang,
        "reference": citation.reference,
        "certainty": citation.cert,
        "line": citation.location.line,
    }


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
