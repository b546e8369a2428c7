"""A customization as a RELAX NG grammar.

Definitions are named as TEI names them: an element ``p``, a class ``model.pLike`` (and
``model.pLike_sequence`` for an expansion), an attribute class ``att.global.attributes`` with each
attribute as ``att.global.attribute.n``, macros and datatypes by their identifiers, all with the
prefix of the schema (``schemaSpec/@prefix``) or of the specification before them.
"""

from collections.abc import Iterator

from siglum.findings import Finding, Location
from siglum.odd.external import flattened, mapped
from siglum.odd.identities import settled
from siglum.odd.inheritance import Given, GivenItem, Inheritance, Together, flat
from siglum.odd.model import (
    Attribute,
    ClassSpec,
    Customization,
    ElementSpec,
    Empty,
    Expand,
    Spec,
)
from siglum.odd.patterns import Patterns, choice, group, repeat
from siglum.relaxng import syntax as rng


def grammar(
    customization: Customization, inheritance: Inheritance, place: Location
) -> tuple[rng.Grammar, tuple[Finding, ...]]:
    """The grammar of a customization that is whole (see ``siglum.odd.pruning``).

    The findings, at ``place``, are about RELAX NG that the customization brings along.
    """
    made = _Maker(customization, inheritance)
    defines = [*made.macros(), *made.classes(), *made.elements()]
    start = [rng.Start(choice(made.start(name) for name in customization.start))]
    brought = list(flattened(customization.components))
    if customization.start:
        brought = [part for part in brought if not isinstance(part, rng.Start)]
    else:
        start = []  # it begins where the schemas that it brings along do
    own = [*defines, *made.patterns.extra.values()]
    instead = {part.name for part in brought if isinstance(part, rng.Define) and not part.combine}
    kept = (part for part in own if part.name not in instead)
    found = rng.Grammar((*start, *kept, *brought))
    specs = (customization.elements, customization.classes, customization.macros)
    changed = any(spec.own for kind in specs for spec in kind.values())
    if changed or customization.components or customization.prefix:
        result = settled(found, place)
        if any(trouble.code == "odd-grammar-broken" for trouble in result[1]):
            return settled(_placed(found, made), place)  # again, to say where
        return result
    return found, ()  # it is TEI's own, which has been proved


def _placed(found: rng.Grammar, made: "_Maker") -> rng.Grammar:
    """The grammar with what each specification compiles to placed where that stands."""
    customization = made.customization
    specs: list[Spec] = [
        *customization.elements.values(),
        *customization.classes.values(),
        *customization.macros.values(),
    ]
    places = {made.patterns.name(spec): spec.at for spec in specs if spec.own and spec.at}

    def placed(part: rng.Component) -> rng.Component:
        match part:
            case rng.Define(name, items) if name.partition(".attribute")[0] in places:
                where = places[name.partition(".attribute")[0]].location
                at = rng.Position(where.file, where.line, where.column)
                return part.replace(
                    items=tuple(mapped(i, lambda p: p.replace(at=at)) for i in items)
                )
            case _:
                return part

    return found.replace(components=tuple(map(placed, found.components)))


