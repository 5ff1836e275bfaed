import numpy as np


def kfold_indices(n, k, seed):
    """Return k pairs (train, test) of row numbers, shuffled by the seed."""
    ...
