"""Cases of `fairness`."""

import math

import numpy as np

from skillcheck.sandbox import expect


def _close(name, got, wanted):
    expect.number(got)
    same = math.isclose(got, wanted, abs_tol=1e-9) or (math.isnan(got) and math.isnan(wanted))
    expect.that(same, f"Expected {name} = {wanted:.6g}, got {got:.6g}.")


def _check(fairness, groups, parity, odds_gap, y, p, group):
    """Rates of each group as (rate, tpr, fpr)."""
    got = expect.instance(fairness(y, p, group), dict)
    expect.that(set(got) == {"groups", "parity", "odds_gap"}, f"The keys are {sorted(map(str, got))}.")
    found = expect.instance(got["groups"], dict)
    expect.that(set(found) == set(groups), f"The groups are {sorted(map(str, found))}, wants {sorted(groups)}.")
    for name, rates in groups.items():
        each = expect.instance(found[name], dict)
        expect.that(set(each) == {"rate", "tpr", "fpr"}, f"Group {name} has the keys {sorted(map(str, each))}.")
        for kind, rate in zip(("rate", "tpr", "fpr"), rates):
            _close(f"the {kind} of {name}", each[kind], rate)
    _close("parity", got["parity"], parity)
    _close("odds_gap", got["odds_gap"], odds_gap)


def example(fairness):
    """The example from the task."""
    _check(
        fairness, {"a": (0.5, 1, 0), "b": (1, 1, 1)}, 0.5, 1.0, [1, 0, 1, 0], [1, 0, 1, 1], ["a", "a", "b", "b"]
    )


def hand_table(fairness):
    """Two groups of eight and six, counted by hand: rates 4/8 and 2/6, tpr 3/4 and 1/2, fpr 1/4 and 1/4."""
    y = [1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0]
    p = [1, 1, 1, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0]
    groups = {"m": (1 / 2, 3 / 4, 1 / 4), "f": (1 / 3, 1 / 2, 1 / 4)}
    _check(fairness, groups, 2 / 3, 1 / 4, y, p, ["m"] * 8 + ["f"] * 6)


def wrong_alarms_alone(fairness):
    """Equal true positive rates hide a gap in false alarms: the larger gap counts."""
    y, p = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0], [1, 1, 1, 1, 0, 1, 0, 0, 0, 1]
    _check(fairness, {"x": (0.8, 1, 0.75), "y": (0.4, 1, 0.25)}, 0.5, 0.5, y, p, ["x"] * 5 + ["y"] * 5)


def three_groups(fairness):
    """Of three groups the extremes count, in whatever order the rows come."""
    y = [1, 1, 1, 1, 1, 1, 0, 0, 0]
    p = [1, 0, 1, 1, 0, 0, 0, 0, 0]
    group = ["u", "v", "w", "w", "v", "u", "u", "v", "w"]
    _check(fairness, {"u": (1 / 3, 0.5, 0), "v": (0, 0, 0), "w": (2 / 3, 1, 0)}, 0.0, 1.0, y, p, group)


def one_group(fairness):
    """One group is like itself: parity 1, no gap."""
    _check(fairness, {"all": (0.5, 0.5, 0.5)}, 1.0, 0.0, [1, 1, 0, 0], [1, 0, 1, 0], ["all"] * 4)


def missing_rates(fairness):
    """A group without positives has no tpr, and the gap is taken among the others, wherever it stands."""
    nan = math.nan
    for names in (("a", "b", "c"), ("c", "a", "b"), ("b", "c", "a")):
        group = [names[0]] * 2 + [names[1]] * 4 + [names[2]] * 4
        groups = {names[0]: (0.5, nan, 0.5), names[1]: (0.5, 0.5, 0.5), names[2]: (0.25, 0.25, nan)}
        y, p = [0, 0, 1, 1, 0, 0, 1, 1, 1, 1], [1, 0, 1, 0, 1, 0, 1, 0, 0, 0]
        _check(fairness, groups, 0.5, 0.25, y, p, group)


def nothing_to_compare(fairness):
    """Where at most one group has a rate, its gap is 0."""
    nan = math.nan
    _check(fairness, {"a": (1, 1, nan), "b": (1, nan, 1)}, 1.0, 0.0, [1, 0], [1, 1], ["a", "b"])


def nobody_chosen(fairness):
    """Where nobody is chosen parity is NaN, and the gaps are 0."""
    _check(fairness, {"a": (0, 0, 0), "b": (0, 0, 0)}, math.nan, 0.0, [1, 0, 1, 0], [0] * 4, ["a", "a", "b", "b"])


def bad_lists(fairness):
    """No rows, and lists of different lengths, raise ValueError."""
    expect.raises("ValueError", fairness, [], [], [])
    expect.raises("ValueError", fairness, [1, 0], [1], ["a", "a"])
    expect.raises("ValueError", fairness, [1, 0], [1, 1], ["a"])
    expect.raises("ValueError", fairness, [1], [1, 1], ["a", "b"])


def by_definition(fairness):
    """On 500 random rows in four groups it agrees with numpy."""
    rng = np.random.default_rng(5)
    group = rng.choice(["north", "south", "east", "west"], 500, p=[0.4, 0.3, 0.2, 0.1])
    y = rng.integers(0, 2, 500)
    p = (rng.random(500) < 0.3 + 0.3 * y + 0.2 * (group == "west")).astype(int)
    rates = {
        str(name): tuple(float(p[(group == name) & rows].mean()) for rows in (y >= 0, y == 1, y == 0))
        for name in np.unique(group)
    }
    rate, tpr, fpr = zip(*rates.values())
    gap = max(max(tpr) - min(tpr), max(fpr) - min(fpr))
    _check(fairness, rates, min(rate) / max(rate), gap, y.tolist(), p.tolist(), group.tolist())
