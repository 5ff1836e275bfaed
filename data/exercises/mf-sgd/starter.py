import numpy as np


def sgd_epoch(ratings, mean, bu, bi, P, Q, lr, reg):
    """Return (bu, bi, P, Q) after one pass of stochastic gradient descent over the ratings."""
    ...
