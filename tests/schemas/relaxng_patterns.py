"""A small reading of RELAX NG grammars, for tests that prove something of every document.

Patterns are terms: ``("empty",)``, ``("not-allowed",)``, ``("star", p)``, ``("group", p, q)``,
``("interleave", p, q)``, ``("choice", frozenset)`` and leaves. A leaf is ``("element", name)``,
``("text",)``, ``("value", string)`` or ``("data", type, params)``. Attributes are taken out of an
element's pattern and kept apart. What the grammars at hand do not use is not read.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

RNG = "http://relaxng.org/ns/structure/1.0"
XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"

Pattern = tuple[Any, ...]

EMPTY: Pattern = ("empty",)
NOT_ALLOWED: Pattern = ("not-allowed",)
TEXT: Pattern = ("text",)


def choice(*patterns: Pattern) -> Pattern:
    members: set[Pattern] = set()
    for pattern in patterns:
        if pattern[0] == "choice":
            members |= pattern[1]
        elif pattern != NOT_ALLOWED:
            members.add(pattern)
    if not members:
        return NOT_ALLOWED
    return members.pop() if len(members) == 1 else ("choice", frozenset(members))


def group(left: Pattern, right: Pattern) -> Pattern:
    if NOT_ALLOWED in (left, right):
        return NOT_ALLOWED
    if left == EMPTY:
        return right
    if right == EMPTY:
        return left
    if left[0] == "group":
        return ("group", left[1], group(left[2], right))
    return ("group", left, right)


def interleave(left: Pattern, right: Pattern) -> Pattern:
    if NOT_ALLOWED in (left, right):
        return NOT_ALLOWED
    if left == EMPTY:
        return right
    return left if right == EMPTY else ("interleave", left, right)


def star(pattern: Pattern) -> Pattern:
    if pattern in (EMPTY, NOT_ALLOWED):
        return EMPTY
    return pattern if pattern[0] in ("star", "text") else ("star", pattern)


@dataclass(frozen=True)
class Attribute:
    """``value`` is a pattern of the tokens of the attribute's value."""

    name: str
    required: bool
    value: Pattern


@dataclass(frozen=True)
class ElementType:
    name: str
    content: Pattern
    attributes: dict[str, Attribute]


class Grammar:
    """A grammar in RELAX NG's XML syntax with one pattern for each name of an element."""

    def __init__(self, path: Path) -> None:
        self.root = etree.parse(path).getroot()
        self.defines: dict[str, list[etree._Element]] = {}
        for define in self.root.iter(f"{{{RNG}}}define"):
            self.defines.setdefault(define.get("name", ""), []).append(define)
        self.elements: dict[str, etree._Element] = {}
        for element in self.root.iter(f"{{{RNG}}}element"):
            if element.get("name"):
                self.elements[element.get("name", "")] = element
        self._types: dict[str, ElementType] = {}
        self._refs: dict[str, tuple[Pattern, tuple[Attribute, ...]]] = {}

    @property
    def start(self) -> set[str]:
        start = self.root.find(f"{{{RNG}}}start")
        assert start is not None
        return _names(self._group(_children(start))[0])

    def type(self, name: str) -> ElementType:
        """What the element ``name`` may contain and bear."""
        if name not in self._types:
            content, attributes = self._group(_children(self.elements[name]))
            self._types[name] = ElementType(name, content, {a.name: a for a in attributes})
        return self._types[name]

    def _group(self, nodes: list[etree._Element]) -> tuple[Pattern, tuple[Attribute, ...]]:
        pattern = EMPTY
        attributes: tuple[Attribute, ...] = ()
        for node in nodes:
            right, more = self._read(node)
            pattern, attributes = group(pattern, right), attributes + more
        return pattern, attributes

    def _read(self, node: etree._Element) -> tuple[Pattern, tuple[Attribute, ...]]:
        kind = etree.QName(node).localname
        nodes = _children(node)
        match kind:
            case "empty":
                return EMPTY, ()
            case "notAllowed":
                return NOT_ALLOWED, ()
            case "text":
                return TEXT, ()
            case "element":
                return ("element", node.get("name", "*")), ()
            case "value":
                return ("value", " ".join((node.text or "").split())), ()
            case "data":
                params = tuple((p.get("name"), p.text) for p in nodes if p.tag == f"{{{RNG}}}param")
                return ("data", node.get("type"), params), ()
            case "attribute":
                name = node.get("name", "")
                if node.get("ns") == XML_NAMESPACE:
                    name = f"xml:{name}"
                value = self._group(nodes)[0] if nodes else TEXT
                return EMPTY, (Attribute(name, True, value),)
            case "ref":
                name = node.get("name", "")
                if name not in self._refs:
                    self._refs[name] = self._define(name)
                return self._refs[name]
            case "choice":
                parts = [self._read(n) for n in nodes]
                found = tuple(Attribute(a.name, False, a.value) for _, more in parts for a in more)
                return choice(*(p for p, _ in parts)), found
            case "interleave":
                mixed = EMPTY
                for part, _ in (parts := [self._read(n) for n in nodes]):
                    mixed = interleave(mixed, part)
                return mixed, tuple(a for _, more in parts for a in more)
            case "optional" | "zeroOrMore" | "oneOrMore" | "mixed" | "list" | "group":
                pattern, attributes = self._group(nodes)
                if kind in ("optional", "zeroOrMore"):
                    attributes = tuple(Attribute(a.name, False, a.value) for a in attributes)
                return _repeated(kind, pattern), attributes
            case _:
                raise NotImplementedError(kind)

    def _define(self, name: str) -> tuple[Pattern, tuple[Attribute, ...]]:
        read = [self._group(_children(define)) for define in self.defines[name]]
        combine = {define.get("combine") for define in self.defines[name]} - {None}
        if len(read) == 1:
            return read[0]
        if combine == {"interleave"}:
            pattern = EMPTY
            for right, _ in read:
                pattern = interleave(pattern, right)
            return pattern, tuple(a for _, more in read for a in more)
        return choice(*(p for p, _ in read)), tuple(a for _, more in read for a in more)


