"""What is declared at the top of a schema: namespaces and libraries of datatypes."""

from siglum.relaxng.compact_syntax.tokens import Cursor, Token, fail
from siglum.relaxng.node import Position
from siglum.relaxng.syntax import XSD

XML = "http://www.w3.org/XML/1998/namespace"
XMLNS = "http://www.w3.org/2000/xmlns"


class Declarations:
    """The prefixes in force.

    ``default`` is the namespace of elements without prefix, ``inherited`` that of the file.
    """

    def __init__(self, inherited: str) -> None:
        self.inherited = inherited
        self.default = inherited
        self.prefixes: dict[str, str] = {"xml": XML}
        self.libraries: dict[str, str] = {"xsd": XSD}
        self._declared: set[tuple[str, str]] = set()

    def read(self, cursor: Cursor) -> None:
        """Take the declarations."""
        while cursor.at_word("namespace", "default", "datatypes"):
            begin = cursor.take()
            if begin.text == "namespace":
                name = cursor.identifier(keyword=True)
                self._once("namespace", name)
                cursor.expect("=")
                self._bind(name, self._namespace(cursor))
            elif begin.text == "datatypes":
                name = cursor.identifier(keyword=True)
                self._once("datatypes", name)
                cursor.expect("=")
                self._add_library(name, cursor)
            else:
                self._read_default(begin, cursor)

    def namespace(self, prefix: str, at: Position) -> str:
        """The namespace that a prefix stands for."""
        if prefix not in self.prefixes:
            hint = f'declare it at the top of the schema: namespace {prefix} = "…"'
            fail(at, f"the prefix {prefix} is not declared", hint, section="4.10")
        return self.prefixes[prefix]

    def library(self, prefix: str, at: Position) -> str:
        """The library of datatypes that a prefix stands for."""
        if prefix not in self.libraries:
            hint = f'declare it at the top of the schema: datatypes {prefix} = "…"'
            fail(at, f"the datatypes prefix {prefix} is not declared", hint, section="4.10")
        return self.libraries[prefix]

    def inherit(self, cursor: Cursor) -> str:
        """The namespace that a file referred to inherits."""
        if not cursor.take_word("inherit"):
            return self.default
        cursor.expect("=")
        name = cursor.identifier(keyword=True)
        return self.namespace(name.text, name.at)

    def _read_default(self, begin: Token, cursor: Cursor) -> None:
        word = cursor.take()
        if word.text != "namespace":
            fail(word.at, f"namespace is expected, and not {word.text}")
        named = None if cursor.at_sign("=") else cursor.identifier(keyword=True)
        self._once("default", begin._replace(text=""))
        if named is not None:
            self._once("namespace", named)
        cursor.expect("=")
        at = cursor.next.at
        self.default = self._namespace(cursor)
        if self.default == XMLNS:
            fail(at, f"nothing is of the namespace {XMLNS}", section="4.16")
        if named is not None:
            self._bind(named, self.default)

    def _once(self, kind: str, name: Token) -> None:
        if (kind, name.text) in self._declared:
            what = f"the prefix {name.text}" if name.text else "the default namespace"
            fail(name.at, f"{what} is declared a second time", "leave one of the two out")
        self._declared.add((kind, name.text))

    def _bind(self, name: Token, uri: str) -> None:
        if name.text == "xmlns" or (name.text == "xml") != (uri == XML) or uri == XMLNS:
            fail(name.at, f"the prefix {name.text} cannot stand for {uri!r}")
        self.prefixes[name.text] = uri

    def _add_library(self, name: Token, cursor: Cursor) -> None:
        self.libraries[name.text] = cursor.literal()

    def _namespace(self, cursor: Cursor) -> str:
        return self.inherited if cursor.take_word("inherit") else cursor.literal()
