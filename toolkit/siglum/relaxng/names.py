"""Names and name classes (RELAX NG §6.2, §7.3).

A name is a string: the local name, preceded, where there is a namespace, by the namespace name and
``SEPARATOR``. That is how expat reports names, so that validation never takes one apart.

A name class is a tuple whose first item says its kind:

    (NAME, name)            that name
    (NS, namespace, class)  every name of the namespace but those of the class (or None)
    (ANY, class)            every name but those of the class (or None)
    (UNION, class, class…)  the names of any of them
"""

from collections.abc import Iterator
from typing import TypeAlias

#: Stands in no URI and in no XML 1.0 document, so no name can hold it.
SEPARATOR = "\x01"

NAME, NS, ANY, UNION = range(4)

#: One of the tuples above; recursive types of tuples are more than a type checker can follow.
NameClass: TypeAlias = tuple[object, ...]


def join(ns: str, local: str) -> str:
    """The name with these parts."""
    return f"{ns}{SEPARATOR}{local}" if ns else local


def split(name: str) -> tuple[str, str]:
    """The namespace name ("" for none) and the local name."""
    ns, _, local = name.rpartition(SEPARATOR)
    return ns, local


def contains(names: NameClass, name: str) -> bool:
    """Whether a name belongs to a name class (RELAX NG §6.2.2)."""
    match names:
        case (0, only):
            return name == only
        case (1, ns, except_):
            return split(name)[0] == ns and not _excepted(except_, name)
        case (2, except_):
            return not _excepted(except_, name)
        case (3, *parts):
            return any(contains(part, name) for part in parts)  # type: ignore[arg-type] # see NameClass
        case _:
            raise ValueError(names)


def _excepted(except_: object, name: str) -> bool:
    return isinstance(except_, tuple) and contains(except_, name)


def in_namespace(names: NameClass, ns: str) -> bool:
    """Whether the class has a namespace by its name, and not only as any other."""
    match names:
        case (1, own, _):
            return own == ns
        case (3, *parts):
            return any(in_namespace(part, ns) for part in parts)  # type: ignore[arg-type] # see NameClass
        case _:
            return False


def is_finite(names: NameClass) -> bool:
    """Whether the class is a list of names: neither ``anyName`` nor ``nsName`` is in it."""
    match names:
        case (0, _):
            return True
        case (3, *parts):
            return all(is_finite(part) for part in parts)  # type: ignore[arg-type] # see NameClass
        case _:
            return False


def listed(names: NameClass) -> Iterator[str]:
    """The names that the class lists one by one, exceptions left out."""
    match names:
        case (0, name):
            yield str(name)
        case (3, *parts):
            for part in parts:
                yield from listed(part)  # type: ignore[arg-type] # see NameClass
        case _:
            return


def overlap(one: NameClass, other: NameClass) -> bool:
    """Whether a name belongs to both classes.

    Of each class it is enough to try the names it mentions, a name of each namespace it mentions
    that stands nowhere in the schema, and a name of a namespace that does not either.
    """
    if one[0] == NAME:
        return contains(other, str(one[1]))
    if other[0] == NAME:
        return contains(one, str(other[1]))
    return any(
        contains(one, name) and contains(other, name)
        for names in (one, other)
        for name in _representatives(names)
    )


#: Belongs to no namespace and no element: U+0000 is in no XML document.
_NOBODY = "\x00"


def _representatives(names: NameClass) -> Iterator[str]:
    match names:
        case (0, name):
            yield str(name)
        case (1, ns, except_):
            yield join(str(ns), _NOBODY)
            if isinstance(except_, tuple):
                yield from _representatives(except_)
        case (2, except_):
            yield join(_NOBODY, _NOBODY)
            if isinstance(except_, tuple):
                yield from _representatives(except_)
        case (3, *parts):
            for part in parts:
                yield from _representatives(part)  # type: ignore[arg-type] # see NameClass
