"""Claims: what a learner may be told, and how sure we are of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

import numpy as np

from skillcheck.measure.ability import Ability
from skillcheck.measure.cuts import MARGIN, depth_of, expected_share, reached, standard_mix, widen
from skillcheck.measure.normal import HALF_WIDTH_80, NODES, WEIGHTS, cumulative, density
from skillcheck.model import Estimate, Readiness

MET, NOT_MET, NOT_SETTLED = "met", "not met", "not settled yet"
# The probabilities from which we say that a target is met, and that it is not.
SURE, SURELY_NOT = 0.80, 0.20

DRAWS = 2000
ROWS = 250  # draws looked at together: few enough for the processor's cache


@dataclass(frozen=True)
class LevelResult:
    """The expected share of a level's skills at a depth, 0-1, with its 80 % interval."""

    share: float
    low: float
    high: float


def claim(p: float) -> Literal["met", "not met", "not settled yet"]:
    """Return what may be said when a target is reached with probability p."""
    if p >= SURE:
        return MET
    return NOT_MET if p <= SURELY_NOT else NOT_SETTLED


def shortfall(mean, sd, cut):
    """Return E[max(0, cut - theta)] = sd (phi(z) + z Phi(z)), z = (cut - mean) / sd, in logits; arguments broadcast."""
    z = (cut - np.asarray(mean)) / sd
    # Far above the cut the two terms cancel, down to rounding.
    return np.maximum(0.0, sd * (density(z) + z * cumulative(z)))


def estimates(
    ability: Ability, answers: Mapping[str, int], rated: Collection[str], cuts, margin: float = MARGIN
) -> dict[str, Estimate]:
    """Return every skill's estimate with 80 % intervals.

    `answers` counts the evidence of each skill's own items, `rated` holds the skills rated by the learner. Expected
    shares are averaged over the posterior; their limits are the shares at its limits, since shares rise with ability.
    `cuts` is (3,) or (K, 3), as in `depth_of`.
    """
    mean, sd = ability.mean, widen(ability.sd, margin)
    low, high = mean - HALF_WIDTH_80 * sd, mean + HALF_WIDTH_80 * sd
    around = mean[:, None] + sd[:, None] * NODES
    mixes = [standard_mix(depth) for depth in (1, 2, 3)]
    shares = np.stack([expected_share(around, mix) @ WEIGHTS for mix in mixes], axis=1)
    share_low = np.stack([expected_share(low, mix) for mix in mixes], axis=1)
    share_high = np.stack([expected_share(high, mix) for mix in mixes], axis=1)
    chances = reached(mean[:, None], sd[:, None], np.asarray(cuts, dtype=float))
    depths = depth_of(mean, cuts)
    return {
        skill: Estimate(
            skill=skill,
            mean=float(mean[k]),
            sd=float(sd[k]),
            low=float(low[k]),
            high=float(high[k]),
            shares=tuple(shares[k].tolist()),
            share_low=tuple(share_low[k].tolist()),
            share_high=tuple(share_high[k].tolist()),
            reached=tuple(chances[k].tolist()),
            depth=float(depths[k]),
            answers=answers.get(skill, 0),
            rated=skill in rated,
        )
        for k, skill in enumerate(ability.skills)
    }


def readiness(ability: Ability, weights, targets, cuts, role_id: str, margin: float = MARGIN) -> Readiness:
    """Return how far a role's targets are met: 1 - sum(w max(0, target - depth)) / sum(w target), by posterior draws.

    `weights` and `targets` are (K,); a skill the role does not need has target 0. `settled` and `decision_error` are
    over the skills with a target: the share of weight with a claim, and the share expected to be judged wrongly.
    """
    weights, targets = np.asarray(weights, dtype=float), np.asarray(targets, dtype=int)
    wanted = weights @ targets
    if wanted <= 0:
        return Readiness(role=role_id, value=1.0, low=1.0, high=1.0, settled=1.0, decision_error=0.0)
    asked = np.flatnonzero(targets)
    cuts_asked = np.asarray(cuts, dtype=float)
    cuts_asked = cuts_asked if cuts_asked.ndim == 1 else cuts_asked[asked]
    thetas = _standard_thetas(ability, margin)
    short = [
        np.maximum(0, targets[asked].astype(thetas.dtype) - depth_of(rows[:, asked], cuts_asked)) @ weights[asked]
        for rows in np.split(thetas, range(ROWS, DRAWS, ROWS))
    ]
    values = 1 - np.concatenate(short) / wanted
    chances = _target_chances(ability, targets, cuts, margin)
    needed = weights * (targets > 0)
    settled = needed @ ((chances >= SURE) | (chances <= SURELY_NOT)) / needed.sum()
    low, high = np.quantile(values, (0.1, 0.9))
    return Readiness(
        role=role_id,
        value=float(values.mean()),
        low=float(low),
        high=float(high),
        settled=float(settled),
        decision_error=role_error(ability, weights, targets, cuts, margin),
    )


