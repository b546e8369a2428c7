"""The numbered parts of a schema, for speaking of one that fails."""

from collections.abc import Iterator
from typing import NamedTuple

from siglum.findings import Location
from siglum.schematron.model import Instruction, Let, Markup, Note, Part, Piece, Schema


class Named(NamedTuple):
    """A part as a finding speaks of it: what it is, its text, its place.

    ``name`` is that by which other parts refer to it, if they can. What is XSLT and no single
    expression has its ``xml``.
    """

    label: str
    text: str
    place: Location
    name: str = ""
    xml: str = ""


def named_parts(schema: Schema) -> dict[int, Named]:
    """Every part of the schema that has an expression, by its number."""
    return dict(_parts(schema))


def _parts(schema: Schema) -> Iterator[tuple[int, Named]]:
    for declaration in schema.declarations:
        label = f"the <xsl:{declaration.kind}>"
        yield (
            declaration.number,
            Named(label, declaration.name, declaration.place, declaration.name, declaration.xml),
        )
    yield from _lets(schema.lets)
    if schema.phase is not None:
        yield from _lets(schema.phase.lets)
        if schema.phase.start is not None:
            start = schema.phase.start
            yield schema.phase.number, Named("the start of the phase", start.text, start.place)
    for pattern in schema.patterns:
        if pattern.documents is not None:
            documents = pattern.documents
            yield pattern.number, Named("the list of documents", documents.text, documents.place)
        yield from _lets(pattern.lets)
        for rule in pattern.rules:
            yield rule.number, Named("the context", rule.context.text, rule.context.place)
            if rule.visit is not None:
                yield _part(rule.visit, "the list of nodes to visit")
            yield from _lets(rule.lets)
            for check in rule.checks:
                kind = "report" if check.is_report else "assertion"
                yield check.number, Named(f"the {kind}", check.test.text, check.test.place)
                if check.subject is not None:
                    yield _part(check.subject, "the subject")
                yield from _pieces(check.content)
                for note in check.notes:
                    yield from _note(note)


def _lets(lets: tuple[Let, ...]) -> Iterator[tuple[int, Named]]:
    for let in lets:
        text = let.value.text if let.value else let.name
        place = let.value.place if let.value else let.place
        yield let.number, Named(f"the variable ${let.name}:", text, place, let.name)
        yield from _pieces(let.content)


def _note(note: Note) -> Iterator[tuple[int, Named]]:
    kind = "property" if note.is_property else "diagnostic"
    yield note.number, Named(f"the {kind}", note.id, note.place)
    yield from _pieces(note.content)


def _pieces(content: tuple[Piece, ...]) -> Iterator[tuple[int, Named]]:
    for piece in content:
        match piece:
            case Part():
                yield _part(piece, "the value")
            case Instruction():
                name = piece.xml[: piece.xml.index(" ")].rstrip("/") + ">"
                yield piece.number, Named("the instruction", name, piece.place, xml=piece.xml)
            case Markup():
                yield from _pieces(piece.content)
            case _:
                pass


def _part(part: Part, label: str) -> tuple[int, Named]:
    return part.number, Named(label, part.select.text, part.select.place)
