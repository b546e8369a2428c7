"""Formulas in TeX: MathML where pandoc can make it, their TeX where it cannot, and no harm."""

import sys
from pathlib import Path

import pytest
from html_pages import made, text
from siglum.bibliography.format import pandoc
from siglum.findings import Severity
from siglum.outputs import formulas

MATH = "//article//*[local-name() = 'math']"


def test_a_formula_in_tex_is_mathml_with_its_tex() -> None:
    page = made("<p>a <formula notation='TeX'>x^2</formula> b</p>")
    assert (
        '<span class="formula"><math xmlns="http://www.w3.org/1998/Math/MathML" display="inline">'
        "<semantics><msup><mi>x</mi><mn>2</mn></msup>"
        '<annotation encoding="application/x-tex">x^2</annotation></semantics></math></span>'
    ) in page.html
    assert page.bundle.findings == ()


@pytest.mark.parametrize(
    ("formula", "display"),
    [
        ("<formula notation='tex'>\\sum_a^b</formula>", "inline"),
        ("<formula notation='LaTeX'>$\\sum_a^b$</formula>", "inline"),
        ("<formula notation='application/x-tex'>\\(\\sum_a^b\\)</formula>", "inline"),
        ("<formula notation='TeX'>$$\\sum_a^b$$</formula>", "block"),
        ("<formula notation='MathJax'> \\[\\sum_a^b\\] </formula>", "block"),
        ("<formula notation='TeX' rend='display'>\\sum_a^b</formula>", "block"),
        (
            "<formula notation='AMS-TeX'>\\begin{align}\\sum_a^b\\label{e}\\end{align}</formula>",
            "block",
        ),
        ("</p><formula notation='TeX'>\\sum_a^b</formula><p>", "block"),
        ("<figure><formula notation='TeX'>\\sum_a^b</formula></figure>", "block"),
    ],
)
def test_it_stands_in_the_line_or_on_its_own(formula: str, display: str) -> None:
    math = made(f"<p>{formula}</p>").one(MATH)
    assert math.get("display") == display
    assert len(math.findall(".//{*}munderover")) == (display == "block")


def test_what_is_not_tex_stays_as_it_is() -> None:
    page = made(
        "<formula notation='plaintext'>x^2</formula><formula>x^2</formula>"
        "<formula notation='TeX'>x<hi>2</hi></formula><formula notation='TeX'> </formula>"
    )
    assert page.select(MATH) == [] and page.bundle.findings == ()


def test_no_pandoc_is_run_where_no_formula_is_tex(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formulas, "_Run", None)
    assert made("<p>x <formula>x^2</formula></p>").select(MATH) == []


DEEP = "x_{" * 40 + "x" + "}" * 40
BOMB = r"\newcommand{\a}{\b\b\b\b\b\b\b\b}" * 20 + r"\a"


@pytest.mark.parametrize(
    ("tex", "reason"),
    [
        (r"\foo{x}", r"pandoc does not expect control sequence \foo"),
        (r"\input{/etc/passwd}", r"pandoc does not expect control sequence \input"),
        (r"\href{javascript:x()}{x}", r"pandoc does not expect control sequence \href"),
        (r"x^", "pandoc does not expect the end"),
        ("a{{{", "what is opened in it and what is closed are not the same"),
        (r"\left( x", "what is opened in it and what is closed are not the same"),
        (DEEP, "it is nested more than 8 deep"),
        (BOMB, "it defines commands of its own"),
        (r"\def\x{\x\x}\x", "it defines commands of its own"),
        ("x+" * 500_000, "it has more than 5000 characters"),
    ],
    ids=range(10),
)
def test_what_pandoc_cannot_read_is_shown_as_it_is_and_told(tex: str, reason: str) -> None:
    page = made(
        f"<p><formula notation='TeX'>{tex}</formula> <formula notation='TeX'>y</formula></p>"
    )
    assert text(page.one("//article//code")) == tex
    assert len(page.select(MATH)) == 1
    (found,) = page.bundle.findings
    shown = tex if len(tex) <= 40 else f"{tex[:40]}…"
    assert found.severity is Severity.WARNING
    assert (found.location.line, found.code) == (1, "formula-unconverted")
    assert found.message == f"the formula {shown} cannot be made into MathML: {reason}"
    assert found.hint == (
        "until it is written with what pandoc knows of LaTeX, or as MathML, pages show its TeX"
    )


