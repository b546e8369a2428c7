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

from typing import Final

from siglum.relaxng.datatypes import Context
from siglum.relaxng.derivatives import (
    after_attribute,
    after_text,
    attributes_named,
    heads,
    matches,
    without_attributes,
)
from siglum.relaxng.names import contains
from siglum.relaxng.patterns import (
    DATA,
    NULLABLE,
    Choice,
    Data,
    Element,
    List,
    OneOrMore,
    Pattern,
    Pool,
    by_serial,
)

MAX_KEYS: Final = 4096
MAX_STATES: Final = 30_000
MAX_PATTERNS: Final = 200_000
MAX_VALUE: Final = 256  # longer values are not kept

_NO_CONTEXT: Final[Context] = {}


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

    __slots__ = ("_after_any_text", "_mask", "_texts", "data", "mixed", "patterns", "tables")
    __hash__ = object.__hash__  # type: ignore[assignment] # a state is compared by identity
    __eq__ = object.__eq__

    def __init__(self, tables: "Tables", patterns: tuple[Pattern, ...]) -> None:
        self.tables = tables
        self.patterns = patterns
        self.data = any(p.flags & DATA for p in patterns)
        self.mixed = not self.data and patterns == tables.after_any_text(patterns)
        self._texts: dict[str, End] = {}
        self._mask = -1
        self._after_any_text: Content | None = None

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
        found = self.tables.start_tag(self.patterns, name)
        if len(self) >= MAX_KEYS:
            self.clear()
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
                self._texts[text] = known
        return known

    def forget(self) -> None:
        """Let go of everything that can be computed again."""
        self.clear()
        self._texts.clear()
        self._after_any_text = None


class Attributes(dict[str, "Values"]):
    """The state within a start tag, between its attributes.

    ``ids`` are the attributes so far that are of the types ID, IDREF or IDREFS, by name.
    """

    __slots__ = ("content", "ids", "patterns", "tables")

    def __init__(
        self, tables: "Tables", patterns: tuple[Pattern, ...], ids: tuple[tuple[str, str], ...]
    ) -> None:
        self.tables = tables
        self.patterns = patterns
        self.ids = ids
        pool = tables.pool
        self.content = tables.content(tuple(without_attributes(pool, p) for p in patterns))

    def __missing__(self, name: str) -> "Values":
        candidates = self.tables.candidates(self.patterns, name)
        if not candidates:
            raise Rejected
        if len(self) >= MAX_KEYS:
            self.clear()
        found = self[name] = Values(self, name, candidates)
        return found


class Values(dict[str, Attributes]):
    """The state between the name of an attribute and its value.

    ``candidates`` are the patterns that the value may match. ``kind`` is ID, IDREF, IDREFS or "".
    """

    __slots__ = ("_nexts", "attributes", "candidates", "kind", "name")

    def __init__(self, attributes: Attributes, name: str, candidates: tuple[Pattern, ...]) -> None:
        self.attributes = attributes
        self.name = name
        self.candidates = candidates
        self.kind = attributes.tables.identity(name, candidates)
        self._nexts: dict[tuple[bool, ...], Attributes | None] = {}

    def __missing__(self, value: str) -> Attributes:
        following = self.following(value, _NO_CONTEXT)
        if following is None:
            raise Rejected
        if self.kind != "ID" and len(value) <= MAX_VALUE:  # an id comes once
            if len(self) >= MAX_KEYS:
                self.clear()
            self[value] = following
        return following

    def following(self, value: str, context: Context) -> Attributes | None:
        """The state after the attribute, or None where the value is wrong."""
        tables = self.attributes.tables
        pool = tables.pool
        matched = tuple([matches(pool, c, value, context) for c in self.candidates])
        if matched in self._nexts:
            return self._nexts[matched]
        fitting = {c for c, fits in zip(self.candidates, matched, strict=True) if fits}
        patterns = tuple(
            after_attribute(pool, p, self.name, fitting.__contains__)
            for p in self.attributes.patterns
        )
        found = None
        if any(p is not pool.not_allowed for p in patterns):
            ids = self.attributes.ids
            found = tables.attributes(
                patterns, (*ids, (self.name, self.kind)) if self.kind else ids
            )
        self._nexts[matched] = found
        return found


