"""Guessers who know nothing of the matter: what they score on the bank is what its wording gives away."""

from .gate import wilson
from .measuring import Report, measure
from .reference import PublicBank, public_banks
from .table import as_table

__all__ = ["PublicBank", "Report", "as_table", "measure", "public_banks", "wilson"]
