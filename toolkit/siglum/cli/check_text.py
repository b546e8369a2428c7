"""``siglum check-text``: compare texts with their witnesses, and list the interventions."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from siglum import config
from siglum.cli import is_coloured, print_utf8
from siglum.document import Document, read, read_bytes
from siglum.findings import Finding, FindingError, Location, Severity, exit_code, finding

if TYPE_CHECKING:
    from siglum.fidelity import Intervention

SUMMARY = "prove that markup has changed nothing in the text"

_EPILOG = """\
examples:
  siglum check-text                                  what siglum.toml names
  siglum check-text letter.xml                       the witness that its sourceDesc names
  siglum check-text letter.xml --witness letter.txt
  siglum check-text --format json

The diplomatic text (siglum text --view diplomatic) must be that of the witness, character for
character; line breaks within a paragraph do not count. Every difference is an error. What the
editor declares in the markup is none: it is listed, with who made it and why.

exit codes: 0 the texts agree, 1 they do not, 2 the call or the machine is at fault
"""


@dataclass(frozen=True, slots=True)
class _Result:
    """What came of one document."""

    document: Document
    witness: Path
    findings: tuple[Finding, ...]
    interventions: "tuple[Intervention, ...]"

    @property
    def agrees(self) -> bool:
        return all(f.severity is not Severity.ERROR for f in self.findings)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.epilog = _EPILOG
    add = parser.add_argument
    add("sources", nargs="*", metavar="FILE", help="files, folders, patterns; - is standard input")
    add("--witness", metavar="FILE", help="the transcription that the text must agree with")
    add("--xinclude", action="store_true", help="put in what documents include by XInclude")
    add("--format", choices=("text", "json"), default="text", help="how it is printed")
    add("-q", "--quiet", action="store_true", help="print differences only")
    add("--no-color", action="store_true", help="no colours; NO_COLOR is obeyed too")


def run(arguments: argparse.Namespace) -> int:
    """Compare, print, and return the exit code."""
    settings = config.load()
    names = arguments.sources or settings.sources
    if not names:
        raise FindingError(finding("sources-none", Location(str(settings.file or "-"))))
    troubles: list[Finding] = []
    results: list[_Result] = []
    for item in config.expand(names):
        try:
            if isinstance(item, Finding):
                raise FindingError(item)
            results.append(_compare(item, arguments, settings))
        except FindingError as error:
            troubles.append(error.finding)
    if arguments.format == "json":
        print_utf8(_json(troubles, results))
    else:
        for text in _texts(troubles, results, arguments):
            sys.stdout.write(text)
    return exit_code([*troubles, *(f for result in results for f in result.findings)])


def _compare(name: str, arguments: argparse.Namespace, settings: config.Config) -> _Result:
    from siglum import fidelity

    document = read(name, xinclude=arguments.xinclude)
    document.prove()
    witness = _witness(document, name, arguments, settings)
    if witness is None:
        raise FindingError(finding("witness-unnamed", Location(name), name=name))
    found = tuple(fidelity.check(document, witness))
    return _Result(document, witness, found, fidelity.interventions(document))


def _witness(
    document: Document, name: str, arguments: argparse.Namespace, settings: config.Config
) -> Path | None:
    """The one that the call names, else siglum.toml for its own sources, else the document."""
    from siglum import fidelity

    if arguments.witness:
        return Path(arguments.witness)
    if settings.witness and name != "-":
        own = {Path(s).resolve() for s in config.expand(settings.sources) if isinstance(s, str)}
        if Path(name).resolve() in own:
            return settings.witness_of(Path(name))
    return fidelity.witness_of(document)


def _texts(
    troubles: list[Finding], results: list[_Result], arguments: argparse.Namespace
) -> Iterator[str]:
    from siglum.report.text import Style, render

    colour = is_coloured(no_color=arguments.no_color)
    style = Style(colour, encoding=sys.stdout.encoding or "utf-8")
    for trouble in troubles:
        yield render(trouble, style)
    for result in results:
        lines = _Lines({result.document.name: result.document.lines})
        for found in result.findings:
            if found.severity is Severity.ERROR or not arguments.quiet:
                yield render(found, style, lines.of)
        if not arguments.quiet:
            yield from _summary(result)


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of files, for code frames."""

    known: dict[str, list[str]]

    def of(self, name: str) -> list[str] | None:
        """The lines of a file, or None where it cannot be read."""
        if name not in self.known:
            try:
                text = read_bytes(name).decode("utf-8-sig", errors="replace")
            except FindingError:
                return None
            self.known[name] = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return self.known[name]


def _summary(result: _Result) -> Iterator[str]:
    from siglum.report import visible

    name = visible(result.document.name)
    count = len(result.interventions)
    number = sum(f.severity is Severity.ERROR for f in result.findings)
    verdict = (
        f"agrees with {result.witness}, character for character"
        if result.agrees
        else f"differs from {result.witness}: {number} error{'' if number == 1 else 's'}"
    )
    yield f"{name}: {verdict}\n"
    if count:
        yield f"{count} intervention{'' if count == 1 else 's'} declared in the markup:\n"
    for item in result.interventions:
        place = f"{name}:{item.location.line}:{item.location.column}"
        yield f"  {place}: {visible(_described(item))}\n"
        for line in _reasons(item):
            yield f"    {visible(line)}\n"


def _described(item: "Intervention") -> str:
    if item.kind in ("gap", "supplied", "note", "surplus"):
        said = item.edition or item.source
        return f"{item.kind} {_quoted(said)}" if said else item.kind
    if item.kind == "unclear":
        return f"unclear {_quoted(item.edition)}"
    if not item.source:
        return f"{item.kind}: {_quoted(item.edition)}; the source's reading is not recorded"
    return f"{item.kind}: {_quoted(item.edition or '')} for {_quoted(item.source)}"


def _quoted(text: str) -> str:
    shown = text if len(text) <= 80 else text[:77].rpartition(" ")[0] + " …"
    return f"⟨{shown}⟩"


def _reasons(item: "Intervention") -> Iterator[str]:
    yield "by " + (", ".join(item.who) if item.who else "nobody named: add @resp")
    if item.why:
        yield "why: " + "; ".join(item.why)
    if item.cert:
        yield f"certainty: {item.cert}"


def _json(troubles: list[Finding], results: list[_Result]) -> str:
    from siglum.report.jsons import dumps

    rows: list[dict[str, Any]] = [
        {
            "file": trouble.location.file,
            "witness": None,
            "agrees": False,
            "findings": [_record(trouble)],
            "interventions": [],
        }
        for trouble in troubles
    ]
    rows += [
        {
            "file": result.document.name,
            "witness": str(result.witness),
            "agrees": result.agrees,
            "findings": [_record(found) for found in result.findings],
            "interventions": [
                {
                    "kind": item.kind,
                    "line": item.location.line,
                    "column": item.location.column,
                    "xpath": item.location.xpath,
                    "id": item.id,
                    "source": item.source,
                    "edition": item.edition,
                    "who": list(item.who),
                    "why": list(item.why),
                    "cert": item.cert,
                }
                for item in result.interventions
            ],
        }
        for result in results
    ]
    return dumps(rows, indent=2) + "\n"


def _record(found: Finding) -> dict[str, Any]:
    from siglum.report.jsons import record

    places = [
        {
            "file": related.location.file,
            "line": related.location.line,
            "column": related.location.column,
            "message": related.message,
        }
        for related in found.related
    ]
    return {**record(found), "related": places}
