"""Which texts can be URI references (RFC 2396, with the addresses in brackets of RFC 2732).

A text is looked at as XLink §5.4 has it escaped, so that letters of any script, spaces and other
characters that no URI has may stand in it. What cannot: a ``%`` that escapes nothing, a second
``#``, something before the first colon that is no scheme, nothing behind it, an authority that
ends where it begins, and brackets in a path or around what is no address.
"""

import re

_ESCAPED = re.compile("(?:[^%]|%[0-9A-Fa-f]{2})*").fullmatch
_SCHEME = re.compile("[A-Za-z][A-Za-z0-9+.-]*").fullmatch
_BRACKETED = re.compile(r"(?:[^@\[\]]*@)?\[([^\[\]]*)\](?::[0-9]*)?").fullmatch
_QUARTER = re.compile("[0-9A-Fa-f]{1,4}").fullmatch
_BYTE = re.compile("[0-9]{1,3}").fullmatch


def is_reference(value: str) -> bool:
    """Whether the text can be a URI reference."""
    if "%" in value and not _ESCAPED(value):
        return False
    if value.endswith("//") and value.count("/") == 2 and value[-3:-2] in ("", ":"):
        return False
    body, _, fragment = value.partition("#")
    if "#" in fragment:
        return False
    before, colon, after = body.partition(":")
    if colon and "/" not in before and "?" not in before:
        if not after or not _SCHEME(before):
            return False
        if not after.startswith("/"):
            return True  # opaque: a scheme may do as it likes
        body = after
    path, _, _ = body.partition("?")
    if path.startswith("//"):
        authority, _, path = path[2:].partition("/")
        if not _is_authority(authority):
            return False
    return "[" not in path and "]" not in path


def _is_authority(authority: str) -> bool:
    if "[" not in authority and "]" not in authority:
        return True
    found = _BRACKETED(authority)
    return found is not None and is_address(found[1])


def is_address(text: str) -> bool:
    """Whether the text is an address of version 6 (RFC 2373 §2.2)."""
    head, gap, tail = text.partition("::")
    if "::" in tail:
        return False
    groups = [*_groups(head), *_groups(tail)]
    if "." in text:
        last = groups.pop()
        parts = last.split(".")
        if len(parts) != 4 or not all(_BYTE(part) and int(part) < 256 for part in parts):
            return False
        groups += ["0", "0"]
    count = len(groups)
    return all(map(_QUARTER, groups)) and (count < 8 if gap else count == 8)


def _groups(text: str) -> list[str]:
    return text.split(":") if text else []
