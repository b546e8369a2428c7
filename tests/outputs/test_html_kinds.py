"""Kinds of text on the page: verse, drama, letters, dictionaries, speech, tables, scripts."""

import pytest
from html_pages import made, of, text, words
from siglum.document import TEI, parse


def test_lines_of_verse_are_numbered_by_fives_and_linked() -> None:
    lines = "".join(f"<l n='{n}' xml:id='l{n}'>line {n}</l>" for n in range(1, 11))
    page = made(f"<lg><head>Sonnet</head>{lines}</lg><lg><l part='F'>end</l></lg>")
    assert [(a.get("href"), a.text) for a in page.select("//a[@class='line-n']")] == [
        ("#l5", "5"),
        ("#l10", "10"),
    ]
    assert page.one("//*[contains(@class, 'part-f')]").text == "end"


def test_the_last_part_of_a_line_number_counts_its_fives() -> None:
    numbers = ["1.2.4", "1.2.5", "1.2.15", "1.2.16", "12a", "7", " "]
    page = made("<lg>" + "".join(f"<l n='{n}'>words</l>" for n in numbers) + "</lg>")
    assert [n.text for n in page.select("//*[@class='line-n']")] == ["1.2.5", "1.2.15", "12a"]


def test_an_id_belongs_to_the_first_that_bears_it_whatever_it_is() -> None:
    page = made(
        "<p xml:id='1b'>One <ref target='#1b'>b</ref>, <seg xml:id='a'>a</seg>,"
        " <seg xml:id='a'>again</seg>, <seg xml:id='a b'>both</seg>.</p><p xml:id=''>No id.</p>"
    )
    assert [e.get("id") for e in page.select("//article//p | //article//span[@class='seg']")] == [
        "1b",
        "a",
        None,
        "a_b",
        "p:2",
    ]
    assert page.one("//article//a[text()='b']").get("href") == "#1b"


def test_speeches_have_speakers_and_stage_directions() -> None:
    page = made(
        "<sp><speaker>Hamlet</speaker><l>To be <stage>aside</stage></l></sp><stage>Exeunt.</stage>"
    )
    speech = page.one("//div[@class='sp']")
    assert text(speech) == "1 Hamlet To be aside"
    assert [s.tag for s in page.select("//*[@class='stage']")] == ["i", "p"]


def test_speeches_are_linked_to_unless_their_lines_have_numbers() -> None:
    page = made(
        "<sp><p>One.</p></sp><sp who='#a' xml:id='s'><lg><l n='5'>Five</l></lg></sp>"
        "<sp n='IX' who='#a'><p>Nine.</p></sp><u>Ten.</u>"
    )
    speeches = page.select("//div[@class='sp' or @class='u']")
    assert [e.get("id") for e in speeches] == ["speech:1", "s", "speech:3", "speech:4"]
    marks = page.select("//article//a[@class='n']")
    assert [(a.get("href"), a.get("aria-label")) for a in marks] == [
        ("#speech:1", "Speech 1"),
        ("#speech:3", "Speech IX"),
        ("#speech:4", "Speech 4"),
    ]


def test_what_is_said_in_a_speech_is_found_by_its_number() -> None:
    page = made(
        "<sp><p><persName>Ann</persName></p></sp><sp><l n='7'><persName>Ann</persName></l></sp>"
    )
    links = page.select("//section[@class='index']//span[@class='occurrences']/a")
    assert [(a.get("href"), a.text) for a in links] == [
        ("#speech:1", "speech 1"),
        ("#speech:2", "line 7"),
    ]


def test_a_cast_whose_parts_nothing_parts_is_parted() -> None:
    page = made(
        "<castList><castItem><role>Ben</role><roleDesc>her son</roleDesc> <actor>X</actor>"
        "</castItem></castList>"
    )
    assert text(page.one("//div[@class='castItem']")) == "Ben, her son X"


