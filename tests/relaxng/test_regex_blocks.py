"""Blocks of Unicode in patterns, whose names come from a library that has renamed them before."""

import pytest
from siglum.relaxng.datatypes.regex import Regex, RegexError


@pytest.mark.parametrize(
    ("block", "member", "stranger"),
    [
        ("BasicLatin", "a\x00\x7f", "\x80"),
        ("Latin-1Supplement", "\x80éÿ", "a"),
        ("Greek", "Ͱα", "a"),
        ("Cyrillic", "я", "α"),
        ("CombiningMarksforSymbols", "\u20d0", "a"),
        ("PrivateUse", "\ue000", "a"),
    ],
)
def test_block(block: str, member: str, stranger: str) -> None:
    inside, outside = Regex(rf"\p{{Is{block}}}+"), Regex(rf"\P{{Is{block}}}+")
    assert inside.matches(member) and not outside.matches(member)
    assert outside.matches(stranger) and not inside.matches(stranger)


@pytest.mark.parametrize("name", ["Foo", "IsGreek", "greek"])
def test_no_block(name: str) -> None:
    with pytest.raises(RegexError) as caught:
        Regex(rf"\p{{Is{name}}}").matches("é")
    assert str(caught.value) == f"there is no block Is{name} of characters"
