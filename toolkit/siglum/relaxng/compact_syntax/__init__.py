"""The compact syntax of RELAX NG (OASIS Committee Specification, 21 November 2002).

``reader`` builds the tree of ``siglum.relaxng.syntax`` from it, with the help of ``tokens`` (§2.1
lexical structure), ``declarations`` (namespaces and datatype libraries), ``annotations`` and
``name_classes``; ``writer`` writes such a tree.
"""
