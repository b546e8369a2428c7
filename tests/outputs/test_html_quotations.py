"""Quotations and references on the page: their marks, parts, sources, and what cites a work."""

import re
from itertools import pairwise

from html_pages import Made, made, text, words
from siglum.outputs import Options

WORKS = (
    "<standOff><listPerson><person xml:id='ann'><persName>Ann Smith</persName></person>"
    "</listPerson><listBibl><biblStruct xml:id='w'><monogr>"
    "<author><surname>Doe</surname>, <forename>Jane</forename></author><title>The Work</title>"
    "<imprint><date when='1900'/></imprint></monogr></biblStruct></listBibl></standOff>"
)


def test_marks_are_generated_by_language_and_depth() -> None:
    page = made("<p><q>outer <q>inner</q></q> <q xml:lang='fr'>un <q>deux</q></q></p>")
    assert words(page.one("//p[@id='p:1']")).strip() == "“outer ‘inner’” “un “deux””"
    page = made("<p xml:lang='de'><q>außen <q>innen</q></q></p>")
    assert words(page.one("//p[@id='p:1']")).strip() == "„außen ‚innen‘“"


def test_the_marks_of_a_quotation_that_runs_against_the_line_run_with_it() -> None:
    source = "<p xml:lang='he'>אמר <q source='#w' xml:lang='en'>Sea <q>air</q></q>.</p>"
    page = made(source, stand_off=WORKS)
    quotation = page.one("//q[@data-card]")
    assert (quotation.get("lang"), quotation.get("dir")) == ("en", None)
    inner = page.one("//q[@data-card]/span[@dir='ltr']")
    assert text(inner) == "Sea ‘air’"
    assert (quotation.text, (inner.tail or "")[:1]) == ("”", "”")
    after = inner.getnext()
    assert after is not None and after.get("class") == "sign"
    assert made(source.replace(" xml:lang='en'", "")).select("//q//*[@dir]") == []


def test_entries_and_citations_run_as_their_first_letter_does() -> None:
    def directions(words: str) -> list[str | None]:
        page = made(f"<p><q source='#w'>{words}</q></p>", stand_off=WORKS)
        places = "//div[@class='entry-text']", "//div[@class='card-entry']", "//*[@id='cite:text']"
        return [page.one(place).get("dir") for place in places]

    assert directions("אמר") == ["auto"] * 3
    assert directions("He said") == [None] * 3


def test_the_translation_of_a_headword_is_no_quotation() -> None:
    entry = "<entry><sense><cit type='{}'><quote>cat</quote></cit></sense></entry>"
    page = made("".join(entry.format(kind) for kind in ("trans", "translation", "example")))
    assert [text(quote) for quote in page.select("//q")] == ["cat", "cat", "“cat”"]


def test_marks_of_the_source_are_not_doubled() -> None:
    header = "<encodingDesc><editorialDecl><quotation marks='all'/></editorialDecl></encodingDesc>"
    page = made("<p><q>«So»</q> and <soCalled>'so'</soCalled></p>", header)
    assert words(page.one("//p[@id='p:1']")).strip() == "«So» and 'so'"


def test_a_quotation_in_parts_is_marked_once_and_lit_as_one() -> None:
    page = made(
        "<p><q xml:id='a' next='#b'>I came,</q> he said, <q xml:id='b' prev='#a'>I saw.</q></p>"
    )
    assert words(page.one("//p[@id='p:1']")).strip() == "“I came, he said, I saw.”"
    parts = page.select("//q[contains(@class, 'in-parts')]")
    assert [p.get("id") for p in parts] == ["a", "b"]
    (group,) = {c for p in parts for c in (p.get("class") or "").split() if "joined" in c}
    style = page.one("//style").text or ""
    assert f".tei:has(.{group}:is(:hover,:focus-within,:target)) .{group}" in style
    card = page.one("//*[@id='card:b']")
    assert "All parts: 1 (¶1), 2 (¶1)" in text(card)
    assert page.one("//button[@popovertarget='card:b']").get("aria-label") == (
        "About this quotation, part 2 of 2"
    )


