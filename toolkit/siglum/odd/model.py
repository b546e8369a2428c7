"""The model of a customization: what an ODD says, typed and frozen (TEI P5 TD).

A specification is read as it is written, with its ``mode``; ``siglum.odd.merge`` puts a
customization's specifications over TEI's own, and what comes out has nothing left to change but
inherited attributes: in an ``ElementSpec`` that has been merged, an attribute in mode ``change`` or
``delete`` speaks of one that a class gives.

The content of an element is a tree of::

    Content = Sequence | Alternate | Repeated | Tokens | ElementRef | ClassRef | MacroRef | DataRef
            | TextNode | Empty | AnyElement | ValList | PatternRef | InlineElement
            | InlineAttribute | Native

the last four of which are written in RELAX NG. Whatever a finding may speak of carries ``at``, its
place. What is written for readers stays a tree, in every language, since it is shown and not
understood (``siglum.odd.documentation``).
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from siglum.odd.places import Place
from siglum.relaxng import syntax as rng

if TYPE_CHECKING:
    from lxml import etree

#: ``maxOccurs="unbounded"``.
UNBOUNDED = -1


class Mode(StrEnum):
    """What a specification does to the one of the same name (``att.combinable``)."""

    ADD = "add"
    DELETE = "delete"
    CHANGE = "change"
    REPLACE = "replace"


class Expand(StrEnum):
    """How the members of a class stand in a content model (``classRef/@expand``)."""

    ALTERNATION = "alternation"
    SEQUENCE = "sequence"
    SEQUENCE_OPTIONAL = "sequenceOptional"
    SEQUENCE_OPTIONAL_REPEATABLE = "sequenceOptionalRepeatable"
    SEQUENCE_REPEATABLE = "sequenceRepeatable"


@dataclass(frozen=True, slots=True)
class Documentation:
    """What a specification says for readers: trees, in the order of the ODD.

    ``models`` are those of the processing model, which is not for schemas (TEI P5 TD, "Processing
    Models"), ``values`` the ``valDesc`` of an attribute, ``links`` the ``listRef``.
    """

    equivalents: "tuple[etree._Element, ...]" = ()
    glosses: "tuple[etree._Element, ...]" = ()
    descriptions: "tuple[etree._Element, ...]" = ()
    values: "tuple[etree._Element, ...]" = ()
    models: "tuple[etree._Element, ...]" = ()
    examples: "tuple[etree._Element, ...]" = ()
    remarks: "tuple[etree._Element, ...]" = ()
    links: "tuple[etree._Element, ...]" = ()


# -- content models (TEI P5 TD, "Specification of Content") --------------------------------------


@dataclass(frozen=True, slots=True)
class _Placed:
    at: Place | None = field(default=None, compare=False, kw_only=True, repr=False)


@dataclass(frozen=True, slots=True)
class Sequence(_Placed):
    """The items in order, or in any order where ``preserve_order`` is false."""

    items: tuple["Content", ...]
    preserve_order: bool = True


@dataclass(frozen=True, slots=True)
class Alternate(_Placed):
    """One of the items."""

    items: tuple["Content", ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """The item, ``least`` to ``most`` times; ``most`` may be ``UNBOUNDED``."""

    item: "Content"
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """Text that is a list of tokens: a sequence of datatypes, or a RELAX NG ``list``."""

    item: "Content"


@dataclass(frozen=True, slots=True)
class ElementRef(_Placed):
    """An element, by the identifier of its specification."""

    key: str


@dataclass(frozen=True, slots=True)
class ClassRef(_Placed):
    """The members of a model class, all or those of ``include`` or not of ``except_``."""

    key: str
    expand: Expand = Expand.ALTERNATION
    include: tuple[str, ...] = ()
    except_: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MacroRef(_Placed):
    """The content of a macro."""

    key: str


@dataclass(frozen=True, slots=True)
class DataRef(_Placed):
    """A datatype: TEI's by ``key``, or W3C XML Schema's by ``name``, narrowed by facets."""

    key: str = ""
    name: str = ""
    facets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TextNode:
    """Text."""


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing."""


@dataclass(frozen=True, slots=True)
class AnyElement(_Placed):
    """Any element, of the namespaces of ``require`` only, or of none of ``except_``.

    ``except_`` holds namespace names, each with a local name or, for all its names, "". None
    stands for the exceptions of the schema (``schemaSpec/@defaultExceptions``).
    """

    require: tuple[str, ...] = ()
    except_: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True, slots=True)
