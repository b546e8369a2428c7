"""From the model to one XSLT 3.0 stylesheet, each expression on a line of its own.

The stylesheet has a mode for each *group*: the patterns that are checked against the same
documents. A group is one walk over the nodes of a document; each node goes down the chain of
the rules that match it by ``next-match``, and where a pattern has several rules, a tunnel
parameter says which patterns have fired for it. Its result is a flat list of records::

    <lets/>                                        before all else, in the first group
    <rule n="7" at="#1"/>                         a rule has fired (where ``trace`` asks for it)
    <check n="9" at="…" subject="…">               an assertion has something to say
      <text>…</text> <note n="4"><text>…</text></note>
    </check>
    <failed n="9" at="…" line="31">…</failed>      an expression could not be evaluated

The mode ``documents`` answers with the documents that the other groups want. What the numbers
stand for, and which line belongs to which part, is in the ``Script``.
"""

from dataclasses import dataclass, field

from siglum.schematron.lines import Broken, Lines, declarations, escape, flat, quoted
from siglum.schematron.model import (
    XSL,
    Binding,
    Check,
    Let,
    Markup,
    Note,
    Pattern,
    Piece,
    Rule,
    Schema,
)
from siglum.schematron.prelude import FAILED, PLACES
from siglum.schematron.xpath import variables, without_predicates

NAMESPACE = "urn:siglum:schematron"


@dataclass(frozen=True, slots=True)
class Script:
    """A stylesheet, and what it takes to understand its result and its errors.

    ``owners`` gives for a line the numbers of the parts that it belongs to, innermost first.
    ``groups`` has the patterns of each mode; the first group is the primary document's.
    """

    text: str
    owners: dict[int, tuple[int, ...]]
    groups: tuple[tuple[Pattern, ...], ...]


def grouped(schema: Schema) -> tuple[tuple[Pattern, ...], ...]:
    """The patterns by the documents that they check, those of the primary document first."""
    groups: dict[tuple[object, ...], list[Pattern]] = {(): []}
    for pattern in schema.patterns:
        key: tuple[object, ...] = ()
        if pattern.documents is not None:
            own = {let.name for let in pattern.lets} & variables(pattern.documents.text)
            scope = pattern.number if own else 0
            key = (pattern.documents.text, pattern.documents.namespaces, scope)
        groups.setdefault(key, []).append(pattern)
    return tuple(tuple(patterns) for patterns in groups.values())


def write(schema: Schema, broken: Broken = frozenset(), base_uri: str = "") -> Script:
    """The stylesheet for a schema, without the broken parts."""
    writer = _Writer(schema, broken)
    writer.stylesheet(base_uri)
    return Script("\n".join(writer.lines) + "\n", writer.owners, grouped(schema))


