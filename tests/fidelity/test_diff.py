"""The shortest list of differences: right, and as short as can be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from siglum.fidelity.diff import MAX_EDITS, TooFarError, shortest

TOKENS = st.lists(st.sampled_from("abc¶"), max_size=30)


def applied(one: list[str], other: list[str], separator: str) -> list[str]:
    """``one`` with each difference replaced by what ``other`` has there."""
    made: list[str] = []
    at = 0
    for hunk in shortest(one, other, separator):
        made += one[at : hunk.a1] + other[hunk.b1 : hunk.b2]
        at = hunk.a2
    return made + one[at:]


def distance(one: list[str], other: list[str]) -> int:
    """Insertions and deletions that make the one the other, by the textbook's table."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        diagonal, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            diagonal, row[j] = row[j], diagonal if a == b else 1 + min(row[j], row[j - 1])
    return row[-1]


@given(TOKENS, TOKENS)
def test_the_differences_make_the_one_the_other(one: list[str], other: list[str]) -> None:
    assert applied(one, other, "¶") == other


@given(TOKENS, TOKENS)
def test_within_a_paragraph_they_are_the_fewest(one: list[str], other: list[str]) -> None:
    found = shortest(one, other, "-")
    assert sum(h.a2 - h.a1 + h.b2 - h.b1 for h in found) == distance(one, other)


@given(TOKENS)
def test_equal_texts_have_none(one: list[str]) -> None:
    assert shortest(one, list(one), "¶") == []


def test_what_differs_throughout_is_given_up() -> None:
    size = MAX_EDITS
    with pytest.raises(TooFarError):
        shortest([f"a{n}" for n in range(size)], [f"b{n}" for n in range(size)], "¶")
