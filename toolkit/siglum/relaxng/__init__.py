"""RELAX NG: schemas, and the documents that they describe."""

from siglum.relaxng.schema import Schema

__all__ = ["Schema"]
