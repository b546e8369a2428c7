"""Every pointer resolves, to the right kind of thing; ids are unique; chains agree."""

from pathlib import Path

import pytest
from conftest import ROOT
from siglum.document import parse, read
from siglum.links import check
from siglum.report.text import Style, render

HEAD = '<TEI xmlns="http://www.tei-c.org/ns/1.0">'


def found(body: str, folder: Path | None = None) -> list[str]:
    """The rendered findings on a document with this in its root, without hints."""
    document = parse(f"{HEAD}\n{body}\n</TEI>".encode(), name="t.xml")
    return [
        render(f, Style()).split("\n")[0] for f in check(document, folder or Path("/nonexistent"))
    ]


def hints(body: str, folder: Path | None = None) -> list[str]:
    document = parse(f"{HEAD}\n{body}\n</TEI>".encode(), name="t.xml")
    return [f.hint for f in check(document, folder or Path("/nonexistent"))]


def test_the_edition_is_clean() -> None:
    assert list(check(read(ROOT / "tei" / "october-revolution-iv.xml"))) == []


def test_a_dangling_pointer() -> None:
    body = '<p xml:id="work.slogan"/>\n<quote source="#work.slogn">x</quote>'
    assert found(body) == [
        "t.xml:3:8: error [pointer-dangling] @source points at #work.slogn, and no element of the "
        "document has this xml:id"
    ]
    assert hints(body) == ["did you mean #work.slogan?"]


def test_each_token_is_looked_at() -> None:
    assert found('<p xml:id="a" corresp="#a #b\n #a #c"/>') == [
        "t.xml:2:15: error [pointer-dangling] @corresp points at #b, and no element of the "
        "document has this xml:id",
        "t.xml:2:15: error [pointer-dangling] @corresp points at #c, and no element of the "
        "document has this xml:id",
    ]


def test_a_fragment_is_percent_decoded_and_trimmed() -> None:
    assert found('<p xml:id=" é "/><ref target="#%C3%A9"/>') == []


def test_a_bare_name_is_a_file_and_the_hint_knows_better() -> None:
    body = '<person xml:id="ada"/><sp who="ada"/><sp who="bob"/><ref target="www.example.org/x"/>'
    assert found(body)[0] == (
        "t.xml:2:27: error [pointer-file-missing] @who points at the file ada, which is not there"
    )
    assert hints(body) == [
        "write #ada to point at the element with this xml:id",
        "a pointer to an element is written with # before its xml:id",
        "write https:// before a web address",
    ]


def test_an_empty_pointer() -> None:
    assert found('<ref target=" "/><ref target="#"/>') == [
        "t.xml:2:6: error [pointer-empty] @target points at nothing",
        "t.xml:2:23: error [pointer-empty] @target points at nothing",
    ]


def test_files_and_their_fragments(tmp_path: Path) -> None:
    (tmp_path / "people.xml").write_text(f'{HEAD}<person xml:id="ada"/></TEI>')
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "a b.xml").write_text("<x/>")
    (tmp_path / "broken.xml").write_text("<x>")
    body = (
        '<persName ref="people.xml#ada"/>\n<persName ref="people.xml#adda"/>\n'
        '<ref target="notes.txt#line3"/>\n<ref target="a%20b.xml"/>\n<ref target="a b.xml"/>\n'
        '<ref target="gone.xml#x"/>\n<ref target="broken.xml#x"/>\n<graphic url="gone.png"/>'
    )
    assert found(body, tmp_path) == [
        "t.xml:3:11: error [pointer-dangling-elsewhere] @ref points at people.xml#adda, and no "
        "element of people.xml has the xml:id adda",
        "t.xml:6:6: error [pointer-file-missing] @target points at the file a, which is not there",
        "t.xml:7:6: error [pointer-file-missing] @target points at the file gone.xml, which is not "
        "there",
        "t.xml:9:10: warning [pointer-media-missing] @url names the file gone.png, which is not "
        "there",
    ]


def test_standard_input_has_no_folder() -> None:
    document = parse(f'{HEAD}<ref target="gone.xml"/></TEI>'.encode(), name="-")
    assert list(check(document)) == []


