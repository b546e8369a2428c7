"""Someone else's rules as a stylesheet, run in a processor that reaches nothing outside."""

import os
import re
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from siglum.document import Document
from siglum.transform import FEATURE, lift_limits, new_processor

if TYPE_CHECKING:
    from saxonche import PySaxonProcessor, PyXdmNode


_ONE_AT_A_TIME = threading.RLock()


class Problem(NamedTuple):
    """One of the processor's complaints: a line and column of the stylesheet (0 if unknown).

    ``character`` is how far the processor had read in an expression, from 1, or 0 if unknown.
    """

    line: int
    column: int
    code: str
    reason: str
    character: int = 0


class StylesheetError(Exception):
    """An untrusted stylesheet did not compile, or could not go on; ``problems`` says where."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems[0].reason)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Untrusted:
    """A stylesheet made from someone else's rules, in a processor that reaches nothing outside.

    It cannot read a file or a variable of the environment, call the network, write, or load
    another stylesheet. With ``files`` it may read local files, and still nothing else.
    """

    _executable: Any
    files: bool

    @classmethod
    def compile(cls, text: str, *, files: bool = False) -> "Untrusted":
        """Compile a stylesheet from its text.

        Raises:
            StylesheetError: it does not compile; all its errors are told.
        """
        from saxonche import PySaxonApiError

        with silenced() as said:
            try:
                compiler = _untrusted_processor(files).new_xslt30_processor()
                return cls(compiler.compile_stylesheet(stylesheet_text=text), files)
            except PySaxonApiError as error:
                raise StylesheetError(_problems(str(error), "")) from None
            finally:
                said.clear()

    def node(self, document: Document) -> "PyXdmNode":
        """The document as a tree for ``run``, without DOCTYPE, entities expanded.

        Raises:
            StylesheetError: the processor refuses the document.
        """
        from saxonche import PySaxonApiError

        if b"<!DOCTYPE" in document.utf8:
            root = document.root
            before = [*root.itersiblings(preceding=True)][::-1]
            text = "".join(
                etree.tostring(top, encoding="unicode", with_tail=False)
                for top in (*before, root, *root.itersiblings())
            )
        else:
            text = re.sub(r"\A\s*<\?xml\s.*?\?>\s*", "", document.text, flags=re.DOTALL)
        builder = _untrusted_processor(self.files).new_document_builder()
        path = Path(document.name)
        if path.is_file():
            builder.set_base_uri(path.resolve().as_uri())
        with silenced():
            try:
                return builder.parse_xml(xml_text=text)
            except PySaxonApiError as error:
                raise StylesheetError(_problems("", str(error))) from None

    def run(
        self,
        source: "PyXdmNode",
        *,
        mode: str,
        context: "PyXdmNode | None" = None,
        parameters: Mapping[str, bool] | None = None,
    ) -> tuple[str, tuple[Problem, ...]]:
        """Apply the templates of a mode (a Clark name); the result is XML text, and warnings.

        ``context`` is what global variables see, by default the source. The warnings are about
        match patterns that could not be evaluated for some node and were taken not to match.

        Raises:
            StylesheetError: an error that the stylesheet does not catch.
        """
        from saxonche import PySaxonApiError

        executable = self._executable.clone()
        for name, value in (parameters or {}).items():
            executable.set_parameter(
                name, _untrusted_processor(self.files).make_boolean_value(value)
            )
        executable.set_initial_mode(mode)
        executable.set_save_xsl_message(True)
        executable.set_global_context_item(xdm_item=source if context is None else context)
        executable.set_initial_match_selection(xdm_value=source)
        reason = ""
        result: str | None = None
        with silenced() as said, _interruptible():
            try:
                result = executable.apply_templates_returning_string()
            except PySaxonApiError as error:
                reason = str(error)
        if reason:
            raise StylesheetError(_problems("".join(said), reason))
        return result or "", _problems("".join(said), "") if said else ()


@cache
def _untrusted_processor(files: bool) -> "PySaxonProcessor":
    """A processor with no way out: no protocol, no external function, no result document."""
    made = new_processor()
    made.set_configuration_property(FEATURE + "allowedProtocols", "file" if files else "")
    made.set_configuration_property(FEATURE + "allow-external-functions", "false")
    made.set_configuration_property(FEATURE + "disableXslEvaluate", "true")
    lift_limits(made)
    return made


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let an interrupt end the process at once, as the processor never comes back from a loop.

    Python's own handler would wait for that: a rule's function may call itself without end.
    """
    is_default = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if not is_default or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def silenced() -> Iterator[list[str]]:
    """Catch what the processor writes to the standard error stream, which it always does.

    It writes past Python, to the file descriptor, which belongs to one thread meanwhile; the list
    holds the text once the block is left.
    """
    with _ONE_AT_A_TIME:
        yield from _caught()


def _caught() -> Iterator[list[str]]:
    said: list[str] = []
    try:
        sys.stderr.flush()
        kept = os.dup(2)
    except (OSError, ValueError, AttributeError):  # there is no such stream to keep clean
        yield said
        return
    with tempfile.TemporaryFile() as file:
        os.dup2(file.fileno(), 2)
        try:
            yield said
        finally:
            os.dup2(kept, 2)
            os.close(kept)
            if file.seek(0, os.SEEK_END):
                file.seek(0)
                said.append(file.read().decode(errors="replace"))


def _problems(message: str, reason: str) -> tuple[Problem, ...]:
    """The complaints in what the processor says, each with its place in the stylesheet."""
    found = []
    for part in re.split(r"^\s*(?=(?:\w+ )?(?:Error|Warning)\b)", message, flags=re.MULTILINE):
        # in an expression of several lines, a first line and column count within it
        places = list(re.finditer(r"on line (\d+)(?:\s+column (\d+))?(\s+of\b)?", part))
        place = next((found for found in places if found.group(3)), places[0] if places else None)
        told = re.search(r"^\s*([A-Z]{4}\d{4})\s+(.*)", part, re.MULTILINE | re.DOTALL)
        if not place and not told:
            continue
        text = told.group(2) if told else part
        text = re.split(r"\n\s*(?:In|at) (?:template|function|expression|xsl)", text)[0]
        line, column = (int(place.group(n) or 0) for n in (1, 2)) if place else (0, 0)
        read = re.search(r"at char (\d+)", part)
        found.append(
            Problem(
                line,
                column,
                told.group(1) if told else "",
                " ".join(text.split()),
                int(read.group(1)) if read else 0,
            )
        )
    return tuple(found) or (Problem(0, 0, "", " ".join((reason or message).split())),)
