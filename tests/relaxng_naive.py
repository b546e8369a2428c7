"""Small schemas and documents, and a matcher that tries everything (RELAX NG §6.2).

A pattern is a tuple: its kind, and what it is made of. ``("ref", n)`` is a definition of the
grammar, which is a list of elements. A name class is a tuple as well, a name a pair of namespace
and local name. A child is a text or an element ``(name, attributes, children)``.
"""

import re
from itertools import combinations
from random import Random
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

Pattern = tuple[Any, ...]
NameClass = tuple[Any, ...]
Name = tuple[str, str]
Child = Any

RNG = "http://relaxng.org/ns/structure/1.0"
XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
LOCALS = "abc"
SPACES = ["", "urn:u"]
VALUES = ["1", "x", " ", "1 2", "", " x ", "02", "yy 1"]
DEFINITIONS = 2

# -- generators ----------------------------------------------------------------------------------

names = st.tuples(st.sampled_from(["", "", "", *SPACES]), st.sampled_from("aa" + LOCALS))
_one_name = names.map(lambda name: ("name", *name))
_finite_class = st.one_of(_one_name, st.tuples(st.just("or"), _one_name, _one_name))
_ns_class = st.tuples(st.just("ns"), st.sampled_from(SPACES), st.none() | _finite_class)
_any_class = st.tuples(st.just("any"), st.none() | _finite_class | _ns_class)
name_classes = st.one_of(
    *[_one_name] * 4,
    _finite_class,
    _ns_class,
    _any_class,
    st.tuples(st.just("or"), _one_name, _ns_class),
)

_values = st.sampled_from(
    [
        *(("value", "token", text) for text in ("x", "1", "yy 1", "")),
        *(("value", "string", text) for text in (" x ", "1")),
        ("value", "integer", "2"),
    ]
)
_datatypes = st.sampled_from(
    [
        ("integer", ()),
        ("integer", (("minInclusive", "2"),)),
        ("token", (("maxLength", "2"),)),
        ("string", (("minLength", "1"), ("pattern", "[x1 ]+"))),
        ("NCName", ()),
    ]
)
_plain_data = st.builds(lambda type_: ("data", *type_, None), _datatypes)
data = st.builds(
    lambda type_, but: ("data", *type_, but),
    _datatypes,
    st.none() | _values | st.tuples(st.just("choice"), _values, _plain_data),
)


def _of_tokens(inner: st.SearchStrategy[Pattern]) -> st.SearchStrategy[Pattern]:
    return st.one_of(
        st.tuples(st.sampled_from(["group", "choice"]), inner, inner),
        st.tuples(st.sampled_from(["oneOrMore", "zeroOrMore", "optional"]), inner),
    )


lists = st.tuples(
    st.just("list"), st.recursive(data | _values | st.just(("empty",)), _of_tokens, max_leaves=3)
)
_strings = st.one_of(data, _values, lists)
_attribute_value = st.one_of(
    st.just(("text",)), st.just(("empty",)), _strings, st.tuples(st.just("choice"), _strings, data)
)
attributes = st.tuples(st.just("attribute"), name_classes, _attribute_value)
_leaves = st.one_of(
    st.sampled_from([("empty",), ("text",), ("notAllowed",)]),
    _strings,
    attributes,
    st.tuples(st.sampled_from(["oneOrMore", "zeroOrMore"]), attributes),
    st.tuples(st.just("choice"), attributes, attributes),
    st.tuples(st.just("ref"), st.integers(0, DEFINITIONS - 1)),
    *[st.tuples(st.just("element"), name_classes, st.just(("empty",)))] * 3,
    st.tuples(st.just("element"), name_classes, _strings | attributes),
)


def _containers(inner: st.SearchStrategy[Pattern]) -> st.SearchStrategy[Pattern]:
    return st.one_of(
        *[st.tuples(st.sampled_from(["group", "choice", "interleave"]), inner, inner)] * 2,
        st.tuples(st.sampled_from(["oneOrMore", "zeroOrMore", "optional", "mixed"]), inner),
        st.tuples(st.just("element"), _one_name, inner),
    )


