import numpy as np


def top_eig(A, iters, seed):
    """Return (lam, v): the eigenvalue of A largest in size and its unit vector after `iters` multiplications."""
    ...
