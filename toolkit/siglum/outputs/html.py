"""The HTML output: a page to read and a page about the edition, each complete in one file.

The pages hold their style sheet and script, fetch nothing, and work from the file system. A copy
of the TEI document stands beside them.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from html import escape
from urllib.parse import quote, unquote

from siglum import __version__
from siglum.bibliography import extract
from siglum.bibliography.format import Formatting
from siglum.bibliography.inlines import HOST
from siglum.bibliography.styles import own_language
from siglum.diplomatic import is_joined
from siglum.document import Document
from siglum.outputs import Bundle, Options
from siglum.outputs.assets import assets
from siglum.outputs.formulas import Formulas
from siglum.outputs.images import Image, images
from siglum.outputs.itself import cited, told
from siglum.outputs.markup import UNSHOWABLE, as_html, legal, pages, reported
from siglum.outputs.theme import Theme, theme_of
from siglum.resources import resource
from siglum.transform import Parameter, load, path_of, unhandled

__all__ = ["render"]

#: Stands for the citation of the edition until it is made; no id of a work and no text has it.
_ITSELF = "\ue000citation\ue000"

#: Scripts that run from right to left, and scripts without spaces.
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff"
_CJK = r"\u2e80-\ua4cf\uf900-\ufaff\ufe30-\uffef\U00020000-\U0003ffff"
_RIGHT_TO_LEFT, _SPACELESS = re.compile(f"[{_RTL}]"), re.compile(f"[{_CJK}]")
_ASCII = bytes(range(128))

#: What the stylesheet sets where a word goes on after a break; the tags and white space beside it.
_JOINT = "\ue000joint\ue000"
_BEFORE, _AFTER = re.compile(r"(?:<[^<>]*>|\s)+\Z"), re.compile(r"\A(?:<[^<>]*>|\s)+")

#: Where a line of a page ends between two characters of a script without spaces.
_LINE_END = re.compile(rf"(?<=[{_CJK}])((?:<[^<>]*>)*)[ \t]*\r?\n\s*((?:<[^<>]*>)*)(?=[{_CJK}])")

#: Format, end of the file's name, media type, title.
_OTHERS = (
    ("text", ".reading.txt", "text/plain", "Plain text"),
    ("text", ".md", "text/markdown", "Markdown"),
    ("citations", ".works.json", "application/vnd.citationstyles.csl+json", "Works cited"),
)
_PAGES = ("index.html", "about.html")
_WEB = re.compile(rf"https?://{HOST}", re.IGNORECASE)
_INLINE = {"em", "i", "b", "strong", "sup", "sub", "a"}


def render(document: Document, options: Options) -> Bundle:
    """``<prefix>index.html``, ``<prefix>about.html``, and the TEI document itself.

    Raises:
        FindingError: the stylesheet failed (``stylesheet-error``).
    """
    with begin(document, options) as finish:
        return finish()


@contextmanager
def begin(document: Document, options: Options) -> Iterator[Callable[[], Bundle]]:
    """What ``render`` does, in two steps: pandoc formats the citations from the first one on.

    Raises:
        FindingError: what the citations or the theme need is not there.
    """
    theme = theme_of(options)
    bibliography = extract(document)
    itself = [cited(work, document, bibliography.language) for work in bibliography.itself[:1]]
    described = (*bibliography.works, *(replace(work, id=_ITSELF) for work in itself))
    facts = told(itself[0]) if itself else {}
    with (
        Formatting(described, style=options.style) as formatting,
        Formulas(document) as formulas,
    ):
        yield partial(
            _finish, document, options, theme, formatting, formulas, facts, bibliography.edition
        )


def _finish(
    document: Document,
    options: Options,
    theme: Theme,
    formatting: Formatting,
    formulas: Formulas,
    facts: dict[str, str],
    edition: str,
) -> Bundle:
    css, js, policy = assets(theme)
    source = f"{options.stem}.xml"
    shown, found = images(document)
    # few characters of most texts are beyond ASCII; without the rest they are soon looked through
    others = document.utf8.translate(None, _ASCII).decode()
    parameters: dict[str, Parameter] = {
        "prefix": options.prefix,
        "site-title": options.title,
        "base-url": re.sub(r"(?<=[^/])$", "/", options.base_url),
        "tei-href": source,
        "alternates": _alternates(options),
        "css": css,
        "js": js,
        "policy": policy,
        "itself": facts,
        "style-language": own_language(options.style),
        "citation": _ITSELF if facts.get("title") else "",
        "images": {name: _facts(image) for name, image in shown.items()},
        "right-to-left": _RIGHT_TO_LEFT.search(others) is not None,
        "version": __version__,
    }
    stylesheet = theme.stylesheet or load(resource("xslt", "html", "html.xsl"), document)
    maths, unread = formulas.result()
    if maths:
        parameters["formulas"] = dict(maths)
    if set(formatting.works) - {_ITSELF}:
        entries = {
            work: _well_formed(entry)
            for work, entry in formatting.result().items()
            if work != _ITSELF
        }
        parameters |= {"entries": entries, "order": list(entries)}
    made = pages(stylesheet.markup(document, parameters))
    if UNSHOWABLE.search(others) or b"&#" in document.utf8:
        made = [UNSHOWABLE.sub("\ufffd", page) for page in made]
    page, counts, ids = reported(made[0])
    paths = {name: path_of(document, generated) for name, generated in ids.items()}
    lost = unhandled(document, counts, paths, output="html")
    citation = UNSHOWABLE.sub("\ufffd", _citation(formatting.result().get(_ITSELF, ""), edition))
    files = {
        options.prefix + name: as_html(legal(page)).replace(_ITSELF, citation)
        for name, page in zip(_PAGES, (page, *made[1:]), strict=True)
    }
    files = {name: _whole_words(page) if _JOINT in page else page for name, page in files.items()}
    if _SPACELESS.search(others):
        files = {name: _without_false_spaces(page) for name, page in files.items()}
    files[options.prefix + source] = document.text
    copies = {options.prefix + unquote(image.href): image.file for image in shown.values()}
    copies |= {options.prefix + name: file for name, file in theme.files.items()}
    return Bundle(files, (*lost, *found, *unread), copies)


def _alternates(options: Options) -> list[dict[str, str]]:
    """The document in the other formats that are built beside the pages, seen from its page."""
    up = "../" * (1 + options.prefix.count("/"))
    stem = quote(options.stem)
    return [
        {"type": kind, "title": title, "href": f"{up}{format_name}/{stem}{end}"}
        for format_name, end, kind, title in _OTHERS
        if format_name in options.formats
    ]


def _facts(image: Image) -> dict[str, str]:
    """What the stylesheet wants to know of an image, so that nothing moves when it is loaded."""
    facts = {"href": image.href}
    if image.width and image.height:
        facts |= {"width": str(image.width), "height": str(image.height)}
    return facts


def _citation(entry: str, edition: str) -> str:
    """How to cite the edition, as HTML, with its version.

    The number that a style gives to the entries of one list means nothing elsewhere.
    """
    from lxml.html import fragment_fromstring, tostring

    holder = fragment_fromstring(entry, create_parent="div")
    for margin in holder.find_class("csl-left-margin"):
        margin.drop_tree()
    entry = _well_formed(tostring(holder, encoding="unicode"))
    version = "" if not edition or edition in holder.text_content() else f" Version {edition}."
    return " ".join(entry.split()) + escape(version, quote=False)


def _well_formed(fragment: str) -> str:
    """A fragment of HTML as XML, without anything but the markup of type."""
    from lxml import etree
    from lxml.html import fragment_fromstring

    holder = fragment_fromstring(fragment, create_parent="div")
    for element in list(holder.iter(etree.Element)):
        if element is not holder and element.tag not in _INLINE:
            element.drop_tag()
            continue
        for name in set(element.attrib) - {"href"}:
            del element.attrib[name]
        if not _WEB.match(element.get("href", "https://a")):
            del element.attrib["href"]
    text = etree.tostring(holder, encoding="unicode")
    return text.removeprefix("<div>").removesuffix("</div>") if text.startswith("<div>") else ""


def _whole_words(page: str) -> str:
    """The page without white space where a word goes on after the break of a line or page."""

    def tags(match: re.Match[str]) -> str:
        return "".join(re.findall("<[^<>]*>", match[0]))

    parts = page.split(_JOINT)
    before = [_BEFORE.sub(tags, part) for part in parts[:-1]]
    return "".join(
        _AFTER.sub(tags, part) if n else part for n, part in enumerate([*before, parts[-1]])
    )


def _without_false_spaces(page: str) -> str:
    """The page without the spaces that browsers show for line ends within Chinese or Japanese."""

    def joined(match: re.Match[str]) -> str:
        if is_joined(page[match.start() - 1], page[match.end()]):
            return match[1] + match[2]
        return match[0]

    parts = re.split(r"(<(?:pre|style|script)\b.*?</(?:pre|style|script)>)", page, flags=re.DOTALL)
    if len(parts) > 1:
        return "".join(p if n % 2 else _without_false_spaces(p) for n, p in enumerate(parts))
    return _LINE_END.sub(joined, page)
