"""Dates: what TEI says, and what CSL and EDTF make of it."""

import pytest
from bibliography_documents import book, work
from siglum.bibliography import Date, Point
from siglum.bibliography.dates import csl, edtf, words


def issued(date: str) -> Date:
    return work(book(imprint=date)).dates["issued"]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ('<date when="1924-12-17"/>', Date(Point(1924, 12, 17))),
        ('<date when="1924-12-17T10:00:00Z"/>', Date(Point(1924, 12, 17))),
        ('<date from="1899-12" to="1901"/>', Date(Point(1899, 12), Point(1901))),
        ('<date notBefore="1953" notAfter="1954"/>', Date(Point(1953), Point(1954), between=True)),
        ('<date notBefore="1953"/>', Date(Point(1953), between=True)),
        ('<date notAfter="1953"/>', Date(None, Point(1953), between=True)),
        ('<date when="1953" cert="low"/>', Date(Point(1953), uncertain=True)),
        ('<date when="1953" cert="0.5"/>', Date(Point(1953), uncertain=True)),
        ('<date when="1953" cert="high"/>', Date(Point(1953))),
        ('<date when="1953" precision="low"/>', Date(Point(1953), approximate=True)),
        ('<date when="-0044"/>', Date(Point(-44))),
        ("<date>1877</date>", Date(Point(1877), literal="1877")),
        ("<date>c. 1600</date>", Date(Point(1600), approximate=True, literal="c. 1600")),
        ("<date>[1600?]</date>", Date(Point(1600), uncertain=True, literal="[1600?]")),
        ("<date>1850-52</date>", Date(Point(1850), Point(1852), literal="1850-52")),
        (
            "<date>1953 or 1954</date>",
            Date(Point(1953), Point(1954), between=True, literal="1953 or 1954"),
        ),
        ("<date>4 March 1923</date>", Date(Point(1923, 3, 4), literal="4 March 1923")),
        ("<date>March 4, 1923</date>", Date(Point(1923, 3, 4), literal="March 4, 1923")),
        ("<date>Sept. 1923</date>", Date(Point(1923, 9), literal="Sept. 1923")),
        ('<date from="1899"/>', Date(Point(1899), between=True)),
        ("<date>before 1500</date>", Date(None, Point(1500), True, literal="before 1500")),
        ("<date>after 1500</date>", Date(Point(1500), between=True, literal="after 1500")),
        ("<date>193[5]</date>", Date(Point(1935), literal="193[5]")),
        ("<date>[19]35</date>", Date(Point(1935), literal="[19]35")),
        ("<date>1930s</date>", Date(Point(1930), Point(1939), between=True, literal="1930s")),
        ("<date>[193-]</date>", Date(Point(1930), Point(1939), between=True, literal="[193-]")),
        ("<date>193?</date>", Date(Point(1930), Point(1939), True, False, True, "193?")),
        ("<date>1930s or 1940s</date>", Date(literal="1930s or 1940s")),
        ("<date>1234567890</date>", Date(literal="1234567890")),
        (f'<date when="{"1" * 5000}">n.d.</date>', Date(literal="n.d.")),
        ("<date>n.d.</date>", Date(literal="n.d.")),
        ('<date when="1924-13-40">1924</date>', Date(Point(1924), literal="1924")),
    ],
)
def test_reading(date: str, expected: Date) -> None:
    assert issued(date) == expected


@pytest.mark.parametrize(
    ("date", "parts", "level_1", "shown"),
    [
        (Date(Point(1924, 12, 17)), {"date-parts": [[1924, 12, 17]]}, "1924-12-17", "1924"),
        (
            Date(Point(1953), Point(1954), between=True),
            {"date-parts": [[1953], [1954]], "circa": True},
            "1953?/1954?",
            "1953–1954?",
        ),
        (
            Date(Point(1600), approximate=True, uncertain=True),
            {"date-parts": [[1600]], "circa": True},
            "1600%",
            "ca. 1600?",
        ),
        (Date(Point(1500), between=True), {"literal": "after 1500"}, "1500?/..", "after 1500"),
        (Date(Point(-44)), {"date-parts": [[-44]]}, "-0043", "44 BC"),
        (Date(Point(800)), {"date-parts": [[800]]}, "0800", "800"),
        (Date(literal="n.d."), {"literal": "n.d."}, "", "n.d."),
    ],
)
def test_writing(date: Date, parts: dict[str, object], level_1: str, shown: str) -> None:
    assert (csl(date), edtf(date), words(date)) == (parts, level_1, shown)
