"""Fidelity: is the text of a document that of the witness that it transcribes?

The diplomatic text (``siglum.diplomatic``) must equal the transcription character for character,
line breaks within a paragraph aside. What an editor changes is declared in the markup: the
diplomatic text leaves it out, and ``interventions`` lists it. Every other difference is a finding.
"""

from collections.abc import Iterator
from pathlib import Path

from siglum.document import Document
from siglum.fidelity.interventions import Intervention, interventions
from siglum.fidelity.witness import read_witness, witness_of
from siglum.findings import Finding, FindingError

__all__ = ["Intervention", "check", "interventions", "witness_of"]


def check(document: Document, witness: Path) -> Iterator[Finding]:
    """Compare a document's diplomatic text with the transcription at ``witness``.

    Each difference is one finding at its place in the document, with its place in the witness as
    the second of its related places. A witness that is not there, is not text, or has not the
    SHA-256 that the document records is a finding, too.
    """
    from siglum import diplomatic
    from siglum.fidelity.compare import differences

    try:
        document.require_tei()
        text, found = read_witness(document, witness)
    except FindingError as error:
        yield error.finding
        return
    yield from found
    try:
        rendered = diplomatic.render(document)
    except FindingError as error:
        yield error.finding
        return
    yield from differences(document, rendered, text, str(witness))
