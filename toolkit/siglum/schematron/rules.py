"""The rules of a schema, ready to check documents."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from os.path import normpath
from pathlib import Path
from urllib.parse import unquote

from siglum.document import Document, read
from siglum.document.uris import urlsplit
from siglum.findings import Finding, FindingError, Location, Related, finding
from siglum.schematron.compiler import Compiled, readable
from siglum.schematron.model import Check, Schema
from siglum.schematron.result import Failed, Fired, Record, Said, normalised, records
from siglum.schematron.twins import Twins
from siglum.schematron.writer import NAMESPACE
from siglum.schematron.xpath import variables
from siglum.transform.untrusted import StylesheetError

#: How the processor says that a file is out of reach.
_CLOSED = ("has been prohibited", "has been disallowed", "has been marked not available")


@dataclass(frozen=True, slots=True)
class Run:
    """What one group of patterns made of one document: the records, and what else was found."""

    group: int
    document: Document
    compiled: Compiled
    records: tuple[Record, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """A compiled schema. It can check any number of documents.

    ``findings`` are about the schema itself: what does not compile, what was guessed.
    """

    name: str
    findings: tuple[Finding, ...]
    schema: Schema
    compiled: Compiled
    twins: Twins | None = None

    def check(self, document: Document, *, named: Collection[Path] = ()) -> Iterator[Finding]:
        """What the rules say about a document, in document order for each document that is read.

        The code of a finding is the id of the assertion, else that of its rule or its pattern,
        else one made from its context and test. ``named`` are the files and folders that a
        pattern's ``documents`` may reach besides the document itself.
        """
        checks = {
            check.number: check
            for pattern in self.schema.patterns
            for rule in pattern.rules
            for check in rule.checks
        }
        for run in self.runs(document, named=named):
            yield from run.findings
            failed = self._failed_variables(run)
            for record in run.records:
                match record:
                    case Said():
                        yield self._said(checks[record.number], record, run.document)
                    case Failed():
                        found = self._failed(record, run, failed)
                        if found is not None:
                            yield found
                    case Fired():
                        pass

    def svrl(self, document: Document, *, named: Collection[Path] = ()) -> str:
        """The full report of a check, as XML in the vocabulary of ISO 19757-3 annex D."""
        from siglum.schematron.svrl import report

        return report(self.schema, list(self.runs(document, named=named, trace=True)))

    def runs(
        self, document: Document, *, named: Collection[Path] = (), trace: bool = False
    ) -> Iterator[Run]:
        """Each group of patterns on each of its documents; ``trace`` also records what fired."""
        program = self.compiled.program
        if program is None:
            return
        try:
            primary = program.node(document)
        except StylesheetError as errors:
            _, stopped = self._stopped(errors, self.compiled, document)
            yield Run(-1, document, self.compiled, (), (stopped,))
            return
        yield self._run(0, document, primary, primary, trace=trace)
        if len(self.compiled.script.groups) < 2:
            return
        for group, targets, problems in self._targets(document, primary, named):
            if problems:
                yield Run(-1, document, self.compiled, (), problems)
            for target in targets:
                yield self._run(group, target, program.node(target), primary, trace=trace)

    def _run(
        self, group: int, document: Document, source: object, context: object, *, trace: bool
    ) -> Run:
        mode = f"{{{NAMESPACE}}}group-{group}-walk"
        parameters = {f"{{{NAMESPACE}}}trace": trace}
        compiled = self.compiled
        found: list[Finding] = []
        while compiled.program is not None:
            try:
                xml, warnings = compiled.program.run(
                    source, mode=mode, context=context, parameters=parameters
                )
            except StylesheetError as errors:
                number, failure = self._stopped(errors, compiled, document)
                found.append(failure)
                if number is None:
                    break
                compiled = compiled.without(self.schema, number)
                continue
            owners = compiled.script.owners
            reasons = {owners[w.line][0]: w.reason for w in warnings if w.line in owners}
            found += [self._context_failed(n, reason, document) for n, reason in reasons.items()]
            made = tuple(records(xml))
            return Run(group, document, compiled, made, tuple(found))
        return Run(group, document, compiled, (), tuple(found))

    def _targets(
        self, document: Document, primary: object, named: Collection[Path]
    ) -> Iterator[tuple[int, list[Document], tuple[Finding, ...]]]:
        """For each further group, the documents that it wants and may have."""
        from lxml import etree

        program = self.compiled.program
        assert program is not None  # noqa: S101 - runs() has seen to it
        xml, _ = program.run(primary, mode=f"{{{NAMESPACE}}}documents")
        answers = list(etree.fromstring(f"<answers>{xml}</answers>"))
        for group, patterns in enumerate(self.compiled.script.groups):
            if group == 0:
                continue
            targets: list[Document] = []
            found: list[Finding] = []
            for answer in answers:
                if answer.tag == "failed" and answer.get("n") == str(patterns[0].number):
                    record = Failed(patterns[0].number, "/", 0, "", (answer.text or "").strip())
                    run = Run(group, document, self.compiled, (), ())
                    failed = self._failed(record, run, set())
                    found.extend([failed] if failed else [])
                if answer.get("group") == str(group):
                    try:
                        targets.append(self._open((answer.text or "").strip(), document, named))
                    except FindingError as error:
                        found.append(error.finding)
            yield group, targets, tuple(found)

    def _open(self, href: str, document: Document, named: Collection[Path]) -> Document:
        """A document that a pattern wants, if the call names it or a folder that it is in.

        Raises:
            FindingError: it may not be read, or cannot be.
        """
        place = document.locate(document.root)
        parts = urlsplit(href)
        is_local = parts.scheme in ("", "file") and parts.netloc in ("", "localhost")
        written = unquote(parts.path).replace("\0", "\N{REPLACEMENT CHARACTER}")
        path = Path(normpath(Path(document.name).parent / written))
        if is_local and (not parts.path or path.resolve() == Path(document.name).resolve()):
            return document
        real = path.resolve()
        allowed = [Path(entry).resolve() for entry in named]
        is_open = self.compiled.files
        if not is_local or not (is_open or any(real.is_relative_to(entry) for entry in allowed)):
            raise FindingError(finding("schematron-document-closed", place, href=href))
        try:
            return read(path)
        except FindingError as error:
            reason = error.finding.message
            raise FindingError(
                finding("schematron-document-unread", place, href=href, reason=reason)
            ) from None

    # -- findings -------------------------------------------------------------------------------

    def _said(self, check: Check, said: Said, document: Document) -> Finding:
        places = [document.locate_path(path) for path in said.subjects or (said.path,)]
        related = tuple(Related(place, "the rule speaks of this too") for place in places[1:])
        return Finding(
            check.code,
            check.severity,
            places[0],
            normalised(said.text) or _default_message(check),
            self._hint(check, said),
            related,
        )

    def _hint(self, check: Check, said: Said) -> str:
        """The diagnostics in the assertion's own language if any are, and where to read more."""
        notes = [note for note in check.notes if not note.is_property and note.number in said.notes]
        own = [note for note in notes if note.rich.language == check.rich.language]
        texts = [normalised(said.notes[note.number]) for note in own or notes]
        if check.rich.see:
            texts.append(f"see {check.rich.see}")
        return "; ".join(text for text in texts if text)

    def _failed_variables(self, run: Run) -> set[str]:
        """The variables that could not be worked out, and those that depend on them."""
        parts = self.compiled.parts
        gone = {
            parts[record.number].name
            for record in run.records
            if isinstance(record, Failed) and not record.line and parts[record.number].name
        }
        while True:
            more = {
                part.name for part in parts.values()
                if part.name and part.name not in gone and variables(part.text) & gone
            }  # fmt: skip
            if not more:
                return gone
            gone |= more

    def _failed(self, failed: Failed, run: Run, gone: set[str]) -> Finding | None:
        owners = run.compiled.script.owners.get(failed.line, (failed.number,))
        part = self.compiled.parts.get(owners[0])
        if part is None:
            return None
        if variables(part.text) & gone and "Circular" not in failed.reason:
            return None  # the variable's own failure is told
        return finding(
            "schematron-failed",
            run.document.locate_path(failed.path),
            part=part.label,
            expression=part.text,
            reason=self._reason(failed.reason),
            rule=self._where(part.place),
        )

    def _context_failed(self, number: int, reason: str, document: Document) -> Finding:
        part = self.compiled.parts[number]
        reason = reason.rpartition("}: ")[2] if "}: " in reason else reason
        return finding(
            "schematron-context-failed",
            document.locate(document.root),
            expression=part.text,
            reason=self._reason(reason),
            rule=self._where(part.place),
        )

    def _stopped(
        self, errors: StylesheetError, compiled: Compiled, document: Document
    ) -> tuple[int | None, Finding]:
        """The part that stopped a run, if that is known, and the finding about it."""
        for problem in errors.problems:
            for number in compiled.script.owners.get(problem.line, ())[:1]:
                part = compiled.parts[number]
                return number, finding(
                    "schematron-failed",
                    document.locate(document.root),
                    part=part.label,
                    expression=part.text,
                    reason=self._reason(problem.reason),
                    rule=self._where(part.place),
                )
        reason = self._reason(errors.problems[0].reason)
        place = Location(self.name)
        stopped = finding("schematron-stopped", place, name=self.name, reason=reason)
        return None, stopped

    def _where(self, place: Location) -> str:
        if self.twins is not None:
            place = self.twins.place(place)
        return f"{place.file}:{place.line}:{place.column}"

    def _reason(self, reason: str) -> str:
        if any(words in reason for words in _CLOSED):
            return "it wants to read another file, and rules may read none"
        return readable(reason, self.schema)


def _default_message(check: Check) -> str:
    outcome = "holds, and must not" if check.is_report else "does not hold"
    return f"{check.test.text} {outcome}"


__all__ = ["Rules", "Run"]
