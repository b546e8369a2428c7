"""What is wrong with attributes and values, and how to go on."""

from collections.abc import Mapping, Sequence

from siglum.document import XML_ID
from siglum.relaxng import words as w
from siglum.relaxng.datatypes import Context
from siglum.relaxng.derivatives import after_attribute
from siglum.relaxng.frames import Frame
from siglum.relaxng.hints import Hints, Words
from siglum.relaxng.names import join, listed, split
from siglum.relaxng.patterns import Pattern
from siglum.relaxng.states import Attributes, Values
from siglum.relaxng.vocabulary import (
    attributes_in,
    needed,
    needed_attributes,
    without_needed_attributes,
)

_ID = join(*XML_ID[1:].split("}"))


class AttributeRecovery(Hints):
    """Finds the ways on within start tags, and what to say of values."""

    def attribute(self, state: Attributes, element: str, name: str) -> tuple[str, str, Words]:
        """The code, the hint and the words for an attribute that may not be there."""
        tag = w.tag(element, self.home)
        ns, local = split(name)
        values: Words = {"attribute": w.shown(name, self.home if not ns else ""), "element": tag}
        own = self.own_attributes(state)
        known = self.vocabulary.attributes
        same = [other for other in own if split(other)[1] == local and other != name]
        if same or (name not in known and any(split(other)[1] == local for other in known)):
            other = same[0] if same else next(o for o in known if split(o)[1] == local)
            wanted = w.shown(other, "")
            values.update(
                attribute=w.shown(name, ""),
                wanted=wanted,
                found=f"the namespace {ns}" if ns else "no namespace",
            )
            return "attribute-namespace", f"write @{wanted}", values
        meant = self._nearest(local, own)
        hint = f"did you mean @{w.shown(meant, '')}?" if meant else ""
        if name not in known:
            return "attribute-unknown", hint or self._attributes_hint(tag, own), values
        if not hint and len(known[name]) <= 6:
            on = sorted(w.tag(n, self.home) for n in known[name])
            hint = f"@{w.shown(name, '')} belongs on {w.listed(on, 'and')}"
        return "attribute-not-allowed", hint or self._attributes_hint(tag, own), values

    def mistaken_for(
        self, state: Attributes, value: str, given: Sequence[str], context: Context
    ) -> tuple[str, Attributes] | None:
        """The attribute that is missing and allows a value, and the state after it."""
        live = [p for p in state.patterns if p is not self.tables.pool.not_allowed]
        if len(live) != 1:
            return None
        for names in needed_attributes(live[0]):
            for name in names:
                if name not in given:
                    following = state[name].following(value, context)
                    if following is not None:
                        return name, following
        return None

    def _attributes_hint(self, tag: str, own: list[str]) -> str:
        """The attributes of an element, those that nearly every element has left out."""
        if not own:
            return f"{tag} takes no attributes here"
        most = len(self.vocabulary.elements) // 2
        special = [n for n in own if len(self.vocabulary.attributes.get(n, ())) < most]
        names = own if len(own) <= w.SHORT else special
        if not names or len(names) > w.SHORT:
            return ""
        more = " and the attributes of every element" if len(names) < len(own) else ""
        return f"{tag} takes {w.listed(('@' + w.shown(n, '') for n in names), 'and')}{more}"

    def own_attributes(self, state: Attributes) -> list[str]:
        """The names of the attributes that may still come."""
        return list(
            dict.fromkeys(
                name
                for pattern in state.patterns
                for attribute in attributes_in(pattern)
                for name in listed(attribute.names)
            )
        )

    def value(self, values: Values, element: str, value: str) -> Words:
        """What to say of a wrong value."""
        listed_values = [v for c in values.candidates for v in w.values_of(c) or ()]
        meant = w.nearest(value.strip(), listed_values)
        hint = f"did you mean {meant}?" if meant else ""
        if not hint and values.name == _ID and " " in value.strip():
            hint = "an xml:id has no space in it"
        return {
            "attribute": w.shown(values.name, ""),
            "element": w.tag(element, self.home),
            "value": _short(value),
            "wanted": w.wanted(values.candidates),
            "hint": hint,
        }

    def after_any_value(self, values: Values) -> Attributes:
        """The state after an attribute whose value is taken for right."""
        tables = self.tables
        patterns = tuple(
            after_attribute(tables.pool, p, values.name, lambda _: True)
            for p in values.attributes.patterns
        )
        return tables.attributes(patterns, values.attributes.ids)

    def missing_attributes(
        self, state: Attributes, element: str
    ) -> tuple[tuple[Pattern, ...], Words]:
        """What to say of missing attributes, and the patterns that are left without them."""
        live = [p for p in state.patterns if p is not self.tables.pool.not_allowed]
        wanted = " or ".join(
            dict.fromkeys(
                w.missing(needed_attributes(p), "", {}, lambda n, _: "@" + w.shown(n, ""))
                for p in live
            )
        )
        patterns = tuple(without_needed_attributes(self.tables.pool, p) for p in state.patterns)
        return patterns, {"element": w.tag(element, self.home), "missing": wanted or "an attribute"}

    def content_value(self, frame: Frame, text: str) -> Words | None:
        """What to say of an element whose text is wrong; None where not the text is wrong."""
        state = frame.state
        if state is None:
            return None
        from siglum.relaxng.patterns import DATA

        data = [p for p in state.patterns if p.flags & DATA]
        if not text.strip() and all(needed(p)[:1] not in ([], [{"": None}]) for p in data):
            return None
        return {
            "element": w.tag(frame.node.name, self.home),
            "value": _short(text),
            "wanted": w.wanted(data),
        }

    def dangling(self, value: str, name: str, ids: Mapping[str, object]) -> Words:
        """What to say of a reference to an id that is not there."""
        meant = w.nearest(value, ids)
        hint = f"did you mean {meant}?" if meant else ""
        return {"attribute": w.shown(name, ""), "value": value, "hint": hint}


def _short(value: str) -> str:
    shown = " ".join(value.split())
    return repr(shown if len(shown) <= 60 else shown[:57] + "…")
