"""The Schematron Validation Report Language (ISO 19757-3 annex D).

Other tools read it. The order of the report is that of the standard: each active pattern, and
under it what its rules said at each node.
"""

from collections.abc import Iterable
from copy import deepcopy
from typing import TYPE_CHECKING

from siglum.document import XML_LANG
from siglum.schematron.content import SVRL
from siglum.schematron.model import Check, Note, Pattern, Rich, Rule, Schema
from siglum.schematron.result import Fired, Record, Said
from siglum.schematron.writer import grouped

if TYPE_CHECKING:
    from lxml import etree

    from siglum.schematron.rules import Run


def report(schema: Schema, runs: "Iterable[Run]") -> str:
    """The report on runs that were traced, as XML text."""
    from lxml import etree

    runs = list(runs)
    root = etree.Element(f"{{{SVRL}}}schematron-output", nsmap={"svrl": SVRL})
    _set(
        root, title=schema.title, phase=schema.phase.id if schema.phase else "",
        schemaVersion=schema.version,
    )  # fmt: skip
    for prefix, uri in schema.namespaces:
        _set(_add(root, "ns-prefix-in-attribute-values"), uri=uri, prefix=prefix)
    rules = {rule.number: (pattern, rule) for pattern in schema.patterns for rule in pattern.rules}
    checks = {
        check.number: (pattern, rule, check)
        for pattern, rule in rules.values()
        for check in rule.checks
    }

    def pattern_of(record: Record) -> Pattern | None:
        match record:
            case Fired():
                return rules[record.number][0]
            case Said():
                return checks[record.number][0]
            case _:
                return None

    for pattern in schema.patterns:
        mine = [
            (run, [record for record in run.records if pattern_of(record) is pattern])
            for run in runs
        ]
        group = next(n for n, patterns in enumerate(grouped(schema)) if pattern in patterns)
        names = dict.fromkeys(run.document.name for run in runs if run.group == group)
        active = _add(root, "active-pattern")
        _set(
            active, id=pattern.id, name=pattern.title, role=pattern.role,
            documents=" ".join(name.replace(" ", "%20") for name in names),
        )  # fmt: skip
        for run, found in mine:
            for record in found:
                match record:
                    case Fired():
                        _fired(root, rules[record.number][1], run.document.name)
                    case Said():
                        _said(root, checks[record.number][2], record)
                    case _:
                        pass
    return etree.tostring(root, encoding="unicode", pretty_print=False)


def _fired(root: "etree._Element", rule: Rule, document: str) -> None:
    element = _add(root, "fired-rule")
    _set(
        element, id=rule.id, context=rule.context.text, role=rule.role, flag=rule.flag,
        document=document,
    )  # fmt: skip
    _rich(element, rule.rich)


def _said(root: "etree._Element", check: Check, said: Said) -> None:
    element = _add(root, "successful-report" if check.is_report else "failed-assert")
    _set(
        element, id=check.id, location=said.path, test=check.test.text, role=check.role,
        flag=check.flag,
    )  # fmt: skip
    if said.subjects:
        element.set("subject-location", said.subjects[0])
    _rich(element, check.rich)
    for note in check.notes:
        content = said.notes.get(note.number)
        if content is not None:
            _note(element, note, content)
    _copy(content=said.text, into=_add(element, "text"))


def _note(parent: "etree._Element", note: Note, content: "etree._Element") -> None:
    if note.is_property:
        element = _add(parent, "property-reference")
        _set(element, property=note.id, role=note.role, scheme=note.scheme)
    else:
        element = _add(parent, "diagnostic-reference")
        _set(element, diagnostic=note.id)
    text = _add(element, "text")
    _rich(text, note.rich)
    _copy(content=content, into=text)


def _copy(content: "etree._Element", into: "etree._Element") -> None:
    into.text = content.text
    for name, value in content.attrib.items():
        into.set(name, value)
    into.extend(deepcopy(child) for child in content)


def _add(parent: "etree._Element", name: str) -> "etree._Element":
    from lxml import etree

    return etree.SubElement(parent, f"{{{SVRL}}}{name}")


def _set(element: "etree._Element", **attributes: str) -> None:
    for name, value in attributes.items():
        if value:
            element.set(name, value)


def _rich(element: "etree._Element", rich: Rich) -> None:
    _set(element, see=rich.see, icon=rich.icon, fpi=rich.fpi)
    if rich.language:
        element.set(XML_LANG, rich.language)
