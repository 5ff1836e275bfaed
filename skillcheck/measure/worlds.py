"""Simulated worlds: how skills, items and learners might really be, and what an estimate would take for granted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from skillcheck.measure import curve
from skillcheck.measure.ability import DOMAIN, GENERAL, LEVEL_MEAN, OWN, RATING_LATENT, Ability, covariance
from skillcheck.measure.cuts import MARGIN, standard_cuts
from skillcheck.measure.selection import KINDS, Limits, Pool
from skillcheck.model import Item, Kind, Level, Role, Skill

FAMILY = 3  # items of a skill that share a scenario, when families are simulated
GUESSING_SPREAD = 0.06  # SD of true guessing among items with options


class Slot(NamedTuple):
    """An item without its text: place of its skill, depth, kind, number of options."""

    skill: int
    depth: int
    kind: Kind
    options: int = 0


@dataclass(frozen=True, eq=False)
class Structure:
    """A bank and a role without their texts: level and block of each skill, slots, weights (K,) and cuts (K,).

    `authored` says whether items come with an author's own difficulty, or with their depth alone.
    """

    levels: tuple[Level, ...]
    blocks: tuple[str, ...]
    slots: tuple[Slot, ...]
    weights: np.ndarray
    cuts: np.ndarray
    limits: Limits
    authored: bool = False


@dataclass(frozen=True)
class Truth:
    """How learners and items really are.

    Variances of skills in general, by block and of their own; mean and SD of the population; `step`, how much lower an
    Advanced skill is than an Intermediate one and that than a Beginner one; items harder than thought by `harder`, with
    guessing `guessing` times what is assumed; SD within a depth and of authors' errors; slips; the ability lost an item
    by tiring; the SD of what items of one family share.
    """

    general: float = 0.5
    domain: float = 0.2
    own: float = 0.3
    mean: float = 0.0
    sd: float = 1.0
    step: float = LEVEL_MEAN[Level.BEGINNER]
    slope: float = curve.SLOPE
    slope_spread: float = 0.3
    harder: float = 0.0
    spread: float = curve.DEPTH_SPREAD
    author_error: float = curve.AUTHOR_ERROR
    guessing: float = 1.0
    slip: float = 0.0
    tiring: float = 0.0
    family: float = 0.0


@dataclass(frozen=True)
class Assumed:
    """What the estimate takes for granted; the defaults are those of `ability`, `curve` and `cuts`."""

    general: float = GENERAL
    domain: float = DOMAIN
    own: float = OWN
    step: float = LEVEL_MEAN[Level.BEGINNER]
    slope: float = curve.SLOPE
    margin: float = MARGIN


@dataclass(frozen=True)
class Ratings:
    """How learners rate themselves: r = offset + slope theta + u + e, rounded to the nearest step of five."""

    slope: float = 0.5
    offset: float = 0.0
    optimism: float = 0.6
    noise: float = 0.9


@dataclass(frozen=True, eq=False)
class Bank:
    """What the estimate believes of the items (`pool`) and what is true of them, arrays (n,)."""

    pool: Pool
    slope: np.ndarray
    difficulty: np.ndarray
    guessing: np.ndarray
    family: np.ndarray


# --- structures -----------------------------------------------------------------------------------


def prototype(seed: int = 1, open_share: float = 0.2) -> Structure:
    """Return 8 blocks of 5 skills with 15 items each, and a role of 12 skills with weights 1-2 and three cuts."""
    rng = np.random.default_rng(seed)
    depths = np.tile(np.repeat([1, 2, 3], 5), 40)
    kinds = [Kind.NUMERIC if each < open_share else Kind.CHOICE for each in rng.random(600)]
    slots = [Slot(n // 15, int(depths[n]), kind, 4 * (kind == Kind.CHOICE)) for n, kind in enumerate(kinds)]
    needed = np.sort(rng.choice(40, 12, replace=False))
    weights, cuts = np.zeros(40), np.zeros(40)
    weights[needed] = rng.uniform(1, 2, 12)
    cuts[needed] = rng.permutation(np.repeat([-0.5, 0.0, 0.5], 4))
    return Structure(
        levels=(Level.INTERMEDIATE,) * 40,
        blocks=tuple(str(k // 5) for k in range(40)),
        slots=tuple(slots),
        weights=weights / weights.sum(),
        cuts=cuts,
        limits=Limits(scope=tuple(needed.tolist()), of_a_kind=None),
        authored=True,
    )


def structure_of(skills: Sequence[Skill], items: Sequence[Item], role: Role, length: int = 30) -> Structure:
    """Return the structure of a bank and a role as a check of that length asks it; code exercises are left out."""
    place = {skill.id: index for index, skill in enumerate(skills)}
    asked = [item for item in items if item.kind != Kind.CODE]
    needs = {place[need.skill]: need for need in role.needs if need.target > 0}
    weights, cuts = np.zeros(len(skills)), np.zeros(len(skills))
    for index, need in needs.items():
        weights[index], cuts[index] = need.weight, standard_cuts()[need.target - 1]
    levels = tuple(Level(skill.level) for skill in skills)
    central = tuple(index for index, need in needs.items() if need.use == 3)
    must = central if 2 * len(central) <= length else ()
    return Structure(
        levels=levels,
        blocks=tuple(skill.block for skill in skills),
        slots=tuple(Slot(place[item.skill], item.depth, item.kind, len(item.options)) for item in asked),
        weights=weights / weights.sum(),
        cuts=cuts,
        limits=Limits(length=length, scope=tuple(sorted(needs)), must=must, levels=levels),
        authored=any(item.difficulty is not None for item in asked),
    )


# --- drawing a world ------------------------------------------------------------------------------


def believed(structure: Structure, assumed: Assumed) -> Ability:
    """Return what is believed of a learner before any answer."""
    cov = covariance(structure.blocks, assumed.general, assumed.domain, assumed.own)
    names = tuple(f"skill-{index}" for index in range(len(structure.blocks)))
    return Ability(names, assumed.step * _heights(structure), cov)


def draw_learners(structure: Structure, truth: Truth, learners: int, rng: np.random.Generator) -> np.ndarray:
    """Return true abilities (N, K)."""
    root = np.linalg.cholesky(covariance(structure.blocks, truth.general, truth.domain, truth.own))
    spread = truth.sd * rng.standard_normal((learners, len(root))) @ root.T
    return truth.mean + truth.step * _heights(structure) + spread


def _heights(structure: Structure) -> np.ndarray:
    """Return +1, 0, -1 for Beginner, Intermediate, Advanced skills (K,)."""
    return np.array([1 - list(Level).index(level) for level in structure.levels], dtype=float)


def draw_bank(structure: Structure, truth: Truth, assumed: Assumed, rng: np.random.Generator) -> Bank:
    """Return items whose true slope is lognormal, difficulty normal around its depth's mean, guessing as its kind."""
    slots, count = structure.slots, len(structure.slots)
    skill, depth = (np.array([slot[column] for slot in slots]) for column in (0, 1))
    usual = np.asarray(curve.DEPTH_MEAN)[depth - 1] + truth.spread * rng.standard_normal(count)
    authors = usual + truth.author_error * rng.standard_normal(count)
    slope = truth.slope * np.exp(truth.slope_spread * rng.standard_normal(count))
    told = [
        curve.parameters(
            slot.depth, slot.kind, slot.options, float(told) if structure.authored else None, assumed.slope
        )
        for slot, told in zip(slots, authors, strict=True)
    ]
    pool_slope, pool_difficulty, pool_guessing = np.array(told).T
    jitter = np.where(pool_guessing >= 0.1, GUESSING_SPREAD * rng.standard_normal(count), 0.0)
    pool = Pool(
        items=tuple(map(str, range(count))),
        skill=skill,
        slope=pool_slope,
        difficulty=pool_difficulty,
        guessing=pool_guessing,
        depth=depth,
        kind=np.array([KINDS.index(slot.kind) for slot in slots]),
    )
    guessing = np.clip(truth.guessing * pool_guessing + jitter, 0.0, 0.9)
    return Bank(pool, slope, usual + truth.harder, guessing, _families(skill))


def _families(skill: np.ndarray) -> np.ndarray:
    """Return the family of each item: every three of a skill are one."""
    rank = np.array([np.count_nonzero(skill[:n] == each) for n, each in enumerate(skill)])
    return np.unique(np.stack([skill, rank // FAMILY]), axis=1, return_inverse=True)[1]


def draw_ratings(theta: np.ndarray, ratings: Ratings, rng: np.random.Generator) -> np.ndarray:
    """Return ratings 1-5 (N, K)."""
    optimism = ratings.optimism * rng.standard_normal((len(theta), 1))
    latent = ratings.offset + ratings.slope * theta + optimism + ratings.noise * rng.standard_normal(theta.shape)
    steps = np.array(list(RATING_LATENT.values()))
    return 1 + np.searchsorted((steps[1:] + steps[:-1]) / 2, latent)
