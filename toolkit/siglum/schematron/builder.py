"""From the elements of a schema to the model.

Whatever is wrong with a part is a finding at its place in the schema, and the rest is built.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from siglum.document import TEI, Document
from siglum.findings import finding
from siglum.schematron.assertions import Workshop, did_you_mean, text_of
from siglum.schematron.embedded import RNG, embedded, grammars, is_loose
from siglum.schematron.instructions import displaced
from siglum.schematron.model import SQF, XSL, Binding, Declaration, Phase, Schema
from siglum.schematron.patterns import Patterns
from siglum.schematron.sources import Catalog, Node, Origin, can_declare, declared_prefixes

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


@dataclass(frozen=True, slots=True)
class Builder:
    """Makes one schema's model. ``build`` may be called once; ``shop`` has what was found."""

    document: Document
    folder: Path | None
    phase: str | None
    catalog: Catalog | None = None
    shop: Workshop = field(default_factory=Workshop)

    def build(self) -> Schema:
        """The model of the schema in the document."""
        top, parts = self._top()
        self._collect_notes(parts)
        taken: dict[str, str] = {}
        lets = self.shop.lets(self.shop.distinct((p for p in parts if p.kind == "let"), taken))
        phase = self._phase(top, parts, taken)
        concrete = [part for part in parts if _holds_rules(part) and part.get("abstract") != "true"]
        patterns = Patterns(
            self.shop,
            {part.id: part for part in parts if part.get("abstract") == "true"},
            frozenset(part.id for part in concrete),
        )
        built = [
            pattern
            for part in concrete
            if phase is None or part.id in phase.active
            for pattern in patterns.make(part)
        ]
        self.shop.misplaced("schema", parts)
        namespaces = tuple(sorted((k, v) for k, v in top.origin.prefixes.items() if k and v))
        default = top.get("xpath-default-namespace") or top.get("xpathDefaultNamespace")
        return Schema(
            name=self.document.name,
            title=next((text_of(part) for part in parts if part.kind == "title"), ""),
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

    def _top(self) -> tuple[Node, list[Node]]:
        """The element that the schema's own attributes are on, and its parts in order."""
        origin = Origin(self.document, self.folder, declared_prefixes(self.document))
        self.shop.reader.catalog = self.catalog
        if self.folder is not None:
            self.shop.reader.know(self.document, self.folder)
        self.shop.reader.check_names(origin)
        root = Node(self.document.root, origin)
        if root.kind in ("schema", "library"):
            return root, list(self.shop.reader.children(root))
        parts: list[Node] = []
        top = root
        for source in grammars(self.shop.reader, origin):
            for element in embedded(source.document):
                node = Node(element, source)
                if node.kind == "schema":
                    top = node
                    parts.extend(self.shop.reader.children(node))
                else:
                    parts.append(node)
        quick_fix = next(self.document.root.iter(f"{{{SQF}}}*"), None)
        if quick_fix is not None:
            self.shop.reader.ignore_quick_fix(Node(quick_fix, origin))
        is_other = str(self.document.root.tag).startswith((f"{{{RNG}}}", f"{{{TEI}}}"))
        if not parts and not is_other:
            self.shop.findings.append(
                finding(
                    "schematron-none",
                    self.document.locate(self.document.root),
                    name=self.document.name,
                )
            )
        return top, parts

    def _binding(self, top: Node) -> Binding:
        written = top.get("queryBinding")
        binding = _BINDINGS.get(written.lower())
        if binding is None:
            place, hint = top.place("queryBinding"), did_you_mean(written.lower(), _BINDINGS)
            self.shop.findings.append(
                finding("schematron-binding-unknown", place, binding=written, hint=hint)
            )
            return Binding.XSLT_3
        return binding

    def _phase(self, top: Node, parts: list[Node], taken: dict[str, str]) -> Phase | None:
        """The phase to check, or nothing for all patterns (ISO 19757-3 §5.4.11)."""
        self._check_phases(parts)
        wanted = self.phase or "#DEFAULT"
        place = top.place()
        if wanted == "#DEFAULT":
            wanted, place = top.get("defaultPhase") or "#ALL", top.place("defaultPhase")
        if wanted == "#ALL":
            return None
        phases = {part.id: part for part in parts if part.kind == "phase" and part.id}
        if wanted not in phases:
            known = ", ".join(repr(name) for name in phases) or "none"
            hint = did_you_mean(wanted, phases)
            self.shop.findings.append(
                finding("schematron-phase-unknown", place, phase=wanted, known=known, hint=hint)
            )
            return None
        node = phases[wanted]
        children = list(self.shop.reader.children(node))
        active = [child for child in children if child.kind == "active"]
        start = self.shop.binder.expression(node, "from") if node.get("from") else None
        return Phase(
            number=self.shop.number(),
            id=node.id,
            active=tuple(child.get("pattern") for child in active),
            lets=self.shop.lets(
                self.shop.distinct((c for c in children if c.kind == "let"), taken)
            ),
            start=start,
            place=node.place(),
        )

    def _check_phases(self, parts: list[Node]) -> None:
        """Tell what is wrong with any phase, the chosen one or not."""
        ids = {part.id for part in parts if part.kind in ("pattern", "group")}
        for phase in (part for part in parts if part.kind == "phase"):
            if not phase.id:
                self.shop.incomplete(phase, "id")
            children = list(self.shop.reader.children(phase))
            self.shop.misplaced("phase", children)
            for child in children:
                if child.kind == "active" and child.get("pattern") not in ids:
                    self.shop.dangling(child, "pattern", "pattern", ids)

    def _collect_notes(self, parts: list[Node]) -> None:
        """Find the diagnostics, the properties and the shared abstract rules, wherever they are."""
        for part in parts:
            inner = self.shop.reader.children(part) if part.kind in ("pattern", "group") else ()
            for holder in (part, *inner):
                if holder.kind in ("diagnostics", "properties"):
                    notes = list(self.shop.reader.children(holder))
                    self.shop.misplaced(holder.kind, notes)
                    for child in notes:
                        if child.kind in ("diagnostic", "property") and not child.id:
                            self.shop.incomplete(child, "id")
                        elif child.kind in ("diagnostic", "property"):
                            self.shop.notes.setdefault((child.kind == "property", child.id), child)
            if part.kind == "rules":
                shared = list(self.shop.reader.children(part))
                self.shop.misplaced("rules", shared)
                self.shop.shared_rules.extend(shared)

    def _declarations(self, parts: list[Node]) -> Iterator[Declaration]:
        """The functions, keys and so on of the schema and, as is common, inside its patterns."""
        made: dict[tuple[str, str, int], Declaration] = {}
        for part in parts:
            inner = self.shop.reader.children(part) if _holds_rules(part) else ()
            for node in (part, *inner):
                for declaration, is_imported in self._xslt(node, frozenset()):
                    key = (declaration.kind, declaration.name, declaration.parameters)
                    if key in made and (is_imported or made[key].xml == declaration.xml):
                        continue
                    made[key] = declaration
                    yield declaration

    def _xslt(self, node: Node, trail: frozenset[str]) -> Iterator[tuple[Declaration, bool]]:
        """What an XSLT element declares, and whether what it is in was imported.

        Stylesheets that are included or imported are taken apart: of an imported one, what is
        declared already is left out.
        """
        tag = str(node.element.tag)
        if tag not in (f"{{{XSL}}}include", f"{{{XSL}}}import"):
            declaration = self._declaration(node)
            if declaration is not None:
                yield declaration, False
            return
        target = self.shop.reader.target(node, node.get("href"))
        if target is None or target.origin.document.name in trail:
            return
        for child in target.element.iterchildren(f"{{{XSL}}}*"):
            inner = Node(child, target.origin)
            if str(child.tag).rpartition("}")[2] in (*_DECLARATIONS, "include", "import"):
                for declaration, _ in self._xslt(inner, trail | {target.origin.document.name}):
                    yield declaration, tag.endswith("import")

    def _declaration(self, node: Node) -> Declaration | None:
        if node.kind == "key":
            return self._key(node)
        tag = str(node.element.tag)
        if not tag.startswith(f"{{{XSL}}}"):
            return None
        kind = tag.rpartition("}")[2]
        is_named_template = kind == "template" and node.get("name") and not node.get("match")
        wrong = displaced(node.element)
        if wrong is not None and (kind in _DECLARATIONS or is_named_template):
            inner = replace(node, element=wrong)
            self.shop.ignored(inner, f"<xsl:{str(wrong.tag).rpartition('}')[2]}>")
            return None
        if kind in _DECLARATIONS or is_named_template:
            xml = self.shop.content(node).foreign(node.element)
            parameters = len(list(node.element.iterchildren(f"{{{XSL}}}param")))
            return Declaration(
                self.shop.number(), kind, node.get("name"), parameters, xml, node.place()
            )
        self.shop.ignored(node, f"<xsl:{kind}>")
        return None

    def _key(self, node: Node) -> Declaration:
        """A ``key`` of Schematron 1.5, as the XSLT that it stands for."""
        from lxml import etree

        use = node.get("use") or node.get("path") or "."
        bound = dict(self.shop.binder.bind(node, node.get("match") + " " + use).namespaces)
        default = bound.pop("", "")
        bound = {prefix: uri for prefix, uri in bound.items() if can_declare(prefix, uri)}
        element = etree.Element(f"{{{XSL}}}key", nsmap={"xsl": XSL, **bound})
        if default:
            element.set("xpath-default-namespace", default)
        element.set("name", node.get("name"))
        element.set("match", node.get("match") or "*")
        element.set("use", use)
        xml = etree.tostring(element, encoding="unicode")
        return Declaration(self.shop.number(), "key", node.get("name"), 0, xml, node.place())


def _holds_rules(part: Node) -> bool:
    return part.kind in ("pattern", "group") or is_loose(part.element)
