"""Reading content models: TEI's own elements, and RELAX NG among them (TEI P5 TD, "Content").

RELAX NG becomes the same tree wherever the tree has a word for it, so that what follows need not
know which of the two an ODD was written in.
"""

import re
from typing import TYPE_CHECKING

from siglum.document import XML
from siglum.document.xinclude import XINCLUDE
from siglum.odd.model import (
    UNBOUNDED,
    Alternate,
    AnyElement,
    ClassRef,
    Content,
    DataRef,
    ElementRef,
    Empty,
    Expand,
    InlineAttribute,
    InlineElement,
    MacroRef,
    Native,
    PatternRef,
    Repeated,
    Sequence,
    TextNode,
    Tokens,
)
from siglum.odd.reading import EXAMPLES, RNG, Reading, children, local, reference
from siglum.relaxng import syntax as rng

if TYPE_CHECKING:
    from lxml import etree

#: How many times something can be counted, and how many copies that may make in all.
MOST = 256
MOST_COPIES = 4096

_TEMPLATE = re.compile(r"[\w.-]+:[\w.-]+")


def content(reading: Reading, container: "etree._Element") -> Content:
    """The content model that a ``content`` or ``datatype`` holds; none is ``Empty``.

    Several models in one ``content`` follow each other, as they do in RELAX NG.
    """
    items = tuple(
        model(reading, child)
        for child in container
        if isinstance(child.tag, str) and not child.tag.startswith(_OTHERS)
    )
    made = items[0] if len(items) == 1 else Sequence(items) if items else Empty()
    if container.get("allowText") == "true":  # as TEI P5 had it before textNode
        return Sequence((TextNode(), made), preserve_order=False)
    return made


#: What stands in a content model and is no part of it: annotations, rules, what is not put in.
_OTHERS = (
    "{http://relaxng.org/ns/compatibility/annotations/1.0}",
    "{http://purl.oclc.org/dsdl/schematron}",
    f"{{{XINCLUDE}}}",
)


def model(reading: Reading, node: "etree._Element") -> Content:
    """The content model that one element writes, of TEI or of RELAX NG."""
    return _native(reading, node) if str(node.tag).startswith(RNG) else _pure(reading, node)


def _pure(reading: Reading, node: "etree._Element") -> Content:
    at = reading.place(node)
    named = local(node) in ("elementRef", "classRef", "macroRef")
    key = reference(reading, node) if named else ""
    made: Content
    match local(node):
        case "sequence":
            items = tuple(model(reading, child) for child in _parts(node))
            if items and all(_is_data(item) for item in items):
                inner = Sequence(items, at=at)
                return Tokens(repeated(inner, *occurs(reading, node, _copies(inner))))
            made = Sequence(items, node.get("preserveOrder", "true") in ("true", "1"), at=at)
        case "alternate":
            made = Alternate(tuple(model(reading, child) for child in _parts(node)), at=at)
        case "elementRef":
            made = ElementRef(key, at=at)
        case "classRef":
            expand = node.get("expand", "alternation")
            if expand not in tuple(Expand) and expand != "alternate":
                allowed = ", ".join(Expand)
                reading.report("odd-value", node, "expand", value=expand, allowed=allowed)
            made = ClassRef(
                key,
                Expand(expand) if expand in tuple(Expand) else Expand.ALTERNATION,
                tuple(node.get("include", "").split()),
                tuple(node.get("except", "").split()),
                at=at,
            )
        case "macroRef":
            made = MacroRef(key, at=at)
        case "dataRef":
            made = _data_ref(reading, node)
        case "textNode":
            return TextNode()
        case "empty":
            return Empty()
        case "anyElement":
            made = AnyElement(
                tuple(node.get("require", "").split()),
                exceptions(node, "except") if node.get("except") is not None else None,
                at=at,
            )
        case "valList":
            from siglum.odd.specifications import value_list

            return value_list(reading, node)
        case other:
            reading.report("odd-content-unknown", node, element=f"<{other}>")
            return Empty()
    return repeated(made, *occurs(reading, node, _copies(made)))


def _copies(content: Content) -> int:
    """How many times, at most, something in a content model is written out for counting it."""
    match content:
        case Repeated(item, least, most):
            return max(least, most, 1) * _copies(item)
        case Sequence(items) | Alternate(items):
            return max(map(_copies, items), default=1)
        case Tokens(item):
            return _copies(item)
        case _:
            return 1


