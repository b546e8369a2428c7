"""Reading the compact syntax: a parser by recursive descent.

It builds the same tree as ``siglum.relaxng.xml_syntax.reader`` does of the XML syntax.
"""

from collections.abc import Callable

from siglum.findings import FindingError, Location, finding
from siglum.relaxng import syntax as s
from siglum.relaxng.compact_syntax.annotations import (
    Annotations,
    annotations,
    element,
    following,
    is_element,
)
from siglum.relaxng.compact_syntax.declarations import Declarations
from siglum.relaxng.compact_syntax.name_classes import name_class
from siglum.relaxng.compact_syntax.tokens import (
    KEYWORDS,
    Cursor,
    Token,
    checked,
    fail,
    shown,
    tokens,
)
from siglum.relaxng.constraints import check_attribute_name, check_href

#: How deep patterns may be nested; a pattern takes four calls of Python.
MAX_DEPTH = 100


def read(utf8: bytes, name: str, *, ns: str = "", section: str = "3") -> s.Pattern:
    """The pattern that a schema in the compact syntax is.

    The arguments are those of ``siglum.relaxng.xml_syntax.reader``.

    Raises:
        FindingError: the text is not RELAX NG.
    """
    parser = _Parser(Cursor(tokens(utf8.decode(), name)), name, ns)
    pattern = parser.top_level()
    if section == "4.7" and not isinstance(pattern, s.Grammar):
        fail(pattern.at, "this is no grammar, and so cannot be included", section=section)
    return pattern


