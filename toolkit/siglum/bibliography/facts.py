"""The facts of entries and citations as the stylesheet ``xslt/citations/records.xsl`` answers.

Every entry, whatever TEI element holds it, has the same keys. Texts are reading texts with white
space normalized; what is absent is empty. ``node`` is an element's number in the document, from 0.
"""

import json
from typing import TypedDict, cast

from siglum.document import Document
from siglum.resources import resource


class RunFacts(TypedDict):
    """A stretch of text (``t``) and its styles (``s``)."""

    t: str
    s: list[str]


class NameFacts(TypedDict):
    """A name in its parts or whole, the agent's role as worded, and how certain it is."""

    family: str
    given: str
    particle: str
    suffix: str
    literal: str
    corporate: bool
    role: str
    cert: str


# "from" is a keyword of Python, so the two that have such a key inherit it
_From = TypedDict("_From", {"from": str})


class DateFacts(_From):
    """A date's attributes and text."""

    type: str
    when: str
    to: str
    not_before: str
    not_after: str
    text: str
    cert: str
    precision: str
    node: int


class ScopeFacts(_From):
    """A ``biblScope``, ``citedRange`` or ``locus``; ``series``: that it is the series' own."""

    unit: str
    to: str
    n: str
    text: str
    series: bool
    cert: str


class Typed(TypedDict):
    """A text with a type, as an ``idno`` or a further title has it."""

    type: str
    text: str


class NoteFacts(TypedDict):
    """A note of the entry."""

    type: str
    text: str
    cert: str


class Certainty(TypedDict):
    """An element of the entry that is marked as more or less certain."""

    name: str
    unit: str
    text: str
    cert: str


class Unmapped(TypedDict):
    """An element of the entry for which the facts have no name."""

    name: str
    text: str
    node: int


class EntryFacts(TypedDict):
    """All facts of one entry."""

    node: int
    xml_id: str
    element: str
    types: list[str]
    n: str
    lang: str
    analytic: bool
    level: str
    title: list[RunFacts]
    subtitles: list[list[RunFacts]]
    short_title: str
    other_titles: list[Typed]
    container: list[RunFacts]
    container_subtitles: list[list[RunFacts]]
    container_short: str
    container_others: list[Typed]
    container_level: str
    collection: list[RunFacts]
    author: list[NameFacts]
    container_author: list[NameFacts]
    agents: list[NameFacts]
    series_editors: list[NameFacts]
    edition: str
    publishers: list[str]
    places: list[str]
    extent: str
    imprints: list[str]
    monographs: list[str]
    meeting: str
    event_place: str
    event_dates: list[DateFacts]
    archive_place: str
    archive: str
    collection_name: str
    shelfmark: str
    dates: list[DateFacts]
    scopes: list[ScopeFacts]
    idnos: list[Typed]
    urls: list[str]
    notes: list[NoteFacts]
    related: "list[RelatedFacts]"
    certainties: list[Certainty]
    text: str
    loose: str
    unmapped: list[Unmapped]


class RelatedFacts(TypedDict):
    """A related item: how it is related, and its own facts."""

    type: str
    facts: EntryFacts


class TargetFacts(TypedDict, total=False):
    """What a pointer leads to; see ``c:resolve`` in ``xslt/citations/entries.xsl``."""

    status: str
    token: str
    node: int
    uri: str
    text: str
    by: int
    name: str


class PassageFacts(TypedDict):
    """The block that holds a part of a citation."""

    node: int
    id: str
    own_id: str
    numbers: list[str]
    numbered: bool
    ordinal: int
    name: str


class PartFacts(TypedDict):
    """One part of a quotation, or the reference itself."""

    id: str
    node: int
    runs: list[RunFacts]
    passage: PassageFacts


class CitationFacts(TypedDict):
    """One citation."""

    kind: str
    node: int
    works: list[TargetFacts]
    parts: list[PartFacts]
    lang: str
    reference: str
    locators: list[ScopeFacts]
    cert: str


class Records(TypedDict):
    """All that the stylesheet answers; ``described`` are bibls that only citations lead to.

    ``language`` and ``edition`` are the text's ``@xml:lang`` and the ``@n`` of the edition.
    """

    works: list[EntryFacts]
    described: list[EntryFacts]
    citations: list[CitationFacts]
    self: list[EntryFacts]
    language: str
    edition: str


def records(document: Document) -> Records:
    """The facts of a document's bibliography and citations.

    Raises:
        FindingError: the stylesheet failed (``stylesheet-error``).
    """
    from siglum.transform import load

    text = load(resource("xslt", "citations", "records.xsl"), document).text(document)
    return cast(Records, json.loads(text))
