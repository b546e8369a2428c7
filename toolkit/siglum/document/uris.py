"""References as documents hold them: joined and taken apart, whatever they are (RFC 3986 §5).

The standard library refuses what only looks like a URI, such as ``http://[draft]``. In a document
that is a reference that leads nowhere, and no reason to stop.
"""

from urllib.parse import SplitResult
from urllib.parse import urljoin as _join
from urllib.parse import urlsplit as _split

__all__ = ["urljoin", "urlsplit"]


def urljoin(base: str, reference: str) -> str:
    """The reference made complete from ``base``; itself, where one of them is no URI."""
    try:
        return _join(base, reference)
    except ValueError:
        return reference


def urlsplit(reference: str) -> SplitResult:
    """The parts of a reference; what is no URI is a scheme, if it has one, and a path."""
    try:
        return _split(reference)
    except ValueError:
        scheme, colon, rest = reference.partition(":")
        if colon and scheme.isalnum():
            return SplitResult(scheme.lower(), "", rest, "", "")
        return SplitResult("", "", reference, "", "")
