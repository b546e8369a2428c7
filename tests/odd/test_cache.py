"""A compiled customization is kept, and compiled again when any of its files has changed."""

from pathlib import Path

import pytest
from siglum import odd
from siglum.odd import cache

ODD = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>
<schemaSpec ident="x" start="a"><specGrpRef target="{part}"/>
<elementSpec ident="a" mode="add"><content><textNode/></content></elementSpec>
</schemaSpec></body></text></TEI>"""
PART = """<specGrp xmlns="http://www.tei-c.org/ns/1.0"><elementSpec ident="{name}" mode="add">
<content><empty/></content></elementSpec></specGrp>"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SIGLUM_CACHE", str(tmp_path / "cache"))
    (tmp_path / "x.odd").write_text(ODD.format(part="part.xml"), encoding="utf-8")
    return tmp_path


def test_a_cache_gives_what_was_compiled(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "part.xml").write_text(PART.format(name="b"), encoding="utf-8")
    first = cache.load(project / "x.odd")
    monkeypatch.setattr(odd, "compile", None)  # nothing can be compiled any more
    assert cache.load(project / "x.odd") == first
    assert [found.code for found in first.findings] == ["odd-unreachable"]


def test_a_change_of_any_file_counts(project: Path) -> None:
    missing = cache.load(project / "x.odd")
    assert [found.code for found in missing.findings] == ["odd-group-missing"]
    (project / "part.xml").write_text(PART.format(name="b"), encoding="utf-8")
    there = cache.load(project / "x.odd")
    assert b'<element name="b">' in there.rng
    (project / "part.xml").write_text(PART.format(name="c"), encoding="utf-8")
    assert b'<element name="c">' in cache.load(project / "x.odd").rng


def test_a_damaged_cache_is_made_anew(project: Path) -> None:
    first = cache.load(project / "x.odd")
    (entry,) = (project / "cache").glob("odd-*")
    for damage in (
        b"",
        b"siglum odd 5\n",
        entry.read_bytes()[:-5],
        b"siglum odd 5\nrng x\nsch 1\n",
    ):
        entry.write_bytes(damage)
        assert cache.load(project / "x.odd") == first
