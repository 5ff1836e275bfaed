import numpy as np


def pinball(y, q, tau):
    """Return the mean pinball loss of the forecasts q for the quantile tau."""
    if not 0 < tau < 1 or y.shape != q.shape or len(y) == 0:
        raise ValueError("tau must lie between 0 and 1, and y and q have the same length")
    d = y.astype(float) - q
    return float(np.maximum(tau * d, (tau - 1) * d).mean())
