"""Reading an ODD into the model (TEI P5 TD).

What the ODD takes from elsewhere (TEI's own definitions, in modes other than ``add``, or by
``moduleRef``) is refused here with a finding, until a source of definitions is given to merge with.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from siglum.document import TEI, XML_LANG, Document
from siglum.findings import Finding, FindingError, finding
from siglum.odd.model import (
    UNBOUNDED,
    Alternate,
    AnyElement,
    Attribute,
    AttributeChoice,
    AttributeItem,
    ClassRef,
    ClassSpec,
    Constraint,
    Content,
    Customization,
    DataRef,
    ElementRef,
    ElementSpec,
    Empty,
    Expand,
    MacroRef,
    MacroSpec,
    Prose,
    Repeated,
    Sequence,
    TextNode,
    ValItem,
    ValList,
)

if TYPE_CHECKING:
    from lxml import etree

_T = f"{{{TEI}}}"
_SPECS = ("elementSpec", "classSpec", "macroSpec", "dataSpec")
_ELSEWHERE = ("moduleRef", "elementRef", "classRef", "macroRef", "dataRef", "specGrpRef")


@dataclass(slots=True)
class Reading:
    """What is known while an ODD is read."""

    document: Document
    language: str
    findings: list[Finding] = field(default_factory=list)

    def report(self, code: str, at: "etree._Element", **values: str) -> None:
        """Note a finding at an element of the ODD."""
        self.findings.append(
            finding(code, self.document.locate(at), hint=None, related=(), **values)
        )


def read(document: Document, *, language: str) -> tuple[Customization, tuple[Finding, ...]]:
    """The customization that the first ``schemaSpec`` of the document describes.

    Raises:
        FindingError: the document holds no ``schemaSpec`` (``odd-no-schema``).
    """
    root = document.root
    schema = next(root.iter(f"{_T}schemaSpec"), None)
    if schema is None:
        raise FindingError(finding("odd-no-schema", document.locate(root)))
    reading = Reading(document, language)
    namespace = schema.get("ns", TEI)
    elements: dict[str, ElementSpec] = {}
    classes: dict[str, ClassSpec] = {}
    macros: dict[str, MacroSpec] = {}
    for spec in schema.iter(*(f"{_T}{name}" for name in (*_SPECS, *_ELSEWHERE))):
        kind = _local(spec)
        parent = spec.getparent()
        if kind in _ELSEWHERE:
            if parent is not None and _local(parent) in ("schemaSpec", "specGrp"):
                reading.report("odd-needs-tei", spec, what=f"<{kind}>")
            continue
        ident, mode = spec.get("ident", ""), spec.get("mode", "add")
        if mode != "add":
            reading.report("odd-needs-tei", spec, what=f'<{kind} ident="{ident}" mode="{mode}">')
            continue
        if ident in elements or ident in classes or ident in macros:
            reading.report("odd-duplicate", spec, ident=ident)
            continue
        match kind:
            case "elementSpec":
                elements[ident] = _element(reading, spec, namespace)
            case "classSpec":
                classes[ident] = _class(reading, spec)
            case _:
                macros[ident] = _macro(reading, spec, kind == "dataSpec")
    title = next(root.iter(f"{_T}title"), None)
    customization = Customization(
        ident=schema.get("ident", "schema"),
        title=text_of(title) if title is not None else schema.get("ident", ""),
        description=_description(reading, schema),
        start=tuple(schema.get("start", "TEI").split()),
        namespace=namespace,
        language=language,
        elements=dict(sorted(elements.items())),
        classes=dict(sorted(classes.items())),
        macros=dict(sorted(macros.items())),
        constraints=_constraints(reading, schema, ""),
        guide=_guide(root, schema),
        at=document.locate(schema),
    )
    return customization, tuple(reading.findings)


def text_of(element: "etree._Element") -> str:
    """The text of an element, its white space normalized."""
    return " ".join("".join(str(piece) for piece in element.itertext()).split())


def _local(element: "etree._Element") -> str:
    return str(element.tag).rpartition("}")[2]


def _children(element: "etree._Element", *names: str) -> "list[etree._Element]":
    return list(element.iterchildren(*(f"{_T}{name}" for name in names)))


def _description(reading: Reading, element: "etree._Element") -> str:
    """The ``desc`` in the reading's language, else the first one."""
    found = _children(element, "desc")
    for desc in found:
        if desc.get(XML_LANG, reading.language) == reading.language:
            return text_of(desc)
    return text_of(found[0]) if found else ""


