"""Fitting response curves: the expected counts behind the answers (E), the curves that fit them (M), and the leap."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from skillcheck.measure.curve import logistic

# No item of a test that is worth asking lies outside; a fit without priors is held here instead of running away.
SLOPES, DIFFICULTIES = (0.05, 8.0), (-8.0, 8.0)

NEWTON_STEPS = 2
LONGEST_STEP = 1.0  # in log slope and in difficulty: a first step from far away must not overshoot


class Grid(NamedTuple):
    """Ability at equally spaced nodes (Q,) and the log of the standard normal's share of each (Q,)."""

    nodes: np.ndarray
    log_weights: np.ndarray


@dataclass(frozen=True, eq=False)
class Curves:
    """Response curves as arrays (n,): the log of the slope a, difficulty b, and the fixed guessing c."""

    log_slope: np.ndarray
    difficulty: np.ndarray
    guessing: np.ndarray

    @property
    def slope(self) -> np.ndarray:
        """Slopes (n,)."""
        return np.exp(self.log_slope)


@dataclass(frozen=True, eq=False)
class Beliefs:
    """What authors believe before any answer, (n,) each: log a ~ N(log_slope, slope_sd), b ~ N(difficulty, sd).

    An SD of infinity is no belief; an SD of 0 is a fixed value.
    """

    log_slope: np.ndarray
    slope_sd: np.ndarray
    difficulty: np.ndarray
    difficulty_sd: np.ndarray

    def log_density(self, curves: Curves) -> float:
        """Return the log prior of the curves, up to a constant."""
        slopes, difficulties = self.pulls(curves)
        return -0.5 * float(slopes[0] @ slopes[1] ** 2 + difficulties[0] @ difficulties[1] ** 2)

    def pulls(self, curves: Curves) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
        """Return (precision, distance from the belief) of the log slopes and of the difficulties; fixed ones pull 0."""
        return (
            (_precision(self.slope_sd), curves.log_slope - self.log_slope),
            (_precision(self.difficulty_sd), curves.difficulty - self.difficulty),
        )


def _precision(sd: np.ndarray) -> np.ndarray:
    return np.divide(1.0, sd**2, out=np.zeros_like(sd), where=sd > 0)


def grid(count: int = 41, limit: float = 5.0) -> Grid:
    """Return `count` nodes on [-limit, limit] with the weights of N(0, 1)."""
    nodes = np.linspace(-limit, limit, count)
    log_weights = -0.5 * nodes**2
    return Grid(nodes, log_weights - np.log(np.exp(log_weights).sum()))


