"""Interventions: where the markup says that the edition departs from its source, who did it, why.

Listed are ``choice`` in all its kinds, ``corr reg expan ex supplied surplus gap unclear`` that
stand alone, ``app``, and notes by the editor (TEI P5 CO §3.5, PH §11.3, TC §13.1). What the source
itself added or deleted is no intervention.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from siglum.document import TEI, XML_ID, Document
from siglum.findings import Location

if TYPE_CHECKING:
    from lxml import etree

_SOURCE = ("sic", "orig", "abbr")
_EDITED = ("corr", "reg", "expan")
_KINDS = {
    "sic": "correction",
    "corr": "correction",
    "orig": "normalization",
    "reg": "normalization",
    "abbr": "expansion",
    "expan": "expansion",
    "ex": "expansion",
    "supplied": "supplied",
    "surplus": "surplus",
    "gap": "gap",
    "unclear": "unclear",
    "app": "apparatus",
    "note": "note",
}
_ALONE = (*_EDITED, "ex", "supplied", "surplus", "gap", "unclear")
_EDITORIAL = ("editorial", "editor", "edition", "ed", "encoder", "transcriber")


@dataclass(frozen=True, slots=True)
class Intervention:
    """One intervention.

    ``kind`` is correction, normalization, expansion, supplied, surplus, gap, unclear, apparatus,
    alternative or note. ``source`` is what the source has and ``edition`` what the edition reads;
    one may be empty. ``who`` are names out of the header, or the pointers themselves where they
    lead nowhere. ``why`` is @reason, @cause or @evidence, then the words of notes and of
    ``certainty`` on it; without any, what the header's ``editorialDecl`` says of its kind.
    ``cert`` is high, medium, low, or empty.
    """

    kind: str
    location: Location
    id: str
    source: str
    edition: str
    who: tuple[str, ...]
    why: tuple[str, ...]
    cert: str


def interventions(document: Document) -> tuple[Intervention, ...]:
    """Every intervention in the texts of the document, in document order."""
    return tuple(_found(document))


def _found(document: Document) -> Iterator[Intervention]:
    remarks = _remarks(document)
    policies = _policies(document)
    for text in document.root.iter(f"{{{TEI}}}text", f"{{{TEI}}}sourceDoc"):
        if next(text.iterancestors(f"{{{TEI}}}text"), None) is not None:
            continue
        for element in text.iter(f"{{{TEI}}}*"):
            readings = _readings(document, element)
            if readings is not None:
                kind, source, edition, bearers = readings
                yield Intervention(
                    kind,
                    document.locate(element),
                    next((b.get(XML_ID, "") for b in bearers if b.get(XML_ID)), ""),
                    source,
                    edition,
                    _who(document, bearers),
                    _why(bearers, remarks) or policies.get(kind, ()),
                    _cert(bearers, remarks),
                )


def _readings(
    document: Document, element: "etree._Element"
) -> "tuple[str, str, str, list[etree._Element]] | None":
    """The kind of an intervention, its two readings, and the elements that tell of it."""
    name = _name(element)
    parent = element.getparent()
    around = _name(parent) if parent is not None else ""
    match name:
        case "choice":
            return _choice(element)
        case "app":
            readings = list(element.iter(f"{{{TEI}}}lem", f"{{{TEI}}}rdg"))
            lemma = next((e for e in readings if _name(e) == "lem"), None)
            others = [e for e in readings if e is not lemma]
            said = "; ".join(f"{_words(e) or '—'}{_witnesses(e)}" for e in others)
            return "apparatus", said, _words(lemma), [element, *readings]
        case "note" if is_editorial(document, element):
            return "note", "", _words(element), [element]
        case _ if name not in _ALONE or around == "choice":
            return None
        case "ex" if any(_name(a) == "choice" for a in element.iterancestors()):
            return None
        case "gap":
            return "gap", "", _extent(element), [element]
        case "unclear":
            return "unclear", _words(element), _words(element), [element]
        case "surplus":
            return "surplus", _words(element), "", [element]
        case "expan" if element.find(f".//{{{TEI}}}ex") is not None:
            return None
        case _:
            return _KINDS[name], "", _words(element), [element]


def _choice(
    element: "etree._Element",
) -> "tuple[str, str, str, list[etree._Element]]":
    children = list(element.iterchildren(f"{{{TEI}}}*"))
    source = next((c for c in children if _name(c) in _SOURCE), None)
    edited = next((c for c in children if _name(c) in _EDITED), None)
    bearers = [element, *(c for c in (edited, source) if c is not None)]
    if source is None and edited is None:
        said = " / ".join(_words(child) for child in children)
        return "alternative", said, _words(children[0]) if children else "", [element, *children]
    named = edited if edited is not None else source
    kind = _KINDS[_name(named)] if named is not None else "alternative"
    return kind, _words(source), _words(edited), bearers


def is_editorial(document: Document, note: "etree._Element") -> bool:
    """Whether a note is by an editor of the document: by its type, or whom @resp points at."""
    if note.get("type", "") in _EDITORIAL or note.get("resp", "") in (*_EDITORIAL, "ed."):
        return True
    for pointer in note.get("resp", "").split():
        for target in document.ids.get(pointer.removeprefix("#"), []):
            names = [_name(target), *(_name(a) for a in target.iterancestors(f"{{{TEI}}}*"))]
            if names[0] in ("editor", "principal") or "respStmt" in names:
                return True
    return False


def _who(document: Document, bearers: "list[etree._Element]") -> tuple[str, ...]:
    found: dict[str, None] = {}
    for bearer in bearers:
        for pointer in bearer.get("resp", "").split():
            found[_person(document, pointer)] = None
    return tuple(found)


def _person(document: Document, pointer: str) -> str:
    """The name of whom a pointer leads to, or the pointer."""
    for target in document.ids.get(pointer.removeprefix("#"), []) if pointer[0] == "#" else []:
        names = ("persName", "orgName", "name")
        inner = [e for n in names for e in target.iterfind(f"{{{TEI}}}{n}")]
        shown = ", ".join(filter(None, map(_words, inner))) if inner else _words(target)
        if shown:
            return shown
    return pointer


def _why(
    bearers: "list[etree._Element]", remarks: "dict[str, list[etree._Element]]"
) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for bearer in bearers:
        for attribute in ("reason", "cause", "evidence"):
            if bearer.get(attribute):
                found[bearer.get(attribute, "")] = None
        for note in bearer.iterfind(f"{{{TEI}}}note"):
            found[_all_words(note)] = None
        for remark in remarks.get(bearer.get(XML_ID, ""), ()):
            found[_all_words(remark)] = None
    return tuple(why for why in found if why)


def _policies(document: Document) -> dict[str, tuple[str, ...]]:
    """What the header says of corrections and normalizations in general (TEI P5 HD §2.3.3)."""
    found: dict[str, tuple[str, ...]] = {}
    for name, kinds in (
        ("correction", ("correction", "supplied", "surplus")),
        ("normalization", ("normalization", "expansion")),
    ):
        for element in document.root.iter(f"{{{TEI}}}{name}"):
            words = _all_words(element)
            if words and _name_of_parent(element) == "editorialDecl":
                found.update(dict.fromkeys(kinds, (words,)))
    return found


def _name_of_parent(element: "etree._Element") -> str:
    parent = element.getparent()
    return _name(parent) if parent is not None else ""


def _cert(bearers: "list[etree._Element]", remarks: "dict[str, list[etree._Element]]") -> str:
    for bearer in bearers:
        if bearer.get("cert"):
            return bearer.get("cert", "")
        for remark in remarks.get(bearer.get(XML_ID, ""), ()):
            if remark.get("cert"):
                return remark.get("cert", "")
    return ""


def _remarks(document: Document) -> "dict[str, list[etree._Element]]":
    """``certainty`` and ``note`` elements by the ids that their @target points at."""
    found: dict[str, list[etree._Element]] = {}
    for element in document.root.iter(f"{{{TEI}}}certainty", f"{{{TEI}}}note"):
        for pointer in element.get("target", "").split():
            found.setdefault(pointer.removeprefix("#"), []).append(element)
    return found


def _extent(gap: "etree._Element") -> str:
    """How much is left out: the words of the gap's desc, or its @quantity or @extent."""
    if _words(gap):
        return _words(gap)
    much = gap.get("quantity") or gap.get("extent") or ""
    return " ".join(filter(None, (much, gap.get("unit", ""))))


def _witnesses(reading: "etree._Element") -> str:
    said = " ".join(filter(None, (reading.get("wit"), reading.get("resp"))))
    return f" ({said.replace('#', '')})" if said else ""


def _words(element: "etree._Element | None") -> str:
    """The words of an element, without those of notes in it."""
    if element is None:
        return ""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and _name(child) != "note":
            parts.append(_words_raw(child))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())


def _words_raw(element: "etree._Element") -> str:
    return "".join(map(str, element.itertext()))


def _all_words(element: "etree._Element") -> str:
    return " ".join(_words_raw(element).split())


def _name(element: "etree._Element") -> str:
    return str(element.tag).rpartition("}")[2]
