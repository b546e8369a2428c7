"""The namespaces that siglum knows by name, and the steps of an XPath that use their prefixes."""

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
XML_ID = f"{{{XML}}}id"
XML_LANG = f"{{{XML}}}lang"

#: Prefixes that ``Location.xpath`` uses; every other namespace is spelt out in a predicate.
PREFIXES = {
    TEI: "tei",
    XML: "xml",
    "http://www.tei-c.org/ns/Examples": "teix",
    "http://www.w3.org/2001/XInclude": "xi",
    "http://www.w3.org/2000/svg": "svg",
    "http://www.w3.org/1998/Math/MathML": "mml",
    "http://relaxng.org/ns/structure/1.0": "rng",
    "http://purl.oclc.org/dsdl/schematron": "sch",
    "http://www.w3.org/1999/xhtml": "html",
}


def name_test(name: str) -> str:
    """An element or attribute, by its Clark name, for a step of an XPath 1.0 expression.

    Prefixes are those of ``PREFIXES``; a name of another namespace is selected by predicates.
    """
    namespace, _, local = name.rpartition("}")
    if not namespace:
        return local
    if namespace[1:] in PREFIXES:
        return f"{PREFIXES[namespace[1:]]}:{local}"
    return f"*[local-name()='{local}' and namespace-uri()='{namespace[1:]}']"
