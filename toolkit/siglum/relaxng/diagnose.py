"""The diagnosis: everything that is wrong with a document, each thing once, with its place.

Slower than the verdict, and made only of documents that it refuses. The same tables drive it;
where they know no way on, ``siglum.relaxng.recovery`` finds one, so that what follows from a
mistake is not reported as another.
"""

from collections.abc import Iterable

from siglum.findings import Finding
from siglum.relaxng.continuation import Kind
from siglum.relaxng.events import (
    Bind,
    End,
    Entity,
    Events,
    Outline,
    Place,
    Start,
    Text,
    outline,
)
from siglum.relaxng.frames import Frame, Node
from siglum.relaxng.ledger import Ledger
from siglum.relaxng.names import join, split
from siglum.relaxng.recovery import Way
from siglum.relaxng.slots import text_mask
from siglum.relaxng.states import After, Attributes, Content, Rejected
from siglum.relaxng.tables import Tables
from siglum.relaxng.vocabulary import Vocabulary
from siglum.relaxng.words import shown

_SPACE = " \t\n\r"
_PASSED = 8


def diagnose(
    tables: Tables,
    vocabulary: Vocabulary,
    chunks: Iterable[bytes],
    name: str,
    max_errors: int | None = None,
) -> list[Finding]:
    """The findings on a document (UTF-8 in pieces), in the order of their places.

    ``name`` is the file that they name; no more than ``max_errors`` are sought.

    Raises:
        ExpatError: the document is not well formed, or uses an entity that is not declared or
            is outside the document.
    """
    return _Diagnosis(tables, vocabulary, name, max_errors).read(chunks)


