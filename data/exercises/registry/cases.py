"""Cases of `promote`. Scores that must tie or touch a limit are sums of halves, which floats hold exactly."""

import numpy as np

from skillcheck.sandbox import expect


def _run(name, scores, data="9f", **params):
    return {"id": name, "data_hash": data, "params": params, "scores": scores}


def _check(promote, wanted, gain, low, production, runs, min_gain):
    got = expect.instance(promote(production, runs, min_gain), dict)
    keys = {"id", "params", "data_hash", "gain", "low"}
    expect.that(set(got) == keys, f"The keys are {sorted(map(str, got))}, wants {sorted(keys)}.")
    expect.same([got["id"], got["data_hash"], got["params"]], [wanted["id"], wanted["data_hash"], wanted["params"]])
    expect.close(got["gain"], gain, 1e-8)
    expect.close(got["low"], low, 1e-8)


def _interval(production, run):
    """Mean gain and lower limit as scipy has them."""
    from scipy.stats import ttest_rel

    low = ttest_rel(run["scores"], production["scores"]).confidence_interval(0.95).low
    return float(np.mean(run["scores"]) - np.mean(production["scores"])), float(low)


def example(promote):
    """The example from the task."""
    old, new = _run("r1", [0.80, 0.70, 0.90], C=1.0), _run("r2", [0.83, 0.72, 0.93], C=0.1)
    _check(promote, new, *_interval(old, new), old, [new], 0.0)
    _check(promote, old, 0.0, 0.0, old, [new], 0.02)


def nothing_to_promote(promote):
    """With no runs, or only worse ones, production stays."""
    old = _run("p", [0.5, 0.75, 0.5, 0.25], depth=3)
    _check(promote, old, 0.0, 0.0, old, [], 0.0)
    _check(promote, old, 0.0, 0.0, old, [_run("w", [0.25, 0.5, 0.25, 0.0])], 0.0)


def noise(promote):
    """A run that is better on average, but not beyond noise, is not promoted."""
    old, lucky = _run("p", [0.70, 0.72, 0.69, 0.71, 0.70]), _run("lucky", [0.90, 0.65, 0.80, 0.66, 0.78])
    _check(promote, old, 0.0, 0.0, old, [lucky], 0.0)


def paired(promote):
    """Folds are paired: a small gain on every fold counts, however much the folds differ among themselves."""
    old, new = _run("p", [0.2, 0.9, 0.5, 0.7]), _run("n", [0.22, 0.93, 0.52, 0.73], seed=1)
    _check(promote, new, *_interval(old, new), old, [new], 0.01)


def few_folds(promote):
    """With few folds the interval is wider than 1.96 standard errors: t says no where the normal says yes."""
    old, new = _run("p", [0.60, 0.62, 0.61]), _run("n", [0.62, 0.66, 0.64])
    _check(promote, new, *_interval(old, new), old, [new], 0.0)
    _check(promote, old, 0.0, 0.0, old, [new], 0.01)
    old, new = _run("p", [0.50, 0.50]), _run("n", [0.52, 0.53])
    _check(promote, old, 0.0, 0.0, old, [new], 0.0)


def the_margin(promote):
    """A lower limit equal to the margin is not greater; a gain that never varies has the limit at its mean."""
    old, new = _run("p", [0.25, 0.5, 0.75]), _run("n", [0.5, 0.75, 1.0], lr=0.1)
    _check(promote, old, 0.0, 0.0, old, [new], 0.25)
    _check(promote, new, 0.25, 0.25, old, [new], 0.24)


def largest_gain(promote):
    """Of several the largest mean gain wins, not the surest nor the last; of equal ones the first."""
    old = _run("p", [0.25, 0.5, 0.25, 0.5])
    sure, large = _run("sure", [0.5, 0.75, 0.5, 0.75]), _run("large", [0.5, 0.875, 0.75, 0.75])
    twin = _run("twin", [0.5, 0.75, 0.5, 0.75], other=True)
    _check(promote, large, *_interval(old, large), old, [sure, large, twin], 0.0)
    _check(promote, large, *_interval(old, large), old, [large, sure], 0.0)
    _check(promote, sure, 0.25, 0.25, old, [sure, twin], 0.0)
    _check(promote, twin, 0.25, 0.25, old, [twin, sure], 0.0)


def lucky_run_beside_a_sure_one(promote):
    """A run with the highest mean that noise could explain does not stand in the way of a sure one."""
    old = _run("p", [0.5, 0.5, 0.5, 0.5])
    wild, sure = _run("wild", [1.0, 0.25, 1.0, 1.0]), _run("sure", [0.625, 0.625, 0.625, 0.625])
    _check(promote, sure, 0.125, 0.125, old, [wild, sure], 0.0)


def not_comparable(promote):
    """Runs on other data, or with another number of folds, are never promoted; one fold alone says nothing."""
    old = _run("p", [0.5, 0.5, 0.5])
    others = [_run("x", [0.75, 0.75, 0.75], "77"), _run("y", [0.75] * 4), _run("z", [0.75] * 2), _run("e", [])]
    _check(promote, old, 0.0, 0.0, old, others, 0.0)
    fair = _run("f", [0.625, 0.625, 0.625])
    _check(promote, fair, 0.125, 0.125, old, [*others, fair], 0.0)
    single = _run("s", [0.5])
    _check(promote, single, 0.0, 0.0, single, [_run("t", [0.9])], 0.0)


def margin_below_zero(promote):
    """A margin below 0, as for a much cheaper model, lets a run pass that is hardly worse."""
    old, cheap = _run("p", [0.5, 0.75, 0.5]), _run("cheap", [0.46875, 0.71875, 0.46875], layers=2)
    _check(promote, cheap, -0.03125, -0.03125, old, [cheap], -0.05)
    _check(promote, old, 0.0, 0.0, old, [cheap], -0.03125)


def only_noise(promote):
    """Of 200 runs that are as good as production few are promoted one by one: about 1 in 40."""
    rng = np.random.default_rng(12)
    taken = 0
    for number in range(200):
        old, new = (_run(name, rng.normal(0.8, 0.02, 6).tolist()) for name in ("p", f"r{number}"))
        taken += expect.instance(promote(old, [new], 0.0), dict)["id"] != "p"
    expect.that(taken <= 10, f"Of 200 runs that are no better, {taken} were promoted.")
