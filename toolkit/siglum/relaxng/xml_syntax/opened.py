"""The elements of a schema on the way to the nodes that they become."""

from siglum.relaxng import syntax as s


class Opened:
    """An element of the schema whose end has not come yet."""

    __slots__ = (
        "at",
        "attributes",
        "base",
        "documentation",
        "items",
        "library",
        "name",
        "ns",
        "text",
    )

    def __init__(
        self,
        name: str,
        attributes: dict[str, str],
        at: s.Position,
        ns: str,
        library: str,
        base: str,
    ) -> None:
        self.name = name
        self.attributes = attributes
        self.at = at
        self.ns = ns
        self.library = library
        self.base = base
        self.items: list[object] = []  # built children
        self.text = ""
        self.documentation: tuple[str, ...] = ()


class Except:
    """An ``except``, on the way to the node around it."""

    __slots__ = ("at", "items")

    def __init__(self, items: list[object], at: s.Position) -> None:
        self.items = items
        self.at = at
