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
    order = list(
        TopologicalSorter({n: list(imported(p)) for n, p in MODULES.items()}).static_order()
    )
    assert set(order) == set(MODULES)


@pytest.mark.parametrize("name", MODULES)
def test_a_file_is_short(name: str) -> None:
    assert len(MODULES[name].read_text(encoding="utf-8").splitlines()) <= 400


def test_the_face_names_every_room() -> None:
    text = (ENGINE / "__init__.py").read_text(encoding="utf-8").split('"""')[1]
    rooms = {path.name.removesuffix(".py") for path in ENGINE.iterdir()} - {
        "__init__",
        "__pycache__",
    }
    assert set(re.findall(r"``([a-z_]+)``", text)) == rooms
