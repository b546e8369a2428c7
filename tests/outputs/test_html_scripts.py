"""Writing from right to left and from top to bottom, glosses beside the line, lines of verse."""

import pytest
from html_pages import made

RENDITIONS = (
    "<encodingDesc><tagsDecl><rendition xml:id='v' scheme='css'>{}</rendition></tagsDecl>"
    "</encodingDesc>"
)


@pytest.mark.parametrize(
    ("css", "classes"),
    [
        ("writing-mode: vertical-rl", "p r-v rend-vertical"),
        ("font-style:italic; writing-mode:vertical-lr", "p r-v rend-vertical"),
        ("font-style: italic", "p r-v"),
    ],
)
def test_a_rendition_from_top_to_bottom_is_set_as_such(css: str, classes: str) -> None:
    page = made("<p rendition='#v'>x</p>", RENDITIONS.format(css))
    assert page.one("//article//p").get("class") == classes


def test_lines_are_indented_as_far_as_they_say() -> None:
    page = made("".join(f"<l rend='{n}'>x</l>" for n in ("indent(2)", "indent3", "indent(1)")))
    assert [line.get("class") for line in page.select("//article//div[@data-n or @class]/div")][
        -3:
    ] == ["l rend-indent-2", "l rend-indent-3", "l rend-indent"]
