"""The verdict: whether a document is valid, at full speed, and nothing else about it.

The handlers below run for every tag and text of a document, so they hold no more than look-ups in
``siglum.relaxng.tables``. Texts are collected by ``list.append``, which costs no call of Python
code. A document that is refused is read again by ``siglum.relaxng.diagnose``.
"""

from collections.abc import Iterable
from typing import NoReturn

from siglum.document.parser import new_parser
from siglum.relaxng.names import SEPARATOR
from siglum.relaxng.states import After, Content, End, Rejected
from siglum.relaxng.tables import Tables

_SPACE = " \t\n\r"
_FEW = 6  # names and values of attributes that are looked up as they come


def is_valid(tables: Tables, chunks: Iterable[bytes]) -> bool:
    """Whether the document, UTF-8 in pieces, is valid against the schema.

    Raises:
        ExpatError: it is not well formed.
    """
    state: Content | End = tables.root
    stack: list[After] = []
    texts: list[str] = []
    ids: set[str] = set()
    references: set[str] = set()
    push, pop, clear = stack.append, stack.pop, texts.clear

    def start(name: str, attributes: list[str]) -> None:
        nonlocal state
        if texts:
            if not state.mixed:  # type: ignore[union-attr] # a Content: see end()
                state = _before_element(state, texts)  # type: ignore[arg-type] # as above
            clear()
        child, after = state[name]  # type: ignore[index] # as above
        push(after)
        if attributes:
            if len(attributes) > _FEW:
                attributes = _in_order(attributes)
            for part in attributes:
                child = child[part]  # names and values take turns
            if child.ids:
                _identify(child.ids, attributes, ids, references)
        state = child.content

    def end(_name: str) -> None:
        nonlocal state
        if texts:
            if not state.mixed:  # type: ignore[union-attr] # as above
                state = _before_end(state, texts)  # type: ignore[arg-type] # as above
            clear()
        state = pop()[state]

    parser = new_parser(SEPARATOR, _external)
    parser.buffer_text = True
    parser.ordered_attributes = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = texts.append
    parser.SkippedEntityHandler = _skipped
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            if texts and isinstance(state, Content) and state.mixed:
                clear()  # a text that goes on for megabytes need not be held
        parser.Parse(b"", True)
    except Rejected:
        return False
    return references <= ids


def _in_order(attributes: list[str]) -> list[str]:
    """Names and values by name, since each order would have states of its own on the way."""
    pairs = sorted(zip(attributes[::2], attributes[1::2], strict=True))
    return [part for pair in pairs for part in pair]


def _before_element(state: Content, texts: list[str]) -> Content:
    text = texts[0] if len(texts) == 1 else "".join(texts)
    return state.after_text(text) if text.strip(_SPACE) else state


def _before_end(state: Content, texts: list[str]) -> Content | End:
    text = texts[0] if len(texts) == 1 else "".join(texts)
    if state.data:
        return state.after_all_text(text)
    return state.after_text(text) if text.strip(_SPACE) else state


def _identify(
    kinds: tuple[tuple[str, str], ...], attributes: list[str], ids: set[str], references: set[str]
) -> None:
    for name, kind in kinds:
        value = attributes[attributes[::2].index(name) * 2 + 1]
        if kind == "ID":
            known = len(ids)
            ids.add(value.strip(_SPACE))
            if len(ids) == known:
                raise Rejected
        else:
            references.update(value.split())


def _skipped(_entity: str, is_parameter: bool) -> None:
    if not is_parameter:
        raise Rejected  # the second reading says why


def _external(_entity: str, _system: str) -> NoReturn:
    raise Rejected
