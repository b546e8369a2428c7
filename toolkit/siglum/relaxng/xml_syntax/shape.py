"""Which elements of a schema may stand where, with which attributes (RELAX NG §3, §4.2, §4.3)."""

from collections.abc import Sequence
from typing import Final, NoReturn

from siglum.relaxng.datatypes.xsd import is_ncname, is_uri
from siglum.relaxng.names import SEPARATOR
from siglum.relaxng.refusal import refuse
from siglum.relaxng.resources import resolve
from siglum.relaxng.xml_syntax.opened import Except, Opened

RNG: Final = "http://relaxng.org/ns/structure/1.0"
XML: Final = "http://www.w3.org/XML/1998/namespace"

#: What the names of RELAX NG's own elements begin with.
RNG_NAME: Final = RNG + SEPARATOR
_BASE: Final = XML + SEPARATOR + "base"

PATTERNS = frozenset(
    """element attribute group interleave choice optional zeroOrMore oneOrMore list mixed ref
    parentRef empty text value data notAllowed externalRef grammar""".split()
)
_NAMES = frozenset("name anyName nsName choice".split())
PLAIN_CONTAINERS = frozenset(
    "group interleave optional zeroOrMore oneOrMore list mixed define".split()
)
TEXTUAL = frozenset("value param name".split())
_COMPONENTS = frozenset("start define div include".split())

#: Element → (the attributes it may have beside ns and datatypeLibrary, those that it must have).
ATTRIBUTES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
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
_KNOWN = PATTERNS | _NAMES | _COMPONENTS | {"param", "except"}
KINDS = {RNG_NAME + kind: kind for kind in _KNOWN}


def check_place(opened: Opened, stack: Sequence[Opened], parent: Opened, section: str) -> None:
    """Refuse an element where it may not stand; ``parent`` is what it stands in."""
    kind, around = opened.name, parent.name
    if around in ("", "start"):
        fits = kind in PATTERNS
        if fits and around == "start" and parent.items:
            refuse(opened.at, "3", "start holds one pattern; put them into a group or choice")
    elif around in ("element", "attribute"):
        fits = kind in PATTERNS
        if not parent.items and "name" not in parent.attributes:
            fits = kind in _NAMES
        elif around == "attribute" and len(parent.items) > ("name" not in parent.attributes):
            refuse(opened.at, "3", "an attribute holds one pattern")
    elif around == "choice" and _kinds_of(stack, parent) == "names":
        fits = kind in _NAMES
    elif around in ("anyName", "nsName"):
        fits = kind == "except" and not parent.items
    elif around == "except":
        of_names = _kinds_of(stack, parent) == "names"
        fits = kind in (_NAMES if of_names else PATTERNS)
    elif around == "data":
        fits = kind in ("param", "except") and not (
            parent.items and isinstance(parent.items[-1], Except)
        )
    elif around in ("grammar", "div", "include"):
        fits = kind in _COMPONENTS
        if kind == "include" and _within_include(stack):
            refuse(opened.at, "3", "an include stands in another")
    elif around in ("value", "param", "name"):
        refuse(opened.at, "3", f"{around} holds text only, and no element")
    else:
        fits = kind in PATTERNS and around in PATTERNS | {"define"}
        if around in ("ref", "parentRef", "empty", "text", "notAllowed", "externalRef"):
            fits = False
    if not fits:
        where = f"in {around}" if around else "as the root"
        refuse(opened.at, "3" if around else section, f"{kind} cannot stand here, {where}")


def _kinds_of(stack: Sequence[Opened], opened: Opened) -> str:
    """Whether a ``choice`` or ``except`` is one of names or of patterns."""
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


def _within_include(stack: Sequence[Opened]) -> bool:
    for node in reversed(stack):
        if node.name == "include":
            return True
        if node.name == "grammar":
            return False
    return False


def check_attributes(opened: Opened) -> None:
    """Refuse attributes that the element may not have; the others are put into ``opened``."""
    may, must = ATTRIBUTES.get(opened.name, _PLAIN)
    for name, value in opened.attributes.items():
        if SEPARATOR in name:
            if name.startswith(RNG_NAME):
                refuse(opened.at, "3", "RELAX NG's attributes have no prefix")
            if name == _BASE:
                opened.base = resolve(opened.base, value)
            continue
        if name == "ns":
            opened.ns = value
        elif name == "datatypeLibrary":
            opened.library = _library(opened, value)
        elif name not in may:
            refuse(opened.at, "3", f"{opened.name} has no attribute {name}")
        elif name != "href":
            value = opened.attributes[name] = value.strip(" \t\n\r")
            if name == "combine":
                if value not in ("choice", "interleave"):
                    refuse(opened.at, "3", f"combine is choice or interleave, not {value}")
            elif opened.name not in ("element", "attribute") and not is_ncname(value or " "):
                refuse(opened.at, "3", f"{name} is {value!r}, which is no name")
    if not must <= opened.attributes.keys():
        missing_attribute(opened)


def missing_attribute(opened: Opened) -> NoReturn:
    """Refuse the element, which lacks an attribute."""
    must = sorted(ATTRIBUTES[opened.name][1] - opened.attributes.keys())
    refuse(opened.at, "3", f"{opened.name} must have the attribute {must[0]}")


def _library(opened: Opened, value: str) -> str:
    """§3 (anyURI) and §4.3: empty, or an absolute URI without fragment."""
    scheme = value.partition(":")[0]
    absolute = ":" in value and not {"/", "?"} & set(scheme)
    if value and (not absolute or "#" in value or not is_uri(value)):
        refuse(opened.at, "3", f"datatypeLibrary is {value!r}, which is no absolute URI")
    return value
