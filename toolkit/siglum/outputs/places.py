"""The places of pages that a link may lead to, and by what their passages are known again.

An id of the document's own stays with its passage. One that is counted (``p:12``) is that of
another passage once something is put in before it; so a *fingerprint* of its words goes with it.
"""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

#: Ids of the document's own, and those that are counted; the rest belong to the page's furniture.
_LASTING = re.compile(r"[^:\s]+|(?:p|speech|section|part|text|corpus|note|page|image):\S+")

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def places(pages: Mapping[str, str]) -> dict[str, str]:
    """The addresses of pages and of the lasting places in them, with fingerprints.

    A page has none, and so has a place without words.
    """
    from lxml import etree

    found = dict.fromkeys(pages, "")
    for path, page in pages.items():
        if not page.strip():
            continue
        parser = etree.HTMLParser(
            huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True
        )
        root = etree.fromstring(page.encode(), parser)
        here = root.findall(".//*[@id]") if root is not None else []
        known = [
            (e.get("id", ""), _known_by(e)) for e in here if _LASTING.fullmatch(e.get("id", ""))
        ]
        # the numbers and signs that the page adds are no words of a passage, but of themselves
        added = [(name, e) for name, e in known if e.get("data-added") is not None]
        for name, element in added:
            found.setdefault(f"{path}#{name}", _fingerprint(element))
        for element in root.findall(".//*[@data-added]") if here else ():
            element.text = None
            del element[:]
        for name, element in known:
            found.setdefault(f"{path}#{name}", _fingerprint(element))
    return found


def is_counted(address: str) -> bool:
    """Whether the id of an address was made by counting."""
    return ":" in address.partition("#")[2]


def _fingerprint(element: "etree._Element") -> str:
    words = " ".join("".join(element.itertext()).split())
    return sha256(words.encode()).hexdigest()[:12] if words else ""


def _known_by(element: "etree._Element") -> "etree._Element":
    """A division is known by its heading, whatever is changed in it."""
    if element.tag in ("section", "div"):
        for child in element:
            if child.tag in _HEADINGS:
                return child
    return element
