"""The rules of a customization as one ISO Schematron schema.

Declarations (``ns``, ``let``, XSLT functions and keys) are gathered at the top, each once; each
``constraintSpec`` becomes a pattern. Bare assertions get the context that their place implies: the
element, or the attribute, that they are specified with, and with a class all the elements that it
gives it to (TEI P5 TD, "Additional Constraints").
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from siglum.document import TEI, XML
from siglum.findings import Finding, finding
from siglum.odd.inheritance import Inheritance, flat
from siglum.odd.model import Attribute, Constraint, Customization, ElementSpec

if TYPE_CHECKING:
    from lxml import etree

_SCH = "http://purl.oclc.org/dsdl/schematron"
_XSL = "http://www.w3.org/1999/XSL/Transform"

#: Prefixes that rules use as if they were bound, and what they are usually bound to.
_USUAL = {
    "tei": TEI,
    "teix": "http://www.tei-c.org/ns/Examples",
    "xs": "http://www.w3.org/2001/XMLSchema",
    "xi": "http://www.w3.org/2001/XInclude",
    "rng": "http://relaxng.org/ns/structure/1.0",
    "a": "http://relaxng.org/ns/compatibility/annotations/1.0",
    "sch": _SCH,
    "svg": "http://www.w3.org/2000/svg",
    "mml": "http://www.w3.org/1998/Math/MathML",
    "m": "http://www.w3.org/1998/Math/MathML",
    "html": "http://www.w3.org/1999/xhtml",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "xlink": "http://www.w3.org/1999/xlink",
    "eg": "http://www.tei-c.org/ns/Examples",
}
#: Those that every Schematron processor for XPath 2 and later binds by itself, or may.
_SILENT = frozenset("tei xs".split())
_PATHS = frozenset("context test select value path match use subject".split())
_USED = re.compile(r"(?:(?<![\w.:-])|(?<=::))([A-Za-z_][\w.-]*):(?=[A-Za-z_*])(?!:)")
_LITERALS = re.compile(r"'[^']*'|\"[^\"]*\"")


class Rule(NamedTuple):
    """A constraint, and where its place implies that it applies (XPath), or nothing."""

    constraint: Constraint
    owner: str
    contexts: tuple[tuple[str, str], ...]  # namespace, and the rest of a step


class Written(NamedTuple):
    """The Schematron schema as an XML document; without rules, it is one without patterns.

    ``findings`` are about the rules: prefixes that nothing binds, schemes that are unknown.
    """

    text: str
    findings: tuple[Finding, ...]


def schematron(customization: Customization, inheritance: Inheritance) -> Written:
    """The rules of a customization."""
    writer = _Writer(customization, inheritance)
    return Written(writer.text(), tuple(writer.findings))


def declarations(constraints: list[Constraint], but: list[Constraint]) -> list[Constraint]:
    """The declarations in constraints that hold no rules, without those that others have too."""
    known = {_declared(node) for constraint in but for node in constraint.nodes}
    made = []
    for constraint in constraints:
        if any(node.tag in _RULES for node in constraint.nodes):
            continue
        nodes = [n for n in constraint.nodes if _declared(n) and _declared(n) not in known]
        if nodes or (constraint.at is not None and constraint.at.element.get("queryBinding")):
            made.append(replace(constraint, nodes=tuple(nodes)))
    return made


def _declared(node: "etree._Element") -> tuple[str, str] | None:
    """What a declaration declares, and its name; None for anything else."""
    name = node.get("prefix") or node.get("name") or node.get("match") or ""
    if node.tag not in _DECLARED and not str(node.tag).startswith(f"{{{_XSL}}}"):
        return None
    return str(node.tag), name


class _Writer:
    def __init__(self, customization: Customization, inheritance: Inheritance) -> None:
        self.customization = customization
        self.inheritance = inheritance
        self.declarations: dict[str, etree._Element] = {}
        self.ids: set[str] = set()
        self.last: list[etree._Element] = []
        self.findings: list[Finding] = []

    def text(self) -> str:
        from lxml import etree

        rules = [rule for rule in self.rules() if self.is_schematron(rule.constraint)]
        constraints = [rule.constraint for rule in rules]
        schema = etree.Element(f"{{{_SCH}}}schema", nsmap=_namespaces(constraints))
        schema.set("queryBinding", _binding(constraints))
        if self.customization.title:
            etree.SubElement(schema, f"{{{_SCH}}}title").text = self.customization.title
        foreign: dict[bytes, etree._Element] = {}
        patterns: list[etree._Element] = []
        for constraint in constraints:
            for node in constraint.nodes:
                for ns in node.iter(f"{{{_SCH}}}ns"):
                    prefix, uri = ns.get("prefix", ""), ns.get("uri", "")
                    self.declare(prefix, uri)
                    first = self.declarations[prefix].get("uri", "") if prefix else uri
                    if first != uri:
                        self.report("odd-rule-prefix-twice", constraint, ns, prefix, uri, first)
        for rule in rules:
            patterns += self.patterns(rule, foreign)
        for constraint in constraints:
            self.bind(constraint)
        for ns in [ns for pattern in patterns for ns in pattern.iter(f"{{{_SCH}}}ns")]:
            parent = ns.getparent()
            if parent is not None:
                parent.remove(ns)
        schema.extend([*self.declarations.values(), *foreign.values(), *patterns, *self.last])
        etree.cleanup_namespaces(schema, keep_ns_prefixes=_mentioned(schema))
        _lay_out(schema, 0)
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            + etree.tostring(schema, encoding="unicode").rstrip("\n")
            + "\n"
        )

    def declare(self, prefix: str, uri: str) -> None:
        from lxml import etree

        if prefix and prefix not in self.declarations:
            self.declarations[prefix] = etree.Element(f"{{{_SCH}}}ns", prefix=prefix, uri=uri)

    def report(
        self,
        code: str,
        constraint: Constraint,
        part: "etree._Element",
        prefix: str,
        uri: str,
        first: str = "",
    ) -> None:
        """Note a finding about a prefix at a part of a constraint."""
        if constraint.at is not None:
            place = constraint.at.files.locate(part)
            self.findings.append(finding(code, place, prefix=prefix, uri=uri, first=first))

    def is_schematron(self, constraint: Constraint) -> bool:
        """Whether a constraint is in ISO Schematron; a finding where it is in something else."""
        if constraint.scheme in ("schematron", "isoschematron") and not any(
            str(node.tag).startswith("{http://www.ascc.net/") for node in constraint.nodes
        ):
            return True
        if constraint.at is not None:
            scheme = "Schematron 1.5" if "schematron" in constraint.scheme else constraint.scheme
            self.findings.append(
                finding(
                    "odd-rule-scheme",
                    constraint.at.location,
                    ident=constraint.ident,
                    scheme=scheme,
                )
            )
        return False

    # -- where rules apply ----------------------------------------------------------------------

    def rules(self) -> Iterator[Rule]:
        """Every constraint: the schema's, then those of classes and elements, each once."""
        made = self.customization
        for constraint in made.constraints:
            yield Rule(constraint, "", ())
        for macro in made.macros.values():
            for constraint in macro.constraints:
                yield Rule(constraint, macro.ident, ())
        for class_ in made.classes.values():
            if class_.constraints:
                contexts = tuple(self.step(spec) for spec in self.elements(class_.ident))
                for constraint in class_.constraints:
                    yield Rule(constraint, class_.ident, contexts)
            for given in flat(self.inheritance.of_class(class_.ident)):
                if given.origin == class_.ident and given.attribute.constraints:
                    contexts = self.given.get((class_.ident, given.attribute.ident), ())
                    for constraint in given.attribute.constraints:
                        yield Rule(constraint, given.attribute.ident, contexts)
        for spec in made.elements.values():
            space, name = self.step(spec)
            for constraint in spec.constraints:
                yield Rule(constraint, spec.ident, ((space, name),))
            for given in flat(self.inheritance.of_element(spec)):
                if not given.origin or given.changed:
                    context = (space, f"{name}/@{_attribute(given.attribute)}")
                    owner = f"{spec.ident}-{given.attribute.ident}"
                    for constraint in given.attribute.constraints:
                        yield Rule(constraint, owner, (context,))

    def step(self, spec: ElementSpec) -> tuple[str, str]:
        return self.customization.namespace_of(spec), spec.name

    def elements(self, key: str) -> Iterator[ElementSpec]:
        """The elements of a class, at any remove."""
        seen: set[str] = set()
        waiting = [key]
        while waiting:
            for member in self.customization.members(waiting.pop()):
                if member not in seen:
                    seen.add(member)
                    waiting.append(member)
        return (spec for ident, spec in self.customization.elements.items() if ident in seen)

    @cached_property
    def given(self) -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
        """The contexts of an attribute of a class with rules: each element that gets it unchanged.

        By the identifiers of the class and the attribute.
        """
        found: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for spec in self.customization.elements.values():
            space, name = self.step(spec)
            for given in flat(self.inheritance.of_element(spec)):
                if given.origin and given.attribute.constraints and not given.changed:
                    key = given.origin, given.attribute.ident
                    context = space, f"{name}/@{_attribute(given.attribute)}"
                    found.setdefault(key, []).append(context)
        return {key: tuple(contexts) for key, contexts in found.items()}

    # -- patterns -------------------------------------------------------------------------------

    def patterns(
        self, rule: Rule, foreign: "dict[bytes, etree._Element]"
    ) -> "list[etree._Element]":
        """A constraint's own patterns, and one for the rules and assertions that stand without."""
        from lxml import etree

        own: list[etree._Element] = []
        beside: list[etree._Element] = []
        pattern = etree.Element(f"{{{_SCH}}}pattern", id=self.id_of(rule))
        nodes = rule.constraint.nodes
        has_rules = any(node.tag == f"{{{_SCH}}}rule" for node in nodes)
        bare = [node for node in nodes if node.tag in _ASSERTIONS]
        implied: etree._Element | None = None
        for node in nodes:
            copy = deepcopy(node)
            copy.tail = None
            name = str(node.tag)
            if name == f"{{{_SCH}}}ns":
                continue
            if name == f"{{{_SCH}}}pattern":
                if copy.get("id") in self.ids:
                    del copy.attrib["id"]
                elif copy.get("id"):
                    self.ids.add(copy.get("id", ""))
                own.append(copy)
            elif name in _ASSERTIONS:
                if implied is None:
                    holder = pattern
                    if has_rules:  # of a pattern only the first rule that matches a node counts
                        holder = etree.Element(f"{{{_SCH}}}pattern", id=self.id_of(rule))
                        beside.append(holder)
                    context = self.context(rule)
                    implied = etree.SubElement(holder, f"{{{_SCH}}}rule", context=context)
                    for let in nodes:
                        if let.tag == f"{{{_SCH}}}let":
                            implied.append(_copy(let))
                implied.append(copy)
            elif name == f"{{{_SCH}}}let":
                if has_rules:
                    pattern.insert(0 if not len(pattern) else _lets(pattern), copy)
                elif not bare:
                    foreign.setdefault(etree.tostring(copy, method="c14n"), copy)
            elif name.startswith(f"{{{_XSL}}}") or name == f"{{{_SCH}}}phase":
                foreign.setdefault(etree.tostring(copy, method="c14n"), copy)
            elif name in _LAST:
                self.last.append(copy)
            elif name.startswith(f"{{{_SCH}}}"):
                pattern.append(copy)
        if any(child.tag == f"{{{_SCH}}}rule" for child in pattern):
            own.append(pattern)
        else:
            self.ids.discard(pattern.get("id", ""))
        return own + beside

    def id_of(self, rule: Rule) -> str:
        """An identifier for the pattern: of what it belongs to, and of the constraint."""
        ident = rule.constraint.ident
        owner = rule.owner.replace(":", "")
        if owner and ident != owner and not ident.startswith(f"{owner}-"):
            ident = f"{owner}-{ident}"
        made = ident = re.sub(r"[^\w.-]", "-", ident or "rule")
        number = 1
        while made in self.ids:
            number += 1
            made = f"{ident}-{number}"
        self.ids.add(made)
        return made

    def context(self, rule: Rule) -> str:
        """The context that the place of a bare assertion implies."""
        steps = dict.fromkeys(f"{self.prefix(space)}{rest}" for space, rest in rule.contexts)
        return " | ".join(steps) or "*"

    def prefix(self, namespace: str) -> str:
        if not namespace:
            return ""
        for prefix, ns in self.declarations.items():
            if ns.get("uri") == namespace:
                return f"{prefix}:"
        usual = next((p for p, uri in _USUAL.items() if uri == namespace), "")
        prefix = usual if usual and usual not in self.declarations else ""
        number = 1
        while not prefix or prefix in self.declarations:
            prefix = f"ns{number}"
            number += 1
        self.declare(prefix, namespace)
        return f"{prefix}:"

    def bind(self, constraint: Constraint) -> None:
        """Declare the usual prefixes, and those bound in the ODD, that XPath uses undeclared."""
        for node in constraint.nodes:
            for part in node.iter("*"):
                for key, value in part.attrib.items():
                    if key in _PATHS:
                        for prefix in _USED.findall(_LITERALS.sub("", str(value))):
                            self.bind_prefix(prefix, part, constraint)

    def bind_prefix(self, prefix: str, part: "etree._Element", constraint: Constraint) -> None:
        if prefix in self.declarations or prefix in ("xml", "fn", "map", "array", "math"):
            return
        bound = part.nsmap.get(prefix)
        uri = bound or _USUAL.get(prefix)
        if uri is None:
            return
        self.declare(prefix, uri)
        if bound is None and prefix not in _SILENT:
            self.report("odd-rule-prefix", constraint, part, prefix, uri)


