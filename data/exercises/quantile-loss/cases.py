"""Cases of `pinball`."""

import math

import numpy as np

from skillcheck.sandbox import expect


def _by_hand(y, q, tau):
    """The definition, forecast by forecast."""
    pairs = zip(y.tolist(), q.tolist(), strict=True)
    return math.fsum(tau * (a - b) if a > b else (1 - tau) * (b - a) for a, b in pairs) / len(y)


def _check(pinball, y, q, tau):
    expect.close(pinball(y, q, tau), _by_hand(y, q, tau))


def _data(n, seed):
    rng = np.random.default_rng(seed)
    return rng.gamma(2, 10, n), rng.gamma(2, 10, n)


def example(pinball):
    """The example from the task."""
    expect.close(pinball(np.array([10.0, 10.0]), np.array([7.0, 12.0]), 0.9), 1.45)


def one_side(pinball):
    """Forecasts that are all too low cost tau a unit, those that are all too high 1 - tau, below zero too."""
    y = np.array([4.0, 0.0, -6.0])
    for tau in (0.1, 0.5, 0.8):
        expect.close(pinball(y, y - [1, 2, 6], tau), 3 * tau)
        expect.close(pinball(y, y + [1, 2, 6], tau), 3 * (1 - tau))


def right_forecasts(pinball):
    """Right forecasts cost nothing, and count in the mean."""
    y, _ = _data(12, 1)
    expect.close(pinball(y, y.copy(), 0.7), 0.0)
    expect.close(pinball(np.array([1.0, 2.0, 3.0, 9.0]), np.array([1.0, 2.0, 3.0, 5.0]), 0.25), 0.25)


def median(pinball):
    """At 0.5 it is half the mean absolute error."""
    y, q = _data(50, 2)
    expect.close(pinball(y, q, 0.5), float(abs(y - q).mean() / 2))


def mirrored(pinball):
    """Mirrored at zero, the forecast of tau becomes one of 1 - tau; in other units the loss has other units."""
    y, q = _data(40, 3)
    loss = _by_hand(y, q, 0.8)
    expect.close(pinball(-y, -q, 1 - 0.8), loss)
    expect.close(pinball(60 * y, 60 * q, 0.8), 60 * loss)
    expect.close(pinball(y + 100, q + 100, 0.8), loss)


def least_at_the_quantile(pinball):
    """Of all constant forecasts the quantile of y is the cheapest, though the mean is for none of these."""
    y, _ = _data(201, 4)
    for tau in (0.05, 0.25, 0.5, 0.9):
        best = float(np.quantile(y, tau))
        least = expect.number(pinball(y, np.full(201, best), tau))
        for other in (best - 1, best + 1, float(y.min()), float(y.max()), float(y.mean())):
            cost = expect.number(pinball(y, np.full(201, other), tau))
            expect.that(least < cost, f"For tau = {tau} a forecast of {other:.3g} is no dearer than {best:.3g}.")
        expect.close(least, _by_hand(y, np.full(201, best), tau))


def whole_numbers(pinball):
    """Whole numbers are subtracted as numbers, unsigned ones too."""
    y, q = [5, 200, 7, 0], [7, 3, 7, 255]
    for kind in ("i8", "u1", "u8"):
        _check(pinball, np.array(y, dtype=kind), np.array(q, dtype=kind), 0.3)
    _check(pinball, np.array(y, dtype="u1"), np.array(q, dtype=float) + 0.5, 0.3)


def bad_tau(pinball):
    """A tau of 0, of 1 or beyond raises ValueError; one close to them does not."""
    y, q = _data(5, 5)
    for tau in (0, 1, 0.0, 1.0, -0.1, 1.5, 90):
        expect.raises("ValueError", pinball, y, q, tau)
    for tau in (0.001, 0.999):
        _check(pinball, y, q, tau)


def bad_arrays(pinball):
    """Arrays of different shapes raise ValueError, even where numpy would stretch one, and so do empty ones."""
    y = np.array([1.0, 2.0, 4.0])
    for q in (np.array([1.0]), y[:, None], y[None, :], y[:2], np.ones(4)):
        expect.raises("ValueError", pinball, y, q, 0.5)
    expect.raises("ValueError", pinball, y[:1], y, 0.5)
    expect.raises("ValueError", pinball, y[:0], y[:0], 0.5)


def diabetes(pinball):
    """For a forecast of the diabetes data it agrees with mean_pinball_loss."""
    from sklearn.datasets import load_diabetes
    from sklearn.metrics import mean_pinball_loss

    X, y = load_diabetes(return_X_y=True)
    q = 150 + 900 * X[:, 2]
    for tau in (0.1, 0.5, 0.9):
        expect.close(pinball(y, q, tau), float(mean_pinball_loss(y, q, alpha=tau)))
