"""Mutants of TEI documents: each has one mistake, made in the text, so that lines stay true."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.parsers import expat

KNOWN = (
    "p div head quote q cit bibl title author date persName placeName note list item lg l ab sp "
    "speaker stage figure graphic table row cell ref ptr hi emph foreign name num measure gap "
    "unclear supplied choice sic corr orig reg app lem rdg milestone pb lb cb seg teiHeader "
    "fileDesc titleStmt publicationStmt sourceDesc body front back text opener closer salute "
    "signed dateline label biblStruct monogr imprint publisher respStmt resp idno egXML msDesc"
).split()
UNKNOWN = "paragraph persNam tilte xyzzy Div teiheader section b i span".split()
ATTRIBUTES = (
    "n type rend rendition place who when target ref xml:lang cols rows level unit quantity cert "
    "resp source next prev corresp ana key from to notBefore url part org sample calendar scope"
).split()
UNKNOWN_ATTRIBUTES = "foo Type xmlid xml:foo href class id lang Target when-date".split()
VALUES = (
    "",
    " ",
    "a b",
    "2024-13-45",
    "1850",
    "???",
    "#x",
    "true",
    "maybe",
    "-1",
    "1e400",
    "%zz",
    "a#b#c",
    "1:2",
    "http://example.org/ä ö",
    "unknown",
    "100%",
    "٣",
    "\u00a0",
)


@dataclass(frozen=True)
class Element:
    """Byte offsets of an element's tags; an empty element has no end tag of its own."""

    name: bytes
    start: int
    content: int
    end: int
    close: int

    @property
    def empty(self) -> bool:
        return self.content == self.close


