"""How validation goes on after a mistake, and what to say of it.

The best continuation is the one that needs the fewest further mistakes: a misspelt element is
taken for the one it resembles, where that one may stand; one that comes too early is let in as if
what it needs before it were there; any other that is known is checked by itself, as if it stood
elsewhere; and one that is not known is passed over, with what is in it checked by itself.
"""

from collections.abc import Sequence
from typing import NamedTuple

from siglum.relaxng import words as w
from siglum.relaxng.attribute_recovery import AttributeRecovery
from siglum.relaxng.continuation import Kind, Plan, Seen
from siglum.relaxng.events import Outline
from siglum.relaxng.frames import Frame
from siglum.relaxng.hints import Words
from siglum.relaxng.names import listed, split
from siglum.relaxng.order import Order
from siglum.relaxng.patterns import Pattern
from siglum.relaxng.states import After, Attributes, Content, Rejected
from siglum.relaxng.vocabulary import later_heads

_UNKNOWN = "\0"  # no element's name
_EARLIES = 1000  # answers that are kept, as are those to what an unknown name means


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


class Recovery(Order, AttributeRecovery):
    """Finds the ways on, for one document."""

    def element(
        self,
        around: Frame,
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
        around: Frame,
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

    def _too_early(
        self,
        around: Frame,
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

    def _unknown(
        self,
        around: Frame,
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
        around: Frame,
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

    def _late(
        self,
        around: Frame,
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

    def text(self, frame: Frame, outer: Content | None, outline: Outline) -> tuple[Words, Plan]:
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
