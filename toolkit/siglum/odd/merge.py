"""Putting a customization over the definitions that it starts from (TEI P5 USE, TD).

First comes what the ODD takes from its sources (modules, single specifications), then what it says
itself: additions, replacements, changes and deletions. What is left is complete, and holds no
reference to what is not there (``siglum.odd.pruning``).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from siglum.findings import FindingError
from siglum.odd.changes import changed, kind_of
from siglum.odd.declarations import Declaration, Grammar, GrammarRef, ModuleRef, SpecRef
from siglum.odd.model import (
    AttributeGroup,
    AttributeItem,
    AttributeRef,
    ClassSpec,
    Constraint,
    ElementSpec,
    MacroSpec,
    Mode,
    Module,
    Spec,
    attributes_of,
)
from siglum.odd.places import Place
from siglum.odd.reading import Reading, did_you_mean
from siglum.odd.sources import Source

_S = TypeVar("_S", ElementSpec, ClassSpec, MacroSpec)


@dataclass(slots=True)
class Sources:
    """The sources of a customization by the name that the ODD gives them ("" its own default).

    ``find`` is called with a name, a place for findings and what asks, and raises FindingError.
    """

    reading: Reading
    find: Callable[[str, Place, str], Source]
    found: dict[str, Source | None] = field(default_factory=dict)
    default: str = ""

    def get(self, name: str, at: Place, what: str) -> Source | None:
        """A source; None, with a finding the first time, where it is not to be had."""
        key = name or self.default
        if key not in self.found:
            try:
                self.found[key] = self.find(key, at, what)
                self.reading.has_source = True
            except FindingError as error:
                self.found[key] = None
                self.reading.findings.append(error.finding)
        return self.found[key]

    def known(self, ident: str) -> bool:
        """Whether a source that was used defines it."""
        return any(source is not None and ident in source for source in self.found.values())

    def idents(self) -> list[str]:
        """All that the sources used define."""
        return [ident for source in self.found.values() if source for ident in source]


class Merge:
    """The specifications of a customization, as they come together."""

    def __init__(self, reading: Reading, sources: Sources) -> None:
        self.reading = reading
        self.sources = sources
        self.specs: dict[str, Spec] = {}
        self.modules: dict[str, Module] = {}
        self.constraints: list[Constraint] = []
        self.grammars: list[GrammarRef | Grammar] = []
        self.deleted: dict[str, Place] = {}
        self._added: dict[str, int] = {}

    def run(self, declarations: Iterable[Declaration]) -> None:
        """Take in all declarations, in the order that their meaning asks for."""
        parts = list(declarations)
        local = {part.ident for part in parts if isinstance(part, Module)}
        local |= {
            part.module
            for part in parts
            if isinstance(part, ElementSpec | ClassSpec | MacroSpec) and part.mode is Mode.ADD
        }
        single = {part.key for part in parts if isinstance(part, SpecRef)}
        # TEI's own order: first the classes of all, so that members stand as in the Guidelines
        refs = [part for part in parts if isinstance(part, ModuleRef)]
        for first in ("tei", "core", None):
            for ref in refs:
                if ref.key == first or (first is None and ref.key not in ("tei", "core")):
                    self._module(ref, local, single)
        later: list[tuple[int, Spec]] = []
        gone: set[str] = set()
        for number, part in enumerate(parts):
            match part:
                case SpecRef():
                    self._spec_ref(part)
                case Module():
                    self.modules[part.ident] = part
                case Constraint():
                    self._constraint(part)
                case Grammar() | GrammarRef():
                    self.grammars.append(part)
                case ElementSpec() | ClassSpec() | MacroSpec():
                    if part.mode is Mode.ADD:
                        self._add(part, is_meant=part.ident in gone)
                        self._added[part.ident] = number
                    else:
                        later.append((number, part))
                        if part.mode is Mode.DELETE:
                            gone.add(part.ident)
                case ModuleRef():
                    pass
        for mode in (Mode.REPLACE, Mode.CHANGE, Mode.DELETE):
            for number, spec in later:
                # what is deleted, and then added, is put in place of what was there
                is_replaced = mode is Mode.DELETE and number < self._added.get(spec.ident, -1)
                if spec.mode is mode and not is_replaced:
                    self._later(spec)

    # -- what comes from elsewhere --------------------------------------------------------------

    def _module(self, ref: ModuleRef, local: set[str], single: set[str]) -> None:
        if ref.key in local and not ref.source and not self._module_known(ref):
            return
        source = self.sources.get(ref.source, ref.at, f'<moduleRef key="{ref.key}">')
        if source is None:
            return
        idents = source.module(ref.key)
        if not idents:
            if ref.key not in source.modules and ref.key not in local:
                hint = did_you_mean(ref.key, source.module_names)
                self.reading.report("odd-module-unknown", ref.at, "key", hint=hint, key=ref.key)
            return
        if ref.key in source.modules:
            self.modules.setdefault(ref.key, source.modules[ref.key])
        self._prove_names(ref, source, idents)
        for ident in idents:
            if ident in single and not ref.source:
                continue
            spec = source.spec(ident)
            if spec is None:
                continue
            if isinstance(spec, ElementSpec) and not _wanted(ident, ref):
                if ident in ref.except_:
                    self.deleted.setdefault(ident, ref.at)
                continue
            self.specs.setdefault(ident, spec)

    def _module_known(self, ref: ModuleRef) -> bool:
        source = self.sources.found.get(self.sources.default)
        return source is not None and bool(source.module(ref.key))

    def _prove_names(self, ref: ModuleRef, source: Source, idents: list[str]) -> None:
        """A finding for each name in ``include`` or ``except`` that the module has not."""
        for attribute, names in (("include", ref.include or ()), ("except", ref.except_)):
            for name in names:
                if name not in idents:
                    hint = did_you_mean(name, idents)
                    spec = source.spec(name)
                    if spec is not None and hint is None:
                        hint = f"it belongs to the module {spec.module}"
                    self.reading.report(
                        "odd-module-element",
                        ref.at,
                        attribute,
                        hint=hint,
                        module=ref.key,
                        name=name,
                    )

    def _spec_ref(self, ref: SpecRef) -> None:
        source = self.sources.get(ref.source, ref.at, f'<{ref.kind} key="{ref.key}">')
        if source is None:
            return
        spec = source.spec(ref.key)
        if spec is None:
            hint = did_you_mean(ref.key, list(source))
            self.reading.report("odd-source-lacks", ref.at, "key", hint=hint, ident=ref.key)
            return
        if isinstance(spec, ClassSpec) and (ref.include or ref.except_):
            self._prove_attributes(ref, spec)
            spec = replace(spec, attributes=_chosen(spec.attributes, ref.include, ref.except_))
        self.specs[ref.key] = spec

    def _prove_attributes(self, ref: SpecRef, spec: ClassSpec) -> None:
        known = [attribute.ident for attribute in attributes_of(spec.attributes)]
        for attribute, names in (("include", ref.include), ("except", ref.except_)):
            for name in names:
                if name not in known:
                    hint = did_you_mean(name, known)
                    self.reading.report(
                        "odd-class-attribute",
                        ref.at,
                        attribute,
                        hint=hint,
                        ident=spec.ident,
                        name=name,
                    )

    # -- what the customization says ------------------------------------------------------------

    def _constraint(self, constraint: Constraint) -> None:
        if constraint.mode is not Mode.DELETE:
            self.constraints.append(constraint)

    def _add(self, spec: Spec, *, is_meant: bool) -> None:
        """Take in an addition; ``is_meant`` if what it takes the place of is deleted before it."""
        if not spec.ident:
            return
        before = self.specs.get(spec.ident)
        if before is not None and before.own:
            prefix = spec.prefix or ""
            if isinstance(spec, ElementSpec) and prefix and prefix + spec.ident not in self.specs:
                self.specs[prefix + spec.ident] = replace(
                    spec, ident=prefix + spec.ident, name=spec.name, prefix=""
                )
                return
            self.reading.report("odd-duplicate", spec.at, ident=spec.ident)
            return
        if before is not None:
            if (
                isinstance(spec, ElementSpec)
                and isinstance(before, ElementSpec)
                and (spec.namespace not in (None, before.namespace or self.reading.namespace))
            ):
                ident = (spec.prefix or "") + spec.ident
                if ident not in self.specs:
                    self.specs[ident] = replace(spec, ident=ident, prefix="")
                    return
            if not is_meant:
                kind = kind_of(before)
                self.reading.report("odd-redefined", spec.at, "ident", ident=spec.ident, kind=kind)
        self._complete(spec)
        self.specs[spec.ident] = _whole(spec)

    def _complete(self, spec: Spec) -> None:
        """A finding where an addition lacks what only an original could supply."""
        match spec:
            case ElementSpec(content=None) | MacroSpec(content=None):
                self.reading.report("odd-no-content", spec.at, ident=spec.ident)
            case _:
                pass

    def _later(self, spec: Spec) -> None:
        ident = spec.ident
        before = self._from_elsewhere(spec) or self.specs.get(ident)
        if before is None:
            self._nothing_to(spec)
            return
        match spec.mode:
            case Mode.REPLACE:
                self._complete(spec)
                if type(spec) is not type(before):
                    kind, wanted = kind_of(before), kind_of(spec)
                    self.reading.report("odd-kind", spec.at, ident=ident, kind=kind, wanted=wanted)
                    return
                module = spec.module or before.module
                self.specs[ident] = _whole(replace(spec, module=module))
            case Mode.CHANGE:
                self.specs[ident] = changed(self.reading, before, spec, self._inherits)
            case _:
                del self.specs[ident]
                if spec.at is not None:
                    self.deleted[ident] = spec.at

    def _from_elsewhere(self, spec: Spec) -> Spec | None:
        """What a change works on, where it names a source of its own (``elementSpec/@source``)."""
        named = "" if spec.at is None else spec.at.element.get("source", "").strip()
        if not named or spec.at is None or spec.mode is not Mode.CHANGE:
            return None
        what = f'<{_tag(spec)} ident="{spec.ident}" mode="{spec.mode}">'
        source = self.sources.get(named, spec.at, what)
        return None if source is None else source.spec(spec.ident)

    def _nothing_to(self, spec: Spec) -> None:
        """A finding on a change, replacement or deletion of what is not in the schema."""
        if not spec.ident or spec.ident in self.deleted:
            return
        if not self.sources.found and not self.specs:
            what = f'<{_tag(spec)} ident="{spec.ident}" mode="{spec.mode}">'
            if spec.at is not None and self.sources.get("", spec.at, what) is None:
                return
        if self.sources.known(spec.ident):
            if spec.mode is not Mode.DELETE:
                self.reading.report("odd-no-effect", spec.at, ident=spec.ident, mode=spec.mode)
            return
        if any(source is None for source in self.sources.found.values()):
            return  # it may well be in the source that is missing
        hint = did_you_mean(spec.ident, [*self.specs, *self.sources.idents()])
        code = "odd-delete-unknown" if spec.mode is Mode.DELETE else "odd-spec-unknown"
        self.reading.report(code, spec.at, "ident", hint=hint, ident=spec.ident, mode=spec.mode)

    def _inherits(self, keys: tuple[str, ...], ident: str) -> bool:
        """Whether one of these specifications' classes gives the attribute, at any remove."""
        seen: set[str] = set()
        waiting = list(keys)
        while waiting:
            key = waiting.pop()
            if key in seen:
                continue
            seen.add(key)
            spec = self.specs.get(key) or self._elsewhere(key)
            if isinstance(spec, ClassSpec | ElementSpec):
                if any(a.ident == ident for a in attributes_of(spec.attributes)) and not (
                    isinstance(spec, ElementSpec)
                ):
                    return True
                waiting += spec.classes
        return False

    def _elsewhere(self, key: str) -> Spec | None:
        """A class of the source that is not in the schema: its attributes are known, if not had."""
        for source in self.sources.found.values():
            if source is not None and key in source:
                return source.spec(key)
        return None

    def of_kind(self, kind: type[_S]) -> dict[str, _S]:
        """The specifications of a kind, by identifier."""
        return {ident: spec for ident, spec in self.specs.items() if isinstance(spec, kind)}


