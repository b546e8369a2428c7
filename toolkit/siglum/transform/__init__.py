"""The one place that knows the XSLT processor (saxonche).

A stylesheet is compiled once a process and run on many documents. Closed by default: the network
protocols are off, and a document reaches the processor as text that holds no DOCTYPE.

A stylesheet of texts answers with a *bundle*: the files it makes, and the elements that it had no
rule for, so that nothing is written before the whole transformation has succeeded. It is a sequence
of elements, and after each that names a file its content, a string::

    <file xmlns="urn:siglum:bundle" href="reading"/>, "…",
    <unhandled xmlns="urn:siglum:bundle" name="sp" path="/Q{http://www.tei-c.org/ns/1.0}TEI[1]/…"
      count="3"/>

That of pages is written as it goes: no tree of a page is built.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Set
from contextlib import chdir
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

from siglum.document import MAX_DEPTH, Document
from siglum.document.prolog import without_declaration
from siglum.findings import Finding, FindingError, Location, finding
from siglum.transform.linking import linked

if TYPE_CHECKING:
    from lxml import etree
    from saxonche import PySaxonProcessor, PyXdmNode, PyXdmValue

#: What a stylesheet parameter may be. A list becomes an XDM array, a mapping an XDM map, and what
#: they hold is converted as by XPath's ``parse-json``.
Parameter = str | bool | int | Path | list[Any] | dict[str, Any]

#: Before the name of a setting of the processor.
FEATURE = "http://saxon.sf.net/feature/"

_XHTML = {
    "method": "xhtml",
    "html-version": "5",
    "indent": "no",
    "omit-xml-declaration": "yes",
    "include-content-type": "no",
    "escape-uri-attributes": "no",
}


@dataclass(frozen=True, slots=True)
class Bundle:
    """What an output's stylesheet made: files by relative path, and findings on unhandled TEI.

    ``copies`` are files to be copied beside them (images), by the same kind of path.
    """

    files: dict[str, str]
    findings: tuple[Finding, ...]
    copies: dict[str, Path] = field(default_factory=dict)


class Stylesheet:
    """A compiled stylesheet. Get one from ``load`` or ``compile_text``; it can run many times."""

    def __init__(self, executable: Any, name: str) -> None:
        self._executable = executable
        self.name = name

    def run(
        self,
        source: "Document | etree._Element | PyXdmNode",
        parameters: Mapping[str, Parameter] | None = None,
        *,
        mode: str | None = None,
    ) -> "PyXdmValue":
        """Apply the stylesheet's templates to the source; the raw result is an XDM value.

        The source is also the context item of the stylesheet's global variables.

        Raises:
            FindingError: the stylesheet failed (``stylesheet-error``).
        """
        executable = self._set(parameters)
        if mode is not None:
            executable.set_initial_mode(mode)
        executable.set_result_as_raw_value(True)
        return self._applied(source, executable, executable.apply_templates_returning_value)

    def markup(
        self,
        source: "Document | etree._Element | PyXdmNode",
        parameters: Mapping[str, Parameter] | None = None,
    ) -> str:
        """The result of the stylesheet's templates, written as XHTML while they run.

        It is well-formed XML, whose attributes hold no ``<`` and no ``>``.

        Raises:
            FindingError: the stylesheet failed (``stylesheet-error``).
        """
        executable = self._set(parameters)
        for name, value in _XHTML.items():
            executable.set_property(f"!{name}", value)
        written: str = self._applied(
            source, executable, executable.apply_templates_returning_string
        )
        return written

    def _set(self, parameters: Mapping[str, Parameter] | None) -> Any:
        executable = self._executable.clone()
        for name, value in (parameters or {}).items():
            executable.set_parameter(name, _xdm(value))
        return executable

    def _applied(
        self,
        source: "Document | etree._Element | PyXdmNode",
        executable: Any,
        apply: Callable[[], Any],
    ) -> Any:
        from saxonche import PySaxonApiError

        try:
            tree = node(source)
            executable.set_initial_match_selection(xdm_value=tree)
            executable.set_global_context_item(xdm_item=tree)
            return apply()
        except PySaxonApiError as error:
            raise FindingError(_failure(self.name, error)) from None

    def text(
        self,
        source: "Document | etree._Element | PyXdmNode",
        parameters: Mapping[str, Parameter] | None = None,
    ) -> str:
        """The result of ``run`` as one string: its items' string values joined.

        Raises:
            FindingError: the stylesheet failed.
        """
        return "".join(item.get_string_value() for item in _items(self.run(source, parameters)))

    def bundle(
        self,
        source: Document,
        parameters: Mapping[str, Parameter] | None = None,
        *,
        output: str,
    ) -> Bundle:
        """Run an output's stylesheet; ``output`` is the output's name in findings.

        Raises:
            FindingError: the stylesheet failed.
        """
        files: dict[str, str] = {}
        paths: dict[str, str] = {}
        counts: Counter[str] = Counter()
        items = iter(_items(self.run(source, parameters)))
        for item in items:
            if item.local_name == "file":
                files[item.get_attribute_value("href")] = next(items).get_string_value()
            else:
                name = item.get_attribute_value("name")
                counts[name] += int(item.get_attribute_value("count"))
                paths.setdefault(name, item.get_attribute_value("path"))
        return Bundle(files, unhandled(source, counts, paths, output=output))


def unhandled(
    source: Document, counts: Mapping[str, int], paths: Mapping[str, str], *, output: str
) -> tuple[Finding, ...]:
    """What is to be said of elements without a rule: how many of each name, and where the first."""
    return tuple(
        finding(
            "element-unhandled",
            source.locate_path(paths[name]),
            element=f"<{name}>",
            count=count,
            output=output,
        )
        for name, count in sorted(counts.items())
    )


def path_of(source: Document, generated: str) -> str:
    """The path of the element for which ``generate-id()`` has made the id."""
    xpath = processor().new_xpath_processor()
    xpath.set_context(xdm_item=node(source))
    return str(xpath.evaluate_single(f"//*[generate-id() = '{generated}'] ! path()"))


@cache
def processor() -> "PySaxonProcessor":
    """The process's XSLT processor, made on first use, with the network switched off."""
    made = new_processor()
    made.set_configuration_property(f"{FEATURE}allowedProtocols", "file")
    lift_limits(made)
    return made


