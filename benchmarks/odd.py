"""What compiling a customization costs, and validating by one, beside TEI's own stylesheets.

    python benchmarks/odd.py ODD TEI [--schema RNG] [--document XML] [--stylesheets DIR]

ODD is a customization (``tei_all.odd``), TEI its source (``p5subset.xml``). ``--schema`` is what
TEI compiled the same customization to (``tei_all.rng``), and with ``--document``, validating by the
ODD is measured beside validating by that, in turn, so that a machine that slows down does so for
both. ``--stylesheets`` is a copy of TEI's Stylesheets: they are run with Saxon in one process, as
far as the structure and the rules. Each figure is the best of several runs of a whole process, from
its start to its end. Nothing else should run.
"""

import argparse
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from validate import Figure, best, measure, show

PEER = "TEI's Stylesheets"
PAIRS = 40  # runs by the ODD and by the schema, in turn; they take a tenth of a second each

#: TEI's way from an ODD to RELAX NG and Schematron: merge, compile, take the rules out.
_STYLESHEETS = """
import sys
from pathlib import Path
from saxonche import PySaxonProcessor
odds, odd, tei, folder = Path(sys.argv[1]) / "odds", sys.argv[2], sys.argv[3], Path(sys.argv[4])
with PySaxonProcessor(license=False) as processor:
    def transform(stylesheet, source, target, **parameters):
        compiler = processor.new_xslt30_processor()
        executable = compiler.compile_stylesheet(stylesheet_file=str(odds / stylesheet))
        for name, value in parameters.items():
            executable.set_parameter(name, processor.make_string_value(value))
        executable.transform_to_file(source_file=str(source), output_file=str(target))
    merged = folder / "merged.odd"
    transform("odd2odd.xsl", odd, merged, defaultSource=Path(tei).as_uri(),
              useVersionFromTEI="false")
    transform("odd2relax.xsl", merged, folder / "schema.rng")
    transform("extract-isosch.xsl", merged, folder / "schema.sch")
sys.exit(0 if all((folder / f"schema.{s}").stat().st_size for s in ("rng", "sch")) else 9)
"""


def compiling(odd: Path, tei: Path, folder: Path) -> list[str]:
    """The command that writes the structure and the rules of an ODD."""
    files = ["--to", "rng,sch", "--tei", str(tei), "--out", str(folder)]
    return [sys.executable, "-m", "siglum", "odd", "compile", str(odd), *files]


def validating(schema: Path, tei: Path, document: Path, only: str) -> list[str]:
    """The command that validates a document by a schema or an ODD."""
    start = [sys.executable, "-m", "siglum", "validate", "--quiet", "--only", only]
    return [*start, "--tei", str(tei), "--schema", str(schema), str(document)]


def in_turn(
    first: list[str], second: list[str], environment: dict[str, str], pairs: int
) -> tuple[Figure, Figure, float]:
    """The best of either command, and the median of how much longer the first one takes."""
    for command in (first, second):
        measure(command, environment)  # fills the caches
    found = [(measure(first, environment), measure(second, environment)) for _ in range(pairs)]
    ratio = median(ours.wall / theirs.wall for ours, theirs in found)
    return min(ours for ours, _ in found), min(theirs for _, theirs in found), ratio


def run(arguments: argparse.Namespace) -> dict[str, dict[str, Figure]]:
    """All figures, by what was done and by whom."""
    odd, tei, runs = arguments.odd.absolute(), arguments.tei.absolute(), arguments.runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cache = folder / "cache"
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment |= {"SIGLUM_CACHE": str(cache), "PYTHONPYCACHEPREFIX": str(folder / "pyc")}

        def forget() -> None:
            shutil.rmtree(cache, ignore_errors=True)

        command = compiling(odd, tei, folder / "out")
        measure(command, environment)  # writes the bytecode of the modules
        found: dict[str, dict[str, Figure]] = {}
        found[f"{odd.name} to .rng and .sch"] = {
            "siglum, no cache": best(command, environment, runs, forget)
        }
        if arguments.stylesheets:
            peer = [str(arguments.stylesheets.absolute()), str(odd), str(tei), str(folder)]
            figure = best([sys.executable, "-c", _STYLESHEETS, *peer], environment, runs)
            found[f"{odd.name} to .rng and .sch"][PEER] = figure
        if arguments.schema and arguments.document:
            schema, document = arguments.schema.absolute(), arguments.document.absolute()
            for only in ("structure", "structure,rules"):
                beside = ["--rules", str(schema)] if "rules" in only else []
                by_odd = validating(odd, tei, document, only)
                by_schema = [*validating(schema, tei, document, only), *beside]
                ours, theirs, ratio = in_turn(by_odd, by_schema, environment, PAIRS)
                found[f"validating {document.name}: {only} ({ratio:.2f} times as long)"] = {
                    f"by {odd.name}": ours,
                    f"by {schema.name}": theirs,
                }
        return found


def main() -> int:
    """Measure, and print; the result is the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("odd", type=Path)
    parser.add_argument("tei", type=Path)
    parser.add_argument("--schema", type=Path)
    parser.add_argument("--document", type=Path)
    parser.add_argument("--stylesheets", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores")
    found = run(arguments)
    show(found, PEER)
    figures = next(iter(found.values()))
    ours, theirs = figures["siglum, no cache"], figures.get(PEER)
    if theirs is not None:
        print(f"\n{theirs.cpu / ours.cpu:.1f} times the speed of the Stylesheets, in CPU seconds")
    return 0


if __name__ == "__main__":
    sys.exit(main())