def _parts(node: "etree._Element") -> "list[etree._Element]":
    return [
        child for child in node if isinstance(child.tag, str) and not child.tag.startswith(_OTHERS)
    ]


def _is_data(item: Content) -> bool:
    match item:
        case DataRef():
            return True
        case Repeated(inner):
            return _is_data(inner)
        case _:
            return False


def _data_ref(reading: Reading, node: "etree._Element") -> DataRef:
    facets = [(f.get("name", ""), f.get("value", "")) for f in children(node, "dataFacet")]
    if node.get("restriction") is not None and not facets:  # TEI P5 TD: one of the two
        facets = [("pattern", node.get("restriction", ""))]
    key, name = node.get("key", "").strip(), node.get("name", "").strip()
    if not key and not name:
        reading.report("odd-data-ref", node)
        name = "string"
    return DataRef(key, name, tuple(facets), at=reading.place(node))


def occurs(
    reading: Reading,
    element: "etree._Element",
    copies: int = 1,
    names: tuple[str, str] = ("minOccurs", "maxOccurs"),
) -> tuple[int, int]:
    """``@minOccurs`` and ``@maxOccurs``; where they make no sense, a finding and the default.

    RELAX NG cannot count, and what is counted is written out so many times. What is more than
    ``MOST`` times is any number of times, with a finding; and so is what has already ``copies`` in
    it, where all together would be more than ``MOST_COPIES``.
    """
    at_least, at_most = names
    bounds = {at_least: 1, at_most: 1}
    wrong = False
    for name in names:
        value = element.get(name, "1").strip()
        if value.isdecimal():
            bounds[name] = int(value)
        elif name == at_most and value == "unbounded":
            bounds[name] = UNBOUNDED
        else:
            allowed = "a whole number" + (" or unbounded" if name == at_most else "")
            reading.report("odd-value", element, name, value=value, allowed=allowed)
            wrong = True
    least, most = bounds[at_least], bounds[at_most]
    if most != UNBOUNDED and least > most:
        if element.get(at_most) is None and least > 1:
            allowed = f"0 or 1, unless there is a {at_most}"
            reading.report("odd-value", element, at_least, value=str(least), allowed=allowed)
        elif not wrong:
            allowed = f"at least {least}, since {at_least} is {least}"
            reading.report("odd-value", element, at_most, value=str(most), allowed=allowed)
        most = least
    limit = min(MOST, max(MOST_COPIES // copies, 1))
    for name, count in ((at_least, least), (at_most, most)):
        if count > limit:
            reading.report("odd-occurs-many", element, name, value=count, limit=limit)
            return min(least, limit), UNBOUNDED
    return least, most


def repeated(item: Content, least: int, most: int) -> Content:
    """The item so many times; the item itself where that is once."""
    return item if (least, most) == (1, 1) else Repeated(item, least, most)


def exceptions(element: "etree._Element", attribute: str) -> tuple[tuple[str, str], ...]:
    """The namespaces and prefixed names that an attribute lists, as names (namespace, local).

    A prefix that is not bound makes it the name of a namespace, as in ``urn:isbn``; ``teix`` is
    bound to TEI's own namespace for examples where nothing else binds it, since it stands in the
    default of ``schemaSpec/@defaultExceptions``.
    """
    found = []
    for token in element.get(attribute, "").split():
        prefix, _, name = token.partition(":")
        namespace = element.nsmap.get(prefix) or (EXAMPLES if prefix == "teix" else None)
        if namespace is not None and _TEMPLATE.fullmatch(token):
            found.append((namespace, name))
        else:
            found.append((token, ""))
    return tuple(dict.fromkeys(found))


# -- RELAX NG ------------------------------------------------------------------------------------


def _native(reading: Reading, node: "etree._Element") -> Content:
    """A RELAX NG pattern (RELAX NG §3) as content."""
    at = reading.place(node)
    match local(node):
        case "ref":
            return PatternRef(node.get("name", "").strip(), at=at)
        case "text":
            return TextNode()
        case "empty":
            return Empty()
        case "group":
            return _group(reading, node)
        case "choice":
            return Alternate(_inner(reading, node), at=at)
        case "interleave":
            return Sequence(_inner(reading, node), False, at=at)
        case "mixed":
            return Sequence((TextNode(), _group(reading, node)), False, at=at)
        case "optional":
            return Repeated(_group(reading, node), 0, 1)
        case "zeroOrMore":
            return Repeated(_group(reading, node), 0, UNBOUNDED)
        case "oneOrMore":
            return Repeated(_group(reading, node), 1, UNBOUNDED)
        case "list":
            return Tokens(_group(reading, node))
        case "data":
            return _data(reading, node)
        case "value":
            return Native(_value(node), at=at)
        case "notAllowed":
            return Native(rng.NotAllowed(), at=at)
        case "element":
            name, rest = _named(reading, node, attribute=False)
            return InlineElement(name, _sequence(reading, rest), at=at)
        case "attribute":
            name, rest = _named(reading, node, attribute=True)
            return InlineAttribute(name, _sequence(reading, rest) if rest else TextNode(), at=at)
        case other:
            reading.report("odd-content-unknown", node, element=f"<rng:{other}>")
            return Empty()


def _inner(reading: Reading, node: "etree._Element") -> tuple[Content, ...]:
    return tuple(model(reading, child) for child in _parts(node))


def _group(reading: Reading, node: "etree._Element") -> Content:
    return _sequence(reading, _parts(node))


def _sequence(reading: Reading, nodes: "list[etree._Element]") -> Content:
    items = tuple(model(reading, node) for node in nodes)
    return items[0] if len(items) == 1 else Sequence(items) if items else Empty()


def _library(node: "etree._Element") -> str:
    """The ``datatypeLibrary`` that a node inherits (§4.3); that of the whole schema is XSD's."""
    element: etree._Element | None = node
    while element is not None:
        named = element.get("datatypeLibrary")
        if named is not None:
            return str(named)
        element = element.getparent()
    return rng.XSD


def _data(reading: Reading, node: "etree._Element") -> Content:
    facets = tuple((p.get("name", ""), p.text or "") for p in node.iterchildren(f"{RNG}param"))
    but = node.find(f"{RNG}except")
    library, type_ = _library(node), node.get("type", "string").strip()
    if but is None and library == rng.XSD:
        return DataRef("", type_, facets, at=reading.place(node))
    values = () if but is None else tuple(_value(v) for v in but.iter(f"{RNG}value"))
    params = tuple(rng.Param(*facet) for facet in facets)
    return Native(rng.Data(type_, library, params, values), at=reading.place(node))


def _value(node: "etree._Element") -> rng.Value:
    type_ = node.get("type")
    if type_ is None:
        return rng.Value(node.text or "")
    prefixes = tuple((str(p or ""), n) for p, n in node.nsmap.items())
    return rng.Value(node.text or "", type_.strip(), _library(node), prefixes=prefixes)


def _namespace(reading: Reading, node: "etree._Element") -> str:
    """The ``ns`` that a node inherits (§4.8), up to that of the schema."""
    element: etree._Element | None = node
    while element is not None and str(element.tag).startswith(RNG):
        named = element.get("ns")
        if named is not None:
            return str(named)
        element = element.getparent()
    return reading.namespace


def _named(
    reading: Reading, node: "etree._Element", *, attribute: bool
) -> "tuple[rng.NameClass, list[etree._Element]]":
    """The name class of an element or attribute, and the patterns that it holds."""
    parts = _parts(node)
    name = node.get("name")
    if name is not None:
        return _qname(reading, node, name.strip(), attribute=attribute), parts
    if not parts:
        return rng.AnyName(), parts
    return _name_class(reading, parts[0]), parts[1:]


def _qname(reading: Reading, node: "etree._Element", name: str, *, attribute: bool) -> rng.Name:
    prefix, colon, rest = name.partition(":")
    if colon:
        return rng.Name(XML if prefix == "xml" else node.nsmap.get(prefix) or "", rest)
    if attribute:
        return rng.Name(node.get("ns", ""), name)
    return rng.Name(_namespace(reading, node), name)


def _name_class(reading: Reading, node: "etree._Element") -> rng.NameClass:
    parts = _parts(node)
    match local(node):
        case "name":
            return _qname(reading, node, (node.text or "").strip(), attribute=False)
        case "anyName":
            return rng.AnyName(_but(reading, parts))
        case "nsName":
            return rng.NsName(_namespace(reading, node), _but(reading, parts))
        case _:
            items = tuple(_name_class(reading, part) for part in parts)
            return items[0] if len(items) == 1 else rng.NameChoice(items or (rng.AnyName(),))


def _but(reading: Reading, parts: "list[etree._Element]") -> rng.NameClass | None:
    if not parts:
        return None
    items = tuple(_name_class(reading, part) for part in _parts(parts[0]))
    return items[0] if len(items) == 1 else rng.NameChoice(items) if items else None
