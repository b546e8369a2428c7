"""The diagnosis: everything that is wrong with a document, each thing once, with its place.

Slower than the verdict, and made only of documents that it refuses. The same tables drive it;
where they know no way on, ``siglum.relaxng.recovery`` finds one, so that what follows from a
mistake is not reported as another.
"""

from collections.abc import Iterable
from typing import NoReturn
from xml.parsers import expat

from siglum.document import PREFIXES
from siglum.document.parser import new_parser
from siglum.findings import Finding, Location, Related, finding
from siglum.relaxng.datatypes import collapse, tokens
from siglum.relaxng.names import SEPARATOR, split
from siglum.relaxng.recovery import Recovery, Words
from siglum.relaxng.slots import text_mask
from siglum.relaxng.states import After, Attributes, Content, Rejected
from siglum.relaxng.tables import Tables
from siglum.relaxng.vocabulary import Vocabulary

_SPACE = " \t\n\r"

#: How many attributes of one start tag are looked for in it; further ones stand where it begins.
_PLACED = 200


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
    follows it, or None where it was no part of what was expected. ``refused`` says that a child
    could not be fitted in, so that what is missing may be what it was meant to be.
    """

    __slots__ = ("after", "initial", "node", "refused", "state", "text_refused")

    def __init__(self, node: _Node, state: Content | None, after: After | None) -> None:
        self.node = node
        self.state = state
        self.initial = state
        self.after = after
        self.refused = False
        self.text_refused = False


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
        self.text_at: tuple[int, int] | None = None  # of the first character that is no space
        self.prefixes: dict[str, list[str]] = {"xml": ["http://www.w3.org/XML/1998/namespace"]}
        self.entities: dict[str, str] = {}  # unparsed ones, as a Context has them
        self.ids: dict[str, tuple[int, int, _Node]] = {}
        self.references: list[tuple[str, str, tuple[int, int], _Node]] = []
        self.placed = ((0, 0), 0)
        parser = self.parser = new_parser(SEPARATOR, _refuse)
        parser.SkippedEntityHandler = _skipped
        parser.ordered_attributes = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.StartNamespaceDeclHandler = self.bind
        parser.EndNamespaceDeclHandler = self.unbind
        parser.UnparsedEntityDeclHandler = self.declare

    def read(self, chunks: Iterable[bytes]) -> list[Finding]:
        for chunk in chunks:
            self.parser.Parse(chunk, False)
        self.parser.Parse(b"", True)
        self.check_references()
        return [self.finished(item) for item in self.found]

    @property
    def full(self) -> bool:
        """Whether enough is found; then only the XPaths still have to be finished."""
        return self.max_errors is not None and len(self.found) >= self.max_errors

    def report(
        self,
        code: str,
        at: tuple[int, int],
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

    def here(self) -> tuple[int, int]:
        return self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1

    # -- namespaces and entities, for values that are names

    def bind(self, prefix: str | None, uri: str | None) -> None:
        self.prefixes.setdefault(prefix or "", []).append(uri or "")

    def unbind(self, prefix: str | None) -> None:
        self.prefixes[prefix or ""].pop()

    def declare(self, entity: str, *_: str | None) -> None:
        self.entities[f"&{entity}"] = ""

    @property
    def context(self) -> dict[str, str]:
        bound = {prefix: uris[-1] for prefix, uris in self.prefixes.items() if uris}
        return bound | self.entities if self.entities else bound

    # -- text

    def characters(self, text: str) -> None:
        if self.text_at is None:
            bare = text.lstrip(_SPACE)
            if bare:
                line, column = self.here()
                self.text_at = line, column + len(text) - len(bare)
        state = self.frames[-1].state
        if state is not None and (state.data or not self.texts):
            self.texts.append(text)

    def text_before_element(self, frame: Frame) -> None:
        at, state = self.text_at, frame.state
        text = "".join(self.texts)
        self.texts.clear()
        self.text_at = None
        if at is None or state is None or state.mixed or self.full:
            return
        try:
            frame.state = state.after_text(text)
        except Rejected:
            self.refuse_text(frame, at)

    def refuse_text(self, frame: Frame, at: tuple[int, int]) -> None:
        if not frame.text_refused:  # once for each element: its text is one mistake
            frame.text_refused = True
            if frame.node.name:
                self.report("text-not-allowed", at, frame.node, self.recovery.text(frame))

    # -- tags

    def start(self, name: str, attributes: list[str]) -> None:
        around = self.frames[-1]
        if self.texts or self.text_at:
            self.text_before_element(around)
        node = _Node(name, around.node)
        if self.full:
            self.frames.append(Frame(node, None, None))
            return
        at = self.here()
        state: Attributes | None = None
        after: After | None = None
        if around.state is not None:
            try:
                state, after = around.state[name]
            except Rejected:
                way = self.recovery.element(around, name)
                if way.state is not None:
                    around.state = way.state
                state, after = way.attributes, way.after
                self.report(way.code, at, node, {**way.values, "hint": way.hint})
        else:
            state = self.recovery.alone(name)
            if state is None and not self.recovery.is_known(name):
                self.report("element-unknown", at, node, self.recovery.unknown(name))
        content: Content | None = None
        if state is not None:
            content = self.attributes(state, node, attributes, at)
        self.frames.append(Frame(node, content, after))

    def attributes(
        self, state: Attributes, node: _Node, attributes: list[str], at: tuple[int, int]
    ) -> Content:
        for number in range(0, len(attributes), 2):
            name, value = attributes[number], attributes[number + 1]
            try:
                values = state[name]
            except Rejected:
                code, hint, words = self.recovery.attribute(state, node.name, name)
                place = self.attribute_place(name, at)
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
            self.report("attribute-missing", at, node, words)
            return self.tables.content(patterns)
        return state.content

    def end(self, _name: str) -> None:
        frame = self.frames.pop()
        around = self.frames[-1]
        text_at = self.text_at
        text = "".join(self.texts)
        self.texts.clear()
        self.text_at = None
        state = frame.state
        if state is None or self.full:
            return
        mask = state.mask
        if state.data:
            mask = text_mask(self.tables.pool, state.patterns, text, self.context)
            if not mask:
                values = self.recovery.content_value(frame, text)
                if values is not None:
                    at = text_at or self.here()
                    self.report("element-value", at, frame.node, values)
                    mask = -1
        elif text_at is not None and not state.mixed:
            try:
                mask = state.after_text(text).mask
            except Rejected:
                self.refuse_text(frame, text_at)
                frame.refused = True
        if not mask:
            if not frame.refused:
                at = self.here()
                self.report("element-missing", at, frame.node, self.recovery.missing(frame))
            mask = -1
        if frame.after is not None:
            around.state = frame.after.at(mask)

    # -- ids (RELAX NG DTD Compatibility §3)

    def identify(self, kind: str, name: str, value: str, node: _Node, at: tuple[int, int]) -> None:
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

    def attribute_place(self, name: str, at: tuple[int, int]) -> tuple[int, int]:
        """Where the attribute's name stands in the start tag that is being read."""
        from siglum.relaxng.places import attribute_offset

        tag, count = self.placed
        self.placed = at, (count + 1 if tag == at else 1)
        if self.placed[1] > _PLACED:
            return at
        source = self.parser.GetInputContext()
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


def _skipped(entity: str, is_parameter: bool) -> None:
    if not is_parameter:
        _refuse(entity)


def _refuse(entity: str, _system: str = "") -> NoReturn:
    raise expat.ExpatError(f"the entity {entity} is not in the document")
