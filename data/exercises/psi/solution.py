import numpy as np


def psi(ref, cur, bins=10):
    """Return the population stability index of cur against quantile bins of ref."""
    if len(ref) == 0 or len(cur) == 0:
        raise ValueError("both samples need values")
    edges = np.unique(np.quantile(ref, np.arange(1, bins) / bins))

    def shares(x):
        counts = np.bincount(np.searchsorted(edges, x, side="right"), minlength=len(edges) + 1)
        return np.maximum(counts / len(x), 1e-4)

    r, c = shares(ref), shares(cur)
    return float(((c - r) * np.log(c / r)).sum())