def role_error(ability: Ability, weights, targets, cuts, margin: float = MARGIN) -> float:
    """Return the `decision_error` of a role's readiness alone: without draws it can be had after every answer."""
    targets = np.asarray(targets, dtype=int)
    return decision_error(_target_chances(ability, targets, cuts, margin), np.asarray(weights) * (targets > 0))


def decision_error(chances, weights) -> float:
    """Return sum(w min(p, 1 - p)) / sum(w): the share of weight on which met or not met will turn out wrong."""
    chances, weights = np.asarray(chances), np.asarray(weights)
    return float(weights @ np.minimum(chances, 1 - chances) / weights.sum())


def level_result(
    ability: Ability, skill_indices: Sequence[int], depth: int, cuts, margin: float = MARGIN
) -> LevelResult:
    """Return the expected share of these skills whose depth `depth` is reached, with an 80 % interval by draws."""
    if not len(skill_indices):
        raise ValueError("a level needs at least one skill")
    thetas, asked = _standard_thetas(ability, margin), list(skill_indices)
    thresholds = np.broadcast_to(np.asarray(cuts, dtype=thetas.dtype), (len(ability.skills), 3))[asked, depth - 1]
    shares = np.count_nonzero(thetas[:, asked] >= thresholds, axis=1) / len(asked)
    low, high = np.quantile(shares, (0.1, 0.9))
    return LevelResult(float(shares.mean()), float(low), float(high))


def draws(ability: Ability, n: int, rng: np.random.Generator, cuts, margin: float = MARGIN) -> np.ndarray:
    """Return n draws (n, K) of the continuous depths 0-3 from the posterior, margin included."""
    return depth_of(_thetas(ability, rng.standard_normal((n, len(ability.skills))), margin), cuts)


def _target_chances(ability: Ability, targets: np.ndarray, cuts, margin: float) -> np.ndarray:
    """Return P(target reached) for each skill (K,); certain where there is no target."""
    count = len(targets)
    thresholds = np.broadcast_to(np.asarray(cuts, dtype=float), (count, 3))[
        np.arange(count), np.maximum(targets, 1) - 1
    ]
    return np.where(targets > 0, reached(ability.mean, widen(ability.sd, margin), thresholds), 1.0)


def _thetas(ability: Ability, standard: np.ndarray, margin: float) -> np.ndarray:
    """Turn standard normal draws (n, K) into abilities.

    The margin is each skill's own: a shift of the whole bank moves abilities and cuts together, and no claim with them.
    """
    (spread,) = spreads(ability.cov[None], np.array([margin]), standard.dtype)
    return ability.mean.astype(standard.dtype) + standard @ spread


def spreads(cov: np.ndarray, margins: np.ndarray, dtype=np.float32) -> np.ndarray:
    """Return what turns standard normal draws into draws of these covariances, margins included, (N, K, K)."""
    widened = cov + (margins**2 + 1e-12)[:, None, None] * np.eye(cov.shape[-1])
    return np.linalg.cholesky(widened).transpose(0, 2, 1).astype(dtype)


@lru_cache(maxsize=4)
def _standard_thetas(ability: Ability, margin: float) -> np.ndarray:
    """The same draws of one ability for all that is said of it at once; single precision is five times as fast."""
    return _thetas(ability, standard_draws(len(ability.skills)), margin)


@cache
def standard_draws(count: int) -> np.ndarray:
    """Return the same normal draws for everyone, each with its mirror image so that their mean is exactly 0."""
    half = np.random.default_rng(20_240_229).standard_normal((DRAWS // 2, count)).astype(np.float32)
    both = np.concatenate([half, -half])
    both.flags.writeable = False
    return both
