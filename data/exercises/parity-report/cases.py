"""Cases of `parity`. Probabilities that must touch a limit are sums of halves, which floats hold exactly."""

import warnings

import numpy as np

from skillcheck.sandbox import expect


def _check(parity, wanted, *arguments):
    """`wanted` is (max_diff, worst, flipped, accuracy_change, passes)."""
    got = expect.instance(parity(*arguments), dict)
    names = ("max_diff", "worst", "flipped", "accuracy_change", "passes")
    expect.that(set(got) == set(names), f"The keys are {sorted(map(str, got))}, wants {sorted(names)}.")
    for name, value in zip(names, wanted):
        if name in ("max_diff", "accuracy_change"):
            near = abs(expect.number(got[name]) - value) < 1e-9
            expect.that(near, f"Expected {name} = {value:.6g}, got {got[name]:.6g}.")
        else:
            same = type(got[name]) is type(value) and got[name] == value
            expect.that(same, f"Expected {name} = {value!r}, got {got[name]!r}.")


def example(parity):
    """The example from the task."""
    arrays = (np.array([0.2, 0.5, 0.9]), np.array([0.25, 0.49, 0.9]), np.array([0, 1, 1]))
    _check(parity, (0.05, 0, 1, -1 / 3, False), *arrays, 0.1)


def identical(parity):
    """Identical models differ by nothing and pass at a tolerance of 0."""
    p = np.array([0.1, 0.5, 0.7, 1.0, 0.0])
    _check(parity, (0.0, 0, 0, 0.0, True), p, p.copy(), np.array([0, 0, 1, 1, 1]), 0.0)


def tolerance(parity):
    """A difference equal to the tolerance passes, a larger one does not, in either direction."""
    ref, y = np.array([0.25, 0.75, 0.75]), np.array([0, 1, 1])
    for new in ([0.25, 0.875, 0.75], [0.25, 0.625, 0.75]):
        _check(parity, (0.125, 1, 0, 0.0, True), ref, np.array(new), y, 0.125)
        _check(parity, (0.125, 1, 0, 0.0, False), ref, np.array(new), y, 0.12)


def at_the_threshold(parity):
    """A probability of exactly the threshold is decided as 1, in both models."""
    _check(parity, (0.0625, 0, 1, 0.5, False), np.array([0.5, 0.9]), np.array([0.4375, 0.9]), np.array([0, 1]), 0.5)
    _check(parity, (0.0625, 1, 0, 0.0, True), np.array([0.9, 0.5]), np.array([0.9, 0.5625]), np.array([0, 1]), 0.5)
    _check(parity, (0.25, 0, 1, 0.5, False), np.array([0.25, 0.0]), np.array([0.5, 0.0]), np.array([1, 0]), 0.5)


def flips_that_cancel(parity):
    """Two flips, one better and one worse, leave accuracy as it was and do not pass."""
    ref, new = np.array([0.49, 0.51, 0.1]), np.array([0.51, 0.49, 0.1])
    _check(parity, (0.02, 0, 2, 0.0, False), ref, new, np.array([1, 1, 0]), 0.05)


def better_model(parity):
    """A new model that is better has a positive change, and still is another model."""
    ref, new = np.array([0.4, 0.3, 0.8, 0.6]), np.array([0.6, 0.7, 0.8, 0.9])
    _check(parity, (0.4, 1, 2, 0.5, False), ref, new, np.array([1, 1, 1, 1]), 1.0)


def another_threshold(parity):
    """Another threshold decides what is a flip."""
    arrays = (np.array([0.25, 0.75, 0.5]), np.array([0.3125, 0.6875, 0.5]), np.array([1, 1, 0]))
    _check(parity, (0.0625, 0, 0, 0.0, True), *arrays, 0.0625)
    _check(parity, (0.0625, 0, 1, 1 / 3, False), *arrays, 0.0625, 0.3)
    _check(parity, (0.0625, 0, 1, -1 / 3, False), *arrays, 0.0625, 0.75)


def first_of_the_worst(parity):
    """Of several rows with the largest difference the first is named, whatever its sign."""
    arrays = (np.array([0.0, 0.5, 0.25, 1.0]), np.array([0.0, 0.375, 0.375, 0.875]), np.array([0, 1, 0, 1]))
    _check(parity, (0.125, 1, 1, -0.25, False), *arrays, 0.5)


def not_a_number(parity):
    """A NaN in either model raises ValueError, wherever it stands."""
    good, y = np.array([0.2, 0.8, 0.6]), np.array([0, 1, 1])
    for row in range(3):
        bad = good.copy()
        bad[row] = np.nan
        expect.raises("ValueError", parity, good, bad, y, 0.1)
        expect.raises("ValueError", parity, bad, good, y, 0.1)
        expect.raises("ValueError", parity, bad, bad, y, 0.1)


def bad_arrays(parity):
    """Empty arrays, and arrays of different lengths, raise ValueError."""
    expect.raises("ValueError", parity, np.array([]), np.array([]), np.array([]), 0.1)
    expect.raises("ValueError", parity, np.array([0.5, 0.2]), np.array([0.5]), np.array([1, 0]), 0.1)
    expect.raises("ValueError", parity, np.array([0.5, 0.2]), np.array([0.5, 0.2]), np.array([1]), 0.1)


def quantised_model(parity):
    """For a model of the breast cancer data with its weights rounded to eighths, counted by loops."""
    from sklearn.datasets import load_breast_cancer
    from sklearn.linear_model import LogisticRegression

    X, y = load_breast_cancer(return_X_y=True)
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    with warnings.catch_warnings():
        # Converged or not does not matter here.
        warnings.simplefilter("ignore")
        model = LogisticRegression(max_iter=20).fit(X[::2], y[::2])
    w, b = model.coef_[0], model.intercept_[0]
    ref, new = (1 / (1 + np.exp(-(X @ weights + b))) for weights in (w, np.round(w * 8) / 8))
    gaps = [abs(a - c) for a, c in zip(ref, new)]
    flips = sum((a >= 0.5) != (c >= 0.5) for a, c in zip(ref, new))
    right = [sum((p >= 0.5) == (label == 1) for p, label in zip(each, y)) for each in (ref, new)]
    wanted = (float(max(gaps)), gaps.index(max(gaps)), int(flips), float(right[1] - right[0]) / len(y), False)
    _check(parity, wanted, ref, new, y, 0.001)
