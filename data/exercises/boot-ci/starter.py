import numpy as np


def bootstrap_ci(x, stat, B, seed):
    """Return the 95 % percentile bootstrap interval (low, high) of `stat`."""
    ...
