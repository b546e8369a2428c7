"""Reading expressions as far as names and variables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from siglum.schematron.xpath import (
    prefixes,
    rename,
    substitute,
    tokens,
    variables,
    without_predicates,
)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("tei:p/xs:integer(@xml:id)", ["tei", "xs", "xml"]),
        ("ancestor::tei:div[child::p]", ["tei"]),
        ("self::text()", []),
        ("'tei:p' || \"xs:integer\"", []),
        ("a (: tei:p (: nested xs:x :) q:q :) | b:c", ["b"]),
        ("*:p | p:* | $q:v", ["p", "q"]),
        ("Q{http://example.org/a:b}name", []),
        ("1.5e3 + a:b", ["a"]),
    ],
)
def test_prefixes(expression: str, expected: list[str]) -> None:
    assert prefixes(expression) == expected


def test_variables() -> None:
    assert variables("$a + $ b[. = '$c'] (: $d :) / $p:e") == {"a", "b", "p:e"}


def test_rename_leaves_strings_and_longer_names() -> None:
    assert rename("$a + $ab + '$a'", {"a": "x"}) == "$x + $ab + '$a'"


def test_substitute_is_textual_but_keeps_longer_names() -> None:
    assert substitute("$a/$ab['$a']", {"a": "b | c"}) == "b | c/$ab['b | c']"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [("a[@n]/b", "a/b"), ("a['[']//@n", "a//@n"), ("a[b[1]][2] (: @x :)", "a ")],
)
def test_without_predicates(expression: str, expected: str) -> None:
    assert without_predicates(expression) == expected


@given(st.text(alphabet="ab:$'\"()[]{}*@/. 1Q\n·é", max_size=40))
def test_tokens_are_the_whole_expression(expression: str) -> None:
    assert "".join(token.text for token in tokens(expression)) == expression
