"""A customization written as an ODD that takes nothing from elsewhere.

Every specification stands in it whole, in mode ``add``, so that it needs neither TEI's own
definitions nor another customization, and can itself be one's source (``schemaSpec/@source``).
The guide's prose stays around it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from siglum.document import TEI, XML
from siglum.odd.inheritance import Inheritance
from siglum.odd.model import (
    UNBOUNDED,
    Alternate,
    AnyElement,
    Attribute,
    AttributeGroup,
    AttributeItem,
    AttributeRef,
    ClassRef,
    ClassSpec,
    Constraint,
    Content,
    Customization,
    DataRef,
    Documentation,
    ElementRef,
    ElementSpec,
    Empty,
    Expand,
    InlineAttribute,
    InlineElement,
    MacroRef,
    Member,
    Mode,
    Native,
    PatternRef,
    Repeated,
    Sequence,
    Spec,
    TextNode,
    Tokens,
    ValItem,
    ValList,
)
from siglum.odd.patterns import Patterns
from siglum.odd.reading import EXAMPLES, T
from siglum.odd.sources import DEFAULT_EXCEPTIONS
from siglum.odd.specifications import SPECS
from siglum.relaxng import syntax as rng

if TYPE_CHECKING:
    from lxml import etree

_RNG = "http://relaxng.org/ns/structure/1.0"
#: What does not belong into the prose: specifications, and groups of them.
_SPECIFICATIONS = tuple(
    T + name for name in ("schemaSpec", "specGrp", "specGrpRef", "moduleRef", "moduleSpec", *SPECS)
)


def compiled(customization: Customization, inheritance: Inheritance) -> str:
    """The ODD, a complete TEI document."""
    return "\n".join(_Writer(customization, inheritance).document()) + "\n"


class _Writer:
    def __init__(self, customization: Customization, inheritance: Inheritance) -> None:
        self.customization = customization
        self.patterns = Patterns(customization, inheritance)
        own = {} if customization.at is None else customization.at.element.nsmap
        self.prefixes: dict[str | None, str] = {**own, None: TEI}

    def document(self) -> Iterator[str]:
        made = self.customization
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        declared = sorted((prefix or "", name) for prefix, name in self.prefixes.items())
        bindings = (f"xmlns{p and ':'}{p}={quoteattr(name)}" for p, name in declared)
        yield f"<TEI {' '.join(bindings)} xml:lang={quoteattr(made.language)}>"
        yield "  <teiHeader>"
        yield "    <fileDesc>"
        yield f"      <titleStmt><title>{escape(made.title)}</title></titleStmt>"
        yield "      <publicationStmt><p>Compiled from a customization.</p></publicationStmt>"
        yield "      <sourceDesc><p>The customization, and what it takes from elsewhere.</p>"
        yield "      </sourceDesc>"
        yield "    </fileDesc>"
        yield "  </teiHeader>"
        yield "  <text>"
        yield "    <body>"
        for part in made.guide:
            yield from self.prose(part)
        yield from self.schema()
        yield "    </body>"
        yield "  </text>"
        yield "</TEI>"

    def prose(self, part: "etree._Element") -> Iterator[str]:
        """A piece of the guide without the specifications in it; nothing where nothing is left."""
        from copy import deepcopy

        if part.tag in _SPECIFICATIONS:
            return
        copy = deepcopy(part)
        for inner in list(copy.iter(*_SPECIFICATIONS)):
            parent, before = inner.getparent(), inner.getprevious()
            if parent is None:
                continue
            if before is not None:
                before.tail = (before.tail or "") + (inner.tail or "")
            else:
                parent.text = (parent.text or "") + (inner.tail or "")
            parent.remove(inner)
        if len(copy) or "".join(str(text) for text in copy.itertext()).strip():
            yield f"      {self.tree(copy)}"

    def schema(self) -> Iterator[str]:
        made = self.customization
        bindings: dict[str, str] = {}
        attributes = {
            "ident": made.ident,
            "start": " ".join(made.start),
            "ns": made.namespace,
            "docLang": made.language,
        }
        if made.prefix:
            attributes["prefix"] = made.prefix
        if made.exceptions != DEFAULT_EXCEPTIONS:
            attributes["defaultExceptions"] = self.names(made.exceptions, bindings)
        declared = "".join(f" xmlns:{prefix}={quoteattr(ns)}" for prefix, ns in bindings.items())
        yield f"      <schemaSpec{_attributes(attributes)}{declared}>"
        deep = " " * 8
        yield from self.documentation(made.docs, deep, _BEFORE)
        for module in made.modules.values():
            yield from self.tagged(
                f"moduleSpec{_attributes({'ident': module.ident})}",
                self.documentation(module.docs, deep + "  ", (*_BEFORE, *_AFTER)),
                deep,
            )
        specs: list[Spec] = [
            *made.macros.values(),
            *made.classes.values(),
            *made.elements.values(),
        ]
        for spec in specs:
            yield from self.specification(spec, deep)
        for constraint in made.constraints:
            yield from self.constraint(constraint, deep)
        if made.components:
            yield from self.grammar(made.components, deep)
        yield "      </schemaSpec>"

    def grammar(self, components: tuple[rng.Component, ...], indent: str) -> Iterator[str]:
        from siglum.relaxng.xml_syntax.writer import write

        lines = write(rng.Grammar(components)).splitlines()[1:]
        yield from (indent + line for line in lines)

    # -- specifications -------------------------------------------------------------------------

    def specification(self, spec: Spec, indent: str) -> Iterator[str]:
        deep = indent + "  "
        attributes: dict[str, str | None] = {"ident": spec.ident}
        match spec:
            case ElementSpec():
                tag = "elementSpec"
                attributes["ns"] = spec.namespace
            case ClassSpec():
                tag = "classSpec"
                attributes["type"] = spec.type
            case _:
                tag = "dataSpec" if spec.datatype else "macroSpec"
        attributes |= {"module": spec.module or None, "prefix": spec.prefix, "mode": "add"}
        yield f"{indent}<{tag}{_attributes(attributes)}>"
        if isinstance(spec, ElementSpec) and spec.name != spec.ident:
            yield f"{deep}<altIdent>{escape(spec.name)}</altIdent>"
        yield from self.documentation(spec.docs, deep, _BEFORE)
        match spec:
            case ElementSpec() | ClassSpec():
                members = (self.member(member, deep + "  ") for member in spec.members or ())
                yield from self.tagged("classes", members, deep)
            case _:
                pass
        match spec:
            case ClassSpec():
                pass
            case _:
                content = self.content(spec.content or Empty(), deep + "  ")
                yield from self.tagged("content", content, deep)
        for constraint in spec.constraints:
            yield from self.constraint(constraint, deep)
        match spec:
            case ElementSpec() | ClassSpec() if spec.attributes:
                yield from self.tagged("attList", self.items(spec.attributes, deep + "  "), deep)
            case _:
                pass
        yield from self.documentation(spec.docs, deep, _AFTER)
        yield f"{indent}</{tag}>"

    def member(self, member: Member, indent: str) -> str:
        counts = {"min": _count(member.least), "max": _count(member.most)}
        shown = {name: value for name, value in counts.items() if value != "1"}
        return f"{indent}<memberOf{_attributes({'key': member.key, **shown})}/>"

    def constraint(self, constraint: Constraint, indent: str) -> Iterator[str]:
        if constraint.at is not None and constraint.at.element.tag == f"{T}constraintDecl":
            yield indent + self.tree(constraint.at.element)
            return
        named = _attributes({"ident": constraint.ident, "scheme": constraint.scheme})
        yield f"{indent}<constraintSpec{named}>"
        yield from self.documentation(constraint.docs, indent + "  ", (*_BEFORE, *_AFTER))
        nodes = (f"{indent}    {self.tree(node)}" for node in constraint.nodes)
        yield from self.tagged("constraint", nodes, indent + "  ")
        yield f"{indent}</constraintSpec>"

    # -- attributes -----------------------------------------------------------------------------

    def items(self, items: tuple[AttributeItem, ...], indent: str) -> Iterator[str]:
        for item in items:
            match item:
                case Attribute():
                    yield from self.attribute(item, indent)
                case AttributeRef(class_, name):
                    named = _attributes({"class": class_, "name": name or None})
                    yield f"{indent}<attRef{named}/>"
                case AttributeGroup(inner, choice):
                    tag = f'attList org="{"choice" if choice else "group"}"'
                    yield from self.tagged(tag, self.items(inner, indent + "  "), indent)

    def attribute(self, attribute: Attribute, indent: str) -> Iterator[str]:
        deep = indent + "  "
        if attribute.pattern:
            yield f"{indent}<attRef name={quoteattr(attribute.pattern)}/>"
            return
        is_xml = attribute.namespace == XML and attribute.ident.startswith("xml:")
        named = _attributes(
            {
                "ident": attribute.ident,
                "ns": attribute.namespace if attribute.namespace and not is_xml else None,
                "usage": attribute.usage or None,
                "mode": attribute.mode,
            }
        )
        if attribute.mode is Mode.DELETE:
            yield f"{indent}<attDef{named}/>"
            return
        yield f"{indent}<attDef{named}>"
        if attribute.name != attribute.ident.removeprefix("xml:"):
            yield f"{deep}<altIdent>{escape(attribute.name)}</altIdent>"
        yield from self.documentation(attribute.docs, deep, _BEFORE)
        if attribute.datatype is not None:
            counts = {"minOccurs": _count(attribute.least), "maxOccurs": _count(attribute.most)}
            shown = _attributes({name: value for name, value in counts.items() if value != "1"})
            inner = self.content(attribute.datatype, deep + "  ")
            yield from self.tagged(f"datatype{shown}", inner, deep)
        for constraint in attribute.constraints:
            yield from self.constraint(constraint, deep)
        if attribute.default:
            yield f"{deep}<defaultVal>{escape(attribute.default)}</defaultVal>"
        if attribute.values is not None:
            yield from self.values(attribute.values, deep)
        yield from self.documentation(attribute.docs, deep, _AFTER)
        yield f"{indent}</attDef>"

    def values(self, values: ValList, indent: str) -> Iterator[str]:
        mode = None if values.mode is Mode.ADD else values.mode
        named = _attributes({"type": values.type or None, "mode": mode or "replace"})
        yield f"{indent}<valList{named}>"
        yield from self.documentation(values.docs, indent + "  ", _BEFORE)
        for item in values.items:
            yield from self.value(item, indent + "  ")
        yield f"{indent}</valList>"

    def value(self, item: ValItem, indent: str) -> Iterator[str]:
        mode = None if item.mode is Mode.ADD else item.mode
        inside: list[str] = []
        if item.name != item.ident:
            inside.append(f"{indent}  <altIdent>{escape(item.name)}</altIdent>")
        inside += self.documentation(item.docs, indent + "  ", (*_BEFORE, *_AFTER))
        inside += [f"{indent}  {self.tree(node)}" for node in item.nested]
        tag = f"valItem{_attributes({'ident': item.ident, 'mode': mode})}"
        yield from self.tagged(tag, inside, indent)

    # -- content --------------------------------------------------------------------------------

    def content(self, content: Content, indent: str) -> Iterator[str]:
        match content:
            case Repeated(item, least, most) if _counts(item):
                yield from self.model(item, indent, (least, most))
            case Repeated(item):
                yield from self.native(content, indent)
            case _:
                yield from self.model(content, indent, (1, 1))

    def model(self, content: Content, indent: str, times: tuple[int, int]) -> Iterator[str]:
        counts, deep = _occurs(times), indent + "  "
        match content:
            case Sequence(items, preserve_order):
                order = "" if preserve_order else ' preserveOrder="false"'
                inner = (line for item in items for line in self.content(item, deep))
                yield from self.tagged(f"sequence{order}{counts}", inner, indent)
            case Alternate(items):
                inner = (line for item in items for line in self.content(item, deep))
                yield from self.tagged(f"alternate{counts}", inner, indent)
            case ElementRef(key):
                yield f"{indent}<elementRef key={quoteattr(key)}{counts}/>"
            case ClassRef(key, expand, include, except_):
                named = _attributes(
                    {
                        "key": key,
                        "expand": None if expand is Expand.ALTERNATION else expand,
                        "include": " ".join(include) or None,
                        "except": " ".join(except_) or None,
                    }
                )
                yield f"{indent}<classRef{named}{counts}/>"
            case MacroRef(key):
                yield f"{indent}<macroRef key={quoteattr(key)}{counts}/>"
            case DataRef(key, name, facets):
                named = f"dataRef{_attributes({'key': key or None, 'name': name or None})}"
                inner = (
                    f"{deep}<dataFacet{_attributes({'name': facet, 'value': value})}/>"
                    for facet, value in facets
                )
                yield from self.tagged(named, inner, indent)
            case TextNode():
                yield f"{indent}<textNode/>"
            case Empty():
                yield f"{indent}<empty/>"
            case AnyElement(require, except_):
                bindings: dict[str, str] = {}
                names = None if except_ is None else self.names(except_, bindings)
                named = _attributes(
                    {
                        "require": " ".join(require) or None,
                        "except": names,
                        **{f"xmlns:{prefix}": ns for prefix, ns in bindings.items()},
                    }
                )
                yield f"{indent}<anyElement{named}{counts}/>"
            case ValList():
                yield from self.values(content, indent)
            case Repeated():
                yield from self.content(content, indent)
            case Tokens() | PatternRef() | InlineElement() | InlineAttribute() | Native():
                yield from self.native(content, indent)

    def native(self, content: Content, indent: str) -> Iterator[str]:
        """What TEI has no words for, in RELAX NG."""
        from siglum.relaxng.xml_syntax.writer import write_pattern

        pattern = self.patterns.content(content, "content")
        head, *rest = write_pattern(pattern, self.customization.namespace, indent)
        tag = re.match(r"\s*<[\w]+", head)
        if tag is None:
            raise ValueError(f"no element begins with {head}")
        yield f'{tag[0]} xmlns="{_RNG}"{head[tag.end() :]}'
        yield from rest

    # -- documentation, and trees ---------------------------------------------------------------

    def documentation(
        self, docs: Documentation, indent: str, kinds: tuple[str, ...]
    ) -> Iterator[str]:
        for kind in kinds:
            for element in getattr(docs, kind):
                yield indent + self.tree(element)

    def tree(self, element: "etree._Element") -> str:
        """An element as it was written, without the namespaces that the root declares."""
        from lxml import etree

        text = etree.tostring(element, encoding="unicode", with_tail=False)
        end = text.index(">")
        start = text[:end]
        for prefix, name in self.prefixes.items():
            declared = f' xmlns{":" if prefix else ""}{prefix or ""}="{escape(name)}"'
            start = start.replace(declared, "", 1)
        return start + text[end:]

    def tagged(self, tag: str, inner: Iterable[str], indent: str) -> Iterator[str]:
        lines = list(inner)
        if not lines:
            yield f"{indent}<{tag}/>"
            return
        yield f"{indent}<{tag}>"
        yield from lines
        yield f"{indent}</{tag.partition(' ')[0]}>"

    def names(self, pairs: tuple[tuple[str, str], ...], bindings: dict[str, str]) -> str:
        """Names as ``@except`` has them; ``bindings`` collects the prefixes that they need."""
        tokens = []
        for ns, local in pairs:
            if not local:
                tokens.append(ns)
                continue
            prefix = "teix" if ns == EXAMPLES else f"x{len(bindings) + 1}"
            prefix = next((p for p, name in bindings.items() if name == ns), prefix)
            bindings[prefix] = ns
            tokens.append(f"{prefix}:{local}")
        return " ".join(tokens)


_BEFORE = ("equivalents", "glosses", "descriptions")
_AFTER = ("values", "models", "examples", "remarks", "links")


def _counts(item: Content) -> bool:
    """Whether the element that writes an item can itself say how often."""
    kinds = Sequence | Alternate | ElementRef | ClassRef | MacroRef | AnyElement
    return isinstance(item, kinds)


def _occurs(times: tuple[int, int]) -> str:
    least, most = times
    found = "" if least == 1 else f' minOccurs="{least}"'
    return found if most == 1 else f'{found} maxOccurs="{_count(most)}"'


def _count(number: int) -> str:
    return "unbounded" if number == UNBOUNDED else str(number)


def _attributes(pairs: Mapping[str, str | None]) -> str:
    return "".join(
        f" {key}={quoteattr(value)}" for key, value in pairs.items() if value is not None
    )
