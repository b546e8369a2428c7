"""How validation goes on after a mistake, and what to say of it.

The best continuation is the one that needs the fewest further mistakes: a misspelt element is
taken for the one it resembles, where that one may stand; one that comes too early is let in as if
what it needs before it were there; any other that is known is checked by itself, as if it stood
elsewhere; and one that is not known is passed over, with what is in it checked by itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from siglum.document import XML_ID
from siglum.relaxng import words as w
from siglum.relaxng.continuation import Continuations, Kind, Plan, Seen
from siglum.relaxng.datatypes import Context
from siglum.relaxng.derivatives import after_attribute
from siglum.relaxng.events import Outline
from siglum.relaxng.names import contains, in_namespace, join, listed, split
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

_UNKNOWN = "\0"  # no element's name

#: Up to so many elements that may hold another are listed; of more, some that the document has.
_MANY_PARENTS = 8
_FEW_PARENTS = 4
_EARLIES = 1000  # answers that are kept, as are those to what an unknown name means
#: An element that the document does not have is proposed to be put around another where so few can.
_FEW_WRAPPERS = 2

_ID = join(*XML_ID[1:].split("}"))


class Way(NamedTuple):
    """What is wrong with a child element, and how to go on.

    ``plan`` says how it is read. ``state`` is what the element around it is taken to be in, None
    for what it was; ``after`` is None where the child is passed over, and ``attributes`` where
    nothing in it is known. ``quiet`` says that what the child lacks itself is no further mistake.
    """

    code: str
    hint: str
    values: Words
    plan: Plan
    state: Content | None = None
    attributes: Attributes | None = None
    after: After | None = None
    quiet: bool = False


class Recovery:
    """Finds the ways on, for one document."""

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

    # -- elements

    def element(
        self,
        around: "Frame",
        outer: Content | None,
        name: str,
        outline: Outline,
        attributes: Sequence[str] = (),
    ) -> Way:
        """What is wrong with a child element that the state does not allow, and the way on.

        ``outer`` is the state that the element around stands in, None where it is unknown.
        """
        state = around.state
        if state is None:
            raise ValueError(name)
        tag = w.tag(name, self.home)
        parent = w.tag(around.node.name, self.home) if around.node.name else ""
        values: Words = {"element": tag, "parent": parent}
        if not self.is_named(name):
            others = self.vocabulary.by_local.get(split(name)[1])
            if others:
                return self._wrong_namespace(around, outer, state, name, others, values, outline)
            if not self.is_known(name):
                return self._unknown(around, outer, state, name, values, outline, attributes)
        own = self.alone(name)
        if not parent:
            roots = self.vocabulary.first(state.patterns)
            hint = f"the root element is {self.names(roots)}" if roots else ""
            plan = self.continuations.best(self._seen(around, outer, state, name, own), outline)
            if plan.kind is Kind.TAKE:
                attributes_, after = state[plan.element]
                return Way("root-wrong", hint, values, plan, None, attributes_, after, quiet=True)
            return Way("root-wrong", hint, values, Plan(Kind.PASS, 0), None, own)
        early = self._early(state, name)
        seen = self._seen(around, outer, state, name, own, early[0] if early else None)
        if own is not None and attributes:
            seen = seen._replace(attributes=tuple(attributes), patterns=own.patterns)
        plan = self.continuations.best(seen, outline)
        if plan.kind in (Kind.WRAP, Kind.THROUGH, Kind.TAKE, Kind.PARENT):
            code = "element-misplaced"
            return self._read(code, plan, state, values, own, quiet=plan.kind is Kind.TAKE)
        if early is not None:
            return self._too_early(around, early, plan, name, values, own)
        initial = around.initial
        if initial is not None and self._contains(initial, name):
            return self._late(around, initial, plan, name, values, own)
        hint = (
            self._wrapper(state, name, tag, around.past, outline)
            or self._elsewhere(name, tag)
            or self._expected(state)
        )
        return Way("element-misplaced", hint, values, plan, None, own, quiet=True)

    def _seen(
        self,
        around: "Frame",
        outer: Content | None,
        state: Content,
        name: str,
        own: Attributes | None,
        early: Content | None = None,
        first: str | None = None,
    ) -> Seen:
        begin = self.continuations.bare(own.patterns) if own is not None else None
        liked = [*([first] if first else ()), *self._liked(around.past)]
        past = tuple(around.past) if around.whole else None
        parent = around.node.name
        return Seen(name, state, begin, early, past, outer, parent, tuple(liked))

    def _liked(self, past: list[str]) -> list[str]:
        """Elements that the document has in this place, and those that it has often."""
        often = sorted(self.count, key=lambda name: -self.count[name])
        return list(dict.fromkeys([*(n for n in reversed(past) if n), *often]))

    def _read(
        self,
        code: str,
        plan: Plan,
        state: Content,
        values: Words,
        own: Attributes | None,
        *,
        quiet: bool,
    ) -> Way:
        """The way on where an element is missing, is too many, or has a wrong name."""
        tag, parent = values["element"], values["parent"]
        meant = w.tag(plan.element, self.home) if plan.element else ""
        match plan.kind:
            case Kind.WRAP:
                hint = (
                    f"{tag} is allowed in {meant}, and {meant} may stand here: wrap it and what "
                    "belongs to it in one"
                )
                return Way(code, hint, values, plan, None, own)
            case Kind.THROUGH:
                hint = f"remove the tags of {tag}: what it holds may stand here in {parent}"
                return Way(code, hint, values, plan, None, own, quiet=True)
            case Kind.PARENT:
                return Way(code, self._parent_hint(plan, str(parent)), values, plan)
            case _:
                hint = f"did you mean {meant}, which may hold what is in it?"
                attributes, after = state[plan.element]
                return Way(code, hint, values, plan, None, attributes, after, quiet=quiet)

    def _parent_hint(self, plan: Plan, parent: str) -> str:
        meant = w.tag(plan.element, self.home)
        return (
            f"did you mean {meant} for the {parent} around it? {meant} may hold all that is in it"
        )

    def _too_early(
        self,
        around: "Frame",
        early: "tuple[Content, list[Pattern]]",
        plan: Plan,
        name: str,
        values: Words,
        own: Attributes | None,
    ) -> Way:
        rest, skipped = early
        code = "element-misplaced" if self.supplied(around, skipped) else "element-too-early"
        values["missing"] = self.missing_words(skipped)
        hint = ""
        if code == "element-misplaced":
            values.pop("missing")
            hint = self._expected(around.state) if around.state is not None else ""
        if plan.kind is Kind.PASS:
            return Way(code, hint, values, plan, None, own, quiet=True)
        attributes, after = rest[name]
        return Way(code, hint, values, plan, rest, attributes, after, quiet=True)

    def supplied(self, frame: "Frame", patterns: Iterable[Pattern]) -> bool:
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

    def _unknown(
        self,
        around: "Frame",
        outer: Content | None,
        state: Content,
        name: str,
        values: Words,
        outline: Outline,
        attributes: Sequence[str],
    ) -> Way:
        local = split(name)[1]
        key = state.patterns, local  # the same mistake is often made a thousand times
        if key not in self.meanings:
            if len(self.meanings) >= _EARLIES:
                self.meanings.clear()
            self.meanings[key] = self._meant(state, local)
        meant = self.meanings[key]
        if meant is None:
            meant = self._nearest(local, self.vocabulary.elements, 0.85)
        # every unknown name is refused alike, and thought about once
        seen = self._seen(around, outer, state, _UNKNOWN, None, None, meant)
        plan = self.continuations.best(seen, outline)
        if meant is not None and self._fits(meant, outline, attributes):
            hint = f"did you mean {w.tag(meant, self.home)}?"
            alone = self.alone(meant)
            own: Attributes | None
            after: After | None
            try:
                own, after = state[meant]
                cost = self.continuations.taken(state, meant, outline)
                like = Plan(Kind.TAKE, cost, meant)
            except Rejected:
                own, after = alone, None
                row = outline.after
                cost = self.continuations.mistakes(state, row, closed=outline.closed)
                like = Plan(Kind.PASS, cost + 1)  # like it, but not for this place
            if like.cost > plan.cost + 1 and plan.kind is Kind.PASS:
                own, after, like = alone, None, plan
            if like.cost <= plan.cost + 1:
                quiet = like.kind is Kind.PASS
                return Way("element-unknown", hint, values, like, None, own, after, quiet=quiet)
        if plan.kind in (Kind.WRAP, Kind.PASS) or not values["parent"]:
            plan = Plan(Kind.PASS, plan.cost)
            return Way("element-unknown", self._expected(state), values, plan)
        return self._read("element-unknown", plan, state, values, None, quiet=True)

    def _fits(self, meant: str, outline: Outline, attributes: Sequence[str]) -> bool:
        """Whether an element could have most of what there is in it, and its attributes."""
        own = self.alone(meant)
        if own is None:
            return False
        begin = self.continuations.bare(own.patterns)
        wrong = self.continuations.mistakes(begin, outline.inside, closed=False)
        if wrong * 2 > len(outline.inside):
            return False
        return not attributes or self.continuations.strange(own.patterns, attributes) == 0

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
        self,
        around: "Frame",
        outer: Content | None,
        state: Content,
        name: str,
        others: list[str],
        values: Words,
        outline: Outline,
    ) -> Way:
        ns = split(name)[0]
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
        # what is inside may be in the wrong namespace, too
        inside = [i for i in outline.inside if split(i)[0] != ns or self.is_named(i)]
        if inside and not self._fits(meant, outline._replace(inside=tuple(inside)), ()):
            seen = self._seen(around, outer, state, "", None)._replace(name=name)
            plan = self.continuations.best(seen, outline)
            if plan.kind is not Kind.THROUGH:
                plan = Plan(Kind.PASS, 0)
            return Way("namespace-wrong", hint, values, plan)
        plan = Plan(Kind.TAKE, 0, meant)
        try:
            attributes, after = state[meant]
            return Way("namespace-wrong", hint, values, plan, None, attributes, after)
        except Rejected:
            plan = Plan(Kind.PASS, 0, meant)
            return Way("namespace-wrong", hint, values, plan, None, self.alone(meant))

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

    def _late(
        self,
        around: "Frame",
        initial: Content,
        plan: Plan,
        name: str,
        values: Words,
        own: Attributes | None,
    ) -> Way:
        """An element that was allowed before: it comes too late, or once too often."""
        before = [n for n in around.node.children if n != name]
        if around.node.children.get(name, 0) > 1:
            without = self._replayed(initial, before, None)
            if without is not None and self._may_follow(without, name):
                return Way("element-repeated", "", values, plan, None, own, quiet=True)
        last = self._barrier(initial, before, name)
        hint = f"move it before {w.tag(last, self.home)}" if last else ""
        return Way("element-too-late", hint, values, plan, None, own, quiet=True)

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

    def missing(self, frame: "Frame") -> Words | None:
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

    # -- text

    def text(self, frame: "Frame", outer: Content | None, outline: Outline) -> tuple[Words, Plan]:
        """What to say of text that may not stand in an element, and how to go on."""
        parent = w.tag(frame.node.name, self.home)
        hint = ""
        plan = Plan(Kind.PASS, 0)
        state = frame.state
        if state is not None:
            plan = self.continuations.best(self._seen(frame, outer, state, "", None), outline)
            first = self.vocabulary.first(state.patterns)
            if plan.kind is Kind.PARENT:
                hint = self._parent_hint(plan, parent)
            elif plan.kind is Kind.WRAP:
                wrapper = w.tag(plan.element, self.home)
                hint = f"wrap it, and what belongs to it, in {wrapper}"
            elif not first:
                hint = f"{parent} is empty" if frame.state is frame.initial else ""
            else:
                hint = self._text_wrapper(state, frame.past, outline)
        return {"parent": parent, "hint": hint}, plan

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

    def mistaken_for(
        self, state: Attributes, value: str, given: Sequence[str], context: Context
    ) -> tuple[str, Attributes] | None:
        """The attribute that is missing and allows a value, and the state after it."""
        live = [p for p in state.patterns if p is not self.tables.pool.not_allowed]
        if len(live) != 1:
            return None
        for names in needed_attributes(live[0]):
            for name in names:
                if name not in given:
                    following = state[name].following(value, context)
                    if following is not None:
                        return name, following
        return None

    def _attributes_hint(self, tag: str, own: list[str]) -> str:
        """The attributes of an element, those that nearly every element has left out."""
        if not own:
            return f"{tag} takes no attributes here"
        most = len(self.vocabulary.elements) // 2
        special = [n for n in own if len(self.vocabulary.attributes.get(n, ())) < most]
        names = own if len(own) <= w.SHORT else special
        if not names or len(names) > w.SHORT:
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
