"""Finding the witness that a document names, and reading it."""

from hashlib import sha256
from pathlib import Path

import pytest
from conftest import ROOT
from siglum import fidelity
from siglum.document import Document, parse, read
from siglum.findings import FindingError


def document(folder: Path, source: str, body: str = "<p>a</p>") -> Document:
    text = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><sourceDesc>'
        f"{source}</sourceDesc></fileDesc></teiHeader><text><body>{body}</body></text></TEI>"
    )
    return parse(text.encode(), name=str(folder / "t.xml"))


def messages(doc: Document, path: Path) -> list[str]:
    return [f"{f.severity} {f.code}: {f.message}" for f in fidelity.check(doc, path)]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("<bibl><ptr target='w.txt'/></bibl>", "w.txt"),
        ("<listWit><witness><ref target='sub/w.txt'>x</ref></witness></listWit>", "sub/w.txt"),
        ("<bibl><idno type='filename'>w.text</idno></bibl>", "w.text"),
        ("<bibl><ptr target='my%20w.txt#l1'/></bibl>", "my w.txt"),
        ("<bibl><ptr target='p.jpg'/><ptr target='http://x.y/w.txt'/></bibl>", None),
        ("<p>none</p>", None),
    ],
)
def test_the_witness_is_a_text_file_that_the_header_points_at(
    tmp_path: Path, source: str, name: str | None
) -> None:
    found = fidelity.witness_of(document(tmp_path, source))
    assert found == (tmp_path / name if name else None)


def test_the_edition_names_its_witness() -> None:
    found = fidelity.witness_of(read(ROOT / "tei" / "october-revolution-iv.xml"))
    assert found == ROOT / "tei" / "october-revolution-iv.txt"


@pytest.mark.parametrize("target", ["../w.txt", "/etc/w.txt", "file:///etc/w.txt", "a/../../w.txt"])
def test_a_file_outside_the_folder_of_the_document_is_not_read(tmp_path: Path, target: str) -> None:
    with pytest.raises(FindingError) as caught:
        fidelity.witness_of(document(tmp_path, f"<bibl><ptr target='{target}'/></bibl>"))
    assert caught.value.finding.message == (
        f"the document names {target} as its witness, which is not in the document's own folder"
    )


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x")
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "w.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(FindingError):
        fidelity.witness_of(document(tmp_path / "d", "<bibl><ptr target='w.txt'/></bibl>"))


def test_a_witness_that_is_not_there_is_the_document_s_fault_where_it_names_it(
    tmp_path: Path,
) -> None:
    doc = document(tmp_path, "<bibl><ptr target='w.txt'/></bibl>")
    assert messages(doc, tmp_path / "w.txt") == [
        f"error witness-missing: there is no file {tmp_path / 'w.txt'}, "
        "which the document names as its witness"
    ]
    assert messages(doc, tmp_path / "other.txt") == [
        f"error file-missing: there is no file {tmp_path / 'other.txt'}"
    ]


def test_the_recorded_checksum_is_compared(tmp_path: Path) -> None:
    path = tmp_path / "w.txt"
    path.write_bytes(b"a")
    right = sha256(b"a").hexdigest()
    wrong = "0" * 64
    entry = "<bibl><ptr target='w.txt'/><idno type='SHA-256'>{}</idno></bibl>"
    assert messages(document(tmp_path, entry.format(right.upper())), path) == []
    assert messages(document(tmp_path, entry.format(wrong)), path) == [
        f"error witness-checksum: the SHA-256 of {path} is {right}, "
        f"and the document records {wrong}"
    ]
    assert messages(document(tmp_path, entry.format("abc")), path) == [
        "error witness-checksum-form: 'abc' is no SHA-256"
    ]
    alone = "<bibl>typed by hand <idno type='sha256'>" + wrong + "</idno></bibl>"
    assert len(messages(document(tmp_path, alone), path)) == 1


def test_the_checksum_of_one_witness_is_not_held_against_another(tmp_path: Path) -> None:
    (tmp_path / "w.txt").write_bytes(b"a")
    (tmp_path / "v.txt").write_bytes(b"a")
    entry = f"<bibl><ptr target='w.txt'/><idno type='SHA-256'>{'0' * 64}</idno></bibl>"
    assert messages(document(tmp_path, entry), tmp_path / "v.txt") == []


def test_a_witness_in_a_wrong_encoding_is_a_finding_at_its_place(tmp_path: Path) -> None:
    path = tmp_path / "w.txt"
    path.write_bytes(b"one\ncaf\xe9 x")
    (wrong,) = fidelity.check(document(tmp_path, "<p/>"), path)
    assert (wrong.code, wrong.location.line, wrong.location.column, wrong.message) == (
        "witness-encoding",
        2,
        4,
        "the witness is not UTF-8 here: byte 0xE9 (invalid continuation byte)",
    )


def test_utf_16_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "w.txt"
    path.write_bytes("a".encode("utf-16"))
    assert messages(document(tmp_path, "<p/>"), path) == []


def test_the_scars_of_a_conversion_are_warned_of(tmp_path: Path) -> None:
    path = tmp_path / "w.txt"
    path.write_text("a\ufffdb\x85c", "utf-8")
    doc = document(tmp_path, "<p/>", "<p>a\ufffdb\u0085c</p>")
    assert messages(doc, path) == [
        "warning witness-damaged: the witness has U+FFFD REPLACEMENT CHARACTER here, "
        "which no transcriber types"
    ]


def test_a_folder_is_no_witness(tmp_path: Path) -> None:
    assert messages(document(tmp_path, "<p/>"), tmp_path) == [
        f"error file-is-folder: {tmp_path} is a folder, not a document"
    ]
