"""Content models and datatypes as RELAX NG patterns."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import permutations

from siglum.odd import identities
from siglum.odd.documentation import summary
from siglum.odd.facets import settled
from siglum.odd.inheritance import Inheritance
from siglum.odd.model import (
    UNBOUNDED,
    Alternate,
    AnyElement,
    ClassRef,
    ClassSpec,
    Content,
    Customization,
    DataRef,
    Documentation,
    ElementRef,
    Empty,
    Expand,
    InlineAttribute,
    InlineElement,
    MacroRef,
    Member,
    Native,
    PatternRef,
    Repeated,
    Sequence,
    Spec,
    TextNode,
    Tokens,
    ValList,
)
from siglum.odd.reach import ANY, reachable
from siglum.relaxng import syntax as rng

_MOST_ORDERS = 6  # of six items there are 720 orders


class Patterns:
    """Makes patterns; ``extra`` collects the definitions that they ask for on the way."""

    def __init__(self, customization: Customization, inheritance: Inheritance) -> None:
        self.customization = customization
        self.inheritance = inheritance
        self.extra: dict[str, rng.Define] = {}

    def name(self, spec: Spec) -> str:
        """The name of the pattern that defines a specification."""
        prefix = self.customization.prefix if spec.prefix is None else spec.prefix
        return prefix + spec.ident

    def ref(self, key: str) -> rng.Ref:
        """A reference to the definition of an element, class, macro or datatype."""
        made = self.customization
        spec = made.elements.get(key) or made.classes.get(key) or made.macros.get(key)
        return rng.Ref(key if spec is None else self.name(spec))

    def documentation(self, docs: Documentation) -> tuple[str, ...]:
        """What an ``a:documentation`` says; none where there is nothing to say."""
        text = summary(docs, self.customization.language)
        return (text,) if text else ()

    # -- content --------------------------------------------------------------------------------

    def content(self, content: Content, owner: str) -> rng.Pattern:
        """A content model as a pattern; ``owner`` is the identifier of what it belongs to."""
        match content:
            case Sequence(items, preserve_order=False):
                return interleave(self.in_any_order(items, owner))
            case Sequence(items):
                return group(self.content(item, owner) for item in items)
            case Alternate(items):
                return choice(self.content(item, owner) for item in items)
            case Repeated(item, least, most):
                return repeat(self.content(item, owner), least, most)
            case Tokens(item):
                return rng.List((self.content(item, owner),))
            case ElementRef(key) | MacroRef(key):
                return self.ref(key)
            case ClassRef():
                return self.class_ref(content)
            case DataRef():
                return self.data(content, owner)
            case TextNode():
                return rng.Text()
            case Empty():
                return rng.Empty()
            case AnyElement():
                return self.any_element(content, owner)
            case ValList(kind):
                values = self.values(content)
                return choice((*values, rng.Text()) if kind in ("semi", "open") else values)
            case PatternRef(name):
                return rng.Ref(self.prefixed(name))
            case InlineElement(name, inner):
                return rng.Element(name, (self.content(inner, owner),))
            case InlineAttribute(name, inner):
                return rng.Attribute(name, self.content(inner, owner))
            case Native(pattern):
                return pattern

    def in_any_order(self, items: tuple[Content, ...], owner: str) -> Iterator[rng.Pattern]:
        """The operands of an interleave, in which no element and no text stands in two of them.

        RELAX NG §7.4 forbids that; items that share something are written out in each order.
        """
        together: list[tuple[set[str], list[Content]]] = []
        for item in items:
            if isinstance(item, TextNode) and item in (i for _, held in together for i in held):
                continue  # text may stand anywhere already
            found = set(reachable(self.customization, item, frozenset()))
            shared = [pair for pair in together if pair[0] & found or ANY in pair[0] | found]
            together = [pair for pair in together if pair not in shared]
            merged = found.union(*(names for names, _ in shared))
            together.append((merged, [*(i for _, held in shared for i in held), item]))
        for _, held in together:
            made = [self.content(item, owner) for item in held]
            if 1 < len(made) <= _MOST_ORDERS:
                yield choice(group(order) for order in permutations(made))
            else:
                yield from made

    def prefixed(self, name: str) -> str:
        """The name of a pattern of attributes; names from other grammars stay as they are."""
        class_ = name.partition(".attribute")[0]
        spec = self.customization.classes.get(class_)
        return name if spec is None else self.name(spec) + name[len(class_) :]

    def values(self, values: ValList) -> tuple[rng.Pattern, ...]:
        """The values of a list, each with what it means."""
        return tuple(
            rng.Value(item.name, documentation=self.documentation(item.docs))
            for item in values.items
        )

    def data(self, ref: DataRef, owner: str) -> rng.Pattern:
        """A datatype; one of TEI's that is narrowed is written out."""
        if not ref.key:
            facets = settled(ref.name, ref.facets)
            if facets is None:
                return rng.NotAllowed()
            return rng.Data(ref.name, params=tuple(rng.Param(*facet) for facet in facets))
        spec = self.customization.macros.get(ref.key)
        if not ref.facets or spec is None or spec.content is None:
            return self.ref(ref.key)
        return self.content(narrowed(self.customization, spec.content, ref.facets), owner)

    # -- classes --------------------------------------------------------------------------------

    def class_ref(self, ref: ClassRef) -> rng.Pattern:
        """The members of a class as a content model asks for them."""
        spec = self.customization.classes[ref.key]
        if ref.include or ref.except_:
            return self.members(spec, ref.expand, ref.include, ref.except_)
        name = self.name(spec)
        if ref.expand is Expand.ALTERNATION:
            return rng.Ref(name)
        name = f"{name}_{ref.expand}"
        if name not in self.extra:
            self.extra[name] = rng.Define(name, ())  # what a cycle of memberships finds
            self.extra[name] = rng.Define(name, (self.members(spec, ref.expand),))
        return rng.Ref(name)

    def members(
        self,
        class_: ClassSpec,
        expand: Expand,
        include: tuple[str, ...] = (),
        except_: tuple[str, ...] = (),
    ) -> rng.Pattern:
        """The members of a class, expanded; one of an empty class is never matched."""
        found: list[rng.Pattern] = []
        for ident in self.customization.members(class_.ident):
            made = self._member(ident, class_, expand, include, except_)
            if made is not None:
                found.append(made)
        match expand:
            case Expand.ALTERNATION:
                return choice(found)
            case Expand.SEQUENCE:
                return group(found)
            case Expand.SEQUENCE_OPTIONAL:
                return group(rng.Optional((item,)) for item in found)
            case Expand.SEQUENCE_OPTIONAL_REPEATABLE:
                return group(rng.ZeroOrMore((item,)) for item in found)
            case Expand.SEQUENCE_REPEATABLE:
                return group(rng.OneOrMore((i,)) for i in found) if found else rng.NotAllowed()

    def _member(
        self,
        ident: str,
        class_: ClassSpec,
        expand: Expand,
        include: tuple[str, ...],
        except_: tuple[str, ...],
    ) -> rng.Pattern | None:
        if ident in except_:
            return None
        if ident in self.customization.elements:
            if include and ident not in include:
                return None
            spec = self.customization.elements[ident]
            member = next(m for m in spec.members or () if m.key == class_.ident)
            return repeat(self.ref(ident), *_times(member))
        inner = self.customization.classes[ident]
        if inner.type != "model":
            return None
        if (not include or ident in include) and not (set(except_) & self._all_members(ident)):
            return self.class_ref(ClassRef(ident, expand))
        if include and ident not in include and not (set(include) & self._all_members(ident)):
            return None
        rest = () if ident in include else include
        return self.members(inner, expand, rest, except_)

    def _all_members(self, key: str) -> set[str]:
        found: set[str] = set()
        waiting = [key]
        while waiting:
            for member in self.customization.members(waiting.pop()):
                if member not in found:
                    found.add(member)
                    waiting.append(member)
        return found

    # -- any element ----------------------------------------------------------------------------

    @cached_property
    def identities(self) -> Mapping[tuple[str, str], identities.Identifying]:
        """The attributes of the customization's own elements that identify."""
        return identities.of_elements(self.customization, self.inheritance)

    def any_element(self, content: AnyElement, owner: str) -> rng.Pattern:
        """Any element, and in it again any of these."""
        listed = content.except_
        if listed is None:
            listed = tuple(
                pair for pair in self.customization.exceptions if pair[0] not in content.require
            )
        but = [rng.Name(ns, name) if name else rng.NsName(ns) for ns, name in listed]
        except_ = _names(but)
        if content.require:
            spaces: list[rng.NameClass] = []
            for space in content.require:
                inner = [item for item in but if isinstance(item, rng.Name) and item.ns == space]
                if rng.NsName(space) not in but:
                    spaces.append(rng.NsName(space, _names(inner)))
            names = _names(spaces) or rng.AnyName(rng.AnyName())
        else:
            names = rng.AnyName(except_)
        names, identified = identities.split(names, self.identities)
        number = 1
        while True:
            name = f"anyElement_{owner}" + (f"_{number}" if number > 1 else "")
            elements = [_any(names, name)]
            for attributes, known in identified.items():
                elements.append(_any(_names(known) or names, name, attributes))
            made = rng.Define(name, (choice(elements),))
            if self.extra.setdefault(name, made) == made:
                return rng.Ref(name)
            number += 1


