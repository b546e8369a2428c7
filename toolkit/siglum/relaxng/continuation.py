"""How to go on after a mistake: the reading of it by which the fewest further mistakes follow.

What stands inside and behind the place is tried against each reading, by the names of the
elements alone. Of readings with as many mistakes the first in the list of ``Kind`` is taken.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from siglum.relaxng.derivatives import attributes_named
from siglum.relaxng.events import Outline
from siglum.relaxng.patterns import Pattern
from siglum.relaxng.states import Content, Rejected
from siglum.relaxng.tables import Tables
from siglum.relaxng.vocabulary import (
    Vocabulary,
    needed,
    needed_attributes,
    without_needed_attributes,
)

_KNOWN = 1000  # readings, and states without attributes, that are kept
_REFUSED = 20_000  # children that a state does not allow, that are kept
_TRIED = 400  # elements that are tried as what was meant


class Kind(IntEnum):
    """A reading of a mistake."""

    EARLY = 0  # what must come first is missing
    PASS = 1  # the element, or the text, stands in the wrong place
    WRAP = 2  # an element around it, and around what follows, is missing
    THROUGH = 3  # its tags are too many: what it holds belongs to the parent
    TAKE = 4  # it has the wrong name: it is the ``element`` named
    PARENT = 5  # the element around has the wrong name: it is the ``element`` named


class Plan(NamedTuple):
    """A reading, how many further mistakes follow from it, and the element that it takes for."""

    kind: Kind
    cost: int
    element: str = ""


class Seen(NamedTuple):
    """What is known of the place of a mistake.

    ``name`` is the element's, "" for text; ``own`` the state that its content begins in, None where
    it is unknown. ``early`` is the state once what must come first is skipped. ``state`` is the
    parent's, ``past`` the names before it there (None where they are too many), ``outer`` the state
    that the parent stands in. ``liked`` are names of elements, those that are likeliest first.
    ``attributes`` are the names of the element's, ``patterns`` what its name lets it have.
    """

    name: str
    state: Content
    own: Content | None
    early: Content | None
    past: tuple[str, ...] | None
    outer: Content | None
    parent: str
    liked: Sequence[str] = ()
    attributes: tuple[str, ...] = ()
    patterns: tuple[Pattern, ...] = ()


class Continuations:
    """Finds the best reading, and knows those that it found."""

    def __init__(self, tables: Tables, vocabulary: Vocabulary) -> None:
        self.tables = tables
        self.vocabulary = vocabulary
        self._plans: dict[tuple[object, ...], Plan] = {}
        self._bare: dict[tuple[Pattern, ...], Content] = {}
        self._refused: set[tuple[Content, str]] = set()  # the tables keep only what is allowed

    def best(self, seen: Seen, outline: Outline) -> Plan:
        """The reading of an element, or a text, that may not stand where it does."""
        key = (
            seen.name,
            seen.state.patterns,
            seen.past,
            seen.outer.patterns if seen.outer is not None else None,
            tuple(seen.liked[:3]),
            seen.attributes,
            outline,
        )
        found = self._plans.get(key)
        if found is None:
            if len(self._plans) >= _KNOWN:
                self._plans.clear()
            found = self._plans[key] = self._best(seen, outline)
        return found

    def _best(self, seen: Seen, outline: Outline) -> Plan:
        best = Plan(Kind.PASS, 1000)
        for plan in self._readings(seen, outline):
            if (plan.cost, plan.kind) < (best.cost, best.kind):
                best = plan
        if best.cost and seen.past is not None and seen.outer is not None:
            meant = self._parent(seen, outline)
            if meant:
                return Plan(Kind.PARENT, 0, meant)
        return best

    def _readings(self, seen: Seen, outline: Outline) -> Iterator[Plan]:
        state, inside = seen.state, outline.inside
        own = 0  # a state is a mapping, and may be empty
        if seen.own is not None and not (outline.ended and not inside):
            own = self.mistakes(seen.own, inside, closed=outline.ended)
        named = self.strange(seen.patterns, seen.attributes)
        own += named
        if seen.early is not None and seen.name:
            following = self.step(seen.early, seen.name)
            if following is not None:
                cost = own + self.mistakes(following, outline.after, closed=outline.closed)
                yield Plan(Kind.EARLY, cost)
        text = [item for item in outline.after if item] if not seen.name else outline.after
        passed = own + self.mistakes(state, text, closed=outline.closed)
        yield Plan(Kind.PASS, passed)
        if not passed:
            if seen.own is None and inside and not (outline.after or outline.closed):
                yield from self._required(seen, outline)
            return
        most = passed
        for wrapper in self._first(seen):
            cost = own + self._wrapped(state, wrapper, seen.name, outline, most - own)
            if cost < most:
                most = cost
                yield Plan(Kind.WRAP, cost, wrapper)
        if not seen.name:
            return
        if inside:
            row = (*inside, *outline.after)
            cost = named + self.mistakes(state, row, most, closed=outline.closed)
            if cost < most:
                most = cost
                yield Plan(Kind.THROUGH, cost)
        for meant in self._first(seen):
            cost = self._taken(state, meant, outline, most)
            if cost < most and seen.attributes:
                cost += self.strange(state[meant][0].patterns, seen.attributes)
            if cost < most:
                most = cost
                yield Plan(Kind.TAKE, cost, meant)

    def _required(self, seen: Seen, outline: Outline) -> Iterator[Plan]:
        """What must stand in the place, where it may hold what the unknown element holds."""
        for pattern in seen.state.patterns:
            for names in needed(pattern)[:1]:
                for meant in names:
                    content = self.inside(seen.state, meant) if meant else None
                    if content is not None and not self.mistakes(
                        content, outline.inside, 1, closed=outline.ended
                    ):
                        yield Plan(Kind.TAKE, -1, meant)

    def _first(self, seen: Seen) -> list[str]:
        """The elements that may stand in the place, the likeliest first."""
        names = self.vocabulary.first(seen.state.patterns)
        liked = [name for name in seen.liked if name in names]
        return [*liked, *(name for name in names if name not in liked)][:_TRIED]

    def taken(self, state: Content, meant: str, outline: Outline) -> int:
        """The mistakes that follow where the element is taken for another."""
        return self._taken(state, meant, outline, 100)

    def _taken(self, state: Content, meant: str, outline: Outline, most: int) -> int:
        content = self.inside(state, meant)
        following = self.step(state, meant)
        if content is None or following is None:
            return most
        cost = self.mistakes(content, outline.inside, most, closed=outline.ended)
        if cost >= most:
            return cost
        return cost + self.mistakes(following, outline.after, most - cost, closed=outline.closed)

    def _wrapped(self, state: Content, wrapper: str, name: str, outline: Outline, most: int) -> int:
        content = self.inside(state, wrapper)
        after = self.step(state, wrapper)
        if content is None or after is None:
            return most
        within = self.step(content, name)
        if within is None:
            return most
        for number, item in enumerate(outline.after):
            following = self.step(within, item)
            if following is None:
                if not within.mask:
                    return most
                rest = outline.after[number:]
                return self.mistakes(after, rest, most, closed=outline.closed)
            within = following
        if not outline.closed:
            return 0
        return 0 if within.mask and after.mask else 1

    def _parent(self, seen: Seen, outline: Outline) -> str:
        """The element that the one around was meant to be, if all that it holds may stand there."""
        if seen.outer is None or seen.past is None:
            return ""
        row = (*seen.past, seen.name, *outline.after)
        for meant in self._ordered(self.vocabulary.first(seen.outer.patterns), seen.liked):
            content = self.inside(seen.outer, meant)
            if meant == seen.parent or content is None:
                continue
            if not self.mistakes(content, row, 1, closed=outline.closed):
                return meant
        return ""

    def _ordered(self, names: Iterable[str], liked: Sequence[str]) -> list[str]:
        known = dict.fromkeys(names)
        first = [name for name in liked if name in known]
        return [*first, *(name for name in known if name not in first)][:_TRIED]

    # -- rows of children

    def mistakes(self, state: Content, row: Iterable[str], most: int = 100, *, closed: bool) -> int:
        """How many of a row of children may not stand where they do, up to ``most``."""
        count = 0
        for item in row:
            following = self.step(state, item)
            if following is not None:
                state = following
            else:
                count += 1
                if count >= most:
                    return count
        if closed and not state.data and not state.mask:
            count += 1
        return count

    def step(self, state: Content, item: str) -> Content | None:
        """The state after a child, or after a text, which is ""; None where it may not come."""
        if (state, item) in self._refused:
            return None
        try:
            if item:
                return state[item][1].at(-1)
            return state if state.mixed or state.data else state.after_text("text")
        except Rejected:
            if len(self._refused) >= _REFUSED:
                self._refused.clear()
            self._refused.add((state, item))
            return None

    def inside(self, state: Content, name: str) -> Content | None:
        """The state that the content of an element begins in, its attributes given."""
        try:
            return self.bare(state[name][0].patterns)
        except Rejected:
            return None

    def bare(self, patterns: tuple[Pattern, ...]) -> Content:
        """The state behind a start tag that has the attributes that it must have."""
        found = self._bare.get(patterns)
        if found is None:
            if len(self._bare) >= _KNOWN:
                self._bare.clear()
            pool = self.tables.pool
            without = tuple(without_needed_attributes(pool, p) for p in patterns)
            found = self._bare[patterns] = self.tables.content(without)
        return found

    def may_precede(self, state: Content, name: str, outline: Outline) -> bool:
        """Whether what follows may still come when an element of that name stands before it."""
        following = self.step(state, name)
        return following is not None and not self.mistakes(
            following, outline.after, 1, closed=outline.closed
        )

    def strange(self, patterns: tuple[Pattern, ...], attributes: Iterable[str]) -> int:
        """How many attributes an element may not have."""
        return sum(
            not any(attributes_named(pattern, name) for pattern in patterns) for name in attributes
        )

    def needs_attributes(self, state: Content, name: str) -> bool:
        """Whether an element in this place must have attributes."""
        try:
            return any(needed_attributes(p) for p in state[name][0].patterns)
        except Rejected:
            return False
