"""The cache of tables: whatever is in its place, the verdict is right, and the user is told."""

import os
import random
import stat
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import pytest
from siglum.findings import Finding
from siglum.relaxng import Schema
from siglum.relaxng.cache import files, layout

RNG = 'xmlns="http://relaxng.org/ns/structure/1.0"'
SCHEMA = f"""<grammar {RNG} datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><ref name="r"/></start>
  <define name="r"><element name="r">
    <optional><attribute name="id"><data type="ID"/></attribute></optional>
    <zeroOrMore><choice>
      <element name="a">
        <attribute name="n">
          <data type="integer"><param name="minInclusive">1</param></data>
        </attribute>
        <interleave>
          <zeroOrMore><element name="b"><empty/></element></zeroOrMore>
          <optional><element name="c"><text/></element></optional>
        </interleave>
      </element>
      <element>
        <nsName ns="urn:x"><except><name ns="urn:x">no</name></except></nsName>
        <zeroOrMore><attribute><anyName/></attribute></zeroOrMore>
        <list><oneOrMore><choice>
          <value>x</value><data type="token"><except><value>z</value></except></data>
        </choice></oneOrMore></list>
      </element>
      <ref name="r"/>
    </choice></zeroOrMore>
  </element></define>
</grammar>"""
DOCUMENTS = [
    b'<r id="a"><a n="1"><b/><c>t</c><b/></a><x:y xmlns:x="urn:x" q="1">x y</x:y><r/></r>',
    b'<r><a n="0"/></r>',
    b'<r><a n="1"><d/></a></r>',
    b'<r><x:no xmlns:x="urn:x"/></r>',
    b'<r id="a"><r id="a"/></r>',
]


class Place:
    """A schema, and the cache that it has left."""

    def __init__(self, folder: Path) -> None:
        self.schema = folder / "letters.rng"
        self.schema.write_text(SCHEMA, encoding="utf-8")
        self.folder = folder / "cache"
        self.wanted, _ = self.verdicts()
        assert [bool(found) for found in self.wanted] == [False, True, True, True, True]
        (self.path,) = self.folder.iterdir()

    def verdicts(self) -> tuple[list[list[Finding]], list[str]]:
        """What is found in the documents, and what is said of the schema."""
        schema = Schema.load(self.schema)
        found = [list(schema.validate(document)) for document in DOCUMENTS]
        schema.remember()
        return found, [finding.message for finding in schema.findings]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    monkeypatch.setenv("SIGLUM_CACHE", str(tmp_path / "cache"))
    yield Place(tmp_path)


