import numpy as np


def attention(Q, K, V, mask=None):
    """Return (output, weights) of scaled dot-product attention; mask True means may look."""
    scores = Q @ K.T / np.sqrt(Q.shape[1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = weights / weights.sum(axis=1, keepdims=True)
    return weights @ V, weights
