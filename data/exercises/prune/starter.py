import numpy as np


def prune(weights, sparsity):
    """Return the layers with the given share of all weights, the smallest in magnitude, set to 0."""
    ...
