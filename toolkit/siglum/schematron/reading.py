"""Which parts of a schema want to read files, by the functions that they call.

Where that is not allowed, such a part is left out as a whole: the processor would answer
``doc-available()`` with a plain "no", or not ask at all, and the rule would say what is not true.
"""

from collections.abc import Iterator, Mapping

from siglum.schematron.model import XSL
from siglum.schematron.parts import Named
from siglum.schematron.xpath import tokens

_FUNCTIONS = frozenset(
    """doc doc-available document collection uri-collection json-doc unparsed-text
    unparsed-text-lines unparsed-text-available""".split()
)
_INSTRUCTIONS = {f"{{{XSL}}}source-document", f"{{{XSL}}}merge-source"}


def reading_parts(parts: Mapping[int, Named]) -> dict[int, str]:
    """The number of each part that reads a file, with the function by which it does."""
    found = {}
    for number, part in parts.items():
        texts = _expressions(part.xml) if part.xml else (part.text,)
        for text in texts:
            function = reading_function(text)
            if function:
                found[number] = function
                break
    return found


def reading_function(expression: str) -> str:
    """The first function in an expression that reads a file, as it is written there, or nothing."""
    before = ""
    for _, text in tokens(expression):
        if text.isspace() or text.startswith("(:"):
            continue
        if text in ("(", "#") and before.removeprefix("fn:") in _FUNCTIONS:
            return before
        before = text
    return ""


def _expressions(xml: str) -> Iterator[str]:
    """What may be an expression in XSLT; an instruction that reads is like a call of ``doc``."""
    from lxml import etree

    for element in etree.fromstring(xml).iter("*"):
        if element.tag in _INSTRUCTIONS:
            yield "doc("
        yield from map(str, element.attrib.values())
        yield from filter(None, (element.text, element.tail))
