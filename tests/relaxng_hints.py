"""Hints followed: what becomes of a document when somebody does what a hint says."""

import re
from collections.abc import Iterator

from relaxng_mutants import Element, elements
from siglum.findings import Finding

_CDATA = b"<![CDATA["
_EXTENTS = 12  # that are tried; of more, the shortest and the longest
_NAME = r"<([\w.:-]+)>"
_RENAME = re.compile(rf"did you mean {_NAME}(?:, which may hold what is in it)?\?$")
_RENAME_PARENT = re.compile(rf"did you mean {_NAME} for the <[^>]*> around it\?")
_WRAP = re.compile(rf"and {_NAME} may stand here: wrap it (and what belongs to it )?in one$")
_WRAP_TEXT = re.compile(
    rf"wrap it(?:, and what belongs to it,)? in (?:an element, such as )?{_NAME}$"
)
_UNWRAP = re.compile(rf"remove the tags of {_NAME}:")
_BEFORE = re.compile(rf"move it before {_NAME}$")
_ATTRIBUTE = re.compile(r"did you mean @([\w.:-]+)\?$")
_VALUE = re.compile(r"did you mean (?![<@])(.+)\?$")
_FIRST = re.compile(rf"first must come {_NAME}$")


def kind(found: Finding) -> str:
    """What kind of hint a finding has, "" for one that nobody can follow without thinking."""
    for name, expression in _KINDS.items():
        if expression.search(found.message if name == "put first" else found.hint or ""):
            return name
    return ""


_KINDS = {
    "did you mean": _RENAME,
    "did you mean, for the parent": _RENAME_PARENT,
    "wrap": _WRAP,
    "wrap text": _WRAP_TEXT,
    "remove the tags": _UNWRAP,
    "move before": _BEFORE,
    "did you mean, an attribute": _ATTRIBUTE,
    "did you mean, a value": _VALUE,
    "put first": _FIRST,
}


def followed(data: bytes, found: Finding) -> Iterator[bytes]:
    """The document as it may be once the hint is followed; several where it leaves a choice."""
    at = _offset(data, found)
    if data[:at].endswith(_CDATA):
        at -= len(_CDATA)
    all_ = elements(data)
    element = next((e for e in all_ if e.start == at), None)
    name = kind(found)
    match = _KINDS[name].search(found.message if name == "put first" else found.hint or "")
    if match is None:
        return
    wanted = match[1].encode()
    if name == "wrap text":
        yield from _wrapped(data, at, all_, wanted)
    elif name == "did you mean, for the parent":
        around = _around(all_, at)
        yield _renamed(data, around, wanted)
    elif name == "did you mean, an attribute":
        end = re.compile(rb"[\s=]").search(data, at)
        yield data[:at] + wanted + data[end.start() if end else at :]
    elif name == "did you mean, a value":
        quoted = re.compile(rb"""=\s*("[^"]*"|'[^']*')""").search(data, at)
        if quoted:
            yield data[: quoted.start(1)] + b'"' + wanted + b'"' + data[quoted.end(1) :]
    elif element is None:
        return
    elif name == "did you mean":
        yield _renamed(data, element, wanted)
    elif name == "wrap":
        yield from _wrapped(data, at, all_, wanted)
    elif name == "remove the tags":
        inside = data[element.content : element.end]
        yield data[: element.start] + inside + data[element.close :]
    elif name == "put first":
        yield data[:at] + b"<" + wanted + b"/>" + data[at:]
    elif name == "move before":
        around = _around(all_, at)
        for other in _children(all_, around):
            if other.name == wanted and other.start < at:
                piece = data[element.start : element.close]
                between = data[other.start : element.start]
                yield data[: other.start] + piece + between + data[element.close :]


def _offset(data: bytes, found: Finding) -> int:
    lines = data.split(b"\n")
    before = sum(len(line) + 1 for line in lines[: found.location.line - 1])
    line = lines[found.location.line - 1].decode()
    return before + len(line[: found.location.column - 1].encode())


def _renamed(data: bytes, e: Element, name: bytes) -> bytes:
    start = e.start + 1 + len(e.name)
    tail = data[start:] if e.empty else data[start : e.end] + b"</" + name + b">" + data[e.close :]
    return data[: e.start + 1] + name + tail


def _around(all_: list[Element], at: int) -> Element:
    return [e for e in all_ if e.start < at < e.close][-1]


def _children(all_: list[Element], around: Element) -> list[Element]:
    found: list[Element] = []
    for e in all_:
        within = around.content <= e.start and e.close <= around.end
        if within and (not found or e.start >= found[-1].close):
            found.append(e)
    return found


def _wrapped(data: bytes, at: int, all_: list[Element], name: bytes) -> Iterator[bytes]:
    """With an element around what begins there, up to the parent's end, or to a sibling's."""
    around = _around(all_, at)
    siblings = [e for e in _children(all_, around) if e.start >= at]
    ends = [around.end, *(e.start for e in siblings), *(e.close for e in siblings)]
    extents = sorted({end for end in ends if end > at})
    for end in extents if len(extents) < _EXTENTS else (*extents[:8], *extents[-4:]):
        yield data[:at] + b"<" + name + b">" + data[at:end] + b"</" + name + b">" + data[end:]
