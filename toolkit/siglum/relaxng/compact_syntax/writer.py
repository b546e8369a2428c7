"""A syntax tree written in the compact syntax of RELAX NG: the same tree gives the same bytes.

What fits on a line stands on one. Documentation becomes documentation comments (``##``).
"""

import re
from collections.abc import Callable, Iterable, Iterator

from siglum.relaxng import syntax as rng
from siglum.relaxng.compact_syntax.tokens import KEYWORDS
from siglum.relaxng.xml_syntax.writer import most_frequent_namespace

WIDTH = 96

_ANNOTATIONS = "http://relaxng.org/ns/compatibility/annotations/1.0"
_XML = "http://www.w3.org/XML/1998/namespace"
_SIGNS: dict[type, str] = {rng.Group: ",", rng.Choice: " |", rng.Interleave: " &"}
_TIMES: dict[type, str] = {rng.Optional: "?", rng.ZeroOrMore: "*", rng.OneOrMore: "+"}
_WORDS: dict[type, str] = {rng.Empty: "empty", rng.Text: "text", rng.NotAllowed: "notAllowed"}
_ASSIGNMENTS = {None: "=", "choice": "|=", "interleave": "&="}


def write(grammar: rng.Grammar) -> str:
    """The grammar as a file in the compact syntax, with a final newline."""
    return _Writer(grammar).text()