class _Parser:
    def __init__(self, cursor: Cursor, base: str, ns: str) -> None:
        self.cursor = cursor
        self.declared = Declarations(ns)
        self.base = base
        self.depth = 0
        self.followed = -1  # the token after the last annotation from behind
        self.joined = False  # whether the last pattern was several

    def notes(self) -> Annotations:
        return annotations(self.cursor, self.declared)

    def following(self) -> None:
        if self.cursor.at_sign(">>"):
            following(self.cursor, self.declared)
            self.followed = self.cursor.number

    # -- the schema

    def top_level(self) -> s.Pattern:
        at = self.cursor.next.at
        self.declared.read(self.cursor)
        if self.is_pattern():
            pattern = self.pattern()
            if self.followed == self.cursor.number and not self.joined:
                reason = "nothing can annotate from behind a pattern that is the whole schema"
                fail(self.cursor.next.at, reason)
            if self.cursor.next.kind:
                fail(self.cursor.next.at, f"the schema ends before {shown(self.cursor.next)}")
            return pattern
        return s.Grammar(tuple(self.components("")), at=at)

    def is_pattern(self) -> bool:
        """Whether a pattern stands here, and not the components of a grammar."""
        begin = self.cursor.number
        self.notes()
        token, after = self.cursor.next, self.cursor.after
        self.cursor.number = begin
        if token.kind == "name":
            if token.text in ("start", "div", "include"):
                return False
            return not (after.kind == "sign" and after.text in ("=", "|=", "&=", "["))
        return token.kind != ""

    def components(self, end: str, *, included: bool = False) -> list[s.Component]:
        found: list[s.Component] = []
        self.deeper()
        while not (self.cursor.at_sign(end) if end else self.cursor.next.kind == ""):
            component = self.component(included)
            if component is not None:
                found.append(component)
        self.depth -= 1
        if end:
            self.cursor.take()
        return found

    def component(self, included: bool) -> s.Component | None:
        notes = self.notes()
        token = self.cursor.next
        said = notes.documentation
        if is_element(self.cursor) and not said:
            element(self.cursor, self.declared)
            return None
        if self.cursor.take_word("start"):
            combine = self.assignment()
            return s.Start(self.pattern(), combine, at=token.at, documentation=said)
        if self.cursor.take_word("div"):
            self.cursor.expect("{")
            return s.Div(tuple(self.components("}", included=included)), at=token.at)
        if self.cursor.at_word("include") and included:
            fail(token.at, "an include stands in another")
        if self.cursor.take_word("include"):
            href = self.href()
            ns = self.declared.inherit(self.cursor)
            inner: list[s.Component] = []
            if self.cursor.take_sign("{"):
                inner = self.components("}", included=True)
            return s.Include(href, tuple(inner), self.base, ns, at=token.at)
        name = self.cursor.identifier()
        combine = self.assignment()
        pattern = self.pattern()
        return s.Define(name.text, (pattern,), combine, at=name.at, documentation=said)

    def href(self) -> str:
        """§4.5: a URI reference without fragment."""
        at = self.cursor.next.at
        href = self.cursor.literal().strip()
        check_href(at, href)
        return href

    def assignment(self) -> str | None:
        token = self.cursor.take()
        if token.kind != "sign" or token.text not in ("=", "|=", "&="):
            fail(token.at, f"= is expected, and not {shown(token)}")
        return {"|=": "choice", "&=": "interleave"}.get(token.text)

    # -- patterns

    def deeper(self) -> s.Position:
        self.depth += 1
        at = self.cursor.next.at
        if self.depth > MAX_DEPTH:
            raise FindingError(finding("schema-too-deep", Location(*at), name=self.base))
        return at

    def pattern(self) -> s.Pattern:
        at = self.deeper()
        items = [self.particle()]
        sign = self.cursor.next.text if self.cursor.at_sign(",", "|", "&") else ""
        while sign and self.cursor.at_sign(",", "|", "&"):
            token = self.cursor.take()
            if token.text != sign:
                hint = "put parentheses around what belongs together"
                fail(token.at, f"{sign} and {token.text} are mixed", hint)
            items.append(self.particle())
        self.depth -= 1
        self.joined = len(items) > 1
        return items[0] if len(items) == 1 else _JOINED[sign](tuple(items), at=at)

    def particle(self) -> s.Pattern:
        item = self.primary(self.notes())
        self.following()
        if self.cursor.at_sign("*", "+", "?"):
            item = _REPEATED[self.cursor.take().text]((item,), at=item.at)
            self.following()
        return item

    def primary(self, notes: Annotations) -> s.Pattern:
        token = self.cursor.next
        at, said = token.at, notes.documentation
        if token.kind == "literal":
            return self.value("token", "", at, said)
        self.cursor.take()
        if token.kind == "sign" and token.text == "(":
            inner = self.pattern()
            self.cursor.expect(")")
            return inner
        if token.kind != "name":
            fail(at, f"a pattern is expected, and not {shown(token)}")
        match token.text:
            case "element":
                names = name_class(self.cursor, self.declared, self.declared.default)
                return s.Element(names, (self.braced(),), at=at, documentation=said)
            case "attribute":
                names = name_class(self.cursor, self.declared, "")
                check_attribute_name(names)
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
                return s.ParentRef(self.cursor.identifier().text, at=at, documentation=said)
            case "external":
                href = self.href()
                ns = self.declared.inherit(self.cursor)
                return s.ExternalRef(href, self.base, ns, at=at, documentation=said)
            case "grammar":
                self.cursor.expect("{")
                return s.Grammar(tuple(self.components("}")), at=at, documentation=said)
            case "string" | "token":
                return self.data(token.text, "", at, said)
            case _:
                return self.named(token, said)

    def named(self, token: Token, said: tuple[str, ...]) -> s.Pattern:
        prefix, colon, local = token.text.rpartition(":")
        if colon:
            library = self.declared.library(prefix, token.at)
            return self.data(checked(local, token.at), library, token.at, said)
        if token.text in KEYWORDS:
            hint = f"a keyword is a name with a backslash before it: \\{token.text}"
            fail(token.at, f"a pattern is expected, and not the keyword {token.text}", hint)
        name = checked(local.removeprefix("\\"), token.at)
        return s.Ref(name, at=token.at, documentation=said)

    def braced(self) -> s.Pattern:
        self.cursor.expect("{")
        inner = self.pattern()
        self.cursor.expect("}")
        return inner

    def value(self, type_: str, library: str, at: s.Position, said: tuple[str, ...]) -> s.Pattern:
        prefixes = tuple(self.declared.prefixes.items())
        ns = self.declared.default
        text = self.cursor.literal()
        return s.Value(text, type_, library, ns=ns, prefixes=prefixes, at=at, documentation=said)

    def data(self, type_: str, library: str, at: s.Position, said: tuple[str, ...]) -> s.Pattern:
        if self.cursor.next.kind == "literal":
            return self.value(type_, library, at, said)
        params: list[s.Param] = []
        if self.cursor.take_sign("{"):
            while not self.cursor.take_sign("}"):
                self.notes()
                name = self.cursor.identifier(keyword=True)
                self.cursor.expect("=")
                params.append(s.Param(name.text, self.cursor.literal(), at=name.at))
        except_: tuple[s.Pattern, ...] = ()
        if self.cursor.take_sign("-"):
            self.deeper()
            except_ = (self.primary(self.notes()),)
            self.depth -= 1
        return s.Data(type_, library, tuple(params), except_, at=at, documentation=said)


_JOINED: dict[str, Callable[..., s.Pattern]] = {",": s.Group, "|": s.Choice, "&": s.Interleave}
_REPEATED: dict[str, Callable[..., s.Pattern]] = {
    "*": s.ZeroOrMore,
    "+": s.OneOrMore,
    "?": s.Optional,
}
