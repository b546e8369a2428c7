"""The apparatus on the page: every reading is there, one is shown, and who did what and why."""

import pytest
from html_pages import Made, made, text, tree, words
from lxml import etree

HANDS = (
    "<profileDesc><handNotes><handNote xml:id='h'>A later corrector</handNote></handNotes>"
    "</profileDesc>"
)
LIST = (
    "<p>x <app><lem wit='#A #B'>quick</lem><rdg wit='#C'>slow</rdg><rdg wit='#D'/></app></p>"
    "<listWit><witness xml:id='A'>Codex A</witness><witness xml:id='B'>Codex B</witness>"
    "<witness xml:id='C'>Codex C</witness><witness xml:id='D'>Codex D</witness></listWit>"
)


def seen(paragraph: etree._Element) -> str:
    """The words of a paragraph as a reader sees them who has changed no switch."""
    for hidden in paragraph.xpath(".//*[@hidden]"):
        hidden.addprevious(etree.Comment(""))
        hidden.getprevious().tail = hidden.tail
        hidden.getparent().remove(hidden)
    return " ".join(words(paragraph).split())


def test_where_a_witness_breaks_off_and_goes_on_is_told() -> None:
    page = made(
        "<p><app><rdg wit='A'>a<lacunaStart/></rdg><rdg wit='B'><witStart/>b</rdg></app> and"
        "<app><lem wit='A'><lacunaEnd wit='C'/>c</lem><rdg>d<witEnd/></rdg></app></p>"
    )
    assert [text(e) for e in page.select("//article//span[@class='break-n']")] == [
        "[A lacuna from here]",
        "[B begins here]",
        "[C lacuna to here]",
        "[ends here]",
    ]
    assert "unhandled" not in page.html.split("<article")[1]


def test_words_that_are_not_of_their_place_stand_in_brackets() -> None:
    page = made("<p>a <secl reason='gloss' resp='#x'>b</secl></p>")
    secluded = page.one("//span[@class='secl']")
    assert text(secluded) == "[b]†" and words(secluded) == "b"
    (button,) = secluded.iter("button")
    assert text(page.one(f"//div[@id='{button.get('popovertarget')}']")) == (
        "Secluded by the editor: genuine, but not of this place b x; reason: gloss"
    )


def test_an_entry_leads_to_the_passage_that_it_names_by_numbers() -> None:
    page = made(
        "<div n='1'><p n='1'>a</p><p n='2'>b</p></div><div n='2'><p n='1'>c</p>"
        "<lg><l n='7' xml:id='l7'>d</l></lg></div><listApp>"
        + "".join(
            f"<app loc='{loc}'><rdg>x</rdg></app>" for loc in ("2.1", "1,2", "7", "1", "9", "2:7")
        )
        + "</listApp>"
    )
    places = page.select("//span[@class='app-loc']")
    assert [(text(e), [a.get("href") for a in e]) for e in places] == [
        ("2.1", ["#p:3"]),
        ("1,2", ["#p:2"]),
        ("7", ["#l7"]),
        ("1", []),
        ("9", []),
        ("2:7", ["#l7"]),
    ]


@pytest.mark.parametrize(
    ("body", "shown", "label", "card"),
    [
        (
            "<choice><sic>teh</sic><corr resp='#ed' cert='high'>the</corr></choice>",
            "the",
            "Correction",
            "In the source teh Corrected the ed; certainty high",
        ),
        (
            "<choice><orig>vp</orig><reg>up</reg></choice>",
            "up",
            "Normalized spelling",
            "In the source vp Normalized up",
        ),
        (
            "<choice><abbr>Dr</abbr><expan resp='#ed'>Doctor</expan></choice>",
            "Doctor",
            "Abbreviation",
            "Abbreviated Dr Expanded Doctor ed",
        ),
        (
            "a<supplied reason='lost' resp='#ed'>b</supplied>",
            "ab",
            "Supplied by the editor",
            "b ed; reason: lost",
        ),
        (
            "<subst><del hand='#h'>old</del><add hand='#h' place='above'>new</add></subst>",
            "new",
            "Replaced in the source",
            "Deleted old A later corrector Added new A later corrector; place: above",
        ),
        (
            "x <add place='margin' hand='#h'>more</add>",
            "x more",
            "Added in the source",
            "more A later corrector; place: margin",
        ),
        ("x <del hand='#h'>less</del>", "x", "Deleted in the source", "less A later corrector"),
        (
            "x <gap reason='hole' quantity='2' unit='words'/> y",
            "x y",
            "Gap in the text",
            "gap in the text; 2 words; hole",
        ),
        (
            "x <unclear reason='faded' cert='low'>y</unclear>",
            "x y",
            "Unclear in the source",
            "y reason: faded; certainty low",
        ),
        (
            "x <space quantity='3' unit='chars'/> y",
            "x y",
            "Space left in the source",
            "space left; 3 chars",
        ),
        (
            "x <damage agent='water'>wet</damage>",
            "x wet",
            "Damaged in the source",
            "wet cause: water",
        ),
        (
            "a <surplus reason='dittography'>a</surplus>",
            "a",
            "Superfluous in the source",
            "a reason: dittography",
        ),
    ],
)
def test_an_intervention_shows_one_reading_and_tells_the_rest(
    body: str, shown: str, label: str, card: str
) -> None:
    page = made(f"<p>{body}</p>", HANDS)
    (button,) = page.select("//button[@popovertarget]")
    assert button.get("aria-label") == label
    opened = page.one(f"//*[@id='{button.get('popovertarget')}']")
    assert text(opened) == f"{label} {card}"
    assert seen(page.one("//*[@id='p:1']")) == shown


