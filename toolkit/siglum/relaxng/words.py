"""Names, lists and datatypes in words, for messages and hints."""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache

from siglum.document import PREFIXES
from siglum.relaxng.names import split
from siglum.relaxng.patterns import (
    Choice,
    Data,
    Group,
    List,
    OneOrMore,
    Pattern,
    Text,
    Value,
)
from siglum.relaxng.vocabulary import Alternatives

#: Lists up to this length are given in full.
SHORT = 12
_MOST_ITEMS = 6

_DATATYPES = {
    "ID": "a name of its own for this element, such as p12: letters, digits, - _ . and no space",
    "IDREF": "the id of an element of this document",
    "IDREFS": "ids of elements of this document, separated by spaces",
    "ENTITY": "an unparsed entity that the document's DTD declares",
    "ENTITIES": "unparsed entities that the document's DTD declares, separated by spaces",
    "NOTATION": "a name whose prefix is declared here",
    "NMTOKENS": "words of letters, digits, - _ . : separated by spaces",
    "NCName": "a name without colon and space, such as chapter-1",
    "Name": "an XML name, such as chapter-1",
    "NMTOKEN": "letters, digits, - _ . : and no space",
    "language": "a language tag, such as en, grc or zh-Hant",
    "anyURI": "a URI, such as #p12 or https://example.org/x",
    "boolean": "true or false",
    "integer": "a whole number",
    "nonNegativeInteger": "a whole number, 0 or more",
    "positiveInteger": "a whole number, 1 or more",
    "decimal": "a number such as 3 or 0.5",
    "double": "a number such as 3, 0.5 or 1.2E7",
    "float": "a number such as 3, 0.5 or 1.2E7",
    "date": "a date such as 1924-12-17",
    "dateTime": "a date and time such as 1924-12-17T10:30:00",
    "time": "a time such as 10:30:00",
    "gYear": "a year such as 1924 or -0043",
    "gYearMonth": "a year and month such as 1924-12",
    "gMonth": "a month such as --12",
    "gMonthDay": "a month and day such as --12-17",
    "gDay": "a day of the month such as ---17",
    "duration": "a duration such as P3D or PT45M",
    "token": "text",
    "string": "text",
    "normalizedString": "text",
    "hexBinary": "hexadecimal digits, two for each byte",
    "base64Binary": "Base64",
    "QName": "a name whose prefix is declared here",
}
_DATATYPES.update(
    dict.fromkeys(
        """long int short byte unsignedLong unsignedInt unsignedShort unsignedByte
        nonPositiveInteger negativeInteger""".split(),
        "a whole number",
    )
)
#: What patterns that many schemas use mean.
_EXPRESSIONS = {
    r"[^\p{C}\p{Z}]+": "a word without spaces",
    r"\S+": "without spaces",
}
_FACETS = {
    "minInclusive": "at least {}",
    "maxInclusive": "at most {}",
    "minExclusive": "more than {}",
    "maxExclusive": "less than {}",
    "length": "exactly {} characters",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "totalDigits": "at most {} digits",
    "fractionDigits": "at most {} digits behind the point",
}


def shown(name: str, home: str) -> str:
    """A name as a message shows it; those of the namespace ``home`` need no prefix."""
    ns, local = split(name)
    if ns in ("", home):
        return local
    prefix = PREFIXES.get(ns)
    return f"{prefix}:{local}" if prefix else f"{local} (of {ns})"


def tag(name: str, home: str) -> str:
    """An element's name in angle brackets."""
    ns, local = split(name)
    if ns in ("", home) or ns in PREFIXES:
        return f"<{shown(name, home)}>"
    return f"<{local}> (of {ns})"


def listed(items: Iterable[str], word: str = "or") -> str:
    """The items as a list in a sentence: ``a, b or c``."""
    parts = list(items)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def missing(
    groups: Iterable[Alternatives],
    home: str,
    classes: Mapping[str, frozenset[str]],
    show: Callable[[str, str], str] = tag,
) -> str:
    """What is missing: ``<channel>``, or ``<a> or <b>, and <c>``."""
    written = []
    for names in groups:
        if not names:
            continue
        if len(names) == 1:
            only = next(iter(names))
            written.append(show(only, home) if only else "text")
        else:
            written.append(grouped(names, home, classes, show))
    if len(written) > 1 and any(" or " in part for part in written):
        return "; ".join(written[:-1]) + f"; and {written[-1]}"
    return listed(written, "and")


def grouped(
    names: Collection[str],
    home: str,
    classes: Mapping[str, frozenset[str]],
    show: Callable[[str, str], str] = tag,
) -> str:
    """A list of names, shortened by the classes of the schema that hold several of them."""
    left = dict.fromkeys(sorted(names, key=lambda name: (not name, split(name)[1], name)))
    parts: list[str] = []
    if len(left) > 3:
        for label, members in classes_within(set(left), classes):
            for member in members:
                left.pop(member, None)
            inner = sorted(shown(m, home) for m in members)
            some = (
                ", ".join(inner) if len(inner) <= 4 else f"{inner[0]} … {inner[-1]}, {len(inner)}"
            )
            parts.append(f"any of {label} ({some})")
    plain = [show(name, home) if name else "text" for name in left]
    if len(parts) + len(plain) > _MOST_ITEMS:
        kept = max(2, _MOST_ITEMS - len(parts))
        more = len(plain) - kept
        if more > 1:
            plain = [*plain[:kept], f"{more} others"]
        if len(parts) > _MOST_ITEMS:
            parts = [*parts[: _MOST_ITEMS - 1], f"{len(parts) - _MOST_ITEMS + 1} more classes"]
    return listed([*parts, *plain])


