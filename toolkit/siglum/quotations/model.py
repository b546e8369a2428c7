"""The record of a quotation."""

from dataclasses import dataclass

from siglum.findings import Location


@dataclass(frozen=True, slots=True)
class Agent:
    """Who speaks: the id that a pointer leads to (or the pointer), and the name found there."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a text sets off as quoted, uttered, mentioned, or not quite its own.

    ``kind`` is the TEI element: quote, q, said, soCalled or mentioned. ``ids`` are those of all
    parts, in order; a part without an ``xml:id`` has none. ``text`` is the reading text of the
    parts, without the marks around them, joined by a space; ``parts`` is their number.

    ``speakers`` come from @who, from a ``linkGrp`` of the type speaker, or from @ana that points
    at a person. ``sources`` are ids or web addresses of works: @source of the quotation, and what
    the reference in its ``cit`` points at. ``reference`` is that reference in the text's own
    words, ``locators`` the ranges in it (``page 12``). ``categories`` are ids out of @ana that
    lead to a taxonomy.

    ``language`` is a BCP 47 tag or empty. ``paragraph`` is what the document calls the passage
    (``IV.1``, by its ``refsDecl``; else by @n; else ``¶3``) and ``paragraph_id`` its ``xml:id``.
    ``depth`` counts the quotations around it. ``cert`` is how sure its kind is, ``source_cert``
    how sure its source: high, medium, low, or empty.
    """

    kind: str
    ids: tuple[str, ...]
    text: str
    parts: int
    speakers: tuple[Agent, ...]
    sources: tuple[str, ...]
    reference: str
    locators: tuple[str, ...]
    categories: tuple[str, ...]
    language: str
    paragraph: str
    paragraph_id: str
    depth: int
    cert: str
    source_cert: str
    location: Location
