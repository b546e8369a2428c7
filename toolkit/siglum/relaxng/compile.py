"""From the bytes of a schema to tables, which are empty yet."""

import gc

from siglum.document import decode
from siglum.relaxng import syntax
from siglum.relaxng.cache.files import digest
from siglum.relaxng.cache.layout import Part
from siglum.relaxng.compiled import Compiled, Origin
from siglum.relaxng.grammar import Assembler
from siglum.relaxng.ids import conflicts
from siglum.relaxng.patterns import Pool
from siglum.relaxng.simplify import Simplifier
from siglum.relaxng.tables import Tables
from siglum.relaxng.xml_syntax.reader import read as read_xml


def read(data: bytes, name: str, ns: str = "", section: str = "3") -> syntax.Pattern:
    """The syntax tree of a schema, in the XML or the compact syntax.

    A file is in the compact syntax if its name ends in ``.rnc``, or if it begins with no tag and
    its name does not say that it is XML.

    Raises:
        FindingError: it is neither.
    """
    utf8, _ = decode(data, name=name)
    if _is_compact(utf8, name.lower()):
        from siglum.relaxng.compact_syntax.reader import read as read_compact

        return read_compact(utf8, name, ns=ns, section=section)
    return read_xml(utf8, name, ns=ns, section=section)


def _is_compact(utf8: bytes, name: str) -> bool:
    is_tagged = utf8.lstrip()[:1] in (b"<", b"")
    return name.endswith(".rnc") or not (is_tagged or name.endswith((".rng", ".xml")))


def compile_schema(origin: Origin) -> Compiled:
    """The schema, read, simplified and checked.

    Raises:
        FindingError: it, or a part of it, cannot be read or is no RELAX NG.
    """
    collecting = gc.isenabled()
    gc.disable()  # what is made here stays, and looking through it for garbage takes a fifth longer
    try:
        return _compile(origin)
    finally:
        if collecting:
            gc.enable()


def _compile(origin: Origin) -> Compiled:
    pool = Pool()
    assembler = Assembler(read, origin.catalog)
    simplifier = Simplifier(pool, assembler)
    start = simplifier.schema(read(origin.data, origin.name), origin.name)
    tables = Tables(pool, start, conflicts(simplifier.reached))
    parts = [Part(name, digest(data)) for name, data in assembler.files.items()]
    return Compiled(tables, simplifier.classes(), parts, simplifier.contextual)
