"""``siglum schema``: the store of schemas that documents name by web address."""

import argparse
import sys

from siglum import store
from siglum.report import visible

SUMMARY = "keep schemas from the web on this machine"

_ADD = """\
examples:
  siglum schema add tei_all                fetch the schema of the TEI release
  siglum schema add tei                    fetch the source of the TEI Guidelines, for ODDs
  siglum schema add tei:4.7.0              that of a version
  siglum schema add https://example.org/letters.rng
  siglum schema add letters.rng --as https://example.org/letters.rng
  siglum schema add p5subset.xml --as tei
  siglum schema add letters.rng            stands for any address that ends in letters.rng"""
_EPILOG = f"""\
{_ADD}
  siglum schema list

Nothing is ever fetched but by "siglum schema add". A schema's included files are stored with it.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.epilog = _EPILOG
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    add = _action(actions, "add", "store a schema", _ADD)
    add.add_argument("source", metavar="URL-or-FILE", help="or a name of the TEI release: tei_all")
    add.add_argument(
        "--as",
        dest="url",
        default="",
        metavar="URL",
        help="the address of a FILE, or its name in the TEI release",
    )
    add.add_argument("--sha256", default="", metavar="HEX", help="the checksum that it must have")
    _action(actions, "list", "list what is stored", "examples:\n  siglum schema list")


def _action(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    summary: str,
    examples: str,
) -> argparse.ArgumentParser:
    return actions.add_parser(
        name,
        help=summary,
        description=summary,
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def run(arguments: argparse.Namespace) -> int:
    """Store or list; return the exit code."""
    if arguments.action == "add":
        for stored in store.add(arguments.source, url=arguments.url, sha256=arguments.sha256):
            _say(stored)
        return 0
    kept = list(store.listing())
    for stored in kept:
        _say(stored)
    if not kept:
        sys.stderr.write("nothing is stored yet; siglum schema add --help shows how\n")
    return 0


def _say(stored: store.Stored) -> None:
    sys.stdout.write(
        f"{visible(stored.url)}\n  {visible(str(stored.path))}\n"
        f"  {stored.size} bytes, SHA-256 {stored.sha256}\n"
    )
