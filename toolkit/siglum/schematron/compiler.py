"""Compiling a schema so that a part which does not compile takes nothing else with it.

The stylesheet is compiled; where the processor complains, the parts on those lines become
findings, the stylesheet is written again without them, and so on. What fails only because
something else was left out is left out silently.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from siglum.findings import Finding, Location, finding
from siglum.schematron.model import Schema
from siglum.schematron.parts import Named, named_parts
from siglum.schematron.writer import Broken, Script, write
from siglum.transform import Problem, StylesheetErrors, Untrusted

_ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Compiled:
    """A schema that can be run. ``program`` is ``None`` if nothing of it compiles."""

    script: Script
    program: Untrusted | None
    parts: dict[int, Named]
    findings: tuple[Finding, ...]


def compile_schema(schema: Schema, *, base_uri: str = "", files: bool = False) -> Compiled:
    """Compile, leaving out what does not; ``files`` lets expressions read local files."""
    parts = named_parts(schema)
    broken: Broken = frozenset()
    found: list[Finding] = []
    for _ in range(_ROUNDS):
        script = write(schema, broken, base_uri)
        try:
            return Compiled(script, _program(script.text, files), parts, tuple(found))
        except StylesheetErrors as errors:
            problems = errors.problems
        bad = {
            script.owners[problem.line][0]: problem
            for problem in reversed(problems)
            if problem.line in script.owners
        }
        if not bad:
            reason = readable(problems[0].reason, schema)
            place = Location(schema.name)
            found.append(finding("schematron-stopped", place, name=schema.name, reason=reason))
            return Compiled(script, None, parts, tuple(found))
        gone = {parts[number].name for number in broken if parts[number].name}
        found.extend(
            finding(
                "schematron-expression",
                parts[number].place,
                part=parts[number].label,
                expression=parts[number].text,
                reason=readable(problem.reason, schema),
                hint=_hint(problem),
            )
            for number, problem in sorted(bad.items())
            if not _follows(problem, gone)
        )
        broken |= bad.keys()
    place = Location(schema.name)
    found.append(
        finding("schematron-stopped", place, name=schema.name, reason="it has too many errors")
    )
    return Compiled(script, None, parts, tuple(found))


@lru_cache(maxsize=64)
def _program(text: str, files: bool) -> Untrusted:
    return Untrusted.compile(text, files=files)


def _hint(problem: Problem) -> str | None:
    """What to do, where the complaint is of a kind that says so; else the catalogue's hint."""
    prefix = re.search(r"prefix '([^']+)' has not been declared", problem.reason)
    if prefix:
        return f'add <ns prefix="{prefix.group(1)}" uri="…"/> to the schema'
    if problem.code == "XTSE0340":
        return "a context is a match pattern: name the node, with conditions in square brackets"
    return None


def _follows(problem: Problem, gone: set[str]) -> bool:
    """Whether the complaint is only that something which was left out is missing."""
    if problem.code not in ("XPST0008", "XPST0017", "XTDE1260", "XTSE0650"):
        return False
    names = {re.split(r"[:}]", name)[-1] for name in re.findall(r"[\w.:{}/-]+", problem.reason)}
    return any(name.rpartition(":")[2] in names for name in gone)


def readable(reason: str, schema: Schema) -> str:
    """What the processor says, with names as the schema writes them, as part of a sentence."""
    text = re.sub(r"Q\{([^}]*)\}", lambda found: _prefix(found.group(1), schema), reason)
    text = re.sub(r"(?<=\$)sg:p\d+-", "", text).strip().rstrip(".")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _prefix(uri: str, schema: Schema) -> str:
    if uri in ("", "http://www.w3.org/2005/xpath-functions"):
        return ""
    return next((prefix + ":" for prefix, bound in schema.namespaces if bound == uri), f"Q{{{uri}}}")
