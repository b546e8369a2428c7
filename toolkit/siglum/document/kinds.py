"""What a file is that is no XML, by how it begins, so that a finding can name it."""

import re

from siglum.findings import Finding, Location, finding

_BEGINNINGS = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a ZIP archive, as .docx, .odt and .epub files are",
    b"\xd0\xcf\x11\xe0": "a file of a word processor",
    b"{\\rtf": "an RTF file",
    b"\x1f\x8b": "a compressed file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"II*\0": "a picture",
    b"MM\0*": "a picture",
}


def kind_of(data: bytes) -> str:
    """The kind of file in words, such as ``a PDF file``; empty where it is not known."""
    return next((kind for begin, kind in _BEGINNINGS.items() if data.startswith(begin)), "")


def other_kind(kind: str, name: str) -> Finding:
    """The finding on a file of another kind; no kind in particular is empty."""
    reason = (
        f"the file is {kind}" if kind else "the file does not begin with a tag, so it is no XML"
    )
    hint = "is this the right file?"
    return finding("xml-not-well-formed", Location(name), reason=reason, hint=hint)


def is_html(utf8: bytes) -> bool:
    """Whether a text is a page of HTML, which need be no XML."""
    return re.match(rb"(?i)\s*<(?:!doctype\s+)?html[\s>]", utf8) is not None


def not_tei(tag: str, place: Location) -> Finding:
    """The finding on a document without TEI, whose root is of this name (a Clark name)."""
    namespace, _, local = tag.rpartition("}")
    element, hint = f"<{local}>", None
    if local in ("TEI", "teiCorpus"):
        element += f" of the namespace {namespace[1:]}" if namespace else " of no namespace"
    elif local in ("TEI.2", "teiCorpus.2"):
        hint = "this is TEI P4; convert it to P5 first"
    return finding("not-tei", place, element=element, hint=hint)
