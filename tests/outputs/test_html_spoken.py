"""Dictionaries and transcripts of speech on the page."""

import pytest
from html_pages import made, text


@pytest.mark.parametrize(
    ("trans", "said"),
    [
        ("overlap", "[overlapping] "),
        ("latching", "[latching] "),
        ("pause", "[after a pause] "),
        ("smooth", ""),
    ],
)
def test_how_a_speaker_begins_is_told(trans: str, said: str) -> None:
    page = made(f"<u n='1'>A.</u><u n='2' who='#b' trans='{trans}'>B.</u>")
    assert text(page.select("//div[@class='u']")[1]) == f"2 b: {said}B."


def test_the_voice_is_told_where_it_changes() -> None:
    page = made("<u>so <shift feature='loud' new='f'/>loud<shift xml:id='s' feature='loud'/></u>")
    assert [(text(e), e.get("id")) for e in page.select("//span[@class='heard shift']")] == [
        ("[loud f]", None),
        ("[loud normal]", "s"),
    ]


def test_the_headword_stands_where_an_entry_refers_to_it_without_words() -> None:
    page = made(
        "<entry><form><orth>bank</orth><pron>bæŋk</pron></form><sense>"
        "<cit><quote>the <oRef/> of a river</quote></cit><def>say <pRef/>, <oRef>banks</oRef></def>"
        "</sense><re><form><orth>bankside</orth></form><def><oVar/></def></re></entry>"
        "<p>no <oRef/></p>"
    )
    assert [(e.get("class"), text(e)) for e in page.select("//article//span[@data-added]")] == [
        ("oRef", "bank"),
        ("pRef", "bæŋk"),
        ("oVar", "bankside"),
        ("oRef", "~"),
    ]
