import numpy as np


def perm_p(a, b, B, seed):
    """Return the two-sided permutation p-value of the difference between the means of a and b."""
    if len(a) == 0 or len(b) == 0 or B < 1:
        raise ValueError("each group needs a value, and B must be 1 or more")
    rng = np.random.default_rng(seed)
    pooled, observed = np.concatenate([a, b]), abs(a.mean() - b.mean())
    count = 0
    for _ in range(B):
        mixed = rng.permutation(pooled)
        count += abs(mixed[: len(a)].mean() - mixed[len(a) :].mean()) >= observed - 1e-9
    return float((1 + count) / (1 + B))
