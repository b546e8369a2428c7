"""Writing a cache: the tables as they are, every state and pattern by a number."""

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

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
    SECTIONS,
    VALUES,
    Part,
)
from siglum.relaxng.datatypes import Datatype
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
    Text,
    Value,
)
from siglum.relaxng.states import After, Attributes, Content, Values
from siglum.relaxng.tables import Tables

_S = TypeVar("_S")

_MAX_VALUES: Final = 4000  # attribute values kept in one cache
_MAX_VALUE: Final = 64


def packed(
    tables: Tables,
    classes: dict[str, frozenset[str]],
    origin: tuple[str, str],
    parts: Iterable[Part],
) -> bytes:
    """A cache of the tables.

    ``origin`` is the digest of the schema and its path; they, ``classes`` and ``parts`` are what
    ``siglum.relaxng.cache.reader`` gives back.
    """
    return _Writer(tables, classes, origin, tuple(parts)).data()


class _Writer:
    def __init__(
        self,
        tables: Tables,
        classes: dict[str, frozenset[str]],
        origin: tuple[str, str],
        parts: tuple[Part, ...],
    ) -> None:
        self.strings: dict[str, int] = {}
        self.sections: list[list[list[int]]] = [[] for _ in range(SECTIONS)]
        self.numbers: dict[object, int] = {}  # of patterns and states, these by their id()
        self.held: list[object] = []  # the states, whose ids must not be used again
        self.datatypes: dict[Datatype, int] = {}
        self.values_left = _MAX_VALUES
        self.waiting: list[Callable[[], None]] = []
        start = self.pattern(tables.start)
        root = self.content(tables.root)
        while self.waiting:
            self.waiting.pop()()
        header = [start, root, *map(self.string, origin)]
        unidentified = sorted(tables.unidentified.items())
        header += self.counted([self.string(text) for pair in unidentified for text in pair])
        header += self.counted([self.string(s) for part in parts for s in part])
        self.sections[HEADER].append(header)
        for name in sorted(classes):
            members = [self.string(member) for member in sorted(classes[name])]
            self.sections[CLASSES].append([self.string(name), *members])

    def data(self) -> bytes:
        """The file."""
        directory: list[int] = []
        index: list[int] = []
        records: list[int] = []
        count = sum(map(len, self.sections))
        begin = DIRECTORY + count + 1
        for section in self.sections:
            directory += [len(index), len(section)]
            for record in section:
                index.append(begin + len(records))
                records.extend(record)
        index.append(begin + len(records))
        return layout.pack("\0".join(self.strings), directory + index + records)

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
                fields = [layout.EMPTY]
            case NotAllowed():
                fields = [layout.NOT_ALLOWED]
            case Text():
                fields = [layout.TEXT]
            case Choice(items=items):
                fields = [layout.CHOICE, *map(self.pattern, items)]
            case Group(items=items):
                fields = [layout.GROUP, *map(self.pattern, items)]
            case Interleave(items=items):
                fields = [layout.INTERLEAVE, *map(self.pattern, items)]
            case OneOrMore(item=item):
                fields = [layout.REPEAT, self.pattern(item)]
            case List(item=item):
                fields = [layout.LIST, self.pattern(item)]
            case Data():
                kind = self.datatype(pattern.datatype)
                fields = [layout.DATA, kind, self.pattern(pattern.except_)]
            case Value():
                fields = [layout.VALUE, self.datatype(pattern.datatype), self.string(pattern.text)]
            case Attribute():
                value = self.pattern(pattern.value)
                fields = [layout.ATTRIBUTE, value, *self.names(pattern.names)]
            case Element():
                number, record = self.reserve(pattern, PATTERNS)
                record += [layout.ELEMENT, -1, *self.names(pattern.names)]
                self.waiting.append(lambda: self.element(pattern, record))
                return number
            case _:
                raise TypeError(pattern)
        number, record = self.reserve(pattern, PATTERNS)
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
            self.sections[DATATYPES].append([self.string(text) for text in texts])
        return known

    def state(self, state: _S, section: int, fill: Callable[[_S, list[int]], None]) -> int:
        """The number of a state, whose record is filled later, since states lead to one another."""
        known = self.numbers.get(id(state))
        if known is not None:
            return known
        number, record = self.reserve(id(state), section)
        self.held.append(state)
        self.waiting.append(lambda: fill(state, record))
        return number

    def content(self, state: Content) -> int:
        return self.state(state, CONTENTS, self.fill_content)

    def fill_content(self, state: Content, record: list[int]) -> None:
        _recall_content(state)
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
        return self.state(state, ATTRIBUTES, self.fill_attributes)

    def fill_attributes(self, state: Attributes, record: list[int]) -> None:
        _recall_attributes(state)
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
        return self.state(state, VALUES, self.fill_values)

    def fill_values(self, state: Values, record: list[int]) -> None:
        _recall_values(state)
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
        return self.state(state, AFTERS, self.fill_after)

    def fill_after(self, state: After, record: list[int]) -> None:
        _recall_after(state)
        masks = [(m, c) for m, c in state.masks.items() if 0 <= m < 1 << 30]
        record.append(len(masks))
        record += [number for mask, content in masks for number in (mask, self.content(content))]
        record.append(len(state.returns))
        for slots in state.returns:
            record.append(len(slots))
            record += [n for slot, rest in slots for n in (slot, self.pattern(rest))]


def _recall_content(state: Content) -> None:
    """Fill in what the cache knows of a state."""
    if state.row >= 0:
        for name in state.tables.remembering.children(state.row):
            _ = state[name]


def _recall_attributes(state: Attributes) -> None:
    if state.row >= 0:
        for name in state.tables.remembering.names_of(state.row):
            _ = state[name]


def _recall_values(state: Values) -> None:
    if state.row >= 0:
        tables = state.attributes.tables
        for value in tables.remembering.texts_of(state.row):
            _ = state[value]
        for matched, row in tables.remembering.matches_of(state.row).items():
            state.nexts.setdefault(matched, tables.attributes_at(row))


def _recall_after(state: After) -> None:
    if state.row >= 0:
        tables = state.tables
        for mask, row in tables.remembering.masks_of(state.row).items():
            state.masks.setdefault(mask, tables.content_at(row))
