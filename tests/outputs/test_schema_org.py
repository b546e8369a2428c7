"""The JSON-LD of pages has types and properties of schema.org, and holds what these may hold."""

import json
from pathlib import Path
from typing import Any

from html_pages import documents, of, page
from lxml import etree
from siglum.document import TEI, parse

Known = dict[str, type | tuple[type, ...]]

#: The properties that are used of each type of schema.org, and what they may hold there.
_THING: Known = {"name": str, "sameAs": str, "url": str}
_WORK: Known = _THING | {
    "@context": str, "version": str, "datePublished": str, "inLanguage": str, "description": str,
    "copyrightNotice": str, "pageStart": str, "pageEnd": str,
    "license": (str, list), "keywords": list, "identifier": (str, dict, list), "about": list,
    "author": list, "editor": list, "translator": list, "contributor": list, "funder": list,
    "sponsor": list, "publisher": dict, "isPartOf": (dict, list),
}  # fmt: skip
_TYPES: dict[str, Known] = {
    "CreativeWork": _WORK,
    "ScholarlyArticle": _WORK,
    "Thesis": _WORK,
    "Person": _THING,
    "Organization": _THING,
    "Thing": _THING,
    "WebSite": _THING,
    "CreativeWorkSeries": _THING,
    "Periodical": _THING | {"issn": str},
    "PublicationVolume": {"volumeNumber": str, "isPartOf": dict},
    "PublicationIssue": {"issueNumber": str, "isPartOf": dict},
    "PropertyValue": {"propertyID": str, "value": str},
}


def against_schema_org(value: Any) -> list[str]:
    """What is no type of schema.org, no property of its type, or empty."""
    match value:
        case dict():
            kind = value.get("@type", "")
            known = _TYPES.get(kind, {})
            wrong = [
                f"{kind}.{name}: {held!r}"
                for name, held in value.items()
                if name != "@type" and not (name in known and isinstance(held, known[name]))
            ]
            return wrong + [w for held in value.values() for w in against_schema_org(held)]
        case list():
            return [w for held in value or [""] for w in against_schema_org(held)]
        case str() if value.strip():
            return []
        case _:
            return [f"empty: {value!r}"]


def described(root: etree._Element) -> dict[str, Any]:
    (script,) = (e for e in root.iter("script") if e.get("type") == "application/ld+json")
    data: dict[str, Any] = json.loads(script.text or "")
    return data


@documents
def test_the_json_ld_has_types_and_properties_of_schema_org(path: Path) -> None:
    assert against_schema_org(described(page(path))) == []


ARTICLE = f"""<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt><title>T</title>
<author>A. Grey</author>
<editor role="translator">B. Black</editor><funder>The Fund</funder></titleStmt><publicationStmt>
<publisher>P</publisher><date when="2019"/>
<idno type="DOI">10.4000/j.2</idno><idno type="n">3</idno>
<availability><licence target="https://example.org/l"/></availability></publicationStmt><seriesStmt>
<title level="j">Lamps</title><biblScope unit="volume">7</biblScope><biblScope unit="issue">2
</biblScope><biblScope unit="page">5–24</biblScope><idno type="ISSN">1234-5679</idno></seriesStmt>
<sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader><text><body><p>Word.</p></body></text></TEI>"""


def test_the_json_ld_of_an_article_has_types_and_properties_of_schema_org() -> None:
    data = described(of(parse(ARTICLE.encode())).page)
    assert against_schema_org(data) == []
    assert {"author", "translator", "funder", "identifier", "isPartOf", "pageEnd"} <= set(data)
    assert against_schema_org(data | {"tilte": "x"}) == ["ScholarlyArticle.tilte: 'x'"]
