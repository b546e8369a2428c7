"""The formats: each writer takes works, or citations, and answers with a file's text.

``FORMATS`` says what each is called and what its files end with. A writer knows no TEI and prints
nothing; what a format cannot hold comes back as findings.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NamedTuple, cast

from siglum.bibliography.model import Work, Written

__all__ = ["FORMATS", "Format", "write_works"]


class Format(NamedTuple):
    """A format for works: the module that writes it, and the suffix of its files."""

    module: str
    suffix: str


#: Formats that hold works and need no style, by the name that ``siglum cite --to`` takes.
FORMATS = {
    "csl-json": Format("siglum.bibliography.writers.csl_json", ".json"),
    "bibtex": Format("siglum.bibliography.writers.bibtex", ".bib"),
    "biblatex": Format("siglum.bibliography.writers.biblatex", ".biblatex.bib"),
    "ris": Format("siglum.bibliography.writers.ris", ".ris"),
}


def write_works(works: Sequence[Work], to: str) -> Written:
    """The works as a file of the format ``to``, one of ``FORMATS``."""
    write = cast("Callable[[Sequence[Work]], Written]", import_module(FORMATS[to].module).write)
    return write(works)
