import numpy as np


def perm_importance(X, y, w, score, repeats, seed):
    """Return for each column how far the score of the predictions X @ w falls when it is shuffled."""
    ...
