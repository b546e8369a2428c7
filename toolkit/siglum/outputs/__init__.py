"""The outputs: one module a format, each a function from a document to files.

An output's module (``siglum.outputs.html``, ``.text``, ``.citations``) has one public function::

    def render(document: Document, options: Options) -> Bundle

It writes nothing. An output for which another program works may offer the same in two steps,
``begin(document, options)``, a context manager of the function that makes the bundle; several
documents are then begun before the first is done. The bundle's paths are relative to the format's
own folder. Where several documents are built together, each has its own stem;
``siglum.outputs.write`` puts all the files in place, whole or not at all.
"""

from dataclasses import dataclass

from siglum.transform import Bundle

__all__ = ["FORMATS", "Bundle", "Options"]

#: Format → module, in the order in which they are built.
FORMATS = {
    "html": "siglum.outputs.html",
    "text": "siglum.outputs.text",
    "citations": "siglum.outputs.citations",
}


@dataclass(frozen=True, slots=True)
class Options:
    """What an output may vary on; the defaults are those of ``siglum.toml``.

    ``stem`` names the document's files (``<stem>.reading.txt``). ``prefix`` is put before the
    paths of pages: empty where one document is built, ``<stem>/`` where several are. ``title`` and
    ``base_url`` are the site's. ``style`` is a CSL style's name. ``wrap`` is the width at which
    plain text is wrapped, or 0. ``date`` is the build's date where an output needs one, taken from
    ``SOURCE_DATE_EPOCH``, else empty. ``formats`` are all that are built in this run, so that one
    can lead to another. ``theme`` is the path of a folder, or empty.
    """

    stem: str
    prefix: str = ""
    title: str = ""
    base_url: str = ""
    style: str = "chicago-author-date"
    wrap: int = 0
    date: str = ""
    formats: tuple[str, ...] = ()
    theme: str = ""
