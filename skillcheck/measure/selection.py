"""Selection: which item to ask next, so that the fewest answers settle the most."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from skillcheck.measure.ability import Ability
from skillcheck.measure.curve import parameters, probability
from skillcheck.measure.normal import NODES, WEIGHTS
from skillcheck.model import Item, Kind, Level

KINDS = tuple(Kind)
TYPED = (KINDS.index(Kind.NUMERIC), KINDS.index(Kind.TEXT))

# When to offer to stop: expected decision error this low, after at least this many answers. Never stop silently.
# The prior alone decides .19 to .22 of a role over 38 to 45 skills (most depth-3 targets are unlikely for anybody), so
# the .20 that suits a role of 12 skills would offer to stop before the learner has shown anything.
# Of those it is offered to, more answers up to 45 turn only 1 call in 100 from wrong to right ("stopping" in
# tests/benchmarks/measurement.py).
GOOD_ENOUGH, AT_LEAST = 0.15, 15

# A breadth that asks also about skills whose target few reach: by decisions alone a check of 30 asks one learner in 20
# about RAG although the role weighs it most. It costs at most .005 in decisions and gains up to .01 in error ("what is
# asked" there).
BREADTH = 0.35


@dataclass(frozen=True, eq=False)
class Pool:
    """The items that may be asked, as arrays (n,): place of the skill, parameters, depth 1-3, kind (index in KINDS)."""

    items: tuple[str, ...]
    skill: np.ndarray
    slope: np.ndarray
    difficulty: np.ndarray
    guessing: np.ndarray
    depth: np.ndarray
    kind: np.ndarray

    @classmethod
    def of(cls, items: Sequence[Item], skills: Sequence[str]) -> "Pool":
        """Return the pool of these items, skills numbered as in `skills`."""
        places = {skill: index for index, skill in enumerate(skills)}
        curves = [parameters(item.depth, item.kind, len(item.options), item.difficulty) for item in items]
        slope, difficulty, guessing = np.array(curves, dtype=float).reshape(-1, 3).T
        return cls(
            items=tuple(item.id for item in items),
            skill=np.array([places[item.skill] for item in items], dtype=int),
            slope=slope,
            difficulty=difficulty,
            guessing=guessing,
            depth=np.array([item.depth for item in items], dtype=int),
            kind=np.array([KINDS.index(item.kind) for item in items], dtype=int),
        )


@dataclass(frozen=True)
class Limits:
    """What makes a sitting pleasant: limits on what may come next.

    `scope` are the skill indices it is about (empty: all); `must` those to ask at least once if `length` permits;
    `levels` the level of each skill (empty: unknown); the first `gentle` items are easy ones; `of_a_kind` items
    answered the same way may follow each other (typed ones tell most, but a dozen sums tire). None is no limit.
    """

    length: int = 0
    scope: tuple[int, ...] = ()
    must: tuple[int, ...] = ()
    levels: tuple[Level, ...] = ()
    in_a_row: int | None = 3
    of_a_kind: int | None = 2
    per_skill: int | None = 6
    gentle: int = 2


def gain(ability: Ability, indices, slopes, difficulties, guessings) -> np.ndarray:
    """Return the expected drop in variance of each item's own skill, (n,): g = v M^2 / (Z (1 - Z)).

    Z = E[P] and M = E[P x] over the standardised ability x, by quadrature: exact for `update`, guessing included.
    """
    variance = np.diagonal(ability.cov)[indices]
    theta = ability.mean[indices][:, None] + np.sqrt(variance)[:, None] * NODES
    chance = probability(theta, np.asarray(slopes)[:, None], np.asarray(difficulties)[:, None], _column(guessings))
    right = chance @ WEIGHTS
    moved = chance @ (WEIGHTS * NODES)
    return variance * moved**2 / (right * (1 - right))


def _column(values) -> np.ndarray:
    return np.asarray(values)[:, None]


def reach(ability: Ability, weights, cuts_by_skill=None, breadth: float = 0.0) -> np.ndarray:
    """Return how far a drop in each skill's variance reaches what is undecided, (K,): R_k = sum_j q_j S_jk^2 / S_kk^2.

    For a role, q_j = W_j (exp(-z_j^2) / S_jj + breadth) with z_j = (m_j - t_j) / sd_j: the squared slope of P(met), so
    skills near their cut count and settled ones do not, and as much as `breadth` says for each skill, settled or not.
    Without cuts q_j = W_j: plain A-optimality, the total of variances.
    """
    weights = np.asarray(weights, dtype=float)
    variance = np.diagonal(ability.cov)
    if cuts_by_skill is None:
        undecided = weights
    else:
        z_squared = (ability.mean - np.asarray(cuts_by_skill, dtype=float)) ** 2 / variance
        undecided = np.where(weights > 0, weights * (np.exp(-z_squared) / variance + breadth), 0.0)
    return undecided @ ability.cov**2 / variance**2


def choose(
    ability: Ability, pool: Pool, reach: np.ndarray, allowed: np.ndarray, rng: np.random.Generator, top: int = 5
) -> int:
    """Return the pool index of the next item: at random among the `top` of gain times reach.

    Chance among the best costs nothing measurable and spreads exposure. Raises ValueError when nothing is allowed.
    """
    # In random order, so that items of equal worth (same skill, depth and kind) have equal chances of being in the top.
    candidates = rng.permutation(np.flatnonzero(allowed))
    if not len(candidates):
        raise ValueError("no item is allowed; the sitting is over")
    skill = pool.skill[candidates]
    gains = gain(ability, skill, pool.slope[candidates], pool.difficulty[candidates], pool.guessing[candidates])
    worth = gains * reach[skill]
    best = np.argsort(-worth, kind="stable")[:top]
    return int(candidates[rng.choice(best)])


def allowed(pool: Pool, asked: Sequence[int], seen: Collection[str], limits: Limits) -> np.ndarray:
    """Return which items may come next, (n,) bool, given the pool indices asked so far and the item ids seen lately.

    Never an item twice in a sitting, never outside the scope. The other rules hold as long as something is left, the
    most important first: not seen lately; few of one skill; few in a row; the skills that must come; a change of
    manner; a gentle start. All False means that the pool is exhausted.
    """
    mask = np.ones(len(pool.items), dtype=bool)
    mask[list(asked)] = False
    if limits.scope:
        mask &= np.isin(pool.skill, limits.scope)
    for rule in (_unseen(pool, seen), *_experience(pool, asked, limits)):
        if (mask & rule).any():
            mask &= rule
    return mask


def stop_advice(decision_error: float, asked: int) -> bool:
    """Whether to offer the learner to stop early."""
    return asked >= AT_LEAST and decision_error <= GOOD_ENOUGH


def _unseen(pool: Pool, seen: Collection[str]) -> np.ndarray:
    return np.array([item not in seen for item in pool.items], dtype=bool)


def _experience(pool: Pool, asked: Sequence[int], limits: Limits):
    """Yield the rules of a pleasant sitting as masks, the most important first."""
    skills_asked = pool.skill[list(asked)].tolist()
    if limits.per_skill is not None:
        full = [skill for skill in set(skills_asked) if skills_asked.count(skill) >= limits.per_skill]
        yield ~np.isin(pool.skill, full)
    if limits.in_a_row is not None:
        last = skills_asked[-limits.in_a_row :]
        if len(last) == limits.in_a_row and len(set(last)) == 1:
            yield pool.skill != last[0]
    outstanding = set(limits.must) - set(skills_asked)
    remaining = limits.length - len(asked)
    if outstanding and len(set(limits.must)) <= limits.length and len(outstanding) >= remaining:
        yield np.isin(pool.skill, list(outstanding))
    if limits.of_a_kind is not None:
        manner = np.where(np.isin(pool.kind, TYPED), TYPED[0], pool.kind)
        last = manner[list(asked)].tolist()[-limits.of_a_kind :]
        if len(last) == limits.of_a_kind and len(set(last)) == 1:
            yield manner != last[0]
    if len(asked) < limits.gentle:
        yield pool.depth <= 2
        if limits.levels:
            easy = [index for index, level in enumerate(limits.levels) if level != Level.ADVANCED]
            yield np.isin(pool.skill, easy)
