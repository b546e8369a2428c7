"""The entries of the reference: an element, a class, a macro or a datatype, in HTML."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from html import escape

from siglum.document import XML
from siglum.odd.content import Neighbours, model_html, neighbours
from siglum.odd.documentation import choose, description, gloss
from siglum.odd.inheritance import Given, Inheritance, flat
from siglum.odd.markup import block, code, source
from siglum.odd.model import (
    Attribute,
    ClassSpec,
    Constraint,
    Customization,
    DataRef,
    Documentation,
    ElementSpec,
    Empty,
    MacroSpec,
    Spec,
    ValItem,
    attributes_of,
)
from siglum.odd.needed import references
from siglum.odd.prose import Prose, place
from siglum.odd.reading import T, children, text_of


class Entries:
    """Writes entries; each is an ``article`` with the identifier that links lead to.

    ``level`` is that of their headings.
    """

    def __init__(
        self, customization: Customization, inheritance: Inheritance, prose: Prose, level: int = 3
    ) -> None:
        self.level = level
        self.customization = customization
        self.inheritance = inheritance
        self.prose = prose
        self.language = customization.language

    def entry(self, spec: Spec) -> Iterator[str]:
        """The entry of a specification."""
        ident = escape(place(spec.ident, self.customization.elements))
        short = gloss(spec.docs, self.language)
        shown = f"<{spec.name}>" if isinstance(spec, ElementSpec) else spec.ident
        other = spec.ident if isinstance(spec, ElementSpec) and spec.name != spec.ident else ""
        yield f'<article id="{ident}" data-ident="{escape(f"{shown} {other}".strip())}">'
        yield f'<h{self.level} class="entry"><code>{escape(shown)}</code>'
        if short:
            yield f' <span class="gloss">{escape(short)}</span>'
        yield f' <a class="here" href="#{ident}" aria-label="Link to {escape(spec.ident)}">#</a>'
        yield f"</h{self.level}>"
        for said in choose(spec.docs.descriptions, self.language):
            yield f'<p class="desc">{self.prose.inline(said)}</p>'
        yield "<dl>"
        if other:
            yield f"<dt>Elsewhere</dt><dd>called <code>{escape(other)}</code> in TEI</dd>"
        if spec.module:
            yield f"<dt>Module</dt><dd>{escape(spec.module)}</dd>"
        match spec:
            case ElementSpec():
                yield from self._element(spec)
            case ClassSpec():
                yield from self._class(spec)
            case MacroSpec():
                yield from self._macro(spec)
        yield from self._end(spec.docs)
        yield "</article>\n"

    # -- kinds ----------------------------------------------------------------------------------

    def _element(self, spec: ElementSpec) -> Iterator[str]:
        namespace = self.customization.namespace_of(spec)
        if namespace != self.customization.namespace:
            yield f"<dt>Namespace</dt><dd><code>{escape(namespace) or 'none'}</code></dd>"
        around = self._near[spec.ident]
        yield from self._row("Member of", self._links(spec.classes))
        yield from self._row("May contain", self._by_module(around.contains, text=around.text))
        yield from self._row("Contained by", self._by_module(around.within))
        content = model_html(spec.content or Empty())
        yield f'<dt>Content</dt><dd class="model">{content}</dd></dl>'
        own: list[Given] = []
        inherited: dict[str, list[Given]] = {}
        for given in flat(self.inheritance.of_element(spec)):
            if given.changed or not given.origin:
                own.append(given)
            else:
                inherited.setdefault(given.origin, []).append(given)
        yield from self._table(own, spec.ident)
        if inherited:
            yield f"{self._heading('Attributes from classes')}<dl>"
            for key, found in inherited.items():
                names = " ".join(self._name(given) for given in found)
                yield f'<dt>{self.prose.link(key)}</dt><dd class="links">{names}</dd>'
            yield "</dl>"
        constraints = [c for given in own for c in given.attribute.constraints]
        yield from self.rules((*spec.constraints, *constraints), f"{spec.ident}-")

    def _class(self, spec: ClassSpec) -> Iterator[str]:
        members = self.customization.members(spec.ident)
        yield from self._row("Member of", self._links(spec.classes))
        yield "</dl>"
        given = list(flat(self.inheritance.of_class(spec.ident)))
        own = [item for item in given if item.origin == spec.ident or item.changed]
        yield from self._table(own, spec.ident)
        yield "<dl>"
        yield from self._row("Members", self._links(sorted(members, key=str.lower)) or "none")
        yield from self._row("Used by", self._links(self._users.get(spec.ident, ())))
        yield "</dl>"
        constraints = [c for item in own for c in item.attribute.constraints]
        yield from self.rules((*spec.constraints, *constraints), f"{spec.ident}-")

    def _macro(self, spec: MacroSpec) -> Iterator[str]:
        content = model_html(spec.content or Empty())
        yield f'<dt>Content</dt><dd class="model">{content}</dd>'
        yield from self._row("Used by", self._links(self._users.get(spec.ident, ())))
        yield "</dl>"
        yield from self.rules(spec.constraints, f"{spec.ident}-")

    def _heading(self, text: str) -> str:
        level = self.level + 1
        return f'<h{level} class="part">{text}</h{level}>'

    # -- parts ----------------------------------------------------------------------------------

    def _row(self, title: str, content: str) -> Iterator[str]:
        if content:
            yield f"<dt>{title}</dt><dd>{content}</dd>"

    def _links(self, idents: Iterable[str]) -> str:
        links = " ".join(self.prose.link(ident) for ident in idents)
        return f'<span class="links">{links}</span>' if links else ""

    def _by_module(self, idents: tuple[str, ...], *, text: bool = False) -> str:
        """Elements by module, where there are several modules."""
        found: dict[str, list[str]] = {}
        for ident in sorted(idents, key=str.lower):
            module = self.customization.elements[ident].module if ident else ""
            found.setdefault(module, []).append(ident)
        words = ["text"] if text else []
        if len(found) < 2:
            return " ".join([*words, *map(self._links, found.values())]) or "nothing"
        lines = [
            f'<span class="module">{escape(module or "no module")}</span> {self._links(names)}'
            for module, names in sorted(found.items())
        ]
        return "<br>".join((*words, *lines))

    def _name(self, given: Given) -> str:
        """The name of an inherited attribute, linked to where its class describes it."""
        attribute = given.attribute
        shown = f"<code>@{_shown(attribute)}</code>"
        target = escape(f"{given.origin}-{attribute.ident}")
        required = " (required)" if attribute.usage == "req" else ""
        return f'<a href="#{target}">{shown}</a>{required}'

    def _table(self, items: list[Given], owner: str) -> Iterator[str]:
        if not items:
            return
        yield f'{self._heading("Attributes")}<dl class="attributes">'
        for given in items:
            yield from self._attribute(given, owner)
        yield "</dl>"

    def _attribute(self, given: Given, owner: str) -> Iterator[str]:
        attribute = given.attribute
        required = {"req": "required", "rec": "recommended"}.get(attribute.usage, "")
        note = f' <span class="usage">{required}</span>' if required else ""
        yield f'<dt id="{escape(f"{owner}-{attribute.ident}")}"><code>@{_shown(attribute)}</code>'
        yield f"{note}</dt><dd>"
        short = gloss(attribute.docs, self.language)
        said = " ".join(
            self.prose.inline(part) for part in choose(attribute.docs.descriptions, self.language)
        )
        lead = f"<i>{escape(short)}</i>" if short else ""
        if lead or said:
            yield f"<p>{' — '.join(filter(None, (lead, said)))}</p>"
        is_elsewhere = given.origin not in ("", owner)
        origin = f" From {self.prose.link(given.origin)}, changed here." if is_elsewhere else ""
        default = (
            f" Default: <code>{escape(attribute.default)}</code>." if attribute.default else ""
        )
        values = attribute.values
        lead_in = _LEAD_INS[values.type] if values is not None and values.items else ""
        yield f'<p class="value">Value: {self._value(attribute)}.{default}{origin}{lead_in}</p>'
        yield from self._values(attribute)
        for part in choose(attribute.docs.values, self.language):
            yield f"<p>{self.prose.inline(part)}</p>"
        yield from self._end(attribute.docs)
        yield "</dd>"

    def _value(self, attribute: Attribute) -> str:
        """What the value may be, in words and links."""
        match attribute.datatype:
            case None:
                kind = "text"
            case DataRef(key=key, name=name, facets=()):
                kind = self.prose.link(key) if key else f"<code>{escape(name)}</code>"
            case datatype:
                kind = f'<span class="model">{model_html(datatype)}</span>'
        many = {(1, 1): "", (0, 1): ", or none", (1, -1): ", one or more"}
        least, most = attribute.least, attribute.most
        count = f", {least} to {most}" if most > 0 else f", {least} or more"
        times = many.get((least, most), ", any number" if (least, most) == (0, -1) else count)
        return kind + times

    def _values(self, attribute: Attribute) -> Iterator[str]:
        if attribute.values is not None and attribute.values.items:
            yield '<dl class="values">'
            for item in attribute.values.items:
                yield f"<dt><code>{escape(item.name)}</code></dt><dd>{self._meaning(item)}</dd>"
            yield "</dl>"

    def _meaning(self, item: ValItem) -> str:
        short = gloss(item.docs, self.language)
        said = " ".join(
            self.prose.inline(part) for part in choose(item.docs.descriptions, self.language)
        )
        words = " — ".join(filter(None, ("" if short == item.name else escape(short), said)))
        parameters = [
            f"<code>{escape(spec.get('ident', ''))}</code> "
            + " ".join(self.prose.inline(part) for part in choose(children(spec, "desc"), "en"))
            for part in item.nested
            for spec in part.iter(f"{T}paramSpec")
        ]
        if not parameters:
            return words
        return words + "<ul>" + "".join(f"<li>{text}</li>" for text in parameters) + "</ul>"

    def rules(self, constraints: Iterable[Constraint], owner: str) -> Iterator[str]:
        """The rules, each with what it says and, folded, how it is written."""
        found = [constraint for constraint in constraints if constraint.nodes]
        if not found:
            return
        yield f'{self._heading("Rules")}<ul class="rules">'
        for constraint in found:
            text = description(constraint.docs, self.language) or _messages(constraint)
            ident = escape(f"rule-{owner}{constraint.ident}")
            written = "".join(block(source(node).rstrip()) for node in constraint.nodes)
            yield (
                f'<li id="{ident}"><code>{escape(constraint.ident)}</code> {escape(text)}'
                f"<details><summary>Schematron</summary>{written}</details></li>"
            )
        yield "</ul>"

    def _end(self, docs: Documentation) -> Iterator[str]:
        """Remarks and examples."""
        for remark in choose(docs.remarks, self.language):
            yield f'<div class="remarks">{self.prose.remark(remark)}</div>'
        for example in choose(docs.examples, self.language):
            yield code(example)

    # -- what is worked out once ----------------------------------------------------------------

    @cached_property
    def _near(self) -> dict[str, Neighbours]:
        """What each element may contain and be contained by."""
        return neighbours(self.customization)

    @cached_property
    def _users(self) -> dict[str, tuple[str, ...]]:
        """For each class, macro and datatype, the specifications whose content names it."""
        found: dict[str, dict[str, None]] = {}
        made = self.customization
        specs: list[Spec] = [*made.elements.values(), *made.classes.values(), *made.macros.values()]
        for spec in specs:
            named = [] if isinstance(spec, ClassSpec) else [spec.content]
            if not isinstance(spec, MacroSpec):
                named += [attribute.datatype for attribute in attributes_of(spec.attributes)]
            for content in named:
                for key in references(content) if content is not None else ():
                    found.setdefault(key, {})[spec.ident] = None
        return {key: tuple(sorted(users, key=str.lower)) for key, users in found.items()}


#: What comes before a list of values, by its type.
_LEAD_INS = {"closed": " One of:", "semi": " Suggested:", "open": " Such as:", "": " Such as:"}


def _shown(attribute: Attribute) -> str:
    prefix = "xml:" if attribute.namespace == XML else ""
    return escape(prefix + attribute.name)


def _messages(constraint: Constraint) -> str:
    """The messages of a constraint that has no description of its own."""
    schematron = "{http://purl.oclc.org/dsdl/schematron}"
    return " ".join(
        text_of(part)
        for node in constraint.nodes
        for part in node.iter(f"{schematron}assert", f"{schematron}report")
    )
