"""What reference managers read out of a page is what the header says, and nothing more."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from html_pages import DOCUMENTS, EDITION, Made, built, documents, made, of, page, text
from lxml import etree
from reference_managers import Item, coins, embedded, linked, person
from siglum.document import TEI, Document, parse
from siglum.outputs import Options

T = {"t": TEI}


def texts(document: Document, path: str) -> list[str]:
    """The words of what the outermost header has under a path."""
    headers = document.root.xpath("//t:teiHeader", namespaces=T)
    assert isinstance(headers, list)
    if not headers:
        return []
    found = headers[0].xpath(path, namespaces=T)
    assert isinstance(found, list)
    words = (
        " ".join((str(e) if isinstance(e, str) else "".join(map(str, e.itertext()))).split())
        for e in found
        if isinstance(e, (str, etree._Element))
    )
    return [w for w in words if w]


def test_the_essay_is_recognised() -> None:
    document, _ = built(EDITION)
    root = page(EDITION)
    expected = Item(
        title="The October Revolution and the Tactics of the Russian Communists, section IV: "
        "A digital edition in TEI",
        creators=[("Stalin", "J. V.", "author"), person("The siglum developers", "editor")],
        date="2026",
        publisher="The siglum developers",
        language="en",
        kind="book",
    )
    assert embedded(root) == expected
    item, data = linked(root)
    expected.kind = "CreativeWork"
    expected.creators = expected.creators[:1]
    assert item == expected
    (version,) = texts(document, "t:fileDesc/t:editionStmt/t:edition/@n")
    assert data["version"] == version
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    expected.kind, expected.language = "book", ""
    (expected.edition,) = texts(document, "t:fileDesc/t:editionStmt/t:edition")
    assert coins(root) == expected


@documents
def test_no_author_and_no_date_is_invented(path: Path) -> None:
    document, _ = built(path)
    root = page(path)
    item = embedded(root)
    assert item.title
    authors = texts(document, "t:fileDesc/t:titleStmt/t:author[normalize-space()]")
    authors = [LIFE.sub("", name) for name in authors]
    for found in (item, coins(root), linked(root)[0]):
        assert found.title == item.title
        assert found.authors == [person(a)[:2] for a in authors]
        assert found.publisher == item.publisher
    assert coins(root).kind == item.kind
    stated = texts(document, "t:fileDesc/t:publicationStmt//t:date/@*")
    stated += texts(document, "t:fileDesc/t:publicationStmt//t:date")
    for date in (item.date, linked(root)[0].date):
        assert re.fullmatch(r"(-?\d{4}(-\d\d(-\d\d)?)?)?", date)
        assert any(date[:4] in words for words in stated) or date == ""
    assert coins(root).date in ("", item.date, *stated)


@documents
def test_a_publisher_is_one_of_the_header(path: Path) -> None:
    document, _ = built(path)
    kinds = "self::t:publisher or self::t:authority or self::t:distributor"
    stated = texts(document, f"t:fileDesc/t:publicationStmt//*[{kinds}]")
    name = embedded(page(path)).publisher
    # its names without its address; where the header says nothing, nothing is told
    assert any(words.startswith(name.split(", ")[0]) for words in stated) or name == ""


LIFE = re.compile(r",? \(?\d{4}[-–]\d{4}\)?\.?$")

HEADER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="de"><teiHeader><fileDesc><titleStmt>
<title>Über &lt;Lampen&gt; &amp; "Öl"</title><author>Grey, Eliza</author><author>Ben Black</author>
<editor>Ada White</editor></titleStmt><publicationStmt><publisher>Kai &amp; Söhne</publisher>
<date when="1871-05-01">Mai 1871</date></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>
</teiHeader><text><body><p>Wort.</p></body></text></TEI>"""