_DECLARED = frozenset(f"{{{_SCH}}}{name}" for name in ("ns", "let"))
_RULES = frozenset(f"{{{_SCH}}}{name}" for name in ("pattern", "rule", "assert", "report"))
#: What stands at the end of a schema.
_LAST = frozenset(f"{{{_SCH}}}{name}" for name in ("diagnostics", "properties"))
_ASSERTIONS = frozenset(f"{{{_SCH}}}{name}" for name in ("assert", "report"))


def _copy(node: "etree._Element") -> "etree._Element":
    copy = deepcopy(node)
    copy.tail = None
    return copy


def _lets(pattern: "etree._Element") -> int:
    return sum(1 for child in pattern if child.tag == f"{{{_SCH}}}let")


def _attribute(attribute: Attribute) -> str:
    """An attribute's name in XPath, of whatever namespace it is."""
    if attribute.namespace == XML:
        return f"xml:{attribute.name}"
    if attribute.namespace:
        return f"Q{{{attribute.namespace}}}{attribute.name}"
    return attribute.name


def _binding(constraints: list[Constraint]) -> str:
    """The query binding: XSLT 3, unless the ODD names another around rules, or declares it."""
    for constraint in constraints:
        places = [] if constraint.at is None else [constraint.at.element]
        for node in (*constraint.nodes, *places):
            parent: etree._Element | None = node
            while parent is not None:
                if parent.get("queryBinding"):
                    return str(parent.get("queryBinding"))
                parent = parent.getparent()
    return "xslt3"


