"""The guide explains every code, and the catalogue is fit to be explained."""

import re
import string

import pytest
from findings_page import PAGE, head, page
from siglum.findings import CATALOGUE, Severity


def test_the_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == page(head()), "run python tests/findings_page.py"


@pytest.mark.parametrize("code", CATALOGUE)
def test_an_entry(code: str) -> None:
    entry = CATALOGUE[code]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
    assert entry.severity in set(Severity)
    assert entry.explanation.endswith((".", ".)"))
    assert not entry.message.endswith(".")

    def fields(template: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(template) if name}

    assert all(name.isidentifier() for name in fields(entry.message) | fields(entry.hint))
