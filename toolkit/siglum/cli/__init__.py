"""The command line: one module a command, imported only when that command is called.

A command's module has three names: ``SUMMARY`` (one line for the list of commands),
``configure(parser)``, which declares its arguments on an ``argparse`` parser and sets
``parser.epilog`` to examples, and ``run(arguments) -> int``, which does the work, prints, and
returns the exit code: 0 clean, 1 a document is at fault, 2 the call or the environment is.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from siglum import __version__
from siglum.findings import FindingError, exit_code

#: Command → (module, summary). The summary stands here so that ``--help`` imports no command.
COMMANDS: dict[str, tuple[str, str]] = {
    "validate": ("siglum.cli.validate", "check TEI documents: structure, rules, links, fidelity"),
    "check-text": ("siglum.cli.check_text", "prove that markup has changed nothing in the text"),
    "build": ("siglum.cli.build", "make every output of an edition"),
    "text": ("siglum.cli.text", "print a document as plain text or Markdown"),
    "cite": ("siglum.cli.cite", "list works and citations, in many formats"),
    "odd": ("siglum.cli.odd", "compile a TEI customization"),
}


def main(argv: Sequence[str]) -> int:
    """Run ``siglum`` with these arguments; the result is the process's exit code."""
    name = argv[0] if argv else "--help"
    if name in COMMANDS:
        command = import_module(COMMANDS[name][0])
        parser = argparse.ArgumentParser(
            prog=f"siglum {name}",
            description=COMMANDS[name][1],
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.configure(parser)
        try:
            code: int = command.run(parser.parse_args(argv[1:]))
            sys.stdout.flush()
            return code
        except FindingError as error:
            from siglum.report import print_findings

            print_findings([error.finding], stream=sys.stderr)
            return exit_code([error.finding])
        except BrokenPipeError:
            sys.stderr.close()
            return 2
        except KeyboardInterrupt:
            return 130
    return _top(argv)


def _top(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="siglum",
        description="Validate, build, cite and customize TEI XML.",
        epilog="commands:\n"
        + "\n".join(f"  {name:<12} {summary}" for name, (_, summary) in COMMANDS.items())
        + "\n\nsiglum COMMAND --help explains a command and shows examples.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"siglum {__version__}")
    parser.add_argument("command", metavar="COMMAND", choices=list(COMMANDS), nargs="?")
    parser.parse_args(argv)
    parser.print_help()
    return 0 if not argv else 2
