"""The formulas of a document that are written in TeX, as MathML.

pandoc reads the mathematics of LaTeX, all formulas of a document in one run, in its sandbox and
without anything that could name a file. Its time grows beyond all measure with some formulas, so
those that only a mischief would write are not given to it, and it is not waited for too long.
"""

import json
import re
import subprocess
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from siglum.bibliography.format import pandoc
from siglum.document import TEI, Document
from siglum.findings import Finding, FindingError, finding

if TYPE_CHECKING:
    from lxml import etree

#: What ``formula/@notation`` says for TeX: TeX, LaTeX, AMS-TeX, application/x-tex, MathJax.
_IS_TEX = re.compile(r"tex(?!t)|mathjax", re.IGNORECASE)

#: The signs between which TeX has formulas, and whether they stand on a line of their own.
_SIGNS = (("$$", "$$", True), (r"\[", r"\]", True), (r"\(", r"\)", False), ("$", "$", False))
_ALONE = re.compile(r"\\begin\s*\{(?:equation|align|gather|displaymath|multline|eqnarray)\b")
_LABEL = re.compile(r"\\label\s*\{[^{}]*\}")

#: Seconds for one run of pandoc, and for all where one came to no end.
_RUN, _ALL = 10.0, 30.0
_LONGEST, _DEEPEST = 5000, 8
_DEFINES = re.compile(
    r"\\(?:(?:re|provide)?new?command|newenvironment|DeclareMathOperator|[egx]?def|let)\b"
)
_NESTS = re.compile(r"\\\\|\\[{}]|([{]|\\left\b|\\begin\b)|([}]|\\right\b|\\end\b)")


@dataclass(frozen=True, slots=True)
class _Tex:
    """A formula: what pandoc is given, whether it says that it has its own line, what is amiss."""

    text: str
    is_alone: bool
    fault: str


