import numpy as np


def ecdf(x):
    """Return (xs, ys): the distinct values in rising order and the share of values up to each."""
    ...
