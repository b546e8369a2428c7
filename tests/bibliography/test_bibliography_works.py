"""From TEI to works: what each element of a bibliography becomes."""

import pytest
from bibliography_documents import DATE, book, document, drawn, work
from conftest import ROOT
from siglum.bibliography import Date, Name, Point, Work, extract, works
from siglum.bibliography.csl import item
from siglum.bibliography.header import title_of
from siglum.document import parse, read
from siglum.findings import FindingError
from siglum.outputs import Options
from siglum.outputs.html import render

ARTICLE = """<biblStruct xml:id="a"><analytic>
  <author><persName><forename>Ludwig</forename><nameLink>van</nameLink>
    <surname>Beethoven</surname></persName></author>
  <title level="a">Swinburne’s <title level="m">Atalanta</title></title>
  <title level="a" type="sub">a study</title><idno type="DOI">https://doi.org/10.1000/x_y</idno>
</analytic><monogr><title level="j">Journal</title><imprint>
  <biblScope unit="Vol">3</biblScope><biblScope unit="nr">no. 2</biblScope>
  <biblScope unit="pp" from="10" to="20"/><date type="access" when="2020-01-02"/>
  <date type="published" when="1923-03-04"/></imprint></monogr>
  <note>A note.</note><note type="raw_reference">as GROBID read it</note></biblStruct>"""


def test_an_article_in_a_journal() -> None:
    assert item(work(ARTICLE)) == {
        "id": "a",
        "type": "article-journal",
        "title": "Swinburne’s <i>Atalanta</i>: a study",
        "container-title": "Journal",
        "author": [
            {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"},
        ],
        "issued": {"date-parts": [[1923, 3, 4]]},
        "accessed": {"date-parts": [[2020, 1, 2]]},
        "volume": "3",
        "issue": "2",
        "page": "10–20",
        "DOI": "10.1000/x_y",
        "note": "A note.",
    }


def test_a_chapter_with_all_who_had_a_hand_in_it() -> None:
    entry = """<biblStruct xml:id="c"><analytic><author>An Author</author><title>Part</title>
      </analytic>
      <monogr><author>Whole Author</author><title level="m">Whole</title>
      <editor><surname>Ed</surname><forename>E.</forename></editor>
      <editor role="translator">T. Translator</editor>
      <respStmt><resp>illustrated by</resp><name>I. Draw</name></respStmt>
      <respStmt><resp>photographs by</resp><name>P. Hoto</name></respStmt>
      <imprint><pubPlace>Wien</pubPlace><publisher>V &amp; R</publisher><date when="1990"/>
      </imprint>
      <extent>300 pp.</extent></monogr>
      <series><title>Series</title><biblScope unit="volume">12</biblScope></series></biblStruct>"""
    found = drawn(entries=entry)
    made = item(found.works[0])
    assert made["type"] == "chapter"
    assert made["container-author"] == [{"literal": "Whole Author"}]
    assert made["editor"] == [{"family": "Ed", "given": "E."}]
    assert made["translator"] == [{"literal": "T. Translator"}]
    assert made["illustrator"] == [{"literal": "I. Draw"}]
    assert (made["collection-title"], made["collection-number"]) == ("Series", "12")
    assert made["number-of-pages"] == "300"
    assert made["annote"] == "Photographs by: P. Hoto."
    assert [f.message for f in found.findings] == [
        "photographs by of 'c' has no place in citation formats; it is kept as a remark: P. Hoto"
    ]


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        (book(), "book"),
        (
            "<biblStruct><analytic><title/></analytic><monogr>"
            '<title level="m">B</title></monogr></biblStruct>',
            "book",
        ),
        (
            '<biblStruct><monogr><title level="u">Letters</title></monogr></biblStruct>',
            "manuscript",
        ),
        (
            '<biblStruct><analytic><title>T</title></analytic><monogr><title level="m">P</title>'
            "<meeting>Conf <settlement>Graz</settlement></meeting></monogr></biblStruct>",
            "paper-conference",
        ),
        (
            "<biblStruct><monogr><title>T</title></monogr>"
            '<note type="thesisType">PhD thesis</note></biblStruct>',
            "thesis",
        ),
        (
            "<biblStruct><monogr><title>T</title></monogr>"
            '<note type="report">TR</note></biblStruct>',
            "report",
        ),
        (
            '<biblStruct type="newspaperArticle"><monogr><title>T</title></monogr></biblStruct>',
            "article-newspaper",
        ),
        (
            '<biblStruct type="newspaper"><monogr><title>T</title></monogr></biblStruct>',
            "article-newspaper",
        ),
        ('<biblStruct type="web"><monogr><title>T</title></monogr></biblStruct>', "webpage"),
        ("<bibl>Smith 1999, p. 4</bibl>", "document"),
        ('<bibl><title level="a">T</title></bibl>', "article"),
        ('<bibl><title level="a">T</title>, <publisher>P</publisher></bibl>', "chapter"),
        (
            "<bibl><title level='a'>T</title> in <title level='j'>J</title></bibl>",
            "article-journal",
        ),
        ("<biblFull><titleStmt><title>T</title></titleStmt></biblFull>", "book"),
    ],
)
def test_types(entry: str, kind: str) -> None:
    assert work(entry).type == kind


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("<biblScope>12–15</biblScope>", {"page": "12–15"}),
        ("<biblScope>xii–xv</biblScope>", {"page": "xii–xv"}),
        ("<biblScope>pp. 3–4</biblScope>", {"page": "3–4"}),
        ("<biblScope>12</biblScope>", {}),
    ],
)
def test_what_a_scope_without_a_unit_counts(scope: str, expected: dict[str, str]) -> None:
    made = item(work(book(imprint=f"<date when='1999'/>{scope}")))
    assert {key: made[key] for key in ("page", "volume", "issue") if key in made} == expected


