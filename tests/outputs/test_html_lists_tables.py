"""Lists, tables, figures and formulas in rare shapes."""

from html_pages import made, text

TEXT = (
    "<floatingText><body><div xml:id='{}'><head>H</head><p>x<note>n</note></p></div></body>"
    "</floatingText>"
)


def test_a_label_has_neither_sections_nor_headings_in_it() -> None:
    one, two, three = (TEXT.format(name) for name in "abc")
    page = made(
        f"<list type='gloss'><label>{one}</label><item>{two}</item></list>"
        f"<table><row role='label'><cell>{three}</cell></row></table>"
    )
    assert [page.one(f"//*[@id='{name}']").tag for name in "abc"] == ["div", "section", "div"]
    heads = page.select("//*[@class='head']")
    assert [(e.tag, e.get("role"), e.get("aria-level")) for e in heads] == [
        ("div", "heading", "2"),
        ("h2", None, None),
        ("div", "heading", "2"),
    ]
    assert [e.tag for e in page.select("//*[@role='note']")] == ["div", "aside", "div"]
    assert not page.select("//dt//aside | //th//aside | //dt//section | //th//section")


def test_a_heading_with_a_table_in_it_stands_before_its_table() -> None:
    page = made(
        "<table><head>A <table><head>B</head><row><cell>in</cell></row></table></head>"
        "<row><cell>out</cell></row></table>"
    )
    assert [text(e) for e in page.select("//caption")] == ["B"]
    outer = page.one("//article//div[@class='table'][div]")
    assert [child.get("class") for child in outer] == ["caption", None]
    assert text(outer) == "A B in out"


def test_headings_of_columns_stand_before_a_list_that_has_no_such_columns() -> None:
    page = made(
        "<list type='gloss'><headItem>M</headItem><label>x</label><item>y</item></list>"
        "<list><headItem>N</headItem><item>z</item></list>"
        "<list type='gloss'><headLabel>L</headLabel><headItem>M</headItem>"
        "<label>x</label><item>y</item></list>"
    )
    lists = page.select("//div[starts-with(@class, 'list')]")
    assert [[(e.tag, text(e)) for e in part.iter("p", "dt", "dd", "li")] for part in lists] == [
        [("p", "M"), ("dt", "x"), ("dd", "y")],
        [("p", "N"), ("li", "z")],
        [("dt", "L"), ("dd", "M"), ("dt", "x"), ("dd", "y")],
    ]


def test_what_stands_between_cells_takes_no_column() -> None:
    page = made(
        "<table><row><cell>a</cell><pb n='3'/><cell>b</cell><anchor xml:id='end'/></row>"
        "<pb n='4'/><row><cell cols='2'>c</cell></row><row><pb n='5'/></row></table>"
    )
    rows = page.select("//tr")
    assert [[(text(cell), cell.get("colspan")) for cell in row] for row in rows] == [
        [("a", None), ("[page 3] b", None)],
        [("[page 4]", "2")],
        [("c", "2")],
        [("[page 5]", None)],
    ]
    assert page.one("//*[@id='end']").getparent() is rows[0][1]


def test_a_note_of_a_table_stands_below_its_rows() -> None:
    page = made("<table><row><cell>a<note>b</note></cell></row><note n='*'>Of all.</note></table>")
    note = page.one("//tr[@class='between']//div")
    assert (note.get("class"), text(note)) == ("note here", "* Of all.")
    assert [text(e) for e in page.select("//aside")] == ["1 b"]


def test_a_mark_before_a_block_stands_in_a_line() -> None:
    page = made("<p>so <soCalled><list><item>a</item></list></soCalled></p>")
    called = page.one("//div[@class='soCalled']")
    assert [(child.tag, text(child)) for child in called] == [("p", "“"), ("div", "a"), ("p", "”")]


def test_a_table_of_many_columns_is_set_small_on_paper() -> None:
    page = made(
        "<table><row><cell/><cell/><cell/><cell/><cell/></row></table>"
        "<table><row><cell/></row><row><cell/><cell/><cell/><cell/><cell/><cell/></row></table>"
    )
    assert [table.get("class") for table in page.select("//table")] == [None, "wide"]
