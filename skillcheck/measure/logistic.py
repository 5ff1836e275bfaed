"""Logistic regression by maximum likelihood, for a handful of columns; it says so when no maximum exists."""

from dataclasses import dataclass

import numpy as np

from skillcheck.measure.curve import logistic
from skillcheck.measure.responses import NotEnough

STEPS = 30
CONVERGED = 1e-8

SEPARATED = NotEnough("ability or group predict every answer, so that the estimate would be infinite")
COLLINEAR = NotEnough("ability or group do not vary enough to tell their effects apart")


@dataclass(frozen=True, eq=False)
class Regression:
    """Coefficients and their standard errors (columns,), and the log likelihood at the maximum."""

    coefficients: np.ndarray
    errors: np.ndarray
    log_likelihood: float


def fit_logistic(design: np.ndarray, right: np.ndarray) -> Regression | NotEnough:
    """Return the fit of logit P(right) = design @ b by iteratively reweighted least squares (Newton's method).

    b <- b + (X'WX)^-1 X'(y - p), W = p (1 - p), each step halved until the likelihood does not fall. When the columns
    separate right from wrong, wholly or in part, b runs away a step at a time and never settles (Albert and Anderson
    1984): that is the sign by which it is recognised. Columns are scaled first; no penalty is added.
    """
    scale = np.sqrt((design**2).mean(axis=0)) if len(design) else np.zeros(design.shape[1])
    if not (scale > 0).all() or np.linalg.matrix_rank(design / scale, tol=1e-6 * np.sqrt(len(design))) < len(scale):
        return COLLINEAR
    columns, sign = design / scale, np.where(right, 1.0, -1.0)
    b = np.zeros(len(scale))
    likelihood = _log_likelihood(columns, sign, b)
    for _ in range(STEPS):
        chance = logistic(columns @ b)
        information = columns.T @ (columns * (chance * (1 - chance))[:, None])
        if np.linalg.cond(information) > 1e12:
            return SEPARATED
        step = np.linalg.solve(information, columns.T @ (right - chance))
        while (reached := _log_likelihood(columns, sign, b + step)) < likelihood - 1e-9 * abs(likelihood):
            step = step / 2
        b, likelihood = b + step, reached
        if np.abs(step).max() < CONVERGED:
            return Regression(b / scale, np.sqrt(np.diagonal(np.linalg.inv(information))) / scale, likelihood)
    return SEPARATED


def _log_likelihood(columns: np.ndarray, sign: np.ndarray, b: np.ndarray) -> float:
    """Return sum ln P(answer), with sign 1 for right and -1 for wrong."""
    return float(-np.logaddexp(0.0, -sign * (columns @ b)).sum())
