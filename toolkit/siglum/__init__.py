"""siglum: validate, build, cite and customize TEI XML.

The rooms of the package, and what each may import, stand in ``docs/architecture.md``.
"""

__version__ = "0.1.0"
