"""What a document can make the engine keep is bounded, in whatever order things come."""

import gc
import random
from pathlib import Path

import pytest
from siglum.relaxng import Schema, tables
from siglum.relaxng.patterns import Pattern

RNG = 'xmlns="http://relaxng.org/ns/structure/1.0"'
INTEGER = '<data type="integer" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"/>'


def schema(folder: Path, content: str) -> Schema:
    text = (
        f'<element name="r" {RNG}><zeroOrMore><element name="g">{content}</element></zeroOrMore>'
        "</element>"
    )
    return Schema.from_bytes(text.encode(), str(folder / "x.rng"))


def alive() -> int:
    gc.collect()
    return sum(isinstance(found, Pattern) for found in gc.get_objects())


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_STATES", 300)
    monkeypatch.setattr(tables, "MAX_PATTERNS", 1000)


@pytest.mark.usefixtures("few")
def test_elements_in_any_order(tmp_path: Path) -> None:
    names = [f"e{n}" for n in range(30)]
    items = "".join(
        f'<optional><element name="{name}"><empty/></element></optional>' for name in names
    )
    chosen = random.Random("siglum")
    groups = []
    for _ in range(200):
        chosen.shuffle(names)
        groups.append(f"<g>{''.join(f'<{name}/>' for name in names)}</g>")
    checked = schema(tmp_path, f"<interleave>{items}</interleave>")
    before = alive()
    assert list(checked.validate(f"<r>{''.join(groups)}</r>".encode())) == []
    assert alive() - before < 2000
    wrong = f"<r>{''.join(groups)}<g><e1/><e1/></g></r>"
    assert [f.code for f in checked.validate(wrong.encode())] == ["element-repeated"]


@pytest.mark.usefixtures("few")
def test_attributes_in_any_order(tmp_path: Path) -> None:
    names = [f"a{n}" for n in range(16)]
    items = "".join(
        f'<optional><attribute name="{name}">{INTEGER}</attribute></optional>' for name in names
    )
    chosen = random.Random("siglum")
    tags = []
    for number in range(400):
        some = " ".join(f'{name}="{number}"' for name in chosen.sample(names, 11))
        tags.append(f"<g {some}/>")
    checked = schema(tmp_path, items)
    before = alive()
    assert list(checked.validate(f"<r>{''.join(tags)}</r>".encode())) == []
    assert alive() - before < 2000
    wrong = f'<r>{"".join(tags)}<g a3="1" a2="x" a1="1" a0="1"/></r>'
    assert [f.message for f in checked.validate(wrong.encode())] == [
        "@a2 on <g> cannot be 'x'; it must be: a whole number"
    ]
