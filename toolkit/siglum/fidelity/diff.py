"""The shortest list of differences between two sequences of tokens.

First by paragraphs, so that a paragraph that is missing costs one step and not hundreds; then, in
what is left, by tokens. Each step is Myers's algorithm ("An O(ND) difference algorithm and its
variations", 1986), whose cost grows with the differences, not with the length of the texts.
"""

from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple

#: More edits than this, within one stretch of differing paragraphs, say nothing any more.
MAX_EDITS = 2000


class Hunk(NamedTuple):
    """Tokens ``a1`` up to ``a2`` of the one are tokens ``b1`` up to ``b2`` of the other."""

    a1: int
    a2: int
    b1: int
    b2: int


class TooFarError(Exception):
    """The sequences differ in more than ``MAX_EDITS`` places; ``hunk`` is where that begins."""

    def __init__(self, hunk: Hunk) -> None:
        super().__init__()
        self.hunk = hunk


def shortest(one: Sequence[str], other: Sequence[str], separator: str) -> list[Hunk]:
    """The differences in order; ``separator`` is the token that parts paragraphs.

    Raises:
        TooFarError: there are too many to be of use.
    """
    found: list[Hunk] = []
    left, right = _paragraphs(one, separator), _paragraphs(other, separator)
    names: dict[tuple[str, ...], int] = {}
    ours, theirs = (
        [names.setdefault(tuple(tokens[a:b]), len(names)) for a, b in spans]
        for tokens, spans in ((one, left), (other, right))
    )
    for hunk in _edits(ours, theirs, Hunk(0, len(left), 0, len(right))):
        a1, a2 = _reach(left, hunk.a1, hunk.a2, len(one))
        b1, b2 = _reach(right, hunk.b1, hunk.b2, len(other))
        found += _within(one, other, Hunk(a1, a2, b1, b2))
    return found


def _paragraphs(tokens: Sequence[str], separator: str) -> list[tuple[int, int]]:
    """Spans of paragraphs, each with the separator before it."""
    starts = [n for n, token in enumerate(tokens) if token == separator]
    if not tokens:
        return []
    return list(zip([0, *starts], [*starts, len(tokens)], strict=True))


def _reach(spans: Sequence[tuple[int, int]], first: int, last: int, end: int) -> tuple[int, int]:
    start = spans[first][0] if first < len(spans) else end
    return start, spans[last - 1][1] if last > first else start


def _within(one: Sequence[str], other: Sequence[str], hunk: Hunk) -> list[Hunk]:
    names: dict[str, int] = {}
    left = [names.setdefault(token, len(names)) for token in one[hunk.a1 : hunk.a2]]
    right = [names.setdefault(token, len(names)) for token in other[hunk.b1 : hunk.b2]]
    try:
        inner = _edits(left, right, Hunk(0, len(left), 0, len(right)))
    except TooFarError:
        raise TooFarError(hunk) from None
    return [Hunk(h.a1 + hunk.a1, h.a2 + hunk.a1, h.b1 + hunk.b1, h.b2 + hunk.b1) for h in inner]


def _edits(a: list[int], b: list[int], whole: Hunk) -> list[Hunk]:
    """The differences between two lists, without their common beginning and end."""
    start = 0
    while start < len(a) and start < len(b) and a[start] == b[start]:
        start += 1
    end_a, end_b = len(a), len(b)
    while end_a > start and end_b > start and a[end_a - 1] == b[end_b - 1]:
        end_a, end_b = end_a - 1, end_b - 1
    if start in (end_a, end_b):
        return [Hunk(start, end_a, start, end_b)] if end_a + end_b > 2 * start else []
    pairs = _matches(a[start:end_a], b[start:end_b])
    if pairs is None:
        raise TooFarError(whole)
    return list(_between(pairs, start, end_a, end_b))


def _between(
    pairs: Sequence[tuple[int, int]], start: int, end_a: int, end_b: int
) -> Iterator[Hunk]:
    """The hunks between matching pairs."""
    at_a = at_b = start
    for x, y in (*((x + start, y + start) for x, y in pairs), (end_a, end_b)):
        if x > at_a or y > at_b:
            yield Hunk(at_a, x, at_b, y)
        at_a, at_b = x + 1, y + 1


def _matches(a: list[int], b: list[int]) -> list[tuple[int, int]] | None:
    """The pairs of equal items on a shortest edit path, or None past ``MAX_EDITS`` edits."""
    size_a, size_b = len(a), len(b)
    furthest = {1: 0}
    trace: list[array[int]] = []
    for edits in range(min(MAX_EDITS, size_a + size_b) + 1):
        row = array("l", [0]) * (edits + 1)
        for k in range(-edits, edits + 1, 2):
            down = k == -edits or (k != edits and furthest.get(k - 1, -1) < furthest.get(k + 1, -1))
            x = furthest[k + 1] if down else furthest[k - 1] + 1
            y = x - k
            while x < size_a and y < size_b and a[x] == b[y]:
                x, y = x + 1, y + 1
            furthest[k] = x
            row[(k + edits) // 2] = x
            if x >= size_a and y >= size_b:
                trace.append(row)
                return _walk_back(trace, size_a, size_b)
        trace.append(row)
    return None


def _walk_back(trace: list["array[int]"], x: int, y: int) -> list[tuple[int, int]]:
    """The matches along the path that ends at ``x, y``; row ``d`` of the trace holds x by k."""
    pairs: list[tuple[int, int]] = []
    for edits in range(len(trace) - 1, 0, -1):
        k = x - y
        row = trace[edits - 1]

        def reached(diagonal: int, row: "array[int]" = row, edits: int = edits) -> int:
            index = (diagonal + edits - 1) // 2
            return row[index] if 0 <= index < len(row) else -1

        down = k == -edits or (k != edits and reached(k - 1) < reached(k + 1))
        before_k = k + 1 if down else k - 1
        before_x = reached(before_k)
        before_y = before_x - before_k
        turn_x, turn_y = (before_x, before_y + 1) if down else (before_x + 1, before_y)
        while x > turn_x and y > turn_y:
            x, y = x - 1, y - 1
            pairs.append((x, y))
        x, y = before_x, before_y
    while x > 0 and y > 0:
        x, y = x - 1, y - 1
        pairs.append((x, y))
    pairs.reverse()
    return pairs
