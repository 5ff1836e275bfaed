"""Cases of `target_encode`."""

import numpy as np

from skillcheck.sandbox import expect


def _encoded(target_encode, category, y, fold, m):
    return expect.array(target_encode(category, y, fold, m), (len(y),))


def _by_hand(category, y, fold, m):
    """Row by row, from the rows of all other folds."""
    values = []
    for i in range(len(y)):
        others = [j for j in range(len(y)) if fold[j] != fold[i]]
        same = [float(y[j]) for j in others if category[j] == category[i]]
        prior = sum(float(y[j]) for j in others) / len(others)
        values.append((sum(same) + m * prior) / (len(same) + m) if same else prior)
    return values


def _check(target_encode, category, y, fold, m):
    expect.close_array(_encoded(target_encode, category, y, fold, m), _by_hand(category, y, fold, m))


def _data(n, kinds, seed, folds=4):
    rng = np.random.default_rng(seed)
    category = np.array([f"c{number}" for number in rng.integers(0, kinds, n)])
    return category, rng.integers(0, 2, n).astype(float), rng.integers(0, folds, n)


def _auc(y, scores):
    """The share of pairs of a 1 and a 0 in which the 1 has the higher score, ties by half."""
    above = scores[y == 1][:, None] - scores[y == 0]
    return float(((above > 1e-12) + 0.5 * (abs(above) <= 1e-12)).mean())


def example(target_encode):
    """The example from the task."""
    category, y = np.array(["a", "a", "b", "a", "b", "c"]), np.array([1.0, 0.0, 1.0, 1.0, 0.0, 1.0])
    wanted = [5 / 6, 5 / 6, 1 / 3, 5 / 9, 5 / 6, 2 / 3]
    expect.close_array(target_encode(category, y, np.array([0, 0, 0, 1, 1, 1]), 1.0), wanted)


def other_folds_only(target_encode):
    """It agrees with the definition row by row, for little smoothing and for much."""
    category, y, fold = _data(60, 5, 1)
    for m in (0.5, 3.0, 40):
        _check(target_encode, category, y, fold, m)


def no_smoothing(target_encode):
    """Without smoothing it is the plain mean of the category in the other folds."""
    _check(target_encode, *_data(50, 3, 2), 0)


def new_category(target_encode):
    """A category that the other folds do not have is encoded as their mean, with smoothing and without."""
    category, y = np.array(["x", "x", "y", "z", "x"]), np.array([4.0, 8.0, 1.0, 3.0, 2.0])
    fold = np.array([0, 1, 1, 0, 1])
    for m in (0, 0.0, 2.0):
        _check(target_encode, category, y, fold, m)


def much_smoothing(target_encode):
    """With a huge m every row is near the mean of the other folds, which differs from fold to fold."""
    category, y, fold = _data(40, 4, 3)
    priors = [y[fold != number].mean() for number in fold]
    expect.close_array(target_encode(category, y, fold, 1e9), priors, 1e-6)


def own_answer_does_not_count(target_encode):
    """Another answer in one row changes no encoding in its own fold."""
    category, y, fold = _data(40, 3, 4)
    before = _encoded(target_encode, category, y, fold, 1.0)
    for row in (0, 17, 33):
        other = y.copy()
        other[row] += 50
        after = _encoded(target_encode, category, other, fold, 1.0)
        near = fold == fold[row]
        expect.close_array(after[near], before[near])
        expect.that(not np.allclose(after[~near], before[~near]), f"Row {row} has no effect on the other folds.")


def any_fold_numbers(target_encode):
    """Folds may have any numbers and sizes, and rows any order."""
    category, y, fold = _data(45, 4, 5)
    names = np.array([-3, 70, 8, 9])[np.minimum(fold, 3)]
    _check(target_encode, category, y, names, 2.0)
    order = np.random.default_rng(6).permutation(45)
    expect.close_array(
        _encoded(target_encode, category[order], y[order], names[order], 2.0),
        np.array(_by_hand(category, y, names, 2.0))[order],
    )
    _check(target_encode, category, y, (np.arange(45) == 11).astype(int), 2.0)


def any_target(target_encode):
    """The target may be any number: encodings move and stretch with it."""
    category, y, fold = _data(30, 3, 7)
    before = np.array(_by_hand(category, y, fold, 2.5))
    expect.close_array(_encoded(target_encode, category, 100 - 7 * y, fold, 2.5), 100 - 7 * before)


def noise(target_encode):
    """A category of 100 values that know nothing tells nothing: the AUC stays near 0.5, where the leak reports 0.8."""
    category, y, fold = _data(300, 100, 8, folds=5)
    auc = _auc(y, _encoded(target_encode, category, y, fold, 1.0))
    expect.that(0.4 < auc < 0.6, f"On noise the AUC of the encoding is {auc:.2f}, wants about 0.5.")


def impossible(target_encode):
    """A negative m, or one fold alone, raises ValueError."""
    category, y, fold = _data(12, 2, 9)
    expect.raises("ValueError", target_encode, category, y, fold, -0.5)
    expect.raises("ValueError", target_encode, category, y, np.zeros(12, int), 1.0)
    expect.raises("ValueError", target_encode, category, y, np.full(12, 5), 0)
