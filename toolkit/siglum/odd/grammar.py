"""A customization as a RELAX NG grammar.

Definitions are named as TEI names them: an element ``p``, a class ``model.pLike`` (and
``model.pLike_sequence`` for an expansion), an attribute class ``att.global.attributes`` with each
attribute as ``att.global.attribute.n``, macros and datatypes by their identifiers.
"""

from collections.abc import Iterable, Iterator

from siglum.odd.model import (
    UNBOUNDED,
    Alternate,
    AnyElement,
    Attribute,
    AttributeChoice,
    AttributeItem,
    ClassRef,
    ClassSpec,
    Content,
    Customization,
    DataRef,
    ElementRef,
    ElementSpec,
    Empty,
    Expand,
    MacroRef,
    Repeated,
    Sequence,
    TextNode,
    ValList,
    attributes_of,
)
from siglum.relaxng import syntax as rng

_XML = "http://www.w3.org/XML/1998/namespace"


def grammar(customization: Customization) -> rng.Grammar:
    """The grammar of a customization that is whole (see ``siglum.odd.references``)."""
    made = _Maker(customization)
    start = rng.Choice(tuple(rng.Ref(ident) for ident in customization.start))
    defines = [*made.macros(), *made.classes(), *made.elements()]
    return rng.Grammar((rng.Start(_simple(start)), *defines, *made.extra.values()))


def _simple(pattern: rng.Pattern) -> rng.Pattern:
    match pattern:
        case rng.Choice((item,)) | rng.Group((item,)) | rng.Interleave((item,)):
            return item
        case _:
            return pattern


