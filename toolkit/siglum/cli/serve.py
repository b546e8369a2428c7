"""``siglum serve``: the edition in a browser on this machine, made anew on save."""

import argparse
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from siglum import config
from siglum.cli.build import held, record_of
from siglum.findings import Finding, FindingError, Location, Severity, finding
from siglum.outputs import Options
from siglum.outputs.theme import load_theme
from siglum.report import print_findings
from siglum.serve import Edition, Files, Made, Server, changed, signature

SUMMARY = "show the edition in a browser, and follow what is saved"

PORT = 8000

_EPILOG = """\
examples:
  siglum serve                       what siglum.toml names
  siglum serve essay.xml --open      one document, and a browser with it
  siglum serve letters/ --port 8080

Pages are at http://127.0.0.1:8000/, for browsers on this machine only. Saving a document, the
theme or siglum.toml shows in the page at once, with what is wrong on top; a page that cannot be
made stays as it was. Nothing is written. Ctrl-C ends it.

exit codes: 0 ended, 2 the call or the machine is at fault
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.epilog = _EPILOG
    add = parser.add_argument
    add("sources", nargs="*", type=_source, metavar="FILE", help="files, folders, patterns")
    add("--port", type=_port, default=PORT, metavar="N", help=f"default: {PORT}; 0: any free one")
    add("--open", action="store_true", help="open the page in the browser of this machine")
    add("--no-check", action="store_true", help="do not validate the documents")
    add("--xinclude", action="store_true", help="put in what documents include by XInclude")
    add("--title", help="the title of the site")
    add("--style", metavar="NAME", help="the CSL style of formatted citations")
    add("--theme", metavar="DIR", help="a folder with theme.css or theme.xsl for the pages")
    add("-q", "--quiet", action="store_true", help="print nothing but the address and errors")


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl-C, and return the exit code."""
    session = _Session(arguments)
    session.require_sources()
    server = Server(arguments.port)
    # ended from outside is ended as by Ctrl-C
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with suppress(KeyboardInterrupt):
            server.start()
            _follow(server, session, arguments)
    finally:
        server.stop()
        signal.signal(signal.SIGTERM, before)
    return 0


def _follow(server: Server, session: "_Session", arguments: argparse.Namespace) -> NoReturn:
    known = signature(session.watched())
    touched: set[Path] | None = None
    while True:
        made = session.make(touched)
        # what was first seen by this build is watched from now on, before anyone has seen the page
        known |= signature(path for path in session.watched() if path not in known)
        server.publish(made)
        if touched is None:
            sys.stdout.write(f"{server.address}  Ctrl-C ends\n")
            sys.stdout.flush()
            if arguments.open:
                import webbrowser

                webbrowser.open(server.address)
        server.publish(session.checked(made, touched))
        now = changed(session.watched, known)
        touched = {path for path in {*now, *known} if now.get(path) != known.get(path)}
        known = now


