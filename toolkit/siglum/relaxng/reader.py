"""Reading the XML syntax of RELAX NG (§3) into a syntax tree.

One pass of expat builds the tree from its leaves. What a node inherits is resolved on the way
(§4.2 white space, §4.3 datatypeLibrary, §4.8 and §4.9 ns, §4.10 prefixes), annotations are left
out (§4.1) but for ``a:documentation`` and ``a:defaultValue``, and what is no RELAX NG is refused
with its place.
"""

from collections.abc import Callable
from typing import NoReturn
from xml.parsers import expat

from siglum.document.parser import new_parser
from siglum.findings import FindingError, Location, finding
from siglum.relaxng import syntax as s
from siglum.relaxng.constraints import check_attribute_name, check_except
from siglum.relaxng.datatypes import collapse
from siglum.relaxng.datatypes.xsd import is_ncname, is_uri
from siglum.relaxng.names import SEPARATOR

RNG = "http://relaxng.org/ns/structure/1.0"
ANNOTATIONS = "http://relaxng.org/ns/compatibility/annotations/1.0"
XML = "http://www.w3.org/XML/1998/namespace"

#: Schemas nested deeper than this are refused; none that a person wrote comes near.
MAX_DEPTH = 400

_RNG = RNG + SEPARATOR
_DOCUMENTATION = ANNOTATIONS + SEPARATOR + "documentation"
_DEFAULT = ANNOTATIONS + SEPARATOR + "defaultValue"
_BASE = XML + SEPARATOR + "base"

_PATTERNS = frozenset(
    """element attribute group interleave choice optional zeroOrMore oneOrMore list mixed ref
    parentRef empty text value data notAllowed externalRef grammar""".split()
)
_NAMES = frozenset("name anyName nsName choice".split())
_PLAIN_CONTAINERS = frozenset(
    "group interleave optional zeroOrMore oneOrMore list mixed define".split()
)
_TEXTUAL = frozenset("value param name".split())
_COMPONENTS = frozenset("start define div include".split())

#: Element → (the attributes it may have beside ns and datatypeLibrary, those that it must have).
_ATTRIBUTES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    name: (frozenset(may.split()), frozenset(must.split()))
    for name, may, must in (
        ("element", "name", ""),
        ("attribute", "name", ""),
        ("ref", "name", "name"),
        ("parentRef", "name", "name"),
        ("value", "type", ""),
        ("data", "type", "type"),
        ("param", "name", "name"),
        ("externalRef", "href", "href"),
        ("include", "href", "href"),
        ("start", "combine", ""),
        ("define", "name combine", "name"),
    )
}
_PLAIN = (frozenset[str](), frozenset[str]())
_KNOWN = _PATTERNS | _NAMES | _COMPONENTS | {"param", "except"}
_KINDS = {_RNG + kind: kind for kind in _KNOWN}
_SPACE = " \t\n\r"


class _Open:
    """An element of the schema whose end has not come yet."""

    __slots__ = (
        "at",
        "attributes",
        "base",
        "documentation",
        "items",
        "library",
        "name",
        "ns",
        "text",
    )

    def __init__(
        self,
        name: str,
        attributes: dict[str, str],
        at: s.Position,
        ns: str,
        library: str,
        base: str,
    ) -> None:
        self.name = name
        self.attributes = attributes
        self.at = at
        self.ns = ns
        self.library = library
        self.base = base
        self.items: list[object] = []  # built children
        self.text = ""
        self.documentation: tuple[str, ...] = ()


def read(utf8: bytes, name: str, *, ns: str = "", section: str = "3") -> s.Pattern:
    """The pattern that a schema in XML syntax is.

    ``name`` is shown in findings and is where relative references start, ``ns`` is the namespace
    that the root inherits (§4.6), and ``section`` is the one that a root of a wrong kind breaks.

    Raises:
        FindingError: the text is not well-formed XML, or not RELAX NG.
    """
    return _Reader(utf8, name, ns, section).pattern


class _Except:
    """An ``except``, on the way to the node around it."""

    __slots__ = ("at", "items")

    def __init__(self, items: list[object], at: s.Position) -> None:
        self.items = items
        self.at = at


