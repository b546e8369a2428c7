"""RELAX NG: schemas, and the documents that they describe.

Where each section of the specification (OASIS, 3 December 2001) is:

    §3             ``syntax``: the tree, each part a ``node``; ``xml_syntax``: how it is written
    §4.1–4.5       ``xml_syntax``: annotations, white space, datatypeLibrary, types, references
    §4.6, 4.7      ``grammar``: externalRef and include; ``resources`` finds their files
    §4.8–4.10      ``xml_syntax``: names, namespaces, prefixes
    §4.11          ``grammar``: div
    §4.12–4.15     ``simplify``: several children, mixed, optional, zeroOrMore
    §4.16          ``constraints``
    §4.17, 4.18    ``grammar``: combine, and grammars put together
    §4.18–4.21     ``simplify``: references, notAllowed, empty
    §5             ``patterns``: the simple syntax, as objects that are simplified as they are made
    §6.2.1–6.2.8   ``derivatives``: what is left of a pattern after a step; ``names``: name classes
    §6.2.9         ``datatypes``
    §7             ``restrictions``

``compact_syntax`` is the compact syntax (21 November 2002), ``ids`` are the types of DTD
Compatibility (3 December 2001). ``refusal`` refuses what is no RELAX NG.

How a document is validated: ``sources`` reads it in pieces; ``verdict`` follows them through
``tables``, which hold ``states``, each a pattern in ``slots``, and ``cache`` keeps them for the
next process. A document that is refused is read again by ``diagnose``, as ``events`` that can be
looked ahead in, with its open elements as ``frames`` and what was found in a ``ledger``. After a
mistake it goes on by the best ``continuation``: ``recovery`` says what is wrong with an element,
with ``order`` where it comes too early or too late, and ``attribute_recovery`` with an attribute;
their ``hints`` are put together of ``words`` and the schema's ``vocabulary``, and ``places`` finds
the attribute that is meant. ``schema`` is the way in to all of it, with ``compile`` and
``remember`` for making a ``compiled`` one, and ``describe`` for what ``siglum explain`` tells.
"""

from siglum.relaxng.schema import Schema

__all__ = ["Schema"]
