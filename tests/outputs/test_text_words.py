"""No output loses text: the words of the input's text element against those of every view.

What a view leaves out is worked out here a second time, in Python and by other means than the
stylesheet's: of two readings that the markup records, the one that the view does not show.
"""

import re
from collections import Counter
from pathlib import Path

import pytest
from conftest import ROOT, shared
from lxml import etree
from markdown_it import MarkdownIt
from siglum.document import TEI, Document, read
from siglum.outputs.text import VIEWS, view_of

EDITORS = {"corr", "reg", "supplied", "ex"}
SAMPLES = [
    "ENG18872_Lyall.xml",
    "ENG18910_Yeats.xml",
    "ENG18950_Cross.xml",
    "p5-relateditem.xml",
    "p5-testbasic.xml",
    "p5-testbibl.xml",
    "p5-testchinese.xml",
    "p5-testcorpus.xml",
    "p5-testfrag.xml",
    "p5-testms.xml",
    "p5-testnames.xml",
    "p5-testoverlap.xml",
    "p5-torture.xml",
    "tei_CASE80043.xml",
    "tei_GRE0017_Xatzopoulos_agapi_sto_xwrio.xml",
    "tei_MS_Junius_121.xml",
    "tei_UKR19121_KotsiubynskyiTiniZabutykhPredkiv.xml",
    "tei_apd60t.xml",
    "tei_stevenson_treasure_island.xml",
]

#: What a view may add: generated quotation marks, brackets, the numbers of notes and items, and
#: Markdown's own signs.
ADDED = set("“”‘’[]…⟪⟫0123456789.|-:^\\*#><!")


def name_of(element: etree._Element) -> str:
    return etree.QName(element).localname


def is_left_out(element: etree._Element, view: str) -> bool:
    name = name_of(element)
    parent = element.getparent()
    around = name_of(parent) if parent is not None else ""
    beside = (
        {name_of(e) for e in parent.iterchildren(etree.Element)} if parent is not None else set()
    )
    if view == "diplomatic":
        if around == "app":
            return name == "rdg" and "lem" in beside
        return name in EDITORS or (name == "expan" and not list(element.iter("{*}ex", "{*}abbr")))
    if around == "choice":
        return name in {"sic", "orig", "abbr"} and bool(beside & {"corr", "reg", "expan"})
    if around == "app":
        return name == "rdg" and "lem" in beside
    return name in {"del", "surplus"}


def kept(document: Document, view: str) -> list[str]:
    """The text nodes of the outermost text elements that the view shows, in order."""
    found: list[str] = []

    def walk(element: etree._Element) -> None:
        if element.text:
            found.append(element.text)
        for child in element:
            if isinstance(child.tag, str) and not is_left_out(child, view):
                walk(child)
            if child.tail:
                found.append(child.tail)

    for text in document.root.iter(f"{{{TEI}}}text"):
        if not any(name_of(a) == "text" for a in text.iterancestors()):
            walk(text)
    return found


def shown(document: Document, view: str) -> str:
    (text,) = view_of(document, view).files.values()
    text = re.sub(r"!\[\]\(<[^>]*>\)|\(?<[a-z]+:[^>\s]*>\)?|</?em>", "", text)  # web addresses
    if view == "markdown":  # an escaped character is the character
        text = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)
    return text


def whole_words(node: str) -> list[str]:
    """The words of a text node that cannot go on in its neighbours."""
    return re.findall(r"(?<=\s)\w+(?=\s)", node)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", SAMPLES)
def test_no_view_of_a_sample_loses_or_invents_text(name: str, view: str) -> None:
    compare(shared("samples", name), view)


@pytest.mark.parametrize("view", VIEWS)
def test_no_view_of_the_edition_loses_or_invents_text(view: str) -> None:
    compare(ROOT / "tei" / "october-revolution-iv.xml", view)


WITHOUT_NOTES = [name for name in SAMPLES if "chinese" not in name and "p5-testms" not in name]


@pytest.mark.parametrize("name", WITHOUT_NOTES)
def test_a_commonmark_reader_reads_what_the_reading_text_says(name: str) -> None:
    document = read(shared("samples", name))
    markdown = view_of(document, "markdown").files["markdown"]
    plain = re.sub(
        r"<https?:[^>]*>|^\s*(?:- |\d+\. )| \|", "", shown(document, "reading"), flags=re.M
    )
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    inline = [t for token in tokens for t in (token.children or [token])]
    found = "".join(t.content for t in inline if t.type in ("text", "code_inline", "fence"))
    assert Counter("".join(found.split())) == Counter("".join(plain.split()))


def compare(path: Path, view: str) -> None:
    document = read(path)
    nodes = kept(document, view)
    text = shown(document, view)
    expected = Counter("".join("".join(nodes).split()))
    found = Counter("".join(text.split()))
    assert expected - found == Counter()
    assert set(found - expected) <= ADDED
    words = Counter(word for node in nodes for word in whole_words(node))
    assert words - Counter(re.findall(r"\w+", text)) == Counter()
