"""Cases of `agreement`."""

import math
import random

from skillcheck.sandbox import expect


def _check(agreement, human, plain, swapped, kappa, consistency, first_bias):
    got = expect.instance(agreement(human, plain, swapped), dict)
    wanted = {"kappa": kappa, "consistency": consistency, "first_bias": first_bias}
    expect.that(set(got) == set(wanted), f"The keys are {sorted(map(str, got))}, wants {sorted(wanted)}.")
    for name, number in wanted.items():
        value = expect.number(got[name])
        same = math.isclose(value, number, abs_tol=1e-9) or (math.isnan(value) and math.isnan(number))
        expect.that(same, f"Expected {name} = {number:.6g}, got {value:.6g}.")


def example(agreement):
    """The example from the task."""
    _check(agreement, ["A", "B", "B", "A"], [1, 2, 1, 1], [2, 1, 1, 2], 0.6, 0.75, 0.25)


def perfect(agreement):
    """A judge that always agrees, ties included, has 1, 1 and 0."""
    _check(agreement, ["A", "B", "tie"], [1, 2, 0], [2, 1, 0], 1.0, 1.0, 0.0)


def always_first(agreement):
    """A judge that always takes the first answer says nothing: kappa 0, never consistent, bias 1."""
    _check(agreement, ["A", "B", "A", "tie"], [1] * 4, [1] * 4, 0.0, 0.0, 1.0)


def always_second(agreement):
    """A judge that always takes the second answer is inconsistent too, without a bias for the first."""
    _check(agreement, ["A", "B", "A", "tie"], [2] * 4, [2] * 4, 0.0, 0.0, 0.0)


def half_a_tie(agreement):
    """A verdict in one run and a tie in the other ends as a tie and is inconsistent."""
    _check(agreement, ["tie", "tie", "A", "B"], [1, 0, 1, 2], [0, 1, 2, 1], 1.0, 0.5, 0.0)


def opposite(agreement):
    """A judge that always contradicts has a kappa below 0."""
    _check(agreement, ["A", "B"], [2, 1], [1, 2], -1.0, 1.0, 0.0)


def one_verdict_only(agreement):
    """When both only ever say the same one thing, chance explains all: kappa is NaN."""
    _check(agreement, ["A", "A"], [1, 1], [2, 2], math.nan, 1.0, 0.0)
    _check(agreement, ["tie"], [0], [0], math.nan, 1.0, 0.0)


def bad_lists(agreement):
    """No pairs, and lists of different lengths, raise ValueError."""
    expect.raises("ValueError", agreement, [], [], [])
    expect.raises("ValueError", agreement, ["A", "B"], [1], [2, 1])
    expect.raises("ValueError", agreement, ["A", "B"], [1, 2], [2])
    expect.raises("ValueError", agreement, ["A"], [1, 2], [2, 1])


def oracle(agreement):
    """On 300 verdicts of a noisy judge it agrees with scikit-learn's kappa."""
    from sklearn.metrics import cohen_kappa_score

    rng = random.Random(8)
    human = rng.choices(["A", "B", "tie"], [5, 3, 2], k=300)
    position = {"A": 1, "B": 2, "tie": 0}
    plain = [position[verdict] if rng.random() < 0.8 else rng.choice([0, 1, 1, 2]) for verdict in human]
    swapped = [(0, 2, 1)[position[verdict]] if rng.random() < 0.8 else rng.choice([0, 1, 1, 2]) for verdict in human]
    turned = [(0, 2, 1)[place] for place in swapped]
    final = ["tie" if one != two else ("tie", "A", "B")[one] for one, two in zip(plain, turned)]
    same = sum(one == two for one, two in zip(plain, turned)) / 300
    bias = sum(one == 1 and two == 1 for one, two in zip(plain, swapped)) / 300
    _check(agreement, human, plain, swapped, float(cohen_kappa_score(human, final)), same, bias)
