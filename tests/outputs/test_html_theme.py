"""A theme changes the look of pages, and what is on them, without a copy of any stylesheet."""

from pathlib import Path

import pytest
from conftest import ROOT
from html_pages import Made, made, text, tree
from siglum.findings import FindingError
from siglum.outputs import Options
from siglum.outputs.contents import Entry, contents
from siglum.outputs.theme import load_theme
from siglum.report.text import Style, render

FOOTER = """<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template name="footer">
    <xsl:param name="document"/>
    <footer><p>Set at the press.</p></footer>
  </xsl:template>
  <xsl:template name="before-text">
    <p class="motto">Festina lente</p>
  </xsl:template>
</xsl:stylesheet>"""


def themed(folder: Path) -> Made:
    return made("<p>Text.</p>", options=Options("x", theme=str(folder)))


def test_a_template_is_overridden_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "theme.xsl").write_text(FOOTER)
    page = themed(tmp_path)
    assert text(page.one("//footer")) == "Set at the press."
    motto = page.one("//main/p")
    assert text(motto) == "Festina lente"
    following = motto.getnext()
    assert following is not None and following.tag == "article"
    assert text(page.one("//article")) == "1 Text."  # all else is as it was


def test_a_template_may_call_the_one_whose_place_it_takes(tmp_path: Path) -> None:
    (tmp_path / "theme.xsl").write_text(
        FOOTER.replace(
            "<footer><p>Set at the press.</p></footer>",
            '<xsl:call-template name="original-footer"><xsl:with-param name="document" '
            'select="$document"/></xsl:call-template><p class="press">Set at the press.</p>',
        )
    )
    page = themed(tmp_path)
    footer = page.one("//footer[@class='colophon']")
    assert "About this edition" in text(footer)
    following = footer.getnext()
    assert following is not None and text(following) == "Set at the press."
    assert "xmlns" not in page.bundle.files["index.html"]


def test_a_rule_may_apply_the_one_whose_place_it_takes(tmp_path: Path) -> None:
    (tmp_path / "theme.xsl").write_text(
        FOOTER.replace(
            "<xsl:template name",
            '<xsl:template mode="text" match="t:p" xmlns:t="http://www.tei-c.org/ns/1.0">'
            '<div class="ours"><xsl:next-match/></div></xsl:template><xsl:template name',
            1,
        )
    )
    page = themed(tmp_path)
    assert text(page.one("//article//div[@class='ours']/p[@id='p:1']")) == "1 Text."


def test_the_page_of_several_documents_has_the_theme_s_templates(tmp_path: Path) -> None:
    switch = FOOTER.replace('name="before-text"', 'name="theme-switch"')
    more = '<xsl:template name="more-head"><meta name="x"/></xsl:template></xsl:stylesheet>'
    (tmp_path / "theme.xsl").write_text(switch.replace("</xsl:stylesheet>", more))
    (tmp_path / "theme.css").write_text("h1 { color: red }")
    entries = [Entry("a/index.html", "A < B", "C. & D."), Entry("b/index.html", "E", "")]
    files = contents(entries, Options("x", theme=str(tmp_path), title="F & G"))
    page = files["index.html"]
    assert isinstance(page, str)
    root = tree(page)
    assert text(root.xpath("//footer")[0]) == "Set at the press."
    assert text(root.xpath("//div[@class='tools']")[0]) == "Festina lente"
    assert len(root.xpath("//head/meta[@name='x']")) == 1
    assert "h1 { color: red }" in root.xpath("//style")[0].text
    assert [text(e) for e in root.xpath("//title | //h1")] == ["F & G", "F & G"]
    assert [text(e) for e in root.xpath("//ol[@class='documents']/li")] == ["A < BC. & D.", "E"]
    assert root.xpath("//ol//a/@href") == ["a/index.html", "b/index.html"]


def test_css_follows_that_of_the_pages_and_files_are_copied(tmp_path: Path) -> None:
    (tmp_path / "theme.css").write_text(":root { --link: #060; }")
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "a.woff2").write_bytes(b"wOF2")
    (tmp_path / "notes.txt").write_text("not for the page")
    page = themed(tmp_path)
    style = page.one("//style").text or ""
    assert style.rstrip().endswith(":root { --link: #060; }")
    assert page.bundle.copies == {"theme/fonts/a.woff2": tmp_path / "fonts" / "a.woff2"}


