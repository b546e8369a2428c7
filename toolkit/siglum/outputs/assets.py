"""What every page holds: its style sheet, its script, and the policy that guards them."""

import hashlib
from base64 import b64encode
from functools import cache
from typing import NamedTuple

from siglum.outputs.theme import Theme
from siglum.resources import resource


class Assets(NamedTuple):
    """The style sheet with the theme's, the script, and the policy, as texts."""

    css: str
    js: str
    policy: str


def assets(theme: Theme) -> Assets:
    """The assets of pages with this theme."""
    js = _asset("edition.js")
    return Assets(_asset("edition.css") + theme.css, js, _policy(js))


@cache
def _asset(name: str) -> str:
    return resource("xslt", "html", "assets", name).read_text(encoding="utf-8")


def _policy(script: str) -> str:
    """A policy under which the browser runs our own script only, and fetches nothing elsewhere."""
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'; "
        f"img-src 'self' file: data:; font-src 'self' file: data:; script-src 'sha256-{digest}'"
    )
