"""The diagnosis: everything that is wrong with a document, each thing once, with its place.

Slower than the verdict, and made only of documents that it refuses. The same tables drive it;
where they know no way on, ``siglum.relaxng.recovery`` finds one, so that what follows from a
mistake is not reported as another.
"""

from collections.abc import Iterable

from siglum.document import PREFIXES
from siglum.findings import Finding, Location, Related, finding
from siglum.relaxng.continuation import Kind
from siglum.relaxng.datatypes import collapse, tokens
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
from siglum.relaxng.names import join, split
from siglum.relaxng.recovery import Recovery, Way, Words
from siglum.relaxng.slots import text_mask
from siglum.relaxng.states import After, Attributes, Content, Rejected
from siglum.relaxng.tables import Tables
from siglum.relaxng.vocabulary import Vocabulary
from siglum.relaxng.words import shown

_SPACE = " \t\n\r"

#: How many attributes of one start tag are looked for in it; further ones stand where it begins.
_PLACED = 200

#: How many children, and how many misplaced ones, an open element remembers.
_PAST = 40
_PASSED = 8


class _Node:
    """An open element, as far as its XPath needs it: the children of each name are counted."""

    __slots__ = ("children", "name", "number", "parent")

    def __init__(self, name: str, parent: "_Node | None") -> None:
        self.name = name
        self.parent = parent
        self.number = 1
        self.children: dict[str, int] = {}
        if parent is not None:
            self.number = parent.children[name] = parent.children.get(name, 0) + 1

    @property
    def xpath(self) -> str:
        """As ``siglum.document.Document.xpath`` has it; right once the parents are closed."""
        steps: list[str] = []
        node: _Node | None = self
        while node is not None and node.name:
            step = _step(node.name)
            if node.parent is not None and node.parent.children[node.name] > 1:
                step += f"[{node.number}]"
            steps.append(step)
            node = node.parent
        return "/" + "/".join(reversed(steps))


def _step(name: str) -> str:
    ns, local = split(name)
    if not ns:
        return local
    prefix = PREFIXES.get(ns)
    if prefix:
        return f"{prefix}:{local}"
    return f"*[local-name()='{local}' and namespace-uri()='{ns}']"


class Frame:
    """An open element, as far as its validation needs it.

    ``state`` is None where nothing is known of what may stand here: within an element that the
    schema does not know. ``initial`` is the state that the element began with, ``after`` what
    follows it, or None where it was no part of what was expected. ``kind`` is WRAP for an element
    that is missing, which is taken to be open, and THROUGH for one whose tags are passed over.
    ``past`` are the children so far, as an outline has them, all of them where ``whole``;
    ``passed`` what those held that could not be fitted in, one of which may have been meant for
    what is missing, and ``astray`` the names of those that could not be in an element within it.
    ``moved`` are a namespace in which elements stand by mistake, and the right one.
    """

    __slots__ = (
        "after",
        "astray",
        "initial",
        "kind",
        "moved",
        "node",
        "passed",
        "past",
        "quiet",
        "state",
        "text_refused",
        "whole",
    )

    def __init__(self, node: _Node, state: Content | None, after: After | None) -> None:
        self.node = node
        self.state = state
        self.initial = state
        self.after = after
        self.kind: Kind | None = None
        self.moved: tuple[str, str] | None = None
        self.past: list[str] = []
        self.passed: list[tuple[str, ...]] = []
        self.astray: set[str] = set()
        self.quiet = False
        self.text_refused = False
        self.whole = True

    def add(self, item: str) -> None:
        """Keep the name of a child, or "" for a text."""
        if len(self.past) < _PAST:
            if item or self.past[-1:] != [""]:
                self.past.append(item)
        elif self.whole:
            self.whole = False


class _Found:
    """A finding whose XPath is not known yet."""

    __slots__ = ("attribute", "finding", "node")

    def __init__(self, found: Finding, node: _Node, attribute: str) -> None:
        self.finding = found
        self.node = node
        self.attribute = attribute


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


