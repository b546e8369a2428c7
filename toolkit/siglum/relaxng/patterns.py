"""Patterns: schemas in simple form (RELAX NG §4 and §6), hash-consed.

Only a ``Pool`` makes patterns. It applies the algebra of RELAX NG as it does so (a choice with
``notAllowed`` is its other half; ``empty`` is the unit of a group), and of two equal patterns it
makes one, so that patterns are compared by identity. Nobody simplifies again.

Groups, interleaves and choices hold any number of items and are flat. The items of a choice are
in the order in which they were made, so that ``a | b`` and ``b | a`` are one pattern.
"""

from collections.abc import Callable, Iterable
from itertools import count
from typing import Final

from siglum.relaxng.datatypes import Datatype
from siglum.relaxng.names import NameClass

# What a pattern is or holds (outside the elements in it).
NULLABLE: Final = 1 << 0  # matches no attributes and no content
ATTRIBUTE: Final = 1 << 1
ELEMENT: Final = 1 << 2
TEXT: Final = 1 << 3
DATA: Final = 1 << 4  # data, value, or list
LIST: Final = 1 << 5
GROUP: Final = 1 << 6
INTERLEAVE: Final = 1 << 7
REPEAT: Final = 1 << 8
EMPTY: Final = 1 << 9
GROUPED_ATTRIBUTE: Final = 1 << 10  # an attribute within a group or an interleave (§7.1.2)
SINGLE_WILD: Final = 1 << 11  # an attribute with infinitely many names, not repeated (§7.3)
IDENTITY: Final = 1 << 12  # an attribute of the type ID, IDREF or IDREFS, or such a type
HELD: Final = ~(NULLABLE)


class Pattern:
    """A pattern of simple form. ``serial`` counts the patterns of a pool, ``flags`` is as above.

    ``heads`` and ``closed`` are filled by ``siglum.relaxng.derivatives`` when first asked for.
    """

    __slots__ = ("closed", "flags", "heads", "serial")

    def __init__(self, serial: int, flags: int) -> None:
        self.serial = serial
        self.flags = flags
        self.heads: dict[Element, Pattern] | None = None
        self.closed: Pattern | None = None

    @property
    def nullable(self) -> bool:
        """Whether it matches no attributes and no content."""
        return self.flags & NULLABLE != 0


class Empty(Pattern):
    """Matches nothing at all, successfully."""

    __slots__ = ()


class NotAllowed(Pattern):
    """Matches nothing, ever."""

    __slots__ = ()


class Text(Pattern):
    """Matches any number of text nodes."""

    __slots__ = ()


class Choice(Pattern):
    """Matches what one of the items matches."""

    __slots__ = ("items",)

    def __init__(self, serial: int, flags: int, items: tuple[Pattern, ...]) -> None:
        super().__init__(serial, flags)
        self.items = items


class Group(Pattern):
    """Matches what the items match, in this order."""

    __slots__ = ("items",)

    def __init__(self, serial: int, flags: int, items: tuple[Pattern, ...]) -> None:
        super().__init__(serial, flags)
        self.items = items


class Interleave(Pattern):
    """Matches what the items match, in any order, their parts shuffled."""

    __slots__ = ("items",)

    def __init__(self, serial: int, flags: int, items: tuple[Pattern, ...]) -> None:
        super().__init__(serial, flags)
        self.items = items


class OneOrMore(Pattern):
    """Matches what the item matches, once or more."""

    __slots__ = ("item",)

    def __init__(self, serial: int, flags: int, item: Pattern) -> None:
        super().__init__(serial, flags)
        self.item = item


class List(Pattern):
    """Matches a text whose tokens the item matches."""

    __slots__ = ("item",)

    def __init__(self, serial: int, flags: int, item: Pattern) -> None:
        super().__init__(serial, flags)
        self.item = item


class Data(Pattern):
    """Matches a text of the datatype that ``except_`` does not match."""

    __slots__ = ("datatype", "except_")

    def __init__(self, serial: int, flags: int, datatype: Datatype, except_: Pattern) -> None:
        super().__init__(serial, flags)
        self.datatype = datatype
        self.except_ = except_


