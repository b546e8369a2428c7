"""``docs/rules.md``, made from siglum.odd and the examples: run this file to write it anew."""

from itertools import groupby

from conftest import ROOT
from lxml import etree
from schemas.rule_examples import Example, examples
from schemas.siglum_odd import Rule, rules, specification

PAGE = ROOT / "docs" / "rules.md"

#: Each section of the page with the elements whose rules stand in it.
SECTIONS = {
    "Quotations and their marks": ("quotation", "quote", "cit", "pc"),
    "References and entries": (
        "bibl", "ref", "title", "citedRange", "biblScope", "biblStruct", "relatedItem",
    ),
    "Names, dates and languages": (
        "person", "place", "org", "event", "date", "language", "langUsage", "foreign",
    ),
    "Errors, interventions and witnesses": (
        "sic", "choice", "corr", "supplied", "subst", "hi", "note", "rdg", "variantEncoding",
        "witness",
    ),
    "Speakers, categories and judgements": (
        "linkGrp", "link", "certainty", "category", "rendition", "respStmt", "seg",
    ),
    "Verse and lists": ("l", "list"),
    "The header and the numbering": (
        "p", "tagUsage", "namespace", "citeStructure", "availability", "revisionDesc", "change",
    ),
}  # fmt: skip

_INTRODUCTION = """\
# The rules of the siglum schema

A grammar says what may stand where. It cannot say that a quotation closes with the mark that it
opens with, or that a reference points at the work that was quoted. Those are rules, written in
Schematron in [`schemas/siglum.odd`](../schemas/siglum.odd) beside the elements that they are
about; `siglum validate` runs them after the grammar. An **error** makes a document invalid, a
**warning** does not.

The rules ask nothing of a document that it does not have, so they can be run on any TEI:

```sh
siglum validate --rules schemas/siglum.sch letters/*.xml
```

Rules about quotation marks go by what the header declares: with `<quotation marks="all"/>` the
marks are characters inside the element; with `marks="none"` there are none. With `some`, or with no
declaration, only what cannot be right either way is reported.

Each rule is shown with something that it finds, what it then says, and how that would be right.
The tests run every one of these examples.
"""


def page() -> str:
    """The whole page, in Markdown."""
    known = {rule.name: rule for rule in rules()}
    of_rule = {name: list(found) for name, found in groupby(examples(), lambda e: e.rule)}
    parts = [_INTRODUCTION]
    placed: set[str] = set()
    for title, elements in SECTIONS.items():
        parts.append(f"## {title}\n")
        for element in elements:
            for rule in known.values():
                if rule.element == element:
                    parts.append(_entry(rule, of_rule[rule.name]))
                    placed.add(rule.name)
    assert placed == known.keys(), f"in no section: {known.keys() - placed}"
    return "\n".join(parts)


def _entry(rule: Rule, found: list[Example]) -> str:
    wrong = next(e for e in found if not e.passes)
    right = next(e for e in found if e.passes)
    messages = "\n".join(f"> {_escaped(message)}" for message in wrong.messages)
    return (
        f"### {rule.name}\n\n*{rule.role}.* {_described(rule)}\n\n{_code(wrong)}\n\n{messages}\n\n"
        f"Right:\n\n{_code(right)}\n"
    )


def _described(rule: Rule) -> str:
    path = f".//tei:constraintSpec[@ident='{rule.name}']/tei:desc"
    (desc,) = specification().xpath(path, namespaces={"tei": "http://www.tei-c.org/ns/1.0"})
    words = desc.text or ""
    for child in desc:
        code = {"gi": "<{}>", "att": "@{}"}.get(etree.QName(child).localname, "{}")
        words += f"`{code.format(child.text)}`{child.tail or ''}"
    return " ".join(words.split())


def _escaped(text: str) -> str:
    for character in "\\`*_<[":
        text = text.replace(character, "\\" + character)
    return text


def _code(example: Example) -> str:
    lines = []
    for piece in example.content:
        text = etree.tostring(piece, encoding="unicode", with_tail=False)
        lines.append(text.replace(' xmlns="http://www.tei-c.org/ns/1.0"', "").strip())
    return "```xml\n" + "\n".join(lines) + "\n```"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
