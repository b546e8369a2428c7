"""Derivatives against a matcher that tries everything, on small schemas and documents."""

from contextlib import suppress
from itertools import combinations
from random import Random
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from siglum.findings import FindingError
from siglum.relaxng import Schema

# A pattern is a tuple: its kind, and what it is made of. A child is a text or an element
# (name, attributes, children). See RELAX NG §6.2 for the rules of ``matches``.
Pattern = tuple[Any, ...]
Child = Any

NAMES = "abc"
VALUES = ["1", "x", " ", "1 2", ""]

leaves = st.sampled_from(
    [
        ("empty",),
        ("text",),
        ("notAllowed",),
        ("data", "integer"),
        ("value", "x"),
        ("list", ("oneOrMore", ("data", "integer"))),
        *(("attribute", name, ("text",)) for name in NAMES),
        ("attribute", "a", ("data", "integer")),
        ("attribute", "b", ("value", "x")),
        *(("element", name, ("empty",)) for name in NAMES),
        ("element", "a", ("text",)),
        ("element", "b", ("data", "integer")),
        ("element", "c", ("attribute", "a", ("text",))),
    ]
)


def _containers(inner: st.SearchStrategy[Pattern]) -> st.SearchStrategy[Pattern]:
    return st.one_of(
        st.tuples(st.sampled_from(["group", "choice", "interleave"]), inner, inner),
        st.tuples(st.sampled_from(["oneOrMore", "zeroOrMore", "optional", "mixed"]), inner),
        st.tuples(st.just("element"), st.sampled_from(NAMES), inner),
    )


patterns = st.recursive(leaves, _containers, max_leaves=6)
texts = st.sampled_from(VALUES)
attributes = st.dictionaries(st.sampled_from(NAMES), texts, max_size=2)


def _elements(inner: st.SearchStrategy[Child]) -> st.SearchStrategy[Child]:
    return st.tuples(st.sampled_from(NAMES), attributes, st.lists(inner | texts, max_size=3))


elements = st.recursive(
    st.tuples(st.sampled_from(NAMES), attributes, st.lists(texts, max_size=1)),
    _elements,
    max_leaves=5,
)


def as_schema(pattern: Pattern) -> str:
    match pattern:
        case ("empty" | "text" | "notAllowed" as kind,):
            return f"<{kind}/>"
        case ("data", name):
            return f'<data type="{name}"/>'
        case ("value", text):
            return f"<value>{text}</value>"
        case ("attribute" | "element" as kind, name, inner):
            return f'<{kind} name="{name}">{as_schema(inner)}</{kind}>'
        case (kind, *items):
            return f"<{kind}>{''.join(map(as_schema, items))}</{kind}>"
    raise ValueError(pattern)


def as_document(element: Child) -> str:
    if isinstance(element, str):
        return element
    name, own, children = element
    written = "".join(f' {key}="{value}"' for key, value in own.items())
    return f"<{name}{written}>{''.join(map(as_document, children))}</{name}>"


def joined(children: list[Child]) -> tuple[Child, ...]:
    """Neighbouring texts are one text, and an empty one is none."""
    found: list[Child] = []
    for child in children:
        if isinstance(child, str) and found and isinstance(found[-1], str):
            found[-1] += child
        elif child != "":
            found.append(child)
    return tuple(found)


def matches_element(pattern: Pattern, element: Child) -> bool:
    name, own, children = element
    kids = joined(children)
    atts = tuple(sorted(own.items()))
    inner = pattern[2]
    if pattern[1] != name:
        return False
    if len(kids) > 1 or (kids and not isinstance(kids[0], str)):
        kids = tuple(k for k in kids if not isinstance(k, str) or k.strip())
        return matches(inner, atts, kids)
    if not kids:
        return matches(inner, atts, ()) or matches(inner, atts, ("",))
    return matches(inner, atts, kids) or (not kids[0].strip() and matches(inner, atts, ()))


