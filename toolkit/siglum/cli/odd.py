"""``siglum odd``: compile a TEI customization."""

import argparse
import sys
from pathlib import Path

from siglum.findings import Severity, exit_code
from siglum.report import print_findings

SUMMARY = "compile a TEI customization"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``siglum odd``."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    compiling = actions.add_parser(
        "compile",
        help="write a customization as RELAX NG, Schematron and an HTML reference",
        description="write a customization as RELAX NG, Schematron and an HTML reference",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=_EXAMPLES,
    )
    compiling.add_argument("file", metavar="FILE", help="the ODD")
    compiling.add_argument(
        "--out", metavar="DIR", help="the folder to write to (default: that of the ODD)"
    )
    compiling.add_argument(
        "--to",
        metavar="FORMATS",
        default="rng,sch,html",
        help="which to write, separated by commas: rng, rnc, sch, html, odd (compiled), json "
        "(default: rng,sch,html)",
    )
    compiling.add_argument(
        "--pages",
        choices=("one", "many"),
        help="the HTML reference on one page, or each element on its own (default: by its size)",
    )
    compiling.add_argument(
        "--tei",
        metavar="FILE",
        help="TEI's own definitions, a p5subset.xml (default: as the ODD says, or from the store)",
    )
    compiling.add_argument(
        "--schema-spec",
        metavar="IDENT",
        default="",
        help="which schemaSpec is compiled, of an ODD that has several (default: the first)",
    )
    compiling.add_argument(
        "--xinclude", action="store_true", help="put in what the ODD includes by XInclude"
    )
    compiling.add_argument(
        "--lang",
        metavar="TAG",
        default="",
        help="the language of descriptions (default: that of the ODD)",
    )
    parser.epilog = _EXAMPLES


_EXAMPLES = """\
examples:
  siglum odd compile schemas/siglum.odd                   beside the ODD
  siglum odd compile project.odd --out build              into a folder
  siglum odd compile project.odd --to rng                 the structure only
  siglum odd compile project.odd --to html --pages many   the reference, a page for each element
  siglum odd compile project.odd --tei p5subset.xml       over these definitions of TEI's

exit codes: 0 done, 1 the ODD is at fault, 2 the call or the machine is at fault"""


def run(arguments: argparse.Namespace) -> int:
    """Compile, write every file or none, and say what was written."""
    from siglum import odd
    from siglum.outputs.write import write, write_files

    formats = [name for name in arguments.to.split(",") if name]
    unknown = [name for name in formats if name not in odd.FORMATS]
    if unknown or not formats:
        known = ", ".join(odd.FORMATS)
        sys.stderr.write(f"siglum odd compile: --to takes {known}, not {arguments.to!r}\n")
        return 2
    source = Path(arguments.file)
    compiled = odd.survey(
        source,
        tei=arguments.tei,
        lang=arguments.lang,
        xinclude=arguments.xinclude,
        schema=arguments.schema_spec,
    )
    print_findings(compiled.findings, stream=sys.stderr)
    code = exit_code(compiled.findings)
    if code:
        return code
    if "sch" in formats and compiled.has_own_rules:
        from siglum import schematron

        made_of = (source, *(f for f in compiled.files if f != source and f.is_file()))
        text = compiled.sch()
        rules = schematron.compile(text, name=str(source), base=source.parent, sources=made_of)
        troubles = [found for found in rules.findings if found.severity is not Severity.INFO]
        print_findings(troubles, stream=sys.stderr)
        code = exit_code(found._replace(environment=False) for found in troubles)
    folder = Path(arguments.out) if arguments.out else source.parent
    texts = {source.stem + odd.FORMATS[name]: compiled.write(name) for name in formats}
    pages: dict[str, str] = {}
    page = f"{source.stem}.html"
    if page in texts and _is_many(arguments.pages, texts[page]):
        pages = compiled.pages(source.stem)
        texts[page] = pages.pop(page)
    written = [*texts]
    if pages:
        inside = next(iter(pages)).partition("/")[0]
        files = {name.partition("/")[2]: text for name, text in pages.items()}
        write({inside: files}, folder)
        written.insert(written.index(page) + 1, inside)
    write_files({folder / name: text for name, text in texts.items()}, folder=folder)
    for name in written:
        sys.stdout.write(f"{folder / name}\n")
    return code


def _is_many(asked: str | None, page: str) -> bool:
    """Whether the reference is written as many pages."""
    from siglum.odd.pages import LARGE

    return asked == "many" if asked else len(page) > LARGE
