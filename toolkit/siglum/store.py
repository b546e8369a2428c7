"""The schema store: copies of schemas that documents name by a web address, on this machine.

Nothing is fetched but by ``add``, which the user calls. A stored file's path is made from its
address, so relative references between stored schemas hold, there is no index that could be
damaged, and several processes can read and add at once. Deleting the folder forgets everything.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote

from siglum.document.uris import urljoin, urlsplit
from siglum.findings import FindingError, Location, finding

MAX_BYTES = 64 * 1024 * 1024

_RELEASE = "https://www.tei-c.org/release/xml/tei"

#: The name that stands for the Guidelines' own source, from which customizations are compiled.
TEI_SOURCE = "tei"

_LOCAL = "by-name"


class Stored(NamedTuple):
    """A schema in the store: the address it stands for, its file, bytes and SHA-256."""

    url: str
    path: Path
    size: int
    sha256: str


def folder() -> Path:
    """The store's folder: ``SIGLUM_STORE``, else in the platform's folder for user data."""
    named = os.environ.get("SIGLUM_STORE")
    if named:
        return Path(named)
    try:
        return _base() / "siglum" / "schemas"
    except RuntimeError:  # this user has no home: nothing is stored, and nothing can be
        return Path(os.devnull) / "siglum"


def _base() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")


def named(name: str) -> str | None:
    """The address of a schema of the TEI release by its short name, such as ``tei_all``.

    ``tei`` is the source of the Guidelines (``p5subset.xml``), and ``tei:4.7.0`` that of a version.
    """
    if name == TEI_SOURCE:
        return f"{_RELEASE}/odd/p5subset.xml"
    if name.startswith(f"{TEI_SOURCE}:") and name[4:].replace(".", "").isalnum():
        return tei_version(name[4:])
    if name.startswith("tei_") and name.replace("_", "").isalnum():
        return f"{_RELEASE}/custom/schema/relaxng/{name}.rng"
    return None


def tei_version(version: str) -> str:
    """The address of the source of a version of the Guidelines in TEI's archive."""
    return f"https://www.tei-c.org/Vault/P5/{version}/xml/tei/odd/p5subset.xml"


def resolve(url: str) -> Path | None:
    """The stored file for a web address, or None.

    A file that was added without an address stands for every address that ends in its name.
    """
    for path in (path_of(url), folder() / _LOCAL / _safe(url.rpartition("/")[2])):
        if path.is_file():
            return path
    return None


def tei_source() -> Path | None:
    """The stored source of the TEI Guidelines (``p5subset.xml``), or None."""
    return resolve(named(TEI_SOURCE) or "")


def path_of(url: str) -> Path:
    """Where in the store the schema of that address is kept, whether it is there or not.

    ``http`` and ``https`` are one, and so are the names that the TEI Consortium's site goes by.
    """
    parts = urlsplit(url)
    host = parts.netloc.lower().removeprefix("www.")
    path = parts.path
    if host == "vault.tei-c.org":
        host, path = "tei-c.org", "/Vault" + path
    if host == "tei-c.org":
        path = path.replace("/Vault/P5/current/", "/release/")
    steps = [_safe(unquote(step)) for step in path.split("/") if step not in ("", ".", "..")]
    if parts.query:
        steps = [*steps[:-1], (steps[-1] if steps else "") + quote("?" + parts.query, safe="")]
    return folder().joinpath(_safe(host) or "localhost", *(steps or ["index"]))


def listing() -> Iterator[Stored]:
    """What the store holds, by address."""
    base = folder()
    if not base.is_dir():
        return
    for path in sorted(p for p in base.rglob("*") if p.is_file() and not p.name.startswith(".")):
        steps = path.relative_to(base).parts
        by_name = steps[0] == _LOCAL
        url = f"…/{unquote(steps[-1])}" if by_name else "https://" + "/".join(steps)
        data = path.read_bytes()
        yield Stored(url, path, len(data), _sha256(data))


def add(
    source: str,
    *,
    url: str = "",
    sha256: str = "",
    fetch: Callable[[str], bytes] | None = None,
) -> list[Stored]:
    """Store a schema, and what it includes, from a short name, a web address or a file.

    ``url`` is the address that a file stands for, or a short name. ``sha256`` is the checksum
    that the schema must have. ``fetch`` replaces the download. All is stored, or nothing.

    Raises:
        FindingError: it cannot be had, has another checksum, is no schema, or cannot be stored.
    """
    get = fetch or download
    address = named(source) or source
    if url:
        url = named(url) or url
        if urlsplit(url).scheme not in ("http", "https"):
            raise FindingError(finding("schema-address", Location(source), url=url))
    is_web = urlsplit(address).scheme in ("http", "https")
    files: dict[str, tuple[Path, bytes]] = {}
    if is_web:
        _collect(url or address, address, files, lambda a: get(a), path_of)
    elif url:
        _collect(url, str(Path(source).absolute().as_uri()), files, _read(source), path_of)
    else:
        local = folder() / _LOCAL
        start = Path(source).absolute().as_uri()
        _collect(start, start, files, _read(source), lambda u: local / _relative(u, start))
    first = next(iter(files.values()))[1]
    if sha256 and _sha256(first) != sha256.lower():
        place = Location(source)
        raise FindingError(
            finding("schema-checksum", place, wanted=sha256.lower(), found=_sha256(first))
        )
    for key, (path, data) in files.items():
        if "/Vault/P5/" in key and "/current/" not in key and path.is_file():
            _prove_same(key, path, data)
        _write(path, data)
    return [Stored(key, p, len(data), _sha256(data)) for key, (p, data) in files.items()]


