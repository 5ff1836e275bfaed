"""A self-assessment workbook for machine learning that lives in Jupyter."""

__version__ = "0.1.0"