class Formulas:
    """Formulas that pandoc makes MathML of while its caller does something else.

    ``with Formulas(document) as formulas: …; made, findings = formulas.result()``; leaving the
    block ends pandoc, whether or not it was waited for.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._elements = _elements(document)
        self._formulas = {key: _tex(key.partition(":")[2]) for key in self._elements}
        self._run: _Run | None = None

    def __enter__(self) -> "Formulas":
        asked = list(dict.fromkeys(f.text for f in self._formulas.values() if not f.fault))
        if asked:
            self._run = _Run(asked)
        return self

    def __exit__(self, *_: object) -> None:
        if self._run is not None:
            self._run.end()

    def result(self) -> tuple[dict[str, dict[str, str]], list[Finding]]:
        """The MathML of each formula, ``inline`` and ``block``; and what could not be made.

        The key is ``formula/@notation``, a colon, and the TeX as the document has it.
        """
        answers = _answers(self._run) if self._run is not None else {}
        made: dict[str, dict[str, str]] = {}
        found: list[Finding] = []
        for key, tex in self._formulas.items():
            answer = answers.get(tex.text) if not tex.fault else tex.fault
            if isinstance(answer, tuple):
                inline, block = (_annotated(math, key.partition(":")[2]) for math in answer)
                made[key] = {"inline": block if tex.is_alone else inline, "block": block}
            else:
                place = self._document.locate(self._elements[key])
                shown = " ".join(tex.text.split())
                shown = shown if len(shown) <= 40 else f"{shown[:40]}…"
                found.append(
                    finding("formula-unconverted", place, formula=shown, reason=answer or _UNENDED)
                )
        return made, found


def _elements(document: Document) -> "dict[str, etree._Element]":
    """The first of each formula in TeX, by its notation and text."""
    if not document.may_have(rb"notation\s*="):
        return {}
    found: dict[str, etree._Element] = {}
    for element in document.root.iterfind(f".//{{{TEI}}}formula[@notation]"):
        text = str(element.xpath("string()"))
        notation = str(element.get("notation"))
        if _IS_TEX.search(notation) and text.strip() and element.find("*") is None:
            found.setdefault(f"{notation}:{text}", element)
    return found


def _tex(written: str) -> _Tex:
    text = written.strip()
    is_alone = _ALONE.search(text) is not None
    for start, end, alone in _SIGNS:
        if text.startswith(start) and text.endswith(end) and len(text) >= len(start + end):
            text, is_alone = text[len(start) : -len(end)].strip(), is_alone or alone
            break
    text = _LABEL.sub("", text).strip()
    return _Tex(text, is_alone, _fault(text))


def _fault(text: str) -> str:
    if len(text) > _LONGEST:
        return f"it has more than {_LONGEST} characters"
    if _DEFINES.search(text):
        return "it defines commands of its own"
    depth = deepest = 0
    for opening, closing in _NESTS.findall(text):
        depth += bool(opening) - bool(closing)
        deepest = max(deepest, depth)
    if depth != 0:
        return "what is opened in it and what is closed are not the same"
    return f"it is nested more than {_DEEPEST} deep" if deepest > _DEEPEST else ""


class _Run:
    """One run of pandoc over formulas, each inline and on a line of its own."""

    def __init__(self, formulas: list[str]) -> None:
        self.formulas = formulas
        self._folder = tempfile.TemporaryDirectory(prefix="siglum-")
        self._running: subprocess.Popen[bytes] | None = None
        request, log = (Path(self._folder.name, name) for name in ("request.json", "log.json"))
        request.write_text(json.dumps(_request(formulas)), encoding="utf-8")
        self._log = log
        try:
            command = [pandoc(), "--sandbox", "--quiet", "--from=json", "--to=html5", "--mathml",
                       "--wrap=none", f"--log={log}", str(request)]  # fmt: skip
            self._running = subprocess.Popen(  # noqa: S603 -- the command is ours
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=self._folder.name,
            )
        except (OSError, FindingError):
            self.end()

    def end(self) -> None:
        """End pandoc, and leave nothing behind."""
        if self._running is not None:
            if self._running.poll() is None:
                self._running.kill()
            self._running.communicate()
        self._folder.cleanup()

    def answers(self, seconds: float) -> "Mapping[str, _Answer] | None":
        """MathML or what is amiss, by formula; nothing where pandoc came to no good end."""
        if self._running is None:
            return dict.fromkeys(self.formulas, "pandoc cannot be run; reinstall pypandoc-binary")
        try:
            answer, _ = self._running.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            return None
        if self._running.returncode != 0:
            return None
        _, *pieces = re.split(r'<div id="siglum-\d+">', answer.decode())
        if len(pieces) != len(self.formulas):
            return None
        faults = self._faults()
        maths = [re.findall(r"<math .*?</math>", piece, re.DOTALL) for piece in pieces]
        return {
            formula: (math[0], math[1]) if len(math) == 2 else faults.get(formula, _UNREAD)
            for formula, math in zip(self.formulas, maths, strict=True)
        }

    def _faults(self) -> dict[str, str]:
        if not self._log.is_file():  # pandoc had nothing to say
            return {}
        return {
            entry["contents"]: _reason(entry["message"])
            for entry in json.loads(self._log.read_bytes())
            if entry["type"] == "CouldNotConvertTeXMath"
        }


#: MathML, inline and on a line of its own, or what is amiss.
_Answer = tuple[str, str] | str

_UNENDED = "pandoc came to no end with it"


def _answers(run: _Run) -> dict[str, _Answer]:
    """What pandoc makes of the formulas; where it comes to no end, of each half of them."""
    until = time.monotonic() + _ALL
    waiting, made = [run], dict[str, _Answer]()
    for current in waiting:  # grows while it is walked
        left = min(_RUN, until - time.monotonic())
        answers = current.answers(max(left, 0)) if current is run or left > 0 else None
        current.end()
        if answers is not None:
            made |= answers
        elif len(current.formulas) > 1 and until > time.monotonic():
            middle = len(current.formulas) // 2
            waiting += [_Run(current.formulas[:middle]), _Run(current.formulas[middle:])]
    return made


def _request(formulas: Iterable[str]) -> dict[str, object]:
    """A document of pandoc's that has nothing but the formulas."""
    blocks = [
        {
            "t": "Div",
            "c": [
                [f"siglum-{n}", [], []],
                [
                    {"t": "Plain", "c": [{"t": "Math", "c": [{"t": kind}, formula]}]}
                    for kind in ("InlineMath", "DisplayMath")
                ],
            ],
        }
        for n, formula in enumerate(formulas)
    ]
    return {"pandoc-api-version": [1, 23], "meta": {}, "blocks": blocks}


def _reason(message: str) -> str:
    """What pandoc finds unexpected, in a line."""
    found = re.search(r"^unexpected (.+)$", message, re.MULTILINE)
    return f"pandoc does not expect {_WORDS.get(found[1], found[1])}" if found else _UNREAD


_WORDS = {"eof": "the end", "end of input": "the end"}
_UNREAD = "pandoc cannot read it"
_ANNOTATION = re.compile('(<annotation encoding="application/x-tex">).*(</annotation>)', re.DOTALL)


def _annotated(math: str, tex: str) -> str:
    """The MathML with the TeX as the document has it."""
    return _ANNOTATION.sub(lambda found: found[1] + escape(tex) + found[2], math)
