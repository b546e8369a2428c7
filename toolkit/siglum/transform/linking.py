"""A stylesheet cut down to what a document can need.

To compile a stylesheet for all of TEI takes longer than to use it, and a document uses a tenth of
TEI. A template rule cannot fire where its pattern names an element that the document has not; a
function, a key or a named template that nothing refers to is not needed, nor is a rule of a mode
that nothing applies. What is left does the same, and compiles in half the time.

Stylesheets are read as they are written here, without a parser: each declaration begins on a line
of its own, indented by two spaces, and nothing else of XSLT is so indented.
"""

import os.path
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from html import escape
from pathlib import Path

from siglum.document.names import TEI

#: Declarations that are needed where their name is used; others, such as parameters, always are.
_NAMED = {"function", "template", "variable", "key", "accumulator", "mode"}

#: What a module may say for all that it declares, and what holds where it says nothing.
_SCOPED = {"xpath-default-namespace": "", "expand-text": "no", "default-mode": "#unnamed"}

#: What is no part of a name that may be referred to.
_BETWEEN = bytes(
    32 if c < 128 and not (chr(c).isalnum() or c in b"_-.:") else c for c in range(256)
)

_TAG = re.compile(r"""<xsl:([\w-]+)(?:[^>"']|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = re.compile(r"""\s([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')""")


def linked(path: Path, elements: Set[str]) -> str:
    """The stylesheet at ``path`` for documents that have no elements but these (local names).

    It is siglum's own, and its modules include, and do not import, one another.
    """
    modules = list(_modules(os.path.normpath(path), set()))
    around = dict(modules[0][0])
    for scope, _ in modules:
        around |= {name: value for name, value in scope.items() if name.startswith("xmlns:")}
    texts: list[str] = []
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for scope, declarations in modules:
        others = {n: v for n in _SCOPED if (v := _said(scope, n)) != _said(around, n)}
        is_tei = _said(scope, "xpath-default-namespace") == TEI
        for declaration in declarations:
            text, names = _possible(declaration, elements if is_tei else None, others)
            for name in names:
                waiting[name].append(len(texts))
            texts.append(text)
    needed: set[int] = set()
    found = set(waiting.pop("", ()))
    while found:
        needed |= found
        spoken = " ".join(texts[number] for number in found).encode().replace(b"::", b" ")
        words = waiting.keys() & {word.decode() for word in set(spoken.translate(_BETWEEN).split())}
        found = {number for word in words for number in waiting.pop(word)} - needed
    return "\n".join(
        (_tag("stylesheet", around), *(texts[n] for n in sorted(needed)), "</xsl:stylesheet>")
    )


def extended(path: Path, extension: Path, names: Set[str]) -> str:
    """The stylesheet at ``path`` with declarations that take the place of its own.

    Its templates of these ``names`` can be called as ``original-…`` by those that replace them.
    """
    around: dict[str, str] = {}
    originals = []
    for scope, declarations in _modules(os.path.normpath(path), set()):
        around |= {name: value for name, value in scope.items() if name.startswith("xmlns:")}
        for declaration in declarations:
            named = re.match(r'<xsl:template name="([^"]+)"', declaration)
            if named and named[1] in names:
                space = f'xpath-default-namespace="{_said(scope, "xpath-default-namespace")}"'
                tag = f'<xsl:template name="original-{named[1]}" {space}'
                originals.append(tag + declaration[named.end() :])
    around |= {"version": "3.0", "exclude-result-prefixes": "#all"}
    imported, included = (escape(file.resolve().as_uri()) for file in (path, extension))
    return "\n".join(
        (
            _tag("stylesheet", around),
            _tag("import", {"href": imported}, "/>"),
            _tag("include", {"href": included}, "/>"),
            *originals,
            "</xsl:stylesheet>",
        )
    )


def _modules(path: str, seen: set[str]) -> Iterator[tuple[dict[str, str], list[str]]]:
    """The attributes of the stylesheet and its declarations, and those of all that it includes."""
    seen.add(path)
    text = re.sub(r"(?s)<!--.*?-->", "", Path(path).read_text("utf-8"))
    start, *declarations = re.split(r"\n  (?=<xsl:)", text)
    declarations[-1] = declarations[-1].rpartition("</")[0]
    included = [text for text in declarations if text.startswith("<xsl:include")]
    yield (
        _attributes(start.rpartition("<xsl:stylesheet")[2]),
        [text for text in declarations if text not in included],
    )
    for text in included:
        module = os.path.normpath(Path(path).parent / _attributes(text)["href"])
        if module not in seen:
            yield from _modules(module, seen)


def _attributes(tag: str) -> dict[str, str]:
    """The attributes in a tag, as they are written."""
    found = _ATTRIBUTE.findall(tag)
    return {name: value[1:-1].replace('"', "&quot;") for name, value in found}


def _tag(kind: str, attributes: dict[str, str], end: str = ">") -> str:
    return f"<xsl:{kind}" + "".join(f' {n}="{v}"' for n, v in attributes.items()) + end


def _said(scope: dict[str, str], name: str) -> str:
    return scope.get(name, _SCOPED[name])


def _possible(
    text: str, elements: Set[str] | None, scope: dict[str, str]
) -> tuple[str, Sequence[str]]:
    """A declaration without the arms of its pattern that cannot match, and what makes it needed.

    It is needed where one of these words is in another that is; ``""`` is in all. ``elements`` are
    those that names without a prefix can stand for, ``None`` where they stand for others.
    """
    tag = _TAG.match(text)
    assert tag is not None  # noqa: S101 -- it begins with one
    kind, attributes = tag[1], scope | _attributes(tag[0])
    if kind not in _NAMED:
        words = [""]
    else:
        words = [attributes["name"]] if "name" in attributes else [""] * (kind == "mode")
    if kind == "template" and "match" in attributes:
        if "xpath-default-namespace" in attributes:
            elements = None
        arms = _split(attributes["match"], "|")
        matching = (
            arms if elements is None else list(filter(None, (_cut(a, elements) for a in arms)))
        )
        if matching:
            attributes["match"] = " | ".join(matching)
            modes = attributes.get("mode", "#unnamed").split()
            words += ["" if mode.startswith("#") else mode for mode in modes]
    end = "/>" if tag[0].endswith("/>") else ">"
    return _tag(kind, attributes, end) + text[tag.end() :], words


def _split(pattern: str, mark: str) -> list[str]:
    """The parts of a pattern between the marks that stand in no brackets and no quotes."""
    if mark not in pattern:
        return [pattern]
    parts, depth = [""], 0
    for piece in re.findall(r""""[^"]*"|'[^']*'|[^"'()\[\]|/]+|.""", pattern):
        depth += (piece in "([") - (piece in ")]")
        if piece == mark and depth == 0:
            parts.append("")
        else:
            parts[-1] += piece
    return [part.strip() for part in parts]


def _cut(arm: str, elements: Set[str]) -> str:
    """The arm without choices of elements that are not there; nothing where it cannot match.

    It is judged as far as its steps name elements.
    """
    steps = []
    for step in _split(arm, "/"):
        test, bracket, predicate = step.partition("[")
        test = test.strip()
        if test.startswith("(") and test.endswith(")"):
            choices = list(filter(None, (_cut(c, elements) for c in _split(test[1:-1], "|"))))
            if not choices:
                return ""
            test = f"({' | '.join(choices)})"
        elif re.fullmatch(r"[^\W\d][\w.-]*", test) and test not in elements:
            return ""
        steps.append(test + bracket + predicate)
    return "/".join(steps)
