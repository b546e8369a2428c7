"""The rules of a customization as one ISO Schematron schema.

Declarations (``ns``, ``let``, XSLT functions and keys) are gathered at the top, each once; each
``constraintSpec`` becomes a pattern. Bare assertions get the context that their place implies: the
element, or the attribute, that they are specified with (TEI P5 TD, "Additional Constraints").
"""

from copy import deepcopy
from typing import TYPE_CHECKING

from siglum.document import TEI
from siglum.odd.model import Constraint, Customization

if TYPE_CHECKING:
    from lxml import etree

_SCH = "http://purl.oclc.org/dsdl/schematron"
_XSL = "http://www.w3.org/1999/XSL/Transform"


def schematron(customization: Customization) -> str:
    """The Schematron schema as an XML document; without rules, one without patterns."""
    from lxml import etree

    constraints = [
        *customization.constraints,
        *(c for spec in customization.classes.values() for c in spec.constraints),
        *(c for spec in customization.elements.values() for c in spec.constraints),
    ]
    schema = etree.Element(f"{{{_SCH}}}schema", nsmap=_namespaces(constraints))
    schema.set("queryBinding", "xslt3")
    if customization.title:
        etree.SubElement(schema, f"{{{_SCH}}}title").text = customization.title
    declarations: dict[str, etree._Element] = {}
    foreign: list[etree._Element] = []
    patterns: list[etree._Element] = []
    for constraint in constraints:
        pattern = etree.Element(f"{{{_SCH}}}pattern", id=_pattern_id(constraint))
        for node in constraint.nodes:
            copy = deepcopy(node)
            copy.tail = None
            match node.tag:
                case tag if tag == f"{{{_SCH}}}ns":
                    declarations.setdefault(node.get("prefix", ""), copy)
                case tag if tag == f"{{{_SCH}}}let" or str(tag).startswith(f"{{{_XSL}}}"):
                    foreign.append(copy)
                case tag if tag == f"{{{_SCH}}}pattern":
                    patterns.append(copy)
                case tag if tag in (f"{{{_SCH}}}assert", f"{{{_SCH}}}report"):
                    _implied_rule(pattern, constraint, declarations).append(copy)
                case _:
                    pattern.append(copy)
        if len(pattern):
            patterns.append(pattern)
    schema.extend([*declarations.values(), *foreign, *patterns])
    etree.cleanup_namespaces(schema, keep_ns_prefixes=list(filter(None, schema.nsmap)))
    _lay_out(schema, 0)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        + etree.tostring(schema, encoding="unicode").rstrip("\n")
        + "\n"
    )


def _namespaces(constraints: list[Constraint]) -> dict[str | None, str]:
    """Schematron as the default, and every prefix that the rules were written with."""
    found: dict[str | None, str] = {}
    for constraint in constraints:
        for node in constraint.nodes:
            for part in node.iter():
                for prefix, name in part.nsmap.items():
                    if prefix and name != _SCH:
                        found.setdefault(prefix, name)
    return {None: _SCH, **dict(sorted((str(p), n) for p, n in found.items()))}


def _pattern_id(constraint: Constraint) -> str:
    owner = constraint.context.rpartition("}")[2].replace("/@", "-")
    if not owner or constraint.ident.startswith(f"{owner}-"):
        return constraint.ident
    return f"{owner}-{constraint.ident}"


def _implied_rule(
    pattern: "etree._Element",
    constraint: Constraint,
    declarations: "dict[str, etree._Element]",
) -> "etree._Element":
    """A rule with the context that the place of a bare assertion implies."""
    from lxml import etree

    namespace, _, rest = constraint.context.lstrip("{").partition("}")
    prefix = next((p for p, ns in declarations.items() if ns.get("uri") == namespace), "")
    if not prefix and namespace:
        prefix = "tei" if namespace == TEI else f"ns{len(declarations)}"
        declarations[prefix] = etree.Element(f"{{{_SCH}}}ns", prefix=prefix, uri=namespace)
    context = f"{prefix}:{rest}" if prefix else rest or "*"
    return etree.SubElement(pattern, f"{{{_SCH}}}rule", context=context)


_LAID_OUT = frozenset(f"{{{_SCH}}}{name}" for name in ("schema", "pattern", "rule"))


def _lay_out(element: "etree._Element", depth: int) -> None:
    """Indent what holds only elements; in messages and functions white space is left alone."""
    if element.tag not in _LAID_OUT or not len(element):
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        _lay_out(child, depth + 1)
        child.tail = element.text
    element[-1].tail = "\n" + "  " * depth
