"""From the syntax tree to patterns (RELAX NG §4.8 to §4.22), with the checks of §4 and §7.

A definition becomes a pattern once, when the first reference needs it, and the content of an
element when the element is first entered; ``check`` asks for all of them.
"""

from collections.abc import Callable
from typing import NoReturn

from siglum.findings import FindingError, Location, finding
from siglum.relaxng import names as n
from siglum.relaxng import syntax as s
from siglum.relaxng.datatypes import Datatype, DatatypeError, datatype
from siglum.relaxng.grammar import Assembler, Scope
from siglum.relaxng.patterns import Element, Pattern, Pool
from siglum.relaxng.refusal import refuse
from siglum.relaxng.restrictions import Restrictions
from siglum.relaxng.vocabulary import classes_of, reachable


class Simplifier:
    """Simplifies one schema into the patterns of one pool.

    ``elements`` are the schema's elements in the order in which they were met, each with its
    syntax and the definition that it stands in ("" for none); ``reached`` are those that a
    document can hold.
    """

    def __init__(self, pool: Pool, assembler: Assembler) -> None:
        self.pool = pool
        self.assembler = assembler
        self.rules = Restrictions(pool)
        self.elements: list[tuple[Element, s.Element, str]] = []
        self.reached: list[Element] = []
        self.scopes: list[Scope] = []
        self._contexts: list[tuple[Scope | None, tuple[str, ...]]] = []
        self._defined: dict[tuple[Scope, str], Pattern | None] = {}
        self._datatypes: dict[tuple[str, str, tuple[tuple[str, str], ...]], Datatype] = {}
        self._definition = ""

    def schema(self, root: s.Pattern, name: str) -> Pattern:
        """The pattern of the root; every element and definition of the schema is checked.

        Raises:
            FindingError: the schema breaks a rule of §4 or §7, or is nested too deeply.
        """
        try:
            start = self._pattern(root, None, (name,))
            self.rules.start(start, root.at)
            self._settle(start)
            self.check(start)
        except RecursionError:
            raise FindingError(finding("schema-too-deep", Location(name), name=name)) from None
        return start

    def check(self, start: Pattern) -> None:
        """Make every pattern of the schema, so that each of its mistakes comes to light."""
        for element in reachable(start):
            self._settle(element.content)
            self.reached.append(element)
        # what no reference reaches must keep the rules of §4 as well, but for §4.19
        for scope in self.scopes:
            for name in scope.defines:
                self._unreached(lambda s=scope, n=name: self._define(s, n, s.at, ()))  # type: ignore[misc] # bound now
        number = 0
        while number < len(self.elements):
            element = self.elements[number][0]
            self._unreached(lambda e=element: e.content)  # type: ignore[misc] # bound now
            number += 1

    @staticmethod
    def _unreached(make: Callable[[], Pattern]) -> None:
        try:
            make()
        except FindingError as error:
            if "(§4.19)" not in error.finding.message:
                raise

    def _settle(self, pattern: Pattern) -> None:
        breach = self.rules.breaches.get(pattern)
        if breach:
            raise FindingError(
                finding(
                    "schema-restriction",
                    Location(*breach.at),
                    section=breach.section,
                    reason=breach.reason,
                )
            )

    def _content(self, origin: int) -> Pattern:
        """What the element with that number must hold."""
        scope, chain = self._contexts[origin]
        node = self.elements[origin][1]
        self._definition = self.elements[origin][2]
        content = self._group(node.items, scope, chain, node.at)
        self.rules.content(content, content, node.at, "an element")
        return content

    @property
    def contextual(self) -> bool:
        """Whether the namespaces in scope matter to a datatype of the schema."""
        return any(kind.contextual for kind in self._datatypes.values())

    def classes(self) -> dict[str, frozenset[str]]:
        """The definitions that stand for a choice of elements, by name."""
        return classes_of(
            (name, pattern) for (_, name), pattern in self._defined.items() if pattern is not None
        )

    # -- patterns

    def _pattern(self, node: s.Pattern, scope: Scope | None, chain: tuple[str, ...]) -> Pattern:
        pool, rules = self.pool, self.rules
        match node:
            case s.Ref(name):
                if scope is None:
                    refuse(node.at, "4.18", f"a ref to {name} stands in no grammar")
                return self._define(scope, name, node.at, chain)
            case s.Optional(items):
                item = self._group(items, scope, chain, node.at)
                return rules.hand_up(pool.optional(item), (item,))
            case s.Choice(items):
                parts = [self._pattern(item, scope, chain) for item in items]
                return rules.hand_up(pool.choice(parts), parts)
            case s.Group(items):
                return self._group(items, scope, chain, node.at)
            case s.ZeroOrMore(items) | s.OneOrMore(items):
                item = self._group(items, scope, chain, node.at)
                made = pool.one_or_more(item)
                rules.repeat(made, item, node.at)
                rules.hand_up(made, (item,))
                if isinstance(node, s.ZeroOrMore):
                    made = rules.hand_up(pool.optional(made), (made,))
                return made
            case s.Element():
                return self._element(node, scope, chain)
            case s.Attribute():
                return self._attribute(node, scope, chain)
            case s.Empty():
                return pool.empty
            case s.Text():
                return pool.text
            case s.NotAllowed():
                return pool.not_allowed
            case s.Value():
                return self._value(node)
            case s.Data():
                return self._data(node, scope, chain)
            case s.List(items):
                item = self._group(items, scope, chain, node.at)
                made = pool.list(item)
                rules.list(made, item, node.at)
                return made
            case s.Interleave(items):
                parts = [self._pattern(item, scope, chain) for item in items]
                return self._interleave(parts, node.at)
            case s.Mixed(items):
                item = self._group(items, scope, chain, node.at)
                return self._interleave([item, pool.text], node.at)
            case s.ParentRef(name):
                if scope is None or scope.parent is None:
                    refuse(node.at, "4.18", f"a parentRef to {name} stands in no inner grammar")
                return self._define(scope.parent, name, node.at, chain, "4.18")
            case s.Grammar():
                return self._grammar(node, scope, chain)
            case s.ExternalRef():
                loaded = self.assembler.external(node, chain)
                return self._pattern(loaded.pattern, None, (*chain, loaded.target))

    def _group(
        self,
        items: tuple[s.Pattern, ...],
        scope: Scope | None,
        chain: tuple[str, ...],
        at: s.Position,
    ) -> Pattern:
        if len(items) == 1:
            return self._pattern(items[0], scope, chain)
        parts = [self._pattern(item, scope, chain) for item in items]
        made = self.pool.group(parts)
        self.rules.together(made, parts, at)
        return self.rules.hand_up(made, parts)

    def _interleave(self, parts: list[Pattern], at: s.Position) -> Pattern:
        made = self.pool.interleave(parts)
        if len(parts) > 1:
            self.rules.together(made, parts, at)
            self.rules.interleave(made, parts, at)
        return self.rules.hand_up(made, parts)

    def _element(self, node: s.Element, scope: Scope | None, chain: tuple[str, ...]) -> Element:
        made = self.pool.element(name_class(node.name), len(self.elements), self._content)
        self.elements.append((made, node, self._definition))
        self._contexts.append((scope, chain))
        return made

    def _attribute(self, node: s.Attribute, scope: Scope | None, chain: tuple[str, ...]) -> Pattern:
        names = name_class(node.name)
        value = self.pool.text
        if node.item is not None:
            value = self._pattern(node.item, scope, chain)
        made = self.pool.attribute(names, value, finite=n.is_finite(names))
        self.rules.attribute(made, value, node.at)
        return self.rules.hand_up(made, (value,))

    def _value(self, node: s.Value) -> Pattern:
        kind = self._datatype(node, node.library, node.type, ())
        context = dict(node.prefixes)
        context[""] = node.ns  # §4.8: a QName without prefix is of the inherited namespace
        meaning = kind.meaning(node.value, context)
        if meaning is None:
            _wrong_datatype(node, f"{node.value!r} is no {node.type}")
        return self.pool.value(kind, node.value, meaning)

    def _data(self, node: s.Data, scope: Scope | None, chain: tuple[str, ...]) -> Pattern:
        params = tuple((param.name, param.value) for param in node.params)
        kind = self._datatype(node, node.library, node.type, params)
        if not node.except_:
            return self.pool.data(kind)
        parts = [self._pattern(item, scope, chain) for item in node.except_]
        but = self.rules.hand_up(self.pool.choice(parts), parts)
        made = self.pool.data(kind, but)
        self.rules.except_(made, but, node.at)
        return self.rules.hand_up(made, (but,))

    def _datatype(
        self,
        node: s.Value | s.Data,
        library: str,
        name: str,
        params: tuple[tuple[str, str], ...],
    ) -> Datatype:
        key = (library, name, params)
        known = self._datatypes.get(key)
        if known is None:
            try:
                known = self._datatypes[key] = datatype(library, name, params)
            except DatatypeError as error:
                _wrong_datatype(node, str(error))
        return known

    # -- grammars

    def _grammar(self, node: s.Grammar, parent: Scope | None, chain: tuple[str, ...]) -> Pattern:
        scope = self.assembler.scope(node, parent)
        self.scopes.append(scope)
        parts = []
        for start in scope.starts:
            part = self._pattern(start.item, scope, chain)
            parts.append(part)
        return self._combined(parts, scope.starts, scope.at)

    def _define(
        self,
        scope: Scope,
        name: str,
        at: s.Position,
        chain: tuple[str, ...],
        section: str = "4.19",
    ) -> Pattern:
        key = (scope, name)
        if key in self._defined:
            known = self._defined[key]
            if known is None:
                refuse(at, section, f"the definition of {name} refers to itself outside an element")
            return known
        defines = scope.defines.get(name)
        if defines is None:
            refuse(at, "4.18", f"{name} is not defined")
        self._defined[key] = None
        around, self._definition = self._definition, name
        parts = [self._group(define.items, scope, chain, define.at) for define in defines]
        made = self._combined(parts, defines, defines[0].at)
        self._definition = around
        self._defined[key] = made
        return made

    def _combined(
        self,
        parts: list[Pattern],
        nodes: "list[s.Start] | list[s.Define]",
        at: s.Position,
    ) -> Pattern:
        """§4.17."""
        if len(parts) == 1:
            return parts[0]
        if any(node.combine == "interleave" for node in nodes):
            return self._interleave(parts, at)
        return self.rules.hand_up(self.pool.choice(parts), parts)


def name_class(node: s.NameClass) -> n.NameClass:
    """The name class in the form that ``siglum.relaxng.names`` describes."""
    match node:
        case s.Name(ns, local):
            return (n.NAME, n.join(ns, local))
        case s.AnyName(except_):
            return (n.ANY, None if except_ is None else name_class(except_))
        case s.NsName(ns, except_):
            return (n.NS, ns, None if except_ is None else name_class(except_))
        case s.NameChoice(items):
            return (n.UNION, *(name_class(item) for item in items))


def _wrong_datatype(node: s.Value | s.Data, reason: str) -> NoReturn:
    raise FindingError(
        finding("schema-datatype", Location(*node.at), section="4.16, 6.2.9", reason=reason)
    )
