"""Cases of `best_threshold`. Costs are such that sums are exact, so that equal costs are equal."""

import math

import numpy as np

from skillcheck.sandbox import expect


def _by_hand(y, p, c_fp, c_fn):
    """Every threshold, row by row."""
    rows = list(zip(y.tolist(), p.tolist(), strict=True))
    best = math.inf, math.inf
    for t in [*sorted({score for _, score in rows}), math.inf]:
        cost = sum(c_fp if score >= t else 0 for label, score in rows if label == 0)
        cost += sum(c_fn if score < t else 0 for label, score in rows if label == 1)
        if cost < best[1]:
            best = t, cost
    return best


def _best(best_threshold, *arguments):
    got = expect.instance(best_threshold(*arguments), tuple, list)
    expect.that(len(got) == 2, f"It returned {len(got)} things, wants two: the threshold and its cost.")
    return expect.number(got[0]), expect.number(got[1])


def _check(best_threshold, y, p, c_fp, c_fn):
    y, p = np.array(y), np.array(p, dtype=float)
    (got, cost), (wanted, least) = _best(best_threshold, y, p, c_fp, c_fn), _by_hand(y, p, c_fp, c_fn)
    right = f"wants {wanted:g} for {least:g}"
    expect.that(got == wanted, f"It chose the threshold {got:g}, {right}.")
    expect.that(abs(cost - least) < 1e-9, f"It chose the threshold {got:g} for {cost:g}, {right}.")


def _data(n, seed):
    """Scores with many ties, higher for positives."""
    rng = np.random.default_rng(seed)
    y = rng.integers(0, 2, n)
    return y, (rng.normal(size=n) + y).round(1)


def example(best_threshold):
    """The examples from the task."""
    y, p = [0, 1, 0, 1], [0.2, 0.3, 0.6, 0.9]
    _check(best_threshold, y, p, 1, 5)
    _check(best_threshold, y, p, 5, 1)


def at_least(best_threshold):
    """A score equal to the threshold is called positive; rows that share a score are called alike."""
    _check(best_threshold, [0, 0, 1, 1], [1.0, 2.0, 3.0, 4.0], 1, 1)
    _check(best_threshold, [0, 1, 1, 0, 1], [0.5, 0.5, 0.5, 0.1, 0.1], 1, 1)
    _check(best_threshold, [0, 0, 0, 1, 0, 0], [0.7, 0.7, 0.7, 0.7, 0.1, 0.2], 1, 4)


def equal_costs(best_threshold):
    """Of equally cheap thresholds the lowest is chosen, in whatever order the rows come."""
    _check(best_threshold, [0, 1, 0, 1], [0.2, 0.4, 0.6, 0.8], 1, 1)
    _check(best_threshold, [1, 0, 1, 0], [0.8, 0.6, 0.4, 0.2], 1, 1)
    _check(best_threshold, [1, 0, 0, 0], [0.1, 0.3, 0.2, 0.4], 1, 4)
    _check(best_threshold, [0, 1, 1], [0.9, 0.5, 0.1], 2, 1)


def nobody_positive(best_threshold):
    """Where no score is worth a call, the threshold is infinite and every positive is a miss."""
    _check(best_threshold, [0, 0, 1, 0, 0], [0.9, 0.8, 0.7, 0.6, 0.5], 1, 1)
    _check(best_threshold, [0, 1], [0.5, 0.5], 3, 2)


def everybody_positive(best_threshold):
    """Where misses are dear enough, the lowest score is the threshold."""
    _check(best_threshold, [1, 0, 0, 1, 0], [0.1, 0.2, 0.3, 0.4, 0.5], 1, 50)


def one_class(best_threshold):
    """With one class in y there is a threshold without cost."""
    _check(best_threshold, [1, 1, 1], [0.3, 0.2, 0.9], 7, 3)
    _check(best_threshold, [0, 0, 0], [0.3, 0.2, 0.9], 7, 3)


def free_errors(best_threshold):
    """A cost of 0 makes an error free: with free misses no call pays, with both free the lowest score will do."""
    y, p = [0, 1, 0, 1], [0.2, 0.3, 0.6, 0.5]
    for costs in ((1, 0), (0, 1), (0, 0)):
        _check(best_threshold, y, p, *costs)


def any_scores(best_threshold):
    """Scores need not be probabilities: negative ones and large ones are cut where they lie."""
    _check(best_threshold, [0, 0, 1, 0, 1], [-7.5, -3.25, -3.0, 12.0, 80.0], 1, 2)
    _check(best_threshold, [0, 1, 1], [-5.0, -4.0, -1.0], 1, 1)


def calibrated(best_threshold):
    """If p is true as a probability, the best threshold is the first score from c_fp / (c_fp + c_fn) on."""
    p = np.repeat(np.arange(1, 10) / 10, 10)
    y = np.concatenate([np.arange(10) < positives for positives in range(1, 10)]).astype(int)
    for c_fp, c_fn, wanted in ((1, 1, 0.5), (1, 4, 0.2), (3, 1, 0.8), (1, 2, 0.4), (9, 1, 0.9)):
        _check(best_threshold, y, p, c_fp, c_fn)
        expect.close(_best(best_threshold, y, p, c_fp, c_fn)[0], wanted)


def dearer_misses(best_threshold):
    """The dearer a miss, the lower the threshold; both costs in other units leave it where it is."""
    y, p = _data(120, 3)
    found = [_best(best_threshold, y, p, 4, c_fn)[0] for c_fn in (0, 1, 2, 4, 8, 16, 64)]
    expect.that(found == sorted(found, reverse=True), f"As misses get dearer, the thresholds are {found}.")
    for c_fn in (2, 8):
        _check(best_threshold, y, p, 4, c_fn)
        (low, cost), (high, more) = (_best(best_threshold, y, p, 4 * unit, c_fn * unit) for unit in (1, 0.25))
        expect.close(high, low)
        expect.close(more, cost / 4)


def negative_costs(best_threshold):
    """A negative cost raises ValueError."""
    y, p = np.array([0, 1]), np.array([0.1, 0.9])
    expect.raises("ValueError", best_threshold, y, p, -1, 1)
    expect.raises("ValueError", best_threshold, y, p, 1, -0.5)


def breast_cancer(best_threshold):
    """On the mean radius of the breast cancer data no threshold of the ROC curve is cheaper."""
    from sklearn.datasets import load_breast_cancer
    from sklearn.metrics import roc_curve

    data = load_breast_cancer()
    y, p = 1 - data.target, data.data[:, 0].round(1)
    false, true, _ = roc_curve(y, p, drop_intermediate=False)
    for c_fp, c_fn in ((1, 10), (5, 1)):
        _check(best_threshold, y, p, c_fp, c_fn)
        least = float(min(c_fp * false * (y == 0).sum() + c_fn * (1 - true) * (y == 1).sum()))
        expect.close(_best(best_threshold, y, p, c_fp, c_fn)[1], least, 1e-6)
