import numpy as np


def fit_logreg(X, y, lr, steps, l2):
    """Return the weights and the intercept after so many steps of gradient descent."""
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        p = 0.5 * (1 + np.tanh((X @ w + b) / 2))
        error = p - y
        w = w - lr * (X.T @ error / len(y) + l2 * w)
        b = b - lr * float(error.mean())
    return w, b
