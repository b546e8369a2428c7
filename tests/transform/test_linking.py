"""A stylesheet that is cut down for a document does what the whole one does."""

from functools import cache
from pathlib import Path
from weakref import WeakKeyDictionary

import pytest
from conftest import ROOT, SHARED
from lxml import etree
from siglum import transform
from siglum.document import Document, parse, read
from siglum.findings import FindingError
from siglum.transform import linking
from siglum.transform.linking import linked

XSL = "{http://www.w3.org/1999/XSL/Transform}"
OUTPUTS = ["html/html.xsl", "citations/records.xsl", "text/text.xsl", "text/quotations.xsl"]
DOCUMENTS = sorted((ROOT / "tei").glob("*.xml")) + sorted((SHARED / "samples").rglob("*.xml"))

END = "</xsl:stylesheet>"

#: A stylesheet of two modules: a rule for each of three elements, and what only one of them needs.
MAIN = """\
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:f="urn:f" xpath-default-namespace="http://www.tei-c.org/ns/1.0">
  <xsl:include href="more.xsl"/>
  <xsl:mode on-no-match="shallow-skip" on-multiple-match="fail"/>
  <!-- f:unused() is named here, and <xsl:template/>, too -->
  <xsl:template match="p | (ab | l)[@n] | lg/l" as="item()*">p<xsl:apply-templates/></xsl:template>
  <xsl:template match="msDesc" as="item()*"><xsl:sequence select="f:unused()"/></xsl:template>
  <xsl:template match="a/b" xpath-default-namespace="" as="item()*">b</xsl:template>
  <xsl:template match="*[@rend = 'x']" as="item()*">
    <xsl:apply-templates mode="again"/>
  </xsl:template>
</xsl:stylesheet>
"""
MORE = """\
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:f="urn:f" xmlns:t="http://www.tei-c.org/ns/1.0">
  <xsl:function name="f:unused" as="item()*"><xsl:sequence select="$f:words"/></xsl:function>
  <xsl:variable name="f:words" as="item()*" select="'a > b'"/>
  <xsl:mode name="again" on-no-match="shallow-skip" on-multiple-match="fail"/>
  <xsl:mode name="never" on-no-match="shallow-skip" on-multiple-match="fail"/>
  <xsl:template mode="again" match="t:hi" as="item()*">hi</xsl:template>
  <xsl:template mode="never" match="t:hi" as="item()*">never</xsl:template>
</xsl:stylesheet>
"""


@pytest.fixture
def stylesheet(tmp_path: Path) -> Path:
    (tmp_path / "main.xsl").write_text(MAIN, "utf-8")
    (tmp_path / "more.xsl").write_text(MORE, "utf-8")
    return tmp_path / "main.xsl"


def patterns(text: str) -> list[str]:
    return [str(e.get("match")) for e in etree.fromstring(text).iter(f"{XSL}template")]


def test_rules_stay_whose_elements_the_document_has(stylesheet: Path) -> None:
    assert patterns(linked(stylesheet, {"TEI", "p"})) == ["p", "a/b", "*[@rend = 'x']", "t:hi"]
    assert patterns(linked(stylesheet, {"l"}))[0] == "(l)[@n]"
    assert patterns(linked(stylesheet, {"l", "ab"}))[0] == "(ab | l)[@n]"
    assert patterns(linked(stylesheet, {"l", "lg"}))[0] == "(l)[@n] | lg/l"


def test_what_nothing_refers_to_is_left_out(stylesheet: Path) -> None:
    assert "f:unused" not in linked(stylesheet, {"p"})
    assert "never" not in "".join(patterns(linked(stylesheet, {"hi"})))
    with_it = linked(stylesheet, {"msDesc"})
    assert 'name="f:unused"' in with_it
    assert 'name="f:words"' in with_it


def test_a_module_keeps_its_own_namespace_for_names(stylesheet: Path) -> None:
    root = etree.fromstring(linked(stylesheet, {"msDesc"}))
    [function] = root.iter(f"{XSL}function")
    assert function.get("xpath-default-namespace") == ""


def declarations(path: Path, seen: set[Path]) -> list[etree._Element]:
    """What a stylesheet and its modules declare, as an XML parser has it."""
    seen.add(path)
    own = list(etree.parse(path, etree.XMLParser(remove_comments=True)).getroot())
    found = [element for element in own if element.tag != f"{XSL}include"]
    for element in own:
        if element.tag == f"{XSL}include":
            module = (path.parent / str(element.get("href"))).resolve()
            found += declarations(module, seen) if module not in seen else []
    return found


