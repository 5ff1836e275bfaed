import numpy as np


def top_eig(A, iters, seed):
    """Return (lam, v): the eigenvalue of A largest in size and its unit vector after `iters` multiplications."""
    v = np.random.default_rng(seed).normal(size=len(A))
    v = v / np.linalg.norm(v)
    for _ in range(iters):
        product = A @ v
        length = np.linalg.norm(product)
        if length == 0:
            return 0.0, v
        v = product / length
    return float(v @ A @ v), v
