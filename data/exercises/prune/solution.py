import numpy as np


def prune(weights, sparsity):
    """Return the layers with the given share of all weights, the smallest in magnitude, set to 0."""
    if not 0 <= sparsity <= 1:
        raise ValueError("sparsity must be from 0 to 1")
    flat = np.concatenate([np.zeros(0), *(layer.ravel() for layer in weights)])
    flat[np.argsort(np.abs(flat), kind="stable")[: round(sparsity * len(flat))]] = 0
    ends = np.cumsum([layer.size for layer in weights])
    return [flat[end - layer.size : end].reshape(layer.shape) for layer, end in zip(weights, ends)]