def subsets(items: tuple[Any, ...]) -> list[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    found = []
    for size in range(len(items) + 1):
        for chosen in combinations(range(len(items)), size):
            one = tuple(items[i] for i in chosen)
            found.append((one, tuple(x for i, x in enumerate(items) if i not in chosen)))
    return found


def matches(pattern: Pattern, atts: tuple[Any, ...], kids: tuple[Child, ...]) -> bool:
    match pattern:
        case ("notAllowed",):
            return False
        case ("empty",):
            return not atts and not kids
        case ("text",):
            return not atts and all(isinstance(k, str) for k in kids)
        case ("data", _):
            return not atts and len(kids) == 1 and isinstance(kids[0], str) and is_int(kids[0])
        case ("value", text):
            return (
                not atts
                and len(kids) == 1
                and isinstance(kids[0], str)
                and (kids[0].split() == [text])
            )
        case ("list", inner):
            if atts or len(kids) != 1 or not isinstance(kids[0], str):
                return False
            return matches(inner, (), tuple(kids[0].split()))
        case ("attribute", name, inner):
            if kids or len(atts) != 1 or atts[0][0] != name:
                return False
            value = atts[0][1]
            return matches(inner, (), (value,)) or (not value.strip() and matches(inner, (), ()))
        case ("element", _, _):
            one = len(kids) == 1 and not isinstance(kids[0], str)
            return one and not atts and matches_element(pattern, kids[0])
        case ("choice", one, other):
            return matches(one, atts, kids) or matches(other, atts, kids)
        case ("optional", inner):
            return matches(("choice", inner, ("empty",)), atts, kids)
        case ("zeroOrMore", inner):
            return (not atts and not kids) or matches(("oneOrMore", inner), atts, kids)
        case ("mixed", inner):
            return matches(("interleave", inner, ("text",)), atts, kids)
        case ("group", one, other):
            return any(
                matches(one, mine, kids[:cut]) and matches(other, theirs, kids[cut:])
                for mine, theirs in subsets(atts)
                for cut in range(len(kids) + 1)
            )
        case ("interleave", one, other):
            return any(
                matches(one, mine, first) and matches(other, theirs, second)
                for mine, theirs in subsets(atts)
                for first, second in subsets(kids)
            )
        case ("oneOrMore", inner):
            if matches(inner, atts, kids):
                return True
            return any(
                (mine or cut)
                and (theirs or cut < len(kids))
                and matches(inner, mine, kids[:cut])
                and matches(pattern, theirs, kids[cut:])
                for mine, theirs in subsets(atts)
                for cut in range(len(kids) + 1)
            )
    raise ValueError(pattern)


def is_int(text: str) -> bool:
    return text.strip().isdigit()


class Impossible(Exception):  # noqa: N818 # no error: the generator tries another way
    pass


def sample(pattern: Pattern, r: Random) -> tuple[dict[str, str], list[Child]]:
    """Attributes and children that a pattern very likely matches."""
    match pattern:
        case ("empty",):
            return {}, []
        case ("notAllowed",):
            raise Impossible
        case ("text",):
            return {}, [r.choice(VALUES)]
        case ("data", _):
            return {}, [r.choice("123")]
        case ("value", text):
            return {}, [text]
        case ("list", inner):
            return {}, [" ".join(sample(inner, r)[1])]
        case ("attribute", name, inner):
            return {name: "".join(sample(inner, r)[1])}, []
        case ("element", name, inner):
            return {}, [(name, *sample(inner, r))]
        case ("choice", one, other):
            first, second = (one, other) if r.random() < 0.5 else (other, one)
            try:
                return sample(first, r)
            except Impossible:
                return sample(second, r)
        case ("optional", inner):
            return sample(inner, r) if r.random() < 0.7 else ({}, [])
        case ("mixed", inner):
            return sample(("interleave", inner, ("text",)), r)
        case ("oneOrMore" | "zeroOrMore" as kind, inner):
            atts: dict[str, str] = {}
            kids: list[Child] = []
            for _ in range(r.randrange(kind == "oneOrMore", 4)):
                more, others = sample(inner, r)
                atts |= more
                kids += others
            return atts, kids
        case ("group" | "interleave" as kind, one, other):
            atts, kids = sample(one, r)
            more, others = sample(other, r)
            if kind == "group":
                return atts | more, kids + others
            shuffled: list[Child] = []
            while kids or others:
                source = kids if kids and (not others or r.random() < 0.5) else others
                shuffled.append(source.pop(0))
            return atts | more, shuffled
    raise ValueError(pattern)


def varied(element: Child, r: Random) -> Child:
    """The element with a child left out, doubled or moved."""
    name, own, children = element
    kids = list(children)
    if kids:
        at = r.randrange(len(kids))
        kid = kids.pop(at)
        for _ in range(r.randrange(3)):
            kids.insert(r.randrange(len(kids) + 1), kid)
    return name, own, kids


RNG = (
    '<element name="{name}" xmlns="http://relaxng.org/ns/structure/1.0" '
    'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">{content}</element>'
)


@settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
@given(
    content=patterns,
    documents=st.lists(elements, max_size=4),
    r=st.randoms(use_true_random=False),
)
def test_verdicts_agree(content: Pattern, documents: list[Child], r: Random) -> None:
    schema_text = RNG.format(name="a", content=as_schema(content))
    try:
        schema = Schema.from_bytes(schema_text.encode(), "random.rng")
    except FindingError:
        assume(False)
    for _ in range(4):
        with suppress(Impossible):
            documents.append(("a", *sample(content, r)))
            documents.append(varied(documents[-1], r))
    for _name, own, children in documents:
        document = ("a", own, children)
        if sum(1 for _ in as_document(document)) > 120:
            continue  # trying everything takes too long
        verdict = not list(schema.validate(as_document(document).encode()))
        wanted = matches_element(("element", "a", content), document)
        assert verdict == wanted, (schema_text, as_document(document))
