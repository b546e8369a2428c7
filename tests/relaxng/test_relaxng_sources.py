"""Whatever way a document comes to a schema, it is the same document."""

from pathlib import Path

import pytest
from siglum.document import parse
from siglum.relaxng import Schema

GRAMMAR = b"""<element name="a" xmlns="http://relaxng.org/ns/structure/1.0"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <attribute name="key"><choice><data type="NCName"/>CHOICE</choice></attribute><text/></element>"""

#: Two schemas: one that answers by its tables alone, and one whose values depend on prefixes.
SCHEMAS = {
    "plain": GRAMMAR.replace(b"CHOICE", b""),
    "contextual": GRAMMAR.replace(b"CHOICE", b'<data type="QName"/>'),
}


@pytest.fixture(params=SCHEMAS)
def schema(request: pytest.FixtureRequest) -> Schema:
    return Schema.from_bytes(SCHEMAS[request.param], "a.rng")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252", "cp437"]
)
def test_any_encoding(schema: Schema, encoding: str, tmp_path: Path) -> None:
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>\n<a key="ü">ß</a>'
    data = text.encode(encoding)
    (tmp_path / "a.xml").write_bytes(data)
    with (tmp_path / "a.xml").open("rb") as file:
        for source in (data, parse(data), tmp_path / "a.xml", file):
            assert list(schema.validate(source)) == [], source


@pytest.mark.parametrize(
    ("declaration", "code"),
    [
        ('<!ENTITY x "y">', None),
        ("<!ENTITY % more \"<!ENTITY x 'y'>\"> %more;", None),
        ("<!ENTITY y 'z'>", "xml-entity-undefined"),
        ('<!ENTITY % more SYSTEM "more.ent"> %more;', "xml-entity-undefined"),
        ('<!ENTITY x SYSTEM "x.txt">', "xml-entity-external"),
    ],
)
def test_entities(schema: Schema, declaration: str, code: str | None, tmp_path: Path) -> None:
    data = f'<!DOCTYPE a [{declaration}]>\n<a key="k">&x;</a>'.encode()
    (tmp_path / "a.xml").write_bytes(data)
    for source in (data, tmp_path / "a.xml"):
        found = [(f.code, *f.location[1:3]) for f in schema.validate(source)]
        assert found == ([(code, 2, 12)] if code else [])
