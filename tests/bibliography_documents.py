"""Small TEI documents for the tests of bibliography."""

from siglum.bibliography import Bibliography, Work, extract
from siglum.document import Document, parse

DATE = '<date when="1900"/>'


def document(body: str = "", entries: str = "", header: str = "", attributes: str = "") -> Document:
    """A TEI document with a text, a list of works, and more for its header."""
    return parse(
        f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"{attributes}><teiHeader><fileDesc>
<titleStmt><title>Letters</title></titleStmt><publicationStmt><p/></publicationStmt>
<sourceDesc><p/></sourceDesc></fileDesc>{header}</teiHeader>
<text><body>{body or "<p/>"}</body><back><listBibl>{entries}</listBibl></back></text></TEI>
""".encode(),
        name="letters.xml",
    )


def drawn(
    body: str = "", entries: str = "", header: str = "", attributes: str = ""
) -> Bibliography:
    return extract(document(body, entries, header, attributes))


def work(entry: str) -> Work:
    """The one work of a list with this entry."""
    (only,) = drawn(entries=entry).works
    return only


def book(identity: str = "b", title: str = "A Book", more: str = "", imprint: str = "") -> str:
    """A biblStruct of a book."""
    return (
        f'<biblStruct xml:id="{identity}"><monogr>{more}<title level="m">{title}</title>'
        f"<imprint>{imprint or DATE}</imprint></monogr></biblStruct>"
    )
