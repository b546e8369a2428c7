"""Tables of derivatives: a schema as an automaton that grows as documents need it.

Every state is a dictionary from what comes next to the state after it, filled in when a key is
first asked for (``__missing__``), so that what was met before costs a look-up:

    content[name]     → (attributes, after)   a start tag
    attributes[name]  → values                an attribute's name
    values[value]     → attributes            its value
    attributes.content                        the end of the start tag
    after[content]    → content               an end tag: ``content`` is the last state inside,
                                              the result the state of the element around it

A content state holds a pattern for each element of the schema that the open element can still be
(nearly always one), a slot each. What the open element turned out to be is known at its end tag:
``mask`` has a bit for each slot that may end there, and ``after`` knows what follows in each case.
So a state knows nothing of the elements around it, and there are few.

Tables are bounded: a document chooses names, values and orders, and could choose millions. What
is let go is computed again when it is needed. They may be used by several threads at once.
"""

from array import array
from collections.abc import Callable, Mapping
from typing import Final, Protocol

from siglum.relaxng.datatypes import Context
from siglum.relaxng.derivatives import (
    after_attribute,
    after_text,
    attributes_named,
    heads_named,
    matches,
    without_attributes,
)
from siglum.relaxng.ids import identity
from siglum.relaxng.patterns import (
    DATA,
    NULLABLE,
    Element,
    Pattern,
    Pool,
    by_serial,
)

MAX_KEYS: Final = 4096
MAX_STATES: Final = 12_000
MAX_PATTERNS: Final = 60_000
MAX_KEPT: Final = 300_000  # look-ups of all states together
MAX_VALUE: Final = 256  # longer values are not kept

_NO_CONTEXT: Final[Context] = {}
_NONE: Final[Mapping[str, str]] = {}


class Memory(Protocol):
    """What was computed in an earlier process: see ``siglum.relaxng.cache``.

    A ``row`` is the number of a state there. The answers are None where that process did not need
    to know.
    """

    def content_patterns(self, row: int) -> tuple[Pattern, ...]:
        """The slots of a content state."""

    def attribute_patterns(self, row: int) -> tuple[Pattern, ...]:
        """The slots of a state within a start tag."""

    def candidates(self, row: int) -> tuple[Pattern, ...]:
        """The patterns that a value may match."""

    def returns(self, row: int) -> tuple[tuple[tuple[int, Pattern], ...], ...]:
        """The returns of an ``After``."""

    def start_tag(self, row: int, name: str) -> "tuple[Attributes, After] | None":
        """What follows a start tag."""

    def after_any_text(self, row: int) -> "Content | None":
        """What follows a text."""

    def values(self, row: int, name: str) -> "Values | None":
        """What follows the name of an attribute."""

    def value(self, row: int, value: str) -> "Attributes | None":
        """What follows the value of an attribute."""

    def matched(self, row: int, matched: int) -> "Attributes | None":
        """What follows a value, by the candidates that it matched, a bit each."""

    def after(self, row: int, mask: int) -> "Content | None":
        """What follows an element, by the slots that could end."""

    def children(self, row: int) -> "tuple[list[str], array[int], array[int]]":
        """The names of the children that are known of a content state."""

    def names_of(self, row: int) -> list[str]:
        """The names of the attributes that are known of a state within a start tag."""

    def texts_of(self, row: int) -> list[str]:
        """The values that are known of an attribute."""

    def matches_of(self, row: int) -> "list[tuple[int, Attributes]]":
        """All that ``matched`` knows."""

    def masks_of(self, row: int) -> "list[tuple[int, Content]]":
        """All that ``after`` knows."""

    def forget(self) -> None:
        """Let go of the states that were made of it."""


class Rejected(Exception):  # noqa: N818 # a verdict, and no error
    """The document is not valid: nothing in the schema matches what comes next."""


class End:
    """What an element of data is after its text: ``mask`` alone counts."""

    __slots__ = ("mask",)

    def __init__(self, mask: int) -> None:
        self.mask = mask


