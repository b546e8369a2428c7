"""``siglum explain``: what an element may contain, or what the code of a finding means."""

import argparse
import sys
from difflib import get_close_matches
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

from siglum import config
from siglum.association import Role, of_path
from siglum.check import load_schema
from siglum.findings import CATALOGUE, FindingError, Location, finding
from siglum.report import visible

if TYPE_CHECKING:
    from siglum.relaxng.describe import ElementFacts, Names

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
    name = arguments.name.strip("<>/")
    if arguments.schema is None and name in CATALOGUE:
        return explain_code(name)
    path = Path(arguments.schema) if arguments.schema else _project_schema()
    if path is None:
        return explain_code(name)
    schema = load_schema(path)
    facts = schema.describe(name)
    if not facts:
        if name in CATALOGUE:
            return explain_code(name)
        vocabulary = schema.vocabulary
        near = get_close_matches(name, vocabulary.by_local, 3, 0.6)
        hint = f"did you mean {' or '.join(near)}?" if near else None
        place = Location(str(path))
        raise FindingError(finding("name-unknown", place, name=name, schema=path, hint=hint))
    sys.stdout.write("\n".join(map(_element, facts)))
    return 0


def _project_schema() -> Path | None:
    """The first schema for structure that siglum.toml names."""
    return next((p for p in config.load().schema if Role.STRUCTURE in of_path(p)), None)


def _element(facts: "ElementFacts") -> str:
    lines = [f"<{facts.name}>"]
    if facts.documentation:
        lines.append(_wrapped(facts.documentation, "  "))
    lines.append("may contain" + (" text and" if facts.has_text and facts.content else ""))
    if facts.content:
        lines += _names(facts.content)
    else:
        lines[-1] += " text" if facts.has_text else " nothing"
    if facts.needs:
        lines.append(_wrapped(f"needs {facts.needs}", ""))
    lines.append("may stand in" if facts.parents else "stands in nothing: it is a root")
    lines += _names(facts.parents)
    lines.append("attributes" if facts.attributes else "has no attributes")
    for attribute in facts.attributes:
        need = " (required)" if attribute.required else ""
        lines.append(_wrapped(f"@{attribute.name}{need}: {attribute.value}", "  "))
        if attribute.documentation:
            lines.append(_wrapped(attribute.documentation, "    "))
    return "\n".join(lines) + "\n"


def _names(groups: "Names") -> list[str]:
    return [
        _wrapped((f"{label}: " if label else "") + ", ".join(names), "  ")
        for label, names in groups
    ]


def _wrapped(text: str, indent: str) -> str:
    return fill(
        visible(text),
        96,
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def explain_code(code: str) -> int:
    """Print what a code means.

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
