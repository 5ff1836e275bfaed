"""What can be asked: data files to records, variants drawn from seeds, and the linter of the bank."""

from .catalog import Catalog
from .parameters import read_parameters, write_parameters
from .variants import draw, fingerprint

__all__ = ["Catalog", "draw", "fingerprint", "read_parameters", "write_parameters"]