class Content(dict[str, "tuple[Attributes, After]"]):
    """The state within an element, between its children.

    ``mixed`` says that text changes nothing here; ``data`` that the text is data, and counts as
    a whole; ``mask`` is as above.
    """

    __slots__ = (
        "_after_any_text",
        "_mask",
        "_patterns",
        "_texts",
        "data",
        "mixed",
        "row",
        "tables",
    )
    __hash__ = object.__hash__  # type: ignore[assignment] # a state is compared by identity
    __eq__ = object.__eq__

    def __init__(self, tables: "Tables", patterns: tuple[Pattern, ...]) -> None:
        self.tables = tables
        self.row = -1
        self._patterns: tuple[Pattern, ...] | None = patterns
        self.data = any(p.flags & DATA for p in patterns)
        self.mixed = not self.data and patterns == tables.after_any_text(patterns)
        self._texts: dict[str, End] = {}
        self._mask = -1
        self._after_any_text: Content | None = None

    @classmethod
    def remembered(
        cls, tables: "Tables", row: int, mask: int, *, data: bool, mixed: bool
    ) -> "Content":
        """A state of ``tables.memory``; ``mask`` is -1 where it is not known there."""
        made = cls.__new__(cls)
        made.tables = tables
        made.row = row
        made._patterns = None
        made.data = data
        made.mixed = mixed
        made._texts = {}
        made._mask = mask
        made._after_any_text = None
        return made

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """A pattern for each slot."""
        if self._patterns is None:
            self._patterns = self.tables.remembering.content_patterns(self.row)
        return self._patterns

    @property
    def mask(self) -> int:
        """The slots that may end here, a bit each."""
        if self._mask < 0:
            if self.data:
                self._mask = self.tables.text_mask(self.patterns, "", _NO_CONTEXT)
            else:
                self._mask = _mask(self.patterns)
        return self._mask

    def __missing__(self, name: str) -> "tuple[Attributes, After]":
        found = None
        if self.row >= 0:
            found = self.tables.remembering.start_tag(self.row, name)
        if found is None:
            found = self.tables.start_tag(self.patterns, name)
        if len(self) >= MAX_KEYS:
            self.clear()
        self.tables.keep()
        self[name] = found
        return found

    def after_text(self, text: str) -> "Content":
        """The state after a text that is not all white space and is followed by an element."""
        if self.data:
            patterns = self.tables.after_data(self.patterns, text)
            if patterns is None:
                raise Rejected
            return self.tables.content(patterns)
        following = self._after_any_text
        if following is None and self.row >= 0:
            following = self._after_any_text = self.tables.remembering.after_any_text(self.row)
        if following is None:
            patterns = self.tables.after_any_text(self.patterns)
            if not any(p is not self.tables.pool.not_allowed for p in patterns):
                raise Rejected
            following = self._after_any_text = self.tables.content(patterns)
        return following

    def after_all_text(self, text: str) -> End:
        """The state at the end tag after ``text``, where it is all that the element holds."""
        known = self._texts.get(text)
        if known is None:
            known = End(self.tables.text_mask(self.patterns, text, _NO_CONTEXT))
            if len(text) <= MAX_VALUE:
                if len(self._texts) >= MAX_KEYS:
                    self._texts.clear()
                self.tables.keep()
                self._texts[text] = known
        return known

    @property
    def known_after_any_text(self) -> "Content | None":
        """The state after a text, where it is known already."""
        return self._after_any_text

    def recall(self) -> None:
        """Fill in what ``tables.memory`` knows of this state."""
        if self.row >= 0:
            memory = self.tables.remembering
            for name in memory.children(self.row)[0]:
                _ = self[name]
            if self._after_any_text is None:
                self._after_any_text = memory.after_any_text(self.row)

    def forget(self) -> None:
        """Let go of everything that can be computed again."""
        self.clear()
        self._texts.clear()
        self._after_any_text = None


