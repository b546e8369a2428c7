"""A style without what a list of works does not need: citeproc's time goes into reading it."""

from functools import lru_cache

from lxml import etree

from siglum.document import parse

_CSL = "{http://purl.org/net/xbiblio/csl}"
_INFO = (
    b'<info xmlns="http://purl.org/net/xbiblio/csl"><title>s</title><id>s</id>'
    b"<updated>2020-01-01T00:00:00Z</updated></info>"
)
_CITATION = (
    b'<citation xmlns="http://purl.org/net/xbiblio/csl"><layout><text variable="title"/></layout>'
    b"</citation>"
)


@lru_cache(maxsize=8)
def lean(style: bytes, *, alone: bool, together: bool) -> bytes:
    """The style without comments, indentation, history and macros that nothing calls.

    ``alone``: one work is listed, which no other can be mistaken for, so that the form of
    references in the text, which tells works apart, does not matter. ``together``: so many are
    listed that given names are not compared, which takes a time that grows with the square of
    their number and shows in no list.
    """
    root = parse(style, name="style.csl", prove=False).trust().root
    for node in list(root.iter(etree.Comment, etree.ProcessingInstruction)):
        parent = node.getparent()
        if parent is not None:
            _drop(parent, node)
    for element in root.iter(etree.Element):
        if len(element) and not (element.text or "").strip():
            element.text = None
        if not (element.tail or "").strip():
            element.tail = None
    for label in root.iter(f"{_CSL}label"):
        names = label.getparent()
        if names is not None and names.tag == f"{_CSL}names" and names.find(f"{_CSL}name") is None:
            # citeproc puts such a label before the names (CSL 1.0.2, "Names")
            names.insert(0, etree.Element(f"{_CSL}name"))
    info, citation = root.find(f"{_CSL}info"), root.find(f"{_CSL}citation")
    if info is not None:
        root.replace(info, etree.fromstring(_INFO))
    if citation is not None and alone and root.find(f"{_CSL}bibliography") is not None:
        root.replace(citation, etree.fromstring(_CITATION))
    elif citation is not None and together:
        citation.attrib.pop("disambiguate-add-givenname", None)
    called = _called(root)
    for macro in root.findall(f"{_CSL}macro"):
        if macro.get("name") not in called:
            root.remove(macro)
    return etree.tostring(root, encoding="utf-8")


def _called(root: "etree._Element") -> set[str]:
    """The names of the macros that the citation or the bibliography calls, or one of them calls."""
    macros = {macro.get("name", ""): macro for macro in root.iterfind(f"{_CSL}macro")}
    called: set[str] = set()
    waiting = [*root.iterfind(f"{_CSL}citation"), *root.iterfind(f"{_CSL}bibliography")]
    while waiting:
        for element in waiting.pop().iter(f"{_CSL}text", f"{_CSL}key"):
            name = element.get("macro", "")
            if name in macros and name not in called:
                called.add(name)
                waiting.append(macros[name])
    return called


def _drop(parent: "etree._Element", node: "etree._Element") -> None:
    """Take a comment out, and leave the text after it where it is."""
    before = node.getprevious()
    if node.tail and before is not None:
        before.tail = (before.tail or "") + node.tail
    elif node.tail:
        parent.text = (parent.text or "") + node.tail
    parent.remove(node)
