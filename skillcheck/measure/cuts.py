"""Cut scores: from ability to the depth a learner has reached, defined by the bank and not by other learners."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from skillcheck.measure.curve import Parameters, parameters, probability
from skillcheck.measure.normal import cumulative
from skillcheck.model import Kind

REACHED_SHARE = 0.70  # a depth is reached when this share of its items would be right, guessing included

# Until a cohort has calibrated the bank, its difficulties are authors' guesses: every reported SD is widened by this.
MARGIN = 0.25


def expected_share(theta, parameters_list: Sequence[Parameters]):
    """Return the mean chance of a right answer over the items, at each theta (any shape)."""
    slope, difficulty, guessing = np.asarray(parameters_list, dtype=float).T
    return probability(np.asarray(theta, dtype=float)[..., None], slope, difficulty, guessing).mean(axis=-1)


def cut(parameters_list: Sequence[Parameters], share: float = REACHED_SHARE) -> float:
    """Return the theta at which the expected share is `share`, by bisection.

    Raises ValueError when no ability has that share: it is not above the items' mean guessing and below 1.
    """
    low, high = -20.0, 20.0
    if not expected_share(low, parameters_list) < share < expected_share(high, parameters_list):
        raise ValueError(f"no ability has an expected share of {share} on these items")
    while high - low > 1e-9:
        middle = (low + high) / 2
        if expected_share(middle, parameters_list) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def standard_mix(depth: int) -> tuple[Parameters, Parameters]:
    """Return the items that define a depth: half typed, half choice of four, of the depth's mean difficulty."""
    return parameters(depth, Kind.NUMERIC), parameters(depth, Kind.CHOICE, 4)


@cache
def standard_cuts() -> tuple[float, float, float]:
    """Return the cuts of depth 1, 2, 3 on the standard mix: about -0.41, 0.59, 1.59."""
    one, two, three = (cut(standard_mix(depth)) for depth in (1, 2, 3))
    return one, two, three


def depth_of(theta, cuts):
    """Return the continuous depth 0-3 at each theta: 1, 2, 3 at the cuts, linear between, a logit a depth below them.

    `cuts` is (3,) for all skills or (K, 3) for one row a skill; `theta` is any shape (..., K).
    """
    first, second, third = np.moveaxis(np.asarray(cuts, dtype=float), -1, 0)
    theta = np.asarray(theta)
    if first.ndim == 0:
        # Plain numbers, which leave an array in single precision as it is.
        first, second, third = float(first), float(second), float(third)
    depth = np.clip(theta - (first - 1), 0, 1)
    depth = depth + np.clip((theta - first) * (1 / (second - first)), 0, 1)
    return depth + np.clip((theta - second) * (1 / (third - second)), 0, 1)


def widen(sd, margin: float = MARGIN):
    """Return the SD to report, sqrt(sd^2 + margin^2); the margin is 0 once a cohort has calibrated the bank."""
    return np.hypot(sd, margin)


def reached(mean, sd, cut):
    """Return P(theta >= cut) = Phi((mean - cut) / sd); arguments broadcast, `sd` as reported (widened)."""
    return cumulative((np.asarray(mean) - cut) / sd)
