"""The files of an ODD: parts, sources and grammars, all of them on this machine.

Nothing is fetched. An address of the web is looked for in the store of schemas
(``siglum schema add``), and where it is not there, the finding says so.
"""

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
            known = self._whole(read_document(path))
            self.read[path] = known
        files.add(known)
        return known

    def adopt(self, document: Document, files: Files) -> Document:
        """The document, which has been read already, with its inclusions like one of ``open``.

        Raises:
            FindingError: an inclusion fails.
        """
        made = self.read[Path(document.name)] = self._whole(document)
        files.add(made)
        return made

    def _whole(self, document: Document) -> Document:
        if not self.xinclude:
            return document
        from siglum import store
        from siglum.document.xinclude import Included, expand

        made = expand(document, store.resolve)
        if isinstance(made, Included):
            self.others.update(map(Path, made.files))
        return made

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
