"""What the lists need to know of the document: its title and its language."""

from siglum.document import TEI, XML_LANG, Document

_T = f"{{{TEI}}}"


def title_of(document: Document) -> str:
    """The main title of the teiHeader's titleStmt, or nothing."""
    titles = list(document.root.iterfind(f".//{_T}titleStmt/{_T}title"))
    main = next((t for t in titles if t.get("type") in (None, "main")), None)
    chosen = main if main is not None else next(iter(titles), None)
    return " ".join("".join(map(str, chosen.itertext())).split()) if chosen is not None else ""


def language_of(document: Document) -> str:
    """The language of the text, else of the document, as a BCP 47 tag, or nothing."""
    text = document.root.find(f"{_T}text")
    for element in (text, document.root):
        if element is not None and element.get(XML_LANG):
            return str(element.get(XML_LANG)).strip()
    return ""