_TAG = re.compile(rb"""<[^\s/>]+(?:[^>"']|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = re.compile(rb"""\s([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')""")


def elements(data: bytes) -> list[Element]:
    found: list[Element] = []
    stack: list[tuple[bytes, int, int]] = []
    parser = expat.ParserCreate()

    def start(name: str, _attributes: dict[str, str]) -> None:
        at = parser.CurrentByteIndex
        tag = _TAG.match(data, at)
        stack.append((name.encode(), at, tag.end() if tag else at))

    def end(_name: str) -> None:
        name, at, content = stack.pop()
        if data[content - 2 : content] == b"/>":
            found.append(Element(name, at, content, content, content))
        else:
            close = parser.CurrentByteIndex
            found.append(Element(name, at, content, close, data.index(b">", close) + 1))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(data, True)
    return sorted(found, key=lambda e: e.start)


Mutation = Callable[[random.Random, bytes, list[Element]], bytes | None]


def _renamed(data: bytes, e: Element, name: bytes) -> bytes:
    start = e.start + 1 + len(e.name)
    if e.empty:
        return data[: e.start + 1] + name + data[start:]
    close = data[e.end : e.close].replace(e.name, name)
    return data[: e.start + 1] + name + data[start : e.end] + close + data[e.close :]


def rename_unknown(r: random.Random, data: bytes, all_: list[Element]) -> bytes:
    return _renamed(data, r.choice(all_), r.choice(UNKNOWN).encode())


def rename_known(r: random.Random, data: bytes, all_: list[Element]) -> bytes:
    return _renamed(data, r.choice(all_), r.choice(KNOWN).encode())


def delete(r: random.Random, data: bytes, all_: list[Element]) -> bytes | None:
    e = r.choice(all_)
    if e is all_[0] or b"\n" in data[e.start : e.close]:
        return None
    return data[: e.start] + data[e.close :]


def duplicate(r: random.Random, data: bytes, all_: list[Element]) -> bytes | None:
    e = r.choice(all_)
    if e is all_[0] or e.close - e.start > 5000:
        return None
    return data[: e.close] + data[e.start : e.close] + data[e.close :]


def move(r: random.Random, data: bytes, all_: list[Element]) -> bytes | None:
    e, other = r.choice(all_), r.choice(all_)
    if e is all_[0] or e.close - e.start > 5000 or e.start <= other.close <= e.close:
        return None
    if other is all_[0]:
        return None
    piece = data[e.start : e.close]
    if other.close < e.start:
        return data[: other.close] + piece + data[other.close : e.start] + data[e.close :]
    return data[: e.start] + data[e.close : other.close] + piece + data[other.close :]


def unwrap(r: random.Random, data: bytes, all_: list[Element]) -> bytes | None:
    e = r.choice(all_)
    if e is all_[0] or e.empty or b"\n" in data[e.start : e.content]:
        return None
    return data[: e.start] + data[e.content : e.end] + data[e.close :]


def wrap(r: random.Random, data: bytes, all_: list[Element]) -> bytes | None:
    e = r.choice(all_)
    name = r.choice(KNOWN + UNKNOWN).encode()
    if e is all_[0]:
        return None
    inner = data[e.start : e.close]
    return data[: e.start] + b"<" + name + b">" + inner + b"</" + name + b">" + data[e.close :]


def insert_element(r: random.Random, data: bytes, all_: list[Element]) -> bytes | None:
    e = r.choice([x for x in all_ if not x.empty])
    at = r.choice((e.content, e.end))
    name = r.choice(KNOWN + UNKNOWN).encode()
    return data[:at] + b"<" + name + b"/>" + data[at:]


def insert_text(r: random.Random, data: bytes, all_: list[Element]) -> bytes | None:
    e = r.choice(all_)
    at = r.choice((e.start, e.end if not e.empty else e.start))
    if at <= all_[0].start:
        return None
    return data[:at] + r.choice((b"words", b"&#160;", b"<![CDATA[x]]>")) + data[at:]


def add_attribute(r: random.Random, data: bytes, all_: list[Element]) -> bytes | None:
    e = r.choice(all_)
    name = r.choice(ATTRIBUTES + UNKNOWN_ATTRIBUTES).encode()
    if re.search(rb"\s" + re.escape(name) + rb"\s*=", data[e.start : e.content]):
        return None
    at = e.start + 1 + len(e.name)
    value = r.choice(VALUES).encode()
    return data[:at] + b" " + name + b'="' + value + b'"' + data[at:]


def _attributes(data: bytes, e: Element) -> list[re.Match[bytes]]:
    found = list(_ATTRIBUTE.finditer(data, e.start, e.content))
    return [m for m in found if not m.group(1).startswith(b"xmlns")]


def delete_attribute(r: random.Random, data: bytes, all_: list[Element]) -> bytes | None:
    found = _attributes(data, r.choice(all_))
    if not found:
        return None
    m = r.choice(found)
    return data[: m.start()] + data[m.end() :] if b"\n" not in m.group() else None


def change_value(r: random.Random, data: bytes, all_: list[Element]) -> bytes | None:
    found = _attributes(data, r.choice(all_))
    if not found:
        return None
    m = r.choice(found)
    return data[: m.start(2)] + b'"' + r.choice(VALUES).encode() + b'"' + data[m.end(2) :]


def rename_attribute(r: random.Random, data: bytes, all_: list[Element]) -> bytes | None:
    e = r.choice(all_)
    found = _attributes(data, e)
    if not found:
        return None
    m = r.choice(found)
    name = r.choice(ATTRIBUTES + UNKNOWN_ATTRIBUTES).encode()
    if any(o.group(1) == name for o in found):
        return None
    return data[: m.start(1)] + name + data[m.end(1) :]


def same_id(r: random.Random, data: bytes, all_: list[Element]) -> bytes | None:
    ids = list(re.finditer(rb'xml:id="([^"]*)"', data))
    if not ids:
        return None
    e, known = r.choice(all_), r.choice(ids)
    tag = data[e.start : e.content]
    if b"xml:id=" in tag:
        changed = re.sub(rb'xml:id="[^"]*"', known.group(), tag)
        return data[: e.start] + changed + data[e.content :]
    at = e.start + 1 + len(e.name)
    return data[:at] + b" " + known.group() + data[at:]


def change_namespace(r: random.Random, data: bytes, all_: list[Element]) -> bytes | None:
    e = r.choice(all_)
    if b"xmlns=" in data[e.start : e.content]:
        return None
    at = e.start + 1 + len(e.name)
    ns = r.choice((b"", b"http://www.tei-c.org/ns/Examples", b"http://example.org/"))
    return data[:at] + b' xmlns="' + ns + b'"' + data[at:]


MUTATIONS: tuple[Mutation, ...] = (
    rename_unknown,
    rename_known,
    delete,
    duplicate,
    move,
    unwrap,
    wrap,
    insert_element,
    insert_text,
    add_attribute,
    delete_attribute,
    change_value,
    rename_attribute,
    same_id,
    change_namespace,
)


def mutants(data: bytes, count: int, seed: str) -> list[tuple[str, bytes]]:
    """That many mutants, each with the name of the mutation, kinds in turn."""
    r = random.Random(seed)
    all_ = elements(data)
    found: list[tuple[str, bytes]] = []
    kind = r.randrange(len(MUTATIONS))
    for _ in range(count * 20):
        if len(found) == count:
            break
        mutation = MUTATIONS[kind % len(MUTATIONS)]
        kind += 1
        made = mutation(r, data, all_)
        if made is not None and made != data:
            found.append((mutation.__name__, made))
    return found
