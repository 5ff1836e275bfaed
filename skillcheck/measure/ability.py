"""Ability: one Gaussian over all skills, updated answer by answer, by self-ratings and by time."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from functools import lru_cache

import numpy as np

from skillcheck.measure.curve import Parameters, likelihood, parameters
from skillcheck.measure.normal import NODES, WEIGHTS
from skillcheck.model import AnswerRefused, Level, Purpose, Response, Skill, UnknownName

__all__ = [
    "Ability",
    "Parameters",
    "age",
    "covariance",
    "evidence",
    "optimism",
    "parameters",
    "prior",
    "rate",
    "replay",
    "update",
]

# Prior variance of a skill = what all skills share + what a block shares + its own. Wider than we expect a population
# to be (0.5, 0.2, 0.3), and its own part wider still: with 0.4 the 90 % intervals cover .83 to .86 when skills are
# nearly unrelated and items less sharp or easier than thought, with 0.5 .86 to .88 and more. It costs 1 to 2 points of
# what is settled and nothing in error (tests/benchmarks/measurement.py, "own variance").
GENERAL, DOMAIN, OWN = 0.6, 0.2, 0.5

# Fewer people have met an Advanced skill than a Beginner one, so a newcomer is expected a little lower there. If the
# true step lies anywhere from 0 to 0.6, assuming 0.3 costs at most .03 in error at 30 answers and covers .94; assuming
# 0 or 0.6 costs up to .15 and covers .91 (tests/benchmarks/measurement.py, "step of levels"). It is small against the
# prior SD of 1.1: no target of depth 1 or 2 is judged met or not met (80 % sure) before an answer.
LEVEL_MEAN = {Level.BEGINNER: 0.3, Level.INTERMEDIATE: 0.0, Level.ADVANCED: -0.3}

# Self-ratings: r = alpha + beta theta + u + e, u ~ N(0, s_u^2) the learner's own optimism, e ~ N(0, s_e^2). Doubtful on
# purpose: at 30 answers typical ratings (r = .42) lower the error by .03, useless ones raise it by .01; with s_e = 1.0
# it is .04 and .03 on a bank of 45 skills (tests/benchmarks/measurement.py, "noise of ratings").
RATING_LATENT = {1: -1.75, 2: -0.8, 3: 0.0, 4: 0.8, 5: 1.75}
RATING_OFFSET, RATING_SLOPE, OPTIMISM_SD, RATING_NOISE = 0.4, 0.3, 0.8, 1.2

FORGETTING_DAYS = 240.0  # certainty, not skill, fades by 1/e in this time
PAUSE_DAYS = 0.5  # answers closer than this belong to one occasion
MEMORY_DAYS = 30.0  # an item met again within this time tests memory of the item


@dataclass(frozen=True, eq=False)
class Ability:
    """What is believed of a learner: theta ~ N(mean (K,), cov (K, K)) on the logit scale, in the order of `skills`."""

    skills: tuple[str, ...]
    mean: np.ndarray
    cov: np.ndarray

    def __post_init__(self) -> None:
        for name in ("mean", "cov"):
            array = np.asarray(getattr(self, name), dtype=float).view()
            array.flags.writeable = False
            object.__setattr__(self, name, array)

    @property
    def sd(self) -> np.ndarray:
        """Standard deviations (K,)."""
        return np.sqrt(np.diagonal(self.cov))

    def index(self, skill: str) -> int:
        """Return the place of a skill; raises UnknownName with the nearest names."""
        try:
            return self.skills.index(skill)
        except ValueError:
            near = get_close_matches(skill, self.skills, n=3)
            hint = f" Did you mean {', '.join(near)}?" if near else ""
            raise UnknownName(f"There is no skill '{skill}'.{hint}") from None


def prior(skills: Sequence[Skill]) -> Ability:
    """Return what is believed before any answer: the covariance of `covariance`, each mean by level."""
    mean = np.array([LEVEL_MEAN[Level(skill.level)] for skill in skills])
    return Ability(tuple(skill.id for skill in skills), mean, covariance([skill.block for skill in skills]))


def covariance(blocks: Sequence, general: float = GENERAL, domain: float = DOMAIN, own: float = OWN) -> np.ndarray:
    """Return the prior covariance (K, K) of skills in these blocks: w_g 11' + w_d [same block] + w_s I."""
    names = np.asarray(blocks)
    return general + domain * (names[:, None] == names[None, :]) + own * np.eye(len(names))


def update(ability: Ability, index: int, parameters: Parameters, right: bool) -> Ability:
    """Return the ability after one answer to an item of skill `index` (assumed density filtering, Opper 1998).

    The answered skill's posterior mean t and variance tv come from 9-node quadrature; all others follow by their
    covariance with it: m += S_k (t - m_k) / v and S -= S_k S_k' (v - tv) / v^2, with v = S_kk. A right answer that is
    likelier a guess than knowledge may raise a variance: it is a surprise. On average an answer never does.
    """
    mean, cov = ability.mean.copy(), ability.cov.copy()
    _absorb(mean, cov, index, parameters, right)
    return Ability(ability.skills, mean, cov)


def _absorb(mean: np.ndarray, cov: np.ndarray, index: int, parameters: Parameters, right: bool) -> None:
    """Update mean and covariance in place, which a replay of many answers is spared copies by."""
    column = cov[:, index].copy()
    centre, variance = mean[index], column[index]
    theta = centre + math.sqrt(variance) * NODES
    weights = WEIGHTS * likelihood(right, theta, parameters)
    weights /= weights.sum()
    tilted_mean = weights @ theta
    off = theta - tilted_mean
    drop = (variance - weights @ (off * off)) / variance**2
    mean += column * ((tilted_mean - centre) / variance)
    cov -= np.multiply.outer(column, column) * drop


