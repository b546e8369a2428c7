"""One mistake gives one finding, several give several, and who follows a hint mends the mistake."""

import random
from collections import defaultdict

import pytest
import relaxng_mutants
from conftest import ROOT, shared
from relaxng_hints import followed, kind
from relaxng_mutants import MUTATIONS, Element, elements, mutants
from siglum.relaxng import Schema

BOOK = """
default namespace = "http://docbook.org/ns/docbook"
start = element book {
  attribute version { "5.0" }, info, (section_like, chapter+, appendix*, index?)
}
section_like = element preface { title, block+ }?
info = element info { title & author+ & element pubdate { xsd:gYear | xsd:date }? }
title = element title { inline }
author = element author { element personname { text }, element affiliation { text }? }
inline = (text | element emphasis { attribute role { "bold" | "italic" }?, inline }
  | element link { attribute href { xsd:anyURI }, inline })*
block = element para { inline } | element programlisting { text }
  | element itemizedlist { element listitem { block+ }+ }
chapter = element chapter { attribute xml:id { xsd:ID }?, title, block*, section* }
section = element section { title, block+ }
appendix = element appendix { title, block+ }
index = element index { empty }
"""
BOOK_DOCUMENT = b"""<book xmlns="http://docbook.org/ns/docbook" version="5.0">
<info><title>Book</title><author><personname>X</personname></author><pubdate>1924</pubdate></info>
<preface><title>P</title><para>a</para></preface>
<chapter xml:id="c1"><title>One</title>
<para>Text <emphasis role="bold">b</emphasis> <link href="x">y</link></para>
<itemizedlist><listitem><para>i</para></listitem><listitem><para>j</para></listitem></itemizedlist>
<section><title>S</title><para>p</para></section>
</chapter>
<chapter><title>Two</title><para>q</para></chapter>
<appendix><title>A</title><para>r</para></appendix>
<index/>
</book>
"""
BOOK_NAMES = (
    "book info title author chapter section para emphasis link preface index itemizedlist listitem "
    "programlisting"
).split()

LETTERS = """
start = element letters { element letter {
  attribute date { xsd:date }, attribute kind { "draft" | "fair" | xsd:boolean }?,
  element from { text }, element to { text },
  (element subject { text }? & element place { text }? & element enclosure { empty }*),
  element para { (text | element em { text }
    | element name { attribute key { xsd:NCName }, text })* }+,
  element sign { text }? }+ }
"""
LETTERS_DOCUMENT = b"""<letters>
<letter date="1924-12-17" kind="draft">
<from>A</from>
<to>B</to>
<place>Wien</place>
<enclosure/>
<subject>Books</subject>
<para>One <em>two</em> <name key="a">three</name>.</para>
<para>Four <em>five</em>.</para>
<sign>A</sign>
</letter>
<letter date="1925-01-01">
<from>B</from>
<to>A</to>
<para>No.</para>
</letter>
</letters>
"""
LETTERS_NAMES = "letters letter from to place subject para em name sign enclosure".split()

#: How many findings a mutant has on the average, at most. To move an element to where it may not
#: stand is two mistakes where it is missed in its own place.
MOST = {
    "move": 1.5,
    "rename_known": 1.12,
    "rename_unknown": 1.06,
    "insert_element": 1.06,
    "wrap": 1.06,
    "unwrap": 1.04,
    "insert_text": 1.02,
    "rename_attribute": 1.2,
    "change_namespace": 1.02,
}
MOST_OF_ANY_OTHER = 1.0


def schema_of(source: str) -> Schema:
    return Schema.from_bytes(source.encode(), "x.rnc")


def counted(schema: Schema, documents: list[tuple[str, bytes]], each: int) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for name, data in documents:
        for mutation, mutant in mutants(data, each, f"recovery {name}"):
            count = sum(1 for _ in schema.validate(mutant))
            if count:
                found[mutation].append(count)
    return found


def check(found: dict[str, list[int]]) -> None:
    means = {mutation: sum(counts) / len(counts) for mutation, counts in found.items()}
    assert means == {
        mutation: mean
        for mutation, mean in means.items()
        if mean <= MOST.get(mutation, MOST_OF_ANY_OTHER)
    }
    assert max(max(counts) for counts in found.values()) <= 4


