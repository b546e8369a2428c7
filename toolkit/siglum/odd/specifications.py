"""Reading specifications: elements, classes, macros and datatypes (TEI P5 TD)."""

from dataclasses import replace
from typing import TYPE_CHECKING

from siglum.document import XML, XML_LANG
from siglum.odd.contents import content, model, occurs
from siglum.odd.model import (
    Attribute,
    AttributeGroup,
    AttributeItem,
    AttributeRef,
    ClassSpec,
    Constraint,
    Content,
    Documentation,
    ElementSpec,
    MacroSpec,
    Member,
    Mode,
    Spec,
    ValItem,
    ValList,
)
from siglum.odd.reading import Reading, T, children, local, reference, text_of
from siglum.relaxng.datatypes.xsd import is_ncname

if TYPE_CHECKING:
    from lxml import etree

SPECS = ("elementSpec", "classSpec", "macroSpec", "dataSpec")


def specification(reading: Reading, element: "etree._Element") -> Spec:
    """The specification that an element of ``SPECS`` writes."""
    match local(element):
        case "elementSpec":
            return _element(reading, element)
        case "classSpec":
            return _class(reading, element)
        case _:
            return _macro(reading, element)


def _element(reading: Reading, spec: "etree._Element") -> ElementSpec:
    members, mode = _members(reading, spec)
    return ElementSpec(
        ident=_ident(reading, spec),
        name=_element_name(reading, spec),
        namespace=spec.get("ns"),
        module=spec.get("module", ""),
        prefix=prefix_of(reading, spec),
        mode=mode_of(reading, spec),
        docs=documentation(spec),
        members=members,
        members_mode=mode,
        content=_content(reading, spec),
        attributes=_attributes(reading, spec),
        constraints=constraints(reading, spec),
        own=reading.own,
        at=reading.place(spec),
    )


def _class(reading: Reading, spec: "etree._Element") -> ClassSpec:
    members, mode = _members(reading, spec)
    kind = spec.get("type", "")
    if not kind:
        kind = "atts" if spec.get("ident", "").startswith("att.") else "model"
    elif kind not in ("model", "atts"):
        reading.report("odd-value", spec, "type", value=kind, allowed="model or atts")
        kind = "model"
    return ClassSpec(
        ident=_ident(reading, spec),
        type=kind,
        module=spec.get("module", ""),
        prefix=prefix_of(reading, spec),
        mode=mode_of(reading, spec),
        docs=documentation(spec),
        members=members,
        members_mode=mode,
        attributes=_attributes(reading, spec),
        constraints=constraints(reading, spec),
        own=reading.own,
        at=reading.place(spec),
    )


def _macro(reading: Reading, spec: "etree._Element") -> MacroSpec:
    return MacroSpec(
        ident=_ident(reading, spec),
        module=spec.get("module", ""),
        prefix=prefix_of(reading, spec),
        mode=mode_of(reading, spec),
        docs=documentation(spec),
        datatype=local(spec) == "dataSpec",
        content=_content(reading, spec),
        constraints=constraints(reading, spec),
        own=reading.own,
        at=reading.place(spec),
    )


# -- what specifications share -------------------------------------------------------------------


def mode_of(reading: Reading, element: "etree._Element", default: Mode = Mode.ADD) -> Mode:
    """The ``mode`` of an element; one that does not exist is a finding, and taken for a change."""
    value = element.get("mode")
    if value is None:
        return default
    if value not in tuple(Mode):
        reading.report("odd-value", element, "mode", value=value, allowed=", ".join(Mode))
        return Mode.CHANGE
    return Mode(value)


def _ident(reading: Reading, element: "etree._Element") -> str:
    ident = element.get("ident", "").strip()
    if not ident:
        reading.report("odd-no-ident", element, element=f"<{local(element)}>")
    elif reading.own and not is_ncname(ident.replace(":", "", 1)):
        reading.report("odd-name", element, "ident", name=ident)
    return ident


def prefix_of(reading: Reading, element: "etree._Element") -> str | None:
    """What names of patterns are to begin with; None where an element says nothing of it."""
    prefix = element.get("prefix")
    if prefix and not is_ncname(f"{prefix}a"):
        reading.report("odd-name", element, "prefix", name=prefix)
        return ""
    return prefix


