"""One line about an entry that has no entry of its own, such as a reprint."""

import re

from siglum.bibliography import dates, scopes
from siglum.bibliography.facts import EntryFacts
from siglum.bibliography.model import Date
from siglum.bibliography.wording import joined, names


def summary(facts: EntryFacts) -> str:
    """Authors, title, volume, place, date and pages in a line, as far as they are given."""
    parts = [", ".join(one.shown for one in names(facts["author"]))]
    title = joined(facts["title"], facts["subtitles"]).plain
    container = joined(facts["container"], facts["container_subtitles"]).plain
    parts.append(f"“{title}”, in {container}" if container and title else title or container)
    ranges = {scopes.variable(s): scopes.value(s) for s in facts["scopes"]}
    if ranges.get("volume"):
        parts.append(f"vol. {ranges['volume']}")
    if ranges.get("issue"):
        parts.append(f"no. {ranges['issue']}")
    parts.append(
        ": ".join(filter(None, ("; ".join(facts["places"]), "; ".join(facts["publishers"]))))
    )
    parts.extend(d["text"] or dates.words(dates.read_date(d) or Date()) for d in facts["dates"][:1])
    if ranges.get("page"):
        many = re.search(r"[-–,]|\+$", ranges["page"])
        parts.append(f"{'pp.' if many else 'p.'} {ranges['page']}")
    line = ", ".join(part for part in parts if part) or facts["text"]
    notes = [n["text"] for n in facts["notes"] if n["type"] != "raw_reference"]
    doubts = [
        f"{c['unit'] if c['name'] == 'biblScope' else c['name']} {c['cert']}"
        for c in facts["certainties"]
        if c["cert"] != "high"
    ]
    if doubts:
        notes.append(f"Certainty: {', '.join(doubts)}.")
    return (
        " ".join((line if line.endswith(".") else line + ".", *notes)) if line else " ".join(notes)
    )
