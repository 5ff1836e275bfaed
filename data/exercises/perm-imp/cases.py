"""Cases of `perm_importance`. Generators differ in how they shuffle, so means are judged with room for chance."""

import itertools

import numpy as np

from skillcheck.sandbox import expect
from skillcheck.sandbox.wire import Named

_DOT = Named("numpy.dot")
_R2 = Named("sklearn.metrics.r2_score")
_EXPLAINED = Named("sklearn.metrics.explained_variance_score")
_D2 = Named("sklearn.metrics.d2_absolute_error_score")


def _importance(perm_importance, X, y, w, score, repeats, seed):
    return expect.array(perm_importance(X, y, w, score, repeats, seed), (X.shape[1],))


def _data(n, d, seed, noise=0.5):
    rng = np.random.default_rng(seed)
    X, w = rng.normal(size=(n, d)), rng.normal(size=d)
    return X, X @ w + rng.normal(0, noise, n), w


def _expected(X, y, w):
    """The mean over all n! shuffles of the fall of R2, in closed form."""
    n, errors = len(y), y - X @ w
    spread = 2 * w**2 * X.var(axis=0) * n / (n - 1)
    # A shuffle also breaks what the column and the model's errors have in common.
    common = 2 * w * ((X - X.mean(axis=0)) * errors[:, None]).mean(axis=0) * n / (n - 1)
    return (spread + common) / y.var()


def example(perm_importance):
    """The example from the task: a constant column has importance 0."""
    X = np.array([[0.0, 7.0], [1.0, 7.0], [2.0, 7.0]])
    got = _importance(perm_importance, X, np.array([0.0, 1.0, 2.0]), np.array([1.0, 3.0]), _R2, 5, 0)
    expect.close(float(got[1]), 0.0)


def unused_column(perm_importance):
    """A column the model gives no weight has importance 0, though it is a copy of the most important one."""
    X, y, w = _data(60, 2, seed=1, noise=0.0)
    X, w = np.column_stack([X, X[:, 0]]), np.append(w, 0.0)
    got = _importance(perm_importance, X, y, w, _R2, 4, 3)
    expect.close(float(got[2]), 0.0)
    expect.that(got[0] > 0.1, f"The column the model does use has importance {got[0]:.4f}.")


def long_run_mean(perm_importance):
    """With many repeats it comes close to the mean over all shuffles, column by column."""
    X, y, w = _data(12, 3, seed=2)
    X[:, 1] += 5
    got = _importance(perm_importance, X, y, w, _DOT, 1000, 5)
    # The scalar product of shuffled x and y has the mean n * mean(x) * mean(y) and this spread.
    wanted = w * ((X - X.mean(axis=0)) * (y - y.mean())[:, None]).sum(axis=0)
    room = 5 * np.abs(w) * X.std(axis=0) * y.std() * 12 / np.sqrt(11 * 1000)
    for j in range(3):
        close = abs(got[j] - wanted[j]) < room[j]
        expect.that(bool(close), f"Column {j}: {got[j]:.4f}, the mean of all shuffles {wanted[j]:.4f}.")


def every_value_once(perm_importance):
    """A shuffle uses every value once: with one repeat on three rows it is one of the six orders, for each column."""
    X, y, w = np.array([[0.0, 1.0], [1.0, 5.0], [4.0, 2.0]]), np.array([0.5, 1.0, 3.0]), np.array([1.0, 0.3])
    for seed in range(8):
        got = _importance(perm_importance, X, y, w, _DOT, 1, seed)
        for j in range(2):
            falls = [w[j] * y @ (X[:, j] - X[list(order), j]) for order in itertools.permutations(range(3))]
            near = min(abs(fall - got[j]) for fall in falls)
            expect.that(near < 1e-9, f"Column {j} with seed {seed} has {got[j]:.6f}, which no order of it gives.")


def new_shuffles(perm_importance):
    """Each repeat is a new shuffle: over 41 repeats the order of three rows does not stay the same."""
    X, y = np.array([[0.0], [1.0], [4.0]]), np.array([0.0, 1.0, 4.0])
    once = {round(float(_importance(perm_importance, X, y, np.ones(1), _DOT, 1, seed)[0]), 9) for seed in range(12)}
    many = float(_importance(perm_importance, X, y, np.ones(1), _DOT, 41, 1)[0])
    expect.that(len(once) > 2, f"Twelve seeds gave only the values {sorted(once)}.")
    expect.that(min(abs(many - value) for value in once) > 1e-6, "41 repeats gave what a single shuffle gives.")


def repeatable(perm_importance):
    """The same seed gives the same numbers, another seed others."""
    X, y, w = _data(30, 2, seed=4)
    first = _importance(perm_importance, X, y, w, _R2, 3, 8)
    expect.close_array(perm_importance(X, y, w, _R2, 3, 8), first, 0.0)
    other = _importance(perm_importance, X, y, w, _R2, 3, 9)
    expect.that(not np.allclose(first, other), "Seeds 8 and 9 gave the same numbers.")


def misused_column(perm_importance):
    """A column with a weight of the wrong sign does harm: shuffling it raises the score, its importance is below 0."""
    X, y, w = _data(50, 2, seed=8)
    got = _importance(perm_importance, X, y, w * [1, -1], _DOT, 20, 1)
    expect.that(bool(got[0] > 0 > got[1]), f"It gave {got.round(3).tolist()}, wants the second below 0.")


def any_score(perm_importance):
    """The score is the one that was asked for, with its arguments in their order."""
    X, y, w = _data(40, 2, seed=6, noise=0.0)
    r2, explained, d2 = (_importance(perm_importance, X, y + 3, w, score, 12, 2) for score in (_R2, _EXPLAINED, _D2))
    expect.that(bool((r2 > 0).all()), f"With R2 it is {r2.round(4).tolist()}.")
    expect.close_array(explained, r2, 1e-9)
    expect.that(not np.allclose(d2, r2, rtol=0.05), "Another score gave the same numbers.")


def diabetes(perm_importance):
    """For a model of the diabetes data, on rows it has not seen, body mass and blood lipids lead."""
    from sklearn.datasets import load_diabetes

    X, y = load_diabetes(return_X_y=True)
    y = y - y.mean()
    w = np.linalg.lstsq(X[:300], y[:300], rcond=None)[0]
    got, wanted = _importance(perm_importance, X[300:], y[300:], w, _R2, 12, 0), _expected(X[300:], y[300:], w)
    near = bool((np.abs(got - wanted) < 0.25 * wanted.max()).all())
    expect.that(near, f"It gave {got.round(3).tolist()}, the mean of all shuffles is {wanted.round(3).tolist()}.")


def no_repeats(perm_importance):
    """Repeats below 1 raise ValueError."""
    X, y, w = _data(5, 2, seed=7)
    expect.raises("ValueError", perm_importance, X, y, w, _R2, 0, 0)
    expect.raises("ValueError", perm_importance, X, y, w, _R2, -2, 0)
