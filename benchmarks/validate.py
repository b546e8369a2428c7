"""What validating costs, beside Jing, lxml and xmllint, in the same run and on the same machine.

    python benchmarks/validate.py SCHEMA SAMPLES [--large MEGABYTES] [--json FILE]

SCHEMA is a RELAX NG schema (``tei_all.rng``), SAMPLES a folder of TEI documents. Each figure is
the best of several runs of a whole process, from its start to its end: wall-clock and CPU seconds
and the peak of its memory. Peers that are not installed are left out. Nothing else should run.
"""

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ONE_OF = (60_000, 120_000)  # the size in bytes of the single document
MANY = 100


class Figure(NamedTuple):
    """A process: seconds of wall-clock and of CPU, and its peak of memory in MB."""

    wall: float
    cpu: float
    memory: float


class Peer(NamedTuple):
    """A validator: what to call it, and its command for some documents."""

    name: str
    command: Callable[[Path, list[Path]], list[str]]


def measure(command: list[str], environment: dict[str, str]) -> Figure:
    """Run a command once."""
    with tempfile.TemporaryFile() as out:
        begin = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=out, env=environment)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1, 3):
            out.seek(0)
            raise SystemExit(f"{command[:4]} failed: {out.read().decode(errors='replace')[:500]}")
    memory = used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    return Figure(wall, used.ru_utime + used.ru_stime, memory)


def best(
    command: list[str],
    environment: dict[str, str],
    runs: int,
    prepare: Callable[[], None] = lambda: None,
) -> Figure:
    """The quickest of some runs; ``prepare`` is called before each and not counted."""
    figures = []
    for _ in range(runs):
        prepare()
        figures.append(measure(command, environment))
    return min(figures)


_LXML = """
import sys
from lxml import etree
schema = etree.RelaxNG(etree.parse(sys.argv[1]))
sys.exit(not all([schema.validate(etree.parse(name)) for name in sys.argv[2:]]))
"""


def siglum(jobs: int) -> Callable[[Path, list[Path]], list[str]]:
    """The command line of siglum, with so many processes at work."""

    def command(schema: Path, documents: list[Path]) -> list[str]:
        start = [sys.executable, "-m", "siglum", "validate", "--only", "structure", "--quiet"]
        return [*start, "--jobs", str(jobs), "--schema", str(schema), *map(str, documents)]

    return command


def peers() -> list[Peer]:
    """The other validators that are installed."""
    found = []
    if jing := shutil.which("jing"):
        found.append(Peer("Jing", lambda s, d: [jing, str(s), *map(str, d)]))
    try:
        import lxml  # noqa: F401 # only to know whether it is there
    except ImportError:
        pass
    else:
        found.append(Peer("lxml", lambda s, d: [sys.executable, "-c", _LXML, str(s), *map(str, d)]))
    if xmllint := shutil.which("xmllint"):
        found.append(
            Peer("xmllint", lambda s, d: [xmllint, "--noout", "--relaxng", str(s), *map(str, d)])
        )
    return found


def usable(samples: Path, schema: Path) -> list[bytes]:
    """The documents of the folder that are valid; the others cost a second reading."""
    from siglum.relaxng import Schema

    checked = Schema.load(schema)
    found = []
    for path in sorted(samples.glob("*.xml")):
        data = path.read_bytes()
        if b"<!DOCTYPE" not in data and not any(checked.validate(data)):
            found.append(data)
    return found


def without_ids(data: bytes) -> bytes:
    """The document without ids, so that it can stand beside itself."""
    return re.sub(rb'\sxml:id="[^"]*"', b"", data)


def write_large(path: Path, documents: list[bytes], megabytes: int) -> None:
    """A corpus as one document, of about so many megabytes."""
    inner = []
    for data in documents:
        found = re.search(rb"<TEI\b.*</TEI>", without_ids(data), re.DOTALL)
        if found:
            inner.append(found.group())
    header = re.search(rb"<teiHeader\b.*?</teiHeader>", inner[0], re.DOTALL)
    with path.open("wb") as out:
        out.write(b'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">')
        out.write(header.group() if header else b"")
        number = 0
        while out.tell() < megabytes * 1_000_000:
            out.write(inner[number % len(inner)])
            number += 1
        out.write(b"</teiCorpus>")


