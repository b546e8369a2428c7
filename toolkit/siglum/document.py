"""Reading a document safely, once, and knowing where in its file every node stands.

A ``Document`` holds the bytes, the decoded text and, built on first use, an lxml tree. Nothing is
fetched: no external DTD, no external entity, no network. Internal entities are expanded, within
the parser's limit on amplification. lxml knows no columns, so positions come from a second index
that expat makes in document order.
"""

import codecs
import re
import sys
from array import array
from bisect import bisect_right
from collections import Counter
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from siglum.findings import Finding, FindingError, Location, finding

if TYPE_CHECKING:  # lxml takes 0.1 s to import, and many a document needs no tree
    from lxml import etree

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
XML_ID = f"{{{XML}}}id"
XML_LANG = f"{{{XML}}}lang"

#: Prefixes that ``Location.xpath`` uses; every other namespace is spelt out in a predicate.
PREFIXES = {
    TEI: "tei",
    XML: "xml",
    "http://www.tei-c.org/ns/Examples": "teix",
    "http://www.w3.org/2001/XInclude": "xi",
    "http://www.w3.org/2000/svg": "svg",
    "http://www.w3.org/1998/Math/MathML": "mml",
    "http://relaxng.org/ns/structure/1.0": "rng",
    "http://purl.oclc.org/dsdl/schematron": "sch",
    "http://www.w3.org/1999/xhtml": "html",
}

MAX_BYTES = 512 * 1024 * 1024
MAX_DEPTH = 1000

_SEPARATOR = "\x01"  # can stand in no namespace name, since XML 1.0 forbids the character
# Patterns are compiled where they are first used, since a clean document needs none of them.
_TAG_END = rb"""[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>"""
_STEP = r"""(?x)/(?:Q\{(?P<space>[^}]*)\}(?P<name>[^/\[]+)\[(?P<at>\d+)\]
    |@(?:Q\{(?P<aspace>[^}]*)\})?(?P<attribute>[^/\[{]+)
    |(?P<kind>text|comment|processing-instruction)\((?P<target>[^)]*)\)\[(?P<nth>\d+)\])"""
_MARKED = rb"(?s)<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>"
_DOCTYPE = rb"""(?xs)<!DOCTYPE(?:"[^"]*"|'[^']*'|[^"'\[>])*+
        (?:\[(?>"[^"]*"|'[^']*'|<!--.*?-->|<\?.*?\?>|[^"'\]])*+\]\s*)?>"""
_SKIPPED = rb"(?s)<!--.*?-->|<\?.*?\?>|<!\[CDATA\[|\]\]>"


class Instruction(NamedTuple):
    """A processing instruction before the root: its target, pseudo-attributes, and place."""

    target: str
    attributes: dict[str, str]
    location: Location


class _Index(NamedTuple):
    """Byte offsets, in the text as UTF-8, of the tags of each element in document order."""

    starts: "array[int]"
    ends: "array[int]"