class _Maker:
    """Makes definitions; ``extra`` collects those that content models ask for on the way."""

    def __init__(self, customization: Customization) -> None:
        self.customization = customization
        self.extra: dict[str, rng.Define] = {}

    def macros(self) -> Iterator[rng.Define]:
        for macro in self.customization.macros.values():
            yield rng.Define(macro.ident, (self.content(macro.content),))

    def classes(self) -> Iterator[rng.Define]:
        for spec in self.customization.classes.values():
            if spec.type == "model":
                yield rng.Define(spec.ident, (self.members(spec.ident, Expand.ALTERNATE),))
            else:
                yield from self.attribute_class(spec)

    def attribute_class(self, spec: ClassSpec) -> Iterator[rng.Define]:
        inherited = [rng.Ref(f"{key}.attributes") for key in spec.classes if self.has_atts(key)]
        own: list[rng.Pattern] = []
        for item in spec.attributes:
            match item:
                case Attribute(ident=ident):
                    name = _attribute_name(spec.ident, ident)
                    own.append(rng.Ref(name))
                    yield rng.Define(name, (self.attribute(item),))
                case AttributeChoice():
                    own.append(self.attribute_item(item))
        yield rng.Define(f"{spec.ident}.attributes", (*inherited, *own) or (rng.Empty(),))

    def elements(self) -> Iterator[rng.Define]:
        for spec in self.customization.elements.values():
            items = (self.content(spec.content), *self.element_attributes(spec))
            element = rng.Element(
                rng.Name(spec.namespace, spec.name),
                items,
                documentation=_documentation(spec.description),
            )
            yield rng.Define(spec.ident, (element,))

    # -- attributes -----------------------------------------------------------------------------

    def has_atts(self, key: str) -> bool:
        spec = self.customization.classes.get(key)
        return spec is not None and spec.type == "atts"

    def element_attributes(self, spec: ElementSpec) -> Iterator[rng.Pattern]:
        """Inherited attributes by reference, but one by one where the element has its own word."""
        own = {attribute.ident for attribute in attributes_of(spec.attributes)}
        changed = own | spec.deleted
        seen: set[str] = set()
        for key in spec.classes:
            if self.has_atts(key):
                yield from self.inherited(key, changed, seen)
        for item in spec.attributes:
            yield self.attribute_item(item)

    def inherited(self, key: str, changed: set[str], seen: set[str]) -> Iterator[rng.Pattern]:
        """A class's attributes but those ``changed``; ``seen`` are the classes already there."""
        closure = list(self.ancestors(key))
        if not seen.intersection(closure) and not any(
            attribute.ident in changed
            for ident in closure
            for attribute in attributes_of(self.customization.classes[ident].attributes)
        ):
            seen.update(closure)
            yield rng.Ref(f"{key}.attributes")
            return
        for ident in closure:
            if ident in seen:
                continue
            seen.add(ident)
            for item in self.customization.classes[ident].attributes:
                match item:
                    case Attribute(ident=name) if name not in changed:
                        yield rng.Ref(_attribute_name(ident, name))
                    case AttributeChoice(items):
                        kept = tuple(a for a in items if a.ident not in changed)
                        if kept:
                            yield self.attribute_item(AttributeChoice(kept))
                    case _:
                        pass

    def ancestors(self, key: str, seen: frozenset[str] = frozenset()) -> Iterator[str]:
        """The class and the attribute classes that it inherits from, each once."""
        found = {key}
        yield key
        for parent in self.customization.classes[key].classes:
            if self.has_atts(parent) and parent not in seen:
                for ident in self.ancestors(parent, seen | {key}):
                    if ident not in found:
                        found.add(ident)
                        yield ident

    def attribute_item(self, item: AttributeItem) -> rng.Pattern:
        match item:
            case Attribute():
                return self.attribute(item)
            case AttributeChoice(items):
                one = rng.Choice(tuple(self.bare_attribute(choice) for choice in items))
                required = any(choice.usage == "req" for choice in items)
                return one if required else rng.Optional((one,))

    def attribute(self, attribute: Attribute) -> rng.Pattern:
        made = self.bare_attribute(attribute)
        return made if attribute.usage == "req" else rng.Optional((made,))

    def bare_attribute(self, attribute: Attribute) -> rng.Pattern:
        values = attribute.values
        if values is not None and values.type == "closed":
            value = self.content(values)
        elif values is not None and values.items:
            value = rng.Choice((*self.values(values), self.content(attribute.datatype)))
        else:
            value = self.content(attribute.datatype)
        if (attribute.least, attribute.most) != (1, 1):
            value = rng.List((_repeat(value, attribute.least, attribute.most),))
        namespace, local = attribute.namespace, attribute.name
        if local.startswith("xml:"):
            namespace, local = _XML, local[4:]
        return rng.Attribute(
            rng.Name(namespace, local),
            value,
            documentation=_documentation(attribute.description),
        )

    # -- content --------------------------------------------------------------------------------

    def values(self, values: ValList) -> tuple[rng.Pattern, ...]:
        return tuple(
            rng.Value(item.ident, documentation=_documentation(item.description))
            for item in values.items
        )

    def content(self, content: Content) -> rng.Pattern:
        match content:
            case Sequence(items, preserve_order):
                made = tuple(self.content(item) for item in items)
                if not made:
                    return rng.Empty()
                return _simple(rng.Group(made) if preserve_order else rng.Interleave(made))
            case Alternate(items):
                return _choice(self.content(item) for item in items)
            case Repeated(item, least, most):
                return _repeat(self.content(item), least, most)
            case ElementRef(key) | MacroRef(key):
                return rng.Ref(key)
            case ClassRef(key, expand, include, except_):
                if include or except_:
                    return self.members(key, expand, include, except_)
                if expand is Expand.ALTERNATE:
                    return rng.Ref(key)
                name = f"{key}_{expand}"
                self.extra.setdefault(name, rng.Define(name, (self.members(key, expand),)))
                return rng.Ref(name)
            case DataRef(key=key, name=name, facets=facets):
                if key:
                    return rng.Ref(key)
                return rng.Data(name, params=tuple(rng.Param(*facet) for facet in facets))
            case TextNode():
                return rng.Text()
            case Empty():
                return rng.Empty()
            case AnyElement(require, except_):
                return self.any_element(require, except_)
            case ValList():
                return _choice(self.values(content))

    def members(
        self,
        key: str,
        expand: Expand,
        include: tuple[str, ...] = (),
        except_: tuple[str, ...] = (),
    ) -> rng.Pattern:
        """The members of a class, expanded; a class without members is never matched."""
        refs: list[rng.Pattern] = []
        for member in self.customization.members(key):
            if (include and member not in include) or member in except_:
                continue
            spec = self.customization.classes.get(member)
            if spec is None or expand is Expand.ALTERNATE:
                refs.append(rng.Ref(member))
            elif spec.type == "model":
                refs.append(self.content(ClassRef(member, expand)))
        match expand:
            case Expand.ALTERNATE:
                return _choice(refs)
            case Expand.SEQUENCE:
                return _group(refs)
            case Expand.SEQUENCE_OPTIONAL:
                return _group(rng.Optional((ref,)) for ref in refs)
            case Expand.SEQUENCE_OPTIONAL_REPEATABLE:
                return _group(rng.ZeroOrMore((ref,)) for ref in refs)
            case Expand.SEQUENCE_REPEATABLE:
                return _group(rng.OneOrMore((ref,)) for ref in refs)

    def any_element(self, require: tuple[str, ...], except_: tuple[str, ...]) -> rng.Pattern:
        classes: list[rng.NameClass] = []
        for name in except_:
            spec = self.customization.elements.get(name)
            classes.append(rng.Name(spec.namespace, spec.name) if spec else rng.NsName(name))
        but = rng.NameChoice(tuple(classes)) if len(classes) > 1 else next(iter(classes), None)
        names: rng.NameClass = rng.AnyName(but)
        if require:
            spaces = tuple(rng.NsName(space, but) for space in require)
            names = spaces[0] if len(spaces) == 1 else rng.NameChoice(spaces)
        name = "anyElement" + "".join(f"_{part}" for part in (*require, *except_))
        name = "".join(c if c.isalnum() or c in "._-" else "-" for c in name)
        anything = rng.Choice((rng.Attribute(rng.AnyName()), rng.Text(), rng.Ref(name)))
        self.extra.setdefault(
            name, rng.Define(name, (rng.Element(names, (rng.ZeroOrMore((anything,)),)),))
        )
        return rng.Ref(name)


def _attribute_name(class_: str, attribute: str) -> str:
    return f"{class_}.attribute.{attribute.replace(':', '')}"


def _documentation(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _choice(patterns: Iterable[rng.Pattern]) -> rng.Pattern:
    items = tuple(patterns)
    return _simple(rng.Choice(items)) if items else rng.NotAllowed()


def _group(patterns: Iterable[rng.Pattern]) -> rng.Pattern:
    items = tuple(patterns)
    return _simple(rng.Group(items)) if items else rng.Empty()


def _repeat(pattern: rng.Pattern, least: int, most: int) -> rng.Pattern:
    """The pattern ``least`` to ``most`` times."""
    match least, most:
        case 0, 0:
            return rng.Empty()
        case 1, 1:
            return pattern
        case 0, 1:
            return rng.Optional((pattern,))
        case 0, -1:
            return rng.ZeroOrMore((pattern,))
        case 1, -1:
            return rng.OneOrMore((pattern,))
        case _:
            rest: tuple[rng.Pattern, ...] = ()
            if most == UNBOUNDED:
                return rng.Group((*[pattern] * (least - 1), rng.OneOrMore((pattern,))))
            for _ in range(most - least):
                rest = (rng.Optional((pattern, *rest)),)
            return _group((*[pattern] * least, *rest))
