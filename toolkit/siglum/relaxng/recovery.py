"""How validation goes on after a mistake, and what to say of it.

The best continuation is the one that needs the fewest further mistakes: a misspelt element is
taken for the one it resembles, where that one may stand; one that comes too early is let in as if
what it needs before it were there; any other that is known is checked by itself, as if it stood
elsewhere; and one that is not known is passed over, with what is in it checked by itself.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from siglum.document import XML_ID
from siglum.relaxng import words as w
from siglum.relaxng.derivatives import after_attribute
from siglum.relaxng.names import contains, join, listed, split
from siglum.relaxng.patterns import NULLABLE, TEXT, Pattern
from siglum.relaxng.states import After, Attributes, Content, Rejected, Values
from siglum.relaxng.tables import Tables
from siglum.relaxng.vocabulary import (
    Vocabulary,
    attributes_in,
    elements_in,
    later_heads,
    needed,
    needed_attributes,
    without_needed_attributes,
)

if TYPE_CHECKING:
    from siglum.relaxng.diagnose import Frame

Words = dict[str, object]

_ID = join(*XML_ID[1:].split("}"))


class Way(NamedTuple):
    """What is wrong with a child element, and how to go on.

    ``state`` is what the element around it is taken to be in, None for what it was; ``after`` is
    None where the child is passed over, and ``attributes`` where nothing in it is known.
    """

    code: str
    hint: str
    values: Words
    state: Content | None = None
    attributes: Attributes | None = None
    after: After | None = None


class Recovery:
    """Finds the ways on, for one document."""

    def __init__(self, tables: Tables, vocabulary: Vocabulary) -> None:
        self.tables = tables
        self.vocabulary = vocabulary
        self.home = vocabulary.home
        self.meanings: dict[tuple[tuple[Pattern, ...], str], str | None] = {}

    # -- elements

    def element(self, around: "Frame", name: str) -> Way:
        """What is wrong with a child element that the state does not allow, and the way on."""
        state = around.state
        if state is None:
            raise ValueError(name)
        tag = w.tag(name, self.home)
        parent = w.tag(around.node.name, self.home) if around.node.name else ""
        values: Words = {"element": tag, "parent": parent}
        if not self.is_known(name):
            return self._unknown(around, state, name, values)
        early = self._early(state, name)
        if early is not None:
            rest, skipped = early
            if not around.refused:
                values["missing"] = self.missing_words(skipped)
                attributes, after = rest[name]
                return Way("element-too-early", "", values, rest, attributes, after)
            attributes, after = rest[name]
            return Way("element-misplaced", "", values, rest, attributes, after)
        own = self.alone(name)
        around.refused = True
        if not parent:
            roots = self.vocabulary.first(state.patterns)
            hint = f"the root element is {self.names(roots)}" if roots else ""
            return Way("root-wrong", hint, values, None, own)
        initial = around.initial
        if initial is not None and self._contains(initial, name):
            return self._late(around, initial, name, values, own)
        hint = (
            self._wrapper(state, name, tag) or self._elsewhere(name, tag) or self._expected(state)
        )
        return Way("element-misplaced", hint, values, None, own)

    def _unknown(self, around: "Frame", state: Content, name: str, values: Words) -> Way:
        ns, local = split(name)
        others = self.vocabulary.by_local.get(local)
        if others:
            return self._wrong_namespace(around, state, ns, others, values)
        key = state.patterns, local  # the same mistake is often made a thousand times
        if key not in self.meanings:
            self.meanings[key] = self._meant(state, local)
        meant = self.meanings[key]
        if meant is not None:
            values["element"] = w.tag(name, self.home)
            hint = f"did you mean {w.tag(meant, self.home)}?"
            try:
                attributes, after = state[meant]
                return Way("element-unknown", hint, values, None, attributes, after)
            except Rejected:
                around.refused = True
                return Way("element-unknown", hint, values, None, self.alone(meant))
        around.refused = True
        meant = self._nearest(local, self.vocabulary.elements, 0.85)
        if meant is not None:
            hint = f"did you mean {w.tag(meant, self.home)}?"
            return Way("element-unknown", hint, values, None, self.alone(meant))
        return Way("element-unknown", self._expected(state), values)

    def _meant(self, state: Content, local: str) -> str | None:
        """The element that may stand here, or later on, whose name is most like an unknown one."""
        here = self._nearest(local, self.vocabulary.first(state.patterns))
        if here is not None:
            return here
        later = {
            name: None
            for pattern in state.patterns
            for element, _, _ in later_heads(self.tables.pool, pattern)
            for name in listed(element.names)
        }
        return self._nearest(local, later)

    def _wrong_namespace(
        self, around: "Frame", state: Content, ns: str, others: list[str], values: Words
    ) -> Way:
        here = [other for other in others if other in self.vocabulary.first(state.patterns)]
        meant = (here or others)[0]
        wanted, local = split(meant)
        values.update(
            element=f"<{local}>",
            found=f"the namespace {ns}" if ns else "no namespace",
            wanted=wanted or "none",
        )
        if wanted:
            hint = f'write <{local} xmlns="{wanted}">, or better: declare it on the root element'
        else:
            hint = f"remove the prefix or the xmlns that puts <{local}> in a namespace"
        try:
            attributes, after = state[meant]
            return Way("namespace-wrong", hint, values, None, attributes, after)
        except Rejected:
            around.refused = True
            return Way("namespace-wrong", hint, values, None, self.alone(meant))

    def _early(self, state: Content, name: str) -> "tuple[Content, list[Pattern]] | None":
        """The state that allows the element once what it needs before it is skipped."""
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

    def _late(
        self,
        around: "Frame",
        initial: Content,
        name: str,
        values: Words,
        own: Attributes | None,
    ) -> Way:
        """An element that was allowed before: it comes too late, or once too often."""
        before = [n for n in around.node.children if n != name]
        if around.node.children.get(name, 0) > 1:
            without = self._replayed(initial, before, None)
            if without is not None and self._may_follow(without, name):
                return Way("element-repeated", "", values, None, own)
        last = self._barrier(initial, before, name)
        hint = f"move it before {w.tag(last, self.home)}" if last else ""
        return Way("element-too-late", hint, values, None, own)

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

    def _wrapper(self, state: Content, name: str, tag: str) -> str:
        """The element that may stand here and hold the one that may not."""
        best: tuple[int, int, str] | None = None
        for candidate in self.vocabulary.first(state.patterns):
            for element in self.vocabulary.elements.get(candidate, ()):
                first = self.vocabulary.first_in(element)
                if name in first:
                    required = len(needed_attributes(element.content))
                    score = (required, len(first), candidate)
                    if best is None or score < best:
                        best = score
        if best is None:
            return ""
        wrapper = w.tag(best[2], self.home)
        return f"{tag} is allowed in {wrapper}, and {wrapper} may stand here: wrap it in one"

    def _elsewhere(self, name: str, tag: str) -> str:
        parents = self.vocabulary.parents.get(name, [])
        if not parents:
            return ""
        return f"{tag} may stand in {self.names(parents)}"

    def _expected(self, state: Content) -> str:
        names = self.vocabulary.first(state.patterns)
        text = any(p.flags & TEXT for p in state.patterns)
        if not names:
            return "only text may stand here" if text else "nothing more may stand here"
        return f"here may stand {self.names(names)}{' or text' if text else ''}"

    def names(self, names: Iterable[str]) -> str:
        """A list of elements, by class where the schema has one."""
        return w.grouped(list(names), self.home, self.vocabulary.classes)

    def is_known(self, name: str) -> bool:
        """Whether some element of the schema has that name."""
        return name in self.vocabulary.elements or any(
            contains(element.names, name) for element in self.vocabulary.wild
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

    def missing(self, frame: "Frame") -> Words:
        """What to say of an element that ends too soon."""
        state = frame.state
        patterns = state.patterns if state is not None else ()
        live = [p for p in patterns if p is not self.tables.pool.not_allowed]
        missing = " or ".join(dict.fromkeys(self.missing_words([p]) for p in live))
        return {
            "parent": w.tag(frame.node.name, self.home) if frame.node.name else "the document",
            "missing": missing or "something",
        }

    # -- text

    def text(self, frame: "Frame") -> Words:
        """What to say of text that may not stand in an element."""
        parent = w.tag(frame.node.name, self.home)
        hint = ""
        state = frame.state
        if state is not None:
            for candidate in self.vocabulary.first(state.patterns):
                for element in self.vocabulary.elements.get(candidate, ()):
                    if element.content.flags & TEXT and not needed_attributes(element.content):
                        hint = (
                            hint or f"wrap it in an element, such as {w.tag(candidate, self.home)}"
                        )
            if not self.vocabulary.first(state.patterns):
                hint = f"{parent} is empty" if frame.state is frame.initial else ""
        return {"parent": parent, "hint": hint}

    def content_value(self, frame: "Frame", text: str) -> Words | None:
        """What to say of an element whose text is wrong; None where not the text is wrong."""
        state = frame.state
        if state is None:
            return None
        from siglum.relaxng.patterns import DATA

        data = [p for p in state.patterns if p.flags & DATA]
        if not text.strip() and all(needed(p)[:1] not in ([], [{"": None}]) for p in data):
            return None
        return {
            "element": w.tag(frame.node.name, self.home),
            "value": _short(text),
            "wanted": w.wanted(data),
        }

    # -- attributes

    def attribute(self, state: Attributes, element: str, name: str) -> tuple[str, str, Words]:
        """The code, the hint and the words for an attribute that may not be there."""
        tag = w.tag(element, self.home)
        ns, local = split(name)
        values: Words = {"attribute": w.shown(name, self.home if not ns else ""), "element": tag}
        own = self.own_attributes(state)
        known = self.vocabulary.attributes
        same = [other for other in own if split(other)[1] == local and other != name]
        if same or (name not in known and any(split(other)[1] == local for other in known)):
            other = same[0] if same else next(o for o in known if split(o)[1] == local)
            wanted = w.shown(other, "")
            values.update(
                attribute=w.shown(name, ""),
                wanted=wanted,
                found=f"the namespace {ns}" if ns else "no namespace",
            )
            return "attribute-namespace", f"write @{wanted}", values
        meant = self._nearest(local, own)
        hint = f"did you mean @{w.shown(meant, '')}?" if meant else ""
        if name not in known:
            return "attribute-unknown", hint or self._attributes_hint(tag, own), values
        if not hint and len(known[name]) <= 6:
            on = sorted(w.tag(n, self.home) for n in known[name])
            hint = f"@{w.shown(name, '')} belongs on {w.listed(on, 'and')}"
        return "attribute-not-allowed", hint or self._attributes_hint(tag, own), values

    def _attributes_hint(self, tag: str, own: list[str]) -> str:
        """The attributes of an element, those that nearly every element has left out."""
        if not own:
            return f"{tag} takes no attributes here"
        most = len(self.vocabulary.elements) // 2
        special = [n for n in own if len(self.vocabulary.attributes.get(n, ())) < most]
        names = own if len(own) <= w.SHORT else special
        if not names or len(names) > 2 * w.SHORT:
            return ""
        more = " and the attributes of every element" if len(names) < len(own) else ""
        return f"{tag} takes {w.listed(('@' + w.shown(n, '') for n in names), 'and')}{more}"

    def own_attributes(self, state: Attributes) -> list[str]:
        """The names of the attributes that may still come."""
        return list(
            dict.fromkeys(
                name
                for pattern in state.patterns
                for attribute in attributes_in(pattern)
                for name in listed(attribute.names)
            )
        )

    def value(self, values: Values, element: str, value: str) -> Words:
        """What to say of a wrong value."""
        listed_values = [v for c in values.candidates for v in w.values_of(c) or ()]
        meant = w.nearest(value.strip(), listed_values)
        hint = f"did you mean {meant}?" if meant else ""
        if not hint and values.name == _ID and " " in value.strip():
            hint = "an xml:id has no space in it"
        return {
            "attribute": w.shown(values.name, ""),
            "element": w.tag(element, self.home),
            "value": _short(value),
            "wanted": w.wanted(values.candidates),
            "hint": hint,
        }

    def after_any_value(self, values: Values) -> Attributes:
        """The state after an attribute whose value is taken for right."""
        tables = self.tables
        patterns = tuple(
            after_attribute(tables.pool, p, values.name, lambda _: True)
            for p in values.attributes.patterns
        )
        return tables.attributes(patterns, values.attributes.ids)

    def missing_attributes(
        self, state: Attributes, element: str
    ) -> tuple[tuple[Pattern, ...], Words]:
        """What to say of missing attributes, and the patterns that are left without them."""
        live = [p for p in state.patterns if p is not self.tables.pool.not_allowed]
        wanted = " or ".join(
            dict.fromkeys(
                w.missing(needed_attributes(p), "", {}, lambda n, _: "@" + w.shown(n, ""))
                for p in live
            )
        )
        patterns = tuple(without_needed_attributes(self.tables.pool, p) for p in state.patterns)
        return patterns, {"element": w.tag(element, self.home), "missing": wanted or "an attribute"}

    # -- ids

    def dangling(self, value: str, name: str, ids: Mapping[str, object]) -> Words:
        """What to say of a reference to an id that is not there."""
        meant = w.nearest(value, ids)
        hint = f"did you mean {meant}?" if meant else ""
        return {"attribute": w.shown(name, ""), "value": value, "hint": hint}


def _short(value: str) -> str:
    shown = " ".join(value.split())
    return repr(shown if len(shown) <= 60 else shown[:57] + "…")