def test_special_characters_several_authors_and_the_address_arrive() -> None:
    site = Options("essay", base_url="https://example.org/lamps/")
    root = of(parse(HEADER.encode()), site).page
    expected = Item(
        title='Über <Lampen> & "Öl"',
        creators=[("Grey", "Eliza", "author"), ("Black", "Ben", "author")],
        kind="book",
        date="1871-05-01",
        publisher="Kai & Söhne",
        language="de",
        url="https://example.org/lamps/",
    )
    item, data = linked(root)
    assert data["editor"] == [{"@type": "Person", "name": "Ada White"}]
    item.kind = "book"
    assert item == expected
    assert embedded(root) == replace(
        expected, creators=[*expected.creators, ("White", "Ada", "editor")]
    )
    assert coins(root) == replace(expected, language="")


def test_a_header_that_says_little_gives_little() -> None:
    root = made("<p>Words.</p>").page
    assert embedded(root) == Item(title="A title", language="en", kind="book")
    assert coins(root) == Item(title="A title", kind="book")


@pytest.mark.parametrize("path", DOCUMENTS[:3], ids=lambda path: path.name)
def test_the_page_leads_to_its_tei_and_to_other_formats(path: Path) -> None:
    document, _ = built(path)
    options = Options("essay", formats=("html", "text", "citations"))
    links = of(document, options).select("/html/head/link[@rel='alternate']")
    assert [(e.get("type"), e.get("href")) for e in links] == [
        ("application/tei+xml", "essay.xml"),
        ("text/plain", "../text/essay.reading.txt"),
        ("text/markdown", "../text/essay.md"),
        ("application/vnd.citationstyles.csl+json", "../citations/essay.works.json"),
    ]


SMALL = f"""<TEI xmlns="{TEI}" xml:lang="en"><teiHeader><fileDesc><titleStmt>
<title type="main">T</title><title type="sub">S</title></titleStmt><publicationStmt><p/>
</publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc>
</teiHeader><text><body><p>Word.</p></body></text></TEI>"""


def described(title: str = "", publication: str = "<p/>", series: str = "") -> Made:
    source = SMALL.replace("</titleStmt>", f"{title}</titleStmt>")
    source = source.replace("<p/>\n</publicationStmt>", f"{publication}</publicationStmt>{series}")
    return of(parse(source.encode()))


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("<persName><surname>Smith</surname><forename>John</forename></persName>", ["Smith, John"]),
        (
            "<persName><forename>Gabriel</forename> <surname>García Márquez</surname></persName>",
            ["García Márquez, Gabriel"],
        ),
        ("<forename>Ada</forename><surname>Grey</surname>", ["Ada Grey"]),
        ("Dickens, Charles, 1812-1870", ["Dickens, Charles"]),
        ("Yeats, William Butler (1865–1939).", ["Yeats, William Butler"]),
        ("Lyall, Edna [pseud.] (b. 1857)", ["Lyall, Edna [pseud.]"]),
        ("Louis XIV", ["Louis XIV"]),
        (
            "<persName><roleName>Sir</roleName> <forename>Thomas</forename> "
            "<surname>Browne</surname>, "
            "<genName>Jr.</genName></persName>",
            ["Browne, Thomas, Jr."],
        ),
        (
            "<persName><surname>Goethe</surname><forename>Johann Wolfgang</forename>"
            "<nameLink>von</nameLink></persName>",
            ["Goethe, Johann Wolfgang von"],
        ),
        ("A. Black; B. White", ["A. Black", "B. White"]),
        (
            "<persName>A. Black</persName> and <persName>B. White</persName>",
            ["A. Black", "B. White"],
        ),
        ("<name>Ada Grey</name><idno>https://viaf.org/viaf/1</idno>", ["Ada Grey"]),
        ("Ada Grey <affiliation>The College</affiliation>", ["Ada Grey"]),
    ],
)
def test_each_author_is_one_name_and_nothing_else(author: str, names: list[str]) -> None:
    root = described(f"<author>{author}</author>").page
    expected = [person(name) for name in names]
    assert embedded(root).creators == expected
    assert coins(root).creators == expected
    assert linked(root)[0].creators == expected


