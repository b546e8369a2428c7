"""From the elements of a schema to the model: phases, abstract patterns and rules, messages.

Whatever is wrong with a part is a finding at its place in the schema, and the rest is built.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from siglum.document import Document
from siglum.findings import Finding, Location, finding
from siglum.schematron.content import Content
from siglum.schematron.model import (
    SCH,
    SCH_1_5,
    XSL,
    Binding,
    Check,
    Declaration,
    Expression,
    Let,
    Note,
    Part,
    Pattern,
    Phase,
    Rich,
    Rule,
    Schema,
)
from siglum.schematron.namespaces import Binder
from siglum.schematron.roles import severity
from siglum.schematron.sources import (
    Node,
    Origin,
    Reader,
    declared_prefixes,
    embedded,
    implied_context,
    local,
)

_BINDINGS = {
    "": Binding.XSLT_3,
    "xslt": Binding.XSLT_1,
    "xslt1": Binding.XSLT_1,
    "xpath": Binding.XSLT_1,
    "xpath1": Binding.XSLT_1,
    "xslt2": Binding.XSLT_3,
    "xslt3": Binding.XSLT_3,
    "xpath2": Binding.XSLT_3,
    "xpath3": Binding.XSLT_3,
    "xpath31": Binding.XSLT_3,
}

#: Top-level XSLT that a schema may bring along (ISO 19757-3:2020 annexes C, H, J).
_DECLARATIONS = ("function", "key", "variable", "param", "accumulator", "decimal-format")

_SILENT = {"ns", "title", "p", "param", "active", "phase", "diagnostics", "properties", "rules"}


@dataclass(slots=True)
class Builder:
    """Makes one schema's model. ``build`` may be called once; ``findings`` are in file order."""

    document: Document
    folder: Path | None
    phase: str | None
    reader: Reader = field(default_factory=Reader)
    binder: Binder = field(default_factory=Binder)
    findings: list[Finding] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _notes: dict[tuple[bool, str], Node] = field(default_factory=dict)
    _shared_rules: list[Node] = field(default_factory=list)

    def build(self) -> Schema:
        """The model of the schema in the document."""
        top, parts = self._top()
        self._collect_notes(parts)
        taken: dict[str, str] = {}
        lets = self._lets(self._distinct((p for p in parts if p.kind == "let"), taken))
        phase = self._phase(top, parts, taken)
        patterns = [part for part in parts if part.kind in ("pattern", "group")]
        abstract = {node.id: node for node in patterns if node.get("abstract") == "true"}
        active = None if phase is None else set(phase.active)
        built = [
            pattern
            for part in parts
            if part.get("abstract") != "true"
            and part.kind in ("pattern", "group", "rule", "assert", "report")
            and (active is None or part.id in active)
            and (pattern := self._any_pattern(part, abstract)) is not None
        ]
        self._tell_unused(parts)
        namespaces = tuple(sorted((k, v) for k, v in top.origin.prefixes.items() if k and v))
        default = top.get("xpath-default-namespace") or top.get("xpathDefaultNamespace")
        return Schema(
            name=self.document.name,
            title=next((_text(part) for part in parts if part.kind == "title"), ""),
            version=top.get("schemaVersion"),
            binding=self._binding(top),
            default_namespace=default or top.origin.prefixes.get("", ""),
            namespaces=namespaces,
            language=top.language,
            lets=lets,
            declarations=tuple(self._declarations(parts)),
            phase=phase,
            patterns=tuple(built),
        )

    def all_findings(self) -> list[Finding]:
        """What the reader, the binder and the builder found, in the order of their places."""
        found = self.reader.findings + self.binder.findings + self.findings
        return sorted(found, key=lambda item: (item.location.file, *item.location[1:3]))

    def _number(self) -> int:
        return next(self._numbers)

    def _part(self, node: Node, attribute: str) -> Part:
        return Part(self._number(), self.binder.expression(node, attribute))

    def _content(self, node: Node) -> Content:
        return Content(node, self.binder, self._numbers, self.findings)

    # -- the schema as a whole ------------------------------------------------------------------

    def _top(self) -> tuple[Node, list[Node]]:
        """The element that the schema's own attributes are on, and its parts in order."""
        origin = Origin(self.document, self.folder, declared_prefixes(self.document))
        root = Node(self.document.root, origin)
        if root.kind in ("schema", "library"):
            return root, list(self.reader.children(root))
        parts: list[Node] = []
        top = root
        for element in embedded(self.document):
            node = Node(element, origin)
            if node.kind == "schema":
                top = node
                parts.extend(self.reader.children(node))
            else:
                parts.append(node)
        for element in self.document.root.iter("{http://www.schematron-quickfix.com/validator/process}*"):
            self.reader.ignore_quick_fix(Node(element, origin))
            break
        if not parts:
            self.findings.append(
                finding(
                    "schematron-none", self.document.locate(self.document.root),
                    name=self.document.name,
                )
            )
        return top, parts

    def _binding(self, top: Node) -> Binding:
        written = top.get("queryBinding")
        binding = _BINDINGS.get(written.lower())
        if binding is None:
            place = top.place("queryBinding")
            self.findings.append(finding("schematron-binding-unknown", place, binding=written))
            return Binding.XSLT_3
        return binding

    def _phase(self, top: Node, parts: list[Node], taken: dict[str, str]) -> Phase | None:
        """The phase to check, or nothing for all patterns (ISO 19757-3 §5.4.11)."""
        wanted = self.phase or "#DEFAULT"
        place = top.place()
        if wanted == "#DEFAULT":
            wanted, place = top.get("defaultPhase") or "#ALL", top.place("defaultPhase")
        if wanted == "#ALL":
            return None
        phases = {part.id: part for part in parts if part.kind == "phase"}
        if wanted not in phases:
            known = ", ".join(repr(name) for name in phases) or "none"
            self.findings.append(
                finding("schematron-phase-unknown", place, phase=wanted, known=known)
            )
            return None
        node = phases[wanted]
        ids = {part.id for part in parts if part.kind in ("pattern", "group")}
        active: list[str] = []
        lets: list[Node] = []
        for child in self.reader.children(node):
            match child.kind:
                case "active":
                    active.append(child.get("pattern"))
                    if active[-1] not in ids:
                        self._dangling(child, "pattern", "pattern", active[-1])
                case "let":
                    lets.append(child)
                case _:
                    pass
        start = self.binder.expression(node, "from") if node.get("from") else None
        own = self._lets(self._distinct(iter(lets), taken))
        return Phase(self._number(), node.id, tuple(active), own, start, node.place())

    def _collect_notes(self, parts: list[Node]) -> None:
        """Find the diagnostics, the properties and the shared abstract rules, wherever they are."""
        for part in parts:
            for holder in (part, *(self.reader.children(part) if part.kind == "pattern" else ())):
                if holder.kind in ("diagnostics", "properties"):
                    for child in self.reader.children(holder):
                        if child.kind in ("diagnostic", "property"):
                            self._notes.setdefault((child.kind == "property", child.id), child)
            if part.kind == "rules":
                self._shared_rules.extend(self.reader.children(part))

    def _declarations(self, parts: list[Node]) -> Iterator[Declaration]:
        for part in parts:
            tag = str(part.element.tag)
            if part.kind == "key":
                yield self._key(part)
            elif tag.startswith(f"{{{XSL}}}"):
                kind = tag.rpartition("}")[2]
                named_template = kind == "template" and part.get("name") and not part.get("match")
                if kind in _DECLARATIONS or named_template:
                    xml = self._content(part).foreign(part.element)
                    yield Declaration(self._number(), kind, part.get("name"), xml, part.place())
                else:
                    place = part.place()
                    self.findings.append(
                        finding("schematron-element-ignored", place, element=f"<xsl:{kind}>")
                    )

    def _key(self, node: Node) -> Declaration:
        """A ``key`` of Schematron 1.5, as the XSLT that it stands for."""
        from lxml import etree

        use = node.get("use") or node.get("path") or "."
        bound = dict(self.binder.bind(node, node.get("match") + " " + use).namespaces)
        element = etree.Element(f"{{{XSL}}}key", nsmap={"xsl": XSL, **bound})
        element.set("name", node.get("name"))
        element.set("match", node.get("match") or "*")
        element.set("use", use)
        xml = etree.tostring(element, encoding="unicode")
        return Declaration(self._number(), "key", node.get("name"), xml, node.place())

    def _tell_unused(self, parts: list[Node]) -> None:
        for part in parts:
            if part.kind and part.kind not in _SILENT | {
                "let", "key", "pattern", "group", "rule", "assert", "report", "schema", "library",
            }:
                self.findings.append(
                    finding("schematron-element-ignored", part.place(), element=f"<{part.kind}>")
                )

    # -- patterns and rules ---------------------------------------------------------------------

    def _any_pattern(self, part: Node, abstract: dict[str, Node]) -> Pattern | None:
        if part.kind not in ("pattern", "group"):
            return self._loose(part)
        base = part.get("is-a")
        if not base:
            return self._pattern(part, part)
        if base not in abstract:
            self._dangling(part, "is-a", "abstract pattern", base)
            return None
        source = abstract[base]
        parameters = {
            child.get("name"): child.get("value")
            for node in (source, part)
            for child in self.reader.children(node)
            if child.kind == "param"
        }
        return self._pattern(part, source.with_parameters(parameters))

    def _loose(self, part: Node) -> Pattern | None:
        """A pattern around a rule, or an assertion, that stands alone in a grammar."""
        if part.kind == "rule":
            rule = self._rule(part, [part], "")
        else:
            first = local(part.element) and next(
                element for element in part.element.getparent().iterchildren("*")
                if local(element) in ("assert", "report")
            ) if part.element.getparent() is not None else part.element
            if first is not part.element:
                return None  # stands in the rule of the first of its siblings
            siblings = [
                Node(element, part.origin)
                for element in (
                    part.element.getparent().iterchildren("*")
                    if part.element.getparent() is not None else [part.element]
                )
                if local(element) in ("assert", "report", "let")
            ]
            context = implied_context(part.element)
            if not context:
                self.findings.append(finding("schematron-context-missing", part.place()))
                return None
            expression = Expression(context, part.place(), ())
            rule = self._rule_of(part, expression, siblings, "")
        if rule is None:
            return None
        return Pattern(
            self._number(), "", "", "", None, (), (rule,), False, part.place()
        )

    def _pattern(self, instance: Node, source: Node) -> Pattern:
        children = list(self.reader.children(source))
        documents = self.binder.expression(source, "documents") if source.get("documents") else None
        role = instance.get("role") or source.get("role")
        rules = [
            rule
            for child in children
            if child.kind == "rule" and child.get("abstract") != "true"
            and (rule := self._rule(child, children, instance.id, role, instance, source))
        ]
        for child in children:
            if child.kind not in {"let", "rule", *_SILENT, "diagnostics"}:
                name = child.kind or str(child.element.tag).rpartition("}")[2]
                if child.kind or str(child.element.tag).startswith(f"{{{XSL}}}"):
                    self.findings.append(
                        finding("schematron-element-ignored", child.place(), element=f"<{name}>")
                    )
        title = next((_text(child) for child in children if child.kind == "title"), "")
        return Pattern(
            number=self._number(),
            id=instance.id,
            title=title,
            role=role,
            documents=documents,
            lets=self._lets(self._distinct((c for c in children if c.kind == "let"), {})),
            rules=tuple(rules),
            is_group=source.kind == "group",
            place=instance.place(),
        )

    def _rule(
        self, node: Node, siblings: list[Node], pattern: str, role: str = "", *outer: Node
    ) -> Rule | None:
        if not node.get("context"):
            self._incomplete(node, "context")
            return None
        context = self.binder.expression(node, "context")
        return self._rule_of(
            node, context, list(self._body(node, siblings, (node.id,))), pattern, role, *outer
        )

    def _rule_of(
        self,
        node: Node,
        context: Expression,
        body: list[Node],
        pattern: str,
        role: str = "",
        *outer: Node,
    ) -> Rule:
        visit = self._part(node, "visit-each") if node.get("visit-each") else None
        see = next((n.get("see") for n in (node, *outer) if n.get("see")), "")
        own = _rich(node)
        is_rule = node.kind == "rule"
        checks = [
            check
            for child in body
            if child.kind in ("assert", "report")
            and (check := self._check(child, node, context, pattern, role, see))
        ]
        return Rule(
            number=self._number(),
            id=node.id if is_rule else "",
            context=context,
            visit=visit,
            lets=self._lets(child for child in body if child.kind == "let"),
            checks=tuple(checks),
            role=node.get("role") if is_rule else "",
            flag=node.get("flag") if is_rule else "",
            rich=own,
            place=node.place(),
        )

    def _body(self, rule: Node, siblings: list[Node], trail: tuple[str, ...]) -> Iterator[Node]:
        """What a rule holds, with the abstract rules that it extends (ISO 19757-3 §5.4.12)."""
        for child in self.reader.children(rule):
            if child.kind != "extends":
                if child.kind not in ("assert", "report", "let", "p", "title", "") or str(
                    child.element.tag
                ).startswith(f"{{{XSL}}}"):
                    name = str(child.element.tag).rpartition("}")[2]
                    self.findings.append(
                        finding("schematron-element-ignored", child.place(), element=f"<{name}>")
                    )
                yield child
                continue
            name = child.get("rule")
            known = [
                node for node in (*siblings, *self._shared_rules)
                if node.kind == "rule" and node.id == name and name
            ]
            base = next((node for node in known if node.get("abstract") == "true"), None)
            if base is None:
                if known:
                    self.findings.append(
                        finding("schematron-extends-concrete", child.place("rule"), rule=name)
                    )
                else:
                    self._dangling(child, "rule", "abstract rule in this pattern", name)
            elif name in trail:
                self.findings.append(
                    finding("schematron-extends-cycle", child.place("rule"), rule=name)
                )
            else:
                shared = base.with_parameters(rule.parameters)
                yield from self._body(shared, siblings, (*trail, name))

    # -- assertions, notes, variables ------------------------------------------------------------

    def _check(
        self, node: Node, rule: Node, context: Expression, pattern: str, role: str, see: str
    ) -> Check | None:
        if not node.get("test"):
            self._incomplete(node, "test")
            return None
        test = self.binder.expression(node, "test")
        own_subject = next((n for n in (node, rule) if n.get("subject")), None)
        subject = self._part(own_subject, "subject") if own_subject else None
        words = [n.get(a) for n in (node, rule) for a in ("severity", "role", "flag")]
        rich = _rich(node)
        if see and not rich.see:
            rich = Rich(see, rich.icon, rich.fpi, rich.language)
        identity = f"{context.text}\n{node.kind}\n{test.text}"
        made = "rule-" + hashlib.sha256(identity.encode()).hexdigest()[:8]
        rule_id = rule.id if rule.kind == "rule" else ""
        return Check(
            number=self._number(),
            is_report=node.kind == "report",
            id=node.id,
            code=node.id or rule_id or pattern or made,
            test=test,
            content=self._content(node).pieces(),
            subject=subject,
            role=node.get("role"),
            flag=node.get("flag"),
            severity=severity([*words, role]),
            rich=rich,
            notes=tuple(self._notes_of(node)),
            place=node.place(),
        )

    def _notes_of(self, node: Node) -> Iterator[Note]:
        for attribute, is_property in (("diagnostics", False), ("properties", True)):
            for name in node.get(attribute).split():
                found = self._notes.get((is_property, name))
                if found is None:
                    kind = "property" if is_property else "diagnostic"
                    self._dangling(node, attribute, kind, name)
                    continue
                target = found.with_parameters(node.parameters)
                yield Note(
                    number=self._number(),
                    id=name,
                    is_property=is_property,
                    content=self._content(target).pieces(),
                    rich=_rich(target),
                    role=target.get("role"),
                    scheme=target.get("scheme"),
                    place=target.place(),
                )

    def _distinct(self, nodes: Iterator[Node], taken: dict[str, str]) -> Iterator[Node]:
        """The variables of one scope, each name once; a second value for one is a finding."""
        for node in nodes:
            name, value = node.get("name"), node.get("value") or _text(node)
            if name and name in taken:
                if taken[name] != value:
                    place = node.place("name")
                    self.findings.append(finding("schematron-let-twice", place, variable=name))
                continue
            taken[name] = value
            yield node

    def _lets(self, nodes: Iterator[Node]) -> tuple[Let, ...]:
        made = []
        for node in nodes:
            if not node.get("name"):
                self._incomplete(node, "name")
                continue
            value = None
            if node.element.get("value") is not None:
                value = self.binder.expression(node, "value")
            content = () if value else self._content(node).literal()
            made.append(
                Let(self._number(), node.get("name"), value, content, node.get("as"), node.place())
            )
        return tuple(made)

    # -- findings -------------------------------------------------------------------------------

    def _incomplete(self, node: Node, attribute: str) -> None:
        self.findings.append(
            finding(
                "schematron-incomplete", node.place(),
                element=f"<{node.kind}>", attribute=f"@{attribute}",
            )
        )

    def _dangling(self, node: Node, attribute: str, kind: str, name: str) -> None:
        self.findings.append(
            finding("schematron-reference", node.place(attribute), kind=kind, id=name)
        )


def _rich(node: Node) -> Rich:
    return Rich(node.get("see"), node.get("icon"), node.get("fpi"), node.language)


def _text(node: Node) -> str:
    return " ".join("".join(str(text) for text in node.element.itertext()).split())


def where(location: Location) -> str:
    """A place as ``file:line:column``."""
    return f"{location.file}:{location.line}:{location.column}"


__all__ = ["SCH", "SCH_1_5", "Builder", "where"]
