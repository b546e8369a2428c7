"""A progress bar on standard error, for work that takes a while on a terminal.

It appears after half a second, so that quick work neither flickers nor imports rich.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from siglum.report import visible

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

DELAY = 0.5


class Bar:
    """The bar of one run over ``total`` documents; does nothing where ``shown`` is false."""

    def __init__(self, total: int, *, shown: bool, colour: bool) -> None:
        self._total = total
        self._shown = shown and total > 1
        self._colour = colour
        self._done = 0
        self._started = time.monotonic()
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def advance(self, name: str) -> None:
        """Say that the document of that name is done."""
        self._done += 1
        if not self._shown or time.monotonic() - self._started < DELAY:
            return
        if self._progress is None:
            self._start()
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, completed=self._done, name=visible(name))
            self._progress.refresh()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Take the bar off the terminal while something else is printed."""
        if self._progress is None:
            yield
            return
        self._progress.stop()
        yield
        self._progress.start()

    def close(self) -> None:
        """Take the bar off the terminal."""
        if self._progress is not None:
            self._progress.stop()

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        console = Console(stderr=True, no_color=not self._colour)
        self._progress = Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[name]}", markup=False),
            console=console,
            transient=True,
            auto_refresh=False,
        )
        self._task = self._progress.add_task("", total=self._total, name="")
        self._progress.start()


def is_terminal() -> bool:
    """Whether someone looks at standard error."""
    return sys.stderr is not None and sys.stderr.isatty()
