"""Themes: a folder that changes how pages look, and what stands around the text.

A theme may hold ``theme.css``, rules that follow the style sheet of the pages; ``theme.xsl``,
templates that take the place of those of ``xslt/html`` by their names; and fonts and images, which
are copied beside the pages, into the folder ``theme``.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from siglum.document import read_bytes
from siglum.findings import FindingError, Location, finding
from siglum.outputs import Options
from siglum.outputs.theme_faults import called_in, faults_of_rules, faults_of_templates
from siglum.resources import resource
from siglum.transform import Stylesheet, compile_text
from siglum.transform.linking import extended

#: What a style sheet can refer to.
_FILES = frozenset(
    {".woff2", ".woff", ".ttf", ".otf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"}
)


@dataclass(frozen=True, slots=True)
class Theme:
    """What a theme brings; without a stylesheet of its own, the pages' is used as it is.

    ``files`` are to be copied, by their paths beside the page (``theme/font.woff2``).
    """

    css: str = ""
    stylesheet: Stylesheet | None = None
    files: dict[str, Path] = field(default_factory=dict)


def theme_of(options: Options) -> Theme:
    """The theme that the options name, or one that changes nothing.

    Raises:
        FindingError: as ``load_theme``.
    """
    return load_theme(Path(options.theme)) if options.theme else Theme()


@cache
def load_theme(folder: Path) -> Theme:
    """Read the theme in a folder, once a process.

    Raises:
        FindingError: there is no such folder, no theme is in it, its rules are no CSS or name what
            is not there, or its templates do not compile or take the place of none.
    """
    if not folder.is_dir():
        raise FindingError(finding("theme-missing", Location(str(folder)), name=folder))
    css, templates = folder / "theme.css", folder / "theme.xsl"
    if not (css.is_file() or templates.is_file()):
        raise FindingError(finding("theme-empty", Location(str(folder)), name=folder))
    rules = read_bytes(css).decode("utf-8", "replace") if css.is_file() else ""
    files = {
        f"theme/{path.relative_to(folder).as_posix()}": path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in _FILES and path.is_file()
    }
    for fault in faults_of_rules(rules, str(css), files):
        raise FindingError(fault)
    stylesheet = None
    if templates.is_file():
        for fault in faults_of_templates(templates):
            raise FindingError(fault)
        originals = {name.removeprefix("original-") for name in called_in(templates)}
        text = extended(resource("xslt", "html", "html.xsl"), templates, originals)
        stylesheet = compile_text(text, name=str(templates))
    return Theme("\n" + rules if rules else "", stylesheet, files)