class Value(Pattern):
    """Matches a text that means the same, in the datatype, as ``text`` does.

    ``meaning`` is what the datatype makes of it (see ``Datatype.meaning``).
    """

    __slots__ = ("datatype", "meaning", "text")

    def __init__(
        self, serial: int, flags: int, datatype: Datatype, text: str, meaning: object
    ) -> None:
        super().__init__(serial, flags)
        self.datatype = datatype
        self.text = text
        self.meaning = meaning


class Attribute(Pattern):
    """Matches one attribute whose name is in ``names`` and whose value ``value`` matches."""

    __slots__ = ("names", "value")

    def __init__(self, serial: int, flags: int, names: NameClass, value: Pattern) -> None:
        super().__init__(serial, flags)
        self.names = names
        self.value = value


class Element(Pattern):
    """Matches one element whose name is in ``names`` and whose content ``content`` matches.

    The content is made when it is first asked for: a schema is as large as the part of it that
    documents use. ``origin`` says to the maker which element of the schema it is.
    """

    __slots__ = ("_content", "make", "names", "origin")

    def __init__(
        self,
        serial: int,
        flags: int,
        names: NameClass,
        origin: int,
        make: "Callable[[int], Pattern]",
    ) -> None:
        super().__init__(serial, flags)
        self.names = names
        self.origin = origin
        self.make = make
        self._content: Pattern | None = None

    @property
    def content(self) -> Pattern:
        """What its attributes and content must match."""
        content = self._content
        if content is None:
            content = self._content = self.make(self.origin)
        return content


def by_serial(pattern: Pattern) -> int:
    """The order of the items of a choice and of an interleave."""
    return pattern.serial


