import numpy as np


def pca_error(X, k):
    """Return the mean squared difference between X and X rebuilt from k principal components."""
    if not 0 <= k <= min(X.shape):
        raise ValueError("k must be from 0 to the smaller of the numbers of rows and columns")
    centred = X - X.mean(axis=0)
    s = np.linalg.svd(centred, compute_uv=False)
    return float((s[k:] ** 2).sum() / X.size)
