"""The tree of a document that has a DOCTYPE, built without asking libxml2 to look at it.

libxml2 reads an external DTD from the disk as soon as it is asked to expand entities, whatever
else it is told. expat reads nothing but the bytes that it is given, so the tree is built from its
events: internal entities expanded, defaults of the internal subset filled in, the DOCTYPE gone.
"""

from lxml import etree

from siglum.document.parser import new_parser

_SEPARATOR = "\x01"


def build(utf8: bytes) -> "etree._ElementTree[etree._Element]":
    """The tree of a text that is known to be well formed and to have no external entities."""
    parser = new_parser(_SEPARATOR)
    parser.ordered_attributes = True
    parser.buffer_text = True
    builder = etree.TreeBuilder(insert_comments=True, insert_pis=True)
    namespaces: dict[str | None, str] = {}
    before: list[etree._Comment | etree._ProcessingInstruction] = []
    after: list[etree._Comment | etree._ProcessingInstruction] = []
    depth = 0
    in_doctype = False
    closed = False

    def declare(prefix: str | None, uri: str | None) -> None:
        namespaces[prefix] = uri or ""

    def start(name: str, attributes: list[str]) -> None:
        nonlocal depth
        depth += 1
        pairs = zip(attributes[::2], attributes[1::2], strict=True)
        nsmap = {prefix: uri for prefix, uri in namespaces.items() if uri}
        values = {_clark(key): value for key, value in pairs}
        builder.start(_clark(name), values, nsmap)  # type: ignore[call-arg] # the stubs lack nsmap
        namespaces.clear()

    def end(name: str) -> None:
        nonlocal depth, closed
        depth -= 1
        closed = depth == 0
        builder.end(_clark(name))

    def text(data: str) -> None:
        builder.data(data)

    def comment(data: str) -> None:
        if depth:
            builder.comment(data)
        elif not in_doctype:
            (after if closed else before).append(etree.Comment(data))

    def instruction(target: str, data: str) -> None:
        if depth:
            builder.pi(target, data)
        elif not in_doctype:
            (after if closed else before).append(etree.ProcessingInstruction(target, data))

    def doctype(*_: object) -> None:
        nonlocal in_doctype
        in_doctype = not in_doctype

    parser.StartNamespaceDeclHandler = declare
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.CommentHandler = comment
    parser.ProcessingInstructionHandler = instruction
    parser.StartDoctypeDeclHandler = doctype
    parser.EndDoctypeDeclHandler = doctype
    parser.Parse(utf8, True)
    root = builder.close()
    for node in before:
        root.addprevious(node)
    for node in reversed(after):
        root.addnext(node)
    return root.getroottree()


def _clark(name: str) -> str:
    namespace, separator, local = name.rpartition(_SEPARATOR)
    return f"{{{namespace}}}{local}" if separator else local
