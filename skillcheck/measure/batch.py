"""Many learners at once: what `ability` and `selection` do for one, in arrays over N learners; the same numbers."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from skillcheck.measure.ability import Ability
from skillcheck.measure.curve import logistic, probability
from skillcheck.measure.normal import NODES, WEIGHTS
from skillcheck.measure.selection import TYPED, Limits, Pool
from skillcheck.model import Level


@dataclass(frozen=True, eq=False)
class Batch:
    """What is believed of N learners: theta ~ N(mean (N, K), cov (N, K, K)) on the logit scale."""

    mean: np.ndarray
    cov: np.ndarray

    @classmethod
    def of(cls, ability: Ability, learners: int) -> "Batch":
        """Return the same belief for every learner."""
        count = len(ability.mean)
        return cls(np.tile(ability.mean, (learners, 1)), np.broadcast_to(ability.cov, (learners, count, count)))

    @property
    def variance(self) -> np.ndarray:
        """Variances (N, K)."""
        return np.diagonal(self.cov, axis1=1, axis2=2)


def update(batch: Batch, skill, slope, difficulty, guessing, right) -> Batch:
    """Return the beliefs after one answer each, all arguments (N,): `ability.update`."""
    rows = np.arange(len(skill))
    column = batch.cov[rows, :, skill]
    centre, variance = batch.mean[rows, skill], column[rows, skill]
    theta = centre[:, None] + np.sqrt(variance)[:, None] * NODES
    slope, guessing, right = slope[:, None], guessing[:, None], right[:, None]
    mastery = slope * (theta - difficulty[:, None])
    weights = WEIGHTS * np.where(
        right, guessing + (1 - guessing) * logistic(mastery), (1 - guessing) * logistic(-mastery)
    )
    weights /= weights.sum(axis=1, keepdims=True)
    tilted_mean = (weights * theta).sum(axis=1)
    tilted_variance = (weights * (theta - tilted_mean[:, None]) ** 2).sum(axis=1)
    mean = batch.mean + column * ((tilted_mean - centre) / variance)[:, None]
    shrunk = column * ((variance - tilted_variance) / variance**2)[:, None]
    return Batch(mean, batch.cov - shrunk[:, :, None] * column[:, None, :])


def age(batch: Batch, prior: Ability, kept: float) -> Batch:
    """Return the beliefs after a pause that keeps the share `kept` = rho^2 of each covariance: `ability.age`."""
    return Batch(batch.mean, kept * batch.cov + (1 - kept) * prior.cov)


def gain(batch: Batch, pool: Pool, rows: np.ndarray) -> np.ndarray:
    """Return the expected drop in variance of the own skill of the items in these rows of the pool: `selection.gain`.

    Shape (N, rows). Items that differ in guessing alone share one quadrature, since Z = c + (1 - c) E[L] and
    M = (1 - c) E[L x].
    """
    drawn = np.column_stack([pool.skill, pool.slope, pool.difficulty])[rows]
    curves, place = np.unique(drawn, axis=0, return_inverse=True)
    skill, slope, difficulty = curves[:, 0].astype(int), curves[:, 1], curves[:, 2]
    variance = batch.variance[:, skill]
    theta = batch.mean[:, skill, None] + np.sqrt(variance)[:, :, None] * NODES
    mastery = probability(theta, slope[:, None], difficulty[:, None], 0.0)
    guessing = pool.guessing[rows]
    known = 1 - guessing
    right = guessing + known * (mastery @ WEIGHTS)[:, place]
    moved = known * (mastery @ (WEIGHTS * NODES))[:, place]
    return variance[:, place] * moved**2 / (right * (1 - right))


def reach(batch: Batch, weights, cuts=None, breadth: float = 0.0) -> np.ndarray:
    """Return how far each skill's movement reaches what is undecided, (N, K): `selection.reach`."""
    weights, variance = np.asarray(weights, dtype=float), batch.variance
    if cuts is None:
        undecided = np.broadcast_to(weights, variance.shape)
    else:
        z_squared = (batch.mean - np.asarray(cuts, dtype=float)) ** 2 / variance
        undecided = np.where(weights > 0, weights * (np.exp(-z_squared) / variance + breadth), 0.0)
    return (undecided[:, None, :] @ batch.cov**2)[:, 0, :] / variance**2


def choose(worth: np.ndarray, allowed: np.ndarray, rng: np.random.Generator, top: int = 5) -> np.ndarray:
    """Return each learner's next item (N,): at random among the `top` of worth (N, n) that are allowed.

    Raises ValueError when somebody has nothing left.
    """
    if not allowed.any(axis=1).all():
        raise ValueError("no item is allowed; the sitting is over")
    # Items of equal worth (same skill, depth and kind) are told apart by chance.
    ranked = np.where(allowed, worth * (1 + 1e-9 * rng.random(worth.shape)), -np.inf)
    top = min(top, ranked.shape[1])
    best = np.argpartition(-ranked, top - 1, axis=1)[:, :top]
    best = np.take_along_axis(best, np.argsort(-np.take_along_axis(ranked, best, axis=1), axis=1), axis=1)
    among = np.minimum(allowed.sum(axis=1), top)
    return best[np.arange(len(best)), (rng.random(len(best)) * among).astype(int)]


def allowed(pool: Pool, asked: np.ndarray, limits: Limits) -> np.ndarray:
    """Return which items may come next, (N, n), given the items asked so far (N, t): `selection.allowed`, none seen."""
    mask = np.ones((len(asked), len(pool.items)), dtype=bool)
    np.put_along_axis(mask, asked, False, axis=1)
    if limits.scope:
        mask &= np.isin(pool.skill, limits.scope)
    for rule in _experience(pool, asked, limits):
        left = mask & rule
        mask = np.where(left.any(axis=1, keepdims=True), left, mask)
    return mask


def _experience(pool: Pool, asked: np.ndarray, limits: Limits) -> Iterator[np.ndarray]:
    """Yield the rules of a pleasant sitting as masks, the most important first."""
    skills, places = pool.skill[asked], np.arange(pool.skill.max(initial=0) + 1)
    times = (skills[:, :, None] == places).sum(axis=1)
    if limits.per_skill is not None:
        yield (times < limits.per_skill)[:, pool.skill]
    if limits.in_a_row is not None and skills.shape[1] >= limits.in_a_row:
        last = skills[:, -limits.in_a_row :]
        row_of_one = (last == last[:, :1]).all(axis=1)
        yield ~row_of_one[:, None] | (pool.skill != last[:, :1])
    if 0 < len(set(limits.must)) <= limits.length:
        outstanding = (times == 0) & np.isin(places, limits.must)
        due = outstanding.sum(axis=1) >= limits.length - skills.shape[1]
        yield ~(due & outstanding.any(axis=1))[:, None] | outstanding[:, pool.skill]
    if limits.of_a_kind is not None and skills.shape[1] >= limits.of_a_kind:
        manner = np.where(np.isin(pool.kind, TYPED), TYPED[0], pool.kind)
        last = manner[asked][:, -limits.of_a_kind :]
        row_of_one = (last == last[:, :1]).all(axis=1)
        yield ~row_of_one[:, None] | (manner != last[:, :1])
    if skills.shape[1] < limits.gentle:
        yield np.broadcast_to(pool.depth <= 2, (len(asked), len(pool.items)))
        if limits.levels:
            easy = np.array([level != Level.ADVANCED for level in limits.levels])
            yield np.broadcast_to(easy[pool.skill], (len(asked), len(pool.items)))
