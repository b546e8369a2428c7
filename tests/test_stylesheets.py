"""What holds for every stylesheet of the package."""

import re
from pathlib import Path

import pytest
from conftest import ROOT
from lxml import etree

XSL = "{http://www.w3.org/1999/XSL/Transform}"
STYLESHEETS = sorted((ROOT / "xslt").rglob("*.xsl"))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def arms(pattern: str) -> int:
    """How many alternatives a pattern has, those in predicates and brackets aside."""
    bare = re.sub(r"'[^']*'", "", pattern)
    while bare != (bare := re.sub(r"\[[^\[\]]*\]|\([^()]*\)", "", bare)):
        pass
    return bare.count("|") + 1


@pytest.mark.parametrize("path", STYLESHEETS, ids=shown)
def test_modes_say_what_happens_to_nodes_without_a_rule_or_with_two(path: Path) -> None:
    for mode in etree.parse(str(path)).iter(f"{XSL}mode"):
        assert mode.get("on-no-match"), mode.get("name")
        assert mode.get("on-multiple-match") == "fail", mode.get("name")


@pytest.mark.parametrize("path", STYLESHEETS, ids=shown)
def test_templates_and_functions_say_what_they_make(path: Path) -> None:
    for element in etree.parse(str(path)).iter(f"{XSL}template", f"{XSL}function", f"{XSL}param"):
        assert element.get("as"), f"{shown(path)}:{element.sourceline}"


@pytest.mark.parametrize("path", [p for p in STYLESHEETS if "html" in p.parts], ids=shown)
def test_a_rule_for_several_names_has_no_priority_of_its_own(path: Path) -> None:
    # the processor looks the names of such a rule up, but tries them one by one for every element
    # where the rule has a priority
    for template in etree.parse(str(path)).iter(f"{XSL}template"):
        several = template.get("mode") == "text" and arms(template.get("match", "")) > 1
        assert not (several and template.get("priority")), f"{shown(path)}:{template.sourceline}"


def test_alternatives_are_counted_outside_of_predicates() -> None:
    assert arms("a[b | c]/d[(e | f)[g | h]]") == 1
    assert arms("a['|'] | b") == 2
