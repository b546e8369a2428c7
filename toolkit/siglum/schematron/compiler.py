"""Compiling a schema so that a part which does not compile takes nothing else with it.

The stylesheet is compiled; where the processor complains, the parts on those lines become
findings, the stylesheet is written again without them, and so on. What fails only because
something else was left out is left out silently.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from siglum.document import Document
from siglum.findings import Finding, Location, finding
from siglum.schematron.lines import Broken
from siglum.schematron.model import Schema
from siglum.schematron.parts import Named, named_parts
from siglum.schematron.pinpoint import pinpoint
from siglum.schematron.reading import reading_parts
from siglum.schematron.writer import Script, write
from siglum.schematron.xpath import variables
from siglum.transform.untrusted import Problem, StylesheetError, Untrusted

_ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Compiled:
    """A schema that can be run. ``program`` is ``None`` if nothing of it compiles."""

    script: Script
    program: Untrusted | None
    parts: dict[int, Named]
    findings: tuple[Finding, ...]
    broken: Broken
    base_uri: str
    files: bool

    def without(self, schema: Schema, number: int) -> "Compiled":
        """The same schema, compiled without one more of its parts."""
        return compile_schema(
            schema, base_uri=self.base_uri, files=self.files, broken=self.broken | {number}
        )


def compile_schema(
    schema: Schema,
    *,
    base_uri: str = "",
    files: bool = False,
    broken: Broken = frozenset(),
    documents: Mapping[str, Document] = MappingProxyType({}),
) -> Compiled:
    """Compile, leaving out what does not; ``files`` lets expressions read local files.

    ``broken`` are parts that are known to fail when they are run, and are left out from the start.
    ``documents`` are the files of the schema by name, for finding the place of a mistake in them.
    The processor is not even started where there is no rule.
    """
    parts = named_parts(schema)
    found: list[Finding] = []
    if not any(pattern.rules for pattern in schema.patterns):
        return Compiled(write(schema), None, parts, (), broken, base_uri, files)
    if not files:
        for number, reading in sorted(reading_parts(parts).items()):
            part = parts[number]
            code = "schematron-files-unseen" if reading.is_guarded else "schematron-files-closed"
            place = pinpoint(documents, part.text, part.place, f"found {reading.function}")
            if number not in broken:
                found.append(
                    finding(
                        code,
                        place,
                        part=part.label,
                        expression=part.text,
                        function=reading.function,
                    )
                )
            if not reading.is_guarded:
                broken |= {number}
    for _ in range(_ROUNDS):
        script = write(schema, broken, base_uri)
        try:
            program = _program(script.text, files)
            return Compiled(script, program, parts, tuple(found), broken, base_uri, files)
        except StylesheetError as errors:
            problems = errors.problems
        bad = {
            script.owners[problem.line][0]: problem
            for problem in reversed(problems)
            if problem.line in script.owners
        }
        bad |= {
            number: problem
            for problem in problems
            if not problem.line
            for number in _self_referring(problem, parts)
        }
        if not bad.keys() - broken:
            reason = readable(problems[0].reason, schema)
            place = Location(schema.name)
            found.append(finding("schematron-stopped", place, name=schema.name, reason=reason))
            return Compiled(script, None, parts, tuple(found), broken, base_uri, files)
        gone = {parts[number].name for number in broken if parts[number].name}
        found.extend(
            finding(
                "schematron-expression",
                pinpoint(
                    documents,
                    parts[number].text,
                    parts[number].place,
                    problem.reason,
                    problem.character,
                ),
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
    return Compiled(script, None, parts, tuple(found), broken, base_uri, files)


def _self_referring(problem: Problem, parts: Mapping[int, Named]) -> Iterator[int]:
    """The global variables that a complaint without a line is about, if that is what it says."""
    told = re.search(
        r"ariable \$(?:__sg:p\d+-)?(\S+) cannot be used within its own", problem.reason
    )
    for number, part in parts.items():
        if told and part.name == told.group(1) and part.name in variables(part.text):
            yield number


@lru_cache(maxsize=64)
def _program(text: str, files: bool) -> Untrusted:
    return Untrusted.compile(text, files=files)


def _hint(problem: Problem) -> str | None:
    """What to do, where the complaint is of a kind that says so; else the catalogue's hint."""
    variable = re.search(
        r"[Vv]ariable \$(?:__sg:p\d+-)?(\S+) has not been declared", problem.reason
    )
    if variable:
        name = variable.group(1)
        return f'declare it with <let name="{name}" value="…"/>, or <param> in a pattern with @is-a'
    prefix = re.search(r"prefix '([^']+)' has not been declared", problem.reason)
    if prefix:
        return f'add <ns prefix="{prefix.group(1)}" uri="…"/> to the schema'
    if problem.code == "XTSE0340":
        return "a context is a match pattern: name the node, with conditions in square brackets"
    return None


def _follows(problem: Problem, gone: set[str]) -> bool:
    """Whether the complaint is only that something which was left out is missing."""
    if problem.code not in ("XPST0008", "XPST0017"):
        return False
    wanted = re.search(r"(?:\$|named )(?:Q\{[^}]*\}|[\w.-]+:)?([\w.-]+)", problem.reason)
    name = re.sub(r"^p\d+-", "", wanted.group(1)) if wanted else ""
    return any(name == left.rpartition(":")[2] for left in gone)


def readable(reason: str, schema: Schema) -> str:
    """What the processor says, with names as the schema writes them, as part of a sentence."""
    text = re.sub(r"Q\{([^}]*)\}", lambda found: _prefix(found.group(1), schema), reason)
    text = re.sub(r"(?<=\$)__sg:p\d+-", "", text)
    text = re.sub(r"`?anon:f_\d+`?", "function", text)  # a name made up for each run
    text = re.sub(r" (?:at|on) line \d+ (?:in|of) \S+.*$", "", text)
    text = re.sub(r" During lazy evaluation of .*$", "", text)
    text = text.removesuffix("External function calls have been disabled").strip().rstrip(" .")
    text = re.sub(r"[Uu]nexpected token <eof> before$", "it ends too soon", text)
    text = re.sub(r"(?<=token) (\S+) before$", r" \1", text)
    text = text.replace("<eof>", "its end")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _prefix(uri: str, schema: Schema) -> str:
    if uri in ("", "http://www.w3.org/2005/xpath-functions"):
        return ""
    bound = {uri: prefix for prefix, uri in reversed(schema.namespaces)}
    return f"{bound[uri]}:" if uri in bound else f"Q{{{uri}}}"
