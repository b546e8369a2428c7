"""Images: those beside the document are copied and shown, with their zones; others are linked."""

import struct
import zlib
from pathlib import Path

import pytest
from html_pages import Made, of, text
from siglum.document import TEI, read
from siglum.outputs import Options
from siglum.outputs.html import render
from siglum.outputs.images import images, size

FACSIMILE = """
<facsimile><surface xml:id="s1" ulx="0" uly="0" lrx="600" lry="800"><graphic url="pages/1.png"/>
<zone xml:id="z1" ulx="50" uly="60" lrx="550" lry="160"/>
<zone xml:id="z2" points="50,200 550,200 550,300"/></surface>
<surface xml:id="s2"><graphic url="https://example.org/iiif/2/info.json"/></surface></facsimile>
"""


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * width) * height)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", rows), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def edition(folder: Path, body: str, facsimile: str = "") -> Made:
    path = folder / "x.xml"
    path.write_text(
        f'<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>'
        f"</fileDesc></teiHeader>{facsimile}<text><body>{body}</body></text></TEI>"
    )
    return of(read(path))


def test_an_image_beside_the_document_is_copied_and_shown(tmp_path: Path) -> None:
    (tmp_path / "a b.png").write_bytes(png(30, 20))
    page = edition(tmp_path, '<figure><graphic url="a%20b.png"/><figDesc>A dog.</figDesc></figure>')
    image = page.one("//img")
    assert {k: image.get(k) for k in ("src", "alt", "width", "height")} == {
        "src": "a%20b.png",
        "alt": "A dog.",
        "width": "30",
        "height": "20",
    }
    assert page.bundle.copies == {"a b.png": tmp_path / "a b.png"}


def test_the_first_image_stands_for_the_edition_where_it_is_shared(tmp_path: Path) -> None:
    (tmp_path / "1 a.png").write_bytes(png(3, 2))
    figures = '<figure><graphic url="no.png"/></figure><figure><graphic url="1%20a.png"/></figure>'
    page = edition(tmp_path, figures)
    assert page.select("//meta[@property='og:image']") == []  # nobody can tell its address
    options = Options("x", base_url="https://e.org/", prefix="x/")
    shared = of(page.document, options).one("//meta[@property='og:image']")
    assert shared.get("content") == "https://e.org/x/1%20a.png"


def test_images_are_there_when_the_page_is_printed_unless_there_are_many(tmp_path: Path) -> None:
    for count, loading in ((40, None), (41, "lazy")):
        for n in range(count):
            (tmp_path / f"{n}.png").write_bytes(png(3, 2))
        page = edition(tmp_path, "".join(f"<graphic url='{n}.png'/>" for n in range(count)))
        assert {image.get("loading") for image in page.select("//img")} == {loading}


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ("width='30' height='20.5px'", ("30", "20")),
        ("viewBox='0 0 3 2'", (None, None)),
        ("width='100%' height='20'", (None, None)),
    ],
)
def test_a_drawing_has_the_size_that_it_says(
    tmp_path: Path, attributes: str, size: tuple[str | None, str | None]
) -> None:
    drawing = f"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' {attributes}/>"
    (tmp_path / "a.svg").write_text(drawing)
    image = edition(tmp_path, "<p><graphic url='a.svg'/></p>").one("//img")
    assert (image.get("width"), image.get("height")) == size


def test_an_image_is_as_large_as_the_document_says(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png(30, 20))
    sizes = ["width='60%'", "height='1em'", "width='5cm' height='40'", "width='calc(1px)'", ""]
    page = edition(
        tmp_path, "<p>" + "".join(f"<graphic url='a.png' {size}/>" for size in sizes) + "</p>"
    )
    assert [image.get("style") for image in page.select("//img")] == [
        "width:60%",
        "height:1em;width:auto",
        "width:5cm;height:40px",
        None,
        None,
    ]


def test_zones_and_lines_lead_to_each_other(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "1.png").write_bytes(png(6, 8))
    page = edition(
        tmp_path,
        '<pb n="1" facs="#s1"/><p><lb facs="#z1"/>One<lb n="2" facs="#z2"/>two</p>'
        '<pb n="2" facs="#s2"/><p>Two.</p>',
        FACSIMILE,
    )
    assert page.one("//img").get("src") == "pages/1.png"
    svg = page.one("//figure//*[local-name() = 'svg']")
    assert svg.get("viewBox") == "0 0 600 800"
    links = [(a.get("id"), a.get("href"), a.get("aria-label")) for a in svg]
    assert links == [
        ("z1", "#at:z1", "To the text: line"),
        ("z2", "#at:z2", "To the text: line 2"),
    ]
    assert [(a.get("id"), a.get("href")) for a in page.select("//a[@class='to-zone']")] == [
        ("at:z1", "#z1"),
        ("at:z2", "#z2"),
    ]
    assert [a.get("href") for a in page.select("//span[contains(@class, 'pb')]//a")] == [
        "#s1",
        "#s2",
    ]
    # an image elsewhere is a link, to the whole image that the IIIF server gives; it is not fetched
    away = page.one("//figure[@id='s2']/p/a")
    assert away.get("href") == "https://example.org/iiif/2/full/max/0/default.jpg"
    assert text(page.one("//figure[@id='s1']/figcaption")) == "Page 1 · To the text: page 1"


