"""Which namespace a prefix in an expression stands for.

``ns`` elements decide. Where they are silent, the prefixes declared in the XML around the
expression, and then the usual ones, are used, with a warning: other processors would refuse the
whole schema.
"""

from dataclasses import dataclass, field

from siglum.document import TEI
from siglum.findings import Finding, finding
from siglum.schematron.model import SCH, XSL, Expression
from siglum.schematron.sources import Node
from siglum.schematron.xpath import prefixes

#: Prefixes that need no ``ns``, with the namespaces that TEI's schemas mean by them.
USUAL = {
    "tei": TEI,
    "teix": "http://www.tei-c.org/ns/Examples",
    "xs": "http://www.w3.org/2001/XMLSchema",
    "xsd": "http://www.w3.org/2001/XMLSchema",
    "xsl": XSL,
    "rng": "http://relaxng.org/ns/structure/1.0",
    "rna": "http://relaxng.org/ns/compatibility/annotations/1.0",
    "a": "http://relaxng.org/ns/compatibility/annotations/1.0",
    "sch": SCH,
    "xi": "http://www.w3.org/2001/XInclude",
    "xlink": "http://www.w3.org/1999/xlink",
    "html": "http://www.w3.org/1999/xhtml",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "h": "http://www.w3.org/1999/xhtml",
    "svg": "http://www.w3.org/2000/svg",
    "mml": "http://www.w3.org/1998/Math/MathML",
    "m": "http://www.w3.org/1998/Math/MathML",
    "mei": "http://www.music-encoding.org/ns/mei",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "fn": "http://www.w3.org/2005/xpath-functions",
    "math": "http://www.w3.org/2005/xpath-functions/math",
    "map": "http://www.w3.org/2005/xpath-functions/map",
    "array": "http://www.w3.org/2005/xpath-functions/array",
    "err": "http://www.w3.org/2005/xqt-errors",
}


@dataclass(slots=True)
class Binder:
    """Binds the prefixes of a schema's expressions; ``findings`` has a warning for each guess."""

    findings: list[Finding] = field(default_factory=list)
    _told: set[tuple[str, str]] = field(default_factory=set)

    def expression(self, node: Node, attribute: str) -> Expression:
        """The expression in an attribute of the node, with every prefix that it uses bound.

        An unknown prefix stays unbound: the expression will not compile, and that is a finding.
        """
        return self.bind(node, node.get(attribute), attribute)

    def bind(self, node: Node, text: str, attribute: str | None = None) -> Expression:
        """The same for a text that is not simply an attribute's value."""
        bound = {k: v for k, v in node.origin.prefixes.items() if v}
        for prefix in prefixes(text):
            if prefix == "xml" or prefix in bound:
                continue
            uri, source = node.element.nsmap.get(prefix), "the XML around it declares it"
            if uri is None:
                uri, source = USUAL.get(prefix), "it is a usual one"
            if uri is None:
                continue
            bound[prefix] = uri
            key = (node.origin.document.name, prefix)
            if key not in self._told:
                self._told.add(key)
                place = node.place(attribute)
                self.findings.append(
                    finding("schematron-prefix-bound", place, prefix=prefix, uri=uri, source=source)
                )
        default = bound.pop("", None)
        namespaces = tuple(sorted(bound.items()))
        if default is not None:
            namespaces = (("", default), *namespaces)
        return Expression(text, node.place(attribute), namespaces)
