"""The page of the rules says what the rules are."""

from conftest import ROOT
from lxml import etree
from schemas.rules_page import PAGE, page
from schemas.siglum_odd import RNG, SCH
from siglum import schematron
from siglum.document import parse


def test_the_page_of_the_rules_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "run: PYTHONPATH=tests python tests/schemas/rules_page.py"
    )


def test_the_example_of_the_guide_is_found_as_it_says() -> None:
    guide = (ROOT / "docs" / "schema.md").read_text(encoding="utf-8")
    example = guide.split("```xml\n", 1)[1].split("```", 1)[0].encode()
    assert (ROOT / "docs" / "examples" / "quoting.xml").read_bytes() == example
    etree.RelaxNG(etree.parse(RNG)).assertValid(etree.fromstring(example))
    found = list(schematron.load(SCH).check(parse(example, name="docs/examples/quoting.xml")))
    assert len(found) == 3
    for f in found:
        line, column = f.location.line, f.location.column
        assert f"{f.location.file}:{line}:{column}: error [{f.code}] {f.message}\n" in guide
