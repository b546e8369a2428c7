"""The HTML output: a page to read and a page about the edition, each complete in one file.

The pages hold their style sheet and script, fetch nothing, and work from the file system. A copy
of the TEI document stands beside them.
"""

import hashlib
from base64 import b64encode
from functools import cache
from urllib.parse import unquote

from siglum import __version__
from siglum.document import TEI, Document
from siglum.outputs import Bundle, Options
from siglum.outputs.images import Image, images
from siglum.resources import resource
from siglum.transform import load

__all__ = ["render"]

_WORKS = ("biblStruct", "bibl", "biblFull")
_INLINE = {"em", "i", "b", "strong", "sup", "sub", "span", "a"}


def render(document: Document, options: Options) -> Bundle:
    """``<prefix>index.html``, ``<prefix>about.html``, and the TEI document itself.

    Raises:
        FindingError: the stylesheet failed (``stylesheet-error``).
    """
    css, js = _asset("edition.css"), _asset("edition.js")
    source = f"{options.stem}.xml"
    entries = _entries(document, options.style)
    shown, found = images(document)
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
            "entries": entries,
            "order": list(entries),
            "images": {name: _facts(image) for name, image in shown.items()},
            "version": __version__,
        },
        output="html",
    )
    files = {**made.files, options.prefix + source: document.text}
    copies = {options.prefix + unquote(image.href): image.file for image in shown.values()}
    return Bundle(files, (*made.findings, *found), copies)


def _facts(image: Image) -> dict[str, str]:
    """What the stylesheet wants to know of an image, so that nothing moves when it is loaded."""
    facts = {"href": image.href}
    if image.width and image.height:
        facts |= {"width": str(image.width), "height": str(image.height)}
    return facts


def _entries(document: Document, style: str) -> dict[str, str]:
    """The bibliography's entries by work id, in the style's order, as well-formed fragments."""
    described = document.root.iter(*(f"{{{TEI}}}{name}" for name in _WORKS))
    if next(described, None) is None:
        return {}
    from siglum.bibliography import formatted, works

    found = works(document)
    if not found:
        return {}
    return {work: _well_formed(entry) for work, entry in formatted(found, style=style).items()}


def _well_formed(fragment: str) -> str:
    """A fragment of HTML as XML, without anything but the markup of type."""
    from lxml import etree
    from lxml.html import fragment_fromstring

    holder = fragment_fromstring(fragment, create_parent="div")
    for element in list(holder.iter(etree.Element)):
        if element is not holder and element.tag not in _INLINE:
            element.drop_tag()
        for name in set(element.attrib) - {"href"}:
            del element.attrib[name]
        if not element.get("href", "https://").startswith(("https://", "http://")):
            del element.attrib["href"]
    text = etree.tostring(holder, encoding="unicode")
    return text.removeprefix("<div>").removesuffix("</div>") if text.startswith("<div>") else ""


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