def test_an_included_file_has_its_ids(tmp_path: Path) -> None:
    (tmp_path / "back.xml").write_text(f'{HEAD}<person xml:id="ada"/></TEI>')
    body = (
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="back.xml"/>'
        '<persName ref="#ada"/><persName ref="#bob"/>'
    )
    assert [f.split("] ")[1] for f in found(body, tmp_path)] == [
        "@ref points at #bob, and no element of the document has this xml:id"
    ]


def test_web_addresses_and_known_schemes_are_let_be() -> None:
    assert found('<ref target="https://example.org/#x mailto:a@b urn:x:y tei:1.2"/>') == []


def test_paths_of_one_machine() -> None:
    assert found(r'<ref target="file:///tmp/x.xml C:\x.xml /tmp/x"/>') == [
        "t.xml:2:6: warning [pointer-machine] @target points at file:///tmp/x.xml, a file of one "
        "machine only",
        r"t.xml:2:6: warning [pointer-machine] @target points at C:\x.xml, a file of one machine "
        "only",
        "t.xml:2:6: warning [pointer-machine] @target points at /tmp/x, a file of one machine only",
    ]


def test_prefixes() -> None:
    declared = (
        '<prefixDef ident="psn" matchPattern="([a-z]+)" replacementPattern="#person.$1"/>'
        '<prefixDef ident="psn" matchPattern="([0-9]+)" replacementPattern="https://x.org/$1"/>'
        '<prefixDef ident="bad" matchPattern="(" replacementPattern="#$1"/>'
        '<person xml:id="person.ada"/>\n'
    )
    assert found(declared + '<name ref="psn:ada psn:12"/>') == []
    assert found(declared + '<name ref="psn:bob"/>\n<name ref="psn:A"/>\n<name ref="bad:x"/>') == [
        "t.xml:3:7: error [pointer-dangling] @ref points at psn:bob, and no element of the "
        "document has this xml:id",
        "t.xml:4:7: error [prefix-no-match] @ref points at psn:A, which no prefixDef for psn: "
        "matches",
        "t.xml:2:190: error [prefix-pattern] the matchPattern of the prefix bad is no regular "
        "expression: missing ), unterminated subpattern at position 0",
    ]


def test_an_undeclared_prefix_is_said_once() -> None:
    assert found('<name ref="viaf:1"/><name ref="viaf:2"/>') == [
        "t.xml:2:7: warning [prefix-undeclared] @ref uses the prefix viaf: (viaf:1), which the "
        "document does not declare"
    ]


@pytest.mark.parametrize(
    ("pointing", "target", "message"),
    [
        ("<persName ref='#x'/>", "place", "<place>, and should point at a <person>"),
        ("<placeName ref='#x'/>", "person", "<person>, and should point at a <place>"),
        ("<corr resp='#x'/>", "place", "<place>, and should point at someone responsible"),
        ("<hi rendition='#x'/>", "person", "<person>, and should point at a <rendition>"),
        ("<rdg wit='#x'/>", "person", "<person>, and should point at a <witness>"),
        ("<quote ana='#x'/>", "biblStruct", "<biblStruct>, and should point at an interpretation"),
        ("<quote source='#x'/>", "person", "<person>, and should point at a source"),
        ("<sp who='#x'/>", "place", "<place>, and should point at a person or group"),
        ("<add hand='#x'/>", "person", "<person>, and should point at a <handNote>"),
        ("<text decls='#x'/>", "p", "<p>, and should point at a declaration of the header"),
        ("<pb facs='#x'/>", "p", "<p>, and should point at an image"),
        ("<title ref='#x'/>", "person", "<person>, and should point at a bibliographic entry"),
        ("<catRef target='#x'/>", "person", "<person>, and should point at a <category>"),
        ("<g ref='#x'/>", "p", "<p>, and should point at a <char> or <glyph>"),
        ("<eventName ref='#x'/>", "place", "<place>, and should point at an <event>"),
    ],
)
def test_the_right_kind(pointing: str, target: str, message: str) -> None:
    [only] = found(f"<{target} xml:id='x'/>\n{pointing}")
    assert only.startswith("t.xml:3:")
    assert (
        f"[pointer-kind] @{pointing.split()[1].split('=')[0]} points at #x, which is {message}"
        in only
    )


