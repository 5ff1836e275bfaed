"""Cases of `perm_p`. Generators may be used in several ways, so p-values are judged with room for chance."""

import math
from itertools import combinations

import numpy as np

from skillcheck.sandbox import expect


def _exact(a, b):
    """The share of all splits whose means differ at least as much."""
    pooled, n, m = [*a.tolist(), *b.tolist()], len(a), len(b)
    total = math.fsum(pooled)

    def difference(part):
        return abs(math.fsum(part) / n - (total - math.fsum(part)) / m)

    found = [difference(part) for part in combinations(pooled, n)]
    return sum(each >= difference(pooled[:n]) - 1e-9 for each in found) / len(found)


def _p(perm_p, a, b, B, seed):
    """The p-value, if it is a possible one: a whole number of dealings of 1 + B, and not none."""
    p = expect.number(perm_p(a, b, B, seed))
    count = p * (1 + B)
    whole = 1 - 1e-6 < count < 1 + B + 1e-6 and abs(count - round(count)) < 1e-6
    expect.that(whole, f"With B = {B} it returned {p:.8g}, which is not (1 + count) / {1 + B} for any count.")
    return p


def _near(perm_p, a, b, wanted, B=1500, seed=1):
    p, room = _p(perm_p, a, b, B, seed), 5 * math.sqrt(wanted * (1 - wanted) / B) + 1 / B
    expect.that(abs(p - wanted) <= room, f"With B = {B} it returned {p:.4f}, wants about {wanted:.4f}.")


def example(perm_p):
    """The examples from the task."""
    expect.close(perm_p(np.array([4.0, 4.0]), np.array([4.0, 4.0, 4.0]), 99, 0), 1.0)
    _near(perm_p, np.array([1.0, 2.0, 3.0]), np.array([7.0, 8.0, 9.0]), 0.1, 1999, 0)


def never_zero(perm_p):
    """Groups that lie far apart give the smallest p there is, 1 / (1 + B), and not 0."""
    a, b = np.arange(20.0), np.arange(100.0, 120.0)
    for B in (1, 19, 200):
        expect.close(_p(perm_p, a, b, B, 3), 1 / (1 + B))


def all_splits(perm_p):
    """For groups of few values it comes close to the share of all splits, counted one by one."""
    rng = np.random.default_rng(2)
    for n, m in ((4, 4), (2, 7), (8, 3), (1, 9), (5, 6)):
        a, b = rng.exponential(size=n) + 0.8, rng.exponential(size=m)
        _near(perm_p, a, b, _exact(a, b))


def both_sides(perm_p):
    """The test is two-sided: which group is the larger one, and which comes first, makes no difference but chance."""
    a, b = np.array([5.1, 6.3, 4.8, 7.9]), np.array([3.2, 4.9, 2.5, 5.0, 4.4, 3.9])
    wanted = _exact(a, b)
    _near(perm_p, a, b, wanted)
    _near(perm_p, b, a, wanted)
    _near(perm_p, -a, -b, wanted)


def ties(perm_p):
    """A dealing as extreme as the groups counts, though rounding may set it a hair below."""
    for a, b in (
        ([0.6, 0.4, 0.4], [0.9, 0.9, 0.1]),
        ([0.3, 0.3, 0.7], [0.1, 0.9, 0.6]),
        ([0.2, 0.9, 0.8], [0.1, 0.9, 0.1]),
        ([0.5, 0.1, 0.7, 0.3], [0.7, 0.8, 0.1, 0.3]),
    ):
        _near(perm_p, np.array(a), np.array(b), _exact(np.array(a), np.array(b)))
    expect.close(_p(perm_p, np.array([0.1, 0.3, 0.2]), np.array([0.2, 0.1, 0.3]), 100, 0), 1.0)


def means_not_medians(perm_p):
    """The mean decides, pulled by a single large value, in groups of very different sizes."""
    rng = np.random.default_rng(5)
    a, b = np.array([1.0, 40.0, 2.0]), np.round(rng.normal(2, 1, 12), 1)
    _near(perm_p, a, b, _exact(a, b))
    a, b = np.array([9.0, -6.0]), np.array([0.5, 0.1, 0.3, 0.2, -0.4, 0.0, 0.25, -0.2, 0.15])
    _near(perm_p, a, b, _exact(a, b))


def repeatable(perm_p):
    """The same seed gives the same p; six seeds do not all agree."""
    rng = np.random.default_rng(6)
    a, b = rng.normal(0.3, 1, 15), rng.normal(0, 1, 15)
    found, again = ([_p(perm_p, a, b, 200, seed) for seed in range(6)] for _ in range(2))
    expect.that(found == again, f"The same seeds gave {found} and then {again}.")
    expect.that(len(set(found)) > 1, f"The seeds 0 to 5 all gave {found[0]:.4f}.")


def without_a_difference(perm_p):
    """Where there is no difference, p is as often small as large: at most 0.2 in about a fifth of all tests."""
    rng = np.random.default_rng(7)
    found = np.array([_p(perm_p, rng.normal(size=6), rng.normal(size=12), 49, seed) for seed in range(120)])
    expect.that(0.4 < found.mean() < 0.6, f"In 120 tests without a difference p is {found.mean():.3f} on average.")
    share = float((found <= 0.2).mean())
    expect.that(0.1 < share < 0.3, f"In 120 tests without a difference p is at most 0.2 in {share:.0%}.")


def whole_numbers(perm_p):
    """Whole numbers are values like any others."""
    a, b = np.array([3, 9, 4]), np.array([1, 3, 2, 5])
    _near(perm_p, a, b, _exact(a, b))


def bad_arguments(perm_p):
    """An empty group and a B below 1 raise ValueError."""
    a = np.array([1.0, 2.0])
    expect.raises("ValueError", perm_p, a[:0], a, 10, 0)
    expect.raises("ValueError", perm_p, a, a[:0], 10, 0)
    expect.raises("ValueError", perm_p, a, a, 0, 0)
    expect.raises("ValueError", perm_p, a, a, -5, 0)


def wine(perm_p):
    """Two kinds of wine differ in their alcohol beyond chance, and not in their ash."""
    from sklearn.datasets import load_wine

    data = load_wine()
    first, last = data.data[data.target == 0], data.data[data.target == 2]
    expect.close(_p(perm_p, first[:, 0], last[:, 0], 500, 0), 1 / 501)
    _near(perm_p, first[:, 2], last[:, 2], 0.654, 800)
