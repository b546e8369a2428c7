"""Mistakes that encoders make, each put into the edition, each found at its line.

A seed replaces one place of the document. The finding that it must lead to stands at the line of
the change, or at the line of ``at`` where the mistake shows elsewhere.
"""
# ruff: noqa: E501 - a seed reads best as one line

from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT
from siglum.check import Checker, Options
from siglum.findings import Finding, Severity

EDITION = ROOT / "tei" / "october-revolution-iv.xml"
OPTIONS = Options(
    schemas=(ROOT / "schemas" / "siglum.rng",),
    rules=(ROOT / "schemas" / "siglum.sch",),
    witness=ROOT / "tei" / "october-revolution-iv.txt",
)


class Seed(NamedTuple):
    """A mistake: what is replaced by what, and the code of the finding that says so."""

    name: str
    old: str
    new: str
    code: str
    at: str = ""


SEEDS = [
    # the XML itself
    Seed("end tag missing", "</soCalled>; for it", "; for it", "xml-not-well-formed"),
    Seed("ampersand bare", "<p>The licence speaks", "<p>& The licence", "xml-not-well-formed"),
    Seed("entity unknown", "Russian in Latin letters", "Russian&nbsp;in Latin letters", "xml-entity-undefined"),
    # structure
    Seed(
        "element misspelt",
        '<placeName ref="#germany">Germany</placeName>, has',
        '<placename ref="#germany">Germany</placename>, has',
        "element-unknown",
    ),
    Seed("element misplaced", "<date when=\"2026\">2026</date>", "<head>2026</head>", "element-misplaced"),
    Seed("element too early", "<title level=\"m\">Collected Works</title>\n              <imprint>\n                <biblScope unit=\"volume\" n=\"28\"", "<imprint>\n                <biblScope unit=\"volume\" n=\"28\"", "element-too-early"),
    Seed("element missing", "          <name>unknown transcriber</name>\n", "", "element-missing"),
    Seed("attribute unknown", '<p xml:id="iv.4" n="4">', '<p xml:id="iv.4" num="4">', "attribute-unknown"),
    Seed("attribute value not in the list", '<title level="u">', '<title level="x">', "attribute-value"),
    Seed("attribute missing", '<tagUsage gi="author" occurs="1"/>', '<tagUsage occurs="1"/>', "attribute-missing"),
    Seed("date that is none", 'when="1924-12-17">December', 'when="17.12.1924">December', "attribute-value"),
    Seed("text where none may be", "<listOrg>", "<listOrg>Organisations", "text-not-allowed"),
    Seed("namespace wrong", '<closer xml:id="iv.closer">', '<closer xmlns="http://www.tei-c.org/ns/2.0" xml:id="iv.closer">', "namespace-wrong"),
    # ids and pointers
    Seed("id twice", 'xml:id="iv.4"', 'xml:id="iv.3"', "id-duplicate"),
    Seed("pointer misspelt", 'target="#iv.1.q3 #lenin"', 'target="#iv.1.q3 #lenni"', "pointer-resolves"),
    Seed("hash forgotten", '<signed><persName ref="#stalin">', '<signed><persName ref="stalin">', "pointer-file-missing"),
    Seed("file not there", '<ptr target="october-revolution-iv.txt"/>', '<ptr target="october-iv.txt"/>', "pointer-file-missing"),
    Seed("prefix undeclared", '<orgName>The siglum developers</orgName>\n        </respStmt>', '<orgName ref="viaf:1">The siglum developers</orgName>\n        </respStmt>', "prefix-undeclared"),
    Seed("person where a place is meant", '<placeName ref="#britain">', '<placeName ref="#kautsky">', "place-pointer"),
    Seed("source that is a person", 'xml:id="iv.1.q3" source="#work.kautsky"', 'xml:id="iv.1.q3" source="#kautsky"', "source-pointer"),
    Seed("rendition that is none", 'rendition="#letterspaced"', 'rendition="#editor"', "rendition-pointer"),
    Seed("next without prev", ' prev="#iv.6.q2">"At', '>"At', "parts-reciprocal", 'next="#iv.7.q1"'),
    # quotations
    Seed("closing mark missing", '"universal denouement"<', '"universal denouement<', "quotation-closes"),
    Seed("opening mark missing", '>"typical case,"<', '>typical case,"<', "quotation-opens"),
    Seed("mark outside the element", '<quote xml:id="iv.3.q1" ana="#quotation.unreferenced">"the eve of the socialist revolution."</quote>', '"<quote xml:id="iv.3.q1" ana="#quotation.unreferenced">the eve of the socialist revolution.</quote>"', "quotation-mark-outside", '<quote xml:id="iv.3.q1"'),
    Seed("mark twice", '"maturing"</soCalled> of the elements', '"maturing""</soCalled> of the elements', "quotation-mark-doubled"),
    Seed("mark bare", "the law of the uneven development", 'the "law" of the uneven development', "quotation-mark-bare"),
    Seed("reference not marked", "In what should this assistance be expressed?", "In what should this assistance be expressed? (See Works.)", "see-in-reference"),
    Seed("omission not marked", '<pc type="omission" resp="#stalin">. . .</pc> not', ". . . not", "omission-marked"),
    Seed("quotation and reference disagree", 'xml:id="iv.18.q1" source="#work.slogan"', 'xml:id="iv.18.q1" source="#work.kautsky"', "cit-agrees"),
    # interventions
    Seed("correction by nobody", '<reg resp="#editor">', "<reg>", "intervention-responsible"),
    Seed("supplied without reason", ' reason="omitted"', "", "intervention-reason"),
    Seed("choice of two equal readings", '<reg resp="#editor">for</reg>', '<reg resp="#editor">f o r</reg>', "choice-differs"),
    # header and bibliography
    Seed("year and attribute disagree", '<date when="1924" cert="high">1924</date>', '<date when="1925" cert="high">1924</date>', "date-year"),
    Seed("day and attribute disagree", '<date when="1924-12-17">December', '<date when="1924-12-18">December', "date-day"),
    Seed("month and attribute disagree", 'when="1923-03-04" cert="high">4 March', 'when="1923-05-04" cert="high">4 March', "date-day"),
    Seed("date said in two ways", '<date when="1925" cert="high">', '<date when="1925" from="1925" cert="high">', "date-attributes"),
    Seed("language by its name", '<title level="j" xml:lang="ru-Latn">', '<title level="j" xml:lang="russian">', "lang-tag"),
    Seed("path of citations from nowhere", 'match="//body/div"', 'match="body/div"', "citation-path"),
    Seed("related work not given", '<relatedItem type="original">', '<relatedItem type="reprint"/>\n          <relatedItem type="original">', "related-item-given"),
    Seed("category that is the taxonomy", 'ana="#quotation.imagined"', 'ana="#quotation"', "ana-pointer"),
    Seed("policy of marks unsaid", '<punctuation marks="all" placement="internal">', '<quotation/>\n        <punctuation marks="all" placement="internal">', "quotation-policy-said"),
    Seed("pages backwards", 'from="374" to="420"', 'from="420" to="374"', "range-order"),
    Seed("language undeclared", '<title level="m" type="translated" xml:lang="en">', '<title level="m" type="translated" xml:lang="de">', "lang-declared"),
    Seed("language tag malformed", '<biblStruct xml:lang="ru-Latn">', '<biblStruct xml:lang="russian (translit.)">', "lang-tag"),
    Seed("count of elements wrong", '<tagUsage gi="rs" occurs="4"/>', '<tagUsage gi="rs" occurs="5"/>', "tag-usage"),
    Seed("level of a title", '<title level="a">Better Fewer', '<title level="m">Better Fewer', "title-level-place"),
    Seed("paragraph number wrong", 'xml:id="iv.5" n="5"', 'xml:id="iv.5" n="6"', "paragraph-number"),
    Seed("respStmt unused", 'resp="#transcriber"', 'resp="#editor"', "resp-stmt-used", '<respStmt xml:id="transcriber">'),
    # the text
    Seed("word doubled", "the law of the uneven", "the law of of the uneven", "text-added"),
    Seed("dash shortened", "new factor has arisen — the vast", "new factor has arisen – the vast", "text-differs"),
    Seed("hyphen exchanged", "the West-European", "the West\u2011European", "text-differs"),
    Seed("space that does not break", "All these are", "All these\u00a0are", "text-differs"),
    Seed("letter of another alphabet", "be a purely national", "be \u0430 purely national", "text-differs"),
    Seed("word broken in two", "revolutionizing", "revolution<lb/>izing", "text-differs"),
    Seed("sides of a choice exchanged", "<orig>f o r</orig><reg resp=\"#editor\">for</reg>", "<orig>for</orig><reg resp=\"#editor\">f o r</reg>", "text-differs"),
    Seed("supplied what the source has", 'n="13">In what', 'n="13">In <supplied reason="omitted" resp="#editor">what</supplied>', "text-missing"),
    Seed("gap without reason", "development and progressive decay", 'development and <gap/>progressive decay', "intervention-reason"),
    Seed("paragraphs run together", '?</p>\n        <p xml:id="iv.14" n="14">', "? ", "paragraph-differs"),
    Seed("word mistyped", "Undoubtedly, this support", "Undoubtably, this support", "text-differs"),
    Seed("word left out", "a lever for the further disintegration", "a lever for the disintegration", "text-missing"),
    Seed("word put in", "Most probably, the world revolution will", "Most probably, the whole world revolution will", "text-added"),
    Seed("apostrophe made curly", "</persName>'s theory", "</persName>’s theory", "text-differs"),
    Seed("line broken by a formatter", "<p xml:id=\"iv.13\" n=\"13\">In what", "<p xml:id=\"iv.13\" n=\"13\">\n  In what", "text-preserved"),
    Seed("transcription changed", "SHA-256\">e3866cb9", "SHA-256\">e3866cb8", "witness-checksum"),
]  # fmt: skip


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


