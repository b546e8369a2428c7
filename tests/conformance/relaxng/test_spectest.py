"""James Clark's suite for RELAX NG: every schema and every document of it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import SHARED, shared
from lxml import etree
from siglum.findings import FindingError
from siglum.relaxng import Schema

#: Line of a case → the section that the engine names, and why it is not the suite's.
OTHER_SECTIONS = {
    12: ("", "a root that is not of RELAX NG's namespace breaks no section: it is no schema"),
    **dict.fromkeys(
        (2894, 2936, 3051, 3177),
        ("3", "start has no name attribute in the specification; it had in a draft"),
    ),
}

#: Cases that are wrong themselves: line → why.
EXCLUDED: dict[int, str] = {}


class Case(NamedTuple):
    line: int
    node: etree._Element

    @property
    def sections(self) -> list[str]:
        return [s.text or "" for s in self.node.findall("section")]


def cases() -> Iterator[Case]:
    path = SHARED / "relaxng" / "spectest.xml"
    if path.exists():
        for node in etree.parse(path).iter("testCase"):
            yield Case(node.sourceline or 0, node)


CASES = list(cases())


def content(node: etree._Element) -> bytes:
    child = next(c for c in node if isinstance(c.tag, str))
    return etree.tostring(child, encoding="utf-8", with_tail=False)


def place(node: etree._Element, folder: Path) -> None:
    """Write the resources of a case."""
    for child in node:
        if child.tag == "resource":
            (folder / str(child.get("name"))).write_bytes(content(child))
        elif child.tag == "dir":
            inner = folder / str(child.get("name"))
            inner.mkdir()
            place(child, inner)


def test_all_cases_are_here() -> None:
    shared("relaxng", "spectest.xml")
    assert len(CASES) == 385
    assert len(EXCLUDED) == 0


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"line{c.line}")
def test_case(case: Case, tmp_path: Path) -> None:
    place(case.node, tmp_path)
    path = tmp_path / "schema.rng"
    for node in case.node.findall("incorrect"):
        path.write_bytes(content(node))
        with pytest.raises(FindingError) as caught:
            Schema.load(path)
        found = re.search(r"§([0-9., ]+)\)", caught.value.finding.message)
        named = found.group(1).split(", ") if found else [""]
        wanted = case.sections
        if case.line in OTHER_SECTIONS:
            wanted = [OTHER_SECTIONS[case.line][0]]
        assert set(named) & set(wanted), caught.value.finding
        assert caught.value.finding.location.line > 0
    for node in case.node.findall("correct"):
        path.write_bytes(content(node))
        for _ in range(2):  # compiled, and out of the cache
            schema = Schema.load(path)
            for document in case.node.findall("valid"):
                assert list(schema.validate(content(document))) == []
            for document in case.node.findall("invalid"):
                assert list(schema.validate(content(document)))
