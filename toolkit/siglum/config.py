"""``siglum.toml``: what an edition consists of, so that the commands need no arguments.

Every key is declared once, in ``KEYS``; ``docs/configuration.md`` is proved equal to it by a test.
The file is optional, and so is every key. Relative paths start at the folder of the file.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from siglum.findings import Finding, FindingError, Location, finding

FILE_NAME = "siglum.toml"

#: What ends the name of a document, where a folder is named instead of files.
SUFFIXES = (".xml", ".tei")


class Key(NamedTuple):
    """One key: what its value is, the default as TOML, and what it is for.

    ``kind`` is ``paths`` and ``names`` (a string or a list of strings), ``path``, ``text``,
    ``number`` (an integer, not negative), or ``table`` (of strings by string).
    """

    kind: Literal["paths", "names", "path", "text", "number", "table"]
    default: str
    description: str
    values: tuple[str, ...] = ()


KEYS: dict[str, Key] = {
    "sources": Key(
        "paths",
        "[]",
        "The TEI documents of the edition: files, folders (every `.xml` and `.tei` file in them) "
        "or patterns such as `tei/**/*.xml`. The commands work on these when called without files; "
        "`siglum text` and `siglum cite`, which are for one document, where there is only one.",
    ),
    "schema": Key(
        "paths",
        "[]",
        "The schemas that the sources must be valid against: `.rng`, `.rnc` or `.odd` files. "
        "Without this key, those that each document names in its `xml-model` instructions.",
    ),
    "rules": Key(
        "paths",
        "[]",
        "Schematron rules that the sources must keep: `.sch` files, or `.rng` and `.odd` files "
        "with rules in them. An `.odd` under `schema` brings its rules along.",
    ),
    "tei": Key(
        "path",
        '""',
        "TEI's own definitions, a `p5subset.xml`, for `.odd` files that start from them. Without "
        "this key, those that the `.odd` names, or those kept by `siglum schema add tei`.",
    ),
    "catalogs": Key(
        "paths",
        "[]",
        "XML catalogs that say where the schemas named by web addresses are on this machine.",
    ),
    "checks": Key(
        "names",
        '["structure", "rules", "links", "text"]',
        "What `siglum validate` checks.",
        ("structure", "rules", "links", "text"),
    ),
    "witness": Key(
        "path",
        '""',
        "The plain-text transcription that the text must agree with, character for character. "
        "`{stem}` stands for the name of the source without its suffix. Without this key, the "
        "transcription that the document's own `sourceDesc` points at.",
    ),
    "out": Key("path", '"output"', "The folder that `siglum build` makes its outputs in."),
    "formats": Key(
        "names",
        '["html", "text", "citations"]',
        "The outputs that `siglum build` makes, a folder each.",
        ("html", "text", "citations"),
    ),
    "title": Key("text", '""', "The title of the site. Without it, the title of the document."),
    "base-url": Key(
        "text", '""', "The web address that the site will have, for permanent links and metadata."
    ),
    "style": Key(
        "text",
        '"chicago-author-date"',
        "The CSL style of formatted citations: a name, or the path of a `.csl` file.",
    ),
    "theme": Key(
        "path",
        '""',
        "A folder with `theme.css` or `theme.xsl`, which change how the pages look and what is "
        "on them; see [HTML](html.md#themes).",
    ),
    "wrap": Key(
        "number", "0", "The width at which plain text is wrapped; 0 leaves each paragraph a line."
    ),
    "ids": Key(
        "path",
        '""',
        "A file that records the addresses that were published, to be kept with the sources. "
        "Without it, the record is the `ids.txt` of the last build; see "
        "[Permanent links](permalinks.md).",
    ),
    "redirects": Key(
        "table",
        "{}",
        "Old ids that are gone, each with the id that took its place; see "
        "[Permanent links](permalinks.md).",
    ),
}


#: What ``base-url`` must be, in words.
ADDRESS = "the address of a site begins with https:// or http:// and has no ?, # or space in it"

#: How the kinds of values are called in the guide.
WORDS = {
    "paths": "a path or a list of paths",
    "names": "a name or a list of names",
    "path": "a path",
    "text": "text",
    "number": "a whole number",
    "table": "a table of text",
}


class Config(NamedTuple):
    """What a ``siglum.toml`` says, with paths made complete, or the defaults where there is none.

    ``file`` is the path of the file as the user would name it, or None. ``sources`` may hold
    folders and patterns; ``expand`` makes files of them.
    """

    file: Path | None = None
    sources: tuple[str, ...] = ()
    schema: tuple[Path, ...] = ()
    rules: tuple[Path, ...] = ()
    tei: str = ""
    catalogs: tuple[Path, ...] = ()
    checks: tuple[str, ...] = KEYS["checks"].values
    witness: str = ""
    out: Path = Path("output")
    formats: tuple[str, ...] = KEYS["formats"].values
    title: str = ""
    base_url: str = ""
    style: str = "chicago-author-date"
    theme: str = ""
    wrap: int = 0
    ids: str = ""
    redirects: Mapping[str, str] = MappingProxyType({})

    @property
    def folder(self) -> Path:
        """The folder that the file stands in, or the current one."""
        return self.file.parent if self.file is not None else Path()

    def witness_of(self, source: Path) -> Path | None:
        """The transcription of a source, if the file names one."""
        return Path(self.witness.replace("{stem}", source.stem)) if self.witness else None


def find(start: Path | None = None) -> Path | None:
    """The ``siglum.toml`` of the folder ``start`` (by default the current one) or of a parent."""
    here = (start or Path()).absolute()
    for up, folder in enumerate((here, *here.parents)):
        if (folder / FILE_NAME).is_file():
            if start is not None:
                return folder / FILE_NAME
            return Path(*[".."] * up, FILE_NAME)
    return None


def load(path: Path | None = None) -> Config:
    """Read ``path``, by default the file that ``find`` finds; no file gives the defaults.

    Raises:
        FindingError: the file cannot be read, is not TOML, or has an unknown key or a wrong value.
    """
    if path is None:
        path = find()
        if path is None:
            return Config()
    import tomllib

    from siglum.document import read_bytes

    name = str(path)
    data = read_bytes(path)
    try:
        text = data.decode("utf-8-sig")
        values = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise FindingError(
            finding("config-encoding", Location(name, line, column), byte=data[error.start])
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise FindingError(_syntax(str(error), text, name)) from None
    for key, value in values.items():
        wrong = _wrong(key, value, Location(name, *_place(text, key)))
        if wrong is not None:
            raise FindingError(wrong)
    return _config(path, values)


def place_of(settings: Config, key: str) -> Location:
    """Where a key stands in the file that the settings were read from."""
    from siglum.document import read_bytes

    if settings.file is None:
        return Location("-")
    text = read_bytes(settings.file).decode("utf-8-sig")
    return Location(str(settings.file), *_place(text, key))


def missing(settings: Config, keys: Iterable[str]) -> Finding | None:
    """What is wrong with the first path under these keys that leads nowhere, if one does."""
    for key in keys:
        value = getattr(settings, key)
        for path in filter(None, (value,) if isinstance(value, str) else value):
            if settings.file is not None and not Path(path).exists():
                return finding("config-path", place_of(settings, key), key=key, name=path)
    return None


def one_source(name: str | None) -> str:
    """The document of a command that is for one: that of the call, or the only one of siglum.toml.

    Raises:
        FindingError: neither names one, siglum.toml names several, or it cannot be used.
    """
    if name is not None:
        return name
    settings = load()
    place = Location(str(settings.file or "-"))
    found = list(expand(settings.sources))
    for item in found:
        if isinstance(item, Finding):
            raise FindingError(item)
    names = [item for item in found if isinstance(item, str)]
    if len(names) > 1:
        raise FindingError(finding("sources-several", place, number=len(names), first=names[0]))
    if not names:
        raise FindingError(finding("sources-none", place))
    return names[0]


def expand(names: Iterable[str]) -> Iterator[str | Finding]:
    """The files that these names, folders and patterns stand for, each once, in a stable order.

    A folder stands for the documents (``SUFFIXES``) in it and below, but for the copies that a
    build puts beside its pages; so does a pattern with ``**``. ``-`` is standard input. A pattern
    or folder that yields nothing gives a finding; a file that is not there is passed on,
    for the reader to say so.
    """
    seen: set[str] = set()
    for name in names:
        found: list[str] | None = None
        path = Path(name)
        if name != "-" and path.is_dir():
            found, troubles = _within(path)
            yield from troubles
            if not found and not troubles:
                yield finding("folder-empty", Location(name), name=name)
        elif any(c in name for c in "*?[") and not path.exists():
            found = _matching(name)
            if not found:
                yield finding("pattern-empty", Location(name), pattern=name)
        for file in [name] if found is None else found:
            if file not in seen:
                seen.add(file)
                yield file


def _within(folder: Path) -> tuple[list[str], list[Finding]]:
    """The documents in a folder and below, and the folders that cannot be looked into."""
    import os

    troubles: list[Finding] = []

    def note(error: OSError) -> None:
        name = str(Path(error.filename or folder))
        reason = (error.strerror or str(error)).lower()
        troubles.append(finding("file-unreadable", Location(name), name=name, reason=reason))

    found: list[str] = []
    for where, folders, files in os.walk(folder, onerror=note):
        if "SHA256SUMS" in files and _is_built(Path(where)):
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths = (Path(where, name) for name in files if not name.startswith("."))
        documents = (path for path in paths if path.suffix.lower() in SUFFIXES)
        # a link that leads nowhere is passed on, for the reader to say so
        found += [str(p) for p in documents if p.is_file() or not p.exists()]
    return sorted(found), troubles


def _is_built(folder: Path) -> bool:
    """Whether a folder holds the pages of a build, with copies of the documents beside them."""
    try:
        listed = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return False
    return any(line.endswith("  ids.txt") for line in listed)


def _matching(pattern: str) -> list[str]:
    import glob

    # Path.glob refuses a pattern that begins at the root
    found = glob.glob(pattern, recursive=True)  # noqa: PTH207
    files = sorted(name for name in found if Path(name).is_file())
    if "**" not in pattern:
        return files
    above = {folder for name in files for folder in Path(name).parents}
    built = {folder for folder in above if _is_built(folder)}
    return [name for name in files if built.isdisjoint(Path(name).parents)]


def _config(path: Path, values: dict[str, Any]) -> Config:
    folder = path.parent

    def strings(key: str) -> tuple[str, ...]:
        value = values[key]
        return (value,) if isinstance(value, str) else tuple(value)

    made: dict[str, Any] = {}
    for key in values:
        name = key.replace("-", "_")
        match KEYS[key].kind:
            case "paths":
                paths = tuple(folder / p for p in strings(key))
                made[name] = tuple(map(str, paths)) if key == "sources" else paths
            case "names":
                made[name] = strings(key)
            case "path":
                where = folder / values[key]
                made[name] = where if key == "out" else (str(where) if values[key] else "")
            case "table":
                made[name] = _flat(values[key])
            case _:
                made[name] = values[key]
    if made.get("style", "").endswith(".csl"):
        made["style"] = str(folder / made["style"])
    if "out" not in made:
        made["out"] = folder / "output"
    return Config(file=path, **made)


def _flat(table: dict[str, Any], before: str = "") -> dict[str, Any]:
    """A table without tables in it: TOML takes the full stop of a bare ``iv.3`` for one."""
    made: dict[str, Any] = {}
    for key, value in table.items():
        made |= (
            _flat(value, f"{before}{key}.") if isinstance(value, dict) else {before + key: value}
        )
    return made


def _wrong(key: str, value: object, place: Location) -> Finding | None:
    """What is wrong with a key and its value, if anything."""
    declared = KEYS.get(key)
    if declared is None:
        return finding("config-key", place, key=key, hint=_nearest(key, KEYS))
    strings = [value] if isinstance(value, str) else value
    match declared.kind:
        case "paths" | "names":
            good = isinstance(strings, list) and all(isinstance(s, str) and s for s in strings)
            wanted = "a string or a list of strings"
            if declared.kind == "names" and not strings:
                good, wanted = False, f"one or more of {', '.join(declared.values)}"
        case "number":
            good = isinstance(value, int) and not isinstance(value, bool) and value >= 0
            wanted = "a whole number, 0 or more"
        case "table":
            good = isinstance(value, dict) and all(
                isinstance(v, str) and v for v in _flat(value).values()
            )
            wanted = 'a table of text, such as { old = "new" }'
        case _:
            good, wanted = isinstance(value, str), "a string"
    if not good:
        shown = _shown(value)
        if declared.kind == "table" and isinstance(value, dict):
            bad = next(v for v in _flat(value).values() if not isinstance(v, str) or not v)
            shown = f"a table with {_shown(bad)} in it"
        return finding("config-type", place, key=key, wanted=wanted, found=shown)
    control = _control(value)
    if control:
        hint = f"take the control character {control} out of it"
        return finding("config-value", place, key=key, value=control, hint=hint)
    if key == "base-url" and isinstance(value, str) and value and not is_address(value):
        return finding("config-value", place, key=key, value=value, hint=ADDRESS)
    if declared.values and isinstance(strings, list):
        for item in strings:
            if item not in declared.values:
                return finding(
                    "config-value",
                    place,
                    key=key,
                    value=item,
                    hint=_nearest(str(item), declared.values),
                )
    return None


def _control(value: object) -> str:
    """The first control character in a text, or in a list or table of texts, as U+0007."""
    match value:
        case str():
            return next((f"U+{ord(c):04X}" for c in value if ord(c) < 32 and c not in "\t\n\r"), "")
        case list():
            return next(filter(None, map(_control, value)), "")
        case dict():
            return next(filter(None, map(_control, (*value, *value.values()))), "")
        case _:
            return ""


def is_address(text: str) -> bool:
    """Whether a text is the web address of a site."""
    import re

    return re.fullmatch(r"https?://[^\s/?#]+(?:/[^\s?#]*)?", text) is not None


def _nearest(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    known = list(known)
    near = get_close_matches(word.lower().replace("_", "-"), known, 1, 0.5)
    return f"did you mean {near[0]}?" if near else "known are " + ", ".join(known)


def _shown(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case dict():
            return "a table"
        case str():
            return "an empty string" if not value else f'"{value}"'
        case list():
            return f"a list of {len(value)}" if value else "an empty list"
        case _:
            return str(value)


def _syntax(message: str, text: str, name: str) -> Finding:
    import re

    place = Location(name)
    found = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    if found:
        place = Location(name, int(found.group(1)), int(found.group(2)))
    elif message.endswith(" (at end of document)"):
        lines = text.split("\n")
        place = Location(name, len(lines), len(lines[-1]) + 1)
    reason = re.sub(r" \(at (line|end)[^)]*\)$", "", message)
    if reason == "Cannot overwrite a value":
        reason, place = "this key has a value already", Location(name, place.line)
    return finding("config-syntax", place, reason=reason[:1].lower() + reason[1:])


def _place(text: str, key: str) -> tuple[int, int]:
    """Line and column of a top-level key, or of the header of the table of that name.

    tomllib tells no positions. A line that looks like the key's is the key's if what stands
    before it is TOML of its own, and so is not within a string or list of several lines.
    """
    import re
    import tomllib

    pattern = rf"""^[ \t]*(?:\[{{1,2}}[ \t]*)?["']?({re.escape(key)})["']?[ \t]*[.=\]]"""
    first = (1, 1)
    for match in re.finditer(pattern, text, re.MULTILINE):
        start = match.start(1)
        place = (text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
        try:
            if key not in tomllib.loads(text[: match.start()]):
                return place
        except tomllib.TOMLDecodeError:
            continue
    return first
