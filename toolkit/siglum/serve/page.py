"""What is put into the pages that are shown while one edits: the findings, and a script.

The page itself is the one that ``siglum build`` makes. Its policy is widened by just this script,
and by the address that the script listens to.
"""

import hashlib
import re
from base64 import b64encode
from collections.abc import Sequence
from html import escape

from siglum.findings import Finding, Severity
from siglum.report import visible

EVENTS = "/.siglum/events"

#: Findings that a page shows; the terminal has all of them.
SHOWN = 50

_SCRIPT = """\
(() => {
  const panel = document.getElementById("siglum:serve"), mine = Number(panel.dataset.build);
  const events = new EventSource("%s");
  events.onmessage = (event) => {
    const { build, findings } = JSON.parse(event.data);
    if (build !== mine) location.reload();
    else if (panel.innerHTML !== findings) panel.innerHTML = findings;
  };
})();
"""

_STYLE = (
    "position:relative;z-index:1;margin:0 -1.1rem;padding:.6rem 1.1rem;background:#fff4ce;"
    "color:#241c00;border-bottom:2px solid #8a6d00;font:.85rem/1.45 system-ui,sans-serif;"
    "max-height:45vh;overflow:auto"
)

_EMPTY = """\
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">\
<title>{title}</title></head>
<body><main><h1>{title}</h1><p>{text}</p></main></body>
</html>
"""

_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)')
_BODY = re.compile(r"<body\b[^>]*>")


def live(page: str, findings: Sequence[Finding], build: int) -> str:
    """The page with the findings on top and a script that follows the builds after ``build``."""
    script = _SCRIPT % EVENTS
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    page = _POLICY.sub(lambda m: m[1] + _widened(m[2], f"'sha256-{digest}'") + m[3], page, count=1)
    panel = (
        f'<section id="siglum:serve" role="status" aria-label="Findings" data-build="{build}">'
        f"{panel_of(findings)}</section>\n<script>{script}</script>"
    )
    at = _BODY.search(page)
    if at is None:
        return panel + page
    return page[: at.end()] + panel + page[at.end() :]


def panel_of(findings: Sequence[Finding]) -> str:
    """The findings as HTML, the errors first; empty where there are none."""
    if not findings:
        return ""
    order = list(Severity)
    shown = sorted(findings, key=lambda f: order.index(f.severity))[:SHOWN]
    more = len(findings) - len(shown)
    items = "".join(f'<li style="margin:.15rem 0">{_item(found)}</li>' for found in shown)
    rest = f"<p>and {more} more; the terminal shows them</p>" if more else ""
    number = f"{len(findings)} finding{'' if len(findings) == 1 else 's'}"
    return (
        f'<details open="" style="{_STYLE}"><summary style="color:inherit">'
        f"<strong>{number}</strong></summary>"
        f'<ul style="margin:.3rem 0 0;padding-left:1.2rem">{items}</ul>{rest}</details>'
    )


def without(title: str, text: str) -> str:
    """A page where there is none that could be shown yet, or none of that address."""
    return _EMPTY.format(title=escape(title), text=escape(text))


def _item(found: Finding) -> str:
    place = found.location
    hint = f" <em>{_words(found.hint)}</em>" if found.hint else ""
    return (
        f"<code>{_words(place.file)}:{place.line}:{place.column}</code> "
        f"<strong>{found.severity}</strong> {_words(found.message)}{hint}"
    )


def _words(text: str) -> str:
    return escape(visible(text), quote=False)


def _widened(policy: str, source: str) -> str:
    policy = re.sub(r"\bscript-src(?= )", f"script-src {source}", policy)
    if "script-src" not in policy:
        policy = f"{policy}; script-src {source}"
    return f"{policy}; connect-src 'self'"
