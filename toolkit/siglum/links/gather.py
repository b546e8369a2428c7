"""One streaming pass over a document that gathers its ids and its pointers.

A document whose links are in order is never built as a tree: the pass keeps ordinals of elements,
and only a finding makes places of them.
"""

from collections.abc import Callable
from typing import NamedTuple
from xml.parsers import expat

from siglum.document import TEI, XML
from siglum.document.parser import new_parser
from siglum.links.attributes import POINTERS, POINTERS_OF, is_pointer

_SEPARATOR = "\x01"
_TEI = TEI + _SEPARATOR
_EXAMPLES = "http://www.tei-c.org/ns/Examples" + _SEPARATOR
_XINCLUDE = "http://www.w3.org/2001/XInclude" + _SEPARATOR + "include"
_ID = f"{XML}{_SEPARATOR}id"
_BASE = f"{XML}{_SEPARATOR}base"
_WANTED = POINTERS | POINTERS_OF.keys() | {_ID}


class Pointer(NamedTuple):
    """A pointer attribute: the element's ordinal and name, the attribute, its value.

    ``base`` is the ``xml:base`` in force, relative bases joined, or empty.
    """

    ordinal: int
    element: str
    attribute: str
    value: str
    base: str


class Prefix(NamedTuple):
    """A ``prefixDef``: how pointers such as ``psn:stalin`` are expanded (TEI P5 SA §17.2.3)."""

    ordinal: int
    pattern: str
    replacement: str


class Target(NamedTuple):
    """An element that has an id: its ordinal, its namespace (TEI or not) and its local name."""

    ordinal: int
    is_tei: bool
    name: str


class Gathered:
    """What one pass found; ``repeated`` holds (id, ordinal, first ordinal) of ids used again."""

    def __init__(self) -> None:
        self.ids: dict[str, Target] = {}
        self.repeated: list[tuple[str, int, int]] = []
        self.pointers: list[Pointer] = []
        self.prefixes: dict[str, list[Prefix]] = {}
        self.included: list[str] = []


def gather(utf8: bytes) -> Gathered:
    """Gather from a document's text as UTF-8, which is known to be well formed.

    Raises:
        xml.parsers.expat.ExpatError: it is not.
    """
    found = Gathered()
    parser = new_parser(_SEPARATOR)
    parser.ordered_attributes = True
    handle = _handler(found, parser if b"xml:base" in utf8 else None)
    parser.StartElementHandler = handle
    parser.Parse(utf8, True)
    return found


def _handler(
    found: Gathered, based: expat.XMLParserType | None
) -> Callable[[str, list[str]], None]:
    """The handler of start tags; ``based`` is the parser, where ``xml:base`` must be followed."""
    from itertools import count

    ordinals = count()
    bases = [""]
    ids, pointers = found.ids, found.pointers
    nothing_wanted = _WANTED.isdisjoint

    def start(name: str, attributes: list[str]) -> None:
        ordinal = next(ordinals)
        if not attributes:
            return
        if nothing_wanted(attributes[::2]) and not name.endswith(("\x01prefixDef", "\x01include")):
            return
        is_tei = name.startswith(_TEI)
        local = name.rpartition(_SEPARATOR)[2]
        pairs = dict(zip(attributes[::2], attributes[1::2], strict=True))
        identifier = pairs.get(_ID)
        if identifier is not None:
            identifier = identifier.strip()
            first = ids.setdefault(identifier, Target(ordinal, is_tei, local))
            # an example of markup repeats the ids of what it shows
            if first.ordinal != ordinal and not name.startswith(_EXAMPLES):
                found.repeated.append((identifier, ordinal, first.ordinal))
        if is_tei:
            for attribute, value in pairs.items():
                if is_pointer(local, attribute):
                    pointers.append(Pointer(ordinal, local, attribute, value, bases[-1]))
            if local == "prefixDef":
                made = Prefix(
                    ordinal, pairs.get("matchPattern", ""), pairs.get("replacementPattern", "")
                )
                found.prefixes.setdefault(pairs.get("ident", ""), []).append(made)
        elif name == _XINCLUDE and pairs.get("parse", "xml") == "xml" and pairs.get("href"):
            found.included.append(pairs["href"])

    if based is None:
        return start

    from siglum.document.uris import urljoin

    def start_based(name: str, attributes: list[str]) -> None:
        base = bases[-1]
        if _BASE in attributes[::2]:
            base = urljoin(base, attributes[attributes.index(_BASE) + 1])
        bases.append(base)
        start(name, attributes)

    based.EndElementHandler = lambda _name: bases.pop() and None
    return start_based
