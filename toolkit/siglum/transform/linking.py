"""A stylesheet cut down to what a document can need.

To compile a stylesheet for all of TEI takes longer than to use it, and a document uses a tenth of
TEI. A template rule cannot fire where its pattern names an element that the document has not; a
function, a key or a named template that nothing refers to is not needed, nor is a rule of a mode
that nothing applies. What is left does the same, and compiles in half the time.

Stylesheets are read as they are written here, without a parser: each declaration begins on a line
of its own, indented by two spaces, and nothing else of XSLT is so indented.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from siglum.document.names import TEI

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DECLARATION = re.compile(r"\n  (?=<xsl:)")
_TAG = re.compile(r"""<xsl:(\w+)((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_ATTRIBUTE = re.compile(r"""\s([\w:.\-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_PIECE = re.compile(r""""[^"]*"|'[^']*'|[^"'()\[\]|/]+|.""", re.DOTALL)
_NAME = re.compile(r"[^\W\d][\w.\-]*")

#: What is no part of a name, for what may be referred to.
_BETWEEN = str.maketrans({c: " " for c in map(chr, range(128)) if not (c.isalnum() or c in "_-.:")})

#: Declarations that are needed where their name is used; others, such as parameters, always are.
_NAMED = {"function", "template", "variable", "key", "accumulator"}

#: What a module may say for all that it declares, and what holds where it says nothing.
_SCOPED = {"xpath-default-namespace": "", "expand-text": "no", "default-mode": "#unnamed"}

#: The elements that a pattern needs: one of each of these sets.
_Needs = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class _Declaration:
    """A declaration, its pattern taken out of it and parted into its arms.

    It is needed where one of its ``names`` is a word of one that is; and, if one of its arms is
    possible, where one of its ``modes`` is. The word ``""`` is everywhere.
    """

    before: str
    arms: tuple[tuple[str, _Needs], ...]
    after: str
    names: frozenset[str]
    modes: frozenset[str]
    words: frozenset[str]

    def text(self, arms: list[str]) -> str:
        """The declaration with these arms, or, if there are none, all of its own."""
        pattern = " | ".join(arms or [arm for arm, _ in self.arms])
        return self.before + (f' match="{pattern}"' if pattern else "") + self.after


@dataclass(frozen=True, slots=True)
class _Program:
    """A stylesheet with all that it includes: the tag around it, and the declarations."""

    tag: str
    declarations: tuple[_Declaration, ...]


def linked(path: Path, elements: Set[str]) -> str:
    """The stylesheet at ``path`` for documents that have no elements but these (local names).

    It is siglum's own, and its modules include, and do not import, one another.
    """
    program = _program(path)
    possible = [
        [arm for arm, needs in item.arms if not any(each.isdisjoint(elements) for each in needs)]
        for item in program.declarations
    ]
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(program.declarations):
        for word in item.names | (item.modes if possible[number] else frozenset()):
            waiting[word].append(number)
    needed: set[int] = set()
    words = [""]
    while words:
        found = set(waiting.pop(words.pop(), ())) - needed
        needed |= found
        for number in found:
            words.extend(program.declarations[number].words & waiting.keys())
    texts = (program.declarations[number].text(possible[number]) for number in sorted(needed))
    return "\n".join((program.tag, *texts, "</xsl:stylesheet>"))


@cache
def _program(path: Path) -> _Program:
    modules = list(_modules(path.resolve(), set()))
    around = dict(modules[0][0])
    for attributes, _ in modules:
        around |= {n: v for n, v in attributes.items() if n.startswith("xmlns:")}
    declarations = []
    for attributes, texts in modules:
        scope = {name: attributes.get(name, default) for name, default in _SCOPED.items()}
        differs = {n: v for n, v in scope.items() if v != around.get(n, _SCOPED[n])}
        declarations += [_declaration(text, scope, differs) for text in texts]
    tag = "".join(f' {name}="{value}"' for name, value in around.items())
    return _Program(f"<xsl:stylesheet{tag}>", tuple(declarations))


def _modules(path: Path, seen: set[Path]) -> Iterator[tuple[dict[str, str], list[str]]]:
    """The attributes of the stylesheet and its declarations, and those of all that it includes."""
    seen.add(path)
    start, *texts = _DECLARATION.split(_COMMENT.sub("", path.read_text("utf-8")))
    texts[-1] = texts[-1].rpartition("</")[0]
    included = [text for text in texts if text.startswith("<xsl:include")]
    attributes = _attributes(start.rpartition("<xsl:stylesheet")[2])
    yield attributes, [text for text in texts if text not in included]
    for text in included:
        module = (path.parent / _attributes(text)["href"]).resolve()
        if module not in seen:
            yield from _modules(module, seen)


def _attributes(tag: str) -> dict[str, str]:
    """The attributes in a tag, as they are written."""
    return {name: double or single for name, double, single in _ATTRIBUTE.findall(tag)}


def _declaration(text: str, scope: dict[str, str], differs: dict[str, str]) -> _Declaration:
    """A declaration in a module that says ``scope``, in which it differs from the stylesheet."""
    tag = _TAG.match(text)
    assert tag is not None  # noqa: S101 -- it begins with one
    kind, after = tag[1], text[tag.end() :]
    attributes = differs | _attributes(tag[2])
    is_tei = (scope | attributes)["xpath-default-namespace"] == TEI
    pattern = attributes.pop("match", "") if kind == "template" else ""
    before = f"<xsl:{kind}" + "".join(f' {n}="{v}"' for n, v in attributes.items())
    name = attributes.pop("name", "")
    names = {name if kind in _NAMED else ""}
    modes = attributes.pop("mode", "#unnamed").split() if pattern else ()
    spoken = " ".join((*attributes.values(), pattern, after)).replace("::", " ")
    return _Declaration(
        before=before,
        arms=tuple((arm, _needs(arm) if is_tei else ()) for arm in _split(pattern, "|")),
        after=("/>" if tag[2].endswith("/") else ">") + after,
        names=frozenset(names - {""} if pattern else names),
        modes=frozenset("" if mode.startswith("#") else mode for mode in modes),
        words=frozenset(spoken.translate(_BETWEEN).split()),
    )


def _split(pattern: str, mark: str) -> list[str]:
    """The parts of a pattern between the marks that stand in no brackets and no quotes."""
    if not pattern:
        return []
    parts, depth = [""], 0
    for piece in _PIECE.findall(pattern):
        depth += (piece in "([") - (piece in ")]")
        if piece == mark and depth == 0:
            parts.append("")
        else:
            parts[-1] += piece
    return [part.strip() for part in parts]


def _needs(arm: str) -> _Needs:
    """For each step that names elements, those that it names."""
    return tuple(names for step in _split(arm, "/") if (names := _named(step)))


def _named(step: str) -> frozenset[str]:
    """The elements that a step can be; none if it does not name them."""
    test = step.partition("[")[0].strip()
    if test.startswith("(") and test.endswith(")"):
        arms = [_named(arm) for arm in _split(test[1:-1], "|")]
        return frozenset().union(*arms) if all(arms) else frozenset()
    return frozenset((test,)) if _NAME.fullmatch(test) else frozenset()