def test_a_bibl_without_tags_is_kept_whole() -> None:
    made = work("<bibl>Smith 1999, <hi>Book</hi>, p. 4</bibl>")
    assert made.raw == "Smith 1999, Book, p. 4"
    assert made.notes == ("Smith 1999, Book, p. 4",)


def test_words_beside_the_tags_of_a_bibl_are_kept() -> None:
    made = work("<bibl><author>Smith</author>, manuscript in the attic</bibl>")
    assert made.remarks == ("As given: Smith, manuscript in the attic",)
    assert (
        work("<bibl><author>S</author>, in: <title>T</title>, p. <date>1999</date>.</bibl>").remarks
        == ()
    )


def test_names() -> None:
    agents = (
        "<author><surname>Lenin</surname></author>"
        "<author><surname>King</surname><forename>Martin</forename><forename>Luther</forename>"
        "<genName>Jr.</genName></author>"
        "<author><orgName>Smith, Wesson and Company</orgName></author>"
        "<author>Adams, Douglas</author>"
        "<author><persName>A. One</persName> and <persName>B. Two</persName></author>"
        "<author>GROBID <idno type='ORCID'>0000</idno><affiliation>Graz</affiliation></author>"
    )
    assert work(book(more=agents)).names["author"] == (
        Name("Lenin"),
        Name("King", "Martin Luther", suffix="Jr."),
        Name(literal="Smith, Wesson and Company", corporate=True),
        Name(literal="Adams, Douglas"),
        Name(literal="A. One"),
        Name(literal="B. Two"),
        Name(literal="GROBID"),
    )


def test_a_name_takes_its_parts_from_the_person_it_points_at() -> None:
    person = (
        "<profileDesc><particDesc><listPerson>"
        '<person xml:id="p"><persName><forename>J. V.</forename> '
        "<surname>Stalin</surname></persName></person></listPerson></particDesc></profileDesc>"
    )
    author = '<author><persName ref="#p">J. V. Stalin</persName></author>'
    (made,) = drawn(entries=book(more=author), header=person).works
    assert made.names["author"] == (Name("Stalin", "J. V."),)


