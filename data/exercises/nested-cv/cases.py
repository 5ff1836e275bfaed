"""Cases of `nested_scores`."""

import numpy as np

from skillcheck.sandbox import expect

_ALPHAS = [0.5, 5.0, 50.0]


def _nested(nested_scores, X, y, alphas, outer, inner):
    got = expect.instance(nested_scores(X, y, alphas, outer, inner), tuple, list)
    expect.that(len(got) == 2, f"It returned {len(got)} things, wants two: scores and alphas.")
    return expect.array(got[0], (outer,)), expect.array(got[1], (outer,))


def _folds(rows, k):
    """Test rows and the rest, in order, as KFold cuts them."""
    return [(part, np.setdiff1d(rows, part)) for part in np.array_split(rows, k)]


def _score(X, y, test, train, alpha):
    """R2 on the test rows of a ridge regression in closed form, scaled by the training rows."""
    mean, scale = X[train].mean(axis=0), X[train].std(axis=0)
    learn, ask = ((X[rows] - mean) / np.where(scale == 0, 1, scale) for rows in (train, test))
    middle = y[train].mean()
    w = np.linalg.solve(learn.T @ learn + alpha * np.eye(X.shape[1]), learn.T @ (y[train] - middle))
    return 1 - ((y[test] - middle - ask @ w) ** 2).sum() / ((y[test] - y[test].mean()) ** 2).sum()


def _by_hand(X, y, alphas, outer, inner):
    scores, chosen = [], []
    for test, train in _folds(np.arange(len(y)), outer):
        means = [np.mean([_score(X, y, *fold, alpha) for fold in _folds(train, inner)]) for alpha in alphas]
        chosen.append(alphas[int(np.argmax(means))])
        scores.append(_score(X, y, test, train, chosen[-1]))
    return scores, chosen


def _check(nested_scores, X, y, alphas, outer, inner):
    (scores, chosen), wanted = _nested(nested_scores, X, y, alphas, outer, inner), _by_hand(X, y, alphas, outer, inner)
    expect.close_array(chosen, wanted[1])
    expect.close_array(scores, wanted[0], 1e-6)


def _data(n, d, seed, noise=2.0):
    """Columns with a few far-off values, most of which say little of y."""
    rng = np.random.default_rng(seed)
    X = rng.standard_t(3, size=(n, d)).round(3)
    return X, (X[:, 0] - 0.5 * X[:, 1] + noise * rng.normal(size=n)).round(3)


def example(nested_scores):
    """The example from the task."""
    from sklearn.datasets import load_diabetes

    X, y = load_diabetes(return_X_y=True)
    _check(nested_scores, X, y, [1.0, 10.0, 100.0], 3, 4)


def a_choice_in_every_fold(nested_scores):
    """Every outer fold makes its own choice: on few and noisy rows the alphas differ from fold to fold."""
    X, y = _data(32, 8, 1)
    _check(nested_scores, X, y, _ALPHAS, 4, 3)


def uneven_folds(nested_scores):
    """Numbers of rows that no number of folds divides are cut as KFold cuts them."""
    X, y = _data(47, 6, 2)
    _check(nested_scores, X, y, [1.0, 30.0], 3, 5)


def sorted_rows(nested_scores):
    """Rows stay in their order, also where y rises from the first to the last and every fold must look ahead."""
    X, y = _data(40, 5, 3)
    order = np.argsort(y)
    _check(nested_scores, X[order], y[order], _ALPHAS, 4, 3)


def test_rows_choose_nothing(nested_scores):
    """What is in the outer test rows changes their score, but not the alpha that is tested on them."""
    X, y = _data(36, 7, 4)
    before, chosen = _nested(nested_scores, X, y, _ALPHAS, 2, 3)
    for fold, (test, _) in enumerate(_folds(np.arange(36), 2)):
        other_X, other_y = X.copy(), y.copy()
        other_X[test] *= 30
        other_y[test] = 20 * X[test, 2]
        after, again = _nested(nested_scores, other_X, other_y, _ALPHAS, 2, 3)
        expect.that(
            again[fold] == chosen[fold], f"Other test rows in fold {fold} moved its alpha to {again[fold]:g}."
        )
        expect.that(abs(after[fold] - before[fold]) > 1e-3, f"Other test rows left the score of fold {fold} alone.")


def one_alpha(nested_scores):
    """With one alpha there is nothing to choose, and the scores are those of plain cross-validation."""
    from sklearn.linear_model import Ridge
    from sklearn.model_selection import KFold, cross_val_score
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    X, y = _data(30, 4, 5)
    scores, chosen = _nested(nested_scores, X, y, [3.0], 5, 3)
    expect.close_array(chosen, [3.0] * 5)
    model = make_pipeline(StandardScaler(), Ridge(alpha=3.0))
    expect.close_array(scores, cross_val_score(model, X, y, cv=KFold(5)), 1e-8)


def first_of_equals(nested_scores):
    """A column that never varies makes all alphas equally good: the first in the list is taken, not the smallest."""
    y = np.array([3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0, 5.0, 8.0])
    chosen = _nested(nested_scores, np.full((12, 1), 2.0), y, [10.0, 0.1, 100.0], 3, 2)[1]
    expect.close_array(chosen, [10.0] * 3)


def order_of_the_grid(nested_scores):
    """Where one alpha is the best, it does not matter where it stands in the list."""
    X, y = _data(35, 8, 6)
    wanted = _by_hand(X, y, _ALPHAS, 3, 2)
    scores, chosen = _nested(nested_scores, X, y, [50.0, 0.5, 5.0], 3, 2)
    expect.close_array(chosen, wanted[1])
    expect.close_array(scores, wanted[0], 1e-6)


def columns_of_all_sizes(nested_scores):
    """Columns in other units give the same choices and scores."""
    X, y = _data(33, 4, 7)
    wanted = _by_hand(X, y, _ALPHAS, 3, 2)
    scores, chosen = _nested(nested_scores, X * [1000, 1, 0.01, 30], y, _ALPHAS, 3, 2)
    expect.close_array(chosen, wanted[1])
    expect.close_array(scores, wanted[0], 1e-6)
