"""``Work`` to an item of CSL-JSON (CSL 1.0.2, "csl-data.json")."""

from typing import Any

from siglum.bibliography import dates
from siglum.bibliography.model import Name, Rich, Work

#: Style → the tags that CSL-JSON allows in a text.
_TAGS = {
    "i": ("<i>", "</i>"),
    "b": ("<b>", "</b>"),
    "sup": ("<sup>", "</sup>"),
    "sub": ("<sub>", "</sub>"),
    "sc": ('<span style="font-variant:small-caps">', "</span>"),
}


def item(work: Work) -> dict[str, Any]:
    """The work as an item of CSL-JSON."""
    made: dict[str, Any] = {"id": work.id, "type": work.type}
    for variable, text in (
        ("title", work.title),
        ("container-title", work.container),
        ("collection-title", work.collection),
    ):
        if text:
            made[variable] = tagged(text)
    for role, names in work.names.items():
        made[role] = [person(name) for name in names]
    for variable, date in work.dates.items():
        made[variable] = dates.csl(date)
    made.update(work.variables)
    if work.notes:
        made["note"] = sentences(work.notes)
    if work.remarks:
        made["annote"] = sentences(work.remarks)
    return made


def tagged(text: Rich) -> str:
    """A rich text with CSL's tags."""
    made = ""
    for run in text.runs:
        styles = [style for style in _TAGS if style in run.styles]
        opening = "".join(_TAGS[style][0] for style in styles)
        closing = "".join(_TAGS[style][1] for style in reversed(styles))
        made += opening + run.text + closing
    return made


def person(name: Name) -> dict[str, str]:
    """A name as CSL has it."""
    if name.literal:
        return {"literal": name.literal}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {key: value for key, value in parts.items() if value}


def sentences(texts: tuple[str, ...]) -> str:
    """Texts joined into one, each ended with a full stop."""
    return " ".join(text if text[-1:] in ".?!…" else text + "." for text in texts)