class _Maker:
    def __init__(self, customization: Customization, inheritance: Inheritance) -> None:
        self.customization = customization
        self.inheritance = inheritance
        self.patterns = Patterns(customization, inheritance)

    def start(self, name: str) -> rng.Pattern:
        spec = self.customization.elements.get(name)
        return rng.Ref(name if spec is None else self.patterns.name(spec))

    def macros(self) -> Iterator[rng.Define]:
        for macro in self.customization.macros.values():
            content = self.patterns.content(macro.content or Empty(), macro.ident)
            yield rng.Define(self.patterns.name(macro), (content,))

    def classes(self) -> Iterator[rng.Define]:
        for spec in self.customization.classes.values():
            if spec.type == "model":
                members = self.patterns.members(spec, Expand.ALTERNATION)
                yield rng.Define(self.patterns.name(spec), (members,))
            else:
                yield from self.attribute_class(spec)

    def elements(self) -> Iterator[rng.Define]:
        for spec in self.customization.elements.values():
            content = self.patterns.content(spec.content or Empty(), spec.ident)
            attributes = tuple(self.given(spec, self.inheritance.of_element(spec), spec.ident))
            element = rng.Element(
                rng.Name(self.customization.namespace_of(spec), spec.name),
                (content, *attributes),
                documentation=self.patterns.documentation(spec.docs),
            )
            yield rng.Define(self.patterns.name(spec), (element,))

    # -- attributes -----------------------------------------------------------------------------

    def attribute_class(self, spec: ClassSpec) -> Iterator[rng.Define]:
        items = self.inheritance.of_class(spec.ident)
        inside = tuple(self.given(spec, items, spec.ident))
        yield rng.Define(f"{self.patterns.name(spec)}.attributes", inside or (rng.Empty(),))
        for given in flat(items):
            if given.origin == spec.ident:
                name = self.attribute_name(given)
                yield rng.Define(name, (self.attribute(given.attribute, spec.ident),))

    def attribute_name(self, given: Given) -> str:
        prefix = self.patterns.name(self.customization.classes[given.origin])
        return f"{prefix}.attribute.{given.attribute.ident.replace(':', '')}"

    def given(
        self, spec: ElementSpec | ClassSpec, items: tuple[GivenItem, ...], owner: str
    ) -> Iterator[rng.Pattern]:
        """The attributes of an element or class: by class, but one by one where some differ."""
        whole = {(g.origin, g.attribute.ident) for g in flat(items) if not g.changed and g.origin}
        done: set[tuple[str, str]] = set()
        for key in self.inheritance.attribute_classes(spec):
            theirs = {(g.origin, g.attribute.ident) for g in flat(self.inheritance.of_class(key))}
            if theirs and theirs <= whole and not theirs & done and not _changed(self, key):
                done |= theirs
                yield rng.Ref(f"{self.patterns.name(self.customization.classes[key])}.attributes")
        for item in items:
            if {(g.origin, g.attribute.ident) for g in flat((item,))} & done:
                continue
            yield self.item(item, owner, spec)

    def item(self, item: GivenItem, owner: str, spec: ElementSpec | ClassSpec) -> rng.Pattern:
        match item:
            case Together(items, together):
                made = [self.item(inner, owner, spec) for inner in items]
                return choice(made) if together else group(made)
            case Given(origin, attribute, changed):
                if changed or not origin:
                    return self.attribute(attribute, owner)
                return rng.Ref(self.attribute_name(item))

    def attribute(self, attribute: Attribute, owner: str) -> rng.Pattern:
        """An attribute, optional unless it is required."""
        if attribute.pattern:
            return rng.Ref(attribute.pattern)
        made = rng.Attribute(
            rng.Name(attribute.namespace, attribute.name),
            self.value(attribute, owner),
            None if attribute.usage == "req" else attribute.default or None,
            documentation=self.patterns.documentation(attribute.docs),
        )
        return made if attribute.usage == "req" else rng.Optional((made,))

    def value(self, attribute: Attribute, owner: str) -> rng.Pattern:
        """What the value of an attribute may be."""
        values, datatype = attribute.values, attribute.datatype
        token: rng.Pattern = rng.Text()
        if datatype is not None:
            token = self.patterns.content(datatype, owner)
        if values is not None and values.type == "closed":
            token = choice(self.patterns.values(values))
        elif values is not None and values.type == "semi":
            others = rng.Data("Name") if datatype is None else token
            token = choice((*self.patterns.values(values), others))
        least, most = attribute.least, attribute.most
        if (least, most) == (1, 1) or isinstance(token, rng.Text):
            return token
        if (least, most) == (0, 1):
            return rng.Optional((token,))  # a list would not allow the spaces of a string
        if isinstance(token, rng.List):  # a datatype that is a list itself
            return rng.List((repeat(group(token.items), least, most),))
        return rng.List((repeat(token, least, most),))


def _changed(maker: _Maker, key: str) -> bool:
    """Whether a class changes something that it inherits, and is not what its parts are."""
    return any(given.changed for given in flat(maker.inheritance.of_class(key)))