def _any(names: rng.NameClass, name: str, identifying: identities.Identifying = ()) -> rng.Element:
    """An element with any attributes, those that identify of their own types."""
    own = [(rng.Name(*attribute), rng.Data(kind)) for attribute, kind in identifying]
    return rng.Element(
        names,
        (
            rng.ZeroOrMore((rng.Attribute(rng.AnyName(_names(name for name, _ in own))),)),
            *(rng.Optional((rng.Attribute(name, kind),)) for name, kind in own),
            rng.ZeroOrMore((rng.Choice((rng.Text(), rng.Ref(name))),)),
        ),
    )


def _names(items: Iterable[rng.NameClass]) -> rng.NameClass | None:
    found = tuple(items)
    return rng.NameChoice(found) if len(found) > 1 else found[0] if found else None


def _times(member: Member) -> tuple[int, int]:
    return member.least, member.most


def narrowed(
    customization: Customization,
    content: Content,
    facets: tuple[tuple[str, str], ...],
    inside: frozenset[str] = frozenset(),
) -> Content:
    """A datatype's content with more facets on each of XML Schema's datatypes in it."""

    def inner(item: Content) -> Content:
        return narrowed(customization, item, facets, inside)

    match content:
        case DataRef(key="", facets=own):
            return replace(content, facets=(*own, *facets))
        case DataRef(key=key) if key not in inside:
            spec = customization.macros.get(key)
            if spec is None or spec.content is None:
                return content
            return narrowed(customization, spec.content, (*content.facets, *facets), inside | {key})
        case Sequence(items) | Alternate(items):
            return replace(content, items=tuple(inner(item) for item in items))
        case Repeated(item, least, most):
            return Repeated(inner(item), least, most)
        case Tokens(item):
            return Tokens(inner(item))
        case TextNode():
            return DataRef("", "string", facets)
        case _:
            return content


