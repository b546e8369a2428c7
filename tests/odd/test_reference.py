"""The HTML reference: every link leads somewhere, and all that the ODD says is there."""

import re
from pathlib import Path

import pytest
from conftest import ROOT, shared
from lxml import html
from reference_pages import SOURCE, customization, words
from siglum import odd


def page(folder: Path, specs: str, guide: str = "", lang: str = "") -> html.HtmlElement:
    compiled = odd.compile(customization(folder, specs, guide), tei=SOURCE, lang=lang)
    return html.fromstring(compiled.html())


def entry(found: html.HtmlElement, ident: str) -> html.HtmlElement:
    return found.get_element_by_id(ident)


@pytest.mark.parametrize("name", ["tei_lite", "tei_jtei", "tei_simplePrint", "tei_all"])
def test_links_lead_somewhere(name: str) -> None:
    tei = shared("tei", "p5subset.xml")
    found = html.fromstring(odd.compile(shared("odd", f"{name}.odd"), tei=tei).html())
    assert_whole(found)


def test_links_of_our_own_reference_lead_somewhere() -> None:
    assert_whole(html.parse(str(ROOT / "schemas" / "siglum.html")).getroot())


def assert_whole(found: html.HtmlElement) -> None:
    places = [str(place) for place in found.xpath("//@id")]
    assert sorted(places) == sorted(set(places))
    targets = {str(href)[1:] for href in found.xpath("//a/@href") if str(href).startswith("#")}
    assert targets - set(places) == set()
    assert found.xpath("//a[not(@href)] | //*[@src] | //link | //a[not(normalize-space())]") == []


def test_an_entry_says_all_there_is_to_say(tmp_path: Path) -> None:
    found = page(tmp_path, '<elementSpec ident="hi" mode="delete"/>')
    said = words(entry(found, "element-p"))
    for piece in (
        "<p> paragraph",
        "marks paragraphs",
        "Module core",
        "Member of att.global model.pLike",
        "May contain text date emph graphic title Contained",
        "Contained by body div",
        "Content macro.paraContent",
        "att.global @xml:id @n",
        "att.global.rendition @rend @style",
        "nested a paragraph stands in a paragraph",
    ):
        assert piece in said, piece
    assert "hi" not in said.split()


def test_attributes_show_values_defaults_and_where_they_come_from(tmp_path: Path) -> None:
    specs = """<elementSpec ident="div" mode="change"><attList>
      <attDef ident="type" mode="change" usage="req"><gloss>kind</gloss><desc>what it is</desc>
      <defaultVal>letter</defaultVal>
      <valList type="closed" mode="replace"><valItem ident="letter"><desc>a letter</desc></valItem>
      <valItem ident="enclosure"><paramList><paramSpec ident="to"><desc>of what</desc></paramSpec>
      </paramList></valItem></valList></attDef></attList></elementSpec>"""
    said = words(entry(page(tmp_path, specs), "element-div"))
    assert (
        "Attributes @type required kind — what it is Value: teidata.enumerated. Default: letter. "
        "From att.typed, changed here. One of: letter a letter enclosure to of what" in said
    )
    assert "att.typed @subtype" in said


def test_a_class_describes_its_attributes_and_then_its_members(tmp_path: Path) -> None:
    said = words(entry(page(tmp_path, ""), "att.global.rendition"))
    assert "Attributes @rend Value: teidata.word, one or more. @style" in said
    assert said.endswith("Members att.global")


def test_the_language_of_descriptions(tmp_path: Path) -> None:
    assert "<p> Absatz # kennzeichnet Absätze" in words(
        entry(page(tmp_path, "", lang="de"), "element-p")
    )


def test_the_guide_stands_around_it(tmp_path: Path) -> None:
    guide = """<div xml:id="first"><head>How we encode</head><p>Every <gi>p</gi>, no <gi>q</gi>;
      see <ptr target="#second"/> and <ref target="#nowhere">there</ref>.</p>
      <div xml:id="second"><head>Lists</head><list rend="numbered"><item>one</item></list>
      <egXML xmlns="http://www.tei-c.org/ns/Examples"><p n="&lt;">a &amp; b<!-- c --></p></egXML>
      </div></div><div><head>Specifications</head><specGrp/></div>"""
    found = page(tmp_path, "", guide)
    assert words(entry(found, "first").xpath("p")[0]) == "Every p, no q; see second and there."
    assert [a.get("href") for a in entry(found, "first").xpath("p//a")] == ["#element-p", "#second"]
    assert entry(found, "second").xpath("string(pre)") == '<p n="&lt;">a &amp; b<!-- c --></p>'
    contents = [words(a) for a in found.xpath("//nav//a")]
    assert contents[:3] == ["The whole guide", "How we encode", "Lists"]
    assert "Specifications" not in contents


def test_parts_of_the_guide_have_places_of_their_own(tmp_path: Path) -> None:
    guide = "".join(
        f'<div xml:id="{name}"><head>On {name}</head><p>See <ptr target="#{name}"/>.</p></div>'
        for name in ("main", "elements", "att.global", "element-p", "first")
    )
    found = page(tmp_path, "", guide)
    assert_whole(found)
    places = [a.get("href") for a in found.xpath("//section[@id='guide']//p//a")]
    assert places == [
        *("#guide-main", "#guide-elements", "#guide-att.global", "#guide-element-p", "#first")
    ]


def test_the_page_needs_nothing_else(tmp_path: Path) -> None:
    text = odd.compile(customization(tmp_path, ""), tei=SOURCE).html()
    assert re.findall(r"(?:src|href)=\"?(?!#)[^\" >]+|@import|url\(|fetch\(", text) == []


def test_examples_in_no_language_are_for_all(tmp_path: Path) -> None:
    example = '<egXML xmlns="http://www.tei-c.org/ns/Examples">{}</egXML>'
    specs = '<elementSpec ident="hi" mode="change">' + "".join(
        f'<exemplum xml:lang="{lang}">{example.format(lang)}</exemplum>'
        for lang in ("fr", "und", "en", "mul", "de")
    )
    for lang, shown in (("de", ["und", "mul", "de"]), ("", ["und", "en", "mul"])):
        found = entry(page(tmp_path, specs + "</elementSpec>", lang=lang), "element-hi")
        assert [words(block) for block in found.xpath("pre")] == shown
