"""The reference of a large customization as many pages: every link leads somewhere."""

import json
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import pytest
from conftest import shared
from lxml import html
from reference_pages import SOURCE, customization, words
from siglum import odd
from siglum.cli import main

SPECS = """<elementSpec ident="P" mode="add"><classes><memberOf key="model.pLike"/></classes>
  <content><textNode/></content></elementSpec>
  <constraintSpec ident="all" scheme="schematron"><constraint><sch:rule context="*"><sch:assert
  test="true()">Never said.</sch:assert></sch:rule></constraint></constraintSpec>"""
GUIDE = """<div xml:id="first"><head>How we encode</head><p>Every <gi>p</gi> has
  <att>n</att>; see <ptr target="#first"/>.</p></div>"""


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    path = customization(tmp_path, SPECS, GUIDE)
    return odd.compile(path, tei=SOURCE).pages("le tt#rs")


def assert_links(files: Mapping[str, str]) -> None:
    """Every link of every page leads to a file, and to a place in it."""
    pages = {name: html.fromstring(text) for name, text in files.items() if name.endswith(".html")}
    places = {name: {str(i) for i in page.xpath("//@id")} for name, page in pages.items()}
    for name, page in pages.items():
        for link in page.xpath("//a/@href | //link/@href | //script/@src"):
            path, _, anchor = str(link).partition("#")
            if path.startswith("http"):
                continue
            target = _joined(name, unquote(path)) if path else name
            assert target in files, (name, link)
            assert not anchor or unquote(anchor) in places[target], (name, link)


def _joined(base: str, path: str) -> str:
    steps: list[str] = []
    for step in (PurePosixPath(base).parent / path).parts:
        steps = steps[:-1] if step == ".." else [*steps, step]
    return "/".join(steps)


def test_links_lead_somewhere(files: dict[str, str]) -> None:
    assert_links(files)


def test_links_of_all_of_tei_lead_somewhere() -> None:
    tei = shared("tei", "p5subset.xml")
    assert_links(odd.compile(shared("odd", "tei_all.odd"), tei=tei).pages("tei_all"))


def test_each_has_a_page_and_stands_on_the_first(files: dict[str, str]) -> None:
    first = html.fromstring(files["le tt#rs.html"])
    (guide,) = first.xpath("//section[@id='guide']")
    assert words(guide) == "How we encode Every p has @n; see first."
    listed = [words(item) for item in first.xpath("//section[@id='elements']/dl/dt")]
    assert {"p", "P", "body", "TEI"} <= set(listed)
    assert "paragraph — marks paragraphs" in words(first)
    assert "all Never said." in words(first.get_element_by_id("rules"))
    page = html.fromstring(files["le tt#rs.reference/element-p-2.html"])
    assert page.xpath("string(//title)") == "<p> — Letters"
    assert [words(h) for h in page.xpath("//h1 | //h2")][:2] == [
        "<p> paragraph #",
        "Attributes from classes",
    ]
    assert page.xpath("//header//a/@href") == ["../le%20tt%23rs.html"]
    lowered = [name.lower() for name in files]
    assert len(lowered) == len(set(lowered))


def test_what_is_searched(files: dict[str, str]) -> None:
    text = files["le tt#rs.reference/search.js"]
    found = re.fullmatch(r"window\.siglumEntries = (.*);\n", text, re.DOTALL)
    assert found is not None
    entries = {file: rest for file, *rest in json.loads(found[1])}
    name, said, inside = entries["element-p-2.html"]
    assert (name, said) == ("<p>", "paragraph — marks paragraphs")
    assert "@rend" not in inside.split()  # its class has it
    assert "@rend" in entries["att.global.rendition.html"][2].split()
    assert set(entries) == {n.partition("/")[2] for n in files if n.count("/") and ".html" in n}


def test_the_call_chooses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = customization(tmp_path, SPECS, GUIDE)
    call = ["odd", "compile", str(path), "--tei", str(SOURCE), "--to", "rng,html"]
    assert main(call) == 0
    assert capsys.readouterr().out.split() == [str(tmp_path / f"test.{s}") for s in ("rng", "html")]
    one = (tmp_path / "test.html").read_text(encoding="utf-8")
    assert 'id="element-p"' in one
    assert main([*call, "--pages", "many"]) == 0
    written = capsys.readouterr().out.split()
    assert written == [str(tmp_path / name) for name in ("test.rng", "test.html", "test.reference")]
    assert 'id="element-p"' not in (tmp_path / "test.html").read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace('ident="P"', 'ident="Q"'), "utf-8")
    assert main([*call, "--pages", "many"]) == 0
    names = {page.name for page in (tmp_path / "test.reference").iterdir()}
    assert "element-Q.html" in names
    assert not {"element-P.html", "element-p-2.html"} & names
    assert main([*call, "--pages", "one"]) == 0
    assert (tmp_path / "test.html").read_text(encoding="utf-8") != one
