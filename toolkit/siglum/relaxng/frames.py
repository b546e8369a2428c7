"""Open elements, as far as their validation and their XPath need them."""

from siglum.document import PREFIXES
from siglum.relaxng.continuation import Kind
from siglum.relaxng.names import split
from siglum.relaxng.states import After, Content

#: How many children, and how many misplaced ones, an open element remembers.
_PAST = 40


class Node:
    """An open element, as far as its XPath needs it: the children of each name are counted."""

    __slots__ = ("children", "name", "number", "parent")

    def __init__(self, name: str, parent: "Node | None") -> None:
        self.name = name
        self.parent = parent
        self.number = 1
        self.children: dict[str, int] = {}
        if parent is not None:
            self.number = parent.children[name] = parent.children.get(name, 0) + 1

    @property
    def xpath(self) -> str:
        """As ``siglum.document.Document.xpath`` has it; right once the parents are closed."""
        steps: list[str] = []
        node: Node | None = self
        while node is not None and node.name:
            step = step_to(node.name)
            if node.parent is not None and node.parent.children[node.name] > 1:
                step += f"[{node.number}]"
            steps.append(step)
            node = node.parent
        return "/" + "/".join(reversed(steps))


def step_to(name: str) -> str:
    """The step of an XPath to an element or an attribute."""
    ns, local = split(name)
    if not ns:
        return local
    prefix = PREFIXES.get(ns)
    if prefix:
        return f"{prefix}:{local}"
    return f"*[local-name()='{local}' and namespace-uri()='{ns}']"


class Frame:
    """An open element, as far as its validation needs it.

    ``state`` is None where nothing is known of what may stand here: within an element that the
    schema does not know. ``initial`` is the state that the element began with, ``after`` what
    follows it, or None where it was no part of what was expected. ``kind`` is WRAP for an element
    that is missing, which is taken to be open, and THROUGH for one whose tags are passed over.
    ``past`` are the children so far, as an outline has them, all of them where ``whole``;
    ``passed`` what those held that could not be fitted in, one of which may have been meant for
    what is missing, and ``astray`` the names of those that could not be in an element within it.
    ``moved`` are a namespace in which elements stand by mistake, and the right one.
    """

    __slots__ = (
        "after",
        "astray",
        "initial",
        "kind",
        "moved",
        "node",
        "passed",
        "past",
        "quiet",
        "state",
        "text_refused",
        "whole",
    )

    def __init__(self, node: Node, state: Content | None, after: After | None) -> None:
        self.node = node
        self.state = state
        self.initial = state
        self.after = after
        self.kind: Kind | None = None
        self.moved: tuple[str, str] | None = None
        self.past: list[str] = []
        self.passed: list[tuple[str, ...]] = []
        self.astray: set[str] = set()
        self.quiet = False
        self.text_refused = False
        self.whole = True

    def add(self, item: str) -> None:
        """Keep the name of a child, or "" for a text."""
        if len(self.past) < _PAST:
            if item or self.past[-1:] != [""]:
                self.past.append(item)
        elif self.whole:
            self.whole = False
