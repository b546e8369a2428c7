"""Reading a cache: what an earlier process knew of the states of a schema, by their numbers.

The answers are None where that process did not need to know.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple, TypeVar

from siglum.relaxng.cache import layout
from siglum.relaxng.cache.layout import (
    AFTERS,
    ATTRIBUTES,
    CLASSES,
    CONTENTS,
    DATATYPES,
    DIRECTORY,
    HEADER,
    PATTERNS,
    VALUES,
    Damaged,
    Part,
)
from siglum.relaxng.datatypes import Datatype, datatype
from siglum.relaxng.names import NameClass, is_finite
from siglum.relaxng.patterns import Pattern, Pool

#: What using a damaged cache may raise.
DAMAGE: Final = (
    *(Damaged, LookupError, ValueError, TypeError),
    *(AttributeError, RuntimeError, StopIteration),
)

_Item = TypeVar("_Item")


class ContentRow(NamedTuple):
    """A content state: see ``siglum.relaxng.states``; ``mask`` is -1 where it is not known."""

    data: bool
    mixed: bool
    mask: int


class AttributesRow(NamedTuple):
    """A state within a start tag; ``content`` is a row, or -1 where it is not known."""

    content: int
    ids: tuple[tuple[str, str], ...]


def read(data: bytes) -> "Remembered":
    """Open a cache.

    Raises:
        Damaged: it is none, or not a whole one.
    """
    try:
        return Remembered(*layout.unpack(data))
    except (LookupError, ValueError):
        raise Damaged from None


class Remembered:
    """A cache that was opened; states are numbers here: rows.

    ``digest`` and ``base`` are of the schema, its bytes and its path; ``parts`` are its further
    files. ``root`` is the row of the content state before the root element. Nothing is made into
    objects before it is asked for, so that opening a cache costs as little as reading it.

    Every method may find that a number leads nowhere.

    Raises:
        DAMAGE: the file is damaged.
    """

    def __init__(self, strings: list[str], numbers: "array[int]") -> None:
        self._strings = strings
        self._numbers = numbers
        self._numbers_of = {text: number for number, text in enumerate(strings)}
        self._patterns: dict[int, Pattern] = {}
        self._datatypes: dict[int, Datatype] = {}
        self.pool = Pool()
        header = self._record(HEADER, 0)
        self._start, self.root = header[0], header[1]
        self.digest, self.base = strings[header[2]], strings[header[3]]
        texts, at = self._texts(header, 4)
        self.unidentified = dict(_pairs(texts))
        texts, _ = self._texts(header, at)
        self.parts = [Part(*pair) for pair in _pairs(texts)]

    @property
    def start(self) -> Pattern:
        """The pattern of the schema."""
        return self.pattern(self._start)

    @property
    def states(self) -> int:
        """How many states there are."""
        return sum(self._count(section) for section in (CONTENTS, ATTRIBUTES, VALUES, AFTERS))

    def classes(self) -> dict[str, frozenset[str]]:
        """The definitions that stand for a choice of elements, by name."""
        found = {}
        for number in range(self._count(CLASSES)):
            name, *members = [self._text(n) for n in self._record(CLASSES, number)]
            found[name] = frozenset(members)
        return found

    def _count(self, section: int) -> int:
        return self._numbers[2 * section + 1]

    def _record(self, section: int, number: int) -> "array[int]":
        numbers = self._numbers
        first, count = numbers[2 * section], numbers[2 * section + 1]
        if not (0 <= number < count and first >= 0):
            raise Damaged
        at = DIRECTORY + first + number
        begin, end = numbers[at], numbers[at + 1]
        if not 0 <= begin <= end <= len(numbers):
            raise Damaged
        return numbers[begin:end]

    def _text(self, number: int) -> str:
        if number < 0:
            raise Damaged
        return self._strings[number]

    def _texts(self, record: "array[int]", at: int) -> tuple[list[str], int]:
        """The texts that a count at ``at`` announces, and where they end."""
        end = at + 1 + record[at]
        return [self._text(number) for number in record[at + 1 : end]], end

    # -- patterns

    def pattern(self, number: int) -> Pattern:
        """The pattern with that number."""
        known = self._patterns.get(number)
        if known is None:
            known = self._patterns[number] = self._decoded(number)
        return known

    def _decoded(self, number: int) -> Pattern:
        kind, *fields = self._record(PATTERNS, number)
        pool = self.pool
        match kind:
            case layout.EMPTY:
                return pool.empty
            case layout.NOT_ALLOWED:
                return pool.not_allowed
            case layout.TEXT:
                return pool.text
            case layout.CHOICE:
                return pool.choice(map(self.pattern, fields))
            case layout.GROUP:
                return pool.group(map(self.pattern, fields))
            case layout.INTERLEAVE:
                return pool.interleave(map(self.pattern, fields))
            case layout.REPEAT:
                return pool.one_or_more(self.pattern(fields[0]))
            case layout.LIST:
                return pool.list(self.pattern(fields[0]))
            case layout.DATA:
                return pool.data(self._datatype(fields[0]), self.pattern(fields[1]))
            case layout.VALUE:
                kind_of = self._datatype(fields[0])
                text = self._text(fields[1])
                return pool.value(kind_of, text, kind_of.meaning(text, {}))
            case layout.ATTRIBUTE:
                names = self._names(iter(fields[1:]))
                finite = is_finite(names)
                return pool.attribute(names, self.pattern(fields[0]), finite=finite)
            case layout.ELEMENT:
                names = self._names(iter(fields[1:]))
                return pool.element(names, fields[0], self.pattern)
            case _:
                raise Damaged

    def _names(self, fields: Iterator[int]) -> NameClass:
        found = self._names_or_none(fields)
        if found is None:
            raise Damaged
        return found

    def _names_or_none(self, fields: Iterator[int]) -> NameClass | None:
        kind = next(fields)
        match kind:
            case -1:
                return None
            case 0:
                return (0, self._text(next(fields)))
            case 1:
                return (1, self._text(next(fields)), self._names_or_none(fields))
            case 2:
                return (2, self._names_or_none(fields))
            case 3:
                return (3, *(self._names(fields) for _ in range(next(fields))))
            case _:
                raise Damaged

    def _datatype(self, number: int) -> Datatype:
        known = self._datatypes.get(number)
        if known is None:
            library, name, *params = map(self._text, self._record(DATATYPES, number))
            known = self._datatypes[number] = datatype(library, name, tuple(_pairs(params)))
        return known

    # -- states

    def content(self, row: int) -> ContentRow:
        """What is known of a content state from the beginning."""
        record = self._record(CONTENTS, row)
        flags = record[0]
        return ContentRow(bool(flags & 1), bool(flags & 2), record[1])

    def attributes(self, row: int) -> AttributesRow:
        """What is known of a state within a start tag from the beginning."""
        record = self._record(ATTRIBUTES, row)
        texts, _ = self._texts(record, 1)
        return AttributesRow(record[0], tuple(_pairs(texts)))

    def _patterns_of(self, numbers: Iterable[int]) -> tuple[Pattern, ...]:
        return tuple([self.pattern(number) for number in numbers])

    def content_patterns(self, row: int) -> tuple[Pattern, ...]:
        """The slots of a content state."""
        record = self._record(CONTENTS, row)
        return self._patterns_of(record[4 : 4 + record[3]])

    def attribute_patterns(self, row: int) -> tuple[Pattern, ...]:
        """The slots of a state within a start tag."""
        record = self._record(ATTRIBUTES, row)
        at = 2 + record[1]
        return self._patterns_of(record[at + 1 : at + 1 + record[at]])

    def candidates(self, row: int) -> tuple[Pattern, ...]:
        """The patterns that a value may match."""
        record = self._record(VALUES, row)
        return self._patterns_of(record[2 : 2 + record[1]])

    def returns(self, row: int) -> tuple[tuple[tuple[int, Pattern], ...], ...]:
        """The returns of an ``After``."""
        record = self._record(AFTERS, row)
        fields = iter(record[1 + 2 * record[0] :])
        return tuple(
            tuple((next(fields), self.pattern(next(fields))) for _ in range(next(fields)))
            for _ in range(next(fields))
        )

    def children(self, row: int) -> list[str]:
        """The names of the children that are known of a content state."""
        names, _ = self._children(row)
        return [self._text(number) for number in names]

    def start_tag(self, row: int, name: str) -> tuple[int, int] | None:
        """The rows of the attributes and of the after that follow a start tag."""
        number = self._numbers_of.get(name)
        names, rest = self._children(row)
        if number is None or number not in names:
            return None
        at = names.index(number)
        return rest[at], rest[len(names) + at]

    def _children(self, row: int) -> "tuple[array[int], array[int]]":
        record = self._record(CONTENTS, row)
        at = 4 + record[3]
        third = (len(record) - at) // 3
        return record[at : at + third], record[at + third :]

    def after_any_text(self, row: int) -> int | None:
        """The row of the content state that follows a text."""
        number = self._record(CONTENTS, row)[2]
        return None if number < 0 else number

    def values(self, row: int, name: str) -> tuple[str, int] | None:
        """What follows the name of an attribute: the kind of its ids, and the row of its values."""
        found = self._found(name, *self._attribute_names(row))
        return None if found is None else (self._text(self._record(VALUES, found)[0]), found)

    def names_of(self, row: int) -> list[str]:
        """The names of attributes that are known after a state within a start tag."""
        return [self._text(number) for number in self._attribute_names(row)[0]]

    def _attribute_names(self, row: int) -> "tuple[array[int], array[int]]":
        record = self._record(ATTRIBUTES, row)
        at = 2 + record[1]
        return _halves(record[at + 1 + record[at] :])

    def value(self, row: int, value: str) -> int | None:
        """The row of the attributes that follow the value of an attribute."""
        return self._found(value, *self._known_values(row))

    def texts_of(self, row: int) -> list[str]:
        """The values that are known of an attribute."""
        return [self._text(number) for number in self._known_values(row)[0]]

    def _known_values(self, row: int) -> "tuple[array[int], array[int]]":
        record = self._record(VALUES, row)
        at = 2 + record[1]
        return _halves(record[at + 1 + 2 * record[at] :])

    def _found(self, text: str, texts: "array[int]", rows: "array[int]") -> int | None:
        number = self._numbers_of.get(text)
        return None if number is None or number not in texts else rows[texts.index(number)]

    def matches_of(self, row: int) -> dict[int, int]:
        """The attributes that follow a value, by the candidates that it matched, a bit each."""
        record = self._record(VALUES, row)
        at = 2 + record[1]
        return dict(_pairs(record[at + 1 : at + 1 + 2 * record[at]]))

    def masks_of(self, row: int) -> dict[int, int]:
        """The contents that follow an element, by the slots that could end."""
        record = self._record(AFTERS, row)
        return dict(_pairs(record[1 : 1 + 2 * record[0]]))


def _pairs(items: "Sequence[_Item]") -> Iterator[tuple[_Item, _Item]]:
    return zip(items[::2], items[1::2], strict=True)


def _halves(numbers: "array[int]") -> "tuple[array[int], array[int]]":
    half = len(numbers) // 2
    return numbers[:half], numbers[half:]
