"""Reliability: how much of the differences between learners is not error, for fixed and adaptive forms."""

import math
from dataclasses import dataclass

import numpy as np

from skillcheck.measure.responses import ENOUGH, Z_90, Interval, NotEnough, around, checked
from skillcheck.model import SubmissionError


@dataclass(frozen=True)
class Reliability:
    """Reliability with 90 % limits and the standard error of measurement.

    The error is in points of the total for fixed forms, in logits for adaptive ones.
    """

    learners: int
    value: Interval | NotEnough
    standard_error: float | NotEnough


def alpha(points) -> Reliability:
    """Return Cronbach's alpha of a fixed form from points (learners, items): k/(k-1) (1 - sum var_i / var total).

    For 0 and 1 it is KR-20, since all variances have the same divisor. Limits by Bonett (2002): ln(1 - alpha) is
    normal with variance 2k / ((k-1)(n-2)). Error of measurement: SD of the total times sqrt(1 - alpha).
    """
    points = np.asarray(points, dtype=float)
    if points.ndim != 2 or not np.isfinite(points).all():
        raise SubmissionError(
            "Alpha is for fixed forms: every learner answers every item. For others use `posterior_reliability`."
        )
    n, k = points.shape
    reason = _too_few(n) or (NotEnough(f"{k} items, 2 needed") if k < 2 else None)
    total = points.sum(axis=1).var() if reason is None else 0.0
    if reason is None and total <= 1e-12:
        reason = NotEnough("everyone has the same total")
    if reason:
        return Reliability(n, reason, reason)
    value = k / (k - 1) * (1 - points.var(axis=0).sum() / total)
    error = math.sqrt(total * n / (n - 1) * (1 - value))
    if 1 - value <= 1e-12:
        return Reliability(n, Interval(1.0, 1.0, 1.0), 0.0)
    factor = math.exp(Z_90 * math.sqrt(2 * k / ((k - 1) * (n - 2))))
    limits = Interval(float(value), float(1 - (1 - value) * factor), float(1 - (1 - value) / factor))
    return Reliability(n, limits, error)


def posterior_reliability(variance, prior_variance: float) -> Reliability:
    """Return 1 - mean(v) / prior variance from every learner's posterior variance v (learners,), in logits squared.

    It is as good as the prior variance: `empirical_reliability` takes the spread from the class instead. Standard error
    of measurement: mean posterior SD.
    """
    variance = _variances(variance)
    if not prior_variance > 0:
        raise SubmissionError(f"A prior variance is above 0, not {prior_variance}.")
    reason = _too_few(len(variance))
    if reason:
        return Reliability(len(variance), reason, reason)
    error = variance.std(ddof=1) / math.sqrt(len(variance)) / prior_variance
    value = around(1 - variance.mean() / prior_variance, error)
    return Reliability(len(variance), value, float(np.sqrt(variance).mean()))


def empirical_reliability(mean, variance) -> Reliability:
    """Return var(m) / (var(m) + mean(v)) from posterior means m and variances v (learners,), limits by the jackknife.

    The spread is the class's own, so that a class of equals has a low reliability however precise its estimates are.
    """
    variance = _variances(variance)
    mean = checked(mean, len(variance), "posterior mean")
    n = len(mean)
    reason = _too_few(n)
    if reason:
        return Reliability(n, reason, reason)
    value = _empirical(mean.var(ddof=1), variance.mean())
    # Each learner left out in turn, in closed form.
    spread = (n - 1) * mean.var(ddof=1) - n / (n - 1) * (mean - mean.mean()) ** 2
    left_out = _empirical(spread / (n - 2), (variance.sum() - variance) / (n - 1))
    error = math.sqrt((n - 1) / n * ((left_out - left_out.mean()) ** 2).sum())
    return Reliability(n, around(value, error), float(np.sqrt(variance).mean()))


def _empirical(spread, error):
    return spread / (spread + error)


def _variances(values) -> np.ndarray:
    values = checked(values, np.size(values), "posterior variance")
    if (values <= 0).any():
        raise SubmissionError("A posterior variance is above 0.")
    return values


def _too_few(learners: int) -> NotEnough | None:
    return NotEnough(f"{learners} learners, {ENOUGH} needed") if learners < ENOUGH else None
