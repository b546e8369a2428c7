"""Which schemas a document names, and where they are: instructions, catalogs, the store."""

import hashlib
import json
from pathlib import Path

import pytest
from siglum import catalog, store
from siglum.association import Association, of_document
from siglum.document import parse
from siglum.findings import Finding, FindingError

TEI_SITE = "http://www.tei-c.org"
RNG = '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><text/></start></grammar>'
CATALOG = '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">'


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGLUM_STORE", str(tmp_path / "store"))


def named(tmp_path: Path, prolog: str, *catalogs: Path) -> list[str]:
    """What the instructions lead to: ``role path phase``, or the code and message."""
    document = parse(f"{prolog}\n<TEI/>".encode(), name="t.xml")
    said = []
    for item in of_document(document, tmp_path, catalogs):
        if isinstance(item, Association):
            said.append(f"{item.role} {item.path.relative_to(tmp_path)} {item.phase}".strip())
        else:
            said.append(f"{item.location.line}: {item.code}: {item.message}")
    return said


def test_schemas_of_every_kind(tmp_path: Path) -> None:
    for name in ("a.rng", "b.sch", "c.odd", "d.rnc", "e f.xml"):
        (tmp_path / name).write_text("x")
    assert named(
        tmp_path,
        '<?xml-model href="a.rng"?>\n'
        '<?xml-model href="a.rng" schematypens="http://purl.oclc.org/dsdl/schematron"?>\n'
        '<?xml-model href="b.sch" phase="draft"?>\n'
        '<?xml-model href="c.odd"?>\n'
        '<?xml-model href="d.rnc" type="application/relax-ng-compact-syntax"?>\n'
        '<?xml-model href="e%20f.xml" schematypens="http://www.tei-c.org/ns/1.0"?>\n'
        '<?oxygen RNGSchema="a.rng" type="xml"?>\n',
    ) == [
        "structure a.rng",
        "rules a.rng",
        "rules b.sch draft",
        "structure c.odd",
        "rules c.odd",
        "structure d.rnc",
        "structure e f.xml",
        "rules e f.xml",
        "structure a.rng",
    ]


def test_instructions_however_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "a.rng").write_text("x")
    assert named(
        tmp_path,
        "<!-- <?xml-model href='nowhere.rng'?> -->\n"
        "<?xml-model\thref = '&#x61;&#46;rng'\r\n title='a &quot;b&quot; href=&apos;no&apos;'"
        ' group="g" charset="utf-8" type="application/xml"?>\n'
        '<?xml-model href="a.rng#start"?>\n'
        '<?xml-model href="&amp;lt;.rng"?>',
    ) == [
        "structure a.rng",
        "structure a.rng",
        "5: schema-missing: the schema &lt;.rng is not there, so it is not checked",
    ]


def test_catalogs_that_lead_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.rng").write_text("x")
    one, other = tmp_path / "one.xml", tmp_path / "other.xml"
    next_ = '<nextCatalog catalog="{}"/>'
    one.write_text(f"{CATALOG}{next_.format('one.xml')}{next_.format('other.xml')}</catalog>")
    other.write_text(
        f"{CATALOG}{next_.format('one.xml')}{next_.format('missing.xml')}"
        '<group prefer="system" xml:base="sub/"><uriSuffix uriSuffix="/b.rng" uri="a.rng"/></group>'
        "</catalog>"
    )
    for href, found in (
        ("https://example.org/b.rng", "structure sub/a.rng"),
        (
            "https://example.org/c.rng",
            "1: schema-elsewhere: the schema https://example.org/c.rng is on the web and not on "
            "this machine, so it is not checked",
        ),
    ):
        assert named(tmp_path, f'<?xml-model href="{href}"?>', one) == [found]


