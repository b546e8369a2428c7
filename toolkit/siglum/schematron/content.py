"""What stands inside an assertion, a diagnostic, a property or a variable."""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from siglum.findings import Finding, finding
from siglum.schematron.instructions import displaced
from siglum.schematron.model import SQF, XSL, Instruction, Markup, Part, Piece
from siglum.schematron.namespaces import Binder
from siglum.schematron.sources import Node, can_declare
from siglum.schematron.xpath import substitute

if TYPE_CHECKING:
    from lxml import etree

SVRL = "http://purl.oclc.org/dsdl/svrl"


@dataclass(slots=True)
class Content:
    """Reads the content of one node, with the namespaces and parameters that apply to it."""

    node: Node
    binder: Binder
    numbers: Iterator[int]
    findings: list[Finding]

    def pieces(self) -> tuple[Piece, ...]:
        """A message: runs of white space are one space, and none is left at either end."""
        made = list(self._pieces(self.node.element))
        if made and isinstance(made[0], str):
            made[0] = made[0].lstrip(" ")
        if made and isinstance(made[-1], str):
            made[-1] = made[-1].rstrip(" ")
        return tuple(piece for piece in made if piece != "")

    def literal(self) -> tuple[Piece, ...]:
        """A variable's value: the nodes as they are, XSLT elements among them."""
        return tuple(self._literal(self.node.element))

    def foreign(self, element: "etree._Element") -> str:
        """An XSLT element as XML text that can stand in the compiled stylesheet."""
        from lxml import etree

        bound = {k: v for k, v in self.node.origin.prefixes.items() if k and v}
        for descendant in element.iter("*"):
            for value in map(str, descendant.attrib.values()):
                if re.search(r"\w:\w", value):
                    found = self.binder.bind(
                        replace(self.node, element=descendant), substitute(value, {})
                    )
                    bound.update({k: v for k, v in found.namespaces if k})
        copied = deepcopy(element)
        copied.tail = None
        for part in copied.iter("*"):
            for name, value in part.attrib.items():
                part.set(name, substitute(str(value), self.node.parameters))
        known = [*bound.items(), *element.nsmap.items()]
        nsmap = {prefix: uri for prefix, uri in known if can_declare(prefix, uri)}
        try:
            holder = etree.Element(copied.tag, dict(copied.attrib), nsmap=nsmap)
        except ValueError:  # an attribute of a namespace that is no URI
            holder = etree.Element(copied.tag, nsmap=nsmap)
            for name, value in copied.attrib.items():
                if not str(name).startswith("{"):
                    holder.set(name, value)
        holder.text = copied.text
        holder.extend(list(copied))
        return etree.tostring(holder, encoding="unicode")

    def _pieces(self, element: "etree._Element") -> Iterator[Piece]:
        if element.text:
            yield _collapsed(element.text)
        for child in element:
            piece = self._piece(child)
            if piece is not None:
                yield piece
            if child.tail:
                yield _collapsed(child.tail)

    def _piece(self, element: "etree._Element") -> Piece | None:
        if not isinstance(element.tag, str):  # a comment or an instruction
            return None
        child = replace(self.node, element=element)
        match child.kind:
            case "value-of":
                if not child.get("select"):
                    self._incomplete(child, "select")
                    return None
                return Part(next(self.numbers), self.binder.expression(child, "select"))
            case "name":
                if child.get("path"):
                    select = self.binder.expression(child, "path")
                else:
                    select = self.binder.bind(child, "name(.)")
                return Part(next(self.numbers), select)
            case "":
                if element.tag.startswith(f"{{{XSL}}}"):
                    wrong = displaced(element)
                    if wrong is not None:
                        self._ignored(replace(self.node, element=wrong))
                        return None
                    return Instruction(next(self.numbers), self.foreign(element), child.place())
                if element.tag.startswith(f"{{{SQF}}}"):
                    return None
                name = _possible(element.tag)
            case kind:
                if kind not in ("emph", "dir", "span"):
                    place, name = child.place(), f"<{kind}>"
                    hint = "here go <value-of>, <name>, <emph>, <span>, <dir>; its text is kept"
                    self.findings.append(
                        finding("schematron-element-ignored", place, element=name, hint=hint)
                    )
                name = f"{{{SVRL}}}{kind}"
        return Markup(name, _attributes(child), tuple(self._pieces(element)))

    def _literal(self, element: "etree._Element") -> Iterator[Piece]:
        if element.text:
            yield element.text
        for child in element:
            if isinstance(child.tag, str):
                node = replace(self.node, element=child)
                name = _possible(child.tag)
                yield Markup(name, _attributes(node), tuple(self._literal(child)))
            if child.tail:
                yield child.tail

    def _ignored(self, node: Node) -> None:
        name = f"<xsl:{str(node.element.tag).rpartition('}')[2]}>"
        self.findings.append(
            finding("schematron-element-ignored", node.place(), element=name, hint=None)
        )

    def _incomplete(self, node: Node, attribute: str) -> None:
        self.findings.append(
            finding(
                "schematron-incomplete",
                node.place(),
                element=f"<{node.kind}>",
                attribute=f"@{attribute}",
            )
        )


def _attributes(node: Node) -> tuple[tuple[str, str], ...]:
    return tuple(
        (_possible(str(name)), substitute(str(value), node.parameters))
        for name, value in node.element.attrib.items()
    )


def _possible(name: str) -> str:
    """The Clark name, without a namespace that no element can be made with."""
    namespace, brace, local = name.rpartition("}")
    return name if not brace or can_declare("test", namespace[1:]) else local


def _collapsed(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text)
