import numpy as np


def value_iteration(P, R, gamma, tol):
    """Return (V, policy): the values of the states and the best action in each."""
    if not 0 <= gamma < 1:
        raise ValueError("gamma must be from 0 up to, but not including, 1")
    V, change = np.zeros(len(R)), np.inf
    while change >= tol:
        new = (R + gamma * P @ V).max(axis=1)
        V, change = new, np.abs(new - V).max()
    Q = R + gamma * P @ V
    return V, np.argmax(Q >= Q.max(axis=1, keepdims=True) - 1e-9, axis=1)
