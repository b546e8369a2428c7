"""A customization as JSON, for programs that are not siglum.

One object: what the schema is called and where documents begin, its modules, and its elements,
classes, macros and datatypes, each with its documentation in one language, its attributes worked
out, its content model as a tree, and its rules. What is not there is left out.
"""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from siglum.odd.content import Neighbours, neighbours
from siglum.odd.documentation import choose, description, gloss, plain
from siglum.odd.inheritance import Given, GivenItem, Inheritance, flat
from siglum.odd.model import (
    UNBOUNDED,
    Alternate,
    AnyElement,
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
    MacroRef,
    MacroSpec,
    PatternRef,
    Repeated,
    Sequence,
    Spec,
    TextNode,
    Tokens,
    ValList,
)

if TYPE_CHECKING:
    from lxml import etree

_Data = dict[str, object]


def data(customization: Customization, inheritance: Inheritance) -> str:
    """The customization as a JSON document, indented, its keys in a fixed order."""
    made = _Writer(customization, inheritance).customization_()
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


class _Writer:
    def __init__(self, customization: Customization, inheritance: Inheritance) -> None:
        self.customization = customization
        self.inheritance = inheritance
        self.language = customization.language

    def customization_(self) -> _Data:
        made = self.customization
        near = neighbours(made)
        macros = [spec for spec in made.macros.values() if not spec.datatype]
        datatypes = [spec for spec in made.macros.values() if spec.datatype]
        return _present(
            ident=made.ident,
            title=made.title,
            description=description(made.docs, self.language),
            language=made.language,
            namespace=made.namespace,
            prefix=made.prefix,
            start=list(made.start),
            modules=[
                _present(ident=module.ident, **self.documented(module.docs))
                for module in made.modules.values()
            ],
            elements=[self.element(spec, near[spec.ident]) for spec in made.elements.values()],
            classes=[self.class_(spec) for spec in made.classes.values()],
            macros=[self.macro(spec) for spec in macros],
            datatypes=[self.macro(spec) for spec in datatypes],
            rules=[self.rule(constraint) for constraint in made.constraints],
        )

    def element(self, spec: ElementSpec, near: Neighbours) -> _Data:
        return _present(
            ident=spec.ident,
            name=spec.name,
            namespace=self.customization.namespace_of(spec),
            **self.specification(spec),
            classes=list(spec.classes),
            content=self.content(spec.content or Empty()),
            contains=list(near.contains),
            text=near.text or None,
            containedBy=list(near.within),
            attributes=self.attributes(self.inheritance.of_element(spec)),
            rules=[self.rule(constraint) for constraint in spec.constraints],
            examples=self.examples(spec.docs),
        )

    def class_(self, spec: ClassSpec) -> _Data:
        given = self.inheritance.of_class(spec.ident)
        return _present(
            ident=spec.ident,
            type="attributes" if spec.type == "atts" else "model",
            **self.specification(spec),
            classes=list(spec.classes),
            members=list(self.customization.members(spec.ident)),
            attributes=self.attributes(given, but=spec.ident),
            rules=[self.rule(constraint) for constraint in spec.constraints],
        )

    def macro(self, spec: MacroSpec) -> _Data:
        content = self.content(spec.content or Empty())
        return _present(ident=spec.ident, **self.specification(spec), content=content)

    def specification(self, spec: Spec) -> _Data:
        return {"module": spec.module, **self.documented(spec.docs)}

    def documented(self, docs: Documentation) -> _Data:
        return {
            "gloss": gloss(docs, self.language),
            "description": description(docs, self.language),
            "remarks": " ".join(plain(part) for part in choose(docs.remarks, self.language)),
            "equivalents": [
                uri for part in docs.equivalents if (uri := part.get("uri", "").strip())
            ],
        }

    def examples(self, docs: Documentation) -> list[str]:
        return [_source(part) for part in choose(docs.examples, self.language)]

    def rule(self, constraint: Constraint) -> _Data:
        return _present(
            ident=constraint.ident,
            scheme=constraint.scheme,
            description=description(constraint.docs, self.language),
            rule="".join(_source(node) for node in constraint.nodes),
        )

    # -- attributes -----------------------------------------------------------------------------

    def attributes(self, items: Iterable[GivenItem], but: str = "") -> list[_Data]:
        """Attributes with the class that gives each; ``but`` is the class that they belong to."""
        return [self.attribute(given, but) for given in flat(items)]

    def attribute(self, given: Given, but: str) -> _Data:
        attribute = given.attribute
        values = attribute.values
        return _present(
            ident=attribute.ident,
            name=attribute.name,
            namespace=attribute.namespace,
            usage=attribute.usage or "opt",
            **{"class": "" if given.origin == but else given.origin},
            changed=given.changed or None,
            **self.documented(attribute.docs),
            datatype=None if attribute.datatype is None else self.content(attribute.datatype),
            minOccurs=None if attribute.least == 1 else attribute.least,
            maxOccurs=None if attribute.most == 1 else _most(attribute.most),
            default=attribute.default,
            values=None if values is None else self.content(values),
            rules=[self.rule(constraint) for constraint in attribute.constraints],
        )

    # -- content --------------------------------------------------------------------------------

    def content(self, content: Content) -> _Data:
        match content:
            case Sequence(items, preserve_order):
                parts = [self.content(item) for item in items]
                return _present(
                    type="sequence", ordered=None if preserve_order else False, items=parts
                )
            case Alternate(items):
                return {"type": "alternate", "items": [self.content(item) for item in items]}
            case Repeated(item, least, most):
                return {**self.content(item), "minOccurs": least, "maxOccurs": _most(most)}
            case Tokens(item):
                return {"type": "tokens", "items": [self.content(item)]}
            case ElementRef(key):
                return {"type": "element", "key": key}
            case ClassRef(key, expand, include, except_):
                return _present(
                    type="class",
                    key=key,
                    expand=None if expand is Expand.ALTERNATION else str(expand),
                    include=list(include),
                    **{"except": list(except_)},
                )
            case MacroRef(key):
                return {"type": "macro", "key": key}
            case DataRef(key, name, facets):
                narrowed = [{"name": facet, "value": value} for facet, value in facets]
                return _present(type="datatype", key=key, name=name, facets=narrowed)
            case TextNode():
                return {"type": "text"}
            case Empty():
                return {"type": "empty"}
            case AnyElement(require, except_):
                names = [f"{{{ns}}}{name or '*'}" for ns, name in except_ or ()]
                return _present(type="any", require=list(require), **{"except": names})
            case ValList(kind, items):
                values = [
                    _present(ident=item.ident, name=item.name, **self.documented(item.docs))
                    for item in items
                ]
                return {"type": "values", "list": kind or "open", "items": values}
            case PatternRef(name):
                return {"type": "pattern", "name": name}
            case _:
                from siglum.odd.patterns import Patterns
                from siglum.relaxng.xml_syntax.writer import write_pattern

                pattern = Patterns(self.customization, self.inheritance).content(content, "content")
                written = "\n".join(write_pattern(pattern, self.customization.namespace))
                return {"type": "relaxng", "pattern": written}


def _most(most: int) -> int | str:
    return "unbounded" if most == UNBOUNDED else most


def _present(**pairs: object) -> _Data:
    """The pairs whose values say something."""
    return {key: value for key, value in pairs.items() if value not in ("", None, [], {})}


def _source(element: "etree._Element") -> str:
    """An element as it was written."""
    from lxml import etree

    return etree.tostring(element, encoding="unicode", with_tail=False)
