"""The tables of docs/citations.md say what the writers do."""

import re

import pytest
from bibliography_documents import work
from conftest import ROOT
from siglum.bibliography.writers import biblatex, bibtex, ris, write_works

PAGE = (ROOT / "docs" / "citations.md").read_text(encoding="utf-8")

ENTRY = """<biblStruct xml:id="a" xml:lang="de"><analytic><author>A</author>
  <title level="a">T</title></analytic><monogr><author>B</author>
  <editor>C</editor><editor role="translator">D</editor>
  <title level="m">U</title><edition>2</edition><imprint><pubPlace>E</pubPlace>
  <publisher>F</publisher><date when="1990"/><date type="original" when="1850"/>
  <date type="accessed" when="2020-01-02"/><biblScope unit="volume">3</biblScope>
  <biblScope unit="page" from="4" to="5"/></imprint></monogr>
  <series><title level="s">S</title><editor>G</editor>
  <biblScope unit="volume">9</biblScope></series>
  <idno type="DOI">10.1000/x</idno><idno type="ISBN">978-3-16-148410-0</idno>
  <ptr target="https://example.org/"/><note>N</note></biblStruct>"""

ARTICLE = """<biblStruct xml:id="b"><analytic><title level="a">T</title></analytic><monogr>
  <title level="j">J</title><imprint><date when="1990-02-03"/><biblScope unit="issue">1</biblScope>
  </imprint></monogr><idno type="ISSN">1234-5679</idno></biblStruct>"""

ORIGINAL = """<biblStruct xml:id="c"><monogr><title level="m">T</title><imprint><date when="1990"/>
  </imprint></monogr><relatedItem type="original"><biblStruct><monogr><title>O</title><imprint>
  <date when="1850"/></imprint></monogr></biblStruct></relatedItem></biblStruct>"""

REPORT = """<biblStruct xml:id="d" type="report"><monogr><title level="m">T</title><imprint>
  <publisher>P</publisher><date when="1990"/></imprint></monogr></biblStruct>"""

MANUSCRIPT = """<msDesc xml:id="e"><msIdentifier><settlement>O</settlement>
  <repository>B</repository><idno>MS 1</idno></msIdentifier></msDesc>"""


def rows(heading: str) -> list[list[str]]:
    """The rows of the table whose first cell of the head is ``heading``, in the section."""
    section = PAGE.partition("## From TEI to each format\n")[2].partition("\n## ")[0]
    table = section.partition(f"| {heading} |")[2].partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table]


def test_the_types_are_those_that_are_written() -> None:
    found = rows("type")
    assert len(found) > 10
    for _, csl, latex, bib, reference in found:
        kind = csl.strip("`")
        assert latex == f"`@{biblatex.TYPES.get(kind, 'misc')}`"
        assert bib == f"`@{bibtex.TYPES.get(kind, 'misc')}`"
        assert reference == f"`{ris.TYPES.get(kind, 'GEN')}`"


@pytest.mark.parametrize(
    ("column", "to", "field"),
    [
        (1, "csl-json", r'^\s*"([A-Za-z_-]+)":'),
        (2, "biblatex", r"^  ([a-z]+) ="),
        (3, "bibtex", r"^  ([a-z]+) ="),
        (4, "ris", r"^([A-Z][A-Z0-9])  -"),
    ],
)
def test_every_field_of_the_table_is_written(column: int, to: str, field: str) -> None:
    works = [work(text) for text in (ENTRY, ARTICLE, ORIGINAL, REPORT, MANUSCRIPT)]
    works.append(work(REPORT.replace('type="report"', 'type="thesis"').replace('"d"', '"f"')))
    written = set(re.findall(field, write_works(works, to).text, re.MULTILINE))
    named = {name for row in rows("in TEI") for name in re.findall(r"`([^`]+)`", row[column])}
    assert named - written == set()
