"""What is known while an ODD is read, and small helpers that all readers share."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from siglum.document import TEI
from siglum.findings import Finding, Severity, finding
from siglum.odd.places import Files, Place

if TYPE_CHECKING:
    from lxml import etree

T = f"{{{TEI}}}"
RNG = "{http://relaxng.org/ns/structure/1.0}"
EXAMPLES = "http://www.tei-c.org/ns/Examples"


@dataclass(slots=True)
class Reading:
    """Where findings go while specifications are read, and what they inherit.

    ``namespace`` is that of elements which name none, ``own`` says that the customization itself
    is read and not its source, ``has_source`` that it starts from one, ``target`` is the language
    of names (``schemaSpec/@targetLang``).
    """

    files: Files
    namespace: str = TEI
    target: str = ""
    own: bool = True
    has_source: bool = False
    findings: list[Finding] = field(default_factory=list)

    def place(self, element: "etree._Element") -> Place:
        """Where an element stands."""
        return Place(self.files, element)

    def report(
        self,
        code: str,
        at: "etree._Element | Place | None",
        attribute: str | None = None,
        *,
        hint: str | None = None,
        tolerated: bool = False,
        **values: str | int,
    ) -> None:
        """Note a finding at an element of the ODD, or at its attribute.

        An error that is ``tolerated`` is a warning here.
        """
        if at is None:
            raise ValueError(f"{code} has no place")
        place = at if isinstance(at, Place) else self.place(at)
        location = place.attribute(attribute) if attribute else place.location
        if attribute:
            values["attribute"] = attribute
        found = finding(code, location, hint=hint, related=(), **values)
        self.findings.append(found._replace(severity=Severity.WARNING) if tolerated else found)


def reference(reading: Reading, element: "etree._Element", attribute: str = "key") -> str:
    """What an element refers to by an attribute; "", with a finding, where it says nothing."""
    value = element.get(attribute, "").strip()
    if not value:
        name = f"<{local(element)}>"
        reading.report("odd-no-reference", element, element=name, lacking=f"{attribute}=")
    return value


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """A hint at the known word that is nearest, in upper or lower case; None where none is near."""
    from difflib import get_close_matches

    alike = (name for name in known if ("." in name) == ("." in word))  # classes, or elements
    words = {name.casefold(): name for name in alike}
    near = get_close_matches(word.casefold(), words, 1)
    return f"did you mean {words[near[0]]}?" if near else None


def local(element: "etree._Element") -> str:
    """The local name of an element."""
    return str(element.tag).rpartition("}")[2]


def children(element: "etree._Element", *names: str) -> "list[etree._Element]":
    """The TEI children with one of these names."""
    return list(element.iterchildren(*(T + name for name in names)))


def text_of(element: "etree._Element") -> str:
    """The text of an element, its white space normalized."""
    return " ".join("".join(str(piece) for piece in element.itertext()).split())
