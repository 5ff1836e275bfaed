"""Cases of `psi`."""

import math

import numpy as np

from skillcheck.sandbox import expect


def _by_loop(ref, cur, bins):
    """The definition, bin by bin."""
    edges = sorted({float(np.quantile(ref, i / bins)) for i in range(1, bins)})
    low, high = [-math.inf, *edges], [*edges, math.inf]
    total = 0.0
    for a, b in zip(low, high):
        r, c = (max(sum(a <= value < b for value in x) / len(x), 1e-4) for x in (ref, cur))
        total += (c - r) * math.log(c / r)
    return total


def example(psi):
    """The example from the task."""
    got = psi(np.array([1.0, 2.0, 3.0, 4.0]), np.array([1.0, 1.0, 2.0, 4.0]), 2)
    expect.close(got, 0.25 * math.log(1.5) - 0.25 * math.log(0.5))


def identical(psi):
    """Identical data give 0, in another order too."""
    x = np.random.default_rng(0).normal(size=300)
    expect.close(psi(x, x[::-1].copy()), 0.0)


def default_bins(psi):
    """Without `bins` there are ten, cut at the deciles of the reference."""
    rng = np.random.default_rng(1)
    ref, cur = rng.normal(size=250), rng.normal(0.4, 1.2, size=180)
    expect.close(psi(ref, cur), _by_loop(ref, cur, 10))


def reference_sets_the_bins(psi):
    """Bins come from the reference: exchanging the samples changes the value."""
    rng = np.random.default_rng(2)
    ref, cur = rng.exponential(size=200), rng.normal(1.5, 0.5, size=200)
    expect.close(psi(ref, cur, 5), _by_loop(ref, cur, 5))
    expect.close(psi(cur, ref, 5), _by_loop(cur, ref, 5))


def empty_bin(psi):
    """A bin without current values gives a large number, not infinity."""
    ref = np.arange(100.0)
    expect.close(psi(ref, np.full(50, 5.0), 4), _by_loop(ref, np.full(50, 5.0), 4))


def beyond_the_reference(psi):
    """Values outside the reference's range still count, in the outer bins."""
    ref = np.arange(100.0)
    cur = np.concatenate([np.full(30, -1e6), np.full(30, 1e6), ref])
    expect.close(psi(ref, cur, 4), _by_loop(ref, cur, 4))


def on_an_edge(psi):
    """A value equal to an edge belongs to the bin on its right."""
    ref = np.arange(101.0)
    cur = np.array([25.0] * 40 + [50.0] * 30 + [80.0, 10.0])
    expect.close(psi(ref, cur, 4), _by_loop(ref, cur, 4))


def repeated_edges(psi):
    """A reference that is mostly zeros has fewer bins and no error."""
    ref = np.array([0.0] * 70 + [1.0] * 10 + [2.0] * 20)
    cur = np.array([0.0] * 40 + [1.0] * 30 + [2.0] * 30)
    expect.close(psi(ref, cur, 10), _by_loop(ref, cur, 10))


def rises_with_the_shift(psi):
    """The further the data move, the larger it gets; a shift of half a deviation passes 0.1."""
    ref = np.random.default_rng(3).normal(size=1000)
    values = [expect.number(psi(ref, ref + shift)) for shift in (0.0, 0.1, 0.5, 1.0, 2.0)]
    expect.that(values == sorted(values), f"For shifts 0, 0.1, 0.5, 1, 2 it is {[round(v, 4) for v in values]}.")
    expect.that(values[2] > 0.1, f"A shift of half a deviation gives {values[2]:.4f}, wants more than 0.1.")


def no_values(psi):
    """An empty sample raises ValueError."""
    expect.raises("ValueError", psi, np.array([]), np.array([1.0]))
    expect.raises("ValueError", psi, np.array([1.0]), np.array([]))