def test_texts_of_a_corpus_are_led_to_with_their_letters() -> None:
    header = (
        "<teiHeader><fileDesc><titleStmt><title>{}</title></titleStmt><publicationStmt><p/>"
        "</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>{}</teiHeader>"
    )
    letter = (
        "<profileDesc><correspDesc><correspAction type='sent'><persName>Ann</persName>"
        "</correspAction></correspDesc></profileDesc>"
    )
    one = f"<TEI>{header.format('One', letter)}<text><body><p>a</p></body></text></TEI>"
    two = f"<TEI xml:id='t2'>{header.format('Two', '')}<text><body><p>b</p></body></text></TEI>"
    source = f'<teiCorpus xmlns="{TEI}">{header.format("All", "")}{one}{two}</teiCorpus>'
    page = of(parse(source.encode()))
    assert [a.get("href") for a in page.select("//nav[@class='contents']//a")] == ["#text:1", "#t2"]
    assert text(page.one("//div[@id='text:1']")) == "One Sent Ann 1 a"


def test_letters_say_who_wrote_to_whom() -> None:
    header = (
        "<profileDesc><correspDesc><correspAction type='sent'>"
        "<persName ref='https://viaf.org/viaf/1'>Ann</persName>"
        "<date notBefore='1890-05-01' notAfter='1890-05-03'/></correspAction>"
        "<correspAction type='received'><persName>Tom</persName></correspAction>"
        "<correspContext><ref type='prev' target='https://example.org/1'>One</ref></correspContext>"
        "</correspDesc></profileDesc>"
    )
    page = made("<opener><salute>Dear Tom,</salute></opener><p>x</p>", header)
    letter = page.one("//dl[@class='letter']")
    assert text(letter) == (
        "Sent Ann, between 1 May 1890 and 3 May 1890 Received Tom Letter before One"
    )
    assert [a.get("href") for a in letter.iter("a")] == [
        "https://viaf.org/viaf/1",
        "https://example.org/1",
    ]


def test_fields_of_a_dictionary_stand_apart_and_senses_are_numbered() -> None:
    page = made(
        "<entry><form><orth>dog</orth><pron>dɒɡ</pron></form><gramGrp><pos>n.</pos></gramGrp>"
        "<sense n='1'><def>An animal.</def></sense><re><form><orth>dog-tired</orth></form></re>"
        "</entry>"
    )
    assert text(page.one("//div[@class='entry']")) == "dog dɒɡ n. 1. An animal. dog-tired"


def test_speech_that_was_recorded() -> None:
    header = (
        "<profileDesc><particDesc><listPerson><person xml:id='A'><persName>Anna</persName></person>"
        "</listPerson></particDesc></profileDesc>"
    )
    page = made(
        "<timeline><when xml:id='t'/></timeline><u who='#A'>so <pause dur='PT2S'/> well "
        "<vocal><desc>coughs</desc></vocal></u><incident><desc>a door</desc></incident>",
        header,
    )
    body = page.one("//div[@class='body']")
    assert text(body) == "1 Anna: so (2 s) well [coughs] [a door]"


def test_tables_and_lists_are_html_s_own() -> None:
    page = made(
        "<table><head>Harvest</head><row role='label'><cell>Year</cell><cell>Rye</cell>"
        "<cell>Oats</cell></row>"
        "<row><cell role='label'>1801</cell><cell cols='2'>7</cell></row></table>"
        "<list type='ordered'><item>a</item></list>"
        "<list><label>x</label><item>y</item></list>"
        "<p>run <list rend='inline'><item>in,</item> <item>so</item></list>.</p>"
    )
    assert text(page.one("//caption")) == "Harvest"
    assert [(h.get("scope"), h.text) for h in page.select("//th")] == [
        ("col", "Year"),
        ("col", "Rye"),
        ("col", "Oats"),
        ("row", "1801"),
    ]
    assert page.one("//td").get("colspan") == "2"
    assert len(page.select("//article//ol")) == 1 and len(page.select("//article//dl")) == 1
    assert page.one("//*[@id='p:1']").tag == "p"
    assert words(page.one("//*[@id='p:1']")).strip() == "run in, so."