class Attributes(dict[str, "Values"]):
    """The state within a start tag, between its attributes.

    ``ids`` are the attributes so far that are of the types ID, IDREF or IDREFS, by name.
    """

    __slots__ = ("_patterns", "content", "ids", "row", "tables")
    content: Content

    def __init__(
        self,
        tables: "Tables",
        patterns: tuple[Pattern, ...] | None,
        ids: tuple[tuple[str, str], ...],
        content: Content | None = None,
        row: int = -1,
    ) -> None:
        self.tables = tables
        self.row = row
        self._patterns = patterns
        self.ids = ids
        if content is not None:
            self.content = content

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """A pattern for each slot."""
        if self._patterns is None:
            self._patterns = self.tables.remembering.attribute_patterns(self.row)
        return self._patterns

    def __getattr__(self, name: str) -> Content:
        """``content``, where the start tag ends here for the first time."""
        if name != "content":
            raise AttributeError(name)
        pool = self.tables.pool
        patterns = tuple(without_attributes(pool, p) for p in self.patterns)
        self.content = self.tables.content(patterns)
        return self.content

    @property
    def known_content(self) -> Content | None:
        """``content``, where it is known already."""
        try:
            found: Content = object.__getattribute__(self, "content")
        except AttributeError:
            return None
        return found

    def __missing__(self, name: str) -> "Values":
        found = None
        if self.row >= 0:
            found = self.tables.remembering.values(self.row, name)
        if found is None:
            candidates = self.tables.candidates(self.patterns, name)
            if not candidates:
                raise Rejected
            kind = self.tables.identity(name, candidates)
            found = Values(self, name, candidates, kind)
        if len(self) >= MAX_KEYS:
            self.clear()
        self.tables.keep()
        self[name] = found
        return found

    def recall(self) -> None:
        """Fill in what ``tables.memory`` knows of this state."""
        if self.row >= 0:
            for name in self.tables.remembering.names_of(self.row):
                _ = self[name]


class Values(dict[str, Attributes]):
    """The state between the name of an attribute and its value.

    ``candidates`` are the patterns that the value may match. ``kind`` is ID, IDREF, IDREFS or "".
    """

    __slots__ = ("_candidates", "attributes", "kind", "name", "nexts", "row")

    def __init__(
        self,
        attributes: Attributes,
        name: str,
        candidates: tuple[Pattern, ...] | None,
        kind: str,
        row: int = -1,
    ) -> None:
        self.attributes = attributes
        self.name = name
        self.row = row
        self._candidates = candidates
        self.kind = kind
        self.nexts: dict[int, Attributes | None] = {}

    @property
    def candidates(self) -> tuple[Pattern, ...]:
        """The patterns that the value may match."""
        if self._candidates is None:
            self._candidates = self.attributes.tables.remembering.candidates(self.row)
        return self._candidates

    def __missing__(self, value: str) -> Attributes:
        following = None
        if self.row >= 0 and self.kind != "ID":
            following = self.attributes.tables.remembering.value(self.row, value)
        if following is None:
            following = self.following(value, _NO_CONTEXT)
            if following is None:
                raise Rejected
        if self.kind != "ID" and len(value) <= MAX_VALUE:  # an id comes once
            if len(self) >= MAX_KEYS:
                self.clear()
            self.attributes.tables.keep()
            self[value] = following
        return following

    def following(self, value: str, context: Context) -> Attributes | None:
        """The state after the attribute, or None where the value is wrong."""
        pool = self.attributes.tables.pool
        matched = 0
        for number, candidate in enumerate(self.candidates):
            if matches(pool, candidate, value, context):
                matched |= 1 << number
        if matched not in self.nexts:
            self.nexts[matched] = self._next(matched)
        return self.nexts[matched]

    def _next(self, matched: int) -> Attributes | None:
        tables = self.attributes.tables
        if self.row >= 0:
            found = tables.remembering.matched(self.row, matched)
            if found is not None:
                return found
        pool = tables.pool
        fitting = {c for number, c in enumerate(self.candidates) if matched >> number & 1}
        patterns = tuple(
            after_attribute(pool, p, self.name, fitting.__contains__)
            for p in self.attributes.patterns
        )
        if all(p is pool.not_allowed for p in patterns):
            return None
        ids = self.attributes.ids
        return tables.attributes(patterns, (*ids, (self.name, self.kind)) if self.kind else ids)

    def recall(self) -> None:
        """Fill in what ``attributes.tables.memory`` knows of this state."""
        if self.row >= 0:
            memory = self.attributes.tables.remembering
            for value in memory.texts_of(self.row):
                _ = self[value]
            for matched, following in memory.matches_of(self.row):
                self.nexts.setdefault(matched, following)


