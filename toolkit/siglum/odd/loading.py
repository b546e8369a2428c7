"""The files of an ODD: parts, sources and grammars, all of them on this machine.

Nothing is fetched. An address of the web is looked for in the store of schemas
(``siglum schema add``), and where it is not there, the finding says so.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from siglum.document import XML, XML_ID, Document
from siglum.document import read as read_document
from siglum.document.uris import urlsplit
from siglum.findings import FindingError, finding
from siglum.odd.places import Files, Place

if TYPE_CHECKING:
    from lxml import etree

_XI = "{http://www.w3.org/2001/XInclude}"
_BASE = f"{{{XML}}}base"


class Loader:
    """Finds and reads files, each once.

    ``read`` holds the XML documents that were read, by path, ``others`` the paths of other files,
    those too that were looked for in vain.
    """

    def __init__(self, *, xinclude: bool = False) -> None:
        self.xinclude = xinclude
        self.read: dict[Path, Document] = {}
        self.others: set[Path] = set()

    def open(self, path: Path, files: Files) -> Document:
        """The document at ``path``, its inclusions expanded where that was asked for.

        Raises:
            FindingError: it cannot be read, or is not well formed, or an inclusion fails.
        """
        known = self.read.get(path)
        if known is None:
            known = self.read[path] = read_document(path)
            files.add(known)
            if self.xinclude:
                self._expand(known, files, (path,))
        files.add(known)
        return known

    def adopt(self, document: Document, files: Files) -> None:
        """Know a document that has been read already."""
        self.read[Path(document.name)] = document
        files.add(document)
        if self.xinclude:
            self._expand(document, files, (Path(document.name),))

    def path(self, reference: str, at: Place) -> Path:
        """Where a reference in an ODD leads, on this machine.

        Raises:
            FindingError: to the web, and the store has it not.
        """
        parts = urlsplit(reference)
        if parts.scheme in ("http", "https"):
            from siglum import store

            stored = store.resolve(reference.partition("#")[0])
            if stored is None:
                raise FindingError(finding("odd-web", at.location, url=reference.partition("#")[0]))
            return stored
        if parts.scheme == "file":
            from urllib.request import url2pathname

            return Path(url2pathname(parts.path))
        return _folder(at) / unquote(reference.partition("#")[0])

    def target(self, reference: str, at: Place, files: Files) -> "etree._Element":
        """The element that a pointer leads to; a file's root where it names none in it.

        Raises:
            FindingError: it leads nowhere.
        """
        from siglum.document import TEI

        file, _, fragment = reference.partition("#")
        if not file:
            root = at.files.document(at.element).root
        else:
            path = self.path(reference, at)
            self.others.add(path)
            if not path.is_file():
                raise FindingError(
                    finding("odd-group-missing", at.attribute("target"), target=reference)
                )
            root = self.open(path, files).root
        outer = root.getparent()
        while outer is not None:  # of a part that XInclude has put in its place
            root, outer = outer, outer.getparent()
        if fragment:
            found = next((e for e in root.iter("*") if e.get(XML_ID) == fragment), None)
        elif not file:
            found = None
        else:
            found = root
            if root.tag not in (f"{{{TEI}}}specGrp", f"{{{TEI}}}schemaSpec"):
                found = next(root.iter(f"{{{TEI}}}specGrp"), root)
        if found is None:
            raise FindingError(
                finding("odd-group-missing", at.attribute("target"), target=reference)
            )
        return found

    # -- XInclude -------------------------------------------------------------------------------

    def _expand(self, document: Document, files: Files, inside: tuple[Path, ...]) -> None:
        """Put what an ODD includes into its tree (XInclude 1.0 §4.2, ``parse="xml"``)."""
        includes = list(document.root.iter(f"{_XI}include"))
        if not includes:
            return
        document.locate(document.root)  # number the elements while they are together
        for include in includes:
            self._include(include, files, inside)

    def _include(self, include: "etree._Element", files: Files, inside: tuple[Path, ...]) -> None:
        at = Place(files, include)
        href = include.get("href", "")
        parent = include.getparent()
        if parent is None:
            return
        try:
            path = self.path(href, at)
            self.others.add(path)
            if path in inside:
                raise FindingError(finding("odd-include-cycle", at.attribute("href"), href=href))
            if include.get("parse", "xml") == "text":
                _replace(include, [], path.read_text(encoding=include.get("encoding", "utf-8")))
                return
            if not path.is_file():
                raise FindingError(finding("odd-include-missing", at.attribute("href"), href=href))
            part = read_document(path)
        except (FindingError, OSError, LookupError, ValueError) as error:
            fallback = include.find(f"{_XI}fallback")
            if fallback is not None:
                nested = list(fallback.iter(f"{_XI}include"))
                _replace(include, list(fallback), fallback.text or "")
                for inner in nested:
                    self._include(inner, files, inside)
                return
            if isinstance(error, FindingError):
                raise
            missing = finding("odd-include-missing", at.attribute("href"), href=href)
            raise FindingError(missing) from None
        files.add(part)
        part.locate(part.root)
        self.read.setdefault(path, part)
        self._expand(part, files, (*inside, path))
        chosen = _pointed(part.root, include.get("xpointer", ""))
        if not chosen:
            raise FindingError(
                finding(
                    "odd-include-missing",
                    at.attribute("xpointer"),
                    href=f"{href}#{include.get('xpointer')}",
                )
            )
        for node in chosen:
            if node is not part.root:
                files.documents[node] = part
            node.tail = None
        _replace(include, chosen, "")


def _folder(at: Place) -> Path:
    """The folder that relative references at an element start from, ``xml:base`` heeded."""
    base = Path(at.files.document(at.element).name).parent
    steps = []
    node: etree._Element | None = at.element
    while node is not None and node not in at.files.documents:
        steps.append(node.get(_BASE, ""))
        node = node.getparent()
    if node is not None:
        steps.append(node.get(_BASE, ""))
    for step in reversed(steps):
        if step and not urlsplit(step).scheme:
            base = base / (step if step.endswith("/") else step.rpartition("/")[0])
    return base


def _pointed(root: "etree._Element", pointer: str) -> "list[etree._Element]":
    """The elements that an ``xpointer`` chooses, in order; without one, the root.

    A pointer is an identifier, ``element(id)``, or an XPath in ``xpointer(…)`` after the prefixes
    that it uses, ``xmlns(prefix=namespace)``. What cannot be understood chooses nothing.
    """
    from lxml import etree

    if not pointer.strip():
        return [root]
    expression = re.search(r"\bxpointer\((.*)\)\s*$", pointer, re.DOTALL)
    if expression is None:
        name = pointer.strip().removeprefix("element(").removesuffix(")")
        return [e for e in root.iter("*") if e.get(XML_ID) == name][:1]
    prefixes = dict(re.findall(r"xmlns\(\s*([\w.-]+)\s*=\s*([^)\s]+)\s*\)", pointer))
    try:
        found = root.xpath(expression[1], namespaces=prefixes)
    except etree.XPathError:
        return []
    nodes = found if isinstance(found, list) else []
    return [node for node in nodes if isinstance(node, etree._Element)]


def _replace(include: "etree._Element", nodes: "Iterable[etree._Element]", text: str) -> None:
    """Put nodes, and text before them, in the place of an element; its tail stays."""
    parent = include.getparent()
    if parent is None:
        return
    index, tail = parent.index(include), include.tail or ""
    include.tail = None
    before = parent[index - 1] if index else None
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text
    parent.remove(include)
    last = before
    for offset, node in enumerate(nodes):
        parent.insert(index + offset, node)
        last = node
    if last is None:
        parent.text = (parent.text or "") + tail
    else:
        last.tail = (last.tail or "") + tail