def _element_name(reading: Reading, spec: "etree._Element") -> str:
    """The name of an element in documents, without a prefix."""
    name = _name(reading, spec)
    if reading.own and name != spec.get("ident", "").strip() and not is_ncname(name):
        reading.report("odd-name", spec, name=name)
    return name.rpartition(":")[2]


def _attribute_name(reading: Reading, definition: "etree._Element") -> tuple[str, str]:
    """The namespace and the name of an attribute in documents."""
    name, namespace = _name(reading, definition), definition.get("ns", "")
    prefix, colon, local_name = name.rpartition(":")
    if reading.own and name != definition.get("ident", "").strip() and not is_ncname(local_name):
        reading.report("odd-name", definition, name=name)
    if not colon:
        return namespace, name
    bound = XML if prefix == "xml" else namespace or definition.nsmap.get(prefix)
    if bound is None and mode_of(reading, definition) in (Mode.ADD, Mode.REPLACE):
        reading.report("odd-prefix", definition, "ident", prefix=prefix, name=name)
    return bound or "", local_name


def _name(reading: Reading, element: "etree._Element") -> str:
    """The name in documents: the ``altIdent`` in the language asked for, else the identifier."""
    others = children(element, "altIdent")
    if others:
        for language in (reading.target or None, None):
            for other in others:
                if other.get(XML_LANG) == language and text_of(other):
                    return text_of(other)
    return element.get("ident", "").strip()


def documentation(element: "etree._Element") -> Documentation:
    """What a specification says for readers."""
    found: dict[str, list[etree._Element]] = {}
    for child in element:
        if isinstance(child.tag, str):
            name = child.tag.rpartition("}")[2]
            kind = _DOCUMENTS.get(name)
            if kind:
                found.setdefault(kind, []).append(child)
    return Documentation(**{kind: tuple(parts) for kind, parts in found.items()})


_DOCUMENTS = {
    "equiv": "equivalents",
    "gloss": "glosses",
    "desc": "descriptions",
    "valDesc": "values",
    "model": "models",
    "modelGrp": "models",
    "modelSequence": "models",
    "exemplum": "examples",
    "remarks": "remarks",
    "listRef": "links",
}


def _members(reading: Reading, spec: "etree._Element") -> tuple[tuple[Member, ...] | None, Mode]:
    """The memberships that a specification gives, and what they do to those of its original."""
    classes = children(spec, "classes")
    if not classes:
        return None, Mode.REPLACE
    mode = mode_of(reading, classes[-1], Mode.REPLACE)
    members = tuple(
        Member(
            reference(reading, member),
            mode_of(reading, member),
            *occurs(reading, member, names=("min", "max")),
            at=reading.place(member),
        )
        for group in classes
        for member in children(group, "memberOf")
    )
    return members, mode


def _content(reading: Reading, spec: "etree._Element") -> Content | None:
    """The content model; older ODDs give a ``valList`` or a ``dataRef`` in place of ``content``."""
    models = children(spec, "content")
    if models:
        return content(reading, models[-1])
    lists = [item for item in children(spec, "valList") if item.get("type") == "closed"]
    if lists:
        return value_list(reading, lists[-1])
    if local(spec) == "dataSpec" and children(spec, "dataRef"):
        return model(reading, children(spec, "dataRef")[-1])
    return None


def _attributes(reading: Reading, spec: "etree._Element") -> tuple[AttributeItem, ...]:
    items: list[AttributeItem] = []
    for att_list in children(spec, "attList"):
        read = _att_list(reading, att_list)
        if att_list.get("org") == "choice":
            items.append(AttributeGroup(read, choice=True))
        else:
            items.extend(read)
    return _once(reading, tuple(items), spec.get("ident", ""), set())


def _once(
    reading: Reading, items: tuple[AttributeItem, ...], owner: str, seen: set[tuple[str, str]]
) -> tuple[AttributeItem, ...]:
    """The attributes without those that are defined a second time, and a finding on each."""
    made: list[AttributeItem] = []
    for item in items:
        match item:
            case Attribute(ident=ident, namespace=namespace):
                if (ident, namespace) in seen:
                    reading.report("odd-attribute-double", item.at, owner=owner, name=ident)
                    continue
                seen.add((ident, namespace))
                made.append(item)
            case AttributeGroup(inner, choice):
                made.append(AttributeGroup(_once(reading, inner, owner, seen), choice))
            case AttributeRef():
                made.append(item)
    return tuple(made)


