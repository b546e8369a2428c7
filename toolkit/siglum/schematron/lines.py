"""The lines of a stylesheet, each with the parts of the schema that it belongs to."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from siglum.schematron.model import (
    Binding,
    Expression,
    Instruction,
    Markup,
    Namespaces,
    Part,
    Piece,
    Schema,
)
from siglum.schematron.xpath import rename

#: Parts that did not compile, by number: they are left out.
Broken = frozenset[int]


@dataclass(slots=True)
class Lines:
    """Writes what every part of a stylesheet is made of; each expression on a line of its own."""

    schema: Schema
    broken: Broken
    lines: list[str] = field(default_factory=list)
    owners: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _within: tuple[int, ...] = ()

    def emit(self, text: str, *owners: int) -> None:
        """Write lines, which belong to these parts, or else to what is being written."""
        for line in text.split("\n"):
            self.lines.append(line)
            if owners or self._within:
                self.owners[len(self.lines)] = owners or self._within

    @contextmanager
    def within(self, *owners: int) -> Iterator[None]:
        """What is written in this block belongs to these parts, if it belongs to no others."""
        before, self._within = self._within, owners
        yield
        self._within = before

    def mode(self, name: str, on_no_match: str = "deep-skip") -> None:
        """Declare a mode."""
        self.emit(
            f'<xsl:mode name="{name}" on-no-match="{on_no_match}" on-multiple-match="fail"'
            ' use-accumulators="#all"/>'
        )

    def failure(self, number: int, path: str, instead: str = "") -> None:
        """What is said where a part fails; ``instead`` is kept of what was being made."""
        self.emit(
            f'<xsl:catch xmlns:err="http://www.w3.org/2005/xqt-errors">{instead}'
            f'<xsl:sequence select="__sg:failed({number}, {path}, $err:line-number, $err:code,'
            ' $err:description)"/></xsl:catch>'
        )

    def pieces(self, content: tuple[Piece, ...], names: dict[str, str], *owners: int) -> None:
        """The content of a message or a variable; ``names`` are those of renamed variables."""
        for piece in content:
            match piece:
                case str():
                    self.emit(f"<xsl:text>{flat(escape(piece))}</xsl:text>")
                case Part():
                    if piece.number not in self.broken:
                        self.expression(
                            "<xsl:value-of", "select", piece.select, names,
                            piece.number, *owners, close="/>",
                        )  # fmt: skip
                case Markup():
                    namespace, _, local = piece.name.rpartition("}")
                    self.emit(
                        f'<xsl:element name="{local}" namespace={quoted(namespace[1:])}>', *owners
                    )
                    for name, value in piece.attributes:
                        space, _, tail = name.rpartition("}")
                        self.emit(
                            f'<xsl:attribute name="{tail}" namespace={quoted(space[1:])}>'
                            f"<xsl:text>{flat(escape(value))}</xsl:text></xsl:attribute>"
                        )
                    self.pieces(piece.content, names, *owners)
                    self.emit("</xsl:element>")
                case Instruction():
                    if piece.number not in self.broken:
                        self.emit(piece.xml, piece.number, *owners)

    def expression(
        self,
        start: str,
        attribute: str,
        expression: Expression,
        names: dict[str, str],
        *owners: int,
        close: str = ">",
    ) -> None:
        """An element with an expression in it, on one line, with the namespaces that it needs."""
        known = dict(self.schema.namespaces)
        needed = tuple(
            (prefix, uri) for prefix, uri in expression.namespaces
            if prefix and known.get(prefix) != uri
        )  # fmt: skip
        default = dict(expression.namespaces).get("", self.schema.default_namespace)
        extra = declarations(needed)
        if default != self.schema.default_namespace:
            extra += f" xpath-default-namespace={quoted(default)}"
        if self.schema.binding is Binding.XSLT_1:
            extra += ' version="1.0"'
        text = quoted(rename(expression.text, names))
        self.emit(f"{start}{extra} {attribute}={text}{close}", *owners)


def declarations(namespaces: Namespaces) -> str:
    """Namespace declarations, as attributes."""
    return "".join(f" xmlns:{prefix}={quoted(uri)}" for prefix, uri in namespaces if prefix)


def quoted(text: str) -> str:
    """An attribute's value in quotation marks, on one line whatever it holds."""
    return '"' + flat(escape(text).replace('"', "&quot;")) + '"'


def escape(text: str) -> str:
    """The text as XML content."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def flat(text: str) -> str:
    """The text on one line, its line ends and tabs as character references."""
    return text.replace("\n", "&#10;").replace("\t", "&#9;").replace("\r", "&#13;")
