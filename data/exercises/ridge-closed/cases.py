"""Cases of `ridge`."""

import numpy as np

from skillcheck.sandbox import expect


def _fit(ridge, X, y, lam):
    got = expect.instance(ridge(X, y, lam), tuple, list)
    expect.that(len(got) == 2, f"It returned {len(got)} things, wants two: w and b.")
    return expect.array(got[0], (X.shape[1],)), expect.number(got[1])


def _data(n=40, d=3, seed=1):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, d)) + 4
    return X, X @ np.arange(1.0, d + 1) + 7 + rng.normal(size=n)


def example(ridge):
    """The example from the task: no penalty finds the line."""
    w, b = _fit(ridge, np.array([[0.0], [1.0], [2.0]]), np.array([1.0, 3.0, 5.0]), 0.0)
    expect.close_array(w, [2])
    expect.close(b, 1.0)


def by_hand(ridge):
    """With one centred column the slope is Sxy / (Sxx + lam)."""
    w, b = _fit(ridge, np.array([[-1.0], [0.0], [1.0]]), np.array([0.0, 3.0, 6.0]), 4.0)
    expect.close_array(w, [1.0])
    expect.close(b, 3.0)


def gradient_vanishes(ridge):
    """At the solution the gradient of the objective is zero, for the intercept too."""
    X, y = _data()
    w, b = _fit(ridge, X, y, 5.0)
    residual = y - b - X @ w
    expect.close_array(5.0 * w - X.T @ residual, np.zeros(3), 1e-7)
    expect.close(float(residual.sum()), 0.0, 1e-7)


def intercept_is_free(ridge):
    """A constant added to y moves the intercept only, however large the penalty."""
    X, y = _data()
    (w, b), (moved, c) = _fit(ridge, X, y, 50.0), _fit(ridge, X, y + 1000, 50.0)
    expect.close_array(moved, w, 1e-7)
    expect.close(c - b, 1000.0, 1e-7)


def shrinks(ridge):
    """The coefficients get shorter as the penalty grows, towards zero, and the intercept towards the mean."""
    X, y = _data()
    fits = [_fit(ridge, X, y, lam) for lam in (0.0, 1.0, 10.0, 100.0, 1e9)]
    lengths = [float(np.linalg.norm(w)) for w, _ in fits]
    expect.that(lengths == sorted(lengths, reverse=True), f"The lengths of w are {[round(n, 3) for n in lengths]}.")
    expect.close(lengths[-1], 0.0, 1e-5)
    expect.close(fits[-1][1], float(y.mean()), 1e-5)


def diabetes(ridge):
    """On the diabetes data it agrees with scikit-learn."""
    from sklearn.datasets import load_diabetes
    from sklearn.linear_model import Ridge

    X, y = load_diabetes(return_X_y=True, scaled=False)
    for lam in (0.5, 20.0):
        model = Ridge(alpha=lam, solver="svd").fit(X, y)
        w, b = _fit(ridge, X, y, lam)
        expect.close_array(w, model.coef_, 1e-6)
        expect.close(b, float(model.intercept_), 1e-6)


def negative_penalty(ridge):
    """A negative penalty raises ValueError."""
    X, y = _data(6, 2)
    expect.raises("ValueError", ridge, X, y, -0.1)
