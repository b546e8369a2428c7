"""From the bytes of a schema to a ``Schema``."""

from siglum.document import decode
from siglum.relaxng import reader, syntax
from siglum.relaxng.grammar import Assembler
from siglum.relaxng.patterns import Pool
from siglum.relaxng.resources import Resolver
from siglum.relaxng.schema import Schema
from siglum.relaxng.simplify import Simplifier
from siglum.relaxng.tables import Tables
from siglum.relaxng.vocabulary import Vocabulary


def read(data: bytes, name: str, ns: str = "", section: str = "3") -> syntax.Pattern:
    """The syntax tree of a schema, in the XML or (``.rnc``) the compact syntax.

    Raises:
        FindingError: it is neither.
    """
    utf8, _ = decode(data, name=name)
    return reader.read(utf8, name, ns=ns, section=section)


def compile_schema(data: bytes, name: str, catalog: Resolver | None = None) -> Schema:
    """The schema with these bytes.

    Raises:
        FindingError: it, or a part of it, cannot be read or is no RELAX NG.
    """
    pool = Pool()
    simplifier = Simplifier(pool, Assembler(read, catalog))
    start = simplifier.schema(read(data, name), name)
    classes = simplifier.classes()
    return Schema(
        name,
        Tables(pool, start),
        lambda: Vocabulary(pool, start, classes),
        contextual=simplifier.contextual,
    )
