"""Findings as text, JSON, SARIF and GitHub annotations."""

import json
from collections.abc import Iterator

import jsonschema
from conftest import ROOT
from siglum.findings import Finding, Location, Related, Severity
from siglum.report import github, jsons, sarif, visible
from siglum.report.summary import summary
from siglum.report.text import Style, render

PLAIN = Finding(
    "element-unknown",
    Severity.ERROR,
    Location("tei/a b.xml", 2, 5, "/tei:TEI/tei:p[2]"),
    "there is no element persname",
    "did you mean persName?",
    (Related(Location("tei/a b.xml", 1, 1), "the first is here"),),
)
WARNING = Finding("my-rule", Severity.WARNING, Location("x.xml"), "50% of\nit: bad, really")
TROUBLE = Finding(
    "file-missing", Severity.ERROR, Location("y.xml"), "there is no file y.xml", environment=True
)


def test_text_with_a_frame() -> None:
    lines = ["<TEI>", "\t<p>ä<persname/></p>"]
    assert render(PLAIN, Style(), lambda _: lines) == (
        "tei/a b.xml:2:5: error [element-unknown] there is no element persname\n"
        "    2 │     <p>ä<persname/></p>\n"
        "      │        ^\n"
        "  tei/a b.xml:1:1: the first is here\n"
        "  hint: did you mean persName?\n"
    )


def test_text_in_colour() -> None:
    assert render(WARNING, Style(colour=True)) == (
        "\x1b[1mx.xml:1:1:\x1b[0m \x1b[33;1mwarning\x1b[0m [my-rule] 50% of␊it: bad, really\n"
    )


def test_text_explains_when_asked() -> None:
    assert render(TROUBLE, Style(explain=True)) == (
        "y.xml:1:1: error [file-missing] there is no file y.xml\n"
        "  why: The path names nothing. Nothing was read and nothing was written.\n"
    )


def frame(line: str, column: int, width: int = 40) -> list[str]:
    found = Finding("x", Severity.ERROR, Location("x.xml", 1, column), "m")
    return render(found, Style(width=width), lambda _: [line]).splitlines()[1:]


def test_a_long_line_is_cut_around_the_caret() -> None:
    line = "".join(chr(0x61 + n % 26) for n in range(300))
    for column in (1, 2, 30, 150, 299, 300, 301):
        shown, caret = frame(line, column)
        assert len(shown) <= 40
        at = caret.index("^")
        assert (shown + " ")[at : at + 1] == (line + " ")[column - 1], column
    assert frame(line, 150)[0].count("…") == 2
    assert frame(line, 1)[0].endswith("…")
    assert frame(line, 300)[0].startswith("    1 │ …")


def test_wide_and_combining_characters_keep_the_caret_in_place() -> None:
    assert frame("<p>漢字e\u0301<x/>", 8) == ["    1 │ <p>漢字e\u0301<x/>", "      │         ^"]


def test_a_place_beyond_the_line_has_its_caret_at_the_end() -> None:
    assert frame("<p>", 9) == ["    1 │ <p>", "      │    ^"]


def test_an_empty_line() -> None:
    assert frame("", 1) == ["    1 │", "      │ ^"]


def test_a_frame_on_a_terminal_that_cannot_say_all() -> None:
    style = Style(encoding="ascii")
    found = PLAIN._replace(location=Location("a.xml", 1, 5), related=())
    assert render(found, style, lambda _: ["<p>ä<b/></p>" + "x" * 100]).split("\n")[1:3] == [
        "    1 | <p>\\xe4<b/></p>" + "x" * 70 + "...",
        "      |        ^",
    ]


def test_a_file_that_is_not_at_hand_has_no_frame() -> None:
    assert render(WARNING, Style(), lambda _: None).count("\n") == 1


def test_control_characters_are_shown_not_sent() -> None:
    assert visible("a\x1b[31mb\u202ec\x7f\u0085") == "a␛[31mb<U+202E>c␡<U+0085>"
    found = Finding("x", Severity.ERROR, Location("a\nb.xml"), "\x1b]0;title\x07", "a\nb")
    assert render(found, Style()) == ("a␊b.xml:1:1: error [x] ␛]0;title␇\n  hint: a\n    b\n")


def test_characters_that_nobody_sees_are_spelt_out() -> None:
    assert visible("#a\u200b #b\u200f\ufeff n\u200dn") == "#a<U+200B> #b<U+200F><U+FEFF> n\u200dn"