def imported(schema: Path, document: Path, environment: dict[str, str]) -> list[str]:
    """The packages beyond the standard library that validating one document imports."""
    code = (
        "import sys; from siglum.__main__ import main\n"
        "main(sys.argv[1:]); print(*sorted({m.split('.')[0] for m in sys.modules}"
        " - set(sys.stdlib_module_names)))"
    )
    command = [sys.executable, "-c", code, *siglum(1)(schema, [document])[3:]]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return [name for name in done.stdout.split() if not name.startswith("_")]


def run(schema: Path, samples: Path, large: int, runs: int) -> dict[str, dict[str, Figure]]:
    """All figures, by what was done and by whom."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cache = folder / "cache"
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment |= {"SIGLUM_CACHE": str(cache), "PYTHONPYCACHEPREFIX": str(folder / "pyc")}
        documents = usable(samples, schema)
        size = min((len(d) for d in documents), key=lambda n: abs(n - sum(ONE_OF) // 2))
        one = folder / "one.xml"
        one.write_bytes(next(d for d in documents if len(d) == size))
        many = []
        for number in range(MANY):
            path = folder / f"{number}.xml"
            path.write_bytes(documents[number % len(documents)])
            many.append(path)
        total = sum(path.stat().st_size for path in many)

        def forget() -> None:
            shutil.rmtree(cache, ignore_errors=True)

        found: dict[str, dict[str, Figure]] = {}
        others = peers()
        measure(siglum(1)(schema, [one]), environment)  # writes the bytecode of the modules
        print("imports beyond the standard library:", *imported(schema, one, environment))

        label = f"one document, {size // 1000} KB"
        found[label] = {
            "siglum, no cache": best(siglum(1)(schema, [one]), environment, runs, forget),
            "siglum": best(siglum(1)(schema, [one]), environment, runs),
            **{p.name: best(p.command(schema, [one]), environment, runs) for p in others},
        }
        label = f"{MANY} documents, {total / 1e6:.1f} MB"
        cores = os.cpu_count() or 1
        found[label] = {
            "siglum, 1 process": best(siglum(1)(schema, many), environment, runs),
            f"siglum, {cores} processes": best(siglum(cores)(schema, many), environment, runs),
            **{p.name: best(p.command(schema, many), environment, runs) for p in others},
        }
        if large:
            corpus = folder / "corpus.xml"
            write_large(corpus, documents, large)
            found[f"one document, {large} MB"] = {
                "siglum": best(siglum(1)(schema, [corpus]), environment, 1),
                **{
                    p.name: best(p.command(schema, [corpus]), environment, 1)
                    for p in others
                    if p.name == "Jing"  # the others hold the whole tree
                },
            }
        return found


def show(found: dict[str, dict[str, Figure]], beside: str = "Jing") -> None:
    """Print the figures as tables in Markdown, how many times faster than one peer beside them."""
    for what, figures in found.items():
        print(f"\n| {what} | wall s | CPU s | memory MB | beside {beside} |")
        print("|---|---:|---:|---:|---:|")
        peer = figures.get(beside)
        for name, figure in figures.items():
            factor = f"{peer.wall / figure.wall:.1f}×" if peer else ""
            print(
                f"| {name} | {figure.wall:.3f} | {figure.cpu:.3f} | {figure.memory:.0f} "
                f"| {factor} |"
            )


def main() -> int:
    """Measure, and print; the result is the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("schema", type=Path)
    parser.add_argument("samples", type=Path)
    parser.add_argument("--large", type=int, default=300, metavar="MEGABYTES")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores")
    found = run(arguments.schema.absolute(), arguments.samples, arguments.large, arguments.runs)
    show(found)
    if arguments.json:
        figures = {w: {n: f._asdict() for n, f in fs.items()} for w, fs in found.items()}
        arguments.json.write_text(json.dumps(figures, indent=2), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
