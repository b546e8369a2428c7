"""Changing a specification: what a customization says of one, put over what there was (TEI P5 TD).

Documentation, content and datatype are replaced where the change has its own; memberships,
attributes, values and constraints are changed one by one. Each change that has nothing to change
is a finding.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from siglum.odd.model import (
    Attribute,
    AttributeGroup,
    AttributeItem,
    AttributeRef,
    ClassSpec,
    Constraint,
    Documentation,
    ElementSpec,
    MacroSpec,
    Member,
    Mode,
    Spec,
    ValItem,
    ValList,
    attributes_of,
)
from siglum.odd.reading import Reading, did_you_mean

#: Whether a class of the schema gives an element or class an attribute, as the change leaves it.
Inherits = Callable[[tuple[str, ...], str], bool]

_Owner = TypeVar("_Owner", ElementSpec, ClassSpec)
_Any = TypeVar("_Any", ElementSpec, ClassSpec, MacroSpec)


def changed(reading: Reading, old: Spec, new: Spec, inherits: Inherits) -> Spec:
    """``old`` as ``new``, which is in mode ``change``, leaves it."""
    match old, new:
        case ElementSpec(), ElementSpec():
            made = _owner(reading, old, new, inherits)
            return replace(
                made,
                name=new.name if new.name != new.ident else old.name,
                namespace=old.namespace if new.namespace is None else new.namespace,
                content=old.content if new.content is None else new.content,
            )
        case ClassSpec(), ClassSpec():
            return _owner(reading, old, new, inherits)
        case MacroSpec(), MacroSpec():
            return replace(
                _shared(old, new),
                content=old.content if new.content is None else new.content,
                constraints=_constraints(reading, old.constraints, new.constraints, old.ident),
            )
        case _:
            reading.report(
                "odd-kind", new.at, ident=new.ident, kind=kind_of(old), wanted=kind_of(new)
            )
            return old


def kind_of(spec: Spec) -> str:
    """What a specification specifies, in words."""
    match spec:
        case ElementSpec():
            return "an element"
        case ClassSpec(type=kind):
            return "an attribute class" if kind == "atts" else "a model class"
        case MacroSpec(datatype=datatype):
            return "a datatype" if datatype else "a macro"


def _shared(old: _Any, new: _Any) -> _Any:
    """``old`` with what every kind of specification takes over from a change."""
    return replace(
        old,
        docs=documented(old.docs, new.docs),
        prefix=old.prefix if new.prefix is None else new.prefix,
        own=True,
        at=new.at,
    )


def documented(old: Documentation, new: Documentation) -> Documentation:
    """The documentation of a change, with what it leaves as it was."""
    return Documentation(
        equivalents=new.equivalents or old.equivalents,
        glosses=new.glosses or old.glosses,
        descriptions=new.descriptions or old.descriptions,
        values=new.values or old.values,
        models=new.models or old.models,
        examples=new.examples or old.examples,
        remarks=new.remarks or old.remarks,
        links=new.links or old.links,
    )


def _owner(reading: Reading, old: _Owner, new: _Owner, inherits: Inherits) -> _Owner:
    members = _members(old.members, new.members, new.members_mode)
    keys: tuple[str, ...] = tuple(member.key for member in members or ())
    return replace(
        _shared(old, new),
        members=members,
        attributes=_attributes(
            reading, old.attributes, new, lambda name: inherits((old.ident, *keys), name)
        ),
        constraints=_constraints(reading, old.constraints, new.constraints, old.ident),
    )


def _members(
    old: tuple[Member, ...] | None, new: tuple[Member, ...] | None, mode: Mode
) -> tuple[Member, ...] | None:
    if new is None:
        return old
    given = tuple(member for member in new if member.mode is not Mode.DELETE)
    if mode is not Mode.CHANGE:
        return given
    named = {member.key for member in new}
    return (*given, *(member for member in old or () if member.key not in named))


# -- attributes ----------------------------------------------------------------------------------


def _attributes(
    reading: Reading,
    old: tuple[AttributeItem, ...],
    new: ElementSpec | ClassSpec,
    inherits: Callable[[str], bool],
) -> tuple[AttributeItem, ...]:
    known = {attribute.ident: attribute for attribute in attributes_of(old)}
    changes = {attribute.ident: attribute for attribute in attributes_of(new.attributes)}
    for attribute in changes.values():
        _prove(reading, new, attribute, known, inherits)
    kept = _changed_items(reading, old, changes)
    return (*kept, *_added(new.attributes, known))


def _changed_items(
    reading: Reading, items: tuple[AttributeItem, ...], changes: dict[str, Attribute]
) -> tuple[AttributeItem, ...]:
    made: list[AttributeItem] = []
    for item in items:
        match item:
            case Attribute(ident=ident) if ident in changes:
                change = changes[ident]
                if change.mode is Mode.CHANGE:
                    made.append(changed_attribute(reading, item, change))
                elif change.mode is Mode.DELETE:
                    made.append(change)  # so that no class gives it either
                else:
                    made.append(replace(change, mode=Mode.ADD))
            case AttributeGroup(inner, choice):
                kept = _changed_items(reading, inner, changes)
                if kept:
                    made.append(AttributeGroup(kept, choice))
            case _:
                made.append(item)
    return tuple(made)


def _added(
    items: tuple[AttributeItem, ...], known: dict[str, Attribute]
) -> tuple[AttributeItem, ...]:
    """What a change adds; changes and deletions of inherited attributes stay as they are."""
    made: list[AttributeItem] = []
    for item in items:
        match item:
            case Attribute(ident=ident) if ident in known:
                pass
            case AttributeGroup(inner, choice):
                kept = _added(inner, known)
                if kept:
                    made.append(AttributeGroup(kept, choice))
            case Attribute() | AttributeRef():
                made.append(item)
    return tuple(made)


def _prove(
    reading: Reading,
    owner: ElementSpec | ClassSpec,
    attribute: Attribute,
    known: dict[str, Attribute],
    inherits: Callable[[str], bool],
) -> None:
    """A finding on a change to an attribute that is not there, and on an addition that is."""
    ident = attribute.ident
    if attribute.mode is Mode.ADD or attribute.mode is Mode.REPLACE:
        if attribute.mode is Mode.ADD and ident in known and known[ident].mode is Mode.ADD:
            reading.report("odd-attribute-redefined", attribute.at, owner=owner.ident, name=ident)
        return
    if ident in known or inherits(ident):
        return
    code = "odd-attribute-unknown" if attribute.mode is Mode.CHANGE else "odd-attribute-absent"
    hint = did_you_mean(ident, list(known))
    reading.report(
        code,
        attribute.at,
        hint=hint,
        tolerated=reading.has_source,  # another release may have it
        owner=owner.ident,
        name=ident,
    )


def changed_attribute(reading: Reading, old: Attribute, new: Attribute) -> Attribute:
    """An attribute as a change leaves it."""
    renamed = new.name != new.ident.removeprefix("xml:")
    typed = new.datatype is not None
    return replace(
        old,
        name=new.name if renamed else old.name,
        namespace=new.namespace or old.namespace,
        usage=new.usage or old.usage,
        datatype=new.datatype if typed else old.datatype,
        least=new.least if typed else old.least,
        most=new.most if typed else old.most,
        values=_values(reading, old.values, new.values),
        default=new.default or old.default,
        constraints=_constraints(reading, old.constraints, new.constraints, old.ident),
        docs=documented(old.docs, new.docs),
        at=new.at,
    )


def _values(reading: Reading, old: ValList | None, new: ValList | None) -> ValList | None:
    """A list of values as a change leaves it."""
    if new is None:
        return old
    match new.mode:
        case Mode.DELETE:
            return None
        case Mode.CHANGE if old is not None:
            changes = {item.ident: item for item in new.items}
            items: list[ValItem] = []
            for item in old.items:
                change = changes.pop(item.ident, None)
                match change:
                    case None:
                        items.append(item)
                    case ValItem(mode=Mode.DELETE):
                        pass
                    case ValItem(mode=Mode.REPLACE):
                        items.append(replace(change, mode=Mode.ADD))
                    case ValItem():
                        items.append(
                            replace(
                                item,
                                name=change.name if change.name != change.ident else item.name,
                                docs=documented(item.docs, change.docs),
                                nested=change.nested or item.nested,
                                at=change.at,
                            )
                        )
            for item in changes.values():
                if item.mode in (Mode.CHANGE, Mode.DELETE):
                    known = ", ".join(i.ident for i in old.items)
                    reading.report("odd-value-unknown", item.at, value=item.ident, known=known)
                else:
                    items.append(replace(item, mode=Mode.ADD))
            docs = documented(old.docs, new.docs)
            return replace(old, type=new.type or old.type, items=tuple(items), docs=docs, at=new.at)
        case _:
            kept = tuple(item for item in new.items if item.mode is not Mode.DELETE)
            return replace(new, mode=Mode.ADD, items=kept)


def _constraints(
    reading: Reading, old: tuple[Constraint, ...], new: tuple[Constraint, ...], owner: str
) -> tuple[Constraint, ...]:
    """New constraints, and those old ones that no new one takes the place of."""
    known = {constraint.ident for constraint in old}
    named = set()
    kept = []
    for constraint in new:
        if constraint.mode is not Mode.ADD:
            named.add(constraint.ident)
            if constraint.ident not in known:
                reading.report(
                    "odd-constraint-unknown", constraint.at, ident=constraint.ident, owner=owner
                )
        if constraint.mode is Mode.DELETE:
            continue
        if constraint.mode is Mode.CHANGE and not constraint.nodes:
            before = next((c for c in old if c.ident == constraint.ident), constraint)
            docs = documented(before.docs, constraint.docs)
            kept.append(replace(before, docs=docs, mode=Mode.ADD))
        else:
            kept.append(replace(constraint, mode=Mode.ADD))
    return (*(c for c in old if c.ident not in named), *kept)