@dataclass(slots=True)
class _Writer(Lines):
    _names: dict[int, dict[str, str]] = field(default_factory=dict)
    _guarded: list[str] = field(default_factory=list)

    # -- the driver -----------------------------------------------------------------------------

    def stylesheet(self, base_uri: str) -> None:
        schema = self.schema
        declared = dict(schema.namespaces)
        for prefix, uri in (("__sg", NAMESPACE), ("err", "http://www.w3.org/2005/xqt-errors"),
                            ("xs", "http://www.w3.org/2001/XMLSchema")):  # fmt: skip
            declared.setdefault(prefix, uri)
        declared["xsl"], declared["__sg"] = XSL, NAMESPACE
        self.emit('<xsl:stylesheet version="3.0"')
        self.emit(declarations(tuple(sorted(declared.items()))))
        self.emit('  exclude-result-prefixes="#all"')
        self.emit(f"  xpath-default-namespace={quoted(schema.default_namespace)}")
        self.emit('  expand-text="no"')
        self.emit(f"  xml:base={quoted(base_uri)}>" if base_uri else ">")
        self.emit('<xsl:output method="xml" omit-xml-declaration="yes" indent="no"/>')
        self.emit('<xsl:param name="__sg:trace" as="xs:boolean" select="false()"'
                  ' xmlns:xs="http://www.w3.org/2001/XMLSchema"/>')  # fmt: skip
        self.emit(PLACES)
        self.emit(FAILED)
        self.global_lets()
        for declaration in schema.declarations:
            if declaration.number not in self.broken:
                self.emit(declaration.xml, declaration.number)
        for number, patterns in enumerate(grouped(schema)):
            self.group(number, patterns)
        self.documents()
        self.emit("</xsl:stylesheet>")

    def global_lets(self) -> None:
        """Variables of schema, phase and patterns: all global, each under a name of its own."""
        taken: set[str] = set()
        phase = self.schema.phase.lets if self.schema.phase else ()
        for let in (*self.schema.lets, *phase):
            if let.name in taken or let.number in self.broken:
                continue
            taken.add(let.name)
            self.let(let, let.name, {}, is_global=True)
        for index, pattern in enumerate(self.schema.patterns):
            names = self._names.setdefault(pattern.number, {})
            for let in pattern.lets:
                if let.number in self.broken:
                    continue
                name = let.name if let.name not in taken else f"__sg:p{index + 1}-{let.name}"
                name = name if ":" not in let.name or name == let.name else f"__sg:n{let.number}"
                taken.add(name)
                self.let(let, name, names, is_global=True)
                if name != let.name:
                    names[let.name] = name

    def documents(self) -> None:
        self.mode("__sg:documents", "fail")
        self.emit('<xsl:template match="document-node()" mode="__sg:documents" as="element()*">')
        for number, patterns in enumerate(grouped(self.schema)):
            first = patterns[0] if patterns else None
            if number == 0 or first is None or first.documents is None:
                continue
            if first.number in self.broken:
                continue
            names = self._names.get(first.number, {})
            with self.within(first.number):
                self.emit("<xsl:try>")
                self.expression("<xsl:for-each", "select", first.documents, names, first.number)
                self.emit(f'<document group="{number}"><xsl:value-of select="."/></document>')
                self.emit("</xsl:for-each>")
                self.failure(first.number, "'/'")
                self.emit("</xsl:try>")
        self.emit("</xsl:template>")

    # -- a walk ---------------------------------------------------------------------------------

    def group(self, number: int, patterns: tuple[Pattern, ...]) -> None:
        """One mode: the walk over the document, and the rules, the first with most priority."""
        mode = f"__sg:group-{number}"
        self.mode(mode)
        self.mode(f"{mode}-walk")
        self.emit(f'<xsl:template match="document-node()" mode="{mode}-walk" as="item()*">')
        if number == 0:
            self.report_lets()
        phase = self.schema.phase
        walk = f'<xsl:apply-templates mode="{mode}" select="{_visited(patterns)}"/>'
        if phase is None or phase.start is None or phase.number in self.broken:
            self.emit(walk)
            self.emit("</xsl:template>")
        else:
            start = f"{mode}-from"
            self.emit(f'<xsl:apply-templates mode="{start}" select="."/>')
            self.emit("</xsl:template>")
            self.mode(start, "shallow-skip")
            template = f'<xsl:template mode="{start}" priority="1" as="item()*"'
            self.expression(template, "match", phase.start, {}, phase.number)
            self.emit(walk)
            self.emit("</xsl:template>")
        # deep-skip would go on from a document to its children, which the walk visits anyway
        self.emit(
            f'<xsl:template match="document-node()" mode="{mode}" priority="0"'
            ' as="empty-sequence()"/>'
        )
        rules = [(pattern, rule) for pattern in patterns for rule in pattern.rules]
        for priority, (pattern, rule) in zip(range(len(rules), 0, -1), rules, strict=True):
            if rule.number not in self.broken:
                with self.within(rule.number):
                    self.rule(mode, priority, pattern, rule)

    def rule(self, mode: str, priority: int, pattern: Pattern, rule: Rule) -> None:
        names = self._names.get(pattern.number, {})
        is_shared = len(pattern.rules) > 1 and not pattern.is_group
        start = f'<xsl:template mode="{mode}" priority="{priority}" as="item()*"'
        self.expression(start, "match", rule.context, names, rule.number)
        if is_shared:
            self.emit('<xsl:param name="__sg:fired" as="xs:integer*" tunnel="yes" select="()"'
                      ' xmlns:xs="http://www.w3.org/2001/XMLSchema"/>')  # fmt: skip
            self.emit(f'<xsl:if test="not($__sg:fired = {pattern.number})">')
        self.emit(
            f'<xsl:if test="$__sg:trace"><rule n="{rule.number}" at="{{__sg:at(.)}}"/></xsl:if>'
        )
        is_visitable = rule.visit is None or rule.visit.number not in self.broken
        if rule.checks and is_visitable:
            self.emit('<xsl:variable name="__sg:at" as="node()" select="."/>')
            self.emit("<xsl:try>")
            if rule.visit is not None:
                self.expression(
                    "<xsl:for-each", "select", rule.visit.select, names, rule.visit.number
                )
            local = dict(names)
            for let in rule.lets:
                if let.number not in self.broken:
                    self.let(let, let.name, local, is_global=False)
                    local.pop(let.name, None)
            for check in rule.checks:
                if check.number not in self.broken:
                    with self.within(check.number):
                        self.check(check, local)
            if rule.visit is not None:
                self.emit("</xsl:for-each>")
            self.failure(rule.number, "__sg:at($__sg:at)")
            self.emit("</xsl:try>")
        if is_shared:
            self.emit("</xsl:if>")
            self.emit('<xsl:next-match><xsl:with-param name="__sg:fired" tunnel="yes"'
                      f' select="$__sg:fired, {pattern.number}"/></xsl:next-match>')  # fmt: skip
        else:
            self.emit("<xsl:next-match/>")
        self.emit("</xsl:template>")

    def check(self, check: Check, names: dict[str, str]) -> None:
        self.emit("<xsl:try>")
        if check.is_report:
            self.expression("<xsl:if", "test", check.test, names, check.number)
        else:
            self.emit("<xsl:choose>")
            self.expression("<xsl:when", "test", check.test, names, check.number, close="/>")
            self.emit("<xsl:otherwise>")
        can_fail = bool(check.subject or check.notes) or not _is_plain(check.content)
        if can_fail:
            self.emit("<xsl:try>")
        self.emit(f'<check n="{check.number}" at="{{__sg:at($__sg:at)}}">')
        if check.subject is not None and check.subject.number not in self.broken:
            self.emit("<subject>")
            self.expression(
                "<xsl:for-each", "select", check.subject.select, names, check.subject.number
            )
            self.emit('<xsl:if test=". instance of node()">')
            self.emit('<xsl:if test="root() is root($__sg:at)">')
            self.emit('<at><xsl:value-of select="__sg:at(.)"/></at></xsl:if></xsl:if>')
            self.emit("</xsl:for-each>")
            self.emit("</subject>")
        self.emit("<text>")
        self.pieces(check.content, names, check.number)
        self.emit("</text>")
        for note in check.notes:
            if note.number not in self.broken:
                with self.within(note.number, check.number):
                    self.note(note, names, check.number)
        self.emit("</check>")
        if can_fail:
            plain = flat(escape(_plain(check.content)))
            self.failure(
                check.number,
                "__sg:at($__sg:at)",
                f'<check n="{check.number}" at="{{__sg:at($__sg:at)}}">'
                f"<text>{plain}</text></check>",
            )
            self.emit("</xsl:try>")
        self.emit("</xsl:if>" if check.is_report else "</xsl:otherwise></xsl:choose>")
        self.failure(check.number, "__sg:at($__sg:at)")
        self.emit("</xsl:try>")

    def note(self, note: Note, names: dict[str, str], owner: int) -> None:
        self.emit(f'<note n="{note.number}"><text>')
        self.pieces(note.content, names, note.number, owner)
        self.emit("</text></note>")

    # -- variables and content ------------------------------------------------------------------

    def let(self, let: Let, name: str, names: dict[str, str], *, is_global: bool) -> None:
        """A variable. A global one that fails holds a record of that, which is reported.

        The type of a global one is kept to inside the try: its failure must not be the variable's.
        """
        with self.within(let.number):
            self._let(let, name, names, is_global=is_global)

    def _let(self, let: Let, name: str, names: dict[str, str], *, is_global: bool) -> None:
        is_old = self.schema.binding is Binding.XSLT_1
        type_ = let.type or ("item()*" if let.value is not None else "node()*")
        kind = "" if let.value is None and is_old and not let.type else f" as={quoted(type_)}"
        if is_global:
            self._guarded.append("$" + name)
            self.emit(f'<xsl:variable name="{name}" as="item()*">', let.number)
            self.emit("<xsl:try>")
            self.emit(f'<xsl:variable name="__sg:value"{kind}>', let.number)
        else:
            self.emit(f'<xsl:variable name="{name}"{kind}>', let.number)
        if let.value is not None:
            self.expression("<xsl:sequence", "select", let.value, names, let.number, close="/>")
        else:
            self.pieces(let.content, names, let.number)
        if is_global:
            self.emit("</xsl:variable>")
            self.emit('<xsl:sequence select="$__sg:value"/>', let.number)
            self.emit(
                '<xsl:catch xmlns:err="http://www.w3.org/2005/xqt-errors" select="map{'
                f"'{NAMESPACE}': map{{'n': {let.number}, 'code': local-name-from-QName($err:code), "
                "'reason': string($err:description)}}\"/>"
            )
            self.emit("</xsl:try>")
        self.emit("</xsl:variable>")

    def report_lets(self) -> None:
        """A record for each global variable whose value could not be worked out."""
        if not self._guarded:
            return
        variables = ", ".join(self._guarded)
        self.emit(f"<xsl:for-each select=\"({variables})[. instance of map(*)]?('{NAMESPACE}')\">")
        self.emit('<failed n="{?n}" at="/" line="" code="{?code}">')
        self.emit('<xsl:value-of select="?reason"/></failed>')
        self.emit("</xsl:for-each>")


