"""Cases of `bootstrap_ci`. Generators differ in how they draw, so limits are judged with room for chance."""

import numpy as np

from skillcheck.sandbox import expect
from skillcheck.sandbox.wire import Named

_MEAN, _MEDIAN, _MAX = Named("numpy.mean"), Named("numpy.median"), Named("numpy.max")


def _interval(bootstrap_ci, *arguments):
    low, high = expect.array(bootstrap_ci(*arguments), (2,))
    expect.that(low <= high, f"The lower limit {low:.4g} lies above the upper one {high:.4g}.")
    return float(low), float(high)


def example(bootstrap_ci):
    """The example from the task: nothing varies."""
    expect.close_array(bootstrap_ci(np.array([4.0, 4.0, 4.0]), _MEAN, 100, 0), [4, 4])


def normal_mean(bootstrap_ci):
    """For the mean of many values it comes close to the textbook's mean +- 1.96 standard errors."""
    x = np.random.default_rng(1).normal(10, 3, 200)
    low, high = _interval(bootstrap_ci, x, _MEAN, 2000, 7)
    error = x.std() / np.sqrt(len(x))
    for got, wanted, name in ((low, x.mean() - 1.96 * error, "lower"), (high, x.mean() + 1.96 * error, "upper")):
        expect.that(abs(got - wanted) < 0.3 * error, f"The {name} limit is {got:.3f}, wants about {wanted:.3f}.")


def median(bootstrap_ci):
    """It works for the median, whose limits are among the values or midway between two of them."""
    x = np.array([1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0])
    low, high = _interval(bootstrap_ci, x, _MEDIAN, 2000, 3)
    expect.that((low, high) == (2.0, 32.0), f"Expected (2.0, 32.0), got ({low}, {high}).")


def resamples_are_whole(bootstrap_ci):
    """Each resample is as large as the sample: the maximum of 40 values is often drawn."""
    low, high = _interval(bootstrap_ci, np.arange(40.0), _MAX, 1000, 5)
    expect.that(high == 39.0, f"Expected an upper limit of 39.0, got {high}.")
    expect.that(34 <= low <= 37, f"Expected a lower limit of 34 to 37, got {low}.")


def repeatable(bootstrap_ci):
    """The same seed gives the same interval, another seed another one."""
    x = np.random.default_rng(2).exponential(size=50)
    first = _interval(bootstrap_ci, x, _MEAN, 200, 4)
    expect.that(_interval(bootstrap_ci, x, _MEAN, 200, 4) == first, "The same seed gave two different intervals.")
    expect.that(_interval(bootstrap_ci, x, _MEAN, 200, 5) != first, "Seeds 4 and 5 gave the same interval.")


def narrower(bootstrap_ci):
    """Sixteen times the values give an interval about a quarter as wide."""
    rng = np.random.default_rng(8)
    few, many = rng.normal(size=60), rng.normal(size=960)
    (a, b), (c, d) = (_interval(bootstrap_ci, x, _MEAN, 800, 1) for x in (few, many))
    expect.that(0.15 < (d - c) / (b - a) < 0.4, f"The widths are {b - a:.3f} for 60 values and {d - c:.3f} for 960.")


def empty(bootstrap_ci):
    """An empty sample raises ValueError."""
    expect.raises("ValueError", bootstrap_ci, np.array([]), _MEAN, 10, 0)
