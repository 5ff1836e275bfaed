import numpy as np


def kfold_indices(n, k, seed):
    """Return k pairs (train, test) of row numbers, shuffled by the seed."""
    if not 2 <= k <= n:
        raise ValueError("k must be from 2 to n")
    folds = np.array_split(np.random.default_rng(seed).permutation(n), k)
    return [(np.concatenate(folds[:i] + folds[i + 1 :]), folds[i]) for i in range(k)]
