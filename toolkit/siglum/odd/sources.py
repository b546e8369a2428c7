"""Sources of definitions: TEI's own, or another customization (TEI P5 TD, ``schemaSpec/@source``).

A source is read specification by specification, as each is asked for: a small customization needs
a tenth of what TEI defines.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from siglum.document import Document
from siglum.findings import FindingError, finding
from siglum.odd.contents import exceptions
from siglum.odd.loading import Loader
from siglum.odd.model import (
    ClassSpec,
    Constraint,
    Customization,
    ElementSpec,
    MacroSpec,
    Module,
    Spec,
)
from siglum.odd.places import Files, Place
from siglum.odd.reading import Reading, T, children, local, text_of
from siglum.odd.specifications import SPECS, constraints, documentation, specification

if TYPE_CHECKING:
    from lxml import etree

#: What ``anyElement`` leaves out where nothing says otherwise (TEI P5, schemaSpec).
DEFAULT_EXCEPTIONS = (
    ("http://www.tei-c.org/ns/1.0", ""),
    ("http://www.tei-c.org/ns/Examples", "egXML"),
)


class Source:
    """Definitions by identifier and by module.

    ``exceptions`` is the default of ``schemaSpec/@defaultExceptions``, ``modules`` what it says of
    its modules, by name, ``constraints`` those of the schema as a whole.
    """

    def __init__(
        self,
        name: str,
        entries: "dict[str, etree._Element | Spec]",
        by_module: dict[str, list[str]],
        modules: dict[str, Module],
        reading: Reading,
        exceptions: tuple[tuple[str, str], ...] = DEFAULT_EXCEPTIONS,
        constraints: tuple[Constraint, ...] = (),
    ) -> None:
        self.name = name
        self.constraints = constraints
        self.modules = modules
        self.exceptions = exceptions
        self._entries = entries
        self._by_module = by_module
        self._reading = reading

    def __contains__(self, ident: str) -> bool:
        return ident in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def spec(self, ident: str) -> Spec | None:
        """A specification, or None."""
        entry = self._entries.get(ident)
        if entry is None:
            return None
        if isinstance(entry, ElementSpec | ClassSpec | MacroSpec):
            return entry
        made = self._entries[ident] = specification(self._reading, entry)
        return made

    def module(self, name: str) -> list[str]:
        """What a module defines, in order; nothing where there is none."""
        return self._by_module.get(name, [])

    @property
    def module_names(self) -> list[str]:
        """The modules, in order."""
        return list(self._by_module)


def of_document(document: Document, target: str, schema: "etree._Element | None") -> Source:
    """The definitions of TEI's own source, or of a ``schema`` in a compiled customization."""
    root = document.root if schema is None else schema
    files = Files()  # its own, so that a place tells whether it is in the customization
    files.add(document)
    reading = Reading(files, target=target, own=False)
    entries: dict[str, etree._Element | Spec] = {}
    by_module: dict[str, list[str]] = {}
    modules: dict[str, Module] = {}
    found: tuple[tuple[str, str], ...] = DEFAULT_EXCEPTIONS
    rules: list[Constraint] = []
    for element in root.iter(*(T + name for name in (*SPECS, "moduleSpec", "schemaSpec"))):
        ident = element.get("ident", "")
        match local(element):
            case "moduleSpec":
                module = Module(ident, documentation(element), at=reading.place(element))
                modules.setdefault(ident, module)
            case "schemaSpec":
                rules += constraints(reading, element)
                if element.get("defaultExceptions"):
                    found = exceptions(element, "defaultExceptions")
                if element.get("ns") is not None:
                    reading.namespace = element.get("ns", "")
            case _ if ident not in entries:
                entries[ident] = element
                by_module.setdefault(element.get("module", ""), []).append(ident)
                if ident == "schemaSpec":
                    found = _default_exceptions(element) or found
            case _:
                pass
    return Source(document.name, entries, by_module, modules, reading, found, tuple(rules))


def of_customization(customization: Customization, name: str, reading: Reading) -> Source:
    """The definitions of a customization that has been merged: what a chained one starts from."""
    from dataclasses import replace

    entries: dict[str, etree._Element | Spec] = {}
    by_module: dict[str, list[str]] = {}
    specs: list[Spec] = [
        *customization.macros.values(),
        *customization.classes.values(),
        *customization.elements.values(),
    ]
    for spec in specs:
        entries[spec.ident] = replace(spec, own=False)
        by_module.setdefault(spec.module, []).append(spec.ident)
    return Source(
        name,
        entries,
        by_module,
        dict(customization.modules),
        reading,
        customization.exceptions,
        customization.constraints,
    )


def _default_exceptions(spec: "etree._Element") -> tuple[tuple[str, str], ...]:
    """What TEI's definition of ``schemaSpec`` says that ``@defaultExceptions`` is."""
    for definition in spec.iter(f"{T}attDef"):
        if definition.get("ident") == "defaultExceptions":
            for default in children(definition, "defaultVal"):
                shadow = default.makeelement(default.tag, nsmap=default.nsmap)
                shadow.set("value", text_of(default))
                return exceptions(shadow, "value")
    return ()


def is_compiled(schema: "etree._Element") -> bool:
    """Whether a ``schemaSpec`` takes nothing from elsewhere and changes nothing."""
    elsewhere = ("specGrpRef", "elementRef", "classRef", "macroRef", "dataRef")
    if any(ref.get("key") is not None for ref in schema.iter(f"{T}moduleRef")):
        return False
    if children(schema, *elsewhere):
        return False
    return all(
        spec.get("mode", "add") == "add" for spec in schema.iter(*(T + name for name in SPECS))
    )


def tei_source() -> Path | None:
    """The stored source of TEI's own definitions (``siglum schema add tei``), or None."""
    from siglum import store

    return store.tei_source()


def resolve(reference: str, tei: Path | None, loader: Loader, at: Place, what: str) -> Path:
    """The file of a source: as ``@source`` names it, or where that is "", TEI's own.

    ``tei`` is the file that the caller named. A version of TEI (``tei:4.7.0``, ``tei:current``) is
    looked for in the store by its address in TEI's archive; ``tei`` stands in for it.

    Raises:
        FindingError: it is not on this machine.
    """
    own = tei or tei_source()
    if not reference:
        if own is None:
            raise FindingError(finding("odd-needs-tei", at.location, what=what))
        return own
    if reference.startswith("tei:"):
        version = reference.removeprefix("tei:")
        from siglum import store

        found = tei or store.resolve(store.tei_version(version)) or own
        if found is None:
            hint = f"run siglum schema add {reference}, or name a p5subset.xml with --tei"
            raise FindingError(finding("odd-needs-tei", at.location, hint=hint, what=what))
        return found
    try:
        path = loader.path(reference, at)
    except FindingError:
        if own is not None and reference.rpartition("/")[2] == "p5subset.xml":
            return own
        raise
    if not path.is_file():
        if own is not None and path.name == "p5subset.xml":
            return own
        raise FindingError(finding("odd-source-missing", at.attribute("source"), source=reference))
    return path