def test_parts_joined_by_either_end_alone_and_in_a_circle() -> None:
    one_sided = made("<p><q xml:id='a'>I came,</q> x <q prev='#a'>I saw.</q></p>")
    assert len(one_sided.select("//q[contains(@class, 'in-parts')]")) == 2
    circle = made("<p><q xml:id='a' next='#b'>1</q> <q xml:id='b' next='#a'>2</q></p>")
    assert circle.select("//q[contains(@class, 'in-parts')]") == []


def test_a_quotation_opens_its_source_and_speaker() -> None:
    page = made(
        "<p>She said <said who='#ann' source='#w' xml:id='s'>words</said>.</p>", stand_off=WORKS
    )
    quotation = page.one("//*[@id='s']")
    assert (quotation.tag, quotation.get("cite"), quotation.get("data-card")) == (
        "q",
        "#w",
        "card:s",
    )
    card = text(page.one("//*[@id='card:s']"))
    assert "Speaker: Ann Smith" in card and "Doe, Jane. 1900. The Work." in card
    assert page.one("//*[@id='card:s']").get("popover") == ""
    assert text(page.one("//section[@id='persons:']//li")) == "Ann Smith Quoted in ¶1"


def test_block_quotations_with_their_reference() -> None:
    page = made(
        "<cit><quote source='#w'><p>Set off.</p></quote><bibl corresp='#w'>(p. 3)</bibl></cit>",
        stand_off=WORKS,
    )
    block = page.one("//blockquote")
    assert block.get("cite") == "#w" and text(block).startswith("Set off.")
    assert not re.search("[“”]", words(block))


def test_scare_quotes_and_mentions_are_no_quotations() -> None:
    page = made("<p><soCalled>free</soCalled>, <mentioned>dog</mentioned></p>")
    assert page.one("//*[@class='soCalled']").tag == "span"
    assert page.one("//*[@class='mentioned']").tag == "i"
    assert page.select("//q") == []


def test_a_work_lists_every_passage_that_cites_it_with_its_words() -> None:
    page = made(
        "<p>As <quote source='#w'>first words</quote>.</p><p><quote source='#w'>others</quote> and"
        " <title ref='#w'>The Work</title></p>",
        stand_off=WORKS,
    )
    entry = page.one("//li[@id='w']")
    assert "Cited in ¶1, ¶2 (2×)" in text(entry)
    assert [text(li) for li in entry.iterfind(".//li")] == ["¶1 first words", "¶2 others"]
    assert [a.get("href") for a in entry.iterfind(".//p[@class='cited-in']/a")] == ["#p:1", "#p:2"]


def test_the_author_s_wording_stays_and_the_entry_follows_the_style() -> None:
    body = "<p>See <bibl corresp='#w'>Doe's old book</bibl>.</p>"
    for style, entry in (
        ("chicago-author-date", "Doe, Jane. 1900. The Work."),
        ("apa", "Doe, J. (1900). The Work."),
    ):
        page = made(body, stand_off=WORKS, options=Options("x", style=style))
        assert words(page.one("//p[@id='p:1']")).strip() == "See Doe's old book."
        assert text(page.one("//li[@id='w']/div")) == entry
        assert entry in text(page.one("//div[@id='card:1']"))


def test_elements_nest_as_html_wants() -> None:
    page: Made = made(
        "<p>Before <quote><p>a block</p><lg><l>verse</l></lg></quote> after <list><item>one"
        " <q>two <list><item>three</item></list></q></item></list> end.</p>"
    )
    paragraph = page.one("//*[@id='p:1']")
    assert paragraph.tag == "div"
    assert not page.select("//p//p | //p//blockquote | //p//ul | //p//div")
    order = words(paragraph)
    assert all(
        order.index(a) < order.index(b)
        for a, b in pairwise(("Before", "a block", "verse", "after", "one", "three", "end."))
    )


