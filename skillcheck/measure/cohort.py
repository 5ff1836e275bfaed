"""A cohort: the answers of many learners in arrays, all replayed at once, and how much their skills have in common."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from skillcheck.measure.ability import DOMAIN, GENERAL, OWN, Ability, covariance, prior
from skillcheck.measure.curve import logistic
from skillcheck.measure.normal import NODES, WEIGHTS
from skillcheck.model import Skill

# Learners replayed together: their arrays (answers x learners x skills) stay in the processor's cache.
TOGETHER = 128

# What is believed of a cohort before it has spoken, as SDs around the defaults: shift, and the logs of steepness,
# guessing and the three variances.
DOUBTS = (0.5, 0.25, 0.25, 0.5, 0.5, 0.5)
SMALLEST_STEP, MOST_ROUNDS = 0.02, 12
# More learners would settle the variances no further than it matters: their SEs are below 10 % here.
MOST_LEARNERS = 1000
MOST_GUESSING = 0.6


@dataclass(frozen=True, eq=False)
class Cohort:
    """Answers by learner, longest log first: place of the skill and of the item, right or not, (N, T); `lengths` (N,).

    What lies behind a learner's length is padding.
    """

    skill: np.ndarray
    item: np.ndarray
    right: np.ndarray
    lengths: np.ndarray

    @classmethod
    def of(cls, logs: Iterable[Sequence[tuple[int, int, bool]]]) -> "Cohort":
        """Return the cohort of these logs of (place of the skill, of the item, right or not), but empty ones."""
        logs = sorted((log for log in logs if len(log)), key=len, reverse=True)
        table = np.zeros((len(logs), len(logs[0]) if logs else 0, 3), dtype=int)
        for row, log in enumerate(logs):
            table[row, : len(log)] = log
        lengths = np.array([len(log) for log in logs], dtype=int)
        return cls(table[:, :, 0], table[:, :, 1], table[:, :, 2].astype(bool), lengths)

    @property
    def answered(self) -> np.ndarray:
        """Where there is an answer, (N, T) bool."""
        return np.arange(self.skill.shape[1]) < self.lengths[:, None]

    def sample(self, most: int) -> "Cohort":
        """Return at most that many learners, evenly from the longest logs to the shortest."""
        if (count := len(self.lengths)) <= most:
            return self
        rows = np.arange(most) * count // most
        return Cohort(self.skill[rows], self.item[rows], self.right[rows], self.lengths[rows])

    def parts(self) -> Iterator["Cohort"]:
        """Yield the cohort in parts small enough for the cache."""
        for first in range(0, len(self.lengths), TOGETHER):
            rows, longest = slice(first, first + TOGETHER), self.lengths[first]
            yield Cohort(
                self.skill[rows, :longest], self.item[rows, :longest], self.right[rows, :longest], self.lengths[rows]
            )


class Replayed(NamedTuple):
    """Abilities after all answers: mean and variance (N, K), and each learner's log evidence (N,)."""

    mean: np.ndarray
    variance: np.ndarray
    evidence: np.ndarray


def replay_all(start: Ability, cohort: Cohort, slope, difficulty, guessing) -> Replayed:
    """Return every learner's ability after their answers, without ageing: `ability.update` in arrays.

    `slope`, `difficulty`, `guessing` are (n,) by item. The evidence is the sum of log Z over the answers, Z the chance
    that the ability so far gave to the answer.
    """
    curves = np.stack([slope, difficulty, guessing])
    parts = [_replay(start, part, curves) for part in cohort.parts()]
    if not parts:
        count = len(start.mean)
        return Replayed(np.zeros((0, count)), np.zeros((0, count)), np.zeros(0))
    return Replayed(*(np.concatenate(arrays) for arrays in zip(*parts, strict=True)))


def _replay(start: Ability, cohort: Cohort, curves: np.ndarray) -> Replayed:
    """Replay one part; covariances are kept as S0 - sum_t d_t C_t C_t', C (N, T, K) the columns answers moved along."""
    learners, longest, count = *cohort.skill.shape, len(start.mean)
    mean = np.tile(start.mean, (learners, 1))
    columns, drops = np.zeros((learners, longest, count)), np.zeros((learners, longest))
    evidence = np.zeros(learners)
    for t in range(longest):
        n = int((cohort.lengths > t).sum())
        rows, skill = np.arange(n), cohort.skill[:n, t]
        pull = drops[:n, :t] * columns[rows, :t, skill]
        column = start.cov[skill] - (pull[:, None, :] @ columns[:n, :t])[:, 0]
        centre, variance = mean[rows, skill], column[rows, skill]
        tilted, narrowed, chance = tilt(centre, variance, curves[:, cohort.item[:n, t]], cohort.right[:n, t])
        mean[:n] += column * ((tilted - centre) / variance)[:, None]
        columns[:n, t], drops[:n, t] = column, (variance - narrowed) / variance**2
        evidence[:n] += np.log(chance)
    spread = np.diagonal(start.cov) - (drops[:, None, :] @ columns**2)[:, 0]
    return Replayed(mean, spread, evidence)