def test_a_user_without_a_home_has_no_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    for name in ("SIGLUM_STORE", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert list(store.listing()) == []
    assert named(tmp_path, '<?xml-model href="https://example.org/c.rng"?>') == [
        "1: schema-elsewhere: the schema https://example.org/c.rng is on the web and not on this "
        "machine, so it is not checked"
    ]
    (tmp_path / "a.rng").write_text(RNG)
    with pytest.raises(FindingError) as caught:
        store.add(str(tmp_path / "a.rng"))
    assert caught.value.finding.code == "file-unwritable"


def test_what_cannot_be_used_is_said(tmp_path: Path) -> None:
    assert named(
        tmp_path,
        '<?xml-model href="gone.rng"?>\n<?xml-model type="application/xml"?>\n'
        '<?xml-model href="x.xsd"?>\n<?xml-model href="x" type="application/xml-dtd"?>\n'
        '<?xml-model href="https://example.org/x.rng"?>\n',
    ) == [
        "1: schema-missing: the schema gone.rng is not there, so it is not checked",
        "2: schema-unnamed: the xml-model instruction names no schema",
        "3: schema-language: the schema x.xsd is an XML Schema, which is not checked",
        "4: schema-language: the schema x is a DTD, which is not checked",
        "5: schema-elsewhere: the schema https://example.org/x.rng is on the web and not on this "
        "machine, so it is not checked",
    ]


def test_a_catalog_says_where_a_schema_is(tmp_path: Path) -> None:
    for name in ("local.rng", "deep/b.rng", "s.rng", "d.rng", "n.rng", "sys.rng"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(RNG)
    (tmp_path / "next.xml").write_text(
        f'{CATALOG}<uri name="https://n.org/n.rng" uri="n.rng"/>'
        '<nextCatalog catalog="catalog.xml"/></catalog>'
    )
    (tmp_path / "delegate.xml").write_text(
        f'{CATALOG}<uri name="https://d.org/d.rng" uri="d.rng"/></catalog>'
    )
    file = tmp_path / "catalog.xml"
    file.write_text(
        '<!DOCTYPE catalog PUBLIC "-//OASIS//DTD Entity Resolution XML Catalog V1.0//EN" '
        '"http://www.oasis-open.org/committees/entity/release/1.0/catalog.dtd">'
        f'{CATALOG}<uri name="https://a.org/a.rng" uri="local.rng"/>'
        '<group xml:base="deep/"><rewriteURI uriStartString="https://b.org/" rewritePrefix=""/>'
        "</group>"
        '<rewriteURI uriStartString="https://b.org/x/" rewritePrefix="nowhere/"/>'
        '<uriSuffix uriSuffix="/s.rng" uri="s.rng"/>'
        '<system systemId="https://sys.org/sys.rng" uri="sys.rng"/>'
        '<delegateURI uriStartString="https://d.org/" catalog="delegate.xml"/>'
        '<nextCatalog catalog="missing.xml"/><nextCatalog catalog="next.xml"/></catalog>'
    )
    hrefs = ["a.org/a.rng", "b.org/b.rng", "c.org/s.rng", "d.org/d.rng", "n.org/n.rng",
             "sys.org/sys.rng", "d.org/other.rng", "z.org/z.rng", "b.org/x/b.rng"]  # fmt: skip
    prolog = "".join(f'<?xml-model href="https://{href}"?>\n' for href in hrefs)
    assert [line[:40] for line in named(tmp_path, prolog, file)] == [
        "structure local.rng",
        "structure deep/b.rng",
        "structure s.rng",
        "structure d.rng",
        "structure n.rng",
        "structure sys.rng",
        "7: schema-elsewhere: the schema https://",
        "8: schema-elsewhere: the schema https://",
        "9: schema-missing: the schema https://b.",
    ]


def test_a_catalog_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "c.xml").write_text("<TEI/>")
    with pytest.raises(FindingError, match="is not an XML catalog"):
        catalog.resolve("x", [tmp_path / "c.xml"])
    with pytest.raises(FindingError, match="there is no file"):
        catalog.resolve("x", [tmp_path / "gone.xml"])


def test_a_stored_schema_is_found_with_what_it_includes(tmp_path: Path) -> None:
    pages = {
        "https://example.org/s/x.rng": RNG.replace("<start>", '<include href="sub/y.rng"/><start>'),
        "https://example.org/s/sub/y.rng": RNG,
    }
    added = store.add("https://example.org/s/x.rng", fetch=lambda url: pages[url].encode())
    assert [s.url for s in added] == list(pages)
    document = parse(b'<?xml-model href="http://www.example.org/s/x.rng"?><TEI/>', name="t.xml")
    [found] = of_document(document, tmp_path, ())
    assert isinstance(found, Association)
    assert (found.path.parent / "sub" / "y.rng").is_file()
    assert [s.url for s in store.listing()] == sorted(pages, key=lambda u: u.count("/"))[::-1]


def test_a_stored_file_stands_for_its_address_or_its_name(tmp_path: Path) -> None:
    file = tmp_path / "letters.rng"
    file.write_text(RNG)
    assert store.resolve("https://example.org/letters.rng") is None
    store.add(str(file), url="https://example.org/x/letters.rng")
    assert store.resolve("https://example.org/letters.rng") is None
    assert store.resolve("https://example.org/x/letters.rng") is not None
    store.add(str(file))
    assert store.resolve("https://elsewhere.org/letters.rng") is not None
    sha256 = hashlib.sha256(RNG.encode()).hexdigest()
    assert [(s.url, s.sha256) for s in store.listing()] == [
        ("…/letters.rng", sha256),
        ("https://example.org/x/letters.rng", sha256),
    ]


def test_a_file_can_stand_for_a_name_of_the_release(tmp_path: Path) -> None:
    file = tmp_path / "all.rng"
    file.write_text(RNG)
    store.add(str(file), url="tei_all")
    assert store.resolve(f"{TEI_SITE}/release/xml/tei/custom/schema/relaxng/tei_all.rng")


def test_a_file_stands_for_no_name_that_is_no_address(tmp_path: Path) -> None:
    file = tmp_path / "letters.rng"
    file.write_text(RNG)
    with pytest.raises(FindingError) as caught:
        store.add(str(file), url="letters")
    found = caught.value.finding
    assert (found.code, found.message, found.hint) == (
        "schema-address",
        "letters is no web address that the schema could be kept by",
        "write it in full, https://…, or a name of the TEI release, such as tei or tei_all",
    )
    assert list(store.listing()) == []


def test_the_names_of_the_tei_site_are_one() -> None:
    places = {
        store.path_of(url)
        for url in (
            f"{TEI_SITE}/release/xml/tei/custom/schema/relaxng/tei_all.rng",
            "https://tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng",
            "https://vault.tei-c.org/P5/current/xml/tei/custom/schema/relaxng/tei_all.rng",
            store.named("tei_all") or "",
        )
    }
    assert len(places) == 1
    assert store.named("letters.rng") is None


def test_an_address_cannot_lead_out_of_the_store() -> None:
    for url in ("https://x/../../etc/passwd", "https://../x", "https://x/%2e%2e/%2e%2e/y"):
        assert store.path_of(url).resolve().is_relative_to(store.folder().resolve()), url


@pytest.mark.parametrize(
    ("answer", "sha256", "code"),
    [
        (b"<html>moved</html>", "", "schema-invalid"),
        (b"not xml", "", "xml-not-well-formed"),
        (RNG.encode(), "0" * 64, "schema-checksum"),
    ],
)
def test_nothing_bad_is_stored(answer: bytes, sha256: str, code: str) -> None:
    with pytest.raises(FindingError) as caught:
        store.add("https://example.org/x.rng", sha256=sha256, fetch=lambda _: answer)
    assert caught.value.finding.code == code
    assert list(store.listing()) == []


def test_what_cannot_be_fetched_is_said() -> None:
    with pytest.raises(FindingError) as caught:
        store.add("http://127.0.0.1:9/x.rng")
    found: Finding = caught.value.finding
    assert found.message.startswith("http://127.0.0.1:9/x.rng cannot be fetched: ")
    assert found.hint.endswith("siglum schema add FILE --as http://127.0.0.1:9/x.rng")
    assert json.dumps(found.environment) == "true"
