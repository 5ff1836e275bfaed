import numpy as np


def value_iteration(P, R, gamma, tol):
    """Return (V, policy): the values of the states and the best action in each."""
    ...
