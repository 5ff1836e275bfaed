"""Cases of `sample_params`."""

import math

from skillcheck.sandbox import expect


def _draws(sample_params, space, n, seed=0, count=None):
    got = expect.instance(sample_params(space, n, seed), list)
    wanted = n if count is None else count
    expect.that(len(got) == wanted, f"It returned {len(got)} settings, wants {wanted}.")
    for one in got:
        expect.instance(one, dict)
        expect.that(one.keys() == space.keys(), f"One has the keys {list(one)}, wants {list(space)}.")
    expect.that(all(one not in got[:k] for k, one in enumerate(got)), "Two of the settings are equal.")
    return got


def _even(values, low, high, what):
    """Kolmogorov-Smirnov against the uniform distribution; the limit is passed by chance once in a million."""
    ranked = sorted((value - low) / (high - low) for value in values)
    expect.that(ranked[0] >= 0 and ranked[-1] <= 1, f"{what} leaves its limits.")
    far = max(abs(value - (k + 0.5) / len(ranked)) for k, value in enumerate(ranked))
    expect.that(far < 2.7 / math.sqrt(len(ranked)), f"{what} is not even: a share is {far:.2f} off.")


def log_scale(sample_params):
    """The logarithm of a "log" parameter is even between its limits."""
    got = _draws(sample_params, {"C": ("log", 0.001, 1000.0)}, 400)
    _even([math.log10(expect.number(one["C"])) for one in got], -3, 3, "log10(C)")


def uniform_scale(sample_params):
    """A "uniform" parameter is even between its limits, which may be below 0."""
    got = _draws(sample_params, {"shift": ("uniform", -3.0, 1.0)}, 400)
    _even([expect.number(one["shift"]) for one in got], -3, 1, "shift")


def whole_numbers(sample_params):
    """Whole numbers are of type int, reach both limits and are equally likely, beside a second parameter."""
    got = _draws(sample_params, {"depth": ("int", 2, 5), "rate": ("log", 0.01, 1.0)}, 400)
    depths = [expect.instance(one["depth"], int) for one in got]
    counts = [depths.count(depth) for depth in (2, 3, 4, 5)]
    expect.that(sum(counts) == 400, f"Some of the numbers leave 2 to 5: {sorted(set(depths))}.")
    expect.that(min(counts) > 60 and max(counts) < 145, f"2, 3, 4 and 5 come {counts} times in 400.")


def choices(sample_params):
    """Choices are the very values of the list, of any type, and equally likely."""
    wanted = ["l1", None, 0.5]
    got = _draws(sample_params, {"penalty": wanted, "C": ("uniform", 0.0, 1.0)}, 300)
    counts = [sum(one["penalty"] == choice for one in got) for choice in wanted]
    expect.that(sum(counts) == 300, "Some of the choices are not in the list.")
    expect.that(min(counts) > 60, f"The three choices come {counts} times in 300.")


def parameters_apart(sample_params):
    """Two parameters of the same kind are drawn independently."""
    got = _draws(sample_params, {"a": ("uniform", 0.0, 1.0), "b": ("uniform", 0.0, 1.0)}, 300)
    both = sum((one["a"] > 0.5) == (one["b"] > 0.5) for one in got)
    expect.that(100 < both < 200, f"In {both} of 300 settings a and b lie in the same half.")


def seeded(sample_params):
    """The same seed gives the same list, another seed another one."""
    space = {"C": ("log", 0.01, 100.0), "depth": ("int", 1, 9)}
    first = _draws(sample_params, space, 5, 7)
    expect.that(first == _draws(sample_params, space, 5, 7), "Twice the same seed gave two lists.")
    expect.that(first != _draws(sample_params, space, 5, 8), "Two seeds gave the same list.")


def few_combinations(sample_params):
    """A small space is returned whole: each of its combinations once."""
    space = {"penalty": ["l1", "l2"], "depth": ("int", 0, 2)}
    _draws(sample_params, space, 100, 3, 6)
    _draws(sample_params, space, 6, 4)
    _draws(sample_params, {"only": ["one"]}, 2, 0, 1)


def no_repeats(sample_params):
    """Of a space with 12 combinations, 11 different ones are returned when 11 are asked for."""
    _draws(sample_params, {"a": ["x", "y", "z"], "b": ("int", 1, 4)}, 11)


def wrong_limits(sample_params):
    """Limits the wrong way round or equal, and a logarithm of 0 or less, are a ValueError."""
    for spec in (("uniform", 1.0, 1.0), ("int", 3, 2), ("log", 0.0, 1.0), ("log", -1.0, 1.0), ("log", 2.0, 1.0)):
        expect.raises("ValueError", sample_params, {"a": spec}, 3, 0)


def a_negative_low_is_fine_elsewhere(sample_params):
    """Only "log" needs a low above 0."""
    _draws(sample_params, {"a": ("int", -2, 0), "b": ("uniform", -1.0, 0.0)}, 4)
