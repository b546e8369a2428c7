"""Taking out of a customization what refers to what it has not.

A reference to an element, class, macro or datatype that is not in the schema is left out of content
models, as TEI's own processor does; what is left without content is left out in turn. Where the
customization itself wrote the reference, or deleted what something requires, there is a finding.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from siglum.odd.changes import kind_of
from siglum.odd.merge import Merge
from siglum.odd.model import (
    Alternate,
    AnyElement,
    Attribute,
    AttributeGroup,
    AttributeItem,
    AttributeRef,
    ClassRef,
    ClassSpec,
    Content,
    DataRef,
    ElementRef,
    ElementSpec,
    Empty,
    Expand,
    InlineAttribute,
    InlineElement,
    MacroRef,
    MacroSpec,
    Member,
    Mode,
    Native,
    PatternRef,
    Repeated,
    Sequence,
    Spec,
    TextNode,
    Tokens,
    ValList,
    attributes_of,
)
from siglum.odd.places import Place
from siglum.odd.reading import did_you_mean

_EXPANSION = re.compile(
    r"(.+)_(alternation|sequence|sequenceOptional|sequenceOptionalRepeatable|sequenceRepeatable)"
)
_ATTRIBUTES = re.compile(r"(.+?)\.attributes?(?:\..+)?")


class Pruner:
    """Prunes the specifications of a merge; ``patterns`` are defined by RELAX NG beside them."""

    def __init__(self, merge: Merge, patterns: frozenset[str], prefix: str) -> None:
        self.merge = merge
        self.reading = merge.reading
        self.specs = merge.specs
        self.patterns = patterns
        self.prefix = prefix

    def run(self) -> None:
        """Prune every specification, in place."""
        waiting = list(self.specs.values())
        while waiting:
            before = set(self.specs)
            for spec in waiting:
                self.specs[spec.ident] = self._spec(spec)
            # datatypes may have been fetched, which refer to others
            waiting = [spec for ident, spec in self.specs.items() if ident not in before]

    def _spec(self, spec: Spec) -> Spec:
        match spec:
            case ElementSpec():
                self._required(spec)
                return replace(
                    spec,
                    members=self._members(spec),
                    content=self._whole(spec.content, spec),
                    attributes=self._attributes(spec.attributes, spec),
                )
            case ClassSpec():
                return replace(
                    spec,
                    members=self._members(spec),
                    attributes=self._attributes(spec.attributes, spec),
                )
            case MacroSpec():
                return replace(spec, content=self._whole(spec.content, spec))

    # -- classes and attributes -----------------------------------------------------------------

    def _members(self, spec: ElementSpec | ClassSpec) -> tuple[Member, ...]:
        kept = []
        for member in spec.members or ():
            found = self.specs.get(member.key)
            if isinstance(found, ClassSpec):
                kept.append(member)
            elif found is not None or not self._is_known(member.key):
                if self._is_own(member.at):
                    self._unknown("class", member.key, member.at, ClassSpec)
            elif self._is_own(member.at) and member.key not in self.merge.deleted:
                self.reading.report(
                    "odd-class-absent", member.at, "key", ident=spec.ident, key=member.key
                )
        return tuple(kept)

    def _attributes(
        self, items: tuple[AttributeItem, ...], owner: Spec
    ) -> tuple[AttributeItem, ...]:
        made: list[AttributeItem] = []
        for item in items:
            match item:
                case Attribute(datatype=datatype) if datatype is not None:
                    made.append(replace(item, datatype=self._content(datatype, owner)))
                case Attribute():
                    made.append(item)
                case AttributeGroup(inner, choice):
                    kept = self._attributes(inner, owner)
                    if kept:
                        made.append(AttributeGroup(kept, choice))
                case AttributeRef(class_, name, written):
                    if written in self.patterns:
                        made.append(Attribute(written, written, pattern=written, at=item.at))
                    elif self._has_attribute(class_, name):
                        made.append(item)
                    elif self._is_own(item.at):
                        kind = f"attribute {name} in" if class_ in self.specs else "class"
                        self._unknown(kind, class_ or name, item.at, ClassSpec)
        return tuple(made)

    def _has_attribute(self, class_: str, name: str) -> bool:
        """Whether a class has an attribute, its own or one that it inherits, or is a class."""
        seen: set[str] = set()
        waiting = [class_]
        while waiting:
            key = waiting.pop()
            spec = self.specs.get(key)
            if key in seen or not isinstance(spec, ClassSpec):
                continue
            seen.add(key)
            own = [a for a in attributes_of(spec.attributes) if a.ident == name]
            if not name or any(attribute.mode is Mode.ADD for attribute in own):
                return True
            if not any(attribute.mode is Mode.DELETE for attribute in own):
                waiting += spec.classes
        return False

    # -- content --------------------------------------------------------------------------------

    def _whole(self, content: Content | None, owner: Spec) -> Content:
        kept = None if content is None else self._content(content, owner)
        return Empty() if kept is None else kept

    def _content(self, content: Content, owner: Spec) -> Content | None:
        match content:
            case Sequence(items):
                kept = tuple(self._kept(items, owner))
                return replace(content, items=kept) if kept else None if items else content
            case Alternate(items):
                kept = tuple(self._kept(items, owner))
                return replace(content, items=kept) if kept else None
            case Repeated(item, least, most):
                inner = self._content(item, owner)
                return None if inner is None else Repeated(inner, least, most)
            case Tokens(item):
                inner = self._content(item, owner)
                return None if inner is None else Tokens(inner)
            case InlineElement():
                return replace(content, content=self._whole(content.content, owner))
            case InlineAttribute():
                inner = self._content(content.content, owner)
                return replace(content, content=TextNode() if inner is None else inner)
            case PatternRef(name):
                return self._pattern(content, name, owner)
            case ElementRef(key):
                return self._reference(content, "element", key, ElementSpec, owner)
            case ClassRef(key):
                return self._reference(content, "model class", key, ClassSpec, owner)
            case MacroRef(key):
                found = self._reference(content, "macro", key, MacroSpec, owner)
                spec = self.specs.get(key)
                if found is not None and isinstance(spec, MacroSpec) and spec.datatype:
                    return DataRef(key, at=content.at)
                return found
            case DataRef(key):
                if key:
                    self._fetch(key, content.at)
                    return self._reference(content, "datatype", key, MacroSpec, owner)
                return content
            case TextNode() | Empty() | AnyElement() | ValList() | Native():
                return content

    def _kept(self, items: Iterable[Content], owner: Spec) -> Iterator[Content]:
        for item in items:
            kept = self._content(item, owner)
            if kept is not None:
                yield kept

    def _fetch(self, key: str, at: Place | None) -> None:
        """Take a datatype from a source: what it allows does not depend on the schema.

        TEI's own are there for every customization, also for one that takes nothing else.
        """
        if key in self.specs or key in self.merge.deleted:
            return
        if key.startswith("teidata.") and at is not None and not self.merge.sources.found:
            self.merge.sources.get("", at, f'<dataRef key="{key}">')
        for source in self.merge.sources.found.values():
            spec = source.spec(key) if source is not None else None
            if isinstance(spec, MacroSpec) and spec.datatype:
                self.specs[key] = spec
                return

    def _pattern(self, ref: PatternRef, name: str, owner: Spec) -> Content | None:
        """What a RELAX NG ``ref`` names: a specification, by its pattern's name, or another."""
        if name in self.patterns:
            return ref
        bare = name.removeprefix(self.prefix) if name not in self.specs else name
        expansion = _EXPANSION.fullmatch(bare)
        key = expansion[1] if expansion and bare not in self.specs else bare
        if key.startswith("data.") and key not in self.specs:
            self._fetch("tei" + key, ref.at)
            if "tei" + key in self.specs:
                self.reading.report("odd-old-name", ref.at, old=key, new="tei" + key)
                return DataRef("tei" + key, at=ref.at)
        if key.startswith("teidata."):
            self._fetch(key, ref.at)
        match self.specs.get(key):
            case ElementSpec():
                return ElementRef(key, at=ref.at)
            case ClassSpec(type="model"):
                expand = Expand(expansion[2]) if expansion else Expand.ALTERNATION
                return ClassRef(key, expand, at=ref.at)
            case MacroSpec(datatype=datatype):
                return DataRef(key, at=ref.at) if datatype else MacroRef(key, at=ref.at)
            case _:
                pass
        attributes = _ATTRIBUTES.fullmatch(bare)
        if attributes and isinstance(self.specs.get(attributes[1]), ClassSpec):
            return replace(ref, name=bare)
        if self._is_own(ref.at):
            if self._is_known(key):
                self._absent(ref, key, owner)
            elif ref.at is not None:
                self.reading.report("odd-pattern-unknown", ref.at, "name", name=name)
        return None

    def _reference(
        self,
        ref: ElementRef | ClassRef | MacroRef | DataRef,
        kind: str,
        key: str,
        type_: type[Spec],
        owner: Spec,
    ) -> Content | None:
        spec = self.specs.get(key)
        if isinstance(spec, type_) and not (isinstance(spec, ClassSpec) and spec.type == "atts"):
            if isinstance(ref, ClassRef):
                self._prove_members(ref)
            return ref
        if self._is_own(ref.at):
            if self._is_known(key) and key not in self.specs:
                self._absent(ref, key, owner)
            else:
                self._unknown(kind, key, ref.at, type_)
        return None

    def _prove_members(self, ref: ClassRef) -> None:
        """A finding for each name in ``include`` or ``except`` that the class has not."""
        if not self._is_own(ref.at):
            return
        members = {
            ident
            for ident, spec in self.specs.items()
            if isinstance(spec, ElementSpec | ClassSpec) and ref.key in spec.classes
        }
        for attribute, names in (("include", ref.include), ("except", ref.except_)):
            for name in names:
                if name not in members and not self._is_known(name):
                    self.reading.report(
                        "odd-class-member", ref.at, attribute, key=ref.key, name=name
                    )

    # -- findings -------------------------------------------------------------------------------

    def _is_own(self, at: Place | None) -> bool:
        return at is not None and at.files is self.reading.files

    def _is_known(self, key: str) -> bool:
        """Whether there is such a thing, though not in this schema."""
        return key in self.merge.deleted or self.merge.sources.known(key)

    def _absent(
        self, ref: ElementRef | ClassRef | MacroRef | DataRef | PatternRef, key: str, owner: Spec
    ) -> None:
        why = "deleted" if key in self.merge.deleted else "not included"
        self.reading.report("odd-content-absent", ref.at, ident=owner.ident, key=key, why=why)

    def _unknown(self, kind: str, key: str, at: Place | None, type_: type[Spec]) -> None:
        if not key:
            return  # which has been said
        known = [ident for ident, spec in self.specs.items() if isinstance(spec, type_)]
        hint: str | None = None
        if key in self.specs:
            hint = f"{key} is {kind_of(self.specs[key])}"
        elif key in self.merge.deleted:
            hint = f"{key} is deleted; keep it, or take the reference out"
        elif " in" not in kind:
            others = (ident for ident in self.merge.sources.idents() if ident != key)
            hint = did_you_mean(key, [*known, *others])
        if any(source is None for source in self.merge.sources.found.values()):
            return  # it may well be in the source that is missing
        self.reading.report(
            "odd-unknown-reference",
            at,
            hint=hint,
            tolerated=self.reading.has_source,  # another release may have it
            kind=kind,
            ident=key,
        )

    def _required(self, spec: ElementSpec) -> None:
        """A finding where the customization deletes an element that this one requires."""
        if spec.content is None:
            return
        for ref in required(spec.content):
            place = self.merge.deleted.get(ref.key)
            if place is not None and not self._is_own(ref.at) and ref.key not in self.specs:
                self.reading.report("odd-required-deleted", place, ident=ref.key, owner=spec.ident)


def required(content: Content) -> Iterator[ElementRef]:
    """The elements without which nothing matches a content model."""
    match content:
        case ElementRef():
            yield content
        case Sequence(items):
            for item in items:
                yield from required(item)
        case Alternate((item,)):
            yield from required(item)
        case Repeated(item, least) if least > 0:
            yield from required(item)
        case _:
            return
