"""Compiling a TEI customization (ODD): model → merge → RELAX NG, Schematron, documentation.

One way: the ODD is read into a typed model (``specifications``, ``contents``, ``declarations``),
put over the definitions that it starts from (``sources``, ``merge``, ``changes``), freed of what
refers to nothing (``pruning``, ``needed``) and checked (``checks``), and written: as a grammar
(``grammar``), as rules (``schematron``), as a page (``reference``), as an ODD that takes nothing
from elsewhere (``compiled``), and as JSON (``data``).
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from siglum.document import Document
from siglum.document import read as read_document
from siglum.findings import Finding, FindingError, Severity

if TYPE_CHECKING:
    from siglum.odd.inheritance import Inheritance
    from siglum.odd.model import Customization
    from siglum.relaxng.syntax import Grammar

__all__ = ["FORMATS", "Compiled", "Options", "compile", "survey"]

#: What a customization can be written as: format → the suffix of its file.
FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "rng": ".rng",
        "rnc": ".rnc",
        "sch": ".sch",
        "html": ".html",
        "odd": ".compiled.odd",
        "json": ".json",
    }
)


class Options(NamedTuple):
    """How an ODD is compiled; what each means is said of ``compile``."""

    tei: Path | None = None
    lang: str = ""
    xinclude: bool = False
    schema: str = ""


class Compiled(NamedTuple):
    """A customization that is whole, ready to be written.

    ``structure`` is its grammar, ``rules`` its Schematron schema, ``findings`` are warnings about
    it, ``files`` the files that it was made of, or that were looked for and are missing.
    """

    customization: "Customization"
    inheritance: "Inheritance"
    structure: "Grammar"
    rules: str = ""
    findings: tuple[Finding, ...] = ()
    files: tuple[Path, ...] = ()

    @property
    def has_own_rules(self) -> bool:
        """Whether rules stand in the customization itself, and not in what it starts from."""
        from siglum.odd.model import MacroSpec, Spec, attributes_of

        made = self.customization
        found = list(made.constraints)
        specs: list[Spec] = [
            *made.elements.values(),
            *made.classes.values(),
            *made.macros.values(),
        ]
        for spec in specs:
            found += spec.constraints
            if not isinstance(spec, MacroSpec):
                for attribute in attributes_of(spec.attributes):
                    found += attribute.constraints
        own = None if made.at is None else made.at.files
        return any(constraint.at is not None and constraint.at.files is own for constraint in found)

    def rng(self) -> str:
        """The structure, as a RELAX NG schema in the XML syntax."""
        from siglum.relaxng.xml_syntax.writer import write

        return write(self.structure)

    def rnc(self) -> str:
        """The structure, as a RELAX NG schema in the compact syntax."""
        from siglum.relaxng.compact_syntax.writer import write

        return write(self.structure)

    def sch(self) -> str:
        """The rules, as an ISO Schematron schema."""
        return self.rules

    def html(self) -> str:
        """The reference documentation, as one HTML page."""
        from siglum.odd.reference import reference

        return reference(self.customization, self.inheritance)

    def pages(self, name: str) -> dict[str, str]:
        """The reference documentation as many pages, by path: ``name.html`` and its folder."""
        from siglum.odd.pages import pages

        return pages(self.customization, self.inheritance, name)

    def odd(self) -> str:
        """The customization as an ODD that takes nothing from elsewhere."""
        from siglum.odd.compiled import compiled

        return compiled(self.customization, self.inheritance)

    def json(self) -> str:
        """The customization as JSON."""
        from siglum.odd.data import data

        return data(self.customization, self.inheritance)

    def write(self, format: str) -> str:
        """The customization in one of ``FORMATS``."""
        match format:
            case "rng":
                return self.rng()
            case "rnc":
                return self.rnc()
            case "sch":
                return self.sch()
            case "html":
                return self.html()
            case "odd":
                return self.odd()
            case "json":
                return self.json()
            case _:
                raise ValueError(f"no such format: {format}")


def compile(
    path: str | Path | Document,
    *,
    tei: str | Path | None = None,
    lang: str = "",
    xinclude: bool = False,
    schema: str = "",
) -> Compiled:
    """Compile the ODD at ``path``.

    ``tei`` is a file with TEI's own definitions (``p5subset.xml``), in place of that which the ODD
    names or which is in the store of schemas. Descriptions are taken in the language ``lang``, or
    that of the ODD (``docLang``). ``xinclude`` puts in what the ODD includes by XInclude.
    ``schema`` is the ``ident`` of the ``schemaSpec``, for an ODD that has several; "" is the first.

    Raises:
        FindingError: the ODD cannot be read, or is not whole; the first error's finding.
    """
    compiled = survey(path, tei=tei, lang=lang, xinclude=xinclude, schema=schema)
    for found in compiled.findings:
        if found.severity is Severity.ERROR:
            raise FindingError(found)
    return compiled


def survey(
    path: str | Path | Document,
    *,
    tei: str | Path | None = None,
    lang: str = "",
    xinclude: bool = False,
    schema: str = "",
) -> Compiled:
    """Read the ODD and gather every finding about it, errors too, without writing anything.

    Raises:
        FindingError: the file cannot be read, or holds no such ``schemaSpec``.
    """
    from siglum.odd.customization import build

    document = path if isinstance(path, Document) else read_document(path)
    options = Options(None if tei is None else Path(tei), lang, xinclude, schema)
    whole = build(document, options)
    return Compiled(
        whole.customization,
        whole.inheritance,
        whole.structure,
        whole.rules,
        whole.findings,
        whole.files,
    )
