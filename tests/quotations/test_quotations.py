"""Quotations as records: parts, speakers, sources, places."""

import csv
import io
import json

import pytest
from conftest import ROOT
from siglum.document import parse, read
from siglum.quotations import Agent, Quotation, quotations, to_csv, to_json
from siglum.quotations.extract import bare

STANDOFF = """<standOff><listPerson><person xml:id="len"><persName>Lenin</persName></person>
<person xml:id="ham"/></listPerson><listBibl><bibl xml:id="w1"/></listBibl>
<linkGrp type="speaker"><link target="#q1 #len"/></linkGrp>
<certainty target="#q1" locus="name" cert="low"/>
<certainty target="#q2" locus="value" match="@source" cert="high"/></standOff>"""


def of(body: str) -> tuple[Quotation, ...]:
    source = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><encodingDesc>'
        '<classDecl><taxonomy><category xml:id="scare"/></taxonomy></classDecl></encodingDesc>'
        "</teiHeader>"
        f"{STANDOFF}<text><body>{body}</body></text></TEI>"
    )
    return quotations(parse(source.encode()))


def test_the_parts_of_a_quotation_are_one_record() -> None:
    (found,) = of(
        '<p n="1"><quote xml:id="q1" next="#q2" source="#w1">“One,”</quote> says Lenin, '
        '<quote xml:id="q2" prev="#q1" next="#q3">“two</quote></p>'
        '<p n="2"><quote xml:id="q3" prev="#q2">“three.”</quote></p>'
    )
    assert (found.ids, found.parts, found.text) == (("q1", "q2", "q3"), 3, "One, two three.")
    assert (found.speakers, found.sources) == ((Agent("len", "Lenin"),), ("w1",))
    assert (found.paragraph, found.cert, found.source_cert) == ("1", "low", "high")


def test_parts_are_joined_by_one_of_them_or_by_a_join_apart() -> None:
    alone, apart = of(
        '<p><q xml:id="a">one</q> x <q xml:id="b" prev="#a">two</q> <q xml:id="c">three</q> y '
        '<q xml:id="d">four</q></p><p><join target="#c #d"/></p>'
    )
    assert (alone.ids, alone.text) == (("a", "b"), "one two")
    assert (apart.ids, apart.text) == (("c", "d"), "three four")


def test_a_ring_of_parts_ends() -> None:
    (found,) = of('<p><q xml:id="a" next="#b">x</q><q xml:id="b" next="#a" prev="#a">y</q></p>')
    assert (found.ids, found.text) == (("a", "b"), "x y")
    (ring,) = of(
        '<p><q xml:id="a" next="#b" prev="#b">x</q><q xml:id="b" next="#a" prev="#a">y</q></p>'
    )
    assert ring.ids == ("a", "b")


def test_the_reference_of_a_cit_gives_source_words_and_locator() -> None:
    (found,) = of(
        '<p><cit><quote>x</quote> <bibl corresp="#w1">See <title>W</title>, '
        '<citedRange unit="page" from="3" to="5"/></bibl></cit></p>'
    )
    assert (found.sources, found.reference, found.locators) == (("w1",), "See W,", ("page 3–5",))


def test_speakers_are_named_by_who_and_by_ana() -> None:
    said, thought = of('<p><said who="#len #nobody">a</said> <q ana="#ham #scare">b</q></p>')
    assert said.speakers == (Agent("len", "Lenin"), Agent("nobody", ""))
    assert (thought.speakers, thought.categories) == ((Agent("ham", ""),), ("scare",))


def test_the_text_is_the_reading_text_without_notes() -> None:
    (found,) = of(
        "<p><q>a <choice><sic>teh</sic><corr>the</corr></choice><note>n</note> "
        "<del>b</del>c<lb/>d <gap/></q></p>"
    )
    assert found.text == "a the c d […]"


def test_depth_language_and_paragraph() -> None:
    outer, inner = of('<p>x</p><p><q xml:lang="fr">a <soCalled>b</soCalled></q></p>')
    assert (outer.depth, outer.language, outer.paragraph) == (0, "fr", "¶2")
    assert (inner.kind, inner.depth, inner.language) == ("soCalled", 1, "fr")


@pytest.mark.parametrize(
    ("text", "is_part", "expected"),
    [
        ("“a”", False, "a"),
        ('"a,"', False, "a,"),
        ("«\u202fa\u202f»", False, "a"),
        ("„a“", False, "a"),
        ("‘a’", False, "a"),
        ("’Tis so", False, "’Tis so"),
        ("“a” and “b”", False, "“a” and “b”"),
        ("“a", True, "a"),
        ("a”", True, "a"),
        ("“a", False, "a"),
        ("", False, ""),
        ("“", False, ""),
    ],
)
def test_marks_around_words_are_taken_off(text: str, is_part: bool, expected: str) -> None:
    assert bare(text, is_part) == expected


def test_those_of_the_edition() -> None:
    found = quotations(read(ROOT / "tei" / "october-revolution-iv.xml"))
    joined = [q for q in found if q.parts > 1]
    assert [q.ids for q in joined] == [("iv.6.q1", "iv.6.q2", "iv.7.q1")]
    assert joined[0].text.startswith("The system of international relationships, has now taken")
    assert joined[0].text.endswith("crisis in the whole of world capitalism.")
    assert [s.name for s in joined[0].speakers] == ["Lenin"]
    assert {q.paragraph for q in found} <= {f"IV.{n}" for n in range(1, 21)}
    assert len(found) == 16


def test_a_register_is_written_as_csv_and_json() -> None:
    found = of('<p><quote xml:id="q1" source="#w1 http://x.y">=1, "b"</quote></p>')
    (row,) = csv.DictReader(io.StringIO(to_csv(found)))
    assert (row["text"], row["source"], row["speaker"]) == (
        '\'=1, "b"',
        "w1; http://x.y",
        "Lenin",
    )
    (item,) = json.loads(to_json(found))
    assert (item["text"], item["source"], item["depth"]) == ('=1, "b"', ["w1", "http://x.y"], 0)
    assert list(item) == list(row)