class _Diagnosis(Ledger):
    def __init__(
        self, tables: Tables, vocabulary: Vocabulary, name: str, max_errors: int | None
    ) -> None:
        super().__init__(tables, vocabulary, name, max_errors)
        self.frames = [Frame(Node("", None), tables.root, None)]
        self.texts: list[str] = []

    def read(self, chunks: Iterable[bytes]) -> list[Finding]:
        self.events = Events(chunks)
        for event in self.events:
            match event:
                case Start():
                    self.start(event)
                case End():
                    self.end(event)
                case Text():
                    self.characters(event)
                case Bind(prefix, None):
                    self.prefixes[prefix].pop()
                case Bind(prefix, uri):
                    self.prefixes.setdefault(prefix, []).append(uri or "")
                case Entity():
                    self.entities[f"&{event.name}"] = ""
        self.check_references()
        return [self.finished(item) for item in self.found]

    def characters(self, event: Text) -> None:
        text = event.text
        if self.text_at is None:
            bare = text.lstrip(_SPACE)
            if bare:
                line, column = event.at
                self.text_at = line, column + len(text) - len(bare)
        state = self.frames[-1].state
        if state is not None and (state.data or not self.texts):
            self.texts.append(text)

    def take_text(self) -> tuple[str, Place | None]:
        """The text since the last tag, as far as it counts, and where it begins."""
        found = "".join(self.texts), self.text_at
        self.texts.clear()
        self.text_at = None
        return found

    def text_before_element(self) -> None:
        text, at = self.take_text()
        if at is None or self.full:
            return
        frame = self.frames[-1]
        while frame.state is not None and not frame.state.mixed:
            try:
                frame.state = frame.state.after_text(text)
                break
            except Rejected:
                if frame.kind is not Kind.WRAP:
                    frame = self.refuse_text(frame, at, text)
                    break
                frame = self.leave()
        frame.add("")

    def refuse_text(self, frame: Frame, at: Place, text: str) -> Frame:
        """Report a text, and return the frame that it is taken to stand in."""
        if frame.text_refused or not frame.node.name:
            return frame  # once for each element: its text is one mistake
        frame.text_refused = True
        # the tag behind the text was taken already, and stands in no outline
        words, plan = self.recovery.text(frame, self.outer(), self.outline_from_text())
        self.report("text-not-allowed", at, frame.node, words)
        if plan.kind is Kind.PARENT:
            self.rename(frame, plan.element)
        elif plan.kind is Kind.WRAP:
            frame = self.wrap(frame, plan.element)
        else:
            frame.passed.append(("",))
            return frame
        frame.state = self.after_text(frame.state, text)
        return frame

    def after_text(self, state: Content | None, text: str) -> Content | None:
        """The state after a text, or the same one where it does not allow it."""
        if state is None or state.mixed:
            return state
        try:
            return state.after_text(text)
        except Rejected:
            return state

    def outline_from_text(self) -> Outline:
        """The outline from the tag on that follows a text."""
        if self.tag is None:  # an end tag: nothing follows
            return Outline((), True, (), True)
        found = outline(self.events, within=True)
        after = (self.tag, *found.after)
        return Outline((), True, after, found.closed)

    def outer(self) -> Content | None:
        """The state that the open element stands in, where it is a part of what was expected."""
        frame = self.frames[-1]
        if len(self.frames) < 3 or frame.after is None or frame.kind is not None:
            return None
        return self.frames[-2].state

    def rename(self, frame: Frame, element: str) -> None:
        """Take the open element for another, and what is in it for that one's content."""
        outer = self.outer()
        if outer is None:
            raise ValueError(element)
        state = self.recovery.continuations.inside(outer, element)
        for item in frame.past:
            state = self.recovery.continuations.step(state, item) if state is not None else None
        frame.state = state
        frame.initial = state
        frame.after = outer[element][1]

    def wrap(self, around: Frame, element: str) -> Frame:
        """Open an element that is not there."""
        if around.state is None:
            raise ValueError(element)
        content = self.recovery.continuations.inside(around.state, element)
        frame = Frame(around.node, content, around.state[element][1])
        frame.kind = Kind.WRAP
        frame.moved = around.moved
        around.add(element)
        self.frames.append(frame)
        return frame

    def leave(self) -> Frame:
        """Close an element that is not there, and return the one around it."""
        frame = self.frames.pop()
        around = self.frames[-1]
        if frame.state is not None and frame.after is not None:
            around.state = frame.after.at(frame.state.mask or -1)
        return around

    def start(self, event: Start) -> None:
        self.offset = event.offset
        self.tag = event.name
        if self.texts or self.text_at:
            self.text_before_element()
        around = self.frames[-1]
        node = Node(event.name, around.node)
        if self.full:
            self.frames.append(Frame(node, None, None))
            return
        name, moved = self.meant(around, event.name)
        self.recovery.count[name] = self.recovery.count.get(name, 0) + 1
        state: Attributes | None = None
        after: After | None = None
        way: Way | None = None
        while around.state is not None:
            try:
                state, after = around.state[name]
                break
            except Rejected:
                if way is not None:  # said once, whatever comes of it
                    state, after = self.recovery.alone(name), None
                    break
                if around.kind is Kind.WRAP:
                    around = self.leave()
                    continue
                way = self.amend(around, name, event, node)
                around = self.frames[-1]
                if way.plan.kind in (Kind.WRAP, Kind.PARENT):
                    continue
                state, after = way.attributes, way.after
                break
        if around.state is None:
            state = self.recovery.alone(name)
            ns = split(name)[0]
            foreign = split(around.node.name)[0] == ns and not self.recovery.has_namespace(ns)
            if state is None and not foreign and not self.recovery.is_known(name):
                self.report("element-unknown", event.at, node, self.recovery.unknown(name))
        content: Content | None = None
        quiet = (
            way is not None and way.quiet and (way.plan.kind is Kind.TAKE or not event.attributes)
        )
        if state is not None:
            content = self.attributes(state, node, event, quiet=quiet)
        frame = Frame(node, content, after)
        frame.moved = moved
        frame.quiet = quiet
        if way is not None and way.code == "namespace-wrong" and way.plan.element:
            frame.moved = split(event.name)[0], split(way.plan.element)[0]
        if way is not None and way.plan.kind is Kind.THROUGH:
            frame.kind = Kind.THROUGH
            frame.state, frame.initial = around.state, around.initial
            frame.past, frame.whole = around.past, around.whole
        else:
            around.add(name)
        self.frames.append(frame)

    def amend(self, around: Frame, name: str, event: Start, node: Node) -> Way:
        """Report an element that may not stand where it does, and go on as it is read."""
        seen = outline(self.events, within=True)
        attributes = event.attributes[::2]
        way = self.recovery.element(around, self.outer(), name, seen, attributes)
        self.report(way.code, event.at, node, {**way.values, "hint": way.hint})
        if way.state is not None:
            around.state = way.state
        match way.plan.kind:
            case Kind.WRAP:
                self.wrap(around, way.plan.element)
            case Kind.PARENT:
                self.rename(around, way.plan.element)
            case Kind.PASS if len(around.passed) < _PASSED:
                around.passed.append(seen.inside)
                self.frames[-2 if len(self.frames) > 1 else -1].astray.add(name)
            case _:
                pass
        return way

    def meant(self, around: Frame, name: str) -> tuple[str, tuple[str, str] | None]:
        """The name that is meant where the elements around stand in a wrong namespace."""
        moved = around.moved
        if moved is None or split(name)[0] != moved[0]:
            return name, moved
        if around.state is not None:
            try:
                _ = around.state[name]
                return name, None
            except Rejected:
                pass
        right = join(moved[1], split(name)[1])
        return (right if self.recovery.is_named(right) else name), moved

    def attributes(self, state: Attributes, node: Node, event: Start, *, quiet: bool) -> Content:
        attributes, at = event.attributes, event.at
        for number in range(0, len(attributes), 2):
            name, value = attributes[number], attributes[number + 1]
            try:
                values = state[name]
            except Rejected:
                code, hint, words = self.recovery.attribute(state, node.name, name)
                place = self.attribute_place(name, at)
                given = attributes[::2]
                meant = self.recovery.mistaken_for(state, value, given, self.context)
                if meant is not None:
                    hint = f"did you mean @{shown(meant[0], '')}?"
                    state = meant[1]
                self.report(code, place, node, {**words, "hint": hint}, on=name)
                continue
            following = values.following(value, self.context)
            if following is None:
                words = self.recovery.value(values, node.name, value)
                place = self.attribute_place(name, at)
                self.report("attribute-value", place, node, words, on=name)
                state = self.recovery.after_any_value(values)
                continue
            if values.kind:
                self.identify(values.kind, name, value, node, at)
            state = following
        if not any(p is not self.tables.pool.not_allowed for p in state.content.patterns):
            patterns, words = self.recovery.missing_attributes(state, node.name)
            if not quiet:
                self.report("attribute-missing", at, node, words)
            return self.tables.content(patterns)
        return state.content

    def end(self, event: End) -> None:
        self.tag = None
        if self.text_at is not None and not self.full:
            while self.frames[-1].kind is Kind.WRAP and not self.holds_text():
                self.leave()
        text, text_at = self.take_text()
        frame = self.frames[-1]
        if text_at is not None and not self.full and not self.holds(frame, text):
            frame = self.refuse_text(frame, text_at, text)
        while self.frames[-1].kind is Kind.WRAP:
            self.leave()
        frame = self.frames.pop()
        around = self.frames[-1]
        state = frame.state
        if state is None or self.full:
            return
        if frame.kind is Kind.THROUGH:
            around.state = state
            around.whole = frame.whole
            return
        mask = state.mask
        if state.data:
            mask = text_mask(self.tables.pool, state.patterns, text, self.context)
            if not mask:
                values = self.recovery.content_value(frame, text)
                if values is not None:
                    self.report("element-value", text_at or event.at, frame.node, values)
                    mask = -1
        elif text_at is not None and not state.mixed and not frame.text_refused:
            following = self.after_text(state, text)
            mask = following.mask if following is not None else mask
        if not mask:
            values = None if frame.quiet and not frame.past else self.recovery.missing(frame)
            if values is not None:
                self.report("element-missing", event.at, frame.node, values)
            mask = -1
        if frame.after is not None:
            around.state = frame.after.at(mask)

    def holds_text(self) -> bool:
        return self.holds(self.frames[-1], "".join(self.texts))

    def holds(self, frame: Frame, text: str) -> bool:
        """Whether a text may stand at the end of an element; data are looked at later."""
        state = frame.state
        if state is None or state.mixed or state.data:
            return True
        try:
            state.after_text(text)
        except Rejected:
            return False
        return True
