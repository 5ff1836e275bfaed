"""Cases of `ols`."""

import numpy as np

from skillcheck.sandbox import expect


def _fit(ols, X, y):
    got = expect.instance(ols(X, y), tuple, list)
    expect.that(len(got) == 2, f"It returned {len(got)} things, wants two: the intercept and the coefficients.")
    return expect.number(got[0]), expect.array(got[1], (X.shape[1],))


def _check(ols, X, y, intercept, coefficients, tolerance=1e-6):
    got = _fit(ols, X, y)
    expect.close(got[0], intercept, tolerance)
    expect.close_array(got[1], coefficients, tolerance)


def _check_fitted(ols, X, y):
    """The fitted values are those of the best fit, whichever coefficients give them."""
    vectors, sizes, _ = np.linalg.svd(np.column_stack([np.ones(len(X)), X / np.maximum(abs(X).max(axis=0), 1e-300)]))
    vectors = vectors[:, : int((sizes > 1e-10 * sizes[0]).sum())]
    intercept, coefficients = _fit(ols, X, y)
    fitted, wanted = intercept + X @ coefficients, vectors @ (vectors.T @ y)
    off = float(abs(fitted - wanted).max())
    expect.that(off < 1e-6 * abs(y).max(), f"The fitted values are off by up to {off:.3g} from those of the best fit.")


def example(ols):
    """The example from the task."""
    _check(ols, np.array([[1.0], [2.0], [3.0]]), np.array([2.0, 3.0, 7.0]), -1.0, [2.5])


def exact(ols):
    """A target that is a linear function of the columns gives that function back, column by column."""
    X = np.random.default_rng(0).normal(size=(20, 3)) + [5, 0, -3]
    _check(ols, X, 7 + X @ [1.0, -2.0, 0.5], 7.0, [1.0, -2.0, 0.5])
    _check(ols, X, X @ [0.0, 3.0, 1.0], 0.0, [0.0, 3.0, 1.0])
    _check(ols, X, np.full(20, 4.0), 4.0, [0.0, 0.0, 0.0])


def whole_numbers(ols):
    """Whole numbers are numbers like any others."""
    _check(ols, np.array([[0], [1], [2], [3]]), np.array([1, 2, 2, 5]), 0.7, [1.2])


def errors_at_a_right_angle(ols):
    """The errors of the best fit sum to zero, and so do their products with each column."""
    rng = np.random.default_rng(4)
    X, y = rng.normal(3, 1, (40, 4)), rng.normal(10, 2, 40)
    intercept, coefficients = _fit(ols, X, y)
    errors = y - intercept - X @ coefficients
    expect.that(abs(errors.sum()) < 1e-8, f"The errors sum to {errors.sum():.3g}.")
    expect.that(bool((abs(X.T @ errors) < 1e-7).all()), "The errors go along with a column: there is a better fit.")


def other_units(ols):
    """A column in other units changes only its coefficient, a shifted target only the intercept."""
    rng = np.random.default_rng(5)
    X, y = rng.normal(2, 1, (30, 3)), rng.normal(size=30)
    intercept, coefficients = _fit(ols, X, y)
    _check(ols, X * [1, 100, 1], y, intercept, coefficients / [1, 100, 1])
    _check(ols, X, y + 50, intercept + 50, coefficients)


def repeated_columns(ols):
    """Columns that repeat each other, or are constant, leave the fitted values as they are."""
    rng = np.random.default_rng(6)
    X, y = rng.normal(1, 1, (25, 2)), rng.normal(5, 1, 25)
    for extra in (2 * X[:, 0], X[:, 0] + X[:, 1], X[:, 1], np.full(25, 3.0), np.zeros(25)):
        _check_fitted(ols, np.column_stack([X, extra]), y)


def few_rows(ols):
    """With fewer rows than numbers to find, or a single row, the fit goes through every point."""
    rng = np.random.default_rng(7)
    for n, d in ((3, 5), (4, 4), (1, 2)):
        X, y = rng.normal(size=(n, d)), rng.normal(3, 1, n)
        intercept, coefficients = _fit(ols, X, y)
        expect.close_array(intercept + X @ coefficients, y, 1e-6)


def very_different_sizes(ols):
    """Columns of ten-thousandths beside millions, and years far from zero, lose no digits that matter."""
    rng = np.random.default_rng(8)
    X = rng.normal(size=(60, 4)) * [1e-4, 1, 1e6, 5] + [0, 0, 3e6, 2015]
    y = 2 + X @ [3e4, 1.0, 1e-6, -0.2] + rng.normal(0, 0.1, 60)
    _check_fitted(ols, X, y)


def diabetes(ols):
    """On the diabetes data it agrees with LinearRegression."""
    from sklearn.datasets import load_diabetes
    from sklearn.linear_model import LinearRegression

    X, y = load_diabetes(return_X_y=True, scaled=False)
    model = LinearRegression().fit(X, y)
    _check(ols, X, y, float(model.intercept_), model.coef_)
