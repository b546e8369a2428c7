"""Lists, tables, figures and formulas in rare shapes."""

from html_pages import made


def test_a_table_of_many_columns_is_set_small_on_paper() -> None:
    page = made(
        "<table><row><cell/><cell/><cell/><cell/><cell/></row></table>"
        "<table><row><cell/></row><row><cell/><cell/><cell/><cell/><cell/><cell/></row></table>"
    )
    assert [table.get("class") for table in page.select("//table")] == [None, "wide"]