def age(ability: Ability, prior: Ability, days: float) -> Ability:
    """Return the ability after `days` without answers: the mean stays, certainty fades towards the prior's.

    S <- rho^2 S + (1 - rho^2) S0 with rho = exp(-days / 240). Negative days (a clock set back) change nothing.
    """
    if days <= 0:
        return ability
    kept = float(faded(days))
    return Ability(ability.skills, ability.mean, kept * ability.cov + (1 - kept) * prior.cov)


def faded(days):
    """Return rho^2, the share of a covariance that is left after `days` without answers; any shape."""
    return np.exp(-2 * np.asarray(days) / FORGETTING_DAYS)


def rate(ability: Ability, ratings: Mapping[int, int]) -> Ability:
    """Return the ability after self-ratings 1-5 by skill index: Gaussian conditioning in closed form.

    V = H S H' + s_u^2 11' + s_e^2 I;  G = S H' V^-1;  m <- m + G (r - alpha - H m);  S <- S - G H S.
    Over-confidence that runs through all ratings moves u, not the abilities. Raises AnswerRefused on other ratings.
    """
    if not ratings:
        return ability
    weights, cov = _heard(ability, tuple(ratings))
    return Ability(ability.skills, ability.mean + weights @ _rating_residuals(ability, ratings), cov)


@lru_cache(maxsize=64)
def _heard(ability: Ability, rated: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Return G and the covariance after hearing ratings of these skills: a class that rates the same has them once."""
    cross = RATING_SLOPE * ability.cov[:, rated]
    weights = np.linalg.solve(_rating_covariance(ability, rated), cross.T).T
    cov = ability.cov - weights @ cross.T
    return weights, (cov + cov.T) / 2


def optimism(ability_test_only: Ability, ratings: Mapping[int, int]) -> tuple[float, float]:
    """Return mean and SD of the learner's own optimism u, on the latent rating scale, above what is typical.

    The ability must come from answers alone: one that has already heard the ratings would compare them with themselves.
    """
    if not ratings:
        return 0.0, OPTIMISM_SD
    residual, total = _rating_residuals(ability_test_only, ratings), _rating_covariance(ability_test_only, ratings)
    weights = np.linalg.solve(total, np.full(len(residual), OPTIMISM_SD**2))
    return float(weights @ residual), math.sqrt(OPTIMISM_SD**2 - OPTIMISM_SD**2 * weights.sum())


def _rating_residuals(ability: Ability, ratings: Mapping[int, int]) -> np.ndarray:
    """Return r - alpha - H m of the rated skills."""
    for rating in ratings.values():
        if rating not in RATING_LATENT:
            raise AnswerRefused(f"A rating is a whole number from 1 to 5, not {rating!r}.")
    latent = np.array([RATING_LATENT[rating] for rating in ratings.values()])
    return latent - RATING_OFFSET - RATING_SLOPE * ability.mean[list(ratings)]


def _rating_covariance(ability: Ability, rated: Iterable[int]) -> np.ndarray:
    """Return V, the covariance of the ratings of these skills."""
    rated = list(rated)
    noise = OPTIMISM_SD**2 + RATING_NOISE**2 * np.eye(len(rated))
    return RATING_SLOPE**2 * ability.cov[np.ix_(rated, rated)] + noise


def evidence(responses: Iterable[Response]) -> list[Response]:
    """Return, in order of time, the responses that count: no review, and no item met within the 30 days before.

    Every meeting with an item refreshes the memory of it, also a review or a skip. A skip counts as a wrong answer.
    """
    counted = []
    last_met: dict[str, datetime] = {}
    for response in sorted(responses, key=lambda response: response.at):
        before = last_met.get(response.item)
        last_met[response.item] = response.at
        fresh = before is None or response.at - before >= timedelta(days=MEMORY_DAYS)
        if fresh and response.purpose != Purpose.REVIEW:
            counted.append(response)
    return counted


def replay(
    prior: Ability,
    responses: Iterable[Response],
    parameters_of: Callable[[Response], Parameters],
    start: Ability | None = None,
    until: datetime | None = None,
) -> Ability:
    """Return the ability after a log of responses, with certainty fading between occasions and up to `until`.

    `start` is the ability before the first answer if it is not the prior (after ratings). Only `evidence` counts, and
    only of skills that the prior knows; the order of the log does not matter, times must all be aware or all naive.
    """
    ability = start or prior
    places = {skill: index for index, skill in enumerate(ability.skills)}
    mean, cov = ability.mean.copy(), ability.cov.copy()
    last = None
    for response in evidence(responses):
        if response.skill not in places:
            continue
        if last is not None and (days := pause(last, response.at)):
            cov = age(Ability(ability.skills, mean, cov), prior, days).cov.copy()
        _absorb(mean, cov, places[response.skill], parameters_of(response), response.right)
        last = response.at
    if last is None:
        return ability
    found = Ability(ability.skills, mean, cov)
    return found if until is None else age(found, prior, pause(last, until))


def pause(since: datetime, until: datetime) -> float:
    """Return the days between two occasions; a pause of hours, or a clock set back, is none."""
    days = (until - since) / timedelta(days=1)
    return days if days > PAUSE_DAYS else 0.0
