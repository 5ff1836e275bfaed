"""The exact search for the best order of projects. Arrays in, project indices out; no words."""

from dataclasses import dataclass

import numpy as np

WEEK_COST = 0.004  # of the gap index: two projects that close as much are told apart by their weeks
TREND_COST = 0.01  # for a second project of one trend
TIE = 1e-9


@dataclass(frozen=True)
class Terms:
    """What J projects need and show of K skills, and what a role asks of them.

    `needs` and `shows` are (J, K) depths; `weeks`, `trends` (as numbers) and `shares` (what is left to earn) are (J,);
    `weights` and `targets` are (K,).
    """

    needs: np.ndarray
    shows: np.ndarray
    weeks: np.ndarray
    trends: np.ndarray
    shares: np.ndarray
    weights: np.ndarray
    targets: np.ndarray

    def only(self, projects: np.ndarray) -> "Terms":
        """Return the terms of these projects alone."""
        rows = (self.needs[projects], self.shows[projects], self.weeks[projects], self.trends[projects])
        return Terms(*rows, self.shares[projects], self.weights, self.targets)

    @property
    def wanted(self) -> float:
        """All that the role asks: sum of weight and target."""
        return float(self.weights @ self.targets)

    def index(self, depths: np.ndarray) -> float:
        """Return the share of what the role asks that is missing at these depths (K,): 0 ready, 1 nothing."""
        return float(self.weights @ np.maximum(0, self.targets - depths)) / self.wanted

    def closed(self, depths: np.ndarray) -> np.ndarray:
        """Return how much of the gap index each project closes in each skill, (..., J, K), from depths (..., K)."""
        base = depths[..., None, :]
        lifted = np.minimum(np.minimum(self.shows, self.targets), base + 1)
        lifts = np.maximum(0, lifted - base) * self.shares[:, None]
        return lifts * (self.weights / self.wanted)

    def lift(self, depths: np.ndarray, project: int | np.ndarray, full: bool = False) -> np.ndarray:
        """Return the depths after a project: no skill rises above what it shows, nor by more than one depth."""
        share = 1.0 if full else self.shares[project][..., None]
        raised = np.minimum(self.shows[project], depths + 1)
        return depths + share * np.maximum(0, raised - depths)

    def ready(self, depths: np.ndarray) -> np.ndarray:
        """Return which projects have every need met, (..., J), at depths (..., K)."""
        return (depths[..., None, :] >= self.needs - TIE).all(axis=-1)


@dataclass(frozen=True)
class _Level:
    """The S sequences of one length still worth extending: their projects, values, and the depths they lead to."""

    orders: np.ndarray
    values: np.ndarray
    depths: np.ndarray
    opened: np.ndarray


def best_order(
    terms: Terms, depths: np.ndarray, opened: np.ndarray, at_most: int, likely: tuple[int, ...] = ()
) -> tuple[int, ...]:
    """Return the projects, in order, that close most of the gap for their weeks.

    `depths` (K,) is what the gap is measured from, `opened` (K,) what readiness is judged by. Every order of up to
    `at_most` projects is covered: an order is dropped only when no continuation can reach the best one found. That
    bound holds because a project never closes more later than it would now. Of equal orders the shortest wins, then
    the one whose projects come first. `likely` is an order that may be followed and is probably good: it only makes
    the search faster.
    """
    if terms.wanted <= 0:
        return ()
    ceiling = np.sort(terms.closed(depths).sum(axis=-1) - WEEK_COST * terms.weeks)[::-1].clip(min=0)
    best, found = max(0.0, _value(terms, depths, likely)), [(0.0, ())]
    level = _Level(np.empty((1, 0), int), np.zeros(1), depths[None], opened[None])
    for length in range(1, at_most + 1):
        values = _extended(terms, level)
        best = max(best, float(values.max(initial=-np.inf)))
        hope = ceiling[: at_most - length].sum()
        rows, projects = np.nonzero(values + hope >= best - TIE)
        level = _Level(
            np.column_stack([level.orders[rows], projects]),
            values[rows, projects],
            terms.lift(level.depths[rows], projects),
            terms.lift(level.opened[rows], projects, full=True),
        )
        found += zip(level.values.tolist(), map(tuple, level.orders.tolist()), strict=True)
    return min((order for value, order in found if value >= best - TIE), key=lambda order: (len(order), order))


def _value(terms: Terms, depths: np.ndarray, order: tuple[int, ...]) -> float:
    """Return what an order is worth: the gap index it closes, less its weeks and repeated trends."""
    value = 0.0
    for place, project in enumerate(order):
        repeated = terms.trends[project] in terms.trends[list(order[:place])]
        value += terms.closed(depths)[project].sum() - WEEK_COST * terms.weeks[project] - TREND_COST * repeated
        depths = terms.lift(depths, project)
    return float(value)


def _extended(terms: Terms, level: _Level) -> np.ndarray:
    """Return the value of each sequence with each project added, (S, J); -inf where it may not follow."""
    steps = terms.closed(level.depths).sum(axis=-1) - WEEK_COST * terms.weeks
    repeated = (terms.trends[level.orders][:, :, None] == terms.trends).any(axis=1)
    taken = (level.orders[:, :, None] == np.arange(len(terms.weeks))).any(axis=1)
    allowed = terms.ready(level.opened) & ~taken
    return np.where(allowed, level.values[:, None] + steps - TREND_COST * repeated, -np.inf)