def test_json_holds_no_command_to_a_terminal() -> None:
    said = "é \x1b[31m \x9b31m \u202e \x7f"
    found = Finding("x", Severity.ERROR, Location("a.xml"), said)
    for text in (jsons.render([found]), sarif.render([found])):
        assert "é \\u001b[31m \\u009b31m \\u202e \\u007f" in text
    assert json.loads(jsons.render([found]))[0]["message"] == said


def test_summary() -> None:
    assert summary(2, 1, 0, ["structure", "links"]) == (
        "2 documents checked (structure, links): 1 error, no warnings\n"
    )
    assert summary(1, 0, 2, []) == "1 document checked: no errors, 2 warnings\n"


def test_json_is_as_its_schema_says() -> None:
    schema = json.loads((ROOT / "schemas" / "findings.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    text = jsons.render([PLAIN, WARNING])
    jsonschema.validate(json.loads(text), schema)
    assert text == (
        '[\n  {"file": "tei/a b.xml", "line": 2, "column": 5, "xpath": "/tei:TEI/tei:p[2]", '
        '"code": "element-unknown", "severity": "error", "message": "there is no element '
        'persname", "hint": "did you mean persName?"},\n'
        '  {"file": "x.xml", "line": 1, "column": 1, "xpath": "", "code": "my-rule", '
        '"severity": "warning", "message": "50% of\\nit: bad, really", "hint": ""}\n]\n'
    )
    assert jsons.render([]) == "[]\n"


def test_github_annotations_are_escaped() -> None:
    assert github.render([PLAIN, WARNING]) == (
        "::error file=tei/a b.xml,line=2,col=5,title=element-unknown::there is no element "
        "persname%0Adid you mean persName?\n"
        "::warning file=x.xml,line=1,col=1,title=my-rule::50%25 of%0Ait: bad, really\n"
    )
    odd = Finding("x", Severity.INFO, Location("a,b:c%.xml"), "m")
    assert github.render([odd]) == "::notice file=a%2Cb%3Ac%25.xml,line=1,col=1,title=x::m\n"


def test_sarif() -> None:
    log = json.loads(sarif.render([PLAIN, WARNING, TROUBLE]))
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    assert [r["id"] for r in run["tool"]["driver"]["rules"]] == ["element-unknown", "my-rule"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["invocations"] == [
        {
            "executionSuccessful": False,
            "toolExecutionNotifications": [
                {
                    "descriptor": {"id": "file-missing"},
                    "level": "error",
                    "message": {"text": "there is no file y.xml"},
                    "locations": [
                        {
                            "physicalLocation": {
                                "artifactLocation": {"uri": "y.xml"},
                                "region": {"startLine": 1, "startColumn": 1},
                            }
                        }
                    ],
                }
            ],
        }
    ]
    first, second = run["results"]
    assert first == {
        "ruleId": "element-unknown",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "there is no element persname\ndid you mean persName?"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "tei/a%20b.xml"},
                    "region": {"startLine": 2, "startColumn": 5},
                },
                "logicalLocations": [
                    {"fullyQualifiedName": "/tei:TEI/tei:p[2]", "kind": "element"}
                ],
            }
        ],
        "relatedLocations": [
            {
                "id": 1,
                "physicalLocation": {
                    "artifactLocation": {"uri": "tei/a%20b.xml"},
                    "region": {"startLine": 1, "startColumn": 1},
                },
                "message": {"text": "the first is here"},
            }
        ],
    }
    assert (second["ruleIndex"], second["level"]) == (1, "warning")


def test_a_rule_of_the_catalogue_brings_its_explanation() -> None:
    found = Finding("id-duplicate", Severity.ERROR, Location("x.xml"), "m")
    [rule] = json.loads(sarif.render([found]))["runs"][0]["tool"]["driver"]["rules"]
    assert rule["shortDescription"] == {"text": "id duplicate"}
    assert rule["fullDescription"]["text"].startswith("An xml:id names one element")


def test_the_frame_of_a_line_of_megabytes_is_cut_out_before_it_is_laid_out() -> None:
    class Line(str):
        __slots__ = ()

        def __iter__(self) -> Iterator[str]:
            raise AssertionError("the whole line is walked over")

    line = Line("<p>" + "x" * 1_000_000 + "</p>")
    shown, caret = frame(line, 500_000)
    assert (shown[:8], shown[-1], len(shown) <= 40) == ("    1 │ ", "…", True)
    assert shown[8] == "…"
    assert shown[caret.index("^")] == "x"
