"""What a schema knows, by name: its elements, where they may stand, their attributes and classes.

Messages, hints and ``siglum explain`` ask here; a valid document never does.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from siglum.relaxng.derivatives import heads
from siglum.relaxng.names import is_finite, listed, split
from siglum.relaxng.patterns import (
    ATTRIBUTE,
    ELEMENT,
    NULLABLE,
    Attribute,
    Choice,
    Data,
    Element,
    Group,
    Interleave,
    List,
    OneOrMore,
    Pattern,
    Pool,
    Text,
    Value,
)


class Vocabulary:
    """The names of a schema.

    ``classes`` are the definitions that stand for a choice of elements, such as ``model.pLike``,
    each with the names of those elements.
    """

    def __init__(self, pool: Pool, start: Pattern, classes: Mapping[str, frozenset[str]]) -> None:
        self.pool = pool
        self.start = start
        self.classes = classes

    @cached_property
    def elements(self) -> dict[str, list[Element]]:
        """The elements of each name; those of ``anyName`` and ``nsName`` are left out."""
        found: dict[str, list[Element]] = {}
        for element in reachable(self.start):
            for name in listed(element.names):
                found.setdefault(name, []).append(element)
        return found

    @cached_property
    def wild(self) -> list[Element]:
        """The elements with infinitely many names."""
        return [e for e in reachable(self.start) if not is_finite(e.names)]

    @cached_property
    def home(self) -> str:
        """The namespace of the root, or of most elements where there are several roots."""
        count: dict[str, int] = {}
        for name in self.first((self.start,)):
            ns = split(name)[0]
            count[ns] = count.get(ns, 0) + 1
        return max(count, key=lambda ns: count[ns]) if count else ""

    @cached_property
    def by_local(self) -> dict[str, list[str]]:
        """The names of elements by local name."""
        found: dict[str, list[str]] = {}
        for name in self.elements:
            found.setdefault(split(name)[1], []).append(name)
        return found

    @cached_property
    def namespaces(self) -> set[str]:
        """The namespaces of the elements."""
        return {split(name)[0] for name in self.elements}

    @cached_property
    def attributes(self) -> dict[str, set[str]]:
        """The names of attributes, each with the names of the elements that have it."""
        found: dict[str, set[str]] = {}
        for name, elements in self.elements.items():
            for element in elements:
                for attribute in attributes_in(element.content):
                    for own in listed(attribute.names):
                        found.setdefault(own, set()).add(name)
        return found

    @cached_property
    def parents(self) -> dict[str, list[str]]:
        """The elements that each element may stand in, in the order of the schema."""
        found: dict[str, dict[str, None]] = {}
        for name, elements in self.elements.items():
            for element in elements:
                for child in self.children(element.content):
                    found.setdefault(child, {})[name] = None
        return {name: list(parents) for name, parents in found.items()}

    def children(self, pattern: Pattern) -> dict[str, None]:
        """The names of the elements somewhere in a pattern, in its order."""
        found: dict[str, None] = {}
        for element in elements_in(pattern):
            for name in listed(element.names):
                found[name] = None
        return found

    def first(self, patterns: Iterable[Pattern]) -> dict[str, None]:
        """The names of the elements that may come next, by letters.

        The items of a choice are in the order in which they were first needed, which is not that
        of the schema, and not the same in each process.
        """
        found = {
            name
            for pattern in patterns
            for element in heads(self.pool, pattern)
            for name in listed(element.names)
        }
        return dict.fromkeys(sorted(found))


def classes_of(defined: Iterable[tuple[str, Pattern]]) -> dict[str, frozenset[str]]:
    """The definitions that stand for a choice of two elements or more, with their names."""
    found = {}
    for name, pattern in defined:
        if isinstance(pattern, Choice) and all(isinstance(i, Element) for i in pattern.items):
            names = [n for i in pattern.items if isinstance(i, Element) for n in listed(i.names)]
            if len(names) > 1:
                found[name] = frozenset(names)
    return found


def reachable(start: Pattern) -> Iterator[Element]:
    """The elements that a document can hold, each once, outer ones first."""
    seen: set[Pattern] = {start}
    waiting = [start]
    while waiting:
        pattern = waiting.pop()
        match pattern:
            case Element():
                yield pattern
                inner: tuple[Pattern, ...] = (pattern.content,)
            case Choice() | Group() | Interleave():
                inner = pattern.items
            case OneOrMore():
                inner = (pattern.item,)
            case _:
                continue
        for part in reversed(inner):
            if part.flags & ELEMENT and part not in seen:
                seen.add(part)
                waiting.append(part)


def elements_in(pattern: Pattern) -> Iterator[Element]:
    """The elements in a pattern, not those within them, each once."""
    seen: set[Pattern] = set()
    waiting = [pattern]
    while waiting:
        part = waiting.pop()
        if part in seen or not part.flags & ELEMENT:
            continue
        seen.add(part)
        match part:
            case Element():
                yield part
            case Choice() | Group() | Interleave():
                waiting.extend(reversed(part.items))
            case OneOrMore():
                waiting.append(part.item)
            case _:
                pass


def attributes_in(pattern: Pattern) -> Iterator[Attribute]:
    """The attributes in a pattern, each once."""
    seen: set[Pattern] = set()
    waiting = [pattern]
    while waiting:
        part = waiting.pop()
        if part in seen or not part.flags & ATTRIBUTE:
            continue
        seen.add(part)
        match part:
            case Attribute():
                yield part
            case Choice() | Group() | Interleave():
                waiting.extend(reversed(part.items))
            case OneOrMore():
                waiting.append(part.item)
            case _:
                pass


#: Alternatives: one of these names (elements as ``name``, text as "").
Alternatives = dict[str, None]


def needed(pattern: Pattern) -> list[Alternatives]:
    """The elements without which a pattern cannot be matched, in order, each with alternatives."""
    if pattern.flags & NULLABLE:
        return []
    match pattern:
        case Element():
            return [dict.fromkeys(listed(pattern.names))]
        case Group() | Interleave():
            return [found for item in pattern.items for found in needed(item)]
        case OneOrMore():
            return needed(pattern.item)
        case Choice():
            joined: Alternatives = {}
            for item in pattern.items:
                for found in needed(item)[:1]:
                    joined.update(found)
            return [joined] if joined else []
        case Data() | Value() | List() | Text():
            return [{"": None}]
        case _:
            return []


def needed_attributes(pattern: Pattern) -> list[Alternatives]:
    """The same for attributes: those without which the start tag cannot end."""
    if not pattern.flags & ATTRIBUTE or pattern.flags & NULLABLE:
        return []
    match pattern:
        case Attribute():
            return [dict.fromkeys(listed(pattern.names))]
        case Group() | Interleave():
            return [found for item in pattern.items for found in needed_attributes(item)]
        case OneOrMore():
            return needed_attributes(pattern.item)
        case Choice():
            joined: Alternatives = {}
            for item in pattern.items:
                wanted = needed_attributes(item)
                if not wanted:
                    return []
                joined.update(wanted[0])
            return [joined] if joined else []
        case _:
            return []


def without_needed_attributes(pool: Pool, pattern: Pattern) -> Pattern:
    """What is left of a pattern when its attributes are taken for given."""
    if not pattern.flags & ATTRIBUTE:
        return pattern
    match pattern:
        case Choice():
            return pool.choice(without_needed_attributes(pool, i) for i in pattern.items)
        case Group():
            return pool.group(without_needed_attributes(pool, i) for i in pattern.items)
        case Interleave():
            return pool.interleave(without_needed_attributes(pool, i) for i in pattern.items)
        case OneOrMore():
            return pool.one_or_more(without_needed_attributes(pool, pattern.item))
        case _:
            return pool.empty


def later_heads(
    pool: Pool, pattern: Pattern
) -> "Iterator[tuple[Element, Pattern, tuple[Pattern, ...]]]":
    """The elements that may come once others have: each with what follows it, and the others."""
    match pattern:
        case Element():
            yield pattern, pool.empty, ()
        case Choice():
            for item in pattern.items:
                yield from later_heads(pool, item)
        case Group():
            for number, item in enumerate(pattern.items):
                before, after = pattern.items[:number], pattern.items[number + 1 :]
                for element, rest, skipped in later_heads(pool, item):
                    yield element, pool.group((rest, *after)), (*before, *skipped)
        case Interleave():
            for number, item in enumerate(pattern.items):
                others = pattern.items[:number] + pattern.items[number + 1 :]
                for element, rest, skipped in later_heads(pool, item):
                    yield element, pool.interleave((rest, *others)), skipped
        case OneOrMore():
            for element, rest, skipped in later_heads(pool, pattern.item):
                yield element, pool.group((rest, pool.optional(pattern))), skipped
        case _:
            return