@pytest.fixture
def book(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relaxng_mutants, "KNOWN", BOOK_NAMES)
    monkeypatch.setattr(relaxng_mutants, "UNKNOWN", "persName p item xyz Para".split())
    monkeypatch.setattr(relaxng_mutants, "ATTRIBUTES", "version role href n xml:id".split())


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relaxng_mutants, "KNOWN", LETTERS_NAMES)
    monkeypatch.setattr(relaxng_mutants, "UNKNOWN", "persName lettre parra xyz".split())
    monkeypatch.setattr(relaxng_mutants, "ATTRIBUTES", "date kind key n".split())


def tei_documents(schema: Schema) -> list[tuple[str, bytes]]:
    """Valid documents that are not long."""
    paths = [*sorted(shared("samples").glob("*.xml")), ROOT / "tei" / "october-revolution-iv.xml"]
    documents = [(path.stem, path.read_bytes()) for path in paths]
    return [
        (name, data)
        for name, data in documents
        if len(data) < 60_000 and not any(schema.validate(data, max_errors=1))
    ]


@pytest.fixture(scope="module")
def tei() -> Schema:
    return Schema.load(shared("tei", "tei_all.rng"))


@pytest.mark.usefixtures("book")
def test_one_mistake_in_a_book() -> None:
    check(counted(schema_of(BOOK), [("book", BOOK_DOCUMENT)], 300))


@pytest.mark.usefixtures("letters")
def test_one_mistake_in_letters() -> None:
    check(counted(schema_of(LETTERS), [("letters", LETTERS_DOCUMENT)], 300))


def test_one_mistake_in_tei(tei: Schema) -> None:
    check(counted(tei, tei_documents(tei), 100))


def test_one_mistake_in_the_essay() -> None:
    schema = Schema.load(ROOT / "schemas" / "siglum.rng")
    essay = (ROOT / "tei" / "october-revolution-iv.xml").read_bytes()
    check(counted(schema, [("essay", essay)], 150))


_BLOCKS = (b"p", b"l", b"head", b"item", b"note", b"bibl", b"biblStruct", b"cell", b"ab")


def test_as_many_findings_as_mistakes(tei: Schema) -> None:
    """From two to five mistakes, each in a block of its own, and each found when it is alone."""
    kinds = [m for m in MUTATIONS if m.__name__ not in ("move", "same_id", "delete_attribute")]
    tried = 0
    for name, data in tei_documents(tei):
        r = random.Random(f"several {name}")
        blocks: list[Element] = []
        for e in elements(data):
            if e.name in _BLOCKS and not e.empty and (not blocks or e.start >= blocks[-1].close):
                blocks.append(e)
        for _ in range(12):
            document, made = data, 0
            for e in sorted(
                r.sample(blocks, min(len(blocks), r.randint(2, 5))), key=lambda e: -e.start
            ):
                inside = [x for x in elements(data) if e.start <= x.start and x.close <= e.close]
                mutant = r.choice(kinds)(r, data, inside)
                if mutant and mutant != data and len(list(tei.validate(mutant))) == 1:
                    piece = mutant[e.start : len(mutant) - (len(data) - e.close)]
                    document = document[: e.start] + piece + document[e.close :]
                    made += 1
            tried += made > 1
            assert len(list(tei.validate(document))) == made
    assert tried > 30


def outcomes(
    schema: Schema, documents: list[tuple[str, bytes]], each: int
) -> dict[str, list[bool]]:
    """Of each kind of hint, whether what it mends is gone when it is followed."""
    found: dict[str, list[bool]] = defaultdict(list)
    for name, data in documents:
        for _, mutant in mutants(data, each, f"hints {name}"):
            findings = list(schema.validate(mutant))
            if len(findings) != 1 or not kind(findings[0]):
                continue
            [mistake] = findings
            best = False
            for mended in followed(mutant, mistake):
                left = list(schema.validate(mended))
                best = not left or (
                    kind(mistake) == "put first"
                    and mistake.message not in [f.message for f in left]
                )
                if best:
                    break
            found[kind(mistake)].append(best)
    return found


def test_hints_can_be_followed_in_tei(tei: Schema) -> None:
    found = outcomes(tei, tei_documents(tei), 120)
    every = [gone for outcome in found.values() for gone in outcome]
    assert len(every) > 100
    shares = {name: round(sum(o) / len(o), 2) for name, o in found.items()}
    assert sum(every) / len(every) >= 0.9, shares