def test_variants_name_their_witnesses() -> None:
    page = made(LIST)
    (button,) = page.select("//button[@popovertarget]")
    assert text(page.one(f"//*[@id='{button.get('popovertarget')}']")) == (
        "Variant readings Chosen reading, A B quick Reading, C slow Reading, D nothing"
    )
    assert seen(page.one("//*[@id='p:1']")) == "x quick"


def test_a_deletion_that_was_restored_is_read() -> None:
    page = made("<p><restore><del>kept</del></restore></p>")
    assert seen(page.one("//*[@id='p:1']")) == "kept"


def test_the_switch_is_there_where_there_are_readings() -> None:
    assert len(made("<p><del>x</del></p>").select("//input[@name='reading']")) == 3
    assert made("<p>x</p>").select("//input[@name='reading']") == []


def test_a_change_of_hand_is_named() -> None:
    page = made("<p>x <handShift new='#h'/> y</p>", HANDS)
    assert text(page.one("//*[@class='handShift']")) == "[hand: A later corrector]"


def test_words_that_stand_elsewhere_too_are_read_once() -> None:
    page = made(
        "<div><head>The <choice><sic><hi>teh</hi></sic><corr>the</corr></choice> "
        "<subst><del>old</del><add>new</add></subst> "
        "<app><lem>lamp</lem><rdg>light</rdg></app></head><p>a</p></div><div><head>B</head>"
        "<p>An <app><lem>oil</lem><rdg><app><lem>light</lem><rdg>fire</rdg></app></rdg></app>.</p>"
        "</div>"
    )
    assert text(page.select("//nav[@class='contents']//a")[0]) == "The the new lamp"
    readings = [text(e) for e in page.select("//dl[@class='card-readings']")]
    assert "Chosen reading oil Reading light" in readings


@pytest.mark.parametrize(
    ("choice", "shown"),
    [
        ("<sic>x</sic><corr cert='low'>y</corr><corr cert='high'>z</corr>", "z"),
        ("<sic>x</sic><corr>y</corr><reg>z</reg>", "y"),
        ("<choice><sic>w</sic><corr>x</corr></choice><reg>z</reg>", "z"),
        ("<unclear cert='low'>x</unclear><unclear cert='medium'>y</unclear>", "y"),
    ],
)
def test_the_surest_reading_of_several_is_shown(choice: str, shown: str) -> None:
    page = made(f"<p><choice>{choice}</choice></p>")
    assert seen(page.one("//p[@id='p:1']")) == shown
    assert len(page.select("//button[@aria-label]")) >= 1


@pytest.mark.parametrize(
    ("body", "title", "card"),
    [
        ("<sic resp='#ed'>x</sic>", "Noted in the source", "x ed"),
        ("<corr resp='#ed'>x</corr>", "Corrected by the editor", "x ed"),
        ("<reg resp='#ed'>x</reg>", "Normalized by the editor", "x ed"),
        ("<orig cert='low'>x</orig>", "Spelling of the source", "x certainty low"),
        ("<expan resp='#ed'>M<ex>r</ex></expan>", "Expanded by the editor", "Mr ed"),
        ("<retrace cause='fix'>x</retrace>", "Written over in the source", "x reason: fix"),
        (
            "<mod hand='#h'><del>a</del><add>b</add></mod>",
            "Changed in the source",
            "Deleted a Added b A later corrector",
        ),
    ],
)
def test_an_intervention_without_its_other_reading_is_told_too(
    body: str, title: str, card: str
) -> None:
    page = made(f"<p>{body}</p>", HANDS)
    button = page.one("//p[@id='p:1']//button")
    assert button.get("aria-label") == title
    found = text(page.one(f"//*[@id='{button.get('popovertarget')}']"))
    assert found == f"{title} {card}"


