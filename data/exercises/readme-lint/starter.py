import re

PARTS = ["problem", "data", "approach", "results", "usage"]


def missing_sections(md):
    """Return the parts of a README that have no heading, in order."""
    ...