def test_conflicting_dates_are_both_kept() -> None:
    imprint = '<date when="1954" cert="low">1954</date><date when="1953" cert="medium">1953</date>'
    found = drawn(entries=book(imprint=imprint))
    (made,) = found.works
    assert made.dates["issued"] == Date(Point(1953), uncertain=True, literal="1953")
    assert made.remarks == (
        "Also dated: 1954 (certainty: low)",
        "Certainty of date 1954: low",
        "Certainty of date 1953: medium",
    )
    assert [f.message for f in found.findings] == [
        "'b' has several dates of publication: 1953 is used, 1954 is kept as a remark"
    ]


def test_certainty_survives_as_remark() -> None:
    imprint = (
        '<pubPlace cert="medium">Moscow</pubPlace><biblScope unit="volume" xml:id="v">6</biblScope>'
    )
    header = '<encodingDesc><p><certainty target="#v" locus="value" cert="low"/></p></encodingDesc>'
    (made,) = drawn(entries=book(imprint=imprint), header=header).works
    assert made.remarks == ("Certainty of pubPlace Moscow: medium", "Certainty of volume 6: low")


def test_a_reprint_with_its_first_date() -> None:
    made = work(book(imprint='<date when="1990"/><date type="original" when="1850"/>'))
    assert made.dates["issued"] == Date(Point(1990))
    assert made.dates["original-date"] == Date(Point(1850))
    assert made.remarks == ()


def test_the_original_of_a_translation() -> None:
    entry = book().replace(
        "</biblStruct>",
        '<relatedItem type="original"><biblStruct><monogr><title>Ursprung</title><imprint>'
        '<date notAfter="1500"/></imprint></monogr></biblStruct></relatedItem></biblStruct>',
    )
    made = work(entry)
    assert made.variables["original-title"] == "Ursprung"
    assert made.dates["original-date"] == Date(None, Point(1500), between=True)


def test_another_related_item_is_kept_as_a_remark() -> None:
    entry = book().replace(
        "</biblStruct>",
        '<relatedItem type="reprint"><biblStruct><monogr><author>A</author><title>Works</title>'
        '<imprint><date when="1953">1953</date><biblScope unit="volume">6</biblScope>'
        '<biblScope unit="page" from="71">from 71</biblScope></imprint></monogr></biblStruct>'
        "</relatedItem></biblStruct>",
    )
    assert work(entry).remarks == ("Reprint: A, Works, vol. 6, 1953, pp. 71+.",)


def test_items_that_are_related_to_each_other_end() -> None:
    one = book("one").replace("</biblStruct>", '<relatedItem type="x" target="#two"/></biblStruct>')
    two = book("two").replace("</biblStruct>", '<relatedItem type="y" target="#one"/></biblStruct>')
    assert [w.id for w in drawn(entries=one + two).works] == ["one", "two"]


def test_a_manuscript() -> None:
    made = work(
        "<msDesc><msIdentifier><settlement>Oxford</settlement><repository>Bodleian</repository>"
        "<idno>MS 1</idno></msIdentifier><msContents><msItem><locus from='1r' to='9v'/>"
        "<author>Bede</author><title>Historia</title></msItem></msContents><history><origin>"
        "<origDate notBefore='1000' notAfter='1100'>s. xi</origDate></origin></history></msDesc>"
    )
    assert made.type == "manuscript"
    assert {k: v for k, v in made.variables.items() if k.startswith("archive")} == {
        "archive": "Bodleian",
        "archive-place": "Oxford",
        "archive_location": "MS 1",
    }
    assert made.dates["issued"] == Date(Point(1000), Point(1100), between=True, literal="s. xi")
    assert made.variables["page"] == "1r–9v"


def test_reference_managers_and_grobid() -> None:
    made = work(
        '<biblStruct type="journalArticle" '
        'corresp="http://zotero.org/g/1"><analytic><title level="a">T</title>'
        '<title level="a" type="short">S</title></analytic><monogr><title level="j">J</title>'
        '<idno type="ISSNe">1234-5678</idno><imprint><note type="url">https://x.example/</note>'
        '<note type="accessed">2020-05-06</note><date>2019</date></imprint></monogr>'
        '<idno type="callNumber">Q1</idno><idno type="arXiv">2001.1</idno></biblStruct>'
    )
    assert made.variables == {
        "title-short": "S",
        "ISSN": "1234-5678",
        "call-number": "Q1",
        "number": "arXiv:2001.1",
        "URL": "http://zotero.org/g/1",
    } | {"URL": made.variables["URL"]}
    assert made.variables["URL"] == "https://x.example/"
    assert made.dates["accessed"].start == Point(2020, 5, 6)


