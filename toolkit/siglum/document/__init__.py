"""Reading a document safely, once, and knowing where in its file every node stands.

A ``Document`` holds the bytes, the decoded text and, built on first use, an lxml tree. Nothing is
fetched: no external DTD, no external entity, no network. Internal entities are expanded, within
the parser's limit on amplification. lxml knows no columns, so positions come from a second index
that expat makes in document order.
"""

import re
import sys
from array import array
from bisect import bisect_right
from collections import Counter
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from siglum.document.elements import Elements
from siglum.document.encoding import decode
from siglum.document.names import PREFIXES, TEI, XML, XML_ID, XML_LANG, name_test
from siglum.document.prolog import DOCTYPE, instructions, prolog_end, without_declaration
from siglum.document.tags import (
    MAX_DEPTH,
    Tags,
    after,
    attribute_offset,
    scan,
    skip_characters,
    tag_end,
)
from siglum.findings import Finding, FindingError, Location, finding

if TYPE_CHECKING:  # lxml takes 0.1 s to import, and many a document needs no tree
    from lxml import etree

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "PREFIXES",
    "TEI",
    "XML",
    "XML_ID",
    "XML_LANG",
    "Document",
    "Instruction",
    "decode",
    "parse",
    "read",
    "read_bytes",
]

MAX_BYTES = 512 * 1024 * 1024

_STEP = r"""(?x)/(?:Q\{(?P<space>[^}]*)\}(?P<name>[^/\[]+)\[(?P<at>\d+)\]
    |@(?:Q\{(?P<aspace>[^}]*)\})?(?P<attribute>[^/\[{]+)
    |(?P<kind>text|comment|processing-instruction)\((?P<target>[^)]*)\)\[(?P<nth>\d+)\])"""
_MARKED = DOCTYPE + rb"|<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>"


class Instruction(NamedTuple):
    """A processing instruction before the root: its target, pseudo-attributes, and place."""

    target: str
    attributes: dict[str, str]
    location: Location


