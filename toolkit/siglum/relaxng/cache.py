"""Tables kept between processes: what one has computed, the next one looks up.

A file of the cache holds a schema's patterns and the states that were met, as a table of strings
and an array of integers that refer to each other by number. Reading it runs no code of its own;
numbers are looked up in lists, which know their bounds. Nothing of it is made into objects before
it is needed, so that opening a cache costs as little as reading it.

A cache is found by the digest of the schema and the version of this module; it names the other
files that the schema is made of, with their digests. It is written aside and renamed, so that
processes can write at once, and each finds a whole one. It can be deleted at any time.

The layout of the integers, all signed, four bytes, little-endian:

    directory   for each of the sections below: its first record, then the number of records
    index       for each record, where it begins
    records     as ``_Writer`` writes them and ``Remembered`` reads them
"""

import os
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple
from zlib import crc32

from siglum.relaxng.datatypes import Datatype, datatype
from siglum.relaxng.names import NameClass
from siglum.relaxng.patterns import (
    Attribute,
    Choice,
    Data,
    Element,
    Empty,
    Group,
    Interleave,
    List,
    NotAllowed,
    OneOrMore,
    Pattern,
    Pool,
    Text,
    Value,
)
from siglum.relaxng.tables import After, Attributes, Content, Tables, Values

#: Changed with every change of the layout or of what patterns mean.
VERSION: Final = 2

_MAGIC = b"siglum tables %d\n" % VERSION
_SECTIONS = 8
(_HEADER, _DATATYPES, _PATTERNS, _CONTENTS, _ATTRIBUTES, _VALUES, _AFTERS, _CLASSES) = range(
    _SECTIONS
)
_MAX_VALUES = 4000  # attribute values kept in one cache
_MAX_VALUE = 64

_EMPTY, _NOT_ALLOWED, _TEXT, _CHOICE, _GROUP, _INTERLEAVE, _REPEAT, _LIST, _DATA, _VALUE = range(10)
_ATTRIBUTE, _ELEMENT = 10, 11


class Damaged(Exception):  # noqa: N818 # it is caught, and never shown as an error
    """The file is no cache of this version, or not a whole one."""


class Part(NamedTuple):
    """A further file that a schema is made of: where it was found, and its digest."""

    target: str
    digest: str


def digest(data: bytes) -> str:
    """What a file is known by."""
    try:
        from _blake2 import blake2b  # hashlib loads OpenSSL, which takes longer than all the rest
    except ImportError:
        from hashlib import blake2b
    return blake2b(data, digest_size=20).hexdigest()


def folder() -> Path:
    """The cache's folder: ``SIGLUM_CACHE``, else in the platform's folder for caches."""
    named = os.environ.get("SIGLUM_CACHE")
    if named:
        return Path(named)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        return base / "siglum" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "siglum"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "siglum"


def path_of(schema_digest: str) -> Path:
    """The cache of the schema with that digest."""
    return folder() / f"relaxng-{VERSION}-{schema_digest}"


# -- writing -------------------------------------------------------------------------------------