def _element(reading: Reading, spec: "etree._Element", namespace: str) -> ElementSpec:
    ident = spec.get("ident", "")
    attributes, deleted = _attributes(reading, spec)
    content = next(iter(_children(spec, "content")), None)
    if content is None:
        reading.report("odd-no-content", spec, ident=ident)
    return ElementSpec(
        ident=ident,
        name=_name(spec),
        namespace=spec.get("ns", namespace),
        module=spec.get("module", ""),
        description=_description(reading, spec),
        classes=_classes(spec),
        content=Empty() if content is None else _content(reading, content),
        attributes=attributes,
        deleted=deleted,
        constraints=_constraints(reading, spec, f"{{{spec.get('ns', namespace)}}}{_name(spec)}"),
        prose=Prose(tuple(_children(spec, "remarks")), tuple(_children(spec, "exemplum"))),
        at=reading.document.locate(spec),
    )


def _class(reading: Reading, spec: "etree._Element") -> ClassSpec:
    attributes, _ = _attributes(reading, spec)
    return ClassSpec(
        ident=spec.get("ident", ""),
        type=spec.get("type", "model"),
        module=spec.get("module", ""),
        description=_description(reading, spec),
        classes=_classes(spec),
        attributes=attributes,
        constraints=_constraints(reading, spec, ""),
        at=reading.document.locate(spec),
    )


def _macro(reading: Reading, spec: "etree._Element", datatype: bool) -> MacroSpec:
    content = next(iter(_children(spec, "content")), None)
    if content is None:
        reading.report("odd-no-content", spec, ident=spec.get("ident", ""))
    return MacroSpec(
        spec.get("ident", ""),
        _description(reading, spec),
        Empty() if content is None else _content(reading, content),
        datatype,
        reading.document.locate(spec),
    )


def _name(spec: "etree._Element") -> str:
    other = next(iter(_children(spec, "altIdent")), None)
    return text_of(other) if other is not None else spec.get("ident", "")


def _classes(spec: "etree._Element") -> tuple[str, ...]:
    return tuple(
        member.get("key", "")
        for classes in _children(spec, "classes")
        for member in _children(classes, "memberOf")
        if member.get("mode", "add") != "delete"
    )


# -- attributes ----------------------------------------------------------------------------------


def _attributes(
    reading: Reading, spec: "etree._Element"
) -> tuple[tuple[AttributeItem, ...], frozenset[str]]:
    items: list[AttributeItem] = []
    deleted: set[str] = set()
    for att_list in _children(spec, "attList"):
        items += _attribute_list(reading, att_list, deleted)
    return tuple(items), frozenset(deleted)


def _attribute_list(
    reading: Reading, att_list: "etree._Element", deleted: set[str]
) -> list[AttributeItem]:
    items: list[AttributeItem] = []
    for child in _children(att_list, "attDef", "attList"):
        if _local(child) == "attList":
            items += _attribute_list(reading, child, deleted)
        elif child.get("mode") == "delete":
            deleted.add(child.get("ident", ""))
        else:
            items.append(_attribute(reading, child))
    if att_list.get("org") == "choice":
        flat = tuple(item for item in items if isinstance(item, Attribute))
        return [AttributeChoice(flat)]
    return items


