"""The syntax tree of a RELAX NG schema: the full syntax (RELAX NG §3), before simplification.

The readers (``siglum.relaxng.reader`` for the XML syntax, ``siglum.relaxng.compact`` for the
compact one) and the ODD compiler build this tree; ``siglum.relaxng.simplify`` turns it into
patterns, and ``siglum.relaxng.writer`` writes it out as XML. Names are written as in the schema:
``ns`` and ``datatypeLibrary`` are already inherited (§4.3, §4.8) and every name is resolved to a
namespace and a local name (§4.10), so that no node depends on its ancestors.

Every node carries ``at``, where it stands, and ``documentation``, the text of the
``a:documentation`` elements that annotate it (RELAX NG DTD Compatibility §5), in order. Neither
takes part in comparison.

The grammar of the tree:

    Pattern   = Element | Attribute | Group | Interleave | Choice | Optional | ZeroOrMore
              | OneOrMore | List | Mixed | Ref | ParentRef | Empty | Text | Value | Data
              | NotAllowed | ExternalRef | Grammar
    Component = Start | Define | Div | Include            (within Grammar, Div and Include)
    NameClass = Name | AnyName | NsName | NameChoice
"""

from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = [
    "NOWHERE",
    "XSD",
    "AnyName",
    "Attribute",
    "Choice",
    "Component",
    "Data",
    "Define",
    "Div",
    "Element",
    "Empty",
    "ExternalRef",
    "Grammar",
    "Group",
    "Include",
    "Interleave",
    "List",
    "Mixed",
    "Name",
    "NameChoice",
    "NameClass",
    "NotAllowed",
    "NsName",
    "OneOrMore",
    "Optional",
    "Param",
    "ParentRef",
    "Pattern",
    "Position",
    "Ref",
    "Start",
    "Text",
    "Value",
    "ZeroOrMore",
]

#: The datatype library of W3C XML Schema, part 2.
XSD = "http://www.w3.org/2001/XMLSchema-datatypes"


class Position(NamedTuple):
    """Where a node stands: the schema's file as shown to the user, line and column from 1."""

    file: str = ""
    line: int = 0
    column: int = 0


#: The position of a node that was made and not read.
NOWHERE = Position()


@dataclass(frozen=True, slots=True)
class _Node:
    at: Position = field(default=NOWHERE, compare=False, kw_only=True)
    documentation: tuple[str, ...] = field(default=(), compare=False, kw_only=True)


# -- name classes (§3, production nameClass) -----------------------------------------------------


@dataclass(frozen=True, slots=True)
class Name(_Node):
    """One name: ``ns`` is the namespace name, "" for none."""

    ns: str
    local: str


@dataclass(frozen=True, slots=True)
class AnyName(_Node):
    """Any name but those in ``except_``."""

    except_: "NameClass | None" = None


@dataclass(frozen=True, slots=True)
class NsName(_Node):
    """Any name of a namespace but those in ``except_``."""

    ns: str
    except_: "NameClass | None" = None


@dataclass(frozen=True, slots=True)
class NameChoice(_Node):
    """Any name of one of the ``items``; at least one."""

    items: tuple["NameClass", ...]


NameClass = Name | AnyName | NsName | NameChoice


# -- patterns ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Element(_Node):
    """An element; ``items`` are grouped (§4.12)."""

    name: NameClass
    items: tuple["Pattern", ...]


@dataclass(frozen=True, slots=True)
class Attribute(_Node):
    """An attribute with a value; no ``item`` stands for text (§4.12).

    ``default`` is the value of an ``a:defaultValue`` (RELAX NG DTD Compatibility §2).
    """

    name: NameClass
    item: "Pattern | None" = None
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Group(_Node):
    """The items in this order."""

    items: tuple["Pattern", ...]


@dataclass(frozen=True, slots=True)
class Interleave(_Node):
    """The items, their parts in any order."""

    items: tuple["Pattern", ...]


@dataclass(frozen=True, slots=True)
class Choice(_Node):
    """One of the items."""

    items: tuple["Pattern", ...]