def write(
    path: Path,
    tables: Tables,
    classes: dict[str, frozenset[str]],
    base: str,
    parts: Iterable[Part],
) -> None:
    """Write the tables to a cache, aside and then renamed.

    ``base`` and ``parts`` are what ``Remembered`` gives back. A cache that cannot be written is
    not worth a word: the next process computes again.
    """
    data = _Writer(tables, classes, base, tuple(parts)).data()
    aside = path.with_name(f"{path.name}.{os.getpid()}.{id(data):x}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(file, "wb") as out:
                out.write(data)
            aside.replace(path)
        except OSError:
            aside.unlink(missing_ok=True)
    except OSError:
        return


class _Writer:
    def __init__(
        self,
        tables: Tables,
        classes: dict[str, frozenset[str]],
        base: str,
        parts: tuple[Part, ...],
    ) -> None:
        self.strings: dict[str, int] = {}
        self.sections: list[list[list[int]]] = [[] for _ in range(_SECTIONS)]
        self.numbers: dict[object, int] = {}  # of patterns and states, these by their id()
        self.held: list[object] = []  # the states, whose ids must not be used again
        self.datatypes: dict[Datatype, int] = {}
        self.values_left = _MAX_VALUES
        self.waiting: list[Callable[[], None]] = []
        start = self.pattern(tables.start)
        root = self.content(tables.root)
        while self.waiting:
            self.waiting.pop()()
        header = [start, root, self.string(base)]
        unidentified = sorted(tables.unidentified.items())
        header += self.counted([self.string(text) for pair in unidentified for text in pair])
        header += self.counted([self.string(s) for part in parts for s in part])
        self.sections[_HEADER].append(header)
        for name in sorted(classes):
            members = [self.string(member) for member in sorted(classes[name])]
            self.sections[_CLASSES].append([self.string(name), *members])

    def data(self) -> bytes:
        """The file."""
        directory: list[int] = []
        index: list[int] = []
        records: list[int] = []
        count = sum(map(len, self.sections))
        begin = 2 * _SECTIONS + count + 1
        for section in self.sections:
            directory += [len(index), len(section)]
            for record in section:
                index.append(begin + len(records))
                records.extend(record)
        index.append(begin + len(records))
        numbers = array("i", directory + index + records)
        if sys.byteorder == "big":
            numbers.byteswap()
        strings = "\0".join(self.strings).encode("utf-8", "surrogatepass")
        head = array("I", [len(strings), len(numbers)])
        if sys.byteorder == "big":
            head.byteswap()
        body = head.tobytes() + strings + numbers.tobytes()
        return _MAGIC + crc32(body).to_bytes(4, "little") + body

    def string(self, text: str) -> int:
        return self.strings.setdefault(text, len(self.strings))

    @staticmethod
    def counted(items: list[int]) -> list[int]:
        return [len(items), *items]

    def reserve(self, key: object, section: int) -> tuple[int, list[int]]:
        """The number of a new record, and the record to be filled."""
        record: list[int] = []
        self.sections[section].append(record)
        number = self.numbers[key] = len(self.sections[section]) - 1
        return number, record

    def pattern(self, pattern: Pattern) -> int:
        known = self.numbers.get(pattern)
        if known is not None:
            return known
        match pattern:
            case Empty():
                fields = [_EMPTY]
            case NotAllowed():
                fields = [_NOT_ALLOWED]
            case Text():
                fields = [_TEXT]
            case Choice(items=items):
                fields = [_CHOICE, *map(self.pattern, items)]
            case Group(items=items):
                fields = [_GROUP, *map(self.pattern, items)]
            case Interleave(items=items):
                fields = [_INTERLEAVE, *map(self.pattern, items)]
            case OneOrMore(item=item):
                fields = [_REPEAT, self.pattern(item)]
            case List(item=item):
                fields = [_LIST, self.pattern(item)]
            case Data():
                kind = self.datatype(pattern.datatype)
                fields = [_DATA, kind, self.pattern(pattern.except_)]
            case Value():
                fields = [_VALUE, self.datatype(pattern.datatype), self.string(pattern.text)]
            case Attribute():
                value = self.pattern(pattern.value)
                fields = [_ATTRIBUTE, value, *self.names(pattern.names)]
            case Element():
                number, record = self.reserve(pattern, _PATTERNS)
                record += [_ELEMENT, -1, *self.names(pattern.names)]
                self.waiting.append(lambda: self.element(pattern, record))
                return number
            case _:
                raise TypeError(pattern)
        number, record = self.reserve(pattern, _PATTERNS)
        record += fields
        return number

    def element(self, element: Element, record: list[int]) -> None:
        record[1] = self.pattern(element.content)

    def names(self, names: object) -> list[int]:
        """A name class: its kind, and what it is made of."""
        match names:
            case None:
                return [-1]
            case (0, str(name)):
                return [0, self.string(name)]
            case (1, str(ns), except_):
                return [1, self.string(ns), *self.names(except_)]
            case (2, except_):
                return [2, *self.names(except_)]
            case (3, *parts):
                return [3, len(parts), *(n for part in parts for n in self.names(part))]
            case _:
                raise TypeError(names)

    def datatype(self, kind: Datatype) -> int:
        known = self.datatypes.get(kind)
        if known is None:
            known = self.datatypes[kind] = len(self.datatypes)
            texts = [kind.library, kind.name, *(text for param in kind.params for text in param)]
            self.sections[_DATATYPES].append([self.string(text) for text in texts])
        return known

    def content(self, state: Content) -> int:
        known = self.numbers.get(id(state))
        if known is not None:
            return known
        number, record = self.reserve(id(state), _CONTENTS)
        self.held.append(state)
        self.waiting.append(lambda: self.fill_content(state, record))
        return number

    def fill_content(self, state: Content, record: list[int]) -> None:
        state.recall()
        following = state.known_after_any_text
        record += [
            int(state.data) | int(state.mixed) << 1,
            state.mask if state.mask < 1 << 30 else -1,
            -1 if following is None else self.content(following),
            *self.counted([self.pattern(p) for p in state.patterns]),
        ]
        children = list(state.items())
        record += [self.string(name) for name, _ in children]
        record += [self.attributes(child) for _, (child, _) in children]
        record += [self.after(after) for _, (_, after) in children]

    def attributes(self, state: Attributes) -> int:
        known = self.numbers.get(id(state))
        if known is not None:
            return known
        number, record = self.reserve(id(state), _ATTRIBUTES)
        self.held.append(state)
        self.waiting.append(lambda: self.fill_attributes(state, record))
        return number

    def fill_attributes(self, state: Attributes, record: list[int]) -> None:
        state.recall()
        content = state.known_content
        record += [
            -1 if content is None else self.content(content),
            *self.counted([self.string(text) for pair in state.ids for text in pair]),
            *self.counted([self.pattern(p) for p in state.patterns]),
        ]
        names = list(state.items())
        record += [self.string(name) for name, _ in names]
        record += [self.values(values) for _, values in names]

    def values(self, state: Values) -> int:
        known = self.numbers.get(id(state))
        if known is not None:
            return known
        number, record = self.reserve(id(state), _VALUES)
        self.held.append(state)
        self.waiting.append(lambda: self.fill_values(state, record))
        return number

    def fill_values(self, state: Values, record: list[int]) -> None:
        state.recall()
        nexts = [
            (matched, following)
            for matched, following in state.nexts.items()
            if following is not None and matched < 1 << 30
        ]
        kept = [(v, a) for v, a in state.items() if len(v) <= _MAX_VALUE and "\0" not in v]
        kept = kept[: self.values_left]
        self.values_left -= len(kept)
        record += [
            self.string(state.kind),
            *self.counted([self.pattern(p) for p in state.candidates]),
            len(nexts),
            *(number for pair in nexts for number in (pair[0], self.attributes(pair[1]))),
        ]
        record += [self.string(value) for value, _ in kept]
        record += [self.attributes(following) for _, following in kept]

    def after(self, state: After) -> int:
        known = self.numbers.get(id(state))
        if known is not None:
            return known
        number, record = self.reserve(id(state), _AFTERS)
        self.held.append(state)
        self.waiting.append(lambda: self.fill_after(state, record))
        return number

    def fill_after(self, state: After, record: list[int]) -> None:
        state.recall()
        masks = [(m, c) for m, c in state.masks.items() if 0 <= m < 1 << 30]
        record.append(len(masks))
        record += [number for mask, content in masks for number in (mask, self.content(content))]
        record.append(len(state.returns))
        for slots in state.returns:
            record.append(len(slots))
            record += [n for slot, rest in slots for n in (slot, self.pattern(rest))]


# -- reading -------------------------------------------------------------------------------------


def read(data: bytes) -> "Remembered":
    """Open a cache.

    Raises:
        Damaged: it is none, or not a whole one.
    """
    at = len(_MAGIC) + 4
    if data[: len(_MAGIC)] != _MAGIC or len(data) < at + 8:
        raise Damaged
    body = memoryview(data)[at:]
    if crc32(body).to_bytes(4, "little") != data[len(_MAGIC) : at]:
        raise Damaged
    head = array("I", bytes(body[:8]))
    numbers = array("i")
    if sys.byteorder == "big":
        head.byteswap()
    length, count = head
    if len(body) != 8 + length + 4 * count or count < 2 * _SECTIONS:
        raise Damaged
    numbers.frombytes(body[8 + length :])
    if sys.byteorder == "big":
        numbers.byteswap()
    strings = bytes(body[8 : 8 + length]).decode("utf-8", "surrogatepass").split("\0")
    return Remembered(strings, numbers)


class Remembered:
    """A cache that was opened; it implements ``siglum.relaxng.tables.Memory``.

    ``base`` is the path of the schema, ``parts`` its further files.
    """

    def __init__(self, strings: list[str], numbers: "array[int]") -> None:
        self._strings = strings
        self._numbers = numbers
        self._ids = {text: number for number, text in enumerate(strings)}
        self._first = [numbers[2 * n] for n in range(_SECTIONS)]
        self._counts = [numbers[2 * n + 1] for n in range(_SECTIONS)]
        self._patterns: list[Pattern | None] = [None] * self._count(_PATTERNS)
        self._contents: list[Content | None] = [None] * self._count(_CONTENTS)
        self._attributes: list[Attributes | None] = [None] * self._count(_ATTRIBUTES)
        self._afters: list[After | None] = [None] * self._count(_AFTERS)
        self._datatypes: list[Datatype | None] = [None] * self._count(_DATATYPES)
        header = self._record(_HEADER, 0)
        self._start, self._root = header[0], header[1]
        self.base = strings[header[2]]
        count = header[3]
        names = [strings[n] for n in header[4 : 4 + count]]
        unidentified = dict(zip(names[::2], names[1::2], strict=True))
        texts = [strings[n] for n in header[5 + count : 5 + count + header[4 + count]]]
        self.parts = [Part(a, b) for a, b in zip(texts[::2], texts[1::2], strict=True)]
        self.pool = Pool()
        self.tables = Tables(self.pool, self.pool.not_allowed, unidentified)
        self.tables.memory = self
        self.tables.begin(lambda: self.pattern(self._start), self.content(self._root))

    @property
    def states(self) -> int:
        """How many states there are."""
        return sum(self._counts[_CONTENTS : _AFTERS + 1])

    def classes(self) -> dict[str, frozenset[str]]:
        """The definitions that stand for a choice of elements, by name."""
        found = {}
        for number in range(self._count(_CLASSES)):
            name, *members = [self._strings[n] for n in self._record(_CLASSES, number)]
            found[name] = frozenset(members)
        return found

    def _count(self, section: int) -> int:
        count = self._counts[section]
        if not 0 <= count <= len(self._numbers):
            raise Damaged
        return count

    def _record(self, section: int, number: int) -> "array[int]":
        if not 0 <= number < self._counts[section]:
            raise Damaged
        at = 2 * _SECTIONS + self._first[section] + number
        begin, end = self._numbers[at], self._numbers[at + 1]
        if not 0 <= begin <= end <= len(self._numbers):
            raise Damaged
        return self._numbers[begin:end]

    # -- patterns

    def pattern(self, number: int) -> Pattern:
        """The pattern with that number."""
        if number < 0:
            raise Damaged
        known = self._patterns[number]
        if known is None:
            known = self._patterns[number] = self._decoded(number)
        return known

    def _decoded(self, number: int) -> Pattern:
        kind, *fields = self._record(_PATTERNS, number)
        pool = self.pool
        match kind:
            case 0:
                return pool.empty
            case 1:
                return pool.not_allowed
            case 2:
                return pool.text
            case 3:
                return pool.choice(map(self.pattern, fields))
            case 4:
                return pool.group(map(self.pattern, fields))
            case 5:
                return pool.interleave(map(self.pattern, fields))
            case 6:
                return pool.one_or_more(self.pattern(fields[0]))
            case 7:
                return pool.list(self.pattern(fields[0]))
            case 8:
                return pool.data(self._datatype(fields[0]), self.pattern(fields[1]))
            case 9:
                kind_of = self._datatype(fields[0])
                text = self._strings[fields[1]]
                return pool.value(kind_of, text, kind_of.meaning(text, {}))
            case 10:
                names = self._names(iter(fields[1:]))
                finite = _finite(names)
                return pool.attribute(names, self.pattern(fields[0]), finite=finite)
            case 11:
                names = self._names(iter(fields[1:]))
                return pool.element(names, fields[0], self.pattern)
            case _:
                raise Damaged

    def _names(self, fields: "Iterator[int]") -> NameClass:
        found = self._names_or_none(fields)
        if found is None:
            raise Damaged
        return found

    def _names_or_none(self, fields: "Iterator[int]") -> NameClass | None:
        kind = next(fields)
        match kind:
            case -1:
                return None
            case 0:
                return (0, self._strings[next(fields)])
            case 1:
                return (1, self._strings[next(fields)], self._names_or_none(fields))
            case 2:
                return (2, self._names_or_none(fields))
            case 3:
                return (3, *(self._names(fields) for _ in range(next(fields))))
            case _:
                raise Damaged

    def _datatype(self, number: int) -> Datatype:
        known = self._datatypes[number]
        if known is None:
            texts = [self._strings[n] for n in self._record(_DATATYPES, number)]
            params = tuple(zip(texts[2::2], texts[3::2], strict=True))
            known = self._datatypes[number] = datatype(texts[0], texts[1], params)
        return known

    # -- states

    def content(self, number: int) -> Content:
        """The content state with that number."""
        if number < 0:
            raise Damaged
        known = self._contents[number]
        if known is None:
            record = self._record(_CONTENTS, number)
            flags = record[0]
            known = self._contents[number] = Content.remembered(
                self.tables, number, record[1], data=bool(flags & 1), mixed=bool(flags & 2)
            )
        return known

    def _attributes_at(self, number: int) -> Attributes:
        if number < 0:
            raise Damaged
        known = self._attributes[number]
        if known is None:
            record = self._record(_ATTRIBUTES, number)
            texts = [self._strings[n] for n in record[2 : 2 + record[1]]]
            ids = tuple(zip(texts[::2], texts[1::2], strict=True))
            known = self._attributes[number] = Attributes(
                self.tables, None, ids, self.content(record[0]) if record[0] != -1 else None, number
            )
        return known

    def _after_at(self, number: int) -> After:
        if number < 0:
            raise Damaged
        known = self._afters[number]
        if known is None:
            known = self._afters[number] = After(self.tables, None, number)
        return known

    def _patterns_of(self, numbers: "Iterable[int]") -> tuple[Pattern, ...]:
        return tuple([self.pattern(number) for number in numbers])

    def content_patterns(self, row: int) -> tuple[Pattern, ...]:
        """The slots of a content state."""
        record = self._record(_CONTENTS, row)
        return self._patterns_of(record[4 : 4 + record[3]])

    def attribute_patterns(self, row: int) -> tuple[Pattern, ...]:
        """The slots of a state within a start tag."""
        record = self._record(_ATTRIBUTES, row)
        at = 2 + record[1]
        return self._patterns_of(record[at + 1 : at + 1 + record[at]])

    def candidates(self, row: int) -> tuple[Pattern, ...]:
        """The patterns that a value may match."""
        record = self._record(_VALUES, row)
        return self._patterns_of(record[2 : 2 + record[1]])

    def returns(self, row: int) -> tuple[tuple[tuple[int, Pattern], ...], ...]:
        """The returns of an ``After``."""
        record = self._record(_AFTERS, row)
        fields = iter(record[1 + 2 * record[0] :])
        return tuple(
            tuple((next(fields), self.pattern(next(fields))) for _ in range(next(fields)))
            for _ in range(next(fields))
        )

    def children(self, row: int) -> tuple[list[str], "array[int]", "array[int]"]:
        """The names that may start below a content state, the attributes and afters of each."""
        record = self._record(_CONTENTS, row)
        rest = record[4 + record[3] :]
        third = len(rest) // 3
        return [self._strings[n] for n in rest[:third]], rest[third : 2 * third], rest[2 * third :]

    def start_tag(self, row: int, name: str) -> tuple[Attributes, After] | None:
        """What follows a start tag."""
        number = self._ids.get(name)
        if number is None:
            return None
        record = self._record(_CONTENTS, row)
        rest = record[4 + record[3] :]
        third = len(rest) // 3
        try:
            at = rest[:third].index(number)
        except ValueError:
            return None
        return self._attributes_at(rest[third + at]), self._after_at(rest[2 * third + at])

    def after_any_text(self, row: int) -> Content | None:
        """What follows a text."""
        number = self._record(_CONTENTS, row)[2]
        return None if number < 0 else self.content(number)

    def values(self, row: int, name: str) -> Values | None:
        """What follows the name of an attribute."""
        number = self._ids.get(name)
        if number is None:
            return None
        names, numbers = self._attribute_names(row)
        try:
            at = names.index(number)
        except ValueError:
            return None
        kind = self._strings[self._record(_VALUES, numbers[at])[0]]
        return Values(self._attributes_at(row), name, None, kind, numbers[at])

    def _attribute_names(self, row: int) -> tuple["array[int]", "array[int]"]:
        record = self._record(_ATTRIBUTES, row)
        at = 2 + record[1]
        rest = record[at + 1 + record[at] :]
        half = len(rest) // 2
        return rest[:half], rest[half:]

    def names_of(self, row: int) -> list[str]:
        """The names of attributes that are known after a state within a start tag."""
        return [self._strings[n] for n in self._attribute_names(row)[0]]

    def value(self, row: int, value: str) -> Attributes | None:
        """What follows the value of an attribute."""
        number = self._ids.get(value)
        if number is None:
            return None
        texts, numbers = self._known_values(row)
        try:
            return self._attributes_at(numbers[texts.index(number)])
        except ValueError:
            return None

    def _known_values(self, row: int) -> tuple["array[int]", "array[int]"]:
        record = self._record(_VALUES, row)
        at = 2 + record[1]
        rest = record[at + 1 + 2 * record[at] :]
        half = len(rest) // 2
        return rest[:half], rest[half:]

    def texts_of(self, row: int) -> list[str]:
        """The values that are known of an attribute."""
        return [self._strings[n] for n in self._known_values(row)[0]]

    def matches_of(self, row: int) -> list[tuple[int, Attributes]]:
        """What follows a value, by the candidates that it matched."""
        record = self._record(_VALUES, row)
        at = 2 + record[1]
        pairs = record[at + 1 : at + 1 + 2 * record[at]]
        return [(pairs[n], self._attributes_at(pairs[n + 1])) for n in range(0, len(pairs), 2)]

    def matched(self, row: int, matched: int) -> Attributes | None:
        """What follows a value, by the candidates that it matched, a bit each."""
        return dict(self.matches_of(row)).get(matched)

    def masks_of(self, row: int) -> list[tuple[int, Content]]:
        """What follows an element, by the slots that could end."""
        record = self._record(_AFTERS, row)
        pairs = record[1 : 1 + 2 * record[0]]
        return [(pairs[n], self.content(pairs[n + 1])) for n in range(0, len(pairs), 2)]

    def after(self, row: int, mask: int) -> Content | None:
        """What follows an element, by the slots that could end."""
        return dict(self.masks_of(row)).get(mask)

    def forget(self) -> None:
        """Let go of the states that were made of it."""
        for content in self._contents:
            if content is not None:
                content.forget()
        for attributes in self._attributes:
            if attributes is not None:
                attributes.clear()
        for after in self._afters:
            if after is not None:
                after.forget()


def _finite(names: NameClass) -> bool:
    from siglum.relaxng.names import is_finite

    return is_finite(names)
