"""What the compiled stylesheet answers with, as records."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule has fired at a node."""

    number: int
    path: str


@dataclass(frozen=True, slots=True)
class Said:
    """An assertion has something to say: ``text`` and ``notes`` are elements with content."""

    number: int
    path: str
    subjects: tuple[str, ...]
    text: "etree._Element"
    notes: dict[int, "etree._Element"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failed:
    """A part could not be evaluated; ``line`` is one of the stylesheet, or 0."""

    number: int
    path: str
    line: int
    code: str
    reason: str


Record = Fired | Said | Failed


def records(xml: str) -> Iterator[Record]:
    """The records in a stylesheet's result, in the order in which it made them."""
    from lxml import etree

    # what the processor wrote is well formed, but may bind a namespace that is no URI
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True, recover=True)
    for element in etree.fromstring(f"<records>{xml}</records>", parser):
        number = int(element.get("n", "0"))
        path = element.get("at", "")
        match element.tag:
            case "rule":
                yield Fired(number, path)
            case "check":
                notes = element.findall("note")
                yield Said(
                    number,
                    path,
                    tuple(at.text or "" for at in element.iterfind("subject/at")),
                    element[-1 - len(notes)],
                    {int(note.get("n", "0")): note[0] for note in notes},
                )
            case _:
                line = element.get("line", "")
                yield Failed(
                    number,
                    path,
                    int(line) if line.isdigit() else 0,
                    element.get("code", ""),
                    " ".join((element.text or "").split()),
                )


def normalised(element: "etree._Element") -> str:
    """The text of an element, runs of white space as one space, none at the ends."""
    return " ".join(str(element.xpath("string()")).split())
