"""Interventions: what, by whom, why, and how sure."""

from conftest import ROOT
from siglum import fidelity
from siglum.document import parse, read
from siglum.fidelity import Intervention

HEADER = """<teiHeader><fileDesc><titleStmt><title>T</title>
<editor xml:id="e1">Bea</editor><respStmt xml:id="e2"><resp>corrections</resp>
<persName>Ada</persName><persName>Cid</persName></respStmt></titleStmt></fileDesc>
<encodingDesc><editorialDecl><normalization><p>Spelling is modern.</p></normalization>
</editorialDecl></encodingDesc></teiHeader>"""


def of(body: str, after: str = "") -> list[tuple[object, ...]]:
    source = (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}{after}'
        f"<text><body><p>{body}</p></body></text></TEI>"
    )
    return [plain(i) for i in fidelity.interventions(parse(source.encode()))]


def plain(item: Intervention) -> tuple[object, ...]:
    return item.kind, item.source, item.edition, item.who, item.why, item.cert


def test_each_kind() -> None:
    assert of(
        "<choice><sic>teh</sic><corr resp='#e2' cert='high'>the</corr></choice>"
        "<choice><orig>vp</orig><reg resp='#e1'>up</reg></choice>"
        "<choice><abbr>Dr</abbr><expan>D<ex>octo</ex>r</expan></choice>"
        "<supplied reason='lost' resp='#e1'>x</supplied>"
        "<surplus resp='#nobody'>y</surplus>"
        "<gap reason='illegible' quantity='3' unit='chars'/>"
        "<unclear cause='faded'>z</unclear>"
        "<app><lem wit='#A'>l</lem><rdg wit='#B #C'>m</rdg></app>"
        "<note resp='#e1'>so</note><note>by the author</note>"
        "<del>gone</del><add>in</add>"
    ) == [
        ("correction", "teh", "the", ("Ada, Cid",), (), "high"),
        ("normalization", "vp", "up", ("Bea",), ("Spelling is modern.",), ""),
        ("expansion", "Dr", "Doctor", (), ("Spelling is modern.",), ""),
        ("supplied", "", "x", ("Bea",), ("lost",), ""),
        ("surplus", "y", "", ("#nobody",), (), ""),
        ("gap", "", "3 chars", (), ("illegible",), ""),
        ("unclear", "z", "z", (), ("faded",), ""),
        ("apparatus", "m (B C)", "l", (), (), ""),
        ("note", "", "so", ("Bea",), (), ""),
    ]


def test_a_certainty_elsewhere_tells_why_and_how_sure() -> None:
    certainty = (
        "<standOff><certainty target='#s' locus='value' cert='low'><desc>A guess.</desc>"
        "</certainty></standOff>"
    )
    assert of("<supplied xml:id='s' resp='#e1'>x</supplied>", certainty) == [
        ("supplied", "", "x", ("Bea",), ("A guess.",), "low")
    ]


def test_those_of_the_edition() -> None:
    found = fidelity.interventions(read(ROOT / "tei" / "october-revolution-iv.xml"))
    assert [(i.kind, i.source, i.edition, i.who, i.cert) for i in found] == [
        ("normalization", "f o r", "for", ("The siglum developers",), ""),
        ("supplied", "", '"', ("The siglum developers",), "high"),
    ]
    assert all(i.why for i in found)
