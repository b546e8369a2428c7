"""``docs/findings.md``, made from the catalogue: ``python tests/findings_page.py``."""

from pathlib import Path

from siglum.findings import CATALOGUE

PAGE = Path(__file__).resolve().parent.parent / "docs" / "findings.md"
MARK = "<!-- what follows is made by tests/findings_page.py -->\n"


def page(head: str) -> str:
    """The page with this beginning, and all codes after it, by name."""
    parts = [head, MARK]
    for code, entry in sorted(CATALOGUE.items()):
        whose = ", exit code 2" if entry.environment else ""
        parts.append(f"\n### {code}\n\n*{entry.severity}{whose}* · {_plain(entry.message)}\n")
        parts.append(f"\n{_plain(entry.explanation)}\n")
        if entry.hint:
            parts.append(f"\n→ {_plain(entry.hint)}\n")
    return "".join(parts)


def _plain(template: str) -> str:
    """A template as Markdown that shows it as it is."""
    for character in "\\`*_<>[]#|":
        template = template.replace(character, f"\\{character}")
    return template


def head() -> str:
    """What stands in the page before the codes."""
    return PAGE.read_text("utf-8").partition(MARK)[0]


if __name__ == "__main__":
    PAGE.write_text(page(head()), "utf-8")