def test_what_is_wrong_with_a_theme(tmp_path: Path) -> None:
    with pytest.raises(FindingError) as caught:
        themed(tmp_path / "nowhere")
    assert caught.value.finding.message == (
        f"there is no folder {tmp_path / 'nowhere'} to take a theme from"
    )
    with pytest.raises(FindingError) as caught:
        themed(tmp_path)
    assert caught.value.finding.message == (
        f"the folder {tmp_path} holds neither theme.css nor theme.xsl"
    )


def test_a_theme_s_mistake_has_its_place(tmp_path: Path) -> None:
    (tmp_path / "theme.xsl").write_text(FOOTER.replace("xsl:template>", "xsl:templat>", 1))
    with pytest.raises(FindingError) as caught:
        themed(tmp_path)
    found = caught.value.finding
    assert (found.code, Path(found.location.file).name, found.location.line) == (
        "stylesheet-error",
        "theme.xsl",
        5,
    )
    assert found.hint.startswith("if it is a theme's, mend it there")


def test_the_theme_of_the_guide_is_what_the_guide_shows() -> None:
    guide = (ROOT / "docs" / "html.md").read_text(encoding="utf-8")
    folder = ROOT / "docs" / "examples" / "theme"
    for name in ("theme.css", "theme.xsl"):
        assert (folder / name).read_text(encoding="utf-8") in guide
    assert text(themed(folder).one("//footer")) == "Printed for the Reading Society."


@pytest.mark.parametrize(
    ("css", "said"),
    [
        (
            "h1 { color: red",
            "1:4: error [theme-css] the theme's rules are not CSS: { is not closed",
        ),
        ("a {}\n}", "2:1: error [theme-css] the theme's rules are not CSS: } closes nothing that"),
        ("a { b: (1 }", "1:11: error [theme-css] the theme's rules are not CSS: } closes nothing"),
        ("/* a", "1:1: error [theme-css] the theme's rules are not CSS: a comment that begins"),
        (
            'a::before { content: "x; }\n',
            "1:22: error [theme-css] the theme's rules are not CSS: a s",
        ),
        ("/**/ </style>", "1:6: error [theme-css] the theme's rules are not CSS: </style ends"),
        (
            "a { b: url(theme/no.png) }",
            "1:8: error [theme-address] the theme's rules name url(theme",
        ),
        (
            "a { b: url('https://e.org/x') }",
            "1:8: error [theme-address] the theme's rules name url",
        ),
        ("@import 'x.css';", "1:1: error [theme-address] the theme's rules name a style sheet by"),
    ],
)
def test_what_a_browser_would_leave_out_is_said(tmp_path: Path, css: str, said: str) -> None:
    (tmp_path / "theme.css").write_text(css)
    with pytest.raises(FindingError) as caught:
        themed(tmp_path)
    assert render(caught.value.finding, Style()).startswith(f"{tmp_path / 'theme.css'}:{said}")


def test_what_css_may_hold_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "a b.svg").write_text("<svg/>")
    (tmp_path / "theme.css").write_text(
        "a::before { content: \"{ /* it's\"; b: '\\'}' } /* } \" ' */ [x=\"]\"] { c: "
        "url(data:image/png;base64,AAAA) url(#m) url('theme/a%20b.svg') url( ) } .u\\{ {}".replace(
            " url( )", ""
        )
    )
    assert "base64,AAAA" in (themed(tmp_path).one("//style").text or "")


def test_a_template_that_takes_the_place_of_none_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "theme.xsl").write_text(FOOTER.replace('name="footer"', 'name="footr"'))
    with pytest.raises(FindingError) as caught:
        themed(tmp_path)
    assert render(caught.value.finding, Style()) == (
        f"{tmp_path / 'theme.xsl'}:2:1: error [theme-template] the pages have no template footr, "
        "and nothing in the theme calls it\n  hint: did you mean footer?\n"
    )
    call = '<xsl:call-template name="own"/></xsl:template><xsl:template name="own"/>'
    own = FOOTER.replace("</xsl:template>", call, 1)
    (tmp_path / "theme.xsl").write_text(own)
    load_theme.cache_clear()
    assert text(themed(tmp_path).one("//footer")) == "Set at the press."


def test_what_a_template_is_given_and_does_not_declare_is_said(tmp_path: Path) -> None:
    given = '    <xsl:param name="document"/>\n'
    (tmp_path / "theme.xsl").write_text(FOOTER.replace(given, ""))
    with pytest.raises(FindingError) as caught:
        themed(tmp_path)
    assert render(caught.value.finding, Style()) == (
        f"{tmp_path / 'theme.xsl'}:2:1: error [theme-parameter] the template footer is given "
        "document, and does not declare it\n  hint: begin the template with <xsl:param "
        'name="document"/>\n'
    )
