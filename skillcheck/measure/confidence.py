"""Confidence against result: the Brier score and its parts, over-confidence, and telling right from wrong."""

import math
from dataclasses import dataclass

import numpy as np

from skillcheck.measure.responses import ENOUGH, Interval, NotEnough, around, checked
from skillcheck.model import SubmissionError


@dataclass(frozen=True)
class Brier:
    """The Brier score = reliability - resolution + uncertainty (Murphy 1973).

    Reliability (low is good): confidence against the share right at it. Resolution (high is good): how far shares right
    differ between confidences. `chance` is how much of the reliability few answers alone account for, on average.
    """

    answers: int
    score: float
    reliability: float
    resolution: float
    uncertainty: float
    chance: float


@dataclass(frozen=True)
class Confidence:
    """What confidence says, each figure with 90 % limits or why there is none.

    `over` is mean confidence less share right; `auc` the chance that a right answer was given with more
    confidence than a wrong one, ties half.
    """

    answers: int
    brier: Brier | NotEnough
    over: Interval | NotEnough
    auc: Interval | NotEnough

    @property
    def bias(self) -> str:
        """The sentence about over-confidence: a bias is told only when its limits exclude 0."""
        if isinstance(self.over, NotEnough):
            return str(self.over).capitalize()
        if self.over.low > 0:
            return "surer than the answers bore out"
        return "better than thought" if self.over.high < 0 else "no clear bias"


def confidence_statistics(confidence, right, learner=None) -> Confidence:
    """Return what confidences 0-1 (n,) say against results 0 or 1 (n,).

    `learner` (n,) names whose answer it is: answers of one learner are alike, and limits over a class must allow for
    that. Without it they are one learner's.
    """
    confidence, right = _checked(confidence, right)
    n = len(right)
    if n < ENOUGH:
        reason = NotEnough(f"{n} answers with a confidence, {ENOUGH} needed")
        return Confidence(n, reason, reason, reason)
    return Confidence(n, brier(confidence, right), over_confidence(confidence, right, learner), auc(confidence, right))


def brier(confidence, right) -> Brier:
    """Return mean (f - y)^2 and its parts over the distinct confidences (the buttons), n_b answers at each.

    reliability = sum n_b (f_b - y_b)^2 / n, resolution = sum n_b (y_b - y)^2 / n, uncertainty = y (1 - y), with y_b the
    share right at f_b and y the share right. Chance adds sum n_b y_b (1 - y_b) / (n_b - 1) / n to reliability
    (Ferro and Fricker 2012): .03 of .04 after 30 answers; a confidence used once cannot say how much.
    """
    confidence, right = _checked(confidence, right)
    if not len(right):
        raise SubmissionError("A Brier score needs at least one answer with a confidence.")
    said, place, count = np.unique(confidence, return_inverse=True, return_counts=True)
    shares = np.bincount(place, right) / count
    share, weights = right.mean(), count / len(right)
    spread = weights * shares * (1 - shares)
    return Brier(
        answers=len(right),
        score=float(((confidence - right) ** 2).mean()),
        reliability=float(weights @ (said - shares) ** 2),
        resolution=float(weights @ (shares - share) ** 2),
        uncertainty=float(share * (1 - share)),
        chance=float((spread / np.maximum(count - 1, 1)).sum()),
    )


def over_confidence(confidence, right, learner=None) -> Interval | NotEnough:
    """Return mean f - mean y; its standard error is SD(f - y) / sqrt(n) for one learner.

    For a class the unit is the learner: sqrt(L / (L-1) sum_l (sum of l's deviations)^2) / n over L learners (Liang and
    Zeger 1986), which is the same formula when every answer is another learner's.
    """
    confidence, right = _checked(confidence, right)
    units = np.arange(len(right)) if learner is None else np.unique(np.asarray(learner), return_inverse=True)[1]
    if len(units) != len(right):
        raise SubmissionError("Name one learner for each answer.")
    groups = int(units.max(initial=-1)) + 1
    if groups < 2:
        return NotEnough(f"{groups} {'answers' if learner is None else 'learners'}, 2 needed")
    difference = confidence - right
    deviations = np.bincount(units, difference - difference.mean())
    error = math.sqrt(groups / (groups - 1) * (deviations**2).sum()) / len(right)
    return around(difference.mean(), error)


def auc(confidence, right) -> Interval | NotEnough:
    """Return the chance that a right answer's confidence exceeds a wrong one's, ties half, limits by DeLong (1988).

    It is the area under the ROC curve, AUC. With V the share of wrong answers below each right one and W the share of
    right answers above each wrong one, AUC = mean V = mean W, its variance var V / n_right + var W / n_wrong.
    """
    confidence, right = _checked(confidence, right)
    above, below = np.sort(confidence[right == 1]), np.sort(confidence[right == 0])
    if min(len(above), len(below)) < 2:
        return NotEnough(f"{len(above)} right and {len(below)} wrong answers, 2 needed of each")
    v = (np.searchsorted(below, above, "left") + np.searchsorted(below, above, "right")) / (2 * len(below))
    w = 1 - (np.searchsorted(above, below, "left") + np.searchsorted(above, below, "right")) / (2 * len(above))
    variance = v.var(ddof=1) / len(above) + w.var(ddof=1) / len(below)
    if variance == 0:
        return NotEnough("confidence does not overlap, or does not vary, between right and wrong answers")
    value, low, high = around(v.mean(), math.sqrt(variance))
    return Interval(value, max(0.0, low), min(1.0, high))


def _checked(confidence, right) -> tuple[np.ndarray, np.ndarray]:
    """Return both as floats; raises SubmissionError when a confidence is not in 0-1 or a result not 0 or 1."""
    confidence = checked(confidence, np.size(confidence), "confidence")
    right = checked(right, len(confidence), "right")
    if ((confidence < 0) | (confidence > 1)).any():
        raise SubmissionError("A confidence lies between 0 and 1; 75 % is 0.75.")
    if not np.isin(right, (0, 1)).all():
        raise SubmissionError("Right is 0 or 1.")
    return confidence, right
