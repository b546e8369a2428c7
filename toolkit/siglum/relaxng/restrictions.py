"""The restrictions on schemas in simple form (RELAX NG §7).

The rules are asked of a pattern as it is built, from its parts. A breach is remembered with the
pattern, and handed up to what is built of it, until it is clear that the part counts: a
``notAllowed`` beside it can still make it vanish (§4.20).
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from siglum.relaxng import names as n
from siglum.relaxng.patterns import (
    ATTRIBUTE,
    DATA,
    ELEMENT,
    EMPTY,
    GROUP,
    GROUPED_ATTRIBUTE,
    INTERLEAVE,
    LIST,
    REPEAT,
    SINGLE_WILD,
    TEXT,
    Attribute,
    Choice,
    Data,
    Element,
    Group,
    Interleave,
    List,
    OneOrMore,
    Pattern,
    Pool,
    Value,
)
from siglum.relaxng.syntax import Position


class Breach(NamedTuple):
    """A broken restriction: the section, where, and what is wrong."""

    section: str
    at: Position
    reason: str


_NAMES = {
    ATTRIBUTE: "an attribute",
    ELEMENT: "an element",
    LIST: "a list",
    TEXT: "text",
    INTERLEAVE: "an interleave",
    GROUP: "a group",
    REPEAT: "a oneOrMore",
    EMPTY: "empty",
    DATA: "data",
}

# Content types (§7.2). The order matters: the type of a group is the greatest of its parts'.
_NONE, _EMPTY, _COMPLEX, _SIMPLE = 0, 1, 2, 3


class Restrictions:
    """The breaches found so far, by the pattern that they are in."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self.breaches: dict[Pattern, Breach] = {}
        self._types: dict[Pattern, int] = {}
        self._attributes: dict[Pattern, _NameSet] = {}
        self._elements: dict[Pattern, _NameSet] = {}

    def hand_up(self, made: Pattern, parts: Iterable[Pattern]) -> Pattern:
        """The pattern, with a breach in one of its parts counted as its own."""
        if self.breaches and made is not self.pool.not_allowed:
            for part in parts:
                breach = self.breaches.get(part)
                if breach:
                    self._keep(made, breach)
        return made

    def _note(self, made: Pattern, section: str, at: Position, reason: str) -> None:
        if made is not self.pool.not_allowed:
            self._keep(made, Breach(section, at, reason))

    def _keep(self, made: Pattern, breach: Breach) -> None:
        known = self.breaches.get(made)
        if known is None or known.section == "7.2":  # which does not count within a list
            self.breaches[made] = breach

    def attribute(self, made: Pattern, value: Pattern, at: Position) -> None:
        """§7.1.1, §7.2."""
        self._prohibit(made, value, (ATTRIBUTE, ELEMENT), "7.1.1", at, "an attribute")
        if not value.flags & (ATTRIBUTE | ELEMENT):
            self.content(made, value, at, "an attribute")

    def list(self, made: Pattern, item: Pattern, at: Position) -> None:
        """§7.1.3, §7.2."""
        kinds = (ELEMENT, ATTRIBUTE, LIST, TEXT, INTERLEAVE)
        self._prohibit(made, item, kinds, "7.1.3", at, "a list")
        breach = self.breaches.get(item)
        if breach and breach.section != "7.2":
            self.hand_up(made, (item,))

    def except_(self, made: Pattern, item: Pattern, at: Position) -> None:
        """§7.1.4."""
        kinds = (ATTRIBUTE, ELEMENT, LIST, TEXT, GROUP, INTERLEAVE, REPEAT, EMPTY)
        self._prohibit(made, item, kinds, "7.1.4", at, "the except of data")

    def start(self, made: Pattern, at: Position) -> None:
        """§7.1.5."""
        inner = self.breaches.pop(made, None)
        kinds = (ATTRIBUTE, LIST, DATA, TEXT, GROUP, INTERLEAVE, REPEAT, EMPTY)
        self._prohibit(made, made, kinds, "7.1.5", at, "a start")
        if inner:
            self.breaches.setdefault(made, inner)

    def _prohibit(
        self,
        made: Pattern,
        inner: Pattern,
        kinds: Sequence[int],
        section: str,
        at: Position,
        where: str,
    ) -> None:
        for kind in kinds:
            if inner.flags & kind:
                self._note(made, section, at, f"{_NAMES[kind]} stands in {where}")
                return

    def repeat(self, made: Pattern, item: Pattern, at: Position) -> None:
        """§7.1.2, and §7.2 for an item after itself."""
        if item.flags & GROUPED_ATTRIBUTE:
            self._note(
                made, "7.1.2", at, "an attribute stands in a group or interleave that is repeated"
            )
        if item.flags & DATA and self.type_of(item) == _SIMPLE:
            self._note(made, "7.2", at, "data is repeated; use a list for several tokens")

    def together(self, made: Pattern, parts: Sequence[Pattern], at: Position) -> None:
        """§7.2 and §7.3, for the parts of a group or an interleave."""
        types = [self.type_of(part) for part in parts]
        if _SIMPLE in types:
            others = types.copy()
            others.remove(_SIMPLE)
            if any(kind > _EMPTY for kind in others):
                self._note(made, "7.2", at, "data stands beside elements, text or other data")
        if sum(1 for part in parts if part.flags & ATTRIBUTE) > 1:
            clash = _clash([self.attributes_of(part) for part in parts])
            if clash is not None:
                self._note(made, "7.3", at, f"the attribute {clash} is there twice")

    def interleave(self, made: Pattern, parts: Sequence[Pattern], at: Position) -> None:
        """§7.4."""
        if sum(1 for part in parts if part.flags & TEXT) > 1:
            self._note(made, "7.4", at, "text stands in two parts of an interleave")
        if sum(1 for part in parts if part.flags & ELEMENT) > 1:
            clash = _clash([self.elements_of(part) for part in parts])
            if clash is not None:
                self._note(made, "7.4", at, f"the element {clash} is in two parts of an interleave")

    def content(self, made: Pattern, content: Pattern, at: Position, where: str) -> None:
        """§7.2 and §7.3, for what an element or attribute holds."""
        if content.flags & SINGLE_WILD:
            self._note(
                made, "7.3", at, "an attribute with anyName or nsName is not within a oneOrMore"
            )
        self.type_of(content)

    def type_of(self, pattern: Pattern) -> int:
        """The content type (§7.2); what has none was noted when it was built."""
        if not pattern.flags & (DATA | TEXT | ELEMENT):
            return _EMPTY
        if not pattern.flags & DATA:
            return _COMPLEX
        known = self._types.get(pattern)
        if known is None:
            match pattern:
                case Choice() | Group() | Interleave():
                    known = max(self.type_of(item) for item in pattern.items)
                case OneOrMore():
                    known = self.type_of(pattern.item)
                case Data() | Value() | List():
                    known = _SIMPLE
                case Attribute():
                    known = _EMPTY
                case _:
                    known = _COMPLEX
            self._types[pattern] = known
        return known

    def attributes_of(self, pattern: Pattern) -> "_NameSet":
        """The names of the attributes in a pattern."""
        if not pattern.flags & ATTRIBUTE:
            return _NO_NAMES
        known = self._attributes.get(pattern)
        if known is None:
            match pattern:
                case Attribute():
                    known = _NameSet.of(pattern.names)
                case Choice() | Group() | Interleave():
                    known = _NameSet.union([self.attributes_of(i) for i in pattern.items])
                case OneOrMore():
                    known = self.attributes_of(pattern.item)
                case _:
                    known = _NO_NAMES
            self._attributes[pattern] = known
        return known

    def elements_of(self, pattern: Pattern) -> "_NameSet":
        """The names of the elements in a pattern, not those within them."""
        if not pattern.flags & ELEMENT:
            return _NO_NAMES
        known = self._elements.get(pattern)
        if known is None:
            match pattern:
                case Element():
                    known = _NameSet.of(pattern.names)
                case Choice() | Group() | Interleave():
                    known = _NameSet.union([self.elements_of(i) for i in pattern.items])
                case OneOrMore():
                    known = self.elements_of(pattern.item)
                case _:
                    known = _NO_NAMES
            self._elements[pattern] = known
        return known


