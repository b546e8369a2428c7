"""BibTeX, BibLaTeX, RIS, CSL-JSON and CSV, read back by other people's parsers."""

import csv
import io
import json

import pytest
from bibliography_documents import book, drawn, work
from bibliography_readers import bibtex, from_tex, names_from_tex, ris
from hypothesis import given, settings
from hypothesis import strategies as st
from siglum.bibliography import Date, Name, Point, Rich, Run, Work
from siglum.bibliography.csl import item
from siglum.bibliography.writers import table, write_works
from siglum.bibliography.writers.tex import people
from siglum.findings import Location

HERE = Location("test.xml")
SPECIAL = 'R&D: 100% of $5, #1_x {y} ~ ^ \\ "quoted" „Größe“ — Ω ж 語'


def made(**values: object) -> Work:
    return Work(**({"id": "key", "where": lambda: HERE, "type": "book"} | values))  # type: ignore[arg-type]


def rich(text: str) -> Rich:
    return Rich((Run(text),))


@pytest.mark.parametrize("to", ["bibtex", "biblatex"])
def test_special_characters_survive_tex(to: str) -> None:
    (entry,) = bibtex(made(title=rich(SPECIAL), notes=(SPECIAL,)), to=to)
    assert from_tex(entry["title"]) == SPECIAL
    assert from_tex(entry["note"]) == SPECIAL + "."


def test_special_characters_survive_ris() -> None:
    (record,) = ris(made(title=rich(SPECIAL), notes=(SPECIAL, "second")))
    assert record["title"] == SPECIAL
    assert record["notes"] == [SPECIAL, "second"]


NAMES = (
    Name("Beethoven", "Ludwig", "van"),
    Name("King", "Martin Luther", suffix="Jr."),
    Name(literal="Smith, Wesson and Company"),
    Name("Lenin"),
    Name("de la Cruz", "Juana Inés"),
    Name("Van Dyke", "Dick"),
    Name("Berlichingen", "Götz", "von"),
    Name("Medici", "Lorenzo", "de’"),
    Name(literal="J. V. Stalin"),
    Name("R&D_{x}", "100%"),
)


@pytest.mark.parametrize("to", ["bibtex", "biblatex"])
@pytest.mark.parametrize("name", NAMES)
def test_names_survive_tex(name: Name, to: str) -> None:
    (entry,) = bibtex(made(names={"author": (name, Name("Last", "First"))}), to=to)
    assert names_from_tex(entry["author"]) == [name, Name("Last", "First")]


def test_names_in_ris() -> None:
    (record,) = ris(made(names={"author": NAMES[:5]}))
    assert record["authors"] == [
        "van Beethoven, Ludwig",
        "King, Martin Luther, Jr.",
        "Smith, Wesson and Company",
        "Lenin",
        "de la Cruz, Juana Inés",
    ]


def test_et_al_is_what_bibtex_calls_others() -> None:
    assert people((Name("A"), Name(literal="et al."))) == "A and others"


DATES = [
    (Date(Point(1923, 3, 4)), "1923", "1923-03-04", "1923/03/04/"),
    (Date(Point(1923)), "1923", "1923", None),
    (Date(Point(1850), Point(1852)), "1850--1852", "1850/1852", "1850///1850–1852"),
    (Date(Point(1953), uncertain=True), "1953?", "1953?", "1953///1953?"),
    (Date(Point(1600), approximate=True), "ca. 1600", "1600~", "1600///ca. 1600"),
    (
        Date(Point(1953), Point(1954), between=True),
        "1953--1954?",
        "1953?/1954?",
        "1953///1953–1954?",
    ),
    (Date(Point(1500), between=True), "after 1500", "1500?/..", "1500///after 1500"),
    (Date(None, Point(1500), between=True), "before 1500", "../1500?", "1500///before 1500"),
    (Date(Point(-44, 3, 15)), "44 BC", "-0043-03-15", "///44 BC"),
    (Date(literal="n.d."), "n.d.", None, "///n.d."),
]


@pytest.mark.parametrize(("date", "year", "edtf", "slashed"), DATES)
def test_dates_survive(date: Date, year: str, edtf: str | None, slashed: str | None) -> None:
    one = made(dates={"issued": date})
    (entry,) = bibtex(one)
    assert entry["year"] == year
    (entry,) = bibtex(one, to="biblatex")
    assert entry.get("date") == edtf
    (record,) = ris(one)
    assert record.get("date") == slashed


def test_a_month_is_a_macro_that_bibtex_knows() -> None:
    text = write_works([made(dates={"issued": Date(Point(1923, 3, 4))})], "bibtex").text
    assert "  year = {1923},\n  month = mar,\n  day = {4},\n  date = {1923-03-04},\n" in text


