"""What the stylesheet of pages has written becomes HTML that is legal and whose links lead on."""

import pytest
from siglum.outputs.markup import as_html, legal, pages, reported


def test_pages_are_told_apart_and_without_what_comes_before() -> None:
    markup = '<?xml version="1.0"?>\n<!DOCTYPE html><html lang="en">a</html>\n<html>b</html>'
    assert pages(markup) == ['<html lang="en">a</html>', "<html>b</html>"]


@pytest.mark.parametrize(
    ("xhtml", "html"),
    [
        ("<p>a<br/>b\u00a0c</p>", "<p>a<br>b&nbsp;c</p>"),
        ("<p>5 /&gt; 4 &amp;amp; &lt;br/&gt;</p>", "<p>5 /&gt; 4 &amp;amp; &lt;br/&gt;</p>"),
        (
            "<hr/><math><mspace/></math><svg ><a/></svg>",
            "<hr><math><mspace/></math><svg ><a/></svg>",
        ),
        (
            '<p xmlns:t="u" id="a" xmlns:u="v"> xmlns:t="u"<svg xmlns="s" xmlns:xlink="l"/></p>',
            '<p id="a"> xmlns:t="u"<svg xmlns="s" xmlns:xlink="l"/></p>',
        ),
        ("<style>a &gt; b{} /&gt;</style>&gt;", "<style>a > b{} /></style>&gt;"),
        (
            '<script>a &amp;&amp; "&amp;lt;"</script>&gt;<script x="">1 &lt; 2</script>&lt;',
            '<script>a && "&lt;"</script>&gt;<script x="">1 < 2</script>&lt;',
        ),
        ("<p>a&#xD;\nb&#x85;c&#x80;d&#x7f;</p>", "<p>a\n\nb\nc\ufffdd\ufffd</p>"),
        ("<style>a{content:'&#x92;'}</style>", "<style>a{content:'\ufffd'}</style>"),
        ("<p><script></p>", "<p><script></p>"),
    ],
)
def test_xhtml_becomes_html(xhtml: str, html: str) -> None:
    assert as_html(xhtml) == "<!DOCTYPE HTML>" + html


def test_a_link_to_what_is_shown_nowhere_is_none() -> None:
    page = (
        '<p id="a"><a class="x" href="#b" role="button" aria-label="y">no <i>link</i></a> '
        '<a href="#a">link</a> <a href="about.html#b">elsewhere</a></p>'
    )
    assert legal(page) == (
        '<p id="a"><span class="x">no <i>link</i></span> '
        '<a href="#a">link</a> <a href="about.html#b">elsewhere</a></p>'
    )


def test_words_that_look_like_an_id_are_no_target() -> None:
    assert legal('<p>the attribute id="b" <a href="#b">c</a></p>') == (
        '<p>the attribute id="b" <span>c</span></p>'
    )


def test_tags_in_comments_are_none() -> None:
    assert pages("<html><!-- <p> </html> --><i>a</i></html><!--b-->") == [
        "<html><!-- &lt;p&gt; &lt;/html&gt; --><i>a</i></html>"
    ]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>a <i>b</i></p><ul><li/></ul>", "<p>a <i>b</i></p><ul><li/></ul>"),
        (
            '<p class="p"><a class="n" href="x">1</a>a <ul><li>b</li></ul></p><p>c</p>',
            '<div class="p"><a class="n" href="x">1</a>a <ul><li>b</li></ul></div><p>c</p>',
        ),
        (
            '<p><span lang="la">a <span>b</span><q><div/></q></span><span>c</span></p>',
            '<div><div lang="la">a <span>b</span><q><div/></q></div><span>c</span></div>',
        ),
        ("<p>a <i><p>b</p></i></p>", "<div>a <i><div>b</div></i></div>"),
        ("<p><!-- a --><?b c?>d<ul></ul></p>", "<div><!-- a --><?b c?>d<ul></ul></div>"),
        ("</i><p>a<br><ul></ul></p></p>", "</i><div>a<br><ul></ul></div></p>"),
        ("<span><div>a</div></span><p><hr/></p>", "<span><div>a</div></span><div><hr/></div>"),
    ],
)
def test_a_paragraph_that_holds_a_block_is_none(page: str, expected: str) -> None:
    assert legal(page) == expected


def test_elements_without_a_rule_are_counted_and_the_first_of_a_name_is_known() -> None:
    page = (
        '<i class="u" data-element="x" data-id="d1e2">a</i><i data-element="y:z" data-id="d1e3"/>'
        '<i data-element="x" data-id="d1e4"/> data-element="q" data-id="d9"'
    )
    rest, counts, firsts = reported(page)
    assert rest == (
        '<i class="u" data-element="x">a</i><i data-element="y:z"/><i data-element="x"/>'
        ' data-element="q" data-id="d9"'
    )
    assert counts == {"x": 2, "y:z": 1}
    assert firsts == {"x": "d1e2", "y:z": "d1e3"}
