"""Cases of `fit_impute`."""

import math
from statistics import median

import numpy as np

from skillcheck.sandbox import expect


def _fit(fit_impute, train, test):
    got = expect.instance(fit_impute(train, test), tuple, list)
    expect.that(len(got) == 2, f"It returned {len(got)} things, wants two: train and test.")
    return expect.array(got[0], train.shape), expect.array(got[1], test.shape)


def _by_hand(train, test):
    """Column by column, in plain Python."""
    wanted = np.zeros(train.shape), np.zeros(test.shape)
    for j in range(train.shape[1]):
        middle = median(value for value in train[:, j].tolist() if not math.isnan(value))
        filled = [middle if math.isnan(value) else value for value in train[:, j].tolist()]
        mean = math.fsum(filled) / len(filled)
        scale = math.sqrt(math.fsum((value - mean) ** 2 for value in filled) / len(filled))
        if len(set(filled)) == 1:
            scale = 1.0
        for table, out in zip((train, test), wanted, strict=True):
            values = [middle if math.isnan(value) else value for value in table[:, j].tolist()]
            out[:, j] = [(value - mean) / scale for value in values]
    return wanted


def _check(fit_impute, train, test, tolerance=1e-9):
    got, wanted = _fit(fit_impute, train, test), _by_hand(train, test)
    expect.close_array(got[0], wanted[0], tolerance)
    expect.close_array(got[1], wanted[1], tolerance)


def _diabetes():
    """The diabetes data with holes, cut in two after 300 rows."""
    from sklearn.datasets import load_diabetes

    X = load_diabetes().data * [1, 5, 10, 100, 1, 1, 1, 1, 20, 3] + np.arange(10)
    X[np.random.default_rng(5).random(X.shape) < 0.1] = np.nan
    return X[:300], X[300:]


def example(fit_impute):
    """The example from the task."""
    _check(fit_impute, np.array([[1.0], [np.nan], [3.0], [8.0]]), np.array([[np.nan], [8.0]]))


def skewed(fit_impute):
    """Where mean and median lie far apart, the median fills and the mean is subtracted."""
    nan = np.nan
    train = np.array([[1.0, 5.0], [2.0, nan], [3.0, 6.0], [nan, 90.0], [1000.0, nan], [nan, 7.0]])
    _check(fit_impute, train, np.array([[nan, nan], [4.0, nan]]))


def constant_column(fit_impute):
    """A column that is constant once it is filled is only centred, not divided by zero."""
    nan = np.nan
    train = np.array(
        [[0.1, 4.0, 1.0], [0.1, nan, 2.0], [0.1, 4.0, 4.0], [nan, nan, nan], [0.1, nan, 3.0], [0.1, 4.0, 0]]
    )
    _check(fit_impute, train, np.array([[0.1, 6.0, 1.0], [nan, nan, nan], [2.1, 4.0, 5.0]]), 1e-6)


def only_test_has_holes(fit_impute):
    """Complete training rows fill the holes of the test rows, down to a column that test lacks altogether."""
    rng = np.random.default_rng(1)
    test = rng.normal(5, 2, (4, 3))
    test[1, 0], test[:, 2] = np.nan, np.nan
    _check(fit_impute, rng.normal(3, 4, (9, 3)), test)


def few_test_rows(fit_impute):
    """One test row will do, and none at all."""
    train, test = _diabetes()
    for rows in (test[:1], test[:0]):
        _check(fit_impute, train[:40], rows)


def test_rows_change_nothing(fit_impute):
    """Other test rows change neither the training rows nor the test row beside them."""
    train, test = _diabetes()
    first, second = _fit(fit_impute, train, test[:30])
    other = test[:30].copy()
    other[1:] = 1e6
    again, beside = _fit(fit_impute, train, other)
    expect.that(np.array_equal(first, again), "Other test rows changed the training rows.")
    expect.that(np.array_equal(second[0], beside[0]), "Other test rows changed the first test row.")


def tidy(fit_impute):
    """The training rows come out with mean 0 and deviation 1 in every column; no NaN is left in either table."""
    train, test = _fit(fit_impute, *_diabetes())
    expect.that(not np.isnan(train).any() and not np.isnan(test).any(), "A NaN is left.")
    expect.close_array(train.mean(axis=0), np.zeros(10), 1e-9)
    expect.close_array(train.std(axis=0), np.ones(10), 1e-9)


def sklearn(fit_impute):
    """On the diabetes data with holes it agrees with SimpleImputer and StandardScaler."""
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    train, test = _diabetes()
    model = make_pipeline(SimpleImputer(strategy="median"), StandardScaler()).fit(train)
    got = _fit(fit_impute, train, test)
    expect.close_array(got[0], model.transform(train), 1e-8)
    expect.close_array(got[1], model.transform(test), 1e-8)