def new_processor() -> "PySaxonProcessor":
    """A processor that knows of no XML catalog.

    It takes a ``catalog.xml`` in the working directory for its own, which could put other
    stylesheets in place of siglum's; so it is made in a folder that has none.
    """
    from saxonche import PySaxonProcessor

    with chdir(Path(__file__).parent):
        return PySaxonProcessor(license=False)


def lift_limits(processor: "PySaxonProcessor") -> None:
    """Let the processor's parser read all that ``siglum.document`` reads.

    By itself it refuses elements nested 100 deep or with 200 attributes, and much escaped text.
    Its limits on the expansion of entities stay, and no tree may be deeper than ours.
    """
    limits = {
        "maxElementDepth": MAX_DEPTH,
        "elementAttributeLimit": 0,
        "maxXMLNameLimit": 0,
        "maxGeneralEntitySizeLimit": 0,
        "totalEntitySizeLimit": 0,
    }
    for name, limit in limits.items():
        setting = f"{FEATURE}parserProperty?uri=jdk.xml.{name}"
        processor.set_configuration_property(setting, str(limit))


class _Loaded(NamedTuple):
    """A stylesheet in use, the elements that it serves, or ``None`` for all, and how well."""

    stylesheet: Stylesheet
    elements: Set[str] | None
    is_optimized: bool


_LOADED: dict[Path, _Loaded] = {}

#: Documents of so many bytes in all are not looked through for what they have in common.
_MUCH = 16 * 1024 * 1024

#: For documents of so many bytes in all, a stylesheet is optimized: it takes as long as it saves.
_LONG = 600_000


def load(path: Path, document: Document) -> Stylesheet:
    """A stylesheet of siglum's own, as far as the documents that are at hand can need it.

    Compiling takes longer than most transformations, so what is compiled first serves documents of
    the same elements; one that has others has all of it compiled, for all that follow. It is
    optimized where there is much to transform.

    Raises:
        FindingError: it does not compile (``stylesheet-error``).
    """
    is_long = sum(len(one.utf8) for one in {document, *_NODES}) >= _LONG
    loaded = _LOADED.get(path)
    elements: Set[str] | None = None
    if loaded and (loaded.is_optimized or not is_long):
        served = loaded.elements
        if served is None:
            return loaded.stylesheet
        if document.element_names is not None and document.element_names <= served:
            return loaded.stylesheet
    else:
        elements = _elements({document, *_NODES})
    source = {"stylesheet_file": str(path.absolute())}
    if elements is not None:
        source = {"stylesheet_text": linked(path, elements)}
    stylesheet = _compile(str(path), is_optimized=is_long, **source)
    _LOADED[path] = _Loaded(stylesheet, elements, is_long)
    return stylesheet


