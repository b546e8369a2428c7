"""The HTML output: a page to read and a page about the edition, each complete in one file.

The pages hold their style sheet and script, fetch nothing, and work from the file system. A copy
of the TEI document stands beside them.
"""

import hashlib
from base64 import b64encode
from functools import cache

from siglum import __version__
from siglum.document import Document
from siglum.outputs import Bundle, Options
from siglum.resources import resource
from siglum.transform import load

__all__ = ["render"]


def render(document: Document, options: Options) -> Bundle:
    """``<prefix>index.html``, ``<prefix>about.html``, and the TEI document itself.

    Raises:
        FindingError: the stylesheet failed (``stylesheet-error``).
    """
    css, js = _asset("edition.css"), _asset("edition.js")
    source = f"{options.stem}.xml"
    made = load(resource("xslt", "html", "html.xsl")).bundle(
        document,
        {
            "prefix": options.prefix,
            "site-title": options.title,
            "base-url": options.base_url,
            "tei-href": source,
            "css": css,
            "js": js,
            "policy": _policy(js),
            "entries": _entries(document, options),
            "version": __version__,
        },
        output="html",
    )
    files = {**made.files, options.prefix + source: document.text}
    return Bundle(files, made.findings)


def _entries(document: Document, options: Options) -> dict[str, str]:
    return {}


@cache
def _asset(name: str) -> str:
    return resource("xslt", "html", "assets", name).read_text(encoding="utf-8")


def _policy(script: str) -> str:
    """A policy under which the browser runs our own script only, and fetches nothing elsewhere."""
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'; "
        f"img-src 'self' file: data:; script-src 'sha256-{digest}'"
    )
