"""Datatypes: what a text must look like, and when two texts mean the same (RELAX NG §6.2.9).

Two libraries are known: RELAX NG's own (``""``: ``string`` and ``token``) and W3C XML Schema
part 2, with its facets as parameters, all but ``enumeration`` and ``whiteSpace``, which are
written in RELAX NG itself (Guidelines for using W3C XML Schema Datatypes with RELAX NG §2).
"""

from collections.abc import Callable, Mapping, Sequence

from siglum.relaxng.names import join

__all__ = ["XSD", "Context", "Datatype", "DatatypeError", "datatype", "known"]

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"

#: The namespaces in scope, prefix → name, for types such as QName; and for ENTITY the unparsed
#: entities of the document, ``&`` and name → "".
Context = Mapping[str, str]

_CONTEXTUAL = frozenset(["QName", "NOTATION", "ENTITY", "ENTITIES"])


class DatatypeError(ValueError):
    """The library, the type or the parameter is none; the message says which and why."""


class Datatype:
    """A datatype with its parameters.

    ``identity`` is ``ID``, ``IDREF``, ``IDREFS`` or "" (RELAX NG DTD Compatibility §3).
    ``contextual`` says that the context matters, so that answers cannot be kept.
    """

    __slots__ = ("_space", "_tests", "contextual", "identity", "library", "name", "params")

    def __init__(
        self,
        library: str,
        name: str,
        params: tuple[tuple[str, str], ...],
        space: "Callable[[str, Context], object]",
        tests: "Sequence[Callable[[str, object], bool]]",
    ) -> None:
        self.library = library
        self.name = name
        self.params = params
        self.identity = name if library == XSD and name in ("ID", "IDREF", "IDREFS") else ""
        self.contextual = library == XSD and name in _CONTEXTUAL
        self._space = space
        self._tests = tests

    def allows(self, text: str, context: Context) -> bool:
        """Whether the text is of the datatype."""
        return self.meaning(text, context) is not None

    def meaning(self, text: str, context: Context) -> object:
        """What the text stands for: equal for texts that mean the same; None where it is wrong."""
        meaning = self._space(text, context)
        if meaning is None:
            return None
        for test in self._tests:
            if not test(text, meaning):
                return None
        return meaning

    def __repr__(self) -> str:
        facets = "".join(f" {name}={value!r}" for name, value in self.params)
        return f"<Datatype {self.name}{facets}>"


def known(library: str) -> bool:
    """Whether there is such a library."""
    return library in ("", XSD)


def datatype(library: str, name: str, params: tuple[tuple[str, str], ...] = ()) -> Datatype:
    """The datatype of that name.

    Raises:
        DatatypeError: there is none, or a parameter is wrong.
    """
    if library == "":
        if name not in ("string", "token"):
            raise DatatypeError(
                f"RELAX NG's own types are string and token; {name} is neither (is a "
                "datatypeLibrary missing?)"
            )
        if params:
            raise DatatypeError(f"the type {name} of RELAX NG takes no parameters")
        return Datatype("", name, (), _string if name == "string" else _token, ())
    if library != XSD:
        raise DatatypeError(f"the datatype library {library} is not known")
    from siglum.relaxng.datatypes import xsd

    return Datatype(XSD, name, params, *xsd.datatype(name, params))


def _string(text: str, _context: Context) -> object:
    return text


def _token(text: str, _context: Context) -> object:
    return collapse(text)


def collapse(text: str) -> str:
    """The text without white space at its ends, and single spaces within (XSD ``collapse``)."""
    if text.isascii():  # XML allows no other ASCII control character that Python takes for a space
        return " ".join(text.split())
    return " ".join(tokens(text))


def tokens(text: str) -> list[str]:
    """The parts of a text between white space of XML."""
    if text.isascii():
        return text.split()
    return [
        t for t in text.replace("\t", " ").replace("\n", " ").replace("\r", " ").split(" ") if t
    ]


def qname(text: str, context: Context) -> str | None:
    """The name that a QName stands for, or None."""
    prefix, colon, local = text.rpartition(":")
    if colon and prefix not in context:
        return None
    return join(context.get(prefix, ""), local)