def test_bodies_are_no_persons_and_each_has_the_part_that_the_header_says() -> None:
    root = described(
        "<author><orgName ref='https://viaf.org/viaf/2 #local'>UNESCO</orgName></author>"
        "<author ref='https://viaf.org/viaf/1'>Ada Grey</author>"
        "<editor role='translator'>Tom Reed</editor><editor>Ben Black</editor>"
        "<respStmt><resp>encoding</resp><name>Eve White</name><orgName>The Lab</orgName></respStmt>"
        "<respStmt><resp>nobody</resp><name/></respStmt><funder>The Fund</funder>"
    ).page
    data = linked(root)[1]
    assert coins(root).authors == [("Grey", "Ada"), ("UNESCO", "")]
    assert data["author"] == [
        {"@type": "Organization", "name": "UNESCO", "sameAs": "https://viaf.org/viaf/2"},
        {"@type": "Person", "name": "Ada Grey", "sameAs": "https://viaf.org/viaf/1"},
    ]
    assert data["translator"] == [{"@type": "Person", "name": "Tom Reed"}]
    assert data["editor"] == [{"@type": "Person", "name": "Ben Black"}]
    assert data["contributor"] == [
        {"@type": "Person", "name": "Eve White"},
        {"@type": "Organization", "name": "The Lab"},
    ]
    assert data["funder"] == [{"@type": "Organization", "name": "The Fund"}]


@pytest.mark.parametrize(
    ("date", "published", "told"),
    [
        ('<date when="1871-05-01T10:00:00Z">May</date>', "1871-05-01", "1871-05-01"),
        ('<date when="1871-05+02:00"/>', "1871-05", "1871-05"),
        ("<date> 1871 </date>", "1871", "1871"),
        ('<date from="1871" to="1874">1871–1874</date>', "", "1871–1874"),
        ('<date notBefore="1871">1871?</date>', "", "1871?"),
        ('<date when="--05-01"/>', "", ""),
        ("<date>July 31, 2015</date>", "2015-07-31", "2015-07-31"),
        ('<date type="publication">2019-12-09T10:22:55Z</date>', "2019-12-09", "2019-12-09"),
        ('<date when="2345-13-45">of the moon</date>', "", "of the moon"),
        ("<date>ca. 1871</date>", "", "ca. 1871"),
        ("<date>not known</date>", "", "not known"),
        ('<date>n. d.</date><date when="1880"/>', "1880", "1880"),
    ],
)
def test_a_date_is_a_day_a_month_or_a_year_or_not_told(
    date: str, published: str, told: str
) -> None:
    root = described(publication=f"<publisher>P</publisher>{date}").page
    assert embedded(root).date == published
    assert linked(root)[0].date == published
    assert coins(root).date == told


def test_a_year_before_our_era_is_no_highwire_date() -> None:
    root = described(publication='<publisher>P</publisher><date when="-0044"/>').page
    names = [e.get("name") for e in root.iterfind("./head/meta")]
    assert "citation_publication_date" not in names
    assert linked(root)[0].date == "-0044"


def test_identifiers_licences_and_series_are_those_of_the_header() -> None:
    page = described(
        publication="<publisher><orgName>Press</orgName><address><addrLine>Road</addrLine>"
        "</address></publisher><pubPlace>Paris</pubPlace>"
        '<idno type="DOI">doi:10.5281/zenodo.7</idno>'
        '<idno type="ISBN">ISBN 978-3-16-148410-0</idno>'
        '<idno type="handle">hdl:12/5</idno><idno type="URL">https://example.org/?a=1&amp;b</idno>'
        '<idno type="ISSN">1234-5678</idno><availability><licence target="https://example.org/1 '
        'https://example.org/2">Both.</licence></availability>',
        series="<seriesStmt><title>Series</title></seriesStmt>",
    )
    cited = text(page.one("//*[@id='cite:text']"))
    assert "Press" in cited
    assert "Road" not in cited
    data = linked(page.page)[1]
    assert data["publisher"] == {"@type": "Organization", "name": "Press"}
    assert data["license"] == ["https://example.org/1", "https://example.org/2"]
    assert data["isPartOf"] == [{"@type": "CreativeWorkSeries", "name": "Series"}]
    assert data["identifier"] == [
        "https://doi.org/10.5281/zenodo.7",
        {"@type": "PropertyValue", "propertyID": "ISBN", "value": "978-3-16-148410-0"},
        {"@type": "PropertyValue", "propertyID": "handle", "value": "hdl:12/5"},
        "https://example.org/?a=1&b",
        {"@type": "PropertyValue", "propertyID": "ISSN", "value": "1234-5678"},
    ]
    meta = [(e.get("name"), e.get("content")) for e in page.page.iterfind("./head/meta")]
    assert [content for name, content in meta if name == "DC.identifier"] == [
        "https://doi.org/10.5281/zenodo.7",
        "ISBN 978-3-16-148410-0",
        "hdl:12/5",
        "https://example.org/?a=1&b",
        "ISSN 1234-5678",
    ]
    assert ("citation_isbn", "978-3-16-148410-0") in meta
    assert ("DC.rights", "https://example.org/2") in meta
    values = parse_qs(page.one("//span[@class='Z3988']").get("title") or "")
    assert values["rft.isbn"] == ["978-3-16-148410-0"]
    assert values["rft.place"] == ["Paris"]
    assert values["rft.series"] == ["Series"]
    assert values["rft_id"] == ["info:doi/10.5281/zenodo.7"]


