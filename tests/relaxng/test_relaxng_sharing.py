"""One schema for many: threads that share it, and processes that share its cache."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import ROOT
from siglum.relaxng import Schema, tables
from siglum.relaxng.cache import files

ESSAY = ROOT / "tei" / "october-revolution-iv.xml"
SCHEMA = ROOT / "schemas" / "siglum.rng"


def documents() -> list[bytes]:
    """The essay, and the essay with one mistake, each in another line."""
    lines = ESSAY.read_bytes().split(b"\n")
    made = [b"\n".join(lines)]
    for number, line in enumerate(lines):
        if b"<p xml:id=" in line:
            wrong = line.replace(b" n=", b" wrong=", 1)
            made.append(b"\n".join([*lines[:number], wrong, *lines[number + 1 :]]))
    return made


def verdict(data: bytes) -> list[tuple[str, int, int]]:
    return [(f.code, f.location.line, f.location.column) for f in SHARED[0].validate(data)]


def alone(data: bytes) -> list[tuple[str, int, int]]:
    """The same, with a schema that is loaded for it."""
    return [(f.code, *f.location[1:3]) for f in Schema.load(SCHEMA).validate(data)]


SHARED: list[Schema] = []


@pytest.mark.parametrize("states", [tables.MAX_STATES, 50])
def test_threads_share_a_schema(
    states: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGLUM_CACHE", str(tmp_path))
    made = documents()
    expected = [alone(data) for data in made]
    assert expected[0] == [] and sum(map(bool, expected)) >= 20
    monkeypatch.setattr(tables, "MAX_STATES", states)
    SHARED[:] = [Schema.load(SCHEMA)]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(verdict, made * 4)) == expected * 4


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_share_a_cache(
    method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this platform cannot {method}")
    monkeypatch.setenv("SIGLUM_CACHE", str(tmp_path))
    made = documents()[:8]
    expected = [alone(data) for data in made]
    for kept in tmp_path.iterdir():
        kept.unlink()
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(4, mp_context=context) as processes:
        assert list(processes.map(alone, made * 2)) == expected * 2
    named = files.digest(SCHEMA.read_bytes())
    assert [path.name.rpartition("-")[2] for path in tmp_path.iterdir()] == [named]
