"""``siglum cite``: the works that a document cites, and its citations, in many formats."""

import argparse
import sys
from pathlib import Path

from siglum import config
from siglum.cli import print_utf8
from siglum.findings import Finding, Severity, exit_code
from siglum.report import print_findings

SUMMARY = "list works and citations, in many formats"

_FORMATS = ("csl-json", "bibtex", "biblatex", "ris", "csv", "text", "html")
_EPILOG = """\
examples:
  siglum cite                                            the one document that siglum.toml names
  siglum cite essay.xml                                  both lists, in Chicago style
  siglum cite essay.xml --to bibtex --out essay.bib      works, for LaTeX
  siglum cite essay.xml --to html --style apa > page.html
  siglum cite essay.xml --to csv --list citations        a row a citation
  siglum cite essay.xml --to ris --self                  the document itself
  siglum cite --style list                               the names of all styles

What a format cannot hold is reported on standard error; --quiet reports warnings and errors only.

exit codes: 0 done, 1 the document is at fault, 2 the call or the machine is at fault
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.epilog = _EPILOG
    add = parser.add_argument
    add("source", nargs="?", metavar="FILE", help="a TEI document; - is standard input")
    add("--to", choices=_FORMATS, default="text", help="the format (default: text)")
    add(
        "--style",
        metavar="NAME",
        help="for text and html, a CSL style's name or the path of a .csl file "
        "(default: that of siglum.toml, or chicago-author-date); list prints all names",
    )
    add(
        "--list",
        choices=("works", "citations", "both"),
        help="which list (default: both; csl-json, bibtex, biblatex and ris hold the works)",
    )
    add(
        "--self", action="store_true", help="the document itself, from its header, and no citations"
    )
    add("--xinclude", action="store_true", help="put in what the document includes by XInclude")
    add("--lang", metavar="TAG", help="the language of the style's own words, such as de")
    add("--wrap", type=_width, default=0, metavar="N", help="the width of text; 0 does not wrap")
    add("--out", metavar="FILE", help="the file to write, instead of standard output")
    add("-q", "--quiet", action="store_true", help="do not report what a format cannot hold")


def run(arguments: argparse.Namespace) -> int:
    """List, say what was lost, and return the exit code."""
    if arguments.style == "list":
        from siglum.bibliography.styles import names

        sys.stdout.write("\n".join(names()) + "\n")
        return 0
    problem = _problem(arguments)
    if problem:
        sys.stderr.write(f"siglum cite: {problem}\n")
        return 2
    source = config.one_source(arguments.source)
    text, found = _listed(source, arguments)
    if arguments.out:
        from siglum.outputs.write import write_file

        write_file(Path(arguments.out), text, source=source)
    else:
        print_utf8(text)
        sys.stdout.flush()
    if arguments.quiet:
        found = [f for f in found if f.severity is not Severity.INFO]
    print_findings(found, stream=sys.stderr)
    return exit_code(found)


def _problem(arguments: argparse.Namespace) -> str:
    """What is wrong with the call, or nothing."""
    if arguments.list == "citations" and arguments.to in {"bibtex", "biblatex", "ris"}:
        return f"{arguments.to} holds works, not citations; use csv, csl-json, text or html"
    if arguments.list == "citations" and arguments.self:
        return "--self lists the document itself, which has no list of citations"
    return ""


def _listed(source: str, arguments: argparse.Namespace) -> tuple[str, list[Finding]]:
    from siglum.bibliography import extract
    from siglum.bibliography.header import title_of
    from siglum.bibliography.listing import Listing, write
    from siglum.bibliography.styles import locale
    from siglum.document import read

    document = read(source, xinclude=arguments.xinclude)
    drawn = extract(document)
    itself = arguments.self
    found = [lost for work in drawn.itself for lost in work.lost] if itself else [*drawn.findings]
    style = arguments.style or config.load().style
    lang = arguments.lang
    if lang is None and arguments.to in {"text", "html"}:
        lang = locale(style, drawn.language)
    listing = Listing(
        drawn.itself if itself else drawn.works,
        () if itself else drawn.citations,
        kind="works" if itself else arguments.list or "both",
        title=title_of(document),
        style=style,
        lang=lang or "",
        wrap=arguments.wrap,
    )
    written = write(listing, arguments.to)
    return written.text, [*found, *written.findings]


def _width(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of 0 or more")
    return int(text)