def test_formulas_are_mathml_and_nothing_in_them_runs() -> None:
    page = made(
        "<p><formula><math xmlns='http://www.w3.org/1998/Math/MathML' onclick='x()'>"
        "<mi href='javascript:x()'>x</mi><annotation-xml><script>x()</script></annotation-xml>"
        "</math></formula> <formula>E=mc^2</formula></p>"
    )
    assert '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi>' in page.html
    assert "javascript" not in page.html.split("<script>")[0] and "onclick" not in page.html
    assert text(page.one("//article//code")) == "E=mc^2"


@pytest.mark.parametrize(
    ("language", "direction"), [("ar", "rtl"), ("he", "rtl"), ("uz-Arab", "rtl"), ("ru", None)]
)
def test_scripts_from_right_to_left(language: str, direction: str | None) -> None:
    page = made(f"<div xml:lang='{language}'><p>x</p></div>")
    section = page.one("//section[contains(@class, 'div')]")
    assert (section.get("lang"), section.get("dir")) == (language, direction)


@pytest.mark.parametrize(
    ("given", "tag"),
    [("eng", "en"), ("fre-CA", "fr-CA"), ("grc", "grc"), ("de_AT", "de-AT"), ("not a tag", "")],
)
def test_language_tags_are_those_of_the_web(given: str, tag: str) -> None:
    assert made(f"<p xml:lang='{given}'>x</p>").one("//*[@id='p:1']").get("lang") == tag


def test_notes_stand_below_their_paragraph_and_lead_back() -> None:
    page = made("<p>word<note resp='#ed'>a note</note> and <note place='inline'>[so]</note></p>")
    mark = page.one("//a[@role='doc-noteref']")
    note = page.one("//aside")
    assert (mark.get("href"), note.get("id")) == ("#note:1", "note:1")
    assert text(note) == "1 a note [ed]"
    assert note.getparent().getprevious() is page.one("//*[@id='p:1']")  # type: ignore[union-attr]  # both are there
    assert page.one("//a[@role='doc-backlink']").get("href") == f"#{mark.get('id')}"
    assert words(page.one("//*[@id='p:1']")).strip() == "word and [so]"


def test_names_are_indexed_with_each_occurrence_in_context_and_its_authority() -> None:
    page = made(
        "<p>On <date when='1917-10-25'>that day</date> <persName ref='#ann'>Ann</persName> met "
        "<persName ref='https://viaf.org/viaf/2'>Bo</persName> who read <title>Emma</title> in "
        "<placeName>Leeds</placeName> <date from='1914' to='1918'>during the war</date>.</p>",
        stand_off="<standOff><listPerson><person xml:id='ann'><persName>Ann Smith</persName>"
        "<birth when='1890'/><idno type='VIAF'>https://viaf.org/viaf/1</idno></person>"
        "</listPerson></standOff>",
    )
    indexes = {text(s[0]): s for s in page.select("//section[@role='doc-index']")}
    assert list(indexes) == ["Persons", "Places", "Titles", "Dates"]
    assert [text(li) for li in indexes["Persons"].iterfind("ul/li")] == [
        "Ann Smith · Birth: 1890 VIAF ¶1 In context ¶1 On that day Ann met Bo who read Emma in "
        "Leeds during the war.",
        "Bo https://viaf.org/viaf/2 ¶1 In context ¶1 On that day Ann met Bo who read Emma in Leeds "
        "during the war.",
    ]
    assert [text(li).split(" ¶")[0] for li in indexes["Dates"].iterfind("ul/li")] == [
        "1914–1918",
        "25 October 1917",
    ]
    assert page.one("//li[@id='ann']//a[@class='authority']").get("href") == (
        "https://viaf.org/viaf/1"
    )
    assert page.one("//article//a[text()='Ann']").get("href") == "#ann"