def test_fields_of_an_article() -> None:
    entry = (
        '<biblStruct xml:id="a"><analytic><title>T</title>'
        '</analytic><monogr><title level="j">J</title>'
        "<imprint><publisher>Ward and Lock</publisher>"
        "<pubPlace>London</pubPlace><pubPlace>Graz</pubPlace>"
        '<biblScope unit="volume">3</biblScope><biblScope unit="issue">2</biblScope>'
        '<biblScope unit="page">10-20</biblScope></imprint>'
        '</monogr><ptr target="https://x.example/a_b"/>'
        "</biblStruct>"
    )
    (found,) = bibtex(work(entry), to="biblatex")
    assert found == {
        "ENTRYTYPE": "article",
        "ID": "a",
        "title": "T",
        "journaltitle": "J",
        "volume": "3",
        "number": "2",
        "pages": "10--20",
        "publisher": "{Ward and Lock}",
        "location": "London and Graz",
        "url": "https://x.example/a_b",
    }
    (record,) = ris(work(entry))
    assert (record["start_page"], record["end_page"]) == ("10", "20")
    assert (record["secondary_title"], record["number"]) == ("J", "2")
    assert record["type_of_reference"] == "JOUR"


def test_keys_differ_for_bibtex_which_ignores_case() -> None:
    assert [
        e["ID"] for e in bibtex(*(made(id=key, title=rich("T")) for key in ("Key", "key")))
    ] == ["Key", "key-2"]


def test_markup_in_titles() -> None:
    title = Rich(
        (Run("On "), Run("Hamlet", frozenset("i")), Run(" H"), Run("2", frozenset({"sub"})))
    )
    one = made(title=title)
    assert item(one)["title"] == "On <i>Hamlet</i> H<sub>2</sub>"
    assert bibtex(one)[0]["title"] == r"On \emph{Hamlet} H\textsubscript{2}"
    written = write_works([one], "ris")
    assert [f.message for f in written.findings] == [
        "RIS has no way to say the markup within 'On Hamlet H2' of 'key'"
    ]


words = (
    st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp", "Zs"))
        | st.just(" "),
        min_size=1,
    )
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
tex_words = words | st.text("&%$#_{}~^\\\"' aB,.", min_size=1).map(
    lambda text: " ".join(text.split())
).filter(bool)


@settings(deadline=None, max_examples=150)
@given(tex_words, tex_words)
def test_any_title_and_note_survive(title: str, note: str) -> None:
    one = made(title=rich(title), variables={"edition": note})
    for to in ("bibtex", "biblatex"):
        (entry,) = bibtex(one, to=to)
        assert from_tex(entry["title"]) == title
        assert from_tex(entry["edition"]) == note
    (record,) = ris(one)
    assert (record["title"], record["edition"]) == (title, note)
    assert json.loads(write_works([one], "csl-json").text)[0]["title"] == title


simple = st.text(st.characters(categories=("Lu", "Ll", "Lo")), min_size=1, max_size=8)


@settings(deadline=None, max_examples=150)
@given(st.lists(tex_words, min_size=1, max_size=4))
def test_any_undivided_names_survive(texts: list[str]) -> None:
    names = tuple(Name(literal=text) for text in texts if "et al" not in text)
    assert names_from_tex(people(names)) == list(names) or not names


@settings(deadline=None, max_examples=150)
@given(st.builds(Name, simple.map(str.title), simple, st.sampled_from(["", "van", "de la"])))
def test_any_divided_name_survives(name: Name) -> None:
    assert names_from_tex(people((name,))) == [name]


def test_csv_of_each_list_and_of_both() -> None:
    found = drawn('<p n="1"><quote source="#b">x, "y"</quote></p>', book() + book("c", "C, D"))
    rows = list(csv.DictReader(io.StringIO(table.write_works(found.works, found.citations).text)))
    assert [(r["work"], r["title"], r["cited_in"]) for r in rows] == [
        ("b", "A Book", "1"),
        ("c", "C, D", ""),
    ]
    text = table.write_citations(found.citations, found.works).text
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(r["label"], r["quoted"], r["work"], r["title"]) for r in rows] == [
        ("1", 'x, "y"', "b", "A Book")
    ]
    rows = list(csv.DictReader(io.StringIO(table.write_both(found.works, found.citations).text)))
    assert [(r["citation"], r["quoted"], r["work"]) for r in rows] == [
        ("1", 'x, "y"', "b"),
        ("", "", "c"),
    ]


def test_no_cell_of_a_table_is_a_formula() -> None:
    bc = "<biblStruct xml:id='b'><monogr><title level='m'>=1+1</title><imprint><date when='-0044'/>"
    bc += "<biblScope unit='page'>-3</biblScope></imprint></monogr></biblStruct>"
    found = drawn('<p n="1"><quote source="#b">@SUM(A1)</quote> <quote>- Bonjour</quote></p>', bc)
    rows = list(csv.DictReader(io.StringIO(table.write_both(found.works, found.citations).text)))
    assert rows[0]["quoted"] == "'@SUM(A1)"
    assert rows[0]["title"] == "'=1+1"
    assert rows[0]["date_edtf"] == "-0043"
    assert rows[0]["pages"] == "-3"
