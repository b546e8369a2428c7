"""Several documents in one run: an output begins with the next before it is done with the first."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType

import pytest
from siglum.document import Document, parse
from siglum.findings import FindingError, Location, finding
from siglum.outputs import Bundle, Options
from siglum.outputs.site import _AHEAD, _rendered

Task = tuple[Document, Options]


def tasks(number: int) -> list[Task]:
    text = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>'
    return [(parse(text, name=f"{n}.xml"), Options(str(n))) for n in range(number)]


class Output(ModuleType):
    """One that keeps a record, fails at the beginning of 1.xml, and at the end of 3.xml."""

    def __init__(self) -> None:
        super().__init__("output")
        self.record: list[str] = []

    def fail(self, name: str) -> None:
        raise FindingError(finding("document-empty", Location(name)))

    @contextmanager
    def begin(self, document: Document, options: Options) -> Iterator[Callable[[], Bundle]]:
        if options.stem == "1":
            self.fail(document.name)
        self.record.append(f"begin {options.stem}")

        def finish() -> Bundle:
            self.record.append(f"finish {options.stem}")
            if options.stem == "3":
                self.fail(document.name)
            return Bundle({options.stem: "made"}, ())

        try:
            yield finish
        finally:
            self.record.append(f"leave {options.stem}")


def test_documents_are_begun_ahead_and_made_in_order() -> None:
    output = Output()
    made = list(_rendered(output, tasks(6)))
    assert [next(iter(m.files)) if isinstance(m, Bundle) else m.location.file for m in made] == [
        *("0", "1.xml", "2", "3.xml", "4", "5")
    ]
    begun = [entry for entry in output.record if entry.startswith("begin")]
    assert output.record[: _AHEAD - 1] == begun[: _AHEAD - 1]
    assert sorted(e for e in output.record if e.startswith("leave")) == [
        f"leave {n}" for n in (0, 2, 3, 4, 5)
    ]


def test_what_was_begun_is_left_when_the_run_is_broken_off() -> None:
    output = Output()
    rendered = _rendered(output, tasks(6))
    next(rendered)
    with pytest.raises(KeyboardInterrupt):
        rendered.throw(KeyboardInterrupt)
    left = {entry[6:] for entry in output.record if entry.startswith("leave")}
    assert left == {entry[6:] for entry in output.record if entry.startswith("begin")}