class _Writer:
    """``prefixes`` collects the namespaces that are used, ``libraries`` those of datatypes."""

    def __init__(self, grammar: rng.Grammar) -> None:
        self.grammar = grammar
        self.namespace = most_frequent_namespace(grammar)
        self.prefixes: dict[str, str] = {_XML: "xml", _ANNOTATIONS: "a"}
        for prefix, name in grammar.prefixes:
            if prefix:
                self.prefixes.setdefault(name, prefix)
        self.libraries: dict[str, str] = {}
        self.annotated = False

    def text(self) -> str:
        parts = ["\n".join(self.component(part, "")) for part in self.grammar.components]
        head = []
        if self.namespace:
            head.append(f"default namespace = {literal(self.namespace)}")
        for name, prefix in sorted(self.prefixes.items(), key=lambda item: item[1]):
            if prefix != "xml" and (prefix != "a" or self.annotated):
                head.append(f"namespace {prefix} = {literal(name)}")
        for name, prefix in sorted(self.libraries.items(), key=lambda item: item[1]):
            head.append(f"datatypes {prefix} = {literal(name)}")
        return "\n".join([*head, *([""] if head else []), *parts]) + "\n"

    # -- components -----------------------------------------------------------------------------

    def component(self, part: rng.Component, indent: str) -> Iterator[str]:
        match part:
            case rng.Start(item, combine):
                yield from self.definition("start", part, (item,), combine, indent)
            case rng.Define(name, items, combine):
                yield from self.definition(identifier(name), part, items, combine, indent)
            case rng.Div(components):
                yield from self.block(f"{indent}div {{", components, indent)
            case rng.Include(href, components, _, ns):
                inherit = "" if ns in (None, self.namespace) else f" inherit = {self.prefix(ns)}"
                if components:
                    opening = f"{indent}include {literal(href)}{inherit} {{"
                    yield from self.block(opening, components, indent)
                else:
                    yield f"{indent}include {literal(href)}{inherit}"

    def block(
        self, opening: str, components: Iterable[rng.Component], indent: str
    ) -> Iterator[str]:
        yield opening
        for inner in components:
            yield from self.component(inner, indent + "  ")
        yield f"{indent}}}"

    def definition(
        self,
        name: str,
        part: rng.Component,
        items: tuple[rng.Pattern, ...],
        combine: str | None,
        indent: str,
    ) -> Iterator[str]:
        yield from _documentation(part.documentation, indent)
        head = f"{indent}{name} {_ASSIGNMENTS[combine]}"
        pattern = _one(items)
        flat = self.flat(pattern, outer=True)
        if flat is not None and len(head) + 1 + len(flat) <= WIDTH:
            yield f"{head} {flat}"
        else:
            yield head
            yield from self.lines(pattern, indent + "  ", outer=True)

    # -- patterns -------------------------------------------------------------------------------

    def lines(self, pattern: rng.Pattern, indent: str, *, outer: bool = False) -> list[str]:
        """A pattern on lines of its own; ``outer`` is one that needs no parentheses."""
        flat = self.flat(pattern, outer=outer)
        if flat is not None and len(indent) + len(flat) <= WIDTH:
            return [indent + flat]
        made = [*_documentation(pattern.documentation, indent)]
        match pattern:
            case rng.Element(name, items):
                opening = f"element {self.name(name, self.namespace)} {{"
                return [*made, *self.braced(opening, _one(items), indent)]
            case rng.Attribute(name, item, default):
                if default is not None:
                    made.append(f"{indent}{self.default(default)}")
                opening = f"attribute {self.name(name, '')} {{"
                return [*made, *self.braced(opening, item or rng.Text(), indent)]
            case rng.List(items) | rng.Mixed(items):
                opening = "list {" if isinstance(pattern, rng.List) else "mixed {"
                return [*made, *self.braced(opening, _one(items), indent)]
            case rng.Optional(items) | rng.ZeroOrMore(items) | rng.OneOrMore(items):
                inner = self.lines(_one(items), indent)
                if isinstance(_one(items), _Repeated):
                    inner = [f"{indent}(", *self.lines(_one(items), indent + "  "), f"{indent})"]
                inner[-1] += _TIMES[type(pattern)]
                return [*made, *inner]
            case rng.Group(items) | rng.Choice(items) | rng.Interleave(items):
                if outer:
                    return [*made, *self.joined(items, _SIGNS[type(pattern)], indent)]
                inner = self.joined(items, _SIGNS[type(pattern)], indent + "  ")
                return [*made, f"{indent}(", *inner, f"{indent})"]
            case rng.Grammar(components):
                return [*made, *self.block(f"{indent}grammar {{", components, indent)]
            case _:
                return [*made, f"{indent}{self.bare(pattern)}"]

    def joined(self, items: tuple[rng.Pattern, ...], sign: str, indent: str) -> list[str]:
        found: list[str] = []
        for item in items:
            if found:
                found[-1] += sign
            found += self.lines(item, indent)
        return found

    def braced(self, opening: str, inner: rng.Pattern, indent: str) -> list[str]:
        flat = self.flat(inner, outer=True)
        if flat is not None and len(indent) + len(opening) + len(flat) + 3 <= WIDTH:
            return [f"{indent}{opening} {flat} }}"]
        return [indent + opening, *self.lines(inner, indent + "  ", outer=True), indent + "}"]

    def flat(self, pattern: rng.Pattern, *, outer: bool = False) -> str | None:
        """A pattern on one line; None for one that is documented, or holds a grammar."""
        if pattern.documentation or isinstance(pattern, rng.Grammar):
            return None
        match pattern:
            case rng.Element(name, items):
                return self.enclosed(f"element {self.name(name, self.namespace)}", _one(items))
            case rng.Attribute(name, item, default):
                lead = "" if default is None else self.default(default) + " "
                opening = f"{lead}attribute {self.name(name, '')}"
                return self.enclosed(opening, item or rng.Text())
            case rng.List(items):
                return self.enclosed("list", _one(items))
            case rng.Mixed(items):
                return self.enclosed("mixed", _one(items))
            case rng.Optional(items) | rng.ZeroOrMore(items) | rng.OneOrMore(items):
                inner = self.flat(_one(items))
                if inner is None:
                    return None
                if isinstance(_one(items), _Repeated):
                    inner = f"({inner})"
                return inner + _TIMES[type(pattern)]
            case rng.Group(items) | rng.Choice(items) | rng.Interleave(items):
                found = [self.flat(item) for item in items]
                if any(item is None for item in found):
                    return None
                text = f"{_SIGNS[type(pattern)]} ".join(filter(None, found))
                return text if outer else f"({text})"
            case _:
                return self.bare(pattern)

    def enclosed(self, opening: str, inner: rng.Pattern) -> str | None:
        flat = self.flat(inner, outer=True)
        return None if flat is None else f"{opening} {{ {flat} }}"

    def bare(self, pattern: rng.Pattern) -> str:
        """A pattern that holds no other."""
        match pattern:
            case rng.Ref(name):
                return identifier(name)
            case rng.ParentRef(name):
                return f"parent {identifier(name)}"
            case rng.ExternalRef(href, _, ns):
                inherit = "" if ns in (None, self.namespace) else f" inherit = {self.prefix(ns)}"
                return f"external {literal(href)}{inherit}"
            case rng.Value(value, type_, library):
                is_token = type_ == "token" and not library
                lead = "" if is_token else f"{self.type(type_, library)} "
                return lead + literal(value)
            case rng.Data(type_, library, params, except_):
                made = self.type(type_, library)
                if params:
                    inner = " ".join(f"{p.name} = {literal(p.value)}" for p in params)
                    made += f" {{ {inner} }}"
                if except_:
                    but = " | ".join(self.flat(item) or "" for item in except_)
                    made = f"({made} - ({but}))"  # Jing asks for the outer parentheses
                return made
            case _:
                return _WORDS[type(pattern)]

    def type(self, name: str, library: str) -> str:
        if not library:
            return name
        known = "xsd" if library == rng.XSD else f"d{len(self.libraries) + 1}"
        return f"{self.libraries.setdefault(library, known)}:{name}"

    def default(self, value: str) -> str:
        self.annotated = True
        return f"[ a:defaultValue = {literal(value)} ]"

    # -- names ----------------------------------------------------------------------------------

    def name(self, name: rng.NameClass, default: str) -> str:
        match name:
            case rng.Name(ns, local):
                return local if ns == default else f"{self.prefix(ns)}:{local}"
            case rng.AnyName(except_):
                return "*" + self.but(except_, default)
            case rng.NsName(ns, except_):
                return f"{self.prefix(ns)}:*" + self.but(except_, default)
            case rng.NameChoice(items):
                return "(" + " | ".join(self.name(item, default) for item in items) + ")"

    def but(self, except_: rng.NameClass | None, default: str) -> str:
        return "" if except_ is None else f" - {self.name(except_, default)}"

    def prefix(self, ns: str | None) -> str:
        if ns not in self.prefixes:
            taken = set(self.prefixes.values())
            usual = {"http://www.tei-c.org/ns/1.0": "tei", "": "local"}
            made = usual.get(ns or "", "ns1")
            number = 1
            while made in taken:
                number += 1
                made = f"ns{number}"
            self.prefixes[ns or ""] = made
        return self.prefixes[ns or ""]