def _wanted(ident: str, ref: ModuleRef) -> bool:
    if ref.include is not None:
        return ident in ref.include
    return ident not in ref.except_


def _chosen(
    items: tuple[AttributeItem, ...], include: tuple[str, ...], except_: tuple[str, ...]
) -> tuple[AttributeItem, ...]:
    """The attributes that are included, or not excepted."""
    made: list[AttributeItem] = []
    for item in items:
        match item:
            case AttributeGroup(inner, choice):
                kept = _chosen(inner, include, except_)
                if kept:
                    made.append(AttributeGroup(kept, choice))
            case AttributeRef(name=name):
                if (not include or name in include) and name not in except_:
                    made.append(item)
            case _:
                ident = item.ident
                if (not include or ident in include) and ident not in except_:
                    made.append(item)
    return tuple(made)


def _whole(spec: Spec) -> Spec:
    """An addition, with what it need not say filled in."""
    match spec:
        case ElementSpec() | ClassSpec():
            members = tuple(m for m in spec.members or () if m.mode is not Mode.DELETE)
            return replace(spec, mode=Mode.ADD, members=members)
        case MacroSpec():
            return replace(spec, mode=Mode.ADD)


def _tag(spec: Spec) -> str:
    match spec:
        case ElementSpec():
            return "elementSpec"
        case ClassSpec():
            return "classSpec"
        case MacroSpec(datatype=datatype):
            return "dataSpec" if datatype else "macroSpec"