class ValItem(_Placed):
    """A value, and what it means; ``name`` is its ``altIdent``, else its identifier."""

    ident: str
    name: str
    mode: Mode = Mode.ADD
    docs: Documentation = field(default=Documentation(), compare=False, repr=False)
    nested: "tuple[etree._Element, ...]" = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ValList(_Placed):
    """A list of values: ``closed``, ``semi`` (others are allowed), ``open``, or not said ("")."""

    type: str
    items: tuple[ValItem, ...]
    mode: Mode = Mode.ADD
    docs: Documentation = field(default=Documentation(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PatternRef(_Placed):
    """A RELAX NG ``ref`` that names none of the customization's own specifications."""

    name: str


@dataclass(frozen=True, slots=True)
class InlineElement(_Placed):
    """A RELAX NG ``element`` in a content model."""

    name: rng.NameClass
    content: "Content"


@dataclass(frozen=True, slots=True)
class InlineAttribute(_Placed):
    """A RELAX NG ``attribute`` in a content model."""

    name: rng.NameClass
    content: "Content"


@dataclass(frozen=True, slots=True)
class Native(_Placed):
    """A RELAX NG pattern without references, as it is."""

    pattern: rng.Pattern


Content = (
    Sequence
    | Alternate
    | Repeated
    | Tokens
    | ElementRef
    | ClassRef
    | MacroRef
    | DataRef
    | TextNode
    | Empty
    | AnyElement
    | ValList
    | PatternRef
    | InlineElement
    | InlineAttribute
    | Native
)


# -- specifications ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Constraint(_Placed):
    """A ``constraintSpec``: the elements of its rules, of Schematron or its like."""

    ident: str
    scheme: str
    nodes: "tuple[etree._Element, ...]" = field(compare=False, repr=False)
    mode: Mode = Mode.ADD
    docs: Documentation = field(default=Documentation(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Attribute(_Placed):
    """An attribute (``attDef``); ``usage`` is ``req``, ``rec``, ``opt``, or not said ("").

    ``name`` is its ``altIdent``, else its identifier. ``least`` and ``most`` are those of the
    datatype: how many tokens the value has. No ``datatype`` stands for text. ``pattern`` names
    a RELAX NG pattern that stands in its place.
    """

    ident: str
    name: str
    namespace: str = ""
    usage: str = ""
    datatype: Content | None = None
    least: int = 1
    most: int = 1
    values: ValList | None = None
    default: str = ""
    constraints: tuple[Constraint, ...] = ()
    mode: Mode = Mode.ADD
    docs: Documentation = field(default=Documentation(), compare=False, repr=False)
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class AttributeRef(_Placed):
    """An attribute of a class (``attRef``), or with no ``name`` all of them.

    ``written`` is the name as it is written, which may be that of a RELAX NG pattern.
    """

    class_: str
    name: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class AttributeGroup:
    """Attributes kept together (``attList``): of a ``choice``, one at most may be given."""

    items: tuple["AttributeItem", ...]
    choice: bool = False


AttributeItem = Attribute | AttributeRef | AttributeGroup


@dataclass(frozen=True, slots=True)
class Member(_Placed):
    """Membership in a class; ``least`` and ``most`` count in expansions as a sequence."""

    key: str
    mode: Mode = Mode.ADD
    least: int = 1
    most: int = 1


@dataclass(frozen=True, slots=True)
class _Spec(_Placed):
    """What all specifications have.

    ``own`` says that the customization itself defines or changes it, and not only its source.
    """

    ident: str
    module: str = ""
    prefix: str | None = None
    mode: Mode = Mode.ADD
    docs: Documentation = field(default=Documentation(), compare=False, repr=False)
    own: bool = False


@dataclass(frozen=True, slots=True)
class ElementSpec(_Spec):
    """An element. ``members`` is None, and so is ``content``, where a change says nothing of it.

    ``namespace`` is None for an element that takes that of the schema.
    """

    name: str = ""
    namespace: str | None = None
    members: tuple[Member, ...] | None = None
    members_mode: Mode = Mode.REPLACE
    content: Content | None = None
    attributes: tuple[AttributeItem, ...] = ()
    constraints: tuple[Constraint, ...] = ()

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes that it is a member of."""
        return tuple(member.key for member in self.members or ())


@dataclass(frozen=True, slots=True)
class ClassSpec(_Spec):
    """A class: ``type`` is ``model`` or ``atts``."""

    type: str = "model"
    members: tuple[Member, ...] | None = None
    members_mode: Mode = Mode.REPLACE
    attributes: tuple[AttributeItem, ...] = ()
    constraints: tuple[Constraint, ...] = ()

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes that it is a member of."""
        return tuple(member.key for member in self.members or ())


@dataclass(frozen=True, slots=True)
class MacroSpec(_Spec):
    """A content model with a name, or a datatype (``dataSpec``, ``datatype`` is true)."""

    datatype: bool = False
    content: Content | None = None
    constraints: tuple[Constraint, ...] = ()


Spec = ElementSpec | ClassSpec | MacroSpec


@dataclass(frozen=True, slots=True)
class Module(_Placed):
    """A module: its name, and what it says of itself."""

    ident: str
    docs: Documentation = field(default=Documentation(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Customization(_Placed):
    """A customization with all that it takes from elsewhere, in the order of definition.

    ``components`` are RELAX NG definitions that come from other grammars or stand in the ODD as
    they are. ``guide`` is the prose around the specification.
    """

    ident: str
    title: str
    start: tuple[str, ...]
    namespace: str
    prefix: str
    language: str
    exceptions: tuple[tuple[str, str], ...]
    elements: dict[str, ElementSpec]
    classes: dict[str, ClassSpec]
    macros: dict[str, MacroSpec]
    constraints: tuple[Constraint, ...] = ()
    components: tuple[rng.Component, ...] = ()
    modules: dict[str, Module] = field(default_factory=dict)
    docs: Documentation = field(default=Documentation(), compare=False, repr=False)
    guide: "tuple[etree._Element, ...]" = field(default=(), compare=False, repr=False)
    _members: dict[str, tuple[str, ...]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )

    def __post_init__(self) -> None:
        members: dict[str, list[str]] = {}
        specs: list[ElementSpec | ClassSpec] = [*self.classes.values(), *self.elements.values()]
        for spec in specs:
            for key in spec.classes:
                members.setdefault(key, []).append(spec.ident)
        self._members.update((key, tuple(dict.fromkeys(found))) for key, found in members.items())

    def namespace_of(self, spec: ElementSpec) -> str:
        """The namespace of an element."""
        return self.namespace if spec.namespace is None else spec.namespace

    def members(self, ident: str) -> tuple[str, ...]:
        """What is a direct member of a class: classes, then elements, in order of definition."""
        return self._members.get(ident, ())


def attributes_of(items: tuple[AttributeItem, ...]) -> tuple[Attribute, ...]:
    """The attributes of a list, those of its groups too."""
    found: list[Attribute] = []
    for item in items:
        match item:
            case Attribute():
                found.append(item)
            case AttributeGroup(inner):
                found.extend(attributes_of(inner))
            case AttributeRef():
                pass
    return tuple(found)
