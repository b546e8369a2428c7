"""What the nodes of a syntax tree are: frozen, slotted, compared by their fields, with a place.

``siglum.relaxng.syntax`` has a class for each element of the full syntax; this is what the classes
are made with.
"""

from typing import Literal, NamedTuple, Self, TypeVar, dataclass_transform


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
class NodeType(type):
    """Makes frozen classes with slots out of annotations, as ``dataclass`` does.

    Importing ``dataclasses`` and having it write six methods for each of thirty classes takes as
    long as reading a schema; this takes a tenth of that.
    """

    def __new__(
        cls, name: str, bases: tuple[type, ...], namespace: dict[str, object]
    ) -> "NodeType":
        """The class with a constructor that sets the fields it is annotated with."""
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


class Node(metaclass=NodeType):
    """A node of the full syntax: where it stands, and what documentation annotates it."""

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
        defaults: dict[str, object] = type(self)._defaults  # type: ignore[attr-defined] # set by NodeType
        return type(self)(**{field: getattr(self, field) for field in defaults} | changes)

    @classmethod
    def _fields(cls) -> tuple[str, ...]:
        fields: tuple[str, ...] = cls._compared  # type: ignore[attr-defined] # set by NodeType
        return fields