class _Diagnosis:
    def __init__(
        self, tables: Tables, vocabulary: Vocabulary, name: str, max_errors: int | None
    ) -> None:
        self.tables = tables
        self.recovery = Recovery(tables, vocabulary)
        self.name = name
        self.max_errors = max_errors
        self.found: list[_Found] = []
        self.frames = [Frame(_Node("", None), tables.root, None)]
        self.texts: list[str] = []
        self.text_at: Place | None = None  # of the first character that is no space
        self.prefixes: dict[str, list[str]] = {"xml": ["http://www.w3.org/XML/1998/namespace"]}
        self.entities: dict[str, str] = {}  # unparsed ones, as a Context has them
        self.ids: dict[str, tuple[int, int, _Node]] = {}
        self.references: list[tuple[str, str, Place, _Node]] = []
        self.placed = ((0, 0), 0)
        self.offset = 0  # of the tag that is being read
        self.tag: str | None = None  # its name, None for an end tag

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

    @property
    def full(self) -> bool:
        """Whether enough is found; then only the XPaths still have to be finished."""
        return self.max_errors is not None and len(self.found) >= self.max_errors

    def report(
        self,
        code: str,
        at: Place,
        node: _Node,
        words: Words,
        *,
        on: str = "",
        related: tuple[Related, ...] = (),
    ) -> None:
        """Keep a finding, on an attribute or none; a ``hint`` may be among the words."""
        if not self.full:
            said = str(words.get("hint", "")) or None  # None: the catalogue's own
            values = {key: value for key, value in words.items() if key != "hint"}
            made = finding(code, Location(self.name, *at), hint=said, related=related, **values)
            self.found.append(_Found(made, node, on))

    def finished(self, item: _Found) -> Finding:
        path = item.node.xpath if item.node.name else ""
        if item.attribute:
            path += "/@" + _step(item.attribute)
        made = item.finding
        return made._replace(location=made.location._replace(xpath=path))

    @property
    def context(self) -> dict[str, str]:
        bound = {prefix: uris[-1] for prefix, uris in self.prefixes.items() if uris}
        return bound | self.entities if self.entities else bound

    # -- text

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

    # -- readings

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

    # -- tags

    def start(self, event: Start) -> None:
        self.offset = event.offset
        self.tag = event.name
        if self.texts or self.text_at:
            self.text_before_element()
        around = self.frames[-1]
        node = _Node(event.name, around.node)
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

    def amend(self, around: Frame, name: str, event: Start, node: _Node) -> Way:
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

    def attributes(self, state: Attributes, node: _Node, event: Start, *, quiet: bool) -> Content:
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

    # -- ids (RELAX NG DTD Compatibility §3)

    def identify(self, kind: str, name: str, value: str, node: _Node, at: Place) -> None:
        if kind == "ID":
            key = collapse(value)
            first = self.ids.get(key)
            if first is None:
                self.ids[key] = (*at, node)
            else:
                line, column, _ = first
                related = (Related(Location(self.name, line, column), "the first is here"),)
                place = self.attribute_place(name, at)
                words: Words = {"id": key, "line": line}
                self.report("id-duplicate", place, node, words, on=name, related=related)
        else:
            place = self.attribute_place(name, at)
            for part in tokens(value):
                self.references.append((part, name, place, node))

    def check_references(self) -> None:
        dangling = [r for r in self.references if r[0] not in self.ids]
        if not dangling or self.full:
            return
        for value, name, at, node in dangling:
            words = self.recovery.dangling(value, name, self.ids)
            self.report("idref-dangling", at, node, words, on=name)
        self.found.sort(key=lambda item: item.finding.location[1:3])

    # -- the place of an attribute

    def attribute_place(self, name: str, at: Place) -> Place:
        """Where the attribute's name stands in the start tag that is being read."""
        from siglum.relaxng.places import attribute_offset

        tag, count = self.placed
        self.placed = at, (count + 1 if tag == at else 1)
        if self.placed[1] > _PLACED:
            return at
        source = self.events.source(self.offset)
        if not source:
            return at
        ns, local = split(name)
        found = attribute_offset(source, ns, local, self.context)
        if found is None:  # a default of the DTD, or a tag out of an entity
            return at
        before = source[:found].decode(errors="replace").replace("\r\n", "\n")
        before = before.replace("\r", "\n")
        newline = before.rfind("\n")
        if newline < 0:
            return at[0], at[1] + len(before)
        return at[0] + before.count("\n"), len(before) - newline
