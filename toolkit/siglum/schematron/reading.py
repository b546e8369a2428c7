"""Which parts of a schema want to read files, by the functions that they call.

Where that is not allowed, such a part is left out as a whole: the processor would answer
``doc-available()`` with a plain "no", or not ask at all, and the rule would say what is not true.
A part that asks first, and goes on without the file if there is none, is used.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from siglum.schematron.model import XSL
from siglum.schematron.parts import Named
from siglum.schematron.xpath import tokens

_FUNCTIONS = frozenset(
    """doc doc-available document collection uri-collection json-doc unparsed-text
    unparsed-text-lines unparsed-text-available""".split()
)
#: What is asked before such a function is called, by who takes care.
_GUARDS = {
    "doc": "doc-available",
    "document": "doc-available",
    "unparsed-text": "unparsed-text-available",
    "unparsed-text-lines": "unparsed-text-available",
}
_INSTRUCTIONS = {f"{{{XSL}}}source-document", f"{{{XSL}}}merge-source"}


class Reading(NamedTuple):
    """How a part reads: the first function that it calls to do so, as it is written there.

    One that is ``guarded`` asks first whether the file can be read, and has an answer if not.
    """

    function: str
    is_guarded: bool


def reading_parts(parts: Mapping[int, Named]) -> dict[int, Reading]:
    """Each part that reads a file, by its number."""
    found = {}
    for number, part in parts.items():
        texts = _expressions(part.xml) if part.xml else (part.text,)
        called = [name for text in texts for name in reading_functions(text)]
        if called:
            names = {name.removeprefix("fn:") for name in called}
            needs = {_GUARDS.get(name, "") for name in names if not name.endswith("-available")}
            found[number] = Reading(called[0], bool(needs) and needs <= names)
    return found


def reading_functions(expression: str) -> Iterator[str]:
    """The functions in an expression that read a file, as they are written there, in order."""
    before = ""
    for _, text in tokens(expression):
        if text.isspace() or text.startswith("(:"):
            continue
        if text in ("(", "#") and before.removeprefix("fn:") in _FUNCTIONS:
            yield before
        before = text


def _expressions(xml: str) -> Iterator[str]:
    """What may be an expression in XSLT; an instruction that reads is like a call of ``doc``."""
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    for element in etree.fromstring(xml, parser).iter("*"):
        if element.tag in _INSTRUCTIONS:
            yield "doc("
        yield from map(str, element.attrib.values())
        yield from filter(None, (element.text, element.tail))
