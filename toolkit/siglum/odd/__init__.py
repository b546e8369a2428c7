"""Compiling a TEI customization (ODD): model → RELAX NG, Schematron, reference documentation.

One way: the ODD is read into a typed model (``model``, ``reader``), proved whole (``references``),
and written as a grammar (``grammar``), as rules (``schematron``) and as a page (``reference``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from siglum.document import Document
from siglum.document import read as read_document
from siglum.findings import Finding, FindingError, Severity
from siglum.odd.model import Customization

__all__ = ["FORMATS", "Compiled", "compile"]

#: What a customization can be written as: format → the suffix of its file.
FORMATS: Mapping[str, str] = MappingProxyType({"rng": ".rng", "sch": ".sch", "html": ".html"})


@dataclass(frozen=True, slots=True)
class Compiled:
    """A customization that is whole, ready to be written; ``findings`` are warnings about it."""

    customization: Customization
    findings: tuple[Finding, ...] = field(default=())

    def rng(self) -> str:
        """The structure, as a RELAX NG schema in the XML syntax."""
        from siglum.odd.grammar import grammar
        from siglum.relaxng.writer import write

        return write(grammar(self.customization))

    def sch(self) -> str:
        """The rules, as an ISO Schematron schema."""
        from siglum.odd.schematron import schematron

        return schematron(self.customization)

    def html(self) -> str:
        """The reference documentation, as one HTML page."""
        from siglum.odd.reference import reference

        return reference(self.customization)

    def write(self, format: str) -> str:
        """The customization in one of ``FORMATS``."""
        match format:
            case "rng":
                return self.rng()
            case "sch":
                return self.sch()
            case "html":
                return self.html()
            case _:
                raise ValueError(f"no such format: {format}")


def compile(path: str | Path | Document, *, lang: str = "en") -> Compiled:
    """Compile the ODD at ``path``; descriptions are taken in the language ``lang``.

    Raises:
        FindingError: the ODD cannot be read, or is not whole; the first error's finding.
    """
    compiled = survey(path, lang=lang)
    for found in compiled.findings:
        if found.severity is Severity.ERROR:
            raise FindingError(found)
    return compiled


def survey(path: str | Path | Document, *, lang: str = "en") -> Compiled:
    """Read the ODD and gather every finding about it, errors too, without writing anything.

    Raises:
        FindingError: the file cannot be read, or holds no ``schemaSpec``.
    """
    from siglum.odd.reader import read
    from siglum.odd.references import check

    document = path if isinstance(path, Document) else read_document(path)
    customization, findings = read(document, language=lang)
    if not any(found.code == "odd-needs-tei" for found in findings):
        findings = (*findings, *check(customization))
    return Compiled(customization, findings)