def test_beginnings_of_pages_and_other_units_are_where_the_source_has_them() -> None:
    page = made(
        "<pb n='3'/><p>one <pb n='4'/>two un<pb n='5' break='no'/>broken <milestone unit='canto'"
        " n='II'/> x</p><milestone unit='tb'/><p>y</p>"
    )
    breaks = [text(b) for b in page.select("//span[@class='break-n']")]
    assert breaks == ["[page 3]", "[page 4]", "[page 5]", "[canto II]"]
    assert " ".join(words(page.one("//*[@id='p:1']")).split()) == "one two unbroken x"
    assert page.one("//hr").getparent() is page.one("//div[@class='body']")


def test_what_no_rule_knows_keeps_its_words_and_is_told_of_once() -> None:
    page = made("<p>a <nonesuch>b <hi>c</hi></nonesuch> <nonesuch>d</nonesuch></p>")
    assert words(page.one("//*[@id='p:1']")).strip() == "a b c d"
    (found,) = page.bundle.findings
    assert found.message == (
        "2 × <nonesuch>: the html output has no rule for this element; its text is kept"
    )


@pytest.mark.parametrize(
    "record",
    [
        "<p><bibl><author>A</author><title>B</title><date>C</date></bibl></p>",
        "<p><list rend='inline'><item>A</item><item>B</item><item>C</item></list></p>",
        "<div><opener><address><addrLine>A</addrLine><addrLine>B</addrLine>"
        "<addrLine>C</addrLine></address></opener></div>",
        "<entry><etym><lang>A</lang><mentioned>B</mentioned><gloss>C</gloss></etym></entry>",
    ],
)
def test_parts_stay_apart_where_nothing_stands_between_them(record: str) -> None:
    assert "A B C" in " ".join("".join(map(str, made(record).article.itertext())).split())


def test_the_statements_of_a_full_description_are_parted() -> None:
    page = made(
        "<listBibl><biblFull><titleStmt><title>Tales</title><author>Ann</author></titleStmt>"
        "<editionStmt><edition>Second</edition></editionStmt><publicationStmt><publisher>Press"
        "</publisher><date>1900</date></publicationStmt><sourceDesc><p>A copy.</p></sourceDesc>"
        "</biblFull></listBibl>"
    )
    entry = page.one("//div[@class='bibl']")
    assert text(entry) == "Tales, Ann. Second. Press, 1900. A copy."
    assert not page.select("//*[contains(@class, 'unhandled')]")


def test_notes_that_stand_apart_and_their_places_lead_to_each_other() -> None:
    page = made(
        "<p>One<ref target='#n'>1</ref>, two<ref target='#n'>1</ref>, three<ptr target='#m'/>, "
        "<seg xml:id='s'>four</seg></p><div><note xml:id='n' n='1'>First.</note>"
        "<note xml:id='m'>Second.</note><note target='#s'>Third.</note></div>"
    )
    back = [a.get("href") for a in page.select("//a[@role='doc-backlink']")]
    assert back == ["#to:n", "#to:n:2", "#to:m", "#s"]
    marks = [a.get("href") for a in page.select("//a[@role='doc-noteref']")]
    assert marks[:3] == ["#n", "#n", "#m"]
    third = page.one(f"//*[@id='{(marks[3] or '')[1:]}']")
    assert text(third) == "Third.↩"
    assert page.select("//a[@aria-label='Back to the text 2']")


def test_notes_in_a_group_are_notes() -> None:
    page = made("<p>a<noteGrp><note>One.</note><note>Two.</note></noteGrp></p>")
    assert [text(note) for note in page.select("//aside")] == ["1 One.", "2 Two."]
    assert page.bundle.findings == ()


