"""Refusing a schema that is no RELAX NG."""

from typing import NoReturn

from siglum.findings import FindingError, Location, finding
from siglum.relaxng.node import Position


def refuse(
    at: Position, section: str, reason: str, hint: str = "", *, code: str = "schema-syntax"
) -> NoReturn:
    """Refuse the schema for what stands at that place; ``section`` is the one that it breaks.

    Raises:
        FindingError: always.
    """
    found = finding(code, Location(*at), section=section, reason=reason)
    raise FindingError(found._replace(hint=hint) if hint else found)
