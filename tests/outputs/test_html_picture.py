"""What a reader sees of documents as other projects encode them: nothing is lost or doubled."""

import re

import pytest
from conftest import ROOT
from html_pages import made, of, text, words
from siglum.document import TEI, parse

HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>{}</title></titleStmt><publicationStmt><p/>"
    "</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
)


def nested(depth: int, deepest: int = 7) -> str:
    """Divisions within divisions."""
    below = nested(depth + 1, deepest) if depth < deepest else ""
    return f"<div><head>Level {depth}</head><p>Words.</p>{below}</div>"


def test_nothing_is_left_out_in_print_by_the_name_of_an_element_of_tei() -> None:
    css = (ROOT / "xslt" / "html" / "assets" / "edition.css").read_text()
    names = set(re.findall(r"\w+", (ROOT / "xslt" / "html" / "names.xsl").read_text()))
    (hidden,) = re.findall(r"([^{}]*)\{ display: none !important; \}", css)
    bare = {one.strip()[1:] for one in hidden.split(",") if one.strip().startswith(".")}
    assert "card-button" in bare
    assert bare & names == set()


def test_the_contents_lead_to_every_level() -> None:
    page = made(nested(1))
    links = page.select("//nav[@class='contents']//a")
    assert [text(a) for a in links] == [f"Level {n}" for n in range(1, 8)]
    assert page.select("//nav[@class='contents']//details//details") == []


def test_deep_levels_are_folded_where_there_are_many() -> None:
    page = made(nested(1) * 6)
    folded = page.select("//nav[@class='contents']/details//details")
    assert [text(one.find("summary")) for one in folded] == ["4 sections"] * 6  # type: ignore[arg-type]
    assert [text(a) for a in folded[0].iter("a")] == [f"Level {n}" for n in range(4, 8)]
    flat = made("".join(f"<div><head>Chapter {n}</head><p>Words.</p></div>" for n in range(60)))
    assert len(flat.select("//nav[@class='contents']//a")) == 60
    assert flat.select("//nav[@class='contents']/details//details") == []


def test_a_corpus_within_a_corpus_has_its_title() -> None:
    one = f"<TEI>{HEADER}<text><body><div><head>Part</head><p>Words.</p></div></body></text></TEI>"
    source = (
        f'<teiCorpus xmlns="{TEI}" xml:lang="en">{HEADER.format("All")}{one.format("One")}'
        f"<teiCorpus>{HEADER.format('Inner')}{one.format('Two')}</teiCorpus></teiCorpus>"
    )
    page = of(parse(source.encode()))
    assert [
        (h.tag, text(h)) for h in page.select("//article//*[self::h2 or self::h3 or self::h4]")
    ] == [
        ("h2", "One"),
        ("h3", "Part"),
        ("h2", "Inner"),
        ("h3", "Two"),
        ("h4", "Part"),
    ]
    links = page.select("//nav[@class='contents']//a")
    assert [text(a) for a in links] == ["One", "Part", "Inner", "Two", "Part"]
    for link in links:
        assert page.select(f"//*[@id='{link.get('href', '')[1:]}']")


DATES = {
    'when="1924-01-03"': "3 January 1924",
    'when="1924-02"': "February 1924",
    'when="0800"': "800",
    'when="-0044-03-15"': "15 March 44 BCE",
    'when="--12-25"': "25 December",
    'when="1924-01-03T10:30:00"': "3 January 1924, 10:30",
    'when="1924-01-03T10:30:05"': "3 January 1924, 10:30:05",
    'from="1914" to="1918"': "1914–1918",
    'from="1924-01-30" to="1924-02-02"': "30 January 1924 – 2 February 1924",
    'notBefore="1170" notAfter="1180-05"': "between 1170 and May 1180",
    'to="1925-06-01"': "to 1 June 1925",
    'when="1923-02-30"': "30 February 1923",
    'when="about 1900"': "about 1900",
    'when="1924-13"': "1924-13",
}


@pytest.mark.parametrize("attributes", DATES)
def test_dates_are_written_as_a_reader_writes_them(attributes: str) -> None:
    page = made(f"<p>It was <date {attributes}>then</date>.</p>")
    expected = DATES[attributes].replace("30 February 1923", "1923-02-30")
    assert text(page.one("//section[@id='dates:']//*[@class='entity-name']")) == expected
    assert words(page.one("//article")).strip() == "It was then."


def test_a_written_date_says_to_machines_what_it_is() -> None:
    page = made('<p>It was <date when="1924-01-03">then</date>.</p>')
    (time,) = page.select("//section[@id='dates:']//time")
    assert (time.get("datetime"), time.text) == ("1924-01-03", "3 January 1924")
    letter = made(
        "<p>Words.</p>",
        '<profileDesc><correspDesc><correspAction type="sent"><name>A</name>'
        '<date when="1924-01-03"/></correspAction></correspDesc></profileDesc>',
    )
    assert text(letter.one("//dl[@class='letter']")) == "Sent A, 3 January 1924"
    assert letter.one("//dl[@class='letter']//time").get("datetime") == "1924-01-03"


