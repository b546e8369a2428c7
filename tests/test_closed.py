"""Closed by default: nothing that lies about in the working folder changes what siglum does."""

import os
import subprocess
import sys
from pathlib import Path

from siglum.resources import resource

GOOD = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><p>word</p></body></text>'
    "</TEI>"
)
RULES = """<schema xmlns="http://purl.oclc.org/dsdl/schematron">
<pattern><rule context="*:p"><assert id="never" test="false()">no</assert></rule></pattern>
</schema>"""
OTHER = """<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:template match="/">something else</xsl:template></xsl:stylesheet>"""


def siglum(*arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "siglum", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_catalog_in_the_working_folder_puts_no_stylesheet_in_place_of_siglum_s(
    tmp_path: Path,
) -> None:
    (tmp_path / "good.xml").write_text(GOOD)
    (tmp_path / "rules.sch").write_text(RULES)
    for name in ("text.xsl", "html.xsl", "records.xsl"):
        (tmp_path / name).write_text(OTHER)
    own = resource("xslt").as_uri()
    rewrites = "".join(
        f'<rewriteURI uriStartString="{start}/{folder}/" rewritePrefix="{tmp_path.as_uri()}/"/>'
        for start in (own, own.replace("file:///", "file:/"))
        for folder in ("text", "html", "citations")
    )
    (tmp_path / "catalog.xml").write_text(
        f'<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">{rewrites}</catalog>'
    )
    assert siglum("text", "good.xml", cwd=tmp_path).stdout == "word\n"
    assert siglum("cite", "good.xml", cwd=tmp_path).stdout.startswith("Works cited\n")
    built = siglum("build", "--out", "out", "good.xml", cwd=tmp_path)
    assert (built.returncode, built.stderr) == (0, "")
    page = (tmp_path / "out" / "html" / "index.html").read_text("utf-8")
    assert "something else" not in page
    ruled = siglum("validate", "--rules", "rules.sch", "good.xml", cwd=tmp_path)
    assert "error [never] no" in ruled.stdout


def test_a_catalog_in_the_working_folder_need_not_be_one(tmp_path: Path) -> None:
    (tmp_path / "good.xml").write_text(GOOD)
    (tmp_path / "catalog.xml").write_text("<html>my library's catalogue")
    assert siglum("text", "good.xml", cwd=tmp_path).stdout == "word\n"


def test_a_working_folder_that_is_gone(tmp_path: Path) -> None:
    (tmp_path / "good.xml").write_text(GOOD)
    gone = tmp_path / "gone"
    gone.mkdir()
    code = (
        "import os, sys; from siglum.cli import main; os.chdir(sys.argv[1]); "
        "os.rmdir(sys.argv[1]); sys.exit(main(sys.argv[2:]))"
    )
    for command in (["text"], ["validate"], ["build", "--out", str(tmp_path / "out")]):
        ran = subprocess.run(
            [sys.executable, "-c", code, gone, *command, tmp_path / "good.xml"],
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert ran.stderr.startswith(
            ".:1:1: error [file-trouble] the working folder: it is gone\n"
        ), command
        assert ran.returncode == 2
        gone.mkdir()


def test_a_working_folder_whose_name_is_no_unicode(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/\xff"
    try:
        Path(os.fsdecode(folder)).mkdir()
    except OSError:
        return  # this file system has only names in Unicode
    named = Path(os.fsdecode(folder))
    (named / "good.xml").write_text(GOOD)
    assert siglum("text", "good.xml", cwd=named).stdout == "word\n"
    assert siglum("build", "--out", "out", "good.xml", cwd=named).returncode == 0
