"""The constraints on names (RELAX NG §4.16), for both syntaxes."""

from collections.abc import Callable
from typing import NoReturn

from siglum.relaxng import syntax as s

XMLNS = "http://www.w3.org/2000/xmlns"

#: Refuses a schema: where, the section that is broken, and why.
Fail = Callable[[s.Position, str, str], NoReturn]


def check_attribute_name(fail: Fail, names: s.NameClass) -> None:
    """No attribute declares a namespace."""
    match names:
        case s.Name(ns, local, at=at):
            if (ns == "" and local == "xmlns") or ns == XMLNS:
                fail(at, "4.16", "xmlns is no attribute, but declares a namespace")
        case s.NsName(ns, except_, at=at):
            if ns == XMLNS:
                fail(at, "4.16", f"no attribute is of the namespace {XMLNS}")
            if except_ is not None:
                check_attribute_name(fail, except_)
        case s.AnyName(except_):
            if except_ is not None:
                check_attribute_name(fail, except_)
        case s.NameChoice(items):
            for item in items:
                check_attribute_name(fail, item)


def check_except(fail: Fail, names: s.AnyName | s.NsName) -> None:
    """No anyName is taken from an anyName, and neither that nor an nsName from an nsName."""
    except_ = names.except_
    if except_ is None:
        return
    if isinstance(names, s.AnyName):
        if _has(except_, s.AnyName):
            fail(names.at, "4.16", "an anyName stands in the except of an anyName")
    elif _has(except_, s.AnyName) or _has(except_, s.NsName):
        fail(names.at, "4.16", "an anyName or nsName stands in the except of an nsName")


def _has(names: s.NameClass, kind: type) -> bool:
    if isinstance(names, kind):
        return True
    if isinstance(names, s.NameChoice):
        return any(_has(item, kind) for item in names.items)
    return isinstance(names, s.AnyName | s.NsName) and (
        names.except_ is not None and _has(names.except_, kind)
    )