class Document:
    """An XML document that has been read; well formed, unless ``parse`` was told not to prove it.

    ``name`` is the file as the user named it, and what findings show. ``utf8`` is the text as
    UTF-8 without a byte order mark, whatever the encoding of the file.
    """

    def __init__(self, name: str, utf8: bytes, encoding: str) -> None:
        self.name = name
        self.utf8 = utf8
        self.encoding = encoding

    def __repr__(self) -> str:
        return f"Document({self.name!r}, {len(self.utf8)} bytes, {self.encoding})"

    @cached_property
    def _index(self) -> _Index:
        return _scan(self.utf8, self.name)

    def prove(self) -> None:
        """Make sure that the text is well formed, its entities harmless, and not too deep.

        Raises:
            FindingError: it is not.
        """
        _ = self._index

    def require_tei(self) -> None:
        """Make sure that there is something of TEI in the document.

        Raises:
            FindingError: there is none (``not-tei``).
        """
        if TEI.encode() in self.utf8 and next(self.root.iter(f"{{{TEI}}}*"), None) is not None:
            return
        name = f"<{str(self.root.tag).rpartition('}')[2]}>"
        raise FindingError(finding("not-tei", self.locate(self.root), element=name))

    @cached_property
    def text(self) -> str:
        """The characters of the file, as they stand in it."""
        return self.utf8.decode()

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file without their ends, for code frames; line 1 is ``lines[0]``."""
        return self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    @cached_property
    def tree(self) -> "etree._ElementTree[etree._Element]":
        """The document as an lxml tree, entities expanded, comments and instructions kept."""
        from lxml import etree

        self.prove()
        if b"<!DOCTYPE" in self.utf8:
            from siglum.doctype import build

            return build(self.utf8)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=True,
            collect_ids=False,  # else a duplicate xml:id is an error of the parser's
        )
        # expat has proved the text well formed, and without a DOCTYPE it has no entities
        root = etree.fromstring(_without_declaration(self.utf8), parser)
        return root.getroottree()

    @property
    def root(self) -> "etree._Element":
        """The root element of the tree."""
        return self.tree.getroot()

    @cached_property
    def ids(self) -> "dict[str, list[etree._Element]]":
        """Every ``xml:id`` with the elements that bear it (one each, in a valid document)."""
        from lxml import etree

        found: dict[str, list[etree._Element]] = {}
        for element in self.root.iter(etree.Element):
            name = element.get(XML_ID)
            if name is not None:
                found.setdefault(name.strip(), []).append(element)
        return found

    @cached_property
    def _elements(self) -> "list[etree._Element]":
        from lxml import etree

        return list(self.root.iter(etree.Element))

    @cached_property
    def _ordinals(self) -> "dict[etree._Element, int]":
        return {element: n for n, element in enumerate(self._elements)}

    @cached_property
    def _steps(self) -> "dict[etree._Element, str]":
        return {}

    def xpath(self, element: "etree._Element") -> str:
        """The same as ``xpath_of``, quicker where many elements have many siblings."""
        steps = []
        node: etree._Element | None = element
        while node is not None:
            if node not in self._steps:
                parent = node.getparent()
                siblings = [node] if parent is None else list(parent.iterchildren("*"))
                totals = Counter(sibling.tag for sibling in siblings)
                seen: Counter[object] = Counter()
                for sibling in siblings:
                    seen[sibling.tag] += 1
                    position = f"[{seen[sibling.tag]}]" if totals[sibling.tag] > 1 else ""
                    self._steps[sibling] = _name_step(str(sibling.tag)) + position
            steps.append(self._steps[node])
            node = node.getparent()
        return "/" + "/".join(reversed(steps))

    @cached_property
    def _line_starts(self) -> "array[int]":
        starts = array("Q", [0])
        starts.extend(m.end() for m in re.finditer(rb"\r\n|\r|\n", self.utf8))
        return starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, columns in characters, of a byte offset in ``utf8``."""
        starts = self._line_starts
        line = bisect_right(starts, offset)
        return line, len(self.utf8[starts[line - 1] : offset].decode(errors="replace")) + 1

    def locate(self, element: "etree._Element", attribute: str | None = None) -> Location:
        """Where an element's start tag stands, or its attribute (a Clark name) in that tag."""
        start = self._index.starts[self._ordinals[element]]
        xpath = self.xpath(element)
        if attribute is not None:
            start = self._attribute_offset(element, start, attribute)
            xpath += "/@" + _attribute_step(attribute)
        return Location(self.name, *self.position(start), xpath)

    def locate_text(
        self, element: "etree._Element", index: int = 0, *, tail: bool = False
    ) -> Location:
        """Where the character ``index`` of ``element.text`` (or of its ``tail``) stands."""
        ordinal = self._ordinals[element]
        offset = self._after(ordinal) if tail else self._tag_end(self._index.starts[ordinal])
        place = self.position(self._skip_characters(offset, index))
        return Location(self.name, *place, self.xpath(element))

    def locate_path(self, path: str) -> Location:
        """Where the node stands that an XPath ``path()`` names, such as ``/Q{…}TEI[1]/@Q{}n``.

        A path that leads nowhere is followed as far as it goes.
        """
        last = next((step for step in re.finditer(_STEP, path) if step["kind"]), None)
        if last is not None:
            above = path[: last.start()]
            parent = self.follow(above)[0] if above else None
            return self._locate_other(parent, last["kind"], last["target"], int(last["nth"]))
        return self.locate(*self.follow(path))

    def follow(self, path: str) -> "tuple[etree._Element, str | None]":
        """The element that an XPath ``path()`` leads to, and the attribute (a Clark name), if any.

        A path may also begin with ``#n``, for the nth element in document order; that is found
        at once, however many siblings it has. A path that leads nowhere is followed as far as it
        goes, at least to the root.
        """
        node: etree._Element | None = None
        if path.startswith("#"):
            node = self._elements[int(path[1:].partition("/")[0]) - 1]
        for step in re.finditer(_STEP, path):
            if node is None:
                node = self.root
            elif step["attribute"]:
                space, local = step["aspace"], step["attribute"]
                return node, f"{{{space}}}{local}" if space else local
            else:
                name = f"{{{step['space']}}}{step['name']}" if step["space"] else step["name"]
                same = enumerate(node.iterchildren(name), 1)
                child = next((found for n, found in same if n == int(step["at"])), None)
                if child is None:
                    break
                node = child
        return self.root if node is None else node, None

    def _locate_other(
        self, parent: "etree._Element | None", kind: str, target: str, nth: int
    ) -> Location:
        """Where the nth text node, comment or instruction below a parent stands."""
        from lxml import etree

        before: etree._Element | None = None
        marked = seen = 0
        if parent is None:
            siblings = [*reversed(list(self.root.itersiblings(preceding=True)))]
            texts: list[str | None] = [None] * (len(siblings) + 1)
        else:
            siblings = list(parent)
            texts = [parent.text, *(child.tail for child in siblings)]
        for child, text in zip([None, *siblings], texts, strict=True):
            if child is not None and isinstance(child.tag, str):
                before, marked = child, 0
            elif child is not None:
                marked += 1
                if kind == "comment":
                    seen += isinstance(child, etree._Comment)
                else:
                    wanted = kind != "text" and not isinstance(child, etree._Comment)
                    seen += wanted and getattr(child, "target", "") == target
                if kind != "text" and seen == nth:
                    break
            if kind == "text" and text:
                seen += 1
                if seen == nth:
                    break
        if seen != nth:
            return self.locate(self.root if parent is None else parent)
        if before is not None:
            offset = self._after(self._ordinals[before])
        elif parent is not None:
            offset = self._tag_end(self._index.starts[self._ordinals[parent]])
        else:
            offset = 0
        for mark in re.compile(_MARKED).finditer(self.utf8, offset) if marked else ():
            if mark.group().startswith(b"<![") or mark.group().startswith(b"<?xml "):
                continue
            marked -= 1
            if marked == 0:
                offset = mark.start() if kind != "text" else mark.end()
                break
        step = f"{kind}({target!r})" if target else f"{kind}()"
        xpath = ("" if parent is None else self.xpath(parent)) + f"/{step}[{nth}]"
        return Location(self.name, *self.position(offset), xpath)

    def instructions(self, target: str) -> list[Instruction]:
        """The processing instructions with this target that stand before the root element."""
        found = []
        prolog = self.utf8[: _prolog_end(self.utf8)]
        for match in re.finditer(rb"<!--.*?-->|<\?(.*?)\?>", prolog, re.DOTALL):
            if match.group(1) is None:
                continue
            name, _, rest = match.group(1).decode().replace("\n", " ").partition(" ")
            if name.strip() == target:
                pairs = re.findall(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""", rest)
                attributes = {key: _unescape(double or single) for key, double, single in pairs}
                place = Location(self.name, *self.position(match.start()))
                found.append(Instruction(target, attributes, place))
        return found

    def _after(self, ordinal: int) -> int:
        """The offset after an element; an empty one has no end tag to look for."""
        start_end = self._tag_end(self._index.starts[ordinal])
        if self.utf8[start_end - 2 : start_end] == b"/>":
            return start_end
        return self._tag_end(self._index.ends[ordinal])

    def _tag_end(self, offset: int) -> int:
        if self.utf8[offset : offset + 1] != b"<":  # an element out of an expanded entity
            return offset
        match = re.compile(_TAG_END).match(self.utf8, offset)
        return match.end() if match else offset

    def _attribute_offset(self, element: "etree._Element", start: int, name: str) -> int:
        tag = self.utf8[start : self._tag_end(start)]
        namespace, _, local = name.rpartition("}")
        for match in re.finditer(rb"""\s([^\s=/>"']+)\s*=\s*("[^"]*"|'[^']*')""", tag):
            written = match.group(1).decode()
            prefix, _, tail = written.rpartition(":")
            if tail == local and (
                not prefix
                if not namespace
                else prefix == "xml"
                if namespace[1:] == XML
                else element.nsmap.get(prefix) == namespace[1:]
            ):
                return start + match.start(1)
        return start

    def _skip_characters(self, offset: int, count: int) -> int:
        """The offset ``count`` parsed characters after ``offset``, within one run of text."""
        data = self.utf8
        in_cdata = False
        while offset < len(data):
            byte = data[offset]
            if byte == 0x3C or (in_cdata and byte == 0x5D):
                skipped = re.compile(_SKIPPED).match(data, offset)
                if skipped:
                    if skipped.group() == b"<![CDATA[":
                        in_cdata = True
                    elif skipped.group() == b"]]>":
                        in_cdata = False
                    offset = skipped.end()
                    continue
                if not in_cdata:
                    return offset
            if count == 0:
                return offset
            count -= 1
            if byte == 0x26 and not in_cdata:
                offset = data.index(b";", offset) + 1
            elif byte == 0x0D and data[offset + 1 : offset + 2] == b"\n":
                offset += 2
            else:
                offset += 1
                while offset < len(data) and data[offset] & 0xC0 == 0x80:
                    offset += 1
        return offset


def read(path: str | Path, *, name: str | None = None) -> Document:
    """Read the XML document at ``path``; ``-`` is standard input.

    Raises:
        FindingError: the file cannot be read, or is not well-formed XML.
    """
    shown = str(path) if name is None else name
    return parse(read_bytes(path, name=shown), name=shown)


def read_bytes(path: str | Path, *, name: str | None = None) -> bytes:
    """The bytes of a file, or of standard input for ``-``.

    Raises:
        FindingError: the file is missing, a folder, unreadable, or larger than ``MAX_BYTES``.
    """
    shown = str(path) if name is None else name
    place = Location(shown)
    try:
        if str(path) == "-":
            if sys.stdin is None:
                raise OSError("standard input is closed")
            return sys.stdin.buffer.read()
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
            if len(data) > MAX_BYTES:
                size = Path(path).stat().st_size
                raise FindingError(
                    finding("file-too-large", place, name=shown, size=size, limit=MAX_BYTES)
                )
            return data
    except FileNotFoundError:
        raise FindingError(finding("file-missing", place, name=shown)) from None
    except IsADirectoryError:
        raise FindingError(finding("file-is-folder", place, name=shown)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FindingError(
            finding("file-unreadable", place, name=shown, reason=reason.lower())
        ) from None


def parse(data: bytes, *, name: str = "<bytes>", prove: bool = True) -> Document:
    """Make a document from its bytes.

    With ``prove=False`` the text need not be well formed until something asks where an element
    stands, or for the tree: a checker that parses the text itself proves it in passing. A text
    with a DOCTYPE is proved at once, since entities are only safe then.

    Raises:
        FindingError: the bytes are empty, in a wrong encoding, or not well-formed XML.
    """
    utf8, encoding = decode(data, name=name)
    if not utf8.strip():
        raise FindingError(finding("document-empty", Location(name)))
    document = Document(name, utf8, encoding)
    if prove or b"<!DOCTYPE" in utf8:
        document.prove()
    return document


def decode(data: bytes, *, name: str = "<bytes>") -> tuple[bytes, str]:
    """The document's text as UTF-8 without byte order mark, and the encoding it was in.

    The encoding is that of the byte order mark, else of the XML declaration, else UTF-8
    (XML 1.0 §4.3.3 and appendix F).

    Raises:
        FindingError: the encoding is unknown, or the bytes are not in it.
    """
    encoding = "UTF-8"
    for mark, marked in (
        (codecs.BOM_UTF8, "UTF-8"),
        (codecs.BOM_UTF32_LE, "UTF-32-LE"),
        (codecs.BOM_UTF32_BE, "UTF-32-BE"),
        (codecs.BOM_UTF16_LE, "UTF-16-LE"),
        (codecs.BOM_UTF16_BE, "UTF-16-BE"),
        (b"<\0?\0", "UTF-16-LE"),
        (b"\0<\0?", "UTF-16-BE"),
    ):
        if data.startswith(mark):
            encoding = marked
            if not mark.startswith((b"<", b"\0<")):
                data = data[len(mark) :]
            break
    else:
        encoding = _declared(data[:200]) or encoding
    try:
        codec = codecs.lookup(encoding)
        if not codec._is_text_encoding or codec.name in _NOT_CHARACTER_SETS:
            raise LookupError(encoding)
    except (LookupError, ValueError):
        raise FindingError(finding("encoding-unknown", Location(name), encoding=encoding)) from None
    try:
        text = data.decode(codec.name)
        return (data if codec.name == "utf-8" else text.encode()), encoding
    except UnicodeError as error:
        start = getattr(error, "start", 0)
        before = data[:start].decode(codec.name, errors="replace")
        newline = before.rfind("\n")
        place = Location(name, before.count("\n") + 1, len(before) - newline)
        reason = f"byte 0x{data[start]:02X} {getattr(error, 'reason', '')}".strip()
        raise FindingError(
            finding("encoding-wrong", place, encoding=encoding, reason=reason)
        ) from None


def _declared(start: bytes) -> str:
    """The encoding that an XML declaration at the start of a file names, or an empty string."""
    if not start.startswith(b"<?xml") or not start[5:6].isspace():
        return ""
    value = start.partition(b"?>")[0].partition(b"encoding")[2].lstrip()[1:].lstrip()
    quote = value[:1]
    return value[1:].partition(quote)[0].decode("latin-1") if quote in (b'"', b"'") else ""


_NOT_CHARACTER_SETS = {
    "utf-7",
    "punycode",
    "idna",
    "unicode_escape",
    "raw_unicode_escape",
    "undefined",
}


def _scan(utf8: bytes, name: str) -> _Index:
    """Prove the text well formed, its entities harmless, and index its tags.

    Raises:
        FindingError: it is not, or they are not.
    """
    starts, ends = array("Q"), array("Q")
    open_elements: list[int] = []
    parser = expat.ParserCreate("utf-8", _SEPARATOR)
    parser.buffer_text = True

    def place() -> Location:
        return Location(name, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def start(_name: str, _attributes: list[str]) -> None:
        open_elements.append(len(starts))
        if len(open_elements) > MAX_DEPTH:
            raise FindingError(finding("document-too-deep", place(), limit=MAX_DEPTH))
        starts.append(parser.CurrentByteIndex)
        ends.append(0)

    def end(_name: str) -> None:
        ends[open_elements.pop()] = parser.CurrentByteIndex

    def skipped(entity: str, is_parameter: bool) -> None:
        if not is_parameter:
            raise FindingError(finding("xml-entity-undefined", place(), entity=entity))

    def external(context: str, _base: str | None, system: str | None, _public: str | None) -> int:
        entity = (context or "").split("\x0c")[-1]
        raise FindingError(
            finding("xml-entity-external", place(), entity=entity, system=system or "")
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.SkippedEntityHandler = skipped
    parser.ExternalEntityRefHandler = external
    parser.ordered_attributes = True
    try:
        parser.Parse(utf8, True)
    except expat.ExpatError as error:
        raise FindingError(_not_well_formed(error, utf8, name)) from None
    return _Index(starts, ends)


def _prolog_end(utf8: bytes) -> int:
    """Where the root element begins: what stands before it are instructions and a DOCTYPE."""
    at = 0
    while True:
        while utf8[at : at + 1].isspace():
            at += 1
        if utf8.startswith(b"<?", at):
            end = utf8.find(b"?>", at) + 2
        elif utf8.startswith(b"<!--", at):
            end = utf8.find(b"-->", at) + 3
        elif utf8.startswith(b"<!DOCTYPE", at):
            doctype = re.compile(_DOCTYPE).match(utf8, at)
            end = doctype.end() if doctype else 0
        else:
            return at
        if end <= at:
            return at
        at = end


def _not_well_formed(error: expat.ExpatError, utf8: bytes, name: str) -> Finding:
    from siglum.wellformed import explain

    return explain(error, utf8, name)


def _without_declaration(utf8: bytes) -> bytes:
    """The text without its XML declaration, whose encoding no longer holds."""
    if utf8.startswith(b"<?xml") and utf8[5:6].isspace():
        end = utf8.index(b"?>") + 2
        return utf8[end:].lstrip()
    return utf8


def _unescape(value: str) -> str:
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")):
        value = value.replace(entity, character)
    return value.replace("&amp;", "&")


def xpath_of(element: "etree._Element") -> str:
    """An XPath 1.0 expression that selects the element: ``/tei:TEI/tei:text/tei:body/tei:p[3]``.

    Prefixes are those of ``PREFIXES``; an element of another namespace is selected by predicates.
    A position is given where a sibling has the same name.
    """
    steps = []
    node: etree._Element | None = element
    while node is not None:
        steps.append(_element_step(node))
        node = node.getparent()
    return "/" + "/".join(reversed(steps))


def _element_step(element: "etree._Element") -> str:
    name = str(element.tag)
    before = sum(1 for _ in element.itersiblings(name, preceding=True))
    is_one = not before and next(element.itersiblings(name), None) is None
    return _name_step(name) + ("" if is_one else f"[{before + 1}]")


def _name_step(name: str) -> str:
    namespace, _, local = name.rpartition("}")
    if not namespace:
        return local
    if namespace[1:] in PREFIXES:
        return f"{PREFIXES[namespace[1:]]}:{local}"
    return f"*[local-name()='{local}' and namespace-uri()='{namespace[1:]}']"


def _attribute_step(name: str) -> str:
    namespace, _, local = name.rpartition("}")
    if not namespace:
        return local
    if namespace[1:] in PREFIXES:
        return f"{PREFIXES[namespace[1:]]}:{local}"
    return f"*[local-name()='{local}' and namespace-uri()='{namespace[1:]}']"
