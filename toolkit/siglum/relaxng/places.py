"""Where in the source of a start tag an attribute stands."""

import re
from collections.abc import Mapping

from siglum.document import XML

_ATTRIBUTE = re.compile(rb"""\s+([^\s=/>"']+)\s*=\s*(?:"[^"]*"|'[^']*')""")
_NAME = re.compile(rb"<[^\s/>]+")


def attribute_offset(source: bytes, ns: str, local: str, prefixes: Mapping[str, str]) -> int | None:
    """The offset of an attribute's name in a text that begins with its start tag, or None."""
    begin = _NAME.match(source)
    at = begin.end() if begin else len(source)
    wanted = local.encode()
    while found := _ATTRIBUTE.match(source, at):
        prefix, colon, name = found.group(1).rpartition(b":")
        if name == wanted:
            bound = prefixes.get(prefix.decode()) if colon else ""
            if bound == ns or (prefix == b"xml" and ns == XML):
                return found.start(1)
        at = found.end()
    return None
