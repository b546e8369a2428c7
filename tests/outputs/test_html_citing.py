"""How to cite the edition, for readers and for machines, and where its other forms are."""

import json
from urllib.parse import parse_qs

import pytest
from html_pages import EDITION, Made, of, page, text
from siglum.document import TEI, parse, read
from siglum.outputs import Options

HEADER = f"""<TEI xmlns="{TEI}" xml:lang="en"><teiHeader><fileDesc><titleStmt>
<title>Letters &amp; <hi>Poems</hi></title>
<author><surname>Doe</surname>, <forename>Jane</forename></author>
<editor><forename>Ed</forename> <surname>Reed</surname></editor></titleStmt>
<editionStmt><edition n="2.1">Second edition</edition></editionStmt>
<publicationStmt><publisher>The Press</publisher><date when="2024-05-01"/>
<idno type="DOI">https://doi.org/10.5281/zenodo.1</idno></publicationStmt></fileDesc></teiHeader>
<text><body><p>x</p></body></text></TEI>"""


def made(**options: object) -> Made:
    given = {"stem": "letters", "base_url": "https://example.org/letters/", **options}
    return of(parse(HEADER.encode()), Options(**given))  # type: ignore[arg-type]  # of the tests' own making


@pytest.mark.parametrize(
    ("style", "citation"),
    [
        (
            "chicago-author-date",
            "Doe, Jane. 2024. Letters & Poems. Second edition. Edited by Ed Reed. The Press. "
            "https://doi.org/10.5281/zenodo.1. Version 2.1.",
        ),
        (
            "modern-language-association",
            "Doe, Jane. Letters & Poems. Edited by Ed Reed, Second edition, The Press, 2024, "
            "https://doi.org/10.5281/zenodo.1. Version 2.1.",
        ),
        (
            "chicago-note-bibliography",
            "Doe, Jane. Letters & Poems. Second edition. Edited by Ed Reed. The Press, 2024. "
            "https://doi.org/10.5281/zenodo.1. Version 2.1.",
        ),
        (  # numbers the works of a list, but not one alone
            "ieee",
            "J. Doe, Letters & Poems, Second edition. The Press, 2024. "
            "doi: 10.5281/zenodo.1. Version 2.1.",
        ),
    ],
)
def test_the_edition_is_cited_in_the_style_with_its_version(style: str, citation: str) -> None:
    assert text(made(style=style).one("//*[@id='cite:text']")) == citation


def test_a_document_without_a_header_is_cited_by_its_title() -> None:
    page = of(parse(f'<text xmlns="{TEI}"><body><head>A Head</head></body></text>'.encode()))
    assert text(page.one("//*[@id='cite:text']")) == "“A Head.”"


def test_coins_say_what_reference_managers_read() -> None:
    title = made().one("//span[@class='Z3988']").get("title") or ""
    assert parse_qs(title) == {
        "ctx_ver": ["Z39.88-2004"],
        "rft_val_fmt": ["info:ofi/fmt:kev:mtx:book"],
        "rft.genre": ["book"],
        "rft.btitle": ["Letters & Poems"],
        "rft.au": ["Doe, Jane"],
        "rft.date": ["2024-05-01"],
        "rft.pub": ["The Press"],
        "rft.edition": ["Second edition"],
        "rft_id": ["https://example.org/letters/", "info:doi/10.5281/zenodo.1"],
    }


def test_the_head_of_the_page_describes_the_edition() -> None:
    page = made()
    meta = [(m.get("name") or m.get("property"), m.get("content")) for m in page.select("//meta")]
    for pair in (
        ("DC.title", "Letters & Poems"),
        ("DC.creator", "Doe, Jane"),
        ("DC.contributor", "Ed Reed"),
        ("citation_title", "Letters & Poems"),
        ("citation_author", "Doe, Jane"),
        ("citation_publication_date", "2024/05/01"),
        ("citation_doi", "10.5281/zenodo.1"),
        ("og:title", "Letters & Poems"),
        ("og:url", "https://example.org/letters/"),
    ):
        assert pair in meta, pair
    described = json.loads(page.one("//script[@type='application/ld+json']").text or "")
    assert described["author"] == [{"@type": "Person", "name": "Doe, Jane"}]
    assert (described["version"], described["datePublished"]) == ("2.1", "2024-05-01")
    assert described["identifier"] == "https://doi.org/10.5281/zenodo.1"


def test_other_forms_are_linked_where_they_are_built() -> None:
    def alternates(page: Made) -> list[tuple[str | None, str | None]]:
        links = page.select("//link[@rel='alternate']")
        return [(link.get("type"), link.get("href")) for link in links]

    tei = ("application/tei+xml", "letters.xml")
    assert alternates(made()) == [tei]
    assert alternates(made(formats=("html", "text"))) == [
        tei,
        ("text/plain", "../text/letters.reading.txt"),
        ("text/markdown", "../text/letters.md"),
    ]
    nested = alternates(made(formats=("html", "citations"), prefix="letters/"))
    assert nested[1:] == [
        (
            "application/vnd.citationstyles.csl+json",
            "../../citations/letters.works.json",
        )
    ]


def test_the_essay_s_page_is_light_and_complete() -> None:
    document = read(EDITION)
    pages = of(document, Options(EDITION.stem)).bundle.files
    assert len(pages["index.html"].encode()) < 150_000
    assert page(EDITION).find(".//script[@src]") is None


@pytest.mark.parametrize("base", ["https://example.org/letters", "https://example.org/letters/"])
def test_the_address_of_the_site_needs_no_slash(base: str) -> None:
    link = made(base_url=base, prefix="one/").one("//link[@rel = 'canonical']")
    assert link.get("href") == "https://example.org/letters/one/"


@pytest.mark.parametrize("style", ["apa", "modern-language-association", "din-1505-2"])
def test_a_document_without_a_title_is_cited_by_its_heading(style: str) -> None:
    untitled = HEADER.replace("<title>Letters &amp; <hi>Poems</hi></title>", "<title/>")
    headed = untitled.replace("<body>", "<body><head>A <hi>Head</hi><note>n</note></head>")
    cited = of(parse(headed.encode()), Options("letters", style=style))
    assert "A Head" in text(cited.one("//*[@id='cite:text']"))


def test_the_citation_is_followed_by_the_address_once() -> None:
    address = "https://example.org/letters/"
    (link,) = made().select("//section[@id='cite:']//p/a")
    assert link.get("href") == link.text == address
    own = HEADER.replace("https://doi.org/10.5281/zenodo.1", address).replace("DOI", "URL")
    page = of(parse(own.encode()), Options("letters", base_url=address))
    assert page.select("//section[@id='cite:']//p/a[not(ancestor::span)]") == []
    assert text(page.one("//section[@id='cite:']")).count(address) == 1


def test_numbers_that_mean_nothing_to_readers_are_not_cited() -> None:
    numbered = HEADER.replace(
        "<idno ", '<idno type="URN">urn:nbn:de:1</idno><idno>x-3</idno><idno '
    )
    page = of(parse(numbered.encode()), Options("letters"))
    cited = text(page.one("//*[@id='cite:text']"))
    assert "urn" not in cited.lower()
    assert "x-3" not in cited
    assert "urn:nbn:de:1" in page.html


def test_a_citation_keeps_its_italics() -> None:
    assert [e.text for e in made().select("//*[@id='cite:text']/em")] == ["Letters & Poems"]
