"""Cases of `merge`."""

import math

import numpy as np

from skillcheck.sandbox import expect


def _summary(values):
    return (len(values), float(np.mean(values)), float(((values - np.mean(values)) ** 2).sum()))


def _check(merge, wanted, parts, tolerance=1e-9):
    got = expect.instance(merge(parts), tuple, list)
    expect.that(len(got) == 3, f"It returned {len(got)} things, wants three: n, mean, m2.")
    expect.same(got[0], wanted[0])
    expect.close(got[1], wanted[1], tolerance)
    expect.close(got[2], wanted[2], tolerance)
    return tuple(got)


def example(merge):
    """The example from the task."""
    _check(merge, (4, 3.0, 18.0), [(2, 1.0, 2.0), (2, 5.0, 0.0)])


def one_partition(merge):
    """One partition comes back as it is, also with one value or a mean of 0."""
    _check(merge, (7, -2.5, 3.25), [(7, -2.5, 3.25)])
    _check(merge, (1, 4.0, 0.0), [(1, 4.0, 0.0)])
    _check(merge, (3, 0.0, 2.0), [(3, 0.0, 2.0)])


def nothing(merge):
    """No values at all: no partitions, or only empty ones."""
    _check(merge, (0, 0.0, 0.0), [])
    _check(merge, (0, 0.0, 0.0), [(0, 0.0, 0.0), (0, math.nan, math.nan)])


def empty_among_others(merge):
    """An empty partition changes nothing, whatever its mean says, first or last."""
    wanted = (4, 3.0, 18.0)
    for empty in ((0, math.nan, math.nan), (0, 0.0, 0.0), (0, 99.0, 7.0)):
        _check(merge, wanted, [empty, (2, 1.0, 2.0), (2, 5.0, 0.0)])
        _check(merge, wanted, [(2, 1.0, 2.0), (2, 5.0, 0.0), empty])


def unequal_sizes(merge):
    """Large partitions weigh more: ninety values and ten."""
    rng = np.random.default_rng(0)
    parts = [rng.normal(2, 1, 90), rng.normal(12, 5, 10)]
    _check(merge, _summary(np.concatenate(parts)), [_summary(part) for part in parts])


def many_partitions(merge):
    """On 40 partitions of random size it agrees with numpy on all values at once."""
    rng = np.random.default_rng(1)
    values = rng.exponential(3, size=1000)
    parts = np.split(values, np.sort(rng.integers(1, 1000, 39)))
    summaries = [_summary(part) if len(part) else (0, math.nan, math.nan) for part in parts]
    n, _, m2 = _check(merge, _summary(values), summaries)
    expect.close(m2 / n, float(values.var()))


def in_any_grouping(merge):
    """Merging merged summaries gives the same, in any order: a tree of machines is as good as a list."""
    rng = np.random.default_rng(2)
    parts = [_summary(rng.normal(place, 2, 5 + place)) for place in range(6)]
    whole = expect.instance(merge(parts), tuple, list)
    left, right = merge(parts[:2]), merge(parts[2:])
    _check(merge, whole, [tuple(right), tuple(left)])
    _check(merge, whole, parts[::-1])


def far_from_zero(merge):
    """Values around a billion keep their variance of one."""
    rng = np.random.default_rng(3)
    parts = [1e9 + rng.normal(0, 1, 500) for _ in range(4)]
    expected = _summary(np.concatenate(parts))
    _check(merge, expected, [_summary(part) for part in parts], 1e-6)


def breast_cancer(merge):
    """On a column of the breast cancer data, cut at the classes, it agrees with pandas."""
    from sklearn.datasets import load_breast_cancer

    frame = load_breast_cancer(as_frame=True).frame
    area, groups = frame["mean area"], frame.groupby("target")["mean area"]
    wanted = (len(area), float(area.mean()), float(area.var() * (len(area) - 1)))
    _check(merge, wanted, [_summary(values.to_numpy()) for _, values in groups])
