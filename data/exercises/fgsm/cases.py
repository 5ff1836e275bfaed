"""Cases of `fgsm`."""

import warnings

import numpy as np

from skillcheck.sandbox import expect


def _attack(fgsm, w, b, X, y, eps):
    return expect.array(fgsm(w, b, X, y, eps), X.shape)


def _losses(w, b, X, y):
    return np.logaddexp(0, np.where(y == 1, -1, 1) * (X @ w + b))


def _data(n, d, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=d), float(rng.normal()), rng.uniform(size=(n, d)), rng.integers(0, 2, n)


def example(fgsm):
    """The examples from the task."""
    w, X = np.array([2.0, -1.0, 0.0]), np.array([[0.5, 0.5, 0.5]])
    expect.close_array(fgsm(w, 0.0, X, np.array([1]), 0.1), [[0.4, 0.6, 0.5]])
    expect.close_array(fgsm(w, 0.0, X, np.array([0]), 0.6), [[1.0, 0.0, 0.5]])


def numeric_gradient(fgsm):
    """Away from the limits each pixel moves by eps, in the direction of the loss's numeric gradient."""
    w, b, X, y = _data(8, 5)
    X = 0.3 + 0.4 * X
    wanted = np.empty_like(X)
    for j in range(5):
        step = np.zeros(5)
        step[j] = 1e-5
        wanted[:, j] = X[:, j] + 0.05 * np.sign(_losses(w, b, X + step, y) - _losses(w, b, X - step, y))
    expect.close_array(fgsm(w, b, X, y, 0.05), wanted)


def both_classes(fgsm):
    """Each row is attacked by its own label, whatever the model thinks of it; the loss of every row rises."""
    w, b, X, y = _data(40, 6, seed=1)
    got = _attack(fgsm, w, b, X, y, 0.1)
    risen = _losses(w, b, got, y) > _losses(w, b, X, y)
    expect.that(bool(risen.all()), f"The loss rose for {int(risen.sum())} of {len(risen)} rows.")


def limits(fgsm):
    """Pixels stay from 0 to 1 and move by eps at most; only the limits stop them."""
    w, b, X, y = _data(30, 7, seed=2)
    X[X < 0.2], X[X > 0.8] = 0.0, 1.0
    got = _attack(fgsm, w, b, X, y, 0.25)
    expect.that(bool((got >= 0).all() and (got <= 1).all()), "A pixel left the range from 0 to 1.")
    moved = np.abs(got - X)
    expect.that(float(moved.max()) <= 0.25 + 1e-12, f"A pixel moved by {float(moved.max()):.4f}, eps is 0.25.")
    free = (got > 0) & (got < 1)
    expect.close_array(moved[free], np.full(int(free.sum()), 0.25))


def no_eps(fgsm):
    """An eps of 0 changes nothing."""
    w, b, X, y = _data(5, 3, seed=3)
    expect.close_array(fgsm(w, b, X, y, 0.0), X)


def dead_pixels(fgsm):
    """Pixels with weight 0 stay where they are."""
    w, b, X, y = _data(6, 8, seed=4)
    w[[0, 3, 7]] = 0.0
    expect.close_array(_attack(fgsm, w, b, X, y, 0.3)[:, [0, 3, 7]], X[:, [0, 3, 7]])


def sure_models(fgsm):
    """A model so sure that p is rounded to 0 or 1, right or wrong, is attacked all the same, without overflow."""
    X, y = np.full((4, 2), 0.5), np.array([1, 0, 1, 0])
    for w in (np.array([400.0, 400.0]), np.array([-9000.0, -9000.0]), np.array([60.0, 60.0])):
        signs = np.where(y == 1, -1.0, 1.0)[:, None] * np.sign(w)
        expect.close_array(fgsm(w, 0.0, X, y, 0.125), X + 0.125 * signs)


def digits(fgsm):
    """On the digits 3 and 8 the attack breaks a good model, and random signs of the same size do not."""
    from sklearn.datasets import load_digits
    from sklearn.linear_model import LogisticRegression

    X, labels = load_digits(return_X_y=True)
    keep = (labels == 3) | (labels == 8)
    X, y = X[keep] / 16, (labels[keep] == 8).astype(int)
    with warnings.catch_warnings():
        # Not converged is good enough to be attacked.
        warnings.simplefilter("ignore")
        model = LogisticRegression(max_iter=30).fit(X[:200], y[:200])
    w, b, X, y = model.coef_[0], float(model.intercept_[0]), X[200:], y[200:]
    attacked = _attack(fgsm, w, b, X, y, 0.2)
    noise = np.clip(X + 0.2 * np.random.default_rng(0).choice([-1, 1], X.shape), 0, 1)
    clean, broken, random = (float(((x @ w + b > 0) == y).mean()) for x in (X, attacked, noise))
    expect.that(broken < clean - 0.3, f"Accuracy falls from {clean:.3f} to {broken:.3f} only.")
    expect.that(random > broken + 0.3, f"Random noise leaves {random:.3f}, the attack {broken:.3f}.")


def negative_eps(fgsm):
    """An eps below 0, which would help the model, raises ValueError."""
    expect.raises("ValueError", fgsm, *_data(3, 2), -0.1)
