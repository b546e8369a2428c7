"""Documents made from a grammar by a random walk that is led to what it has not yet visited."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from functools import cache
from random import Random

from elementpath.regex import translate_pattern
from lxml import etree
from schemas.relaxng_patterns import NOT_ALLOWED, TEXT, Grammar, Pattern, leaves
from siglum.document import TEI, XML

#: What a walk can visit: ("element", e), ("child", e, c), ("attribute", e, a), ("value", e, a, v).
Feature = tuple[str, ...]

MAX_DEPTH = 9
_WORDS = "the quick brown fox quotes a lazy dog at length".split()
_SAMPLES = {
    "string": ["two words", "one", "//p", "."],
    "token": ["word", "7", "0.1.0", "12cm", "a.b", "x"],
    "anyURI": ["#somewhere", "https://example.org/", "file.xml#p1"],
    "NCName": ["name"],
    "Name": ["p", "quote"],
    "language": ["en", "ru-Latn"],
    "boolean": ["true", "0"],
    "double": ["0.5", "1"],
    "decimal": ["7", "0.25"],
    "nonNegativeInteger": ["0", "12"],
    "date": ["1924-12-17"],
    "gYear": ["1924"],
    "gMonth": ["--12"],
    "gDay": ["---17"],
    "gYearMonth": ["1924-12"],
    "gMonthDay": ["--12-17"],
    "time": ["09:30:00"],
    "dateTime": ["1924-12-17T09:30:00"],
}


def features(grammar: Grammar) -> set[Feature]:
    """Everything that some document of the grammar can show."""
    found: set[Feature] = set()
    for name in grammar.elements:
        kind = grammar.type(name)
        found.add(("element", name))
        for leaf in leaves(kind.content):
            if leaf[0] == "element":
                found.add(("child", name, leaf[1]))
        for attribute in kind.attributes.values():
            found.add(("attribute", name, attribute.name))
            for leaf in leaves(attribute.value):
                if leaf[0] == "value":
                    found.add(("value", name, attribute.name, leaf[1]))
    return found


def documents(
    grammar: Grammar, seed: int, words: Sequence[str] = _WORDS
) -> Iterator[etree._Element]:
    """Documents, the same for each seed, that among them show every feature."""
    walk = _Walk(grammar, Random(seed), words)
    left = features(grammar)
    while left:
        aim = min(left)
        root = walk.document(aim)
        assert aim in walk.visited, f"the walk cannot reach {aim}"
        left -= walk.visited
        yield root


class _Walk:
    def __init__(self, grammar: Grammar, random: Random, words: Sequence[str]) -> None:
        self.grammar = grammar
        self.words = words
        self.random = random
        self.visited: set[Feature] = set()
        self.ids = 0
        self.costs = _costs(grammar)
        self.parents = _parents(grammar)

    def document(self, aim: Feature) -> etree._Element:
        self.visited = set()
        self.ids = 0
        path = self._path(aim[1])
        if aim[0] == "child":
            path.append(aim[2])
        return self._element(path, aim if aim[0] in ("attribute", "value") else None, 0)

    def _path(self, name: str) -> list[str]:
        """The names from a root to ``name``: a shortest way."""
        path = [name]
        while path[0] not in self.grammar.start:
            path.insert(0, self.parents[path[0]])
        return path

    def _element(self, path: list[str], aim: Feature | None, depth: int) -> etree._Element:
        name, *rest = path
        kind = self.grammar.type(name)
        element = etree.Element(f"{{{TEI}}}{name}", nsmap={None: TEI} if depth == 0 else None)
        self.visited.add(("element", name))
        here = aim is not None and not rest and aim[1] == name
        for attribute in kind.attributes.values():
            wanted = here and aim is not None and aim[2] == attribute.name
            if attribute.required or wanted or self.random.random() < 0.15:
                must = ("value", aim[3]) if wanted and aim is not None and len(aim) > 3 else None
                tokens = self._sample(attribute.value, must, 0)
                for leaf in tokens:
                    if leaf[0] == "value":
                        self.visited.add(("value", name, attribute.name, leaf[1]))
                value = " ".join(self._string(leaf) for leaf in tokens)
                prefix, _, local = attribute.name.rpartition(":")
                element.set(f"{{{XML}}}{local}" if prefix == "xml" else local, value)
                self.visited.add(("attribute", name, attribute.name))
        must = ("element", rest[0]) if rest else None
        last: etree._Element | None = None
        for leaf in self._sample(kind.content, must, depth):
            if leaf[0] == "element":
                self.visited.add(("child", name, leaf[1]))
                led = leaf == must
                last = self._element(rest if led else [leaf[1]], aim if led else None, depth + 1)
                element.append(last)
                must = None if led else must
            elif last is None:
                element.text = (element.text or "") + self._string(leaf)
            else:
                last.tail = (last.tail or "") + self._string(leaf)
        return element

    def _sample(self, pattern: Pattern, must: Pattern | None, depth: int) -> list[Pattern]:
        """Leaves in an order that the pattern matches, ``must`` among them."""
        random = self.random
        short = depth >= MAX_DEPTH
        match pattern[0]:
            case "empty":
                return []
            case "choice":
                options = sorted(pattern[1], key=str)
                if must is not None:
                    options = [p for p in options if must in leaves(p)]
                elif short or random.random() < 0.3:
                    cheapest = min(self._cost(p) for p in options)
                    options = [p for p in options if self._cost(p) == cheapest]
                return self._sample(random.choice(options), must, depth)
            case "group" | "interleave":
                _, left, right = pattern
                first = must is not None and must in leaves(left)
                if first and must in leaves(right):
                    first = random.random() < 0.5
                before = self._sample(left, must if first else None, depth)
                return before + self._sample(right, None if first else must, depth)
            case "star":
                count = 0 if short else random.choice((0, 0, 1, 2) if depth < 5 else (0, 0, 0, 1))
                rounds: list[Pattern | None] = [None] * count
                if must is not None:
                    rounds.insert(random.randint(0, count), must)
                return [leaf for m in rounds for leaf in self._sample(pattern[1], m, depth)]
            case _:
                assert pattern != NOT_ALLOWED
                return [pattern]

    def _cost(self, pattern: Pattern) -> float:
        return _cost(pattern, self.costs)

    def _string(self, leaf: Pattern) -> str:
        if leaf == TEXT:
            return " ".join(self.random.choices(self.words, k=self.random.randint(1, 4)))
        if leaf[0] == "value":
            return str(leaf[1])
        if leaf[1] == "ID":
            self.ids += 1
            return f"id{self.ids}"
        return self.random.choice(_samples(leaf))


@cache
def _samples(leaf: Pattern) -> list[str]:
    """Some strings that a datatype allows."""
    _, kind, params = leaf
    found = list(_SAMPLES[kind])
    for name, value in params:
        if name == "pattern":
            expression = re.compile(translate_pattern(value, anchors=False))
            found = [s for s in found if expression.fullmatch(s)]
        elif name == "minInclusive":
            found = [s for s in found if float(s) >= float(value)]
        elif name == "maxInclusive":
            found = [s for s in found if float(s) <= float(value)]
    assert found, f"no sample for {leaf}"
    return found


def _cost(pattern: Pattern, costs: dict[str, float]) -> float:
    """How many elements the smallest match of a pattern has, all depths counted."""
    match pattern[0]:
        case "element":
            return costs.get(pattern[1], float("inf"))
        case "choice":
            return min(_cost(p, costs) for p in pattern[1])
        case "group" | "interleave":
            return _cost(pattern[1], costs) + _cost(pattern[2], costs)
        case _:
            return 0


def _costs(grammar: Grammar) -> dict[str, float]:
    costs: dict[str, float] = {}
    changed = True
    while changed:
        changed = False
        for name in grammar.elements:
            cost = 1 + _cost(grammar.type(name).content, costs)
            if cost < costs.get(name, float("inf")):
                costs[name] = cost
                changed = True
    return costs


def _parents(grammar: Grammar) -> dict[str, str]:
    """For each element, the one before it on a shortest way from a root."""
    parents: dict[str, str] = {}
    queue = deque(sorted(grammar.start))
    while queue:
        parent = queue.popleft()
        for leaf in sorted(leaves(grammar.type(parent).content), key=str):
            if leaf[0] == "element" and leaf[1] not in parents and leaf[1] not in grammar.start:
                parents[leaf[1]] = parent
                queue.append(leaf[1])
    return parents