class After(dict["Content | End", Content]):
    """What follows an element, by the state that it ends in.

    ``returns`` has an item for each slot of the element around: pairs of a slot of the element
    within, and the pattern that follows where it is that slot's element.
    """

    __slots__ = ("returns", "tables")

    def __init__(
        self, tables: "Tables", returns: tuple[tuple[tuple[int, Pattern], ...], ...]
    ) -> None:
        self.tables = tables
        self.returns = returns

    def __missing__(self, last: "Content | End") -> Content:
        if not last.mask:
            raise Rejected
        if len(self) >= MAX_KEYS:
            self.clear()
        found = self[last] = self.at(last.mask)
        return found

    def at(self, mask: int) -> Content:
        """The state of the element around, when the slots in ``mask`` could end."""
        pool = self.tables.pool
        return self.tables.content(
            tuple(
                pool.choice(rest for slot, rest in slots if mask >> slot & 1)
                for slots in self.returns
            )
        )


class Tables:
    """The states of one schema. ``unidentified`` are attributes whose ids are not checked."""

    def __init__(
        self, pool: Pool, start: Pattern, unidentified: frozenset[str] = frozenset()
    ) -> None:
        self.pool = pool
        self.start = start
        self.unidentified = unidentified
        self._contents: dict[tuple[Pattern, ...], Content] = {}
        self._attributes: dict[
            tuple[tuple[Pattern, ...], tuple[tuple[str, str], ...]], Attributes
        ] = {}
        self._afters: dict[tuple[tuple[tuple[int, Pattern], ...], ...], After] = {}

    @property
    def root(self) -> Content:
        """The state before the root element."""
        return self.content((self.start,))

    def __len__(self) -> int:
        return len(self._contents) + len(self._attributes) + len(self._afters)

    def content(self, patterns: tuple[Pattern, ...]) -> Content:
        """The state with these slots."""
        found = self._contents.get(patterns)
        if found is None:
            found = self._contents.setdefault(patterns, Content(self, patterns))
        return found

    def attributes(
        self, patterns: tuple[Pattern, ...], ids: tuple[tuple[str, str], ...]
    ) -> Attributes:
        """The state with these slots and ids."""
        found = self._attributes.get((patterns, ids))
        if found is None:
            self._make_room()
            found = self._attributes.setdefault((patterns, ids), Attributes(self, patterns, ids))
        return found

    def _make_room(self) -> None:
        if len(self) > MAX_STATES or len(self.pool) > MAX_PATTERNS:
            contents, attributes = list(self._contents.values()), list(self._attributes.values())
            afters = list(self._afters.values())
            self._contents.clear()
            self._attributes.clear()
            self._afters.clear()
            self.pool.forget()
            # documents being read hold states, and go on with them; those must not hold the rest
            for content in contents:
                content.forget()
            for attribute in attributes:
                attribute.clear()
            for after in afters:
                after.clear()

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
            for element, rest in heads(pool, pattern).items():
                if contains(element.names, name):
                    ways.append((slots.setdefault(element, len(slots)), rest))
            returns.append(tuple(ways))
        if not slots:
            raise Rejected
        key = tuple(returns)
        after = self._afters.get(key)
        if after is None:
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


def identity(pattern: Pattern) -> str:
    """ID, IDREF, IDREFS or "", for the pattern of a value."""
    match pattern:
        case Data():
            return pattern.datatype.identity
        case Choice():
            return next((kind for kind in map(identity, pattern.items) if kind), "")
        case List() | OneOrMore():
            return "IDREFS" if identity(pattern.item) else ""
        case _:
            return ""


def _mask(patterns: tuple[Pattern, ...]) -> int:
    mask = 0
    for slot, pattern in enumerate(patterns):
        if pattern.flags & NULLABLE:
            mask |= 1 << slot
    return mask
