"""The page about the edition: the fields of the header in words."""

from html_pages import Made, made, text, tree


def fields(page: Made, section: str) -> list[str]:
    """The fields of a section of the page about the edition, each on a line, by its heading."""
    about = tree(next(html for name, html in page.bundle.files.items() if "about" in name))
    (heading,) = (e for e in about.iter("h3") if text(e) == section)
    return [text(e) for e in heading.itersiblings() if e.get("class") == "about-field"]


def test_what_was_done_with_a_letter_is_its_name() -> None:
    page = made(
        "<p/>",
        "<profileDesc><correspDesc><correspAction type='sent' n='1'><persName>A</persName>"
        "</correspAction><correspAction><name>B</name></correspAction></correspDesc></profileDesc>",
    )
    assert fields(page, "Correspondence") == ["Sent: A number 1", "Letter: B"]


def test_what_is_said_of_a_record_stands_before_its_fields() -> None:
    page = made(
        "<p/>",
        "<profileDesc><particDesc><person role='poet'><birth when='1900'><p>At sea.</p></birth>"
        "<note>Y</note></person></particDesc></profileDesc>",
    )
    assert fields(page, "Persons of the text") == [
        "Person: role poet Birth: when 1900 At sea. Note: Y"
    ]


def test_a_field_that_holds_one_of_the_same_name_is_told_once() -> None:
    page = made(
        "<p/>",
        "<profileDesc><particDesc><decoDesc><decoNote>A.</decoNote></decoDesc>"
        "<handDesc hands='1'><handNote>B.</handNote></handDesc><decoDesc><decoNote>C.</decoNote>"
        "<decoNote>D.</decoNote></decoDesc></particDesc></profileDesc>",
    )
    assert fields(page, "Persons of the text") == [
        "Decoration: A.",
        "Hands: hands 1 Hand: B.",
        "Decoration: Decoration: C. Decoration: D.",
    ]


def test_readings_and_notes_beside_the_text_have_marks_in_it_that_lead_to_them() -> None:
    page = made(
        "<p><anchor xml:id='a'/>cano<anchor xml:id='b'/> and <seg xml:id='c'>more</seg></p>",
        stand_off="<standOff><listApp><app from='#a' to='#b'><lem>cano</lem><rdg>canto</rdg></app>"
        "</listApp><note target='#c' n='1'>Or less.</note></standOff>",
    )
    name, html = next((n, html) for n, html in page.bundle.files.items() if "about" in n)
    about = tree(html)
    marks = page.select("//article//a[@class='noteref']")
    assert [text(mark) for mark in marks] == ["‡", "1"]
    said = []
    for mark in marks:
        file, _, place = (mark.get("href") or "").partition("#")
        assert file == name.rpartition("/")[2]
        said += [text(e) for e in about.iter() if e.get("id") == place]
    assert said == ["¶1 cano] canto", "Note: Or less. number 1 see more"]
    back = next(e for e in about.iter("a") if text(e) == "¶1")
    assert (back.get("href") or "").endswith("index.html#a")


def test_a_record_in_the_text_has_a_line_for_each_field_and_its_dates() -> None:
    page = made(
        "<msDesc><msContents><summary>A.</summary><msItem><locus from='1r' to='2v'>1–2</locus>"
        "</msItem></msContents><physDesc><handDesc><handNote>B.</handNote><handNote>C.</handNote>"
        "</handDesc><bindingDesc><binding notBefore='1900'><p>D.</p></binding></bindingDesc>"
        "<sealDesc><seal><p>E.</p></seal></sealDesc></physDesc><history><origin>in 1800</origin>"
        "<provenance when='1921-02-03'>F.</provenance></history><additional><availability><p>G.</p>"
        "</availability><listBibl><bibl>H</bibl></listBibl></additional></msDesc>"
        "<person><death when='1852'/><birth when='1815'>about 1815</birth></person>"
    )
    assert not page.select(
        "//div[@class='field field-handDesc']/span[starts-with(@class, 'field ')]"
    )
    fields = [
        text(e)
        for e in page.select("//div[starts-with(@class, 'field')]")
        if not e.xpath("div[starts-with(@class, 'field')]")
    ]
    assert fields == [
        "Summary: A.",
        "Leaves: 1–2",
        "Hand: B.",
        "Hand: C.",
        "Binding: not before 1900, D.",
        "Seal: E.",
        "Origin: in 1800",
        "Provenance: 3 February 1921, F.",
        "Availability: G.",
        "Bibliography: H",
        "Death: 1852",
        "Birth: about 1815",
    ]
