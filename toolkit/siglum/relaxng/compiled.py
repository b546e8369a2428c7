"""What a schema was made from, and what was made of it: compiled just now, or out of the cache."""

from typing import NamedTuple

from siglum.relaxng.cache.layout import Part
from siglum.relaxng.tables import Tables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siglum.relaxng.resources import Resolver


class Origin(NamedTuple):
    """What a schema was made from: its bytes, its path, and what resolves web addresses."""

    data: bytes
    name: str
    catalog: "Resolver | None"


class Compiled(NamedTuple):
    """What compiling a schema makes, or opening its cache.

    ``states`` is how many states are in the cache; ``contextual`` says that values depend on the
    namespaces in scope, so that nothing can be looked up.
    """

    tables: Tables
    classes: dict[str, frozenset[str]]
    parts: list[Part]
    contextual: bool = False
    states: int = 0