def test_what_is_kept_is_for_its_user_only(place: Place) -> None:
    assert stat.S_IMODE(place.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(place.path.stat().st_mode) == 0o600
    assert place.verdicts() == (place.wanted, [])


def damaged(data: bytes, chosen: random.Random) -> bytes:
    made = bytearray(data)
    at = chosen.randrange(len(made))
    match chosen.randrange(5):
        case 0:
            made[at] ^= 1 << chosen.randrange(8)
        case 1:
            del made[at:]
        case 2:
            made += chosen.randbytes(chosen.randrange(1, 40))
        case 3:
            del made[at : at + chosen.randrange(1, 30)]
        case _:
            made[at : at + 4] = chosen.randbytes(4)
    return bytes(made)


def test_a_damaged_cache_is_not_used_and_the_user_is_told(place: Place) -> None:
    chosen = random.Random("siglum")
    data = place.path.read_bytes()
    for _ in range(150):
        made = damaged(data, chosen)
        place.path.write_bytes(made)
        told = [] if made == data else [f"the cache {place.path} is damaged, and was not used"]
        assert place.verdicts() == (place.wanted, told)
    assert place.verdicts() == (place.wanted, [])  # it was made anew


def test_numbers_that_lead_nowhere_are_no_trouble(place: Place) -> None:
    """The checksum is right here, as nobody but an attacker, or a mistake of siglum, makes it."""
    chosen = random.Random("siglum")
    data = place.path.read_bytes()
    head = len(layout.MAGIC) + 4
    length = int.from_bytes(data[head : head + 4], "little")
    count = int.from_bytes(data[head + 4 : head + 8], "little")
    later = 0
    for _ in range(300):
        made = bytearray(data)
        at = head + 8 + length + 4 * chosen.randrange(count)
        number = chosen.choice([-1, 0, 1, 2**31 - 1, -(2**31), chosen.randrange(-50, 500)])
        made[at : at + 4] = number.to_bytes(4, "little", signed=True)
        made[head - 4 : head] = crc32(made[head:]).to_bytes(4, "little")
        place.path.write_bytes(made)
        schema = Schema.load(place.schema)
        found = [finding.code for doc in DOCUMENTS for finding in schema.validate(doc)]
        later += "schema-cache-damaged" in found
        schema.describe("a")
    assert later > 30  # not only what is looked at first is doubted


def test_the_cache_of_another_schema_is_not_used(place: Place) -> None:
    data = place.path.read_bytes()
    place.schema.write_text(SCHEMA.replace('name="c"', 'name="d"'), encoding="utf-8")
    other = files.digest(place.schema.read_bytes())
    renamed = place.path.with_name(f"{place.path.name.rpartition('-')[0]}-{other}")
    renamed.write_bytes(data)
    renamed.chmod(0o600)
    found, told = place.verdicts()
    assert [bool(findings) for findings in found] == [True, True, False, True, True]
    assert told == [f"the cache {renamed} is damaged, and was not used"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permissions of this kind")
def test_what_others_may_change_is_not_used(place: Place) -> None:
    place.path.chmod(0o666)
    told = (
        f"the cache {place.path} was not used, since it belongs to somebody else or others may "
        "change it"
    )
    assert place.verdicts() == (place.wanted, [told])
    assert stat.S_IMODE(place.path.stat().st_mode) == 0o600
    assert place.verdicts() == (place.wanted, [])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this platform has no named pipes")
def test_no_other_thing_is_opened_or_written_through(place: Place, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    place.path.unlink()
    place.path.symlink_to(victim)
    assert place.verdicts() == (place.wanted, [])
    assert victim.read_bytes() == b"precious" and not place.path.is_symlink()
    place.path.unlink()
    os.mkfifo(place.path)
    assert place.verdicts() == (place.wanted, [])
    place.path.unlink()
    place.path.mkdir()
    assert place.verdicts() == (place.wanted, [])
    assert [path.name for path in place.folder.iterdir()] == [place.path.name]


def test_no_folder_for_it(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"x")
    for named in (tmp_path / "file", tmp_path / "file" / "deeper"):
        monkeypatch.setenv("SIGLUM_CACHE", str(named))
        assert place.verdicts() == (place.wanted, [])
    monkeypatch.delenv("SIGLUM_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    monkeypatch.setattr("sys.platform", "linux")
    assert files.place("x") is None
    assert place.verdicts() == (place.wanted, [])


def test_a_relative_folder_for_caches_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SIGLUM_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setattr("sys.platform", "linux")
    assert files.place("x") == Path.home() / ".cache" / "siglum" / "x"


def test_a_full_disk_leaves_nothing_half_written(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.path.unlink()

    def full(*_: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert place.verdicts() == (place.wanted, [])
    assert list(place.folder.iterdir()) == []


def test_what_a_killed_process_left_is_cleared_away(place: Place) -> None:
    old, new = (place.folder / f"relaxng-0-{name}.1.aside" for name in ("old", "new"))
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    place.path.unlink()
    place.verdicts()
    assert {path.name for path in place.folder.iterdir()} == {new.name, place.path.name}


def test_an_included_file_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGLUM_CACHE", str(tmp_path / "cache"))
    outer, inner = tmp_path / "outer.rng", tmp_path / "inner.rng"
    outer.write_text(f'<grammar {RNG}><include href="inner.rng"/></grammar>', encoding="utf-8")
    for name in "abab":
        inner.write_text(
            f'<grammar {RNG}><start><element name="{name}"><empty/></element></start></grammar>',
            encoding="utf-8",
        )
        os.utime(inner, (0, 0))  # no clock is asked
        for _ in range(2):
            schema = Schema.load(outer)
            verdicts = [not list(schema.validate(f"<{tag}/>".encode())) for tag in "ab"]
            assert verdicts == [name == "a", name == "b"]
            schema.remember()


def test_schemas_of_one_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGLUM_CACHE", str(tmp_path / "cache"))
    for _ in range(2):
        for tag in "ab":
            data = f'<element name="{tag}" {RNG}><empty/></element>'.encode()
            schema = Schema.from_bytes(data, str(tmp_path / "same.rng"))
            assert [not list(schema.validate(f"<{t}/>".encode())) for t in "ab"] == [
                tag == "a",
                tag == "b",
            ]
            schema.remember()
    assert len(list((tmp_path / "cache").iterdir())) == 2
