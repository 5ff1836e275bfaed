"""Cases of `fit_logreg`."""

import math

import numpy as np

from skillcheck.sandbox import expect


def _fit(fit_logreg, X, y, lr, steps, l2):
    got = expect.instance(fit_logreg(X, y, lr, steps, l2), tuple, list)
    expect.that(len(got) == 2, f"It returned {len(got)} things, wants two: w and b.")
    w, b = expect.array(got[0], (X.shape[1],)), expect.number(got[1])
    expect.that(bool(np.isfinite(w).all()) and math.isfinite(b), "A weight or the intercept is not a finite number.")
    return w, b


def _by_loop(X, y, lr, steps, l2):
    """The gradient summed row by row, column by column."""
    n, d = X.shape
    w, b = [0.0] * d, 0.0
    for _ in range(steps):
        down, aside = [l2 * value for value in w], 0.0
        for row, truth in zip(X.tolist(), y.tolist(), strict=True):
            z = b + sum(weight * value for weight, value in zip(w, row, strict=True))
            p = 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))
            down = [total + (p - truth) * value / n for total, value in zip(down, row, strict=True)]
            aside += (p - truth) / n
        w, b = [weight - lr * slope for weight, slope in zip(w, down, strict=True)], b - lr * aside
    return w, b


def _check(fit_logreg, X, y, lr, steps, l2, tolerance=1e-8):
    (w, b), (weights, intercept) = _fit(fit_logreg, X, y, lr, steps, l2), _by_loop(X, y, lr, steps, l2)
    expect.close_array(w, weights, tolerance)
    expect.close(b, intercept, tolerance)


def _loss(X, y, w, b, l2):
    z = X @ w + b
    return float(np.logaddexp(0, z).mean() - (y * z).mean() + l2 / 2 * (w @ w))


def _data(n, d, seed):
    rng = np.random.default_rng(seed)
    X = rng.normal(1.0, 1.5, (n, d))
    return X, (X @ rng.normal(size=d) + rng.normal(size=n) > 0.5).astype(int)


def example(fit_logreg):
    """The example from the task."""
    w, b = _fit(fit_logreg, np.array([[1.0], [3.0]]), np.array([0, 1]), 1.0, 1, 0.0)
    expect.close_array(w, [0.5])
    expect.close(b, 0.0)


def no_steps(fit_logreg):
    """Without a step, weights and intercept are still 0."""
    X, y = _data(6, 3, 1)
    w, b = _fit(fit_logreg, X, y, 0.5, 0, 0.1)
    expect.close_array(w, [0, 0, 0])
    expect.close(b, 0.0)


def a_few_steps(fit_logreg):
    """After one, two and seven steps it stands where the gradient, summed by hand, leads."""
    X, y = _data(30, 3, 2)
    for steps in (1, 2, 7):
        _check(fit_logreg, X, y, 0.3, steps, 0.0)
        _check(fit_logreg, X, y, 0.2, steps, 0.4)


def every_row_twice(fit_logreg):
    """A mean does not grow with the data: every row written twice gives the same model."""
    X, y = _data(25, 2, 3)
    w, b = _fit(fit_logreg, X, y, 0.5, 20, 0.2)
    twice, again = _fit(fit_logreg, np.vstack([X, X]), np.append(y, y), 0.5, 20, 0.2)
    expect.close_array(twice, w, 1e-8)
    expect.close(again, b, 1e-8)


def intercept_goes_free(fit_logreg):
    """Columns of zeros leave only the intercept, and however large the penalty, it finds the share of ones."""
    y = np.array([1] * 9 + [0] * 3)
    w, b = _fit(fit_logreg, np.zeros((12, 2)), y, 1.0, 300, 5.0)
    expect.close_array(w, [0, 0])
    expect.close(b, math.log(3), 1e-6)


def loss_falls(fit_logreg):
    """With a small rate the penalised loss falls with every step."""
    X, y = _data(50, 4, 5)
    losses = [_loss(X, y, *_fit(fit_logreg, X, y, 0.05, steps, 0.1), 0.1) for steps in range(12)]
    expect.that(
        all(later < earlier for earlier, later in zip(losses, losses[1:])),
        f"The losses after 0 to 11 steps are {[round(loss, 4) for loss in losses]}.",
    )


def large_scores(fit_logreg):
    """Scores in the thousands, right or wrong, do not overflow."""
    X = np.array([[400.0, -1.0], [-350.0, 2.0], [390.0, 0.0], [-420.0, -3.0], [10.0, 1.0]])
    for y in (np.array([1, 0, 1, 0, 0]), np.array([0, 1, 1, 0, 1])):
        for steps in (1, 2, 5, 40):
            _check(fit_logreg, X, y, 2.0, steps, 0.0, 1e-6)


def sklearn(fit_logreg):
    """With many steps it arrives where scikit-learn does, whose C is 1 / (n * l2)."""
    from sklearn.linear_model import LogisticRegression

    X, y = _data(80, 3, 6)
    w, b = _fit(fit_logreg, X, y, 0.5, 3000, 0.05)
    model = LogisticRegression(C=1 / (80 * 0.05), tol=1e-10, max_iter=1000).fit(X, y)
    expect.close_array(w, model.coef_[0], 1e-4)
    expect.close(b, float(model.intercept_[0]), 1e-4)


def breast_cancer(fit_logreg):
    """On the scaled breast cancer data 200 steps are right for more than 97 in 100 tumours."""
    from sklearn.datasets import load_breast_cancer

    X, y = load_breast_cancer(return_X_y=True)
    X = ((X - X.mean(axis=0)) / X.std(axis=0)).round(4)
    w, b = _fit(fit_logreg, X, y, 0.5, 200, 0.001)
    right = float(((X @ w + b > 0) == y).mean())
    expect.that(right > 0.97, f"It is right for {right:.1%} of the rows.")
