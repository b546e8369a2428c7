"""What the stylesheet of pages has written, made into HTML that is legal and whose links lead on.

The stylesheet writes XHTML while it runs, and knows no more of what it has written before. So what
can be known at the end only is set right in the text: links to what is shown nowhere, paragraphs in
which a document has blocks, and elements without a rule, of which the report tells.
"""

import re
from collections import Counter
from dataclasses import dataclass
from html import escape, unescape

#: HTML has no closing slash, but that of MathML and SVG matters.
_FOREIGN = re.compile(r"<(?:math|svg)[ >]")
_VOID = re.compile(
    r"(<(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b[^<>]*)/>"
)
#: Namespaces that a theme has for its own use; HTML knows of one prefix only.
_PREFIXED = re.compile(r"<[^<>]* xmlns:[^<>]*>")
_PREFIX = re.compile(r' xmlns:(?!xlink=)[^\s=]+="[^"]*"')
_RAW = re.compile("<(s(?:cript|tyle))(?: [^<>]*)?>")
_BLOCKS = frozenset(
    "address article aside blockquote details dialog dd div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table ul".split()
)
_BLOCK = re.compile(f"<(?:{'|'.join(sorted(_BLOCKS))})[ >/]")
#: The beginning of a paragraph that holds more than its number and words.
_PARAGRAPH = re.compile('<p(?: [^<>]*+)?>(?:<a class="n"[^<>]*>[^<>]*</a>)?+[^<]*+<(?!/p>)')
_TAG = re.compile(r"(<[^<>]*>)")
_NAME = re.compile(r"</?([^\s<>/]+)")
_UNHANDLED = re.compile(r'(<[^<>]* data-element="([^"]*)") data-id="(\w+)"')
#: Where links lead to; that of a number of a paragraph leads to where it stands.
_TARGET = re.compile(r'<a (?!class="n")(?:[^<>]* )?href="#([^"]*)"')
#: An attribute, and no words that look like one: those have no tag's end behind them.
_ID = re.compile(r' id="([^"]*)"(?=[^<>]*>)')
_LINK = re.compile(r'<a\b([^<>]* href="#([^"]*)"[^<>]*)>(.*?)</a>', re.DOTALL)
_COMMENT = re.compile("(?<=<!--).*?(?=-->)", re.DOTALL)
#: What XML may say and HTML may not: a line's end that is no line feed, and what no page can show,
#: which are control characters and Unicode's noncharacters (The Unicode Standard 23.7).
_LINE_END = re.compile("&#x(?:[dD]|85);")
_CONTROL = re.compile("&#x(?:7[fF]|[89][0-9a-fA-F]);")
_ENDS_OF_PLANES = "".join(f"{n:c}{n + 1:c}" for n in range(0xFFFE, 0x110000, 0x10000))
UNSHOWABLE = re.compile(f"[\x7f-\x9f\ufdd0-\ufdef{_ENDS_OF_PLANES}]")
_OF_A_LINK = re.compile(r' (?:href|role|aria-label)="[^"]*"')


def pages(markup: str) -> list[str]:
    """Each page in a text of several, as the stylesheet has written them."""
    if "<!--" in markup:
        markup = _COMMENT.sub(lambda comment: escape(comment[0], quote=False), markup)
    found = []
    start = markup.find("<html")
    while start >= 0:
        end = markup.index("</html>", start) + len("</html>")
        found.append(markup[start:end])
        start = markup.find("<html", end)
    return found


def as_html(page: str) -> str:
    """A page of XHTML as HTML, which escapes nothing in scripts and rules."""
    if "&#x" in page:
        page = _CONTROL.sub("\ufffd", _LINE_END.sub("\n", page))
    is_foreign = _FOREIGN.search(page) is not None
    parts = ["<!DOCTYPE HTML>"]
    end = 0
    for opening in _RAW.finditer(page):
        closing = page.find(f"</{opening[1]}>", opening.end())
        if closing < 0 or opening.start() < end:
            continue
        parts.append(_elements(page[end : opening.end()], is_foreign))
        parts.append(unescape(page[opening.end() : closing]))
        end = closing
    parts.append(_elements(page[end:], is_foreign))
    return "".join(parts)


def _elements(part: str, is_foreign: bool) -> str:
    part = _VOID.sub(r"\1>", part) if is_foreign else part.replace("/>", ">")
    if " xmlns:" in part:
        part = _PREFIXED.sub(lambda tag: _PREFIX.sub("", tag[0]), part)
    return part.replace("\u00a0", "&nbsp;")


def reported(page: str) -> tuple[str, Counter[str], dict[str, str]]:
    """The page without the ids of elements without a rule; how many of a name, the first's id."""
    if ' data-id="' not in page:
        return page, Counter(), {}
    counts: Counter[str] = Counter()
    firsts: dict[str, str] = {}
    for _, name, generated in _UNHANDLED.findall(page):
        counts[name] += 1
        firsts.setdefault(name, generated)
    return _UNHANDLED.sub(r"\1", page), counts, firsts


def legal(page: str) -> str:
    """The page without links to what is not on it, and without blocks in paragraphs."""
    targets = set(_TARGET.findall(page))
    lost = targets.difference(_ID.findall(page)) if targets else targets
    if lost:
        page = _LINK.sub(lambda link: _span(link) if link[2] in lost else link[0], page)
    return _with_blocks(page) if _has_blocks(page) else page


def _span(link: re.Match[str]) -> str:
    return f"<span{_OF_A_LINK.sub('', link[1])}>{link[3]}</span>"


def _has_blocks(page: str) -> bool:
    """Does a paragraph hold a block? HTML would end the paragraph there."""
    for paragraph in _PARAGRAPH.finditer(page):
        start = paragraph.end() - 1
        if _BLOCK.search(page, start, page.find("</p>", start) + 1):
            return True
    return False


@dataclass(slots=True)
class _Open:
    """An element that is open, where its tag is, and whether it is in a paragraph or has blocks."""

    name: str
    tag: int
    in_paragraph: bool
    has_blocks: bool = False


def _with_blocks(page: str) -> str:
    """The page with a ``div`` for each paragraph that holds a block, and for what lies between."""
    parts = _TAG.split(page)
    stack = [_Open("", 0, in_paragraph=False)]
    for n in range(1, len(parts), 2):
        tag = parts[n]
        name = match[1] if (match := _NAME.match(tag)) else ""
        if tag.startswith("</"):
            # a theme may write tags by itself, and forget one
            if stack[-1].name != name and not any(open_.name == name for open_ in stack[1:]):
                continue
            while (ended := stack.pop()).name != name:
                stack[-1].has_blocks |= ended.has_blocks
            stack[-1].has_blocks |= ended.has_blocks or name in _BLOCKS
            if (name == "p" and (ended.in_paragraph or ended.has_blocks)) or (
                name == "span" and ended.in_paragraph and ended.has_blocks
            ):
                parts[ended.tag] = "<div" + parts[ended.tag][1 + len(name) :]
                parts[n] = "</div>"
        elif tag.endswith(("/>", "-->", "?>")):
            stack[-1].has_blocks |= name in _BLOCKS
        else:
            outer = stack[-1]
            stack.append(_Open(name, n, in_paragraph=outer.in_paragraph or outer.name == "p"))
    return "".join(parts)