def test_every_part_of_a_quotation_opens_the_source_and_the_speaker_of_the_whole() -> None:
    page = made(
        "<p><q xml:id='a' next='#b' source='#w' who='#ann'>One,</q> x <q xml:id='b' prev='#a'>two"
        "</q></p><p><q xml:id='c'>three,</q> y <q xml:id='d'>four</q></p><p><q xml:id='e'>five</q>"
        " <q xml:id='f' prev='#e'>six</q></p>",
        stand_off=WORKS.replace("</standOff>", "<join target='#c #d'/></standOff>"),
    )
    card = text(page.one("//*[@id='card:b']"))
    assert "Speaker: Ann Smith" in card and "Doe, Jane. 1900. The Work." in card
    assert "All parts: 1 (¶2), 2 (¶2)" in text(page.one("//*[@id='card:d']"))
    assert words(page.one("//p[@id='p:2']")).strip() == "“three, y four”"
    assert words(page.one("//p[@id='p:3']")).strip() == "“five six”"
    work = text(page.one("//li[@id='w']"))
    assert "¶1 One, … two" in work


def test_a_speaker_alone_and_a_person_of_the_analysis_are_told() -> None:
    page = made(
        "<p><said who='#ann' xml:id='s'>a</said> <q ana='#ann' xml:id='q'>b</q></p>",
        stand_off=WORKS,
    )
    assert "Speaker: Ann Smith" in text(page.one("//*[@id='card:s']"))
    assert "Speaker: Ann Smith" in text(page.one("//*[@id='card:q']"))
    assert page.one("//*[@id='s']").get("title") is None


def test_words_are_quoted_from_a_work_however_the_reference_stands() -> None:
    prefix = (
        "<encodingDesc><listPrefixDef><prefixDef ident='bib' matchPattern='(.+)' "
        "replacementPattern='#$1'/></listPrefixDef></encodingDesc>"
    )
    page = made(
        "<p><cit><bibl><ref target='#w'>W</ref></bibl> <quote>one</quote></cit> "
        "<cit><quote>two</quote> <bibl corresp='#w'>W</bibl></cit> "
        "<cit><quote>three</quote> <ptr target='#w'/></cit> <quote source='bib:w'>four</quote></p>"
        "<quote source='#w'><lg><l>five</l><l>six</l></lg></quote>",
        prefix,
        stand_off=WORKS,
    )
    work = text(page.one("//li[@id='w']"))
    assert work.startswith("Doe, Jane. 1900. The Work. Cited in ¶1 (4×), “five six”")
    assert work.endswith("Words quoted ¶1 one ¶1 two ¶1 three ¶1 four “five six” five six")
    assert len(page.select("//button[@aria-label='About this quotation']")) == 5


def test_a_work_listed_in_the_text_tells_what_cites_it() -> None:
    page = made(
        "<p><quote source='#t'>So.</quote></p><listBibl><bibl xml:id='t'>A book.</bibl></listBibl>"
    )
    assert text(page.one("//div[@class='listBibl']")) == "A book. Cited in ¶1 Words quoted ¶1 So."


def test_marks_around_a_quotation_in_parts_are_not_doubled() -> None:
    page = made(
        "<p>So ‘<q xml:id='a' next='#b'>one</q>, he said, <q xml:id='b' prev='#a'>two</q>’; "
        "<q xml:id='c' next='#d'>three</q>, <q xml:id='d' prev='#c'>four</q>.</p>"
    )
    assert words(page.one("//p[@id='p:1']")).strip() == "So ‘one, he said, two’; “three, four”."


def test_parts_that_only_say_which_they_are_open_the_source_of_the_whole() -> None:
    page = made(
        "<p><quote part='I' source='#w'>one</quote> a <quote part='M'>two</quote> <q>b</q> "
        "<quote part='F'>three</quote> <quote part='F'>stray</quote></p>",
        stand_off=WORKS,
    )
    groups = [quotation.get("class", "").split()[-1] for quotation in page.select("//p//q")]
    assert groups[0] == groups[1] == groups[3] != groups[4]
    assert groups[0].startswith("joined-")
    cards = page.select("//div[@class='card']")
    assert len(cards) == 3
    assert all("Doe, Jane. 1900. The Work." in text(card) for card in cards)
    assert text(page.one("//li[@id='w']")).endswith("Words quoted ¶1 one … two … three")
