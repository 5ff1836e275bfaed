"""Several learners at once, in arrays: what grading a class asks of each, without a call of each function for each.

A learner's figures are those of `ability.replay` and of `claims`, and do not depend on who else is in the group.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import numpy as np

from skillcheck.measure.ability import Ability, faded, pause
from skillcheck.measure.claims import DRAWS, SURE, SURELY_NOT, spreads, standard_draws
from skillcheck.measure.cohort import tilt
from skillcheck.measure.curve import Parameters
from skillcheck.measure.cuts import depth_of, expected_share, reached, standard_mix, widen
from skillcheck.measure.normal import HALF_WIDTH_80, NODES, WEIGHTS
from skillcheck.model import Response


@dataclass(frozen=True, eq=False)
class Group:
    """What is believed of N learners: mean (N, K) and covariance (N, K, K), and the margin of each (N,)."""

    mean: np.ndarray
    cov: np.ndarray
    margin: np.ndarray

    @property
    def sd(self) -> np.ndarray:
        """Standard deviations as reported, margin included, (N, K)."""
        return widen(np.sqrt(np.diagonal(self.cov, axis1=1, axis2=2)), self.margin[:, None])


@dataclass(frozen=True, eq=False)
class Limits80:
    """A figure and its 80 % limits, arrays of one shape."""

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray


def replay_group(
    prior: Ability,
    starts: Sequence[Ability],
    logs: Sequence[Sequence[Response]],
    parameters_of: Callable[[Response], Parameters],
    untils: Sequence[datetime],
    margins: Sequence[float],
) -> Group:
    """Return where each learner stands: `ability.replay` of each log of evidence, from its start to its moment."""
    places = {skill: place for place, skill in enumerate(prior.skills)}
    logs = [[response for response in log if response.skill in places] for log in logs]
    longest_first = sorted(range(len(logs)), key=lambda row: -len(logs[row]))
    answers = _Answers.of([logs[row] for row in longest_first], places, parameters_of)
    mean = np.stack([starts[row].mean for row in longest_first])
    cov = np.stack([starts[row].cov for row in longest_first])
    for t in range(answers.skill.shape[1]):
        n = int((answers.lengths > t).sum())
        _fade(cov[:n], prior, answers.days[:n, t])
        _absorb(mean[:n], cov[:n], answers, t)
    days = [pause(logs[row][-1].at, untils[row]) if logs[row] else 0.0 for row in longest_first]
    _fade(cov, prior, np.array(days))
    order = np.argsort(longest_first)
    return Group(mean[order], cov[order], np.array(margins, dtype=float))


@dataclass(frozen=True, eq=False)
class _Answers:
    """Answers by learner, longest log first: place of the skill, curve, right or not, days since the last one, (N, T).

    What lies behind a learner's length (N,) is padding; `curves` is (3, N, T).
    """

    skill: np.ndarray
    curves: np.ndarray
    right: np.ndarray
    days: np.ndarray
    lengths: np.ndarray

    @classmethod
    def of(
        cls,
        logs: Sequence[Sequence[Response]],
        places: dict[str, int],
        parameters_of: Callable[[Response], Parameters],
    ) -> "_Answers":
        shape = len(logs), max(map(len, logs), default=0)
        found = cls(
            np.zeros(shape, dtype=int),
            np.ones((3, *shape)),
            np.zeros(shape, dtype=bool),
            np.zeros(shape),
            np.array([len(log) for log in logs], dtype=int),
        )
        for row, log in enumerate(logs):
            if log:
                found.skill[row, : len(log)] = [places[response.skill] for response in log]
                found.curves[:, row, : len(log)] = np.array([parameters_of(response) for response in log]).T
                found.right[row, : len(log)] = [response.right for response in log]
                found.days[row, 1 : len(log)] = [pause(before.at, after.at) for before, after in pairwise(log)]
        return found


def _absorb(mean: np.ndarray, cov: np.ndarray, answers: _Answers, t: int) -> None:
    """Update means and covariances in place by each learner's answer number `t`: `ability.update` in arrays."""
    n = len(mean)
    rows, skill = np.arange(n), answers.skill[:n, t]
    column = cov[rows, :, skill]
    centre, variance = mean[rows, skill], column[rows, skill]
    tilted, narrowed, _ = tilt(centre, variance, answers.curves[:, :n, t], answers.right[:n, t])
    mean += column * ((tilted - centre) / variance)[:, None]
    drop = (variance - narrowed) / variance**2
    cov -= (column * drop[:, None])[:, :, None] * column[:, None, :]


