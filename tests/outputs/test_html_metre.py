"""Metre and rhyme: told after the line, the stanza or the poem that is said to have them."""

import pytest
from html_pages import made, text, tree, words

SCHEMES = "//article//*[contains(@class, 'scheme')]"


@pytest.mark.parametrize(
    ("verse", "told"),
    [
        ("<lg met='-+|-+' rhyme='ab'><l>x</l></lg>", ["metre -+|-+ · rhyme ab"]),
        ("<lg met=' -+ ' real='+-'><l>x</l></lg>", ["metre -+ · realized as +-"]),
        ("<lg><l met='-+'>x</l><l real='+-'>y</l></lg>", ["metre -+", "realized as +-"]),
        # what is said of the whole is not said of its parts again
        ("<lg met='-+'><l met='-+' real='-+'>x</l></lg>", ["metre -+"]),
        (
            "<lg met='-+'><l met='--' real='-+'>x</l></lg>",
            ["metre -- · realized as -+", "metre -+"],
        ),
        ("<lg met='' rhyme=' '><l real=''>x</l></lg>", []),
        ("<div met='-+'><lg><l>x</l></lg></div>", ["metre -+"]),
        ("<div1 rhyme='aa'><l>x</l></div1>", ["rhyme aa"]),
        ("<lg><l>x <rhyme label='a'>y</rhyme></l></lg>", ["rhyme a"]),
        ("<lg><l>x <rhyme>y</rhyme></l></lg>", []),
    ],
)
def test_metre_and_rhyme_are_told(verse: str, told: list[str]) -> None:
    page = made(verse)
    assert [text(scheme) for scheme in page.select(SCHEMES)] == told
    assert "".join(words(page.article).split()) in ("x", "xy")
    assert page.bundle.findings == ()


def test_the_letter_of_a_rhyme_stands_after_its_word() -> None:
    page = made("<l>by <rhyme label='b'>day</rhyme>,</l>")
    assert (
        '<div class="l">by <span class="rhyme">day</span><sub class="scheme" data-added="">'
        '<span class="away"> rhyme </span>b</sub>,</div>'
    ) in page.html


def test_the_metre_of_a_foot_is_told_where_one_points_at_it() -> None:
    page = made("<l><seg xml:id='f' met='-+' real='+-'>I am</seg> <seg>not</seg></l>")
    foot, other = page.select("//span[@class='seg']")
    assert (foot.get("title"), foot.get("id")) == ("metre -+ · realized as +-", "f")
    assert other.get("title") is None


def test_the_signs_of_metre_are_explained() -> None:
    page = made(
        "<lg met='-+' rhyme='a'><l real='+-'>x</l></lg><lg rhyme='b'><l>y</l></lg>",
        "<encodingDesc><metDecl xml:id='signs'><metSym value='+'>stress</metSym>"
        "<metSym value='-'>no stress</metSym></metDecl></encodingDesc>",
    )
    line, first, second = page.select(SCHEMES)
    assert text(line) == "realized as +-"
    assert text(first) == "metre -+ · rhyme a (signs)"
    assert [link.get("href") for link in first.iter("a")] == ["about.html#signs"]
    assert text(second) == "rhyme b"
    about = tree(page.bundle.files["about.html"])
    (section,) = about.xpath("//*[@id='signs']")
    assert text(section) == "Metre and rhyme + stress - no stress"


def test_verse_in_contexts_and_links_has_no_metre() -> None:
    page = made(
        "<l met='-+'><persName ref='#p'>Ann</persName> sings</l><listPerson><person xml:id='p'>"
        "<persName>Ann</persName></person></listPerson>"
    )
    assert len(page.select("//*[contains(@class, 'scheme')]")) == 1
