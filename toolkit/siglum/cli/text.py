"""``siglum text``: print a document as plain text or Markdown."""

import argparse
import sys
from pathlib import Path

from siglum import config
from siglum.cli import print_utf8
from siglum.document import read
from siglum.findings import Severity, exit_code
from siglum.outputs.text import VIEWS, view_of

SUMMARY = "print a document as plain text or Markdown"

_EPILOG = """\
examples:
  siglum text                                   the one document that siglum.toml names
  siglum text letter.xml                        the reading text
  siglum text letter.xml --view diplomatic      what the source has
  siglum text letter.xml --view markdown --out letter.md
  siglum text letter.xml --wrap 72

reading: corrected and expanded, quotation marks where the source's are not in the text,
notes numbered and put at the end. diplomatic: the source's own characters, a line a block.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.epilog = _EPILOG
    add = parser.add_argument
    add("source", nargs="?", metavar="FILE", help="a TEI document; - is standard input")
    add("--view", choices=VIEWS, default="reading", help="what is printed (default: reading)")
    add(
        "--wrap",
        type=_width,
        metavar="N",
        help="the width of lines; 0 leaves each paragraph a line (default)",
    )
    add(
        "--parts",
        choices=("once", "each"),
        default="once",
        help="where marks are generated: a quotation in several parts is opened and closed once "
        "(default), or each part is",
    )
    add("--xinclude", action="store_true", help="put in what the document includes by XInclude")
    add("--out", metavar="FILE", help="write to this file instead of standard output")
    add("-q", "--quiet", action="store_true", help="print no warnings")


def run(arguments: argparse.Namespace) -> int:
    """Print or write the view, and return the exit code."""
    from siglum.report import print_findings

    source = config.one_source(arguments.source)
    document = read(source, xinclude=arguments.xinclude)
    made = view_of(document, arguments.view, wrap=arguments.wrap or 0, parts=arguments.parts)
    (text,) = made.files.values()
    if arguments.out:
        from siglum.outputs.write import write_file

        write_file(Path(arguments.out), text, source=source)
    else:
        print_utf8(text)
    found = [f for f in made.findings if f.severity is Severity.ERROR or not arguments.quiet]
    sys.stdout.flush()
    print_findings(found, stream=sys.stderr)
    return exit_code(found)


def _width(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of 0 or more")
    return int(text)
