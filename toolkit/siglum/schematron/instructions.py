"""Which elements of XSLT 3.0 stand where they may in a schema.

The processor is left to tell of what is wrong in them, but not of an element that is out of place:
some of these it does not survive.
"""

from typing import TYPE_CHECKING

from siglum.schematron.model import XSL

if TYPE_CHECKING:
    from lxml import etree

#: What a schema may declare by XSLT.
DECLARATIONS = frozenset("function key variable param accumulator decimal-format template".split())
_INSTRUCTIONS = frozenset(
    """analyze-string apply-imports apply-templates assert attribute call-template choose comment
    copy copy-of document element evaluate fallback for-each for-each-group fork if iterate map
    map-entry merge message namespace next-match number on-empty on-non-empty perform-sort
    processing-instruction result-document sequence source-document text try value-of variable
    where-populated""".split()
)
_SORTED = "apply-templates for-each for-each-group perform-sort"
_CALLS = "apply-imports apply-templates call-template evaluate next-iteration next-match"
#: What stands in certain elements only.
_PARENTS = {
    "accumulator-rule": "accumulator",
    "break": "",
    "catch": "try",
    "context-item": "template",
    "matching-substring": "analyze-string",
    "merge-action": "merge",
    "merge-key": "merge-source",
    "merge-source": "merge",
    "next-iteration": "",
    "non-matching-substring": "analyze-string",
    "on-completion": "iterate",
    "otherwise": "choose",
    "param": "function iterate template",
    "sort": _SORTED,
    "when": "choose",
    "with-param": _CALLS,
}
#: What some elements cannot be without.
_CHILDREN = {"merge": ("merge-source", "merge-action")}


def displaced(top: "etree._Element") -> "etree._Element | None":
    """The first element of XSLT in a declaration or instruction that cannot stand where it does."""
    for element in top.iter(f"{{{XSL}}}*"):
        name = _local(element)
        if any(next(element.iterchildren(f"{{{XSL}}}{child}"), None) is None
               for child in _CHILDREN.get(name, ())):  # fmt: skip
            return element
        if element is top and name in DECLARATIONS:
            continue
        if name in _PARENTS:
            parent = None if element is top else element.getparent()
            allowed = _PARENTS[name].split()
            if parent is None or (allowed and _local(parent) not in allowed):
                return element
        elif name not in _INSTRUCTIONS:
            return element
    return None


def _local(element: "etree._Element") -> str:
    return str(element.tag).removeprefix(f"{{{XSL}}}")
