"""Cases of `ece`. Forecasts on an edge occur only where floats hold the edges exactly: with 1, 2, 4, 8, ... bins."""

import math

import numpy as np

from skillcheck.sandbox import expect


def _by_hand(y, p, bins):
    """The formula, bin by bin, with the edges written down."""
    rows, total = list(zip(y.tolist(), p.tolist(), strict=True)), 0.0
    for place in range(bins):
        low, high = place / bins, (place + 1) / bins
        inside = [row for row in rows if low <= row[1] < high or (place == bins - 1 and row[1] == 1)]
        if inside:
            share, mean = (math.fsum(column) / len(inside) for column in zip(*inside, strict=True))
            total += len(inside) / len(rows) * abs(share - mean)
    return total


def _check(ece, y, p, bins):
    y, p = np.array(y), np.array(p, dtype=float)
    expect.close(ece(y, p, bins), _by_hand(y, p, bins))


def _data(n, seed):
    """Forecasts that are too sure of themselves."""
    rng = np.random.default_rng(seed)
    p = rng.beta(0.6, 0.8, n)
    return (rng.random(n) < 0.25 + 0.5 * p).astype(int), p


def example(ece):
    """The example from the task."""
    expect.close(ece(np.array([0, 1, 1, 1]), np.array([0.1, 0.3, 0.8, 0.9]), 2), 0.225)


def perfect(ece):
    """Where in every bin the share of ones is the forecast, the error is 0, however unsure the forecasts are."""
    p = np.repeat([0.125, 0.375, 0.625, 0.875], 8)
    y = np.concatenate([np.arange(8) < ones for ones in (1, 3, 5, 7)]).astype(int)
    expect.close(ece(y, p, 4), 0.0)
    expect.close(ece(y, np.full(32, 0.5), 10), 0.0)
    expect.close(ece(np.array([0, 1, 1]), np.array([0.0, 1.0, 1.0]), 7), 0.0)


def sure_and_wrong(ece):
    """With forecasts of 0 and 1 only, the error is the share of wrong ones, and p = 1 stands in the last bin."""
    y, p = np.array([0, 1, 1, 0, 1, 0, 0, 0]), np.array([0, 1, 1, 1, 0, 0, 0, 1.0])
    for bins in (2, 4, 15):
        expect.close(ece(y, p, bins), 3 / 8)
    _check(ece, [0, 1, 1, 1], [1.0, 0.8, 0.9, 1.0], 4)


def edges(ece):
    """A forecast on an edge belongs to the bin on its right."""
    _check(ece, [1, 0, 1, 0], [0.5, 0.25, 0.75, 0.6], 2)
    _check(ece, [1, 0, 0, 1, 0, 1], [0.25, 0.125, 0.5, 0.375, 0.75, 1.0], 4)
    _check(ece, [1, 1, 0, 0, 1], [0.0, 0.125, 0.0625, 0.875, 0.9375], 8)


def unequal_bins(ece):
    """A bin counts by its rows: nine rows at a small gap outweigh one at a large one."""
    _check(ece, [0] * 9 + [0], [0.05] * 9 + [0.95], 10)
    _check(ece, [1] * 2 + [0, 0, 1, 1, 1, 1, 0], [0.15, 0.12, 0.55, 0.52, 0.57, 0.58, 0.51, 0.53, 0.91], 5)


def empty_bins(ece):
    """Bins without rows add nothing, though there be a thousand."""
    _check(ece, [0, 1, 1], [0.0215, 0.7104, 0.9807], 1000)
    _check(ece, [1], [0.64], 10)


def one_bin(ece):
    """With one bin only the means count: errors upwards and downwards cancel."""
    expect.close(ece(np.array([1, 0, 1, 0]), np.array([0.0, 1.0, 0.5, 0.5]), 1), 0.0)
    y, p = _data(90, 1)
    expect.close(ece(y, p, 1), float(abs(y.mean() - p.mean())))


def finer_bins(ece):
    """Cutting every bin in two never makes the error smaller, for less can cancel."""
    y, p = _data(150, 2)
    found = [expect.number(ece(y, p, bins)) for bins in (1, 2, 4, 8, 16, 32)]
    rising = all(fine >= coarse - 1e-12 for coarse, fine in zip(found, found[1:]))
    expect.that(rising, f"With 1, 2, 4, ... bins the errors are {[round(each, 4) for each in found]}.")
    _check(ece, y, p, 5)
    _check(ece, y, p, 12)


def order_and_repeats(ece):
    """Other orders of the rows, each row twice, or classes and forecasts turned round make no difference."""
    y, p = _data(70, 3)
    wanted, order = _by_hand(y, p, 6), np.random.default_rng(4).permutation(70)
    expect.close(ece(y[order], p[order], 6), wanted)
    expect.close(ece(np.repeat(y, 2), np.repeat(p, 2), 6), wanted)
    expect.close(ece(1 - y, 1 - p, 6), wanted)


def bad_arguments(ece):
    """No bins, no rows, and forecasts below 0, above 1 or NaN raise ValueError."""
    y, p = np.array([0, 1]), np.array([0.3, 0.6])
    for bins in (0, -3):
        expect.raises("ValueError", ece, y, p, bins)
    expect.raises("ValueError", ece, y[:0], p[:0], 5)
    for wrong in (-0.01, 1.01, 60.0, np.nan):
        expect.raises("ValueError", ece, y, np.array([0.3, wrong]), 5)


def breast_cancer(ece):
    """On forecasts for the breast cancer data it agrees with the calibration curve of scikit-learn."""
    from sklearn.calibration import calibration_curve
    from sklearn.datasets import load_breast_cancer

    data = load_breast_cancer()
    y, p = 1 - data.target, 1 / (1 + np.exp(14 - data.data[:, 0]))
    share, mean = calibration_curve(y, p, n_bins=10)
    counts, _ = np.histogram(p, bins=10, range=(0, 1))
    expect.close(ece(y, p, 10), float(counts[counts > 0] @ abs(share - mean) / len(p)))
