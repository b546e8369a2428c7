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


def test_a_post_says_who_wrote_it_when_and_in_reply_to_what() -> None:
    page = made(
        "<post who='A' when-iso='2020-01-02T10:05:00' xml:id='one'><p>Hi.</p></post>"
        "<post who='B C' replyTo='#one' indentLevel='2'><p>Ho.</p></post>"
        "<post when='2020-01-03'><head>Topic</head><p>Hm.</p></post><post><p>No one.</p></post>"
    )
    posts = page.select("//div[@class='post']")
    assert [text(post) for post in posts] == [
        "A, 2 January 2020, 10:05 1 Hi.",
        "B, C in reply to 2 Ho.",
        "3 January 2020 Topic 3 Hm.",
        "4 No one.",
    ]
    assert page.one("//p[@class='post-by']/a").get("href") == "#one"
    assert [post.get("style") for post in posts] == [None, "--level:2", None, None]


def test_an_utterance_says_when_it_begins() -> None:
    points = (
        "<when xml:id='a'/><when xml:id='b' interval='61.25' since='#a'/>"
        "<when xml:id='c' interval='500' unit='ms' since='#b'/><when xml:id='d' interval='-1'/>"
        "<when xml:id='e' interval='1' since='#f'/><when xml:id='f' interval='1' since='#e'/>"
        "<when xml:id='g' absolute='12:00:01'/><when xml:id='h' interval='8' since='#a'/>"
    )
    page = made(
        f"<timeline unit='s' origin='#a'>{points}</timeline>"
        + "".join(f"<u start='#{name}'>x</u>" for name in "abcdefgh")
        + "<annotationBlock start='#b'><u>x</u></annotationBlock><u start='#none'>x</u>"
    )
    times = ["0:00", "1:01.25", "1:01.75", "", "", "", "12:00:01", "0:08", "1:01.25", ""]
    assert [text(e) for e in page.select("//div[@class='u']")] == [
        f"{number} {time} x".replace("  ", " ") for number, time in enumerate(times, 1)
    ]
