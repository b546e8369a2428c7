"""A Schematron schema as data: includes followed, abstract rules and patterns filled in.

What a schema says in several ways is said in one here: parameters are substituted, ``extends`` is
spliced in, every expression carries the namespaces that it needs, and every part has a number,
unique in its schema, by which the compiled stylesheet speaks of it.
"""

from dataclasses import dataclass
from enum import Enum

from siglum.findings import Location, Severity

SCH = "http://purl.oclc.org/dsdl/schematron"
XSL = "http://www.w3.org/1999/XSL/Transform"
SQF = "http://www.schematron-quickfix.com/validator/process"

#: The namespace of Schematron 1.5, which older customizations still use.
SCH_1_5 = "http://www.ascc.net/xml/schematron"

Namespaces = tuple[tuple[str, str], ...]


class Binding(Enum):
    """The query language: how old its rules of conversion are (ISO 19757-3 annexes C, H, J–L)."""

    XSLT_1 = "1.0"
    XSLT_3 = "3.0"


@dataclass(frozen=True, slots=True)
class Expression:
    """An XPath expression or XSLT pattern, where it stands, and the prefixes bound for it."""

    text: str
    place: Location
    namespaces: Namespaces


@dataclass(frozen=True, slots=True)
class Part:
    """An expression that is a part of its own: ``value-of``, ``name``, a subject, a visit-each.

    The expression of a ``name`` is its ``path``, or else ``name(.)``.
    """

    number: int
    select: Expression


@dataclass(frozen=True, slots=True)
class Markup:
    """An element in a message: ``emph``, ``dir``, ``span``, or one of another vocabulary."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    content: "tuple[Piece, ...]"


@dataclass(frozen=True, slots=True)
class Instruction:
    """An XSLT element in a property or message, as XML text; it is carried out."""

    number: int
    xml: str
    place: Location


Piece = str | Part | Markup | Instruction


@dataclass(frozen=True, slots=True)
class Rich:
    """The attributes that assertions, diagnostics and properties share in a report."""

    see: str = ""
    icon: str = ""
    fpi: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A ``diagnostic``, or with ``is_property`` a ``property``, as one assertion refers to it."""

    number: int
    id: str
    is_property: bool
    content: tuple[Piece, ...]
    rich: Rich
    role: str
    scheme: str
    place: Location


@dataclass(frozen=True, slots=True)
class Let:
    """A variable: its value is an expression, or content (``value`` is then ``None``)."""

    number: int
    name: str
    value: Expression | None
    content: tuple[Piece, ...]
    type: str
    place: Location


@dataclass(frozen=True, slots=True)
class Check:
    """An ``assert`` or, with ``is_report``, a ``report``."""

    number: int
    is_report: bool
    id: str
    code: str
    test: Expression
    content: tuple[Piece, ...]
    subject: Part | None
    role: str
    flag: str
    severity: Severity
    rich: Rich
    notes: tuple[Note, ...]
    place: Location


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that is not abstract. ``visit`` is ``visit-each``: what is checked in its stead."""

    number: int
    id: str
    context: Expression
    visit: Part | None
    lets: tuple[Let, ...]
    checks: tuple[Check, ...]
    role: str
    flag: str
    rich: Rich
    place: Location
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that is not abstract. In a ``group`` each rule fires, not the first alone.

    ``about`` are its paragraphs, for readers; so are those of a rule.
    """

    number: int
    id: str
    title: str
    role: str
    documents: Expression | None
    lets: tuple[Let, ...]
    rules: tuple[Rule, ...]
    is_group: bool
    place: Location
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase; ``start`` is its ``from``: a pattern for the roots of what is checked."""

    number: int
    id: str
    active: tuple[str, ...]
    lets: tuple[Let, ...]
    start: Expression | None
    place: Location


@dataclass(frozen=True, slots=True)
class Declaration:
    """A top-level XSLT element: a function, a key, and so on, as XML text.

    A function is told from others of its name by how many ``parameters`` it has.
    """

    number: int
    kind: str
    name: str
    parameters: int
    xml: str
    place: Location


@dataclass(frozen=True, slots=True)
class Schema:
    """A whole schema, with the phase chosen: only its active patterns are here."""

    name: str
    title: str
    version: str
    binding: Binding
    default_namespace: str
    namespaces: Namespaces
    language: str
    lets: tuple[Let, ...]
    declarations: tuple[Declaration, ...]
    phase: Phase | None
    patterns: tuple[Pattern, ...]