def canonical(element: etree._Element) -> bytes:
    for name in ("xpath-default-namespace", "expand-text"):
        element.attrib.pop(name, None)
    element.tail = None
    if "match" in element.attrib:
        element.set("match", " ".join(str(element.get("match")).replace("|", " | ").split()))
    return etree.tostring(element, method="c14n", exclusive=True)


@pytest.mark.parametrize("name", OUTPUTS)
def test_all_declarations_are_found_without_a_parser(name: str) -> None:
    path = (ROOT / "xslt" / name).resolve()
    found: list[etree._Element] = []
    for scope, texts in linking._modules(str(path), set()):
        found += etree.fromstring(linking._tag("stylesheet", scope) + "".join(texts) + END)
    assert [canonical(e) for e in found] == [canonical(e) for e in declarations(path, set())]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
@pytest.mark.parametrize("name", OUTPUTS)
def test_it_makes_the_same(name: str, path: Path) -> None:
    try:
        document = read(path)
    except FindingError:
        pytest.skip("it is broken on purpose")
    if document.element_names is None:
        pytest.skip("its entities may hold elements, so that nothing is left out")
    stylesheet = ROOT / "xslt" / name
    part = transform.compile_text(linked(stylesheet, document.element_names), name=name)
    assert made(part, document) == made(whole(stylesheet), document)


def test_a_stylesheet_is_optimized_for_what_is_long(
    stylesheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transform, "_LOADED", {})
    monkeypatch.setattr(transform, "_NODES", WeakKeyDictionary())
    monkeypatch.setattr(transform, "_LONG", 300)
    tei = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><p>{}</p></TEI>'
    short, long = (parse(tei.format("x" * size).encode()) for size in (1, 300))
    first = transform.load(stylesheet, short)
    assert transform.load(stylesheet, short) is first
    second = transform.load(stylesheet, long)
    assert second is not first
    assert transform.load(stylesheet, short) is second
    assert made(first, short) == made(second, short) == ["p"]


def made(stylesheet: transform.Stylesheet, document: Document) -> list[str]:
    value = stylesheet.run(document)
    items = [value.item_at(n) for n in range(value.size)]
    return [item.get_string_value() if item.is_atomic else str(item) for item in items]


@cache
def whole(path: Path) -> transform.Stylesheet:
    text = f"""<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
      <xsl:include href="{path.resolve().as_uri()}"/></xsl:stylesheet>"""
    return transform.compile_text(text, name=path.name)


def document(content: str) -> Document:
    return parse(f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{content}</TEI>'.encode(), name="d.xml")


def test_documents_of_other_elements_have_the_whole_of_it(
    stylesheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: list[str] = []
    compile_ = transform._compile

    def noted(name: str, *, is_optimized: bool = True, **source: str) -> transform.Stylesheet:
        compiled.extend(source)
        return compile_(name, is_optimized=is_optimized, **source)

    monkeypatch.setattr(transform, "_compile", noted)
    monkeypatch.setattr(transform, "_NODES", WeakKeyDictionary())
    documents = [document(c) for c in ("<p/>", "<p/><p/>", "<msDesc/>", "<lb/>", "<p/>")]
    texts = [transform.load(stylesheet, one).text(one) for one in documents]
    assert texts == ["p", "pp", "a > b", "", "p"]
    assert compiled == ["stylesheet_text", "stylesheet_file"]


def test_documents_at_hand_are_compiled_for_together(
    stylesheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transform, "_NODES", WeakKeyDictionary())
    first, second, third = (document(content) for content in ("<p/>", "<l n='1'/>", "<lb/>"))
    for one in (first, second):
        transform.node(one)
    loaded = transform.load(stylesheet, first)
    assert loaded.text(second) == "p"
    assert transform.load(stylesheet, second) is loaded
    assert transform.load(stylesheet, third) is not loaded


def test_elements_that_an_entity_holds_are_not_overlooked(stylesheet: Path) -> None:
    text = b"""<!DOCTYPE TEI [<!ENTITY e "&#60;msDesc/>">]>
      <TEI xmlns="http://www.tei-c.org/ns/1.0">&e;</TEI>"""
    hidden = parse(text, name="d.xml")
    assert hidden.element_names is None
    assert transform.load(stylesheet, hidden).text(hidden) == "a > b"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (b"<a><b/><c:d xmlns:c='u'>x</c:d></a>", {"a", "b", "d"}),
        ("<ἄ\n><β\t/></ἄ>".encode(), {"ἄ", "β"}),
        (b"<a><!-- <e/> --><?p?><![CDATA[<f>]]></a>", {"a", "e", "f"}),
    ],
)
def test_names_are_found_in_the_text(text: bytes, names: set[str]) -> None:
    assert parse(text, name="d.xml").element_names == frozenset(names)