def test_a_formula_is_told_of_where_it_stands_first() -> None:
    page = made(
        "<p>\n <formula notation='TeX'>\\no</formula> <formula notation='TeX'>\\no</formula></p>"
    )
    (found,) = page.bundle.findings
    assert (found.location.line, found.location.column) == (2, 2)


@pytest.mark.parametrize(
    "tex",
    [
        "</math><script>x()</script>",
        r"\text{</math><script>x()</script>}",
        r"\text{</annotation></div><div id=\"siglum-1\">}",
    ],
)
def test_nothing_in_a_formula_is_markup(tex: str) -> None:
    escaped = tex.replace("<", "&lt;")
    page = made(
        f"<p><formula notation='TeX'>{escaped}</formula> <formula notation='TeX'>y</formula></p>"
    )
    assert page.select("//article//script") == [] and page.select("//article//div[@id]") == []
    first, second = page.select("//article//*[local-name() = 'annotation']")
    assert (first.text, second.text) == (tex, "y")


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """A program in the place of pandoc."""
    path = folder / "pandoc"
    path.write_text(f"#!{sys.executable}\n{program}\n", "utf-8")
    path.chmod(0o755)
    monkeypatch.setattr(formulas, "pandoc", lambda: str(path))


def test_a_formula_without_end_takes_no_other_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pandoc()
    stand_in(
        tmp_path,
        monkeypatch,
        "import os, sys, time\n"
        "if 'endless' in open(sys.argv[-1]).read():\n    time.sleep(600)\n"
        f"os.execv({real!r}, [{real!r}, *sys.argv[1:]])",
    )
    monkeypatch.setattr(formulas, "_RUN", 1.0)
    page = made(
        "".join(f"<formula notation='TeX'>{tex}</formula>" for tex in ("a", "b", "endless", "d"))
    )
    assert [math.get("display") for math in page.select(MATH)] == ["block"] * 3
    assert [found.message for found in page.bundle.findings] == [
        "the formula endless cannot be made into MathML: pandoc came to no end with it"
    ]


def test_all_formulas_together_take_no_longer_than_they_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, monkeypatch, "import time\ntime.sleep(600)")
    monkeypatch.setattr(formulas, "_RUN", 0.1)
    monkeypatch.setattr(formulas, "_ALL", 0.3)
    page = made("".join(f"<formula notation='TeX'>{n}</formula>" for n in range(100)))
    assert page.select(MATH) == [] and len(page.bundle.findings) == 100


@pytest.mark.parametrize("program", ["raise SystemExit(3)", "print('nothing')"])
def test_a_pandoc_that_fails_leaves_the_tex(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    stand_in(tmp_path, monkeypatch, program)
    page = made("<formula notation='TeX'>x</formula>")
    assert text(page.one("//article//div[@class='formula']")) == "x"
    assert [found.code for found in page.bundle.findings] == ["formula-unconverted"]


def test_without_pandoc_the_tex_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formulas, "pandoc", lambda: "/nowhere/pandoc")
    page = made("<formula notation='TeX'>x</formula>")
    assert [found.message for found in page.bundle.findings] == [
        "the formula x cannot be made into MathML: pandoc cannot be run; reinstall pypandoc-binary"
    ]


def test_a_long_formula_in_tex_has_room_on_a_small_screen() -> None:
    page = made(
        "<p><formula notation='TeX'>a+b+c+d+e+f+g+h+i+j+k</formula> "
        "<formula notation='TeX'>\\mathrm{\\mathbf{\\mathit{a}}}</formula></p>"
    )
    wide, short = page.select("//*[contains(@class, 'formula')]")
    assert (wide.get("tabindex"), wide.get("aria-label")) == ("0", "Formula")
    assert short.get("tabindex") is None
