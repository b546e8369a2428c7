"""A syntax tree written as RELAX NG's XML syntax: the same tree gives the same bytes.

The namespace of most names is declared once, by ``ns`` on the grammar; documentation becomes
``a:documentation`` (RELAX NG DTD Compatibility §5).
"""

from collections import Counter
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from siglum.relaxng import syntax as rng

_RNG = "http://relaxng.org/ns/structure/1.0"
_ANNOTATIONS = "http://relaxng.org/ns/compatibility/annotations/1.0"
_XML = "http://www.w3.org/XML/1998/namespace"

#: Pattern → the element that writes it, for those that only hold other patterns.
_CONTAINERS: dict[type, str] = {
    rng.Group: "group",
    rng.Interleave: "interleave",
    rng.Choice: "choice",
    rng.Optional: "optional",
    rng.ZeroOrMore: "zeroOrMore",
    rng.OneOrMore: "oneOrMore",
    rng.List: "list",
    rng.Mixed: "mixed",
}
_LEAVES: dict[type, str] = {rng.Empty: "empty", rng.Text: "text", rng.NotAllowed: "notAllowed"}


def write(grammar: rng.Grammar) -> str:
    """The grammar as an XML document, with a declaration and a final newline."""
    namespace = most_frequent_namespace(grammar)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    declarations = [f'xmlns="{_RNG}"', f'xmlns:a="{_ANNOTATIONS}"']
    declarations += [f"xmlns:{prefix}={quoteattr(name)}" for prefix, name in grammar.prefixes]
    declarations.append(f'datatypeLibrary="{rng.XSD}"')
    if namespace:
        declarations.append(f"ns={quoteattr(namespace)}")
    lines.append("<grammar " + " ".join(declarations) + ">")
    for component in grammar.components:
        lines += _component(component, namespace, "  ")
    lines.append("</grammar>")
    return "\n".join(lines) + "\n"


def write_pattern(pattern: rng.Pattern, namespace: str, indent: str = "") -> Iterator[str]:
    """The lines of one pattern, for a place where ``namespace`` is inherited (§4.8)."""
    return _pattern(pattern, namespace, indent)


def most_frequent_namespace(grammar: rng.Grammar) -> str:
    """The namespace that most names of elements are in; "" where there are none."""
    counts: Counter[str] = Counter()

    def visit(node: object) -> None:
        match node:
            case rng.Grammar(components) | rng.Div(components) | rng.Include(components=components):
                for component in components:
                    visit(component)
            case rng.Start(item):
                visit(item)
            case rng.Define(items=items):
                for item in items:
                    visit(item)
            case rng.Element(rng.Name(ns), items):
                counts[ns] += 1
                for item in items:
                    visit(item)
            case rng.Element(items=items):
                for item in items:
                    visit(item)
            case _ if type(node) in _CONTAINERS:
                for item in node.items:  # type: ignore[attr-defined]  # every container has items
                    visit(item)
            case _:
                return

    visit(grammar)
    return min(counts, key=lambda ns: (-counts[ns], ns)) if counts else ""


def _component(component: rng.Component, namespace: str, indent: str) -> Iterator[str]:
    match component:
        case rng.Start(item, combine):
            yield from _wrap("start", _combine(combine), component, [item], namespace, indent)
        case rng.Define(name, items, combine):
            attributes = f" name={quoteattr(name)}{_combine(combine)}"
            yield from _wrap("define", attributes, component, items, namespace, indent)
        case rng.Div(components):
            yield f"{indent}<div>"
            for inner in components:
                yield from _component(inner, namespace, indent + "  ")
            yield f"{indent}</div>"
        case rng.Include(href, components):
            yield f"{indent}<include href={quoteattr(href)}>"
            for inner in components:
                yield from _component(inner, namespace, indent + "  ")
            yield f"{indent}</include>"


def _combine(combine: str | None) -> str:
    return f' combine="{combine}"' if combine else ""


def _wrap(
    tag: str,
    attributes: str,
    node: rng.Component | rng.Pattern,
    items: "list[rng.Pattern] | tuple[rng.Pattern, ...]",
    namespace: str,
    indent: str,
) -> Iterator[str]:
    inner = [*_documentation(node, indent + "  ")]
    for item in items:
        inner += _pattern(item, namespace, indent + "  ")
    if not inner:
        yield f"{indent}<{tag}{attributes}/>"
        return
    yield f"{indent}<{tag}{attributes}>"
    yield from inner
    yield f"{indent}</{tag}>"


def _documentation(node: rng.Component | rng.Pattern | rng.NameClass, indent: str) -> Iterator[str]:
    for text in node.documentation:
        yield f"{indent}<a:documentation>{escape(text)}</a:documentation>"


