import numpy as np
from scipy.stats import t


def promote(production, runs, min_gain):
    """Return what the registry logs: the run in production from now on, its gain and the gain's lower limit."""
    ...
