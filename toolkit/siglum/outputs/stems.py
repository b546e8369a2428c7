"""What the files made of a document are called, where each name may stand for one only."""

import os
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from unicodedata import category, normalize

#: What a build itself puts beside the folders of documents.
_RESERVED = frozenset({"index.html", "ids.txt", "sha256sums"})

#: Bytes of a stem; file systems take 255 for a name with all its endings.
_LONGEST = 200


def stems(names: Sequence[str]) -> list[str]:
    """A stem for each file name: its own stem, with its folder's name where two are equal.

    What may not stand in an address is replaced by a hyphen, and what is too long for a file
    system is cut. The same names always give the same stems.
    """
    made = [_safe(Path(name).stem) for name in names]
    counts = Counter(stem.casefold() for stem in made)
    for n, name in enumerate(names):
        if counts[made[n].casefold()] > 1:
            made[n] = _safe(f"{Path(name).absolute().parent.name}-{Path(name).stem}")
    taken = set(_RESERVED)
    for n, stem in enumerate(made):
        number = 2
        while made[n].casefold() in taken:
            made[n] = f"{stem}-{number}"
            number += 1
        taken.add(made[n].casefold())
    return made


def _safe(stem: str) -> str:
    # one name for what looks the same; vowel signs are no letters to Python
    fit = (
        c if category(c)[0] == "M" or c.isalnum() or c in "_.-" else " "
        for c in normalize("NFC", os.fsencode(stem).decode("utf-8", "replace"))
    )
    made = re.sub(" +", "-", "".join(fit)).strip("-.")
    return made.encode()[:_LONGEST].decode(errors="ignore").rstrip("-.") or "document"
