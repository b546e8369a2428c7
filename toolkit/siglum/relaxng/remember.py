"""A schema out of the cache, and into it.

A cache is found by the digest of the schema, and is used only where it says that it is that
schema's, and the further files of the schema are what they were.
"""

from pathlib import Path

from siglum.findings import Finding, FindingError, Location, finding
from siglum.relaxng.cache import files, layout, reader
from siglum.relaxng.compiled import Compiled, Origin
from siglum.relaxng.tables import Tables


def remembered(origin: Origin) -> tuple[Compiled | None, Finding | None]:
    """The schema out of the cache, or None; and a warning where what is there was not used."""
    digest = files.digest(origin.data)
    path = _path(digest)
    try:
        data = files.read(path)
        if data is None:
            return None, None
        opened = reader.read(data)
        if opened.digest != digest:
            raise layout.Damaged
        if opened.parts and not _unchanged(opened, origin):
            return None, None
        tables = Tables.remembered(opened)
        return Compiled(tables, opened.classes(), opened.parts, states=opened.states), None
    except files.Foreign:
        return None, finding("schema-cache-foreign", Location(origin.name), name=path)
    except reader.DAMAGE:
        return None, damaged(origin)


def damaged(origin: Origin) -> Finding:
    """The warning that a schema's cache is damaged."""
    name = _path(files.digest(origin.data))
    return finding("schema-cache-damaged", Location(origin.name), name=name)


def remember(origin: Origin, compiled: Compiled) -> None:
    """Write what was computed to the cache; never fails."""
    digest = files.digest(origin.data)
    path = _path(digest)
    if path is not None:
        from siglum.relaxng.cache.writer import packed

        named = (digest, _base(origin))
        try:
            data = packed(compiled.tables, compiled.classes, named, compiled.parts)
        except reader.DAMAGE:
            if compiled.tables.memory is None:
                raise
            return  # what was remembered is damaged where nobody has needed it yet
        files.write(path, data)


def _path(digest: str) -> Path | None:
    return files.place(f"relaxng-{layout.VERSION}-{digest}")


def _base(origin: Origin) -> str:
    return str(Path(origin.name).absolute())


def _unchanged(opened: reader.Remembered, origin: Origin) -> bool:
    """Whether the further files of a schema are what they were."""
    from siglum.relaxng.node import NOWHERE
    from siglum.relaxng.resources import load

    if opened.base != _base(origin):
        return False
    try:
        return all(
            files.digest(load(target, origin.name, NOWHERE, origin.catalog).data) == digest
            for target, digest in opened.parts
        )
    except FindingError:
        return False