def test_a_name_of_several_leads_to_each_and_is_listed_once() -> None:
    people = (
        "<standOff><listPerson><person xml:id='a'><persName>Ann</persName>"
        "<idno type='GND'>118540238</idno></person><person xml:id='b'><persName>Bo</persName>"
        "<idno type='private'>7</idno></person></listPerson></standOff>"
    )
    page = made(
        "<head>On <persName corresp='#b'>B.</persName></head>"
        "<p>x<note>So <persName ref='#a'>A.</persName> said.</note> y "
        "<persName ref='#a #b'>Both</persName></p>",
        stand_off=people,
    )
    name = page.one("//p[@id='p:1']/span[@class='name persName']")
    assert [a.get("href") for a in name] == ["#a", "#b"]
    assert name[1].get("aria-label") == "More on Bo"
    assert [text(li) for li in page.select("//*[@id='persons:']//ul[@class='names']/li")] == [
        "Ann GND 118540238 ¶1 (2×) In context ¶1 So A. said. ¶1 x y Both",
        "Bo private 7 heading, ¶1 In context heading On B. ¶1 x y Both",
    ]
    assert page.one("//*[@class='authority'][@href]").get("href") == (
        "https://d-nb.info/gnd/118540238"
    )


def test_places_are_listed_by_whatever_element_names_them() -> None:
    page = made(
        "<p><country>Spain</country>, <name type='place'>Rome</name>, "
        "<placeName><settlement>Ulm</settlement></placeName></p>"
    )
    names = [text(e) for e in page.select("//*[@id='places:']//*[@class='entity-name']")]
    assert names == ["Rome", "Spain", "Ulm"]


def test_an_item_before_the_first_label_is_in_a_list_of_its_own() -> None:
    page = made("<list><item>a</item><label>x</label><item>b</item></list>")
    kinds = [child.tag for child in page.one("//div[contains(@class, 'list')]")]
    assert kinds == ["ul", "dl"]
    assert [text(e) for e in page.select("//dl/*")] == ["x", "b"]


def test_dimensions_are_multiplied_and_have_their_unit_once() -> None:
    page = made(
        "<p><dimensions unit='mm'><height>210</height><width>150</width></dimensions>"
        "<dimensions><height unit='cm' quantity='18'/> <width unit='cm'>10.5 cm</width>"
        "</dimensions>"
        "<dimensions unit='mm'>about <height>9</height></dimensions></p>"
    )
    assert [text(e) for e in page.select("//span[@class='dimensions']")] == [
        "210 × 150 mm",
        "18 × 10.5 cm",
        "about 9",
    ]


def test_the_parts_of_a_shelfmark_are_parted_by_commas() -> None:
    page = made(
        "<msDesc><msIdentifier><settlement>Oxford</settlement><repository>Bodleian</repository>\n"
        "<idno>MS. 1</idno><altIdentifier><idno>A</idno></altIdentifier><msName>B</msName>"
        "</msIdentifier></msDesc>"
    )
    assert text(page.one("//*[@class='msIdentifier']")) == "Oxford, Bodleian, MS. 1, A, B"


def test_what_stands_between_labels_and_items_parts_no_list() -> None:
    page = made(
        "<list><label>a</label><pb n='2'/><item>b</item><label>c</label><item>d</item></list>"
    )
    assert [e.tag for e in page.one("//article//dl")] == ["dt", "dd", "dd", "dt", "dd"]