def classes_within(
    names: set[str], classes: Mapping[str, frozenset[str]]
) -> list[tuple[str, frozenset[str]]]:
    """The classes that together name most of the names in the fewest words, largest first."""
    chosen: list[tuple[str, frozenset[str]]] = []
    left = set(names)
    by_size = sorted(
        ((label, members) for label, members in classes.items() if members <= names),
        key=lambda item: (-len(item[1]), not item[0].startswith("model."), item[0]),
    )
    for label, members in by_size:
        if len(members & left) > 1 and members <= left:
            chosen.append((label, members))
            left -= members
    return chosen


def nearest(word: str, words: Iterable[str], least: float = 0.75) -> str | None:
    """The one of the words that the word was most likely meant to be, or None.

    ``least`` is how alike the two must be, from 0 to 1.
    """
    lower: dict[str, str] = {}
    for candidate in words:
        lower.setdefault(candidate.lower(), candidate)
    found = _closest(word.lower(), tuple(lower), least)
    return lower[found] if found is not None else None


@lru_cache(maxsize=256)  # the same mistake is often made a thousand times
def _closest(word: str, words: tuple[str, ...], least: float) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, words, n=1, cutoff=least)), None)


def values_of(pattern: Pattern) -> list[str] | None:
    """The values that a pattern lists one by one; None where it allows others as well."""
    match pattern:
        case Value():
            return [pattern.text]
        case Choice():
            found: list[str] = []
            for item in pattern.items:
                inner = values_of(item)
                if inner is None:
                    return None
                found.extend(inner)
            return found
        case _:
            return None


def wanted(patterns: Iterable[Pattern]) -> str:
    """What a value must be, in words."""
    values: dict[str, None] = {}
    kinds: dict[str, None] = {}
    dates: dict[str, None] = {}
    for pattern in patterns:
        _gather(pattern, values, kinds, dates)
    return _said(values, kinds, dates)


def _said(values: dict[str, None], kinds: dict[str, None], dates: dict[str, None]) -> str:
    if len(dates) > 1:
        examples = [example for name, example in _DATES.items() if name in dates]
        kinds[f"a date or time, such as {listed(examples)}"] = None
    else:
        kinds.update(dict.fromkeys(_DATATYPES[name] for name in dates))
    if len(values) > SHORT:
        shown = [f"one of {len(values)} values"]
    else:
        shown = [listed(v or "empty" for v in in_order(values))] if values else []
    return "; or ".join([*shown, *sorted(kinds)]) or "nothing"


#: What stands for each of these types where several are allowed.
_DATES = {
    "date": "1924-12-17",
    "gYearMonth": "1924-12",
    "gYear": "1924",
    "gMonthDay": "--12-17",
    "gMonth": "--12",
    "gDay": "---17",
    "time": "10:30:00",
    "dateTime": "1924-12-17T10:30:00",
}


def in_order(values: Iterable[str]) -> list[str]:
    """Values in an order that depends on nothing but them: true before false, and by letters."""
    return sorted(values, key=lambda v: ({"true": 0, "false": 1}.get(v, 2), v.lower(), v))


def _gather(
    pattern: Pattern, values: dict[str, None], kinds: dict[str, None], dates: dict[str, None]
) -> None:
    """Sort what a value may be into single values, kinds of values, and dates."""
    match pattern:
        case Choice():
            for item in pattern.items:
                _gather(item, values, kinds, dates)
        case Value(text=text):
            values[text] = None
        case Data() if pattern.datatype.name == "boolean" and not pattern.datatype.params:
            values.update({"true": None, "false": None})
        case Data() if pattern.datatype.name in _DATES and not pattern.datatype.params:
            dates[pattern.datatype.name] = None
        case Data():
            kinds[_datatype(pattern)] = None
        case List():
            inner = _one_of(pattern.item).removesuffix(", without spaces")
            count = "any number" if pattern.item.nullable else "one or more"
            kinds[f"{count} of these, separated by spaces: {inner}"] = None
        case OneOrMore():
            _gather(pattern.item, values, kinds, dates)
        case Group():
            kinds[" and then ".join(_one_of(item) for item in pattern.items)] = None
        case Text():
            kinds["text"] = None
        case _:
            values[""] = None


def _one_of(pattern: Pattern) -> str:
    """What a part of a list must be, where it is there."""
    values: dict[str, None] = {}
    kinds: dict[str, None] = {}
    dates: dict[str, None] = {}
    _gather(pattern, values, kinds, dates)
    if len(values) + len(kinds) + len(dates) > 1:
        values.pop("", None)
    return _said(values, kinds, dates)


def _datatype(pattern: Data) -> str:
    kind = pattern.datatype
    words = _DATATYPES.get(kind.name, f"of the type {kind.name}")
    facets = []
    for facet, value in kind.params:
        if facet == "pattern":
            known = _EXPRESSIONS.get(value)
            if known and words == "text":
                words = known
            else:
                facets.append(known or f"matching {value}")
        else:
            facets.append(_FACETS.get(facet, f"{facet} {{}}").format(value))
    return f"{words}, {', '.join(facets)}" if facets else words
