"""An expat parser that reads nothing but the bytes that it is given (XML 1.0 §4.4, §5.1).

Parameter entities whose text stands in the document are put in, since they may declare general
entities. An external subset, or a parameter entity in a file of its own, is passed over, as a
parser that does not validate may; an external general entity is not, since words would be lost.
"""

from collections.abc import Callable
from typing import NoReturn
from xml.parsers import expat

#: Called with the name of an external general entity that is referred to, and its system id.
External = Callable[[str, str], NoReturn]


def new_parser(
    separator: str | None = None, external: External | None = None
) -> expat.XMLParserType:
    """A parser for a text in UTF-8; ``separator`` makes it put namespaces before names.

    Without ``external``, an external general entity is skipped, and ``SkippedEntityHandler`` is not
    told: that is for texts that are known to have none.
    """

    def refer(context: str | None, _base: str | None, system: str | None, _: str | None) -> int:
        if context is not None and external is not None:
            external(context.split("\x0c")[-1], system or "")
        return 1

    parser = expat.ParserCreate("utf-8", separator)
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_ALWAYS)
    parser.ExternalEntityRefHandler = refer
    return parser
