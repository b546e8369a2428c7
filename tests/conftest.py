"""What the tests share: the checkout, the edition, and real documents where they are at hand."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SIGLUM_SHARED", ROOT.parent / "shared"))


def shared(*parts: str) -> Path:
    """A file of the shared test data; the test skips, saying so, where it is not at hand."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"shared test data is not here: {'/'.join(parts)}")
    return path


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test leaves anything in the user's cache, or depends on what is there."""
    os.environ["SIGLUM_CACHE"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One browser a process, for the tests that need one."""
    from browser.pages import launched

    with launched() as made:
        yield made
