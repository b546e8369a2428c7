"""The steps of a state that is several patterns at once, a slot each (RELAX NG §6.2).

An open element can nearly always be but one element of the schema; where it can be several, each
has a slot, and every step is taken in all of them.
"""

from typing import Final, NamedTuple

from siglum.relaxng import ids
from siglum.relaxng.datatypes import Context
from siglum.relaxng.derivatives import after_text, attributes_named, heads_named, matches
from siglum.relaxng.patterns import NULLABLE, Element, Pattern, Pool, by_serial

#: A pattern for each element that the open one can be.
Slots = tuple[Pattern, ...]

#: For each slot of the element around: pairs of a slot within, and what follows that element.
Returns = tuple[tuple[tuple[int, Pattern], ...], ...]

NO_CONTEXT: Final[Context] = {}


class Opened(NamedTuple):
    """An element that starts: what it holds, attributes included, and what follows it."""

    slots: Slots
    returns: Returns


def opened(pool: Pool, slots: Slots, name: str) -> Opened:
    """A start tag; without slots where no element of that name may stand."""
    numbers: dict[Element, int] = {}
    returns = []
    for pattern in slots:
        ways = []
        for element, rest in heads_named(pool, pattern, name).items():
            ways.append((numbers.setdefault(element, len(numbers)), rest))
        returns.append(tuple(ways))
    return Opened(tuple([element.content for element in numbers]), tuple(returns))


def returned(pool: Pool, returns: Returns, mask: int) -> Slots:
    """What follows an element, when the slots within that ``mask`` has bits for could end."""
    return tuple([pool.choice(rest for slot, rest in ways if mask >> slot & 1) for ways in returns])


def candidates(slots: Slots, name: str) -> tuple[Pattern, ...]:
    """The patterns that the value of an attribute of that name may match, each once."""
    found: dict[Pattern, None] = {}
    for pattern in slots:
        for attribute in attributes_named(pattern, name):
            found[attribute.value] = None
    return tuple(sorted(found, key=by_serial))


def identity(values: tuple[Pattern, ...]) -> str:
    """ID, IDREF or IDREFS where an attribute with these candidates is of such a type, or ""."""
    return next(filter(None, map(ids.identity, values)), "")


def after_any_text(pool: Pool, slots: Slots) -> Slots:
    """What follows a text where none is data."""
    return tuple([after_text(pool, pattern, "", NO_CONTEXT) for pattern in slots])


def after_data(pool: Pool, slots: Slots, text: str) -> Slots:
    """What follows a text before an element, where text may be data."""
    return tuple([after_text(pool, pattern, text, NO_CONTEXT) for pattern in slots])


def text_mask(pool: Pool, slots: Slots, text: str, context: Context) -> int:
    """The slots that match where the text is all the content, a bit each."""
    return sum(1 << n for n, p in enumerate(slots) if matches(pool, p, text, context))


def end_mask(slots: Slots) -> int:
    """The slots that may end here, a bit each."""
    return sum(1 << n for n, p in enumerate(slots) if p.flags & NULLABLE)


def is_dead(pool: Pool, slots: Slots) -> bool:
    """Whether nothing matches in any slot."""
    return all(pattern is pool.not_allowed for pattern in slots)
