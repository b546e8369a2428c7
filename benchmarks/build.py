"""What making pages costs: novels and plays to HTML, whole process and one after the other.

    python benchmarks/build.py SAMPLES [--sizes 0.2,0.7,2.3] [--stylesheet FILE] [--json FILE]

SAMPLES is a folder of TEI documents. Of its longest novel and its longest play, documents of each
size in MB are made, by repeating what is in their bodies, without ids. Each figure is the best of
several runs. ``process`` is ``siglum build --format html`` from its start to its end: seconds of
wall-clock and of CPU, and the peak of its memory. ``document`` is one more document in a process
that has made one already. With ``--stylesheet``, an XSLT stylesheet of someone else is run on the
same documents by the same processor. Nothing else should run.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

from lxml import etree

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


class Figure(NamedTuple):
    """A process: seconds of wall-clock and of CPU, and its peak of memory in MB."""

    wall: float
    cpu: float
    memory: float


_ONE_PROCESS = """
import sys, time
from pathlib import Path
from siglum.outputs import Options
from siglum.outputs.html import render
from siglum.outputs.site import read_all
first, runs, out = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
times = []
for n in range(runs + 1):
    begin = time.perf_counter()
    [source], _ = read_all([first])
    made = render(source.document, Options("x"))
    for name, text in made.files.items():
        (out / name).write_text(text, "utf-8")
    times.append(time.perf_counter() - begin)
print(min(times[1:]))
"""

_STYLESHEET = """
import sys, time
from pathlib import Path
from saxonche import PySaxonProcessor
source, runs, out, stylesheet = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
with PySaxonProcessor(license=False) as processor:
    compiler = processor.new_xslt30_processor()
    executable = compiler.compile_stylesheet(stylesheet_file=stylesheet)
    times = []
    for n in range(runs + 1):
        begin = time.perf_counter()
        text = executable.transform_to_string(source_file=source)
        (out / "other.html").write_text(text or "", "utf-8")
        times.append(time.perf_counter() - begin)
    print(min(times[1:] or times))
"""


def measure(command: list[str]) -> tuple[Figure, str]:
    """Run a command once; the figure, and what it prints."""
    with tempfile.TemporaryFile() as out:
        begin = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        printed = out.read().decode(errors="replace")
    if process.returncode:
        raise SystemExit(f"{command[:4]} failed: {printed[-800:]}")
    memory = used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    return Figure(wall, used.ru_utime + used.ru_stime, memory), printed


def longest(samples: Path) -> dict[str, Path]:
    """The longest novel, and the longest play; where there is none, one is made of the novel."""
    found: dict[str, tuple[int, Path]] = {}
    for path in samples.rglob("*.xml"):
        data = path.read_bytes()
        kind = "play" if data.count(b"<sp") > 50 else "novel" if data.count(b"<p>") > 100 else ""
        if kind and b"<body" in data:
            found[kind] = max(found.get(kind, (0, path)), (len(data), path))
    if "novel" in found:
        found.setdefault("play", found["novel"])
    return {kind: path for kind, (_, path) in sorted(found.items())}


def spoken(paragraph: etree._Element) -> None:
    """Make a paragraph a speech in verse, of lines of eight words."""
    words = "".join(map(str, paragraph.itertext())).split()
    tail = paragraph.tail
    paragraph.clear()
    paragraph.tag, paragraph.tail = f"{TEI}sp", tail
    etree.SubElement(paragraph, f"{TEI}speaker").text = (words or ["A"])[0]
    for n in range(0, len(words), 8):
        etree.SubElement(paragraph, f"{TEI}l").text = " ".join(words[n : n + 8])


def enlarge(source: Path, megabytes: float, target: Path, *, play: bool) -> None:
    """A document of about that size: what is in the body of the source, cut or repeated."""
    tree = etree.parse(source, etree.XMLParser(remove_pis=True, load_dtd=False))
    body = tree.getroot().find(f".//{TEI}body")
    if body is None:
        raise SystemExit(f"{source} has no body")
    if play and body.find(f".//{TEI}sp") is None:
        for paragraph in list(body.iter(f"{TEI}p")):
            spoken(paragraph)
    blocks = [(block, len(etree.tostring(block))) for block in body]
    size = len(etree.tostring(tree)) - sum(length for _, length in blocks)
    for block, _ in blocks:
        body.remove(block)
        for element in block.iter():
            element.attrib.pop(XML_ID, None)
    while True:
        for block, length in blocks:
            if size >= megabytes * 1e6:
                tree.write(target, encoding="utf-8", xml_declaration=True)
                return
            body.append(deepcopy(block))
            size += length


def figures(source: Path, runs: int, stylesheet: str | None) -> dict[str, float]:
    """All figures for one document."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "siglum", "build", "-q", "--format", "html"]
        whole = [*command, "--out", folder, str(source)]
        process = min(measure(whole)[0] for _ in range(runs))
        script = [sys.executable, "-c", _ONE_PROCESS, str(source), str(runs), folder]
        made = {
            "megabytes": round(source.stat().st_size / 1e6, 2),
            "wall": round(process.wall, 3),
            "cpu": round(process.cpu, 3),
            "memory": round(process.memory),
            "document": round(float(measure(script)[1]), 3),
        }
        if stylesheet:
            other = [sys.executable, "-c", _STYLESHEET, str(source), "{}", folder, stylesheet]
            alone = [part.replace("{}", "0") for part in other]
            many = [part.replace("{}", str(runs)) for part in other]
            peer = min(measure(alone)[0] for _ in range(runs))
            made |= {
                "stylesheet wall": round(peer.wall, 3),
                "stylesheet cpu": round(peer.cpu, 3),
                "stylesheet memory": round(peer.memory),
                "stylesheet document": round(float(measure(many)[1]), 3),
            }
        return made


def main() -> int:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("samples", type=Path)
    parser.add_argument("--sizes", default="0.2,0.7,2.3", help="in MB, separated by commas")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--stylesheet", help="an XSLT stylesheet to compare with")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    rows: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind, path in longest(arguments.samples).items():
            for size in arguments.sizes.split(","):
                source = Path(folder) / f"{kind}-{size}.xml"
                enlarge(path, float(size), source, play=kind == "play")
                rows[f"{kind}, {size} MB"] = figures(source, arguments.runs, arguments.stylesheet)
    if not rows:
        raise SystemExit(f"{arguments.samples} has neither a novel nor a play")
    names = list(next(iter(rows.values())))[1:]
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores")
    print("| document | " + " | ".join(names) + " | documents a second |")
    print("|---" * (len(names) + 2) + "|")
    for name, row in rows.items():
        cells = " | ".join(f"{row[key]:g}" for key in names)
        print(f"| {name} | {cells} | {1 / row['document']:.1f} |")
    if arguments.json:
        arguments.json.write_text(json.dumps(rows, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
