"""Reading the XML syntax: one pass of expat builds the tree from its leaves.

What a node inherits is resolved on the way (§4.2 white space, §4.3 datatypeLibrary, §4.8 and §4.9
ns, §4.10 prefixes), annotations are left out (§4.1) but for ``a:documentation`` and
``a:defaultValue``, and what is no RELAX NG is refused with its place.
"""

from xml.parsers import expat

from siglum.document.parser import new_parser
from siglum.findings import FindingError, Location, finding
from siglum.relaxng import syntax as s
from siglum.relaxng.datatypes.xsd import is_ncname
from siglum.relaxng.names import SEPARATOR
from siglum.relaxng.refusal import refuse
from siglum.relaxng.xml_syntax.bindings import Bindings
from siglum.relaxng.xml_syntax.nodes import ANNOTATIONS, documented, node
from siglum.relaxng.xml_syntax.opened import Opened
from siglum.relaxng.xml_syntax.shape import (
    ATTRIBUTES,
    KINDS,
    PATTERNS,
    PLAIN_CONTAINERS,
    RNG,
    RNG_NAME,
    TEXTUAL,
    check_attributes,
    check_place,
    missing_attribute,
)

#: Schemas nested deeper than this are refused; none that a person wrote comes near.
MAX_DEPTH = 400

_DOCUMENTATION = ANNOTATIONS + SEPARATOR + "documentation"
_SPACE = " \t\n\r"


def read(utf8: bytes, name: str, *, ns: str = "", section: str = "3") -> s.Pattern:
    """The pattern that a schema in XML syntax is.

    ``name`` is shown in findings and is where relative references start, ``ns`` is the namespace
    that the root inherits (§4.6), and ``section`` is the one that a root of a wrong kind breaks.

    Raises:
        FindingError: the text is not well-formed XML, or not RELAX NG.
    """
    return _Reader(utf8, name, ns, section).pattern


class _Reader:
    def __init__(self, utf8: bytes, name: str, ns: str, section: str) -> None:
        self.name = name
        self.section = section
        self.stack: list[Opened] = []
        self.foreign = 0  # how deep in a foreign element
        self.texts: list[str] = []  # since the last tag
        self.bindings = Bindings()
        self.outer = Opened("", {}, s.NOWHERE, ns, "", name)
        self.pattern: s.Pattern
        parser = self.parser = new_parser(SEPARATOR)
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.texts.append
        parser.StartNamespaceDeclHandler = self.bindings.bind
        parser.EndNamespaceDeclHandler = self.bindings.unbind
        parser.SkippedEntityHandler = self.skipped
        try:
            parser.Parse(utf8, True)
        except expat.ExpatError as error:
            from siglum.document.wellformed import explain

            raise FindingError(explain(error, utf8, name)) from None
        self.pattern = self.outer.items[0]  # type: ignore[assignment] # the root is a pattern

    # -- events

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
        kind = KINDS.get(name)
        if kind is None:
            if name.startswith(RNG_NAME):
                refuse(at, "3", f"RELAX NG has no element {name[len(RNG_NAME) :]}")
            self.annotation(name, at)
            return
        parent = stack[-1] if stack else self.outer
        if len(stack) >= MAX_DEPTH:
            raise FindingError(finding("schema-too-deep", Location(*at), name=self.name))
        opened = Opened(kind, attributes, at, parent.ns, parent.library, parent.base)
        if parent.name not in PLAIN_CONTAINERS or kind not in PATTERNS:
            check_place(opened, stack, parent, self.section)
        if attributes:
            if kind != "ref" or len(attributes) > 1 or not is_ncname(attributes.get("name", "")):
                check_attributes(opened)
        elif kind in ATTRIBUTES and ATTRIBUTES[kind][1]:
            missing_attribute(opened)
        stack.append(opened)

    def annotation(self, name: str, at: s.Position) -> None:
        if not self.stack:
            refuse(
                at,
                "3",
                f"the root element is not of the RELAX NG namespace {RNG}",
                code="schema-not-relaxng",
            )
        if self.stack[-1].name in TEXTUAL:
            refuse(at, "3", f"{self.stack[-1].name} holds text only, and no element")
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
            if len(texts) > 1 or self.stack[-1].name in TEXTUAL or texts[0].strip(_SPACE):
                self.characters()
            texts.clear()
        closed = self.stack.pop()
        parent = self.stack[-1] if self.stack else self.outer
        parent.items.append(node(closed, self.bindings))

    def document(self, text: str) -> None:
        around = self.stack[-1]
        around.documentation += (text,)
        # documentation after a value of a choice annotates the value (DTD Compatibility §5)
        if around.items and around.name in ("choice", "except"):
            last = around.items[-1]
            if isinstance(last, s.Value | s.Data | s.Name):
                around.documentation = around.documentation[:-1]
                around.items[-1] = documented(last, text)

    def characters(self) -> None:
        """Give the text before a tag to the element that it stands in."""
        around = self.stack[-1]
        if around.name in TEXTUAL:
            around.text += "".join(self.texts)
        elif any(text.strip(_SPACE) for text in self.texts):
            refuse(around.at, "3", f"{around.name} holds no text")
