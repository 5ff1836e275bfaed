import numpy as np


def best_threshold(y, p, c_fp, c_fn):
    """Return (threshold, cost): the cheapest threshold, the lowest of equals, and what it costs."""
    if c_fp < 0 or c_fn < 0:
        raise ValueError("a cost may not be negative")
    thresholds = np.append(np.unique(p), np.inf)
    costs = [c_fp * np.sum((p >= t) & (y == 0)) + c_fn * np.sum((p < t) & (y == 1)) for t in thresholds]
    best = int(np.argmin(costs))
    return float(thresholds[best]), float(costs[best])
