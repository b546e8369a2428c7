"""The row of checkers: structure, then rules, then links, then fidelity to the witness.

A ``Checker`` holds what is compiled once and used on many documents. A schema that cannot be used
is reported once, however many documents name it.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from siglum.association import Association, Role, is_odd, of_document, of_path, on_this_machine
from siglum.document import TEI, Document, parse
from siglum.findings import Finding, FindingError, Location, Severity, finding

if TYPE_CHECKING:
    from siglum import odd
    from siglum.odd.cache import Kept
    from siglum.relaxng import Schema
    from siglum.schematron import Outline, Rules

CHECKS = ("structure", "rules", "links", "text")

_Loaded = TypeVar("_Loaded")


class Options(NamedTuple):
    """What a document is checked for, and with what.

    ``schemas`` and ``rules`` are files that replace those that the document names; None leaves it
    to the document. ``tei`` is a file with TEI's own definitions, for customizations among the
    schemas; None leaves it to these and to the store. ``schema_spec`` names one of the schemas of
    a customization that has several. ``witness`` is the transcription; None
    leaves it to the document's ``sourceDesc``. ``asked`` says that the user asked for these checks
    by name, so that one which cannot be made is worth a word. ``verbose`` adds findings on which
    schemas were used. ``phase`` is one of the rules' phases, instead of the one that a document or
    schema names; ``named`` are the files and folders of the call, which rules may speak of too, and
    ``rules_read_files`` lets their expressions read any local file. ``xinclude`` checks a document
    with what it includes, and does the same with customizations.
    """

    checks: tuple[str, ...] = CHECKS
    schemas: tuple[Path, ...] | None = None
    rules: tuple[Path, ...] | None = None
    catalogs: tuple[Path, ...] = ()
    tei: Path | None = None
    witness: Path | None = None
    asked: bool = False
    verbose: bool = False
    max_errors: int | None = None
    phase: str = ""
    named: tuple[Path, ...] = ()
    rules_read_files: bool = False
    xinclude: bool = False
    schema_spec: str = ""

    @property
    def compiling(self) -> "odd.Options":
        """How customizations are compiled."""
        from siglum import odd

        return odd.Options(self.tei, xinclude=self.xinclude, schema=self.schema_spec)


class Checker:
    """Checks documents one after another; what it compiled for one serves the next.

    ``done`` holds the checks that were made of the last document, which are fewer than were asked
    for where it names no schema or no witness.
    """

    def __init__(self) -> None:
        self.done: set[str] = set()
        self._loaded: dict[tuple[Role, Path, str], object] = {}
        self._failures: set[Finding] = set()

    def check(
        self, data: bytes, name: str, options: Options, done: set[str] | None = None
    ) -> Iterator[Finding]:
        """Yield what is wrong with a document, in the order of the checks.

        ``name`` is the file as findings show it; relative references start at its folder. The
        checks that are made are added to ``done`` as they begin.
        """
        self.done = set() if done is None else done
        try:
            document = parse(data, name=name, prove=False)
            if options.xinclude:
                from siglum.document.xinclude import expand

                document = expand(document)
            yield from self._check(document, options)
        except FindingError as error:
            yield error.finding

    def check_unread(
        self, name: str, options: Options, done: set[str] | None = None
    ) -> Iterator[Finding] | None:
        """What ``check`` yields, without holding the file in memory; None where that cannot be.

        It can where nothing but structure is checked, and the encoding is one that shows the
        beginning of the document plainly.
        """
        if options.checks != ("structure",) or options.xinclude:
            return None
        start = _start(name)
        if start is None:
            return None
        items = list(_associations(start, options))
        associations = [item for item in items if isinstance(item, Association)]
        if not associations:
            return None
        self.done = set() if done is None else done
        return chain(
            (item for item in items if isinstance(item, Finding)),
            self._structure(Path(name), associations, options),
        )

    def _check(self, document: Document, options: Options) -> Iterator[Finding]:
        associations: list[Association] = []
        wanted = {"structure", "rules"} & set(options.checks)
        for item in _associations(document, options):
            if isinstance(item, Finding):
                yield item
            else:
                associations.append(item)
        said = _Said()
        if "structure" in options.checks:
            for found in self._structure(document, associations, options):
                found = document.relocated(found)
                yield said.remember(found)
                if found.code in _ILL_FORMED:
                    return
        ruled = any(association.role is Role.RULES for association in associations)
        if not self.done and (ruled or "links" not in options.checks):
            document.prove()  # structure proves it in passing, and so do links
        if not associations:
            yield from _nothing_named(document, options, bool(wanted))
        if "rules" in options.checks:
            yield from map(said.remember, self._rules(document, associations, options))
        if "links" in options.checks:
            from siglum import links

            self.done.add("links")
            yield from (found for found in links.check(document) if found not in said)
        if "text" in options.checks:
            yield from self._fidelity(document, options)

    def _structure(
        self, source: Document | Path, associations: Iterable[Association], options: Options
    ) -> Iterator[Finding]:
        for association in associations:
            if association.role is Role.STRUCTURE:
                schema, troubles = self._once(association, options, _load_schema)
                yield from troubles
                if schema is not None:
                    self.done.add("structure")
                    if options.verbose:
                        yield _used(association)
                    yield from schema.validate(source, max_errors=options.max_errors)

    def _rules(
        self, document: Document, associations: Iterable[Association], options: Options
    ) -> Iterator[Finding]:
        for association in associations:
            if association.role is Role.RULES:
                chosen = association._replace(phase=options.phase or association.phase)
                rules, troubles = self._once(chosen, options, _load_rules)
                yield from troubles
                if rules is not None:
                    self.done.add("rules")
                    if options.verbose:
                        yield _used(association)
                    yield from rules.check(document, named=options.named)

    def _fidelity(self, document: Document, options: Options) -> Iterator[Finding]:
        witness = options.witness
        if witness is None:
            import re

            if re.search(_NAMES_A_FILE, document.utf8):
                from siglum.fidelity import witness_of

                witness = witness_of(document)
        if witness is not None:
            from siglum import fidelity

            self.done.add("text")
            if options.verbose:
                yield finding("witness-used", Location(document.name), name=witness)
            yield from fidelity.check(document, witness)
        elif options.asked:
            yield finding("witness-none", Location(document.name))

    def _once(
        self,
        association: Association,
        options: Options,
        load: Callable[[Association, Options], tuple[_Loaded, list[Finding]]],
    ) -> tuple[_Loaded | None, list[Finding]]:
        """What the schema was compiled to, or None; with findings on it the first time only."""
        key = (association.role, association.path, association.phase)
        if key in self._loaded:
            return self._loaded[key], []  # type: ignore[return-value] # the key holds the role
        loaded: _Loaded | None
        try:
            loaded, troubles = load(association, options)
        except FindingError as error:
            # not the document is at fault, whatever ails the schema
            found = error.finding._replace(environment=True)
            # a customization is asked for structure and for rules, and fails alike
            loaded, troubles = None, [] if found in self._failures else [found]
            self._failures.add(found)
        self._loaded[key] = loaded
        return loaded, troubles


def _start(name: str) -> Document | None:
    """A document of which only the beginning has been read, if that shows its instructions."""
    try:
        if not Path(name).is_file():  # a pipe can be read only once
            return None
        with Path(name).open("rb") as file:
            data = file.read(_START)
    except (OSError, ValueError):
        return None
    data = data.removeprefix(b"\xef\xbb\xbf")
    if not data.isascii() and b"<?xml-model" in data:
        # what is not ASCII may stand in an instruction, in whatever encoding
        return None
    is_plain = data.lstrip().startswith(b"<") and b"\0" not in data
    return Document(name, data, "UTF-8") if is_plain and b"<!DOCTYPE" not in data else None


_START = 1 << 14


class _Said:
    """Errors already reported, so that the same mistake is not reported in other words.

    A project's rule often speaks of a pointer in the project's own terms, and then siglum's own
    finding on that pointer would only repeat it.
    """

    def __init__(self) -> None:
        self._by_element: dict[str, list[Finding]] = {}

    def remember(self, found: Finding) -> Finding:
        """Note the finding, and hand it on."""
        if found.severity is Severity.ERROR and found.location.xpath:
            element = found.location.xpath.partition("/@")[0]
            self._by_element.setdefault(element, []).append(found)
        return found

    def __contains__(self, found: Finding) -> bool:
        element, _, attribute = found.location.xpath.partition("/@")
        import re

        words = [f"@{attribute}", *re.findall(r"#[\w.-]+", found.message)]
        return any(
            earlier.location[:3] == found.location[:3]
            or any(word in earlier.message for word in words)
            for earlier in self._by_element.get(element, ())
        )


#: What no document is without that names a transcription; a tree is built only to look closer.
_NAMES_A_FILE = rb"(?i)\.te?xt\b|\btype\s*=\s*[\"'](?:file|path)"

_ILL_FORMED = frozenset(
    """xml-not-well-formed xml-entity-undefined xml-entity-external xml-entity-expansion
    document-too-deep encoding-wrong encoding-unknown document-empty""".split()
)


def _associations(document: Document, options: Options) -> Iterator[Association | Finding]:
    """The schemas to be used: the options', and where those leave it open, the document's."""
    place = Location(document.name)
    wanted: list[Role] = []
    for role, paths in ((Role.STRUCTURE, options.schemas), (Role.RULES, options.rules)):
        if role.value in options.checks:
            if paths is None:
                wanted.append(role)
            for path in paths or ():
                yield Association(role, path, "", place)
    if wanted:
        folder = Path() if document.name == "-" else Path(document.name).parent
        yield from of_document(document, folder, options.catalogs, wanted)


def roles(path: Path, option: Role) -> tuple[Role, ...]:
    """What a file named with ``--schema`` or ``--rules`` is used for.

    Raises:
        FindingError: it cannot be used so.
    """
    usable = of_path(path)
    if option is Role.RULES and (Role.RULES in usable or path.suffix.lower() == ".rng"):
        return (Role.RULES,)
    if option is Role.STRUCTURE and usable:
        return usable
    words = "rules" if option is Role.RULES else "a schema"
    raise FindingError(finding("schema-kind", Location(str(path)), name=path, role=words))


def load_schema(path: Path, options: Options) -> "Schema":
    """The RELAX NG schema in a file, or of a customization; its ``findings`` are warnings.

    Raises:
        FindingError: it cannot be read, or is no schema.
    """
    from siglum.relaxng import Schema

    catalog = on_this_machine(options.catalogs)
    if not is_odd(path):
        return Schema.load(path, catalog=catalog)
    kept = _customization(path, options.compiling)
    return Schema.from_bytes(kept.rng, str(path), catalog=catalog)


def rules_outline(path: Path, options: Options) -> "Outline":
    """What the rules of a file say, with nothing compiled: Schematron, a grammar, an ODD.

    Raises:
        FindingError: it cannot be read, or is no schema.
    """
    from siglum import schematron

    if is_odd(path):
        kept = _customization(path, options.compiling)
        return schematron.outline(path, kept.sch, _made_of(path, kept))
    return schematron.outline(path)


@lru_cache(maxsize=4)
def _customization(path: Path, options: "odd.Options") -> "Kept":
    """A customization, compiled once for its structure and its rules."""
    from siglum.odd import cache

    return cache.load(path, options)


def _made_of(path: Path, kept: "Kept") -> tuple[Path, ...]:
    """The files that a customization is made of, its own first, as it was named."""
    return (path, *(file for file in kept.files if file != path.absolute() and file.is_file()))


def _load_schema(association: Association, options: Options) -> "tuple[Schema, list[Finding]]":
    path = association.path
    schema = load_schema(path, options)
    about = _customization(path, options.compiling).findings if is_odd(path) else ()
    return schema, [*about, *schema.findings]


def _load_rules(association: Association, options: Options) -> "tuple[Rules, list[Finding]]":
    from siglum import schematron

    path, phase = association.path, association.phase or None
    if is_odd(path):
        kept = _customization(path, options.compiling)
        rules = schematron.compile(
            kept.sch,
            name=str(path),
            base=path.parent,
            phase=phase,
            files=options.rules_read_files,
            sources=_made_of(path, kept),
        )
    else:
        catalog = on_this_machine(options.catalogs)
        rules = schematron.load(path, phase=phase, files=options.rules_read_files, catalog=catalog)
    return rules, list(rules.findings)


def _nothing_named(document: Document, options: Options, wanted: bool) -> Iterator[Finding]:
    """What there is to say of a document that no schema is named for."""
    if TEI.encode() not in document.utf8 or b"<TEI" not in document.utf8:
        document.require_tei()  # looks for TEI in the tree, which takes a while to build
    if wanted and options.schemas is None and not document.instructions("xml-model"):
        yield finding("schema-none", Location(document.name))


def _used(association: Association) -> Finding:
    return finding(
        "schema-used", association.location, name=association.path, role=association.role
    )
