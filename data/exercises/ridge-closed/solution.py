import numpy as np


def ridge(X, y, lam):
    """Return (w, b) that minimise the squared error plus lam times the squared length of w."""
    if lam < 0:
        raise ValueError("lam must not be negative")
    middle, mean = X.mean(axis=0), y.mean()
    centred = X - middle
    w = np.linalg.solve(centred.T @ centred + lam * np.eye(X.shape[1]), centred.T @ (y - mean))
    return w, float(mean - middle @ w)
