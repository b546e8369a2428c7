"""Quotations: what a document quotes, whom, and out of what, as records.

A quotation in several parts, joined by @next and @prev, is one record. Writers for CSV and JSON are
in ``siglum.quotations.writers``.
"""

from siglum.quotations.extract import quotations
from siglum.quotations.model import Agent, Quotation
from siglum.quotations.writers import to_csv, to_json

__all__ = ["Agent", "Quotation", "quotations", "to_csv", "to_json"]
