"""Putting outputs in place, whole or not at all.

Every file is first written to a folder beside the outputs, on the same file system; then each
format's folder is exchanged for the new one by renaming. Whatever fails before or between, the
last build stands as it stood. A format's folder has a list of its files and their checksums
(``SHA256SUMS``, as ``sha256sum --check`` reads it); a folder with other files in it is not siglum's
to replace, and is left alone.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath

from siglum.findings import FindingError, Location, finding

MANIFEST = "SHA256SUMS"

#: What file managers leave behind, and nobody misses.
_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


def write(outputs: Mapping[str, Mapping[str, str | Path]], out: Path) -> None:
    """Replace the folder ``out / format`` for each format by the files given, by relative path.

    A file is given as its text, or as the path of a file to copy.

    Raises:
        FindingError: a folder holds files of someone else, or something cannot be written; then
            nothing has changed.
    """
    for name in outputs:
        _prove_ours(out / name)
    aside = out / f".siglum-{os.getpid()}"
    made_out = not out.exists()
    try:
        out.mkdir(parents=True, exist_ok=True)
        aside.mkdir()
        for name, files in outputs.items():
            _fill(aside / "new" / name, files)
        _exchange(list(outputs), out, aside)
    except OSError as error:
        name = os.fsdecode(error.filename) if error.filename else str(out)
        shown = name.replace(str(aside / "new"), str(out))
        reason = (error.strerror or str(error)).lower()
        raise FindingError(
            finding("file-unwritable", Location(shown), name=shown, reason=reason)
        ) from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        if made_out and out.is_dir() and not any(out.iterdir()):
            out.rmdir()


def write_file(path: Path, text: str) -> None:
    """Write one file, whole or not at all; what is no regular file (a pipe) is written to.

    Raises:
        FindingError: it cannot be written; then what stood there stands there still.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, "utf-8", newline="")
            return
        try:
            aside.write_text(text, "utf-8", newline="")
            aside.replace(path.resolve())
        finally:
            aside.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise FindingError(
            finding("file-unwritable", Location(str(path)), name=path, reason=reason)
        ) from None


def _prove_ours(folder: Path) -> None:
    """Raise unless the folder is absent, or holds nothing but what a build made."""
    if not folder.is_dir() or folder.is_symlink():
        if folder.exists() or folder.is_symlink():
            raise FindingError(
                finding("output-foreign", Location(str(folder)), folder=folder, file=folder)
            )
        return
    known = set(_listed(folder / MANIFEST))
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        ours = name in known or name == MANIFEST or path.name in _LITTER
        if not ours and (path.is_symlink() or not path.is_dir()):
            raise FindingError(
                finding("output-foreign", Location(str(path)), folder=folder, file=name)
            )


def _listed(manifest: Path) -> Iterator[str]:
    try:
        lines = manifest.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return
    for line in lines:
        checksum, _, name = line.partition("  ")
        if len(checksum) == 64 and name:
            yield name


def _fill(folder: Path, files: Mapping[str, str | Path]) -> None:
    sums = []
    folder.mkdir(parents=True)
    for name in sorted(files):
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or not path.parts:
            raise FindingError(finding("output-path", Location(name), file=name))
        content = files[name]
        data = content.read_bytes() if isinstance(content, Path) else content.encode()
        target = folder.joinpath(*path.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        sums.append(f"{sha256(data).hexdigest()}  {path}\n")
    (folder / MANIFEST).write_bytes("".join(sums).encode())


def _exchange(names: list[str], out: Path, aside: Path) -> None:
    """Rename the new folders into place; at a failure, rename back what was done."""
    old = aside / "old"
    old.mkdir()
    undo: list[tuple[Path, Path]] = []
    try:
        for name in names:
            for source, target in (
                (out / name, old / name),
                (aside / "new" / name, out / name),
            ):
                if source.exists():
                    source.rename(target)
                    undo.append((target, source))
    except BaseException:
        for target, source in reversed(undo):
            target.rename(source)
        raise