# -- patterns, simplified where they are made ----------------------------------------------------


def choice(patterns: Iterable[rng.Pattern]) -> rng.Pattern:
    """One of the patterns; none of none."""
    items = tuple(dict.fromkeys(patterns))
    return items[0] if len(items) == 1 else rng.Choice(items) if items else rng.NotAllowed()


def group(patterns: Iterable[rng.Pattern]) -> rng.Pattern:
    """The patterns in order."""
    items = tuple(patterns)
    return items[0] if len(items) == 1 else rng.Group(items) if items else rng.Empty()


def interleave(patterns: Iterable[rng.Pattern]) -> rng.Pattern:
    """The patterns in any order."""
    items = tuple(patterns)
    return items[0] if len(items) == 1 else rng.Interleave(items) if items else rng.Empty()


def repeat(pattern: rng.Pattern, least: int, most: int) -> rng.Pattern:
    """The pattern ``least`` to ``most`` times."""
    match least, most:
        case _, 0:
            return rng.Empty()
        case 1, 1:
            return pattern
        case 0, 1:
            return rng.Optional((pattern,))
        case 0, -1:
            return rng.ZeroOrMore((pattern,))
        case 1, -1:
            return rng.OneOrMore((pattern,))
        case _, _ if most == UNBOUNDED:
            return rng.Group((*[pattern] * (least - 1), rng.OneOrMore((pattern,))))
        case _:
            rest: tuple[rng.Pattern, ...] = ()
            for _ in range(most - least):
                rest = (rng.Optional((pattern, *rest)),)
            return group((*[pattern] * least, *rest))
