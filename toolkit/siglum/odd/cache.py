"""Compiled customizations kept between processes, so that validating by an ODD starts at once.

An entry holds the structure, the rules and the warnings, and the digests of all the files that
they were made of; it is used only while each of these is what it was, and what was missing is
still missing. It is found by the path of the ODD and by how it is to be compiled. It is written
aside and renamed, and can be deleted at any time.

An entry is lines of text, then the two schemas::

    siglum odd VERSION
    file DIGEST PATH          for each file that was read; the digest of one that is missing is -
    finding JSON              for each warning
    rng BYTES
    sch BYTES
"""

import os
from pathlib import Path
from typing import Final, NamedTuple

from siglum.findings import Finding, Location, Related, Severity
from siglum.relaxng.cache import digest, folder

#: Changed with every change of what is compiled from the same files.
VERSION: Final = 5

_MAGIC = b"siglum odd %d\n" % VERSION


class Kept(NamedTuple):
    """What validation needs of a customization: structure and rules, and warnings about it.

    ``files`` are those that it was made of, as absolute paths.
    """

    rng: bytes
    sch: str
    findings: tuple[Finding, ...]
    files: tuple[Path, ...] = ()


def load(path: Path, *, tei: Path | None = None) -> Kept:
    """The customization at ``path``, out of the cache, or compiled and put there.

    ``tei`` is as in ``siglum.odd.compile``.

    Raises:
        FindingError: the ODD cannot be read, or is not whole.
    """
    place = _place(path, tei)
    kept = _open(place)
    if kept is None:
        from siglum import odd

        compiled = odd.compile(path, tei=tei)
        files = tuple(file.absolute() for file in compiled.files)
        kept = Kept(compiled.rng().encode(), compiled.sch(), compiled.findings, files)
        _write(place, kept)
    return kept


def _place(path: Path, tei: Path | None) -> Path:
    from siglum import __version__, store

    source = tei or store.tei_source()
    whole = None if source is None else source.absolute()
    named = "\n".join((__version__, str(path), str(path.absolute()), str(whole)))
    return folder() / f"odd-{VERSION}-{digest(named.encode())}"


def _open(place: Path) -> Kept | None:
    """An entry, or None where there is none that is current and whole."""
    try:
        data = place.read_bytes()
        return _read(data) if data.startswith(_MAGIC) else None
    except (OSError, ValueError, TypeError):  # it is not there, or damaged
        return None


def _read(data: bytes) -> Kept | None:
    at = len(_MAGIC)
    findings: list[Finding] = []
    files: list[Path] = []
    sizes: list[int] = []
    while len(sizes) < 2:
        end = data.find(b"\n", at)
        if end < 0:
            return None
        word, _, rest = data[at:end].decode().partition(" ")
        at = end + 1
        match word:
            case "file":
                known, _, name = rest.partition(" ")
                if _digest(Path(name)) != known:
                    return None
                files.append(Path(name))
            case "finding":
                findings.append(_finding(rest))
            case _:
                sizes.append(int(rest))
    if len(data) != at + sum(sizes):
        return None
    middle = at + sizes[0]
    return Kept(data[at:middle], data[middle:].decode(), tuple(findings), tuple(files))


def _digest(path: Path) -> str:
    try:
        return digest(path.read_bytes())
    except OSError:
        return "-"


def _write(place: Path, kept: Kept) -> None:
    lines = [f"file {_digest(path)} {path}" for path in kept.files]
    lines += [f"finding {_json(found)}" for found in kept.findings]
    sch = kept.sch.encode()
    lines += [f"rng {len(kept.rng)}", f"sch {len(sch)}", ""]
    if any("\n" in line for line in lines[:-1]):
        return  # a file with a line end in its name
    data = _MAGIC + "\n".join(lines).encode() + kept.rng + sch
    aside = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside.write_bytes(data)
        aside.replace(place)
    except OSError:
        return  # it will be compiled again


def _json(found: Finding) -> str:
    import json

    return json.dumps(found)


def _finding(text: str) -> Finding:
    import json

    code, severity, location, message, hint, related, environment = json.loads(text)
    others = tuple(Related(Location(*place), words) for place, words in related)
    made = Severity(severity)
    return Finding(code, made, Location(*location), message, hint, others, environment)
