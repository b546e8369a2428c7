"""``siglum explain``: what an element may contain, or what the code of a finding means."""

import argparse
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from textwrap import fill

from siglum.findings import CATALOGUE, FindingError, Location, finding

SUMMARY = "say what an element may contain, or what a code means"

_EPILOG = """\
examples:
  siglum explain persName --schema tei_all.rng
  siglum explain id-duplicate
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.epilog = _EPILOG
    parser.add_argument("name", metavar="NAME", help="an element, or the code of a finding")
    parser.add_argument("--schema", metavar="FILE", help="an .rng, .rnc or .odd")


def run(arguments: argparse.Namespace) -> int:
    """Explain; return the exit code."""
    return explain_code(arguments.name, ())


def explain_code(code: str, rules: Sequence[str]) -> int:
    """Print what a code means; ``rules`` are Schematron files that may have a rule of that id.

    Raises:
        FindingError: nothing has this code.
    """
    entry = CATALOGUE.get(code)
    if entry is None:
        near = get_close_matches(code, CATALOGUE, 3, 0.75)
        hint = f"did you mean {' or '.join(near)}?" if near else None
        raise FindingError(finding("code-unknown", Location("-"), code=code, hint=hint))
    lines = [f"{code} ({entry.severity})", "", fill(entry.explanation, 80), ""]
    lines.append(f"message: {entry.message}")
    if entry.hint:
        lines.append(f"hint: {entry.hint}")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0
