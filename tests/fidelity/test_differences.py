"""The text against its witness: one finding a difference, at its places in both files."""

from pathlib import Path

import pytest
from conftest import ROOT, shared
from siglum import diplomatic, fidelity
from siglum.document import Document, parse, read
from siglum.findings import Finding, Severity

HEAD = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>\n'


def found(tmp_path: Path, body: str, witness: str | bytes) -> list[Finding]:
    path = tmp_path / "w.txt"
    path.write_bytes(witness.encode() if isinstance(witness, str) else witness)
    document = parse(f"{HEAD}{body}</body></text></TEI>".encode(), name="t.xml")
    return list(fidelity.check(document, path))


def lines(findings: list[Finding]) -> list[str]:
    """Place in the text, place in the witness, code and message."""
    return [
        f"{f.location.line}:{f.location.column} {f.related[1].location.line}:"
        f"{f.related[1].location.column} {f.code}: {f.message}"
        for f in findings
    ]


@pytest.mark.parametrize(
    ("body", "witness"),
    [
        ("<p>One two.</p>", "One two."),
        ("<p>One two.</p>", "One\ntwo.\n"),
        ("<p>One two.</p>", "\ufeffOne two.\r\n"),
        ("<p>One\n  two.</p>", "One two."),
        ("<p>One.</p><p>Two.</p>", "One.\n\n\n  Two."),
        ("<p>One.</p><p>Two.</p><p>3</p>", "One.\nTwo.\n3"),
        ("<p>One  two</p>", "One\ntwo"),
        ("<p>exam-<lb break='no'/>ple</p>", "exam-\nple"),
        ("<p>山川草木</p>", "山川\n草木"),
        ("<p><choice><sic>teh</sic><corr>the</corr></choice> cat</p>", "teh cat"),
        ("<p>a <supplied>b</supplied> c</p>", "a c"),
        ("<p>a <gap/> c</p>", "a lost words c"),
        ("<p>a <gap/> c</p>", "a c"),
        ("<p>a<gap/> c</p>", "abc c"),
        ("<p>a <note resp='editor'>no</note>c</p>", "a c"),
        ("<p>a&amp;b &#x201C;c</p>", "a&b “c"),
        ("<lg><l>a</l><l>b</l></lg>", "a\nb"),
    ],
)
def test_texts_that_agree(tmp_path: Path, body: str, witness: str) -> None:
    assert lines(found(tmp_path, body, witness)) == []


@pytest.mark.parametrize(
    ("body", "witness", "expected"),
    [
        ("<p>one tow three</p>", "one two three", ["2:9 1:6 text-differs: “tow” → “two”"]),
        (
            "<p>a “b” c</p>",
            'a "b" c',
            [
                "2:6 1:3 text-differs: U+201C LEFT DOUBLE QUOTATION MARK “ → "
                'U+0022 QUOTATION MARK "',
                "2:8 1:5 text-differs: U+201D RIGHT DOUBLE QUOTATION MARK ” → "
                'U+0022 QUOTATION MARK "',
            ],
        ),
        ("<p>one  two</p>", "one two", ["2:7 1:4 text-differs: 2 × U+0020 SPACE → U+0020 SPACE"]),
        (
            "<p>one\u00a0two</p>",
            "one two",
            ["2:7 1:4 text-differs: U+00A0 NO-BREAK SPACE → U+0020 SPACE"],
        ),
        (
            "<p>caf\u00e9</p>",
            "cafe\u0301",
            [
                "2:7 1:4 text-differs: “caf\u00e9” (U+0063 U+0061 U+0066 U+00E9) → "
                "“cafe\u0301” (U+0063 U+0061 U+0066 U+0065 U+0301)"
            ],
        ),
        (
            "<p>a big cat sat</p>",
            "a small dog sat",
            ["2:6 1:3 text-differs: “big cat” → “small dog”"],
        ),
    ],
)
def test_a_difference_shows_both_readings(
    tmp_path: Path, body: str, witness: str, expected: list[str]
) -> None:
    shown = [
        line.replace("the text reads ", "").replace(", the witness ", " → ")
        for line in lines(found(tmp_path, body, witness))
    ]
    assert shown == expected


def test_words_that_are_missing_or_added(tmp_path: Path) -> None:
    assert lines(found(tmp_path, "<p>one three</p>", "one two three")) == [
        "2:8 1:5 text-missing: “two ” in the witness is not in the text, which reads one ⟨⟩three"
    ]
    assert lines(found(tmp_path, "<p>one <hi>two</hi> three</p>", "one three")) == [
        "2:12 1:5 text-added: “two ” is not in the witness, which reads one ⟨⟩three"
    ]


