"""Derivatives against a matcher that tries everything, on small schemas and documents."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from relaxng_naive import (
    Child,
    Impossible,
    Matcher,
    Pattern,
    Sampler,
    as_document,
    as_schema,
    documents,
    grammars,
)
from siglum.findings import FindingError
from siglum.relaxng import Schema

#: By hand, more are tried: SIGLUM_EXAMPLES=20000 pytest tests/relaxng/test_relaxng_naive.py
EXAMPLES = int(os.environ.get("SIGLUM_EXAMPLES", "400"))
TOO_LONG = 260  # trying everything takes too long


@pytest.fixture(scope="module", autouse=True)
def _no_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A file in the place of the cache, which would fill up with random schemas."""
    file: Path = tmp_path_factory.mktemp("no-cache") / "file"
    file.write_bytes(b"")
    before = os.environ.get("SIGLUM_CACHE", "")
    os.environ["SIGLUM_CACHE"] = str(file)
    yield
    os.environ["SIGLUM_CACHE"] = before


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
@given(
    grammar=grammars,
    random=st.lists(documents, max_size=2),
    r=st.randoms(use_true_random=False),
)
def test_verdicts_agree(grammar: list[Pattern], random: list[Child], r: Random) -> None:
    text = as_schema(grammar)
    try:
        schema = Schema.from_bytes(text.encode(), "random.rng")
    except FindingError:
        assume(False)
    tried = list(random)
    for _ in range(5):
        with suppress(Impossible):
            sampler = Sampler(grammar, r)
            tried.append(sampler.document())
            tried.append(sampler.varied(tried[-1]))
    matcher = Matcher(grammar)
    for element in tried:
        document = as_document(element)
        if len(document.replace(' xmlns:u="urn:u"', "")) < TOO_LONG:
            verdict = not list(schema.validate(document.encode()))
            assert verdict == matcher.element(grammar[0], element), (text, document)


def test_what_an_element_was_decides_what_may_follow() -> None:
    """Two definitions of <a>, told apart by what is in it only."""
    one, other, after_one, after_other = (
        ("element", ("name", "", name), ("empty",)) for name in "xybc"
    )
    ways = [
        ("group", ("element", ("name", "", "a"), within), after)
        for within, after in ((one, after_one), (other, after_other))
    ]
    grammar: list[Pattern] = [("element", ("name", "", "r"), ("choice", *ways))]
    schema = Schema.from_bytes(as_schema(grammar).encode(), "ambiguous.rng")
    for within, after, valid in (("x", "b", True), ("x", "c", False), ("y", "c", True)):
        document = f"<r><a><{within}/></a><{after}/></r>"
        assert (not list(schema.validate(document.encode()))) is valid, document
