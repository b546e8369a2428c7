"""Annotations of the compact syntax.

They are passed over, but for documentation comments (``##``), ``a:documentation`` and
``a:defaultValue`` (RELAX NG DTD Compatibility §2 and §5).
"""

from typing import NamedTuple

from siglum.relaxng.compact_syntax.declarations import XMLNS, Declarations
from siglum.relaxng.compact_syntax.tokens import KEYWORDS, Cursor, Token, checked, fail, shown

_OURS = "http://relaxng.org/ns/compatibility/annotations/1.0"
_RNG = "http://relaxng.org/ns/structure/1.0"


class Annotations(NamedTuple):
    """What stands before a component: texts of documentation, and the default of an attribute."""

    documentation: tuple[str, ...] = ()
    default: str | None = None


def annotations(cursor: Cursor, declared: Declarations) -> Annotations:
    """Take what stands before a component: documentation comments, and ``[ … ]``."""
    documentation: list[str] = []
    lines: list[str] = []
    while cursor.next.kind == "doc":
        lines.append(cursor.take().text.lstrip("#"))
    if lines:
        documentation.append(" ".join(" ".join(lines).split()))
    default = None
    if cursor.take_sign("["):
        had: set[tuple[str, str]] = set()
        elements = False
        while not cursor.take_sign("]"):
            token, ns, local = _name(cursor, declared)
            if cursor.at_sign("=") and not elements:
                value = _attribute(cursor, token, (ns, local), had)
                if (ns, local) == (_OURS, "defaultValue"):
                    default = value
            else:
                elements = True
                text = _element(cursor, declared, token, ns)
                if (ns, local) == (_OURS, "documentation"):
                    documentation.append(" ".join(text.split()))
    return Annotations(tuple(documentation), default)


def following(cursor: Cursor, declared: Declarations) -> None:
    """Pass over the elements that annotate what stands before them: ``>> name [ … ]``."""
    while cursor.take_sign(">>"):
        element(cursor, declared)


def element(cursor: Cursor, declared: Declarations) -> None:
    """Pass over an annotating element."""
    token, ns, _ = _name(cursor, declared)
    _element(cursor, declared, token, ns)


def is_element(cursor: Cursor) -> bool:
    """Whether an annotating element comes next, among the components of a grammar."""
    after = cursor.after
    is_name = cursor.next.kind == "name" and cursor.next.text not in KEYWORDS
    return is_name and after.kind == "sign" and after.text == "["


def _name(cursor: Cursor, declared: Declarations) -> tuple[Token, str, str]:
    token = cursor.take()
    if token.kind != "name" or token.text.endswith(":*"):
        fail(token.at, f"an annotation is expected, and not {shown(token)}")
    prefix, colon, local = token.text.removeprefix("\\").rpartition(":")
    ns = declared.namespace(prefix, token.at) if colon else ""
    return token, ns, checked(local, token.at)


def _attribute(
    cursor: Cursor, token: Token, name: tuple[str, str], had: set[tuple[str, str]]
) -> str:
    cursor.expect("=")
    if name in had:
        fail(token.at, f"the annotation {token.text} stands here a second time")
    if ":" not in token.text:
        hint = f"give it a prefix: the annotations of RELAX NG's own are a:… ({_OURS})"
        fail(token.at, f"the annotation {token.text} has no prefix", hint)
    if name[0] in ("", _RNG, XMLNS):
        fail(token.at, f"{token.text} is of the namespace {name[0]!r}, and cannot annotate")
    had.add(name)
    return cursor.literal()


def _element(cursor: Cursor, declared: Declarations, token: Token, ns: str) -> str:
    """Pass over what an annotating element holds; the result is its own text."""
    if ns == _RNG:
        fail(token.at, f"{token.text} is of RELAX NG's own namespace, and cannot annotate")
    cursor.expect("[")
    texts: list[str] = []
    open_: list[set[tuple[str, str]] | None] = [set()]  # attributes, while they may come
    while open_:
        had = open_[-1]
        if cursor.next.kind == "literal":
            text = cursor.literal()
            open_[-1] = None
            if len(open_) == 1:
                texts.append(text)
        elif cursor.take_sign("]"):
            open_.pop()
        elif cursor.next.kind == "name":
            inner, its_ns, local = _name(cursor, declared)
            if had is not None and cursor.at_sign("="):
                _attribute(cursor, inner, (its_ns, local), had)
            else:
                cursor.expect("[")
                open_[-1] = None
                open_.append(set())
        else:
            fail(cursor.next.at, f"] is expected, and not {shown(cursor.next)}")
    return "".join(texts)
