"""The standard normal: density, distribution function, and nodes for expectations under it."""

import math

import numpy as np

# E[f(x)] for x ~ N(0, 1) is close to sum(WEIGHTS * f(NODES)): Gauss-Hermite with 9 nodes.
NODES, _raw_weights = np.polynomial.hermite_e.hermegauss(9)
WEIGHTS = _raw_weights / _raw_weights.sum()

# 80 % of a normal lies within this many SDs of its mean: the width of every interval a learner reads.
HALF_WIDTH_80 = 1.2815515655446004

_erf = np.vectorize(math.erf, otypes=[float])


def density(z):
    """Return phi(z) = exp(-z^2/2) / sqrt(2 pi); any shape."""
    return np.exp(-0.5 * np.square(z)) / math.sqrt(2 * math.pi)


def cumulative(z):
    """Return Phi(z) = P(x <= z) = (1 + erf(z / sqrt 2)) / 2; any shape."""
    return 0.5 * (1 + _erf(np.asarray(z) / math.sqrt(2)))