def log_chances(curves: Curves, nodes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return log P(right) and log P(wrong) at each node, (n, Q) each; exact in both tails."""
    z = curves.slope[:, None] * (nodes - curves.difficulty[:, None])
    guessing = curves.guessing[:, None]
    wrong = np.log1p(-guessing) - np.logaddexp(0.0, z)
    with np.errstate(divide="ignore"):
        right = np.logaddexp(np.log(guessing), np.log1p(-guessing) - np.logaddexp(0.0, -z))
    return right, wrong


def tilts(curves: Curves, nodes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return z = a (theta - b) and the slopes of log P(right) and log P(wrong) in z, (n, Q) each.

    With S the logistic of z and P = c + (1 - c) S: (1 - c) S (1 - S) / P, and -S.
    """
    z = curves.slope[:, None] * (nodes - curves.difficulty[:, None])
    guessing, share = curves.guessing[:, None], logistic(z)
    right = (1 - guessing) * share * logistic(-z) / (guessing + (1 - guessing) * share)
    return z, right, -share


def bends(right, wrong, z, rise, fall, slope) -> np.ndarray:
    """Return minus the second derivatives of the expected log likelihood: (log a, log a), (log a, b), (b, b); (3, n).

    With S = -fall: d2 log P / dz2 = rise (1 - 2 S - rise) and d2 log(1 - P) / dz2 = -S (1 - S).
    """
    bend = right * rise * (1 + 2 * fall - rise) + wrong * fall * (1 + fall)
    score = right * rise + wrong * fall
    return -np.stack(
        [
            (bend * z**2 + score * z).sum(axis=1),
            -slope * (bend * z + score).sum(axis=1),
            slope**2 * bend.sum(axis=1),
        ]
    )


def maximise(
    right: np.ndarray, wrong: np.ndarray, nodes: np.ndarray, start: Curves, beliefs: Beliefs, common: bool = False
) -> Curves:
    """Return the curves after two Newton steps towards the expected counts of right and wrong answers (n, Q).

    Fisher scoring in (log a, b), so that a slope stays positive: with W = (1 - c) S^2 (1 - S) / P, an item's
    information is the sum of n_q W_q (z, -a)(z, -a)'. `common` ties all slopes to one (1PL).
    """
    curves = start
    for _ in range(NEWTON_STEPS):
        z, rise, fall = tilts(curves, nodes)
        slope = curves.slope
        score = right * rise + wrong * fall
        weight = (right + wrong) * rise * -fall
        gradient = np.stack([(score * z).sum(axis=1), -slope * score.sum(axis=1)])
        information = np.stack(
            [(weight * z**2).sum(axis=1), -slope * (weight * z).sum(axis=1), slope**2 * weight.sum(axis=1)]
        )
        curves = _moved(curves, *_newton(gradient, information, curves, beliefs, common))
    return curves


def _newton(gradient, information, curves: Curves, beliefs: Beliefs, common: bool) -> tuple[np.ndarray, np.ndarray]:
    """Return the steps of log slopes and difficulties: 2 by 2 systems, priors added, fixed values left alone."""
    (slope_precision, slope_off), (precision, off) = beliefs.pulls(curves)
    slope_gradient, b_gradient = gradient[0] - slope_precision * slope_off, gradient[1] - precision * off
    slopes, cross, difficulties = information[0] + slope_precision, information[1], information[2] + precision
    free_slope, free_b = beliefs.slope_sd > 0, beliefs.difficulty_sd > 0
    solvable = np.where(free_b & (difficulties > 0), difficulties, 1.0)
    cross, b_gradient = np.where(free_b, cross, 0.0), np.where(free_b, b_gradient, 0.0)
    # Schur complement: the difficulties are eliminated first, so that one slope may belong to all items.
    left, right = slopes - cross**2 / solvable, slope_gradient - cross * b_gradient / solvable
    if common:
        left, right = np.full_like(left, left.sum()), np.full_like(right, right.sum())
    slope_step = np.where(free_slope & (left > 1e-12), right / np.maximum(left, 1e-12), 0.0)
    slope_step = np.clip(slope_step, -LONGEST_STEP, LONGEST_STEP)
    return slope_step, np.clip((b_gradient - cross * slope_step) / solvable, -LONGEST_STEP, LONGEST_STEP)


def _moved(curves: Curves, slope_step: np.ndarray, difficulty_step: np.ndarray) -> Curves:
    return held(Curves(curves.log_slope + slope_step, curves.difficulty + difficulty_step, curves.guessing))


def held(curves: Curves) -> Curves:
    """Return the curves with slopes and difficulties brought inside their limits."""
    return Curves(
        np.clip(curves.log_slope, *np.log(SLOPES)), np.clip(curves.difficulty, *DIFFICULTIES), curves.guessing
    )


class Fixpoint(NamedTuple):
    """Where an iteration came to rest: the point, the objective there, E-steps taken, whether it settled."""

    point: np.ndarray
    objective: float
    steps: int
    settled: bool


def squarem(
    step: Callable[[np.ndarray], tuple[np.ndarray, float]], start: np.ndarray, tolerance: float, most: int
) -> Fixpoint:
    """Iterate `step` (point -> next point, objective at point) to rest, with the leaps of SQUAREM.

    Varadhan & Roland (2008), scheme S3: with r = x1 - x0 and v = x2 - 2 x1 + x0, leap to x0 + 2 s r + s^2 v where
    s = |r| / |v|. A leap that does not raise the objective is dropped for the plain step. `tolerance` is the largest
    change of a plain step that counts as rest; `most` limits the steps.
    """
    point, taken = start, 0
    while True:
        first, objective = step(point)
        taken += 1
        if (settled := float(np.abs(first - point).max(initial=0.0)) < tolerance) or taken >= most:
            return Fixpoint(first, objective, taken, settled)
        second, plain = step(first)
        taken += 1
        if (settled := float(np.abs(second - first).max()) < tolerance) or taken >= most:
            return Fixpoint(second, plain, taken, settled)
        move, bend = first - point, second - 2 * first + point
        length = max(1.0, float(np.linalg.norm(move) / max(np.linalg.norm(bend), 1e-300)))
        leap = point + 2 * length * move + length**2 * bend
        after, leapt = step(leap) if length > 1 else (second, plain)
        taken += length > 1
        point = after if np.isfinite(leapt) and leapt >= plain else second