def test_a_paragraph_more_or_less(tmp_path: Path) -> None:
    findings = found(tmp_path, "<p>a b c</p><p>d</p>", "a b\n\nc\n\nd")
    assert [(f.code, f.message) for f in findings] == [
        (
            "paragraph-differs",
            "the witness begins a new paragraph before “c”, the text does not",
        )
    ]
    findings = found(tmp_path, "<p>a</p><p>b c</p><p>d</p>", "a b c\n\nd")
    assert [(f.code, f.message) for f in findings] == [
        (
            "paragraph-differs",
            "the text begins a new paragraph before “b c”, the witness does not",
        )
    ]


def test_a_whole_paragraph_is_one_finding(tmp_path: Path) -> None:
    findings = found(tmp_path, "<p>One.</p><p>Three.</p>", "One.\n\nTwo is here.\n\nThree.")
    assert [f.message for f in findings] == [
        "“Two is here.” in the witness is not in the text, which reads One.⟨⟩ ¶ Three."
    ]


def test_related_places_show_the_readings_side_by_side(tmp_path: Path) -> None:
    (difference,) = found(tmp_path, "<p>one tow three</p>", "one two three")
    assert [(r.location.line, r.location.column, r.message) for r in difference.related] == [
        (2, 9, "the text: one ⟨tow⟩ three"),
        (1, 6, "the witness: one ⟨two⟩ three"),
    ]
    assert difference.location.xpath == "/tei:TEI/tei:text/tei:body/tei:p"


def test_places_are_right_after_entities_comments_and_cdata(tmp_path: Path) -> None:
    body = "<p>a&amp;b<!-- no --> c<![CDATA[<d]]>\n&#x65; wrogn</p>"
    assert lines(found(tmp_path, body, "a&b c<d e wrong")) == [
        "3:11 1:14 text-differs: the text reads “wrogn”, the witness “wrong”"
    ]


def test_texts_with_little_in_common_are_one_finding(tmp_path: Path) -> None:
    body = "<p>" + " ".join(f"a{n}" for n in range(1500)) + "</p>"
    witness = " ".join(f"b{n}" for n in range(1500))
    (unlike,) = found(tmp_path, body, witness)
    assert (unlike.code, unlike.location.line, unlike.related[0].location.line) == (
        "text-unlike",
        2,
        1,
    )


EDITION = ROOT / "tei" / "october-revolution-iv.xml"
WITNESS = ROOT / "tei" / "october-revolution-iv.txt"


def test_the_edition_is_its_transcription_character_for_character() -> None:
    assert diplomatic.render(read(EDITION)).text == WITNESS.read_text("utf-8")
    assert list(fidelity.check(read(EDITION), WITNESS)) == []


@pytest.mark.parametrize("line", [5, 7, 31, 45])
def test_each_seeded_mistake_in_the_transcription_is_one_finding_at_its_line(
    tmp_path: Path, line: int
) -> None:
    texts = WITNESS.read_text("utf-8").split("\n")
    words = texts[line - 1].split(" ")
    words[1] = "xyz"
    texts[line - 1] = " ".join(words)
    (tmp_path / "w.txt").write_text("\n".join(texts), "utf-8")
    (difference,) = fidelity.check(read(EDITION), tmp_path / "w.txt")
    assert (difference.code, difference.related[1].location.line) == ("text-differs", line)


@pytest.mark.parametrize(
    "name", ["ENG18872_Lyall.xml", "p5-testchinese.xml", "p5-torture.xml", "p5-testms.xml"]
)
def test_what_is_printed_is_what_is_compared(tmp_path: Path, name: str) -> None:
    document: Document = read(shared("samples", name))
    path = tmp_path / "w.txt"
    path.write_text(diplomatic.render(document).text, "utf-8")
    assert [f for f in fidelity.check(document, path) if f.severity is Severity.ERROR] == []


def test_every_character_comes_from_the_node_and_place_that_it_says() -> None:
    document = read(EDITION)
    places = diplomatic.Places(document)
    (section,) = diplomatic.render(document).sections
    for index in range(0, len(section.text), 97):
        if section.nodes[index]:
            place = places.locate(section.nodes[index], section.offsets[index])
            assert document.lines[place.line - 1][place.column - 1] == section.text[index]
