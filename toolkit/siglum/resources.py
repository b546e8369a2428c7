"""Where the stylesheets and schemas that travel with siglum are.

In a checkout they stand at the top (``xslt/``, ``schemas/``); in an installed wheel they are
package data under ``siglum/data/``. Both are plain folders, so that a stylesheet can import its
neighbours by relative path.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """The path of a file or folder that ships with siglum, such as ``resource("xslt", "html")``.

    Raises:
        FileNotFoundError: the installation is damaged, or the name is wrong.
    """
    for base in (_PACKAGE / "data", _PACKAGE.parent.parent):
        path = base.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"siglum's own file {'/'.join(parts)} is missing; reinstall siglum")