def _namespaces(constraints: list[Constraint]) -> dict[str | None, str]:
    """Schematron as the default, and every prefix that the rules were written with."""
    found: dict[str | None, str] = {}
    for constraint in constraints:
        for node in constraint.nodes:
            for part in node.iter("*"):
                for prefix, name in part.nsmap.items():
                    if prefix and name != _SCH:
                        found.setdefault(prefix, name)
    return {None: _SCH, **dict(sorted((str(p), n) for p, n in found.items()))}


def _mentioned(schema: "etree._Element") -> list[str]:
    """The prefixes that stand in XPath, where lxml does not see that they are used."""
    from lxml import etree

    text = etree.tostring(schema, encoding="unicode")
    return [
        prefix
        for prefix in schema.nsmap
        if prefix and re.search(rf"(?<![\w.:-]){re.escape(prefix)}:", text)
    ]


_LAID_OUT = frozenset(f"{{{_SCH}}}{name}" for name in ("schema", "pattern", "rule"))


def _lay_out(element: "etree._Element", depth: int) -> None:
    """Indent what holds only elements; in messages and functions white space is left alone."""
    if element.tag not in _LAID_OUT or not len(element):
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        _lay_out(child, depth + 1)
        child.tail = element.text
    element[-1].tail = "\n" + "  " * depth
