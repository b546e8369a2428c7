"""States of the automaton that a schema is, each a dictionary that grows as documents need it.

A state leads from what comes next to the state after it. A key is worked out when it is first
asked for (``__missing__``), so that what was met before costs a look-up:

    content[name]     → (attributes, after)   a start tag
    attributes[name]  → values                an attribute's name
    values[value]     → attributes            its value
    attributes.content                        the end of the start tag
    after[content]    → content               an end tag: ``content`` is the last state inside,
                                              the result the state of the element around it

A content state holds a pattern for each element of the schema that the open element can still be
(see ``siglum.relaxng.slots``). What the open element turned out to be is known at its end tag:
``mask`` has a bit for each slot that may end there, and ``after`` knows what follows in each case.
So a state knows nothing of the elements around it, and there are few. A state with a ``row`` (not
-1) is one of the cache: what is not in its dictionary is looked for there first.
"""

from collections.abc import Mapping
from typing import Final, Protocol

from siglum.relaxng import slots
from siglum.relaxng.cache.reader import Remembered
from siglum.relaxng.datatypes import Context
from siglum.relaxng.derivatives import after_attribute, matches, without_attributes
from siglum.relaxng.patterns import DATA, Pattern, Pool
from siglum.relaxng.slots import NO_CONTEXT, Returns, Slots

MAX_KEYS: Final = 4096
MAX_VALUE: Final = 256  # longer values are not kept

#: Attributes of the types ID, IDREF or IDREFS: name and type.
Ids = tuple[tuple[str, str], ...]