def test_terms_without_an_address_are_told_in_words() -> None:
    root = described(
        publication="<publisher>P</publisher><availability><p>All rights kept.</p></availability>"
    ).page
    data = linked(root)[1]
    assert data["copyrightNotice"] == "All rights kept."
    assert "license" not in data


def test_those_who_edited_are_editors_whatever_element_says_so() -> None:
    root = described(
        "<respStmt><resp>Edited by</resp><name>Ana Silva</name></respStmt>"
        "<respStmt><resp>Herausgeberin</resp><persName>Eva Weiß</persName></respStmt>"
        "<editor role='transcriber'>Kim Po</editor><editor role='Übersetzer'>Max Rot</editor>"
        "<principal>R. Blu</principal><sponsor>The Club</sponsor>"
    ).page
    data = linked(root)[1]
    assert [one["name"] for one in data["editor"]] == ["Ana Silva", "Eva Weiß"]
    assert [one["name"] for one in data["translator"]] == ["Max Rot"]
    assert [one["name"] for one in data["contributor"]] == ["Kim Po", "R. Blu"]
    assert data["sponsor"] == [{"@type": "Organization", "name": "The Club"}]
    # an edition without an author has editors, and its contributors are no authors
    assert embedded(root).creators == [("Silva", "Ana", "editor"), ("Weiß", "Eva", "editor")]


ARTICLE = (
    '<seriesStmt><title level="j">The Journal of Lamps</title><editor role="chief">Al</editor>'
    '<biblScope unit="volume">7</biblScope><biblScope unit="issue">2</biblScope>'
    '<biblScope unit="page" from="5" to="24">5–24</biblScope><idno type="ISSN">1234-5679</idno>'
    "</seriesStmt>"
)


def test_an_article_is_one_of_its_journal() -> None:
    publication = (
        '<publisher>P</publisher><date when="2019-07"/><idno type="DOI">10.4000/j.2</idno>'
    )
    made = described("<author>Ada Grey</author>", publication, ARTICLE)
    expected = Item(
        title="T: S",
        creators=[("Grey", "Ada", "author")],
        date="2019-07",
        publisher="P",
        language="en",
        kind="journalArticle",
        journal="The Journal of Lamps",
        issue="2",
        pages="5-24",
        doi="10.4000/j.2",
    )
    assert embedded(made.page) == expected
    assert coins(made.page) == replace(expected, publisher="", language="")
    data = linked(made.page)[1]
    assert (data["@type"], data["pageStart"], data["pageEnd"]) == ("ScholarlyArticle", "5", "24")
    volume = {
        "@type": "PublicationVolume",
        "volumeNumber": "7",
        "isPartOf": {
            "@type": "Periodical",
            "name": "The Journal of Lamps",
            "issn": "1234-5679",
        },
    }
    assert data["isPartOf"] == [
        {"@type": "PublicationIssue", "issueNumber": "2", "isPartOf": volume}
    ]
    assert text(made.one("//*[@id='cite:text']")) == (
        "Ada Grey. 2019. “T: S.” The Journal of Lamps 7 (2): 5–24. https://doi.org/10.4000/j.2."
    )


