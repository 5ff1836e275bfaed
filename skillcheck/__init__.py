"""A self-assessment workbook for machine learning that lives in Jupyter."""

from importlib import import_module

__version__ = "0.1.0"
__all__ = ["Workbook", "__version__"]


def __getattr__(name: str) -> object:
    """Import `Workbook` where it is first used: `import skillcheck` itself stays cheap."""
    if name == "Workbook":
        return import_module("skillcheck.workbook").Workbook
    raise AttributeError(f"module 'skillcheck' has no attribute {name!r}")
