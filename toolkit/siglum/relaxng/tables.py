"""Tables of derivatives: all the states of a schema that documents have needed so far.

Tables are bounded: a document chooses names, values and orders, and could choose millions. What
is let go is computed again when it is needed. They may be used by several threads at once.
"""

from collections.abc import Mapping
from typing import Final

from siglum.relaxng.cache.reader import Remembered
from siglum.relaxng.patterns import Pattern, Pool
from siglum.relaxng.slots import Returns, Slots
from siglum.relaxng.states import After, Attributes, Content, Ids

MAX_STATES: Final = 12_000
MAX_PATTERNS: Final = 60_000
MAX_KEPT: Final = 300_000  # look-ups of all states together

_NONE: Final[Mapping[str, str]] = {}


class Tables:
    """The states of one schema.

    ``unidentified`` are the attributes whose ids are not checked (see ``siglum.relaxng.ids``),
    ``made`` counts the states that were computed, and not remembered.
    """

    def __init__(
        self,
        pool: Pool,
        start: Pattern | None,
        unidentified: Mapping[str, str] = _NONE,
        memory: Remembered | None = None,
    ) -> None:
        self.pool = pool
        self._start = start
        self._root: Content | None = None
        self.unidentified = unidentified
        self.memory = memory
        self.made = 0
        self._kept = 0
        self._contents: dict[Slots, Content] = {}
        self._attributes: dict[tuple[Slots, Ids], Attributes] = {}
        self._afters: dict[Returns, After] = {}
        self._contents_at: dict[int, Content] = {}
        self._attributes_at: dict[int, Attributes] = {}
        self._afters_at: dict[int, After] = {}

    @classmethod
    def remembered(cls, memory: Remembered) -> "Tables":
        """The tables that are in a cache."""
        return cls(memory.pool, None, memory.unidentified, memory)

    @property
    def start(self) -> Pattern:
        """The pattern of the schema."""
        if self._start is None:
            self._start = self.remembering.start
        return self._start

    @property
    def remembering(self) -> Remembered:
        """The cache, which a state with a row has."""
        if self.memory is None:
            raise LookupError
        return self.memory

    @property
    def root(self) -> Content:
        """The state before the root element."""
        root = self._root
        if root is None:
            if self.memory is not None:
                root = self.content_at(self.memory.root)
            else:
                root = self.content((self.start,))
            self._root = root
        return root

    def __len__(self) -> int:
        return len(self._contents) + len(self._attributes) + len(self._afters)

    def content(self, patterns: Slots) -> Content:
        """The state with these slots."""
        found = self._contents.get(patterns)
        if found is None:
            self._make_room()
            self.made += 1
            found = self._contents.setdefault(patterns, Content(self, patterns))
        return found

    def attributes(self, patterns: Slots, ids: Ids) -> Attributes:
        """The state with these slots and ids."""
        found = self._attributes.get((patterns, ids))
        if found is None:
            self._make_room()
            self.made += 1
            found = self._attributes.setdefault((patterns, ids), Attributes(self, patterns, ids))
        return found

    def after(self, returns: Returns) -> After:
        """The state with these returns."""
        found = self._afters.get(returns)
        if found is None:
            self.made += 1
            found = self._afters.setdefault(returns, After(self, returns))
        return found

    def content_at(self, row: int) -> Content:
        """The state of a row of the cache."""
        found = self._contents_at.get(row)
        if found is None:
            known = self.remembering.content(row)
            found = Content.remembered(self, row, known.mask, data=known.data, mixed=known.mixed)
            found = self._contents_at.setdefault(row, found)
        return found

    def attributes_at(self, row: int) -> Attributes:
        """The state of a row of the cache."""
        found = self._attributes_at.get(row)
        if found is None:
            known = self.remembering.attributes(row)
            content = None if known.content < 0 else self.content_at(known.content)
            found = Attributes(self, None, known.ids, content, row)
            found = self._attributes_at.setdefault(row, found)
        return found

    def after_at(self, row: int) -> After:
        """The state of a row of the cache."""
        found = self._afters_at.get(row)
        if found is None:
            found = self._afters_at.setdefault(row, After(self, None, row))
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
        contents = [*self._contents.values(), *self._contents_at.values()]
        afters = [*self._afters.values(), *self._afters_at.values()]
        attributes = [*self._attributes.values(), *self._attributes_at.values()]
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
