import numpy as np


def auc(y, s):
    """Return the chance that a positive outscores a negative, a tie counting one half."""
    positives, negatives = s[y == 1], s[y == 0]
    if len(positives) == 0 or len(negatives) == 0:
        raise ValueError("auc needs both classes")
    difference = positives[:, None] - negatives[None, :]
    return float(np.mean((difference > 0) + 0.5 * (difference == 0)))