def _prove_same(url: str, path: Path, data: bytes) -> None:
    """Raise unless a version of TEI is what it was when it was stored: releases do not change."""
    known = path.read_bytes()
    if known != data:
        wanted, found = _sha256(known), _sha256(data)
        raise FindingError(finding("schema-checksum", Location(url), wanted=wanted, found=found))


def download(url: str) -> bytes:
    """Fetch a web address that the user named.

    Raises:
        FindingError: it cannot be fetched, or is too large.
    """
    from http.client import HTTPException
    from urllib.error import URLError
    from urllib.request import Request, urlopen

    from siglum import __version__

    try:
        request = Request(url, headers={"User-Agent": f"siglum/{__version__}"})  # noqa: S310 # the caller has looked at the scheme
        with urlopen(request, timeout=60) as answer:  # noqa: S310 # as above
            data: bytes = answer.read(MAX_BYTES + 1)
    except (URLError, HTTPException, OSError, ValueError) as error:
        reason = str(getattr(error, "reason", error)) or type(error).__name__
        raise FindingError(finding("schema-fetch", Location(url), url=url, reason=reason)) from None
    if len(data) > MAX_BYTES:
        reason = f"it is larger than {MAX_BYTES} bytes"
        raise FindingError(finding("schema-fetch", Location(url), url=url, reason=reason))
    return data


def _collect(
    key: str,
    address: str,
    files: dict[str, tuple[Path, bytes]],
    get: Callable[[str], bytes],
    where: Callable[[str], Path],
) -> None:
    if key in files:
        return
    data = get(address)
    _prove_schema(data, address)
    files[key] = (where(key), data)
    for href in _references(data, address):
        _collect(urljoin(key, href), urljoin(address, href), files, get, where)


def _read(source: str) -> Callable[[str], bytes]:
    def get(address: str) -> bytes:
        from siglum.catalog import as_path
        from siglum.document import read_bytes

        path = as_path(address)
        if path is None:
            return download(address)
        first = Path(source)
        return read_bytes(path, name=source if path == first.absolute() else str(path))

    return get


def _relative(uri: str, start: str) -> str:
    """The path of a file relative to the folder of the first, for a schema in several files."""
    base = start.rpartition("/")[0] + "/"
    return "/".join(_safe(unquote(step)) for step in uri.removeprefix(base).split("/"))


_ROOTS = {
    "http://relaxng.org/ns/structure/1.0",
    "http://purl.oclc.org/dsdl/schematron",
    "http://www.tei-c.org/ns/1.0",
}


def _prove_schema(data: bytes, address: str) -> None:
    """Raise unless the bytes are RELAX NG, Schematron or ODD, or not XML and named ``.rnc``."""
    if urlsplit(address).path.endswith(".rnc"):
        if data.lstrip()[:1] != b"<":
            return
    else:
        from siglum.document import parse

        root = str(parse(data, name=address).root.tag)
        if root.rpartition("}")[0].removeprefix("{") in _ROOTS:
            return
    raise FindingError(finding("schema-invalid", Location(address), name=address))


def _references(data: bytes, address: str) -> list[str]:
    """The files that a schema includes, as it names them."""
    import re

    if urlsplit(address).path.endswith(".rnc"):
        text = data.decode("utf-8", "replace")
        return re.findall(r"""\b(?:include|external)\s+["']([^"']+)["']""", text)
    from siglum.document import parse

    root = parse(data, name=address).root
    tags = [f"{{http://relaxng.org/ns/structure/1.0}}{name}" for name in ("include", "externalRef")]
    tags.append("{http://purl.oclc.org/dsdl/schematron}include")
    hrefs = (element.get("href") for element in root.iter(*tags))
    return [href.partition("#")[0] for href in hrefs if href and not href.startswith("#")]


def _safe(step: str) -> str:
    """A step of a path that no operating system takes for something else."""
    made = quote(step, safe=" ()+,=@~!$&'")
    return "%2E" + made[1:] if made.startswith(".") else made


def _sha256(data: bytes) -> str:
    from hashlib import sha256

    return sha256(data).hexdigest()


def _write(path: Path, data: bytes) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):  # where the folder is a file, it is not even missing
            beside.unlink()
        reason = (error.strerror or str(error)).lower()
        raise FindingError(
            finding("file-unwritable", Location(str(path)), name=path, reason=reason)
        ) from None
