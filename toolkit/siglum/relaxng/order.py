"""Elements that come too early or too late: what must come first, and what came in between."""

from collections.abc import Iterable

from siglum.relaxng.hints import Hints
from siglum.relaxng.names import contains
from siglum.relaxng.patterns import NULLABLE, Pattern
from siglum.relaxng.states import Content, Rejected
from siglum.relaxng.vocabulary import (
    elements_in,
    later_heads,
)

_EARLIES = 1000  # answers that are kept, as are those to what an unknown name means


class Order(Hints):
    """Finds where in the order of its parent an element may stand."""

    def _early(self, state: Content, name: str) -> "tuple[Content, list[Pattern]] | None":
        """The state that allows the element once what it needs before it is skipped."""
        key = state.patterns, name
        if key not in self.earlies:
            if len(self.earlies) >= _EARLIES:
                self.earlies.clear()
            self.earlies[key] = self._skipping(state, name)
        return self.earlies[key]

    def _skipping(self, state: Content, name: str) -> "tuple[Content, list[Pattern]] | None":
        pool = self.tables.pool
        best: tuple[int, Pattern, Pattern, list[Pattern]] | None = None
        for slot, pattern in enumerate(state.patterns):
            for element, rest, skipped in later_heads(pool, pattern):
                if contains(element.names, name):
                    left = [p for p in skipped if not p.flags & NULLABLE]
                    cost = len(left)
                    if left and (best is None or cost < best[0]):
                        best = cost, pool.group((element, rest)), pattern, left
            if best is not None:
                only = best[1]
                patterns = tuple(
                    only if number == slot else pool.not_allowed
                    for number in range(len(state.patterns))
                )
                return self.tables.content(patterns), best[3]
        return None

    def _contains(self, content: Content, name: str) -> bool:
        return any(
            contains(element.names, name)
            for pattern in content.patterns
            for element in elements_in(pattern)
        )

    def _replayed(self, state: Content, names: Iterable[str], _stop: None) -> Content | None:
        """The state after one child of each name, as far as they fit."""
        for name in names:
            following = self._step(state, name)
            if following is not None:
                state = following
        return state

    def _step(self, state: Content, name: str) -> Content | None:
        try:
            return state[name][1].at(-1)
        except Rejected:
            return None

    def _may_follow(self, state: Content, name: str) -> bool:
        pool = self.tables.pool
        return any(
            contains(element.names, name)
            for pattern in state.patterns
            for element, _, _ in later_heads(pool, pattern)
        )

    def _barrier(self, state: Content, before: Iterable[str], name: str) -> str | None:
        """The first child after which the element is no longer allowed."""
        for child in before:
            following = self._step(state, child)
            if following is None:
                continue
            state = following
            if not self._may_follow(state, name):
                return child
        return None
