"""Grammars put together: include, div, combine (RELAX NG §4.6, §4.7, §4.11, §4.17, §4.18).

A ``Scope`` is a grammar as its references see it: for each name, its definitions in order.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from siglum.relaxng import syntax as s
from siglum.relaxng.refusal import refuse
from siglum.relaxng.resources import Resolver, load, resolve

#: Reads a part of a schema: its bytes, name, inherited namespace, and the section that brought it.
Reader = Callable[[bytes, str, str, str], s.Pattern]


class Scope:
    """A grammar without includes and divs: ``starts``, ``defines`` by name, and the one around."""

    __slots__ = ("at", "defines", "parent", "starts")

    def __init__(self, at: s.Position, parent: "Scope | None") -> None:
        self.at = at
        self.parent = parent
        self.starts: list[s.Start] = []
        self.defines: dict[str, list[s.Define]] = {}


class _Loaded(NamedTuple):
    pattern: s.Pattern
    target: str


class Assembler:
    """Makes scopes of grammars, and reads the files that they refer to.

    ``files`` are the files read so far, by name, with their bytes: all that the schema is made of.
    """

    def __init__(self, reader: Reader, resolver: Resolver | None) -> None:
        self._reader = reader
        self._resolver = resolver
        self.files: dict[str, bytes] = {}

    def scope(self, grammar: s.Grammar, parent: Scope | None) -> Scope:
        """The grammar, its includes read and its combinations checked.

        Raises:
            FindingError: a part cannot be read, or a rule of §4.7, §4.17 or §4.18 is broken.
        """
        made = Scope(grammar.at, parent)
        for component in self._flat(grammar.components, ()):
            if isinstance(component, s.Start):
                made.starts.append(component)
            else:
                made.defines.setdefault(component.name, []).append(component)
        if not made.starts:
            refuse(grammar.at, "4.18", "the grammar has no start")
        _check_combine(made.starts, "start")
        for name, defines in made.defines.items():
            if len(defines) > 1:
                _check_combine(defines, name)
        return made

    def external(self, reference: s.ExternalRef, chain: tuple[str, ...]) -> _Loaded:
        """§4.6: the pattern of the file, and the file, for the chain of those within it."""
        return self._read(reference, "4.6", chain)

    def _read(
        self, reference: s.ExternalRef | s.Include, section: str, chain: tuple[str, ...]
    ) -> _Loaded:
        target = resolve(reference.base, reference.href)
        if target in chain:
            refuse(reference.at, section, f"{reference.href} leads back to itself")
        resource = load(reference.href, reference.base, reference.at, self._resolver)
        self.files[resource.name] = resource.data
        ns = reference.ns or ""
        return _Loaded(self._reader(resource.data, target, ns, section), target)

    def _flat(
        self, components: Iterable[s.Component], chain: tuple[str, ...]
    ) -> Iterator[s.Start | s.Define]:
        for component in components:
            match component:
                case s.Div(inner):
                    yield from self._flat(inner, chain)
                case s.Include():
                    yield from self._included(component, chain)
                case s.Start() | s.Define():
                    yield component

    def _included(self, include: s.Include, chain: tuple[str, ...]) -> Iterator[s.Start | s.Define]:
        pattern, target = self._read(include, "4.7", chain)
        if not isinstance(pattern, s.Grammar):
            refuse(include.at, "4.7", f"{include.href} is no grammar, and so cannot be included")
        theirs = list(self._flat(pattern.components, (*chain, target)))
        ours = list(self._flat(include.components, chain))
        for component in ours:
            if not any(_same(component, other) for other in theirs):
                what = (
                    f"definition of {component.name}"
                    if isinstance(component, s.Define)
                    else ("start")
                )
                refuse(component.at, "4.7", f"{include.href} has no {what} to be replaced")
        replaced = {c.name for c in ours if isinstance(c, s.Define)}
        starts = any(isinstance(c, s.Start) for c in ours)
        for component in theirs:
            if isinstance(component, s.Start):
                if not starts:
                    yield component
            elif component.name not in replaced:
                yield component
        yield from ours


def _same(one: s.Start | s.Define, other: s.Start | s.Define) -> bool:
    if isinstance(one, s.Define):
        return isinstance(other, s.Define) and one.name == other.name
    return isinstance(other, s.Start)


def _check_combine(parts: "list[s.Start] | list[s.Define]", name: str) -> None:
    """§4.17: one definition at most without combine, and the same combine in all others."""
    if len(parts) < 2:
        return
    without = [part for part in parts if part.combine is None]
    if len(without) > 1:
        refuse(without[1].at, "4.17", f"{name} is defined a second time, and without combine")
    ways = [part for part in parts if part.combine is not None]
    for part in ways:
        if part.combine != ways[0].combine:
            refuse(part.at, "4.17", f"{name} is combined by choice here and by interleave there")