def test_what_the_editor_adds_alone_is_not_read_in_the_view_of_the_source() -> None:
    page = made("<p><corr>a</corr> <expan>M<am>.</am><ex>r</ex></expan> <expan>Mrs</expan></p>")
    kinds = [(e.get("class") or "").split() for e in page.select("//p[@id='p:1']//*[@class]")]
    final = [k[0] for k in kinds if "view-final" in k]
    assert final == ["corr", "ex", "expan"]
    assert [k[0] for k in kinds if "view-source" in k] == ["am"]
    assert seen(page.one("//p[@id='p:1']")) == "a Mr Mrs"


def test_groups_details_and_omissions_of_an_apparatus() -> None:
    page = made(
        "<p>one <app><lem wit='#A'>seven</lem><rdgGrp type='spelling'><rdg wit='#B' cause='haste'>"
        "seuen</rdg></rdgGrp><rdg wit='#C'/><witDetail wit='#B'>erased</witDetail></app> ships</p>"
    )
    assert page.one("//*[@id='p:1']").tag == "p"
    assert text(page.one("//*[@id='card:1']")) == (
        "Variant readings Chosen reading, A seven Reading (spelling), B seuen reason: haste "
        "Reading, C nothing Of the witness B erased"
    )
    assert "omitted C" in text(page.one("//*[@id='p:1']"))


def test_a_stretch_that_was_deleted_or_added_is_marked_where_it_begins_and_ends() -> None:
    page = made(
        "<p>a <delSpan spanTo='#e' hand='#h'/>b<anchor xml:id='e'/> "
        "<addSpan spanTo='#f' place='margin'/>c<anchor xml:id='f'/></p>",
        HANDS,
    )
    assert text(page.one("//p[@id='p:1']")) == (
        "1 a [deleted from here: A later corrector] b[to here: deleted] "
        "[added from here; place: margin] c[to here: added]"
    )


def test_an_apparatus_apart_and_the_words_that_it_is_about_lead_to_each_other() -> None:
    page = made(
        "<p>x <anchor xml:id='f'/>old words<anchor xml:id='t'/></p><listApp>"
        "<app from='#f' to='#t'><lem>old words</lem><rdg wit='#B'>words</rdg></app></listApp>"
    )
    (mark,) = page.select("//p[@id='p:1']/a[@aria-label='Variant readings']")
    entry = page.one(f"//*[@id='{(mark.get('href') or '')[1:]}']")
    assert text(entry) == "¶1 old words] words B"
    assert page.one("//*[@class='app-loc']/a").get("href") == "#f"


def test_a_note_to_a_reading_is_there_while_the_reading_is() -> None:
    page = made(
        "<p><choice><sic>a<note>b</note></sic><corr>c<note>d</note></corr></choice>"
        "<del>e<note>f</note></del><choice><corr>g</corr><corr>h<note>i</note></corr></choice></p>"
    )
    notes = page.select("//aside[@role='note']")
    assert [(note.get("hidden"), note.get("class")) for note in notes] == [
        ("", "note moved view-source"),
        (None, "note moved"),
        ("", "note moved view-source"),
        ("", "note moved view-other"),
    ]


def test_an_abbreviation_mark_and_its_expansion_are_a_reading_each() -> None:
    page = made("<p><choice><am>&amp;</am><ex>et</ex></choice></p>")
    assert page.one("//*[text() = 'et']").get("class") == "ex view-final"
    assert "view-source" in (page.one("//*[contains(@class, 'am ')]").get("class") or "")


def test_an_entry_apart_from_the_text_says_who_why_and_by_which_hand() -> None:
    page = made(
        "<lg><l n='1' xml:id='l1'>Arma</l></lg><listApp><app loc='1'><lem wit='#A'>Arma</lem>"
        "<rdg wit='#B' hand='#h' cause='homeoteleuton' cert='low'>arva</rdg></app></listApp>"
    )
    entry = text(page.one("//div[contains(@class, 'app-entry')]"))
    assert entry == "1 Arma A] arva B; h; reason: homeoteleuton; certainty low"