def _att_list(reading: Reading, att_list: "etree._Element") -> tuple[AttributeItem, ...]:
    items: list[AttributeItem] = []
    for child in children(att_list, "attList", "attDef", "attRef"):
        match local(child):
            case "attDef" if not child.get("ident", "").startswith("xmlns"):
                items.append(attribute(reading, child))
            case "attList":
                choice = child.get("org") == "choice"
                inner = _att_list(reading, child)
                if choice or att_list.get("org") == "choice":
                    items.append(AttributeGroup(inner, choice))
                else:
                    items.extend(inner)
            case "attRef":
                items.append(_att_ref(reading, child))
            case _:
                pass
    return tuple(items)


def _att_ref(reading: Reading, ref: "etree._Element") -> AttributeRef:
    class_, name = ref.get("class", ""), ref.get("name", "")
    written = name
    if not class_:  # as older ODDs write it: att.class.attribute.name
        class_, _, name = name.partition(".attribute.")
        class_ = class_.removesuffix(".attributes")
    return AttributeRef(class_, name, written, at=reading.place(ref))


def attribute(reading: Reading, definition: "etree._Element") -> Attribute:
    """An attribute, as an ``attDef`` writes it."""
    datatype = next(iter(children(definition, "datatype")), None)
    values = next(iter(children(definition, "valList")), None)
    default = next(iter(children(definition, "defaultVal")), None)
    usage = definition.get("usage", "")
    if usage not in ("", "req", "rec", "opt", "mwa", "rwa"):
        reading.report("odd-value", definition, "usage", value=usage, allowed="req, rec or opt")
    least, most = (1, 1) if datatype is None else occurs(reading, datatype)
    empty = datatype is None or not any(isinstance(child.tag, str) for child in datatype)
    namespace, name = _attribute_name(reading, definition)
    mode = mode_of(reading, definition)
    listed = None if values is None else value_list(reading, values)
    if listed is not None and values is not None and mode is Mode.CHANGE and not reading.own:
        # TEI changes some inherited attributes by lists that state no mode; its schemas take these
        # for suggestions, whatever their type
        listed = replace(listed, type="open") if values.get("mode") is None else listed
    return Attribute(
        ident=_ident(reading, definition),
        name=name,
        namespace=namespace,
        usage=usage,
        datatype=None if datatype is None or empty else content(reading, datatype),
        least=least,
        most=most,
        values=listed,
        default="" if default is None else text_of(default),
        constraints=constraints(reading, definition),
        mode=mode,
        docs=documentation(definition),
        at=reading.place(definition),
    )


def value_list(reading: Reading, values: "etree._Element") -> ValList:
    """A list of values."""
    kind = values.get("type", "")
    if kind not in ("", "closed", "semi", "open"):
        reading.report("odd-value", values, "type", value=kind, allowed="closed, semi or open")
        kind = ""
    return ValList(
        kind,
        tuple(
            ValItem(
                item.get("ident", ""),
                _name(reading, item),
                mode_of(reading, item),
                documentation(item),
                tuple(children(item, "paramList", "valList")),
                at=reading.place(item),
            )
            for item in children(values, "valItem")
        ),
        mode_of(reading, values),
        documentation(values),
        at=reading.place(values),
    )


def constraints(reading: Reading, owner: "etree._Element") -> tuple[Constraint, ...]:
    """The constraints that stand directly in a specification, an attribute or the schema.

    Prefixes, variables and functions that rules elsewhere rely on (``constraintDecl``) are one
    without an identifier; its ``queryBinding`` stays with the element that it is read from.
    """
    return tuple(
        Constraint(
            spec.get("ident", ""),
            spec.get("scheme", "schematron"),
            tuple(
                node
                for holder in ([spec] if local(spec) == "constraintDecl" else _rules(spec))
                for node in holder
                if isinstance(node.tag, str) and not str(node.tag).startswith(T)
            ),
            mode_of(reading, spec),
            documentation(spec),
            at=reading.place(spec),
        )
        for spec in owner.iterchildren(f"{T}constraintDecl", f"{T}constraintSpec")
    )


def _rules(spec: "etree._Element") -> "list[etree._Element]":
    return children(spec, "constraint")