def test_what_attributes_say_of_a_person_is_told() -> None:
    page = made(
        '<p><persName ref="#h">Hugo</persName></p>',
        stand_off='<standOff><listPerson><person xml:id="h"><persName>Hugo</persName>'
        '<birth when="1880-05-06"><placeName>Wien</placeName></birth>'
        '<death notBefore="1944" notAfter="1945"/><floruit from="1910" to="1930"/>'
        '<event when="1920"><label>Moves</label><desc>to Graz</desc></event>'
        '<education when="1901">until 1901</education></person></listPerson>'
        '<listEvent><event xml:id="w" when="1914-08-04"><label>Outbreak</label></event></listEvent>'
        "</standOff>",
    )
    assert [text(one) for one in page.select("//*[@class='entity-facts']")] == [
        "· Birth: 6 May 1880, Wien · Death: between 1944 and 1945 · Floruit: 1910–1930"
        " · Event: 1920, Moves, to Graz · Education: until 1901",
        "· 4 August 1914",
    ]


def test_a_name_in_context_is_parted_from_the_lines_around_it() -> None:
    page = made(
        "<div><opener><address><addrLine>12 Row</addrLine><addrLine>Bath</addrLine></address>"
        "<dateline><placeName>Bath</placeName>, Friday</dateline><salute>Dear H,</salute></opener>"
        "<p>Words.</p></div>"
    )
    context = page.one("//section[@id='places:']//*[@class='context']")
    assert text(context) == "12 Row Bath Bath, Friday Dear H, Words."


def test_what_stands_in_no_division_is_called_by_how_it_begins() -> None:
    page = made("<quote><p>Words of <persName>Ann</persName> herself.</p></quote>")
    assert (
        text(page.one("//section[@id='persons:']//*[@class='occurrences']"))
        == "“Words of Ann herself.”"
    )


def test_the_number_of_an_item_stands_on_its_first_line() -> None:
    page = made(
        '<list type="ordered"><item n="2.">two <list><item>deep</item></list></item></list>'
    )
    piece = page.one("//article//p[@class='piece']")
    assert text(piece) == "2. two"


def test_headings_of_a_glossary_are_none_of_its_entries() -> None:
    page = made(
        '<list type="gloss"><headLabel>Word</headLabel><headItem>Sense</headItem>'
        "<label>a</label><item>b</item></list>"
    )
    assert [text(one) for one in page.select("//*[@class='head-label']")] == ["Word", "Sense"]


def test_homographs_of_a_dictionary_are_numbered() -> None:
    page = made(
        '<superEntry><entry n="1"><form><orth>bear</orth></form></entry></superEntry>'
        '<entry><hom n="II"><gramGrp><pos>v.</pos></gramGrp></hom></entry>'
    )
    assert [text(one) for one in page.select("//*[@class='sense-n']")] == ["1.", "II."]


def test_pages_of_a_transcription_have_their_numbers() -> None:
    source = (
        f'<TEI xmlns="{TEI}">{HEADER.format("Leaf")}<sourceDoc><surface n="1r"><line>Words</line>'
        "</surface></sourceDoc></TEI>"
    )
    assert text(of(parse(source.encode())).one("//*[@class='surface-n']")) == "[page 1r]"


def test_a_caption_stands_where_the_source_has_it() -> None:
    after = made('<figure><graphic url="no.png"/><head>Plate I</head><p>From life.</p></figure>')
    assert text(after.one("//figure")) == "[image: no.png] Plate I From life."
    assert text(after.one("//figcaption")) == "Plate I From life."
    before = made('<figure><head>Plate I</head><graphic url="no.png"/><p>From life.</p></figure>')
    assert text(before.one("//figure")) == "Plate I [image: no.png] From life."


def test_readings_of_a_double_end_point_are_no_part_of_the_running_text() -> None:
    page = made(
        '<p><anchor xml:id="a"/>alpha<app from="#a"><rdg wit="#D">epsilon</rdg></app> and'
        " <app><lem>gamma</lem><rdg>delta</rdg></app>.</p>"
    )
    hidden = [text(one) for one in page.select("//*[@hidden][contains(@class, 'rdg')]")]
    assert [one.strip("[] ").split()[0] for one in hidden] == ["epsilon", "delta"]


def test_lists_of_a_cast_and_prologues_have_headings() -> None:
    page = made(
        "<div><head>Act</head><prologue><head>Prologue</head><l>Hear!</l></prologue>"
        "<castList><head>Persons</head><castItem>Anna</castItem></castList></div>"
    )
    assert [(h.tag, text(h)) for h in page.select("//article//*[self::h2 or self::h3]")] == [
        ("h2", "Act"),
        ("h3", "Prologue"),
        ("h3", "Persons"),
    ]


def test_words_of_a_title_in_another_language_keep_their_case_in_the_citation() -> None:
    source = (
        f'<TEI xmlns="{TEI}" xml:lang="de">{HEADER.format("Trauerspiel in zwei Aufzügen")}'
        "<text><body><p>Ja.</p></body></text></TEI>"
    )
    page = of(parse(source.encode()))
    assert "Trauerspiel in zwei Aufzügen" in text(page.one("//*[@id='cite:text']"))


def test_an_entry_of_the_apparatus_says_what_a_witness_omits() -> None:
    page = made(
        '<listApp><app from="#a"><lem>one</lem><rdg wit="#B">two</rdg><rdg wit="#C"/></app>'
        "</listApp>"
        '<p><anchor xml:id="a"/>one</p>',
    )
    assert text(page.one("//div[@class='app-entry']")) == "¶1 one] two B · om. C"
