"""Cases of `bag_predict`."""

from collections import Counter

import numpy as np

from skillcheck.sandbox import expect


def _bagged(bag_predict, X, y, new, B, seed):
    got = expect.instance(bag_predict(X, y, new, B, seed), tuple, list)
    expect.that(len(got) == 2, f"It returned {len(got)} things, wants two: labels and error.")
    return expect.array(got[0], (len(new),)), expect.number(got[1])


def _grown(X, y, B, seed):
    """The trees, each with the rows it drew."""
    from sklearn.tree import DecisionTreeClassifier

    rng = np.random.default_rng(seed)
    draws = [rng.integers(len(X), size=len(X)) for _ in range(B)]
    return [(DecisionTreeClassifier(random_state=b).fit(X[rows], y[rows]), set(rows)) for b, rows in enumerate(draws)]


def _winner(votes):
    """The most frequent label, of equals the lowest."""
    counts = Counter(int(vote) for vote in votes)
    return min(counts, key=lambda label: (-counts[label], label))


def _by_hand(X, y, new, B, seed):
    trees = _grown(X, y, B, seed)
    labels = [_winner(votes) for votes in zip(*(tree.predict(new) for tree, _ in trees), strict=True)]
    verdicts = list(zip(*(tree.predict(X) for tree, _ in trees), strict=True))
    wrong = []
    for i, votes in enumerate(verdicts):
        outside = [vote for vote, (_, drawn) in zip(votes, trees, strict=True) if i not in drawn]
        if outside:
            wrong.append(_winner(outside) != y[i])
    return labels, sum(wrong) / len(wrong)


def _check(bag_predict, X, y, new, B, seed):
    (labels, error), wanted = _bagged(bag_predict, X, y, new, B, seed), _by_hand(X, y, new, B, seed)
    expect.close_array(labels, wanted[0])
    expect.close(error, float(wanted[1]))
    return labels, error


def _data(n, m, seed, names=(0, 1)):
    """Labels that depend on two columns, one in five of them drawn anew."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n + m, 4)).round(2)
    kinds = np.digitize(X[:, 0] + X[:, 1], np.linspace(-1, 1, len(names) - 1))
    kinds = np.where(rng.random(n + m) < 0.2, rng.integers(0, len(names), n + m), kinds)
    return X[:n], np.array(names)[kinds[:n]], X[n:]


def example(bag_predict):
    """The example from the task."""
    X, y = np.arange(8.0).reshape(8, 1), np.array([3, 3, 3, 7, 3, 7, 7, 7])
    _check(bag_predict, X, y, np.array([[0.5], [3.4], [9.0]]), 5, 0)


def one_tree(bag_predict):
    """With one tree its labels are the answer, and only the rows it did not draw make the error."""
    X, y, new = _data(40, 12, 1)
    for seed in (0, 1, 2):
        _check(bag_predict, X, y, new, 1, seed)


def two_trees(bag_predict):
    """When two trees disagree, the lower label wins, in the answer and in the out-of-bag error."""
    X, y, new = _data(50, 40, 2, names=(7, -1))
    for seed in (0, 1):
        _check(bag_predict, X, y, new, 2, seed)


def many_labels(bag_predict):
    """Labels may be any whole numbers, negative and with gaps, and more than two."""
    X, y, new = _data(60, 30, 3, names=(-5, 2, 40, 3))
    _check(bag_predict, X, y, new, 9, 4)


def whole_votes(bag_predict):
    """Every tree has one whole vote, also where it is not sure: among equal rows with different labels."""
    rng = np.random.default_rng(5)
    X, y = rng.integers(0, 3, (60, 1)).astype(float), rng.integers(0, 2, 60)
    for seed in range(6):
        _check(bag_predict, X, y, np.array([[0.0], [1.0], [2.0]]), 5, seed)


def one_new_row(bag_predict):
    """One new row will do, and the error does not depend on the new rows."""
    X, y, new = _data(45, 6, 6)
    error = _bagged(bag_predict, X, y, new, 7, 3)[1]
    expect.close(_check(bag_predict, X, y, new[:1], 7, 3)[1], error)


def seeds(bag_predict):
    """The same seed gives the same trees, another seed others."""
    X, y, new = _data(60, 60, 7)
    labels, error = _check(bag_predict, X, y, new, 3, 10)
    again, same = _bagged(bag_predict, X, y, new, 3, 10)
    expect.that(np.array_equal(labels, again) and error == same, "Seed 10 gave two different answers.")
    other, another = _bagged(bag_predict, X, y, new, 3, 11)
    expect.that(
        not np.array_equal(labels, other) or error != another, "Seeds 10 and 11 gave the same labels and error."
    )


def labels_by_chance(bag_predict):
    """Where labels are tossed with a coin, the out-of-bag error says so: it is near one half."""
    rng = np.random.default_rng(8)
    X, y = rng.normal(size=(120, 3)), rng.integers(0, 2, 120)
    error = _bagged(bag_predict, X, y, X[:1], 25, 0)[1]
    expect.that(0.38 < error < 0.62, f"The out-of-bag error is {error:.2f}, wants about one half.")


def digits(bag_predict):
    """On shuffled digits it errs far less than a single tree; out of bag, with fewer votes a row, a little more."""
    from sklearn.datasets import load_digits
    from sklearn.tree import DecisionTreeClassifier

    X, y = load_digits(return_X_y=True)
    # In their own order later digits come from other writers, whom no out-of-bag error can foresee.
    known, new = np.split(np.random.default_rng(0).permutation(len(X))[:700], [300])
    labels, error = _bagged(bag_predict, X[known], y[known], X[new], 25, 1)
    single = float((DecisionTreeClassifier(random_state=0).fit(X[known], y[known]).predict(X[new]) != y[new]).mean())
    wrong = float((labels != y[new]).mean())
    expect.that(wrong < single - 0.05, f"It errs on {wrong:.3f} of the new digits, a single tree on {single:.3f}.")
    expect.that(abs(error - wrong) < 0.1, f"It errs on {wrong:.3f} of the new digits, out of bag on {error:.3f}.")


def no_trees(bag_predict):
    """Without a tree there is no vote: ValueError."""
    X, y, new = _data(10, 2, 9)
    expect.raises("ValueError", bag_predict, X, y, new, 0, 0)
    expect.raises("ValueError", bag_predict, X, y, new, -3, 0)
