"""Cases of `plan`."""

from fractions import Fraction
from math import ceil

from skillcheck.sandbox import expect


def _check(plan, replicas, rps, ms, utilisation, price, *spare):
    got = expect.instance(plan(rps, ms, utilisation, price, *spare), dict)
    expect.that(set(got) == {"replicas", "monthly", "per_million"}, f"The keys are {sorted(map(str, got))}.")
    expect.same(got["replicas"], replicas)
    expect.close(got["monthly"], replicas * price * 730)
    expect.close(got["per_million"], replicas * price / (rps * 3600) * 1e6)


def example(plan):
    """The example from the task."""
    _check(plan, 11, 200, 30, 0.6, 0.5)
    expect.close(plan(200, 30, 0.6, 0.5)["per_million"], 7.6389, 1e-4)


def rounds_up(plan):
    """A little more than a whole number needs one replica more."""
    _check(plan, 6, 100, 50, 1.0, 1.0)
    _check(plan, 7, 100.2, 50, 1.0, 1.0)
    _check(plan, 7, 100, 50.001, 1.0, 1.0)


def one_at_least(plan):
    """A tiny load still needs one replica, and its spare."""
    _check(plan, 2, 0.01, 5, 0.9, 2.0)


def noise(plan):
    """Quotients that are whole numbers on paper are not rounded up for floating-point noise."""
    for rps in (9, 21, 30, 42, 60, 110, 210):
        for ms in (7, 10, 30, 35, 90):
            for percent in (10, 30, 60, 70, 90):
                exact = ceil(Fraction(rps * ms * 100, 1000 * percent))
                _check(plan, exact + 1, rps, ms, percent / 100, 0.1)


def spares(plan):
    """Spares come on top, are paid for, and may be none."""
    _check(plan, 10, 200, 30, 0.6, 0.5, 0)
    _check(plan, 13, 200, 30, 0.6, 0.5, 3)


def free(plan):
    """A price of 0 costs nothing."""
    _check(plan, 11, 200, 30, 0.6, 0.0)


def more_load(plan):
    """More load, slower models and emptier replicas never need fewer; a million get cheaper with the load."""
    loads = [expect.instance(plan(rps, 40, 0.7, 1.0), dict) for rps in (5, 20, 80, 320, 1280)]
    counts = [each["replicas"] for each in loads]
    costs = [each["per_million"] for each in loads]
    expect.that(counts == sorted(set(counts)), f"For 5, 20, 80, 320 and 1280 requests a second it plans {counts}.")
    expect.that(costs == sorted(costs, reverse=True), f"A million requests cost {[round(cost, 2) for cost in costs]}.")
    _check(plan, 5, 50, 40, 0.5, 1.0)
    _check(plan, 11, 50, 40, 0.2, 1.0)


def outside(plan):
    """Numbers outside their range raise ValueError."""
    good = [10, 10, 0.5, 1.0, 1]
    for place, values in enumerate(((0, -1), (0, -5), (0, -0.1, 1.01, 60), (-1,), (-1,))):
        for value in values:
            expect.raises("ValueError", plan, *good[:place], value, *good[place + 1 :])
    _check(plan, 2, 10, 10, 1.0, 0.0, 1)
