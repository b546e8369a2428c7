"""``siglum build``: make the outputs of documents, whole or not at all."""

import argparse
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from siglum import config
from siglum.document import read_bytes
from siglum.findings import Finding, FindingError, Location, Severity, exit_code, finding
from siglum.outputs import FORMATS, Options
from siglum.outputs.permalinks import RECORD, Kept, keep
from siglum.outputs.site import read_all, site
from siglum.outputs.write import listed, write, write_file
from siglum.report import print_findings

SUMMARY = "make every output of an edition"

_EPILOG = """\
examples:
  siglum build                                   what siglum.toml names, into its folder
  siglum build --format html --out site essay.xml
  siglum build --format text --format citations --out site letters/

Everything is made before anything is written. A build that fails leaves the last one as it was,
and a folder with files that no build made is not touched. SOURCE_DATE_EPOCH is obeyed.

exit codes: 0 built, 1 a document has errors, 2 the call or the machine is at fault
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.epilog = _EPILOG
    add = parser.add_argument
    add("sources", nargs="*", metavar="FILE", help="files, folders, patterns")
    add(
        "--format",
        action="append",
        choices=list(FORMATS),
        help="an output to make; repeatable (default: those of siglum.toml, or all)",
    )
    add("--out", metavar="DIR", help="the folder that gets a folder for each format")
    add("--xinclude", action="store_true", help="put in what documents include by XInclude")
    add("--title", help="the title of the site")
    add("--base-url", type=_address, metavar="URL", help="the web address that the site will have")
    add("--style", metavar="NAME", help="the CSL style of formatted citations")
    add("--theme", metavar="DIR", help="a folder with theme.css or theme.xsl for the pages")
    add("--wrap", type=_width, metavar="N", help="the width of plain text; 0 does not wrap")
    add("--forget", action="store_true", help="let ids go that were in the last build")
    add("-q", "--quiet", action="store_true", help="print nothing but errors")
    add("-v", "--verbose", action="store_true", help="print notes, too, on what formats cannot say")


def run(arguments: argparse.Namespace) -> int:
    """Build, say what was made, and return the exit code."""
    settings = config.load()
    names = arguments.sources or settings.sources
    if not names:
        raise FindingError(finding("sources-none", Location(str(settings.file or "-"))))
    sources, found = read_all(config.expand(names), xinclude=arguments.xinclude)
    formats = tuple(dict.fromkeys(arguments.format or settings.formats))
    out = Path(arguments.out) if arguments.out else settings.out
    outputs: dict[str, dict[str, str | Path]] = {}
    if not _failed(found):
        made = site(sources, _options(arguments, settings, formats))
        outputs = made.outputs
        found.extend(made.findings)
    published = "" if arguments.out else settings.ids
    if not _failed(found) and "html" in outputs:
        kept = held(outputs["html"], settings, out, published, forget=arguments.forget)
        outputs["html"].update(kept.files)
        found.extend(kept.findings)
    _report(found, arguments)
    if _failed(found):
        sys.stderr.write("nothing was written\n")
        return exit_code(found)
    write(outputs, out)
    if published and "html" in outputs:
        write_file(Path(published), str(outputs["html"][RECORD]))
    if not arguments.quiet:
        for name, files in outputs.items():
            number = len(files)
            sys.stdout.write(f"{out / name}: {number} file{'' if number == 1 else 's'}\n")
    return 0


def held(
    files: Mapping[str, str | Path],
    settings: config.Config,
    out: Path,
    published: str,
    *,
    forget: bool = False,
) -> Kept:
    """The pages, held to the record of what was published, with redirects and the new record."""
    record = record_of(out, published)
    text = ""
    if not forget and record.is_file():
        text = read_bytes(record).decode("utf-8", "replace")
    pages = {n: f for n, f in files.items() if isinstance(f, str) and n.endswith(".html")}
    return keep(
        pages,
        settings.redirects,
        text,
        record=Location(str(record)),
        settings=config.place_of(settings, "redirects"),
        former=_former(files, out / "html"),
    )


def _former(files: Iterable[str], folder: Path) -> str:
    """The documents of the last build in this folder, where this one has none of them."""
    new = {PurePosixPath(name).name for name in files if name.endswith(".xml")}
    old = sorted({PurePosixPath(name).name for name in listed(folder) if name.endswith(".xml")})
    if not old or not new.isdisjoint(old):
        return ""
    return old[0] if len(old) == 1 else f"{old[0]} and {len(old) - 1} more"


def record_of(out: Path, published: str) -> Path:
    """Where the record of published ids stands: in its own file, or with the last build."""
    own, built = Path(published), out / "html" / RECORD
    return own if published and (own.exists() or not built.is_file()) else built


def _report(found: Sequence[Finding], arguments: argparse.Namespace) -> None:
    notes = [f for f in found if f.severity is Severity.INFO]
    if arguments.quiet:
        found = [f for f in found if f.severity is Severity.ERROR]
    elif not arguments.verbose:
        found = [f for f in found if f.severity is not Severity.INFO]
    print_findings(found, stream=sys.stderr)
    if notes and not arguments.quiet and not arguments.verbose:
        number = f"{len(notes)} note{'' if len(notes) == 1 else 's'}"
        sys.stderr.write(f"{number} on what a format cannot say; -v shows them\n")


def _width(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of 0 or more")
    return int(text)


def _address(text: str) -> str:
    if not config.is_address(text):
        raise argparse.ArgumentTypeError(f"{text!r} cannot be used: {config.ADDRESS}")
    return text


def _failed(found: Sequence[Finding]) -> bool:
    return any(f.severity is Severity.ERROR for f in found)


def _options(
    arguments: argparse.Namespace, settings: config.Config, formats: tuple[str, ...]
) -> Options:
    return Options(
        stem="",
        title=settings.title if arguments.title is None else arguments.title,
        base_url=arguments.base_url or settings.base_url,
        style=arguments.style or settings.style,
        wrap=settings.wrap if arguments.wrap is None else arguments.wrap,
        date=_date(),
        formats=formats,
        theme=arguments.theme or settings.theme,
    )


def _date() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return ""
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        place = Location("SOURCE_DATE_EPOCH")
        raise FindingError(finding("epoch-invalid", place, value=epoch)) from None
