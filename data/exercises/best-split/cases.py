"""Cases of `best_split`."""

from fractions import Fraction

import numpy as np

from skillcheck.sandbox import expect


def _by_fractions(x, y):
    """The definition in exact fractions, so that ties are ties."""
    values = sorted(set(x))
    costs = []
    for low, high in zip(values, values[1:]):
        cost = Fraction(0)
        for side in ([b for a, b in zip(x, y) if a <= low], [b for a, b in zip(x, y) if a > low]):
            cost += len(side) - Fraction(sum(side.count(label) ** 2 for label in set(side)), len(side))
        costs.append((cost, (low + high) / 2))
    return min(costs)[1]


def example(best_split):
    """The example from the task."""
    expect.close(best_split(np.array([1.0, 2.0, 4.0, 8.0]), np.array([0, 0, 1, 1])), 3.0)


def any_order(best_split):
    """Rows need not be sorted."""
    expect.close(best_split(np.array([8.0, 1.0, 4.0, 2.0]), np.array([1, 0, 1, 0])), 3.0)


def repeated_values(best_split):
    """Equal values of x stay together on one side."""
    x, y = np.array([1.0, 1.0, 1.0, 5.0, 5.0, 9.0]), np.array([0, 0, 1, 1, 1, 1])
    expect.close(best_split(x, y), 3.0)


def sides_are_weighted(best_split):
    """A tiny pure side does not beat a cut that sorts most rows."""
    x = np.arange(10.0)
    y = np.array([1, 0, 0, 0, 0, 1, 1, 0, 1, 1])
    expect.close(best_split(x, y), _by_fractions(x.tolist(), y.tolist()))


def constant(best_split):
    """A constant feature has no cut: None."""
    expect.same(best_split(np.array([2.0, 2.0, 2.0]), np.array([0, 1, 0])), None)


def nothing_to_gain(best_split):
    """With one class every cut is as good as any other: the lowest one."""
    expect.close(best_split(np.array([3.0, 1.0, 7.0]), np.array([1, 1, 1])), 2.0)


def equal_cuts(best_split):
    """Of equally good cuts the lowest is taken."""
    expect.close(best_split(np.array([0.0, 1.0, 2.0, 3.0]), np.array([0, 1, 1, 0])), 0.5)


def many_classes(best_split):
    """On random data with three classes it agrees with exact fractions."""
    rng = np.random.default_rng(4)
    for _ in range(25):
        x, y = rng.integers(0, 12, 15).astype(float), rng.integers(0, 3, 15)
        expect.close(best_split(x, y), _by_fractions(x.tolist(), y.tolist()))