patterns = st.recursive(_leaves, _containers, max_leaves=6)
grammars = st.lists(
    st.tuples(st.just("element"), name_classes, patterns),
    min_size=DEFINITIONS,
    max_size=DEFINITIONS,
)

texts = st.sampled_from(VALUES)
_own = st.dictionaries(names, texts, max_size=2)


def _elements(inner: st.SearchStrategy[Child]) -> st.SearchStrategy[Child]:
    return st.tuples(names, _own, st.lists(inner | texts, max_size=3))


documents = st.recursive(
    st.tuples(names, _own, st.lists(texts, max_size=1)), _elements, max_leaves=4
)

# -- written -------------------------------------------------------------------------------------


def as_schema(definitions: list[Pattern]) -> str:
    """A grammar whose start is the first definition."""
    written = "".join(
        f'<define name="d{n}">{_as_pattern(pattern)}</define>'
        for n, pattern in enumerate(definitions)
    )
    return (
        f'<grammar xmlns="{RNG}" datatypeLibrary="{XSD}"><start><ref name="d0"/></start>'
        f"{written}</grammar>"
    )


def _as_names(names_: NameClass) -> str:
    match names_:
        case ("name", ns, local):
            return f'<name ns="{ns}">{local}</name>'
        case ("or", one, other):
            return f"<choice>{_as_names(one)}{_as_names(other)}</choice>"
        case (kind, *ns, but):
            inner = "" if but is None else f"<except>{_as_names(but)}</except>"
            which = f' ns="{ns[0]}"' if ns else ""
            return f"<{kind}Name{which}>{inner}</{kind}Name>"
    raise ValueError(names_)


def _as_pattern(pattern: Pattern) -> str:
    match pattern:
        case ("empty" | "text" | "notAllowed" as kind,):
            return f"<{kind}/>"
        case ("ref", number):
            return f'<ref name="d{number}"/>'
        case ("data", type_, params, but):
            facets = "".join(f'<param name="{name}">{text}</param>' for name, text in params)
            inner = "" if but is None else f"<except>{_as_pattern(but)}</except>"
            return f'<data type="{type_}">{facets}{inner}</data>'
        case ("value", type_, text):
            return f'<value type="{type_}">{text}</value>'
        case ("attribute" | "element" as kind, names_, inner):
            return f"<{kind}>{_as_names(names_)}{_as_pattern(inner)}</{kind}>"
        case (kind, *items):
            return f"<{kind}>{''.join(map(_as_pattern, items))}</{kind}>"
    raise ValueError(pattern)


def as_document(element: Child) -> str:
    """The element as XML; every element declares what it needs."""
    if isinstance(element, str):
        return escape(element)
    (ns, local), own, children = element
    written = f' xmlns="{ns}" xmlns:u="urn:u"'
    for (space, name), value in own.items():
        written += f" {'u:' if space else ''}{name}={quoteattr(value)}"
    return f"<{local}{written}>{''.join(map(as_document, children))}</{local}>"


# -- matched -------------------------------------------------------------------------------------


def contains(names_: NameClass, name: Name) -> bool:
    """§6.2.2."""
    match names_:
        case ("name", ns, local):
            return name == (ns, local)
        case ("or", one, other):
            return contains(one, name) or contains(other, name)
        case ("ns", ns, but):
            return name[0] == ns and not (but and contains(but, name))
        case ("any", but):
            return not (but and contains(but, name))
    raise ValueError(names_)


def joined(children: list[Child]) -> tuple[Child, ...]:
    """Neighbouring texts are one text, and an empty one is none."""
    found: list[Child] = []
    for child in children:
        if isinstance(child, str) and found and isinstance(found[-1], str):
            found[-1] += child
        elif child != "":
            found.append(child)
    return tuple(found)