class After(dict["Content | End", Content]):
    """What follows an element, by the state that it ends in.

    ``returns`` has an item for each slot of the element around: pairs of a slot of the element
    within, and the pattern that follows where it is that slot's element.
    """

    __slots__ = ("_returns", "masks", "row", "tables")

    def __init__(
        self,
        tables: "Tables",
        returns: tuple[tuple[tuple[int, Pattern], ...], ...] | None,
        row: int = -1,
    ) -> None:
        self.tables = tables
        self.row = row
        self._returns = returns
        self.masks: dict[int, Content] = {}

    @property
    def returns(self) -> tuple[tuple[tuple[int, Pattern], ...], ...]:
        """As above."""
        if self._returns is None:
            self._returns = self.tables.remembering.returns(self.row)
        return self._returns

    def __missing__(self, last: "Content | End") -> Content:
        if not last.mask:
            raise Rejected
        if len(self) >= MAX_KEYS:
            self.clear()
        self.tables.keep()
        found = self[last] = self.at(last.mask)
        return found

    def at(self, mask: int) -> Content:
        """The state of the element around, when the slots in ``mask`` could end."""
        found = self.masks.get(mask)
        if found is None and self.row >= 0:
            found = self.tables.remembering.after(self.row, mask)
        if found is None:
            pool = self.tables.pool
            found = self.tables.content(
                tuple(
                    pool.choice(rest for slot, rest in slots if mask >> slot & 1)
                    for slots in self.returns
                )
            )
        if len(self.masks) >= MAX_KEYS:
            self.masks.clear()
        self.masks[mask] = found
        return found

    def recall(self) -> None:
        """Fill in what ``tables.memory`` knows of this state."""
        if self.row >= 0:
            for mask, content in self.tables.remembering.masks_of(self.row):
                self.masks.setdefault(mask, content)

    def forget(self) -> None:
        """Let go of everything that can be computed again."""
        self.clear()
        self.masks.clear()


