"""The XML syntax of RELAX NG (§3).

``reader`` builds the tree of ``siglum.relaxng.syntax`` out of the events of a parser: ``shape``
says which element may stand where, and with which attributes, ``nodes`` makes a node of an element
whose end has come, ``bindings`` knows the prefixes. ``writer`` writes such a tree.
"""