def _subsets(items: tuple[Any, ...]) -> list[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    found = []
    for size in range(len(items) + 1):
        for chosen in combinations(range(len(items)), size):
            one = tuple(items[i] for i in chosen)
            found.append((one, tuple(x for i, x in enumerate(items) if i not in chosen)))
    return found


def _allows(type_: str, params: tuple[tuple[str, str], ...], text: str) -> bool:
    flat = " ".join(text.split())
    shown = text if type_ == "string" else flat
    if type_ == "integer" and not re.fullmatch("[+-]?[0-9]+", flat):
        return False
    if type_ == "NCName" and not re.fullmatch("[a-z]+", flat):
        return False
    facets = dict(params)
    return (
        ("minInclusive" not in facets or int(flat) >= int(facets["minInclusive"]))
        and len(shown) <= int(facets.get("maxLength", 99))
        and len(shown) >= int(facets.get("minLength", 0))
        and re.fullmatch(facets.get("pattern", ".*"), shown) is not None
    )


def _means(type_: str, text: str) -> object:
    match type_:
        case "string":
            return text
        case "integer":
            return int(text) if re.fullmatch(r"\s*[+-]?[0-9]+\s*", text) else None
        case _:
            return text.split()


class Matcher:
    """§6.2: whether attributes and children match a pattern, all ways tried."""

    def __init__(self, definitions: list[Pattern]) -> None:
        self.definitions = definitions

    def element(self, pattern: Pattern, element: Child) -> bool:
        """Whether an element matches an ``element``."""
        name, own, children = element
        inner = pattern[2]
        kids = joined(children)
        atts = tuple(sorted(own.items()))
        if not contains(pattern[1], name):
            return False
        if len(kids) > 1 or (kids and not isinstance(kids[0], str)):
            kids = tuple(k for k in kids if not isinstance(k, str) or k.strip())
            return self.matches(inner, atts, kids)
        if not kids:
            return self.matches(inner, atts, ()) or self.matches(inner, atts, ("",))
        blank = not kids[0].strip()
        return self.matches(inner, atts, kids) or (blank and self.matches(inner, atts, ()))

    def matches(self, pattern: Pattern, atts: tuple[Any, ...], kids: tuple[Child, ...]) -> bool:
        """Whether the attributes and the children, all of them, match."""
        is_text = not atts and len(kids) == 1 and isinstance(kids[0], str)
        match pattern:
            case ("notAllowed",):
                return False
            case ("empty",):
                return not atts and not kids
            case ("text",):
                return not atts and all(isinstance(k, str) for k in kids)
            case ("data", type_, params, but):
                fits = is_text and _allows(type_, params, kids[0])
                return fits and not (but and self.matches(but, (), kids))
            case ("value", type_, text):
                return is_text and _means(type_, text) == _means(type_, kids[0])
            case ("list", inner):
                return is_text and self.matches(inner, (), tuple(kids[0].split()))
            case ("attribute", names_, inner):
                if kids or len(atts) != 1 or not contains(names_, atts[0][0]):
                    return False
                value = atts[0][1]
                blank = not value.strip()
                return self.matches(inner, (), (value,)) or (blank and self.matches(inner, (), ()))
            case ("element", _, _):
                one = len(kids) == 1 and not isinstance(kids[0], str)
                return one and not atts and self.element(pattern, kids[0])
            case ("ref", number):
                return self.matches(self.definitions[number], atts, kids)
            case ("choice", one, other):
                return self.matches(one, atts, kids) or self.matches(other, atts, kids)
            case ("optional", inner):
                return (not atts and not kids) or self.matches(inner, atts, kids)
            case ("zeroOrMore", inner):
                return (not atts and not kids) or self.matches(("oneOrMore", inner), atts, kids)
            case ("mixed", inner):
                return self.matches(("interleave", inner, ("text",)), atts, kids)
            case ("group", one, other):
                return any(
                    self.matches(one, mine, kids[:cut]) and self.matches(other, theirs, kids[cut:])
                    for mine, theirs in _subsets(atts)
                    for cut in range(len(kids) + 1)
                )
            case ("interleave", one, other):
                return any(
                    self.matches(one, mine, first) and self.matches(other, theirs, second)
                    for mine, theirs in _subsets(atts)
                    for first, second in _subsets(kids)
                )
            case ("oneOrMore", inner):
                return self.matches(inner, atts, kids) or any(
                    (mine or cut)
                    and (theirs or cut < len(kids))
                    and self.matches(inner, mine, kids[:cut])
                    and self.matches(pattern, theirs, kids[cut:])
                    for mine, theirs in _subsets(atts)
                    for cut in range(len(kids) + 1)
                )
        raise ValueError(pattern)


# -- documents that very likely match ------------------------------------------------------------


class Impossible(Exception):  # noqa: N818 # no error: the generator tries another way
    pass


class Sampler:
    """Makes documents that a grammar very likely accepts."""

    def __init__(self, definitions: list[Pattern], chosen: Random) -> None:
        self.definitions = definitions
        self.r = chosen
        self.depth = 0

    def document(self) -> Child:
        """An element like the first definition.

        Raises:
            Impossible: there may be none.
        """
        return self.sample(self.definitions[0])[1][0]

    def name(self, names_: NameClass) -> Name:
        """A name of the class."""
        found = [(ns, x) for ns in SPACES for x in LOCALS if contains(names_, (ns, x))]
        if not found:
            raise Impossible
        return self.r.choice(found)

    def sample(self, pattern: Pattern) -> tuple[dict[Name, str], list[Child]]:
        """Attributes and children."""
        r = self.r
        match pattern:
            case ("empty",):
                return {}, []
            case ("notAllowed",):
                raise Impossible
            case ("text",):
                return {}, [r.choice(VALUES)]
            case ("data", type_, params, _):
                fitting = [v for v in VALUES if _allows(type_, params, v)]
                return {}, [r.choice(fitting or VALUES)]
            case ("value", _, text):
                return {}, [text]
            case ("list", inner):
                return {}, [" ".join(self.sample(inner)[1])]
            case ("attribute", names_, inner):
                return {self.name(names_): "".join(self.sample(inner)[1])}, []
            case ("element", names_, inner):
                self.depth += 1
                if self.depth > 4:
                    raise Impossible
                made = (self.name(names_), *self.sample(inner))
                self.depth -= 1
                return {}, [made]
            case ("ref", number):
                return self.sample(self.definitions[number])
            case ("choice", one, other):
                first, second = (one, other) if r.random() < 0.5 else (other, one)
                depth = self.depth
                try:
                    return self.sample(first)
                except Impossible:
                    self.depth = depth
                    return self.sample(second)
            case ("optional", inner):
                return self.sample(inner) if r.random() < 0.6 else ({}, [])
            case ("mixed", inner):
                return self.sample(("interleave", inner, ("text",)))
            case ("oneOrMore" | "zeroOrMore" as kind, inner):
                atts: dict[Name, str] = {}
                kids: list[Child] = []
                for _ in range(r.randrange(kind == "oneOrMore", 3)):
                    more, others = self.sample(inner)
                    atts |= more
                    kids += others
                return atts, kids
            case ("group" | "interleave" as kind, one, other):
                atts, kids = self.sample(one)
                more, others = self.sample(other)
                if kind == "group":
                    return atts | more, kids + others
                shuffled: list[Child] = []
                while kids or others:
                    source = kids if kids and (not others or r.random() < 0.5) else others
                    shuffled.append(source.pop(0))
                return atts | more, shuffled
        raise ValueError(pattern)

    def varied(self, element: Child) -> Child:
        """The element with a child or an attribute left out, doubled, moved or changed."""
        name, own, children = element
        kids, atts = list(children), dict(own)
        if atts and self.r.random() < 0.4:
            key = self.r.choice(sorted(atts))
            value = atts.pop(key)
            if self.r.random() < 0.6:
                atts[key] = self.r.choice(VALUES)
            elif self.r.random() < 0.5:
                atts[self.r.choice(SPACES), self.r.choice(LOCALS)] = value
        elif kids:
            at = self.r.randrange(len(kids))
            kid = kids.pop(at)
            if not isinstance(kid, str) and self.r.random() < 0.4:
                kids.insert(at, self.varied(kid))
            for _ in range(self.r.randrange(3)):
                kids.insert(self.r.randrange(len(kids) + 1), kid)
        return name, atts, kids
