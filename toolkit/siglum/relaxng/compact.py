"""Reading the compact syntax of RELAX NG (OASIS Committee Specification, 21 November 2002).

A parser by recursive descent builds the same tree as ``siglum.relaxng.reader`` does of the XML
syntax. Annotations are passed over, but for documentation comments (``##``),
``a:documentation`` and ``a:defaultValue``.
"""

import re
from collections.abc import Callable
from typing import NamedTuple, NoReturn

from siglum.findings import FindingError, Location, finding
from siglum.relaxng import syntax as s
from siglum.relaxng.constraints import check_attribute_name, check_except
from siglum.relaxng.datatypes.xsd import is_ncname

#: How deep patterns may be nested; a pattern takes four calls of Python.
MAX_DEPTH = 100

_ANNOTATIONS = "http://relaxng.org/ns/compatibility/annotations/1.0"
_XML = "http://www.w3.org/XML/1998/namespace"
#: Words that are identifiers only with a backslash before them.
KEYWORDS = frozenset(
    """attribute default datatypes div element empty external grammar include inherit list mixed
    namespace notAllowed parent start string text token""".split()
)
_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+)
    |(?P<doc>\#\#[^\r\n]*)
    |(?P<comment>\#[^\r\n]*)
    |(?P<literal>\"\"\"(?:.|\n)*?\"\"\"|'''(?:.|\n)*?'''|"[^"\r\n]*"|'[^'\r\n]*')
    |(?P<name>\\?[^\W\d][\w.·-]*(?::(?:\*|[^\W\d][\w.·-]*))?)
    |(?P<sign>\|=|&=|>>|[=,|&?*+~{}()\[\]-])""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\x+\{([0-9A-Fa-f]{1,6})\}")


class _Token(NamedTuple):
    kind: str  # name, literal, sign, doc, or "" for the end
    text: str
    at: s.Position


class _Annotations(NamedTuple):
    documentation: tuple[str, ...] = ()
    default: str | None = None


def read(utf8: bytes, name: str, *, ns: str = "", section: str = "3") -> s.Pattern:
    """The pattern that a schema in the compact syntax is; the arguments are those of ``reader``.

    Raises:
        FindingError: the text is not RELAX NG.
    """
    text = utf8.decode().replace("\r\n", "\n").replace("\r", "\n")
    parser = _Parser(_tokens(text, name), name, ns)
    pattern = parser.top_level()
    if section == "4.7" and not isinstance(pattern, s.Grammar):
        _fail(pattern.at, section, "this is no grammar, and so cannot be included")
    return pattern


def _tokens(text: str, name: str) -> list[_Token]:
    found: list[_Token] = []
    text = _ESCAPE.sub(lambda m: chr(min(int(m.group(1), 16), 0x10FFFF)), text)
    at, line, start = 0, 1, 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        place = s.Position(name, line, at - start + 1)
        if not match:
            shown = text[at : at + 10].split("\n")[0]
            _fail(place, "3", f"{shown!r} is no compact syntax")
        kind = match.lastgroup or ""
        if kind not in ("space", "comment"):
            found.append(_Token(kind, match.group(), place))
        newlines = match.group().count("\n")
        if newlines:
            line += newlines
            start = at + match.group().rindex("\n") + 1
        at = match.end()
    found.append(_Token("", "the end", s.Position(name, line, at - start + 1)))
    return found


def _fail(at: s.Position, section: str, reason: str) -> NoReturn:
    raise FindingError(finding("schema-syntax", Location(*at), section=section, reason=reason))


class _Parser:
    """``default`` is the namespace of names without prefix, ``inherited`` that of the file."""

    def __init__(self, tokens: list[_Token], base: str, ns: str) -> None:
        self.tokens = tokens
        self.number = 0
        self.base = base
        self.inherited = ns
        self.default = ns
        self.prefixes: dict[str, str] = {"xml": _XML}
        self.libraries: dict[str, str] = {"xsd": s.XSD}
        self.depth = 0

    # -- tokens

    @property
    def next(self) -> _Token:
        return self.tokens[self.number]

    @property
    def after(self) -> _Token:
        return self.tokens[min(self.number + 1, len(self.tokens) - 1)]

    def take(self) -> _Token:
        token = self.tokens[self.number]
        if token.kind:
            self.number += 1
        return token

    def at_sign(self, *signs: str) -> bool:
        return self.next.kind == "sign" and self.next.text in signs

    def at_word(self, *words: str) -> bool:
        return self.next.kind == "name" and self.next.text in words

    def expect(self, sign: str) -> None:
        token = self.take()
        if token.kind != "sign" or token.text != sign:
            _fail(token.at, "3", f"{sign} is expected, and not {token.text}")

    def identifier(self, *, keyword: bool = False) -> _Token:
        """A name without prefix; without ``keyword``, a keyword only after a backslash."""
        token = self.take()
        reserved = token.text in KEYWORDS and not keyword
        if token.kind != "name" or ":" in token.text or reserved:
            _fail(token.at, "3", f"a name is expected, and not {token.text}")
        return token._replace(text=_checked(token.text.removeprefix("\\"), token.at))

    def literal(self) -> str:
        parts = []
        while True:
            token = self.take()
            if token.kind != "literal":
                _fail(token.at, "3", f"a text in quotes is expected, and not {token.text}")
            quotes = 3 if token.text[:3] in ('"""', "'''") and len(token.text) >= 6 else 1
            parts.append(token.text[quotes:-quotes])
            if not self.at_sign("~"):
                return "".join(parts)
            self.take()

    # -- annotations

    def annotations(self) -> _Annotations:
        documentation: list[str] = []
        lines: list[str] = []
        while self.next.kind == "doc":
            lines.append(self.take().text.lstrip("#").strip())
        if lines:
            documentation.append(" ".join(" ".join(lines).split()))
        default = None
        if self.at_sign("["):
            self.take()
            while not self.at_sign("]"):
                token = self.take()
                if token.kind != "name":
                    _fail(token.at, "3", f"an annotation is expected, and not {token.text}")
                prefix, _, local = token.text.removeprefix("\\").rpartition(":")
                ours = self.prefixes.get(prefix) == _ANNOTATIONS
                if self.at_sign("="):
                    self.take()
                    value = self.literal()
                    if ours and local == "defaultValue":
                        default = value
                else:
                    text = self.annotation_element()
                    if ours and local == "documentation":
                        documentation.append(" ".join(text.split()))
            self.take()
        return _Annotations(tuple(documentation), default)

    def annotation_element(self) -> str:
        """Pass over what an annotating element holds; the result is its own text."""
        self.expect("[")
        texts: list[str] = []
        open_ = 1
        while open_:
            token = self.next
            if token.kind == "literal":
                text = self.literal()
                if open_ == 1:
                    texts.append(text)
            elif token.kind == "name":
                self.take()
                if self.at_sign("="):
                    self.take()
                    self.literal()
                else:
                    self.expect("[")
                    open_ += 1
            elif self.at_sign("]"):
                self.take()
                open_ -= 1
            else:
                _fail(token.at, "3", f"a ] is expected, and not {token.text}")
        return "".join(texts)

    def following(self) -> None:
        """Annotations that follow a pattern."""
        while self.at_sign(">>"):
            self.take()
            self.take()
            self.annotation_element()

    # -- the schema

    def top_level(self) -> s.Pattern:
        at = self.next.at
        while self.declaration():
            pass
        if self.is_pattern():
            pattern = self.pattern()
            if self.next.kind:
                _fail(self.next.at, "3", f"the schema ends before {self.next.text}")
            return pattern
        return s.Grammar(tuple(self.components("")), at=at)

    def declaration(self) -> bool:
        begin = self.number
        self.annotations()
        if self.at_word("namespace"):
            self.take()
            name = self.identifier(keyword=True)
            self.expect("=")
            self.bind(name, self.namespace())
        elif self.at_word("default"):
            self.take()
            word = self.take()
            if word.text != "namespace":
                _fail(word.at, "3", f"namespace is expected, and not {word.text}")
            named = None if self.at_sign("=") else self.identifier(keyword=True)
            self.expect("=")
            self.default = self.namespace()
            if named is not None:
                self.bind(named, self.default)
        elif self.at_word("datatypes"):
            self.take()
            name = self.identifier(keyword=True)
            self.expect("=")
            self.libraries[name.text] = self.literal()
        else:
            self.number = begin
            return False
        return True

    def bind(self, name: _Token, uri: str) -> None:
        if name.text == "xmlns" or (name.text == "xml") != (uri == _XML):
            _fail(name.at, "3", f"the prefix {name.text} cannot stand for {uri!r}")
        self.prefixes[name.text] = uri

    def namespace(self) -> str:
        if self.at_word("inherit"):
            self.take()
            return self.inherited
        return self.literal()

    def is_pattern(self) -> bool:
        """Whether a pattern stands here, and not the components of a grammar."""
        begin = self.number
        self.annotations()
        token, after = self.next, self.after
        self.number = begin
        if token.kind == "name":
            if token.text in ("start", "div", "include"):
                return False
            return not (after.kind == "sign" and after.text in ("=", "|=", "&=", "["))
        return token.kind != ""

    def components(self, end: str, *, included: bool = False) -> list[s.Component]:
        found: list[s.Component] = []
        while not (self.at_sign(end) if end else self.next.kind == ""):
            component = self.component(included)
            if component is not None:
                found.append(component)
        if end:
            self.take()
        return found

    def component(self, included: bool) -> s.Component | None:
        notes = self.annotations()
        token = self.next
        said = notes.documentation
        if token.kind == "name" and self.after.kind == "sign" and self.after.text == "[":
            self.take()
            self.annotation_element()
            return None
        if self.at_word("start"):
            self.take()
            combine = self.assignment()
            return s.Start(self.pattern(), combine, at=token.at, documentation=said)
        if self.at_word("div"):
            self.take()
            self.expect("{")
            return s.Div(tuple(self.components("}", included=included)), at=token.at)
        if self.at_word("include") and not included:
            self.take()
            href = self.literal()
            ns = self.inherit()
            inner: list[s.Component] = []
            if self.at_sign("{"):
                self.take()
                inner = self.components("}", included=True)
            return s.Include(href, tuple(inner), self.base, ns, at=token.at)
        name = self.identifier()
        combine = self.assignment()
        pattern = self.pattern()
        return s.Define(name.text, (pattern,), combine, at=name.at, documentation=said)

    def assignment(self) -> str | None:
        token = self.take()
        if token.kind != "sign" or token.text not in ("=", "|=", "&="):
            _fail(token.at, "3", f"= is expected, and not {token.text}")
        return {"|=": "choice", "&=": "interleave"}.get(token.text)

    def inherit(self) -> str:
        if self.at_word("inherit"):
            self.take()
            self.expect("=")
            name = self.identifier(keyword=True)
            return self.namespace_of(name.text, name.at)
        return self.default

    def namespace_of(self, prefix: str, at: s.Position) -> str:
        if prefix not in self.prefixes:
            _fail(at, "4.10", f"the prefix {prefix} is not declared")
        return self.prefixes[prefix]

    # -- patterns

    def deeper(self) -> s.Position:
        self.depth += 1
        at = self.next.at
        if self.depth > MAX_DEPTH:
            raise FindingError(finding("schema-too-deep", Location(*at), name=self.base))
        return at

    def pattern(self) -> s.Pattern:
        at = self.deeper()
        items = [self.particle()]
        sign = self.next.text if self.at_sign(",", "|", "&") else ""
        while sign and self.at_sign(",", "|", "&"):
            token = self.take()
            if token.text != sign:
                _fail(token.at, "3", f"{sign} and {token.text} are mixed; use parentheses")
            items.append(self.particle())
        self.depth -= 1
        return items[0] if len(items) == 1 else _JOINED[sign](tuple(items), at=at)

    def particle(self) -> s.Pattern:
        item = self.primary(self.annotations())
        self.following()
        if self.at_sign("*", "+", "?"):
            item = _REPEATED[self.take().text]((item,), at=item.at)
            self.following()
        return item

    def primary(self, notes: _Annotations) -> s.Pattern:
        token = self.next
        at, said = token.at, notes.documentation
        if token.kind == "literal":
            return self.value("token", "", at, said)
        self.take()
        if token.kind == "sign" and token.text == "(":
            inner = self.pattern()
            self.expect(")")
            return inner
        if token.kind != "name":
            _fail(at, "3", f"a pattern is expected, and not {token.text}")
        match token.text:
            case "element":
                names = self.name_class(self.default)
                return s.Element(names, (self.braced(),), at=at, documentation=said)
            case "attribute":
                names = self.name_class("")
                check_attribute_name(_fail, names)
                return s.Attribute(names, self.braced(), notes.default, at=at, documentation=said)
            case "list":
                return s.List((self.braced(),), at=at, documentation=said)
            case "mixed":
                return s.Mixed((self.braced(),), at=at, documentation=said)
            case "empty":
                return s.Empty(at=at, documentation=said)
            case "text":
                return s.Text(at=at, documentation=said)
            case "notAllowed":
                return s.NotAllowed(at=at, documentation=said)
            case "parent":
                return s.ParentRef(self.identifier().text, at=at, documentation=said)
            case "external":
                href = self.literal()
                return s.ExternalRef(href, self.base, self.inherit(), at=at, documentation=said)
            case "grammar":
                self.expect("{")
                return s.Grammar(tuple(self.components("}")), at=at, documentation=said)
            case "string" | "token":
                return self.data(token.text, "", at, said)
            case _:
                return self.named(token, said)

    def named(self, token: _Token, said: tuple[str, ...]) -> s.Pattern:
        prefix, colon, local = token.text.removeprefix("\\").partition(":")
        if colon:
            library = self.libraries.get(prefix)
            if library is None:
                _fail(token.at, "4.10", f"the datatypes prefix {prefix} is not declared")
            return self.data(_checked(local, token.at), library, token.at, said)
        if token.text in KEYWORDS:
            _fail(token.at, "3", f"a pattern is expected, and not {token.text}")
        return s.Ref(_checked(prefix, token.at), at=token.at, documentation=said)

    def braced(self) -> s.Pattern:
        self.expect("{")
        inner = self.pattern()
        self.expect("}")
        return inner

    def value(self, type_: str, library: str, at: s.Position, said: tuple[str, ...]) -> s.Pattern:
        prefixes = tuple(self.prefixes.items())
        text = self.literal()
        return s.Value(
            text, type_, library, ns=self.default, prefixes=prefixes, at=at, documentation=said
        )

    def data(self, type_: str, library: str, at: s.Position, said: tuple[str, ...]) -> s.Pattern:
        if self.next.kind == "literal":
            return self.value(type_, library, at, said)
        params: list[s.Param] = []
        if self.at_sign("{"):
            self.take()
            while not self.at_sign("}"):
                self.annotations()
                name = self.identifier(keyword=True)
                self.expect("=")
                params.append(s.Param(name.text, self.literal(), at=name.at))
            self.take()
        except_: tuple[s.Pattern, ...] = ()
        if self.at_sign("-"):
            self.take()
            except_ = (self.primary(self.annotations()),)
        return s.Data(type_, library, tuple(params), except_, at=at, documentation=said)

    # -- name classes

    def name_class(self, default: str) -> s.NameClass:
        at = self.deeper()
        items = [self.simple_name(default)]
        while self.at_sign("|"):
            self.take()
            items.append(self.simple_name(default))
        self.depth -= 1
        return items[0] if len(items) == 1 else s.NameChoice(tuple(items), at=at)

    def simple_name(self, default: str) -> s.NameClass:
        notes = self.annotations()
        found = self.bare_name(default, notes.documentation)
        self.following()
        return found

    def bare_name(self, default: str, said: tuple[str, ...]) -> s.NameClass:
        token = self.take()
        at = token.at
        if token.kind == "sign" and token.text == "(":
            inner = self.name_class(default)
            self.expect(")")
            return inner
        if token.kind == "sign" and token.text == "*":
            any_name = s.AnyName(self.except_name(default), at=at, documentation=said)
            check_except(_fail, any_name)
            return any_name
        if token.kind != "name":
            _fail(at, "3", f"a name is expected, and not {token.text}")
        text = token.text.removeprefix("\\")
        prefix, colon, local = text.partition(":")
        if not colon:
            return s.Name(default, _checked(text, at), at=at, documentation=said)
        ns = self.namespace_of(prefix, at)
        if local == "*":
            ns_name = s.NsName(ns, self.except_name(default), at=at, documentation=said)
            check_except(_fail, ns_name)
            return ns_name
        return s.Name(ns, _checked(local, at), at=at, documentation=said)

    def except_name(self, default: str) -> s.NameClass | None:
        if not self.at_sign("-"):
            return None
        self.take()
        return self.simple_name(default)


_JOINED: dict[str, Callable[..., s.Pattern]] = {",": s.Group, "|": s.Choice, "&": s.Interleave}
_REPEATED: dict[str, Callable[..., s.Pattern]] = {
    "*": s.ZeroOrMore,
    "+": s.OneOrMore,
    "?": s.Optional,
}


def _checked(name: str, at: s.Position) -> str:
    if not is_ncname(name):
        _fail(at, "3", f"{name!r} is no name")
    return name