def test_a_thesis_is_one_of_its_university() -> None:
    publication = "<publisher>University of Y</publisher><date>2011</date>"
    note = '<notesStmt><note type="thesisType">PhD thesis</note></notesStmt>'
    root = described("<author>Ben Tan</author>", publication, note).page
    expected = Item(
        title="T: S",
        creators=[("Tan", "Ben", "author")],
        date="2011",
        publisher="University of Y",
        language="en",
        kind="thesis",
        degree="PhD thesis",
    )
    assert embedded(root) == expected
    assert coins(root) == replace(expected, language="")
    assert linked(root)[1]["@type"] == "Thesis"


def test_only_prose_describes() -> None:
    source = "<sourceDesc><p>x</p></sourceDesc>"
    record = "<sourceDesc><bibl><title>L</title><date>1700</date></bibl></sourceDesc>"
    said = "<sourceDesc><bibl>Grey, <title>Lamps</title>, 1700.</bibl></sourceDesc>"
    html = described().html
    for given, told in ((source, "x"), (record, None), (said, "Grey, Lamps, 1700.")):
        page = of(parse(SMALL.replace(source, given).encode()))
        assert linked(page.page)[1].get("description") == told
    assert '<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">' in html


def test_what_terms_stand_for_elsewhere_is_what_it_is_about() -> None:
    keywords = (
        "<profileDesc><textClass><keywords><term ref='https://example.org/light'>Light</term>"
        "<term>Oil</term></keywords></textClass></profileDesc>"
    )
    data = linked(of(parse(SMALL.replace("</fileDesc>", "</fileDesc>" + keywords).encode())).page)[
        1
    ]
    assert data["keywords"] == ["Light", "Oil"]
    assert data["about"] == [
        {"@type": "Thing", "name": "Light", "sameAs": "https://example.org/light"}
    ]


def test_identifiers_in_groups_and_pointers_to_a_doi_are_told_one_by_one() -> None:
    made = described(
        publication="<publisher>P</publisher>"
        '<ref type="doi" target="https://doi.org/10.5281/zenodo.42"/><idno>'
        '<idno type="URLWeb">https://example.org/a</idno><idno type="DTAID">16</idno></idno>'
    )
    assert linked(made.page)[1]["identifier"] == [
        "https://doi.org/10.5281/zenodo.42",
        "https://example.org/a",
        {"@type": "PropertyValue", "propertyID": "DTAID", "value": "16"},
    ]
    assert embedded(made.page).doi == coins(made.page).doi == "10.5281/zenodo.42"
    cited = text(made.one("//*[@id='cite:text']"))
    assert cited == "T: S. n.d. P. https://doi.org/10.5281/zenodo.42."


def test_who_is_meant_is_told_by_identifiers_too() -> None:
    person = (
        "<profileDesc><particDesc><listPerson><person xml:id='ann'><persName>Ann</persName>"
        "<idno type='VIAF'>123</idno></person></listPerson></particDesc></profileDesc>"
    )
    source = SMALL.replace("</fileDesc>", f"</fileDesc>{person}").replace(
        "</titleStmt>",
        "<author><name>Ada Grey</name><idno type='ORCID'>0000-0002-1825-0097</idno></author>"
        "<author ref='#ann'>Ann</author><author><name>Bo</name><idno>local-7</idno></author>"
        "</titleStmt>",
    )
    assert linked(of(parse(source.encode())).page)[1]["author"] == [
        {
            "@type": "Person",
            "name": "Ada Grey",
            "sameAs": "https://orcid.org/0000-0002-1825-0097",
        },
        {"@type": "Person", "name": "Ann", "sameAs": "https://viaf.org/viaf/123"},
        {"@type": "Person", "name": "Bo"},
    ]


def test_one_author_with_a_particle_stays_one() -> None:
    root = described("<author>von Arnim, Achim Ludwig</author>").page
    assert embedded(root).authors == [("Arnim", "Achim Ludwig von")]
    assert coins(root).authors == [("von Arnim", "Achim Ludwig")]
    two = described("<author>von Arnim, Achim Ludwig</author><author>Ada Grey</author>").page
    assert embedded(two).authors == [("von Arnim", "Achim Ludwig"), ("Grey", "Ada")]
