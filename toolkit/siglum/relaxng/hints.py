"""What can be said of a place: which names are near, what may stand there, what is missing."""

from collections.abc import Iterable

from siglum.relaxng import words as w
from siglum.relaxng.continuation import Continuations, Plan
from siglum.relaxng.events import Outline
from siglum.relaxng.frames import Frame
from siglum.relaxng.names import contains, in_namespace, split
from siglum.relaxng.patterns import TEXT, Pattern
from siglum.relaxng.states import Attributes, Content
from siglum.relaxng.tables import Tables
from siglum.relaxng.vocabulary import (
    Vocabulary,
    needed,
)

Words = dict[str, object]

#: Up to so many elements that may hold another are listed; of more, some that the document has.
_MANY_PARENTS = 8
_FEW_PARENTS = 4
#: An element that the document does not have is proposed to be put around another where so few can.
_FEW_WRAPPERS = 2


class Hints:
    """The words for places, for one document."""

    def __init__(self, tables: Tables, vocabulary: Vocabulary) -> None:
        self.tables = tables
        self.vocabulary = vocabulary
        self.continuations = Continuations(tables, vocabulary)
        self.home = vocabulary.home
        self.meanings: dict[tuple[tuple[Pattern, ...], str], str | None] = {}
        self.earlies: dict[
            tuple[tuple[Pattern, ...], str], tuple[Content, list[Pattern]] | None
        ] = {}
        self.count: dict[str, int] = {}  # how often elements came

    def _liked(self, past: list[str]) -> list[str]:
        """Elements that the document has in this place, and those that it has often."""
        often = sorted(self.count, key=lambda name: -self.count[name])
        return list(dict.fromkeys([*(n for n in reversed(past) if n), *often]))

    def _parent_hint(self, plan: Plan, parent: str) -> str:
        meant = w.tag(plan.element, self.home)
        return (
            f"did you mean {meant} for the {parent} around it? {meant} may hold all that is in it"
        )

    def supplied(self, frame: Frame, patterns: Iterable[Pattern]) -> bool:
        """Whether an element that was passed over may have been meant for one that is missing."""
        if not frame.passed and not frame.astray:
            return False
        pool = self.tables.pool
        for pattern in patterns:
            state = self.tables.content((pattern,))
            for name in self.vocabulary.first((pattern,)) if pattern is not pool.empty else ():
                if name in frame.astray:
                    return True
                content = self.continuations.inside(state, name)
                if content is None:
                    continue
                for inside in frame.passed:
                    if not self.continuations.mistakes(content, inside, 1, closed=True):
                        return True
            if pattern.flags & TEXT and ("",) in frame.passed:
                return True
        return False

    def _wrapper(
        self, state: Content, name: str, tag: str, past: list[str], outline: Outline
    ) -> str:
        """The element that may stand here and hold the one that may not."""
        liked = self._liked(past)
        best: tuple[bool, bool, int, int, str] | None = None
        found = 0
        for candidate in self.vocabulary.first(state.patterns):
            content = self.continuations.inside(state, candidate)
            held = self.continuations.step(content, name) if content is not None else None
            if content is None or held is None:
                continue
            if not self.continuations.may_precede(state, candidate, outline):
                continue
            score = (
                self.continuations.needs_attributes(state, candidate),
                not held.mask,
                liked.index(candidate) if candidate in liked else len(liked),
                len(self.vocabulary.first(content.patterns)),
                candidate,
            )
            found += 1
            if best is None or score < best:
                best = score
        if best is None or (best[-1] not in liked and found > _FEW_WRAPPERS):
            return ""
        wrapper = w.tag(best[-1], self.home)
        return f"{tag} is allowed in {wrapper}, and {wrapper} may stand here: wrap it in one"

    def _elsewhere(self, name: str, tag: str) -> str:
        parents = self.vocabulary.parents.get(name, [])
        if not parents:
            return ""
        if len(parents) <= _MANY_PARENTS:
            return f"{tag} may stand in {w.listed(w.tag(n, self.home) for n in parents)}"
        here = [n for n in self._liked([]) if n in set(parents)][:_FEW_PARENTS]
        if not here:
            return ""
        others = f"{len(parents) - len(here)} other elements"
        shown = ", ".join(w.tag(n, self.home) for n in here)
        return f"{tag} may stand in {shown} and {others}"

    def _expected(self, state: Content) -> str:
        names = self.vocabulary.first(state.patterns)
        text = any(p.flags & TEXT for p in state.patterns)
        if not names:
            return "only text may stand here" if text else "nothing more may stand here"
        return f"here may stand {self.names([*names, *([''] if text else [])])}"

    def names(self, names: Iterable[str]) -> str:
        """A list of elements, by class where the schema has one."""
        return w.grouped(list(names), self.home, self.vocabulary.classes)

    def is_named(self, name: str) -> bool:
        """Whether the schema lists an element of that name."""
        return name in self.vocabulary.elements

    def has_namespace(self, ns: str) -> bool:
        """Whether the schema has an element of that namespace."""
        return ns in self.vocabulary.namespaces

    def is_known(self, name: str) -> bool:
        """Whether some element of the schema has that name, or may have any of its namespace."""
        return self.is_named(name) or any(
            contains(element.names, name) and in_namespace(element.names, split(name)[0])
            for element in self.vocabulary.wild
        )

    def unknown(self, name: str) -> Words:
        """What to say of an unknown element within an unknown element."""
        meant = self._nearest(split(name)[1], self.vocabulary.elements)
        hint = f"did you mean {w.tag(meant, self.home)}?" if meant else ""
        return {"element": w.tag(name, self.home), "parent": "", "hint": hint}

    def alone(self, name: str) -> Attributes | None:
        """The state within the start tag of an element, whatever is around it."""
        elements = self.vocabulary.elements.get(name)
        if not elements:
            return None
        return self.tables.attributes(tuple(e.content for e in elements), ())

    def _nearest(self, local: str, names: Iterable[str], least: float = 0.75) -> str | None:
        by_local: dict[str, str] = {}
        for name in names:
            by_local.setdefault(split(name)[1], name)
        found = w.nearest(local, by_local, least)
        return by_local[found] if found else None

    def missing_words(self, patterns: Iterable[Pattern]) -> str:
        """The elements that are missing, in words."""
        groups = [g for pattern in patterns for g in needed(pattern)]
        return w.missing(groups, self.home, self.vocabulary.classes)

    def missing(self, frame: Frame) -> Words | None:
        """What to say of an element that ends too soon; None where that was said before."""
        state = frame.state
        patterns = state.patterns if state is not None else ()
        live = [p for p in patterns if p is not self.tables.pool.not_allowed]
        if self.supplied(frame, live):
            return None
        missing = " or ".join(dict.fromkeys(self.missing_words([p]) for p in live))
        return {
            "parent": w.tag(frame.node.name, self.home) if frame.node.name else "the document",
            "missing": missing or "something",
        }

    def _text_wrapper(self, state: Content, past: list[str], outline: Outline) -> str:
        """The element that may stand here and hold a text."""
        first = self.vocabulary.first(state.patterns)
        liked = [name for name in self._liked(past) if name in first]
        for candidate in (*liked, *first):
            content = self.continuations.inside(state, candidate)
            held = self.continuations.step(content, "") if content is not None else None
            if held is None or not held.mask:
                continue
            if not self.continuations.may_precede(state, candidate, outline):
                continue
            if not self.continuations.needs_attributes(state, candidate):
                return f"wrap it in an element, such as {w.tag(candidate, self.home)}"
        return ""
