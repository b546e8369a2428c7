"""A node out of an element of a schema whose end has come (RELAX NG §3, §4.4, §4.5, §4.8)."""

from collections.abc import Callable
from typing import Final

from siglum.relaxng import syntax as s
from siglum.relaxng.constraints import check_attribute_name, check_except, check_href
from siglum.relaxng.datatypes import collapse
from siglum.relaxng.names import SEPARATOR
from siglum.relaxng.refusal import refuse
from siglum.relaxng.xml_syntax.bindings import Bindings
from siglum.relaxng.xml_syntax.opened import Except, Opened

ANNOTATIONS: Final = "http://relaxng.org/ns/compatibility/annotations/1.0"
_DEFAULT: Final = ANNOTATIONS + SEPARATOR + "defaultValue"

Builder = Callable[[Opened, Bindings], object]


def node(opened: Opened, bindings: Bindings) -> object:
    """The node that an element is."""
    return _BUILDERS[opened.name](opened, bindings)


def documented(node: object, text: str) -> object:
    """The node with a further text of documentation."""
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


def _patterns(opened: Opened) -> tuple[s.Pattern, ...]:
    if not opened.items:
        refuse(opened.at, "3", f"{opened.name} is empty, and must hold a pattern")
    return tuple(opened.items)  # type: ignore[arg-type] # check_place let in patterns only


def _element(opened: Opened, bindings: Bindings) -> object:
    names = _name_class(opened, bindings, opened.ns)
    return s.Element(names, _patterns(opened), at=opened.at, documentation=opened.documentation)


def _attribute(opened: Opened, bindings: Bindings) -> object:
    # an attribute's own ns counts for its name attribute, an inherited one does not (§4.8)
    ns = opened.attributes.get("ns", "") if "name" in opened.attributes else opened.ns
    names = _name_class(opened, bindings, ns)
    item: s.Pattern | None = opened.items[0] if opened.items else None  # type: ignore[assignment] # as above
    default = next((v for k, v in opened.attributes.items() if k == _DEFAULT), None)
    check_attribute_name(names)
    return s.Attribute(names, item, default, at=opened.at, documentation=opened.documentation)


def _name_class(opened: Opened, bindings: Bindings, ns: str) -> s.NameClass:
    written = opened.attributes.get("name")
    if written is not None:
        return bindings.name(written, ns, opened.at)
    if not opened.items:
        refuse(opened.at, "3", f"{opened.name} has no name")
    names: s.NameClass = opened.items.pop(0)  # type: ignore[assignment] # check_place saw to it
    return names


def _several(make: Callable[..., object]) -> Builder:
    def build(opened: Opened, bindings: Bindings) -> object:
        items = _patterns(opened)
        return make(items, at=opened.at, documentation=opened.documentation)

    return build


def _choice(opened: Opened, bindings: Bindings) -> object:
    items = opened.items
    if items and isinstance(items[0], s.Name | s.AnyName | s.NsName | s.NameChoice):
        return s.NameChoice(tuple(items), at=opened.at)  # type: ignore[arg-type] # all are
    return _several(s.Choice)(opened, bindings)


def _leaf(make: Callable[..., object]) -> Builder:
    def build(opened: Opened, bindings: Bindings) -> object:
        return make(at=opened.at, documentation=opened.documentation)

    return build


def _named(make: Callable[..., object]) -> Builder:
    def build(opened: Opened, bindings: Bindings) -> object:
        return make(opened.attributes["name"], at=opened.at, documentation=opened.documentation)

    return build


def _value(opened: Opened, bindings: Bindings) -> object:
    prefixes = bindings.in_scope
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


def _data(opened: Opened, bindings: Bindings) -> object:
    params = tuple(item for item in opened.items if isinstance(item, s.Param))
    except_ = opened.items[-1] if len(opened.items) > len(params) else None
    return s.Data(
        opened.attributes["type"],
        opened.library,
        params,
        tuple(except_.items) if isinstance(except_, Except) else (),  # type: ignore[arg-type] # patterns
        at=opened.at,
        documentation=opened.documentation,
    )


def _param(opened: Opened, bindings: Bindings) -> object:
    return s.Param(opened.attributes["name"], opened.text, at=opened.at)


def _except(opened: Opened, bindings: Bindings) -> object:
    if not opened.items:
        refuse(opened.at, "3", "except is empty")
    return Except(opened.items, opened.at)


def _name(opened: Opened, bindings: Bindings) -> object:
    return bindings.name(collapse(opened.text), opened.ns, opened.at)


def _excepted(opened: Opened) -> s.NameClass | None:
    if not opened.items:
        return None
    except_ = opened.items[0]
    if not isinstance(except_, Except):
        raise TypeError(except_)
    items: list[s.NameClass] = except_.items  # type: ignore[assignment] # check_place saw to it
    return items[0] if len(items) == 1 else s.NameChoice(tuple(items), at=except_.at)


def _any_name(opened: Opened, bindings: Bindings) -> object:
    names = s.AnyName(_excepted(opened), at=opened.at)
    check_except(names)
    return names


def _ns_name(opened: Opened, bindings: Bindings) -> object:
    names = s.NsName(opened.ns, _excepted(opened), at=opened.at)
    check_except(names)
    return names


def _external(opened: Opened, bindings: Bindings) -> object:
    return s.ExternalRef(_href(opened), opened.base, opened.ns, at=opened.at)


def _include(opened: Opened, bindings: Bindings) -> object:
    return s.Include(
        _href(opened),
        tuple(opened.items),  # type: ignore[arg-type] # check_place let in components only
        opened.base,
        opened.ns,
        at=opened.at,
    )


def _start(opened: Opened, bindings: Bindings) -> object:
    return s.Start(
        _patterns(opened)[0],
        opened.attributes.get("combine"),
        at=opened.at,
        documentation=opened.documentation,
    )


def _define(opened: Opened, bindings: Bindings) -> object:
    return s.Define(
        opened.attributes["name"],
        _patterns(opened),
        opened.attributes.get("combine"),
        at=opened.at,
        documentation=opened.documentation,
    )


def _div(opened: Opened, bindings: Bindings) -> object:
    return s.Div(tuple(opened.items), at=opened.at)  # type: ignore[arg-type] # components


def _grammar(opened: Opened, bindings: Bindings) -> object:
    return s.Grammar(
        tuple(opened.items),  # type: ignore[arg-type] # check_place let in components only
        at=opened.at,
        documentation=opened.documentation,
    )


_BUILDERS: Final[dict[str, Builder]] = {
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


def _href(opened: Opened) -> str:
    href = opened.attributes["href"].strip(" \t\n\r")
    check_href(opened.at, href)
    return href
