"""Derivatives of patterns (RELAX NG §6; after James Clark, "An algorithm for RELAX NG validation").

The derivative of a pattern by a part of a document is a pattern that matches what may follow it.
Four parts are told apart: a child element (``heads``), an attribute (``after_attribute``), the
end of the attributes (``without_attributes``) and a text (``after_text``). None looks into the
child element: its content is matched on its own, by the patterns of its ``Element``.
"""

from collections.abc import Callable

from siglum.relaxng.datatypes import Context, collapse, tokens
from siglum.relaxng.names import contains
from siglum.relaxng.patterns import (
    ATTRIBUTE,
    DATA,
    ELEMENT,
    NULLABLE,
    TEXT,
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

_NOTHING: dict[Element, Pattern] = {}


def heads(pool: Pool, pattern: Pattern) -> dict[Element, Pattern]:
    """The elements that may come first, each with the pattern of what may follow it."""
    known = pattern.heads
    if known is not None:
        return known
    found: dict[Element, Pattern] = {}
    if not pattern.flags & ELEMENT:
        found = _NOTHING
    elif isinstance(pattern, Element):
        found = {pattern: pool.empty}
    elif isinstance(pattern, Choice):
        for item in pattern.items:
            for element, rest in heads(pool, item).items():
                _add(pool, found, element, rest)
    elif isinstance(pattern, Group):
        for number, item in enumerate(pattern.items):
            after = pattern.items[number + 1 :]
            for element, rest in heads(pool, item).items():
                _add(pool, found, element, pool.group((rest, *after)))
            if not item.flags & NULLABLE:
                break
    elif isinstance(pattern, Interleave):
        for number, item in enumerate(pattern.items):
            others = pattern.items[:number] + pattern.items[number + 1 :]
            for element, rest in heads(pool, item).items():
                _add(pool, found, element, pool.interleave((rest, *others)))
    elif isinstance(pattern, OneOrMore):
        again = pool.optional(pattern)
        rests: dict[Pattern, Pattern] = {}  # nearly always one: what follows an item of a choice
        for element, rest in heads(pool, pattern.item).items():
            after_it = rests.get(rest)
            if after_it is None:
                after_it = rests[rest] = pool.group((rest, again))
            found[element] = after_it
    pattern.heads = found
    pool.filled.append(pattern)
    return found


def heads_named(pool: Pool, pattern: Pattern, name: str) -> dict[Element, Pattern]:
    """Those of ``heads`` that an element of that name can be.

    An interleave has as many states as orders, each met once or twice: nothing is worked out for
    the names that do not come.
    """
    if not isinstance(pattern, Interleave | Group):
        return {e: rest for e, rest in heads(pool, pattern).items() if contains(e.names, name)}
    found: dict[Element, Pattern] = {}
    for number, item in enumerate(pattern.items):
        after = pattern.items[number + 1 :]
        for element, rest in heads_named(pool, item, name).items():
            if isinstance(pattern, Group):
                _add(pool, found, element, pool.group((rest, *after)))
            else:
                others = pattern.items[:number] + after
                _add(pool, found, element, pool.interleave((rest, *others)))
        if isinstance(pattern, Group) and not item.flags & NULLABLE:
            break
    return found


def _add(pool: Pool, found: dict[Element, Pattern], element: Element, rest: Pattern) -> None:
    other = found.get(element)
    found[element] = rest if other is None else pool.choice((other, rest))


def after_attribute(
    pool: Pool, pattern: Pattern, name: str, matched: Callable[[Pattern], bool]
) -> Pattern:
    """What is left to match after an attribute.

    ``matched`` says of the pattern of a value whether the attribute's value matches it.
    """
    if not pattern.flags & ATTRIBUTE:
        return pool.not_allowed
    match pattern:
        case Attribute():
            fits = contains(pattern.names, name) and matched(pattern.value)
            return pool.empty if fits else pool.not_allowed
        case Choice():
            return pool.choice(after_attribute(pool, i, name, matched) for i in pattern.items)
        case Group() | Interleave():
            join = pool.group if isinstance(pattern, Group) else pool.interleave
            found = []
            for number, item in enumerate(pattern.items):
                rest = after_attribute(pool, item, name, matched)
                if rest is not pool.not_allowed:
                    before, after = pattern.items[:number], pattern.items[number + 1 :]
                    found.append(join((*before, rest, *after)))
            return pool.choice(found)
        case OneOrMore():
            rest = after_attribute(pool, pattern.item, name, matched)
            if rest is pool.not_allowed:
                return rest
            return pool.group((rest, pool.optional(pattern)))
        case _:
            return pool.not_allowed


def attributes_named(pattern: Pattern, name: str) -> list[Attribute]:
    """The attributes in a pattern that may have this name."""
    found: list[Attribute] = []
    _collect(pattern, name, found)
    return found


def _collect(pattern: Pattern, name: str, found: list[Attribute]) -> None:
    if not pattern.flags & ATTRIBUTE:
        return
    match pattern:
        case Attribute():
            if contains(pattern.names, name) and pattern not in found:
                found.append(pattern)
        case Choice() | Group() | Interleave():
            for item in pattern.items:
                _collect(item, name, found)
        case OneOrMore():
            _collect(pattern.item, name, found)
        case _:
            pass


def without_attributes(pool: Pool, pattern: Pattern) -> Pattern:
    """What is left when no attribute follows: ``notAllowed`` where one is missing."""
    if not pattern.flags & ATTRIBUTE:
        return pattern
    known = pattern.closed
    if known is None:
        match pattern:
            case Choice():
                known = pool.choice(without_attributes(pool, i) for i in pattern.items)
            case Group():
                known = pool.group(without_attributes(pool, i) for i in pattern.items)
            case Interleave():
                known = pool.interleave(without_attributes(pool, i) for i in pattern.items)
            case OneOrMore():
                known = pool.one_or_more(without_attributes(pool, pattern.item))
            case _:
                known = pool.not_allowed
        pattern.closed = known
        pool.filled.append(pattern)
    return known


def after_text(pool: Pool, pattern: Pattern, text: str, context: Context) -> Pattern:
    """What is left to match after a text that is not passed over as white space."""
    if not pattern.flags & (TEXT | DATA):
        return pool.not_allowed
    match pattern:
        case Text():
            return pattern
        case Data() | Value() | List():
            return pool.empty if leaf_matches(pool, pattern, text, context) else pool.not_allowed
        case Choice():
            return pool.choice(after_text(pool, i, text, context) for i in pattern.items)
        case Group():
            found = []
            for number, item in enumerate(pattern.items):
                rest = after_text(pool, item, text, context)
                if rest is not pool.not_allowed:
                    found.append(pool.group((rest, *pattern.items[number + 1 :])))
                if not item.flags & NULLABLE:
                    break
            return pool.choice(found)
        case Interleave():
            found = []
            for number, item in enumerate(pattern.items):
                rest = after_text(pool, item, text, context)
                if rest is not pool.not_allowed:
                    before, after = pattern.items[:number], pattern.items[number + 1 :]
                    found.append(pool.interleave((*before, rest, *after)))
            return pool.choice(found)
        case OneOrMore():
            rest = after_text(pool, pattern.item, text, context)
            return pool.group((rest, pool.optional(pattern)))
        case _:
            return pool.not_allowed


def leaf_matches(pool: Pool, pattern: Pattern, text: str, context: Context) -> bool:
    """Whether a text matches a ``data``, a ``value`` or a ``list``."""
    match pattern:
        case Value():
            meaning = pattern.datatype.meaning(text, context)
            return meaning is not None and meaning == pattern.meaning
        case Data():
            if not pattern.datatype.allows(text, context):
                return False
            but = pattern.except_
            return but is pool.not_allowed or not matches(pool, but, text, context)
        case List():
            return _list_matches(pool, pattern.item, tokens(text), context)
        case _:
            raise TypeError(pattern)


def _list_matches(pool: Pool, pattern: Pattern, parts: list[str], context: Context) -> bool:
    for part in parts:
        pattern = after_text(pool, pattern, part, context)
        if pattern is pool.not_allowed:
            return False
    return pattern.nullable


def matches(pool: Pool, pattern: Pattern, text: str, context: Context) -> bool:
    """Whether a text is all that a pattern without attributes and elements matches (§6.2.8).

    White space, or no text at all, also matches what ``empty`` matches.
    """
    match pattern:
        case Text():
            return True
        case Data() | Value() | List():
            return leaf_matches(pool, pattern, text, context)
        case Choice():
            return any(matches(pool, item, text, context) for item in pattern.items)
        case _:
            if pattern.nullable and not collapse(text):
                return True
            return after_text(pool, pattern, text, context).nullable
