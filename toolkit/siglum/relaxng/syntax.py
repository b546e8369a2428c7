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

from typing import Literal, NamedTuple, Self, TypeVar, dataclass_transform

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


_Default = TypeVar("_Default")


class _Aside(NamedTuple):
    default: object
    compared: bool


def aside(*, default: _Default, compared: bool = False, kw_only: Literal[True] = True) -> _Default:
    """A field that is given by name, and by default takes no part in comparison."""
    return _Aside(default, compared)  # type: ignore[return-value] # as dataclasses.field() does


_MISSING = object()


@dataclass_transform(frozen_default=True, eq_default=True, field_specifiers=(aside,))
class _NodeType(type):
    """Makes frozen classes with slots out of annotations, as ``dataclass`` does.

    Importing ``dataclasses`` and having it write six methods for each of thirty classes takes as
    long as reading a schema; this takes a tenth of that.
    """

    def __new__(
        cls, name: str, bases: tuple[type, ...], namespace: dict[str, object]
    ) -> "_NodeType":
        inherited: dict[str, object] = {}
        for base in bases:
            inherited.update(getattr(base, "_defaults", {}))
        annotations: dict[str, object] = namespace.get("__annotations__", {})  # type: ignore[assignment] # so it is
        own = {field: namespace.pop(field, _MISSING) for field in annotations}
        defaults = {**own, **inherited}
        asides = {f: d for f, d in defaults.items() if isinstance(d, _Aside)}
        plain = [field for field in defaults if field not in asides]
        namespace["__slots__"] = tuple(own)
        namespace["__match_args__"] = tuple(plain)
        namespace["_defaults"] = defaults
        namespace["_compared"] = (*plain, *(f for f, d in asides.items() if d.compared))
        made = super().__new__(cls, name, bases, namespace)
        values: dict[str, object] = {}
        signature = ["self"]
        for field in plain:
            if defaults[field] is _MISSING:
                signature.append(field)
            else:
                values[f"d_{field}"] = defaults[field]
                signature.append(f"{field}=d_{field}")
        signature.append("*")
        for field, default in asides.items():
            values[f"d_{field}"] = default.default
            signature.append(f"{field}=d_{field}")
        body = []
        for field in defaults:  # slots are set by their descriptors: the class itself is frozen
            values[f"s_{field}"] = getattr(made, field).__set__
            body.append(f"s_{field}(self, {field})")
        code = f"def __init__({', '.join(signature)}):\n " + "\n ".join(body)
        exec(code, values)  # noqa: S102 # made of the names of fields only
        made.__init__ = values["__init__"]  # type: ignore[misc] # the constructor of this class
        return made


class _Node(metaclass=_NodeType):
    at: Position = aside(default=NOWHERE, kw_only=True)
    documentation: tuple[str, ...] = aside(default=(), kw_only=True)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, f) == getattr(other, f) for f in self._fields())

    def __hash__(self) -> int:
        return hash((type(self), *(getattr(self, field) for field in self._fields())))

    def __repr__(self) -> str:
        fields = ", ".join(f"{f}={getattr(self, f)!r}" for f in self._fields())
        return f"{type(self).__name__}({fields})"

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be deleted")

    def replace(self, **changes: object) -> Self:
        """A node like this one but for these fields, as ``dataclasses.replace`` makes it."""
        defaults: dict[str, object] = type(self)._defaults  # type: ignore[attr-defined] # set by _NodeType
        return type(self)(**{field: getattr(self, field) for field in defaults} | changes)

    @classmethod
    def _fields(cls) -> tuple[str, ...]:
        fields: tuple[str, ...] = cls._compared  # type: ignore[attr-defined] # set by _NodeType
        return fields


# -- name classes (§3, production nameClass) -----------------------------------------------------


class Name(_Node):
    """One name: ``ns`` is the namespace name, "" for none."""

    ns: str
    local: str


class AnyName(_Node):
    """Any name but those in ``except_``."""

    except_: "NameClass | None" = None


class NsName(_Node):
    """Any name of a namespace but those in ``except_``."""

    ns: str
    except_: "NameClass | None" = None


class NameChoice(_Node):
    """Any name of one of the ``items``; at least one."""

    items: tuple["NameClass", ...]


NameClass = Name | AnyName | NsName | NameChoice


# -- patterns ------------------------------------------------------------------------------------


class Element(_Node):
    """An element; ``items`` are grouped (§4.12)."""

    name: NameClass
    items: tuple["Pattern", ...]


class Attribute(_Node):
    """An attribute with a value; no ``item`` stands for text (§4.12).

    ``default`` is the value of an ``a:defaultValue`` (RELAX NG DTD Compatibility §2).
    """

    name: NameClass
    item: "Pattern | None" = None
    default: str | None = None


class Group(_Node):
    """The items in this order."""

    items: tuple["Pattern", ...]


class Interleave(_Node):
    """The items, their parts in any order."""

    items: tuple["Pattern", ...]


class Choice(_Node):
    """One of the items."""

    items: tuple["Pattern", ...]


class Optional(_Node):
    """The items, grouped, or nothing."""

    items: tuple["Pattern", ...]


class ZeroOrMore(_Node):
    """The items, grouped, any number of times."""

    items: tuple["Pattern", ...]


class OneOrMore(_Node):
    """The items, grouped, once or more."""

    items: tuple["Pattern", ...]


class List(_Node):
    """A list of tokens that matches the items, grouped."""

    items: tuple["Pattern", ...]


class Mixed(_Node):
    """The items, grouped, interleaved with text."""

    items: tuple["Pattern", ...]


class Ref(_Node):
    """The definition of that name in this grammar."""

    name: str


class ParentRef(_Node):
    """The definition of that name in the grammar around this one."""

    name: str


class Empty(_Node):
    """Nothing."""


class Text(_Node):
    """Any text, in any number of pieces."""


class NotAllowed(_Node):
    """What nothing matches."""


class Param(_Node):
    """A facet of a datatype."""

    name: str
    value: str


class Data(_Node):
    """A value of a datatype, but none that matches ``except_`` (its items are a choice)."""

    type: str
    library: str = XSD
    params: tuple[Param, ...] = ()
    except_: tuple["Pattern", ...] = ()


class Value(_Node):
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


class ExternalRef(_Node):
    """The pattern that is in another file (§4.6).

    ``href`` is absolute or relative to ``base``; ``ns`` is inherited by that file.
    """

    href: str
    base: str = ""
    ns: str | None = None


# -- grammars ------------------------------------------------------------------------------------


class Start(_Node):
    """What may be the root; ``combine`` is "choice", "interleave" or None (§4.17)."""

    item: "Pattern"
    combine: str | None = None


class Define(_Node):
    """A definition; the items are grouped; ``combine`` as in ``Start``."""

    name: str
    items: tuple["Pattern", ...]
    combine: str | None = None


class Div(_Node):
    """Components kept together (§4.11)."""

    components: tuple["Component", ...]


class Include(_Node):
    """Another file's grammar, its definitions overridden by the components (§4.7).

    Within it stand ``Start``, ``Define`` and ``Div`` only. ``href``, ``base`` and ``ns`` are as
    in ``ExternalRef``.
    """

    href: str
    components: tuple["Component", ...] = ()
    base: str = ""
    ns: str | None = None


class Grammar(_Node):
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
