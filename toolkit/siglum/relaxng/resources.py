"""The files of a schema: where a reference in it leads, and what is there (RELAX NG §4.5).

Nothing is fetched from the web. A web address is asked of the caller's resolver (a catalog, a
store of schemas), and where that knows none, the finding says so.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from siglum.document import read_bytes
from siglum.document.uris import urljoin, urlsplit
from siglum.findings import FindingError, finding
from siglum.relaxng.node import Position

#: A web address → the file that stands for it here, or None.
Resolver = Callable[[str], Path | None]


class Resource(NamedTuple):
    """A file of a schema: its name as findings show it, and its bytes."""

    name: str
    data: bytes


def is_web(reference: str) -> bool:
    """Whether it is an address that no path can be made of."""
    scheme, colon, _ = reference.partition(":")
    return bool(colon) and len(scheme) > 1 and "/" not in scheme and scheme.lower() != "file"


def resolve(base: str, reference: str) -> str:
    """A reference made absolute, or relative to where ``base`` (a path or an address) is."""
    if not reference:
        return base
    if is_web(reference):
        return reference
    if reference.lower().startswith("file:"):
        return unquote(urlsplit(reference).path)
    if is_web(base):
        return urljoin(base, reference)
    path = unquote(reference)
    joined = base + path if base.endswith("/") else str(Path(base).parent / path)
    return joined + "/" if reference.endswith("/") and not joined.endswith("/") else joined


def load(href: str, base: str, at: Position, resolver: Resolver | None) -> Resource:
    """The file that the reference at ``at`` leads to.

    Raises:
        FindingError: there is none, or it cannot be read.
    """
    from siglum.findings import Location

    target = resolve(base, href)
    if is_web(target):
        local = resolver(target) if resolver else None
        if local is None:
            raise FindingError(finding("schema-part-elsewhere", Location(*at), href=target))
        return Resource(target, read_bytes(local))
    try:
        return Resource(target, read_bytes(target))
    except FindingError as error:
        reason = error.finding.message
        raise FindingError(
            finding("schema-part-missing", Location(*at), href=href, reason=reason)
        ) from None
