import numpy as np


def sgd_epoch(ratings, mean, bu, bi, P, Q, lr, reg):
    """Return (bu, bi, P, Q) after one pass of stochastic gradient descent over the ratings."""
    bu, bi, P, Q = bu.copy(), bi.copy(), P.copy(), Q.copy()
    for u, i, rating in ratings:
        error = rating - (mean + bu[u] + bi[i] + P[u] @ Q[i])
        old = P[u].copy()
        bu[u] += lr * (error - reg * bu[u])
        bi[i] += lr * (error - reg * bi[i])
        P[u] += lr * (error * Q[i] - reg * P[u])
        Q[i] += lr * (error * old - reg * Q[i])
    return bu, bi, P, Q
