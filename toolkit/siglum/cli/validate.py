"""``siglum validate``: check documents and report what was found."""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from siglum import config
from siglum.association import Role
from siglum.check import CHECKS, Options, roles
from siglum.cli import is_coloured, print_utf8
from siglum.cli.progress import Bar, is_terminal
from siglum.corpus import Task, check_all
from siglum.document import decode, read_bytes
from siglum.findings import Finding, FindingError, Location, Severity, exit_code, finding

if TYPE_CHECKING:
    from siglum.report.text import Style

SUMMARY = "check TEI documents: structure, rules, links, fidelity"

_EPILOG = """\
examples:
  siglum validate                          what siglum.toml names
  siglum validate letter.xml letters/      files and folders
  siglum validate 'tei/**/*.xml'           a pattern
  siglum validate --schema tei_all.rng -   standard input
  siglum validate --format github tei/     annotations in a GitHub workflow
  siglum validate --explain id-duplicate   what a code means

exit codes: 0 no errors, 1 a document has errors, 2 the call or the machine is at fault
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.epilog = _EPILOG
    add = parser.add_argument
    add("sources", nargs="*", metavar="FILE", help="files, folders, patterns; - is standard input")
    add(
        "--schema",
        action="append",
        metavar="FILE",
        help="an .rng, .rnc, .odd or .sch, instead of all that siglum.toml or the document "
        "names; repeatable",
    )
    add(
        "--rules",
        action="append",
        metavar="FILE",
        help="Schematron rules in a .sch, .rng or .odd, instead of those named; repeatable",
    )
    add("--phase", metavar="ID", help="the phase of the rules; #ALL is every pattern")
    add(
        "--rules-read-files",
        action="store_true",
        help="let the rules read local files, by doc() and the like; only if you trust them",
    )
    add(
        "--tei",
        metavar="FILE",
        help="TEI's own definitions, a p5subset.xml, for an .odd that starts from them",
    )
    add("--catalog", action="append", metavar="FILE", help="an XML catalog; repeatable")
    add("--schema-spec", metavar="IDENT", help="which schemaSpec, for an .odd that has several")
    add(
        "--xinclude",
        action="store_true",
        help="put in what documents, and an .odd, include by XInclude",
    )
    add("--witness", metavar="FILE", help="the transcription that the text must agree with")
    add("--only", type=_checks, metavar="CHECKS", help=f"some of {','.join(CHECKS)}")
    add(
        "--format",
        choices=("text", "json", "sarif", "github"),
        default="text",
        help="how findings are printed (default: text)",
    )
    add("--max-errors", type=positive, metavar="N", help="stop after so many errors")
    add("--jobs", type=positive, metavar="N", help="how many processes check many documents")
    add("-q", "--quiet", action="store_true", help="print errors only, and no summary")
    add("--no-color", action="store_true", help="no colours; NO_COLOR is obeyed too")
    add(
        "-v",
        "--verbose",
        action="store_true",
        help="say which schemas are used, and why each finding matters",
    )
    add(
        "--explain",
        metavar="CODE",
        help="explain the code of a finding, or a rule of the schemas named, and do nothing else",
    )


def run(arguments: argparse.Namespace) -> int:
    """Check, print, and return the exit code."""
    if arguments.explain:
        from siglum.cli.explain import compiling, explain

        schemas, rules = (list(map(Path, g or ())) for g in (arguments.schema, arguments.rules))
        return explain(arguments.explain, schemas, rules, compiling(arguments))
    settings = config.load()
    names = arguments.sources or settings.sources
    if not names:
        raise FindingError(finding("sources-none", Location(str(settings.file or "-"))))
    options_of = options(arguments, settings, tuple(_named(names)))
    troubles: list[Finding] = []
    tasks: list[Task] = []
    for item in config.expand(names):
        if isinstance(item, Finding):
            troubles.append(item)
        else:
            data = read_bytes(item) if item == "-" else None
            tasks.append(Task(item, options_of(item), data))
    return _Session(arguments, tasks).run(troubles)


def positive(text: str) -> int:
    """A number of 1 or more, for ``argparse``."""
    number = int(text) if text.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of 1 or more")
    return number


def _checks(text: str) -> tuple[str, ...]:
    wanted = [part.strip() for part in text.split(",") if part.strip()]
    for part in wanted:
        if part not in CHECKS:
            raise argparse.ArgumentTypeError(f"{part!r} is none of {', '.join(CHECKS)}")
    if not wanted:
        raise argparse.ArgumentTypeError(f"name one or more of {', '.join(CHECKS)}")
    return tuple(check for check in CHECKS if check in wanted)


def _named(names: Iterable[str]) -> Iterable[Path]:
    """The files and folders that the call names, for rules that speak of other documents."""
    for name in names:
        if Path(name).exists():
            yield Path(name)
        elif name != "-":  # a pattern
            yield from (Path(found) for found in config.expand([name]) if isinstance(found, str))


def options(
    arguments: argparse.Namespace, settings: config.Config, reachable: tuple[Path, ...]
) -> Callable[[str], Options]:
    """What a document is checked for: as the call says, else siglum.toml for its own sources."""
    schemas: tuple[Path, ...] | None = None
    rules: tuple[Path, ...] | None = None
    if arguments.schema:
        schemas, rules = _by_role(map(Path, arguments.schema))
    if arguments.rules:
        named = tuple(p for p in map(Path, arguments.rules) if roles(p, Role.RULES))
        rules = (*(rules or ()), *named)
    catalogs = tuple(map(_catalog, arguments.catalog or ()))
    tei = next((Path(name) for name in (arguments.tei, settings.tei) if name), None)
    witness = Path(arguments.witness) if arguments.witness else None
    foreign = Options(
        arguments.only or CHECKS,
        schemas,
        rules,
        catalogs,
        tei,
        witness,
        asked=bool(arguments.only),
        verbose=arguments.verbose,
        max_errors=arguments.max_errors,
        phase=arguments.phase or "",
        named=reachable,
        rules_read_files=arguments.rules_read_files,
        xinclude=arguments.xinclude,
        schema_spec=arguments.schema_spec or "",
    )
    if settings.file is None:
        return lambda _name: foreign
    own_schemas, own_rules = schemas, rules
    own_catalogs = catalogs or settings.catalogs
    if settings.schema and schemas is None:
        own_schemas, from_schemas = _by_role(settings.schema)
        own_rules = own_rules if own_rules is not None else from_schemas
    if settings.rules and rules is None:
        named = tuple(p for p in settings.rules if roles(p, Role.RULES))
        own_rules = (*(own_rules or ()), *named)
    sources: set[Path] | None = None

    @cache
    def prove() -> None:
        """Make sure, before the first of the sources, of the files that siglum.toml names."""
        given = {"schema": schemas, "rules": rules, "catalogs": catalogs, "tei": arguments.tei}
        unfound = config.missing(settings, [key for key, value in given.items() if not value])
        if unfound is not None:
            raise FindingError(unfound)
        for catalog in own_catalogs:
            _catalog(str(catalog))

    def options_of(name: str) -> Options:
        nonlocal sources
        if sources is None:
            found = config.expand(settings.sources)
            sources = {Path(s).resolve() for s in found if isinstance(s, str)}
        if name == "-" or Path(name).resolve() not in sources:
            return foreign
        prove()
        return foreign._replace(
            checks=arguments.only or settings.checks,
            schemas=own_schemas,
            rules=own_rules,
            catalogs=own_catalogs,
            witness=witness or settings.witness_of(Path(name)),
        )

    return options_of


def _catalog(name: str) -> Path:
    """The path of a catalog that the call names, once it is known to be one.

    Raises:
        FindingError: it is none, or cannot be read.
    """
    from siglum.catalog import load

    try:
        load(Path(name))
    except FindingError as error:
        raise FindingError(error.finding._replace(environment=True)) from None
    return Path(name)


def _by_role(paths: Iterable[Path]) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    structure: list[Path] = []
    rules: list[Path] = []
    for path in paths:
        for role in roles(path, Role.STRUCTURE):
            (structure if role is Role.STRUCTURE else rules).append(path)
    return tuple(structure), tuple(rules)


class _Session:
    """One run: what is printed, what is counted, and when it stops."""

    def __init__(self, arguments: argparse.Namespace, tasks: Sequence[Task]) -> None:
        self._arguments = arguments
        self._tasks = tasks
        self._sources = _Sources(tasks)
        self._errors = 0
        self._warnings = 0
        self._code = 0
        self._kept: list[Finding] = []
        self._style: Style | None = None
        self._print = self._printer()

    def run(self, troubles: Iterable[Finding]) -> int:
        """Check the documents and print what was found; the result is the exit code."""
        for found in troubles:
            self._take(found)
        quiet = self._arguments.quiet
        colour = is_coloured(no_color=self._arguments.no_color)
        bar = Bar(len(self._tasks), shown=is_terminal() and not quiet, colour=colour)
        done: set[str] | None = None
        try:
            for outcome in check_all(self._tasks, self._arguments.jobs):
                for found in outcome.findings:
                    with bar.paused():
                        self._take(found)
                    if self._is_full():
                        break
                if outcome.done:  # else it could not be read
                    done = set(outcome.done) if done is None else done & outcome.done
                if self._is_full():
                    break
                bar.advance(outcome.name)
        finally:
            bar.close()
        self._finish(done or set())
        return self._code

    def _is_full(self) -> bool:
        limit = self._arguments.max_errors
        return limit is not None and self._errors >= limit

    def _take(self, found: Finding) -> None:
        match found.severity:
            case Severity.ERROR:
                self._errors += 1
            case Severity.WARNING:
                self._warnings += 1
                if self._arguments.quiet:
                    return
            case _:
                if self._arguments.quiet or not self._arguments.verbose:
                    return
        self._code = max(self._code, exit_code([found]))
        self._print(found)

    def _printer(self) -> Callable[[Finding], None]:
        match self._arguments.format:
            case "text":
                return self._print_text
            case "github":
                from siglum.report.github import render as annotate

                return lambda found: _out(annotate([found]))
            case _:
                return self._kept.append

    def _print_text(self, found: Finding) -> None:
        from siglum.report.text import Style, render

        if self._style is None:
            encoding = sys.stdout.encoding or "utf-8"
            colour = is_coloured(no_color=self._arguments.no_color)
            self._style = Style(colour, _width(), self._arguments.verbose, encoding)
        _out(render(found, self._style, self._sources.lines))

    def _finish(self, done: set[str]) -> None:
        match self._arguments.format:
            case "json":
                from siglum.report.jsons import render as to_json

                print_utf8(to_json(self._kept))
            case "sarif":
                from siglum.report.sarif import render as to_sarif

                print_utf8(to_sarif(self._kept))
            case "text" if not self._arguments.quiet:
                from siglum.report.summary import summary

                made = [check for check in CHECKS if check in done]
                _out(summary(len(self._tasks), self._errors, self._warnings, made))
                if self._is_full():
                    errors = f"{self._errors} error{'' if self._errors == 1 else 's'}"
                    _out(f"stopped after {errors}, as --max-errors says\n")
            case _:
                pass


class _Sources:
    """The lines of files, for code frames; the last file's are kept."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._given = {task.name: task.data for task in tasks if task.data is not None}
        self._name = ""
        self._lines: list[str] | None = None

    def lines(self, name: str) -> list[str] | None:
        """The lines of the file without their ends, or None where it cannot be read."""
        if name != self._name:
            self._name = name
            data = self._given.get(name)
            if data is None and not Path(name).is_file():  # a pipe can be read only once
                self._lines = None
                return None
            try:
                utf8, _ = decode(read_bytes(name) if data is None else data, name=name)
                text = utf8.decode(errors="replace")
                self._lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            except FindingError:
                self._lines = None
        return self._lines


def _width() -> int:
    if not sys.stdout.isatty():
        return 100
    from shutil import get_terminal_size

    return get_terminal_size().columns


def _out(text: str) -> None:
    sys.stdout.write(text)
