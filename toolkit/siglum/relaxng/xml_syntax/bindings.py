"""The prefixes in scope, and the names that are written with them (RELAX NG §4.10)."""

from siglum.relaxng import syntax as s
from siglum.relaxng.datatypes.xsd import is_ncname
from siglum.relaxng.refusal import refuse
from siglum.relaxng.xml_syntax.shape import XML


class Bindings:
    """Prefixes and their namespaces; "" is the default namespace."""

    __slots__ = ("_bound", "_in_scope")

    def __init__(self) -> None:
        self._bound: dict[str, list[str]] = {"": [""], "xml": [XML]}
        self._in_scope: tuple[tuple[str, str], ...] | None = None

    def bind(self, prefix: str | None, uri: str | None) -> None:
        """A declaration comes into force."""
        self._bound.setdefault(prefix or "", []).append(uri or "")
        self._in_scope = None

    def unbind(self, prefix: str | None) -> None:
        """The last declaration of the prefix ends."""
        self._bound[prefix or ""].pop()
        self._in_scope = None

    @property
    def in_scope(self) -> tuple[tuple[str, str], ...]:
        """The prefixes in scope, with their namespaces."""
        if self._in_scope is None:
            self._in_scope = tuple((p, uris[-1]) for p, uris in self._bound.items() if uris)
        return self._in_scope

    def name(self, written: str, ns: str, at: s.Position) -> s.Name:
        """A name as it is written, resolved; without prefix, it is of the namespace ``ns``."""
        prefix, colon, local = written.rpartition(":")
        if not is_ncname(local or " ") or (colon and not is_ncname(prefix or " ")):
            refuse(at, "3", f"{written!r} is no name")
        if colon:
            bound = self._bound.get(prefix)
            if not bound or not bound[-1]:
                refuse(at, "4.10", f"the prefix {prefix} is not declared")
            ns = bound[-1]
        return s.Name(ns, local, at=at)
