"""``siglum explain``: what an element may contain, what a rule or the code of a finding means."""

import argparse
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

from siglum import config
from siglum.association import Role, of_path
from siglum.check import Options, load_schema, roles, rules_outline
from siglum.findings import CATALOGUE, FindingError, Location, finding
from siglum.report import visible

if TYPE_CHECKING:
    from siglum.relaxng.describe import ElementFacts, Names
    from siglum.schematron import About

SUMMARY = "say what an element may contain, or what a rule or a code means"

_EPILOG = """\
examples:
  siglum explain persName --schema tei_all.rng
  siglum explain quote-has-source --rules project.sch
  siglum explain id-duplicate
"""


_DEFAULT = Options()


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.epilog = _EPILOG
    add = parser.add_argument
    add("name", metavar="NAME", help="an element, the id of a rule, or the code of a finding")
    add("--schema", metavar="FILE", help="an .rng, .rnc, .odd or .sch")
    add("--rules", metavar="FILE", help="Schematron rules in a .sch, .rng or .odd")
    add(
        "--tei",
        metavar="FILE",
        help="TEI's own definitions, a p5subset.xml, for an .odd that starts from them",
    )
    add("--schema-spec", metavar="IDENT", help="which schemaSpec, for an .odd that has several")
    add("--xinclude", action="store_true", help="put in what an .odd includes by XInclude")


def run(arguments: argparse.Namespace) -> int:
    """Explain; return the exit code."""
    schemas = [Path(arguments.schema)] if arguments.schema else []
    rules = [Path(arguments.rules)] if arguments.rules else []
    return explain(arguments.name.strip("<>/"), schemas, rules, compiling(arguments))


def compiling(arguments: argparse.Namespace) -> Options:
    """How customizations are compiled, as a call says it."""
    return Options(
        tei=Path(arguments.tei) if arguments.tei else None,
        xinclude=arguments.xinclude,
        schema_spec=arguments.schema_spec or "",
    )


def explain(
    name: str,
    schemas: Sequence[Path] = (),
    rules: Sequence[Path] = (),
    options: Options = _DEFAULT,
) -> int:
    """Print what an element or a rule of these schemas is, or what a code means.

    Where none are given, those of siglum.toml are asked, after siglum's own codes. The result is
    the exit code. ``options`` say how customizations are compiled.

    Raises:
        FindingError: nothing has this name, or a schema cannot be used.
    """
    try:
        return _print(_explained(name, schemas, rules, options))
    except FindingError as error:  # there is no document here that could be at fault
        raise FindingError(error.finding._replace(environment=True)) from None


def _explained(name: str, schemas: Sequence[Path], rules: Sequence[Path], options: Options) -> str:
    if not schemas and not rules:
        if name in CATALOGUE:
            return _code(name)
        settings = config.load()
        schemas, rules = settings.schema, settings.rules
        if settings.tei and not options.tei:
            options = options._replace(tei=Path(settings.tei))
    for role, paths in ((Role.STRUCTURE, schemas), (Role.RULES, rules)):
        for path in paths:
            roles(path, role)  # says so of one that is neither
    structure = next((path for path in schemas if Role.STRUCTURE in of_path(path)), None)
    # a grammar may have rules embedded in it, and they are looked for when nothing else is found
    grammars = [path for path in schemas if path.suffix.lower() == ".rng"]
    said: list[str] = []
    known: set[str] = set()
    if structure is not None:
        schema = load_schema(structure, options)
        said += map(_element, schema.describe(name))
        known.update(schema.vocabulary.by_local)
    for path in (*(path for path in schemas if Role.RULES in of_path(path)), *rules):
        try:
            said += _rules(path, name, known, options)
        except FindingError:
            if not said:  # else the question is answered
                raise
    for path in () if said else grammars:
        said += _rules(path, name, known, options)
    if said:
        return "\n".join(said)
    if name in CATALOGUE:
        return _code(name)
    near = get_close_matches(name, sorted(known), 3, 0.6) or get_close_matches(
        name, CATALOGUE, 3, 0.75
    )
    hint = f"did you mean {' or '.join(near)}?" if near else None
    first = next(iter((*schemas, *rules)), None)
    if first is None:
        raise FindingError(finding("code-unknown", Location("-"), code=name, hint=hint))
    raise FindingError(
        finding("name-unknown", Location(str(first)), name=name, schema=first, hint=hint)
    )


def _rules(path: Path, name: str, known: set[str], options: Options) -> list[str]:
    """What a file's rules say of the name; the names that they know are added to ``known``."""
    outline = rules_outline(path, options)
    known.update(outline.ids())
    return [_assertion(found) for found in outline.about(name)]


def _assertion(found: "About") -> str:
    verb = "is said if" if found.is_report else "must hold"
    lines = [f"{found.code} ({found.severity})"]
    lines += (_wrapped(text, "  ") for text in found.texts)
    lines.append(_wrapped(f"for each {found.context}", ""))
    lines.append(_wrapped(f"{verb}: {found.test}", ""))
    if found.message:
        lines.append(_wrapped(f"message: {found.message}", ""))
    lines += (_wrapped(f"hint: {note}", "") for note in found.notes if note)
    if found.see:
        lines.append(f"see {visible(found.see)}")
    lines.append(f"stands at {found.place.file}:{found.place.line}:{found.place.column}")
    return "\n".join(lines) + "\n"


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


def _code(code: str) -> str:
    entry = CATALOGUE[code]
    lines = [f"{code} ({entry.severity})", "", fill(entry.explanation, 80), ""]
    lines.append(f"message: {entry.message}")
    if entry.hint:
        lines.append(f"hint: {entry.hint}")
    return "\n".join(lines) + "\n"


def _print(text: str) -> int:
    sys.stdout.write(text)
    return 0
