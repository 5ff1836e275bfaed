"""An item's response curve: the chance of a right answer at each ability (three-parameter logistic, Birnbaum 1968)."""

import math
from functools import cache
from typing import NamedTuple

import numpy as np

from skillcheck.model import Kind

# Defaults of the uncalibrated bank, on the logit scale.
DEPTH_MEAN = (-1.0, 0.0, 1.0)  # mean difficulty of items of depth 1, 2, 3
DEPTH_SPREAD = 0.5  # SD of true difficulties within a depth
AUTHOR_ERROR = 0.75  # SD of an author's guess of a difficulty around the truth
SLOPE = 1.2  # discrimination of a sound item whose difficulty is known

# Chance of being right without knowing: a little below 1/options, because lures lure.
GUESSING_BY_OPTIONS = {2: 0.45, 3: 0.30, 4: 0.22, 5: 0.18}
GUESSING_MULTI = 0.05
GUESSING_OPEN = 0.02


class Parameters(NamedTuple):
    """Slope (discrimination a), difficulty b on the logit scale, guessing c: the lower asymptote."""

    slope: float
    difficulty: float
    guessing: float


def logistic(x):
    """Return 1 / (1 + exp(-x)); any shape, no overflow, exact in both tails."""
    # Stopping at exp(700) is 5 times faster on large arrays than the stable logaddexp, and differs below 1e-304 only.
    return 1 / (1 + np.exp(np.minimum(-x, 700.0)))


def probability(theta, slope, difficulty, guessing):
    """Return P(right) = c + (1 - c) / (1 + exp(-a (theta - b))); arguments broadcast."""
    return guessing + (1 - guessing) * logistic(slope * (theta - difficulty))


def likelihood(right: bool, theta, parameters: Parameters):
    """Return P(right) or P(wrong) at each theta; P(wrong) is not 1 - P(right), which would lose its digits."""
    slope, difficulty, guessing = parameters
    if right:
        return probability(theta, slope, difficulty, guessing)
    return (1 - guessing) * logistic(-slope * (theta - difficulty))


@cache
def parameters(
    depth: int, kind: Kind, options: int = 0, difficulty: float | None = None, slope: float = SLOPE
) -> Parameters:
    """Return the parameters the model uses for an uncalibrated item; `slope` is that of an item known exactly.

    An author's `difficulty` is shrunk to the mean of its depth with r = s_L^2 / (s_L^2 + s_A^2), and the doubt that is
    left, s_b = sqrt(r) s_A, flattens the curve: a / sqrt(1 + pi (a s_b)^2 / 8), the logistic-normal approximation of
    MacKay (1992). Without a difficulty the depth's mean stands and the doubt is the whole spread s_L.
    """
    mean = DEPTH_MEAN[depth - 1]
    if difficulty is None:
        shrunk, doubt = mean, DEPTH_SPREAD
    else:
        shrinkage = DEPTH_SPREAD**2 / (DEPTH_SPREAD**2 + AUTHOR_ERROR**2)
        shrunk, doubt = mean + shrinkage * (difficulty - mean), math.sqrt(shrinkage) * AUTHOR_ERROR
    flattened = slope / math.sqrt(1 + math.pi * (slope * doubt) ** 2 / 8)
    return Parameters(flattened, shrunk, guessing(kind, options))


def guessing(kind: Kind, options: int = 0) -> float:
    """Return the chance of a right answer with no ability, by kind and number of options (0: unknown, taken as 4)."""
    if kind == Kind.CHOICE:
        options = options or 4
        return GUESSING_BY_OPTIONS.get(options, 0.9 / max(options, 2))
    return GUESSING_MULTI if kind == Kind.MULTI else GUESSING_OPEN
