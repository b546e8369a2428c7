"""The name classes of the compact syntax."""

from siglum.relaxng import syntax as s
from siglum.relaxng.compact_syntax.annotations import annotations, following
from siglum.relaxng.compact_syntax.declarations import Declarations
from siglum.relaxng.compact_syntax.tokens import Cursor, checked, fail, shown
from siglum.relaxng.constraints import check_except

_MAX_DEPTH = 100


def name_class(cursor: Cursor, declared: Declarations, default: str, depth: int = 0) -> s.NameClass:
    """A name class; ``default`` is the namespace of names without prefix."""
    at = cursor.next.at
    if depth > _MAX_DEPTH:
        fail(at, f"names are nested more than {_MAX_DEPTH} deep")
    items = [_annotated(cursor, declared, default, depth)]
    while cursor.take_sign("|"):
        items.append(_annotated(cursor, declared, default, depth))
    return items[0] if len(items) == 1 else s.NameChoice(tuple(items), at=at)


def _annotated(cursor: Cursor, declared: Declarations, default: str, depth: int) -> s.NameClass:
    said = annotations(cursor, declared).documentation
    found = _simple(cursor, declared, default, said, depth)
    following(cursor, declared)
    return found


def _simple(
    cursor: Cursor, declared: Declarations, default: str, said: tuple[str, ...], depth: int
) -> s.NameClass:
    token = cursor.take()
    at = token.at
    if token.kind == "sign" and token.text == "(":
        inner = name_class(cursor, declared, default, depth + 1)
        cursor.expect(")")
        return inner
    if token.kind == "sign" and token.text == "*":
        except_ = _except(cursor, declared, default, depth)
        any_name = s.AnyName(except_, at=at, documentation=said)
        check_except(any_name)
        return any_name
    if token.kind != "name":
        fail(at, f"a name is expected, and not {shown(token)}")
    prefix, colon, local = token.text.removeprefix("\\").rpartition(":")
    if not colon:
        return s.Name(default, checked(local, at), at=at, documentation=said)
    ns = declared.namespace(prefix, at)
    if local == "*":
        except_ = _except(cursor, declared, default, depth)
        ns_name = s.NsName(ns, except_, at=at, documentation=said)
        check_except(ns_name)
        return ns_name
    return s.Name(ns, checked(local, at), at=at, documentation=said)


def _except(cursor: Cursor, declared: Declarations, default: str, depth: int) -> s.NameClass | None:
    if not cursor.take_sign("-"):
        return None
    said = annotations(cursor, declared).documentation
    return _simple(cursor, declared, default, said, depth + 1)
