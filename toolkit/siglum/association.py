"""Which schemas a document names: ``xml-model`` instructions, resolved on this machine.

W3C Associating Schemas with XML documents 1.0 (third edition). oXygen's older ``oxygen``
instructions, which many TEI documents still have, are read in the same way.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from siglum.document import TEI, Document, Instruction
from siglum.findings import Finding, Location, finding

RELAXNG = "http://relaxng.org/ns/structure/1.0"
SCHEMATRON = "http://purl.oclc.org/dsdl/schematron"

_COMPACT = "application/relax-ng-compact-syntax"
_OTHER_LANGUAGES = {
    "http://www.w3.org/2001/XMLSchema": "an XML Schema",
    "http://www.w3.org/2000/xmlschema": "an XML Schema",
    "http://purl.oclc.org/dsdl/nvdl/ns/structure/1.0": "NVDL",
    "application/xml-dtd": "a DTD",
    ".xsd": "an XML Schema",
    ".dtd": "a DTD",
    ".nvdl": "NVDL",
    ".css": "a stylesheet",
    ".xsl": "a stylesheet",
}


class Role(StrEnum):
    """What a schema is used for."""

    STRUCTURE = "structure"
    RULES = "rules"


class Association(NamedTuple):
    """A schema that a document is to be checked with.

    ``phase`` is the Schematron phase named, or empty; ``location`` is that of the instruction.
    """

    role: Role
    path: Path
    phase: str
    location: Location


def of_path(path: Path) -> tuple[Role, ...]:
    """What a schema named without further words is used for, by the end of its name."""
    match path.suffix.lower():
        case ".rng" | ".rnc":
            return (Role.STRUCTURE,)
        case ".sch" | ".schematron":
            return (Role.RULES,)
        case ".odd" | ".xml":
            return (Role.STRUCTURE, Role.RULES)
        case _:
            return ()


def is_odd(path: Path) -> bool:
    """Whether a schema's file is a TEI customization."""
    return path.suffix.lower() in (".odd", ".xml")


def of_document(
    document: Document,
    folder: Path,
    catalogs: Sequence[Path] = (),
    wanted: Collection[Role] = tuple(Role),
) -> Iterator[Association | Finding]:
    """The schemas that the document names, or what stands in the way of using them.

    ``folder`` is where relative references start. Only schemas for the roles ``wanted`` are looked
    for.

    Raises:
        FindingError: a catalog cannot be read.
    """
    for instruction in _instructions(document):
        href = instruction.attributes.get("href", "").strip()
        if not href:
            yield finding("schema-unnamed", instruction.location)
            continue
        roles = _roles(instruction, href)
        if isinstance(roles, str):
            yield finding("schema-language", instruction.location, href=href, language=roles)
            continue
        roles = tuple(role for role in roles if role in wanted)
        if not roles:
            continue
        path = _locate(href, folder, catalogs)
        if path is None:
            yield finding("schema-elsewhere", instruction.location, href=href)
        elif not path.is_file():
            yield finding("schema-missing", instruction.location, href=href)
        else:
            phase = instruction.attributes.get("phase", "")
            for role in roles:
                yield Association(role, path, phase, instruction.location)


def _instructions(document: Document) -> Iterator[Instruction]:
    yield from document.instructions("xml-model")
    for old in document.instructions("oxygen"):
        for name, kind in (("RNGSchema", RELAXNG), ("SCHSchema", SCHEMATRON)):
            href = old.attributes.get(name)
            if href:
                attributes = {"href": href, "schematypens": kind}
                yield Instruction(old.target, attributes, old.location)


def _roles(instruction: Instruction, href: str) -> tuple[Role, ...] | str:
    """The roles of the schema that an instruction names, or its language where it is foreign."""
    kind = instruction.attributes.get("schematypens", "").strip()
    media_type = instruction.attributes.get("type", "").strip()
    suffix = Path(href.partition("?")[0].partition("#")[0]).suffix.lower()
    match kind:
        case "http://relaxng.org/ns/structure/1.0":
            return (Role.STRUCTURE,)
        case "http://purl.oclc.org/dsdl/schematron" | "http://www.ascc.net/xml/schematron":
            return (Role.RULES,)
        case _ if kind == TEI or suffix == ".odd":
            return (Role.STRUCTURE, Role.RULES)
        case _ if media_type == _COMPACT:
            return (Role.STRUCTURE,)
        case _:
            for sign in (kind, media_type, suffix):
                if sign in _OTHER_LANGUAGES:
                    return _OTHER_LANGUAGES[sign]
            # "application/xml" says nothing: most instructions have it for an .rng
            return of_path(Path("a" + suffix)) or kind or media_type or "in an unknown language"


def _locate(href: str, folder: Path, catalogs: Sequence[Path]) -> Path | None:
    """The file that a reference stands for, or None where it is on the web only."""
    is_relative = ":" not in href and not href.startswith(("/", "\\"))
    if is_relative and not catalogs:
        return folder / (_unquote(href) if "%" in href or "#" in href else href)
    from siglum.catalog import as_path, resolve
    from siglum.document.uris import urljoin, urlsplit

    uri = urljoin(folder.absolute().as_uri() + "/", href)
    mapped = (resolve(href, catalogs) or resolve(uri, catalogs)) if catalogs else None
    if mapped is None and is_relative:
        return folder / _unquote(href)
    uri = mapped or uri
    match urlsplit(uri).scheme:
        case "file":
            return as_path(uri)
        case "http" | "https":
            from siglum.store import resolve as stored

            return stored(uri)
        case _:
            return None


def on_this_machine(catalogs: Sequence[Path]) -> Callable[[str], Path | None]:
    """A function that gives the file which stands for a web address, by catalogs and the store."""
    return lambda address: _locate(address, Path(), catalogs)


def _unquote(href: str) -> str:
    from urllib.parse import unquote

    return unquote(href.partition("#")[0])