def _repeated(kind: str, pattern: Pattern) -> Pattern:
    match kind:
        case "optional":
            return choice(pattern, EMPTY)
        case "zeroOrMore":
            return star(pattern)
        case "oneOrMore":
            return group(pattern, star(pattern))
        case "mixed":
            return interleave(pattern, TEXT)
        case _:
            return pattern


def _children(node: etree._Element) -> list[etree._Element]:
    return [
        child for child in node if isinstance(child.tag, str) and child.tag.startswith(f"{{{RNG}}}")
    ]


def _names(pattern: Pattern) -> set[str]:
    return {leaf[1] for leaf in leaves(pattern) if leaf[0] == "element"}


@cache
def leaves(pattern: Pattern) -> frozenset[Pattern]:
    """The leaves of a pattern."""
    match pattern[0]:
        case "choice":
            return frozenset().union(*(leaves(p) for p in pattern[1]))
        case "group" | "interleave":
            return leaves(pattern[1]) | leaves(pattern[2])
        case "star":
            return leaves(pattern[1])
        case "empty" | "not-allowed":
            return frozenset()
        case _:
            return frozenset({pattern})


@cache
def nullable(pattern: Pattern) -> bool:
    """Whether the pattern matches nothing at all (RELAX NG text matches the empty string)."""
    match pattern[0]:
        case "empty" | "star" | "text":
            return True
        case "choice":
            return any(nullable(p) for p in pattern[1])
        case "group" | "interleave":
            return nullable(pattern[1]) and nullable(pattern[2])
        case "data":
            return bool(pattern[1] == "string" and not pattern[2])
        case _:
            return False


_WIDER = {
    "string": None,  # anything
    "token": None,
    "NMTOKEN": {"NCName", "ID", "Name", "nonNegativeInteger", "boolean", "language"},
    "Name": {"NCName", "ID"},
    "double": {"decimal", "integer", "nonNegativeInteger"},
    "decimal": {"integer", "nonNegativeInteger"},
}
_WORD = (("pattern", r"[^\p{C}\p{Z}]+"),)


@cache
def covers(wide: Pattern, narrow: Pattern) -> bool:
    """Whether every string that the leaf ``narrow`` matches is matched by the leaf ``wide``."""
    if wide == narrow:
        return True
    match wide, narrow:
        case ("text",), ("value" | "data", *_):
            return True
        case ("data", "boolean", ()), ("value", "true" | "false"):
            return True
        case ("data", "token" | "string", params), ("value", value):
            return not params or bool(params == _WORD and not re.search(r"\s", value))
        case ("data", kind, ()), ("data", other, _) if kind in _WIDER:
            known = _WIDER[kind]
            return known is None or other in known or other == kind
        case ("data", "token", params), ("data", other, _) if params == _WORD:
            return other in ("NCName", "ID", "Name", "nonNegativeInteger", "language")
        case ("data", kind, ()), ("data", other, _):
            return bool(kind == other)
        case _:
            return False


@cache
def derivative(pattern: Pattern, leaf: Pattern) -> Pattern:
    """What may follow where something that ``leaf`` matches has been read."""
    match pattern[0]:
        case "choice":
            return choice(*(derivative(p, leaf) for p in pattern[1]))
        case "group":
            _, left, right = pattern
            after = group(derivative(left, leaf), right)
            return choice(after, derivative(right, leaf)) if nullable(left) else after
        case "interleave":
            _, left, right = pattern
            return choice(
                interleave(derivative(left, leaf), right),
                interleave(left, derivative(right, leaf)),
            )
        case "star":
            return group(derivative(pattern[1], leaf), pattern)
        case "empty" | "not-allowed":
            return NOT_ALLOWED
        case "text" if leaf == TEXT:
            return TEXT
        case _:
            return EMPTY if covers(pattern, leaf) else NOT_ALLOWED


def counterexample(narrow: Pattern, wide: Pattern) -> list[Pattern] | None:
    """A sequence of leaves that ``narrow`` matches and ``wide`` does not, or None if none is."""
    seen = {(narrow, wide)}
    queue: list[tuple[Pattern, Pattern, list[Pattern]]] = [(narrow, wide, [])]
    while queue:
        left, right, path = queue.pop(0)
        if nullable(left) and not nullable(right):
            return path
        for leaf in sorted(leaves(left), key=str):
            pair = derivative(left, leaf), derivative(right, leaf)
            if pair[0] != NOT_ALLOWED and pair not in seen:
                seen.add(pair)
                queue.append((*pair, [*path, leaf]))
    return None