def test_equal_entries_without_an_id_are_one_work_with_a_stable_id() -> None:
    entry = "<bibl><author>A</author> <title>T</title></bibl>"
    (first,) = drawn(entries=entry + entry).works
    (second,) = drawn(body="<p>More.</p>", entries=entry).works
    assert first.id == second.id
    assert first.id.startswith("bib-")


def test_ids_are_unique_even_where_the_document_repeats_them() -> None:
    assert [w.id for w in drawn(entries=book("x", "One") + book("x", "Two")).works] == ["x", "x-2"]


def test_the_source_of_the_document_is_no_cited_work() -> None:
    source = (
        "<sourceDesc><bibl>Its source</bibl><listBibl>"
        + book("cited")
        + book("uncited")
        + "</listBibl></sourceDesc>"
    )
    plain = document('<p><ref target="#cited">there</ref></p>').text
    made = extract(parse(plain.replace("<sourceDesc><p/></sourceDesc>", source).encode()))
    assert [w.id for w in made.works] == ["cited"]
    assert [c.works for c in made.citations] == [("cited",)]


def test_the_document_itself() -> None:
    (itself,) = drawn().itself
    assert itself.title.plain == "Letters"


def test_markup_that_only_looks_like_tei_is_left_alone() -> None:
    example = '<egXML xmlns="http://www.tei-c.org/ns/Examples"><bibl>no work</bibl></egXML>'
    assert drawn(f"<p>{example}</p>").works == ()


def test_not_tei() -> None:
    with pytest.raises(FindingError) as error:
        works(parse(b"<html/>", name="page.html"))
    assert error.value.finding.message == (
        "the root element is <html>, and nothing in the document is TEI"
    )


def test_the_essay() -> None:
    found = extract(read(ROOT / "tei" / "october-revolution-iv.xml"))
    assert [w.id for w in found.works] == [
        "work.foundations",
        "work.kautsky",
        "work.better-fewer",
        "work.slogan",
    ]