@dataclass(frozen=True, slots=True)
class Optional(_Node):
    """The items, grouped, or nothing."""

    items: tuple["Pattern", ...]


@dataclass(frozen=True, slots=True)
class ZeroOrMore(_Node):
    """The items, grouped, any number of times."""

    items: tuple["Pattern", ...]


@dataclass(frozen=True, slots=True)
class OneOrMore(_Node):
    """The items, grouped, once or more."""

    items: tuple["Pattern", ...]


@dataclass(frozen=True, slots=True)
class List(_Node):
    """A list of tokens that matches the items, grouped."""

    items: tuple["Pattern", ...]


@dataclass(frozen=True, slots=True)
class Mixed(_Node):
    """The items, grouped, interleaved with text."""

    items: tuple["Pattern", ...]


@dataclass(frozen=True, slots=True)
class Ref(_Node):
    """The definition of that name in this grammar."""

    name: str


@dataclass(frozen=True, slots=True)
class ParentRef(_Node):
    """The definition of that name in the grammar around this one."""

    name: str


@dataclass(frozen=True, slots=True)
class Empty(_Node):
    """Nothing."""


@dataclass(frozen=True, slots=True)
class Text(_Node):
    """Any text, in any number of pieces."""


@dataclass(frozen=True, slots=True)
class NotAllowed(_Node):
    """What nothing matches."""


@dataclass(frozen=True, slots=True)
class Param(_Node):
    """A facet of a datatype."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Data(_Node):
    """A value of a datatype, but none that matches ``except_`` (its items are a choice)."""

    type: str
    library: str = XSD
    params: tuple[Param, ...] = ()
    except_: tuple["Pattern", ...] = ()


@dataclass(frozen=True, slots=True)
class Value(_Node):
    """The value that ``value`` stands for in a datatype.

    ``library`` "" is RELAX NG's own, with the types ``token`` and ``string`` (§4.4). ``ns`` is
    the inherited namespace, and ``prefixes`` are the bindings in scope, both for types such as
    QName whose values depend on them (§4.8, "" the default namespace).
    """

    value: str
    type: str = "token"
    library: str = ""
    ns: str = field(default="", kw_only=True)
    prefixes: tuple[tuple[str, str], ...] = field(default=(), kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class ExternalRef(_Node):
    """The pattern that is in another file (§4.6).

    ``href`` is absolute or relative to ``base``; ``ns`` is inherited by that file.
    """

    href: str
    base: str = ""
    ns: str | None = None


# -- grammars ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Start(_Node):
    """What may be the root; ``combine`` is "choice", "interleave" or None (§4.17)."""

    item: "Pattern"
    combine: str | None = None


@dataclass(frozen=True, slots=True)
class Define(_Node):
    """A definition; the items are grouped; ``combine`` as in ``Start``."""

    name: str
    items: tuple["Pattern", ...]
    combine: str | None = None


@dataclass(frozen=True, slots=True)
class Div(_Node):
    """Components kept together (§4.11)."""

    components: tuple["Component", ...]


@dataclass(frozen=True, slots=True)
class Include(_Node):
    """Another file's grammar, its definitions overridden by the components (§4.7).

    Within it stand ``Start``, ``Define`` and ``Div`` only. ``href``, ``base`` and ``ns`` are as
    in ``ExternalRef``.
    """

    href: str
    components: tuple["Component", ...] = ()
    base: str = ""
    ns: str | None = None


@dataclass(frozen=True, slots=True)
class Grammar(_Node):
    """A grammar; ``prefixes`` are namespace bindings for a writer to declare, prefix → name."""

    components: tuple["Component", ...]
    prefixes: tuple[tuple[str, str], ...] = field(default=(), kw_only=True, compare=False)


Component = Start | Define | Div | Include

Pattern = (
    Element
    | Attribute
    | Group
    | Interleave
    | Choice
    | Optional
    | ZeroOrMore
    | OneOrMore
    | List
    | Mixed
    | Ref
    | ParentRef
    | Empty
    | Text
    | Value
    | Data
    | NotAllowed
    | ExternalRef
    | Grammar
)
