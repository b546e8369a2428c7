"""Seeing that files have changed, by asking the file system: no service of the machine is needed.

A file is changed when its time, its size or its identity is another; one that is not there has a
signature too, so that it is seen to come and to go.
"""

import time
from collections.abc import Callable, Iterable
from pathlib import Path

#: Path → time in nanoseconds, size in bytes, inode; zeros for what is not there.
Signature = dict[Path, tuple[int, int, int]]

#: Seconds between two looks.
INTERVAL = 0.25


def signature(paths: Iterable[Path]) -> Signature:
    """What the files are like now."""
    found: Signature = {}
    for path in paths:
        try:
            state = path.stat()
        except (OSError, ValueError):
            found[path] = (0, 0, 0)
        else:
            found[path] = (state.st_mtime_ns, state.st_size, state.st_ino)
    return found


def changed(
    paths: Callable[[], Iterable[Path]],
    before: Signature,
    *,
    interval: float = INTERVAL,
    sleep: Callable[[float], None] = time.sleep,
) -> Signature:
    """Wait until the files are not as ``before``, and have rested for an interval; how they are.

    ``paths`` is asked each time, since files come and go.
    """
    last = before
    while True:
        sleep(interval)
        now = signature(paths())
        if now != before and now == last:
            return now
        last = now
