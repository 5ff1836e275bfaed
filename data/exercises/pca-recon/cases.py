"""Cases of `pca_error`."""

import numpy as np

from skillcheck.sandbox import expect


def _eigenvalue_tail(X, k):
    """The variances along the other directions, from the covariance matrix."""
    centred = X - X.mean(axis=0)
    variances = np.linalg.eigvalsh(centred.T @ centred / len(X))[::-1]
    return float(variances[k:].sum() / X.shape[1])


def _data(n, d, seed):
    """Correlated columns of different spread, far from 0."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, d)) @ rng.normal(size=(d, d)) + 5 * np.arange(d)


def example(pca_error):
    """The example from the task."""
    X = np.array([[0.0, 0.0], [4.0, 0.0], [0.0, 2.0], [4.0, 2.0]])
    for k, wanted in ((0, 2.5), (1, 0.5), (2, 0.0)):
        expect.close(pca_error(X, k), wanted)


def nothing_kept(pca_error):
    """With k = 0 the error is the mean variance of the columns."""
    X = _data(30, 4, 1)
    expect.close(pca_error(X, 0), float(X.var(axis=0).mean()))


def everything_kept(pca_error):
    """With all components nothing is lost, in tall tables and in wide ones."""
    for n, d in ((12, 3), (4, 9), (5, 5)):
        expect.close(pca_error(_data(n, d, 2), min(n, d)), 0.0)


def tail_of_eigenvalues(pca_error):
    """The error is what the eigenvalues of the covariance matrix beyond the k largest sum up to."""
    X = _data(25, 6, 3)
    for k in range(7):
        expect.close(pca_error(X, k), _eigenvalue_tail(X, k))


def wide_table(pca_error):
    """A table with more columns than rows is rebuilt from its few directions."""
    X = _data(6, 20, 4)
    for k in (0, 1, 3, 5):
        expect.close(pca_error(X, k), _eigenvalue_tail(X, k))


def line(pca_error):
    """Points on a line, wherever it lies, need one component only."""
    steps = np.array([-1.0, 0.0, 2.0, 5.0])[:, None]
    X = np.array([10.0, -3.0, 7.0]) + steps * np.array([1.0, 2.0, -2.0])
    expect.close(pca_error(X, 1), 0.0)
    expect.close(pca_error(X, 0), float(X.var(axis=0).mean()))


def each_component_helps(pca_error):
    """Each component takes something off the error, and never more than the one before it."""
    X = _data(40, 7, 5)
    errors = np.array([expect.number(pca_error(X, k)) for k in range(8)])
    gains = errors[:-1] - errors[1:]
    expect.that(bool((gains > 0).all()), f"The errors for 0 to 7 components are {errors.round(4).tolist()}.")
    expect.that(bool((np.diff(gains) <= 1e-9).all()), f"The gains of the components are {gains.round(4).tolist()}.")


def moved_turned_stretched(pca_error):
    """Moving or turning the points changes nothing; stretching all by 3 makes the error 9 times as large."""
    X = _data(20, 3, 6)
    turn = np.linalg.qr(np.random.default_rng(7).normal(size=(3, 3)))[0]
    for k in (1, 2):
        before = _eigenvalue_tail(X, k)
        expect.close(pca_error(X + np.array([100.0, -7.0, 0.5]), k), before, 1e-8)
        expect.close(pca_error(X @ turn, k), before, 1e-8)
        expect.close(pca_error(3 * X, k), 9 * before, 1e-8)


def digits(pca_error):
    """On images of digits, described by 2, 16 and 40 numbers instead of 64, it agrees with scikit-learn."""
    from sklearn.datasets import load_digits
    from sklearn.decomposition import PCA

    X = load_digits().data[:500]
    for k in (2, 16, 40):
        model = PCA(k, svd_solver="full").fit(X)
        rebuilt = model.inverse_transform(model.transform(X))
        expect.close(pca_error(X, k), float(((X - rebuilt) ** 2).mean()), 1e-8)


def impossible_k(pca_error):
    """A negative k, or one above the smaller side of the table, raises ValueError."""
    X = _data(8, 3, 8)
    expect.raises("ValueError", pca_error, X, -1)
    expect.raises("ValueError", pca_error, X, 4)
    expect.raises("ValueError", pca_error, X.T, 4)