@pytest.mark.parametrize(
    ("pointing", "target"),
    [
        ("<persName ref='#x'/>", "person"),
        ("<persName ref='#x'/>", "personGrp"),
        ("<rs ref='#x'/>", "place"),
        ("<quote source='#x'/>", "bibl"),
        ("<quote source='#x'/>", "p"),
        ("<note resp='#x'/>", "bibl"),
        ("<ref target='#x'/>", "rendition"),
        ("<rendition scheme='css'/>", "p"),
        ("<date from='1900' to='1901'/>", "p"),
    ],
)
def test_what_tei_leaves_open(pointing: str, target: str) -> None:
    assert found(f"<{target} xml:id='x'/>\n{pointing}") == []


def test_a_duplicate_id_names_both_places() -> None:
    document = parse(f'{HEAD}\n<p xml:id="a"/>\n<p xml:id="a"/></TEI>'.encode(), name="t.xml")
    assert [render(f, Style()) for f in check(document)] == [
        "t.xml:3:4: error [id-duplicate] the xml:id a is used a second time; the first is in line "
        "2\n"
        "  t.xml:2:4: the first is here\n"
        "  hint: give one of the two another xml:id, and mend the pointers to it\n"
    ]


def test_an_example_of_markup_may_repeat_an_id() -> None:
    example = '<egXML xmlns="http://www.tei-c.org/ns/Examples"><p xml:id="a" ref="#no"/></egXML>'
    body = f'<p xml:id="a"/>{example}'
    assert found(body) == []


def chain(*parts: str) -> list[str]:
    return [
        f.partition("] ")[0].split("[")[1] + ": " + f.partition("] ")[2]
        for f in found("\n".join(parts))
    ]


def test_a_good_chain() -> None:
    assert (
        chain(
            '<quote xml:id="a" next="#b"/>',
            '<quote xml:id="b" prev="#a" next="#c"/>',
            '<quote xml:id="c" prev="#b"/>',
        )
        == []
    )


def test_an_unanswered_link() -> None:
    assert chain('<quote xml:id="a" next="#b"/>', '<quote xml:id="b"/>') == [
        "chain-unanswered: @next points at #b, whose @prev is missing"
    ]
    assert chain(
        '<quote xml:id="a" next="#c"/>',
        '<quote xml:id="b" next="#c"/>',
        '<quote xml:id="c" prev="#a"/>',
    ) == ["chain-unanswered: @next points at #c, whose @prev points at #a"]


def test_the_order_of_a_chain() -> None:
    assert chain('<quote xml:id="a" prev="#b"/>', '<quote xml:id="b" next="#a"/>') == [
        "chain-order: @prev points at #b, which stands after this element",
        "chain-order: @next points at #a, which stands before this element",
    ]


def test_like_with_like() -> None:
    assert chain('<quote xml:id="a" next="#b"/>', '<said xml:id="b" prev="#a"/>') == [
        "chain-kind: @next joins <quote> to #b, which is <said>",
        "chain-kind: @prev joins <said> to #a, which is <quote>",
    ]


def test_a_circle() -> None:
    assert chain(
        '<quote xml:id="a" next="#b" prev="#b"/>', '<quote xml:id="b" next="#a" prev="#a"/>'
    ) == [
        "chain-order: @prev points at #b, which stands after this element",
        "chain-cycle: @next points at #a, and so leads round in a circle",
    ]
    assert chain('<quote xml:id="a" next="#a"/>') == [
        "chain-cycle: @next points at #a, and so leads round in a circle"
    ]


def test_xml_base_moves_where_a_path_starts(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "x.xml").write_text("<x/>")
    body = '<div xml:base="sub/"><ref target="x.xml"/></div><ref target="x.xml"/>'
    assert [f.split("] ")[1] for f in found(body, tmp_path)] == [
        "@target points at the file x.xml, which is not there"
    ]


def test_pointers_of_other_namespaces_are_not_tei_s() -> None:
    assert found('<svg xmlns="http://www.w3.org/2000/svg" target="#no" resp="#no"/>') == []


def test_a_long_document_of_good_links_builds_no_tree() -> None:
    body = "".join(
        f'<p xml:id="p{n}" prev="#p{n - 1}" next="#p{n + 1}" corresp="#p{n}"/>'
        for n in range(1, 2000)
    )
    body = f'<p xml:id="p0" next="#p1"/>{body}<p xml:id="p2000" prev="#p1999"/>'
    document = parse(f"{HEAD}{body}</TEI>".encode(), name="t.xml")
    assert list(check(document)) == []
    assert "tree" not in vars(document)
