"""The closing line of a run."""

from collections.abc import Sequence


def summary(documents: int, errors: int, warnings: int, checks: Sequence[str]) -> str:
    """The closing line: ``2 documents checked (structure, links): 1 error, no warnings``."""
    done = f" ({', '.join(checks)})" if checks else ""
    return (
        f"{_count(documents, 'document')} checked{done}: "
        f"{_count(errors, 'error')}, {_count(warnings, 'warning')}\n"
    )


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
