"""Hostile schemas reach nothing; large, deep and wide documents are checked; nothing is printed."""

import signal
import subprocess
import sys
import threading
import time
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
    closed = rules_of(body, base=tmp_path)
    assert [(found.code, found.message) for found in closed.findings] == [
        (
            "schematron-files-closed",
            f"the {part} {text!r} is left out: it reads a file by doc(), and rules may read none",
        )
        for part, text in (
            ("report", "doc('other.xml')/secret"),
            ("value", "doc('other.xml')/secret"),
        )
    ]
    assert messages(closed) == []
    assert messages(rules_of(body, base=tmp_path, files=True)) == ["known"]


@pytest.mark.parametrize(
    "test",
    [
        "exists(doc('other.xml'))",
        "doc-available('other.xml')",
        "fn:doc('x')",
        "true() or count(for-each('x', doc#1)) = 1",
        "unparsed-text-available('other.xml')",
        "f:reads()",
        "$global",
    ],
)
def test_no_verdict_depends_on_a_file_that_may_not_be_read(test: str, tmp_path: Path) -> None:
    (tmp_path / "other.xml").write_text("<other/>")
    rules = rules_of(
        '<ns prefix="f" uri="urn:f"/><ns prefix="fn" uri="http://www.w3.org/2005/xpath-functions"/>'
        '<xsl:function name="f:reads" xmlns:f="urn:f">'
        "<xsl:sequence select=\"exists(document('other.xml'))\"/></xsl:function>"
        '<let name="global" value="unparsed-text(\'other.xml\')"/>'
        f'<pattern><rule context="a"><report test="{test}">wrong</report>'
        f'<assert test="{test}">wrong</assert><report test="true()">right</report></rule>'
        "</pattern>",
        base=tmp_path,
    )
    assert {found.code for found in rules.findings} == {"schematron-files-closed"}
    assert messages(rules) == ["right"]


def test_names_that_only_look_like_functions_read_nothing() -> None:
    body = (
        '<ns prefix="f" uri="urn:f"/><xsl:function name="f:doc" xmlns:f="urn:f">'
        '<xsl:sequence select="1"/></xsl:function><pattern><rule context="a">'
        "<report test=\"f:doc() = 1 and not(doc) and 'doc(1)' != '' (: doc(1) :)\">said</report>"
        "</rule></pattern>"
    )
    rules = rules_of(body)
    assert rules.findings == ()
    assert messages(rules) == ["said"]


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
    rules = rules_of(body, files=files)
    said = [*(found.message for found in rules.findings), *messages(rules)]
    assert [message.rpartition(": ")[2] for message in said] == (
        [
            "xsl:result-document is disabled when extension functions are disabled",
            "it wants to read another file, and rules may read none",
        ]
        if files
        else [
            "it reads a file by doc(), and rules may read none",
            "xsl:result-document is disabled when extension functions are disabled",
        ]
    )
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


@pytest.mark.parametrize("body", ["1 + f:endless($n + 1)", "string-join((f:endless($n + 1), $n))"])
def test_a_function_that_calls_itself_without_end_stops_only_its_rule(body: str) -> None:
    rules = rules_of(
        '<ns prefix="f" uri="urn:f"/><xsl:function name="f:endless" xmlns:f="urn:f">'
        f'<xsl:param name="n"/><xsl:sequence select="{body}"/></xsl:function>'
        '<pattern><rule context="a"><report test="f:endless(1) = 3">m</report>'
        '<report test="true()">after</report></rule></pattern>'
    )
    assert messages(rules) == [
        "the <xsl:function> 'f:endless' cannot be evaluated here: too many nested function calls. "
        "May be due to infinite recursion",
        "after",
    ]


def test_a_loop_without_end_can_be_interrupted() -> None:
    schema = (
        f'<schema {NAMESPACES}><ns prefix="f" uri="urn:f"/>'
        '<xsl:function name="f:f" xmlns:f="urn:f"><xsl:param name="n"/>'
        '<xsl:sequence select="f:f($n + 1)"/></xsl:function>'
        '<pattern><rule context="a"><report test="f:f(1)">m</report></rule></pattern></schema>'
    )
    code = (
        "import os\nfrom siglum.document import parse\nfrom siglum.schematron import compile\n"
        f"rules = compile({schema!r}, name='r.sch', base=None)\n"
        "os.write(1, b'started')\n"
        "list(rules.check(parse(b'<a/>', name='a.xml')))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        process.stdout.read(7)
        try:
            time.sleep(1)  # for the rule to be reached; were it not, the test would pass anyway
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == -signal.SIGINT
        finally:
            process.kill()


def test_threads_can_share_a_schema() -> None:
    rules = rules_of(
        '<pattern><rule context="a|b"><report test="true()"><name/></report></rule></pattern>'
    )
    said: list[list[str]] = []

    def work() -> None:
        for _ in range(5):
            said.append(messages(rules, b"<a><b/></a>"))  # one at a time
            rules_of(f'<pattern><rule context="a"><report test="{len(said)} +"/></rule></pattern>')

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == [["a", "b"]] * 20