def _attribute(reading: Reading, definition: "etree._Element") -> Attribute:
    datatype = next(iter(_children(definition, "datatype")), None)
    values = next(iter(_children(definition, "valList")), None)
    least, most = (1, 1) if datatype is None else _occurs(datatype)
    return Attribute(
        ident=definition.get("ident", ""),
        name=_name(definition),
        namespace=definition.get("ns", ""),
        usage=definition.get("usage", "opt"),
        datatype=TextNode() if datatype is None else _content(reading, datatype),
        least=least,
        most=most,
        values=None if values is None else _val_list(reading, values),
        description=_description(reading, definition),
        at=reading.document.locate(definition),
    )


def _val_list(reading: Reading, values: "etree._Element") -> ValList:
    return ValList(
        values.get("type", "open"),
        tuple(
            ValItem(_name(item), _description(reading, item))
            for item in _children(values, "valItem")
        ),
    )


# -- content models ------------------------------------------------------------------------------


def _occurs(element: "etree._Element") -> tuple[int, int]:
    least = int(element.get("minOccurs", "1"))
    most = element.get("maxOccurs", "1")
    return least, UNBOUNDED if most == "unbounded" else int(most)


def _content(reading: Reading, container: "etree._Element") -> Content:
    """The content model that a ``content``, ``datatype`` or other container holds."""
    items = tuple(_model(reading, child) for child in container.iterchildren(f"{_T}*"))
    return items[0] if len(items) == 1 else Sequence(items) if items else Empty()


def _model(reading: Reading, node: "etree._Element") -> Content:
    at = reading.document.locate(node)
    key = node.get("key", "")
    made: Content
    match _local(node):
        case "sequence":
            items = tuple(_model(reading, child) for child in node.iterchildren(f"{_T}*"))
            made = Sequence(items, node.get("preserveOrder", "true") in ("true", "1"))
        case "alternate":
            made = Alternate(tuple(_model(reading, c) for c in node.iterchildren(f"{_T}*")))
        case "elementRef":
            made = ElementRef(key, at)
        case "classRef":
            made = ClassRef(
                key,
                Expand(node.get("expand", "alternate")),
                tuple(node.get("include", "").split()),
                tuple(node.get("except", "").split()),
                at,
            )
        case "macroRef":
            made = MacroRef(key, at)
        case "dataRef":
            facets = [(f.get("name", ""), f.get("value", "")) for f in _children(node, "dataFacet")]
            if node.get("restriction") is not None:
                facets.insert(0, ("pattern", node.get("restriction", "")))
            made = DataRef(key, node.get("name", ""), tuple(facets), at)
        case "textNode":
            return TextNode()
        case "empty":
            return Empty()
        case "anyElement":
            made = AnyElement(
                tuple(node.get("require", "").split()), tuple(node.get("except", "").split())
            )
        case "valList":
            return _val_list(reading, node)
        case other:
            reading.report("odd-content-unknown", node, element=f"<{other}>")
            return Empty()
    least, most = _occurs(node)
    return made if (least, most) == (1, 1) else Repeated(made, least, most)


# -- constraints and prose -----------------------------------------------------------------------


def _constraints(reading: Reading, spec: "etree._Element", context: str) -> tuple[Constraint, ...]:
    """The constraints of a specification and of its attributes."""
    found = []
    for constraint_spec in spec.iter(f"{_T}constraintSpec"):
        parent = constraint_spec.getparent()
        if parent is spec:
            place = context
        elif parent is not None and _local(parent) == "attDef" and context:
            place = f"{context}/@{_name(parent)}"
        else:
            continue
        nodes = tuple(
            node
            for constraint in _children(constraint_spec, "constraint")
            for node in constraint
            if isinstance(node.tag, str)
        )
        found.append(
            Constraint(
                constraint_spec.get("ident", ""),
                _description(reading, constraint_spec),
                nodes,
                place,
                reading.document.locate(constraint_spec),
            )
        )
    return tuple(found)


def _guide(root: "etree._Element", schema: "etree._Element") -> "tuple[etree._Element, ...]":
    """The prose around the specification: the text's children, for the reference to show."""
    body = next(root.iter(f"{_T}body"), None)
    return () if body is None else tuple(body.iterchildren(f"{_T}*"))
