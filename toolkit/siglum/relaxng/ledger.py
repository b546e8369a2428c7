"""The findings on a document, as they are made: their places, and the ids and names they need."""

from siglum.findings import Finding, Location, Related, finding
from siglum.relaxng.datatypes import collapse, tokens
from siglum.relaxng.events import Events, Place
from siglum.relaxng.frames import Node, step_to
from siglum.relaxng.hints import Words
from siglum.relaxng.names import split
from siglum.relaxng.recovery import Recovery
from siglum.relaxng.tables import Tables
from siglum.relaxng.vocabulary import Vocabulary

#: How many attributes of one start tag are looked for in it; further ones stand where it begins.
_PLACED = 200


class _Found:
    """A finding whose XPath is not known yet."""

    __slots__ = ("attribute", "finding", "node")

    def __init__(self, found: Finding, node: Node, attribute: str) -> None:
        self.finding = found
        self.node = node
        self.attribute = attribute


class Ledger:
    """What was found in a document, and what of it has to be remembered."""

    def __init__(
        self, tables: Tables, vocabulary: Vocabulary, name: str, max_errors: int | None
    ) -> None:
        self.tables = tables
        self.events = Events(())
        self.recovery = Recovery(tables, vocabulary)
        self.name = name
        self.max_errors = max_errors
        self.found: list[_Found] = []
        self.text_at: Place | None = None  # of the first character that is no space
        self.prefixes: dict[str, list[str]] = {"xml": ["http://www.w3.org/XML/1998/namespace"]}
        self.entities: dict[str, str] = {}  # unparsed ones, as a Context has them
        self.ids: dict[str, tuple[int, int, Node]] = {}
        self.references: list[tuple[str, str, Place, Node]] = []
        self.placed = ((0, 0), 0)
        self.offset = 0  # of the tag that is being read
        self.tag: str | None = None  # its name, None for an end tag

    @property
    def full(self) -> bool:
        """Whether enough is found; then only the XPaths still have to be finished."""
        return self.max_errors is not None and len(self.found) >= self.max_errors

    def report(
        self,
        code: str,
        at: Place,
        node: Node,
        words: Words,
        *,
        on: str = "",
        related: tuple[Related, ...] = (),
    ) -> None:
        """Keep a finding, on an attribute or none; a ``hint`` may be among the words."""
        if not self.full:
            said = str(words.get("hint", "")) or None  # None: the catalogue's own
            values = {key: value for key, value in words.items() if key != "hint"}
            made = finding(code, Location(self.name, *at), hint=said, related=related, **values)
            self.found.append(_Found(made, node, on))

    def finished(self, item: _Found) -> Finding:
        """The finding with its XPath, once the whole document was read."""
        path = item.node.xpath if item.node.name else ""
        if item.attribute:
            path += "/@" + step_to(item.attribute)
        made = item.finding
        return made._replace(location=made.location._replace(xpath=path))

    @property
    def context(self) -> dict[str, str]:
        """The namespaces in scope and the unparsed entities, as datatypes ask for them."""
        bound = {prefix: uris[-1] for prefix, uris in self.prefixes.items() if uris}
        return bound | self.entities if self.entities else bound

    def identify(self, kind: str, name: str, value: str, node: Node, at: Place) -> None:
        """Keep an id, or report that it is there twice; or keep references to ids."""
        if kind == "ID":
            key = collapse(value)
            first = self.ids.get(key)
            if first is None:
                self.ids[key] = (*at, node)
            else:
                line, column, _ = first
                related = (Related(Location(self.name, line, column), "the first is here"),)
                place = self.attribute_place(name, at)
                words: Words = {"id": key, "line": line}
                self.report("id-duplicate", place, node, words, on=name, related=related)
        else:
            place = self.attribute_place(name, at)
            for part in tokens(value):
                self.references.append((part, name, place, node))

    def check_references(self) -> None:
        """Report the references whose ids did not come."""
        dangling = [r for r in self.references if r[0] not in self.ids]
        if not dangling or self.full:
            return
        for value, name, at, node in dangling:
            words = self.recovery.dangling(value, name, self.ids)
            self.report("idref-dangling", at, node, words, on=name)
        self.found.sort(key=lambda item: item.finding.location[1:3])

    def attribute_place(self, name: str, at: Place) -> Place:
        """Where the attribute's name stands in the start tag that is being read."""
        from siglum.relaxng.places import attribute_offset

        tag, count = self.placed
        self.placed = at, (count + 1 if tag == at else 1)
        if self.placed[1] > _PLACED:
            return at
        source = self.events.source(self.offset)
        if not source:
            return at
        ns, local = split(name)
        found = attribute_offset(source, ns, local, self.context)
        if found is None:  # a default of the DTD, or a tag out of an entity
            return at
        before = source[:found].decode(errors="replace").replace("\r\n", "\n")
        before = before.replace("\r", "\n")
        newline = before.rfind("\n")
        if newline < 0:
            return at[0], at[1] + len(before)
        return at[0] + before.count("\n"), len(before) - newline
