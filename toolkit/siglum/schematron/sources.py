"""The elements of a schema as they are written: in one file or several, or inside a grammar.

``Node`` is an element with what it needs to be understood away from its file: the document it
stands in, the prefixes bound there, and the parameters of the pattern that is being filled in.
``Reader.children`` follows ``include`` and ``extends/@href``, so that whoever reads the schema
sees one tree.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from os.path import normpath
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from siglum.document import XML, XML_ID, Document, read
from siglum.document.uris import urlsplit
from siglum.findings import Finding, FindingError, Location, finding
from siglum.schematron.model import SCH, SCH_1_5, SQF, XSL
from siglum.schematron.slips import slips
from siglum.schematron.xpath import substitute

if TYPE_CHECKING:
    from lxml import etree

#: What gives the file that stands for a web address, if any does.
Catalog = Callable[[str], Path | None]

_XMLNS = "http://www.w3.org/2000/xmlns/"


def local(element: "etree._Element") -> str:
    """The local name of a Schematron element, or nothing for any other node."""
    tag = element.tag
    if isinstance(tag, str):
        for namespace in (SCH, SCH_1_5):
            if tag.startswith(f"{{{namespace}}}"):
                return tag[len(namespace) + 2 :]
    return ""


@dataclass(frozen=True, slots=True)
class Origin:
    """A file of the schema: its document, its folder if any, and what ``ns`` binds in it."""

    document: Document
    folder: Path | None
    prefixes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Node:
    """An element of the schema, where it is from, and the parameters that apply to it."""

    element: "etree._Element"
    origin: Origin
    parameters: dict[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The local name, if it is a Schematron element."""
        return local(self.element)

    def get(self, name: str, default: str = "") -> str:
        """The value of an attribute, parameters substituted and space around it removed."""
        value = self.element.get(name)
        return default if value is None else substitute(value, self.parameters).strip()

    def place(self, attribute: str | None = None) -> Location:
        """Where the element stands, or its attribute if it has that."""
        if attribute is not None and self.element.get(attribute) is None:
            attribute = None
        return self.origin.document.locate(self.element, attribute)

    @property
    def language(self) -> str:
        """The ``xml:lang`` in force."""
        found = self.element.xpath("ancestor-or-self::*[@xml:lang][1]/@xml:lang")
        return str(found[0]) if isinstance(found, list) and found else ""

    @property
    def id(self) -> str:
        """The ``id``, or else the ``xml:id``."""
        return " ".join((self.get("id") or self.get(XML_ID)).split())

    @property
    def base(self) -> Path | None:
        """The folder from which its references count: its file's, unless ``xml:base`` differs."""
        at = self.origin.folder
        steps = self.element.xpath("ancestor-or-self::*/@xml:base")
        for step in map(str, steps) if isinstance(steps, list) else ():
            parts = urlsplit(step)
            if parts.scheme not in ("", "file") or (at is None and not parts.path.startswith("/")):
                continue
            named = (at or Path()) / unquote(parts.path)
            at = named if parts.path.endswith("/") else named.parent
        return at

    def with_parameters(self, parameters: dict[str, str]) -> "Node":
        """The same element, read with other parameters."""
        return replace(self, parameters=parameters)