class _Session:
    """The settings as they are now, the documents, and what was found in each."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._arguments = arguments
        self._settings = config.load()
        self._edition = Edition(xinclude=arguments.xinclude)
        self._sources: list[str | Finding] = []
        self._found: dict[str, tuple[Finding, ...]] = {}
        self._printed: frozenset[Finding] = frozenset()
        self._copied: tuple[Path, ...] = ()
        self._checking = _Checking(self._settings, arguments.xinclude)

    def require_sources(self) -> None:
        """Make sure that there is something to show.

        Raises:
            FindingError: nothing is named, or nothing that is named is there.
        """
        self._require_names()
        self._expand()
        files = [item for item in self._sources if isinstance(item, str)]
        if not any(Path(name).exists() for name in files):
            missing = (finding("file-missing", Location(name), name=name) for name in files)
            troubles = [item for item in self._sources if isinstance(item, Finding)]
            raise FindingError([*missing, *troubles][0])

    def _require_names(self) -> None:
        if not self._names():
            raise FindingError(finding("sources-none", Location(str(self._settings.file or "-"))))

    def watched(self) -> Iterator[Path]:
        """The files that the pages are made of, and that they could be made of."""
        yield self._settings.file or Path(config.FILE_NAME)
        self._expand()
        yield from self._documents()
        yield from self._around()
        yield from self._copied
        for name in self._files():
            yield from self._edition.parts(name)
        if not self._arguments.sources:
            yield record_of(self._settings.out, self._settings.ids)

    def make(self, touched: set[Path] | None) -> Made:
        """The pages, after these files have changed; None makes all of them."""
        parts = {name: {Path(name), *self._edition.parts(name)} for name in self._files()}
        known = {*self._copied}.union(*parts.values())
        everything = touched is None or not touched <= known
        try:
            if everything:
                self._settings = config.load()
                self._checking = _Checking(self._settings, self._arguments.xinclude)
                load_theme.cache_clear()
                self._require_names()
                self._expand()
            made = self._edition.make(
                self._sources,
                self._options(),
                again=lambda name: everything or not parts[name].isdisjoint(touched or ()),
                finish=self._held,
                anew=not set(self._copied).isdisjoint(touched or ()),
            )
        except FindingError as error:
            made = self._edition.failed(error.finding)
        self._copied = tuple(f for f in made.files.values() if isinstance(f, Path))
        if not self._arguments.quiet and touched is not None:
            names = ", ".join(sorted(map(str, touched))[:3])
            sys.stdout.write(f"saved: {names}{' and more' if len(touched) > 3 else ''}\n")
            sys.stdout.flush()
        return made

    def checked(self, made: Made, touched: set[Path] | None) -> Made:
        """The same pages, with what a validation of the documents finds, which is printed."""
        found = list(made.findings)
        if not self._arguments.no_check:
            everything = touched is None or not touched <= {*self._documents()}
            for name in self._files():
                if everything or Path(name) in (touched or ()) or name not in self._found:
                    self._found[name] = self._checking.of(name)
                found.extend(self._found[name])
        found = list(dict.fromkeys(found))
        self._print(found, touched)
        return replace(made, findings=tuple(found))

    def _print(self, found: list[Finding], touched: set[Path] | None) -> None:
        """Print what is new, or in a file that was saved; the rest was printed before."""
        if self._arguments.quiet:
            found = [f for f in found if f.severity is Severity.ERROR]
        saved = set(map(str, touched or ()))
        fresh = [f for f in found if f not in self._printed or f.location.file in saved]
        print_findings(fresh, stream=sys.stderr)
        rest = len(found) - len(fresh)
        if rest:
            sys.stderr.write(f"{rest} finding{'' if rest == 1 else 's'} elsewhere, as before\n")
        sys.stderr.flush()
        self._printed = frozenset(found)

    def _held(self, files: Files) -> tuple[Files, Iterable[Finding]]:
        """With the redirects of the edition, and what it would lose of what was published."""
        if self._arguments.sources or not files:
            return files, ()
        settings = self._settings
        kept = held(files, settings, settings.out, settings.ids)
        return {**files, **kept.files}, kept.findings

    def _names(self) -> tuple[str, ...]:
        return tuple(self._arguments.sources) or self._settings.sources

    def _expand(self) -> None:
        self._sources = list(config.expand(self._names()))

    def _files(self) -> Iterator[str]:
        return (item for item in self._sources if isinstance(item, str))

    def _documents(self) -> Iterator[Path]:
        return map(Path, self._files())

    def _around(self) -> Iterator[Path]:
        options = self._options()
        if options.theme:
            folder = Path(options.theme)
            yield from (path for path in sorted(folder.rglob("*")) if path.is_file())
            yield from (folder / "theme.css", folder / "theme.xsl")
        if options.style.endswith(".csl"):
            yield Path(options.style)
        if not self._arguments.no_check:
            yield from self._settings.schema
            yield from self._settings.rules
            if self._settings.witness:
                yield from filter(None, map(self._settings.witness_of, self._documents()))

    def _options(self) -> Options:
        arguments, settings = self._arguments, self._settings
        return Options(
            stem="",
            title=settings.title if arguments.title is None else arguments.title,
            base_url=settings.base_url,
            style=arguments.style or settings.style,
            formats=("html",),
            theme=arguments.theme or settings.theme,
        )


class _Checking:
    """Validates as ``siglum validate`` does without options."""

    def __init__(self, settings: config.Config, xinclude: bool) -> None:
        from siglum.check import Checker
        from siglum.cli import validate

        parser = argparse.ArgumentParser()
        validate.configure(parser)
        self._options_of = validate.options(
            parser.parse_args(["--xinclude"] if xinclude else []), settings, ()
        )
        self._checker = Checker()

    def of(self, name: str) -> tuple[Finding, ...]:
        """What is wrong with a document; notes are left out."""
        from siglum.document import read_bytes

        try:
            found: Iterable[Finding] = self._checker.check(
                read_bytes(name), name, self._options_of(name)
            )
            return tuple(f for f in found if f.severity is not Severity.INFO)
        except FindingError as error:
            return (error.finding,)


def _source(text: str) -> str:
    if text == "-":
        raise argparse.ArgumentTypeError("standard input cannot be watched; name a file")
    return text


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 65535")
    return int(text)
