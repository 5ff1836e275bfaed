"""Cases of `honest_scores`."""

import numpy as np

from skillcheck.sandbox import expect


def _scores(honest_scores, X, y, k, folds, seed):
    return expect.array(honest_scores(X, y, k, folds, seed), (folds,))


def _splits(X, y, folds, seed):
    from sklearn.model_selection import StratifiedKFold

    return list(StratifiedKFold(folds, shuffle=True, random_state=seed).split(X, y))


def _by_hand(X, y, k, folds, seed):
    """Fold by fold, every step fitted on the training rows."""
    from sklearn.feature_selection import f_classif
    from sklearn.svm import SVC

    scores = []
    for train, test in _splits(X, y, folds, seed):
        best = np.argsort(f_classif(X[train], y[train])[0])[-k:]
        mean, scale = X[train].mean(axis=0), X[train].std(axis=0)
        learn, ask = ((X[rows] - mean)[:, best] / scale[best] for rows in (train, test))
        scores.append(float((SVC().fit(learn, y[train]).predict(ask) == y[test]).mean()))
    return scores


def _check(honest_scores, X, y, k, folds, seed):
    expect.close_array(_scores(honest_scores, X, y, k, folds, seed), _by_hand(X, y, k, folds, seed))


def _noise(n, columns, seed):
    return np.random.default_rng(seed).normal(size=(n, columns)).round(2), np.arange(n) % 2


def _some_signal(n, columns, seed, share=0.5):
    """Noise, and three columns that know a little about the class."""
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(n, columns)), (rng.random(n) < share).astype(int)
    X[:, :3] += 0.5 * y[:, None]
    return (X * rng.choice([0.01, 1, 100], columns)).round(4), y


def example(honest_scores):
    """The example from the task: on noise the score is that of a coin, fold by fold."""
    rng = np.random.default_rng(0)
    _check(honest_scores, rng.normal(size=(60, 1000)), np.arange(60) % 2, 20, 5, 0)


def noise(honest_scores):
    """Over four tables of pure noise the mean score stays near one half, where a leak reports 0.8."""
    means = [float(_scores(honest_scores, *_noise(60, 400, seed), 20, 5, seed).mean()) for seed in range(4)]
    mean = sum(means) / 4
    expect.that(0.35 < mean < 0.65, f"On noise the mean score is {mean:.2f}, wants about 0.5.")


def weak_signal(honest_scores):
    """Where a few columns know a little, it agrees with the same steps done by hand, fold by fold."""
    X, y = _some_signal(90, 40, 1)
    for k, folds, seed in ((5, 3, 0), (12, 4, 7), (40, 5, 1)):
        _check(honest_scores, X, y, k, folds, seed)


def one_row_tells_only_of_itself(honest_scores):
    """A wild value in a test row changes how that row is judged, and no other row of its fold."""
    X, y = _some_signal(60, 30, 2)
    splits = _splits(X, y, 3, 4)
    before = _scores(honest_scores, X, y, 6, 3, 4)
    for fold, (_, test) in enumerate(splits):
        wild = X.copy()
        wild[test[0]] += 1e4
        after = _scores(honest_scores, wild, y, 6, 3, 4)
        moved = abs(after[fold] - before[fold]) * len(test)
        expect.that(
            moved < 1.5, f"A wild value in one test row of fold {fold} changed the verdict on {moved:.0f} rows."
        )


def columns_of_all_sizes(honest_scores):
    """A column a million times larger than the others counts no more than they do."""
    X, y = _some_signal(80, 6, 3)
    scores = _scores(honest_scores, X, y, 4, 5, 0)
    expect.close_array(honest_scores(X * [1, 1e6, 1, 1e-3, 1, 1], y, 4, 5, 0), scores)


def few_of_one_class(honest_scores):
    """Every fold has its share of a rare class, also when the rows are sorted by class."""
    X, y = _some_signal(75, 20, 4, share=0.2)
    order = np.argsort(y, kind="stable")
    _check(honest_scores, X[order], y[order], 4, 4, 3)


def seeds(honest_scores):
    """The same seed gives the same scores, another seed cuts other folds."""
    X, y = _some_signal(70, 12, 5)
    _check(honest_scores, X, y, 3, 4, 11)
    first = _scores(honest_scores, X, y, 3, 4, 11)
    expect.close_array(honest_scores(X, y, 3, 4, 11), first)
    expect.that(not np.allclose(honest_scores(X, y, 3, 4, 12), first), "Seeds 11 and 12 gave the same scores.")


def breast_cancer(honest_scores):
    """On the breast cancer data, where there is something to find, five columns are right nine times in ten."""
    from sklearn.datasets import load_breast_cancer

    X, y = load_breast_cancer(return_X_y=True)
    scores = _scores(honest_scores, X, y, 5, 5, 0)
    expect.that(bool((scores > 0.88).all()), f"The scores are {scores.round(3).tolist()}, wants all above 0.88.")
    expect.close_array(scores, _by_hand(X, y, 5, 5, 0), 0.01)


def impossible_k(honest_scores):
    """Fewer than one column, or more than there are, raise ValueError."""
    X, y = _noise(20, 5, 9)
    expect.raises("ValueError", honest_scores, X, y, 0, 2, 0)
    expect.raises("ValueError", honest_scores, X, y, -1, 2, 0)
    expect.raises("ValueError", honest_scores, X, y, 6, 2, 0)