class Pool:
    """Makes patterns, each once.

    The methods may be called from several threads: a table is only ever asked and added to by
    single operations. ``forget`` bounds the memory: afterwards equal patterns may exist twice,
    which costs time and no correctness.
    """

    def __init__(self) -> None:
        self._serials = count()
        self._made: dict[tuple[object, ...], Pattern] = {}
        self.filled: list[Pattern] = []  # those whose ``heads`` or ``closed`` are known
        self.empty: Final[Pattern] = Empty(self._next(), NULLABLE | EMPTY)
        self.not_allowed: Final[Pattern] = NotAllowed(self._next(), 0)
        self.text: Final[Pattern] = Text(self._next(), NULLABLE | TEXT)

    def _next(self) -> int:
        return next(self._serials)

    def __len__(self) -> int:
        return len(self._made)

    def forget(self) -> None:
        """Let go of the patterns that nobody else holds, and of what is known of the others."""
        self._made.clear()
        filled, self.filled = self.filled, []
        for pattern in filled:
            pattern.heads = pattern.closed = None

    def choice(self, items: Iterable[Pattern]) -> Pattern:
        """One of the items."""
        flat: set[Pattern] = set()
        for item in items:
            if type(item) is Choice:
                flat.update(item.items)
            else:
                flat.add(item)
        flat.discard(self.not_allowed)
        if len(flat) < 2:
            return flat.pop() if flat else self.not_allowed
        empty = self.empty
        if empty in flat and any(item.flags & NULLABLE for item in flat if item is not empty):
            flat.discard(empty)
            if len(flat) == 1:
                return flat.pop()
        ordered = tuple(sorted(flat, key=by_serial))
        key = (Choice, ordered)
        made = self._made.get(key)
        if made is None:
            flags = 0
            for item in ordered:
                flags |= item.flags
            made = self._made.setdefault(key, Choice(self._next(), flags, ordered))
        return made

    def group(self, items: Iterable[Pattern]) -> Pattern:
        """The items, in this order."""
        flat: list[Pattern] = []
        for item in items:
            if item is self.empty:
                continue
            if item is self.not_allowed:
                return item
            if type(item) is Group:
                flat.extend(item.items)
            else:
                flat.append(item)
        if self.text in flat:
            flat = self._without_needless_text(flat)
        if len(flat) < 2:
            return flat[0] if flat else self.empty
        ordered = tuple(flat)
        key = (Group, ordered)
        made = self._made.get(key)
        if made is None:
            made = self._made.setdefault(
                key, Group(self._next(), _flags_of_all(ordered, GROUP), ordered)
            )
        return made

    def _without_needless_text(self, items: list[Pattern]) -> list[Pattern]:
        """Leave out a text before ``(text | …)+``, which matches it as well.

        Without this, mixed content would be a new pattern after its first text.
        """
        kept: list[Pattern] = []
        for item in reversed(items):
            if item is self.text and kept and (kept[-1] is item or _repeats_text(kept[-1])):
                continue
            kept.append(item)
        kept.reverse()
        return kept

    def interleave(self, items: Iterable[Pattern]) -> Pattern:
        """The items, shuffled."""
        flat: list[Pattern] = []
        for item in items:
            if item is self.empty:
                continue
            if item is self.not_allowed:
                return item
            if type(item) is Interleave:
                flat.extend(item.items)
            else:
                flat.append(item)
        if len(flat) < 2:
            return flat[0] if flat else self.empty
        ordered = tuple(sorted(flat, key=by_serial))
        key = (Interleave, ordered)
        made = self._made.get(key)
        if made is None:
            made = self._made.setdefault(
                key, Interleave(self._next(), _flags_of_all(ordered, INTERLEAVE), ordered)
            )
        return made

    def one_or_more(self, item: Pattern) -> Pattern:
        """The item, once or more."""
        if item is self.empty or item is self.not_allowed or item is self.text:
            return item
        if type(item) is OneOrMore:
            return item
        key = (OneOrMore, item)
        made = self._made.get(key)
        if made is None:
            flags = (item.flags | REPEAT) & ~SINGLE_WILD
            made = self._made.setdefault(key, OneOrMore(self._next(), flags, item))
        return made

    def optional(self, item: Pattern) -> Pattern:
        """The item, or nothing."""
        return self.choice((item, self.empty))

    def list(self, item: Pattern) -> Pattern:
        """A list of tokens."""
        if item is self.not_allowed:
            return item
        key = (List, item)
        made = self._made.get(key)
        if made is None:
            made = self._made.setdefault(
                key, List(self._next(), DATA | LIST | item.flags & IDENTITY, item)
            )
        return made

    def data(self, datatype: Datatype, except_: Pattern | None = None) -> Pattern:
        """A text of the datatype."""
        but = except_ or self.not_allowed
        key = (Data, datatype, but)
        made = self._made.get(key)
        if made is None:
            flags = DATA | (IDENTITY if datatype.identity else 0)
            made = self._made.setdefault(key, Data(self._next(), flags, datatype, but))
        return made

    def value(self, datatype: Datatype, text: str, meaning: object) -> Pattern:
        """A text that means the same as ``text``."""
        key = (Value, datatype, text, meaning)
        made = self._made.get(key)
        if made is None:
            made = self._made.setdefault(key, Value(self._next(), DATA, datatype, text, meaning))
        return made

    def attribute(self, names: NameClass, value: Pattern, *, finite: bool) -> Pattern:
        """An attribute."""
        if value is self.not_allowed:
            return value
        key = (Attribute, names, value)
        made = self._made.get(key)
        if made is None:
            flags = ATTRIBUTE | (0 if finite else SINGLE_WILD) | value.flags & IDENTITY
            made = self._made.setdefault(key, Attribute(self._next(), flags, names, value))
        return made

    def element(self, names: NameClass, origin: int, make: Callable[[int], Pattern]) -> Element:
        """An element; two are the same only where their ``origin`` is."""
        return Element(self._next(), ELEMENT, names, origin, make)


def _flags_of_all(items: tuple[Pattern, ...], kind: int) -> int:
    flags, nullable = kind, NULLABLE
    for item in items:
        flags |= item.flags & HELD
        nullable &= item.flags
    if flags & ATTRIBUTE:
        flags |= GROUPED_ATTRIBUTE
    return flags | nullable


def _repeats_text(pattern: Pattern) -> bool:
    """Whether it is ``(text | …)+``; being nullable, it needs no ``empty`` beside it."""
    return (
        type(pattern) is OneOrMore
        and type(pattern.item) is Choice
        and any(type(item) is Text for item in pattern.item.items)
    )
