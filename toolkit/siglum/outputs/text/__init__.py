"""Plain text and Markdown: a document as a reader, a philologist or a text tool wants it.

``reading`` is corrected and expanded, with quotation marks where the source's own are not in the
text, notes numbered and put at the end. ``diplomatic`` has the source's own characters (see
``siglum.diplomatic``). ``markdown`` is the reading text as CommonMark, with footnotes and tables as
GitHub and Pandoc write them.

The stylesheet ``xslt/text/text.xsl`` decides what is shown; it answers with a *layout*, and the
modules here settle white space, marks and lines. The layout's elements, in no namespace::

    section     a text: blocks, then its end-note elements
    block       a line of words; @kind heading (with @level), caption, speaker, verbatim
    group       blocks on successive lines, with no blank line between
    quotation   blocks set off as a quotation;  note: blocks that stand apart
    list/item   @kind bulleted, numbered, gloss (each item with a label), simple
    table/row/cell, end-note (@n)

and within a block: words, ``em strong code link image``, ``mark`` (a generated quotation mark),
``reference`` (to an end-note), ``editorial`` (the editor's words), ``kept`` (what there is no rule
for), ``br``, ``space`` (unless there is one; with @parts, where no joint joins), ``joint`` (a break
within a word), ``nothing`` (the white space around it is one), and, in the diplomatic view, ``run``
(the text node ``@n``).
"""

from typing import TYPE_CHECKING

from siglum.document import Document
from siglum.findings import Finding, Location, finding
from siglum.transform import Bundle

if TYPE_CHECKING:
    from siglum.outputs import Options

VIEWS = ("reading", "diplomatic", "markdown")

#: The end of a view's file name in a build.
SUFFIXES = {"reading": ".reading.txt", "diplomatic": ".diplomatic.txt", "markdown": ".md"}


def render(document: Document, options: "Options") -> Bundle:
    """All three views, as ``<stem>.reading.txt``, ``<stem>.diplomatic.txt`` and ``<stem>.md``.

    Raises:
        FindingError: the document has no TEI in it (``not-tei``), or the stylesheet failed.
    """
    files: dict[str, str] = {}
    found: dict[Finding, None] = {}
    for view in VIEWS:
        made = view_of(document, view, wrap=options.wrap)
        files[options.stem + SUFFIXES[view]] = made.files[view]
        found.update(dict.fromkeys(made.findings))
    return Bundle(files, tuple(found))


def view_of(document: Document, view: str, *, wrap: int = 0, parts: str = "once") -> Bundle:
    """One view, as the only file of a bundle, under the name of the view.

    The text ends with a line feed, if it is not empty. ``wrap`` is the width of its lines, or 0
    for a line a paragraph. ``parts`` says how a quotation in several parts is marked where marks
    are generated: ``once``, or ``each`` (see docs/text.md).

    Raises:
        FindingError: the document has no TEI in it (``not-tei``), or the stylesheet failed.
    """
    from siglum import diplomatic

    document.require_tei()
    if view == "diplomatic":
        from siglum.outputs.text.plain import wrapped

        made = diplomatic.render(document)
        text, found = wrapped(made.text, wrap), made.findings
    else:
        from lxml import etree

        from siglum.outputs.text import markdown, plain
        from siglum.resources import resource
        from siglum.transform import load

        stylesheet = load(resource("xslt", "text", "text.xsl"), document)
        parameters = {"view": "reading", "{urn:siglum:marks}parts": parts}
        bundle = stylesheet.bundle(document, parameters, output="text")
        layout = etree.fromstring(bundle.files["reading"], etree.XMLParser(huge_tree=True))
        writer = markdown.render if view == "markdown" else plain.render
        with diplomatic.deep():
            text, found = writer(layout, wrap), bundle.findings
    if not text:
        found = (*found, finding("text-none", Location(document.name)))
    return Bundle({view: text + "\n" if text else ""}, found)
