import numpy as np


def perm_importance(X, y, w, score, repeats, seed):
    """Return for each column how far the score of the predictions X @ w falls when it is shuffled."""
    if repeats < 1:
        raise ValueError("repeats must be at least 1")
    rng, base = np.random.default_rng(seed), score(y, X @ w)
    falls = np.zeros(X.shape[1])
    for j in range(X.shape[1]):
        shuffled = X.copy()
        for _ in range(repeats):
            shuffled[:, j] = rng.permutation(X[:, j])
            falls[j] += (base - score(y, shuffled @ w)) / repeats
    return falls