def _elements(documents: Set[Document]) -> Set[str] | None:
    """The names of all elements in documents, if they can be told soon."""
    if sum(len(document.utf8) for document in documents) > _MUCH:
        return None
    found: set[str] = set()
    for document in documents:
        if document.element_names is None:
            return None
        found |= document.element_names
    return found


def compile_text(text: str, *, name: str) -> Stylesheet:
    """Compile a stylesheet from its text; ``name`` stands for it in findings.

    Raises:
        FindingError: it does not compile (``stylesheet-error``).
    """
    return _compile(name, stylesheet_text=text)


def _compile(name: str, *, is_optimized: bool = True, **source: str) -> Stylesheet:
    from saxonche import PySaxonApiError

    level = "10" if is_optimized else "0"
    processor().set_configuration_property(f"{FEATURE}optimizationLevel", level)
    try:
        compiler = processor().new_xslt30_processor()
        return Stylesheet(compiler.compile_stylesheet(**source), name)
    except PySaxonApiError as error:
        raise FindingError(_failure(name, error)) from None


#: The trees of documents that are still in use: several outputs are made of each.
_NODES: "WeakKeyDictionary[Document, PyXdmNode]" = WeakKeyDictionary()


def node(source: "Document | etree._Element | PyXdmNode") -> "PyXdmNode":
    """The source as a tree of the XSLT processor, without DOCTYPE, entities expanded."""
    if isinstance(source, Document):
        known = _NODES.get(source)
        if known is None:
            known = _NODES[source] = _node(source)
        return known
    from saxonche import PyXdmNode

    if isinstance(source, PyXdmNode):
        return source
    return processor().parse_xml(xml_text=_text(source))


def _text(element: "etree._Element") -> str:
    from lxml import etree

    return etree.tostring(element, encoding="unicode", with_tail=False)


def _node(source: Document) -> "PyXdmNode":
    if type(source) is Document and b"<!DOCTYPE" not in source.utf8:
        return _proved(source)
    from lxml import etree

    text = etree.tostring(source.tree, encoding="unicode", with_tail=False, doctype="")
    # lxml writes the DOCTYPE of a tree whatever it is told, but never that of an element
    if source.tree.docinfo.doctype:
        text = _text(source.root)
    return processor().parse_xml(xml_text=text)


def _proved(source: Document) -> "PyXdmNode":
    """The tree of a document without a DOCTYPE; what the processor can read is well formed."""
    from saxonche import PySaxonApiError

    from siglum.transform.untrusted import silenced

    try:
        with silenced():  # what is wrong is said by a finding
            tree = processor().parse_xml(xml_text=without_declaration(source.utf8).decode())
    except PySaxonApiError as error:
        source.prove()
        raise FindingError(_failure(source.name, error)) from None
    source.take_as_proved()
    return tree


def _items(value: Any) -> list[Any]:
    return [value.item_at(n) for n in range(value.size)] if value is not None else []


def _xdm(value: Parameter) -> Any:
    made = processor()
    match value:
        case bool():
            return made.make_boolean_value(value)
        case int():
            return made.make_integer_value(value)
        case str() | Path():
            return made.make_string_value(str(value))
        case list() if value:
            return made.make_array([_xdm(member) for member in value])
        case dict() if value:
            return made.make_map({_xdm(name): _xdm(held) for name, held in value.items()})
        case _:  # what is empty; of strings this would keep the backslashes escaped
            return made.parse_json(json_text=json.dumps(value))


def _failure(name: str, error: Exception) -> Finding:
    """The finding for what Saxon says, its first error's place read out of the message."""
    message = str(error).strip()
    place = Location(name)
    found = re.search(r"on line (\d+)(?: column (\d+))? of (\S+?):?\s", message + "\n")
    if found:
        file = Path(found.group(3)).name if found.group(3).startswith("file:") else name
        place = Location(file or name, int(found.group(1)), int(found.group(2) or 1))
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    reason = next((line for line in lines if re.match(r"[A-Z]{4}\d{4}", line)), lines[0])
    return finding("stylesheet-error", place, reason=reason)
