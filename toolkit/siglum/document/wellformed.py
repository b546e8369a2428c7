"""Why a document is not well-formed XML, said for the person who has to mend it.

Called only after expat has refused a document: it reads the text once more, up to the error, to
know which elements were open there.
"""

from xml.parsers import expat

from siglum.document.kinds import is_html, kind_of, other_kind
from siglum.document.parser import new_parser
from siglum.findings import Finding, Location, Related, finding

_REASONS = {
    "XML_ERROR_INVALID_TOKEN": "what stands here is neither markup nor text",
    "XML_ERROR_NO_ELEMENTS": "there is no element in the file",
    "XML_ERROR_UNCLOSED_TOKEN": "the file ends before it is complete",
    "XML_ERROR_JUNK_AFTER_DOC_ELEMENT": "there is more after the end of the root element",
    "XML_ERROR_BAD_CHAR_REF": "this refers to a character that XML does not allow",
    "XML_ERROR_ATTRIBUTE_EXTERNAL_ENTITY_REF": "an attribute cannot hold the text of another file",
}

_HINTS = {
    "XML_ERROR_NO_ELEMENTS": "a TEI document begins with <TEI …>",
    "XML_ERROR_UNCLOSED_TOKEN": "it ends within a tag or a comment; is it whole?",
    "XML_ERROR_DUPLICATE_ATTRIBUTE": "join the values, separated by a space, or remove one",
    "XML_ERROR_JUNK_AFTER_DOC_ELEMENT": "a document has one root element; wrap the rest in it",
    "XML_ERROR_UNBOUND_PREFIX": 'declare the prefix with xmlns:prefix="…"',
    "XML_ERROR_MISPLACED_XML_PI": "the XML declaration must be the very first thing in the file",
    "XML_ERROR_BAD_CHAR_REF": "remove it",
}


def explain(error: expat.ExpatError, utf8: bytes, name: str) -> Finding:
    """The finding for an error that expat raised on this text."""
    code = expat.errors.messages.get(error.code, "")
    place = Location(name, error.lineno, error.offset + 1)
    constant = next((k for k, v in vars(expat.errors).items() if v == code), "")
    if constant == "XML_ERROR_UNDEFINED_ENTITY":
        entity = _entity_at(utf8, error)
        return finding("xml-entity-undefined", place, entity=entity)
    if constant == "XML_ERROR_AMPLIFICATION_LIMIT_BREACH":
        return finding("xml-entity-expansion", place)
    if constant == "XML_ERROR_RECURSIVE_ENTITY_REF":
        return finding("xml-entity-expansion", place)
    if not utf8.lstrip().startswith(b"<"):
        return other_kind(kind_of(utf8), name)
    stack = _open_elements(utf8)
    related: tuple[Related, ...] = ()
    reason, hint = _REASONS.get(constant, code), _HINTS.get(constant, "")
    if stack:
        element, line, column = stack[-1]
        opened = Location(name, line, column)
        if constant == "XML_ERROR_TAG_MISMATCH":
            written = _text_at(utf8, error).split(">")[0].lstrip("</").strip()
            reason = f"the end tag </{written}> does not match <{element}>, opened in line {line}"
            if any(open_name == written for open_name, _, _ in stack):
                hint = f"close <{element}> with </{element}> before </{written}>"
            else:
                hint = f"write </{element}>, or open <{written}> before it is closed"
            related = (Related(opened, f"<{element}> is opened here"),)
        elif constant in ("XML_ERROR_NO_ELEMENTS", "XML_ERROR_UNCLOSED_TOKEN"):
            what = "ends" if constant == "XML_ERROR_NO_ELEMENTS" else "ends within a tag"
            reason = f"the document {what}, and <{element}> of line {line} is still open"
            hint = f"the file may be cut off; close <{element}> with </{element}>"
            related = (Related(opened, f"<{element}> is opened here"),)
        elif constant == "XML_ERROR_INVALID_TOKEN":
            found = _text_at(utf8, error)[:1]
            if _text_before(utf8, error).endswith("&") or found == "&":
                hint = "write &amp; for an ampersand"
            elif _text_before(utf8, error).endswith("<") or found == "<":
                hint = "write &lt; for a less-than sign; in an attribute, check its quotation mark"
            elif found and ord(found) < 0x20:
                hint = f"remove the control character U+{ord(found):04X}, which XML forbids"
            else:
                hint = "look for a missing quotation mark, a stray < or &, or a forbidden character"
    if is_html(utf8):
        hint = "this is an HTML page, not TEI"
    return finding("xml-not-well-formed", place, reason=reason, hint=hint, related=related)


def _line(utf8: bytes, error: expat.ExpatError) -> str:
    lines = utf8.decode(errors="replace").split("\n")
    return lines[error.lineno - 1] if error.lineno <= len(lines) else ""


def _text_at(utf8: bytes, error: expat.ExpatError) -> str:
    # at a mismatch expat points behind the "</"; the line is enough to read the name
    line, column = _line(utf8, error), error.offset
    start = line.rfind("</", 0, column + 1)
    return line[start:] if start >= 0 and start >= column - 2 else line[column:]


def _text_before(utf8: bytes, error: expat.ExpatError) -> str:
    return _line(utf8, error)[: error.offset]


def _entity_at(utf8: bytes, error: expat.ExpatError) -> str:
    rest = _line(utf8, error)[error.offset :]
    return rest.lstrip("&").split(";")[0]


def _open_elements(utf8: bytes) -> list[tuple[str, int, int]]:
    """The elements open where the parser stops: name as written, line, column."""
    stack: list[tuple[str, int, int]] = []
    parser = new_parser()

    def start(name: str, _attributes: object) -> None:
        stack.append((name, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))

    def end(_name: str) -> None:
        stack.pop()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(utf8, True)
    except expat.ExpatError:
        return stack
    return []