class _NameSet(NamedTuple):
    """The names one by one, and the classes that are infinite."""

    listed: frozenset[str]
    wild: tuple[n.NameClass, ...]

    @staticmethod
    def of(names: n.NameClass) -> "_NameSet":
        wild = () if n.is_finite(names) else (names,)
        return _NameSet(frozenset(n.listed(names)) if not wild else frozenset(), wild)

    @staticmethod
    def union(sets: "Sequence[_NameSet]") -> "_NameSet":
        listed = frozenset().union(*(s.listed for s in sets))
        return _NameSet(listed, tuple({w: None for s in sets for w in s.wild}))


_NO_NAMES = _NameSet(frozenset(), ())


def _clash(sets: Sequence[_NameSet]) -> str | None:
    """A name that is in two of the sets, as it is shown to the user."""
    seen: set[str] = set()
    wild: list[n.NameClass] = []
    for names in sets:
        both = not seen.isdisjoint(names.listed)
        if both:
            return n.split(min(seen & names.listed))[1]
        for other in names.wild:
            if any(n.contains(other, name) for name in seen):
                return next(n.split(name)[1] for name in sorted(seen) if n.contains(other, name))
            if any(n.overlap(other, one) for one in wild):
                return "*"
        for one in wild:
            for name in names.listed:
                if n.contains(one, name):
                    return n.split(name)[1]
        seen |= names.listed
        wild.extend(names.wild)
    return None