class _Reader:
    def __init__(self, utf8: bytes, name: str, ns: str, section: str) -> None:
        self.name = name
        self.section = section
        self.stack: list[_Open] = []
        self.foreign = 0  # how deep in a foreign element
        self.texts: list[str] = []  # since the last tag
        self.prefixes: dict[str, list[str]] = {"": [""], "xml": [XML]}
        self._bindings: tuple[tuple[str, str], ...] | None = None
        self.outer = _Open("", {}, s.NOWHERE, ns, "", name)
        self.pattern: s.Pattern
        parser = self.parser = new_parser(SEPARATOR)
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.texts.append
        parser.StartNamespaceDeclHandler = self.bind
        parser.EndNamespaceDeclHandler = self.unbind
        parser.SkippedEntityHandler = self.skipped
        try:
            parser.Parse(utf8, True)
        except expat.ExpatError as error:
            from siglum.document.wellformed import explain

            raise FindingError(explain(error, utf8, name)) from None
        self.pattern = self.outer.items[0]  # type: ignore[assignment] # the root is a pattern

    # -- events

    def bind(self, prefix: str | None, uri: str | None) -> None:
        self.prefixes.setdefault(prefix or "", []).append(uri or "")
        self._bindings = None

    def unbind(self, prefix: str | None) -> None:
        self.prefixes[prefix or ""].pop()
        self._bindings = None

    @property
    def bindings(self) -> tuple[tuple[str, str], ...]:
        """The prefixes in scope, with their namespaces."""
        if self._bindings is None:
            self._bindings = tuple((p, uris[-1]) for p, uris in self.prefixes.items() if uris)
        return self._bindings

    def skipped(self, entity: str, is_parameter: bool) -> None:
        if not is_parameter:
            place = self.here()
            raise FindingError(finding("xml-entity-undefined", Location(*place), entity=entity))

    def here(self) -> s.Position:
        parser = self.parser
        return s.Position(self.name, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self.foreign:
            self.foreign += 1
            return
        stack = self.stack
        texts = self.texts
        if texts:
            if len(texts) > 1 or texts[0].strip(_SPACE):
                self.characters()
            texts.clear()
        parser = self.parser
        place = (self.name, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        at = tuple.__new__(s.Position, place)  # half the time of calling Position
        kind = _KINDS.get(name)
        if kind is None:
            if name.startswith(_RNG):
                self.fail(at, "3", f"RELAX NG has no element {name[len(_RNG) :]}")
            self.annotation(name, at)
            return
        parent = stack[-1] if stack else self.outer
        if len(stack) >= MAX_DEPTH:
            raise FindingError(finding("schema-too-deep", Location(*at), name=self.name))
        opened = _Open(kind, attributes, at, parent.ns, parent.library, parent.base)
        if parent.name not in _PLAIN_CONTAINERS or kind not in _PATTERNS:
            self.check_place(opened, parent)
        if attributes:
            if kind != "ref" or len(attributes) > 1 or not is_ncname(attributes.get("name", "")):
                self.check_attributes(opened)
        elif kind in _ATTRIBUTES and _ATTRIBUTES[kind][1]:
            self.missing_attribute(opened)
        stack.append(opened)

    def annotation(self, name: str, at: s.Position) -> None:
        if not self.stack:
            self.fail(
                at,
                "3",
                f"the root element is not of the RELAX NG namespace {RNG}",
                code="schema-not-relaxng",
            )
        if self.stack[-1].name in _TEXTUAL:
            self.fail(at, "3", f"{self.stack[-1].name} holds text only, and no element")
        self.foreign = 1

    def end(self, name: str) -> None:
        if self.foreign:
            self.foreign -= 1
            if not self.foreign:
                if name == _DOCUMENTATION:
                    text = " ".join("".join(self.texts).split())
                    if text:
                        self.document(text)
                self.texts.clear()
            return
        texts = self.texts
        if texts:
            if len(texts) > 1 or self.stack[-1].name in _TEXTUAL or texts[0].strip(_SPACE):
                self.characters()
            texts.clear()
        closed = self.stack.pop()
        parent = self.stack[-1] if self.stack else self.outer
        parent.items.append(_BUILD[closed.name](self, closed))

    def document(self, text: str) -> None:
        around = self.stack[-1]
        around.documentation += (text,)
        # documentation after a value of a choice annotates the value (DTD Compatibility §5)
        if around.items and around.name in ("choice", "except"):
            last = around.items[-1]
            if isinstance(last, s.Value | s.Data | s.Name):
                around.documentation = around.documentation[:-1]
                around.items[-1] = _documented(last, text)

    def characters(self) -> None:
        """Give the text before a tag to the element that it stands in."""
        around = self.stack[-1]
        if around.name in _TEXTUAL:
            around.text += "".join(self.texts)
        elif any(text.strip(_SPACE) for text in self.texts):
            self.fail(around.at, "3", f"{around.name} holds no text")

    # -- checks (§3, §4.2, §4.3, §4.18)

    def fail(
        self, at: s.Position, section: str, reason: str, *, code: str = "schema-syntax"
    ) -> NoReturn:
        raise FindingError(finding(code, Location(*at), section=section, reason=reason))

    def refuse(self, at: s.Position, section: str, reason: str) -> NoReturn:
        self.fail(at, section, reason)

    def check_place(self, opened: _Open, parent: _Open) -> None:
        kind, around = opened.name, parent.name
        if around in ("", "start"):
            fits = kind in _PATTERNS
            if fits and around == "start" and parent.items:
                self.fail(
                    opened.at, "3", "start holds one pattern; put them into a group or choice"
                )
        elif around in ("element", "attribute"):
            fits = kind in _PATTERNS
            if not parent.items and "name" not in parent.attributes:
                fits = kind in _NAMES
            elif around == "attribute" and len(parent.items) > ("name" not in parent.attributes):
                self.fail(opened.at, "3", "an attribute holds one pattern")
        elif around == "choice" and self.kinds_of(parent) == "names":
            fits = kind in _NAMES
        elif around in ("anyName", "nsName"):
            fits = kind == "except" and not parent.items
        elif around == "except":
            of_names = self.kinds_of(parent) == "names"
            fits = kind in (_NAMES if of_names else _PATTERNS)
        elif around == "data":
            fits = kind in ("param", "except") and not (
                parent.items and isinstance(parent.items[-1], _Except)
            )
        elif around in ("grammar", "div", "include"):
            fits = kind in _COMPONENTS
            if kind == "include" and self.within_include():
                self.fail(opened.at, "3", "an include stands in another")
        elif around in ("value", "param", "name"):
            self.fail(opened.at, "3", f"{around} holds text only, and no element")
        else:
            fits = kind in _PATTERNS and around in _PATTERNS | {"define"}
            if around in ("ref", "parentRef", "empty", "text", "notAllowed", "externalRef"):
                fits = False
        if not fits:
            where = f"in {around}" if around else "as the root"
            section = "3" if around else self.section
            self.fail(opened.at, section, f"{kind} cannot stand here, {where}")

    def kinds_of(self, opened: _Open) -> str:
        """Whether a ``choice`` or ``except`` is one of names or of patterns."""
        stack = self.stack
        at = len(stack) - 1
        while at >= 0:
            node = stack[at]
            if node.name in ("anyName", "nsName"):
                return "names"
            if node.name not in ("choice", "except"):
                if node.name in ("element", "attribute"):
                    first = not node.items and "name" not in node.attributes
                    return "names" if first else "patterns"
                return "patterns"
            at -= 1
        return "patterns"

    def within_include(self) -> bool:
        for node in reversed(self.stack):
            if node.name == "include":
                return True
            if node.name == "grammar":
                return False
        return False

    def check_attributes(self, opened: _Open) -> None:
        may, must = _ATTRIBUTES.get(opened.name, _PLAIN)
        for name, value in opened.attributes.items():
            if SEPARATOR in name:
                if name.startswith(_RNG):
                    self.fail(opened.at, "3", "RELAX NG's attributes have no prefix")
                if name == _BASE:
                    opened.base = _resolve(opened.base, value)
                continue
            if name == "ns":
                opened.ns = value
            elif name == "datatypeLibrary":
                opened.library = self.library(opened, value)
            elif name not in may:
                self.fail(opened.at, "3", f"{opened.name} has no attribute {name}")
            elif name != "href":
                value = opened.attributes[name] = value.strip(" \t\n\r")
                if name == "combine":
                    if value not in ("choice", "interleave"):
                        self.fail(opened.at, "3", f"combine is choice or interleave, not {value}")
                elif opened.name not in ("element", "attribute") and not is_ncname(value or " "):
                    self.fail(opened.at, "3", f"{name} is {value!r}, which is no name")
        if not must <= opened.attributes.keys():
            self.missing_attribute(opened)

    def missing_attribute(self, opened: _Open) -> NoReturn:
        must = sorted(_ATTRIBUTES[opened.name][1] - opened.attributes.keys())
        self.fail(opened.at, "3", f"{opened.name} must have the attribute {must[0]}")

    def library(self, opened: _Open, value: str) -> str:
        """§3 (anyURI) and §4.3: empty, or an absolute URI without fragment."""
        scheme = value.partition(":")[0]
        absolute = ":" in value and not {"/", "?"} & set(scheme)
        if value and (not absolute or "#" in value or not is_uri(value)):
            self.fail(opened.at, "3", f"datatypeLibrary is {value!r}, which is no absolute URI")
        return value

    def href(self, opened: _Open) -> str:
        """§4.5: a URI reference without fragment."""
        value = opened.attributes["href"].strip(" \t\n\r")
        if "#" in value or not is_uri(value):
            self.fail(opened.at, "4.5", f"href is {value!r}, which names no file as a whole")
        return value

    def name_of(self, written: str, ns: str, opened: _Open) -> s.Name:
        """§4.10: a name as it is written, resolved."""
        prefix, colon, local = written.rpartition(":")
        if not is_ncname(local or " ") or (colon and not is_ncname(prefix or " ")):
            self.fail(opened.at, "3", f"{written!r} is no name")
        if colon:
            bound = self.prefixes.get(prefix)
            if not bound or not bound[-1]:
                self.fail(opened.at, "4.10", f"the prefix {prefix} is not declared")
            ns = bound[-1]
        return s.Name(ns, local, at=opened.at)


def _documented(node: object, text: str) -> object:
    said = {"at": node.at, "documentation": (*node.documentation, text)}  # type: ignore[attr-defined] # a node
    match node:
        case s.Value():
            return s.Value(
                node.value, node.type, node.library, ns=node.ns, prefixes=node.prefixes, **said
            )
        case s.Data():
            return s.Data(node.type, node.library, node.params, node.except_, **said)
        case s.Name():
            return s.Name(node.ns, node.local, **said)
        case _:
            return node


def _resolve(base: str, reference: str) -> str:
    from siglum.relaxng.resources import resolve

    return resolve(base, reference)


# -- building a node from its children ----------------------------------------------------------


def _patterns(opened: _Open, reader: _Reader) -> tuple[s.Pattern, ...]:
    if not opened.items:
        reader.fail(opened.at, "3", f"{opened.name} is empty, and must hold a pattern")
    return tuple(opened.items)  # type: ignore[arg-type] # check_place let in patterns only


def _element(reader: _Reader, opened: _Open) -> object:
    names = _name_class(reader, opened, opened.ns)
    return s.Element(
        names, _patterns(opened, reader), at=opened.at, documentation=opened.documentation
    )


def _attribute(reader: _Reader, opened: _Open) -> object:
    # an attribute's own ns counts for its name attribute, an inherited one does not (§4.8)
    ns = opened.attributes.get("ns", "") if "name" in opened.attributes else opened.ns
    names = _name_class(reader, opened, ns)
    item: s.Pattern | None = opened.items[0] if opened.items else None  # type: ignore[assignment] # as above
    default = next((v for k, v in opened.attributes.items() if k == _DEFAULT), None)
    check_attribute_name(reader.refuse, names)
    return s.Attribute(names, item, default, at=opened.at, documentation=opened.documentation)


def _name_class(reader: _Reader, opened: _Open, ns: str) -> s.NameClass:
    written = opened.attributes.get("name")
    if written is not None:
        return reader.name_of(written, ns, opened)
    if not opened.items:
        reader.fail(opened.at, "3", f"{opened.name} has no name")
    names: s.NameClass = opened.items.pop(0)  # type: ignore[assignment] # check_place saw to it
    return names


def _several(make: Callable[..., object]) -> Callable[[_Reader, _Open], object]:
    def build(reader: _Reader, opened: _Open) -> object:
        items = _patterns(opened, reader)
        return make(items, at=opened.at, documentation=opened.documentation)

    return build


def _choice(reader: _Reader, opened: _Open) -> object:
    items = opened.items
    if items and isinstance(items[0], s.Name | s.AnyName | s.NsName | s.NameChoice):
        return s.NameChoice(tuple(items), at=opened.at)  # type: ignore[arg-type] # all are
    return _several(s.Choice)(reader, opened)


def _leaf(make: Callable[..., object]) -> Callable[[_Reader, _Open], object]:
    def build(_reader: _Reader, opened: _Open) -> object:
        return make(at=opened.at, documentation=opened.documentation)

    return build


def _named(make: Callable[..., object]) -> Callable[[_Reader, _Open], object]:
    def build(_reader: _Reader, opened: _Open) -> object:
        return make(opened.attributes["name"], at=opened.at, documentation=opened.documentation)

    return build


def _value(reader: _Reader, opened: _Open) -> object:
    prefixes = reader.bindings
    named = opened.attributes.get("type")
    return s.Value(
        opened.text,
        named or "token",
        opened.library if named else "",  # §4.4
        ns=opened.ns,
        prefixes=prefixes,
        at=opened.at,
        documentation=opened.documentation,
    )


def _data(_reader: _Reader, opened: _Open) -> object:
    params = tuple(item for item in opened.items if isinstance(item, s.Param))
    except_ = opened.items[-1] if len(opened.items) > len(params) else None
    return s.Data(
        opened.attributes["type"],
        opened.library,
        params,
        tuple(except_.items) if isinstance(except_, _Except) else (),  # type: ignore[arg-type] # patterns
        at=opened.at,
        documentation=opened.documentation,
    )


def _param(_reader: _Reader, opened: _Open) -> object:
    return s.Param(opened.attributes["name"], opened.text, at=opened.at)


def _except(reader: _Reader, opened: _Open) -> object:
    if not opened.items:
        reader.fail(opened.at, "3", "except is empty")
    return _Except(opened.items, opened.at)


def _name(reader: _Reader, opened: _Open) -> object:
    return reader.name_of(collapse(opened.text), opened.ns, opened)


def _excepted(opened: _Open) -> s.NameClass | None:
    if not opened.items:
        return None
    except_ = opened.items[0]
    if not isinstance(except_, _Except):
        raise TypeError(except_)
    items: list[s.NameClass] = except_.items  # type: ignore[assignment] # check_place saw to it
    return items[0] if len(items) == 1 else s.NameChoice(tuple(items), at=except_.at)


def _any_name(reader: _Reader, opened: _Open) -> object:
    names = s.AnyName(_excepted(opened), at=opened.at)
    check_except(reader.refuse, names)
    return names


def _ns_name(reader: _Reader, opened: _Open) -> object:
    names = s.NsName(opened.ns, _excepted(opened), at=opened.at)
    check_except(reader.refuse, names)
    return names


def _external(reader: _Reader, opened: _Open) -> object:
    return s.ExternalRef(reader.href(opened), opened.base, opened.ns, at=opened.at)


def _include(reader: _Reader, opened: _Open) -> object:
    return s.Include(
        reader.href(opened),
        tuple(opened.items),  # type: ignore[arg-type] # check_place let in components only
        opened.base,
        opened.ns,
        at=opened.at,
    )


def _start(reader: _Reader, opened: _Open) -> object:
    return s.Start(
        _patterns(opened, reader)[0],
        opened.attributes.get("combine"),
        at=opened.at,
        documentation=opened.documentation,
    )


def _define(reader: _Reader, opened: _Open) -> object:
    return s.Define(
        opened.attributes["name"],
        _patterns(opened, reader),
        opened.attributes.get("combine"),
        at=opened.at,
        documentation=opened.documentation,
    )


def _div(_reader: _Reader, opened: _Open) -> object:
    return s.Div(tuple(opened.items), at=opened.at)  # type: ignore[arg-type] # components


def _grammar(_reader: _Reader, opened: _Open) -> object:
    return s.Grammar(
        tuple(opened.items),  # type: ignore[arg-type] # check_place let in components only
        at=opened.at,
        documentation=opened.documentation,
    )


_BUILD: dict[str, Callable[[_Reader, _Open], object]] = {
    "element": _element,
    "attribute": _attribute,
    "group": _several(s.Group),
    "interleave": _several(s.Interleave),
    "choice": _choice,
    "optional": _several(s.Optional),
    "zeroOrMore": _several(s.ZeroOrMore),
    "oneOrMore": _several(s.OneOrMore),
    "list": _several(s.List),
    "mixed": _several(s.Mixed),
    "ref": _named(s.Ref),
    "parentRef": _named(s.ParentRef),
    "empty": _leaf(s.Empty),
    "text": _leaf(s.Text),
    "notAllowed": _leaf(s.NotAllowed),
    "value": _value,
    "data": _data,
    "param": _param,
    "except": _except,
    "externalRef": _external,
    "grammar": _grammar,
    "start": _start,
    "define": _define,
    "div": _div,
    "include": _include,
    "name": _name,
    "anyName": _any_name,
    "nsName": _ns_name,
}