def _visited(patterns: tuple[Pattern, ...]) -> str:
    """The nodes to walk over: only the kinds that some rule's context can match.

    A context that may match more than its text shows, such as ``.[…]``, ``node()`` or a
    variable, brings all kinds in.
    """
    text = " ".join(without_predicates(rule.context.text) for p in patterns for rule in p.rules)
    is_open = any(mark in text.replace("..", "") for mark in (".", "node(", "item(", "$", "key("))
    kinds = ["*"]
    others = ("text(", "comment(", "processing-instruction(")
    kinds += [mark + ")" for mark in others if is_open or mark in text]
    tests = " or ".join(f"self::{kind}" for kind in kinds)
    below = "descendant::*" if len(kinds) == 1 else f"descendant::node()[{tests}]"
    if is_open or "@" in text or "attribute" in text:
        return f"for $node in (., {below}) return ($node, $node/@*)"
    return f"., {below}"


def _is_plain(content: tuple[Piece, ...]) -> bool:
    """Whether there is nothing in a message to be worked out."""
    return all(
        isinstance(piece, str) or (isinstance(piece, Markup) and _is_plain(piece.content))
        for piece in content
    )


def _plain(content: tuple[Piece, ...]) -> str:
    """The text of a message whose values are not known; nothing, if it is values alone."""
    text = ""
    for piece in content:
        match piece:
            case str():
                text += piece
            case Markup():
                text += _plain(piece.content)
            case _:
                text += "…"
    return text if text.strip(" …") else ""


__all__ = ["NAMESPACE", "Script", "grouped", "write"]
