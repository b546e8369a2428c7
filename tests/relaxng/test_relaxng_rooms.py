"""The rooms of the engine: small, in no circle, and all of them named where a reader looks."""

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from conftest import ROOT

ENGINE = ROOT / "toolkit" / "siglum" / "relaxng"
MODULES = {
    ".".join(("siglum", "relaxng", *path.relative_to(ENGINE).with_suffix("").parts)): path
    for path in sorted(ENGINE.rglob("*.py"))
    if path.name != "__init__.py"
}


#: Imports that are for types only, and go up.
UPWARD = {("siglum.relaxng.recovery", "siglum.relaxng.diagnose")}

#: Files that hold more than one concept yet.
LONG = {
    "siglum.relaxng.datatypes.xsd",
    "siglum.relaxng.diagnose",
    "siglum.relaxng.recovery",
}


def imported(path: Path) -> Iterator[str]:
    """The modules of the engine that a module imports, wherever in it, also for types only."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.ImportFrom(module=str(source), names=names):
                yield from ({source, *(f"{source}.{alias.name}" for alias in names)}) & set(MODULES)
            case ast.Import(names=names):
                yield from {alias.name for alias in names} & set(MODULES)
            case _:
                pass


def test_no_circle() -> None:
    graph = {
        name: [other for other in imported(path) if (name, other) not in UPWARD]
        for name, path in MODULES.items()
    }
    assert set(TopologicalSorter(graph).static_order()) == set(MODULES)


@pytest.mark.parametrize("name", sorted(MODULES.keys() - LONG))
def test_a_file_is_short(name: str) -> None:
    assert len(MODULES[name].read_text(encoding="utf-8").splitlines()) <= 400


def test_the_face_names_every_room() -> None:
    text = (ENGINE / "__init__.py").read_text(encoding="utf-8").split('"""')[1]
    rooms = {path.name.removesuffix(".py") for path in ENGINE.iterdir()} - {
        "__init__",
        "__pycache__",
    }
    assert set(re.findall(r"``([a-z_]+)``", text)) == rooms
