"""Hostile schemas reach nothing; large, deep and wide documents are checked; nothing is printed."""

from pathlib import Path

import pytest
from siglum.document import parse, read
from siglum.schematron import Rules, compile

NAMESPACES = (
    'xmlns="http://purl.oclc.org/dsdl/schematron" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'
)


def rules_of(body: str, *, files: bool = False, base: Path | None = None) -> Rules:
    return compile(f"<schema {NAMESPACES}>{body}</schema>", name="r.sch", base=base, files=files)


def messages(rules: Rules, source: bytes = b"<a/>") -> list[str]:
    return [found.message for found in rules.check(parse(source, name="a.xml"))]


def test_files_are_read_only_where_they_may_be(tmp_path: Path) -> None:
    (tmp_path / "other.xml").write_text("<secret>known</secret>")
    body = (
        '<pattern><rule context="a"><report test="doc(\'other.xml\')/secret">'
        "<value-of select=\"doc('other.xml')/secret\"/></report></rule></pattern>"
    )
    assert messages(rules_of(body, base=tmp_path)) == [
        "the report \"doc('other.xml')/secret\" cannot be evaluated here: "
        "it wants to read another file, and rules may read none"
    ]
    assert messages(rules_of(body, base=tmp_path, files=True)) == ["known"]


@pytest.mark.parametrize("files", [False, True])
def test_nothing_is_written_or_fetched_whatever_is_allowed(tmp_path: Path, files: bool) -> None:
    out = tmp_path / "out.xml"
    inner = (
        "'&lt;xsl:stylesheet version=&quot;3.0&quot; xmlns:xsl=&quot;http://www.w3.org/1999/XSL/"
        "Transform&quot;&gt;&lt;xsl:template match=&quot;/&quot;&gt;&lt;xsl:result-document "
        f"href=&quot;{out.as_uri()}&quot;&gt;&lt;x/&gt;&lt;/xsl:result-document&gt;"
        "&lt;/xsl:template&gt;&lt;/xsl:stylesheet&gt;'"
    )
    call = f"transform(map{{'stylesheet-text': {inner}, 'source-node': root()}})?output"
    body = "".join(
        '<pattern><rule context="a">'
        f"<report test=\"string({test}) != ''\">m</report></rule></pattern>"
        for test in (
            call,
            "doc('http://example.org/')",
            "environment-variable('PATH')",
            "system-property('user.home')",
        )
    )
    said = messages(rules_of(body, files=files))
    assert len(said) == 2
    assert all("cannot be evaluated here" in message for message in said)
    assert not out.exists()


def test_an_entity_of_a_schema_is_not_read(tmp_path: Path) -> None:
    from siglum.findings import FindingError

    (tmp_path / "secret.txt").write_text("secret")
    with pytest.raises(FindingError) as raised:
        compile(
            f'<!DOCTYPE schema [<!ENTITY e SYSTEM "secret.txt">]><schema {NAMESPACES}>&e;</schema>',
            name="r.sch",
            base=tmp_path,
        )
    assert raised.value.finding.code == "xml-entity-external"


def test_parsing_inside_a_rule_expands_no_entity_without_end() -> None:
    entities = "".join(
        f'&lt;!ENTITY e{n} "{f"&amp;e{n - 1};" * 10 if n else "x" * 100}"&gt;' for n in range(9)
    ).replace('"', "&quot;")
    test = f"parse-xml('&lt;!DOCTYPE a [{entities}]&gt;&lt;a&gt;&amp;e8;&lt;/a&gt;') != ''"
    [said] = messages(
        rules_of(f'<pattern><rule context="a"><report test="{test}">m</report></rule></pattern>')
    )
    assert "cannot be evaluated here" in said


def test_a_deep_document_of_many_attributes() -> None:
    body = (
        '<pattern><rule context="a[not(a)]"><report test="true()"><name/></report></rule></pattern>'
    )
    attributes = " ".join(f'n{number}="&amp;"' for number in range(400)).encode()
    source = b"<a>" * 999 + b"<a " + attributes + b"/>" + b"</a>" * 999
    [found] = rules_of(body).check(parse(source, name="a.xml"))
    assert (found.message, found.location.column) == ("a", 999 * 3 + 1)


def test_findings_stand_at_their_node_among_many() -> None:
    body = '<pattern><rule context="a | @n | text()"><report test="true()"/></rule></pattern>'
    source = b"<r>" + b'<b/><a n="1">x</a>' * 300 + b"</r>"
    columns = [found.location.column for found in rules_of(body).check(parse(source, name="a.xml"))]
    assert columns == [4 + 18 * n + at for n in range(300) for at in (4, 7, 13)]


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    rules = rules_of(
        '<ns prefix="xs" uri="http://www.w3.org/2001/XMLSchema"/>'
        '<ns prefix="f" uri="urn:f"/><xsl:function name="f:f" xmlns:f="urn:f">'
        '<xsl:message select="string(current-date())"/><xsl:sequence select="1"/></xsl:function>'
        '<pattern><rule context="a[xs:integer(name()) = 1]"><report test="a["/></rule></pattern>'
        '<pattern><rule context="a"><report test="xs:integer(name()) = f:f()"/></rule></pattern>'
    )
    assert len(messages(rules)) == 2
    assert capfd.readouterr() == ("", "")


def test_a_base_of_the_document_is_known(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text("<a/>")
    body = (
        '<pattern><rule context="a"><report test="true()">'
        "<value-of select=\"tokenize(base-uri(), '/')[last()]\"/></report></rule></pattern>"
    )
    assert [found.message for found in rules_of(body).check(read(path))] == ["a.xml"]
