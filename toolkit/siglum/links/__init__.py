"""The checker of links: ids are unique, and every pointer resolves to the right kind of thing.

A pointer is a token of one of TEI's pointer attributes. ``#id`` resolves in the document or in
what it includes; a relative path names a file that exists, and its fragment an element of it;
a prefix is expanded as its ``prefixDef`` says. Web addresses are not fetched.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from xml.parsers.expat import ExpatError

from siglum.document import XML_ID, Document, decode, read_bytes
from siglum.document.uris import urljoin, urlsplit
from siglum.findings import Finding, FindingError, Location, Related, finding
from siglum.links.attributes import MEDIA, wrong_kind
from siglum.links.gather import Gathered, Pointer, Prefix, Target, gather

if TYPE_CHECKING:
    from siglum.links.chains import Part

#: URI schemes that need no ``prefixDef``.
_SCHEMES = frozenset(
    """http https mailto urn doi ftp ftps sftp tel data info ark tag geo git svn news irc ws wss
    jar xmldb cid mid about javascript hdl isbn issn tei""".split()
)
_XML_FILES = frozenset({".xml", ".tei", ".odd", ".rng", ".xhtml", ".svg"})
_IMAGES = r"(?i)\.(jpe?g|png|gif|tiff?|jp2|webp|svg|bmp|pdf|mp3|mp4|ogg|wav|webm)$"
_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]*:"
_HINTED = 50  # how many misspelt ids are compared with all the others


def check(document: Document, folder: Path | None = None) -> Iterator[Finding]:
    """Yield what is wrong with the ids and pointers of the document.

    ``folder`` is where relative paths start, by default the folder of the document; without
    either (standard input) files are not looked for.

    Raises:
        FindingError: the document is not well formed.
    """
    try:
        gathered = gather(document.utf8)
    except ExpatError:
        document.prove()  # says what is wrong in its own words
        raise
    if folder is None and document.name != "-" and not document.name.startswith("<"):
        folder = Path(document.name).parent
    place = _placer(document)
    for name, ordinal, first in gathered.repeated:
        origin = place(first, XML_ID)
        yield finding(
            "id-duplicate",
            place(ordinal, XML_ID),
            id=name,
            line=origin.line,
            related=[Related(origin, "the first is here")],
        )
    checker = _Pointers(gathered, folder, place)
    for pointer in gathered.pointers:
        yield from checker.check(pointer)
    parts = _parts(gathered)
    if parts:
        from siglum.links.chains import check as check_chains

        yield from check_chains(parts, place)


def _placer(document: Document) -> Callable[[int, str | None], Location]:
    elements: list[object] = []

    def place(ordinal: int, attribute: str | None) -> Location:
        if not elements:
            from lxml import etree

            elements.extend(document.root.iter(etree.Element))
        return document.locate(elements[ordinal], attribute)  # type: ignore[arg-type] # lxml is imported only here

    return place


def _parts(gathered: Gathered) -> "dict[int, Part]":
    """Every element that has ``@next`` or ``@prev``, or is pointed at by one."""
    if not any(pointer.attribute in ("next", "prev") for pointer in gathered.pointers):
        return {}
    from siglum.links.chains import Part

    links: dict[int, dict[str, int]] = {}
    names: dict[int, str] = {}
    for pointer in gathered.pointers:
        if pointer.attribute in ("next", "prev"):
            target = gathered.ids.get(unquote(pointer.value.strip().removeprefix("#")))
            names[pointer.ordinal] = pointer.element
            if target is not None and pointer.value.strip().startswith("#"):
                links.setdefault(pointer.ordinal, {})[pointer.attribute] = target.ordinal
                names[target.ordinal] = target.name
    ids = {target.ordinal: name for name, target in gathered.ids.items()}
    return {
        ordinal: Part(
            ordinal,
            name,
            ids.get(ordinal, ""),
            links.get(ordinal, {}).get("next"),
            links.get(ordinal, {}).get("prev"),
        )
        for ordinal, name in names.items()
    }


class _Pointers:
    """Resolves the pointers of one document, remembering the other files that they lead to."""

    def __init__(
        self,
        gathered: Gathered,
        folder: Path | None,
        place: Callable[[int, str | None], Location],
    ) -> None:
        self._gathered = gathered
        self._folder = folder
        self._place = place
        self._files: dict[Path, dict[str, Target] | None] = {}
        self._hints = 0
        self._undeclared: set[str] = set()
        self._good: set[tuple[str, str, str, str]] = set()

    def check(self, pointer: Pointer) -> Iterator[Finding]:
        key = (pointer.element, pointer.attribute, pointer.value, pointer.base)
        if key in self._good:
            return
        clean = True
        for found in self._check(pointer):
            clean = False
            yield found
        if clean:
            self._good.add(key)

    def _check(self, pointer: Pointer) -> Iterator[Finding]:
        tokens = _tokens(pointer.value)
        if not tokens:
            yield self._say("pointer-empty", pointer)
        if len(tokens) > 1 and self._is_spaced_path(pointer):
            yield self._say(
                "pointer-file-missing",
                pointer,
                file=tokens[0],
                hint="a pointer is a URI: write each space of a path as %20",
            )
            return
        for token in tokens:
            scheme = re.match(_SCHEME, token)
            prefix = scheme.group()[:-1] if scheme else ""
            if prefix in self._gathered.prefixes:
                yield from self._prefixed(pointer, prefix, token)
            else:
                yield from self._resolve(pointer, token, token)

    def _is_spaced_path(self, pointer: Pointer) -> bool:
        value = pointer.value.strip()
        if self._folder is None or value.startswith("#") or len(value) > 250:
            return False
        return (self._folder / value).is_file()

    def _prefixed(self, pointer: Pointer, prefix: str, token: str) -> Iterator[Finding]:
        rest = token.partition(":")[2]
        failures: list[Finding] = []
        for definition in self._gathered.prefixes[prefix]:
            try:
                expanded = _expand(definition, rest)
            except re.error as error:
                place = self._place(definition.ordinal, "matchPattern")
                yield finding("prefix-pattern", place, prefix=prefix, reason=str(error))
                return
            if expanded is None:
                continue
            found = list(self._resolve(pointer, token, expanded))
            if not found:
                return
            failures = failures or found
        if failures:
            yield from failures
        else:
            yield self._say("prefix-no-match", pointer, token=token, prefix=prefix)

    def _resolve(self, pointer: Pointer, token: str, uri: str) -> Iterator[Finding]:
        if uri.startswith("#"):
            yield from self._internal(pointer, token, uri)
            return
        scheme = re.match(_SCHEME, uri)
        if scheme:
            name = scheme.group()[:-1]
            if name.lower() == "file" or len(name) == 1:
                yield self._say("pointer-machine", pointer, token=token)
            elif name.lower() not in _SCHEMES and name not in self._undeclared:
                self._undeclared.add(name)
                yield self._say("prefix-undeclared", pointer, prefix=name, token=token)
            return
        complete = urljoin(pointer.base, uri) if pointer.base else uri
        if not complete.startswith("//") and not re.match(_SCHEME, complete):
            yield from self._file(pointer, token, complete)

    def _internal(self, pointer: Pointer, token: str, uri: str) -> Iterator[Finding]:
        name = unquote(uri[1:])
        if not name:
            yield self._say("pointer-empty", pointer)
            return
        if "(" in name:  # an XPointer scheme (TEI P5 SA §17.2.4) is not evaluated
            return
        target = self._gathered.ids.get(name) or self._included(name)
        if target is not None:
            yield from self._kind(pointer, token, target)
            return
        if pointer.base and re.match(_SCHEME, pointer.base):
            return
        yield self._say(
            "pointer-dangling", pointer, token=token, hint=self._near(name, self._gathered.ids)
        )

    def _file(self, pointer: Pointer, token: str, uri: str) -> Iterator[Finding]:
        if self._folder is None:
            return
        if uri.startswith("/"):
            yield self._say("pointer-machine", pointer, token=token)
            return
        parts = urlsplit(uri)
        path = self._folder / unquote(parts.path)
        try:
            exists = path.exists()
        except (OSError, ValueError):
            exists = False
        if not exists:
            yield self._missing(pointer, token, parts.path)
            return
        name = unquote(parts.fragment)
        if not name or "(" in name or path.suffix.lower() not in _XML_FILES:
            return
        ids = self._ids(path)
        if ids is None:
            return
        target = ids.get(name)
        if target is None:
            yield self._say(
                "pointer-dangling-elsewhere",
                pointer,
                token=token,
                file=parts.path,
                id=name,
                hint=self._near(name, ids),
            )
        else:
            yield from self._kind(pointer, token, target)

    def _missing(self, pointer: Pointer, token: str, path: str) -> Finding:
        if pointer.attribute in MEDIA or re.search(_IMAGES, path):
            return self._say("pointer-media-missing", pointer, file=path)
        hint = None
        if token in self._gathered.ids:
            hint = f"write #{token} to point at the element with this xml:id"
        elif path.startswith("www."):
            hint = "write https:// before a web address"
        elif not re.search(r"[./]", path):
            hint = "a pointer to an element is written with # before its xml:id"
        return self._say("pointer-file-missing", pointer, file=path, hint=hint)

    def _kind(self, pointer: Pointer, token: str, target: Target) -> Iterator[Finding]:
        if not target.is_tei:
            return
        wanted = wrong_kind(pointer.element, pointer.attribute, target.name)
        if wanted:
            yield self._say(
                "pointer-kind", pointer, token=token, found=f"<{target.name}>", wanted=wanted
            )

    def _say(
        self, code: str, pointer: Pointer, *, hint: str | None = None, **values: Any
    ) -> Finding:
        place = self._place(pointer.ordinal, pointer.attribute)
        return finding(code, place, hint=hint, attribute=pointer.attribute, **values)

    def _near(self, name: str, ids: dict[str, Target]) -> str | None:
        from difflib import get_close_matches

        self._hints += 1
        near = get_close_matches(name, ids, 1, 0.7) if self._hints <= _HINTED else []
        return f"did you mean #{near[0]}?" if near else None

    def _included(self, name: str) -> Target | None:
        if self._folder is None:
            return None
        for href in self._gathered.included:
            ids = self._ids(self._folder / unquote(urlsplit(href).path))
            if ids is not None and name in ids:
                return ids[name]
        return None

    def _ids(self, path: Path, depth: int = 0) -> dict[str, Target] | None:
        """The ids of another file and of what it includes; None where it is no readable XML."""
        if path not in self._files:
            self._files[path] = None
            try:
                found = gather(decode(read_bytes(path))[0])
            except (FindingError, ExpatError):
                return None
            ids = self._files[path] = found.ids
            for href in found.included if depth < 8 else ():
                more = self._ids(path.parent / unquote(urlsplit(href).path), depth + 1) or {}
                for name, target in more.items():
                    ids.setdefault(name, target)
        return self._files[path]


def _tokens(value: str) -> list[str]:
    """The tokens of a pointer attribute; white space within parentheses parts none."""
    if "(" not in value:
        return value.split()
    tokens, depth, token = [], 0, ""
    for character in value:
        depth += (character == "(") - (character == ")")
        if character.isspace() and depth <= 0:
            if token:
                tokens.append(token)
            token = ""
        else:
            token += character
    return [*tokens, token] if token else tokens


def _expand(definition: Prefix, rest: str) -> str | None:
    """What a prefixed pointer stands for, or None where the pattern does not match it.

    Raises:
        re.error: the pattern is no regular expression.
    """
    match = re.fullmatch(definition.pattern, rest)
    if match is None:
        return None

    def group(reference: re.Match[str]) -> str:
        number = int(reference.group(1))
        return (match.group(number) or "") if number <= match.re.groups else ""

    return re.sub(r"\$(\d)", group, definition.replacement)
