"""Customizations, and what their reference says."""

import re
from pathlib import Path

from lxml import html

SOURCE = Path(__file__).with_name("odd") / "source.xml"


def customization(folder: Path, specs: str, guide: str = "") -> Path:
    path = folder / "test.odd"
    modules = "".join(f'<moduleRef key="{key}"/>' for key in "tei core textstructure".split())
    path.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:sch="http://purl.oclc.org/dsdl/schematron">'
        "<teiHeader><fileDesc><titleStmt><title>Letters</title></titleStmt></fileDesc></teiHeader>"
        f'<text><body>{guide}<schemaSpec ident="test" start="TEI">{modules}{specs}</schemaSpec>'
        "</body></text></TEI>",
        encoding="utf-8",
    )
    return path


def words(element: html.HtmlElement) -> str:
    said = " ".join(" ".join(map(str, element.itertext())).split())
    return re.sub(r" (?=[,.;](?: |$))", "", said)