class Tables:
    """The states of one schema.

    ``unidentified`` are the attributes whose ids are not checked (see ``siglum.relaxng.ids``),
    ``made`` counts the states that were computed, and not remembered.
    """

    def __init__(self, pool: Pool, start: Pattern, unidentified: Mapping[str, str] = _NONE) -> None:
        self.pool = pool
        self._start = start
        self._find_start: Callable[[], Pattern] | None = None
        self._root: Content | None = None
        self.unidentified = unidentified
        self.memory: Memory | None = None
        self.made = 0
        self._kept = 0
        self._contents: dict[tuple[Pattern, ...], Content] = {}
        self._attributes: dict[
            tuple[tuple[Pattern, ...], tuple[tuple[str, str], ...]], Attributes
        ] = {}
        self._afters: dict[tuple[tuple[tuple[int, Pattern], ...], ...], After] = {}

    def begin(self, find_start: Callable[[], Pattern], root: Content) -> None:
        """Set the start, where it is remembered."""
        self._find_start = find_start
        self._root = root

    @property
    def start(self) -> Pattern:
        """The pattern of the schema."""
        if self._find_start is not None:
            self._start = self._find_start()
            self._find_start = None
        return self._start

    @property
    def remembering(self) -> Memory:
        """The memory, which a state with a row has."""
        if self.memory is None:
            raise LookupError
        return self.memory

    @property
    def root(self) -> Content:
        """The state before the root element."""
        root = self._root
        if root is None:
            root = self._root = self.content((self.start,))
        return root

    def __len__(self) -> int:
        return len(self._contents) + len(self._attributes) + len(self._afters)

    def content(self, patterns: tuple[Pattern, ...]) -> Content:
        """The state with these slots."""
        found = self._contents.get(patterns)
        if found is None:
            self._make_room()
            self.made += 1
            found = self._contents.setdefault(patterns, Content(self, patterns))
        return found

    def attributes(
        self, patterns: tuple[Pattern, ...], ids: tuple[tuple[str, str], ...]
    ) -> Attributes:
        """The state with these slots and ids."""
        found = self._attributes.get((patterns, ids))
        if found is None:
            self._make_room()
            self.made += 1
            found = self._attributes.setdefault((patterns, ids), Attributes(self, patterns, ids))
        return found

    def keep(self) -> None:
        """Count a look-up that a state is about to keep, and make room where there are too many."""
        self._kept += 1
        if self._kept > MAX_KEPT:
            self.forget()

    def _make_room(self) -> None:
        if len(self) > MAX_STATES or len(self.pool) > MAX_PATTERNS:
            self.forget()

    def forget(self) -> None:
        """Let go of all states but those that documents being read are in."""
        contents, afters = list(self._contents.values()), list(self._afters.values())
        attributes = list(self._attributes.values())
        self._contents.clear()
        self._attributes.clear()
        self._afters.clear()
        self.pool.forget()
        self._kept = 0
        # documents being read hold states, and go on with them; those must not hold the rest
        for content in contents:
            content.forget()
        for after in afters:
            after.forget()
        for attribute in attributes:
            attribute.clear()
        if self.memory is not None:
            self.memory.forget()

    def start_tag(self, patterns: tuple[Pattern, ...], name: str) -> tuple[Attributes, After]:
        """What follows a start tag.

        Raises:
            Rejected: no such element may stand here.
        """
        pool = self.pool
        slots: dict[Element, int] = {}
        returns = []
        for pattern in patterns:
            ways = []
            for element, rest in heads_named(pool, pattern, name).items():
                ways.append((slots.setdefault(element, len(slots)), rest))
            returns.append(tuple(ways))
        if not slots:
            raise Rejected
        key = tuple(returns)
        after = self._afters.get(key)
        if after is None:
            self.made += 1
            after = self._afters.setdefault(key, After(self, key))
        return self.attributes(tuple(element.content for element in slots), ()), after

    def candidates(self, patterns: tuple[Pattern, ...], name: str) -> tuple[Pattern, ...]:
        """The patterns that the value of an attribute of that name may match, each once."""
        found: dict[Pattern, None] = {}
        for pattern in patterns:
            for attribute in attributes_named(pattern, name):
                found[attribute.value] = None
        return tuple(sorted(found, key=by_serial))

    def identity(self, name: str, candidates: tuple[Pattern, ...]) -> str:
        """Whether an attribute is of the type ID, IDREF or IDREFS."""
        if name in self.unidentified:
            return ""
        for pattern in candidates:
            kind = identity(pattern)
            if kind:
                return kind
        return ""

    def after_any_text(self, patterns: tuple[Pattern, ...]) -> tuple[Pattern, ...]:
        """What follows a text where none is data."""
        return tuple([after_text(self.pool, p, "", _NO_CONTEXT) for p in patterns])

    def after_data(self, patterns: tuple[Pattern, ...], text: str) -> tuple[Pattern, ...] | None:
        """What follows a text before an element."""
        pool = self.pool
        found = tuple([after_text(pool, p, text, _NO_CONTEXT) for p in patterns])
        return found if any(p is not pool.not_allowed for p in found) else None

    def text_mask(self, patterns: tuple[Pattern, ...], text: str, context: Context) -> int:
        """The slots that match where the text is all the content, a bit each."""
        mask = 0
        for slot, pattern in enumerate(patterns):
            if matches(self.pool, pattern, text, context):
                mask |= 1 << slot
        return mask


def _mask(patterns: tuple[Pattern, ...]) -> int:
    mask = 0
    for slot, pattern in enumerate(patterns):
        if pattern.flags & NULLABLE:
            mask |= 1 << slot
    return mask
