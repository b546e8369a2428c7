"""Whether two RELAX NG schemas mean the same: compared element by element, all that they allow.

Both are simplified into one pool of patterns, so that equal patterns are one object. Two elements
mean the same if their attributes are the same patterns, and their contents, walked through child by
child together, allow the same children at each step, of which the same is then asked. What differs
is told apart as well as can be; a difference that is only one of form is told too.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from siglum.document import TEI
from siglum.relaxng import patterns as p
from siglum.relaxng.compile import read
from siglum.relaxng.derivatives import heads
from siglum.relaxng.grammar import Assembler
from siglum.relaxng.names import SEPARATOR, NameClass
from siglum.relaxng.simplify import Simplifier

MAX_STATES = 3000


class Difference(NamedTuple):
    """Where two schemas differ: the element, in what, and what only one or the other has."""

    element: str
    what: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]


def differences(ours: bytes, theirs: Path) -> list[Difference]:
    """All differences between a schema and that in a file, by element."""
    pool = p.Pool()
    starts = [
        Simplifier(pool, Assembler(read, None)).schema(read(data, name), name)
        for data, name in ((ours, "ours.rng"), (theirs.read_bytes(), str(theirs)))
    ]
    return sorted(set(_Comparison(pool).run(*starts)))


#: What may come next, by a word for it: what follows, and the pattern itself.
_Steps = dict[str, tuple[p.Pattern, p.Pattern]]


class _Comparison:
    def __init__(self, pool: p.Pool) -> None:
        self.pool = pool
        self.seen: set[tuple[p.Pattern, p.Pattern]] = set()
        self.waiting: list[tuple[p.Element, p.Element]] = []

    def run(self, one: p.Pattern, other: p.Pattern) -> Iterator[Difference]:
        yield from self.contents("start", one, other)
        while self.waiting:
            first, second = self.waiting.pop()
            if (first, second) in self.seen:
                continue
            self.seen.add((first, second))
            name = show(first.names)
            mine, my_content = self.parted(first.content)
            yours, your_content = self.parted(second.content)
            if mine.keys() != yours.keys():
                ours, theirs = mine.keys() - yours.keys(), yours.keys() - mine.keys()
                yield Difference(name, "attributes", tuple(sorted(ours)), tuple(sorted(theirs)))
            for key in mine.keys() & yours.keys():
                yield from self.contents(f"{name} {key}", mine[key], yours[key])
            yield from self.contents(name, my_content, your_content)

    def parted(self, content: p.Pattern) -> tuple[dict[str, p.Pattern], p.Pattern]:
        """The attributes of an element, by name, each with its value; and the rest of it."""
        attributes: dict[str, p.Pattern] = {}
        rest = []
        for item in content.items if isinstance(content, p.Group) else (content,):
            match item:
                case p.Attribute():
                    attributes[f"@{show(item.names)}"] = item.value
                case p.Choice(items=(p.Empty(), p.Attribute() as attribute)):
                    attributes[f"@{show(attribute.names)}?"] = attribute.value
                case _ if item.flags & p.ATTRIBUTE:
                    attributes[describe(item)] = self.pool.empty
                case _:
                    rest.append(item)
        return attributes, self.pool.group(rest)

    def contents(self, name: str, start: p.Pattern, twin: p.Pattern) -> Iterator[Difference]:
        """Walk through two contents together; equal elements wait to be compared."""
        known = {(start, twin)}
        states = [(start, twin)]
        while states:
            first, second = states.pop()
            if first.nullable != second.nullable:
                yield Difference(name, "end", (str(first.nullable),), (str(second.nullable),))
            mine, yours = self.steps(first), self.steps(second)
            for key, its_twin in self.same_lists(mine, yours).items():
                yours[key] = yours.pop(its_twin)
            if mine.keys() != yours.keys():
                yield Difference(
                    name,
                    "content",
                    tuple(sorted(mine.keys() - yours.keys())),
                    tuple(sorted(yours.keys() - mine.keys())),
                )
            for key in mine.keys() & yours.keys():
                step = mine[key][0], yours[key][0]
                one, other = mine[key][1], yours[key][1]
                if isinstance(one, p.Element) and isinstance(other, p.Element):
                    self.waiting.append((one, other))
                if step not in known:
                    known.add(step)
                    states.append(step)
            if len(known) > MAX_STATES:
                yield Difference(name, "too many states", (), ())
                return

    def same_lists(self, mine: _Steps, yours: _Steps) -> dict[str, str]:
        """Lists that are written in different ways, and allow the same tokens."""
        return {
            key: twin
            for key in mine.keys() - yours.keys()
            for twin in yours.keys() - mine.keys()
            if isinstance(one := mine[key][1], p.List)
            and isinstance(other := yours[twin][1], p.List)
            and not list(self.contents("", one.item, other.item))
        }

    def steps(self, pattern: p.Pattern) -> _Steps:
        """What may come next, by a word for it: what follows, and the pattern itself."""
        found: _Steps = {}
        for element, rest in heads(self.pool, pattern).items():
            key = show(element.names)
            if key in found:
                rest = self.pool.choice((rest, found[key][0]))
            found[key] = (rest, element)
        for leaf, rest in leaves(self.pool, pattern):
            key = describe(leaf)
            if key in found:
                rest = self.pool.choice((rest, found[key][0]))
            found[key] = (rest, leaf)
        return found


def leaves(pool: p.Pool, pattern: p.Pattern) -> Iterator[tuple[p.Pattern, p.Pattern]]:
    """The pieces of text that may come first, each with what may follow it."""
    if not pattern.flags & (p.TEXT | p.DATA):
        return
    match pattern:
        case p.Text():
            yield pattern, pattern
        case p.Data() | p.Value() | p.List():
            yield pattern, pool.empty
        case p.Choice():
            for item in pattern.items:
                yield from leaves(pool, item)
        case p.Group():
            for number, item in enumerate(pattern.items):
                for leaf, rest in leaves(pool, item):
                    yield leaf, pool.group((rest, *pattern.items[number + 1 :]))
                if not item.nullable:
                    break
        case p.Interleave():
            for number, item in enumerate(pattern.items):
                for leaf, rest in leaves(pool, item):
                    others = pattern.items[:number] + pattern.items[number + 1 :]
                    yield leaf, pool.interleave((rest, *others))
        case p.OneOrMore():
            for leaf, rest in leaves(pool, pattern.item):
                yield leaf, pool.group((rest, pool.optional(pattern)))
        case _:
            return


def show(names: NameClass) -> str:
    """A name class, TEI's names by their local names."""
    match names:
        case (0, str(name)):
            return name.removeprefix(f"{TEI}{SEPARATOR}").replace(SEPARATOR, " ")
        case _:
            return str(names)


def describe(pattern: p.Pattern) -> str:
    """A pattern in a short notation, the same for patterns that differ in order alone."""
    match pattern:
        case p.Attribute():
            return f"@{show(pattern.names)} {{{describe(pattern.value)}}}"
        case p.Choice():
            return "(" + " | ".join(sorted(describe(item) for item in pattern.items)) + ")"
        case p.Group():
            items = [describe(item) for item in pattern.items]
            if len(items) > 1 and items[-1] == f"({items[-2]}+ | empty)":
                items[-2:] = [f"{items[-2]}+"]
            return "(" + ", ".join(items) + ")"
        case p.Interleave():
            return "(" + " & ".join(sorted(describe(item) for item in pattern.items)) + ")"
        case p.OneOrMore():
            return describe(pattern.item) + "+"
        case p.List():
            return f"list {{{describe(pattern.item)}}}"
        case p.Data():
            return repr(pattern.datatype)
        case p.Value():
            return repr(pattern.text)
        case p.Element():
            return show(pattern.names)
        case _:
            return type(pattern).__name__.lower()