def test_missing_images_are_told_of_once_and_named_on_the_page(tmp_path: Path) -> None:
    page = edition(
        tmp_path, '<p><graphic url="no.png"/> <graphic url="nor.jpg"/></p><pb facs="no.png"/>'
    )
    (found,) = page.bundle.findings
    assert found.message == (
        "the document names no.png, and no such file stands beside it (images missing: 2)"
    )
    assert page.bundle.copies == {} and page.select("//img") == []
    assert text(page.one("//*[@id='p:1']")) == "[image: no.png] [image: nor.jpg]"


def test_images_of_examples_of_markup_are_not_looked_for(tmp_path: Path) -> None:
    page = edition(
        tmp_path,
        '<egXML xmlns="http://www.tei-c.org/ns/Examples"><pb facs="no.png"/></egXML>',
    )
    assert page.bundle.findings == ()


@pytest.mark.parametrize(
    "address", ["../up.png", "/etc/x.png", "file:///x.png", "a/../../up.png", "x.txt", "//h/x.png"]
)
def test_nothing_outside_the_folder_is_read(tmp_path: Path, address: str) -> None:
    (tmp_path / "up.png").write_bytes(png(1, 1))
    inner = tmp_path / "inner"
    inner.mkdir()
    page = edition(inner, f'<p><graphic url="{address}"/></p>')
    assert page.bundle.copies == {}


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "up.png").write_bytes(png(1, 1))
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "x.png").symlink_to(tmp_path / "up.png")
    assert edition(inner, '<p><graphic url="x.png"/></p>').bundle.copies == {}


def test_several_documents_keep_their_images_apart(tmp_path: Path) -> None:
    (tmp_path / "1.png").write_bytes(png(1, 1))
    made = edition(tmp_path, '<p><graphic url="1.png"/></p>')
    bundle = render(made.document, Options("x", prefix="x/"))
    assert list(bundle.copies) == ["x/1.png"]
    assert list(images(made.document)[0]) == ["1.png"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (png(300, 7), (300, 7)),
        (b"GIF89a" + struct.pack("<HH", 5, 6) + b"\0" * 20, (5, 6)),
        (b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + b"\x09\0\0\x13\0\0" + b"\0" * 4, (10, 20)),
        (b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 10 + struct.pack("<HH", 11, 12), (11, 12)),
        (
            b"RIFF\0\0\0\0WEBPVP8L" + b"\0" * 5 + struct.pack("<I", 12 | 13 << 14) + b"\0" * 9,
            (13, 14),
        ),
        (b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x11\x08\0\x09\0\x0a" + b"\0" * 9, (10, 9)),
        (b"\xff\xd8\xff", (0, 0)),
        (b"", (0, 0)),
        (b"<svg/>", (0, 0)),
    ],
)
def test_the_size_of_an_image(tmp_path: Path, data: bytes, expected: tuple[int, int]) -> None:
    file = tmp_path / "image"
    file.write_bytes(data)
    assert size(file) == expected


def test_lines_lead_to_their_region_of_an_image_elsewhere_and_pages_to_their_surface(
    tmp_path: Path,
) -> None:
    page = edition(
        tmp_path,
        '<pb xml:id="b" n="2"/><lg><l facs="#z">A line.</l></lg>',
        '<facsimile><surface start="#b"><graphic url="https://example.org/iiif/2/info.json"/>'
        '<zone xml:id="z" ulx="10" uly="20" lrx="110" lry="70"/></surface></facsimile>',
    )
    assert page.one("//a[@class='to-zone']").get("href") == (
        "https://example.org/iiif/2/10,20,100,50/max/0/default.jpg"
    )
    figure = page.one("//figure")
    assert page.one("//*[@id='b']//a").get("href") == f"#{figure.get('id')}"
    assert text(figure) == "Page 2 To the text: page 2"


def test_a_zone_of_a_word_leads_to_its_paragraph(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "1.png").write_bytes(png(6, 8))
    page = edition(tmp_path, '<p>A <w facs="#z1">word</w>.</p>', FACSIMILE)
    assert page.one("//*[@id='z1']").get("href") == "#p:1"
