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
    """Templates of ``theme.xsl`` that take the place of none, or do not take what they are given.

    What is no XSLT is left to the processor. Other files may stand beside it that it includes.
    """
    from difflib import get_close_matches

    known = _templates()
    called = called_in(file)
    for template in _named(file):
        name = (template.get("name") or "").strip()
        place = Location(str(file), template.sourceline or 1)
        for parameter in sorted(known.get(name, frozenset()) - _parameters(template)):
            yield finding("theme-parameter", place, name=name, parameter=parameter)
        if name in known or name in called or ":" in name or name.startswith("Q{"):
            continue
        near = get_close_matches(name, sorted(known), 1)
        hint = (
            f"did you mean {near[0]}?" if near else "docs/html.md lists the templates of the pages"
        )
        yield finding("theme-template", place, name=name, hint=hint)


def called_in(file: Path) -> set[str]:
    """The names of templates that ``theme.xsl``, or what stands beside it, calls."""
    call = re.compile(r"""call-template\s+name\s*=\s*["']\s*([^"'\s]+)""")
    return {name for path in file.parent.rglob("*.xsl") for name in call.findall(_read(path))}


@cache
def _templates() -> dict[str, frozenset[str]]:
    """The parameters of each named template of the pages."""
    files = sorted(resource("xslt", "html").rglob("*.xsl"))
    return {str(t.get("name")): _parameters(t) for file in files for t in _named(file)}


def _named(file: Path) -> list[etree._Element]:
    """The templates of a stylesheet that have a name; none of what is not well formed."""
    try:
        root = etree.fromstring(file.read_bytes(), _parser())
    except (etree.XMLSyntaxError, OSError):
        return []
    return [template for template in root.iterfind(f"{_XSL}template") if template.get("name")]


def _parameters(template: etree._Element) -> frozenset[str]:
    """What a template can be called with; tunnel parameters pass by themselves."""
    given = (p for p in template.iterfind(f"{_XSL}param") if p.get("tunnel") is None)
    return frozenset((p.get("name") or "").strip() for p in given)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)