def tilt(centre, variance, curves, right) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return mean and variance of each ability after an answer, and the chance of that answer, (N,) each."""
    slope, difficulty, guessing = curves[:, :, None]
    theta = centre[:, None] + np.sqrt(variance)[:, None] * NODES
    # The chance of a wrong answer is not 1 - P, which would lose its digits.
    share = logistic(np.where(right, 1, -1)[:, None] * slope * (theta - difficulty))
    weights = WEIGHTS * (np.where(right[:, None], guessing, 0.0) + (1 - guessing) * share)
    chance = weights.sum(axis=1)
    weights /= chance[:, None]
    mean = (weights * theta).sum(axis=1)
    return mean, (weights * (theta - mean[:, None]) ** 2).sum(axis=1), chance


@dataclass(frozen=True)
class Population:
    """Learners and items as a cohort shows them on the whole.

    `shift` is how far the learners' mean lies above the prior's, `variances` are (w_g, w_d, w_s). `steepness` and
    `guessing` are factors of all slopes and of all chances of guessing: steepness 0.7 where items tell a third less
    than authors believed. `ses` are the standard errors: shift, log steepness, log guessing, log variances.
    """

    shift: float = 0.0
    steepness: float = 1.0
    guessing: float = 1.0
    variances: tuple[float, float, float] = (GENERAL, DOMAIN, OWN)
    ses: tuple[float, ...] = DOUBTS

    def adjust(self, slope, guessing):
        """Return the slopes and the chances of guessing that authors gave, as this cohort shows them; any shape."""
        return self.steepness * slope, np.minimum(self.guessing * guessing, MOST_GUESSING)


def prior_of(skills: Sequence[Skill], population: Population) -> Ability:
    """Return the prior of a learner from this population; of the default one, `ability.prior`."""
    usual = prior(skills)
    cov = covariance([skill.block for skill in skills], *population.variances)
    return Ability(usual.skills, usual.mean + population.shift, cov)


def population_of(cohort: Cohort, skills: Sequence[Skill], slope, difficulty, guessing) -> Population:
    """Estimate a cohort's mean and variances, and how steep and guessable its items are, by marginal likelihood.

    The log evidence of `replay_all` plus a log prior is maximised by Newton's method on (shift, log steepness, log
    guessing, log w_g, log w_d, log w_s), its derivatives by central differences. Steepness and guessing must be free:
    items that tell less than authors believed would else look like skills that have less in common. Few learners leave
    the defaults almost as they are; none exactly.
    """
    doubts = np.array(DOUBTS)

    def objective(point: np.ndarray) -> float:
        guess = _population(point)
        steeper, chance = guess.adjust(slope, guessing)
        evidence = replay_all(prior_of(skills, guess), cohort, steeper, difficulty, chance).evidence
        return float(evidence.sum()) - 0.5 * float(((point / doubts) ** 2).sum())

    if not len(cohort.lengths):
        return Population()
    cohort = cohort.sample(MOST_LEARNERS)
    point, curvature = _climb(objective, np.zeros(len(DOUBTS)))
    return _population(point, tuple(np.sqrt(np.diagonal(np.linalg.inv(-curvature))).tolist()))


def _population(point: np.ndarray, ses: tuple[float, ...] = DOUBTS) -> Population:
    shift, steepness, guessing, *variances = point
    general, domain, own = (np.array([GENERAL, DOMAIN, OWN]) * np.exp(variances)).tolist()
    return Population(float(shift), float(np.exp(steepness)), float(np.exp(guessing)), (general, domain, own), ses)


def _climb(objective, point: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return a local maximum and the second derivatives near it, by Newton steps that never descend."""
    value = objective(point)
    for _ in range(MOST_ROUNDS):
        gradient, curvature = _derivatives(objective, point, value)
        values, vectors = np.linalg.eigh(curvature)
        # Where the surface bends upwards, go uphill by its absolute bend.
        curvature = vectors @ np.diag(-np.maximum(np.abs(values), 1e-3)) @ vectors.T
        step = np.linalg.solve(-curvature, gradient)
        step /= max(1.0, np.abs(step).max())
        while (size := np.abs(step).max()) > SMALLEST_STEP and not (after := objective(point + step)) >= value:
            step = step / 2
        if size <= SMALLEST_STEP:
            break
        point, value = point + step, after
    return point, curvature


def _derivatives(objective, point: np.ndarray, value: float, width: float = 0.1) -> tuple[np.ndarray, np.ndarray]:
    """Return gradient and second derivatives by central differences."""
    size = len(point)
    steps = width * np.eye(size)
    up = np.array([objective(point + step) for step in steps])
    down = np.array([objective(point - step) for step in steps])
    curvature = np.diag((up - 2 * value + down) / width**2)
    for i in range(size):
        for j in range(i):
            corner = objective(point + steps[i] + steps[j])
            curvature[i, j] = curvature[j, i] = (corner - up[i] - up[j] + value) / width**2
    return (up - down) / (2 * width), curvature