@pytest.mark.parametrize(
    ("rows", "spans"),
    [
        ("2 1|1 1 1", "2 1|1 1 1"),
        ("1 2|1 1", "1 1|1 1"),  # no cell begins in the third column
        ("3", "1"),
        ("1 2|-|1 1 1", "1 2|3|1 1 1"),
        ("1x2 2|1 1", "1x2 2|1 1"),
        ("1x2 2|-|1 1 1", "1 2|3|1 1 1"),  # no cell reaches over what stands between rows
        ("1x2 1|2|1 1 1", "1x2 1|2|1 1 1"),
    ],
)
def test_cells_span_columns_and_rows_that_there_are(rows: str, spans: str) -> None:
    def row(cells: str) -> str:
        sizes = [cell.partition("x") for cell in cells.split()]
        return "".join(f'<cell cols="{c}" rows="{r or 1}">a</cell>' for c, _, r in sizes)

    lines = ("<pb/>" if cells == "-" else f"<row>{row(cells)}</row>" for cells in rows.split("|"))
    page = made(f"<table>{''.join(lines)}</table>")
    assert spans == "|".join(
        " ".join(
            cell.get("colspan", "1") + (f"x{s}" if (s := cell.get("rowspan", "1")) != "1" else "")
            for cell in line
        )
        for line in page.select("//article//tr")
    )


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (
            "<birth><date when='1870-02-03'/><placeName ref='#r'/></birth>",
            "Birth: 3 February 1870, Rome",
        ),
        ("<birth when='1870'>in Rome</birth>", "Birth: 1870, in Rome"),
        ("<death notBefore='1900' cert='low'/>", "Death: not before 1900, certainty low"),
        ("<floruit from='1890' to='1895'/>", "Floruit: 1890–1895"),
        ("<occupation key='weaver'/>", "Occupation: weaver"),
        ("<residence when='1880'><placeName>Rome</placeName></residence>", "Residence: 1880, Rome"),
        ("<affiliation ref='#r'/>", "Affiliation: Rome"),
        ("<nationality key='IT'/>", "Nationality: IT"),
        ("<faith>none</faith>", "Faith: none"),
        ("<education from='1880'>at home</education>", "Education: from 1880, at home"),
        ("<langKnowledge><langKnown tag='en'/></langKnowledge>", "Languages: en"),
        ("<sex value='2'/>", "Sex: female"),
        ("<sex value='F'/>", "Sex: female"),
        ("<gender value='x'/>", "Gender: x"),
        ("<trait type='eye_colour'><desc>blue</desc></trait>", "Trait (eye colour): blue"),
        ("<trait type='e'><label>Eyes</label><desc>blue</desc></trait>", "Trait: Eyes, blue"),
        ("<state from='1881'><p>married</p></state>", "State: from 1881, married"),
        ("<event when='1885'><label>Ball</label></event>", "Event: 1885, Ball"),
        (
            "<listEvent><event when='1885'><label>Ball</label></event></listEvent>",
            "Event: 1885, Ball",
        ),
        ("<location><country key='IT'/><geo>41.9 12.5</geo></location>", "Location: IT, 41.9 12.5"),
        ("<population quantity='3' unit='souls'/>", "Population: 3 souls"),
    ],
)
def test_facts_of_a_record_stand_in_its_index(fact: str, said: str) -> None:
    page = made(
        "<p>x</p>",
        stand_off="<standOff><listPerson><person xml:id='a'><persName>Ann</persName>"
        f"{fact}</person></listPerson><listPlace><place xml:id='r'><placeName>Rome</placeName>"
        "</place></listPlace></standOff>",
    )
    assert text(page.one("//*[@id='a']")) == f"Ann · {said}"


def test_attributes_and_relations_of_a_person_stand_in_the_index() -> None:
    page = made(
        "<p>x</p>",
        stand_off="<standOff><listPerson><person xml:id='a' sex='F' age='adult'>"
        "<persName>Ann</persName><sex value='F'/></person>"
        "<personGrp xml:id='b' size='3'><persName>Kin</persName></personGrp></listPerson>"
        "<listRelation><relation name='aunt' active='#a' passive='#b'/>"
        "<relation name='allies' mutual='#a #b' when='1890' cert='low'/></listRelation></standOff>",
    )
    relations = "Relation: aunt (Ann → Kin) · Relation: allies (Ann ↔ Kin), 1890, certainty low"
    assert text(page.one("//*[@id='a']")) == f"Ann · Sex: female · Age: adult · {relations}"
    assert text(page.one("//*[@id='b']")) == f"Kin · Size: 3 · {relations}"


def test_a_formula_shows_its_number_and_is_called_by_it() -> None:
    page = made(
        "<p>By <ptr target='#f'/>, <formula xml:id='f' n='1'>a = b</formula>, and"
        " <formula n='(2)'>b</formula>; so</p><formula n='3a'>c</formula>"
    )
    assert [
        text(number) for number in page.select("//*[@data-added][starts-with(@class, 'formula-n')]")
    ] == [
        "(1)",
        "(2)",
        "(3a)",
    ]
    assert text(page.one("//a[@href='#f']")) == "(1)"
