"""What a schema says of its rules, for a reader who met one in a finding."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from siglum.findings import Location, Severity
from siglum.schematron.model import Check, Instruction, Markup, Part, Pattern, Piece, Rule, Schema
from siglum.schematron.twins import Twins


@dataclass(frozen=True, slots=True)
class About:
    """One assertion of a schema, and what is said of it and around it.

    ``texts`` are the title and paragraphs of its pattern and the paragraphs of its rule. In
    ``message`` and ``notes`` what is filled in stands in braces. ``is_report`` says that the
    message is given where the test holds, and not where it does not.
    """

    code: str
    severity: Severity
    texts: tuple[str, ...]
    context: str
    test: str
    is_report: bool
    message: str
    notes: tuple[str, ...]
    see: str
    place: Location


@dataclass(frozen=True, slots=True)
class Outline:
    """The rules of a schema as they are to be read, with the files that it was compiled from."""

    schema: Schema
    twins: Twins | None = None

    def about(self, name: str) -> tuple[About, ...]:
        """The assertions that have this id or code, or are in the rule or pattern that has it."""
        found = (
            _about(pattern, rule, check)
            for pattern, rule, check in _checks(self.schema)
            if name in (check.code, check.id, rule.id, pattern.id)
        )
        return tuple(map(self._of_source, found))

    def _of_source(self, found: About) -> About:
        if self.twins is None:
            return found
        texts = (*found.texts, *self.twins.described(found.place))
        return replace(found, texts=texts, place=self.twins.place(found.place))

    def ids(self) -> set[str]:
        """Every name that ``about`` knows."""
        found = {
            name
            for pattern, rule, check in _checks(self.schema)
            for name in (check.code, check.id, rule.id, pattern.id)
        }
        return found - {""}


def _checks(schema: Schema) -> Iterator[tuple[Pattern, Rule, Check]]:
    for pattern in schema.patterns:
        for rule in pattern.rules:
            for check in rule.checks:
                yield pattern, rule, check


def _about(pattern: Pattern, rule: Rule, check: Check) -> About:
    texts = (pattern.title, *pattern.about, *rule.about)
    return About(
        code=check.code,
        severity=check.severity,
        texts=tuple(dict.fromkeys(text for text in texts if text)),
        context=rule.context.text,
        test=check.test.text,
        is_report=check.is_report,
        message=_text(check.content),
        notes=tuple(_text(note.content) for note in check.notes if not note.is_property),
        see=check.rich.see,
        place=check.place,
    )


def _text(content: tuple[Piece, ...]) -> str:
    made = ""
    for piece in content:
        match piece:
            case str():
                made += piece
            case Part():
                made += f"{{{piece.select.text}}}"
            case Markup():
                made += _text(piece.content)
            case Instruction():
                made += "{…}"
    return " ".join(made.split())
