"""The examples of the rules: ``rules/RULE.xml``, each example put into ``example-base.xml``.

A ``fails`` has the messages that the rule must give, in order, and the rules that cannot but
speak too (``also``). What stands in an example replaces the part of the base's header that has
its name, is added to ``standOff``, or becomes the content of the text's only division.
"""

from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from siglum.document import TEI

HERE = Path(__file__).parent
_PARSER = etree.XMLParser(collect_ids=False)  # two examples of a file may have the same ids


@dataclass(frozen=True)
class Example:
    rule: str
    number: int
    passes: bool
    note: str
    messages: tuple[str, ...]
    also: frozenset[str]
    content: tuple[etree._Element, ...]

    def __str__(self) -> str:
        return f"{self.rule}-{self.number}-{'passes' if self.passes else 'fails'}"

    def document(self) -> etree._Element:
        """A whole document that holds the example."""
        root = etree.parse(HERE / "example-base.xml").getroot()
        here = next(root.iter(etree.ProcessingInstruction))
        division = here.getparent()
        assert division is not None
        stand_off = root.find(f"{{{TEI}}}standOff")
        assert stand_off is not None
        for piece in map(deepcopy, self.content):
            piece.tail = None
            old = root.find(f"{{{TEI}}}teiHeader//{piece.tag!s}")
            if piece.tag == stand_off.tag:
                stand_off.extend(piece)
            elif old is not None and piece.tag not in (f"{{{TEI}}}p", f"{{{TEI}}}quote"):
                parent = old.getparent()
                assert parent is not None
                parent.replace(old, piece)
            else:
                here.addprevious(piece)
        division.remove(here)
        return root


def examples() -> list[Example]:
    """All examples of all rules."""
    found = []
    for path in sorted((HERE / "rules").glob("*.xml")):
        root = etree.parse(path, _PARSER).getroot()
        for number, node in enumerate(root, 1):
            assert node.tag in (f"{{{TEI}}}fails", f"{{{TEI}}}passes"), path
            found.append(
                Example(
                    path.stem,
                    number,
                    node.tag == f"{{{TEI}}}passes",
                    node.get("note", ""),
                    tuple("".join(m.itertext()) for m in node.findall("message")),
                    frozenset(node.get("also", "").split()),
                    tuple(c for c in node if c.tag != "message"),
                )
            )
    return found