def _fade(cov: np.ndarray, prior: Ability, days: np.ndarray) -> None:
    """Let certainty fade in place, as in `ability.age`."""
    rows = np.flatnonzero(days > 0)
    if len(rows):
        kept = faded(days[rows])[:, None, None]
        cov[rows] = kept * cov[rows] + (1 - kept) * prior.cov


def depths(group: Group, cuts) -> Limits80:
    """Return every skill's depth 0-3 with its limits, (N, K): see `claims.estimates`."""
    half = HALF_WIDTH_80 * group.sd
    return Limits80(*(depth_of(theta, cuts) for theta in (group.mean, group.mean - half, group.mean + half)))


def shares(group: Group) -> np.ndarray:
    """Return every skill's expected share of right answers, the mean over the three depths, (N, K)."""
    around = group.mean[..., None] + group.sd[..., None] * NODES
    return sum(expected_share(around, standard_mix(depth)) @ WEIGHTS for depth in (1, 2, 3)) / 3


def settled(group: Group, weights: np.ndarray, targets: np.ndarray, cuts) -> np.ndarray:
    """Return the share of each role's weight with a claim, (N,); `weights` and `targets` are (N, K)."""
    thresholds = np.asarray(cuts, dtype=float)[np.maximum(targets, 1) - 1]
    needed = weights * (targets > 0)
    chances = np.full(targets.shape, 0.5)
    asked = targets > 0
    chances[asked] = reached(group.mean[asked], group.sd[asked], thresholds[asked])
    claimed = (chances >= SURE) | (chances <= SURELY_NOT)
    total = needed.sum(axis=1)
    return np.where(total > 0, (needed * claimed).sum(axis=1) / np.where(total > 0, total, 1.0), 1.0)


def readiness_and_levels(
    group: Group, weights: np.ndarray, targets: np.ndarray, levels: Sequence[Sequence[int]], depth: int, cuts
) -> tuple[Limits80, Limits80]:
    """Return each learner's readiness (N,) and share of each level's skills that reach `depth`, (N, L).

    See `claims.readiness` and `claims.level_result`; both are from the same draws. `cuts` are (3,).
    """
    cuts = [float(cut) for cut in cuts]
    learners, count = group.mean.shape
    member = np.zeros((len(levels), count), dtype=np.float32)
    for place, skills in enumerate(levels):
        member[place, list(skills)] = 1 / len(skills)
    # Skills by rows: each is looked at as one run of memory, and the second half of the draws mirrors the first.
    half = standard_draws(count)[: DRAWS // 2].T.copy()
    thetas = np.empty((count, DRAWS), dtype=np.float32)
    found = np.empty((1 + len(levels), learners, DRAWS), dtype=np.float32)
    for row, spread in enumerate(spreads(group.cov, group.margin)):
        np.matmul(spread.T, half, out=thetas[:, : DRAWS // 2])
        np.negative(thetas[:, : DRAWS // 2], out=thetas[:, DRAWS // 2 :])
        thetas += group.mean[row].astype(np.float32)[:, None]
        found[0, row] = _met(thetas, weights[row], targets[row], cuts)
        found[1:, row] = member @ (thetas >= np.float32(cuts[depth - 1])).astype(np.float32)
    value = found.mean(axis=2, dtype=float)
    found.sort(axis=2)
    low, high = (_quantile(found, share) for share in (0.1, 0.9))
    return Limits80(value[0], low[0], high[0]), Limits80(value[1:].T, low[1:].T, high[1:].T)


def _quantile(rising: np.ndarray, share: float) -> np.ndarray:
    """Return a quantile of values that rise along the last axis; sorting them all is faster than `np.quantile`."""
    below, between = divmod(share * (rising.shape[-1] - 1), 1)
    one, other = rising[..., int(below)], rising[..., int(below) + 1]
    return one + (other - one) * between


def _met(thetas: np.ndarray, weights: np.ndarray, targets: np.ndarray, cuts: Sequence[float]) -> np.ndarray | float:
    """Return how far the targets are met in each draw, 0-1; `thetas` are (K, draws).

    What is short of a target is the sum of what is short of each depth up to it, so depths beyond it are not looked at.
    """
    wanted = weights @ targets
    if wanted <= 0:
        return 1.0
    short = np.zeros(thetas.shape[1], dtype=thetas.dtype)
    for depth, (below, cut) in enumerate(pairwise((cuts[0] - 1, *cuts)), start=1):
        asked = np.flatnonzero(targets >= depth)
        missing = np.take(thetas, asked, axis=0)
        np.subtract(cut, missing, out=missing)
        np.clip(missing, 0, cut - below, out=missing)
        short += (weights[asked] / (wanted * (cut - below))).astype(thetas.dtype) @ missing
    return 1 - short
