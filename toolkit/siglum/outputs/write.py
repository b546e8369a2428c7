"""Putting outputs in place, whole or not at all.

Every file is first written to a folder beside the outputs, on the same file system; then each
format's folder is exchanged for the new one by renaming. Whatever fails before or between, the
last build stands as it stood. A format's folder has a list of its files and their checksums
(``SHA256SUMS``, as ``sha256sum --check`` reads it); a folder with other files in it is not siglum's
to replace, and is left alone.
"""

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import NoReturn

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
    with _making(out), _ending_in_order():
        aside = out
        try:
            out.mkdir(parents=True, exist_ok=True)
            aside = Path(tempfile.mkdtemp(prefix=".siglum-", dir=out))
            for name, files in outputs.items():
                _fill(aside / "new" / name, files)
            _exchange(list(outputs), out, aside)
        except OSError as error:
            name = os.fsdecode(error.filename) if error.filename else str(out)
            if aside == out:  # the folder aside could not be made
                name = str(out)
            if isinstance(error, FileExistsError) and out.is_file():
                error = NotADirectoryError("it is a file, not a folder")
            raise _unwritable(name.replace(str(aside / "new"), str(out)), error) from None
        finally:
            if aside != out:
                shutil.rmtree(aside, ignore_errors=True)


def write_file(path: Path, text: str, *, source: str = "-") -> None:
    """Write one file, whole or not at all; what is no regular file (a pipe) is written to.

    Raises:
        FindingError: it cannot be written, or is the ``source`` that the text was made from; then
            what stood there stands there still.
    """
    if source != "-" and path.is_file() and path.samefile(source):
        reason = "it is the document itself, and would be lost"
        raise FindingError(
            finding("file-unwritable", Location(str(path)), name=path, reason=reason)
        )
    write_files({path: text})


def write_files(files: Mapping[Path, str], *, folder: Path | None = None) -> None:
    """Write several files, all of them or none, and first the ``folder``, where there is none.

    What is no regular file (a pipe) is written to.

    Raises:
        FindingError: one cannot be written; then what stood there stands there still.
    """
    written: list[tuple[Path, Path]] = []
    path = folder or Path()
    with _making(path), _ending_in_order():
        try:
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
            for path, text in files.items():
                if path.exists() and not path.is_file():
                    path.write_text(text, "utf-8", newline="")
                    continue
                target = path.resolve()
                handle, aside = tempfile.mkstemp(prefix=".siglum-", dir=target.parent)
                written.append((Path(aside), target))
                with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                    file.write(text)
                Path(aside).chmod(target.stat().st_mode if target.exists() else _usual_mode())
            for made, target in written:
                made.replace(target)
        except (OSError, ValueError) as error:
            raise _unwritable(str(path), error) from None
        finally:
            for made, _ in written:
                made.unlink(missing_ok=True)


def _unwritable(name: str, error: Exception) -> FindingError:
    reason = (getattr(error, "strerror", None) or str(error)).lower()
    folder = Path(name).parent
    if isinstance(error, FileNotFoundError) and not folder.exists():
        reason, hint = f"there is no folder {folder}", "make the folder first, or name another"
        return FindingError(
            finding("file-unwritable", Location(name), name=name, reason=reason, hint=hint)
        )
    return FindingError(finding("file-unwritable", Location(name), name=name, reason=reason))


def _usual_mode() -> int:
    """The permissions of a new file, which ``mkstemp`` does not give it."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


@contextmanager
def _making(folder: Path) -> Iterator[None]:
    """Take the folder away again, and its parents, if they were made for nothing."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        yield
    except BaseException:
        for path in missing:
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()
        raise


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Let what ends the process from outside be an exception, so that nothing is left behind."""
    before = {}
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                before[number] = signal.signal(number, _end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _frame: object) -> NoReturn:
    raise SystemExit(128 + number)


def _prove_ours(folder: Path) -> None:
    """Raise unless the folder is absent, or holds nothing but what a build made."""
    if not folder.is_dir() or folder.is_symlink():
        if folder.exists() or folder.is_symlink():
            raise FindingError(
                finding("output-foreign", Location(str(folder)), folder=folder, file=folder)
            )
        return
    known = set(listed(folder))
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        ours = name in known or name == MANIFEST or path.name in _LITTER
        if not ours and (path.is_symlink() or not path.is_dir()):
            raise FindingError(
                finding("output-foreign", Location(str(path)), folder=folder, file=name)
            )


def listed(folder: Path) -> Iterator[str]:
    """The files that the last build made in the folder of a format, by relative path."""
    try:
        lines = (folder / MANIFEST).read_text("utf-8").splitlines()
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