class Document:
    """An XML document that has been read; well formed, unless ``parse`` was told not to prove it.

    ``name`` is the file as the user named it, and what findings show. ``utf8`` is the text as
    UTF-8 without a byte order mark, whatever the encoding of the file.
    """

    def __init__(self, name: str, utf8: bytes, encoding: str) -> None:
        self.name = name
        self.utf8 = utf8
        self.encoding = encoding
        self._is_proved = False

    def __repr__(self) -> str:
        return f"Document({self.name!r}, {len(self.utf8)} bytes, {self.encoding})"

    @cached_property
    def _tags(self) -> Tags:
        return scan(self.utf8, self.name)

    def prove(self) -> None:
        """Make sure that the text is well formed, its entities harmless, and not too deep.

        Raises:
            FindingError: it is not.
        """
        if not self._is_proved:
            _ = self._tags

    def take_as_proved(self) -> None:
        """Believe a parser that has read the text without its DOCTYPE, to the depth allowed."""
        self._is_proved = True

    def require_tei(self) -> None:
        """Make sure that there is something of TEI in the document.

        Raises:
            FindingError: there is none (``not-tei``).
        """
        if self._is_tei_by_its_root:
            return
        if TEI.encode() in self.utf8 and next(self.root.iter(f"{{{TEI}}}*"), None) is not None:
            return
        from siglum.document.kinds import not_tei

        raise FindingError(not_tei(str(self.root.tag), self.locate(self.root)))

    @property
    def _is_tei_by_its_root(self) -> bool:
        """Whether the root says by a default namespace that it is TEI, as most do."""
        name = re.match(rb"<[^\s:/>]+(?=\s)", self.root_tag)
        space = re.compile(rb"""\sxmlns\s*=\s*["']%b["']""" % re.escape(TEI.encode()))
        return name is not None and space.search(self.root_tag) is not None

    @cached_property
    def root_tag(self) -> bytes:
        """The start tag of the root element, as it stands in the text."""
        start = prolog_end(self.utf8)
        return self.utf8[start : tag_end(self.utf8, start)]

    @property
    def root_id(self) -> str:
        """The ``xml:id`` of the root element, or nothing."""
        if b"<!DOCTYPE" not in self.utf8 and b"xml:id" not in self.root_tag:
            return ""
        return str(self.root.get(XML_ID, ""))

    def may_have(self, pattern: bytes) -> bool:
        """Whether a regular expression is found in the text, or what it means may be in a DTD.

        A question before one to the tree, which takes long to build.
        """
        return b"<!DOCTYPE" in self.utf8 or re.search(pattern, self.utf8) is not None

    @cached_property
    def element_names(self) -> frozenset[str] | None:
        """The local names of all its elements, perhaps more; ``None`` where entities may hold some.

        Found in the text, since a tree takes long to build.
        """
        if b"<!ENTITY" in self.utf8:
            return None
        names = set(re.findall(rb"<([^\s<>/!?]+)", self.utf8))
        return frozenset(name.rpartition(b":")[2].decode() for name in names)

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
        self.prove()
        if b"<!DOCTYPE" in self.utf8:
            from siglum.document.doctype import build

            return build(self.utf8)
        return self._grow(is_proved=True)

    def trust(self) -> "Document":
        """Build the tree and leave the proof to lxml, which takes half the time; the same document.

        For large files that nobody writes by hand, such as TEI's own definitions. What expat would
        refuse besides (a tree too deep) is refused when something asks where an element stands.

        Raises:
            FindingError: the text is not well formed.
        """
        from lxml import etree

        if "tree" not in self.__dict__ and b"<!DOCTYPE" not in self.utf8:
            try:
                self.tree = self._grow(is_proved=False)
            except etree.XMLSyntaxError:
                self.prove()  # if it stands the proof, the tree is built when it is wanted
        return self

    def _grow(self, *, is_proved: bool) -> "etree._ElementTree[etree._Element]":
        from lxml import etree

        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=True,
            collect_ids=False,  # else a duplicate xml:id is an error of the parser's
            recover=is_proved,  # else so is a namespace that is no URI
        )
        # without a DOCTYPE, a text has no entities
        root = etree.fromstring(without_declaration(self.utf8), parser)
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
    def elements(self) -> Elements:
        """All elements in document order, by their numbers from 0."""
        return Elements(self.root)

    @cached_property
    def _steps(self) -> "dict[etree._Element, str]":
        return {}

    def xpath(self, element: "etree._Element") -> str:
        """An XPath 1.0 expression that selects the element: ``/tei:TEI/tei:text/tei:body``.

        Prefixes are those of ``PREFIXES``; an element of another namespace is selected by
        predicates. A position is given where a sibling has the same name.
        """
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
                    self._steps[sibling] = name_test(str(sibling.tag)) + position
            steps.append(self._steps[node])
            node = node.getparent()
        return "/" + "/".join(reversed(steps))

    @cached_property
    def _line_starts(self) -> "array[int]":
        starts = array("Q", [0])
        starts.extend(accumulate(map(len, self.utf8.splitlines(keepends=True))))
        if self.utf8 and not self.utf8.endswith((b"\n", b"\r")):
            starts.pop()
        return starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, columns in characters, of a byte offset in ``utf8``."""
        starts = self._line_starts
        line = bisect_right(starts, offset)
        return line, len(self.utf8[starts[line - 1] : offset].decode(errors="replace")) + 1

    def place(self, offset: int, xpath: str = "") -> Location:
        """Where the byte at an offset in ``utf8`` stands."""
        return Location(self.name, *self.position(offset), xpath)

    def relocated(self, found: Finding) -> Finding:
        """A finding on a line of ``utf8``, with its place in the file that this is from."""
        return found

    def span(self, element: "etree._Element") -> tuple[int, int]:
        """The offsets in ``utf8`` at which an element begins and after which it ends."""
        ordinal = self.elements.number(element)
        return self._tags.starts[ordinal], after(self.utf8, self._tags, ordinal)

    def content_span(self, element: "etree._Element") -> tuple[int, int]:
        """The offsets in ``utf8`` between the tags of an element."""
        ordinal = self.elements.number(element)
        begin = tag_end(self.utf8, self._tags.starts[ordinal])
        is_empty = self.utf8[begin - 2 : begin] == b"/>"
        return begin, begin if is_empty else self._tags.ends[ordinal]

    def locate(self, element: "etree._Element", attribute: str | None = None) -> Location:
        """Where an element's start tag stands, or its attribute (a Clark name) in that tag."""
        start = self._tags.starts[self.elements.number(element)]
        xpath = self.xpath(element)
        if attribute is not None:
            start = attribute_offset(self.utf8, start, attribute, element.nsmap)
            xpath += "/@" + name_test(attribute)
        return self.place(start, xpath)

    def locate_text(
        self, element: "etree._Element", index: int = 0, *, tail: bool = False
    ) -> Location:
        """Where the character ``index`` of ``element.text`` (or of its ``tail``) stands."""
        ordinal = self.elements.number(element)
        offset = (
            after(self.utf8, self._tags, ordinal)
            if tail
            else tag_end(self.utf8, self._tags.starts[ordinal])
        )
        return self.place(skip_characters(self.utf8, offset, index), self.xpath(element))

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
            node = self.elements[int(path[1:].partition("/")[0]) - 1]
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
            root = self.root
            above = [*root.itersiblings(preceding=True)]
            siblings = [*reversed(above), root, *root.itersiblings()]
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
            offset = after(self.utf8, self._tags, self.elements.number(before))
        elif parent is not None:
            offset = tag_end(self.utf8, self._tags.starts[self.elements.number(parent)])
        else:
            offset = 0
        for mark in re.compile(_MARKED).finditer(self.utf8, offset) if marked else ():
            if re.match(rb"<!D|<!\[|<\?xml\s", mark.group()):
                continue
            marked -= 1
            if marked == 0:
                offset = mark.start() if kind != "text" else mark.end()
                break
        step = f"{kind}({target!r})" if target else f"{kind}()"
        xpath = ("" if parent is None else self.xpath(parent)) + f"/{step}[{nth}]"
        return self.place(offset, xpath)

    def instructions(self, target: str) -> list[Instruction]:
        """The processing instructions with this target that stand before the root element."""
        return [
            Instruction(named, attributes, self.place(offset))
            for offset, named, attributes in instructions(self.utf8)
            if named == target
        ]


def read(
    path: str | Path, *, name: str | None = None, xinclude: bool = False, prove: bool = True
) -> Document:
    """Read the XML document at ``path``; ``-`` is standard input.

    With ``xinclude`` the document holds what it includes (``siglum.document.xinclude``). For
    ``prove`` see ``parse``.

    Raises:
        FindingError: the file cannot be read, or is not well-formed XML.
    """
    shown = str(path) if name is None else name
    document = parse(read_bytes(path, name=shown), name=shown, prove=prove)
    if xinclude:
        from siglum.document.xinclude import expand

        return expand(document)
    return document


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