@pytest.mark.parametrize(
    ("text_of_it", "told"),
    [
        ("a <del>b</del> c", ["Deleted in the source b"]),
        ("a <del hand='#h'>b</del> c", ["Deleted in the source b A later corrector"]),
        ("a <surplus>b</surplus> c", ["Superfluous in the source b"]),
        (
            "a <surplus reason='repeated'>b</surplus> c",
            ["Superfluous in the source b reason: repeated"],
        ),
        ("a <secl>b</secl> c", ["Secluded by the editor: genuine, but not of this place b"]),
        ("a <del/> c", ["Deleted in the source nothing"]),
        # what is added in their place shows where these were
        ("a <subst><del>b</del><add>c</add></subst>", []),
        ("a <mod><del>b</del><add>c</add></mod>", []),
        # what is read has no need of a sign
        ("a <restore><del>b</del></restore>", []),
    ],
)
def test_what_is_left_out_or_bracketed_has_a_sign_and_a_card(
    text_of_it: str, told: list[str]
) -> None:
    page = made(f"<p>{text_of_it}</p>", HANDS)
    buttons = page.select("//article//button")
    cards = [page.one(f"//div[@id='{button.get('popovertarget')}']") for button in buttons]
    assert [text(card)[: len(says)] for card, says in zip(cards, told, strict=True)] == told
    assert page.select("//article//*[@hidden]//button") == []


def test_the_sign_of_a_block_that_is_left_out_has_a_line() -> None:
    page = made("<del><p>a</p></del><p>b</p>")
    holder = page.one("//article//div[@class='left-out']")
    block, sign = holder
    assert (block.tag, block.get("hidden"), sign.get("class")) == ("div", "", "of-block")


@pytest.mark.parametrize("kind", ["reg", "expan"])
def test_what_an_editor_changed_alone_is_seen(kind: str) -> None:
    page = made(f"<p><{kind}>a</{kind}> <choice><orig>b</orig><{kind}>c</{kind}></choice></p>")
    alone, chosen = page.select(f"//article//span[contains(@class, '{kind} ')]")
    assert "intervention" in str(alone.get("class"))
    assert "intervention" not in str(chosen.get("class"))


LOCATED = (
    "<div n='1'><p n='1'>a</p><p n='2'>b</p></div><div n='2'><p n='1'>c</p>"
    "<lg><l n='7'>d</l><l n='8' xml:id='l8'>e</l></lg></div>"
)
ENTRIES = "".join(
    f"<app loc='{loc}'><rdg>x</rdg></app>" for loc in ("2.1", "7", "7", "1", "9", "2", "8")
)


def backs(page: Made) -> list[tuple[str, str | None]]:
    """The marks of entries in the text: in which element, and where they lead to."""
    return [
        (text(holder).rstrip("‡"), mark.get("href"))
        for holder in page.select("//article//*[a[@class='noteref']]")
        for mark in holder.iterfind("a[@class='noteref']")
    ]


def test_a_passage_that_an_entry_names_by_numbers_leads_back_to_it() -> None:
    page = made(f"{LOCATED}<app><lem>f</lem></app><listApp>{ENTRIES}</listApp>")
    entries = page.select("//div[@class='app-entry']")
    ids = [entry.get("id") for entry in entries]
    # 1 and 2 are of several, and 9 of none
    assert [bool(name) for name in ids] == [True, True, True, False, False, False, True]
    assert backs(page) == [
        ("1 c", f"#{ids[0]}"),
        ("d", f"#{ids[1]}"),
        ("d", f"#{ids[2]}"),
        ("e", f"#{ids[6]}"),
    ]
    marks = page.select("//a[@class='noteref']")
    assert {mark.get("aria-label") for mark in marks} == {"Variant readings"}
    # a line without an id is led to by its mark
    links = [place.get("href") for place in page.select("//span[@class='app-loc']/a")]
    refs = [f"#{mark.get('id')}" for mark in marks if mark.get("id")]
    assert links == ["#p:3", *refs, "#l8"] and len(refs) == 2


def test_it_leads_back_to_an_entry_on_the_page_about_the_edition() -> None:
    page = made(LOCATED, stand_off=f"<standOff><listApp>{ENTRIES}</listApp></standOff>")
    about = tree(page.bundle.files["about.html"])
    ids = {f"about.html#{element.get('id')}" for element in about.iter() if element.get("id")}
    assert len(backs(page)) == 4 and {href for _, href in backs(page)} <= ids


def test_a_part_that_an_entry_names_by_its_number_leads_back_to_it() -> None:
    page = made(
        "<div n='3'><p>a</p></div><div n='4' xml:id='d'><p>b</p></div><listApp><app loc='3'><rdg/>"
        "</app><app loc='4'><rdg/></app><app from='#d'><rdg/></app></listApp>"
    )
    assert len(page.select("//section//p[@class='after-block']/a")) == 2
    assert len(page.select("//article//a[@class='noteref']")) == 3
