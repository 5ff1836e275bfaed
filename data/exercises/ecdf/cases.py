"""Cases of `ecdf`."""

import numpy as np

from skillcheck.sandbox import expect


def _points(ecdf, x):
    got = expect.instance(ecdf(x), tuple, list)
    expect.that(len(got) == 2, f"It returned {len(got)} things, wants two: xs and ys.")
    return expect.array(got[0]), expect.array(got[1])


def _check(ecdf, x):
    """The definition, value by value."""
    values = [value for value in x.tolist() if value == value]
    wanted = sorted(set(values))
    xs, ys = _points(ecdf, x)
    expect.close_array(xs, wanted)
    expect.close_array(ys, [sum(other <= value for other in values) / len(values) for value in wanted])


def example(ecdf):
    """The example from the task."""
    _check(ecdf, np.array([3.0, 1.0, 3.0, 8.0]))


def ties(ecdf):
    """A value makes one point however often it occurs, at the height of its last occurrence."""
    _check(ecdf, np.array([2.0, 2.0, 2.0, 5.0, 5.0, 1.0, 9.0, 9.0]))
    _check(ecdf, np.array([4.0, 4.0, 4.0]))


def one_value(ecdf):
    """A single value stands at 1."""
    _check(ecdf, np.array([-7.5]))


def missing_values(ecdf):
    """NaN makes no point and does not count among the values."""
    _check(ecdf, np.array([np.nan, 2.0, np.nan, 1.0, 2.0]))


def nothing(ecdf):
    """Without a value there is nothing to draw: ValueError."""
    expect.raises("ValueError", ecdf, np.array([]))
    expect.raises("ValueError", ecdf, np.array([np.nan, np.nan]))


def whole_numbers(ecdf):
    """Whole and negative numbers are values like any others."""
    _check(ecdf, np.array([3, -1, 0, 0, -20]))


def stretched(ecdf):
    """Stretching the scale moves the points sideways only, and heights rise to 1."""
    x = np.random.default_rng(3).normal(size=60).round(1)
    xs, ys = _points(ecdf, x)
    wide, heights = _points(ecdf, np.exp(x))
    expect.close_array(wide, np.exp(xs))
    expect.close_array(heights, ys)
    expect.that(bool((np.diff(ys) > 0).all()), "The heights do not rise from point to point.")
    expect.close(float(ys[-1]), 1.0)


def iris(ecdf):
    """On the petal lengths of the iris data it agrees with the definition."""
    from sklearn.datasets import load_iris

    _check(ecdf, load_iris().data[:, 2])
