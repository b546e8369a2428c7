"""What a work and a citation are: the data, with the names that CSL gives them.

Nothing here knows TEI or a file format. ``Work.variables``, ``names`` and ``dates`` are keyed by
CSL's own variable names (CSL 1.0.2, appendix IV), so that a writer need not guess.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from siglum.findings import Finding, Location


class Run(NamedTuple):
    """A stretch of text with its styles, any of ``i``, ``b``, ``sup``, ``sub`` and ``sc``."""

    text: str
    styles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rich:
    """A text with inline markup, such as a title that holds another title."""

    runs: tuple[Run, ...] = ()

    @property
    def plain(self) -> str:
        """The characters alone."""
        return "".join(run.text for run in self.runs)

    def __bool__(self) -> bool:
        return bool(self.runs)


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a person in its parts, or a name that is not divided (``literal``).

    ``particle`` stands before the family name and is not dropped ("van"); ``suffix`` follows it
    ("Jr."). ``corporate`` says that the bearer is known to be a body.
    """

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""
    corporate: bool = False

    @property
    def shown(self) -> str:
        """The name in the order of reading."""
        parts = (self.given, self.particle, self.family, self.suffix)
        return self.literal or " ".join(part for part in parts if part)


class Point(NamedTuple):
    """A date of the Gregorian calendar, to the year, month or day; years BC are negative."""

    year: int
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Date:
    """A date, a range, or a date that lies somewhere between two.

    With ``between``, one of ``start`` and ``end`` may be missing: some time after, or before. With
    neither, only the ``literal`` words of the source are known. ``approximate`` is circa,
    ``uncertain`` is doubted (EDTF's ``~`` and ``?``, ISO 8601-2 §8).
    """

    start: Point | None = None
    end: Point | None = None
    between: bool = False
    approximate: bool = False
    uncertain: bool = False
    literal: str = ""

    @property
    def sure(self) -> bool:
        """Is it neither approximate, doubted nor somewhere between two dates?"""
        return not (self.approximate or self.uncertain or self.between)


@dataclass(frozen=True, slots=True)
class Work:
    """One work of the bibliography.

    ``id`` is unique in the document and stable: the entry's ``xml:id`` (also ``xml_id``), else
    made from what the entry says. ``type`` is one of CSL's. ``notes`` are those of the entry;
    ``remarks`` are made from what has no variable of its own: certainty, conflicting dates,
    related items. ``problems`` say, when they are called, what was moved there. ``raw`` is the
    entry's whole text where nothing in it is tagged.
    """

    id: str
    where: Callable[[], Location] = field(compare=False, repr=False)
    type: str
    title: Rich = Rich()
    container: Rich = Rich()
    collection: Rich = Rich()
    names: Mapping[str, tuple[Name, ...]] = field(default_factory=dict)
    dates: Mapping[str, Date] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    xml_id: str = ""
    raw: str = ""
    problems: tuple[Callable[[], Finding], ...] = field(default=(), compare=False, repr=False)

    @property
    def lost(self) -> tuple[Finding, ...]:
        """What has no variable of its own, or is said twice in two ways."""
        return tuple(problem() for problem in self.problems)

    @property
    def location(self) -> Location:
        """Where its entry stands; ``where`` looks for it, which few ask."""
        return self.where()


class Locator(NamedTuple):
    """A place in a work: CSL's label for its kind (``page``, ``chapter``, …), and its value."""

    label: str
    value: str

    @property
    def shown(self) -> str:
        """The locator as a reader expects it, with the kind before it."""
        if self.label == "page":
            several = any(mark in self.value for mark in "–-,;&")
            return f"{'pp.' if several else 'p.'} {self.value}"
        short = {"chapter": "chap.", "folio": "fol.", "volume": "vol.", "section": "sec."}
        return f"{short.get(self.label, self.label)} {self.value}".strip()


class Passage(NamedTuple):
    """The block of the text that holds a citation: its ``xml:id``, and what it is called."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation: words quoted from a work, or a reference to it, at its place in the text.

    ``works`` are ids of works, empty where the pointer leads nowhere. ``elements`` are the
    ``xml:id``s of the parts that have one; ``passages`` the blocks in which the parts stand, in
    order and each once. ``quoted`` is the reading text without the marks around it, empty for a
    reference alone. ``reference`` is the author's own wording.
    """

    kind: str
    location: Location
    works: tuple[str, ...]
    passages: tuple[Passage, ...]
    elements: tuple[str, ...] = ()
    quoted: str = ""
    lang: str = ""
    reference: str = ""
    locators: tuple[Locator, ...] = ()
    cert: str = ""

    @property
    def passage(self) -> str:
        """The id of the first passage, or nothing."""
        return self.passages[0].id if self.passages else ""

    @property
    def label(self) -> str:
        """What the passage, or the run of passages, is called: ``IV.6–IV.7``."""
        labels = list(dict.fromkeys(p.label for p in self.passages if p.label))
        return (
            labels[0] if len(labels) == 1 else "–".join((labels[0], labels[-1])) if labels else ""
        )

    @property
    def locator(self) -> str:
        """The place in the work, for a reader: ``pp. 12–14``."""
        return ", ".join(locator.shown for locator in self.locators)


@dataclass(frozen=True, slots=True)
class Written:
    """A file's text, and what the format could not hold."""

    text: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Bibliography:
    """All that is drawn from a document: works cited, citations, the document itself, findings.

    ``language`` is that of the text, else of the document, as a BCP 47 tag; ``edition`` the number
    of the edition (``edition/@n``). Both may be empty.
    """

    works: tuple[Work, ...]
    citations: tuple[Citation, ...]
    itself: tuple[Work, ...] = ()
    findings: tuple[Finding, ...] = ()
    language: str = ""
    edition: str = ""
