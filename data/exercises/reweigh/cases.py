"""Cases of `reweigh`."""

import numpy as np

from skillcheck.sandbox import expect

_Y, _GROUP = np.array([1, 1, 1, 0, 1, 0, 0, 0]), np.array(list("aaaabbbb"))


def _weights(reweigh, y, group):
    return expect.array(reweigh(y, group), (len(y),))


def _by_shares(y, group):
    """The formula, row by row."""
    return [(group == g).mean() * (y == c).mean() / ((group == g) & (y == c)).mean() for g, c in zip(group, y)]


def _random(seed, names, labels, n=400):
    rng = np.random.default_rng(seed)
    group = rng.choice(names, n, p=np.arange(1, len(names) + 1) / sum(range(1, len(names) + 1)))
    place = np.searchsorted(np.sort(names), group)
    return np.array(labels)[(rng.integers(0, len(labels), n) + place * rng.integers(0, 2, n)) % len(labels)], group


def example(reweigh):
    """The example from the task."""
    expect.close_array(reweigh(_Y, _GROUP), np.array([1, 1, 1, 3, 3, 1, 1, 1]) * 2 / 3)


def row_by_row(reweigh):
    """Rows in any order get their own weight, also where groups and labels differ in size."""
    order = np.array([4, 0, 6, 3, 7, 1, 5, 2, 3, 0, 0])
    y, group = _Y[order], _GROUP[order]
    expect.close_array(reweigh(y, group), _by_shares(y, group))


def independent_already(reweigh):
    """Where label and group are independent already, every weight is 1."""
    y, group = np.array([1, 0, 0] * 6), np.array(["f"] * 6 + ["m"] * 12)
    expect.close_array(reweigh(y, group), np.ones(18))


def equal_rates(reweigh):
    """In the weighted data every group has the same share of positives, that of all rows."""
    y, group = _random(0, ["a", "b"], [0, 1])
    weights = _weights(reweigh, y, group)
    for name in ("a", "b"):
        rows = group == name
        expect.close(float((weights * y)[rows].sum() / weights[rows].sum()), float(y.mean()))


def totals(reweigh):
    """All weights are above 0, and sum to the number of rows: in all, in each group, and for each label."""
    y, group = _random(1, ["a", "b", "c"], [0, 1])
    weights = _weights(reweigh, y, group)
    expect.that(bool((weights > 0).all()), "Some weight is not above 0.")
    expect.close(float(weights.sum()), float(len(y)))
    for values in (y, group):
        for value in np.unique(values):
            expect.close(float(weights[values == value].sum()), float((values == value).sum()))


def several_labels(reweigh):
    """Four groups and three labels by name, of unequal sizes, agree with the formula."""
    y, group = _random(2, ["n", "e", "s", "w"], ["low", "mid", "high"])
    expect.close_array(reweigh(y, group), _by_shares(y, group))


def numbers_as_groups(reweigh):
    """Groups and labels may be any numbers."""
    y, group = _random(3, np.array([10, -3, 7]), [5, 2])
    expect.close_array(reweigh(y, group), _by_shares(y, group))


def impossible(reweigh):
    """A group without some label raises ValueError: no weight can give it one."""
    expect.raises("ValueError", reweigh, np.array([1, 1, 0, 1]), np.array(["a", "a", "b", "b"]))
    expect.raises("ValueError", reweigh, np.array([0, 2, 1, 0, 1, 2, 0, 1]), np.array(list("aaabbbcc")))
    expect.close_array(reweigh(np.array([1, 1, 1]), np.array(["a", "a", "b"])), np.ones(3))


def bad_arrays(reweigh):
    """Empty arrays, and arrays of different lengths, raise ValueError."""
    expect.raises("ValueError", reweigh, np.array([]), np.array([]))
    expect.raises("ValueError", reweigh, np.array([1, 0, 1]), np.array(["a", "a"]))
    expect.raises("ValueError", reweigh, np.array([1]), np.array(["a", "b"]))
