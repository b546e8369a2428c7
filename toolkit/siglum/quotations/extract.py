"""From a document to its quotations (TEI P5 CO §3.3.3, and SA for @next, @prev and join)."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from siglum.document import TEI, XML_ID, XML_LANG, Document
from siglum.quotations.model import Agent, Quotation

if TYPE_CHECKING:
    from lxml import etree

KINDS = ("quote", "q", "said", "soCalled", "mentioned")

_T = f"{{{TEI}}}"
_PERSONS = ("person", "personGrp", "persona", "org", "castItem", "role", "persName", "orgName")
_NAMES = ("persName", "orgName", "name", "role")
_UNITS = ("p", "ab", "l", "head", "item", "cell", "sp", "lg", "u", "signed", "trailer", "div")
_PAIRS = {
    "“": "”", '"': '"', "«": "»", "„": "“”", "»": "«", "「": "」", "『": "』", "‹": "›", "›": "‹",
    "”": "”",
}  # fmt: skip
_SINGLE = {"‘": "’", "'": "'", "‚": "‘’", "’": "’"}


def quotations(document: Document) -> tuple[Quotation, ...]:
    """Every quotation in the texts of the document, in the order of their first parts.

    Raises:
        FindingError: the stylesheet failed (``stylesheet-error``).
    """
    reader = _Reader.of(document)
    return tuple(reader.record(parts) for parts in reader.chains())


@dataclass(frozen=True, slots=True)
class _Reader:
    document: Document
    words: "dict[etree._Element, str]"
    labels: "dict[etree._Element, str]"
    speakers: dict[str, tuple[str, ...]]
    certainties: "dict[str, list[etree._Element]]"
    joined: "dict[str, dict[etree._Element, etree._Element]]"

    @classmethod
    def of(cls, document: Document) -> "_Reader":
        from siglum.bibliography.labels import labels

        words = _words(document)
        return cls(
            document,
            words,
            labels(document),
            _linked_speakers(document),
            _targets(document, "certainty"),
            _joined(document, words),
        )

    def chains(self) -> "Iterator[list[etree._Element]]":
        """Each quotation as the list of its parts."""
        seen: set[etree._Element] = set()
        heads = [e for e in self.words if self._beside(e, "prev") is None]
        # a ring of parts has no first one; it begins where the text does
        for element in (*heads, *self.words):
            if element in seen:
                continue
            parts: list[etree._Element] = []
            node: etree._Element | None = element
            while node is not None and node not in seen:
                seen.add(node)
                parts.append(node)
                node = self._beside(node, "next")
            yield parts

    def record(self, parts: "list[etree._Element]") -> Quotation:
        first = parts[0]
        references = [r for part in parts for r in _references(part)]
        unit = self._unit(first)
        return Quotation(
            kind=_name(first),
            ids=tuple(part.get(XML_ID, "") for part in parts if part.get(XML_ID)),
            text=" ".join(filter(None, (bare(self.words[p], len(parts) > 1) for p in parts))),
            parts=len(parts),
            speakers=self._speakers(parts),
            sources=_unique(
                [t for p in parts for t in _tokens(p, "source")]
                + [t for r in references for t in _works(r)]
            ),
            reference=" ".join(_plain(r) for r in references),
            locators=_unique([text for r in references for text in _locators(r)]),
            categories=_unique(
                [t for p in parts for t in _tokens(p, "ana") if self._is(t, ("category",))]
            ),
            language=_language(first),
            paragraph=self._label(first, unit),
            paragraph_id=unit.get(XML_ID, "") if unit is not None else "",
            depth=sum(_name(a) in KINDS for a in first.iterancestors(f"{_T}*")),
            cert=first.get("cert", "") or self._cert(parts, about_source=False),
            source_cert=self._cert(parts, about_source=True),
            location=self.document.locate(first),
        )

    def _beside(self, element: "etree._Element", direction: str) -> "etree._Element | None":
        pointer = element.get(direction, "").strip()
        for target in self.document.ids.get(pointer.removeprefix("#"), []) if pointer else []:
            if target in self.words and target is not element:
                return target
        return None if pointer else self.joined[direction].get(element)

    def _speakers(self, parts: "list[etree._Element]") -> tuple[Agent, ...]:
        pointers: list[str] = []
        for part in parts:
            pointers += _tokens(part, "who")
            pointers += self.speakers.get(part.get(XML_ID, ""), ())
            pointers += [t for t in _tokens(part, "ana") if self._is(t, _PERSONS)]
        return tuple(Agent(pointer, self._name_of(pointer)) for pointer in _unique(pointers))

    def _name_of(self, pointer: str) -> str:
        for target in self.document.ids.get(pointer, []):
            for name in _NAMES:
                inner = target.find(f"{_T}{name}")
                if inner is not None:
                    return _plain(inner)
            return _plain(target) if _name(target) in _NAMES else ""
        return ""

    def _is(self, pointer: str, names: Sequence[str]) -> bool:
        return any(_name(target) in names for target in self.document.ids.get(pointer, []))

    def _cert(self, parts: "list[etree._Element]", *, about_source: bool) -> str:
        for part in parts:
            for certainty in self.certainties.get(part.get(XML_ID, ""), ()):
                source = "@source" in certainty.get("match", "")
                kind = certainty.get("locus") == "name"
                if (source if about_source else kind) and certainty.get("cert"):
                    return certainty.get("cert", "")
        return ""

    def _unit(self, element: "etree._Element") -> "etree._Element | None":
        for ancestor in element.iterancestors(f"{_T}*"):
            if _name(ancestor) in _UNITS:
                return ancestor
        return None

    def _label(self, element: "etree._Element", unit: "etree._Element | None") -> str:
        for node in (element, *element.iterancestors()):
            if node in self.labels:
                return self.labels[node]
            if node is unit:
                break
        if unit is None:
            return ""
        numbers = [a.get("n", "") for a in (unit, *unit.iterancestors(f"{_T}div")) if a.get("n")]
        if unit.get("n"):
            return ".".join(reversed(numbers))
        if _name(unit) == "p":
            text = next(unit.iterancestors(f"{_T}text"), None)
            for n, other in enumerate(text.iter(f"{_T}p") if text is not None else (), 1):
                if other is unit:
                    return f"¶{n}"
        outer = self._unit(unit)
        return self._label(unit, outer) if outer is not None else ""


def _words(document: Document) -> "dict[etree._Element, str]":
    """The reading text of every quotation element, as the stylesheets decide it."""
    from siglum.resources import resource
    from siglum.transform import load

    stylesheet = load(resource("xslt", "text", "quotations.xsl"), document)
    texts = json.loads(stylesheet.text(document))
    elements = [
        element
        for element in document.root.iter(*(f"{_T}{kind}" for kind in KINDS))
        if next(element.iterancestors(f"{_T}text", f"{_T}sourceDoc"), None) is not None
    ]
    return dict(zip(elements, texts, strict=True))


def bare(text: str, is_part: bool) -> str:
    """Words without the marks around them; those of a part need not be a pair."""
    closing = _PAIRS.get(text[:1], "")
    if closing:
        inner = text[1:]
        closed = inner[-1:] != "" and inner[-1:] in closing
        if closed:
            between = inner[:-1]
            if any(c in between for c in closing) and text[0] in between:
                return text  # “one” and “two”
            return between.strip()
        return inner.strip() if is_part or not any(c in inner for c in closing) else text
    single = _SINGLE.get(text[:1], "")
    if single and len(text) > 2 and text[-1] in single:
        return text[1:-1].strip()
    if is_part and text[-1:] in {"”", '"', "»", "」"}:
        return text[:-1].strip()
    return text


def _linked_speakers(document: Document) -> dict[str, tuple[str, ...]]:
    """Id of a quotation → ids of persons, by the links of groups of the type speaker."""
    found: dict[str, tuple[str, ...]] = {}
    for group in document.root.iter(f"{_T}linkGrp"):
        if group.get("type") != "speaker":
            continue
        for link in group.iterfind(f"{_T}link"):
            first, *others = [*_tokens(link, "target"), ""]
            found[first] = (*found.get(first, ()), *filter(None, others))
    return found


def _targets(document: Document, name: str) -> "dict[str, list[etree._Element]]":
    found: dict[str, list[etree._Element]] = {}
    for element in document.root.iter(f"{_T}{name}"):
        for pointer in _tokens(element, "target"):
            found.setdefault(pointer, []).append(element)
    return found


def _joined(
    document: Document, words: "dict[etree._Element, str]"
) -> "dict[str, dict[etree._Element, etree._Element]]":
    """What others say of the part before and after each: the other part alone, or a ``join``."""
    beside: dict[str, dict[etree._Element, etree._Element]] = {"prev": {}, "next": {}}

    def quotation(pointer: str) -> "etree._Element | None":
        targets = document.ids.get(pointer.strip().removeprefix("#"), [])
        return next((e for e in targets if e in words), None)

    for part in words:
        for own, other in (("prev", "next"), ("next", "prev")):
            target = quotation(part.get(own, ""))
            if target is not None and target is not part:
                beside[other].setdefault(target, part)
    for join in document.root.iter(f"{_T}join"):
        found = (quotation(pointer) for pointer in _tokens(join, "target"))
        parts = [one for one in found if one is not None]
        for before, after in pairwise(parts):
            beside["next"].setdefault(before, after)
            beside["prev"].setdefault(after, before)
    return beside


def _references(part: "etree._Element") -> "list[etree._Element]":
    """The references beside a quotation in its cit."""
    parent = part.getparent()
    if parent is None or _name(parent) != "cit":
        return []
    wanted = {"bibl", "biblStruct", "ref", "ptr", "listBibl", "note"}
    return [child for child in parent.iterchildren(f"{_T}*") if _name(child) in wanted]


def _works(reference: "etree._Element") -> Iterator[str]:
    """What a reference points at; without a pointer, the reference itself, if it has an id."""
    found = False
    inner = [reference, *reference.iter(f"{_T}bibl", f"{_T}ref", f"{_T}ptr", f"{_T}title")]
    for element in inner:
        names = ("corresp", "source", "sameAs", "target")
        for name in ("ref",) if _name(element) == "title" else names:
            for token in _tokens(element, name):
                found = True
                yield token
    if not found and reference.get(XML_ID):
        yield reference.get(XML_ID, "")


def _locators(reference: "etree._Element") -> Iterator[str]:
    for scope in reference.iter(f"{_T}biblScope", f"{_T}citedRange"):
        start, end = scope.get("from", ""), scope.get("to", "")
        value = f"{start}–{end}" if start and end and start != end else start
        text = _plain(scope) or value
        if text:
            unit = scope.get("unit", "")
            yield text if unit and unit in text else f"{unit} {text}".strip()


def _tokens(element: "etree._Element", name: str) -> list[str]:
    return [token.removeprefix("#") for token in element.get(name, "").split()]


def _language(element: "etree._Element") -> str:
    for node in (element, *element.iterancestors()):
        if node.get(XML_LANG):
            return node.get(XML_LANG, "")
    return ""


def _unique(items: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def _plain(element: "etree._Element") -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _name(element: "etree._Element") -> str:
    return str(element.tag).rpartition("}")[2]
