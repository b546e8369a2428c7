"""What was done to interventions and to whole passages, told where these stand."""

import pytest
from html_pages import made, of, text, words
from outputs.test_html_apparatus import HANDS, seen
from outputs.test_same_words import compare
from siglum.document import TEI, parse


def cards(body: str) -> dict[str, str]:
    """What the card says that a button opens, by the id of the card."""
    page = made(body, HANDS)
    opened = [button.get("popovertarget") for button in page.select("//button[@popovertarget]")]
    return {str(card): text(page.one(f"//*[@id='{card}']")) for card in opened}


@pytest.mark.parametrize(
    ("body", "shown", "card"),
    [
        (
            "<del xml:id='d'>cut</del><undo target='#d' hand='#h' rend='dotted' cert='high'/>",
            "cut",
            "Deleted in the source cut Cancelled A later corrector; how: dotted; certainty high"
            " Link to this passage",
        ),
        (
            "<add xml:id='a' place='above'>put</add><undo target='#a' resp='#ed'/> in",
            "in",
            "Added in the source put place: above Cancelled ed Link to this passage",
        ),
        (
            "in<del xml:id='d'>cut</del><undo xml:id='u' target='#d'/>"
            "<redo target='#u' hand='#h' cause='fix'/>",
            "in",
            "Deleted in the source cut Cancelled; reaffirmed A later corrector; reason: fix"
            " Link to this passage",
        ),
        (
            "in<del xml:id='d'>cut</del><undo target='#d'/><redo target='#d' change='#h'/>",
            "in",
            "Deleted in the source cut Cancelled Reaffirmed change: A later corrector"
            " Link to this passage",
        ),
        (
            "<subst xml:id='s'><del>old</del><add>new</add></subst><undo target='#s' resp='#ed'/>",
            "old",
            "Replaced in the source Deleted old Added new Cancelled ed Link to this passage",
        ),
    ],
)
def test_an_intervention_that_was_taken_back_is_not_carried_out(
    body: str, shown: str, card: str
) -> None:
    page = made(f"<p>{body}</p>", HANDS)
    assert list(cards(f"<p>{body}</p>").values()) == [card]
    assert seen(page.one("//*[@id='p:1']")) == shown
    compare(page.document, page.article)


def test_parts_of_a_substitution_name_each_other() -> None:
    body = (
        "<p><del xml:id='d'>old</del> and <add xml:id='a'>new</add>"
        "<substJoin target='#d #a' resp='#h'/></p>"
    )
    assert cards(body) == {
        "card:d": "Deleted in the source old One substitution: deleted “old”, added “new”"
        " A later corrector Link to this passage",
        "card:a": "Added in the source new One substitution: deleted “old”, added “new”"
        " A later corrector Link to this passage",
    }
    page = made(body, HANDS)
    assert page.one("//*[@id='card:d']//p[@class='card-revision']/a").get("href") == "#a"
    compare(page.document, page.article)


def test_passages_that_change_places_say_so_and_stay_where_they_are() -> None:
    body = (
        "<p><seg xml:id='s'>one</seg> <del xml:id='t'>two</del></p>"
        "<lg><l xml:id='l'>A</l><l xml:id='m'>B</l></lg><p xml:id='p'>C</p>"
        "<listTranspose><transpose resp='#h'><ptr target='#t'/><ptr target='#s'/></transpose>"
        "<transpose><ptr target='#m'/><ptr target='#l'/></transpose>"
        "<transpose><ptr target='#p'/><ptr target='#l'/></transpose></listTranspose>"
    )
    first = "Transposed in the source To be read in this order: “two”, “one” A later corrector"
    second = "Transposed in the source To be read in this order: “B”, “A”"
    third = "Transposed in the source To be read in this order: “C”, “A”"
    assert cards(f"<div>{body}</div>") == {
        "transposed:s": first,
        "transposed:t": first,
        "transposed:l": second,
        "transposed:l:2": third,
        "transposed:m": second,
        "transposed:p": third,
        "card:t": "Deleted in the source two Link to this passage",
    }
    page = made(f"<div>{body}</div>", HANDS)
    assert words(page.article).split() == ["one", "two", "AB", "C"]
    compare(page.document, page.article)


def test_what_has_no_card_has_a_sign_that_it_was_cancelled() -> None:
    page = made(
        "<p><seg xml:id='m'>x</seg><undo target='#m' hand='#h'/> "
        "<redo spanTo='#e' hand='#h'/>y<anchor xml:id='e'/></p>",
        HANDS,
    )
    assert [text(sign) for sign in page.select("//*[@class='break-n']")] == [
        "[cancelled: A later corrector]",
        "[reaffirmed from here: A later corrector]",
        "[to here: reaffirmed]",
    ]


def test_the_interventions_of_a_transcription_by_pages_have_cards() -> None:
    source = (
        f'<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>'
        "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>"
        f"{HANDS}</teiHeader><sourceDoc><surface><zone><line>so <del xml:id='d' hand='#h'>cut</del>"
        "</line><line><undo target='#d' rend='dotted'/>end</line></zone></surface></sourceDoc>"
        "</TEI>"
    )
    page = of(parse(source.encode()))
    (button,) = page.select("//button[@popovertarget]")
    assert text(page.one(f"//*[@id='{button.get('popovertarget')}']")) == (
        "Deleted in the source cut A later corrector Cancelled how: dotted Link to this passage"
    )
    assert seen(page.article).split() == ["so", "cutend"]
