"""Assertions, with their messages, diagnostics and properties, and variables."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from itertools import count

from siglum.findings import Finding, finding
from siglum.schematron.content import Content
from siglum.schematron.model import Check, Expression, Let, Note, Part, Rich
from siglum.schematron.namespaces import Binder
from siglum.schematron.roles import severity
from siglum.schematron.sources import Node, Reader
from siglum.schematron.xpath import NAME

#: What may stand in an element besides documentation, for telling what is out of place.
PLACES: dict[str, frozenset[str]] = {
    "schema": frozenset(
        "ns let key phase diagnostics properties rules pattern group param".split()
    ),
    "pattern": frozenset("let key rule param diagnostics properties".split()),
    "rule": frozenset("let assert report extends".split()),
    "phase": frozenset("let active".split()),
    "instance": frozenset("param let key diagnostics properties".split()),
    "diagnostics": frozenset({"diagnostic"}),
    "properties": frozenset({"property"}),
    "rules": frozenset({"rule"}),
}
_DOCUMENTATION = frozenset({"title", "p"})


@dataclass(slots=True)
class Workshop:
    """What the builders of one schema share: its files, numbers, notes, and what was found."""

    reader: Reader = field(default_factory=Reader)
    binder: Binder = field(default_factory=Binder)
    findings: list[Finding] = field(default_factory=list)
    notes: dict[tuple[bool, str], Node] = field(default_factory=dict)
    shared_rules: list[Node] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def all_findings(self) -> list[Finding]:
        """What the reader, the binder and the builders found, in the order of their places."""
        found = self.reader.findings + self.binder.findings + self.findings
        return sorted(found, key=lambda item: (item.location.file, *item.location[1:3]))

    def number(self) -> int:
        """A number that no other part of the schema has."""
        return next(self._numbers)

    def part(self, node: Node, attribute: str) -> Part:
        """The expression in an attribute, as a part of its own."""
        return Part(self.number(), self.binder.expression(node, attribute))

    def content(self, node: Node) -> Content:
        """A reader of what stands in the node."""
        return Content(node, self.binder, self._numbers, self.findings)

    def check(
        self, node: Node, rule: Node, context: Expression, pattern: str, role: str, see: str
    ) -> Check | None:
        """An assertion of a rule; ``pattern`` is its pattern's id, the last two what it inherits.

        Nothing, if it lacks its test.
        """
        if not node.get("test"):
            self.incomplete(node, "test")
            return None
        test = self.binder.expression(node, "test")
        own_subject = next((n for n in (node, rule) if n.get("subject")), None)
        subject = self.part(own_subject, "subject") if own_subject else None
        words = [n.get(a) for n in (node, rule) for a in ("severity", "role", "flag")]
        said = rich(node)
        if see and not said.see:
            said = replace(said, see=see)
        identity = f"{context.text}\n{node.kind}\n{test.text}"
        made = "rule-" + hashlib.sha256(identity.encode()).hexdigest()[:8]
        rule_id = rule.id if rule.kind == "rule" else ""
        return Check(
            number=self.number(),
            is_report=node.kind == "report",
            id=node.id,
            code=node.id or rule_id or pattern or made,
            test=test,
            content=self.content(node).pieces(),
            subject=subject,
            role=node.get("role"),
            flag=node.get("flag"),
            severity=severity([*words, role]),
            rich=said,
            notes=tuple(self._notes_of(node)),
            place=node.place(),
        )

    def _notes_of(self, node: Node) -> Iterator[Note]:
        for attribute, is_property in (("diagnostics", False), ("properties", True)):
            for name in node.get(attribute).split():
                found = self.notes.get((is_property, name))
                if found is None:
                    kind = "property" if is_property else "diagnostic"
                    known = [known for group, known in self.notes if group is is_property]
                    place, hint = node.place(attribute), did_you_mean(name, known)
                    self.findings.append(
                        finding("schematron-reference", place, kind=kind, id=name, hint=hint)
                    )
                    continue
                target = found.with_parameters(node.parameters)
                yield Note(
                    number=self.number(),
                    id=name,
                    is_property=is_property,
                    content=self.content(target).pieces(),
                    rich=rich(target),
                    role=target.get("role"),
                    scheme=target.get("scheme"),
                    place=target.place(),
                )

    def distinct(self, nodes: Iterator[Node], taken: dict[str, str]) -> Iterator[Node]:
        """The variables of one scope, each name once; a second value for one is a finding."""
        for node in nodes:
            name, value = node.get("name"), node.get("value") or text_of(node)
            if name and name in taken:
                if taken[name] != value:
                    place = node.place("name")
                    self.findings.append(finding("schematron-let-twice", place, variable=name))
                continue
            taken[name] = value
            yield node

    def _is_variable_name(self, node: Node) -> bool:
        prefix, colon, local = node.get("name").rpartition(":")
        is_bound = not colon or prefix in node.origin.prefixes
        return is_bound and re.fullmatch(NAME, local) is not None and max(local) <= "\uffff"

    def lets(self, nodes: Iterator[Node]) -> tuple[Let, ...]:
        """Variables; one without a name is left out."""
        made = []
        for node in nodes:
            if not node.get("name"):
                self.incomplete(node, "name")
                continue
            if not self._is_variable_name(node):
                place, name = node.place("name"), node.get("name")
                self.findings.append(finding("schematron-let-name", place, variable=name))
                continue
            value = None
            if node.element.get("value") is not None:
                value = self.binder.expression(node, "value")
            content = () if value else self.content(node).literal()
            made.append(
                Let(self.number(), node.get("name"), value, content, node.get("as"), node.place())
            )
        return tuple(made)

    def misplaced(self, holder: str, children: list[Node]) -> None:
        """Tell of the Schematron elements that have no meaning where they stand."""
        for child in children:
            if child.kind and child.kind not in PLACES[holder] | _DOCUMENTATION:
                allowed = ", ".join(f"<{name}>" for name in sorted(PLACES[holder]))
                hint = did_you_mean(child.kind, PLACES[holder], "<{}>") or f"here go {allowed}"
                self.ignored(child, f"<{child.kind}>", hint)

    def ignored(self, node: Node, name: str, hint: str | None = None) -> None:
        """Tell that an element has no effect."""
        self.findings.append(
            finding("schematron-element-ignored", node.place(), element=name, hint=hint)
        )

    def incomplete(self, node: Node, attribute: str) -> None:
        """Tell that an element lacks an attribute."""
        self.findings.append(
            finding(
                "schematron-incomplete",
                node.place(),
                element=f"<{node.kind}>",
                attribute=f"@{attribute}",
            )
        )

    def dangling(
        self, node: Node, attribute: str, kind: str, known: Iterable[str], hint: str | None = None
    ) -> None:
        """Tell that an attribute names something that is not there, or names nothing.

        ``known`` are the ids that it could have named.
        """
        name = node.get(attribute)
        if not name:
            self.incomplete(node, attribute)
            return
        hint = did_you_mean(name, known) or hint
        self.findings.append(
            finding("schematron-reference", node.place(attribute), kind=kind, id=name, hint=hint)
        )


def rich(node: Node) -> Rich:
    """What an element says about where to read more, and its language."""
    return Rich(node.get("see"), node.get("icon"), node.get("fpi"), node.language)


def did_you_mean(name: str, known: Iterable[str], shape: str = "{}") -> str | None:
    """A hint at the names that look like this one, if any do."""
    near = get_close_matches(name, sorted(set(known) - {""}), 3, 0.7)
    return f"did you mean {' or '.join(map(shape.format, near))}?" if near else None


def paragraphs(nodes: Iterable[Node]) -> tuple[str, ...]:
    """The text of each ``p`` that says something."""
    return tuple(text for node in nodes if node.kind == "p" and (text := text_of(node)))


def text_of(node: Node) -> str:
    """All the text in an element, white space normalised."""
    return " ".join(str(node.element.xpath("string()")).split())
