"""The syntax tree of a RELAX NG schema: the full syntax (RELAX NG §3), before simplification.

The readers of ``siglum.relaxng.xml_syntax`` and ``siglum.relaxng.compact_syntax`` and the ODD
compiler build this tree; ``siglum.relaxng.simplify`` turns it into patterns, and the writers of the
two syntaxes write it out. Names are written as in the schema:
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

from siglum.relaxng.node import NOWHERE, Node, Position, aside

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


# -- name classes (§3, production nameClass) -----------------------------------------------------


class Name(Node):
    """One name: ``ns`` is the namespace name, "" for none."""

    ns: str
    local: str


class AnyName(Node):
    """Any name but those in ``except_``."""

    except_: "NameClass | None" = None


class NsName(Node):
    """Any name of a namespace but those in ``except_``."""

    ns: str
    except_: "NameClass | None" = None


class NameChoice(Node):
    """Any name of one of the ``items``; at least one."""

    items: tuple["NameClass", ...]


NameClass = Name | AnyName | NsName | NameChoice


# -- patterns ------------------------------------------------------------------------------------


class Element(Node):
    """An element; ``items`` are grouped (§4.12)."""

    name: NameClass
    items: tuple["Pattern", ...]


class Attribute(Node):
    """An attribute with a value; no ``item`` stands for text (§4.12).

    ``default`` is the value of an ``a:defaultValue`` (RELAX NG DTD Compatibility §2).
    """

    name: NameClass
    item: "Pattern | None" = None
    default: str | None = None


class Group(Node):
    """The items in this order."""

    items: tuple["Pattern", ...]


class Interleave(Node):
    """The items, their parts in any order."""

    items: tuple["Pattern", ...]


class Choice(Node):
    """One of the items."""

    items: tuple["Pattern", ...]


class Optional(Node):
    """The items, grouped, or nothing."""

    items: tuple["Pattern", ...]


class ZeroOrMore(Node):
    """The items, grouped, any number of times."""

    items: tuple["Pattern", ...]


class OneOrMore(Node):
    """The items, grouped, once or more."""

    items: tuple["Pattern", ...]


class List(Node):
    """A list of tokens that matches the items, grouped."""

    items: tuple["Pattern", ...]


class Mixed(Node):
    """The items, grouped, interleaved with text."""

    items: tuple["Pattern", ...]


class Ref(Node):
    """The definition of that name in this grammar."""

    name: str


class ParentRef(Node):
    """The definition of that name in the grammar around this one."""

    name: str


class Empty(Node):
    """Nothing."""


class Text(Node):
    """Any text, in any number of pieces."""


class NotAllowed(Node):
    """What nothing matches."""


class Param(Node):
    """A facet of a datatype."""

    name: str
    value: str


class Data(Node):
    """A value of a datatype, but none that matches ``except_`` (its items are a choice)."""

    type: str
    library: str = XSD
    params: tuple[Param, ...] = ()
    except_: tuple["Pattern", ...] = ()


class Value(Node):
    """The value that ``value`` stands for in a datatype.

    ``library`` "" is RELAX NG's own, with the types ``token`` and ``string`` (§4.4). ``ns`` is
    the inherited namespace, and ``prefixes`` are the bindings in scope, both for types such as
    QName whose values depend on them (§4.8, "" the default namespace).
    """

    value: str
    type: str = "token"
    library: str = ""
    ns: str = aside(default="", compared=True, kw_only=True)
    prefixes: tuple[tuple[str, str], ...] = aside(default=(), kw_only=True)


class ExternalRef(Node):
    """The pattern that is in another file (§4.6).

    ``href`` is absolute or relative to ``base``; ``ns`` is inherited by that file.
    """

    href: str
    base: str = ""
    ns: str | None = None


# -- grammars ------------------------------------------------------------------------------------


class Start(Node):
    """What may be the root; ``combine`` is "choice", "interleave" or None (§4.17)."""

    item: "Pattern"
    combine: str | None = None


class Define(Node):
    """A definition; the items are grouped; ``combine`` as in ``Start``."""

    name: str
    items: tuple["Pattern", ...]
    combine: str | None = None


class Div(Node):
    """Components kept together (§4.11)."""

    components: tuple["Component", ...]


class Include(Node):
    """Another file's grammar, its definitions overridden by the components (§4.7).

    Within it stand ``Start``, ``Define`` and ``Div`` only. ``href``, ``base`` and ``ns`` are as
    in ``ExternalRef``.
    """

    href: str
    components: tuple["Component", ...] = ()
    base: str = ""
    ns: str | None = None


class Grammar(Node):
    """A grammar; ``prefixes`` are namespace bindings for a writer to declare, prefix → name."""

    components: tuple["Component", ...]
    prefixes: tuple[tuple[str, str], ...] = aside(default=(), kw_only=True)


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
