import numpy as np


def ecdf(x):
    """Return (xs, ys): the distinct values in rising order and the share of values up to each."""
    known = x[~np.isnan(x)]
    if len(known) == 0:
        raise ValueError("there is no value to draw")
    xs, counts = np.unique(known, return_counts=True)
    return xs, np.cumsum(counts) / len(known)
