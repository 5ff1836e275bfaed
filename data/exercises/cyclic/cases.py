"""Cases of `cyclic`."""

import math

import numpy as np

from skillcheck.sandbox import expect


def _circle(cyclic, values, period):
    return expect.array(cyclic(values, period), (len(values), 2))


def _check(cyclic, values, period):
    """Value by value, with the plain functions."""
    angles = [2 * math.pi * value / period for value in values.tolist()]
    wanted = [[math.sin(angle), math.cos(angle)] for angle in angles]
    expect.close_array(_circle(cyclic, values, period), np.array(wanted).reshape(-1, 2))


def example(cyclic):
    """The example from the task."""
    _check(cyclic, np.array([0, 6, 12, 23]), 24)


def neighbours(cyclic):
    """Each hour is as far from the next as any other, 23 from 0 too, and noon is farthest from midnight."""
    points = _circle(cyclic, np.arange(24), 24)
    steps = np.linalg.norm(points - np.roll(points, -1, axis=0), axis=1)
    expect.close_array(steps, np.full(24, 2 * math.sin(math.pi / 24)))
    far = int(np.linalg.norm(points - points[0], axis=1).argmax())
    expect.that(far == 12, f"The hour farthest from 0 is {far}.")


def on_the_circle(cyclic):
    """Every point stands at distance 1 from the middle, and no two hours of a day share a place."""
    points = _circle(cyclic, np.arange(24), 24)
    expect.close_array(np.linalg.norm(points, axis=1), np.ones(24))
    places = {tuple(point) for point in points.round(6).tolist()}
    expect.that(len(places) == 24, f"The 24 hours have {len(places)} places.")


def other_periods(cyclic):
    """Weekdays, months and degrees go round in their own time."""
    _check(cyclic, np.array([0, 1, 2, 3, 4, 5, 6]), 7)
    _check(cyclic, np.array([1, 12, 6]), 12)
    _check(cyclic, np.array([90.0, 180.0, 270.0, 45.0]), 360)
    _check(cyclic, np.array([0.1, 0.2]), 0.5)


def few_hours(cyclic):
    """The period is what it is, also when the data stop at noon or hold a single hour."""
    _check(cyclic, np.array([8, 9, 12]), 24)
    _check(cyclic, np.array([5]), 24)
    _check(cyclic, np.array([4, 4, 4]), 24)


def round_and_round(cyclic):
    """Fractions, negative values and whole turns more are values like any others."""
    values = np.array([0.25, 7.5, 13.75, 22.0])
    points = _circle(cyclic, values, 24)
    for turns in (-24, 24, 240):
        expect.close_array(cyclic(values + turns, 24), points, 1e-8)
    _check(cyclic, np.array([-1.5, 25.0, -30.25]), 24)


def missing_values(cyclic):
    """A missing value stays missing in both columns, and takes no other with it."""
    _check(cyclic, np.array([3.0, np.nan, 9.5, np.nan]), 24)


def no_values(cyclic):
    """No values give no rows, but still two columns."""
    expect.array(cyclic(np.array([]), 24), (0, 2))


def impossible_period(cyclic):
    """A period of 0 or below raises ValueError, with values or without."""
    expect.raises("ValueError", cyclic, np.array([1.0, 2.0]), 0)
    expect.raises("ValueError", cyclic, np.array([1.0, 2.0]), -24)
    expect.raises("ValueError", cyclic, np.array([]), 0)