@pytest.mark.usefixtures("book")
def test_hints_can_be_followed_in_a_book() -> None:
    found = outcomes(schema_of(BOOK), [("book", BOOK_DOCUMENT)], 300)
    every = [gone for outcome in found.values() for gone in outcome]
    shares = {name: round(sum(o) / len(o), 2) for name, o in found.items()}
    assert len(every) > 80
    assert sum(every) / len(every) >= 0.9, shares


def said(document: str, source: str = LETTERS) -> list[str]:
    found = schema_of(source).validate(document.encode(), name="x.xml")
    return [f"{f.location.line} {f.code}: {f.message} ({f.hint})" for f in found]


def letter(content: str, attributes: str = 'date="1924-12-17"') -> str:
    return f"<letters>\n<letter {attributes}>\n<from/>\n<to/>\n{content}</letter>\n</letters>"


def test_what_is_said_of_an_element_with_a_wrong_name() -> None:
    assert said(letter("<parra>a <em>b</em></parra>\n")) == [
        "5 element-unknown: the schema has no element <parra> (did you mean <para>?)"
    ]
    assert said(
        "<letters>\n<letter date='1924-12-17'>\n<xyz/>\n<to/>\n<para/></letter></letters>"
    ) == [
        "3 element-unknown: the schema has no element <xyz> (did you mean <from>, which may hold "
        "what is in it?)"
    ]


def test_what_is_said_of_tags_that_are_missing_or_too_many() -> None:
    assert said(letter("a <em>b</em> c <em>d</em>\n")) == [
        "5 text-not-allowed: no text may stand here in <letter> (wrap it, and what belongs to it, "
        "in <para>)"
    ]
    assert said(letter("<sign><para>a</para>\n<para>b</para></sign>\n")) == [
        "5 element-misplaced: <sign> cannot stand here in <letter> (remove the tags of <sign>: "
        "what it holds may stand here in <letter>)"
    ]


def test_what_is_said_of_values() -> None:
    assert said(letter("<para/>", 'date="soon" kind="x"')) == [
        "2 attribute-value: @date on <letter> cannot be 'soon'; it must be: a date such as "
        "1924-12-17 ()",
        "2 attribute-value: @kind on <letter> cannot be 'x'; it must be: true, false, draft or "
        "fair ()",
    ]
    assert said(letter("<para/>", 'when="1924-12-17"')) == [
        "2 attribute-unknown: the schema has no attribute @when, on <letter> or elsewhere (did you "
        "mean @date?)"
    ]


def test_what_is_said_of_another_namespace() -> None:
    html = 'xmlns="http://www.w3.org/1999/xhtml"'
    assert said(letter(f"<para>a <em {html}>b</em></para>\n")) == [
        "5 namespace-wrong: <em> is in the namespace http://www.w3.org/1999/xhtml; the schema has "
        "it in the namespace none (remove the prefix or the xmlns that puts <em> in a namespace)"
    ]
    assert said(letter(f"<para>a <table {html}>b</table></para>\n")) == [
        "5 element-unknown: the schema has no element <html:table> (here may stand <em>, <name> or "
        "text)"
    ]


def test_what_a_wildcard_allows_elsewhere_is_known_by_its_namespace_only() -> None:
    schema = """
    start = element a { element b { any }?, element c { element svg:* { text } } }
    namespace svg = "http://www.w3.org/2000/svg"
    any = (element * { any } | text)*
    """
    source = 'namespace svg = "http://www.w3.org/2000/svg"\n' + schema.replace(
        'namespace svg = "http://www.w3.org/2000/svg"\n', ""
    )
    assert said(
        '<a>\n<x xmlns="urn:x"/><c><rect xmlns="http://www.w3.org/2000/svg"/></c></a>', source
    ) == ["2 element-unknown: the schema has no element <x> (of urn:x) (here may stand <b> or <c>)"]
    assert said('<a>\n<svg:rect xmlns:svg="http://www.w3.org/2000/svg"/><c/></a>', source)[0] == (
        "2 element-misplaced: <svg:rect> cannot stand here in <a> (<svg:rect> is allowed in <b>, "
        "and <b> may stand here: wrap it in one)"
    )


def test_what_is_said_does_not_depend_on_what_was_asked_before() -> None:
    wrong = letter("<para/>\n<xyz/>", 'date="1924-12-17" kind="x"').encode()
    fresh, used = schema_of(LETTERS), schema_of(LETTERS)
    for _, mutant in mutants(LETTERS_DOCUMENT, 30, "before"):
        list(used.validate(mutant))
    assert list(fresh.validate(wrong)) == list(used.validate(wrong))