class Keeper(Protocol):
    """What states ask of the tables that they are in (``siglum.relaxng.tables.Tables``)."""

    pool: Pool
    unidentified: Mapping[str, str]

    @property
    def remembering(self) -> Remembered:
        """The cache, which a state with a row has."""

    def content(self, patterns: Slots) -> "Content":
        """The state with these slots."""

    def attributes(self, patterns: Slots, ids: Ids) -> "Attributes":
        """The state with these slots and ids."""

    def after(self, returns: Returns) -> "After":
        """The state with these returns."""

    def content_at(self, row: int) -> "Content":
        """The state of a row of the cache."""

    def attributes_at(self, row: int) -> "Attributes":
        """The state of a row of the cache."""

    def after_at(self, row: int) -> "After":
        """The state of a row of the cache."""

    def keep(self) -> None:
        """Count a look-up that a state is about to keep."""


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
        *("data", "mixed", "row", "tables"),
        *("_after_any_text", "_mask", "_patterns", "_texts"),
    )
    __hash__ = object.__hash__  # type: ignore[assignment] # a state is compared by identity
    __eq__ = object.__eq__

    def __init__(self, tables: Keeper, patterns: Slots) -> None:
        self.tables = tables
        self.row = -1
        self._patterns: Slots | None = patterns
        self.data = any(p.flags & DATA for p in patterns)
        self.mixed = not self.data and patterns == slots.after_any_text(tables.pool, patterns)
        self._texts: dict[str, End] = {}
        self._mask = -1
        self._after_any_text: Content | None = None

    @classmethod
    def remembered(
        cls, tables: Keeper, row: int, mask: int, *, data: bool, mixed: bool
    ) -> "Content":
        """A state of the cache; ``mask`` is -1 where it is not known there."""
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
    def patterns(self) -> Slots:
        """A pattern for each slot."""
        if self._patterns is None:
            self._patterns = self.tables.remembering.content_patterns(self.row)
        return self._patterns

    @property
    def mask(self) -> int:
        """The slots that may end here, a bit each."""
        if self._mask < 0:
            if self.data:
                self._mask = slots.text_mask(self.tables.pool, self.patterns, "", NO_CONTEXT)
            else:
                self._mask = slots.end_mask(self.patterns)
        return self._mask

    def __missing__(self, name: str) -> "tuple[Attributes, After]":
        tables = self.tables
        rows = tables.remembering.start_tag(self.row, name) if self.row >= 0 else None
        if rows is not None:
            found = tables.attributes_at(rows[0]), tables.after_at(rows[1])
        else:
            opened = slots.opened(tables.pool, self.patterns, name)
            if not opened.slots:
                raise Rejected
            after = tables.after(opened.returns)
            found = tables.attributes(opened.slots, ()), after
        if len(self) >= MAX_KEYS:
            self.clear()
        self.tables.keep()
        self[name] = found
        return found

    def after_text(self, text: str) -> "Content":
        """The state after a text that is not all white space and is followed by an element."""
        tables = self.tables
        if self.data:
            patterns = slots.after_data(tables.pool, self.patterns, text)
            if slots.is_dead(tables.pool, patterns):
                raise Rejected
            return tables.content(patterns)
        following = self.known_after_any_text
        if following is None:
            patterns = slots.after_any_text(tables.pool, self.patterns)
            if slots.is_dead(tables.pool, patterns):
                raise Rejected
            following = self._after_any_text = tables.content(patterns)
        return following

    def after_all_text(self, text: str) -> End:
        """The state at the end tag after ``text``, where it is all that the element holds."""
        known = self._texts.get(text)
        if known is None:
            mask = slots.text_mask(self.tables.pool, self.patterns, text, NO_CONTEXT)
            known = End(mask)
            if len(text) <= MAX_VALUE:
                if len(self._texts) >= MAX_KEYS:
                    self._texts.clear()
                self.tables.keep()
                self._texts[text] = known
        return known

    @property
    def known_after_any_text(self) -> "Content | None":
        """The state after a text, where it is known already."""
        if self._after_any_text is None and self.row >= 0:
            row = self.tables.remembering.after_any_text(self.row)
            if row is not None:
                self._after_any_text = self.tables.content_at(row)
        return self._after_any_text

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
        tables: Keeper,
        patterns: Slots | None,
        ids: Ids,
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
    def patterns(self) -> Slots:
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
        tables = self.tables
        known = tables.remembering.values(self.row, name) if self.row >= 0 else None
        if known is not None:
            found = Values(self, name, None, known[0], known[1])
        else:
            candidates = slots.candidates(self.patterns, name)
            if not candidates:
                raise Rejected
            kind = "" if name in tables.unidentified else slots.identity(candidates)
            found = Values(self, name, candidates, kind)
        if len(self) >= MAX_KEYS:
            self.clear()
        self.tables.keep()
        self[name] = found
        return found


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
            tables = self.attributes.tables
            row = tables.remembering.value(self.row, value)
            following = None if row is None else tables.attributes_at(row)
        if following is None:
            following = self.following(value, NO_CONTEXT)
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
            row = tables.remembering.matches_of(self.row).get(matched)
            if row is not None:
                return tables.attributes_at(row)
        pool = tables.pool
        fitting = {c for number, c in enumerate(self.candidates) if matched >> number & 1}
        patterns = tuple(
            after_attribute(pool, p, self.name, fitting.__contains__)
            for p in self.attributes.patterns
        )
        if slots.is_dead(pool, patterns):
            return None
        ids = self.attributes.ids
        return tables.attributes(patterns, (*ids, (self.name, self.kind)) if self.kind else ids)


class After(dict["Content | End", Content]):
    """What follows an element, by the state that it ends in.

    ``returns`` has an item for each slot of the element around: pairs of a slot of the element
    within, and the pattern that follows where it is that slot's element.
    """

    __slots__ = ("_returns", "masks", "row", "tables")

    def __init__(
        self,
        tables: Keeper,
        returns: Returns | None,
        row: int = -1,
    ) -> None:
        self.tables = tables
        self.row = row
        self._returns = returns
        self.masks: dict[int, Content] = {}

    @property
    def returns(self) -> Returns:
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
        tables = self.tables
        if found is None and self.row >= 0:
            row = tables.remembering.masks_of(self.row).get(mask)
            found = None if row is None else tables.content_at(row)
        if found is None:
            found = tables.content(slots.returned(tables.pool, self.returns, mask))
        if len(self.masks) >= MAX_KEYS:
            self.masks.clear()
        self.masks[mask] = found
        return found

    def forget(self) -> None:
        """Let go of everything that can be computed again."""
        self.clear()
        self.masks.clear()
