"""Many documents: the row of checkers run over them, in this process or in several.

Each process compiles a schema once. Documents are reported in the order in which they were named,
whichever process is done first.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, NoReturn

from siglum.check import Checker, Options
from siglum.document import read_bytes
from siglum.findings import Finding, FindingError, Location, finding

#: Below so many bytes in all, starting processes takes longer than it saves.
PARALLEL_BYTES = 4 * 1024 * 1024


class Task(NamedTuple):
    """A document to be checked, by name, and what for; ``data`` is its bytes if they are read."""

    name: str
    options: Options
    data: bytes | None = None


class Outcome(NamedTuple):
    """What was found in a document, and which checks were made of it."""

    name: str
    findings: Iterable[Finding]
    done: set[str]


def check_all(tasks: Sequence[Task], jobs: int | None = None) -> Iterator[Outcome]:
    """Check the documents, in ``jobs`` processes, by default as many as are worth it.

    In one process, an outcome's findings come as they are found, and its ``done`` fills meanwhile.
    """
    workers = jobs or _worth(tasks)
    if workers > 1 and len(tasks) > 1:
        yield from _parallel(tasks, min(workers, len(tasks)))
        return
    checker = Checker()
    for task in tasks:
        done: set[str] = set()
        yield Outcome(task.name, _check(checker, task, done), done)


def _check(checker: Checker, task: Task, done: set[str]) -> Iterator[Finding]:
    if task.data is None:
        found = checker.check_unread(task.name, task.options, done)
        if found is not None:
            yield from found
            return
    try:
        data = read_bytes(task.name) if task.data is None else task.data
    except FindingError as error:
        yield error.finding
        return
    yield from checker.check(data, task.name, task.options, done)


def _worth(tasks: Sequence[Task]) -> int:
    """How many processes are worth it: one for little work."""
    if len(tasks) < 2:
        return 1
    total = 0
    for task in tasks:
        try:
            total += Path(task.name).stat().st_size
        except OSError:
            continue
    if total < PARALLEL_BYTES:
        return 1
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


_worker = Checker()


def _work(tasks: Sequence[Task]) -> list[Outcome]:
    outcomes = []
    for task in tasks:
        done: set[str] = set()
        outcomes.append(Outcome(task.name, list(_check(_worker, task, done)), done))
    return outcomes


def _parallel(tasks: Sequence[Task], workers: int) -> Iterator[Outcome]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import active_children

    size = max(1, min(16, len(tasks) // (workers * 4)))
    batches = [tasks[n : n + size] for n in range(0, len(tasks), size)]
    pool = ProcessPoolExecutor(workers, initializer=_end_at_once)
    said: set[Finding] = set()
    try:
        with _ending_in_order():
            for outcomes in pool.map(_work, batches):
                for outcome in outcomes:
                    # each process meets a broken schema anew
                    fresh = [f for f in outcome.findings if not f.environment or f not in said]
                    said.update(f for f in fresh if f.environment)
                    yield Outcome(outcome.name, fresh, outcome.done)
    except BrokenProcessPool:
        yield Outcome("-", [finding("worker-lost", Location("-"))], set())
    except BaseException:  # ended from outside, or asked for no more
        for child in active_children():
            child.terminate()
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Let what ends this process from outside be an exception, so that its workers end too."""
    import signal
    import threading

    def end(number: int, _frame: object) -> NoReturn:
        raise SystemExit(128 + number)

    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _end_at_once() -> None:
    """Let a worker be ended as any process, whatever handler it has from its parent."""
    import signal

    signal.signal(signal.SIGTERM, signal.SIG_DFL)
