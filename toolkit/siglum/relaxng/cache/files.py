"""The files of the cache: where they are, whose they are, and how they are written.

A file is written aside and renamed, so that processes can write at once, and each finds a whole
one. It can be deleted at any time. One that somebody else could have written is not read.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from typing import Final

MAX_BYTES: Final = 1 << 28
_ASIDE: Final = ".aside"
_ABANDONED: Final = 24 * 60 * 60  # seconds after which nobody is still writing


class Foreign(Exception):  # noqa: N818 # it is caught, and told as a finding
    """Somebody else owns the file, or may write to it."""


def digest(data: bytes) -> str:
    """What a file is known by."""
    try:
        from _blake2 import blake2b  # hashlib loads OpenSSL, which takes longer than all the rest
    except ImportError:
        from hashlib import blake2b
    return blake2b(data, digest_size=20).hexdigest()


def place(name: str) -> Path | None:
    """Where the file of that name is kept, or None where this user has no folder for caches.

    The folder is ``SIGLUM_CACHE``, else one in the platform's folder for caches.
    """
    named = os.environ.get("SIGLUM_CACHE")
    if named:
        return Path(named, name)
    try:
        return _base() / name
    except RuntimeError:  # there is no home
        return None


def _base() -> Path:
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / "siglum" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "siglum"
    named = os.environ.get("XDG_CACHE_HOME", "")
    # a relative one is to be ignored (XDG Base Directory Specification)
    return (Path(named) if os.path.isabs(named) else Path.home() / ".cache") / "siglum"  # noqa: PTH117 # Path takes longer


def read(path: Path | None) -> bytes | None:
    """The bytes of a file of the cache, or None where there is none.

    Raises:
        Foreign: somebody else owns it, or may write to it.
    """
    if path is None:
        return None
    flags = os.O_RDONLY
    for name in ("O_BINARY", "O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK"):
        flags |= getattr(os, name, 0)
    try:
        with open(os.open(path, flags), "rb", buffering=0) as file:  # noqa: PTH123 # a descriptor
            state = os.fstat(file.fileno())
            if not S_ISREG(state.st_mode) or state.st_size > MAX_BYTES:
                return None
            if hasattr(os, "geteuid") and (
                state.st_uid != os.geteuid() or state.st_mode & 0o022  # others may write
            ):
                raise Foreign
            return file.read()
    except OSError:
        return None


def write(path: Path | None, data: bytes) -> None:
    """Write a file of the cache, whole or not at all.

    One that cannot be written is not worth a word: the next process computes again.
    """
    if path is None:
        return
    aside = path.with_name(f"{path.name}.{os.getpid()}.{id(data):x}{_ASIDE}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        file = os.open(aside, flags, 0o600)
        try:
            with open(file, "wb", buffering=0) as out:  # noqa: PTH123 # a descriptor
                written = out.write(data)
                now = os.fstat(file).st_mtime
            if written == len(data):
                aside.replace(path)
                _clear(path.parent, now)
        finally:
            aside.unlink(missing_ok=True)
    except OSError:
        return


def _clear(folder: Path, now: float) -> None:
    """Delete what processes that were killed have left; ``now`` is by the folder's own clock."""
    for left in folder.glob(f"*{_ASIDE}"):
        with suppress(OSError):
            if left.stat().st_mtime < now - _ABANDONED:
                left.unlink()
