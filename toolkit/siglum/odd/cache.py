"""Compiled customizations kept between processes, so that validating by an ODD starts at once.

An entry holds the structure, the rules and the warnings, and the digests of all the files that
they were made of; it is used only while each of these is what it was, and what was missing is
still missing. It is found by the path of the ODD and by how it is to be compiled. It is written
aside and renamed, and can be deleted at any time.

So that large files need not be read each time, an entry also holds what the file system says of
each: size, times, number. Where all of that is as it was, the file is taken to be the same, and
else its digest decides. Times have a grain: a file may change twice within one and show it once.
So nothing is held of a file that was changed less than ``_GRAIN`` before it was looked at.

An entry is lines of text, then the two schemas::

    siglum odd VERSION
    file DIGEST STATE PATH    for each file that was read; the digest of one that is missing is -,
                              and so is the state of one that was changed just now
    finding JSON              for each warning
    rng BYTES
    sch BYTES
"""

from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING, Final, NamedTuple

from siglum.findings import Finding, Location, Related, Severity
from siglum.odd import Options
from siglum.relaxng.cache.files import Foreign, digest, place, read, write

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Changed with every change of what is compiled from the same files.
VERSION: Final = 7

_MAGIC = b"siglum odd %d\n" % VERSION
_GRAIN = 2_000_000_000  # the coarsest clock of a file system in use, in nanoseconds
_TICK = 20_000_000  # by how much the times of files may lag behind the clock of programs


class Kept(NamedTuple):
    """What validation needs of a customization: structure and rules, and warnings about it.

    ``files`` are those that it was made of, as absolute paths.
    """

    rng: bytes
    sch: str
    findings: tuple[Finding, ...]
    files: tuple[Path, ...] = ()


class _File(NamedTuple):
    """What is known of a file: its digest, its state, and where it is."""

    digest: str
    state: str
    path: str


def load(path: Path, options: Options) -> Kept:
    """The customization at ``path``, out of the cache, or compiled and put there.

    Raises:
        FindingError: the ODD cannot be read, or is not whole.
    """
    kept_at = _place(path, options)
    found = _open(kept_at)
    if found is not None:
        kept, known, is_settled = found
        if not is_settled:
            _write(kept_at, kept, known)
        return kept
    from siglum import odd

    begin = time_ns()
    compiled = odd.compile(path, **options._asdict())
    files = tuple(file.absolute() for file in compiled.files)
    kept = Kept(compiled.rng().encode(), compiled.sch(), compiled.findings, files)
    known = [_known(str(file)) for file in files]
    if not any(_changed_since(begin, file) for file in known):
        _write(kept_at, kept, known)
    return kept


def _place(path: Path, options: Options) -> Path | None:
    from siglum import __version__

    source = options.tei
    if source is None:
        from siglum import store

        source = store.tei_source()
    whole = None if source is None else Path(source).absolute()
    made = (options.lang, str(options.xinclude), options.schema)
    named = "\n".join((__version__, str(path), str(path.absolute()), str(whole), *made))
    return place(f"odd-{VERSION}-{digest(_encoded(named))}")


def _open(path: Path | None) -> tuple[Kept, list[_File], bool] | None:
    """An entry, or None where there is none that is current and whole.

    With it come its files as they are known now, and whether that is what the entry says of them.
    """
    try:
        data = read(path)
        return _read(data) if data is not None and data.startswith(_MAGIC) else None
    except (Foreign, ValueError, TypeError):  # somebody else's, or damaged
        return None


def _read(data: bytes) -> tuple[Kept, list[_File], bool] | None:
    at = len(_MAGIC)
    findings: list[Finding] = []
    files: list[_File] = []
    is_settled = True
    sizes: list[int] = []
    while len(sizes) < 2:
        end = data.find(b"\n", at)
        if end < 0:
            return None
        word, _, rest = data[at:end].decode(errors="surrogateescape").partition(" ")
        at = end + 1
        match word:
            case "file":
                known = _File(*rest.split(" ", 2))
                now, _ = _state(known.path)
                if now != known.state or now == "-":
                    found = _known(known.path)
                    if found.digest != known.digest:
                        return None
                    is_settled = is_settled and found.state == known.state
                    known = found
                files.append(known)
            case "finding":
                findings.append(_finding(rest))
            case _:
                sizes.append(int(rest))
    if len(data) != at + sum(sizes):
        return None
    middle = at + sizes[0]
    paths = tuple(Path(file.path) for file in files)
    kept = Kept(data[at:middle], data[middle:].decode(), tuple(findings), paths)
    return kept, files, is_settled


def _known(path: str) -> _File:
    """What a file is now; its state was looked at before it was read."""
    state, changed = _state(path)
    settled = changed < time_ns() - _GRAIN
    try:
        return _File(digest(Path(path).read_bytes()), state if settled else "-", path)
    except OSError:
        return _File("-", "-", path)


def _state(path: str) -> tuple[str, int]:
    """What the file system says of a file, "-" where there is none, and when it was changed."""
    try:
        found = Path(path).stat()
    except OSError:
        return "-", 0
    changed = max(found.st_mtime_ns, found.st_ctime_ns)
    numbers = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev)
    return ",".join(map(str, numbers)), changed


def _changed_since(begin: int, file: _File) -> bool:
    """Whether a file was changed while it may have been read, so that its digest tells nothing."""
    _, changed = _state(file.path)
    return begin - _TICK <= changed <= time_ns() + _TICK


def _write(path: Path | None, kept: Kept, files: "Sequence[_File]") -> None:
    lines = [f"file {file.digest} {file.state} {file.path}" for file in files]
    lines += [f"finding {_json(found)}" for found in kept.findings]
    sch = kept.sch.encode()
    lines += [f"rng {len(kept.rng)}", f"sch {len(sch)}", ""]
    if any("\n" in line for line in lines[:-1]):
        return  # a file with a line end in its name
    data = _MAGIC + _encoded("\n".join(lines)) + kept.rng + sch
    write(path, data)


def _encoded(text: str) -> bytes:
    """Text as UTF-8; names of files can hold bytes that are none."""
    return text.encode(errors="surrogateescape")


def _json(found: Finding) -> str:
    import json

    return json.dumps(found)


def _finding(text: str) -> Finding:
    import json

    code, severity, location, message, hint, related, environment = json.loads(text)
    others = tuple(Related(Location(*place), words) for place, words in related)
    made = Severity(severity)
    return Finding(code, made, Location(*location), message, hint, others, environment)
