"""The command line: one module a command, imported only when that command is called.

A command's module has three names: ``SUMMARY`` (one line for the list of commands),
``configure(parser)``, which declares its arguments on an ``argparse`` parser and sets
``parser.epilog`` to examples, and ``run(arguments) -> int``, which does the work, prints, and
returns the exit code: 0 clean, 1 a document is at fault, 2 the call or the environment is.

Whatever a command raises ends here, as a finding and never as a traceback.
"""

import argparse
import io
import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from siglum import __version__
from siglum.findings import Finding, FindingError, Location, exit_code, finding

#: Command → (module, summary). The summary stands here so that ``--help`` imports no command.
COMMANDS: dict[str, tuple[str, str]] = {
    "validate": ("siglum.cli.validate", "check TEI documents: structure, rules, links, fidelity"),
    "check-text": ("siglum.cli.check_text", "prove that markup has changed nothing in the text"),
    "build": ("siglum.cli.build", "make every output of an edition"),
    "serve": ("siglum.cli.serve", "show the edition in a browser, and follow what is saved"),
    "text": ("siglum.cli.text", "print a document as plain text or Markdown"),
    "cite": ("siglum.cli.cite", "list works and citations, in many formats"),
    "odd": ("siglum.cli.odd", "compile a TEI customization"),
    "schema": ("siglum.cli.schema", "keep schemas from the web on this machine"),
    "explain": ("siglum.cli.explain", "say what an element may contain, or what a code means"),
}


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal, found out without importing what compresses archives."""

    def __init__(self, prog: str) -> None:
        columns = os.environ.get("COLUMNS", "")
        try:
            width = int(columns) if columns.isdecimal() else os.get_terminal_size().columns
        except OSError:
            width = 80
        super().__init__(prog, width=max(40, min(width, 120)) - 2)


class _Parser(argparse.ArgumentParser):
    """A parser that, told something that it does not know, names what is nearest."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and what is wrong with the call, and leave with 2."""
        super().error(message + self._nearest(message))

    def _nearest(self, message: str) -> str:
        choice = re.search(r"invalid choice: '(.*)' \(choose from (.*)\)$", message, re.DOTALL)
        option = re.search(r"unrecognized arguments: .*?(--[\w-]+)", message)
        if choice:
            word, known = choice[1], re.findall(r"[\w-]+", choice[2])
        elif option:
            word, known = option[1], re.findall(r"(?<![\w-])--[\w-]+", self.format_help())
        else:
            return ""
        from difflib import SequenceMatcher

        def likeness(name: str) -> float:  # a word cut short is like a beginning
            starts = (name, name[: len(word)])
            return max(SequenceMatcher(None, word.lower(), start).ratio() for start in starts)

        near = max(known, key=likeness, default="")
        return f"; did you mean {near}?" if near and likeness(near) > 0.6 else ""


def main(argv: Sequence[str]) -> int:
    """Run ``siglum`` with these arguments; the result is the process's exit code."""
    _open_streams()
    try:
        code = _command(argv)
        sys.stdout.flush()
    except FindingError as error:
        return _tell(error.finding)
    except BrokenPipeError:
        _silence()
        return 2
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        return _tell(_trouble(error))
    except Exception as error:
        if os.environ.get("SIGLUM_TRACEBACK"):
            raise
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        return _tell(finding("internal-error", Location("siglum"), reason=reason))
    return code


def _command(argv: Sequence[str]) -> int:
    name = argv[0] if argv else "--help"
    if name == "help":
        return main([*argv[1:], "--help"])
    if name not in COMMANDS:
        return _top(argv)
    command = import_module(COMMANDS[name][0])
    parser = _Parser(
        prog=f"siglum {name}",
        description=COMMANDS[name][1],
        formatter_class=_Help,
    )
    command.configure(parser)
    code: int = command.run(_parsed(parser, argv[1:]))
    return code


def _parsed(parser: argparse.ArgumentParser, argv: Sequence[str]) -> argparse.Namespace:
    """What the parser makes of the arguments; help is printed whole, or that it could not be."""
    try:
        return parser.parse_args(argv)
    except SystemExit:
        sys.stdout.flush()
        raise


def _top(argv: Sequence[str]) -> int:
    width = max(map(len, COMMANDS))
    parser = _Parser(
        prog="siglum",
        description="Validate, build, cite and customize TEI XML.",
        epilog="commands:\n"
        + "\n".join(f"  {name:<{width}}  {summary}" for name, (_, summary) in COMMANDS.items())
        + "\n\nsiglum COMMAND --help explains a command and shows examples.",
        formatter_class=_Help,
    )
    parser.add_argument("-V", "--version", action="version", version=f"siglum {__version__}")
    parser.add_argument("command", metavar="COMMAND", choices=list(COMMANDS), nargs="?")
    _parsed(parser, argv)
    parser.print_help()
    return 0 if not argv else 2


def _open_streams() -> None:
    """Make standard output and error safe to print on, whatever the caller left of them."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by the caller
            setattr(sys, name, open(os.devnull, "w"))  # noqa: PTH123, SIM115 # stays open to the end
        elif isinstance(getattr(stream, "buffer", None), io.RawIOBase):
            # PYTHONUNBUFFERED: what a full disk does not take would be dropped without a word
            buffered = open(  # noqa: SIM115 # stays open to the end
                stream.fileno(),
                "w",
                encoding=stream.encoding,
                errors="backslashreplace",
                closefd=False,
            )
            buffered.reconfigure(line_buffering=True)
            setattr(sys, name, buffered)
        elif hasattr(stream, "reconfigure"):
            # a file name or a word of a document may be beyond the terminal's encoding
            stream.reconfigure(errors="backslashreplace")


def print_utf8(text: str) -> None:
    """Print what is to be read by machines or kept: in UTF-8, whatever the terminal speaks."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    sys.stdout.write(text)


def is_coloured(*, no_color: bool) -> bool:
    """Whether what is printed has colours: on a terminal that has them, unless one says not to."""
    if no_color or os.environ.get("NO_COLOR"):
        return False
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _tell(found: Finding) -> int:
    """Print a finding that ended the command; the result is the exit code."""
    from siglum.report import print_findings

    try:
        sys.stdout.flush()
    except OSError:
        _silence()
    print_findings([found], stream=sys.stderr)
    return exit_code([found])


def _silence() -> None:
    """Let nothing be flushed to a closed standard output when the interpreter ends."""
    sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 # stays open to the end


def _trouble(error: OSError) -> Finding:
    reason = (error.strerror or str(error)).lower()
    if isinstance(error, FileNotFoundError) and error.filename is None:
        return finding(
            "file-trouble", Location("."), name="the working folder", reason="it is gone"
        )
    if error.filename is None:
        return finding("output-closed", Location("-"), reason=reason)
    name = os.fsdecode(error.filename) if isinstance(error.filename, bytes) else error.filename
    return finding("file-trouble", Location(str(name)), name=name, reason=reason)