@dataclass(slots=True)
class Reader:
    """Follows the references between the files of a schema; ``findings`` tells what went wrong.

    ``catalog`` gives the file that stands for a web address, if any does.
    """

    catalog: Catalog | None = None
    findings: list[Finding] = field(default_factory=list)
    _files: dict[Path, Document | None] = field(default_factory=dict)
    _ignored: set[str] = field(default_factory=set)

    def children(self, node: Node, trail: "tuple[etree._Element, ...]" = ()) -> Iterator[Node]:
        """The element children, with ``include`` and ``extends/@href`` replaced by their targets.

        A reference that leads nowhere, or round in a circle, is a finding, and yields nothing.
        """
        trail = trail or (node.element, *node.element.iterancestors())
        for element in node.element.iterchildren("*"):
            child = Node(element, node.origin, node.parameters)
            kind = child.kind
            if not kind and str(element.tag).startswith(f"{{{SQF}}}"):
                self.ignore_quick_fix(child)
            elif kind == "include" or (kind == "extends" and element.get("href") is not None):
                yield from self._included(child, trail)
            else:
                yield child

    def know(self, document: Document, folder: Path) -> None:
        """Have a file that was read already, so that what refers to it comes back to it."""
        self._files[Path(normpath(folder / Path(document.name).name))] = document

    def documents(self) -> dict[str, Document]:
        """The files that were read, by name."""
        return {document.name: document for document in self._files.values() if document}

    def check_names(self, origin: Origin) -> None:
        """Tell of each ``ns`` in a file that can bind nothing, and of likely slips."""
        self.findings.extend(slips(origin.document))
        bound: dict[str, str] = {}
        for element in origin.document.root.iter(f"{{{SCH}}}ns", f"{{{SCH_1_5}}}ns"):
            prefix, uri = element.get("prefix", "").strip(), element.get("uri", "").strip()
            place = origin.document.locate(element)
            if not is_binding(element):
                self.findings.append(
                    finding("schematron-ns-invalid", place, prefix=prefix, uri=uri)
                )
                continue
            first = bound.setdefault(prefix, uri)
            if first != uri:
                self.findings.append(
                    finding("schematron-ns-twice", place, prefix=prefix, uri=uri, first=first)
                )

    def ignore_quick_fix(self, node: Node) -> None:
        """Note, once a file, that quick fixes are not carried out."""
        if node.origin.document.name not in self._ignored:
            self._ignored.add(node.origin.document.name)
            self.findings.append(finding("schematron-quickfix-ignored", node.place()))

    def _included(self, node: Node, trail: "tuple[etree._Element, ...]") -> Iterator[Node]:
        href = node.get("href")
        if not href:
            self.findings.append(
                finding(
                    "schematron-incomplete",
                    node.place(),
                    element=f"<{node.kind}>",
                    attribute="@href",
                )
            )
            return
        target = self.target(node, href)
        if target is None:
            return
        if not target.kind and not str(target.element.tag).startswith((f"{{{XSL}}}", f"{{{SQF}}}")):
            name = f"<{str(target.element.tag).rpartition('}')[2]}>"
            self.findings.append(
                finding(
                    "schematron-include-missing",
                    node.place("href"),
                    href=href,
                    reason=f"{name} is no element of Schematron",
                )
            )
            return
        if any(target.element is above for above in trail):
            self.findings.append(finding("schematron-include-cycle", node.place("href"), href=href))
            return
        parent = node.element.getparent()
        same = parent is not None and target.kind == local(parent)
        if node.kind == "extends" or same or target.kind in ("schema", "library"):
            yield from self.children(target, (*trail, target.element))
        elif target.kind == "include":
            yield from self._included(target, (*trail, target.element))
        else:
            yield target

    def target(self, node: Node, href: str) -> Node | None:
        """The element that a reference names (ISO 19757-3 §5.4.4, §5.4.7)."""
        place = node.place("href")
        parts = urlsplit(href)
        if parts.scheme in ("http", "https") and self.catalog is not None:
            found = self.catalog(href.partition("#")[0])
            if found is not None:
                parts = urlsplit(found.absolute().as_uri())._replace(fragment=parts.fragment)
        if not href or parts.scheme not in ("", "file") or parts.netloc not in ("", "localhost"):
            self.findings.append(finding("schematron-include-remote", place, href=href))
            return None
        document: Document | None = node.origin.document
        folder = node.base
        if parts.path:
            if folder is None and parts.scheme == "":
                self.findings.append(
                    finding("schematron-include-missing", place, href=href, reason="no such file")
                )
                return None
            path = Path(unquote(parts.path).replace("\0", "\N{REPLACEMENT CHARACTER}"))
            path = Path(normpath(folder / path if folder is not None else path))
            document = self._read(path, place, href)
            folder = path.parent
        if document is None:
            return None
        prefixes = {**node.origin.prefixes, **declared_prefixes(document)}
        origin = Origin(document, folder, prefixes)
        if document is not node.origin.document:
            self.check_names(origin)
        if not parts.fragment:
            return Node(document.root, origin, node.parameters)
        name = unquote(parts.fragment)
        elements = document.ids.get(name) or [
            element for element in document.root.iter("*") if element.get("id") == name
        ]
        if not elements:
            reason = f"nothing in it has the id {name!r}"
            self.findings.append(
                finding("schematron-include-missing", place, href=href, reason=reason)
            )
            return None
        return Node(elements[0], origin, node.parameters)

    def _read(self, path: Path, place: Location, href: str) -> Document | None:
        if path not in self._files:
            try:
                self._files[path] = read(path)
            except FindingError as error:
                self._files[path] = None
                reason = error.finding.message
                self.findings.append(
                    finding("schematron-include-missing", place, href=href, reason=reason)
                )
        return self._files[path]


def declared_prefixes(document: Document) -> dict[str, str]:
    """What the ``ns`` elements of a file bind, wherever in it they stand.

    An ``ns`` that can bind nothing is passed over here; ``Reader.check_names`` tells of it.
    """
    return {
        element.get("prefix", "").strip(): element.get("uri", "").strip()
        for element in document.root.iter(f"{{{SCH}}}ns", f"{{{SCH_1_5}}}ns")
        if is_binding(element)
    }


def is_binding(element: "etree._Element") -> bool:
    """Whether an ``ns`` has a prefix (or an empty one) and a namespace that XML allows."""
    prefix, uri = element.get("prefix", "").strip(), element.get("uri", "").strip()
    if prefix in ("xml", "xmlns") or uri in ("", XML, _XMLNS) or (prefix == "xsl" and uri != XSL):
        return False
    return can_declare(prefix, uri)


def can_declare(prefix: str | None, uri: str) -> bool:
    """Whether lxml and the processor let the prefix be bound; a document may bind others.

    To the processor, no character of a name is beyond the basic plane (XML 1.0, fourth edition).
    """
    from lxml import etree

    if any(character > "\uffff" for character in prefix or ""):
        return False
    try:
        etree.Element("test", nsmap={prefix or None: uri})
    except ValueError:
        return False
    return True
