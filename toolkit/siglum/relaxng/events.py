"""A document as a row of events that can be looked ahead in, each with its place.

The parser runs ahead of who reads the events by some kilobytes, so that a mistake can be judged by
what follows it; memory stays constant in the size of the document.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple, NoReturn, TypeAlias
from xml.parsers import expat

from siglum.document.parser import new_parser
from siglum.relaxng.names import SEPARATOR

_PIECE = 1 << 14

#: A line and a column, both from 1.
Place: TypeAlias = tuple[int, int]


class Start(NamedTuple):
    """A start tag: its name, its attributes as names and values in turn, and where it begins."""

    name: str
    attributes: list[str]
    at: Place
    offset: int


class Text(NamedTuple):
    """A piece of text, within a line."""

    text: str
    at: Place
    offset: int


class End(NamedTuple):
    """An end tag."""

    at: Place
    offset: int


class Bind(NamedTuple):
    """A prefix begins to stand for a namespace, or ends to where ``uri`` is None."""

    prefix: str
    uri: str | None
    offset: int


class Entity(NamedTuple):
    """An unparsed entity is declared."""

    name: str
    offset: int


Event: TypeAlias = Start | Text | End | Bind | Entity


class Outline(NamedTuple):
    """What stands in an element, and what follows it in its parent, by name; "" is text.

    ``closed`` says whether all that follows is there, ``ended`` whether all that is inside is.
    """

    inside: tuple[str, ...]
    ended: bool
    after: tuple[str, ...]
    closed: bool


class Events:
    """The events of a document (UTF-8 in pieces), in their order.

    Raises:
        ExpatError: while they are read, where the document is not well formed, or uses an entity
            that is not declared or is outside the document.
    """

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._pieces = _pieces(chunks)
        self._queue: deque[Event] = deque()
        self._ended = False
        self._held = b""  # the source from ``_base`` on
        self._base = 0
        self._reached = 0  # where the last event that was taken begins
        parser = self._parser = new_parser(SEPARATOR, _refuse)
        parser.SkippedEntityHandler = _skipped
        parser.ordered_attributes = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartNamespaceDeclHandler = self._bind
        parser.EndNamespaceDeclHandler = self._unbind
        parser.UnparsedEntityDeclHandler = self._entity

    def __iter__(self) -> Iterator[Event]:
        queue = self._queue
        while True:
            while not queue:
                if self._ended:
                    return
                self._feed()
            event = queue.popleft()
            self._reached = event.offset
            yield event

    def ahead(self, count: int) -> Iterator[Event]:
        """The next events, as many as there are up to a number, which stay to be taken."""
        while len(self._queue) < count and not self._ended:
            self._feed()
        return islice(self._queue, count)

    def source(self, offset: int) -> bytes:
        """The source from an event on that was the last to be taken, as far as it is read."""
        return self._held[offset - self._base :] if offset >= self._base else b""

    def _feed(self) -> None:
        piece = next(self._pieces, b"")
        self._held = self._held[self._reached - self._base :] + piece
        self._base = self._reached
        if not piece:
            self._ended = True
        self._parser.Parse(piece, not piece)

    def _here(self) -> Place:
        return self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1

    def _start(self, name: str, attributes: list[str]) -> None:
        self._queue.append(Start(name, attributes, self._here(), self._parser.CurrentByteIndex))

    def _end(self, _name: str) -> None:
        self._queue.append(End(self._here(), self._parser.CurrentByteIndex))

    def _text(self, text: str) -> None:
        self._queue.append(Text(text, self._here(), self._parser.CurrentByteIndex))

    def _bind(self, prefix: str | None, uri: str | None) -> None:
        self._queue.append(Bind(prefix or "", uri or "", self._parser.CurrentByteIndex))

    def _unbind(self, prefix: str | None) -> None:
        self._queue.append(Bind(prefix or "", None, self._parser.CurrentByteIndex))

    def _entity(self, name: str, *_: str | None) -> None:
        self._queue.append(Entity(name, self._parser.CurrentByteIndex))


#: How far an outline looks: events, children inside, siblings behind.
_EVENTS, _INSIDE, _AFTER = 600, 16, 10


def outline(events: Events, *, within: bool) -> Outline:
    """What is to come in the element whose start tag was taken last, and behind it.

    Without ``within``, what was taken last stands in the parent itself.
    """
    inside: list[str] = []
    after: list[str] = []
    depth = 1 if within else 0
    ended = not within
    closed = False
    for event in events.ahead(_EVENTS):
        row, length = (inside, _INSIDE) if depth == 1 and not ended else (after, _AFTER)
        direct = depth == (0 if ended else 1)
        if isinstance(event, Start):
            if direct and len(row) < length:
                row.append(event.name)
            depth += 1
        elif isinstance(event, Text):
            if direct and row[-1:] != [""] and len(row) < length and event.text.strip(" \t\n\r"):
                row.append("")
        elif isinstance(event, End):
            depth -= 1
            if depth < 0:
                closed = True
                break
            if depth == 0:
                ended = True
        if len(after) == _AFTER:
            break
    return Outline(tuple(inside), ended, tuple(after), closed)


def _pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        for at in range(0, len(chunk), _PIECE):
            yield chunk[at : at + _PIECE]


def _skipped(entity: str, is_parameter: bool) -> None:
    if not is_parameter:
        _refuse(entity)


def _refuse(entity: str, _system: str = "") -> NoReturn:
    raise expat.ExpatError(f"the entity {entity} is not in the document")
