import numpy as np


def bootstrap_ci(x, stat, B, seed):
    """Return the 95 % percentile bootstrap interval (low, high) of `stat`."""
    if len(x) == 0:
        raise ValueError("x is empty")
    rng = np.random.default_rng(seed)
    values = [stat(rng.choice(x, size=len(x), replace=True)) for _ in range(B)]
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)