def _pattern(pattern: rng.Pattern, namespace: str, indent: str) -> Iterator[str]:
    deeper = indent + "  "
    match pattern:
        case rng.Element(name, items):
            attributes, classes = _name(name, namespace, deeper, attribute=False)
            yield f"{indent}<element{attributes}>"
            yield from _documentation(pattern, deeper)
            yield from classes
            for item in items:
                yield from _pattern(item, namespace, deeper)
            yield f"{indent}</element>"
        case rng.Attribute(name, item, default):
            attributes, classes = _name(name, namespace, deeper, attribute=True)
            if default is not None:
                attributes += f" a:defaultValue={quoteattr(default)}"
            inner = [*_documentation(pattern, deeper), *classes]
            if item is not None and not isinstance(item, rng.Text):
                inner += _pattern(item, namespace, deeper)
            if inner:
                yield f"{indent}<attribute{attributes}>"
                yield from inner
                yield f"{indent}</attribute>"
            else:
                yield f"{indent}<attribute{attributes}/>"
        case rng.Ref(name):
            yield f"{indent}<ref name={quoteattr(name)}/>"
        case rng.ParentRef(name):
            yield f"{indent}<parentRef name={quoteattr(name)}/>"
        case rng.ExternalRef(href):
            yield f"{indent}<externalRef href={quoteattr(href)}/>"
        case rng.Value(value, type_, library):
            declared = f' type="{type_}"' if type_ != "token" or library else ""
            if type_ != "token" and not library:
                declared += ' datatypeLibrary=""'
            yield f"{indent}<value{declared}>{escape(value)}</value>"
            for text in pattern.documentation:
                # an annotation follows a value, which can hold nothing but its text
                yield f"{indent}<a:documentation>{escape(text)}</a:documentation>"
        case rng.Data(type_, library, params, except_):
            other = "" if library == rng.XSD else f" datatypeLibrary={quoteattr(library)}"
            if not params and not except_:
                yield f'{indent}<data type="{type_}"{other}/>'
                return
            yield f'{indent}<data type="{type_}"{other}>'
            for param in params:
                yield f"{deeper}<param name={quoteattr(param.name)}>{escape(param.value)}</param>"
            if except_:
                yield f"{deeper}<except>"
                for item in except_:
                    yield from _pattern(item, namespace, deeper + "  ")
                yield f"{deeper}</except>"
            yield f"{indent}</data>"
        case rng.Grammar(components):
            yield f"{indent}<grammar>"
            for component in components:
                yield from _component(component, namespace, deeper)
            yield f"{indent}</grammar>"
        case rng.Empty() | rng.Text() | rng.NotAllowed():
            yield f"{indent}<{_LEAVES[type(pattern)]}/>"
        case _:
            tag = _CONTAINERS[type(pattern)]
            yield from _wrap(tag, "", pattern, pattern.items, namespace, indent)


def _name(
    name: rng.NameClass, namespace: str, indent: str, *, attribute: bool
) -> tuple[str, list[str]]:
    """A name as attributes of the element or attribute, or as name classes within it."""
    match name:
        case rng.Name(ns, local) if ns == _XML:
            return f" name={quoteattr('xml:' + local)}", []
        case rng.Name(ns, local):
            inherited = "" if attribute else namespace  # §4.8
            other = "" if ns == inherited else f" ns={quoteattr(ns)}"
            return f" name={quoteattr(local)}{other}", []
        case _:
            return "", list(_name_class(name, indent))


def _name_class(name: rng.NameClass, indent: str) -> Iterator[str]:
    deeper = indent + "  "
    match name:
        case rng.Name(ns, local):
            yield f"{indent}<name ns={quoteattr(ns)}>{escape(local)}</name>"
        case rng.AnyName(except_):
            yield from _excepting("anyName", except_, indent)
        case rng.NsName(ns, except_):
            yield from _excepting(f"nsName ns={quoteattr(ns)}", except_, indent)
        case rng.NameChoice(items):
            yield f"{indent}<choice>"
            for item in items:
                yield from _name_class(item, deeper)
            yield f"{indent}</choice>"


def _excepting(tag: str, except_: rng.NameClass | None, indent: str) -> Iterator[str]:
    if except_ is None:
        yield f"{indent}<{tag}/>"
        return
    yield f"{indent}<{tag}>"
    yield f"{indent}  <except>"
    yield from _name_class(except_, indent + "    ")
    yield f"{indent}  </except>"
    yield f"{indent}</{tag.split()[0]}>"
