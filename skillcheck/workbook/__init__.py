"""The front hall: `Workbook` joins the rooms for a notebook, a script or a test."""

from skillcheck.workbook.hall import Workbook

__all__ = ["Workbook"]
