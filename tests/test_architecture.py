"""The rooms of the package import as the table of the architecture says, and in no circle."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "toolkit" / "siglum"
PAGE = ROOT / "docs" / "architecture.md"

# Doors, not rooms: the package's face, which knows the version, and the way to the command line.
DOORS = {"__init__", "__main__"}


def table() -> dict[str, set[str]]:
    """Each room of the table, from the top, and the rooms that it may import."""
    heading = "| room | what lives there | may import |\n|---|---|---|\n"
    rows = PAGE.read_text(encoding="utf-8").split(heading)[1].split("\n\n")[0].splitlines()
    rooms: dict[str, set[str]] = {}
    for row in rows:
        name, _, allowed = (cell.strip() for cell in row.strip("|").split("|"))
        rooms[name.strip("`").removesuffix("/").removesuffix(".py")] = (
            set(rooms) if allowed == "all of the above" else set(re.findall(r"\w+", allowed))
        ) - {"nothing", "here"}
    return rooms


def imported(module: Path) -> Iterator[str]:
    """The modules of siglum that a module names in its imports, anywhere in it, in full."""
    package = ("siglum", *module.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=source, names=names, level=level):
                base = ".".join(package[: len(package) - level + 1]) if level else ""
                whole = ".".join(part for part in (base, source) if part)
                yield from (f"{whole}.{alias.name}" for alias in names)
            case _:
                pass


MODULES = sorted(PACKAGE.rglob("*.py"))


def room(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_every_room_stands_in_the_table() -> None:
    assert {room(module) for module in MODULES} - DOORS == set(table())


@pytest.mark.parametrize("name", sorted({room(module) for module in MODULES} - DOORS))
def test_a_room_imports_what_the_table_allows(name: str) -> None:
    rooms = table()
    found = {
        parts[1]
        for module in MODULES
        if room(module) == name
        for parts in (target.split(".") for target in imported(module))
        if parts[0] == "siglum" and len(parts) > 1
    }
    assert found & set(rooms) - {name} - rooms[name] == set()


def test_a_room_stands_below_what_it_may_import() -> None:
    above: set[str] = set()
    for name, allowed in table().items():
        assert allowed - above == set(), name
        above.add(name)
