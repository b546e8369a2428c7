"""The built wheel, installed outside the checkout, does the main job."""

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import ROOT

EDITION = ("tei", "siglum.toml")


def run(command: Sequence[str | Path], cwd: Path) -> str:
    """What the command prints; a failure shows all of it."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "SIGLUM"))}
    ran = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=600,
    )
    assert ran.returncode == 0, f"{command}\n{ran.stdout}"
    return ran.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``bin`` of a fresh environment with the wheel in it.

    What siglum depends on is taken from the environment of the tests, so that the test needs no
    package index; that the wheel names its dependencies is what ``pip check`` proves.
    """
    base = tmp_path_factory.mktemp("wheel")
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", base, ROOT], base)
    [wheel] = base.glob("*.whl")
    environment = base / "environment"
    run([sys.executable, "-m", "venv", environment], base)
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    run([scripts / "python", "-m", "pip", "install", "--no-deps", "--no-index", wheel], base)
    [packages] = environment.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return scripts


def test_the_wheel_is_what_runs(installed: Path, tmp_path: Path) -> None:
    where = run([installed / "python", "-c", "import siglum; print(siglum.__file__)"], tmp_path)
    assert Path(where.strip()).is_relative_to(installed.parent)


def test_the_dependencies_are_named(installed: Path, tmp_path: Path) -> None:
    assert "No broken requirements found" in run(
        [installed / "python", "-m", "pip", "check"], tmp_path
    )


def test_the_wheel_is_typed_and_brings_its_data(installed: Path, tmp_path: Path) -> None:
    code = (
        "import siglum, pathlib; from siglum.resources import resource\n"
        "assert (pathlib.Path(siglum.__file__).parent / 'py.typed').exists()\n"
        "for parts in (('xslt', 'html'), ('xslt', 'text'), ('xslt', 'common'),\n"
        "              ('schemas', 'siglum.rng'), ('schemas', 'findings.schema.json')):\n"
        "    assert 'site-packages' in str(resource(*parts)), parts\n"
    )
    run([installed / "python", "-c", code], tmp_path)


def test_the_main_job(installed: Path, tmp_path: Path) -> None:
    for name in (*EDITION, "schemas"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    run([installed / "siglum", "validate"], tmp_path)
    run([installed / "siglum", "build"], tmp_path)
    for name in ("html", "text", "citations"):
        made = sorted(p.relative_to(tmp_path) for p in (tmp_path / "output" / name).rglob("*"))
        kept = sorted(p.relative_to(ROOT) for p in (ROOT / "output" / name).rglob("*"))
        assert made == kept
        for path in made:
            if (tmp_path / path).is_file():
                assert (tmp_path / path).read_bytes() == (ROOT / path).read_bytes(), path
