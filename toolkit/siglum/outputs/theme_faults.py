"""What is wrong with a theme, though neither a browser nor the XSLT processor would say so."""

import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from siglum.findings import Finding, Location, finding
from siglum.resources import resource

_XSL = "{http://www.w3.org/1999/XSL/Transform}"

#: What CSS is made of, as far as brackets are concerned (CSS Syntax 3, §4); the rest is a run.
_TOKEN = re.compile(
    r"""
      (?P<comment>/\*.*?\*/)
    | (?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    | (?P<url>\burl\(\s*(?:"(?P<double>[^"\n]*)"|'(?P<single>[^'\n]*)'|(?P<bare>[^"'()\s]*))\s*\))
    | (?P<import>@import\b)
    | (?P<end></style)
    | (?P<open>[({\[])
    | (?P<close>[)}\]])
    | (?P<broken>/\*|["'])
    | \\. | [^"'(){}\[\]/\\@<u]+ | .
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)

_PAIRS = {"(": ")", "{": "}", "[": "]"}

_BROKEN = {"/*": "a comment that begins here has no end", '"': "a string has no end"}


def faults_of_rules(css: str, name: str, files: Collection[str]) -> Iterator[Finding]:
    """What a browser would leave out of a style sheet without a word.

    ``files`` are those of the theme, as the style sheet may name them.
    """

    def place(at: int) -> Location:
        return Location(name, css.count("\n", 0, at) + 1, at - css.rfind("\n", 0, at))

    def fault(at: int, reason: str) -> Finding:
        return finding("theme-css", place(at), reason=reason)

    opened: list[tuple[str, int]] = []
    for token in _TOKEN.finditer(css):
        at, text = token.start(), token.group()
        match token.lastgroup if token["url"] is None else "url":
            case "url":
                address = token["double"] or token["single"] or token["bare"] or ""
                if not (address.startswith(("data:", "#")) or unquote(address) in files):
                    yield finding("theme-address", place(at), address=text)
            case "import":
                yield finding("theme-address", place(at), address="a style sheet by @import")
            case "end":
                yield fault(at, "</style ends the style sheet of the page")
            case "open":
                opened.append((text, at))
            case "close":
                if not opened or _PAIRS[opened[-1][0]] != text:
                    yield fault(at, f"{text} closes nothing that is open here")
                    return
                opened.pop()
            case "broken":
                yield fault(at, _BROKEN.get(text, _BROKEN['"']))
                return
            case _:
                pass
    if opened:
        text, at = opened[-1]
        yield fault(at, f"{text} is not closed")


def faults_of_templates(file: Path) -> Iterator[Finding]:
    """Templates of ``theme.xsl`` that take the place of none, and are called by none.

    The file is known to compile; others that it includes may stand beside it.
    """
    from difflib import get_close_matches

    known = _names()
    called: set[str] = set()
    for path in sorted(file.parent.rglob("*.xsl")):
        called |= set(re.findall(r"""call-template\s+name\s*=\s*["']\s*([^"'\s]+)""", _read(path)))
    for template in etree.fromstring(file.read_bytes(), _parser()).iterfind(f"{_XSL}template"):
        name = (template.get("name") or "").strip()
        if not name or name in known or name in called or ":" in name or name.startswith("Q{"):
            continue
        near = get_close_matches(name, sorted(known), 1)
        hint = (
            f"did you mean {near[0]}?" if near else "docs/html.md lists the templates of the pages"
        )
        place = Location(str(file), template.sourceline or 1)
        yield finding("theme-template", place, name=name, hint=hint)


@cache
def _names() -> frozenset[str]:
    """The names of the templates of the pages."""
    folder = resource("xslt", "html")
    found = (re.findall(r'<xsl:template name="([^"]+)"', _read(p)) for p in folder.rglob("*.xsl"))
    return frozenset(name for names in found for name in names)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)
