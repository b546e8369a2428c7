"""The constraints on names (RELAX NG §4.16) and references (§4.5), for both syntaxes."""

from siglum.relaxng import syntax as s
from siglum.relaxng.datatypes.xsd import is_uri
from siglum.relaxng.refusal import refuse

XMLNS = "http://www.w3.org/2000/xmlns"


def check_attribute_name(names: s.NameClass) -> None:
    """No attribute declares a namespace."""
    match names:
        case s.Name(ns, local, at=at):
            if (ns == "" and local == "xmlns") or ns == XMLNS:
                refuse(at, "4.16", "xmlns is no attribute, but declares a namespace")
        case s.NsName(ns, except_, at=at):
            if ns == XMLNS:
                refuse(at, "4.16", f"no attribute is of the namespace {XMLNS}")
            if except_ is not None:
                check_attribute_name(except_)
        case s.AnyName(except_):
            if except_ is not None:
                check_attribute_name(except_)
        case s.NameChoice(items):
            for item in items:
                check_attribute_name(item)


def check_except(names: s.AnyName | s.NsName) -> None:
    """No anyName is taken from an anyName, and neither that nor an nsName from an nsName."""
    except_ = names.except_
    if except_ is None:
        return
    if isinstance(names, s.AnyName):
        if _has(except_, s.AnyName):
            refuse(names.at, "4.16", "an anyName stands in the except of an anyName")
    elif _has(except_, s.AnyName) or _has(except_, s.NsName):
        refuse(names.at, "4.16", "an anyName or nsName stands in the except of an nsName")


def _has(names: s.NameClass, kind: type) -> bool:
    if isinstance(names, kind):
        return True
    if isinstance(names, s.NameChoice):
        return any(_has(item, kind) for item in names.items)
    return isinstance(names, s.AnyName | s.NsName) and (
        names.except_ is not None and _has(names.except_, kind)
    )


def check_href(at: s.Position, href: str) -> None:
    """A reference to a file is a URI reference without fragment."""
    if "#" in href or not is_uri(href):
        refuse(at, "4.5", f"href is {href!r}, which names no file as a whole")
