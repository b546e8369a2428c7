"""The model of a customization: what an ODD says, typed and frozen (TEI P5 TD).

The content of an element is a tree of::

    Content = Sequence | Alternate | Repeated | ElementRef | ClassRef | MacroRef | DataRef
            | TextNode | Empty | AnyElement | ValList

Every node that a finding may speak of carries ``at``, its place in the ODD. Descriptions are plain
text in the language that was asked for. Examples and guide prose stay trees, since they are shown
and not understood.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from siglum.findings import Location

if TYPE_CHECKING:
    from lxml import etree

#: ``maxOccurs="unbounded"``.
UNBOUNDED = -1

NOWHERE = Location("")


class Expand(StrEnum):
    """How the members of a class stand in a content model (``classRef/@expand``)."""

    ALTERNATE = "alternate"
    SEQUENCE = "sequence"
    SEQUENCE_OPTIONAL = "sequenceOptional"
    SEQUENCE_OPTIONAL_REPEATABLE = "sequenceOptionalRepeatable"
    SEQUENCE_REPEATABLE = "sequenceRepeatable"


# -- content models (TEI P5 TD, "Specification of Content") --------------------------------------


@dataclass(frozen=True, slots=True)
class Sequence:
    """The items in order, or in any order where ``preserve_order`` is false."""

    items: tuple["Content", ...]
    preserve_order: bool = True


@dataclass(frozen=True, slots=True)
class Alternate:
    """One of the items."""

    items: tuple["Content", ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """The item, ``least`` to ``most`` times; ``most`` may be ``UNBOUNDED``."""

    item: "Content"
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class ElementRef:
    """An element, by the identifier of its specification."""

    key: str
    at: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class ClassRef:
    """The members of a model class, all or those of ``include`` or not of ``except_``."""

    key: str
    expand: Expand = Expand.ALTERNATE
    include: tuple[str, ...] = ()
    except_: tuple[str, ...] = ()
    at: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class MacroRef:
    """The content of a macro."""

    key: str
    at: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class DataRef:
    """A datatype: TEI's by ``key``, or W3C XML Schema's by ``name``, narrowed by facets."""

    key: str = ""
    name: str = ""
    facets: tuple[tuple[str, str], ...] = ()
    at: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class TextNode:
    """Text."""


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing."""


@dataclass(frozen=True, slots=True)
class AnyElement:
    """Any element, of the namespaces of ``require`` only, or of none of ``except_``.

    A name in ``except_`` that is no namespace is the identifier of an element.
    """

    require: tuple[str, ...] = ()
    except_: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ValItem:
    """A value, and what it means."""

    ident: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class ValList:
    """A list of values: ``closed``, ``semi`` (other values are allowed) or ``open``."""

    type: str
    items: tuple[ValItem, ...]


Content = (
    Sequence
    | Alternate
    | Repeated
    | ElementRef
    | ClassRef
    | MacroRef
    | DataRef
    | TextNode
    | Empty
    | AnyElement
    | ValList
)


# -- specifications ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Prose:
    """What a specification says for readers: remarks and examples, as trees."""

    remarks: "tuple[etree._Element, ...]" = ()
    examples: "tuple[etree._Element, ...]" = ()


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute (``attDef``); ``usage`` is ``req``, ``rec`` or ``opt``.

    ``least`` and ``most`` are those of the datatype: how many tokens the value has.
    """

    ident: str
    name: str
    namespace: str
    usage: str
    datatype: Content
    least: int = 1
    most: int = 1
    values: ValList | None = None
    description: str = ""
    at: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class AttributeChoice:
    """Attributes of which at most one may be given (``attList/@org="choice"``)."""

    items: tuple[Attribute, ...]


AttributeItem = Attribute | AttributeChoice


@dataclass(frozen=True, slots=True)
class Constraint:
    """A ``constraintSpec``: Schematron, with the context that its place implies."""

    ident: str
    description: str
    nodes: "tuple[etree._Element, ...]"
    context: str = ""
    at: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class ElementSpec:
    """An element. ``deleted`` names inherited attributes that it does not have."""

    ident: str
    name: str
    namespace: str
    module: str
    description: str
    classes: tuple[str, ...]
    content: Content
    attributes: tuple[AttributeItem, ...]
    deleted: frozenset[str]
    constraints: tuple[Constraint, ...]
    prose: Prose = field(default=Prose(), compare=False)
    at: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class ClassSpec:
    """A class: ``type`` is ``model`` or ``atts``."""

    ident: str
    type: str
    module: str
    description: str
    classes: tuple[str, ...]
    attributes: tuple[AttributeItem, ...]
    constraints: tuple[Constraint, ...]
    at: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class MacroSpec:
    """A content model with a name, or a datatype (``dataSpec``, ``datatype`` is true)."""

    ident: str
    description: str
    content: Content
    datatype: bool = False
    at: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Customization:
    """A customization that is whole: nothing in it refers to what it does not hold."""

    ident: str
    title: str
    description: str
    start: tuple[str, ...]
    namespace: str
    language: str
    elements: dict[str, ElementSpec]
    classes: dict[str, ClassSpec]
    macros: dict[str, MacroSpec]
    constraints: tuple[Constraint, ...]
    guide: "tuple[etree._Element, ...]" = ()
    at: Location = field(default=NOWHERE, compare=False)

    def members(self, ident: str) -> tuple[str, ...]:
        """What is a direct member of a class: elements and classes, in order of name."""
        found = [spec.ident for spec in self.elements.values() if ident in spec.classes]
        found += [spec.ident for spec in self.classes.values() if ident in spec.classes]
        return tuple(sorted(found))


def attributes_of(items: tuple[AttributeItem, ...]) -> tuple[Attribute, ...]:
    """The attributes of a list, those of its choices too."""
    found: list[Attribute] = []
    for item in items:
        match item:
            case Attribute():
                found.append(item)
            case AttributeChoice(choices):
                found.extend(choices)
    return tuple(found)
