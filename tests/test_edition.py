"""The edition itself: valid, faithful to its transcription, and built as it is checked in."""

import filecmp
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, shared
from lxml import etree

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
SOURCE = ROOT / "tei" / "october-revolution-iv.xml"
WITNESS = ROOT / "tei" / "october-revolution-iv.txt"
WITNESS_SHA256 = "e3866cb9c78c88dc78be572da5f64f36bc927f80471078272afa97ee62661e58"


def siglum(*arguments: str, cwd: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "siglum", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=300,
    )


def test_the_transcription_is_as_it_was_given() -> None:
    assert hashlib.sha256(WITNESS.read_bytes()).hexdigest() == WITNESS_SHA256


def test_validate_is_clean() -> None:
    ran = siglum("validate")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert siglum("validate", "--format", "json").stdout.strip() == "[]"


@pytest.mark.skipif(not Path("/usr/bin/jing").exists(), reason="Jing is not installed")
def test_valid_against_tei_all_by_jing() -> None:
    ran = subprocess.run(
        ["/usr/bin/jing", str(shared("tei", "tei_all.rng")), str(SOURCE)],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (ran.returncode, ran.stdout) == (0, "")


def test_valid_against_tei_all() -> None:
    schema = shared("tei", "tei_all.rng")
    ran = siglum("validate", "--schema", str(schema), "--only", "structure", str(SOURCE))
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_diplomatic_text_equals_the_transcription() -> None:
    ran = siglum("text", str(SOURCE), "--view", "diplomatic")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.removesuffix("\n") == WITNESS.read_text(encoding="utf-8")


def test_every_citable_unit_has_an_id() -> None:
    tree = etree.parse(SOURCE)
    units = tree.xpath(
        "//t:text//*[self::t:p or self::t:head or self::t:div or self::t:quote or self::t:said"
        " or self::t:soCalled or self::t:note or self::t:closer][not(@xml:id)]",
        namespaces=TEI,
    )
    assert units == []


@pytest.mark.parametrize("number", range(1, 21))
def test_paragraph_references_resolve(number: int) -> None:
    """``citeStructure`` of the header makes IV.1 to IV.20 resolve, one paragraph each."""
    tree = etree.parse(SOURCE)
    [section] = tree.xpath("//t:refsDecl/t:citeStructure", namespaces=TEI)
    paragraph = section.find("t:citeStructure", TEI)

    def prefixed(path: str) -> str:
        return "/".join(f"t:{step}" if step else "" for step in path.split("/"))

    name, delimiter, rest = f"IV.{number}".partition(paragraph.get("delim"))
    [found] = [
        element
        for element in tree.xpath(prefixed(section.get("match")), namespaces=TEI)
        if element.xpath(section.get("use"))[0] == name
    ]
    hits = [
        element
        for element in found.xpath(prefixed(paragraph.get("match")), namespaces=TEI)
        if element.xpath(paragraph.get("use"))[0] == rest
    ]
    assert delimiter == "."
    assert [hit.get("{http://www.w3.org/XML/1998/namespace}id") for hit in hits] == [f"iv.{number}"]


def test_the_built_edition_is_current(tmp_path: Path) -> None:
    """Building gives, byte for byte, what is checked in under ``output/``."""
    ran = siglum("build", "--out", str(tmp_path / "output"))
    assert ran.returncode == 0, ran.stdout + ran.stderr
    built, checked_in = tmp_path / "output", ROOT / "output"

    def files(folder: Path) -> set[str]:
        return {
            os.path.relpath(Path(top) / name, folder)
            for top, _, names in os.walk(folder)
            for name in names
        }

    assert files(built) == files(checked_in)
    _, different, unreadable = filecmp.cmpfiles(
        built, checked_in, sorted(files(built)), shallow=False
    )
    assert (different, unreadable) == ([], [])
