"""The Schematron conformance suite, every case, and our own cases in the same form."""

from pathlib import Path

import pytest
from conftest import SHARED, shared
from suite import run_case

SUITE = SHARED / "schematron" / "conformance"
OWN = Path(__file__).parent / "cases"

#: Cases that are not run, each with the reason.
EXCLUDED: dict[str, str] = {}

CASES = sorted(str(path.relative_to(SUITE)) for path in SUITE.rglob("*.xml"))
OWN_CASES = sorted(path.name for path in OWN.glob("*.xml"))


@pytest.mark.parametrize("name", CASES or ["(none)"])
def test_suite(name: str, tmp_path: Path) -> None:
    if name in EXCLUDED:
        pytest.skip(EXCLUDED[name])
    assert run_case(shared("schematron", "conformance", *Path(name).parts), tmp_path) == []


def test_suite_is_whole() -> None:
    shared("schematron", "conformance")
    assert len(CASES) == 87
    assert set(CASES) >= set(EXCLUDED)


@pytest.mark.parametrize("name", OWN_CASES)
def test_own_case(name: str, tmp_path: Path) -> None:
    assert run_case(OWN / name, tmp_path) == []
