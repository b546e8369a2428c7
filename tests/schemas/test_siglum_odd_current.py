"""What is checked in beside siglum.odd is what compiling it gives."""

from schemas.siglum_odd import HTML, ODD, RNG, SCH
from siglum import odd


def test_the_compiled_files_are_current() -> None:
    compiled = odd.compile(ODD)
    mend = "run: siglum odd compile schemas/siglum.odd"
    assert RNG.read_text(encoding="utf-8") == compiled.rng(), mend
    assert SCH.read_text(encoding="utf-8") == compiled.sch(), mend
    assert HTML.read_text(encoding="utf-8") == compiled.html(), mend
