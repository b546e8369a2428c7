"""A compiled customization is kept, and compiled again when any of its files has changed."""

import os
import time
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
PLAIN = odd.Options()


class Clock:
    """The clock that the cache looks at: so many seconds ahead of the one of the files."""

    def __init__(self, ahead: float) -> None:
        self.ahead = ahead

    def __call__(self) -> int:
        return time.time_ns() + round(self.ahead * 1_000_000_000)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock(ahead=60)
    monkeypatch.setattr(cache, "time_ns", made)
    return made


@pytest.fixture
def project(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SIGLUM_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("SIGLUM_STORE", str(tmp_path / "store"))
    (tmp_path / "x.odd").write_text(ODD.format(part="part.xml"), encoding="utf-8")
    return tmp_path


def states(project: Path) -> list[str]:
    """What the entry says of the state of each file."""
    (entry,) = (project / "cache").glob("odd-*")
    lines = entry.read_text(encoding="utf-8", errors="replace").split("\n")
    return [line.split(" ")[2] for line in lines if line.startswith("file ")]


def test_a_cache_gives_what_was_compiled(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "part.xml").write_text(PART.format(name="b"), encoding="utf-8")
    first = cache.load(project / "x.odd", PLAIN)
    monkeypatch.setattr(odd, "compile", None)  # nothing can be compiled any more
    monkeypatch.setattr(cache, "_known", None)  # nor a file be read
    assert cache.load(project / "x.odd", PLAIN) == first
    assert [found.code for found in first.findings] == ["odd-unreachable"]


def test_a_change_of_any_file_counts(project: Path) -> None:
    missing = cache.load(project / "x.odd", PLAIN)
    assert [found.code for found in missing.findings] == ["odd-group-missing"]
    (project / "part.xml").write_text(PART.format(name="b"), encoding="utf-8")
    there = cache.load(project / "x.odd", PLAIN)
    assert b'<element name="b">' in there.rng
    (project / "part.xml").write_text(PART.format(name="c"), encoding="utf-8")
    assert b'<element name="c">' in cache.load(project / "x.odd", PLAIN).rng
    (project / "part.xml").unlink()
    assert cache.load(project / "x.odd", PLAIN) == missing


def test_another_file_of_the_same_size_and_time_counts(project: Path) -> None:
    part = project / "part.xml"
    part.write_text(PART.format(name="b"), encoding="utf-8")
    cache.load(project / "x.odd", PLAIN)
    before = part.stat()
    other = project / "other.xml"
    other.write_text(PART.format(name="c"), encoding="utf-8")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(part)
    assert (part.stat().st_size, part.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert b'<element name="c">' in cache.load(project / "x.odd", PLAIN).rng


def test_a_file_that_is_touched_is_read_and_then_known_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "part.xml").write_text(PART.format(name="b"), encoding="utf-8")
    first = cache.load(project / "x.odd", PLAIN)
    os.utime(project / "part.xml", (1, 1))
    monkeypatch.setattr(odd, "compile", None)
    assert cache.load(project / "x.odd", PLAIN) == first
    monkeypatch.setattr(cache, "_known", None)
    assert cache.load(project / "x.odd", PLAIN) == first


def test_nothing_is_held_of_files_that_were_changed_just_now(project: Path, clock: Clock) -> None:
    (project / "part.xml").write_text(PART.format(name="b"), encoding="utf-8")
    clock.ahead = 1.5
    first = cache.load(project / "x.odd", PLAIN)
    assert states(project) == ["-", "-"]
    assert cache.load(project / "x.odd", PLAIN) == first
    assert states(project) == ["-", "-"]
    clock.ahead = 60
    assert cache.load(project / "x.odd", PLAIN) == first
    assert "-" not in states(project)


def test_what_was_changed_while_it_was_compiled_is_not_kept(
    project: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    part, compile = project / "part.xml", odd.compile
    part.write_text(PART.format(name="b"), encoding="utf-8")
    clock.ahead = 0

    def slow(*arguments: object, **options: object) -> odd.Compiled:
        compiled = compile(*arguments, **options)  # type: ignore[arg-type] # as they were given
        part.write_text(PART.format(name="c"), encoding="utf-8")
        return compiled

    monkeypatch.setattr(odd, "compile", slow)
    assert b'<element name="b">' in cache.load(project / "x.odd", PLAIN).rng
    monkeypatch.setattr(odd, "compile", compile)
    assert b'<element name="c">' in cache.load(project / "x.odd", PLAIN).rng


def test_a_damaged_cache_is_made_anew(project: Path) -> None:
    first = cache.load(project / "x.odd", PLAIN)
    (entry,) = (project / "cache").glob("odd-*")
    start = entry.read_bytes().partition(b"\n")[0] + b"\n"
    for damage in (
        b"",
        start,
        entry.read_bytes()[:-5],
        start + b"rng x\nsch 1\n",
        start + b"file x\nrng 0\nsch 0\n",
    ):
        entry.write_bytes(damage)
        assert cache.load(project / "x.odd", PLAIN) == first


def test_what_is_compiled_in_other_ways_is_kept_apart(project: Path) -> None:
    text = (project / "x.odd").read_text(encoding="utf-8")
    part = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="part.xml"/>'
    other = '<schemaSpec ident="y" start="z"><elementSpec ident="z"><content><empty/></content>'
    text = text.replace('<specGrpRef target="part.xml"/>', part)
    text = text.replace("</body>", other + "</elementSpec></schemaSpec></body>")
    (project / "x.odd").write_text(text, encoding="utf-8")
    (project / "part.xml").write_text(PART.format(name="b"), encoding="utf-8")
    for _ in range(2):
        plain, included, chosen = (
            cache.load(project / "x.odd", options)
            for options in (PLAIN, odd.Options(xinclude=True), odd.Options(schema="y"))
        )
        assert b'"b"' not in plain.rng
        assert b'<element name="b">' in included.rng
        assert b'<element name="z">' in chosen.rng
    (project / "part.xml").write_text(PART.format(name="c"), encoding="utf-8")
    assert b'<element name="c">' in cache.load(project / "x.odd", odd.Options(xinclude=True)).rng


def test_the_name_of_a_file_may_be_no_utf_8(project: Path) -> None:
    named = project / os.fsdecode(b"\xff.odd")
    try:
        (project / "x.odd").rename(named)
    except OSError:
        pytest.skip("files cannot be named so here")
    assert cache.load(named, PLAIN) == cache.load(named, PLAIN)
    assert states(project)
