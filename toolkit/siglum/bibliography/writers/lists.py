"""The two lists as plain text, for a reader: works in a CSL style, citations by passage."""

import textwrap
from collections.abc import Mapping, Sequence

from siglum.bibliography.dates import words
from siglum.bibliography.model import Citation, Work, Written


def write_works(
    entries: Mapping[str, str], citations: Sequence[Citation], *, wrap: int = 0
) -> Written:
    """The formatted entries, by work id, each with the passages that cite it."""
    made = [
        _filled(entry, cited_in(identity, citations), wrap) for identity, entry in entries.items()
    ]
    return Written("\n\n".join(["Works cited", *(made or ["None."])]) + "\n")


def write_citations(
    citations: Sequence[Citation], works: Sequence[Work], *, wrap: int = 0
) -> Written:
    """The citations in the order of the text: passage, quoted words, work, locator."""
    known = {work.id: work for work in works}
    made = []
    for citation in citations:
        lines = [f"“{citation.quoted}”"] if citation.quoted else []
        lines.append(source(citation, known))
        if citation.reference:
            lines.append(f"As the text has it: {citation.reference}")
        made.append(_filled(citation.label or "—", "\n".join(lines), wrap))
    return Written("\n\n".join(["Citations", *(made or ["None."])]) + "\n")


def cited_in(identity: str, citations: Sequence[Citation]) -> str:
    """``Cited in IV.1, IV.14`` for a work, or nothing."""
    labels = dict.fromkeys(c.label for c in citations if identity in c.works and c.label)
    return f"Cited in {', '.join(labels)}" if labels else ""


def source(citation: Citation, known: Mapping[str, Work]) -> str:
    """The works of a citation, briefly, with the locator."""
    named = "; ".join(short(known[identity]) for identity in citation.works if identity in known)
    parts = [named or "work not identified", citation.locator]
    return ", ".join(part for part in parts if part)


def short(work: Work) -> str:
    """Author, title and year: enough to tell a work from its neighbours."""
    names = work.names.get("author") or work.names.get("editor") or ()
    author = " and ".join(filter(None, (name.family or name.literal for name in names[:2])))
    if len(names) > 2:
        author = f"{names[0].family or names[0].literal} et al."
    issued = work.dates.get("issued")
    held = work.variables.get("archive_location", "")
    title = work.title.plain or work.container.plain or work.raw or held or work.id
    year = f"({words(issued)})" if issued else ""
    return ", ".join(filter(None, (author, " ".join(filter(None, (title, year))))))


def _filled(first: str, rest: str, wrap: int) -> str:
    """A hanging paragraph: what follows the first line is indented."""
    lines = [first, *(f"    {line}" for line in rest.split("\n") if line)]
    if wrap > 8:
        lines = [
            textwrap.fill(
                line, wrap, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
            )
            for line in lines
        ]
    return "\n".join(lines)