@pytest.fixture(scope="module")
def text() -> str:
    return EDITION.read_text("utf-8")


def check(checker: Checker, text: str) -> list[Finding]:
    found = checker.check(text.encode(), str(EDITION), OPTIONS)
    return [f for f in found if f.severity is not Severity.INFO]


def test_the_edition_is_clean(checker: Checker, text: str) -> None:
    assert check(checker, text) == []
    assert checker.done == {"structure", "rules", "links", "text"}


def test_there_are_forty_kinds() -> None:
    assert len({seed.name for seed in SEEDS}) == len(SEEDS) >= 40
    assert len({seed.code for seed in SEEDS}) >= 35


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name.replace(" ", "-"))
def test_seed(seed: Seed, checker: Checker, text: str) -> None:
    assert text.count(seed.old) == 1, f"{seed.old!r} stands {text.count(seed.old)} times"
    mutated = text.replace(seed.old, seed.new)
    if seed.at:
        assert mutated.count(seed.at) == 1
        index = mutated.index(seed.at)
    else:
        index = text.index(seed.old)
        while text[index] == mutated[index]:
            index += 1
    line = mutated.count("\n", 0, index) + 1
    found = check(checker, mutated)
    assert (line, seed.code) in {(f.location.line, f.code) for f in found}, "\n".join(
        f"{f.location.line}:{f.location.column} [{f.code}] {f.message}" for f in found
    )
    assert all(f.location.file for f in found)
    assert Path(found[0].location.file) == EDITION