_Repeated = rng.Optional | rng.ZeroOrMore | rng.OneOrMore


def _one(items: tuple[rng.Pattern, ...]) -> rng.Pattern:
    return items[0] if len(items) == 1 else rng.Group(items) if items else rng.Empty()


def _documentation(texts: tuple[str, ...], indent: str) -> Iterator[str]:
    for number, text in enumerate(texts):
        if number:
            yield f"{indent}##"  # a blank line parts one piece of documentation from the next
        for line in text.splitlines() or [""]:
            yield f"{indent}## {_escaped(line)}"


def identifier(name: str) -> str:
    """A name as the grammar's own; one that is a keyword is quoted."""
    return f"\\{name}" if name in KEYWORDS else name


def literal(text: str) -> str:
    """A string in whichever quotation marks it does not hold, or in several pieces."""
    text = _escaped(text)
    for mark in ('"', "'"):
        if mark not in text and "\n" not in text and "\r" not in text:
            return mark + text + mark
    for mark in ('"""', "'''"):
        if mark not in text and not text.endswith(mark[0]) and "\r" not in text:
            return mark + text + mark
    pieces = re.findall(r'[^"\n\r]+|"+|[\n\r]+', text)
    quote: Callable[[str], str] = lambda piece: (  # noqa: E731 # a name for one use
        f"'{piece}'" if '"' in piece else f'"""{piece}"""' if piece.isspace() else f'"{piece}"'
    )
    return " ~ ".join(quote(piece) for piece in pieces)


def _escaped(text: str) -> str:
    return re.sub(r"\\(x+\{)", r"\\x{5C}\1", text)
