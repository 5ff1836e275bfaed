"""Simulation: learners of known ability take checks, so that what the estimate says can be held against the truth.

It says how the arithmetic behaves under stated assumptions, never that a bank is valid. Seeds are arguments.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal

import numpy as np

from skillcheck.measure import batch as many
from skillcheck.measure.ability import Ability, rate
from skillcheck.measure.batch import Batch
from skillcheck.measure.curve import probability
from skillcheck.measure.selection import BREADTH, Limits, Pool
from skillcheck.measure.worlds import (
    Assumed,
    Bank,
    Ratings,
    Structure,
    Truth,
    believed,
    draw_bank,
    draw_learners,
    draw_ratings,
)

BATCH = 200  # learners computed together: few enough that their covariances stay in the processor's cache

Policy = Literal["role", "broad", "even", "balanced"]


@dataclass(frozen=True, eq=False)
class Trail:
    """What a sitting left of N learners: items asked and right answers (N, T), and beliefs after `at` answers.

    `mean` and `sd` are (C, N, K) for C moments, without margin; `total` and `total_sd` (C, N) are those of the role's
    weighted ability; `last` is the whole belief at the end.
    """

    asked: np.ndarray
    right: np.ndarray
    at: tuple[int, ...]
    mean: np.ndarray
    sd: np.ndarray
    total: np.ndarray
    total_sd: np.ndarray
    last: Batch


@dataclass(frozen=True, eq=False)
class Outcome:
    """Simulated learners: their true abilities (N, K), the bank they met and the trail of their sitting."""

    structure: Structure
    truth: Truth
    assumed: Assumed
    bank: Bank
    theta: np.ndarray
    trail: Trail


def sit(
    start: Batch,
    theta: np.ndarray,
    bank: Bank,
    structure: Structure,
    truth: Truth,
    at: Sequence[int],
    rng: np.random.Generator,
    policy: Policy = "role",
) -> Trail:
    """Ask N learners of abilities theta (N, K) `max(at)` items each, and keep what is believed after `at` (0 to max).

    `role` asks what settles most, `broad` the same with some breadth, `even` as if every skill were undecided,
    `balanced` the role's skills in turn and items at random.
    """
    learners, length = len(theta), max(at)
    moods = truth.family * rng.standard_normal((learners, bank.family.max() + 1))
    turns = rng.permuted(np.tile(np.flatnonzero(structure.weights), (learners, 1)), axis=1)
    luck, everyone = rng.random((learners, length)), np.arange(learners)
    asked, right = np.zeros((learners, length), dtype=int), np.zeros((learners, length), dtype=bool)
    batch, kept = start, [moment(start, structure.weights)] if 0 in at else []
    for turn in range(length):
        item = next_items(batch, bank.pool, structure, asked[:, :turn], turns, rng, policy)
        skill = bank.pool.skill[item]
        height = theta[everyone, skill] + moods[everyone, bank.family[item]] - truth.tiring * turn
        chance = probability(height, bank.slope[item], bank.difficulty[item], bank.guessing[item])
        asked[:, turn], right[:, turn] = item, luck[:, turn] < (1 - truth.slip) * chance
        pool = bank.pool
        batch = many.update(batch, skill, pool.slope[item], pool.difficulty[item], pool.guessing[item], right[:, turn])
        if turn + 1 in at:
            kept.append(moment(batch, structure.weights))
    mean, sd, total, total_sd = (np.stack(part) for part in zip(*kept, strict=True))
    return Trail(asked, right, tuple(sorted(at)), mean, sd, total, total_sd, batch)


def next_items(
    batch: Batch,
    pool: Pool,
    structure: Structure,
    asked: np.ndarray,
    turns: np.ndarray,
    rng: np.random.Generator,
    policy: Policy,
) -> np.ndarray:
    """Return each learner's next item (N,), given those asked (N, t); `turns` (N, S) is the order when balanced."""
    if policy == "balanced":
        mask = many.allowed(pool, asked, Limits(in_a_row=None, of_a_kind=None, per_skill=None, gentle=0))
        own_turn = mask & (pool.skill == turns[:, [asked.shape[1] % turns.shape[1]]])
        mask = np.where(own_turn.any(axis=1, keepdims=True), own_turn, mask)
        return many.choose(rng.random(mask.shape), mask, rng, top=1)
    breadth = BREADTH if policy == "broad" else 0.0
    reach = many.reach(batch, structure.weights, None if policy == "even" else structure.cuts, breadth)
    mask = many.allowed(pool, asked, structure.limits)
    rows = np.flatnonzero(mask.any(axis=0))
    worth = many.gain(batch, pool, rows) * reach[:, pool.skill[rows]]
    return rows[many.choose(worth, mask[:, rows], rng)]


def moment(batch: Batch, weights: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return mean and SD of each skill (N, K) and of the weighted sum of all (N,), whose variance is w' S w."""
    total_variance = np.einsum("k,nkj,j->n", weights, batch.cov, weights, optimize=True)
    return batch.mean, np.sqrt(batch.variance), batch.mean @ weights, np.sqrt(total_variance)


def simulate(
    structure: Structure,
    truth: Truth | None = None,
    assumed: Assumed | None = None,
    *,
    learners: int = 300,
    at: Sequence[int] = (10, 20, 30),
    seed: int = 0,
    policy: Policy = "role",
    ratings: Ratings | None = None,
    workers: int = 2,
) -> Outcome:
    """Return one bank and many learners, in batches that run side by side; the same seed gives the same learners."""
    truth, assumed = truth or Truth(), assumed or Assumed()
    bank = draw_bank(structure, truth, assumed, np.random.default_rng([seed, 0]))
    start = believed(structure, assumed)
    sizes = [min(BATCH, learners - done) for done in range(0, learners, BATCH)]

    def run(number: int) -> tuple[np.ndarray, Trail]:
        people = np.random.default_rng([seed, 1, number])
        theta = draw_learners(structure, truth, sizes[number], people)
        beginning = _rated(start, draw_ratings(theta, ratings, people)) if ratings else Batch.of(start, len(theta))
        rng = np.random.default_rng([seed, 2, number])
        return theta, sit(beginning, theta, bank, structure, truth, at, rng, policy)

    with ThreadPoolExecutor(workers) as threads:
        thetas, trails = zip(*threads.map(run, range(len(sizes))), strict=True)
    return Outcome(structure, truth, assumed, bank, np.concatenate(thetas), _joined(trails))


def _rated(start: Ability, ratings: np.ndarray) -> Batch:
    """Return what is believed of learners who rated every skill (N, K)."""
    heard = [rate(start, dict(enumerate(row.tolist()))) for row in ratings]
    return Batch(np.stack([each.mean for each in heard]), np.stack([each.cov for each in heard]))


def _joined(trails: Sequence[Trail]) -> Trail:
    """Return the trails of several batches as one."""
    by_learner = [np.concatenate([getattr(trail, name) for trail in trails]) for name in ("asked", "right")]
    by_moment = [
        np.concatenate([getattr(trail, name) for trail in trails], axis=1)
        for name in ("mean", "sd", "total", "total_sd")
    ]
    last = Batch(*(np.concatenate([getattr(trail.last, name) for trail in trails]) for name in ("mean", "cov")))
    return Trail(*by_learner, trails[0].at, *by_moment, last)
