"""Patterns and their rules: abstract ones filled in, ``extends`` spliced in."""

from collections.abc import Iterator
from dataclasses import dataclass

from siglum.findings import finding
from siglum.schematron.assertions import Workshop, paragraphs, rich, text_of
from siglum.schematron.embedded import described, implied_context, implied_id, is_loose
from siglum.schematron.model import Expression, Let, Pattern, Rule
from siglum.schematron.sources import Node
from siglum.schematron.xpath import substitute

_REACH = "a rule can extend the abstract rules of its own pattern, and those in <rules>"


@dataclass(frozen=True, slots=True)
class Patterns:
    """Makes the patterns of a schema; ``abstract`` are those that others can be made from.

    ``concrete`` are the ids of the others.
    """

    shop: Workshop
    abstract: dict[str, Node]
    concrete: frozenset[str]

    def make(self, part: Node) -> Iterator[Pattern]:
        """The pattern that a part of the schema stands for; nothing if what it is made from lacks.

        The part is a ``pattern`` or ``group``, or an element of a grammar with rules in it, which
        stands for two where there are assertions beside them.
        """
        if is_loose(part.element):
            yield from self._loose(part)
            return
        source = self._source(part, {}, (part.id,))
        if source is not None:
            yield self._pattern(part, source)

    def _source(
        self, part: Node, parameters: dict[str, str], trail: tuple[str, ...]
    ) -> Node | None:
        """Where the rules of a pattern stand, with the parameters to be put into them.

        What an abstract pattern says of a parameter holds unless the pattern that is made from it
        says otherwise, and is itself filled in (ISO 19757-3:2020 §5.4.10). Nothing, if the rules
        are missing.
        """
        children = list(self.shop.reader.children(part))
        own = {
            child.get("name"): substitute(child.get("value"), parameters)
            for child in children
            if child.kind == "param" and (child.get("name") or self._nameless(child))
        }
        filled = {**own, **parameters}
        base = part.get("is-a")
        if not base:
            return part.with_parameters(filled)
        self.shop.misplaced("instance", children)
        if base in trail:
            place = part.place("is-a")
            self.shop.findings.append(finding("schematron-pattern-cycle", place, pattern=base))
            return None
        if base not in self.abstract:
            hint = f'give it abstract="true": {base} is not' if base in self.concrete else None
            self.shop.dangling(part, "is-a", "abstract pattern", self.abstract, hint)
            return None
        return self._source(self.abstract[base], filled, (*trail, base))

    def _nameless(self, param: Node) -> bool:
        self.shop.incomplete(param, "name")
        return False

    def _loose(self, around: Node) -> Iterator[Pattern]:
        """The patterns for the rules and for the assertions in an element of a grammar.

        Assertions outside a rule apply to the element that is being declared there, also where a
        rule does.
        """
        children = list(self.shop.reader.children(around))
        name = implied_id(around.element)
        rules = [
            rule
            for child in children
            if child.kind == "rule"
            and child.get("abstract") != "true"
            and (rule := self._rule(child, children, name))
        ]
        lets = self.shop.lets(self.shop.distinct((c for c in children if c.kind == "let"), {}))
        if rules:
            yield self._around(around, lets, name, rules)
        bare = [child for child in children if child.kind in ("assert", "report")]
        if bare:
            context = implied_context(around.element)
            if context:
                expression = Expression(context, bare[0].place(), ())
                rule = self._rule_of(around, expression, bare, name)
                yield self._around(around, lets, name, [rule])
            else:
                self.shop.findings.append(finding("schematron-context-missing", bare[0].place()))

    def _around(self, around: Node, lets: tuple[Let, ...], name: str, rules: list[Rule]) -> Pattern:
        return Pattern(
            number=self.shop.number(),
            id=name,
            title="",
            role="",
            documents=None,
            lets=lets,
            rules=tuple(rules),
            is_group=False,
            place=around.place(),
            about=described(around.element),
        )

    def _pattern(self, instance: Node, source: Node) -> Pattern:
        children = list(self.shop.reader.children(source))
        documents = None
        if source.get("documents"):
            documents = self.shop.binder.expression(source, "documents")
        role = instance.get("role") or source.get("role")
        rules = [
            rule
            for child in children
            if child.kind == "rule"
            and child.get("abstract") != "true"
            and (rule := self._rule(child, children, instance.id, role, instance, source))
        ]
        self.shop.misplaced("pattern", children)
        own = [] if instance is source else list(self.shop.reader.children(instance))
        titles = (text_of(child) for child in (*own, *children) if child.kind == "title")
        title = next(titles, "")
        return Pattern(
            number=self.shop.number(),
            id=instance.id,
            title=title,
            role=role,
            documents=documents,
            lets=self.shop.lets(self.shop.distinct((c for c in children if c.kind == "let"), {})),
            rules=tuple(rules),
            is_group=source.kind == "group",
            place=instance.place(),
            about=paragraphs([*own, *children]) or described(instance.element),
        )

    def _rule(
        self, node: Node, siblings: list[Node], pattern: str, role: str = "", *outer: Node
    ) -> Rule | None:
        if not node.get("context"):
            self.shop.incomplete(node, "context")
            return None
        context = self.shop.binder.expression(node, "context")
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
        visit = self.shop.part(node, "visit-each") if node.get("visit-each") else None
        see = next((n.get("see") for n in (node, *outer) if n.get("see")), "")
        own = rich(node)
        is_rule = node.kind == "rule"
        checks = [
            check
            for child in body
            if child.kind in ("assert", "report")
            and (check := self.shop.check(child, node, context, pattern, role, see))
        ]
        return Rule(
            number=self.shop.number(),
            id=node.id if is_rule else "",
            context=context,
            visit=visit,
            lets=self.shop.lets(child for child in body if child.kind == "let"),
            checks=tuple(checks),
            role=node.get("role") if is_rule else "",
            flag=node.get("flag") if is_rule else "",
            rich=own,
            place=node.place(),
            about=paragraphs(body),
        )

    def _body(self, rule: Node, siblings: list[Node], trail: tuple[str, ...]) -> Iterator[Node]:
        """What a rule holds, with the abstract rules that it extends (ISO 19757-3 §5.4.12)."""
        children = list(self.shop.reader.children(rule))
        self.shop.misplaced("rule", children)
        for child in children:
            if child.kind != "extends":
                yield child
                continue
            name = child.get("rule")
            known = [
                node
                for node in (*siblings, *self.shop.shared_rules)
                if node.kind == "rule" and node.id == name and name
            ]
            base = next((node for node in known if node.get("abstract") == "true"), None)
            if base is None:
                if known:
                    self.shop.findings.append(
                        finding("schematron-extends-concrete", child.place("rule"), rule=name)
                    )
                else:
                    known_ids = (
                        node.id for node in (*siblings, *self.shop.shared_rules)
                        if node.kind == "rule" and node.get("abstract") == "true"
                    )  # fmt: skip
                    self.shop.dangling(child, "rule", "abstract rule", known_ids, _REACH)
            elif name in trail:
                self.shop.findings.append(
                    finding("schematron-extends-cycle", child.place("rule"), rule=name)
                )
            else:
                shared = base.with_parameters(rule.parameters)
                yield from self._body(shared, siblings, (*trail, name))
