"""What the files made of a document are called, where each name may stand for one only."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path


def stems(names: Sequence[str]) -> list[str]:
    """A stem for each file name: its own stem, with its folder's name where two are equal.

    What may not stand in an address is replaced by a hyphen. The same names always give the same
    stems.
    """
    made = [_safe(Path(name).stem) for name in names]
    counts = Counter(stem.casefold() for stem in made)
    for n, name in enumerate(names):
        if counts[made[n].casefold()] > 1:
            made[n] = _safe(f"{Path(name).absolute().parent.name}-{Path(name).stem}")
    taken: set[str] = set()
    for n, stem in enumerate(made):
        number = 2
        while made[n].casefold() in taken:
            made[n] = f"{stem}-{number}"
            number += 1
        taken.add(made[n].casefold())
    return made


def _safe(stem: str) -> str:
    made = re.sub(r"[^\w.-]+", "-", stem).strip("-.")
    return made or "document"
