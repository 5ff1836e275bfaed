"""Cases of `ablate`. Scores that must give exact zeros are sums of halves, which floats hold exactly."""

import math

import numpy as np

from skillcheck.sandbox import expect


def _check(ablate, wanted, full, ablated):
    """`wanted` is {part: (n, gain, low, high, verdict)}."""
    got = expect.instance(ablate(full, ablated), dict)
    expect.that(set(got) == set(wanted), f"The parts are {sorted(map(str, got))}, wants {sorted(wanted)}.")
    for part, (n, *numbers, verdict) in wanted.items():
        each = expect.instance(got[part], dict)
        keys = {"n", "gain", "low", "high", "verdict"}
        expect.that(set(each) == keys, f"{part} has the keys {sorted(map(str, each))}, wants {sorted(keys)}.")
        expect.that(each["n"] == n, f"{part} has n = {each['n']}, wants {n}.")
        for name, number in zip(("gain", "low", "high"), numbers):
            value = expect.number(each[name])
            same = math.isclose(value, number, abs_tol=1e-8) or (math.isnan(value) and math.isnan(number))
            expect.that(same, f"{part} has {name} = {value:.6g}, wants {number:.6g}.")
        expect.same(each["verdict"], verdict)


def _by_scipy(full, ablated):
    """Paired t intervals as scipy has them."""
    from scipy.stats import ttest_rel

    wanted = {}
    for part, scores in ablated.items():
        seeds = sorted(set(full) & set(scores))
        test = ttest_rel([full[seed] for seed in seeds], [scores[seed] for seed in seeds])
        low, high = map(float, test.confidence_interval(1 - 0.05 / len(ablated)))
        gain = float(np.mean([full[seed] - scores[seed] for seed in seeds]))
        wanted[part] = (len(seeds), gain, low, high, "helps" if low > 0 else "hurts" if high < 0 else "unclear")
    return wanted


def example(ablate):
    """The example from the task."""
    full = {1: 0.80, 2: 0.78, 3: 0.83}
    ablated = {"dropout": {1: 0.75, 2: 0.74, 3: 0.78}, "warm-up": {3: 0.84, 1: 0.79}}
    wanted = _by_scipy(full, ablated)
    expect.same([wanted[part][-1] for part in ablated], ["helps", "unclear"])
    _check(ablate, wanted, full, ablated)


def one_part(ablate):
    """One part alone has the ordinary 95 % interval."""
    full, without = {7: 0.61, 8: 0.70, 9: 0.65, 10: 0.68}, {7: 0.60, 8: 0.66, 9: 0.64, 10: 0.66}
    _check(ablate, _by_scipy(full, {"x": without}), full, {"x": without})


def seed_by_seed(ablate):
    """Seeds are paired: a small gain on every seed is clear, however much the seeds differ among themselves."""
    full = {seed: 0.5 + 0.1 * seed for seed in range(5)}
    without = {seed: full[seed] - 0.01 - 0.001 * (seed % 2) for seed in (3, 1, 4, 0, 2)}
    wanted = _by_scipy(full, {"part": without})
    expect.same(wanted["part"][-1], "helps")
    _check(ablate, wanted, full, {"part": without})


def crashed_runs(ablate):
    """A seed that is missing on either side does not count, and does not shift the others."""
    full = {1: 0.9, 2: 0.7, 4: 0.8, 5: 0.6}
    ablated = {"a": {2: 0.65, 3: 0.1, 4: 0.72, 5: 0.57}, "b": {5: 0.61, 6: 0.2, 1: 0.93}}
    _check(ablate, _by_scipy(full, ablated), full, ablated)


def all_together(ablate):
    """With many parts each interval is wider: a gain that is clear alone is unclear among ten."""
    full = {seed: 0.8 for seed in range(4)}
    part = {0: 0.78, 1: 0.79, 2: 0.77, 3: 0.79}
    expect.same(_by_scipy(full, {"p": part})["p"][-1], "helps")
    ablated = {f"p{number}": part for number in range(10)}
    expect.same(_by_scipy(full, ablated)["p0"][-1], "unclear")
    _check(ablate, _by_scipy(full, {"p": part}), full, {"p": part})
    _check(ablate, _by_scipy(full, ablated), full, ablated)


def harmful(ablate):
    """A part without which the model is better hurts."""
    full, ablated = {1: 0.5, 2: 0.6, 3: 0.55}, {"bad": {1: 0.61, 2: 0.7, 3: 0.66}, "none": {1: 0.51, 2: 0.58, 3: 0.56}}
    wanted = _by_scipy(full, ablated)
    expect.same([wanted[part][-1] for part in ablated], ["hurts", "unclear"])
    _check(ablate, wanted, full, ablated)


def no_spread(ablate):
    """Gains that never vary have an interval of no width; at 0 it holds 0."""
    full = {1: 0.5, 2: 0.75, 3: 1.0}
    ablated = {"up": {1: 0.25, 2: 0.5, 3: 0.75}, "same": dict(full), "down": {1: 0.625, 2: 0.875, 3: 1.125}}
    wanted = {
        "up": (3, 0.25, 0.25, 0.25, "helps"),
        "same": (3, 0, 0, 0, "unclear"),
        "down": (3, -0.125, -0.125, -0.125, "hurts"),
    }
    _check(ablate, wanted, full, ablated)


def too_few(ablate):
    """With one pair the interval is unknown, with none the gain too; they still count among the parts."""
    nan, full = math.nan, {1: 0.5, 2: 0.75, 3: 0.5}
    ablated = {"one": {2: 0.25, 9: 0.0}, "none": {8: 0.3}, "empty": {}, "all": {1: 0.25, 2: 0.5, 3: 0.375}}
    all_three = _by_scipy(full, {"all": ablated["all"], "x": ablated["all"], "y": ablated["all"], "z": ablated["all"]})
    wanted = {
        "one": (1, 0.5, nan, nan, "unclear"),
        "none": (0, nan, nan, nan, "unclear"),
        "empty": (0, nan, nan, nan, "unclear"),
        "all": all_three["all"],
    }
    _check(ablate, wanted, full, ablated)


def nothing_ablated(ablate):
    """Without parts there is nothing to report."""
    expect.same(ablate({1: 0.5, 2: 0.6}, {}), {})


def only_noise(ablate):
    """Of 100 ablations of five parts that do nothing, hardly any has a clear part: about 5 in 100."""
    rng = np.random.default_rng(4)
    clear = 0
    for _ in range(100):
        full = dict(enumerate(rng.normal(0.8, 0.02, 5).tolist()))
        ablated = {part: dict(enumerate(rng.normal(0.8, 0.02, 5).tolist())) for part in "abcde"}
        clear += any(each["verdict"] != "unclear" for each in expect.instance(ablate(full, ablated), dict).values())
    expect.that(clear <= 12, f"In {clear} of 100 ablations of nothing some part is clear.")