def header(title: str, publication: str = "<p/>", series: str = "") -> Work:
    """The document itself, from its header."""
    (itself,) = extract(
        parse(
            f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>{title}
</titleStmt><editionStmt><edition>Vollständige Ausgabe.</edition></editionStmt><publicationStmt>
{publication}</publicationStmt>{series}<sourceDesc><p/></sourceDesc></fileDesc></teiHeader></TEI>
""".encode()
        )
    ).itself
    return itself


def test_of_titles_in_several_languages_that_of_the_text_is_cited() -> None:
    titles = (
        '<title xml:lang="de">Turm</title><title type="sub" xml:lang="de">Ein Brief</title>'
        '<title xml:lang="en">Tower</title><title type="sub" xml:lang="en-GB">A Letter</title>'
    )
    for attribute, title, other in (
        ("", "Turm: Ein Brief", "Title: Tower. Sub title: A Letter."),
        (' xml:lang="de"', "Turm: Ein Brief", "Title: Tower. Sub title: A Letter."),
        (' xml:lang="EN-us"', "Tower: A Letter", "Title: Turm. Sub title: Ein Brief."),
        (' xml:lang="fr"', "Turm: Ein Brief", "Title: Tower. Sub title: A Letter."),
    ):
        document = parse(
            f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>{titles}
</titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>
</teiHeader><text{attribute}><body><p/></body></text></TEI>""".encode()
        )
        (itself,) = extract(document).itself
        assert (itself.title.plain, item(itself).get("annote")) == (title, other)
        assert title_of(document) == title.partition(":")[0]
        page = render(document, Options("x")).files["index.html"]
        assert f"<title>{title_of(document)}</title>" in page


def test_the_years_of_a_life_are_no_part_of_the_name_of_who_wrote_the_document() -> None:
    names = header(
        "<title>T</title><author>Queirós, José Maria Eça de (1845-1900)</author>"
        "<author>Dickens, Charles, 1812-1870.</author><author>Louis XIV</author>"
        "<author><orgName>Class of 1968</orgName></author>"
    ).names["author"]
    assert [name.shown for name in names] == [
        "Queirós, José Maria Eça de",
        "Dickens, Charles",
        "Louis XIV",
        "Class of 1968",
    ]


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Smith, A.; Jones, B.", ["Smith, A.", "Jones, B."]),
        ("Marx, Karl / Engels, Friedrich", ["Marx, Karl", "Engels, Friedrich"]),
        ("Smith, Adam, 1723-1790", ["Smith, Adam"]),
        (
            "Goethe, Johann (1749–1832); Schiller, F. (1759–1805)",
            ["Goethe, Johann", "Schiller, F."],
        ),
        ("A. Smith and B. C. Jones", ["A. Smith", "B. C. Jones"]),
        ("A.-B. Smith, C. von Jones &amp; D. O’Neil", ["A.-B. Smith", "C. von Jones", "D. O’Neil"]),
        ("H. Müller und Ä. Weiß", ["H. Müller", "Ä. Weiß"]),
        ("Smith and Sons Ltd", ["Smith and Sons Ltd"]),
        ("J. Smith and Sons", ["J. Smith and Sons"]),
        ("Society of Arts; and Commerce", ["Society of Arts; and Commerce"]),
        ("Health Canada and Statistics Canada", ["Health Canada and Statistics Canada"]),
        ("Class of 1968", ["Class of 1968"]),
        ("<orgName>Smith, A.; Jones, B.</orgName>", ["Smith, A.; Jones, B."]),
        ("<persName>Smith, A.; Jones, B.</persName>", ["Smith, A.", "Jones, B."]),
    ],
)
def test_several_persons_in_one_author_are_several_where_it_is_beyond_doubt(
    author: str, names: list[str]
) -> None:
    made = work(f"<bibl xml:id='b'><author>{author}</author><title>T</title></bibl>")
    assert [name.shown for name in made.names["author"]] == names


@pytest.mark.parametrize("text", ["20.500/6", "hdl:20.500/6", "HTTPS://hdl.handle.net/20.500/6"])
def test_a_handle_is_an_address(text: str) -> None:
    made = work(f"<bibl xml:id='b'><title>T</title><idno type='handle'>{text}</idno></bibl>")
    assert made.variables == {"URL": "https://hdl.handle.net/20.500/6"}


def test_a_header_says_in_which_journal_its_article_is() -> None:
    series = (
        '<seriesStmt><title level="j">Lamps</title><editor role="chief">Al</editor>'
        '<biblScope unit="issue">2</biblScope><idno type="ISSN">1234-5679</idno></seriesStmt>'
        '<seriesStmt><title level="s">First</title></seriesStmt>'
        '<seriesStmt><title level="s">Second</title></seriesStmt>'
    )
    itself = header("<title>T</title>", series=series)
    assert (itself.type, itself.container.plain, itself.collection.plain) == (
        "article-journal",
        "Lamps",
        "First",
    )
    assert itself.variables["issue"] == "2"
    assert itself.variables["ISSN"] == "1234-5679"
    assert "collection-editor" not in itself.names
    assert itself.variables["edition"] == "Vollständige Ausgabe"


def test_identifiers_of_a_header_in_a_group_are_one_by_one() -> None:
    grouped = (
        '<publisher>P</publisher><idno><idno type="URLWeb">https://example.org/a</idno>'
        '<idno type="URLXML">https://example.org/a.xml</idno></idno>'
    )
    itself = header("<title>T</title>", grouped)
    assert itself.variables["URL"] == "https://example.org/a"


def test_a_date_that_names_no_time_gives_way_to_one_that_does() -> None:
    itself = header("<title>T</title>", "<publisher>P</publisher><date>n. d.</date>" + DATE)
    assert itself.dates["issued"].start == (1900, None, None)
