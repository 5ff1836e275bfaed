"""Accuracy: what an estimate said of simulated learners, held against what is true of them."""

from typing import NamedTuple

import numpy as np

from skillcheck.measure.claims import SURE
from skillcheck.measure.curve import probability
from skillcheck.measure.cuts import reached, widen
from skillcheck.measure.normal import NODES, WEIGHTS
from skillcheck.measure.simulation import Outcome

Z_90 = 1.6448536269514722  # 90 % of a normal lies within this many SDs of its mean


class Figures(NamedTuple):
    """How good an estimate was, over N learners and the skills of a role.

    `rmse` in logits, by weight; `coverage`, the share of skills whose 90 % interval holds the truth; `decided`, the
    share of weight rightly judged met or not met; `settled`, the share of weight with a claim, and `settled_right` of
    that; `bank_right`, the same when met means 70 % right on this bank's items, easier or harder than thought; the
    decision error stated and the one that came; of the role's weighted ability the coverage of its 90 % interval and
    the reliability 1 - MSE / variance.
    """

    rmse: float
    coverage: float
    decided: float
    settled: float
    settled_right: float
    bank_right: float
    stated_error: float
    actual_error: float
    total_coverage: float
    reliability: float


def figures(outcome: Outcome, answers: int, margin: float | None = None) -> Figures:
    """Return how good the estimate after that many answers was; `margin` takes the place of the assumed one."""
    trail, structure = outcome.trail, outcome.structure
    moment = trail.at.index(answers)
    margin = outcome.assumed.margin if margin is None else margin
    needed = structure.weights > 0
    weights, cuts, theta = structure.weights[needed], structure.cuts[needed], outcome.theta[:, needed]
    mean, sd = trail.mean[moment][:, needed], widen(trail.sd[moment][:, needed], margin)
    chances = reached(mean, sd, cuts)
    right = (chances >= 0.5) == (theta >= cuts)
    right_by_bank = (chances >= 0.5) == (theta >= cuts + outcome.truth.harder)
    sure = np.maximum(chances, 1 - chances) >= SURE
    settled = float((sure @ weights).mean())
    return Figures(
        float(np.sqrt((np.square(mean - theta) @ weights).mean())),
        float((np.abs(mean - theta) <= Z_90 * sd).mean()),
        float((right @ weights).mean()),
        settled,
        float(((right & sure) @ weights).mean()) / settled if settled else 1.0,
        float(((right_by_bank & sure) @ weights).mean()) / settled if settled else 1.0,
        float((np.minimum(chances, 1 - chances) @ weights).mean()),
        float((~right @ weights).mean()),
        *_total(outcome, moment, margin),
    )


def _total(outcome: Outcome, moment: int, margin: float) -> tuple[float, float]:
    """Return coverage and reliability of the role's weighted ability, whose variance is w' S w: covariances count."""
    weights = outcome.structure.weights
    total = outcome.theta @ weights
    error = np.abs(outcome.trail.total[moment] - total)
    sd = np.sqrt(outcome.trail.total_sd[moment] ** 2 + margin**2 * (weights**2).sum())
    return float((error <= Z_90 * sd).mean()), float(1 - np.square(error).mean() / total.var())


class Forecast(NamedTuple):
    """How well the share correct of a depth's items was foretold: mean error, RMSE, coverage of the 90 % interval."""

    bias: float
    rmse: float
    coverage: float


def forecast(outcome: Outcome, answers: int, own_items: bool = True) -> dict[int, Forecast]:
    """Return for depth 1, 2, 3 how well the share right on items of that depth was foretold for each role skill.

    On the skill's own items in the bank or, where those are but one or two, on all items of the depth.
    """
    trail, bank = outcome.trail, outcome.bank
    moment = trail.at.index(answers)
    mean, sd = trail.mean[moment], widen(trail.sd[moment], outcome.assumed.margin)
    rows: dict[int, list[np.ndarray]] = {1: [], 2: [], 3: []}
    for skill in np.flatnonzero(outcome.structure.weights):
        for depth, found in rows.items():
            items = (bank.pool.depth == depth) & ((bank.pool.skill == skill) | (not own_items))
            if not items.any():
                continue
            believed = (bank.pool.slope[items], bank.pool.difficulty[items], bank.pool.guessing[items])
            true = (bank.slope[items], bank.difficulty[items], bank.guessing[items])
            at = mean[:, skill, None] + sd[:, skill, None] * np.concatenate([NODES, [-Z_90, Z_90]])
            told = probability(at[..., None], *believed).mean(axis=-1)
            share = probability(outcome.theta[:, skill, None], *true).mean(axis=-1)
            inside = (told[:, -2] <= share) & (share <= told[:, -1])
            found.append(np.stack([told[:, :-2] @ WEIGHTS - share, inside]))
    joined = {depth: np.concatenate(found, axis=1) for depth, found in rows.items()}
    return {
        depth: Forecast(float(error.mean()), float(np.sqrt(np.square(error).mean())), float(inside.mean()))
        for depth, (error, inside) in joined.items()
    }


class Exposure(NamedTuple):
    """How often items were shown: the most shown one, the share of the bank used, the share two learners have alike."""

    most: float
    used: float
    overlap: float


def exposure(outcome: Outcome, answers: int) -> Exposure:
    """Return how often items were shown in the first `answers` questions, as shares of learners."""
    asked = outcome.trail.asked[:, :answers]
    rates = np.bincount(asked.ravel(), minlength=len(outcome.bank.pool.items)) / len(asked)
    return Exposure(float(rates.max()), float((rates > 0).mean()), float((rates**2).sum() / answers))
