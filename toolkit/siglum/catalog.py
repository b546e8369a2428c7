"""XML Catalogs 1.1 (OASIS Standard, 7 October 2005): where on this machine a web address is.

Schemas are named by URI, so ``uri`` entries and their relatives are asked first (§7.2), then
``system`` entries, since many catalogs list their schemas only there.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from siglum.document import XML, read
from siglum.document.uris import urljoin, urlsplit
from siglum.findings import FindingError, finding

NAMESPACE = "urn:oasis:names:tc:entity:xmlns:xml:catalog"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its kind (the name of its element), what it matches, and what it answers.

    ``answer`` is a complete URI: of the resource, of the start that replaces the matched one, or
    of the catalog that goes on with the question.
    """

    kind: str
    match: str
    answer: str


#: Kind → (attribute that is matched, attribute that answers).
_KINDS = {
    "uri": ("name", "uri"),
    "system": ("systemId", "uri"),
    "rewriteURI": ("uriStartString", "rewritePrefix"),
    "rewriteSystem": ("systemIdStartString", "rewritePrefix"),
    "uriSuffix": ("uriSuffix", "uri"),
    "systemSuffix": ("systemIdSuffix", "uri"),
    "delegateURI": ("uriStartString", "catalog"),
    "delegateSystem": ("systemIdStartString", "catalog"),
    "nextCatalog": ("", "catalog"),
}


def load(path: Path) -> tuple[Entry, ...]:
    """The entries of the catalog at ``path``, in order.

    Raises:
        FindingError: it cannot be read, is not well formed, or is no catalog.
    """
    document = read(path)
    root = document.root
    if root.tag != f"{{{NAMESPACE}}}catalog":
        raise FindingError(finding("catalog-invalid", document.locate(root), name=path))
    start = path.absolute().as_uri()
    entries = []
    for element in root.iter(*(f"{{{NAMESPACE}}}{kind}" for kind in _KINDS)):
        kind = str(element.tag).rpartition("}")[2]
        matched, answering = _KINDS[kind]
        answer = element.get(answering)
        match = element.get(matched, "") if matched else ""
        if answer is None or (matched and not match):
            continue
        base = start
        for parent in [*reversed([*element.iterancestors()]), element]:
            base = urljoin(base, parent.get(f"{{{XML}}}base", ""))
        entries.append(Entry(kind, match, urljoin(base, answer)))
    return tuple(entries)


def resolve(uri: str, catalogs: Sequence[Path]) -> str | None:
    """What the catalogs, in order, say that ``uri`` is: a ``file:`` or web URI, or None.

    A further catalog that is not there is passed over (§8); one named in the call is not.

    Raises:
        FindingError: a catalog named in the call cannot be read.
    """
    seen: set[Path] = set()
    for path in catalogs:
        found = _resolve(uri, load(path), seen | {path.absolute()})
        if found is not None:
            return found
    return None


def as_path(uri: str) -> Path | None:
    """The path that a ``file:`` URI names, or None for any other URI."""
    parts = urlsplit(uri)
    if parts.scheme != "file":
        return None
    from urllib.request import url2pathname

    return Path(url2pathname(parts.path) if parts.netloc in ("", "localhost") else parts.path)


def _resolve(uri: str, entries: Sequence[Entry], seen: set[Path]) -> str | None:
    for exact, rewrite, suffix, delegate in (
        ("uri", "rewriteURI", "uriSuffix", "delegateURI"),
        ("system", "rewriteSystem", "systemSuffix", "delegateSystem"),
    ):
        for entry in entries:
            if entry.kind == exact and unquote(entry.match) == unquote(uri):
                return entry.answer
        longest = _longest(entries, rewrite, uri.startswith)
        if longest:
            return longest[0].answer + uri[len(longest[0].match) :]
        longest = _longest(entries, suffix, uri.endswith)
        if longest:
            return longest[0].answer
        delegates = _longest(entries, delegate, uri.startswith)
        if delegates:  # nothing but the delegates is asked (§7.2.2, step 5)
            return _first(uri, delegates, seen)
    return _first(uri, [entry for entry in entries if entry.kind == "nextCatalog"], seen)


def _longest(entries: Sequence[Entry], kind: str, matches: Callable[[str], bool]) -> list[Entry]:
    """The entries of a kind that match, the longest match first."""
    found = [entry for entry in entries if entry.kind == kind and matches(entry.match)]
    return sorted(found, key=lambda entry: -len(entry.match))


def _first(uri: str, entries: Sequence[Entry], seen: set[Path]) -> str | None:
    for path in _unseen(entries, seen):
        try:
            found = _resolve(uri, load(path), seen)
        except FindingError:
            continue
        if found is not None:
            return found
    return None


def _unseen(entries: Sequence[Entry], seen: set[Path]) -> Iterator[Path]:
    for entry in entries:
        path = as_path(entry.answer)
        if path is not None and path.absolute() not in seen:
            seen.add(path.absolute())
            yield path
