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
